//! Send a clue where it belongs (派单、签收、退单、催办、移送、并案).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Clue, Dispatch, Event, Stage, StopOrder, Urge, papers, wrong_stage};
use crate::ids::{ClueId, ItemId, UnitId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Send the clue to a unit with a time limit (派单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchClue {
    /// The unit.
    pub unit: UnitId,
    /// The power item, when clear.
    #[serde(default)]
    pub item: Option<ItemId>,
    /// The last day for the answer, inclusive.
    pub due_on: Date,
    /// A note for the unit.
    #[serde(default)]
    pub note: String,
}

impl DispatchClue {
    /// Decides whether the clue goes to the unit: it must be the competent one.
    ///
    /// # Errors
    /// The stage, the date, or a unit that is not competent at the place.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let open = matches!(clue.stage, Stage::Received | Stage::Dispatched(_));
        found.require(open, || {
            wrong_stage(clue, Act::DispatchClue, "只有待派单或者尚未签收的线索可以派单。")
        });
        found.require(setting.law.unit(&self.unit).is_some(), || {
            Refusal::new("CLUE-010", "没有选择承办单位。", "请从建议的单位中选择。").at("unit")
        });
        found.require(setting.today <= self.due_on, || {
            Refusal::new("CLUE-011", "办理期限早于今天。", "请重新填写期限。").at("due_on")
        });
        found.require(!self.repeats(clue), || {
            Refusal::new(
                "CLUE-034",
                "这条线索已经按同样的内容派给该单位，不需要再派。",
                "催促办理请用“催办”；改派的，请换单位、事项、期限或者说明。",
            )
            .then(Act::UrgeClue)
        });
        let why = found.take(self.competent(clue, setting)).unwrap_or_default();
        found.clear()?;
        let dispatch = Dispatch {
            unit: self.unit.clone(),
            item: self.item.clone(),
            due_on: self.due_on,
            note: self.note.clone(),
            why,
            on: setting.today,
        };
        let paper = papers::dispatch_record(clue, &dispatch, setting)?;
        let mut events = vec![Event::Dispatched(dispatch)];
        events.extend(paper.map(Event::DocumentIssued));
        Ok(events)
    }

    /// Whether it was sent so already, and waits.
    fn repeats(&self, clue: &Clue) -> bool {
        let Stage::Dispatched(it) = &clue.stage else { return false };
        let last = (&it.unit, &it.item, it.due_on, &it.note);
        last == (&self.unit, &self.item, self.due_on, &self.note)
    }

    /// The reason why the unit is competent; a clue without an item may go to any unit for verification.
    fn competent(&self, clue: &Clue, setting: &Setting<'_>) -> Result<String, Refusal> {
        let Some(item) = &self.item else {
            return Ok("事项尚不明确，先行核实。".to_owned());
        };
        let answer = crate::competence::inspecting_unit(
            setting.law,
            item,
            &clue.town,
            clue.area.as_deref(),
            setting.today,
        );
        match answer {
            Ok(found) if found.unit == self.unit => Ok(found.why),
            Ok(found) => {
                let name = setting.law.unit(&found.unit).map_or("", |unit| unit.name.as_str());
                Err(Refusal::new(
                    "CLUE-012",
                    format!("这件事在此地由{name}负责，不能派给所选单位。"),
                    format!("请改派{name}。{}", found.why),
                )
                .at("unit"))
            }
            Err(refusal) => Err(refusal),
        }
    }
}

/// Urge the unit that has the clue (催办).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgeClue {
    /// The words.
    pub words: String,
}

impl UrgeClue {
    /// Decides whether there is anybody to urge.
    ///
    /// # Errors
    /// The stage.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        if !matches!(clue.stage, Stage::Dispatched(_) | Stage::Accepted(_)) {
            return Err(
                wrong_stage(clue, Act::UrgeClue, "只有已派出、尚未反馈的线索可以催办。").into()
            );
        }
        let Some(by) = setting.me().cloned() else { return Ok(vec![]) };
        Ok(vec![Event::Urged(Urge { words: self.words.clone(), on: setting.today, by })])
    }
}

/// Take over a dispatched clue (签收).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptClue {}

impl AcceptClue {
    /// Decides whether there is something to take over.
    ///
    /// # Errors
    /// The stage.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        if !matches!(clue.stage, Stage::Dispatched(_)) {
            return Err(wrong_stage(clue, Act::AcceptClue, "只有待签收的线索可以签收。").into());
        }
        let Some(by) = setting.me().cloned() else { return Ok(vec![]) };
        Ok(vec![Event::Accepted { by, on: setting.today }])
    }
}

/// Send a dispatched clue back with a reason (退单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnClue {
    /// Why it is not ours.
    pub reason: String,
}

impl ReturnClue {
    /// Decides whether it may go back: only before it is accepted, and with a reason (首问负责).
    ///
    /// # Errors
    /// The stage, or no reason.
    pub fn decide(&self, clue: &Clue, _: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(clue.stage, Stage::Dispatched(_)), || {
            wrong_stage(
                clue,
                Act::ReturnClue,
                "签收后不能退单；确实不属于本单位的，请反馈核实结果。",
            )
        });
        found.require(!self.reason.trim().is_empty(), || {
            Refusal::new("CLUE-013", "没有写明退单理由。", "请写明为什么不属于本单位、应由谁办理。")
                .at("reason")
        });
        found.clear()?;
        Ok(vec![Event::Returned { reason: self.reason.trim().to_owned() }])
    }
}

/// Pass the clue to a body outside the platform (移送).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferClue {
    /// The body.
    pub to: String,
    /// Why, with the basis.
    pub reason: String,
}

impl TransferClue {
    /// Decides whether it may be passed on.
    ///
    /// # Errors
    /// The stage, or an empty field.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(clue.stage, Stage::Received), || {
            wrong_stage(clue, Act::TransferClue, "请先让承办单位退单，再移送。")
        });
        found.require(!self.to.trim().is_empty(), || {
            Refusal::new("CLUE-014", "没有写明移送给哪个部门。", "请填写有管辖权的部门。").at("to")
        });
        found.require(!self.reason.trim().is_empty(), || {
            Refusal::new("CLUE-015", "没有写明移送理由。", "请写明不属于本镇街职权的依据。")
                .at("reason")
        });
        found.clear()?;
        let transferred = Event::Transferred {
            to: self.to.trim().to_owned(),
            reason: self.reason.trim().to_owned(),
            on: setting.today,
        };
        papers::registered(clue, transferred, setting)
    }
}

/// Merge the clue into an earlier one about the same matter (并案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeClue {
    /// The earlier clue.
    pub into: ClueId,
}

impl MergeClue {
    /// Decides whether the two belong together: same town, the other one open and not this one.
    ///
    /// # Errors
    /// What does not fit.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(clue.stage, Stage::Received), || {
            wrong_stage(clue, Act::MergeClue, "只有待派单的线索可以并案。")
        });
        let other = setting.clue(&self.into);
        let fits = other.is_some_and(|other| {
            other.id != clue.id
                && other.town == clue.town
                && !matches!(other.stage, Stage::Merged { .. } | Stage::Settled { .. })
        });
        found.require(fits, || {
            Refusal::new(
                "CLUE-016",
                "不能并入所选线索：它不存在、已经并案、已经办结，或者不在同一镇街。",
                "请从相似线索提示中选择。",
            )
            .at("into")
        });
        found.clear()?;
        papers::registered(clue, Event::Merged { into: self.into.clone() }, setting)
    }
}

/// Record the stop order given on discovery (发现问题第一时间制止).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordStop {
    /// What was said or handed over.
    pub words: Private,
    /// Whether the act stopped.
    pub stopped: bool,
}

impl RecordStop {
    /// Decides whether the stop order can be recorded.
    ///
    /// # Errors
    /// The stage, or no words.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let closed = matches!(clue.stage, Stage::Settled { .. } | Stage::Merged { .. });
        found.require(!closed, || {
            wrong_stage(clue, Act::RecordStop, "线索已经结束，不再记录制止情况。")
        });
        found.require(!self.words.is_blank(), || {
            Refusal::new("CLUE-017", "没有写明如何制止。", "请写明口头或者书面制止的内容。")
                .at("words")
        });
        found.clear()?;
        let Some(by) = setting.me().cloned() else { return Ok(vec![]) };
        Ok(vec![Event::StopRecorded(StopOrder {
            words: self.words.clone(),
            stopped: self.stopped,
            on: setting.today,
            by,
        })])
    }
}
