//! 简易程序: what can be decided on the spot, how, and what becomes of it.

use jiff::civil::{Date, date};
use law::Fen;

use crate::Private;
use crate::cases::*;
use crate::ids::{ItemId, PersonId};
use crate::inspections;
use crate::org;
use crate::packs::Jurisdiction;
use crate::party::{Party, PartyKind};
use crate::policy::{Act, Verdict};
use crate::testing::*;
use crate::world::StreamId;

const DAY: Date = date(2026, 3, 2);

fn begin(change: impl FnOnce(&mut BeginSummary)) -> Vec<String> {
    let mut it = Docket::new(DAY);
    let mut command = begin_summary(DAY);
    change(&mut command);
    it.refused(HANDLER_A, Command::BeginSummary(Box::new(command)))
}

fn hear(change: impl FnOnce(&mut HearOnSpot)) -> Command {
    let mut command = hear_on_spot(yuan(100));
    change(&mut command);
    Command::HearOnSpot(Box::new(command))
}

fn decide(change: impl FnOnce(&mut DecideOnSpot)) -> Command {
    let mut command = decide_on_spot();
    change(&mut command);
    Command::DecideOnSpot(Box::new(command))
}

fn convert() -> Command {
    let ground = ConversionGround::Disputed;
    Command::ConvertToGeneral(ConvertToGeneral { ground, reason: "对数量有异议。".into() })
}

/// A case begun for the party about the item, on the day, under the law given.
fn begun(law: &'static Jurisdiction, item: &str, party: Party, day: Date) -> Docket {
    let mut it = Docket::on_desk(Desk::under(law, day));
    let officer = StreamId::person(&PersonId::new(HANDLER_A));
    it.desk.by(HEAD).does(&officer, org::Command::ReserveNumbers { count: 5 });
    let mut command = begin_summary(day);
    command.matter.item = ItemId::new(item);
    command.matter.party = party;
    it.does(HANDLER_A, Command::BeginSummary(Box::new(command)));
    it
}

fn sole_trader() -> Party {
    Party { kind: PartyKind::SoleTrader, representative: "演示乙".into(), ..company() }
}

/// Covers: S2-101, S2-102.
#[test]
fn a_case_is_found_told_decided_paid_published_filed_and_archived() {
    let mut it = Docket::on_spot(DAY);
    assert_eq!((it.case().stage.slug(), it.case().procedure()), ("on-spot", Procedure::Summary));
    assert_eq!(it.desk.waiting(&it.case), [(Act::HearOnSpot, Some(DAY))]);
    it.does(HANDLER_A, hear(|_| {}));
    assert_eq!(it.desk.waiting(&it.case), [(Act::DecideOnSpot, Some(DAY))]);
    it.does(HANDLER_A, decide(|_| {}));
    assert_eq!(it.case().number(), Some("鲁济金交执〔2026〕当罚字第0001号"));
    let decided = it.case().decided().unwrap();
    assert_eq!(decided.delivered_on, Some(DAY));
    assert_eq!(
        it.desk.waiting(&it.case),
        [
            (Act::ProposePublication, Some(date(2026, 3, 11))),
            (Act::FileCopy, Some(date(2026, 3, 9))),
            (Act::RecordPayment, Some(date(2026, 3, 17))),
        ]
    );
    it.does(HANDLER_A, Command::FileCopy(FileCopy {}));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(100), DAY, "票1")));
    let it = it.published().closed().archived();
    assert_eq!(it.desk.waiting(&it.case), []);
    let forms: Vec<&str> = it.case().documents.iter().map(|d| d.form.as_str()).collect();
    assert_eq!(forms, ["TF-14", "EX-23", "TF-24", "VOL-1", "VOL-3"]);
}

/// Covers: S2-102.
#[test]
fn the_decision_names_what_the_law_asks_for_and_reconsideration_first() {
    let it = Docket::decided_on_spot(DAY, 100);
    let paper = it.document("TF-14").content.reveal();
    for words in [
        "应当先自收到本决定书之日起六十日内向金乡县人民政府申请行政复议",
        "口头告知拟作出的处罚内容及事实、理由、依据",
        "《行政处罚法》第五十一条",
        "壹佰元整",
        "data:image/png;base64,CC",
        "2026年3月2日",
        "演示-0015",
    ] {
        assert!(paper.contains(words), "{words}\n{paper}");
    }
    assert!(!paper.contains("六个月"), "{paper}");
}

#[test]
fn numbers_come_from_the_officers_block_in_order_and_are_crossed_off() {
    let mut it = Docket::decided_on_spot(DAY, 100);
    let officer = StreamId::person(&PersonId::new(HANDLER_A));
    let left = |it: &Docket| -> Vec<u32> {
        it.desk.roster.get(&PersonId::new(HANDLER_A)).unwrap().blocks[0].left().collect()
    };
    assert_eq!(left(&it), [2, 3, 4, 5]);
    let void = org::Command::VoidNumbers { year: 2026, first: 2, last: 2, reason: "污损".into() };
    it.desk.by(HEAD).does(&officer, void);
    it.case = StreamId::case(&crate::ids::CaseId::new("K2"));
    let mut other = begin_summary(DAY);
    other.matter.party.id_number = "11010519491231002X".into();
    it.does(HANDLER_A, Command::BeginSummary(Box::new(other)));
    it.does(HANDLER_A, hear(|_| {}));
    it.does(HANDLER_A, decide(|_| {}));
    assert_eq!(it.case().number(), Some("鲁济金交执〔2026〕当罚字第0003号"));
    assert_eq!(left(&it), [4, 5]);
}

/// AP-15 holds on the spot too.
#[test]
fn the_same_act_is_not_fined_twice_on_the_spot() {
    let mut it = Docket::decided_on_spot(DAY, 100);
    it.case = StreamId::case(&crate::ids::CaseId::new("K2"));
    it.does(HANDLER_A, Command::BeginSummary(Box::new(begin_summary(DAY))));
    assert_eq!(it.refused(HANDLER_A, hear(|_| {})), ["RULE-AP-15"]);
}

#[test]
fn without_a_number_in_hand_nothing_is_decided() {
    let mut it = Docket::new(DAY);
    it.does(HANDLER_A, Command::BeginSummary(Box::new(begin_summary(DAY))));
    it.does(HANDLER_A, hear(|_| {}));
    assert_eq!(it.blocked(Act::DecideOnSpot), ["CASE-224"]);
    assert_eq!(it.refused(HANDLER_A, decide(|_| {})), ["CASE-224"]);
    // Numbers of last year are of no use.
    let officer = StreamId::person(&PersonId::new(HANDLER_A));
    it.desk.on(date(2025, 12, 30)).by(HEAD);
    it.desk.does(&officer, org::Command::ReserveNumbers { count: 5 });
    it.desk.on(DAY);
    assert_eq!(it.refused(HANDLER_A, decide(|_| {})), ["CASE-224"]);
}

#[test]
fn certificates_and_evidence_come_first_and_everything_missing_is_named_at_once() {
    assert_eq!(begin(|c| c.certificates_shown = false), ["CASE-200"]);
    assert_eq!(begin(|c| c.photos.clear()), ["CASE-201"]);
    let codes = begin(|c| {
        c.matter.handlers = people(&[HANDLER_A]);
        c.matter.cause = String::new();
        c.certificates_shown = false;
        c.photos.clear();
    });
    assert_eq!(codes, ["CASE-006", "ORG-010", "CASE-200", "CASE-201"]);
    assert_eq!(begin(|c| c.matter.act_on = date(2023, 3, 1)), ["RULE-AP-23"]);
}

/// E77: a squad inspects only; on the spot as in the office.
#[test]
fn a_squad_may_not_decide_on_the_spot_either() {
    let mut it = Docket::new(DAY);
    let mut command = begin_summary(DAY);
    command.matter.handlers = people(&[SQUAD_A, SQUAD_B]);
    let codes = it.refused(SQUAD_A, Command::BeginSummary(Box::new(command)));
    assert_eq!(codes, ["CASE-016"]);
    let mut it = Docket::on_spot(DAY);
    let verdict = it.desk.by(SQUAD_A).verdict(&it.case, &decide(|_| {}).into());
    assert!(matches!(verdict, Verdict::Denied(_)));
}

#[test]
fn a_case_from_an_inspection_takes_its_evidence_and_tells_it() {
    let mut desk = inspected(DAY);
    let first = StreamId::inspection(&crate::ids::InspectionId::new("J1"));
    let summary = "在公路上堆放沙土。".into();
    let hand = inspections::HandOver { summary, act_on: DAY };
    desk.by(SQUAD_A).does(&first, inspections::Command::HandOver(hand));
    let mut it = Docket::on_desk(desk);
    let mut command = begin_summary(DAY);
    command.photos.clear();
    command.matter.inspection = Some(crate::ids::InspectionId::new("J1"));
    it.does(HANDLER_A, Command::BeginSummary(Box::new(command)));
    assert!(!it.case().evidence.is_empty());
    assert!(it.desk.inspection(&first).case.is_some());
}

#[test]
fn the_party_is_told_and_answered_before_the_decision() {
    let mut it = Docket::on_spot(DAY);
    assert_eq!(it.refused(HANDLER_A, decide(|_| {})), ["CASE-220"]);
    assert_eq!(it.refused(HANDLER_A, hear(|c| c.rights_told = false)), ["CASE-210"]);
    assert_eq!(it.refused(HANDLER_A, hear(|c| c.evidence_checked = false)), ["CASE-213"]);
    assert_eq!(it.refused(HANDLER_A, hear(|c| c.disputed = true)), ["CASE-211"]);
    assert_eq!(it.refused(HANDLER_A, hear(|c| c.statement = "请从轻。".into())), ["CASE-212"]);
    let blank = hear(|c| c.terms.discretion = Private::default());
    assert_eq!(it.refused(HANDLER_A, blank), ["CASE-107"]);
    it.does(
        HANDLER_A,
        hear(|c| {
            c.statement = "请从轻。".into();
            c.accepted = Some(Acceptance::Partly);
            c.reasons = "主动清理。".into();
        }),
    );
    it.does(HANDLER_A, decide(|c| c.fine = Some(yuan(50))));
    assert_eq!(it.case().decided().unwrap().decision.proposal.fine(), yuan(50));
    assert!(it.document("TF-14").content.reveal().contains("经当场复核，部分采纳，理由：主动清理"));
}

#[test]
fn a_heavier_penalty_is_told_again_and_a_told_one_holds_for_the_day() {
    let mut it = Docket::on_spot(DAY);
    it.does(HANDLER_A, hear(|_| {}));
    let heavier = decide(|c| c.fine = Some(yuan(150)));
    assert_eq!(it.refused(HANDLER_A, heavier.clone()), ["RULE-AP-59"]);
    it.does(HANDLER_A, hear(|c| c.terms.fine = yuan(150)));
    it.desk.on(date(2026, 3, 3));
    assert_eq!(it.refused(HANDLER_A, heavier.clone()), ["CASE-221"]);
    it.does(HANDLER_A, hear(|c| c.terms.fine = yuan(150)));
    it.does(HANDLER_A, heavier);
}

#[test]
fn the_decision_is_signed_or_its_refusal_noted_and_handed_over() {
    let mut it = Docket::on_spot(DAY);
    it.does(HANDLER_A, hear(|_| {}));
    let nothing = decide(|c| {
        c.party_image = Private::default();
        c.handed_over = false;
    });
    assert_eq!(it.refused(HANDLER_A, nothing), ["CASE-222", "CASE-223"]);
    it.does(
        HANDLER_A,
        decide(|c| {
            c.party_image = Private::default();
            c.refusal_reason = "认为罚款过重。".into();
        }),
    );
    assert!(it.document("TF-14").content.reveal().contains("当事人拒绝签收：认为罚款过重。"));
    assert_eq!(it.case().deliveries[0].method, DeliveryMethod::OnSpot);
    let mut paper = Docket::on_spot(DAY);
    paper.does(HANDLER_A, hear(|_| {}));
    paper.does(
        HANDLER_A,
        decide(|c| {
            c.party_image = Private::default();
            c.receipt_photo = Some(blob());
        }),
    );
    assert!(paper.document("TF-14").content.reveal().contains("在纸质决定书上签收"));
    assert_eq!(paper.case().evidence.len(), 2, "the photograph of the receipt is on file");
    assert_eq!(it.refused(HANDLER_A, decide(|_| {})), ["CASE-002"], "a case is decided once");
    assert_eq!(it.refused(HANDLER_A, hear(|_| {})), ["CASE-002"]);
}

/// Covers: S2-102.
///
/// Example: E66, E69, E70.
#[test]
fn the_limits_are_two_hundred_and_three_thousand_inclusive() {
    let county = crate::packs::fixture::county();
    let told = |party: Party, fine: i64| {
        let mut it = begun(county, "JX-T-01-CF", party, DAY);
        it.desk.by(HANDLER_A).send(&it.case, hear(|c| c.terms.fine = yuan(fine)))
    };
    let refused = |party: Party, fine: i64| -> Vec<String> {
        let codes = told(party, fine).unwrap_err();
        codes.codes().into_iter().map(str::to_owned).collect()
    };
    assert!(told(citizen(), 200).is_ok());
    assert_eq!(refused(citizen(), 201), ["RULE-AP-36"]);
    assert!(told(company(), 3_000).is_ok());
    assert_eq!(refused(company(), 3_001), ["RULE-AP-36"]);
    assert_eq!(refused(sole_trader(), 800), ["RULE-AP-36"], "DB-06: as a citizen");
    let other = reading("DB-06", "organisation");
    let mut it = begun(other, "JX-T-01-CF", sole_trader(), DAY);
    it.does(HANDLER_A, hear(|c| c.terms.fine = yuan(800)));
    // E69: a public reprimand is another kind; E66: a statutory minimum above the limit.
    let mut it = begun(county, "JX-T-01-CF", company(), DAY);
    let reprimand = hear(|c| c.terms.other = Some("通报批评".into()));
    assert_eq!(it.refused(HANDLER_A, reprimand), ["RULE-AP-36"]);
    let mut it = begun(county, "JX-T-01-CF", citizen(), DAY);
    let minimum = hear(|c| c.terms = terms("c", yuan(500)));
    assert_eq!(it.refused(HANDLER_A, minimum), ["RULE-AP-36"]);
    let below = hear(|c| c.terms = terms("c", yuan(200)));
    assert_eq!(it.refused(HANDLER_A, below), ["RULE-AP-18", "RULE-AP-36"]);
}

/// Worked example E68: fisheries have limits of their own, and confiscation keeps them off the spot.
///
/// Example: E68.
#[test]
fn a_matter_may_have_its_own_limits_and_confiscation_is_never_for_the_spot() {
    let fishery = |confiscate: &str| {
        let text = include_str!("../../../../../packs/jinxiang/items/T02.toml");
        let (head, tail) = text.rsplit_once("[[item]]").unwrap();
        let tail = tail.replacen("power =", "summary_rule = \"AP-36.fishery\"\npower =", 1);
        let tail = tail.replacen("subject =", &format!("{confiscate}\nsubject ="), 1);
        let text = format!("{head}[[item]]{tail}");
        county_with("jinxiang/items/T02.toml", text.into_bytes())
    };
    let day = date(2026, 5, 20);
    let told = |law, fine: i64| {
        let mut it = begun(law, "JX-T-02-CF", citizen(), day);
        let done = it.desk.by(HANDLER_A).send(&it.case, hear(|c| c.terms.fine = yuan(fine)));
        done.map_err(|refused| refused.codes().join(" "))
    };
    assert!(told(fishery(""), 500).is_ok());
    assert_eq!(told(fishery(""), 501).unwrap_err(), "RULE-AP-36");
    let gear = "confiscate = [\"地笼\"]";
    assert_eq!(told(fishery(gear), 400).unwrap_err(), "RULE-AP-36");
    let county = crate::packs::fixture::county();
    assert_eq!(told(county, 400).unwrap_err(), "RULE-AP-36", "an ordinary matter keeps 200");
}

#[test]
fn gains_things_nothing_and_a_warning_without_a_basis_are_not_for_the_spot() {
    let mut it = Docket::on_spot(DAY);
    let gains = hear(|c| {
        c.terms.gains = yuan(5);
        c.terms.bases = c.terms.bases.clone().with("违法所得", yuan(5));
    });
    assert_eq!(it.refused(HANDLER_A, gains), ["RULE-AP-36"]);
    assert_eq!(
        it.refused(HANDLER_A, hear(|c| c.terms.things = vec!["沙土".into()])),
        ["RULE-AP-36"]
    );
    assert_eq!(it.refused(HANDLER_A, hear(|c| c.terms.fine = Fen(0))), ["RULE-AP-36"]);
    assert_eq!(it.refused(HANDLER_A, hear(|c| c.terms.warning = true)), ["RULE-AP-36"]);
}

/// Covers: S2-102.
#[test]
fn disputed_facts_are_converted_and_the_case_waits_to_be_filed() {
    let mut it = Docket::on_spot(DAY);
    it.does(
        HANDLER_A,
        hear(|c| {
            c.statement = "不是我堆的。".into();
            c.disputed = true;
            c.accepted = Some(Acceptance::Rejected);
            c.reasons = "照片显示是其车辆。".into();
        }),
    );
    assert_eq!(it.refused(HANDLER_A, decide(|_| {})), ["CASE-225"]);
    let mut blank = convert();
    if let Command::ConvertToGeneral(command) = &mut blank {
        command.reason = Private::default();
    }
    assert_eq!(it.refused(HANDLER_A, blank), ["CASE-230"]);
    it.desk.on(date(2026, 3, 3));
    it.does(HANDLER_A, convert());
    assert_eq!((&it.case().stage, it.case().procedure()), (&Stage::Proposed, Procedure::General));
    assert_eq!(it.desk.waiting(&it.case), [(Act::ApproveFiling, Some(date(2026, 3, 12)))]);
    assert_eq!(it.refused(HANDLER_A, decide(|_| {})), ["CASE-002"]);
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    assert!(it.case().evidence.iter().all(|e| e.verified.is_some()), "evidence is kept");
    assert_eq!(it.refused(HANDLER_A, convert()), ["CASE-002"]);
}

/// Example: E71.
#[test]
fn a_hundred_are_collected_at_once_and_more_only_with_a_reason() {
    let mut it = Docket::decided_on_spot(DAY, 101);
    let collect = |change: fn(&mut CollectOnSpot)| {
        let mut command = collect_on_spot(yuan(101), DAY);
        change(&mut command);
        Command::CollectOnSpot(command)
    };
    assert_eq!(it.refused(HANDLER_A, collect(|_| {})), ["CASE-241"]);
    let hard = collect(|c| c.ground = CollectionGround::HardLater);
    assert_eq!(it.refused(HANDLER_A, hard), ["CASE-242"]);
    let wrong = collect(|c| {
        c.ground = CollectionGround::HardLater;
        c.reason = "外地车辆，住所不明。".into();
        c.unified = false;
        c.receipt = String::new();
        c.amount = yuan(102);
        c.ashore_on = Some(date(2026, 3, 1));
    });
    let codes = it.refused(HANDLER_A, wrong);
    assert_eq!(codes, ["CASE-245", "CASE-246", "CASE-247", "CASE-250"]);
    it.does(
        HANDLER_A,
        collect(|c| {
            c.ground = CollectionGround::HardLater;
            c.reason = "外地车辆，住所不明。".into();
        }),
    );
    assert_eq!(it.case().decided().unwrap().owed_principal(), Fen(0));
    let mut small = Docket::decided_on_spot(DAY, 100);
    small.does(HANDLER_A, Command::CollectOnSpot(collect_on_spot(yuan(100), DAY)));
    assert_eq!(small.case().decided().unwrap().payments[0].voucher, "票0001");
}

/// Example: E72.
#[test]
fn a_general_fine_is_collected_only_far_away_and_at_the_partys_request() {
    let mut it = Docket::delivered(date(2026, 3, 18));
    let day = date(2026, 3, 18);
    let collect = |ground, requested| {
        let reason = "海岛没有银行网点。".into();
        let command = collect_on_spot(yuan(300), day);
        Command::CollectOnSpot(CollectOnSpot { ground, reason, requested, ..command })
    };
    assert_eq!(
        it.refused(HANDLER_A, collect(CollectionGround::Small, true)),
        ["CASE-240", "CASE-241"]
    );
    assert_eq!(it.refused(HANDLER_A, collect(CollectionGround::HardLater, true)), ["CASE-240"]);
    assert_eq!(it.refused(HANDLER_A, collect(CollectionGround::Remote, false)), ["CASE-243"]);
    it.does(HANDLER_A, collect(CollectionGround::Remote, true));
    let again = it.refused(HANDLER_A, collect(CollectionGround::Remote, true));
    assert_eq!(again, ["CASE-138", "CASE-245"]);
}

/// Example: E24, E25, E26.
#[test]
fn cash_goes_to_the_authority_in_two_working_days_and_to_the_bank_in_two_more() {
    let collected = |day: Date, ashore_on: Option<Date>| {
        let mut it = Docket::decided_on_spot(day, 100);
        let command = CollectOnSpot { ashore_on, ..collect_on_spot(yuan(100), day) };
        it.desk.on(ashore_on.unwrap_or(day));
        it.does(HANDLER_A, Command::CollectOnSpot(command));
        it
    };
    let due = |it: &Docket, act: Act| {
        let waiting = it.desk.waiting(&it.case);
        waiting.into_iter().find(|(known, _)| *known == act).and_then(|(_, due)| due)
    };
    let land = collected(date(2026, 4, 30), None);
    assert_eq!(due(&land, Act::HandInCash), Some(date(2026, 5, 7)));
    let mut water = collected(date(2026, 6, 17), Some(date(2026, 6, 18)));
    assert_eq!(due(&water, Act::HandInCash), Some(date(2026, 6, 23)));
    let bank = |on| Command::BankCash(BankCash { on, slip: "缴1".into() });
    assert_eq!(water.refused(CASHIER, bank(date(2026, 6, 18))), ["CASE-002"]);
    let early = Command::HandInCash(HandInCash { on: date(2026, 6, 16) });
    assert_eq!(water.refused(HANDLER_A, early), ["CASE-252"]);
    water.desk.on(date(2026, 6, 23));
    water.does(HANDLER_A, Command::HandInCash(HandInCash { on: date(2026, 6, 23) }));
    assert_eq!(due(&water, Act::BankCash), Some(date(2026, 6, 25)));
    assert_eq!(water.refused(CASHIER, bank(date(2026, 6, 22))), ["CASE-255"]);
    assert_eq!(water.refused(CASHIER, bank(date(2026, 6, 24))), ["CASE-254"]);
    water.does(CASHIER, bank(date(2026, 6, 23)));
    assert_eq!(due(&water, Act::BankCash), None);
    assert!(water.document("EX-20").content.reveal().contains("2026年6月18日"));
}

/// Example: E27.
#[test]
fn the_copy_is_filed_in_five_working_days_and_the_case_does_not_close_without_it() {
    let day = date(2026, 9, 29);
    let mut it = Docket::decided_on_spot(day, 100);
    let due = |it: &Docket| {
        let waiting = it.desk.waiting(&it.case);
        waiting.into_iter().find(|(act, _)| *act == Act::FileCopy).and_then(|(_, due)| due)
    };
    assert_eq!(due(&it), Some(date(2026, 10, 12)));
    let other = reading("AP-37", "calendar");
    let calendar = other.rules.due("AP-37", day, &other.calendar).unwrap();
    assert_eq!(calendar.last, date(2026, 10, 4));
    it.does(HANDLER_A, Command::CollectOnSpot(collect_on_spot(yuan(100), day)));
    let close = || Command::ProposeClosing(ProposeClosing { words: "已缴。".into() });
    assert_eq!(it.refused(HANDLER_A, close()), ["CASE-147", "CASE-256"]);
    it.does(HANDLER_A, Command::FileCopy(FileCopy {}));
    assert_eq!(it.refused(HANDLER_A, Command::FileCopy(FileCopy {})), ["CASE-002"]);
    it.does(HANDLER_A, Command::HandInCash(HandInCash { on: day }));
    it.does(CASHIER, Command::BankCash(BankCash { on: day, slip: "缴1".into() }));
    it.does(HANDLER_A, close());
    let mut general = Docket::delivered(date(2026, 3, 18));
    assert_eq!(general.refused(HANDLER_A, Command::FileCopy(FileCopy {})), ["CASE-002"]);
}

#[test]
fn cash_in_hand_is_banked_even_when_the_decision_falls() {
    let mut it = Docket::decided_on_spot(DAY, 100);
    it.does(HANDLER_A, Command::CollectOnSpot(collect_on_spot(yuan(100), DAY)));
    let (by_document, reason) = ("示例复议决定书".into(), "事实不清。".into());
    it.does(LEADER, Command::RevokeDecision(RevokeDecision { on: DAY, by_document, reason }));
    let close = || Command::ProposeClosing(ProposeClosing { words: "已撤销。".into() });
    assert_eq!(it.refused(HANDLER_A, close()), ["EXEC-075", "CASE-256"]);
    let waiting: Vec<Act> = it.desk.waiting(&it.case).into_iter().map(|(act, _)| act).collect();
    assert!(waiting.contains(&Act::HandInCash) && !waiting.contains(&Act::ProposeClosing));
    it.does(HANDLER_A, Command::HandInCash(HandInCash { on: DAY }));
    it.does(CASHIER, Command::BankCash(BankCash { on: DAY, slip: "缴1".into() }));
    assert_eq!(it.refused(HANDLER_A, close()), ["EXEC-075"]);
    let refund = RecordRefund { amount: yuan(100), voucher: "退1".into(), on: DAY };
    it.does(CASHIER, Command::RecordRefund(refund));
    it.does(HANDLER_A, close());
}

/// What the rules say about a decided summary case: nothing of the general procedure is missed.
#[test]
fn a_sound_summary_case_has_no_finding() {
    let it = Docket::decided_on_spot(DAY, 100);
    let dossier = crate::rules::Dossier::of(it.case(), it.desk.law, &it.desk.roster);
    let bench = crate::rules::Bench { law: it.desk.law, today: DAY };
    let wrong: Vec<_> = crate::rules::examine(&dossier, &bench)
        .into_iter()
        .filter(|finding| finding.outcome != crate::rules::Outcome::Sound)
        .collect();
    assert!(wrong.iter().all(|finding| !finding.is_breach()), "{wrong:?}");
    // What nobody wrote down stays a question: it is neither in order nor a breach.
    let mut open: Vec<&str> = wrong.iter().map(|finding| finding.rule).collect();
    open.retain(|rule| !rule.starts_with("CR-"));
    assert_eq!(open, ["AP-15", "AP-27.facts", "AP-27.nature", "AP-74"]);
    let late = crate::rules::Bench { law: it.desk.law, today: date(2026, 3, 10) };
    let found = crate::rules::examine(&dossier, &late);
    let copy = found.iter().find(|finding| finding.rule == "AP-37").unwrap();
    assert!(matches!(copy.outcome, crate::rules::Outcome::Breach { .. }));
    let old = dossier.with_remedies("可以在六十日内申请行政复议，或者在六个月内提起行政诉讼。");
    let found = crate::rules::examine(&old, &bench);
    let first = found.iter().find(|finding| finding.rule == "RM-04").unwrap();
    assert!(matches!(first.outcome, crate::rules::Outcome::Breach { .. }));
}
