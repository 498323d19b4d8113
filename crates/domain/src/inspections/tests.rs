//! An inspection from the application to its end: approval, two officers, certificates, signature.

use jiff::civil::{Date, date};

use super::*;
use crate::Private;
use crate::ids::{ClueId, InspectionId, ItemId, TownId};
use crate::testing::*;

const DAY: Date = MONDAY;

fn id() -> StreamId {
    StreamId::inspection(&InspectionId::new("J1"))
}

fn propose(change: impl FnOnce(&mut ProposeInspection)) -> Command {
    let mut command = propose_inspection(DAY);
    change(&mut command);
    Command::Propose(command)
}

fn approve() -> Command {
    Command::Approve(ApproveInspection { words: String::new() })
}

fn proposed() -> Desk {
    let mut desk = Desk::open(DAY);
    desk.by(SQUAD_A).does(&id(), propose(|_| ()));
    desk
}

fn on_site() -> Desk {
    let mut desk = proposed();
    desk.by(LEADER).does(&id(), approve());
    desk.by(SQUAD_A).does(&id(), Command::Arrive(arrive(DAY)));
    desk
}

fn record(result: CheckResult) -> Command {
    Command::Record(findings("JX-T-01", result, DAY))
}

fn conclude(conclusion: Conclusion, education: &str) -> Command {
    Command::Conclude(ConcludeInspection { conclusion, education: education.into() })
}

fn hand_over(summary: &str, act_on: Date) -> Command {
    Command::HandOver(HandOver { summary: summary.into(), act_on })
}

fn refused(command: Command) -> Vec<String> {
    Desk::open(DAY).by(SQUAD_A).refused(&id(), command)
}

#[test]
fn an_application_names_object_place_day_and_officers() {
    let codes = refused(propose(|p| {
        p.object.name = Private::default();
        p.place = Private::default();
        p.planned_on = date(2026, 3, 1);
        p.officers = people(&[SQUAD_A]);
        p.clue = Some(ClueId::new("none"));
    }));
    assert_eq!(codes, ["PARTY-001", "INSP-004", "INSP-005", "ORG-010", "INSP-006"]);
    let mut desk = proposed();
    assert_eq!(desk.refused(&id(), propose(|_| ())), ["INSP-003"]);
    let other = StreamId::inspection(&InspectionId::new("J9"));
    assert_eq!(desk.refused(&other, approve()), ["INSP-001"]);
}

/// AP-08, AP-09: two certified officers; a lapsed certificate and an assistant do not count.
#[test]
fn only_officers_with_valid_certificates_inspect() {
    let with = |other: &str| refused(propose(|p| p.officers = people(&[SQUAD_A, other])));
    assert_eq!(with(EXPIRED), ["ORG-014"]);
    assert_eq!(with(AUXILIARY), ["ORG-013"]);
    assert_eq!(with("p-nobody"), ["ORG-011"]);
    assert_eq!(with(SQUAD_A), ["ORG-010"]);
}

/// Covers: S0-31, S0-39. A squad inspects in its own towns, in the name of the bureau.
#[test]
fn a_squad_inspects_inside_its_territory_and_in_the_name_of_the_bureau() {
    let desk = proposed();
    let it = desk.inspection(&id());
    assert_eq!((it.unit.as_str(), it.authority.as_str()), ("zd1", "jtj"));
    let elsewhere = refused(propose(|p| p.town = TownId::new("gaohe")));
    assert_eq!(elsewhere, ["INSP-007"]);
    let unknown = refused(propose(|p| p.item = ItemId::new("none")));
    assert_eq!(unknown, ["COMP-007"]);
}

/// Covers: S4-43. An item that is announced but not in force allows no inspection.
#[test]
fn an_item_not_yet_in_force_is_not_inspected() {
    let mut desk = Desk::open(date(2021, 6, 1));
    for officer in [SQUAD_A, SQUAD_B] {
        let mut person = desk.roster.get(&people(&[officer])[0]).unwrap().clone();
        person.credential.as_mut().unwrap().valid_from = date(2020, 1, 1);
        desk.roster.put(person);
    }
    let early = Command::Propose(propose_inspection(date(2021, 6, 1)));
    assert_eq!(desk.by(SQUAD_A).refused(&id(), early), ["COMP-008"]);
}

#[test]
fn nobody_goes_before_the_head_has_approved() {
    let mut desk = proposed();
    assert_eq!(desk.refused(&id(), Command::Arrive(arrive(DAY))), ["INSP-010"]);
    assert_eq!(desk.waiting(&id()), [(Act::ApproveInspection, Some(DAY))]);
    desk.by(LEADER).does(&id(), approve());
    assert_eq!(desk.refused(&id(), approve()), ["INSP-002"]);
    assert_eq!(desk.waiting(&id()), [(Act::ArriveOnSite, Some(DAY))]);
    let form = &desk.inspection(&id()).documents[0];
    assert_eq!(form.form, "IN-1");
    assert!(form.content.reveal().contains("曹建业"));
}

/// IN-07: the notice is made with the approval and taken along; the urgent one at the arrival, once.
#[test]
fn the_notice_of_the_inspection_is_there_before_anybody_enters() {
    let mut desk = proposed();
    desk.by(LEADER).does(&id(), approve());
    let notices = |desk: &Desk| {
        let it = desk.inspection(&id());
        it.documents.iter().filter(|one| one.form == "IN-2").cloned().collect::<Vec<_>>()
    };
    let notice = &notices(&desk)[0];
    assert!(notice.number.as_ref().unwrap().text.contains("检字第0001号"));
    assert!(notice.content.reveal().contains("演示甲"));
    desk.by(SQUAD_A).does(&id(), Command::Arrive(arrive(DAY)));
    assert_eq!(notices(&desk).len(), 1);
    let mut urgent = Desk::open(DAY);
    urgent.by(SQUAD_A).does(&id(), propose(|p| p.urgent = Some("正在倾倒渣土。".into())));
    assert!(notices(&urgent).is_empty());
    urgent.does(&id(), Command::Arrive(arrive(DAY)));
    assert_eq!(notices(&urgent).len(), 1);
    urgent.by(LEADER).does(&id(), approve());
    assert_eq!(notices(&urgent).len(), 1, "the approval that follows makes no second one");
}

fn interviews(change: impl FnOnce(&mut crate::interview::RecordInterview)) -> Command {
    let mut record = crate::testing::interview(DAY);
    record.officers = people(&[SQUAD_A, SQUAD_B]);
    change(&mut record);
    Command::Interview(Box::new(InterviewOnSite { record }))
}

fn examines(change: impl FnOnce(&mut crate::scene::SceneRecord)) -> Command {
    let mut record = scene(DAY);
    record.officers = people(&[SQUAD_A, SQUAD_B]);
    change(&mut record);
    Command::Examine(Box::new(ExamineOnSite { record }))
}

/// IN-07, MT-06, MT-07: asked and examined on the site, each a document and evidence.
#[test]
fn an_interview_and_an_examination_in_an_inspection_become_documents_and_evidence() {
    let mut desk = on_site();
    desk.does(&id(), interviews(|_| ()));
    desk.does(&id(), examines(|_| ()));
    let it = desk.inspection(&id());
    let forms: Vec<&str> = it.documents.iter().map(|one| one.form.as_str()).collect();
    assert_eq!(forms, ["IN-1", "IN-2", "IN-4", "IN-6"]);
    assert_eq!(it.evidence.len(), 3, "the interview, the examination and its drawing");
    assert!(it.documents[2].content.reveal().contains("沙土是谁堆的"));
    assert!(it.documents[3].content.reveal().contains("高0.6米"));
}

fn samples(change: impl FnOnce(&mut crate::sampling::SampleRecord)) -> Command {
    let mut record = take_samples(DAY.at(9, 0, 0, 0));
    record.officers = people(&[SQUAD_A, SQUAD_B]);
    change(&mut record);
    Command::Sample(Box::new(SampleOnSite { record }))
}

/// Samples of an inspection are sealed like those of a case, go with the evidence when the
/// violation is handed over, and may be appraised in the case.
#[test]
fn samples_of_an_inspection_are_sealed_and_go_with_the_case() {
    let mut desk = proposed();
    assert_eq!(desk.refused(&id(), samples(|_| ())), ["INSP-002"], "not before the arrival");
    let mut desk = on_site();
    let others = || people(&[HANDLER_A, HANDLER_B]);
    assert_eq!(desk.refused(&id(), samples(|it| it.officers = others())), ["INSP-011"]);
    let unsealed = samples(|it| it.samples[0].seal_number = " ".into());
    assert_eq!(desk.refused(&id(), unsealed), ["SAMP-022"]);
    let alone = samples(|it| it.officers = people(&[SQUAD_A]));
    assert_eq!(desk.refused(&id(), alone), ["ORG-010"]);
    desk.does(&id(), samples(|_| ()));
    assert_eq!(desk.refused(&id(), samples(|_| ())), ["SAMP-023"], "the same seals again");
    let it = desk.inspection(&id());
    let certificate = it.documents.last().unwrap();
    assert_eq!((certificate.form.as_str(), it.samplings.len(), it.evidence.len()), ("IN-5", 1, 1));
    assert!(certificate.number.as_ref().unwrap().text.contains("检抽字第0001号"));
    desk.does(&id(), record(CheckResult::Problem));
    desk.does(&id(), Command::Sign(sign()));
    let late = samples(|it| {
        it.samples[0].seal_number = "示封8".into();
        it.samples[1].seal_number = "示封9".into();
    });
    assert_eq!(desk.refused(&id(), late), ["INSP-002"], "not after the signature");
    desk.does(&id(), hand_over("在公路上堆放沙土。", DAY));

    let case = StreamId::case(&crate::ids::CaseId::new("K1"));
    let mut filing = filing(DAY);
    filing.inspection = Some(InspectionId::new("J1"));
    desk.by(HANDLER_A).does(&case, crate::cases::Command::ProposeFiling(Box::new(filing)));
    let seals: Vec<String> =
        desk.case(&case).samplings.samples().map(|one| one.seal_number.clone()).collect();
    assert_eq!(seals, ["示封1", "示封2"]);
}

#[test]
fn nobody_is_asked_and_nothing_examined_before_arrival_after_signing_or_by_others() {
    let mut desk = proposed();
    assert_eq!(desk.refused(&id(), interviews(|_| ())), ["INSP-002"]);
    assert_eq!(desk.refused(&id(), examines(|_| ())), ["INSP-002"]);
    let mut desk = on_site();
    let others = || people(&[HANDLER_A, HANDLER_B]);
    assert_eq!(desk.refused(&id(), interviews(|it| it.officers = others())), ["INSP-011"]);
    assert_eq!(desk.refused(&id(), examines(|it| it.officers = others())), ["INSP-011"]);
    let mute = interviews(|it| it.dialogue = vec![]);
    assert_eq!(desk.refused(&id(), mute), ["CASE-029"]);
    assert_eq!(desk.refused(&id(), examines(|it| it.pictures = vec![])), ["SCENE-004"]);
    desk.does(&id(), record(CheckResult::Sound));
    desk.does(&id(), Command::Sign(sign()));
    assert_eq!(desk.refused(&id(), interviews(|_| ())), ["INSP-002"]);
    assert_eq!(desk.refused(&id(), examines(|_| ())), ["INSP-002"]);
}

#[test]
fn a_refusal_has_reasons_and_ends_the_matter() {
    let refuse = |why: &str| Command::Refuse(RefuseInspection { reason: why.into() });
    let mut desk = proposed();
    desk.by(LEADER);
    assert_eq!(desk.refused(&id(), refuse(" ")), ["INSP-008"]);
    desk.does(&id(), refuse("可以并入下周的专项检查。"));
    assert!(desk.waiting(&id()).is_empty());
    assert_eq!(desk.refused(&id(), approve()), ["INSP-002"]);
    assert_eq!(desk.refused(&id(), refuse("再次")), ["INSP-002"]);
    assert_eq!(desk.by(SQUAD_A).refused(&id(), Command::Arrive(arrive(DAY))), ["INSP-002"]);
}

/// IN-06: what cannot wait is approved afterwards, and does not end before that.
#[test]
fn an_urgent_inspection_is_approved_afterwards_before_it_ends() {
    let mut desk = Desk::open(DAY);
    desk.by(SQUAD_A).does(&id(), propose(|p| p.urgent = Some("正在倾倒渣土。".into())));
    desk.does(&id(), Command::Arrive(arrive(DAY)));
    desk.does(&id(), Command::Capture(capture()));
    desk.does(&id(), record(CheckResult::Problem));
    desk.does(&id(), Command::Sign(sign()));
    assert_eq!(desk.refused(&id(), hand_over("倾倒渣土", DAY)), ["INSP-026"]);
    assert_eq!(desk.refused(&id(), conclude(Conclusion::Corrected, "教育")), ["INSP-026"]);
    assert!(desk.waiting(&id()).contains(&(Act::ApproveInspection, Some(DAY))));
    desk.by(LEADER).does(&id(), approve());
    desk.by(SQUAD_A).does(&id(), hand_over("倾倒渣土", DAY));
    let blank = propose(|p| p.urgent = Some(" ".into()));
    let mut desk = Desk::open(DAY);
    desk.by(SQUAD_A).does(&id(), blank);
    assert_eq!(desk.refused(&id(), Command::Arrive(arrive(DAY))), ["INSP-010"]);
}

/// AP-10: certificates are shown first, by the approved officers, to somebody named.
#[test]
fn an_arrival_shows_certificates_and_names_who_was_met() {
    let mut desk = proposed();
    desk.by(LEADER).does(&id(), approve());
    desk.by(SQUAD_A);
    let mut bad = arrive(DAY);
    bad.officers = people(&[SQUAD_A, "p-zd1-c"]);
    bad.certificates_shown = false;
    bad.met_name = Private::default();
    bad.met_role = String::new();
    let codes = desk.refused(&id(), Command::Arrive(bad));
    assert_eq!(codes, ["INSP-011", "INSP-012", "INSP-013", "INSP-027"]);
    let alone = ArriveOnSite { officers: people(&[SQUAD_A]), ..arrive(DAY) };
    assert_eq!(desk.refused(&id(), Command::Arrive(alone)), ["ORG-010"]);
    desk.does(&id(), Command::Arrive(arrive(DAY)));
    assert_eq!(desk.refused(&id(), Command::Arrive(arrive(DAY))), ["INSP-002"]);
}

/// Covers: S3-46.
#[test]
fn evidence_and_stop_orders_belong_between_arrival_and_signature() {
    let stop = |words: &str| {
        Command::OrderStop(OrderStop { words: words.into(), stopped: false, at: at(DAY, 9) })
    };
    let mut desk = proposed();
    assert_eq!(desk.refused(&id(), Command::Capture(capture())), ["INSP-002"]);
    assert_eq!(desk.refused(&id(), stop("停止")), ["INSP-002"]);
    let mut desk = on_site();
    let nameless = CaptureEvidence { name: " ".into(), ..capture() };
    assert_eq!(desk.refused(&id(), Command::Capture(nameless)), ["INSP-014"]);
    assert_eq!(desk.refused(&id(), stop(" ")), ["INSP-015"]);
    desk.does(&id(), stop("立即停止堆放。"));
    desk.does(&id(), Command::Capture(capture()));
    desk.does(&id(), record(CheckResult::Problem));
    desk.does(&id(), Command::Sign(sign()));
    assert_eq!(desk.refused(&id(), Command::Capture(capture())), ["INSP-002"]);
    let words = desk.inspection(&id()).documents.last().unwrap().content.reveal().to_owned();
    assert!(words.contains("责令停止：立即停止堆放。") && words.contains("未停止"), "{words}");
    assert!(words.contains(&"ab".repeat(32)), "the record names the bytes");
}

#[test]
fn every_point_of_the_checklist_is_answered() {
    let mut desk = proposed();
    assert_eq!(desk.refused(&id(), record(CheckResult::Sound)), ["INSP-002"]);
    let mut desk = on_site();
    let mut bad = findings("JX-T-01", CheckResult::Sound, DAY);
    bad.checklist.pop();
    bad.narrative = Private::default();
    bad.ended_at = at(DAY, 8);
    let codes = desk.refused(&id(), Command::Record(bad));
    assert_eq!(codes, ["INSP-016", "INSP-017", "INSP-018"]);
    desk.does(&id(), record(CheckResult::Sound));
    desk.does(&id(), record(CheckResult::Problem));
}

#[test]
fn a_record_is_signed_by_two_officers_and_the_party_or_with_the_reason() {
    let mut desk = on_site();
    assert_eq!(desk.refused(&id(), Command::Sign(sign())), ["INSP-002"]);
    desk.does(&id(), record(CheckResult::Sound));
    let mut bad = sign();
    bad.officer_images.pop();
    bad.party_image = Private::default();
    assert_eq!(desk.refused(&id(), Command::Sign(bad)), ["INSP-019", "INSP-020"]);
    let unwilling = SignRecord {
        party_image: Private::default(),
        refusal_reason: "拒绝签名，未说明理由。".into(),
        witness_name: "村委会干部演示丁".into(),
        ..sign()
    };
    desk.does(&id(), Command::Sign(unwilling));
    let words = desk.inspection(&id()).documents.last().unwrap().content.reveal().to_owned();
    assert!(words.contains("拒绝签名") && words.contains("见证人"), "{words}");
}

/// AP-20 on the site: whoever is spared is educated, and a problem is not “nothing found”.
#[test]
fn an_inspection_ends_as_its_findings_allow() {
    let ending = |result, command: Command| {
        let mut desk = on_site();
        desk.does(&id(), record(result));
        desk.does(&id(), Command::Sign(sign()));
        desk.send(&id(), command).map(|_| ()).map_err(|r| r.codes().join(" "))
    };
    let (problem, fine) = (CheckResult::Problem, CheckResult::Sound);
    let nothing = || conclude(Conclusion::NothingFound, "");
    assert_eq!(ending(fine, nothing()), Ok(()));
    assert_eq!(ending(problem, nothing()), Err("INSP-021".into()));
    assert_eq!(ending(problem, conclude(Conclusion::Corrected, " ")), Err("INSP-022".into()));
    assert_eq!(ending(problem, conclude(Conclusion::Corrected, "当面讲解，已清理。")), Ok(()));
    let tomorrow = DAY.tomorrow().unwrap();
    let bad = ending(problem, hand_over(" ", tomorrow));
    assert_eq!(bad, Err("INSP-023 INSP-024 INSP-025".into()));
    let mut unsigned = on_site();
    assert_eq!(unsigned.refused(&id(), nothing()), ["INSP-002"]);
    assert_eq!(unsigned.refused(&id(), hand_over("堆放", DAY)), ["INSP-002", "INSP-023"]);
}

/// Covers: S0-34. What is handed over waits with the brigade's handlers until a case is filed.
#[test]
fn a_violation_is_handed_to_the_brigade() {
    let mut desk = inspected(DAY);
    desk.by(SQUAD_A).does(&id(), hand_over("在公路上堆放沙土。", DAY));
    let Some(Outcome::HandedOver { to, .. }) = desk.inspection(&id()).handed_over() else {
        panic!("not handed over")
    };
    assert_eq!(to.as_str(), "dadui");
    assert_eq!(desk.waiting(&id()), [(Act::ProposeFiling, Some(DAY))]);
    assert_eq!(desk.refused(&id(), hand_over("再次", DAY)), ["INSP-002"]);
    let notice = desk.inspection(&id()).documents.last().unwrap();
    assert!(notice.form == "IN-7" && notice.content.reveal().contains("立案查处"));
}

/// The county with a cap of two inspections a year under the item.
fn capped() -> &'static crate::packs::Jurisdiction {
    let path = "jinxiang/items/T01.toml";
    let text = String::from_utf8(crate::packs::fixture::texts()[path].clone()).unwrap();
    let cap = "id = \"JX-T-01\"\nyearly_cap = { times = 2, source = \"示例县公布的频次上限\" }";
    county_with(path, text.replacen("id = \"JX-T-01\"", cap, 1).into_bytes())
}

/// An inspection of a company, approved, by its number in the year.
fn visit(desk: &mut Desk, name: &str, change: impl FnOnce(&mut ProposeInspection)) -> StreamId {
    let stream = StreamId::inspection(&InspectionId::new(name));
    let command = of_company(desk.today, change);
    desk.by(SQUAD_A).does(&stream, command);
    desk.by(LEADER).does(&stream, approve());
    stream
}

fn of_company(day: Date, change: impl FnOnce(&mut ProposeInspection)) -> Command {
    let mut command = ProposeInspection {
        object: company(),
        occasion: Occasion::Routine,
        ..propose_inspection(day)
    };
    change(&mut command);
    Command::Propose(command)
}

/// IN-04: with a cap of two, the third routine inspection of the year is refused; one on a complaint
/// passes with its reason on record.
///
/// Example: E80.
#[test]
fn beyond_the_cap_of_the_year_only_a_clue_lets_an_enterprise_be_inspected() {
    let mut desk = Desk::under(capped(), DAY);
    visit(&mut desk, "J1", |_| ());
    let waiting = StreamId::inspection(&InspectionId::new("J3"));
    desk.by(SQUAD_A).does(&waiting, of_company(DAY, |_| ()));
    let second = visit(&mut desk, "J2", |_| ());
    let form = &desk.inspection(&second).documents[0];
    let written = form.content.reveal();
    assert!(written.contains("1次") && written.contains("每年2次（示例县公布的频次上限）"));
    // What waited for the head is refused there, and what is new at once.
    assert_eq!(desk.by(LEADER).refused(&waiting, approve()), ["INSP-061"]);
    let third = StreamId::inspection(&InspectionId::new("J4"));
    let again = of_company(DAY, |_| ());
    assert_eq!(desk.by(SQUAD_A).refused(&third, again.clone()), ["INSP-061"]);
    let refused = desk.send(&third, again).unwrap_err();
    assert!(refused.0[0].what.contains("已有2次，达到频次上限2次"), "{refused:?}");
    let random = of_company(DAY, |p| p.occasion = Occasion::Random);
    assert_eq!(desk.refused(&third, random), ["INSP-061"]);
    let unfit = of_company(DAY, |p| p.beyond = Some(BeyondCap::Complaint));
    assert_eq!(desk.refused(&third, unfit), ["INSP-062"]);
    let complaint = visit(&mut desk, "J4", |p| {
        p.occasion = Occasion::Clue;
        p.beyond = Some(BeyondCap::Complaint);
    });
    let written = desk.inspection(&complaint).documents[0].content.reveal().to_owned();
    assert!(written.contains("超出上限的事由：投诉举报的线索"), "{written}");
    visit(&mut desk, "J5", |p| {
        p.occasion = Occasion::Special;
        p.beyond = Some(BeyondCap::Superior);
    });
}

/// IN-02: what is not on the published list is not inspected, nor is a power to penalise.
#[test]
fn only_an_item_on_the_published_list_is_inspected() {
    let mut desk = Desk::open(DAY);
    desk.by(SQUAD_A);
    for (item, code) in [("JX-T-01-CF", "INSP-064"), ("JX-T-99", "COMP-007")] {
        let item = of_company(DAY, |p| p.item = ItemId::new(item));
        let codes = desk.refused(&id(), item);
        assert!(codes.contains(&code.to_owned()), "{codes:?}");
    }
}

/// IN-09: a campaign is inspected under a plan that was approved, filed and made known.
#[test]
fn a_special_inspection_needs_a_published_plan_of_the_day() {
    let none = county_with("jinxiang/inspection_plans.toml", b"plan = []".to_vec());
    let mut desk = Desk::under(none, DAY);
    let id = StreamId::inspection(&InspectionId::new("J1"));
    desk.by(SQUAD_A);
    let special = of_company(DAY, |p| p.occasion = Occasion::Special);
    assert_eq!(desk.refused(&id, special), ["INSP-063"]);
    let mut desk = Desk::under(capped(), DAY);
    visit(&mut desk, "J1", |p| p.occasion = Occasion::Special);
}

/// IN-04, IN-13: counted are enterprises and sole traders, each alone, by the calendar year.
#[test]
fn the_cap_counts_one_enterprise_in_one_calendar_year() {
    let mut desk = Desk::under(capped(), DAY);
    visit(&mut desk, "J1", |_| ());
    visit(&mut desk, "J2", |_| ());
    visit(&mut desk, "J3", |p| {
        p.object.name = "另一家示例有限公司".into();
        p.object.id_number = Private::default();
    });
    for name in ["J4", "J5", "J6"] {
        visit(&mut desk, name, |p| p.object = citizen());
    }
    let trader = |p: &mut ProposeInspection| p.object.kind = crate::party::PartyKind::SoleTrader;
    let seventh = StreamId::inspection(&InspectionId::new("J7"));
    let of_trader = of_company(DAY, trader);
    assert_eq!(desk.by(SQUAD_A).refused(&seventh, of_trader), ["INSP-061"]);
    let next_year = of_company(date(2027, 1, 4), |_| ());
    desk.by(SQUAD_A).does(&seventh, next_year);
}

/// Without a published number nothing is refused, and the form says so.
#[test]
fn without_a_published_cap_the_form_counts_and_nothing_is_refused() {
    let mut desk = Desk::open(DAY);
    for name in ["J1", "J2", "J3"] {
        visit(&mut desk, name, |_| ());
    }
    let last = StreamId::inspection(&InspectionId::new("J3"));
    let written = desk.inspection(&last).documents[0].content.reveal().to_owned();
    assert!(written.contains("2次") && written.contains("主管部门公布的上限没有登记"));
}

/// EX-25: a word before it is too late, answered on the same letter; never instead of a case.
#[test]
fn guidance_is_given_once_the_record_is_signed_and_not_for_what_was_handed_over() {
    let mut desk = inspected(MONDAY);
    let it = id();
    let guide = |matter: &str| {
        Command::GiveGuidance(GiveGuidance {
            way: GuidanceWay::Talk,
            matter: matter.into(),
            advice: "设置冲洗设施。".into(),
        })
    };
    let answer =
        |on| Command::RecordFeedback(RecordFeedback { words: "已经设置。".into(), on });
    desk.by(SQUAD_A);
    assert_eq!(desk.refused(&it, answer(MONDAY)), ["INSP-073"]);
    assert_eq!(desk.refused(&it, guide(" ")), ["INSP-071"]);
    desk.does(&it, guide("车轮带泥上路。"));
    assert_eq!(desk.refused(&it, answer(MONDAY.yesterday().unwrap())), ["INSP-075"]);
    desk.does(&it, answer(MONDAY));
    assert_eq!(desk.refused(&it, answer(MONDAY)), ["INSP-073"]);
    let letters = desk.inspection(&it).documents.iter().filter(|paper| paper.form == "EX-25");
    let letters: Vec<_> = letters.collect();
    assert_eq!(letters.iter().map(|letter| letter.edition).collect::<Vec<_>>(), [1, 2]);
    let sheet = crate::documents::Sheet::from_json("EX-25", letters[1].content.reveal()).unwrap();
    assert_eq!(sheet.get("feedback"), "已经设置。");
    let hand = HandOver { summary: "在公路上堆放沙土。".into(), act_on: MONDAY };
    desk.does(&it, Command::HandOver(hand));
    assert_eq!(desk.refused(&it, guide("车轮带泥上路。")), ["INSP-070"]);
}
