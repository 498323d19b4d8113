//! Random lives of clues, inspections and cases: whatever people send, in whatever order.
//!
//! The desk itself checks with every event that it reads back as itself, changes its state and
//! leaves no gap in the numbers; here commands come at random, most of them at the wrong time.

use jiff::Span;
use law::Fen;
use proptest::prelude::*;

use super::*;
use crate::cases::{Command, *};
use crate::clues;
use crate::ids::{CaseId, ClueId, DocumentId, InspectionId, ItemId, UnitId};
use crate::inspections;
use crate::policy::Act;
use crate::publicity::draft_version;

pub(super) const PEOPLE: [&str; 14] = [
    HANDLER_A, HANDLER_B, HEAD, REVIEWER, PRESIDER, LEADER, DEPUTY, PUBLISHER, CASHIER, ARCHIVIST,
    DISPATCHER, TOWN_LEAD, SQUAD_A, SYSTEM,
];

/// One thing somebody does.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// Which command, by number; beyond the list it is what waits next in the case.
    pub command: usize,
    /// Who, by number; beyond the list it is the person whose work it is.
    pub who: usize,
    /// How many days pass before.
    pub days: i64,
    /// A small choice inside the command.
    pub choice: usize,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0..130_usize, 0..60_usize, 0..5_i64, 0..6_usize);
    let one = one.prop_map(|(command, who, days, choice)| Move { command, who, days, choice });
    proptest::collection::vec(one, 1..60)
}

fn clue() -> StreamId {
    StreamId::clue(&ClueId::new("X1"))
}

fn inspection() -> StreamId {
    StreamId::inspection(&InspectionId::new("J1"))
}

fn case() -> StreamId {
    StreamId::case(&CaseId::new("K1"))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 120,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    })]

    /// From nothing: nobody ever panics, leaves a gap or an unsaid refusal.
    #[test]
    fn whatever_is_sent_the_desk_stays_in_order(moves in moves()) {
        let mut desk = Desk::open(MONDAY);
        for it in moves {
            take(&mut desk, &it);
        }
    }

    /// From a case on its way: decisions keep their order and the steps tell the truth.
    #[test]
    fn whatever_is_sent_a_case_keeps_the_order_of_the_procedure(
        major in any::<bool>(),
        moves in moves(),
    ) {
        let mut it = if major { Docket::major() } else { Docket::ordinary() };
        let today = it.desk.today;
        it = it.told(today);
        for one in moves {
            take(&mut it.desk, &one);
        }
        in_order(it.case());
    }

    /// From the spot: what is decided there is small, told, heard, numbered and handed over.
    ///
    /// Covers: S2-102.
    #[test]
    fn whatever_is_sent_a_summary_case_keeps_its_conditions(moves in moves()) {
        let mut it = Docket::on_spot(MONDAY);
        for mut one in moves {
            // Half of the moves are those of the spot.
            if one.choice.is_multiple_of(2) {
                one.command = 60 + one.command % 9;
            }
            take(&mut it.desk, &one);
        }
        in_order(it.case());
        if let Stage::Closed(_, Closing { archived: Some(_), .. }) = it.case().stage {
            let waiting = it.desk.waiting(&it.case);
            let publicity = [Act::RetractPublication, Act::ProposePublication, Act::ConfirmPublication];
            let late = |act: &Act| publicity.contains(act) || *act == Act::RecordRefund;
            prop_assert!(waiting.iter().all(|(act, _)| late(act)), "{waiting:?}");
        }
    }

    /// From a decided case: what is paid is never more than owed, and the archive ends it.
    #[test]
    fn whatever_is_sent_a_decided_case_ends_without_a_clock(moves in moves()) {
        let day = jiff::civil::date(2026, 3, 18);
        let mut it = Docket::delivered(day).published();
        for one in moves {
            take(&mut it.desk, &one);
        }
        in_order(it.case());
        if let Stage::Closed(_, Closing { archived: Some(_), .. }) = it.case().stage {
            let waiting = it.desk.waiting(&it.case);
            // A decision that falls after the archive still gives its money back.
            let fell = [Act::RetractPublication, Act::RecordRefund];
            prop_assert!(waiting.iter().all(|(act, _)| fell.contains(act)), "{waiting:?}");
        }
    }
}

/// What must hold of every case whatever happened to it.
pub(super) fn in_order(case: &cases::Case) {
    let Some(decided) = case.decided() else { return };
    let Some(deciding) = decided.path.general() else { return told_on_spot(case, decided) };
    let Review::Passed(opinion) = &deciding.review else { panic!("decided without review") };
    assert!(!case.handlers.contains(&decided.decision.by));
    assert!(!case.handlers.contains(&opinion.by) && opinion.by != decided.decision.by);
    assert!(opinion.on <= decided.decision.on);
    if let Some(terms) = decided.decision.proposal.penalty() {
        let notice = deciding.notice.as_ref().expect("decided without notice");
        assert!(notice.delivered_on.is_some_and(|on| on <= decided.decision.on));
        assert!(!terms.heavier_than(&notice.terms));
        assert!(!matches!(deciding.representation, Representation::Made(_)));
        assert!(!matches!(deciding.hearing, Hearing::Requested { .. } | Hearing::Called(_)));
    }
    assert!(0 <= decided.owed_principal().0);
}

/// What must hold of a decision made on the spot.
fn told_on_spot(case: &cases::Case, decided: &Decided) {
    let telling = decided.path.summary().expect("decided without telling");
    let terms = decided.decision.proposal.penalty().expect("a penalty");
    assert!(!terms.heavier_than(&telling.terms) && !telling.disputed);
    assert!(terms.fine <= yuan(200) && terms.gains == Fen(0) && terms.things.is_empty());
    assert_eq!((telling.on, decided.delivered_on), (decided.decision.on, Some(telling.on)));
    assert!(case.evidence.iter().all(|e| e.verified.is_some()));
    assert!(0 <= decided.owed_principal().0);
}

/// Sends the move, checks a refusal, and that the list of steps said so before.
fn take(desk: &mut Desk, it: &Move) {
    desk.today = desk.today.saturating_add(Span::new().days(it.days));
    let Some((stream, command, usual)) = command(desk, it) else { return };
    desk.by(PEOPLE.get(it.who).copied().unwrap_or(usual));
    let blocked = blocked(desk, &command);
    match desk.send(&stream, command.clone()) {
        Ok(_) => assert!(blocked.is_empty(), "the steps said {blocked:?}\n{command:?}"),
        Err(refused) => {
            sound(&refused);
            let codes = refused.codes();
            // Without a person nothing else is looked at.
            let nobody = codes == ["CASE-003"];
            for code in &blocked {
                assert!(nobody || codes.contains(&code.as_str()), "{code} {codes:?}\n{command:?}");
            }
        }
    }
}

/// The obstacles that the list of steps shows before the command.
pub(super) fn blocked(desk: &Desk, command: &world::Command) -> Vec<String> {
    let world::Command::Case(command) = command else { return vec![] };
    // The proposal that the step is judged by is the one that was told or reported.
    let other_proposal =
        matches!(command, Command::DraftDecision(draft) if draft.proposal.is_some());
    let not_a_step = matches!(
        command,
        Command::ProposeFiling(_)
            | Command::NotePrint { .. }
            | Command::NoteConnection(_)
            | Command::AbandonHearing(_)
            | Command::RefuseFiling(_)
            | Command::BeginSummary(_)
    );
    let Some(State::Case(it)) = desk.streams.get(&case()) else { return vec![] };
    if other_proposal || not_a_step {
        return vec![];
    }
    let others: BTreeMap<StreamId, Arc<State>> = command
        .needs(Some(it))
        .into_iter()
        .filter_map(|id| Some((id.clone(), Arc::new(desk.streams.get(&id)?.clone()))))
        .collect();
    desk.with(&CommandId::new("looks"), &others, |setting| {
        match readiness(command.act(), it, setting) {
            Readiness::Blocked(all) => all.into_iter().map(|r| r.code).collect(),
            Readiness::Ready | Readiness::Elsewhere(_) => vec![],
        }
    })
}

pub(super) fn command(desk: &Desk, it: &Move) -> Option<(StreamId, world::Command, &'static str)> {
    let it = &match it.command {
        0..69 => it.clone(),
        _ => Move { command: next(desk, it)?, ..it.clone() },
    };
    match it.command {
        0..12 => {
            let (command, who) = clue_command(it, desk);
            Some((clue(), command.into(), who))
        }
        12..24 => {
            let (command, who) = inspection_command(it, desk);
            Some((inspection(), command.into(), who))
        }
        _ => case_command(it, desk).map(|(c, who)| (case(), c.into(), who)),
    }
}

/// The number of a command that waits in the case.
fn next(desk: &Desk, it: &Move) -> Option<usize> {
    let waiting = desk.streams.contains_key(&case()).then(|| desk.waiting(&case()))?;
    let (act, _) = waiting.get(it.choice % waiting.len().max(1))?;
    let numbers = [
        (Act::ApproveFiling, 25),
        (Act::SubmitReport, [27, 28, 31][it.choice % 3]),
        (Act::ApproveReport, 32),
        (Act::GiveNotice, 34),
        (Act::RecordDelivery, 35),
        (Act::ReviewRepresentation, 40),
        (Act::CallHearing, 43),
        (Act::HoldHearing, 44),
        (Act::DraftDecision, 47),
        (Act::GiveOpinion, 48),
        (Act::RecordDeliberation, 49),
        (Act::DecidePenalty, 50),
        (Act::WaivePenalty, 51),
        (Act::RecordPayment, 52),
        (Act::ProposePublication, 53),
        (Act::ConfirmPublication, 54),
        (Act::RetractPublication, 56),
        (Act::ProposeClosing, 57),
        (Act::ApproveClosing, 58),
        (Act::ArchiveCase, 59),
        (Act::HearOnSpot, 61),
        (Act::DecideOnSpot, 62),
        (Act::HandInCash, 65),
        (Act::BankCash, 66),
        (Act::FileCopy, 67),
    ];
    numbers.into_iter().find(|(known, _)| known == act).map(|(_, number)| number)
}

fn clue_command(it: &Move, desk: &Desk) -> (clues::Command, &'static str) {
    use clues::{Command as To, *};
    match it.command {
        0 => (To::Receive(receive()), PUBLIC),
        1 => {
            let unit = UnitId::new(["zd1", "zd2", "dadui"][it.choice % 3]);
            let item = (it.choice < 3).then(|| ItemId::new("JX-T-01"));
            let due_on = desk.today.saturating_add(Span::new().days(5));
            (To::Dispatch(DispatchClue { unit, item, due_on, note: String::new() }), DISPATCHER)
        }
        2 => (To::Accept(AcceptClue {}), SQUAD_A),
        3 => (To::Return(ReturnClue { reason: "不属本段。".into() }), SQUAD_A),
        4 => {
            let words = "已经清理。".into();
            (To::Answer(AnswerClue { outcome: Outcome::ALL[it.choice % 4], words }), SQUAD_A)
        }
        5 | 6 => {
            let accepted = it.choice.is_multiple_of(2);
            (To::Judge(JudgeClue { accepted, words: "说明".into() }), TOWN_LEAD)
        }
        7 => {
            let words = format!("结果{}。", desk.log.len());
            (To::Inform(InformReporter { words }), DISPATCHER)
        }
        8 => (To::Urge(UrgeClue { words: "请办理。".into() }), DISPATCHER),
        9 => {
            let words = format!("口头制止{}。", desk.log.len());
            let stop = RecordStop { words: words.as_str().into(), stopped: it.choice > 2 };
            (To::RecordStop(stop), DISPATCHER)
        }
        10 => (To::Merge(MergeClue { into: ClueId::new("X1") }), DISPATCHER),
        _ => {
            let (to, reason) = ("县水务局".into(), "属于河道。".into());
            (To::Transfer(TransferClue { to, reason }), DISPATCHER)
        }
    }
}

fn inspection_command(it: &Move, desk: &Desk) -> (inspections::Command, &'static str) {
    use inspections::{Command as To, *};
    let day = desk.today;
    let urgent = (it.choice == 0).then(|| "正在倾倒。".to_owned());
    let proposal = || {
        let clue = (it.choice == 1).then(|| ClueId::new("X1"));
        ProposeInspection { urgent: urgent.clone(), clue, ..propose_inspection(day) }
    };
    let result = if it.choice < 3 { CheckResult::Problem } else { CheckResult::Sound };
    match it.command {
        12 => (To::Propose(proposal()), SQUAD_A),
        13 => (To::Approve(ApproveInspection { words: String::new() }), LEADER),
        14 if it.choice == 0 => (To::Refuse(RefuseInspection { reason: "缓办。".into() }), LEADER),
        14 | 15 => (To::Arrive(arrive(day)), SQUAD_A),
        16 => (To::Capture(capture()), SQUAD_A),
        17 => {
            let words = format!("停止{}。", desk.log.len());
            let stop = OrderStop { words: words.as_str().into(), stopped: true, at: at(day, 9) };
            (To::OrderStop(stop), SQUAD_A)
        }
        18 => {
            let mut found = findings("JX-T-01", result, day);
            found.narrative = format!("第{}次记录。", desk.log.len()).as_str().into();
            (To::Record(found), SQUAD_A)
        }
        19 => (To::Sign(sign()), SQUAD_A),
        20 => {
            let conclusion =
                if it.choice < 3 { Conclusion::Corrected } else { Conclusion::NothingFound };
            let education = "当面讲解。".into();
            (To::Conclude(ConcludeInspection { conclusion, education }), SQUAD_A)
        }
        21 if it.choice.is_multiple_of(2) => {
            let way = GuidanceWay::ALL[it.choice / 2];
            let (matter, advice) = ("车轮带泥上路。".into(), "设置冲洗设施。".into());
            (To::GiveGuidance(GiveGuidance { way, matter, advice }), SQUAD_A)
        }
        21 => (To::RecordFeedback(RecordFeedback { words: "已经设置。".into(), on: day }), SQUAD_A),
        _ => {
            let summary = "在公路上堆放沙土。".into();
            (To::HandOver(HandOver { summary, act_on: day }), SQUAD_A)
        }
    }
}

fn proposal(choice: usize) -> Proposal {
    match choice {
        0 => Proposal::NoPenalty(waiver(WaiverGround::FirstOffence)),
        1 => Proposal::Penalty(terms("a", yuan(6_000))),
        2 => Proposal::Penalty(terms("a", yuan(30_000))),
        _ => Proposal::Penalty(terms("a", yuan(300))),
    }
}

fn case_command(it: &Move, desk: &Desk) -> Option<(Command, &'static str)> {
    let day = desk.today;
    let known = desk.streams.get(&case()).and_then(State::as_case);
    let words = String::new;
    Some(match it.command {
        24 => {
            let mut command = filing(day);
            command.inspection = (it.choice < 2).then(|| InspectionId::new("J1"));
            command.clue = (it.choice == 2).then(|| ClueId::new("X1"));
            (Command::ProposeFiling(Box::new(command)), HANDLER_A)
        }
        25 => (Command::ApproveFiling(ApproveFiling { words: words() }), LEADER),
        26 if it.choice == 0 => {
            (Command::RefuseFiling(RefuseFiling { reason: "证据不足。".into() }), LEADER)
        }
        26 | 27 => (Command::AddEvidence(evidence(day)), HANDLER_A),
        28 => {
            let evidence = known?.evidence.iter().find(|e| e.verified.is_none())?.id.clone();
            let how = "核对原件".into();
            (
                Command::VerifyEvidence(VerifyEvidence {
                    evidence,
                    how,
                    moments: vec![],
                    sound: false,
                }),
                HANDLER_A,
            )
        }
        29 => (Command::RecordInterview(Box::new(interview(day))), HANDLER_A),
        30 => (Command::OrderRectification(rectification(None)), HANDLER_A),
        31 => (Command::SubmitReport(Box::new(report(proposal(it.choice)))), HANDLER_A),
        32 => (Command::ApproveReport(ApproveReport { words: words() }), HEAD),
        33 if it.choice == 0 => {
            (Command::ReturnReport(ReturnReport { reason: "补充。".into() }), HEAD)
        }
        33 | 34 => {
            let terms = if it.choice == 1 { proposal(3).penalty().cloned() } else { None };
            (Command::GiveNotice(GiveNotice { terms, ..notice() }), HANDLER_A)
        }
        35..=38 => (Command::RecordDelivery(delivery(&to_deliver(known?, it)?, day)), HANDLER_A),
        39 => (Command::HearRepresentation(statement(day)), HANDLER_A),
        40 => (Command::ReviewRepresentation(statement_review()), HEAD),
        41 => (Command::WaiveRepresentation(waived(day)), HANDLER_A),
        _ => return later_command(it, desk, known),
    })
}

fn to_deliver(case: &cases::Case, it: &Move) -> Option<DocumentId> {
    let first = awaiting_delivery(case).next().map(|document| document.id.clone());
    first.or_else(|| Some(case.documents.get(it.choice)?.id.clone()))
}

fn later_command(
    it: &Move,
    desk: &Desk,
    known: Option<&cases::Case>,
) -> Option<(Command, &'static str)> {
    let day = desk.today;
    let words = String::new;
    Some(match it.command {
        42 => (Command::RequestHearing(RequestHearing { on: day }), HANDLER_A),
        43 => {
            let held = day.saturating_add(Span::new().days(12));
            (Command::CallHearing(call_hearing(held)), PRESIDER)
        }
        44 => {
            let held = match &known?.deciding()?.hearing {
                Hearing::Called(call) => call.at.date(),
                Hearing::NotAsked
                | Hearing::Requested { .. }
                | Hearing::Held(..)
                | Hearing::Abandoned { .. } => day,
            };
            (Command::HoldHearing(Box::new(hold_hearing(held))), PRESIDER)
        }
        45 => {
            let reason = "没有到场。".into();
            (Command::AbandonHearing(AbandonHearing { on: day, reason }), HANDLER_A)
        }
        46 | 47 => {
            let other = (it.choice < 2).then(|| proposal(it.choice));
            (
                Command::DraftDecision(Box::new(DraftDecision { proposal: other, ..draft() })),
                HANDLER_A,
            )
        }
        48 => {
            let verdicts = [ReviewVerdict::Amend, ReviewVerdict::Investigate, ReviewVerdict::Pass];
            let verdict = verdicts[it.choice.min(2)];
            (Command::GiveOpinion(opinion(verdict)), REVIEWER)
        }
        49 => {
            let fine = if it.choice == 0 { yuan(1) } else { yuan(30_000) };
            (Command::RecordDeliberation(deliberation(day, fine)), DEPUTY)
        }
        50 => (Command::DecidePenalty(DecidePenalty { words: words() }), LEADER),
        51 => (Command::WaivePenalty(WaivePenalty { words: words() }), LEADER),
        52 => {
            let amount =
                [yuan(300), yuan(30_000), yuan(100), yuan(9), Fen(900), Fen(-1)][it.choice];
            let voucher = format!("票{}", desk.log.len());
            (Command::RecordPayment(payment(amount, day, &voucher)), CASHIER)
        }
        53 => {
            let case = known?;
            let mut version = draft_version(case, case.decided()?, desk.law);
            version.summary = format!("{}（第{}稿）", version.summary, desk.log.len());
            (Command::ProposePublication(ProposePublication { version }), PUBLISHER)
        }
        54 => (Command::ConfirmPublication(ConfirmPublication {}), LEADER),
        55 if it.choice == 0 => {
            let (by_document, reason) = ("示例判决书".into(), "程序违法。".into());
            (Command::RevokeDecision(RevokeDecision { on: day, by_document, reason }), LEADER)
        }
        55 | 56 => {
            let reason = "决定已经撤销。".into();
            (Command::RetractPublication(RetractPublication { reason }), PUBLISHER)
        }
        57 => (Command::ProposeClosing(ProposeClosing { words: "已缴。".into() }), HANDLER_A),
        58 => (Command::ApproveClosing(ApproveClosing { words: words() }), LEADER),
        59 => {
            let (number, retention) = ("归1".into(), "30年".into());
            (Command::ArchiveCase(ArchiveCase { number, retention, notes: words() }), ARCHIVIST)
        }
        _ => return Some(spot_command(it, desk)),
    })
}

/// The steps of the summary procedure.
fn spot_command(it: &Move, desk: &Desk) -> (Command, &'static str) {
    let day = desk.today;
    match it.command {
        60 => (Command::BeginSummary(Box::new(begin_summary(day))), HANDLER_A),
        61 => {
            let mut told = hear_on_spot(yuan([100, 200, 201, 50, 200, 100][it.choice]));
            told.terms.gains = if it.choice == 3 { yuan(1) } else { Fen(0) };
            told.disputed = it.choice == 4;
            told.terms.discretion = format!("第{}次告知。", desk.log.len()).as_str().into();
            (Command::HearOnSpot(Box::new(told)), HANDLER_A)
        }
        62 => {
            let fine = [None, Some(yuan(300)), Some(yuan(10)), Some(Fen(0)), None, None][it.choice];
            let decide = DecideOnSpot { fine, ..decide_on_spot() };
            (Command::DecideOnSpot(Box::new(decide)), HANDLER_A)
        }
        63 => {
            let ground = ConversionGround::ALL[it.choice];
            let reason = "现场不能查清。".into();
            (Command::ConvertToGeneral(ConvertToGeneral { ground, reason }), HANDLER_A)
        }
        64 => {
            let ground = CollectionGround::ALL[it.choice % 3];
            let mut collect = collect_on_spot(yuan(100), day);
            collect.ground = ground;
            (Command::CollectOnSpot(collect), HANDLER_A)
        }
        65 => (Command::HandInCash(HandInCash { on: day }), HANDLER_A),
        66 => (Command::BankCash(BankCash { on: day, slip: "缴1".into() }), CASHIER),
        _ => (Command::FileCopy(FileCopy {}), HANDLER_A),
    }
}
