//! The facts of a case file as a whole.

use jiff::civil::Date;
use law::Fen;

use super::Outcome;
use super::facts::{
    ActFact, BasisFact, ClosingFact, CrimeFact, DecisionFact, DeliberationFact, DeliveryFact,
    EvidenceFact, ExecutionFact, Fact, HearingFact, InspectionFact, MeasureFact, MoneyFact,
    NoticeFact, Procedure, PublicityFact, RegistrationFact, RemedyFact, StandardFact,
    StatementFact,
};
use crate::cases::PenaltyTerms;
use crate::ids::{ItemId, PersonId};
use crate::party::PartyKind;

/// The facts of a case file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Dossier {
    /// By which procedure it is handled.
    pub procedure: Fact<Procedure>,
    /// What the party is.
    pub party_kind: Fact<PartyKind>,
    /// Whether the party was under fourteen at the act.
    pub under_fourteen: Fact<bool>,
    /// Whether the party could not recognise or control what it did.
    pub incapable: Fact<bool>,
    /// The power item.
    pub item: Fact<ItemId>,
    /// Whether the unit that handles it is competent.
    pub competent: Fact<bool>,
    /// Whether place and level are those of the authority.
    pub in_territory: Fact<bool>,
    /// Whether it acts by entrustment.
    pub entrusted: Fact<bool>,
    /// Whether the deed of entrustment was in force and covers the matter.
    pub deed_in_force: Fact<bool>,
    /// Whether the decision names the entrusting authority.
    pub principal_named: Fact<bool>,
    /// The day of the act.
    pub act_on: Fact<Date>,
    /// The day of discovery.
    pub discovered_on: Fact<Date>,
    /// Whether life, health or financial security was harmed, so that five years apply.
    pub grave: Fact<bool>,
    /// The day of filing.
    pub opened_on: Fact<Date>,
    /// Whether the head approved the filing.
    pub filing_approved: Fact<bool>,
    /// The last day to which the ninety days were extended; `Not` when they were not.
    pub extended_until: Fact<Date>,
    /// The days that a sector's rule leaves out of the ninety.
    pub days_left_out: Fact<u32>,
    /// Who handles it.
    pub handlers: Fact<Vec<PersonId>>,
    /// Whether somebody who should have withdrawn took part.
    pub interested: Fact<bool>,
    /// Whether a request to withdraw was decided; `Not` when nobody asked.
    pub recusal_decided: Fact<bool>,
    /// Who reviewed it.
    pub reviewer: Fact<PersonId>,
    /// Whether the reviewer holds the legal qualification, or is no newcomer to the work.
    pub reviewer_qualified: Fact<bool>,
    /// The acts that need two officers.
    pub acts: Fact<Vec<ActFact>>,
    /// The inspection it came from; `Not` when it came from elsewhere.
    pub inspection: Fact<InspectionFact>,
    /// The evidence.
    pub evidence: Fact<Vec<EvidenceFact>>,
    /// The facts that make the violation, each with whether evidence proves it.
    pub proven: Fact<Vec<(String, Fact<bool>)>>,
    /// Evidence registered and kept in advance.
    pub registrations: Fact<Vec<RegistrationFact>>,
    /// Whether correction was ordered.
    pub correction: Fact<bool>,
    /// The last day of the earliest delivered order to correct.
    pub correction_due: Fact<Date>,
    /// Whether the report calls the case complex.
    pub complex: Fact<bool>,
    /// The prior notice.
    pub notice: Fact<NoticeFact>,
    /// The day on which the party waived in writing.
    pub waived_on: Fact<Date>,
    /// What the party said.
    pub statement: Fact<StatementFact>,
    /// The hearing.
    pub hearing: Fact<HearingFact>,
    /// The day on which the review was passed.
    pub review_passed_on: Fact<Date>,
    /// The deliberation.
    pub deliberation: Fact<DeliberationFact>,
    /// What the local standards make of the penalty.
    pub standard: StandardFact,
    /// The legal basis applied.
    pub basis: BasisFact,
    /// Illegal gains found; `Not` when there were none or the terms carry them.
    pub gains_found: Fact<Fen>,
    /// Illegal gains confiscated; `Not` when the terms carry them.
    pub gains_taken: Fact<Fen>,
    /// Whether the same act was fined before.
    pub fined_before: Fact<bool>,
    /// Which of our own cases fined it, or may have; empty when none is known.
    pub fined_in: String,
    /// The decision.
    pub decision: Fact<DecisionFact>,
    /// Whether the head of the authority decided it.
    pub decided_by_head: Fact<bool>,
    /// Whether the party was educated, when no penalty is imposed.
    pub educated: Fact<bool>,
    /// The parts of the decision document, in the order of [`super::DECISION_PARTS`].
    pub decision_parts: Fact<Vec<(String, Fact<bool>)>>,
    /// What the decision says about remedies.
    pub remedies: Fact<RemedyFact>,
    /// The delivery of the decision.
    pub delivery: Fact<DeliveryFact>,
    /// The day a summary decision was filed with the authority; `Not` when it was not.
    pub copy_filed_on: Fact<Date>,
    /// What became of the money.
    pub money: MoneyFact,
    /// What the public saw.
    pub publicity: PublicityFact,
    /// How the case ended; `Not` while it is open.
    pub closing: Fact<ClosingFact>,
    /// A suspected crime; `Not` when there is none.
    pub crime: Fact<CrimeFact>,
    /// Whether the case was transferred to another body.
    pub transferred: Fact<bool>,
    /// Compulsory measures.
    pub measures: Fact<Vec<MeasureFact>>,
    /// Compulsory execution; `Not` when there was none.
    pub execution: Fact<ExecutionFact>,
}

/// The penalty of a case file with the day it was decided.
pub(super) struct Penalty<'a> {
    /// The decision.
    pub decision: &'a DecisionFact,
    /// The day.
    pub on: Date,
}

impl Penalty<'_> {
    /// The fine.
    pub fn fine(&self) -> Result<Fen, Outcome> {
        self.decision.fine.known("罚款数额").map(|fine| fine.copied().unwrap_or(Fen(0)))
    }

    /// The penalty in full.
    pub fn terms(&self) -> Result<&PenaltyTerms, Outcome> {
        self.decision
            .proposal
            .need("决定的全部处罚内容")?
            .penalty()
            .ok_or_else(|| Outcome::unknown("决定的处罚内容"))
    }
}

impl Dossier {
    /// The penalty, when there is one.
    ///
    /// # Errors
    /// `Sound` when nothing is penalised, the open question when the file does not say.
    pub(super) fn penalty(&self) -> Result<Penalty<'_>, Outcome> {
        let decision = self.decision.concerned("处罚决定书")?;
        if !decision.penal.yes("决定是否给予处罚")? {
            return Err(Outcome::Sound);
        }
        Ok(Penalty { decision, on: *decision.on.need("决定日期")? })
    }

    /// The day of the decision, whatever it was.
    pub(super) fn decided_on(&self) -> Result<Date, Outcome> {
        self.decision.concerned("处罚决定书")?.on.need("决定日期").copied()
    }

    /// Lets a rule go on only in the general procedure.
    pub(super) fn general(&self) -> Result<(), Outcome> {
        match self.procedure.need("适用的程序")? {
            Procedure::General => Ok(()),
            Procedure::Summary => Err(Outcome::Sound),
        }
    }

    /// Lets a rule go on only in the summary procedure.
    pub(super) fn summary(&self) -> Result<(), Outcome> {
        match self.procedure.need("适用的程序")? {
            Procedure::Summary => Ok(()),
            Procedure::General => Err(Outcome::Sound),
        }
    }
}
