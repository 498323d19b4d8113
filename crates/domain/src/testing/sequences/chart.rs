//! The chart of the procedure held against the machine: every move that is made is on it, and every
//! move that is on it is made.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;

use super::dice::Dice;
use super::{EXECUTION, GENERAL, Machine, REMEDIES, SUMMARY, Sequence, moves};
use crate::cases::{
    Answer, ApproveTransfer, Command, EndGround, EndRemedy, FLOW, Leads, Phase, Proposal,
    ProposeClosing, RecordRefund, RemedyKind, RemedyResult, RequestHearing, RetractPublication,
    ReviewVerdict, RevokeDecision, WaiverGround, phase,
};
use crate::policy::Act;
use crate::testing::*;

/// Whatever the machine does is on the chart.
pub(super) fn known(moves: &BTreeSet<Leads>) {
    let unknown: Vec<&Leads> = moves.iter().filter(|it| !FLOW.contains(it)).collect();
    assert!(unknown.is_empty(), "not on the chart: {unknown:?}");
}

/// Everything that the chart says leads on from where the desk stands, each tried some times on a
/// desk of its own.
fn tries(machine: &Machine, desk: &Desk) -> BTreeSet<Leads> {
    let mut found = BTreeSet::new();
    let begun = Sequence::new(machine, desk.clone(), 0);
    let Some(from) = begun.case().map(phase) else { return found };
    let acts: BTreeSet<Act> = FLOW.iter().filter(|it| it.from == from).map(|it| it.act).collect();
    for act in acts {
        for number in 0..24 {
            let mut fork = Sequence::new(machine, desk.clone(), number);
            prepared(&mut fork, act);
            let mut dice = Dice::wild(number as u64);
            let sent = fork.case().and_then(|case| moves::of(act, &fork.desk, case, &mut dice));
            let Some((command, who)) = sent else { continue };
            fork.send(&(machine.stream)(), command.into(), who, false);
            found.append(&mut fork.moves);
        }
    }
    found
}

/// What has to be there before the head ends a case, before another authority answers, and before
/// its refusal is settled.
#[expect(clippy::wildcard_enum_match_arm, reason = "nothing has to be there before other acts")]
fn prepared(it: &mut Sequence<'_>, act: Act) {
    let ending = (Command::ProposeEnding(propose_ending(EndGround::Limitation)), HANDLER_A);
    let transfer = (Command::ProposeTransfer(propose_transfer()), HANDLER_A);
    let answer = Answer::Approve;
    let letter = (Command::ApproveTransfer(ApproveTransfer { answer }), LEADER);
    let back = deliver_transfer(false, it.desk.today);
    let back = (Command::DeliverTransfer(Box::new(back)), HANDLER_A);
    let first = match act {
        Act::EndCase => vec![ending],
        Act::DeliverTransfer => vec![transfer, letter],
        Act::EndTransfer => vec![transfer, letter, back],
        _ => vec![],
    };
    if act == Act::LeaveFast {
        crate::cases::tests::fast::already(&mut it.desk, &(it.machine.stream)());
    }
    for (command, who) in first {
        it.send(&(it.machine.stream)(), command.into(), who, false);
    }
}

/// Wherever sequences come by, for the first few times.
fn along(machine: &Machine) -> BTreeSet<Leads> {
    let begun: Vec<Desk> = (0..20).map(machine.begin).collect();
    let mut been: BTreeMap<Phase, usize> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for number in 0..60 {
        let mut it = Sequence::new(machine, begun[number % begun.len()].clone(), number);
        let mut dice = Dice::wild(number as u64);
        for _ in 0..=dice.below(40) {
            it.throws(&mut dice);
            let Some(here) = it.case().map(phase) else { continue };
            let times = been.entry(here).or_default();
            if *times < 4 {
                *times += 1;
                found.append(&mut tries(machine, &it.desk));
            }
        }
        found.append(&mut it.moves);
    }
    found
}

const TOLD: jiff::civil::Date = date(2026, 3, 6);

fn revoked(mut it: Docket) -> Docket {
    let revoke = RevokeDecision {
        on: it.desk.today,
        by_document: "示例行政判决书".into(),
        reason: "认定事实不清。".into(),
    };
    it.does(LEADER, Command::RevokeDecision(revoke));
    it
}

fn up_for_closing(mut it: Docket) -> Docket {
    it.does(HANDLER_A, Command::ProposeClosing(ProposeClosing { words: "办理完毕。".into() }));
    it
}

fn called() -> Docket {
    let mut it =
        Docket::major().told(TOLD).called(date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 20));
    it.desk.on(date(2026, 3, 20));
    it
}

fn heard() -> Docket {
    let mut it = called();
    let record = hold_hearing(date(2026, 3, 20));
    it.does(PRESIDER, Command::HoldHearing(Box::new(record)));
    it
}

/// The same after the party has spoken.
fn speaks(mut it: Docket) -> Docket {
    let today = it.desk.today;
    it.does(HANDLER_A, Command::HearRepresentation(statement(today)));
    it
}

/// No penalty is drafted although a hearing was asked for.
fn spares(mut it: Docket) -> Docket {
    let mut draft = draft();
    draft.proposal = Some(Proposal::NoPenalty(waiver(WaiverGround::Minor)));
    it.does(HANDLER_A, Command::DraftDecision(Box::new(draft)));
    it
}

fn sent_back(mut it: Docket) -> Docket {
    it.does(REVIEWER, Command::GiveOpinion(opinion(ReviewVerdict::Amend)));
    it
}

/// The notice is made and not delivered yet.
fn given() -> Docket {
    let mut it = Docket::major();
    it.desk.on(TOLD);
    it.does(HANDLER_A, Command::GiveNotice(notice()));
    it
}

fn asked() -> Docket {
    let mut it = Docket::major().told(TOLD);
    it.does(HANDLER_A, Command::RequestHearing(RequestHearing { on: TOLD }));
    it
}

/// Places at which the party speaks, or asks for a hearing, later than most do.
fn late_words() -> Vec<Docket> {
    let mut unheard = Docket::major().told(TOLD);
    unheard.does(HANDLER_A, Command::WaiveRepresentation(waived(TOLD)));
    vec![
        speaks(Docket::ordinary().told(TOLD).drafted(date(2026, 3, 16))),
        speaks(Docket::major().told(TOLD)),
        speaks(called()),
        heard(),
        speaks(heard()),
        sent_back(unheard.drafted(TOLD)),
        spares(given()),
        sent_back(spares(given())),
        spares(asked()),
        spares(called()),
        sent_back(spares(asked())),
        sent_back(spares(called())),
    ]
}

/// A closed case that has to be decided again, with the money given back and nothing left on show.
fn to_be_decided_again() -> Docket {
    let mut it = Docket::delivered(date(2026, 3, 18));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), date(2026, 3, 18), "票1")));
    let mut it = it.published().closed();
    let today = it.desk.today;
    it.does(REVIEWER, Command::NoteRemedy(note_remedy(RemedyKind::Reconsideration, today)));
    let redo_by = Some(date(2026, 6, 30));
    let again = EndRemedy { redo_by, ..end_remedy(RemedyResult::Again, today) };
    it.does(REVIEWER, Command::EndRemedy(Box::new(again)));
    let refund = RecordRefund { amount: yuan(300), voucher: "退1".into(), on: today };
    it.does(CASHIER, Command::RecordRefund(refund));
    let reason = "复议决定撤销。".into();
    it.does(PUBLISHER, Command::RetractPublication(RetractPublication { reason }));
    it
}

/// Places that sequences seldom come by.
fn crossroads() -> Vec<Docket> {
    let waived = || {
        let mut it = Docket::major().told(TOLD);
        it.does(HANDLER_A, Command::WaiveRepresentation(waived(TOLD)));
        it.drafted(TOLD)
    };
    let amending = || {
        let mut it = Docket::ordinary().told(TOLD).drafted(date(2026, 3, 16));
        it.does(REVIEWER, Command::GiveOpinion(opinion(ReviewVerdict::Amend)));
        it.does(HANDLER_A, Command::HearRepresentation(statement(date(2026, 3, 16))));
        it
    };
    let spared = || {
        let it = Docket::filed().investigated();
        let it = it.reported(Proposal::NoPenalty(waiver(WaiverGround::Minor)));
        it.drafted(date(2026, 3, 4)).reviewed(date(2026, 3, 5)).deliberated(date(2026, 3, 5))
    };
    let decided = || {
        let it = Docket::ordinary().told(TOLD).drafted(date(2026, 3, 16));
        it.reviewed(date(2026, 3, 17)).decided(date(2026, 3, 18))
    };
    let delivered = || Docket::delivered(date(2026, 3, 18));
    let attacked = || {
        let mut it = delivered();
        it.does(CASHIER, Command::RecordPayment(payment(yuan(300), date(2026, 3, 18), "票1")));
        let mut it = up_for_closing(it.published());
        let note = note_remedy(RemedyKind::Litigation, it.desk.today);
        it.does(REVIEWER, Command::NoteRemedy(note));
        it
    };
    let spoke = || {
        let mut it = Docket::ordinary().told(TOLD);
        it.does(HANDLER_A, Command::HearRepresentation(statement(TOLD)));
        it
    };
    vec![
        Docket::major().told(TOLD),
        spoke(),
        asked(),
        Docket::filed().ends(EndGround::Limitation),
        called(),
        heard(),
        waived(),
        waived().reviewed(TOLD),
        amending(),
        spared(),
        revoked(decided()),
        up_for_closing(revoked(decided())),
        revoked(delivered()),
        attacked(),
        to_be_decided_again(),
    ]
}

#[test]
fn every_move_of_the_chart_is_made() {
    let mut found = BTreeSet::new();
    for machine in [&GENERAL, &SUMMARY, &EXECUTION, &REMEDIES] {
        found.append(&mut along(machine));
    }
    for docket in crossroads().into_iter().chain(late_words()) {
        found.append(&mut tries(&GENERAL, &docket.desk));
    }
    known(&found);
    // How a case begins is seen in the first event of each.
    let begins = |it: &&Leads| it.from == Phase::Found;
    let never: Vec<&Leads> = FLOW.iter().filter(|it| !begins(it) && !found.contains(it)).collect();
    assert!(never.is_empty(), "nobody ever did: {never:?}");
}
