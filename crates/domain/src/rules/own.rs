//! How one of our own cases tells its facts: what is not in our record did not happen.

mod forced;

use jiff::civil::Date;

use super::dossier::Dossier;
use super::facts::DECISION_PARTS;
use super::facts::{
    ActFact, ActKind, BasisFact, ClosingFact, CollectionFact, CrimeFact, DecisionFact,
    DeliberationFact, DeliveryFact, EvidenceFact, Fact, HearingFact, InspectionFact, MoneyFact,
    MonitoringFact, NoticeFact, OfficerFact, Procedure, PublicityFact, RemedyFact, StandardFact,
    StatementFact,
};
use crate::cases::{
    Case, Cash, CollectionGround, Decided, Deciding, Delivery, DeliveryMethod, Hearing, Proposal,
    Publication, Rectification, Representation, Review, ReviewItem, Telling,
};
use crate::catalogue::{Governs, Mode, PowerItem};
use crate::documents::Sheet;
use crate::ids::PersonId;
use crate::inspections::Inspection;
use crate::org::Roster;
use crate::packs::Jurisdiction;
use crate::party::{Party, PartyKind};

impl Dossier {
    /// The facts of one of our cases.
    pub fn of(case: &Case, law: &Jurisdiction, roster: &Roster) -> Self {
        let mut dossier = Self::filed(case, law, roster);
        if let Some(deciding) = case.deciding() {
            dossier.add_deciding(deciding, roster);
        }
        if let Some(telling) = case.telling() {
            dossier.add_telling(telling);
        }
        if let Some(decided) = case.decided() {
            dossier.add_decided(case, decided);
            let made = &decided.decision;
            dossier.basis_in_time(&made.proposal, law, made.on);
        }
        if let Some(closing) = case.closing() {
            dossier.closing = Fact::Is(ClosingFact {
                on: Fact::Is(closing.on),
                approved: Fact::Is(true),
                grounded: Fact::Is(true),
                bound: closing.archived.as_ref().map_or(Fact::Unknown, |_| Fact::Is(true)),
            });
        }
        dossier
    }

    /// What is on file before anything is decided.
    fn filed(case: &Case, law: &Jurisdiction, roster: &Roster) -> Self {
        let origin = &case.origin;
        let competent = crate::competence::penalty_unit(law, &origin.item, origin.proposed_on)
            .is_ok_and(|found| found.unit == origin.unit);
        let item = law.item_at(&origin.item, origin.act_on).ok();
        Self {
            procedure: Fact::Is(case.procedure()),
            party_kind: Fact::Is(origin.party.kind),
            under_fourteen: minority(&origin.party, origin.act_on),
            incapable: Fact::Not,
            item: Fact::Is(origin.item.clone()),
            competent: Fact::Is(competent),
            in_territory: Fact::Is(competent),
            entrusted: Fact::Is(item.is_some_and(|item| item.mode == Mode::Entrusted)),
            deed_in_force: Fact::Is(item.is_some()),
            principal_named: Fact::Is(item.is_some_and(|it| it.acting_name == origin.authority)),
            act_on: Fact::Is(origin.act_on),
            discovered_on: Fact::Is(match law.rules.reading("DB-18") {
                Some("filing") => origin.proposed_on,
                Some(_) | None => origin.discovered_on,
            }),
            grave: Fact::Not,
            opened_on: case.filing().map(|filing| filing.opened_on).into(),
            filing_approved: case.filing().map(|_| true).into(),
            extended_until: again_until(case, law).into(),
            days_left_out: days_left_out(case, law),
            handlers: Fact::Is(case.handlers.clone()),
            interested: Fact::Not,
            recusal_decided: crate::cases::recusals_decided(case).into(),
            reviewer: Fact::Not,
            reviewer_qualified: Fact::Not,
            acts: Fact::Is(acts(case, roster)),
            inspection: Fact::Not,
            evidence: Fact::Is(case.evidence.iter().map(evidence).collect()),
            proven: Fact::Unknown,
            registrations: Fact::Is(forced::registrations(case)),
            correction: Fact::Is(!case.rectifications.is_empty()),
            correction_due: correction_due(case).into(),
            complex: case.report().map(|report| report.complex).into(),
            notice: Fact::Not,
            waived_on: Fact::Not,
            statement: Fact::Not,
            hearing: Fact::Not,
            review_passed_on: Fact::Not,
            deliberation: Fact::Not,
            standard: StandardFact {
                hearing_from: Fact::Not,
                heavy: Fact::Not,
                things_worth: Fact::Not,
                summary_limit: Fact::Not,
                review_due: Fact::Is(true),
            },
            basis: basis(case, law, item),
            gains_found: Fact::Not,
            gains_taken: Fact::Not,
            fined_before: Fact::Unknown,
            fined_in: String::new(),
            decision: Fact::Not,
            decided_by_head: Fact::Not,
            educated: Fact::Not,
            decision_parts: Fact::Not,
            remedies: Fact::Not,
            delivery: Fact::Not,
            copy_filed_on: case.decided().and_then(|it| it.copy_filed_on).into(),
            money: MoneyFact {
                collected: Fact::Not,
                surcharge: Fact::Not,
                surcharge_told: Fact::Is(true),
            },
            // Before a decision there is nothing to publish, to revoke or to withdraw.
            publicity: PublicityFact {
                on: Fact::Not,
                revoked_on: Fact::Not,
                retracted_on: Fact::Not,
                ..PublicityFact::default()
            },
            closing: Fact::Not,
            crime: crime(case),
            transferred: Fact::Is(case.referral().is_some_and(|it| it.delivery.is_some())),
            measures: Fact::Is(forced::measures(case, law)),
            execution: forced::execution(case, law).into(),
        }
    }

    /// The same with a decision that is about to be made.
    #[must_use]
    pub fn deciding(
        mut self,
        proposal: &Proposal,
        by: Option<&PersonId>,
        (law, on): (&Jurisdiction, Date),
    ) -> Self {
        self.decision = Fact::Is(decision(proposal, by.cloned().into(), on));
        self.basis_in_time(proposal, law, on);
        self.educated = educated(proposal);
        self
    }

    /// Which version the penalty applies, and whether another one is lighter.
    ///
    /// What the figures leave open is settled by whoever reviewed the law (第五十八条).
    fn basis_in_time(&mut self, proposal: &Proposal, law: &Jurisdiction, on: Date) {
        let (Fact::Is(item), Fact::Is(act_on)) = (&self.item, &self.act_on) else { return };
        let Some(terms) = proposal.penalty() else { return };
        let at = (Some(terms.branch.as_str()), &terms.bases);
        let Ok(found) = law.in_time(item, (*act_on, on), at) else { return };
        let applied = law.item_applied(item, *act_on, terms.law_from).ok();
        let later = applied.is_some_and(|it| it.effective_from != found.then.effective_from);
        self.basis.from = applied.map(|item| item.effective_from).into();
        self.basis.until = applied.and_then(|item| item.effective_until).into();
        let reviewed = self.basis.fits == Fact::Is(true);
        self.basis.other_is_lighter = match found.governs {
            Governs::Only | Governs::Earlier => Fact::Is(later),
            Governs::Later => Fact::Is(!later),
            Governs::Nothing => Fact::Is(true),
            Governs::Doubtful if reviewed => Fact::Is(false),
            Governs::Doubtful => Fact::Unknown,
        };
    }

    /// The same with an application to the court that is about to be made.
    #[must_use]
    pub fn applying(mut self, case: &Case, law: &Jurisdiction, on: Date) -> Self {
        let decided = case.decided();
        self.execution = decided.map(|it| forced::applying(case, it, law, on)).into();
        self
    }

    /// The same with the acts of the inspection that the case came from.
    #[must_use]
    pub fn with_inspection(mut self, inspection: Option<&Inspection>, roster: &Roster) -> Self {
        let Some(it) = inspection else { return self };
        let Some(arrival) = it.stage.arrival() else { return self };
        self.inspection = Fact::Is(InspectionFact {
            on: Fact::Is(arrival.on),
            approved_on: it.approval.as_ref().map(|approval| approval.on).into(),
            urgent: Fact::Is(it.urgent.is_some()),
        });
        let act = ActFact {
            what: "现场检查".to_owned(),
            kind: ActKind::Inquiry,
            on: Fact::Is(arrival.on),
            officers: Fact::Is(officers(&arrival.officers, arrival.on, roster)),
            certificates_shown: Fact::Is(arrival.certificates_shown),
            recorded: Fact::Is(true),
        };
        if let Fact::Is(acts) = &mut self.acts {
            acts.insert(0, act);
        }
        self
    }

    /// The same with the remedies that a decision about to be made will name.
    #[must_use]
    pub fn with_remedies(mut self, words: &str) -> Self {
        self.remedies = Fact::Is(remedies(words));
        self
    }

    /// What was told on the spot stands for the notice; the statement was reviewed with it.
    fn add_telling(&mut self, telling: &Telling) {
        self.notice = Fact::Is(NoticeFact {
            terms: Fact::Is(telling.terms.clone()),
            fine: Fact::Is(telling.terms.fine),
            five_days: Fact::Is(false),
            reasons_told: Fact::Is(true),
            defence_told: Fact::Is(true),
            hearing_told: Fact::Is(false),
            delivered_on: Fact::Is(telling.on),
        });
        if !telling.statement.is_blank() {
            self.statement =
                Fact::Is(StatementFact { reviewed: Fact::Is(telling.accepted.is_some()) });
        }
    }

    fn add_deciding(&mut self, deciding: &Deciding, roster: &Roster) {
        self.notice = deciding
            .notice
            .as_ref()
            .map(|notice| NoticeFact {
                terms: Fact::Is(notice.terms.clone()),
                fine: Fact::Is(notice.terms.fine),
                five_days: Fact::Is(true),
                reasons_told: Fact::Is(true),
                defence_told: Fact::Is(true),
                hearing_told: Fact::Is(notice.hearing_right),
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
            self.reviewer_qualified = Fact::Is(
                roster.get(&opinion.by).is_some_and(|person| person.legal_qualification.is_some()),
            );
            let sound = |item| opinion.checks.iter().any(|check| check.item == item && check.sound);
            self.basis.fits = Fact::Is(sound(ReviewItem::Law));
            let facts = sound(ReviewItem::Facts) && sound(ReviewItem::Evidence);
            self.proven = Fact::Is(vec![("主要事实".to_owned(), Fact::Is(facts))]);
        }
        self.deliberation = deciding
            .deliberation
            .as_ref()
            .map(|it| DeliberationFact { on: Fact::Is(it.on), fine: Fact::Is(it.fine) })
            .into();
    }

    fn add_decided(&mut self, case: &Case, decided: &Decided) {
        let made = &decided.decision;
        self.decision = Fact::Is(decision(&made.proposal, Fact::Is(made.by.clone()), made.on));
        self.decided_by_head = Fact::Is(true);
        self.educated = educated(&made.proposal);
        // A decision without one of these parts gets no number.
        self.decision_parts =
            Fact::Is(DECISION_PARTS.map(|part| (part.to_owned(), Fact::Is(true))).to_vec());
        let sheet = case
            .document(&made.document)
            .and_then(|it| Sheet::from_json(&it.form, it.content.reveal()));
        self.remedies = sheet.map(|sheet| remedies(sheet.get("remedies"))).into();
        self.money.collected = decided.cash.as_ref().map(collected).into();
        self.delivery = case
            .deliveries
            .iter()
            .find(|d| *case.first_edition(&d.document) == made.document)
            .map(delivered)
            .into();
        self.publicity = publicity(decided);
    }
}

/// The remedies as the words of a decision name them.
fn remedies(words: &str) -> RemedyFact {
    RemedyFact {
        reconsideration_days: words.contains("六十日").then_some(60).into(),
        suit_months: words.contains("六个月").then_some(6).into(),
        reconsideration_first: Fact::Is(told_first(words)),
        special_period: Fact::Not,
    }
}

/// Whether the words put reconsideration first instead of leaving a choice.
pub(super) fn told_first(words: &str) -> bool {
    let Some((before, after)) = words.split_once("行政复议") else { return false };
    let first = before.contains("先") && !before.contains("诉讼");
    let choice = after.contains("或者") && after.contains("个月");
    first && after.contains("复议决定") && !choice
}

fn collected(cash: &Cash) -> CollectionFact {
    CollectionFact {
        hard_to_enforce: Fact::Is(cash.ground == CollectionGround::HardLater),
        remote_and_asked: Fact::Is(cash.ground == CollectionGround::Remote),
        receipt: Fact::Is(!cash.receipt.trim().is_empty()),
        on: Fact::Is(cash.counted_from()),
        handed_in_on: cash.handed_in_on.into(),
        banked_on: cash.banked.as_ref().map(|banked| banked.on).into(),
    }
}

fn decision(proposal: &Proposal, by: Fact<PersonId>, on: Date) -> DecisionFact {
    DecisionFact {
        penal: Fact::Is(proposal.penalty().is_some()),
        fine: Fact::Is(proposal.fine()),
        proposal: Fact::Is(proposal.clone()),
        by,
        on: Fact::Is(on),
    }
}

/// Who did nothing wrong has nothing to be educated about.
fn educated(proposal: &Proposal) -> Fact<bool> {
    match proposal.waiver() {
        Some(waiver) if waiver.ground.is_violation() => Fact::Is(!waiver.education.is_blank()),
        Some(_) => Fact::Is(true),
        None => Fact::Not,
    }
}

fn evidence(it: &crate::evidence::Evidence) -> EvidenceFact {
    EvidenceFact {
        name: it.name.clone(),
        verified: Fact::Is(it.verified.is_some()),
        // Whoever verified it answered for how it was obtained.
        lawful: if it.verified.is_some() { Fact::Is(true) } else { Fact::Unknown },
        // The pack takes no equipment without its reviews, and a record of it only from its days.
        monitoring: it.monitored.as_ref().map_or(Fact::Not, |_| {
            Fact::Is(MonitoringFact {
                reviewed: Fact::Is(true),
                published: Fact::Is(true),
                checked: Fact::Is(it.verified.is_some()),
            })
        }),
    }
}

/// The basis by the catalogue: which version applied, and whether there was another.
fn basis(case: &Case, law: &Jurisdiction, item: Option<&PowerItem>) -> BasisFact {
    let versions = law.items.iter().filter(|other| other.id == case.origin.item).count();
    BasisFact {
        lawful: Fact::Is(item.is_some_and(|item| !item.liabilities.is_empty())),
        fits: Fact::Unknown,
        from: item.map(|item| item.effective_from).into(),
        until: item.and_then(|item| item.effective_until).into(),
        other_is_lighter: if versions < 2 { Fact::Is(false) } else { Fact::Unknown },
        range: Fact::Not,
        mitigated: Fact::Not,
    }
}

fn delivered(delivery: &Delivery) -> DeliveryFact {
    DeliveryFact {
        on: Fact::Is(delivery.delivered_on),
        method: Fact::Is(delivery.method),
        receipt: Fact::Is(true),
        // The registration asks for what each method needs before it is recorded.
        witnessed: Fact::Is(true),
        agreed: Fact::Is(true),
        announced_on: Fact::Not,
        others_failed: Fact::Is(true),
    }
}

fn publicity(decided: &Decided) -> PublicityFact {
    let revoked_on = decided.undone().map(|(on, _, _)| on).into();
    let (due, on, retracted_on) = match &decided.publication {
        Publication::Withheld { .. } => (Fact::Is(false), Fact::Not, Fact::Not),
        Publication::None | Publication::Proposed(..) => (Fact::Is(true), Fact::Not, Fact::Not),
        Publication::Published(_, on) => (Fact::Is(true), Fact::Is(*on), Fact::Not),
        Publication::Retracted { on, .. } => (Fact::Is(false), Fact::Unknown, Fact::Is(*on)),
    };
    PublicityFact { due, on, masked: Fact::Is(true), revoked_on, retracted_on }
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

/// Until when a case that was taken up again is to be decided.
fn again_until(case: &Case, law: &Jurisdiction) -> Option<Date> {
    let again = case.reopened.as_ref()?;
    let whole = law.rules.due("AP-48", again.on, &law.calendar).ok()?.last;
    Some(again.redo_by.map_or(whole, |by| by.min(whole)))
}

/// The days on which the case was with the police.
fn days_left_out(case: &Case, law: &Jurisdiction) -> Fact<u32> {
    let spans = crate::cases::left_out(case, law);
    if spans.is_empty() {
        return Fact::Not;
    }
    let days = spans.iter().map(|(first, last)| (*last - *first).get_days() + 1).sum::<i32>();
    u32::try_from(days).map_or(Fact::Unknown, Fact::Is)
}

/// The referral to the police; one that is still on its way breaches nothing, and where nobody asked
/// the question stays open.
fn crime(case: &Case) -> Fact<CrimeFact> {
    let Some(it) = case.referrals.last() else { return Fact::Unknown };
    if it.declined() {
        return Fact::Not;
    }
    let (Some(delivery), Some(verdict)) = (&it.delivery, &it.verdict) else {
        return Fact::Unknown;
    };
    Fact::Is(CrimeFact {
        approved_by_chief: Fact::Is(true),
        reported_on: it.report.as_ref().map(|report| report.on).into(),
        approved_at: Fact::Is(verdict.at),
        transferred_at: Fact::Is(delivery.at),
        copied: Fact::Is(true),
    })
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
        kind: ActKind::Inquiry,
        on: Fact::Is(interview.started_at.date()),
        officers: Fact::Is(officers(&interview.officers, interview.started_at.date(), roster)),
        certificates_shown: Fact::Is(true),
        recorded: Fact::Is(true),
    });
    // A public notice takes effect weeks later without anybody acting on that day.
    let by_hand = |d: &&Delivery| {
        d.method != DeliveryMethod::PublicNotice && d.method != DeliveryMethod::OnSpot
    };
    let deliveries = case.deliveries.iter().filter(by_hand).map(|delivery| ActFact {
        what: delivery.method.name_zh().to_owned(),
        kind: ActKind::Delivery,
        on: Fact::Is(delivery.delivered_on),
        officers: Fact::Is(officers(&delivery.by, delivery.delivered_on, roster)),
        certificates_shown: Fact::Not,
        recorded: Fact::Is(true),
    });
    let takings = case.measures.iter().filter_map(|it| {
        let taking = &it.held.as_ref()?.taking;
        Some(ActFact {
            what: it.proposal.kind.name_zh().to_owned(),
            kind: ActKind::Inquiry,
            on: Fact::Is(taking.at.date()),
            officers: Fact::Is(officers(&taking.officers, taking.at.date(), roster)),
            // The step is not recorded without both.
            certificates_shown: Fact::Is(true),
            recorded: Fact::Is(true),
        })
    });
    on_spot.into_iter().chain(interviews).chain(takings).chain(deliveries).collect()
}

/// The confrontation on the spot, which begins with the certificates.
fn on_spot(case: &Case, roster: &Roster) -> Option<ActFact> {
    if case.procedure() == Procedure::General {
        return None;
    }
    let on = case.telling().map_or(case.origin.proposed_on, |telling| telling.on);
    Some(ActFact {
        what: "当场处罚".to_owned(),
        kind: ActKind::Inquiry,
        on: Fact::Is(on),
        officers: Fact::Is(officers(&case.handlers, on, roster)),
        certificates_shown: Fact::Is(true),
        recorded: Fact::Is(true),
    })
}

fn hearing(hearing: &Hearing) -> Fact<HearingFact> {
    match hearing {
        Hearing::NotAsked => Fact::Not,
        Hearing::Requested { .. } => Fact::Is(HearingFact {
            notice_delivered_on: Fact::Not,
            day: Fact::Not,
            presider: Fact::Not,
            over: Fact::Is(false),
            recorded: Fact::Not,
        }),
        Hearing::Called(call) | Hearing::Held(call, _) => Fact::Is(HearingFact {
            notice_delivered_on: call.delivered_on.into(),
            day: Fact::Is(call.at.date()),
            presider: Fact::Is(call.presider.clone()),
            over: Fact::Is(matches!(hearing, Hearing::Held(..))),
            recorded: Fact::Is(matches!(hearing, Hearing::Held(..))),
        }),
        Hearing::Abandoned { .. } => Fact::Is(HearingFact {
            notice_delivered_on: Fact::Not,
            day: Fact::Not,
            presider: Fact::Not,
            over: Fact::Is(true),
            recorded: Fact::Not,
        }),
    }
}
