//! Each rule over case files made for it: sound, breached, and unknown when a fact is missing.

use jiff::civil::{Date, date};
use law::Cite;

use super::*;
use crate::cases::{DeliveryMethod, PenaltyTerms, Proposal, WaiverGround};
use crate::ids::{ItemId, PersonId};
use crate::packs::fixture::county;
use crate::party::PartyKind;
use crate::policy::Act;
use crate::testing::{terms, waiver, yuan};

const DECIDED: Date = date(2026, 3, 18);

fn person(name: &str) -> PersonId {
    PersonId::new(name)
}

fn officer(name: &str, fit: Fact<bool>) -> OfficerFact {
    OfficerFact { name: name.into(), fit }
}

fn act(officers: Vec<OfficerFact>, shown: Fact<bool>) -> ActFact {
    ActFact {
        what: "询问".into(),
        kind: ActKind::Inquiry,
        on: Fact::Is(date(2026, 3, 3)),
        officers: Fact::Is(officers),
        certificates_shown: shown,
        recorded: Fact::Is(true),
    }
}

fn told(terms: PenaltyTerms) -> NoticeFact {
    NoticeFact {
        fine: Fact::Is(terms.fine),
        terms: Fact::Is(terms),
        five_days: Fact::Is(true),
        reasons_told: Fact::Is(true),
        defence_told: Fact::Is(true),
        hearing_told: Fact::Is(true),
        delivered_on: Fact::Is(date(2026, 3, 6)),
    }
}

fn hearing() -> HearingFact {
    HearingFact {
        notice_delivered_on: Fact::Is(date(2026, 3, 10)),
        day: Fact::Is(date(2026, 3, 20)),
        presider: Fact::Is(person("presider")),
        over: Fact::Is(true),
        recorded: Fact::Is(true),
    }
}

fn proof(verified: Fact<bool>) -> EvidenceFact {
    EvidenceFact { name: "照片".into(), verified, lawful: Fact::Is(true), monitoring: Fact::Not }
}

fn decided(proposal: Proposal, by: &str) -> DecisionFact {
    DecisionFact {
        penal: Fact::Is(proposal.penalty().is_some()),
        fine: Fact::Is(proposal.fine()),
        proposal: Fact::Is(proposal),
        by: Fact::Is(person(by)),
        on: Fact::Is(DECIDED),
    }
}

/// A case file in which everything is in order: a penalty decided on 18 March 2026.
fn sound_file() -> Dossier {
    let both = vec![officer("甲", Fact::Is(true)), officer("乙", Fact::Is(true))];
    Dossier {
        procedure: Fact::Is(Procedure::General),
        party_kind: Fact::Is(PartyKind::Citizen),
        under_fourteen: Fact::Is(false),
        incapable: Fact::Not,
        item: Fact::Is(ItemId::new("JX-T-01-CF")),
        competent: Fact::Is(true),
        in_territory: Fact::Is(true),
        entrusted: Fact::Is(false),
        deed_in_force: Fact::Not,
        principal_named: Fact::Not,
        act_on: Fact::Is(date(2026, 3, 2)),
        discovered_on: Fact::Is(date(2026, 3, 2)),
        grave: Fact::Not,
        opened_on: Fact::Is(date(2026, 3, 3)),
        filing_approved: Fact::Is(true),
        extended_until: Fact::Not,
        days_left_out: Fact::Not,
        handlers: Fact::Is(vec![person("甲"), person("乙")]),
        interested: Fact::Not,
        recusal_decided: Fact::Not,
        reviewer: Fact::Is(person("reviewer")),
        reviewer_qualified: Fact::Is(true),
        acts: Fact::Is(vec![act(both, Fact::Is(true))]),
        inspection: Fact::Is(InspectionFact {
            on: Fact::Is(date(2026, 3, 2)),
            approved_on: Fact::Is(date(2026, 3, 1)),
            urgent: Fact::Is(false),
        }),
        evidence: Fact::Is(vec![proof(Fact::Is(true))]),
        proven: Fact::Is(vec![("行为".into(), Fact::Is(true))]),
        registrations: Fact::Is(vec![]),
        correction: Fact::Is(true),
        correction_due: Fact::Is(date(2026, 3, 10)),
        complex: Fact::Is(false),
        notice: Fact::Is(told(terms("a", yuan(300)))),
        waived_on: Fact::Not,
        statement: Fact::Is(StatementFact { reviewed: Fact::Is(true) }),
        hearing: Fact::Not,
        ..decided_file()
    }
}

/// The second half of it: from the review on.
fn decided_file() -> Dossier {
    Dossier {
        review_passed_on: Fact::Is(date(2026, 3, 17)),
        deliberation: Fact::Not,
        standard: StandardFact {
            hearing_from: Fact::Not,
            heavy: Fact::Not,
            things_worth: Fact::Not,
            summary_limit: Fact::Not,
            review_due: Fact::Is(true),
        },
        basis: BasisFact {
            lawful: Fact::Is(true),
            fits: Fact::Is(true),
            from: Fact::Is(date(2026, 1, 1)),
            until: Fact::Not,
            other_is_lighter: Fact::Is(false),
            range: Fact::Not,
            mitigated: Fact::Not,
        },
        gains_found: Fact::Not,
        gains_taken: Fact::Not,
        fined_before: Fact::Is(false),
        fined_in: String::new(),
        decision: Fact::Is(decided(Proposal::Penalty(terms("a", yuan(300))), "leader")),
        decided_by_head: Fact::Is(true),
        educated: Fact::Not,
        decision_parts: Fact::Is(vec![("机关印章".into(), Fact::Is(true))]),
        remedies: Fact::Is(RemedyFact {
            reconsideration_days: Fact::Is(60),
            suit_months: Fact::Is(6),
            reconsideration_first: Fact::Is(false),
            special_period: Fact::Not,
        }),
        delivery: Fact::Is(DeliveryFact {
            on: Fact::Is(DECIDED),
            method: Fact::Is(DeliveryMethod::Direct),
            receipt: Fact::Is(true),
            ..DeliveryFact::default()
        }),
        copy_filed_on: Fact::Not,
        money: MoneyFact {
            collected: Fact::Not,
            surcharge: Fact::Not,
            surcharge_told: Fact::Is(true),
        },
        publicity: PublicityFact {
            due: Fact::Is(true),
            on: Fact::Is(date(2026, 3, 20)),
            masked: Fact::Is(true),
            revoked_on: Fact::Not,
            retracted_on: Fact::Not,
        },
        closing: Fact::Not,
        crime: Fact::Not,
        transferred: Fact::Not,
        measures: Fact::Is(vec![]),
        execution: Fact::Not,
        ..Dossier::default()
    }
}

fn bench() -> Bench<'static> {
    Bench { law: county(), today: DECIDED }
}

fn of(id: &str, change: impl FnOnce(&mut Dossier)) -> Outcome {
    let mut dossier = sound_file();
    change(&mut dossier);
    let outcome = apply(rule(id).unwrap(), &dossier, &bench()).outcome;
    if let Outcome::Breach { what, next } = &outcome {
        assert!(!what.is_empty() && !next.is_empty(), "{id}");
    }
    outcome
}

#[track_caller]
fn breached(id: &str, change: impl FnOnce(&mut Dossier)) {
    let outcome = of(id, change);
    assert!(matches!(outcome, Outcome::Breach { .. }), "{id}: {outcome:?}");
}

#[track_caller]
fn sound(id: &str, change: impl FnOnce(&mut Dossier)) {
    assert_eq!(of(id, change), Outcome::Sound, "{id}");
}

#[track_caller]
fn unknown(id: &str, change: impl FnOnce(&mut Dossier)) {
    let outcome = of(id, change);
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{id}: {outcome:?}");
}

fn decide(dossier: &mut Dossier, proposal: Proposal) {
    dossier.educated = match proposal.waiver() {
        Some(waiver) => Fact::Is(!waiver.education.is_blank()),
        None => Fact::Not,
    };
    dossier.decision = Fact::Is(decided(proposal, "leader"));
}

fn major(dossier: &mut Dossier) {
    decide(dossier, Proposal::Penalty(terms("a", yuan(2_000))));
    dossier.notice = Fact::Is(told(terms("a", yuan(2_000))));
}

#[test]
fn a_case_file_in_order_breaches_nothing() {
    for finding in examine(&sound_file(), &bench()) {
        assert_eq!(finding.outcome, Outcome::Sound, "{}", finding.rule);
    }
}

#[test]
fn an_empty_case_file_is_never_said_to_breach_anything() {
    for finding in examine(&Dossier::default(), &bench()) {
        assert_eq!(finding.refusal(), None, "{}", finding.rule);
    }
}

#[test]
fn every_rule_has_an_id_of_its_own_and_an_article() {
    let ids: Vec<&str> = all().map(|rule| rule.id).collect();
    let distinct: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len());
    for rule in all() {
        let document = rule.cite.contains('〔') || rule.cite.ends_with('章');
        assert!(document || Cite::parse(rule.cite).is_ok(), "{} {}", rule.id, rule.cite);
        assert!(!rule.name.is_empty() && !rule.looks_at.is_empty(), "{}", rule.id);
    }
    for act in Act::ALL {
        for id in gate_rules(*act) {
            assert!(rule(id).is_some_and(|r| r.severity.stops()), "{act:?} {id}");
        }
    }
}

/// Covers: S4-34, S4-42. RULE-AP-03: a body without the power decides nothing.
#[test]
fn the_body_must_hold_the_power() {
    breached("AP-03", |d| d.competent = Fact::Is(false));
    breached("AP-03", |d| d.competent = Fact::Not);
    unknown("AP-03", |d| d.competent = Fact::Unknown);
}

/// Covers: S4-35. RULE-AP-09, RULE-AP-10.
#[test]
fn every_act_takes_two_fit_officers_who_showed_their_certificates() {
    let with = |names: &[(&str, Fact<bool>)]| {
        let people: Vec<_> = names.iter().map(|(name, fit)| officer(name, fit.clone())).collect();
        move |d: &mut Dossier| d.acts = Fact::Is(vec![act(people, Fact::Is(true))])
    };
    let fit = Fact::Is(true);
    breached("AP-09", with(&[("甲", fit.clone())]));
    breached("AP-09", with(&[("甲", fit.clone()), ("甲", fit.clone())]));
    breached("AP-08", with(&[("甲", fit.clone()), ("乙", Fact::Is(false))]));
    sound("AP-09", with(&[("甲", fit.clone()), ("乙", Fact::Is(false))]));
    unknown("AP-08", with(&[("甲", fit.clone()), ("乙", Fact::Unknown)]));
    unknown("AP-09", |d| {
        d.acts = Fact::Is(vec![ActFact { officers: Fact::Unknown, ..act(vec![], Fact::Is(true)) }]);
    });
    let shown = |shown: Fact<bool>| {
        move |d: &mut Dossier| {
            let both = vec![officer("甲", Fact::Is(true)), officer("乙", Fact::Is(true))];
            d.acts = Fact::Is(vec![act(both, shown)]);
        }
    };
    breached("AP-10", shown(Fact::Is(false)));
    unknown("AP-10", shown(Fact::Unknown));
}

#[test]
fn a_child_is_not_penalised_but_may_be_let_off() {
    breached("AP-16", |d| d.under_fourteen = Fact::Is(true));
    sound("AP-16", |d| {
        d.under_fourteen = Fact::Is(true);
        decide(d, Proposal::NoPenalty(waiver(WaiverGround::UnderAge)));
    });
    unknown("AP-16", |d| d.under_fourteen = Fact::Unknown);
}

/// E40 over a file of another body, and the open question where a day is missing.
///
/// Example: E40.
#[test]
fn the_two_years_run_from_the_act_to_its_discovery() {
    sound("AP-23", |d| d.act_on = Fact::Is(date(2024, 3, 2)));
    breached("AP-23", |d| d.act_on = Fact::Is(date(2024, 3, 1)));
    sound("AP-23", |d| {
        d.act_on = Fact::Is(date(2024, 3, 1));
        decide(d, Proposal::NoPenalty(waiver(WaiverGround::TimeBarred)));
    });
    unknown("AP-23", |d| d.act_on = Fact::Unknown);
}

#[test]
fn evidence_is_there_and_verified() {
    breached("AP-27", |d| d.evidence = Fact::Is(vec![]));
    breached("AP-27", |d| d.evidence = Fact::Is(vec![proof(Fact::Is(false))]));
    unknown("AP-27", |d| d.evidence = Fact::Is(vec![proof(Fact::Unknown)]));
    unknown("AP-27", |d| d.evidence = Fact::Unknown);
}

#[test]
fn correction_is_ordered_separately_or_in_the_decision() {
    let without = |d: &mut Dossier| {
        d.correction = Fact::Is(false);
        let mute = PenaltyTerms { correction: String::new(), ..terms("a", yuan(300)) };
        decide(d, Proposal::Penalty(mute));
    };
    breached("AP-13", without);
    sound("AP-13", |d| d.correction = Fact::Is(false));
    assert_eq!(rule("AP-13").unwrap().severity, Severity::Defect);
}

/// Covers: S4-38. RULE-AP-18 with the order that had to be disobeyed first.
#[test]
fn the_fine_fits_the_branch_and_its_precondition() {
    let with = |fine, branch: &str| Proposal::Penalty(terms(branch, yuan(fine)));
    breached("AP-18", |d| decide(d, with(5_001, "a")));
    breached("AP-18", |d| decide(d, with(300, "none")));
    sound("AP-18", |d| decide(d, with(500, "d")));
    breached("AP-18", |d| {
        d.correction = Fact::Is(false);
        decide(d, with(500, "d"));
    });
    breached("AP-18", |d| {
        d.correction_due = Fact::Is(DECIDED);
        decide(d, with(500, "d"));
    });
    unknown("AP-18", |d| {
        d.correction_due = Fact::Unknown;
        decide(d, with(500, "d"));
    });
    unknown("AP-18", |d| d.item = Fact::Unknown);
    unknown("AP-18", |d| d.act_on = Fact::Is(date(2021, 1, 1)));
}

/// RULE-AP-30, RULE-AP-53: told before, and the days have run.
#[test]
fn the_party_was_told_and_its_days_have_run() {
    let delivered = |day: Fact<Date>| {
        move |d: &mut Dossier| {
            let notice = NoticeFact { delivered_on: day, ..told(terms("a", yuan(300))) };
            d.notice = Fact::Is(notice);
        }
    };
    breached("AP-30", |d| d.notice = Fact::Not);
    breached("AP-30", delivered(Fact::Not));
    breached("AP-30", delivered(Fact::Is(date(2026, 3, 19))));
    unknown("AP-30", delivered(Fact::Unknown));
    unknown("AP-30", |d| d.notice = Fact::Unknown);
    sound("AP-53", delivered(Fact::Is(date(2026, 3, 10))));
    breached("AP-53", delivered(Fact::Is(date(2026, 3, 11))));
    sound("AP-53", |d| {
        delivered(Fact::Is(date(2026, 3, 11)))(d);
        d.waived_on = Fact::Is(date(2026, 3, 12));
    });
}

#[test]
fn what_the_party_said_was_reviewed() {
    let said = |reviewed| move |d: &mut Dossier| d.statement = Fact::Is(StatementFact { reviewed });
    breached("AP-31", said(Fact::Is(false)));
    unknown("AP-31", said(Fact::Unknown));
    sound("AP-31", |d| d.statement = Fact::Not);
    unknown("AP-31", |d| d.statement = Fact::Unknown);
}

fn agreed(fine: i64) -> DeliberationFact {
    DeliberationFact { on: Fact::Is(date(2026, 3, 17)), fine: Fact::Is(yuan(fine)) }
}

/// RULE-AP-51, RULE-AP-43 from the threshold of the county on.
#[test]
fn a_major_penalty_is_offered_a_hearing_and_discussed() {
    breached("AP-51", |d| {
        major(d);
        let silent = NoticeFact { hearing_told: Fact::Is(false), ..told(terms("a", yuan(2_000))) };
        d.notice = Fact::Is(silent);
    });
    sound("AP-51", major);
    breached("AP-43", major);
    sound("AP-43", |d| {
        major(d);
        d.deliberation = Fact::Is(agreed(2_000));
    });
    breached("AP-43", |d| {
        major(d);
        d.deliberation = Fact::Is(agreed(1_999));
    });
    breached("AP-43", |d| d.complex = Fact::Is(true));
    unknown("AP-43", |d| d.complex = Fact::Unknown);
}

/// RULE-AP-54, RULE-AP-55, RULE-AP-57.
#[test]
fn a_hearing_is_called_in_time_presided_neutrally_and_over() {
    let held = |change: fn(&mut HearingFact)| {
        move |d: &mut Dossier| {
            let mut it = hearing();
            change(&mut it);
            d.hearing = Fact::Is(it);
        }
    };
    sound("AP-54", held(|_| ()));
    breached("AP-54", held(|h| h.notice_delivered_on = Fact::Is(date(2026, 3, 11))));
    sound("AP-55", held(|_| ()));
    breached("AP-55", held(|h| h.presider = Fact::Is(person("甲"))));
    sound("AP-57", held(|_| ()));
    breached("AP-57", held(|h| h.over = Fact::Is(false)));
    unknown("AP-57", |d| d.hearing = Fact::Unknown);
}

#[test]
fn a_penalty_is_not_heavier_than_told() {
    breached("AP-59", |d| decide(d, Proposal::Penalty(terms("a", yuan(301)))));
    sound("AP-59", |d| decide(d, Proposal::Penalty(terms("a", yuan(299)))));
    unknown("AP-59", |d| d.notice = Fact::Unknown);
}

/// Covers: S1-76. RULE-AP-44, RULE-AP-46.
#[test]
fn a_decision_was_reviewed_by_one_person_and_made_by_another() {
    breached("AP-44", |d| d.review_passed_on = Fact::Not);
    breached("AP-44", |d| d.review_passed_on = Fact::Is(date(2026, 3, 19)));
    unknown("AP-44", |d| d.review_passed_on = Fact::Unknown);
    let by = |name: &'static str| {
        move |d: &mut Dossier| {
            if let Fact::Is(decision) = &mut d.decision {
                decision.by = Fact::Is(person(name));
            }
        }
    };
    breached("AP-46", by("甲"));
    breached("AP-46", by("reviewer"));
    sound("AP-46", by("leader"));
    breached("AP-46", |d| d.reviewer = Fact::Is(person("乙")));
    unknown("AP-46", |d| d.reviewer = Fact::Unknown);
}

/// An unsettled question stops our own case and accuses nobody else's.
#[test]
fn a_gate_is_closed_by_a_fact_that_nobody_knows() {
    let mut dossier = sound_file();
    assert!(gate(Act::DecidePenalty, &dossier, &bench()).is_empty());
    dossier.statement = Fact::Unknown;
    let stopped = gate(Act::DecidePenalty, &dossier, &bench());
    let codes: Vec<&str> = stopped.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(codes, ["RULE-AP-31"]);
    assert!(stopped[0].what.contains("还不能核实") && stopped[0].cite.is_some());
}

mod beyond;
