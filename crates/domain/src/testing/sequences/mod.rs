//! Sequences: whatever people send to each machine of the domain, lawful or not, in whatever order.
//!
//! After every command the desk checks that events read back as themselves, change the state and
//! leave no gap in the numbers. Here, besides: every refusal says what, why and what next; the
//! list of steps tells the truth; every document is whole; no clock outlives the case; and from
//! wherever a sequence ends, willing people reach the end by the tasks that wait for them, or by
//! the passing of time. A quick set runs with every test; `./run sequences` runs the rest.

mod chart;
mod dice;
mod holds;
mod later_moves;
mod moves;
mod sample_moves;
mod supervision;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, date};

use self::dice::Dice;
use super::random::{self, Move};
use super::*;
use crate::cases::{Closing, Command, Hearing, Leads, MeasureKind, Stage};
use crate::ids::{CaseId, ClueId, InspectionId};
use crate::policy::Act;
use crate::world::Command as Any;

impl Desk {
    /// What the clock on the wall shows.
    fn o_clock(&self) -> DateTime {
        self.today.at(17, 0, 0, 0) + jiff::Span::new().minutes(self.minutes)
    }

    /// Some minutes pass, or the next day begins.
    fn goes_on(&mut self) {
        self.minutes_pass(5);
        if 240 < self.minutes {
            self.on(self.today.tomorrow().unwrap());
        }
    }
}

/// A machine of the domain: how its sequences begin and what is sent to it.
struct Machine {
    name: &'static str,
    stream: fn() -> StreamId,
    begin: fn(usize) -> Desk,
    /// What people send to a case; empty for the machines that are no case.
    acts: &'static [Act],
}

fn case() -> StreamId {
    StreamId::case(&CaseId::new("K1"))
}

fn clue() -> StreamId {
    StreamId::clue(&ClueId::new("X1"))
}

fn inspection() -> StreamId {
    StreamId::inspection(&InspectionId::new("J1"))
}

const DELIVERED: Date = date(2026, 3, 18);

const GENERAL: Machine = Machine {
    name: "普通程序",
    stream: case,
    begin: |which| {
        let proposed = || {
            let mut it = Docket::new(date(2026, 3, 3));
            let filing = Command::ProposeFiling(Box::new(filing(date(2026, 3, 3))));
            it.does(HANDLER_A, filing);
            it
        };
        match which % 4 {
            0 => proposed().desk,
            1 => Docket::filed().desk,
            2 => Docket::ordinary().told(date(2026, 3, 6)).desk,
            _ => Docket::major().told(date(2026, 3, 6)).desk,
        }
    },
    acts: &[
        Act::ApproveFiling,
        Act::AddEvidence,
        Act::VerifyEvidence,
        Act::RecordInterview,
        Act::ExamineScene,
        Act::RequestAssistance,
        Act::RecordAssistance,
        Act::ConfirmAddress,
        Act::OfferFast,
        Act::ConsentFast,
        Act::LeaveFast,
        Act::TakeSamples,
        Act::EntrustAppraisal,
        Act::RecordAppraisal,
        Act::ContestAppraisal,
        Act::AnswerObjection,
        Act::OrderRectification,
        Act::SubmitReport,
        Act::ApproveReport,
        Act::GiveNotice,
        Act::RecordDelivery,
        Act::HearRepresentation,
        Act::ReviewRepresentation,
        Act::RequestHearing,
        Act::CallHearing,
        Act::HoldHearing,
        Act::DraftDecision,
        Act::GiveOpinion,
        Act::RecordDeliberation,
        Act::DecidePenalty,
        Act::WaivePenalty,
        Act::RecordPayment,
        Act::ProposePublication,
        Act::ConfirmPublication,
        Act::RevokeDecision,
        Act::RetractPublication,
        Act::GiveCreditNotice,
        Act::RecordRepair,
        Act::ProposeClosing,
        Act::ApproveClosing,
        Act::ArchiveCase,
        Act::CollectOnSpot,
        Act::HandInCash,
        Act::BankCash,
        Act::ProposeEnding,
        Act::EndCase,
        Act::ReopenCase,
        Act::ProposeTransfer,
        Act::ApproveTransfer,
        Act::DeliverTransfer,
        Act::EndTransfer,
    ],
};

const SUMMARY: Machine = Machine {
    name: "简易程序",
    stream: case,
    begin: |which| match which % 3 {
        0 => Docket::on_spot(MONDAY).desk,
        1 => Docket::decided_on_spot(MONDAY, 100).desk,
        _ => Docket::decided_on_spot(MONDAY, 200).desk,
    },
    acts: &[
        Act::HearOnSpot,
        Act::DecideOnSpot,
        Act::ConvertToGeneral,
        Act::CollectOnSpot,
        Act::HandInCash,
        Act::BankCash,
        Act::FileCopy,
        Act::AddEvidence,
        Act::ApproveFiling,
        Act::SubmitReport,
        Act::RecordPayment,
        Act::RecordDelivery,
        Act::ProposePublication,
        Act::ConfirmPublication,
        Act::RevokeDecision,
        Act::RetractPublication,
        Act::RequestDeferral,
        Act::ApproveDeferral,
        Act::DemandPerformance,
        Act::TellSurcharge,
        Act::NoteRemedy,
        Act::AnswerRemedy,
        Act::EndRemedy,
        Act::ReopenCase,
        Act::RecordRefund,
        Act::ProposeClosing,
        Act::ApproveClosing,
        Act::ArchiveCase,
    ],
};

const MEASURES: Machine = Machine {
    name: "强制措施",
    stream: case,
    begin: |which| {
        let it = || Docket::freight(date(2026, 3, 31));
        match which % 4 {
            0 => it().desk,
            1 => it().holding(MeasureKind::Seize, date(2026, 4, 1)).desk,
            2 => it().holding(MeasureKind::Hold, date(2026, 4, 1)).desk,
            _ => {
                crate::cases::tests::measures::confiscating(
                    it().holding(MeasureKind::Seize, date(2026, 4, 1)),
                )
                .desk
            }
        }
    },
    acts: &[
        Act::ProposeMeasure,
        Act::ApproveMeasure,
        Act::ImplementMeasure,
        Act::RequestExtension,
        Act::ExtendMeasure,
        Act::TellAppraisal,
        Act::ReleaseMeasure,
        Act::ReturnArticles,
        Act::TransferArticles,
        Act::ConfiscateArticles,
        Act::ApproveDisposal,
        Act::RecordDisposal,
        Act::ApproveFiling,
        Act::AddEvidence,
        Act::SubmitReport,
        Act::ApproveReport,
        Act::GiveNotice,
        Act::RecordDelivery,
        Act::DraftDecision,
        Act::GiveOpinion,
        Act::RecordDeliberation,
        Act::DecidePenalty,
        Act::WaivePenalty,
        Act::RecordPayment,
        Act::RevokeDecision,
        Act::NoteRemedy,
        Act::EndRemedy,
        Act::ReopenCase,
        Act::ProposeClosing,
        Act::ApproveClosing,
        Act::ArchiveCase,
    ],
};

const EXECUTION: Machine = Machine {
    name: "执行",
    stream: case,
    begin: |which| match which % 5 {
        0 => Docket::delivered(DELIVERED).desk,
        1 => Docket::delivered(DELIVERED).published().desk,
        2 => crate::cases::tests::enforcement::decided_proxy().desk,
        3 => crate::cases::tests::auction::ripe().desk,
        _ => Docket::decided_on_spot(MONDAY, 200).desk,
    },
    acts: &[
        Act::RecordPayment,
        Act::RequestDeferral,
        Act::ApproveDeferral,
        Act::ProposeAgreement,
        Act::SignAgreement,
        Act::TellSurcharge,
        Act::DemandPerformance,
        Act::DecideAuction,
        Act::RecordAuction,
        Act::ReleaseMeasure,
        Act::ReturnArticles,
        Act::RecordDelivery,
        Act::ProposeCourtApplication,
        Act::ApplyToCourt,
        Act::RecordCourtAnswer,
        Act::HaltExecution,
        Act::RecordRefund,
        Act::RevokeDecision,
        Act::NoteRemedy,
        Act::EndRemedy,
        Act::OrderRectification,
        Act::DemandCorrection,
        Act::DecideEnforcement,
        Act::RecordEnforcement,
        Act::StopEnforcement,
        Act::CollectOnSpot,
        Act::HandInCash,
        Act::BankCash,
        Act::FileCopy,
        Act::ProposePublication,
        Act::ConfirmPublication,
        Act::RetractPublication,
        Act::GiveCreditNotice,
        Act::RecordRepair,
        Act::ProposeClosing,
        Act::ApproveClosing,
        Act::ArchiveCase,
    ],
};

const REMEDIES: Machine = Machine {
    name: "复议诉讼",
    stream: case,
    begin: |which| match which % 5 {
        0 => Docket::delivered(DELIVERED).desk,
        1 => Docket::delivered(DELIVERED).published().desk,
        2 => Docket::decided_on_spot(MONDAY, 100).desk,
        3 => crate::cases::tests::enforcement::decided_proxy().desk,
        _ => Docket::freight(date(2026, 3, 31)).holding(MeasureKind::Seize, date(2026, 4, 1)).desk,
    },
    acts: &[
        Act::NoteRemedy,
        Act::AnswerRemedy,
        Act::StayExecution,
        Act::EndRemedy,
        Act::ReopenCase,
        Act::RecordPayment,
        Act::RecordRefund,
        Act::RevokeDecision,
        Act::ProposePublication,
        Act::ConfirmPublication,
        Act::RetractPublication,
        Act::GiveCreditNotice,
        Act::RecordRepair,
        Act::ProposeClosing,
        Act::ApproveClosing,
        Act::ArchiveCase,
        Act::TellSurcharge,
        Act::RecordDelivery,
        Act::DemandPerformance,
        Act::SubmitReport,
        Act::ApproveReport,
        Act::GiveNotice,
        Act::DraftDecision,
        Act::GiveOpinion,
        Act::DecidePenalty,
        Act::ReleaseMeasure,
        Act::ReturnArticles,
        Act::RecordEnforcement,
        Act::StopEnforcement,
        Act::ApproveFiling,
    ],
};

const CLUES: Machine = Machine {
    name: "线索",
    stream: clue,
    begin: |_| {
        let mut desk = Desk::open(MONDAY);
        desk.by(PUBLIC).does(&clue(), crate::clues::Command::Receive(receive()));
        desk
    },
    acts: &[],
};

const INSPECTIONS: Machine = Machine {
    name: "行政检查",
    stream: inspection,
    begin: |which| {
        let mut desk = if which.is_multiple_of(2) { inspected(MONDAY) } else { Desk::open(MONDAY) };
        if !which.is_multiple_of(2) {
            let mut proposed = propose_inspection(MONDAY);
            proposed.urgent = (which % 4 == 1).then(|| "正在倾倒。".into());
            desk.by(SQUAD_A).does(&inspection(), crate::inspections::Command::Propose(proposed));
        }
        desk
    },
    acts: &[],
};

/// A sequence under way; when it fails, everything that was sent is told.
struct Sequence<'a> {
    machine: &'a Machine,
    desk: Desk,
    told: String,
    sent: usize,
    /// From which phase which act led to which.
    moves: BTreeSet<Leads>,
}

impl Drop for Sequence<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}\n{}", self.machine.name, self.told);
        }
    }
}

impl<'a> Sequence<'a> {
    fn new(machine: &'a Machine, desk: Desk, number: usize) -> Self {
        let told = format!("sequence {number}\n");
        Self { machine, desk, told, sent: 0, moves: BTreeSet::new() }
    }

    /// The case, when the machine is one.
    fn case(&self) -> Option<&crate::cases::Case> {
        self.desk.streams.get(&(self.machine.stream)()).and_then(State::as_case)
    }

    /// One throw of the dice: time passes, somebody sends something, and everything must hold.
    fn throws(&mut self, dice: &mut Dice) {
        if dice.once_in(3) {
            let days = [1, 2, 4, 10, 31, 100][dice.below(6)];
            let day = self.desk.today.saturating_add(jiff::Span::new().days(days));
            self.desk.on(day);
        }
        self.desk.goes_on();
        let Some((stream, command, usual)) = self.command(dice) else { return };
        let who = if dice.once_in(8) { dice.one(&random::PEOPLE) } else { usual };
        self.send(&stream, command, who, dice.once_in(3));
    }

    fn command(&self, dice: &mut Dice) -> Option<(StreamId, Any, &'static str)> {
        let stream = (self.machine.stream)();
        let Some(case) = self.case() else {
            let numbers = if stream == clue() { 0..12 } else { 12..24 };
            let command = numbers.start + dice.below(numbers.len());
            let it = Move { command, who: 0, days: 0, choice: dice.below(6) };
            return random::command(&self.desk, &it);
        };
        // Half of the time what waits for somebody, else anything that is sent to this machine.
        let waiting = self.desk.waiting(&stream);
        let act = match waiting.len() {
            0 => dice.one(self.machine.acts),
            many if dice.once_in(2) => waiting[dice.below(many)].0,
            _ => dice.one(self.machine.acts),
        };
        let (command, who) = moves::of(act, &self.desk, case, dice)?;
        Some((stream, command.into(), who))
    }

    fn send(&mut self, stream: &StreamId, command: Any, who: &str, looks: bool) -> bool {
        self.desk.by(who);
        let blocked = if looks { random::blocked(&self.desk, &command) } else { vec![] };
        let before = self.desk.log.len();
        let _ = writeln!(self.told, "{} {who} {command:?}", self.desk.o_clock());
        self.sent += 1;
        if self.desk.verdict(stream, &command) != Verdict::Permitted {
            let _ = writeln!(self.told, "    denied");
            return false;
        }
        let act = command.act();
        let from = self.case().map(crate::cases::phase);
        let answer = self.desk.send(stream, command);
        if let (Some(from), Some(to)) = (from, self.case().map(crate::cases::phase))
            && from != to
        {
            self.moves.insert(Leads { from, act, to });
        }
        let done = match &answer {
            Ok(_) => {
                assert!(blocked.is_empty(), "the steps said {blocked:?}");
                holds::whole_documents(&self.desk, before);
                if let Some(case) = self.case() {
                    random::in_order(case);
                    holds::no_clock_after_closing(&self.desk, case, stream);
                }
                true
            }
            Err(refused) => {
                sound(refused);
                let codes = refused.codes();
                let nobody = codes == ["CASE-003"];
                // What bars every step on the way is told before what else stands before this one.
                let barred = matches!(codes[..], ["TRAN-090" | "SUSP-010"])
                    && blocked.iter().any(|code| code == codes[0]);
                for code in &blocked {
                    // A command about another measure than the step is judged by.
                    let other = code.starts_with("MEAS-") && codes[0].starts_with("MEAS-");
                    let told = codes.contains(&code.as_str());
                    assert!(nobody || barred || other || told, "{code} but {codes:?}");
                }
                false
            }
        };
        let _ = writeln!(self.told, "    {}", if done { "done" } else { "refused" });
        if let Err(refused) = answer {
            let _ = writeln!(self.told, "    {:?}", refused.codes());
        }
        done
    }

    /// Whether nothing waits for anybody any more, at an end of the machine.
    fn is_over(&self) -> bool {
        let stream = (self.machine.stream)();
        let waiting = self.desk.waiting(&stream);
        let at_an_end = match &self.desk.streams[&stream] {
            State::Case(case) => match &case.stage {
                Stage::NotFiled { .. } => true,
                Stage::Closed(_, Closing { archived, .. }) => archived.is_some(),
                Stage::Ended(it) => it.archived.is_some(),
                Stage::OnSpot(_)
                | Stage::Proposed
                | Stage::Investigating(_)
                | Stage::Reported(..)
                | Stage::Deciding(_)
                | Stage::Decided(_) => false,
            },
            State::Clue(it) => matches!(
                it.stage,
                crate::clues::Stage::Settled { .. } | crate::clues::Stage::Merged { .. }
            ),
            State::Inspection(it) => matches!(
                it.stage,
                crate::inspections::Stage::Done(..) | crate::inspections::Stage::Refused { .. }
            ),
            State::Supervision(_)
            | State::Entrustment(_)
            | State::Person(_)
            | State::Pack(_)
            | State::Record(_)
            | State::Evidence(_) => false,
        };
        // What was handed over waits for a case, which is another machine.
        at_an_end && waiting.iter().all(|(act, _)| *act == Act::ProposeFiling)
    }

    /// Willing people do what waits for them, and wait for the day when they must.
    fn ends(&mut self) {
        let mut idle = 0;
        let mut steps = 0;
        while !self.is_over() {
            steps += 1;
            assert!(steps < 400, "no end after {steps} steps: {}", self.stands());
            self.desk.goes_on();
            if self.leads_on() {
                idle = 0;
                continue;
            }
            idle += 1;
            assert!(idle < 60, "stuck: {}", self.stands());
            let days = if idle < 10 { 1 } else { 20 };
            let day = self.desk.today.saturating_add(jiff::Span::new().days(days));
            self.desk.on(day);
        }
    }

    fn stands(&self) -> String {
        let stream = (self.machine.stream)();
        let waiting = self.desk.waiting(&stream);
        let why = waiting.iter().filter_map(|(act, _)| {
            let sent = moves::of(*act, &self.desk, self.case()?, &mut Dice::willing());
            Some(sent.map(|(command, _)| random::blocked(&self.desk, &Any::from(command))))
        });
        let why: Vec<_> = why.collect();
        format!("{} {waiting:?} {why:?}", self.desk.today)
    }

    /// One of the tasks is done by the person whose work it is; else what a task stands on.
    fn leads_on(&mut self) -> bool {
        let stream = (self.machine.stream)();
        if self.case().is_none() {
            let leading = [2, 4, 5, 7, 1, 13, 15, 19, 20, 23, 18];
            return leading.into_iter().any(|command| self.settles(command));
        }
        let waiting: Vec<Act> =
            self.desk.waiting(&stream).into_iter().map(|(act, _)| act).collect();
        assert!(!waiting.is_empty(), "an open case waits for nobody: {}", self.stands());
        let below = [
            Act::VerifyEvidence,
            Act::RecordDelivery,
            Act::CallHearing,
            Act::HearOnSpot,
            Act::ConvertToGeneral,
            Act::HaltExecution,
            Act::AddEvidence,
            Act::StopEnforcement,
            Act::ProposeClosing,
        ];
        waiting.into_iter().chain(below).any(|act| self.takes(act))
    }

    /// Whether a willing person does the act, unless the list of steps says that it is not time.
    fn takes(&mut self, act: Act) -> bool {
        let Some(case) = self.case() else { return false };
        let told = |it: &crate::cases::OnSpot| it.telling.as_ref().map(|telling| telling.on);
        let vain = match (act, &case.stage) {
            (Act::AddEvidence, _) => !case.evidence.is_empty(),
            (Act::HearOnSpot, Stage::OnSpot(it)) => told(it) == Some(self.desk.today),
            (Act::CallHearing, Stage::Deciding(it)) => {
                matches!(&it.hearing, Hearing::Called(call) if self.desk.today <= call.at.date())
            }
            _ => false,
        };
        if vain {
            return false;
        }
        let Some((command, who)) = moves::of(act, &self.desk, case, &mut Dice::willing()) else {
            return false;
        };
        let command = Any::from(command);
        self.desk.by(who);
        random::blocked(&self.desk, &command).is_empty()
            && self.send(&(self.machine.stream)(), command, who, false)
    }

    /// A clue or an inspection: the commands that lead to its end, by number.
    fn settles(&mut self, command: usize) -> bool {
        // A record with a problem ends in a correction on the spot, any other with nothing found.
        [4, 0].into_iter().any(|choice| {
            let it = Move { command, who: 0, days: 0, choice };
            random::command(&self.desk, &it).is_some_and(|(stream, command, who)| {
                // Whoever of the unit has it.
                stream == (self.machine.stream)()
                    && [who, "p-zd2-a", HEAD]
                        .into_iter()
                        .any(|who| self.send(&stream, command.clone(), who, false))
            })
        })
    }
}

/// How many sequences run: a quick set, or as many as the chore says.
fn how_many() -> usize {
    std::env::var("ZHIFA_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// Runs the sequences, and says which moves of a case they made; each must be on the chart.
fn run(machine: &Machine) -> BTreeSet<Leads> {
    let begun: Vec<Desk> = (0..20).map(machine.begin).collect();
    let (mut sent, all) = (0, how_many());
    let mut moves = BTreeSet::new();
    for number in 0..all {
        let mut dice = Dice::wild(number as u64);
        let mut it = Sequence::new(machine, begun[number % begun.len()].clone(), number);
        for _ in 0..=dice.below(40) {
            it.throws(&mut dice);
        }
        it.ends();
        sent += it.sent;
        moves.append(&mut it.moves);
    }
    eprintln!("{}：{all} sequences, {sent} commands", machine.name);
    chart::known(&moves);
    moves
}

#[test]
fn every_sequence_of_the_general_procedure_is_lawful_and_ends() {
    run(&GENERAL);
}

#[test]
fn every_sequence_of_the_summary_procedure_is_lawful_and_ends() {
    run(&SUMMARY);
}

#[test]
fn every_sequence_of_measures_is_lawful_and_ends() {
    run(&MEASURES);
}

#[test]
fn every_sequence_of_execution_is_lawful_and_ends() {
    run(&EXECUTION);
}

#[test]
fn every_sequence_of_remedies_is_lawful_and_ends() {
    run(&REMEDIES);
}

#[test]
fn every_sequence_of_a_clue_is_lawful_and_ends() {
    run(&CLUES);
}

#[test]
fn every_sequence_of_an_inspection_is_lawful_and_ends() {
    run(&INSPECTIONS);
}
