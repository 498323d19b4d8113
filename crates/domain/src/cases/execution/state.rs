//! The execution of a decision as it stands.

use jiff::civil::Date;
use law::Fen;

use super::event::{
    AgreementProposal, AuctionOrder, AuctionResult, CourtAnswer, CourtProposal, CourtRequest,
    DeferralRequest, Demand, Instalment, Refund, SurchargeNotice,
};
use crate::cases::event::Event;
use crate::cases::remedies::{self, Remedy, RemedyResult, RemedyTarget};
use crate::ids::DocumentId;

/// A deferral or instalments (延期、分期缴纳).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Deferral {
    /// Nothing asked for.
    #[default]
    None,
    /// The head has not answered.
    Asked(DeferralRequest),
    /// Approved.
    Granted(DeferralRequest),
    /// Refused.
    Refused(DeferralRequest),
}

/// The way to the court.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CourtStage {
    /// Not gone.
    #[default]
    None,
    /// Waiting for the head's signature.
    Proposed(CourtProposal),
    /// Applied for.
    Applied(CourtProposal, CourtRequest),
    /// Answered.
    Answered(CourtProposal, CourtRequest, CourtAnswer),
}

/// Whether execution goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Halt {
    /// It does.
    #[default]
    Going,
    /// It is suspended.
    Suspended {
        /// The day.
        on: Date,
        /// The notice.
        document: DocumentId,
    },
    /// An agreement is being kept.
    Agreed {
        /// The day.
        on: Date,
        /// The agreement.
        document: DocumentId,
    },
    /// It stood still for three years and is given up (不再执行).
    Ceased {
        /// The day.
        on: Date,
        /// The notice.
        document: DocumentId,
    },
    /// It is over.
    Terminated {
        /// The day.
        on: Date,
        /// The notice.
        document: DocumentId,
    },
}

/// An agreement on execution that was signed (执行协议).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// What was agreed.
    pub proposal: AgreementProposal,
    /// The paper.
    pub document: DocumentId,
    /// The day on which it was signed.
    pub on: Date,
    /// The day on which execution was resumed because it was broken.
    pub broken_on: Option<Date>,
}

/// An auction to offset the fine (拍卖抵缴).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auction {
    /// What was decided.
    pub order: AuctionOrder,
    /// How it ended, once it did.
    pub result: Option<AuctionResult>,
}

/// The execution of a decision (执行).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Execution {
    /// A deferral.
    pub deferral: Deferral,
    /// The remedies against the decision or its surcharge; the case has them all.
    pub remedies: Vec<Remedy>,
    /// Letters that told the surcharge.
    pub told: Vec<SurchargeNotice>,
    /// Demands.
    pub demands: Vec<Demand>,
    /// Auctions to offset the fine, the last at the end.
    pub auctions: Vec<Auction>,
    /// The way to the court.
    pub court: CourtStage,
    /// The agreement that waits for the head.
    pub proposed_agreement: Option<Box<AgreementProposal>>,
    /// Agreements that were signed, the last at the end.
    pub agreements: Vec<Agreement>,
    /// Whether it goes on.
    pub halt: Halt,
    /// Refunds.
    pub refunds: Vec<Refund>,
}

impl Execution {
    /// The remedy that has not ended.
    pub fn under_review(&self) -> Option<&Remedy> {
        self.remedies.iter().find(|it| it.open())
    }

    /// Whether the surcharge as it was told fell.
    pub fn surcharge_struck(&self) -> bool {
        let told = |it: &&Remedy| it.target == RemedyTarget::Surcharge;
        self.remedies.iter().filter(told).any(|it| it.undone().is_some())
    }

    /// The last remedy by which the decision was changed.
    pub fn changed(&self) -> Option<&Remedy> {
        let changed = |it: &&Remedy| {
            it.target == RemedyTarget::Decision
                && it.end.as_ref().is_some_and(|end| end.result == RemedyResult::Changed)
        };
        self.remedies.iter().rev().find(changed)
    }

    /// The instalments that were approved.
    pub fn plan(&self) -> Option<(&DeferralRequest, &[Instalment])> {
        match &self.deferral {
            Deferral::Granted(asked) => Some((asked, &asked.plan)),
            Deferral::None | Deferral::Asked(_) | Deferral::Refused(_) => None,
        }
    }

    /// The days on which no surcharge runs because of a remedy or an agreement, first and last
    /// inclusive.
    ///
    /// # Law
    /// 《行政处罚法》第七十三条第三款 (AP-68; DB-08); 《行政强制法》第四十二条 (AC-21).
    // LEGAL-Q 2026-11-22 (法制审批科): whether the surcharge runs on while an agreement is kept. Until
    // told otherwise it stands still, because what it enforces is being done as agreed.
    pub fn pauses(&self, until: Date) -> Vec<(Date, Date)> {
        let span = |it: &Remedy| (it.filed_on, it.end.as_ref().map_or(until, |end| end.on));
        // The day of the signature was counted into what was agreed.
        let agreed = |it: &Agreement| {
            let (first, last) = (it.on.tomorrow().ok()?, it.broken_on.unwrap_or(until));
            (first <= last).then_some((first, last))
        };
        let agreements = self.agreements.iter().filter_map(agreed);
        self.remedies.iter().map(span).chain(agreements).collect()
    }

    /// The agreement that is being kept.
    pub fn agreement(&self) -> Option<&Agreement> {
        self.agreements.last().filter(|it| it.broken_on.is_none())
    }

    /// How much of the surcharge is remitted; an agreement that was broken remits nothing.
    pub fn remitted(&self) -> Fen {
        self.agreement().map_or(Fen(0), |it| it.proposal.remitted)
    }

    /// Whether the court took the matter over.
    pub const fn accepted(&self) -> bool {
        match &self.court {
            CourtStage::Answered(_, _, answer) => answer.accepted,
            CourtStage::None | CourtStage::Proposed(_) | CourtStage::Applied(..) => false,
        }
    }

    /// The auction that has no result.
    pub fn open_auction(&self) -> Option<&Auction> {
        self.auctions.last().filter(|it| it.result.is_none())
    }

    /// The day of the first auction that brought more than the fine.
    pub fn sold_on(&self) -> Option<Date> {
        let results = self.auctions.iter().filter_map(|it| it.result.as_ref());
        results.filter(|it| 0 < it.surplus.0).map(|it| it.on).min()
    }

    /// What auctions brought beyond the fine.
    pub fn surplus(&self) -> Fen {
        let results = self.auctions.iter().filter_map(|it| it.result.as_ref());
        Fen(results.map(|it| it.surplus.0).sum())
    }

    /// Whether nothing is executed any more.
    pub const fn over(&self) -> bool {
        matches!(self.halt, Halt::Ceased { .. } | Halt::Terminated { .. })
    }

    /// What went back to the party.
    pub fn refunded(&self) -> Fen {
        Fen(self.refunds.iter().map(|it| it.amount.0).sum())
    }
}

/// The execution after the event.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events change nothing here")]
pub(in crate::cases) fn apply(it: &mut Execution, event: &Event) {
    match event {
        Event::DeferralRequested(asked) => it.deferral = Deferral::Asked(asked.clone()),
        Event::DeferralApproved { .. } => {
            if let Deferral::Asked(asked) = &it.deferral {
                it.deferral = Deferral::Granted(asked.clone());
            }
        }
        Event::DeferralRefused { .. } => {
            if let Deferral::Asked(asked) = &it.deferral {
                it.deferral = Deferral::Refused(asked.clone());
            }
        }
        Event::RemedyNoted { claim, .. }
            if claim.as_ref().is_none_or(|claim| claim.target.bears_on_payment()) =>
        {
            remedies::apply(&mut it.remedies, event);
        }
        Event::RemedyEnded { outcome, .. }
            if outcome.as_ref().is_none_or(|outcome| outcome.target.bears_on_payment()) =>
        {
            remedies::apply(&mut it.remedies, event);
        }
        Event::RemedyAnswered { .. } | Event::RemedyStayed { .. } => {
            remedies::apply(&mut it.remedies, event);
        }
        Event::SurchargeTold(told) => it.told.push(told.clone()),
        Event::PerformanceDemanded(demand) => it.demands.push(demand.clone()),
        Event::AuctionDecided(order) => {
            it.auctions.push(Auction { order: order.clone(), result: None });
        }
        Event::AuctionRecorded(result) => {
            if let Some(last) = it.auctions.last_mut() {
                last.result = Some(result.clone());
            }
        }
        Event::CourtApplicationProposed(proposal) => {
            it.court = CourtStage::Proposed(proposal.clone());
        }
        Event::CourtApplied(request) => {
            if let CourtStage::Proposed(proposal) = &it.court {
                it.court = CourtStage::Applied(proposal.clone(), request.clone());
            }
        }
        Event::CourtAnswered(answer) => {
            if let CourtStage::Applied(proposal, request) = &it.court {
                it.court = CourtStage::Answered(proposal.clone(), request.clone(), answer.clone());
            }
        }
        Event::ExecutionSuspended { on, document, .. } => {
            it.halt = Halt::Suspended { on: *on, document: document.clone() };
        }
        Event::AgreementProposed(proposal) => it.proposed_agreement = Some(proposal.clone()),
        Event::AgreementReturned { .. } => it.proposed_agreement = None,
        Event::AgreementSigned { document, on } => {
            it.halt = Halt::Agreed { on: *on, document: document.clone() };
            it.agreements.extend(it.proposed_agreement.take().map(|proposal| Agreement {
                proposal: *proposal,
                document: document.clone(),
                on: *on,
                broken_on: None,
            }));
        }
        Event::ExecutionResumed { on, .. } => {
            if let (Halt::Agreed { .. }, Some(last)) = (&it.halt, it.agreements.last_mut()) {
                last.broken_on = Some(*on);
            }
            it.halt = Halt::Going;
        }
        Event::ExecutionTerminated { on, document, .. } => {
            it.halt = Halt::Terminated { on: *on, document: document.clone() };
        }
        Event::ExecutionCeased { on, document, .. } => {
            it.halt = Halt::Ceased { on: *on, document: document.clone() };
        }
        Event::Refunded(refund) => it.refunds.push(refund.clone()),
        _ => {}
    }
}
