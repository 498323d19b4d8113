//! Sequences of a supervision: whatever supervisors and organs send to it, in whatever order.

use super::dice::Dice;
use super::{holds, how_many, random};
use crate::ids::{SupervisionId, UnitId};
use crate::policy::Verdict as Permit;
use crate::supervision::{
    AnswerOrder, CloseSupervision, Command, Concern, GiveOrder, Instrument, JudgeAnswer,
    OpenSupervision, Stage,
};
use crate::testing::*;
use crate::world::StreamId;

fn stream() -> StreamId {
    StreamId::supervision(&SupervisionId::new("D1"))
}

fn command(dice: &mut Dice) -> (Command, &'static str) {
    let words = |dice: &mut Dice| if dice.once_in(5) { "" } else { "已经核实。" };
    match dice.below(5) {
        0 => {
            let concern = dice.one(&Concern::ALL);
            let unit = UnitId::new(dice.one(&["zd1", "dadui", "nobody"]));
            let (title, facts) = ("线索逾期".to_owned(), words(dice).into());
            (Command::Open(OpenSupervision { concern, title, unit, case: None, facts }), SUPERVISOR)
        }
        1 => {
            let instrument = dice.one(&Instrument::ALL);
            let (problems, demands) = (words(dice).into(), words(dice).to_owned());
            let basis = "《行政处罚法》第七十五条第一款".to_owned();
            (Command::Give(GiveOrder { instrument, problems, basis, demands }), SUPERVISOR)
        }
        2 => (Command::Answer(AnswerOrder { words: words(dice).into() }), LEADER),
        3 => {
            let accepted = dice.once_in(3);
            (Command::Judge(JudgeAnswer { accepted, words: words(dice).to_owned() }), SUPERVISOR)
        }
        _ => {
            let reason = words(dice).to_owned();
            (Command::Close(CloseSupervision { reason }), SUPERVISOR)
        }
    }
}

/// What a willing person does next; nothing when it is over.
fn next(desk: &Desk) -> Option<(Command, &'static str)> {
    let done = || "已经整改。".to_owned();
    let Some(it) = desk.streams.get(&stream()).and_then(|state| state.as_supervision()) else {
        let unit = UnitId::new("zd1");
        let (title, facts) = ("线索逾期".to_owned(), "二十日没有办理。".into());
        let open = OpenSupervision { concern: Concern::Overdue, title, unit, case: None, facts };
        return Some((Command::Open(open), SUPERVISOR));
    };
    let step = match it.stage {
        Stage::Open => (Command::Close(CloseSupervision { reason: done() }), SUPERVISOR),
        Stage::Ordered => (Command::Answer(AnswerOrder { words: "已经整改。".into() }), LEADER),
        Stage::Answered => {
            (Command::Judge(JudgeAnswer { accepted: true, words: done() }), SUPERVISOR)
        }
        Stage::Closed { .. } => return None,
    };
    Some(step)
}

#[test]
fn every_sequence_of_a_supervision_is_lawful_and_ends() {
    let (mut sent, all) = (0, how_many());
    for number in 0..all {
        let mut dice = Dice::wild(number as u64);
        let mut desk = Desk::open(MONDAY);
        for _ in 0..=dice.below(30) {
            let days = [0, 0, 1, 10, 31][dice.below(5)];
            let day = desk.today.saturating_add(jiff::Span::new().days(days));
            desk.on(day).goes_on();
            let (command, usual) = command(&mut dice);
            let who = if dice.once_in(8) { dice.one(&random::PEOPLE) } else { usual };
            let before = desk.log.len();
            desk.by(who);
            sent += 1;
            if desk.verdict(&stream(), &command.clone().into()) != Permit::Permitted {
                continue;
            }
            match desk.send(&stream(), command) {
                Ok(_) => holds::whole_documents(&desk, before),
                Err(refused) => sound(&refused),
            }
            let over = desk.streams.get(&stream()).and_then(|state| state.as_supervision());
            let over = over.is_some_and(|it| matches!(it.stage, Stage::Closed { .. }));
            assert!(!over || desk.waiting(&stream()).is_empty(), "a clock runs after the end");
        }
        while let Some((command, who)) = next(&desk) {
            desk.goes_on();
            desk.by(who).does(&stream(), command);
        }
        assert!(desk.waiting(&stream()).is_empty());
    }
    eprintln!("监督：{all} sequences, {sent} commands");
}
