//! Record an interview in a case (制作询问笔录).

use super::event::Event;
use super::records::Interview;
use super::sheets::{self, issue_nth};
use super::state::Case;
use crate::interview::RecordInterview;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refused, Setting};

impl RecordInterview {
    /// Decides whether the interview may go on file: while the case is investigated.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条 (AP-09, AP-10, AP-40, MT-06).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(super::evidence::ready(case, Act::RecordInterview));
        self.check(&mut found, setting);
        found.clear()?;
        let blank = sheets::sheet(case, "TF-02", setting);
        let sheet = self.fill(blank, case.interviews.len() + 1, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let interview = Interview {
            document: document.id.clone(),
            interviewee: self.name.clone(),
            relation: self.relation.clone(),
            officers: self.officers.clone(),
            started_at: self.started_at,
            ended_at: self.ended_at,
        };
        Ok(vec![
            Event::InterviewRecorded(interview),
            Event::DocumentIssued(document),
            Event::EvidenceAdded(self.as_evidence(setting)),
        ])
    }
}
