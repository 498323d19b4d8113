//! The facts of a case file, each known, known to be absent, or unknown.

use jiff::civil::Date;
use law::Fen;

use crate::cases::{
    Case, Decided, Deciding, Delivery, DeliveryMethod, Hearing, PenaltyTerms, Procedure, Proposal,
    Rectification, Representation, Review, Telling,
};
use crate::documents::Sheet;
use crate::ids::{ItemId, PersonId};
use crate::inspections::Inspection;
use crate::org::Roster;
use crate::packs::Jurisdiction;
use crate::party::{Party, PartyKind};

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

/// An act that needs two officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActFact {
    /// What it was, such as 询问.
    pub what: String,
    /// The day.
    pub on: Date,
    /// Who did it.
    pub officers: Vec<OfficerFact>,
    /// Whether certificates were shown.
    pub certificates_shown: Fact<bool>,
}

/// The prior notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFact {
    /// The penalty announced.
    pub terms: PenaltyTerms,
    /// Whether the right to a hearing was told.
    pub hearing_told: bool,
    /// The day it was delivered.
    pub delivered_on: Fact<Date>,
}

/// What the party said in defence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementFact {
    /// Whether it was reviewed.
    pub reviewed: Fact<bool>,
}

/// The hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearingFact {
    /// The day it was asked for.
    pub requested_on: Date,
    /// The day its notice was delivered.
    pub notice_delivered_on: Fact<Date>,
    /// The day it is or was held.
    pub day: Fact<Date>,
    /// Who presides.
    pub presider: Fact<PersonId>,
    /// Whether it is over: held, or given up.
    pub over: bool,
}

/// The decision, proposed or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionFact {
    /// What is decided.
    pub proposal: Proposal,
    /// Who decides.
    pub by: Fact<PersonId>,
    /// The day.
    pub on: Date,
}

/// The facts of a case file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Dossier {
    /// By which procedure it is handled.
    pub procedure: Fact<Procedure>,
    /// The remedies that the decision names, in its words.
    pub remedies: Fact<String>,
    /// The day on which the copy of a decision on the spot was filed.
    pub copy_filed_on: Fact<Date>,
    /// What the party is.
    pub party_kind: Fact<PartyKind>,
    /// Whether the party was under fourteen at the act.
    pub under_fourteen: Fact<bool>,
    /// The power item.
    pub item: Fact<ItemId>,
    /// Whether the unit that handles it is competent.
    pub competent: Fact<bool>,
    /// The day of the act.
    pub act_on: Fact<Date>,
    /// The day of discovery.
    pub discovered_on: Fact<Date>,
    /// The day of filing.
    pub opened_on: Fact<Date>,
    /// Who handles it.
    pub handlers: Fact<Vec<PersonId>>,
    /// Who reviewed it.
    pub reviewer: Fact<PersonId>,
    /// The acts that need two officers.
    pub acts: Vec<ActFact>,
    /// The evidence: name and whether it was verified.
    pub evidence: Fact<Vec<(String, Fact<bool>)>>,
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
    /// The deliberation: day and highest fine agreed to.
    pub deliberation: Fact<(Date, Fen)>,
    /// The decision.
    pub decision: Fact<DecisionFact>,
    /// The delivery of the decision.
    pub decision_delivered: Fact<(Date, DeliveryMethod)>,
}

impl Dossier {
    /// The facts of one of our cases.
    pub fn of(case: &Case, law: &Jurisdiction, roster: &Roster) -> Self {
        let origin = &case.origin;
        let mut dossier = Self {
            procedure: Fact::Is(case.procedure()),
            remedies: remedies(case),
            copy_filed_on: case.decided().and_then(|it| it.copy_filed_on).into(),
            party_kind: Fact::Is(origin.party.kind),
            under_fourteen: minority(&origin.party, origin.act_on),
            item: Fact::Is(origin.item.clone()),
            competent: Fact::Is(
                crate::competence::penalty_unit(law, &origin.item, origin.proposed_on)
                    .is_ok_and(|found| found.unit == origin.unit),
            ),
            act_on: Fact::Is(origin.act_on),
            discovered_on: Fact::Is(match law.rules.reading("DB-18") {
                Some("filing") => origin.proposed_on,
                Some(_) | None => origin.discovered_on,
            }),
            opened_on: case.filing().map(|filing| filing.opened_on).into(),
            handlers: Fact::Is(case.handlers.clone()),
            reviewer: Fact::Not,
            acts: acts(case, roster),
            evidence: Fact::Is(
                case.evidence
                    .iter()
                    .map(|e| (e.name.clone(), Fact::Is(e.verified.is_some())))
                    .collect(),
            ),
            correction: Fact::Is(!case.rectifications.is_empty()),
            correction_due: correction_due(case).into(),
            complex: case.report().map(|report| report.complex).into(),
            notice: Fact::Not,
            waived_on: Fact::Not,
            statement: Fact::Not,
            hearing: Fact::Not,
            review_passed_on: Fact::Not,
            deliberation: Fact::Not,
            decision: Fact::Not,
            decision_delivered: Fact::Not,
        };
        if let Some(deciding) = case.deciding() {
            dossier.add_deciding(deciding);
        }
        if let Some(telling) = case.telling() {
            dossier.add_telling(telling);
        }
        if let Some(decided) = case.decided() {
            dossier.add_decided(case, decided);
        }
        dossier
    }

    /// Whether it is decided on the spot, so that the steps of the general procedure fall away.
    pub const fn on_spot(&self) -> bool {
        matches!(self.procedure, Fact::Is(Procedure::Summary))
    }

    /// The same with a decision that is about to be made.
    #[must_use]
    pub fn deciding(mut self, proposal: &Proposal, by: Option<&PersonId>, on: Date) -> Self {
        self.decision =
            Fact::Is(DecisionFact { proposal: proposal.clone(), by: by.cloned().into(), on });
        self
    }

    /// The same with the acts of the inspection that the case came from.
    #[must_use]
    pub fn with_inspection(mut self, inspection: Option<&Inspection>, roster: &Roster) -> Self {
        if let Some(arrival) = inspection.and_then(|it| it.stage.arrival()) {
            self.acts.insert(
                0,
                ActFact {
                    what: "现场检查".to_owned(),
                    on: arrival.on,
                    officers: officers(&arrival.officers, arrival.on, roster),
                    certificates_shown: Fact::Is(arrival.certificates_shown),
                },
            );
        }
        self
    }

    /// The same with the remedies that a decision about to be made will name.
    #[must_use]
    pub fn with_remedies(mut self, words: &str) -> Self {
        self.remedies = Fact::Is(words.to_owned());
        self
    }

    /// What was told on the spot stands for the notice; the statement was reviewed with it.
    fn add_telling(&mut self, telling: &Telling) {
        self.notice = Fact::Is(NoticeFact {
            terms: telling.terms.clone(),
            hearing_told: false,
            delivered_on: Fact::Is(telling.on),
        });
        if !telling.statement.is_blank() {
            self.statement =
                Fact::Is(StatementFact { reviewed: Fact::Is(telling.accepted.is_some()) });
        }
    }

    fn add_deciding(&mut self, deciding: &Deciding) {
        self.notice = deciding
            .notice
            .as_ref()
            .map(|notice| NoticeFact {
                terms: notice.terms.clone(),
                hearing_told: notice.hearing_right,
                delivered_on: notice.delivered_on.into(),
            })
            .into();
        match &deciding.representation {
            Representation::None => {}
            Representation::Waived { on } => self.waived_on = Fact::Is(*on),
            Representation::Made(_) => {
                self.statement = Fact::Is(StatementFact { reviewed: Fact::Is(false) });
            }
            Representation::Reviewed(..) => {
                self.statement = Fact::Is(StatementFact { reviewed: Fact::Is(true) });
            }
        }
        self.hearing = hearing(&deciding.hearing);
        if let Review::Passed(opinion) = &deciding.review {
            self.review_passed_on = Fact::Is(opinion.on);
            self.reviewer = Fact::Is(opinion.by.clone());
        }
        self.deliberation = deciding.deliberation.as_ref().map(|d| (d.on, d.fine)).into();
    }

    fn add_decided(&mut self, case: &Case, decided: &Decided) {
        self.decision = Fact::Is(DecisionFact {
            proposal: decided.decision.proposal.clone(),
            by: Fact::Is(decided.decision.by.clone()),
            on: decided.decision.on,
        });
        self.decision_delivered = case
            .deliveries
            .iter()
            .find(|d| *case.first_edition(&d.document) == decided.decision.document)
            .map(|d| (d.delivered_on, d.method))
            .into();
    }
}

/// An order without a day is to be obeyed at once, that is on the day it is delivered.
fn correction_due(case: &Case) -> Option<Date> {
    let due = |order: &Rectification| {
        let delivered =
            case.deliveries.iter().find(|d| *case.first_edition(&d.document) == order.document)?;
        Some(order.due_on.map_or(delivered.delivered_on, |due| due.max(delivered.delivered_on)))
    };
    case.rectifications.iter().filter_map(due).min()
}

/// The remedies as the decision on file names them.
fn remedies(case: &Case) -> Fact<String> {
    let document = case.decided().and_then(|it| case.document(&it.decision.document));
    let sheet = document.and_then(|it| Sheet::from_json(&it.form, it.content.reveal()));
    sheet.map(|sheet| sheet.get("remedies").to_owned()).into()
}

fn minority(party: &Party, act_on: Date) -> Fact<bool> {
    match party.kind {
        PartyKind::Citizen => party.younger_than(14, act_on).map_or(Fact::Unknown, Fact::Is),
        PartyKind::SoleTrader | PartyKind::Organisation => Fact::Is(false),
    }
}

fn officers(people: &[PersonId], on: Date, roster: &Roster) -> Vec<OfficerFact> {
    people
        .iter()
        .map(|id| OfficerFact {
            name: roster.name(id),
            fit: Fact::Is(
                roster
                    .get(id)
                    .and_then(|p| p.credential.as_ref())
                    .is_some_and(|c| c.valid_from <= on && on <= c.valid_until),
            ),
        })
        .collect()
}

fn acts(case: &Case, roster: &Roster) -> Vec<ActFact> {
    let on_spot = on_spot(case, roster);
    let interviews = case.interviews.iter().map(|interview| ActFact {
        what: format!("询问{}", interview.interviewee.masked_name()),
        on: interview.started_at.date(),
        officers: officers(&interview.officers, interview.started_at.date(), roster),
        certificates_shown: Fact::Is(true),
    });
    // A public notice takes effect weeks later without anybody acting on that day.
    let by_hand = |d: &&Delivery| {
        d.method != DeliveryMethod::PublicNotice && d.method != DeliveryMethod::OnSpot
    };
    let deliveries = case.deliveries.iter().filter(by_hand).map(|delivery| ActFact {
        what: delivery.method.name_zh().to_owned(),
        on: delivery.delivered_on,
        officers: officers(&delivery.by, delivery.delivered_on, roster),
        certificates_shown: Fact::Unknown,
    });
    on_spot.into_iter().chain(interviews).chain(deliveries).collect()
}

/// The confrontation on the spot, which begins with the certificates.
fn on_spot(case: &Case, roster: &Roster) -> Option<ActFact> {
    if case.procedure() == Procedure::General {
        return None;
    }
    let on = case.telling().map_or(case.origin.proposed_on, |telling| telling.on);
    Some(ActFact {
        what: "当场处罚".to_owned(),
        on,
        officers: officers(&case.handlers, on, roster),
        certificates_shown: Fact::Is(true),
    })
}

fn hearing(hearing: &Hearing) -> Fact<HearingFact> {
    match hearing {
        Hearing::NotAsked => Fact::Not,
        Hearing::Requested { on } => Fact::Is(HearingFact {
            requested_on: *on,
            notice_delivered_on: Fact::Not,
            day: Fact::Not,
            presider: Fact::Not,
            over: false,
        }),
        Hearing::Called(call) | Hearing::Held(call, _) => Fact::Is(HearingFact {
            requested_on: call.at.date(),
            notice_delivered_on: call.delivered_on.into(),
            day: Fact::Is(call.at.date()),
            presider: Fact::Is(call.presider.clone()),
            over: matches!(hearing, Hearing::Held(..)),
        }),
        Hearing::Abandoned { on, .. } => Fact::Is(HearingFact {
            requested_on: *on,
            notice_delivered_on: Fact::Unknown,
            day: Fact::Unknown,
            presider: Fact::Unknown,
            over: true,
        }),
    }
}
