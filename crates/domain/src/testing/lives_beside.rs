//! Short lives of what is no case: clues, inspections, deeds, supervisions, accounts, and the record.

use jiff::civil::date;

use super::lives::print;
use super::*;
use crate::cases::Command;
use crate::clues;
use crate::ids::{ClueId, InspectionId, TownId, UnitId};
use crate::inspections;
use crate::org;
use crate::policy::Role;
use crate::world::PackCommand;

/// Clues that are merged, returned, passed on and answered, and an inspection handed over.
pub(super) fn clue_lives() -> Desk {
    let clue = |name: &str| StreamId::clue(&ClueId::new(name));
    let dispatch = || {
        clues::Command::Dispatch(clues::DispatchClue {
            unit: UnitId::new("zd1"),
            item: None,
            due_on: date(2026, 3, 6),
            note: String::new(),
        })
    };
    let mut desk = inspected(MONDAY);
    for name in ["X1", "X2", "X3"] {
        desk.by(PUBLIC).does(&clue(name), clues::Command::Receive(receive()));
    }
    desk.by(DISPATCHER);
    let into = ClueId::new("X1");
    desk.does(&clue("X2"), clues::Command::Merge(clues::MergeClue { into }));
    let (to, reason) = ("县水务局".into(), "属于河道管理。".into());
    desk.does(&clue("X3"), clues::Command::Transfer(clues::TransferClue { to, reason }));
    let stop = clues::RecordStop { words: "口头制止。".into(), stopped: true };
    desk.does(&clue("X1"), clues::Command::RecordStop(stop));
    desk.does(&clue("X1"), dispatch());
    let reason = "请核对路段。".into();
    desk.by(SQUAD_A).does(&clue("X1"), clues::Command::Return(clues::ReturnClue { reason }));
    desk.by(DISPATCHER).does(&clue("X1"), dispatch());
    let words = "请尽快办理。".into();
    desk.does(&clue("X1"), clues::Command::Urge(clues::UrgeClue { words }));
    desk.by(SQUAD_A).does(&clue("X1"), clues::Command::Accept(clues::AcceptClue {}));
    let second = StreamId::inspection(&InspectionId::new("J2"));
    let proposal = inspections::ProposeInspection {
        clue: Some(ClueId::new("X1")),
        town: TownId::new("huji"),
        ..propose_inspection(MONDAY)
    };
    desk.does(&second, inspections::Command::Propose(proposal));
    let reason = "并入下周专项检查。".into();
    let refuse = inspections::RefuseInspection { reason };
    desk.by(LEADER).does(&second, inspections::Command::Refuse(refuse));
    settle(&mut desk, &clue("X1"));
    unseal(&mut desk, &clue("X1"));
    sample(&mut desk);
    hand_over(&mut desk);
    desk
}

/// A deed that is signed, made known and ended.
pub(super) fn entrusted() -> Desk {
    use crate::entrustments::tests::{draw_up, terms};
    use crate::entrustments::*;
    let it = StreamId::entrustment(&crate::ids::EntrustmentId::new("W1"));
    let mut desk = Desk::open(MONDAY);
    desk.by(REVIEWER).does(&it, Command::DrawUp(draw_up(terms())));
    let sign = SignEntrustment { other_side: "示例负责人".into() };
    desk.by(LEADER).does(&it, Command::Sign(sign));
    let record = RecordNotice {
        published: "示例网站".into(),
        published_on: Some(MONDAY),
        filed: "备案回执1号".into(),
        filed_on: Some(MONDAY),
    };
    desk.by(REVIEWER).does(&it, Command::Record(record));
    let print = print(desk.streams[&it].as_entrustment().unwrap().documents[0].id.clone());
    desk.by(SYSTEM).does(&it, Command::NotePrint { print });
    let reason = "机构改革。".into();
    desk.by(LEADER).does(&it, Command::End(EndEntrustment { reason }));
    desk
}

/// A finding that is ordered to be corrected, and one that comes to nothing.
pub(super) fn supervised() -> Desk {
    use crate::supervision::*;
    let named = |name: &str| StreamId::supervision(&crate::ids::SupervisionId::new(name));
    let open = || {
        Command::Open(OpenSupervision {
            concern: Concern::Overdue,
            title: "线索逾期没有办理".into(),
            unit: UnitId::new("zd1"),
            case: None,
            facts: "线索二十日没有人办理。".into(),
        })
    };
    let (it, other) = (named("D1"), named("D2"));
    let mut desk = Desk::open(MONDAY);
    desk.by(SUPERVISOR).does(&it, open());
    let order = GiveOrder {
        instrument: Instrument::Opinion,
        problems: "线索二十日没有人办理。".into(),
        basis: "《行政处罚法》第七十五条第一款".into(),
        demands: "到场核查。".into(),
    };
    desk.does(&it, Command::Give(order));
    let answer = AnswerOrder { words: "已经到场核查。".into() };
    desk.by(LEADER).does(&it, Command::Answer(answer));
    let print = print(desk.streams[&it].as_supervision().unwrap().documents[0].id.clone());
    desk.by(SYSTEM).does(&it, Command::NotePrint { print });
    let judge = JudgeAnswer { accepted: true, words: String::new() };
    desk.by(SUPERVISOR).does(&it, Command::Judge(judge));
    desk.does(&other, open());
    desk.does(&other, Command::Close(CloseSupervision { reason: "已经办理。".into() }));
    desk
}

/// An inspection in which samples are taken.
fn sample(desk: &mut Desk) {
    let third = StreamId::inspection(&InspectionId::new("J9"));
    desk.by(SQUAD_A).does(&third, inspections::Command::Propose(propose_inspection(MONDAY)));
    let words = String::new();
    let approve = inspections::ApproveInspection { words };
    desk.by(LEADER).does(&third, inspections::Command::Approve(approve));
    desk.by(SQUAD_A).does(&third, inspections::Command::Arrive(arrive(MONDAY)));
    let mut record = take_samples(MONDAY.at(10, 0, 0, 0));
    record.officers = people(&[SQUAD_A, SQUAD_B]);
    let sample = inspections::SampleOnSite { record };
    desk.does(&third, inspections::Command::Sample(Box::new(sample)));
}

fn settle(desk: &mut Desk, clue: &StreamId) {
    let answer = clues::AnswerClue {
        outcome: clues::Outcome::HandedOver,
        words: "已移交大队。".into(),
    };
    desk.by(SQUAD_A).does(clue, clues::Command::Answer(answer));
    let judge = clues::JudgeClue { accepted: true, words: String::new() };
    desk.by(TOWN_LEAD).does(clue, clues::Command::Judge(judge));
    let words = "已经立案查处。".into();
    desk.by(DISPATCHER).does(clue, clues::Command::Inform(clues::InformReporter { words }));
    let print = print(desk.clue(clue).documents[0].id.clone());
    desk.by(SYSTEM).does(clue, clues::Command::NotePrint { print });
}

/// The reporter's contact: asked for in vain, seen once, and erased.
fn unseal(desk: &mut Desk, clue: &StreamId) {
    use clues::{ContactAnswer, Purpose};
    let steps = [
        (Purpose::Look, ContactAnswer::Decline),
        (Purpose::Look, ContactAnswer::Consent),
        (Purpose::Erase, ContactAnswer::Consent),
    ];
    for (purpose, answer) in steps {
        let reason = String::from("需要当面答复。");
        let ask = clues::Command::RequestContact(clues::RequestContact { purpose, reason });
        desk.by(DISPATCHER).does(clue, ask);
        let reason = String::from("可以凭受理编号答复。");
        let decide = clues::Command::DecideContact(clues::DecideContact { answer, reason });
        desk.by(TOWN_LEAD).does(clue, decide);
        if (purpose, answer) == (Purpose::Look, ContactAnswer::Consent) {
            let look = clues::Command::LookAtContact(clues::LookAtContact {});
            desk.by(DISPATCHER).does(clue, look);
        }
    }
}

fn hand_over(desk: &mut Desk) {
    let first = StreamId::inspection(&InspectionId::new("J1"));
    let guide = inspections::GiveGuidance {
        way: inspections::GuidanceWay::Remind,
        matter: "车轮带泥上路。".into(),
        advice: "设置冲洗设施。".into(),
    };
    desk.by(SQUAD_A).does(&first, inspections::Command::GiveGuidance(guide));
    let answer = inspections::RecordFeedback { words: "已经设置。".into(), on: desk.today };
    desk.does(&first, inspections::Command::RecordFeedback(answer));
    let document = desk.inspection(&first).documents[0].id.clone();
    let print = print(document);
    desk.by(SYSTEM).does(&first, inspections::Command::NotePrint { print });
    let summary = "在公路上堆放沙土。".into();
    let hand = inspections::HandOver { summary, act_on: MONDAY };
    desk.by(SQUAD_A).does(&first, inspections::Command::HandOver(hand));
    let case = StreamId::case(&crate::ids::CaseId::new("K1"));
    desk.on(date(2026, 3, 3)).by(HANDLER_A);
    let mut command = filing(date(2026, 3, 3));
    command.inspection = Some(InspectionId::new("J1"));
    command.clue = Some(ClueId::new("X1"));
    desk.does(&case, Command::ProposeFiling(Box::new(command)));
    // The stop order is given on another site, between arrival and signature.
    let third = StreamId::inspection(&InspectionId::new("J3"));
    let urgent = Some("正在倾倒。".into());
    let proposal = inspections::ProposeInspection { urgent, ..propose_inspection(desk.today) };
    desk.by(SQUAD_A).does(&third, inspections::Command::Propose(proposal));
    desk.does(&third, inspections::Command::Arrive(arrive(date(2026, 3, 3))));
    let order = inspections::OrderStop {
        words: "立即停止倾倒。".into(),
        stopped: true,
        at: at(date(2026, 3, 3), 9),
    };
    desk.does(&third, inspections::Command::OrderStop(order));
}

/// An account opened, equipped, used, suspended and reinstated; and a pack put in force.
pub(super) fn accounts() -> Desk {
    let mut desk = Desk::open(MONDAY);
    let id = StreamId::person(&PersonId::new("n1"));
    let credential = Credential {
        number: "演示-9001".into(),
        valid_from: date(2026, 1, 1),
        valid_until: date(2028, 12, 31),
    };
    let commands = [
        org::Command::Engage {
            name: "演示新人".into(),
            login: "xinren".into(),
            unit: UnitId::new("zd1"),
        },
        org::Command::GrantRole { role: Role::SquadOfficer },
        org::Command::RecordCredential { credential },
        org::Command::RecordQualification { number: "演示".into() },
        org::Command::GivePassword { hash: "$argon2id$".into() },
        org::Command::NoteSignIn { succeeded: true },
        org::Command::NoteSignIn { succeeded: false },
        org::Command::NoteUnmask { stream: "case/K1".into(), reason: "核对地址".into() },
        org::Command::Suspend { reason: "离岗".into() },
        org::Command::Reinstate,
        org::Command::WithdrawRole { role: Role::SquadOfficer },
    ];
    desk.by(SYSTEM);
    for command in commands {
        desk.does(&id, command);
    }
    let load = PackCommand::Load {
        name: "jinxiang".into(),
        version: "0.1.0".into(),
        digest: "00".repeat(32),
    };
    desk.does(&StreamId::pack("jinxiang"), crate::world::Command::Pack(load));
    let correct = PackCommand::Correct {
        name: "jinxiang".into(),
        version: "0.1.1".into(),
        digest: "11".repeat(32),
        reason: "罚款上限录入有误".into(),
        rewritten: vec!["规则AP-23的数值被改写".into()],
    };
    desk.does(&StreamId::pack("jinxiang"), crate::world::Command::Pack(correct));
    rounds(&mut desk);
    desk
}

/// What the platform notes of its own record, its clock and the evidence.
fn rounds(desk: &mut Desk) {
    let verified = crate::rounds::Verified {
        depth: crate::rounds::Depth::Whole,
        events: 12,
        head: "#12 0123456789ABCDEFGHJK".into(),
        objects: 3,
        altered: 1,
        corrupt: 0,
        conflicts: 0,
        incomplete: 0,
        codes: vec!["REC-011".into()],
        millis: 250,
        at: "2026-03-02T01:00:00Z".parse().unwrap(),
        since: None,
    };
    let note = crate::rounds::Command::NoteVerified(verified);
    desk.does(&StreamId::record(), crate::world::Command::Record(note));
    let noted = crate::rounds::ClockNoted {
        gauge: crate::rounds::Gauge::Witness { name: "w.example/1".into() },
        standing: crate::rounds::ClockStanding::Stopped,
        ahead_millis: -400_000,
        clock: "2026-03-02T01:00:00Z".parse().unwrap(),
    };
    let note = crate::rounds::Command::NoteClock(noted);
    desk.does(&StreamId::record(), crate::world::Command::Record(note));
    let epoch = crate::rounds::EpochBegan {
        statement: "log.example/e2\n7\nroot\n\n— log.example/e2 c2ln\n".into(),
        bureau: "bureau.example+00000000+a2V5".into(),
    };
    let begin = crate::rounds::Command::BeginEpoch(epoch);
    desk.does(&StreamId::record(), crate::world::Command::Record(begin));
    let rotated = crate::rounds::KeyRotated {
        statement: "log.example/e2\n9\nroot\n\n— log.example/e2 c2ln\n".into(),
    };
    let rotate = crate::rounds::Command::RotateKey(rotated);
    desk.does(&StreamId::record(), crate::world::Command::Record(rotate));
    let quarantined = crate::rounds::Quarantined {
        blob: crate::evidence::BlobRef {
            sha256: "9f".repeat(32),
            size: 700,
            mime: "application/pdf".into(),
            chunks: None,
        },
        why: crate::evidence::Suspicion::Active,
    };
    let quarantine = crate::rounds::Command::Quarantine(quarantined);
    desk.does(&StreamId::record(), crate::world::Command::Record(quarantine));
    let released = crate::rounds::Released {
        sha256: "9f".repeat(32),
        finding: "信息中心检查，表单脚本只作计算。".into(),
    };
    let release = crate::rounds::Command::Release(released);
    desk.does(&StreamId::record(), crate::world::Command::Record(release));
    let handled = crate::custody::Handled {
        how: crate::custody::Handling::Viewed,
        by: PersonId::new(HANDLER_A),
        thing: "case/K1".into(),
        on: date(2026, 3, 3),
    };
    let note = crate::world::Command::Evidence(crate::custody::Command::Note(handled));
    desk.does(&StreamId::evidence(&"9f".repeat(32)), note);
}
