//! 告知、送达、陈述申辩: what the party is told, how a paper reaches them, and what they answer.

use jiff::civil::{Date, date};
use law::Fen;

use crate::Private;
use crate::cases::*;
use crate::ids::DocumentId;
use crate::policy::Act;
use crate::testing::*;

const FRIDAY: Date = date(2026, 3, 6);

fn noticed() -> Docket {
    let mut it = Docket::ordinary();
    it.desk.on(FRIDAY);
    it.does(HANDLER_A, Command::GiveNotice(notice()));
    it
}

fn send(it: &mut Docket, change: impl FnOnce(&mut RecordDelivery)) -> Result<(), Vec<String>> {
    let mut command = delivery(&it.newest("TF-11"), FRIDAY);
    change(&mut command);
    it.desk.by(HANDLER_A);
    it.desk.send(&it.case, Command::RecordDelivery(command)).map(|_| ()).map_err(|r| {
        sound(&r);
        r.codes().into_iter().map(str::to_owned).collect()
    })
}

fn no(codes: &[&str]) -> Result<(), Vec<String>> {
    Err(codes.iter().map(|code| (*code).to_owned()).collect())
}

#[test]
fn the_notice_tells_facts_reasons_basis_penalty_and_rights() {
    let it = noticed();
    let words = it.document("TF-11").content.reveal();
    for told in ["占用路面10平方米", "询问笔录证明", "《公路法》第七十七条", "叁佰元", "五个工作日"]
    {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(words.contains("\"hearing_right\":\"无\""), "{words}");
    assert_eq!(it.desk.waiting(&it.case)[0], (Act::RecordDelivery, Some(date(2026, 3, 17))));
}

/// AP-51: from the threshold on a hearing is offered; a sole trader counts as a citizen (DB-06).
#[test]
fn a_hearing_is_offered_from_the_threshold_of_the_party_on() {
    let right = |party: crate::party::Party, fine: Fen| {
        let mut command = filing(date(2026, 3, 3));
        command.party = party;
        let mut it =
            Docket::filed_as(command).investigated().reported(Proposal::Penalty(terms("a", fine)));
        it.does(HANDLER_A, Command::GiveNotice(notice()));
        it.case().deciding().unwrap().notice.as_ref().unwrap().hearing_right
    };
    assert!(!right(citizen(), Fen(199_999)));
    assert!(right(citizen(), yuan(2_000)));
    assert!(!right(company(), yuan(2_000)));
    let sole = crate::party::Party { kind: crate::party::PartyKind::SoleTrader, ..citizen() };
    assert!(right(sole, yuan(2_000)));
}

#[test]
fn nothing_is_told_before_the_report_is_approved_or_after_the_decision() {
    let mut early = Docket::filed();
    assert_eq!(early.refused(HANDLER_A, Command::GiveNotice(notice())), ["CASE-002"]);
    let mut late = Docket::delivered(date(2026, 3, 18));
    assert_eq!(late.refused(HANDLER_A, Command::GiveNotice(notice())), ["CASE-002"]);
    let spared = Proposal::NoPenalty(waiver(WaiverGround::Minor));
    let mut it = Docket::filed().investigated().reported(spared);
    assert_eq!(it.refused(HANDLER_A, Command::GiveNotice(notice())), ["CASE-046"]);
}

/// RULE-AP-18, RULE-AP-14 and the discretion stand before other terms than the report's.
#[test]
fn other_terms_than_the_reports_are_checked_like_the_reports() {
    let mut it = Docket::ordinary();
    let other = |terms| Command::GiveNotice(GiveNotice { terms: Some(terms), ..notice() });
    assert_eq!(it.refused(HANDLER_A, other(terms("a", yuan(5_001)))), ["RULE-AP-18"]);
    let taken = PenaltyTerms { gains: Fen(1), ..terms("a", yuan(300)) };
    assert_eq!(it.refused(HANDLER_A, other(taken)), ["RULE-AP-14"]);
    let mute = PenaltyTerms { discretion: Private::default(), ..terms("a", yuan(300)) };
    assert_eq!(it.refused(HANDLER_A, other(mute)), ["CASE-107"]);
}

/// N14: a second notice starts the days again, and the first is not handed over any more.
#[test]
fn a_heavier_notice_starts_the_days_again_and_takes_the_place_of_the_first() {
    let mut it = noticed();
    let first = it.newest("TF-11");
    let heavier = |reasons: &str| {
        Command::GiveNotice(GiveNotice {
            reasons: reasons.into(),
            terms: Some(terms("a", yuan(800))),
        })
    };
    assert_eq!(it.refused(HANDLER_A, heavier("")), ["CASE-049"]);
    it.does(HANDLER_A, heavier("补充测量，占用面积为30平方米。"));
    let codes = it.refused(HANDLER_A, Command::RecordDelivery(delivery(&first, FRIDAY)));
    assert_eq!(codes, ["CASE-064"]);
    it.desk.on(date(2026, 3, 10));
    it.deliver("TF-11", date(2026, 3, 10));
    assert_eq!(it.case().deliveries.len(), 1);
    assert_eq!(it.blocked(Act::RecordDelivery), ["CASE-063"], "the first notice waits no more");
    it.desk.on(date(2026, 3, 17));
    assert_eq!(it.blocked(Act::DraftDecision), ["RULE-AP-53"]);
    it.desk.on(date(2026, 3, 18));
    assert!(it.blocked(Act::DraftDecision).is_empty());
}

#[test]
fn a_delivery_names_a_paper_of_the_case_a_place_a_day_and_two_officers() {
    let mut it = noticed();
    assert_eq!(send(&mut it, |d| d.document = DocumentId::new("none")), no(&["CASE-050"]));
    let report = it.newest("EX-09");
    assert_eq!(send(&mut it, |d| d.document = report), no(&["CASE-050"]));
    assert_eq!(send(&mut it, |d| d.on = date(2026, 3, 7)), no(&["CASE-052"]));
    assert_eq!(send(&mut it, |d| d.on = date(2026, 3, 5)), no(&["CASE-053"]));
    assert_eq!(send(&mut it, |d| d.place = Private::default()), no(&["CASE-054"]));
    assert_eq!(send(&mut it, |d| d.by = people(&[HANDLER_A])), no(&["ORG-010"]));
    assert_eq!(send(&mut it, |_| ()), Ok(()));
    assert_eq!(send(&mut it, |_| ()), no(&["CASE-063", "CASE-051"]));
    let receipt = it.document("TF-23").content.reveal();
    assert!(receipt.contains("直接送达") && receipt.contains("违法行为通知书"), "{receipt}");
}

/// 《民事诉讼法》第八十七条至第九十五条: each way of delivery proves itself differently.
#[test]
fn each_way_of_delivery_asks_for_its_own_proof() {
    use DeliveryMethod::{Direct, Electronic, Entrusted, Left, Mail, PublicNotice};
    let bare = |method: DeliveryMethod, fill: &dyn Fn(&mut RecordDelivery)| {
        let mut it = noticed();
        send(&mut it, |d| {
            d.method = method;
            d.signature_image = Private::default();
            fill(d);
        })
    };
    let nothing = |_: &mut RecordDelivery| ();
    assert_eq!(bare(Direct, &nothing), no(&["CASE-055"]));
    assert_eq!(bare(Direct, &|d| d.blob = Some(blob())), Ok(()));
    assert_eq!(bare(Left, &nothing), no(&["CASE-056", "CASE-057"]));
    let left = |d: &mut RecordDelivery| d.refusal_reason = "拒绝签收。".into();
    assert_eq!(bare(Left, &left), no(&["CASE-057"]));
    assert_eq!(
        bare(Left, &|d| {
            left(d);
            d.witness = "村委会干部演示丁".into();
        }),
        Ok(())
    );
    for method in [Mail, Entrusted] {
        assert_eq!(bare(method, &nothing), no(&["CASE-058"]));
        assert_eq!(bare(method, &|d| d.proof = "EMS 0001".into()), Ok(()));
    }
    assert_eq!(bare(Electronic, &nothing), no(&["CASE-059", "ADDR-022"]));
    assert_eq!(bare(Electronic, &|d| d.proof = "送达地址确认书已签".into()), no(&["CASE-059"]));
    assert_eq!(
        bare(PublicNotice, &nothing),
        no(&["CASE-062", "CASE-060"]).map_err(|mut codes| {
            codes.reverse();
            codes
        })
    );
}

/// DB-12: a public notice counts when its sixty days have run, and not before.
#[test]
fn a_public_notice_counts_when_its_days_have_run() {
    let notice_of = |today: Date| {
        let mut it = noticed();
        it.desk.on(today);
        let outcome = send(&mut it, |d| {
            d.method = DeliveryMethod::PublicNotice;
            d.refusal_reason = "下落不明，邮件退回。".into();
            d.proof = "2026年3月6日《示例日报》".into();
        });
        (it, outcome)
    };
    assert_eq!(notice_of(date(2026, 5, 5)).1, no(&["CASE-062"]));
    let (it, outcome) = notice_of(date(2026, 5, 6));
    assert_eq!(outcome, Ok(()));
    assert_eq!(it.case().deliveries[0].delivered_on, date(2026, 5, 5));
    let law = reading("DB-12", "thirty");
    let due = law.rules.due("MT-05", FRIDAY, &law.calendar).unwrap();
    assert_eq!(due.strict, date(2026, 4, 5), "thirty days by the other reading");
}

/// A corrected edition takes the place of the paper and does not move the day of delivery.
#[test]
fn a_corrected_edition_is_delivered_in_place_of_the_first() {
    let correct = |document| {
        Command::CorrectDocument(CorrectDocument {
            document,
            field: "party_address".into(),
            text: "胡集镇示例村2号".into(),
            reason: "门牌号误写".into(),
        })
    };
    let mut it = noticed();
    let first = it.newest("TF-11");
    it.does(HANDLER_A, correct(first.clone()));
    let codes = it.refused(HANDLER_A, Command::RecordDelivery(delivery(&first, FRIDAY)));
    assert_eq!(codes, ["CASE-064"]);
    it.deliver("TF-11", FRIDAY);
    let told = |it: &Docket| it.case().deciding().unwrap().notice.as_ref().unwrap().delivered_on;
    assert_eq!(told(&it), Some(FRIDAY), "the edition counts for the notice");
    let second = it.newest("TF-11");
    it.does(HANDLER_A, correct(second));
    it.desk.on(date(2026, 3, 9));
    it.deliver("TF-11", date(2026, 3, 9));
    assert_eq!(told(&it), Some(FRIDAY), "the days keep running from the first delivery");
}

#[test]
fn a_slip_is_corrected_with_a_reason_and_the_substance_is_not() {
    let mut it = noticed();
    let of = |document: &DocumentId, field: &str, text: &str, reason: &str| {
        Command::CorrectDocument(CorrectDocument {
            document: document.clone(),
            field: field.into(),
            text: text.into(),
            reason: reason.into(),
        })
    };
    let notice = it.newest("TF-11");
    let none = DocumentId::new("none");
    let cases = [
        (of(&none, "party_address", "新", "误写"), "CASE-170"),
        (of(&notice, "amount", "1元", "误写"), "CASE-172"),
        (of(&notice, "facts", "别的事实", "误写"), "CASE-172"),
        (of(&notice, "party_address", " ", "误写"), "CASE-173"),
        (of(&notice, "evidence", "新", "误写"), "CASE-174"),
        (of(&notice, "party_address", "新", " "), "DOC-004"),
    ];
    for (command, code) in cases {
        assert_eq!(it.refused(HANDLER_A, command), [code]);
    }
    it.does(HANDLER_A, of(&notice, "party_address", "胡集镇示例村2号", "门牌号误写"));
    let newest = it.document("TF-11");
    assert_eq!((newest.edition, newest.number.as_ref().unwrap().ordinal), (2, 1));
    assert!(newest.content.reveal().contains("示例村2号"));
    assert_eq!(it.refused(HANDLER_A, of(&notice, "party_address", "新", "误写")), ["CASE-171"]);
}

#[test]
fn the_party_is_heard_only_after_being_told_and_every_word_is_reviewed() {
    let mut it = noticed();
    assert_eq!(it.refused(HANDLER_A, Command::HearRepresentation(statement(FRIDAY))), ["CASE-078"]);
    it.deliver("TF-11", FRIDAY);
    let mut bad = statement(date(2026, 3, 5));
    bad.words = Private::default();
    bad.manner = String::new();
    let codes = it.refused(HANDLER_A, Command::HearRepresentation(bad));
    assert_eq!(codes, ["CASE-079", "CASE-071", "CASE-065"]);
    let later = Command::HearRepresentation(statement(date(2026, 3, 7)));
    assert_eq!(it.refused(HANDLER_A, later), ["CASE-072"]);
    assert_eq!(it.refused(HEAD, Command::ReviewRepresentation(statement_review())), ["CASE-002"]);

    it.does(HANDLER_A, Command::HearRepresentation(statement(FRIDAY)));
    assert_eq!(it.refused(HANDLER_A, Command::HearRepresentation(statement(FRIDAY))), ["CASE-070"]);
    assert_eq!(it.refused(HANDLER_A, Command::GiveNotice(notice())), ["CASE-047"]);
    let mute = ReviewRepresentation {
        review: Private::default(),
        reasons: Private::default(),
        ..statement_review()
    };
    let codes = it.refused(HEAD, Command::ReviewRepresentation(mute));
    assert_eq!(codes, ["CASE-076", "CASE-077"]);
    it.does(HEAD, Command::ReviewRepresentation(statement_review()));
    it.does(HANDLER_A, Command::HearRepresentation(statement(FRIDAY)));
    assert_eq!(it.blocked(Act::ReviewRepresentation), Vec::<String>::new(), "spoken once more");
}

/// RULE-AP-31: an unreviewed statement stands before the draft and before the decision.
#[test]
fn a_statement_that_nobody_reviewed_stops_draft_and_decision() {
    let mut it = Docket::ordinary().told(FRIDAY);
    it.does(HANDLER_A, Command::HearRepresentation(statement(FRIDAY)));
    it.desk.on(date(2026, 3, 16));
    let drafted = Command::DraftDecision(Box::new(draft()));
    assert_eq!(it.refused(HANDLER_A, drafted), ["RULE-AP-31"]);
    it.does(HEAD, Command::ReviewRepresentation(statement_review()));
    let mut it = it.drafted(date(2026, 3, 16)).reviewed(date(2026, 3, 16));
    it.does(HANDLER_A, Command::HearRepresentation(statement(date(2026, 3, 16))));
    let decide = || Command::DecidePenalty(DecidePenalty { words: String::new() });
    assert_eq!(it.refused(LEADER, decide()), ["RULE-AP-31"], "a late word is heard as well");
    it.does(HEAD, Command::ReviewRepresentation(statement_review()));
    it.does(LEADER, decide());
    let words = it.document("TF-15").content.reveal();
    assert!(words.contains("部分采纳") && words.contains("请从轻"), "{words}");
}

/// 《行政处罚法》第六十二条: only a clear waiver in writing ends the days.
#[test]
fn only_a_signed_waiver_ends_the_days_of_the_party() {
    let mut it = Docket::ordinary().told(FRIDAY);
    let oral = WaiveRepresentation { in_writing: false, ..waived(FRIDAY) };
    assert_eq!(it.refused(HANDLER_A, Command::WaiveRepresentation(oral)), ["CASE-074"]);
    let early = waived(date(2026, 3, 5));
    assert_eq!(it.refused(HANDLER_A, Command::WaiveRepresentation(early)), ["CASE-079"]);
    let late = waived(date(2026, 3, 7));
    assert_eq!(it.refused(HANDLER_A, Command::WaiveRepresentation(late)), ["CASE-075"]);
    assert_eq!(it.blocked(Act::DraftDecision), ["RULE-AP-53"]);
    it.does(HANDLER_A, Command::WaiveRepresentation(waived(FRIDAY)));
    assert_eq!(it.refused(HANDLER_A, Command::WaiveRepresentation(waived(FRIDAY))), ["CASE-073"]);
    let it = it.drafted(FRIDAY).reviewed(FRIDAY).decided(FRIDAY);
    assert!(it.document("TF-15").content.reveal().contains("书面放弃"));
}

/// E01…E04 in a case: refused through the last day, allowed the day after. RULE-AP-53.
///
/// Example: E01, E02, E03, E04.
#[test]
fn a_decision_waits_until_the_last_day_of_the_party_has_passed() {
    let examples = [
        (date(2026, 2, 13), date(2026, 2, 27)),
        (date(2026, 9, 29), date(2026, 10, 12)),
        (date(2026, 4, 29), date(2026, 5, 9)),
        (date(2025, 9, 26), date(2025, 10, 10)),
    ];
    for (delivered, last) in examples {
        let command = filing(delivered.yesterday().unwrap());
        let it = Docket::filed_as(command).investigated();
        let mut it = it.reported(Proposal::Penalty(terms("a", yuan(300)))).told(delivered);
        let drafted = || Command::DraftDecision(Box::new(draft()));
        let mut day = delivered;
        while day <= last {
            it.desk.on(day);
            assert_eq!(it.refused(HANDLER_A, drafted()), ["RULE-AP-53"], "{day}");
            assert!(it.blocked(Act::DecidePenalty).contains(&"RULE-AP-53".to_owned()));
            day = day.tomorrow().unwrap();
        }
        it.drafted(day).reviewed(day).decided(day);
    }
}

/// Without a period in the rule book nobody counts a public notice by guess.
#[test]
fn a_public_notice_before_the_rule_was_in_force_is_not_counted() {
    let mut law = crate::packs::fixture::county().clone();
    let path = "national/rules.toml";
    let text = String::from_utf8(crate::packs::fixture::texts()[path].clone()).unwrap();
    let from = text.find("id = \"MT-05\"").unwrap();
    let (head, tail) = text.split_at(from);
    let later = format!("{head}{}", tail.replacen("2021-07-15", "2030-01-01", 1));
    law.rules = law::RuleBook::from_toml(&later).unwrap();
    let mut it = noticed();
    it.desk.law = Box::leak(Box::new(law));
    let outcome = send(&mut it, |d| {
        d.method = DeliveryMethod::PublicNotice;
        d.refusal_reason = "下落不明。".into();
        d.proof = "2026年3月6日《示例日报》".into();
    });
    assert_eq!(outcome, no(&["CASE-061"]));
}
