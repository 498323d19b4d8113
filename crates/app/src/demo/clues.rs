//! A clue from the report to the answer, or as far as it has come.

use domain::Command;
use domain::catalogue::Power;
use domain::clues::{
    self, AcceptClue, AnswerClue, DispatchClue, InformReporter, JudgeClue, MergeClue, Outcome,
    ReceiveClue, RecordStop, ReturnClue, Source, TransferClue, UrgeClue,
};
use domain::ids::{ClueId, PersonId, TownId};
use domain::policy::Role;
use domain::{Private, StreamId};

use super::DemoError;
use super::agenda::{Look, Pen};
use super::inspections::{self, Until, Visit, Visited};
use super::matters::Matter;
use crate::By;

/// How far a clue has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Waiting to be dispatched.
    Received,
    /// Reported twice; the second report is merged into the first.
    Merged,
    /// Passed to a body outside.
    Transferred,
    /// Waiting to be accepted.
    Dispatched,
    /// Sent back by the unit, waiting to be dispatched again.
    Returned,
    /// In the hands of the unit, urged.
    Urged,
    /// Accepted, an inspection under way.
    Visiting(Until),
    /// Answered, waiting for the town's judgement.
    Answered(Outcome),
    /// Not accepted by the town, back with the unit.
    Rejected(Outcome),
    /// Judged and told.
    Settled(Outcome),
}

/// A clue to be planned.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What it is about.
    pub matter: &'a Matter,
    /// Where.
    pub town: TownId,
    /// Where from.
    pub source: Source,
    /// What becomes of it.
    pub fate: Fate,
}

/// A clue on its way, with those who deal with it.
struct Way<'a> {
    report: &'a Report<'a>,
    id: ClueId,
    stream: StreamId,
    dispatcher: PersonId,
    officer: PersonId,
}

/// Plans the clue; answers what the inspection for it leaves behind, when there is one.
pub fn follow(
    pen: &mut Pen<'_>,
    report: &Report<'_>,
) -> Result<Option<(ClueId, Visited)>, DemoError> {
    let way = receive(pen, report)?;
    match report.fate {
        Fate::Received => return Ok(None),
        Fate::Merged => return merge(pen, &way).map(|()| None),
        Fate::Transferred => {
            let transfer = clues::Command::Transfer(TransferClue {
                to: "有管辖权的主管部门".to_owned(),
                reason: "现场位于水利设施管理范围，不属于公路和公路用地。".to_owned(),
            });
            pen.does(&way.dispatcher, &way.stream, Command::Clue(transfer))?;
            return inform(pen, &way, "您反映的问题已移送有管辖权的部门办理。").map(|()| None);
        }
        Fate::Dispatched
        | Fate::Returned
        | Fate::Urged
        | Fate::Visiting(_)
        | Fate::Answered(_)
        | Fate::Rejected(_)
        | Fate::Settled(_) => dispatch(pen, &way)?,
    }
    let outcome = match report.fate {
        Fate::Returned => {
            let reason = "该路段属于相邻中队辖区，请核对后改派。".to_owned();
            let back = clues::Command::Return(ReturnClue { reason });
            return pen.does(&way.officer, &way.stream, Command::Clue(back)).map(|()| None);
        }
        Fate::Visiting(_) | Fate::Urged => None,
        Fate::Answered(outcome) | Fate::Rejected(outcome) | Fate::Settled(outcome) => Some(outcome),
        Fate::Received | Fate::Merged | Fate::Transferred | Fate::Dispatched => return Ok(None),
    };
    pen.minutes(30)?;
    let accept = clues::Command::Accept(AcceptClue {});
    pen.does(&way.officer, &way.stream, Command::Clue(accept))?;
    if report.fate == Fate::Urged {
        pen.working(2)?;
        let words = "期限将到，请尽快反馈办理情况。".to_owned();
        let urge = clues::Command::Urge(UrgeClue { words });
        return pen.does(&way.dispatcher, &way.stream, Command::Clue(urge)).map(|()| None);
    }
    pen.minutes(40)?;
    if let Some(outcome) = outcome.filter(|outcome| settled_without_inspection(*outcome, pen.nth)) {
        answer(pen, &way, outcome)?;
        return Ok(None);
    }
    let until = match (report.fate, outcome) {
        (Fate::Visiting(until), _) => until,
        (_, Some(outcome)) => Until::Ended(outcome),
        (_, None) => Until::Proposed,
    };
    let visit = Visit {
        matter: report.matter,
        town: report.town.clone(),
        clue: Some(way.id.clone()),
        until,
    };
    let visited = inspections::visit(pen, &visit)?;
    if let Some(outcome) = outcome {
        answer(pen, &way, outcome)?;
    }
    Ok(Some((way.id, visited)))
}

/// Whether the officers only look and write no record of an inspection.
fn settled_without_inspection(outcome: Outcome, nth: usize) -> bool {
    match outcome {
        Outcome::NotOurs => true,
        Outcome::NothingFound => nth % 2 == 1,
        Outcome::Corrected | Outcome::HandedOver => false,
    }
}

fn receive<'a>(pen: &mut Pen<'_>, report: &'a Report<'a>) -> Result<Way<'a>, DemoError> {
    let id = ClueId::new(pen.id());
    let stream = StreamId::clue(&id);
    let dispatcher = pen.cast.of_town(Role::Dispatcher, &report.town)?;
    let item = report.matter.item(pen.cast.law, Power::Inspection)?;
    let unit = pen.cast.inspecting(&item, &report.town, pen.day())?;
    let officers = pen.cast.officers(&unit, pen.day(), pen.nth)?;
    let officer = officers.first().cloned().ok_or(DemoError::Nobody("执法人员"))?;
    let by = match report.source {
        Source::Portal => By::Public,
        Source::Hotline | Source::Referral | Source::Superior => By::Person(dispatcher.clone()),
        Source::Patrol => By::Person(officer.clone()),
    };
    let way = Way { report, id, stream, dispatcher, officer };
    write_down(pen, &way, &way.stream, by)?;
    if report.source == Source::Patrol {
        let stop = clues::Command::RecordStop(RecordStop {
            words: "巡查发现后当场口头制止。".into(),
            stopped: true,
        });
        pen.does(&way.dispatcher, &way.stream, Command::Clue(stop))?;
    }
    Ok(way)
}

fn write_down(
    pen: &mut Pen<'_>,
    way: &Way<'_>,
    stream: &StreamId,
    by: By,
) -> Result<(), DemoError> {
    let report = way.report;
    let item = report.matter.item(pen.cast.law, Power::Inspection)?;
    let day = pen.day();
    let item = pen.cast.law.item_at(&item, day).map_err(|gap| DemoError::Unfit(gap.to_string()))?;
    let category = item.name.clone();
    let place = format!("{}{}", pen.cast.town_name(&report.town), report.matter.place);
    let portal = report.source == Source::Portal;
    let pictures =
        if portal && pen.nth % 4 != 3 { vec![pen.picture(report.matter.scene)] } else { vec![] };
    let contact = if portal && pen.nth.is_multiple_of(2) {
        format!("0000001{:04}", pen.nth)
    } else {
        String::new()
    };
    let (source, town, words) = (report.source, report.town.clone(), report.matter.report);
    let make = move |look: &Look<'_>| {
        Ok(vec![Command::Clue(clues::Command::Receive(ReceiveClue {
            source,
            category,
            words: words.into(),
            town,
            area: None,
            place: Private::new(place),
            pin: None,
            photos: look.pictures.to_vec(),
            contact: Private::new(contact),
        }))])
    };
    pen.step(by, stream, pictures, Box::new(make))
}

fn merge(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.minutes(20)?;
    let second = StreamId::clue(&ClueId::new(pen.id()));
    write_down(pen, way, &second, By::Public)?;
    let merge = clues::Command::Merge(MergeClue { into: way.id.clone() });
    pen.does(&way.dispatcher, &second, Command::Clue(merge))?;
    let words = "您反映的问题此前已有人反映，已合并办理，结果将一并答复。".to_owned();
    let inform = clues::Command::Inform(InformReporter { words });
    pen.does(&way.dispatcher, &second, Command::Clue(inform))
}

fn dispatch(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.minutes(15)?;
    let item = way.report.matter.item(pen.cast.law, Power::Inspection)?;
    let unit = pen.cast.inspecting(&item, &way.report.town, pen.day())?;
    let mut due_on = pen.day();
    for _ in 0..3 {
        let next = due_on.tomorrow().map_err(|_| DemoError::Lost("日期"))?;
        due_on = pen.cast.law.calendar.working_on_or_after(next)?;
    }
    let dispatch = clues::Command::Dispatch(DispatchClue {
        unit,
        item: Some(item),
        due_on,
        note: "请到场核实并反馈。".to_owned(),
    });
    pen.does(&way.dispatcher, &way.stream, Command::Clue(dispatch))
}

fn answer(pen: &mut Pen<'_>, way: &Way<'_>, outcome: Outcome) -> Result<(), DemoError> {
    let words = inspections::account(way.report.matter, pen.now(), outcome);
    let answer = AnswerClue { outcome, words: Private::new(words.as_str()) };
    pen.does(&way.officer, &way.stream, Command::Clue(clues::Command::Answer(answer)))?;
    if matches!(way.report.fate, Fate::Answered(_)) {
        return Ok(());
    }
    pen.working(1)?;
    let lead = pen.cast.of_town(Role::TownLead, &way.report.town)?;
    if matches!(way.report.fate, Fate::Rejected(_)) {
        let words = "反映人称问题仍然存在，请再次到场核实。".to_owned();
        let judge = clues::Command::Judge(JudgeClue { accepted: false, words });
        return pen.does(&lead, &way.stream, Command::Clue(judge));
    }
    let judge = JudgeClue { accepted: true, words: "情况属实，予以认可。".to_owned() };
    pen.does(&lead, &way.stream, Command::Clue(clues::Command::Judge(judge)))?;
    inform(pen, way, &words)
}

/// Tells the reporter, when there is one.
fn inform(pen: &mut Pen<'_>, way: &Way<'_>, words: &str) -> Result<(), DemoError> {
    if way.report.source != Source::Portal {
        return Ok(());
    }
    let inform = clues::Command::Inform(InformReporter { words: words.to_owned() });
    pen.does(&way.dispatcher, &way.stream, Command::Clue(inform))
}
