//! What can be read off a case whatever its stage.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::crime::Referral;
use super::records::{Closing, Delivery, Filing, Report};
use super::remedies::Remedy;
use super::state::{Case, Decided, Deciding, Path, Procedure, Stage};
use super::summary::Telling;
use super::transfer::CaseTransfer;
use crate::documents::Document;
use crate::ids::DocumentId;
use crate::policy::Subject;

impl Case {
    /// What policy looks at.
    pub fn subject(&self) -> Subject {
        Subject {
            unit: Some(self.origin.unit.clone()),
            authority: Some(self.origin.authority.clone()),
            town: Some(self.origin.town.clone()),
            assigned: self.handlers.iter().cloned().collect::<BTreeSet<_>>(),
        }
    }

    /// The last stage that was reached in the procedure; an end does not undo it.
    const fn reached(&self) -> &Stage {
        if let Stage::Ended(it) = &self.stage { &it.before } else { &self.stage }
    }

    /// The filing, once filed.
    pub const fn filing(&self) -> Option<&Filing> {
        match self.reached() {
            Stage::OnSpot(_) | Stage::Proposed | Stage::NotFiled { .. } | Stage::Ended(_) => None,
            Stage::Investigating(filing) | Stage::Reported(filing, _) => Some(filing),
            Stage::Deciding(deciding) => Some(&deciding.filing),
            Stage::Decided(decided) | Stage::Closed(decided, _) => match &decided.path {
                Path::General(deciding) => Some(&deciding.filing),
                Path::Summary(_) => None,
            },
        }
    }

    /// 案号, once filed; a case decided on the spot goes by the number of its decision.
    pub fn number(&self) -> Option<&str> {
        let on_spot = || self.decided().filter(|it| it.path.summary().is_some());
        let filed = self.filing().map(|filing| filing.number.as_str());
        filed.or_else(|| on_spot().map(|it| it.decision.number.as_str()))
    }

    /// The day of filing, or that on which a summary case began.
    pub fn opened_on(&self) -> Option<Date> {
        match self.procedure() {
            Procedure::General => self.filing().map(|filing| filing.opened_on),
            Procedure::Summary => Some(self.origin.proposed_on),
        }
    }

    /// By which procedure it is handled.
    pub const fn procedure(&self) -> Procedure {
        match self.reached() {
            Stage::OnSpot(_) => Procedure::Summary,
            Stage::Decided(decided) | Stage::Closed(decided, _) => match decided.path {
                Path::General(_) => Procedure::General,
                Path::Summary(_) => Procedure::Summary,
            },
            Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_)
            | Stage::Ended(_) => Procedure::General,
        }
    }

    /// What the party was told on the spot.
    pub const fn telling(&self) -> Option<&Telling> {
        match self.reached() {
            Stage::OnSpot(it) => it.telling.as_ref(),
            Stage::Decided(decided) | Stage::Closed(decided, _) => decided.path.summary(),
            Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_)
            | Stage::Ended(_) => None,
        }
    }

    /// The report, once submitted.
    pub const fn report(&self) -> Option<&Report> {
        match self.reached() {
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Ended(_) => None,
            Stage::Reported(_, report) => Some(report),
            Stage::Deciding(deciding) => Some(&deciding.report),
            Stage::Decided(decided) | Stage::Closed(decided, _) => match &decided.path {
                Path::General(deciding) => Some(&deciding.report),
                Path::Summary(_) => None,
            },
        }
    }

    /// The stretch from report to decision, once the report is approved.
    pub const fn deciding(&self) -> Option<&Deciding> {
        match self.reached() {
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Ended(_) => None,
            Stage::Deciding(deciding) => Some(deciding),
            Stage::Decided(decided) | Stage::Closed(decided, _) => decided.path.general(),
        }
    }

    /// The decided case, once decided.
    pub const fn decided(&self) -> Option<&Decided> {
        match self.reached() {
            Stage::Decided(decided) | Stage::Closed(decided, _) => Some(decided),
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_)
            | Stage::Ended(_) => None,
        }
    }

    /// The closing, once closed.
    pub const fn closing(&self) -> Option<&Closing> {
        match self.reached() {
            Stage::Closed(_, closing) => Some(closing),
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_)
            | Stage::Decided(_)
            | Stage::Ended(_) => None,
        }
    }

    /// The day on which filing was refused.
    pub const fn refused_on(&self) -> Option<Date> {
        match self.reached() {
            Stage::NotFiled { on, .. } => Some(*on),
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_)
            | Stage::Decided(_)
            | Stage::Closed(..)
            | Stage::Ended(_) => None,
        }
    }

    /// The remedy that took all effect from the document.
    pub fn struck(&self, id: &DocumentId) -> Option<&Remedy> {
        let first = self.first_edition(id);
        let mine = |it: &&Remedy| it.document.as_ref() == Some(first) && it.undone().is_some();
        self.remedies.iter().find(mine)
    }

    /// The referral to the police that is under way.
    pub fn referral(&self) -> Option<&Referral> {
        self.referrals.last().filter(|it| !it.over())
    }

    /// The transfer to another authority that is under way.
    pub fn transfer(&self) -> Option<&CaseTransfer> {
        self.transfers.last().filter(|it| !it.over())
    }

    /// The day from which the time to decide runs.
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48).
    pub fn decides_from(&self) -> Option<Date> {
        let again = self.reopened.as_ref().map(|it| it.on);
        again.or_else(|| self.filing().map(|filing| filing.opened_on))
    }

    /// The document with the id.
    pub fn document(&self, id: &DocumentId) -> Option<&Document> {
        self.documents.iter().find(|d| d.id == *id)
    }

    /// The day on which the document, in whatever edition, counts as delivered.
    pub fn delivered_on(&self, id: &DocumentId) -> Option<Date> {
        let same = |it: &&Delivery| self.first_edition(&it.document) == self.first_edition(id);
        self.deliveries.iter().find(same).map(|it| it.delivered_on)
    }

    /// The id of the edition that the document was first issued as.
    pub fn first_edition<'a>(&'a self, id: &'a DocumentId) -> &'a DocumentId {
        let corrects = self.document(id).and_then(|document| document.corrects.as_ref());
        corrects.map_or(id, |correction| self.first_edition(&correction.document))
    }

    /// The newest edition of the document.
    pub fn newest_edition<'a>(&'a self, document: &'a Document) -> &'a Document {
        let next = self
            .documents
            .iter()
            .find(|d| d.corrects.as_ref().is_some_and(|c| c.document == document.id));
        next.map_or(document, |newer| self.newest_edition(newer))
    }
}
