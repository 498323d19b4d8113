//! What a case file can say, fact by fact: each on file, known not to be, or unknown.

use jiff::civil::{Date, DateTime};
use law::Fen;

use super::Outcome;
pub use crate::cases::Procedure;
use crate::cases::{DeliveryMethod, PenaltyTerms, Proposal};
use crate::ids::PersonId;

/// A fact of a case file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Fact<T> {
    /// It is on file.
    Is(T),
    /// It is known not to be.
    Not,
    /// The file does not say.
    #[default]
    Unknown,
}

impl<T> Fact<T> {
    /// The value, when it is on file.
    pub const fn get(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Not | Self::Unknown => None,
        }
    }

    /// Whether the file does not say.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// The value, or that there is none.
    ///
    /// # Errors
    /// The open question when the file does not say.
    pub fn known(&self, what: &str) -> Result<Option<&T>, Outcome> {
        match self {
            Self::Is(value) => Ok(Some(value)),
            Self::Not => Ok(None),
            Self::Unknown => Err(Outcome::unknown(what)),
        }
    }

    /// The value of something that the rule is about only if it is there.
    ///
    /// # Errors
    /// `Sound` when it is not there, the open question when the file does not say.
    pub fn concerned(&self, what: &str) -> Result<&T, Outcome> {
        self.known(what)?.ok_or(Outcome::Sound)
    }

    /// A value that must be known.
    ///
    /// # Errors
    /// The open question when there is none.
    pub fn need(&self, what: &str) -> Result<&T, Outcome> {
        self.get().ok_or_else(|| Outcome::unknown(what))
    }
}

impl Fact<bool> {
    /// Whether it is so; what is known not to be there is not so.
    ///
    /// # Errors
    /// The open question when the file does not say.
    pub fn yes(&self, what: &str) -> Result<bool, Outcome> {
        Ok(self.known(what)?.copied().unwrap_or(false))
    }
}

impl<T> From<Option<T>> for Fact<T> {
    /// In our own record what is not there did not happen.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Not, Self::Is)
    }
}

/// An officer as used in an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerFact {
    /// Who.
    pub name: String,
    /// Whether the certificate was valid on the day of the act.
    pub fit: Fact<bool>,
}

/// What kind of act it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// 调查、检查: certificates are shown, a record is made.
    Inquiry,
    /// 送达.
    Delivery,
}

/// An act that needs two officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActFact {
    /// What it was, such as 询问.
    pub what: String,
    /// Its kind.
    pub kind: ActKind,
    /// The day.
    pub on: Fact<Date>,
    /// Who did it.
    pub officers: Fact<Vec<OfficerFact>>,
    /// Whether certificates were shown.
    pub certificates_shown: Fact<bool>,
    /// Whether a record was made and signed, or the refusal to sign noted.
    pub recorded: Fact<bool>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct EvidenceFact {
    /// Its name.
    pub name: String,
    /// Whether it was verified.
    pub verified: Fact<bool>,
    /// Whether it was obtained lawfully.
    pub lawful: Fact<bool>,
    /// Whether it comes from electronic monitoring, and if so, how that stands.
    pub monitoring: Fact<MonitoringFact>,
}

/// Electronic monitoring behind a piece of evidence (电子技术监控).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MonitoringFact {
    /// Whether the equipment passed legal and technical review.
    pub reviewed: Fact<bool>,
    /// Whether its place was published.
    pub published: Fact<bool>,
    /// Whether the record itself was reviewed.
    pub checked: Fact<bool>,
}

/// Evidence registered and kept in advance (先行登记保存).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RegistrationFact {
    /// Whether the head approved it.
    pub approved: Fact<bool>,
    /// The day.
    pub on: Fact<Date>,
    /// The day on which it was decided what becomes of it.
    pub handled_on: Fact<Date>,
}

/// The prior notice.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NoticeFact {
    /// The penalty announced, in full.
    pub terms: Fact<PenaltyTerms>,
    /// The fine announced.
    pub fine: Fact<Fen>,
    /// Whether it gives five working days to speak or to ask for a hearing.
    pub five_days: Fact<bool>,
    /// Whether facts, reasons and basis stand in it.
    pub reasons_told: Fact<bool>,
    /// Whether the right to state and defend was told.
    pub defence_told: Fact<bool>,
    /// Whether the right to a hearing was told.
    pub hearing_told: Fact<bool>,
    /// The day it was delivered.
    pub delivered_on: Fact<Date>,
}

/// What the party said in defence.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct StatementFact {
    /// Whether it was reviewed.
    pub reviewed: Fact<bool>,
}

/// The hearing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct HearingFact {
    /// The day its notice was delivered.
    pub notice_delivered_on: Fact<Date>,
    /// The day it is or was held.
    pub day: Fact<Date>,
    /// Who presides.
    pub presider: Fact<PersonId>,
    /// Whether it is over: held, or given up.
    pub over: Fact<bool>,
    /// Whether its record was signed, or the refusal noted.
    pub recorded: Fact<bool>,
}

/// The collective deliberation.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DeliberationFact {
    /// The day.
    pub on: Fact<Date>,
    /// The highest fine agreed to.
    pub fine: Fact<Fen>,
}

/// The decision, proposed or made.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DecisionFact {
    /// Whether it is a penalty.
    pub penal: Fact<bool>,
    /// The fine.
    pub fine: Fact<Fen>,
    /// What is decided.
    pub proposal: Fact<Proposal>,
    /// Who decides.
    pub by: Fact<PersonId>,
    /// The day.
    pub on: Fact<Date>,
}

/// The legal basis that the decision applies.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct BasisFact {
    /// Whether it is a law, regulation or rule that was published.
    pub lawful: Fact<bool>,
    /// Whether the provision is the one for the act that was found.
    pub fits: Fact<bool>,
    /// The first day of the version applied.
    pub from: Fact<Date>,
    /// The last day of the version applied; `Not` while it is in force.
    pub until: Fact<Date>,
    /// Whether another version, older or newer, would be lighter for the party.
    pub other_is_lighter: Fact<bool>,
    /// The least and the most that the provision allows as a fine.
    pub range: Fact<(Fen, Fen)>,
    /// Whether a ground for mitigation is on file with its evidence.
    pub mitigated: Fact<bool>,
}

/// What the local standards make of a penalty, where they are not those of the pack.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct StandardFact {
    /// The amount from which a hearing is due there; `Not` where the pack's own applies.
    pub hearing_from: Fact<Fen>,
    /// Whether the kind of penalty always asks for a hearing; `Not` where the pack says it.
    pub heavy: Fact<bool>,
    /// The value of the things confiscated; `Not` when there are none or the terms name them.
    pub things_worth: Fact<Fen>,
    /// A limit of its own for penalties on the spot; `Not` where the general one applies.
    pub summary_limit: Fact<Fen>,
    /// Whether the matter is one that must pass legal review.
    pub review_due: Fact<bool>,
}

/// The parts that a decision must contain.
///
/// # Law
/// 《行政处罚法》第五十九条.
pub const DECISION_PARTS: [&str; 7] = [
    "当事人姓名或者名称、地址",
    "违法事实和证据",
    "处罚种类和依据",
    "履行方式和期限",
    "复议诉讼途径和期限",
    "机关名称和日期",
    "机关印章",
];

/// What the decision says about remedies.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RemedyFact {
    /// The days for reconsideration.
    pub reconsideration_days: Fact<u32>,
    /// The months for a suit.
    pub suit_months: Fact<u32>,
    /// Whether it says that reconsideration comes first.
    pub reconsideration_first: Fact<bool>,
    /// Whether a statute sets other periods for this matter.
    pub special_period: Fact<bool>,
}

/// How the decision reached the party.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DeliveryFact {
    /// The day on which it counts as delivered.
    pub on: Fact<Date>,
    /// How.
    pub method: Fact<DeliveryMethod>,
    /// Whether there is a receipt.
    pub receipt: Fact<bool>,
    /// Whether a witness signed, or it was photographed or filmed, for a delivery by leaving.
    pub witnessed: Fact<bool>,
    /// Whether the party agreed to electronic delivery in writing.
    pub agreed: Fact<bool>,
    /// The day a public notice was issued.
    pub announced_on: Fact<Date>,
    /// Whether other methods had failed before a public notice.
    pub others_failed: Fact<bool>,
}

/// A fine collected by the officers (当场收缴).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CollectionFact {
    /// Whether it is hard to enforce later.
    pub hard_to_enforce: Fact<bool>,
    /// Whether the place is remote, on water or hard to reach, and the party asked for it.
    pub remote_and_asked: Fact<bool>,
    /// Whether the unified receipt was given.
    pub receipt: Fact<bool>,
    /// The day it was collected; on water, the day of coming ashore.
    pub on: Fact<Date>,
    /// The day it reached the authority.
    pub handed_in_on: Fact<Date>,
    /// The day it reached the bank.
    pub banked_on: Fact<Date>,
}

/// What became of the money.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MoneyFact {
    /// The collection by officers; `Not` when the party paid at the bank.
    pub collected: Fact<CollectionFact>,
    /// The surcharge demanded.
    pub surcharge: Fact<Fen>,
    /// Whether the decision told the standard of the surcharge.
    pub surcharge_told: Fact<bool>,
}

/// What the public saw.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PublicityFact {
    /// Whether the decision must be published.
    pub due: Fact<bool>,
    /// The day it was published.
    pub on: Fact<Date>,
    /// Whether names and secrets were masked.
    pub masked: Fact<bool>,
    /// The day it was changed, revoked or held unlawful.
    pub revoked_on: Fact<Date>,
    /// The day the publication was withdrawn.
    pub retracted_on: Fact<Date>,
}

/// How the case ended.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ClosingFact {
    /// The day.
    pub on: Fact<Date>,
    /// Whether the head approved it.
    pub approved: Fact<bool>,
    /// Whether the decision was performed, or another ground for closing is on file.
    pub grounded: Fact<bool>,
    /// Whether the file is bound with its catalogue.
    pub bound: Fact<bool>,
}

/// A suspected crime.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CrimeFact {
    /// Whether two officers verified it and the head in charge approved the transfer himself.
    pub approved_by_chief: Fact<bool>,
    /// When it was reported to him.
    pub reported_on: Fact<Date>,
    /// When he approved.
    pub approved_at: Fact<DateTime>,
    /// When it was transferred; `Not` when it was not.
    pub transferred_at: Fact<DateTime>,
    /// Whether the prosecutor got a copy.
    pub copied: Fact<bool>,
}

/// A compulsory measure (查封、扣押、冻结).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MeasureFact {
    /// What it was, such as 扣押.
    pub what: String,
    /// Whether a statute or regulation allows it for this matter.
    pub based: Fact<bool>,
    /// When it was carried out.
    pub at: Fact<DateTime>,
    /// When the head approved it.
    pub approved_at: Fact<DateTime>,
    /// Whether it was urgent.
    pub urgent: Fact<bool>,
    /// Whether it freezes deposits.
    pub freezes: Fact<bool>,
    /// Whether a law gives this body the power to freeze.
    pub may_freeze: Fact<bool>,
    /// Whether reasons, basis, rights and remedies were told on the spot and a record made.
    pub told_and_recorded: Fact<bool>,
    /// Whether the decision and the list were handed over.
    pub listed: Fact<bool>,
    /// Whether the things are connected with the violation.
    pub connected: Fact<bool>,
    /// Whether it was filmed.
    pub filmed: Fact<bool>,
    /// The day the extension was approved; `Not` when there was none.
    pub extended_on: Fact<Date>,
    /// The days of testing or appraisal that do not count.
    pub appraisal_days: Fact<u32>,
    /// Whether that period was told in writing.
    pub appraisal_told: Fact<bool>,
    /// The day it ended: lifted, confiscated, destroyed or returned.
    pub ended_on: Fact<Date>,
}

/// Compulsory execution.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExecutionFact {
    /// The day on which the demand was delivered.
    pub demanded_on: Fact<Date>,
    /// The day of the application to the court; `Not` when there was none.
    pub applied_on: Fact<Date>,
    /// The last day of the time for a suit.
    pub suit_until: Fact<Date>,
    /// When the authority executed by itself; `Not` when it did not.
    pub executed_at: Fact<DateTime>,
    /// Whether a law gives it the power to.
    pub own_power: Fact<bool>,
    /// Whether it was urgent.
    pub urgent: Fact<bool>,
    /// Whether somebody did it in the party's stead, and not at once.
    pub proxy: Fact<bool>,
    /// The day on which the reminder before that was delivered.
    pub reminded_on: Fact<Date>,
}

/// The inspection from which the case came.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InspectionFact {
    /// The day.
    pub on: Fact<Date>,
    /// The day it was approved.
    pub approved_on: Fact<Date>,
    /// Whether it was urgent.
    pub urgent: Fact<bool>,
}
