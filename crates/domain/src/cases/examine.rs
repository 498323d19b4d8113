//! Examine a place or a thing in a case (勘验).

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{self, issue_nth};
use super::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::scene::SceneRecord;
use crate::{Refused, Setting};

/// Record an examination (制作勘验笔录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamineScene {
    /// What was examined, and what came of it.
    pub record: SceneRecord,
}

impl ExamineScene {
    /// Decides whether the record may go on file: while the case is investigated.
    ///
    /// # Law
    /// 《行政处罚法》第四十六条、第五十四条第一款、第五十五条 (AP-27, AP-40); 《交通运输行政执法程序规定》第四章第二节
    /// (MT-07).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(super::evidence::ready(case, Act::ExamineScene));
        self.record.check(&mut found, setting);
        found.clear()?;
        let sheet = self.record.fill(sheets::sheet(case, "TF-03", setting), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let mut events = vec![Event::DocumentIssued(document)];
        events.extend(self.record.evidence(setting).into_iter().map(Event::EvidenceAdded));
        Ok(events)
    }
}
