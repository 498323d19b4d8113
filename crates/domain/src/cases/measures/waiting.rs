//! What waits for whom because of a measure, until when and by which rule.

use jiff::civil::Date;

use super::state::{Fate, Held, Measure, MeasureApproval};
use crate::cases::state::{Case, Stage};
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::tasks::{Due, Holder, Task};

/// The tasks that the measures of a case give rise to, whatever its stage.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    case.measures.iter().flat_map(|it| Wait { case, law, it }.tasks()).collect()
}

struct Wait<'a> {
    case: &'a Case,
    law: &'a Jurisdiction,
    it: &'a Measure,
}

impl Wait<'_> {
    fn tasks(&self) -> Vec<Task> {
        match &self.it.held {
            None => self.before().into_iter().collect(),
            Some(held) => self.after(held),
        }
    }

    /// A measure that was never taken is forgotten when there is nothing more to find out.
    fn before(&self) -> Option<Task> {
        match self.case.stage {
            Stage::Proposed
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_) => {}
            Stage::OnSpot(_)
            | Stage::NotFiled { .. }
            | Stage::Decided(_)
            | Stage::Closed(..)
            | Stage::Ended(_) => {
                return None;
            }
        }
        match &self.it.approval {
            MeasureApproval::Pending => Some(self.head(Act::ApproveMeasure, None)),
            MeasureApproval::Given { .. } => Some(self.handlers(Act::ImplementMeasure, None)),
            MeasureApproval::Refused { .. } => None,
        }
    }

    fn after(&self, held: &Held) -> Vec<Task> {
        let mut all = Vec::new();
        let runs = held.runs();
        if let Some(end) = self.case.struck(&held.taking.decision).and_then(|it| it.undone())
            && runs
        {
            let cite = "《行政强制法》第二十八条第一款".to_owned();
            let due = Due { on: end.on, rule: "立即解除".to_owned(), cite };
            all.push(self.head(Act::ReleaseMeasure, Some(due)));
            return all;
        }
        match &self.it.approval {
            MeasureApproval::Pending if runs => {
                let until = self.it.ratify_by(self.law).map(|at| self.due("AC-04", at.date()));
                all.push(self.head(Act::ApproveMeasure, until));
            }
            MeasureApproval::Refused { at, .. } if runs => {
                all.push(self.head(Act::ReleaseMeasure, Some(self.due("AC-04", at.date()))));
                return all;
            }
            MeasureApproval::Pending
            | MeasureApproval::Given { .. }
            | MeasureApproval::Refused { .. } => {}
        }
        if runs {
            if held.asked.is_some() {
                let first = self.it.first_due(self.case, self.law);
                let first = first.map(|on| self.due("AC-08", on));
                all.push(self.head(Act::ExtendMeasure, first));
            }
            let rule = self.it.proposal.kind.rule();
            let last = self.it.due(self.case, self.law).map(|on| self.due(rule, on));
            if self.takes_things() {
                all.push(self.handlers(Act::ConfiscateArticles, last.clone()));
            }
            all.push(self.head(Act::ReleaseMeasure, last));
        }
        all.extend(self.articles(held));
        all
    }

    /// What single articles wait for.
    fn articles(&self, held: &Held) -> Vec<Task> {
        let mut all = Vec::new();
        let since = held.articles.iter().filter_map(|one| match &one.fate {
            Fate::Released { on } => Some(*on),
            Fate::Held
            | Fate::Returned { .. }
            | Fate::Converted { .. }
            | Fate::Transferred { .. }
            | Fate::Confiscated { .. }
            | Fate::Offset { .. }
            | Fate::Disposed { .. } => None,
        });
        if let Some(on) = since.min() {
            let at_once = Due {
                on,
                rule: "立即退还".to_owned(),
                cite: "《行政强制法》第二十八条第二款".to_owned(),
            };
            all.push(self.handlers(Act::ReturnArticles, Some(at_once)));
        }
        let fell = held.any(|fate| super::give_back::goes_back(self.case, fate))
            && held.any(|fate| matches!(fate, Fate::Confiscated { .. }));
        if fell {
            all.push(self.handlers(Act::ReturnArticles, None));
        } else if held.any(|fate| matches!(fate, Fate::Confiscated { order: None, .. })) {
            all.push(self.head(Act::ApproveDisposal, None));
        } else if held.any(|fate| matches!(fate, Fate::Confiscated { order: Some(_), .. })) {
            all.push(self.handlers(Act::RecordDisposal, None));
        }
        all
    }

    fn takes_things(&self) -> bool {
        let decided = self.case.decided();
        let terms = decided.and_then(|it| it.decision.proposal.penalty());
        terms.is_some_and(|terms| !terms.things.is_empty())
    }

    fn due(&self, rule: &str, on: Date) -> Due {
        let day = self.it.held.as_ref().map_or(on, |held| held.taking.at.date());
        let cite =
            self.law.rules.at(rule, day).map_or_else(|_| String::new(), law::Parameter::basis);
        Due { on, rule: rule.to_owned(), cite }
    }

    fn handlers(&self, act: Act, due: Option<Due>) -> Task {
        let holders = self.case.handlers.iter().cloned().map(Holder::Person).collect();
        Task { act, holders, due }
    }

    fn head(&self, act: Act, due: Option<Due>) -> Task {
        let authority = self.case.origin.authority.to_string();
        Task { act, holders: vec![Holder::Authority(Role::Leader, authority)], due }
    }
}
