//! The rules that only an examination asks: basis, evidence, order, delivery, money, measures,
//! crimes, penalties on the spot. Each is sound, breached, and open when a fact is missing.

use jiff::civil::datetime;
use law::Fen;

use super::*;
use crate::rules::score;

#[track_caller]
fn three(
    id: &str,
    good: impl FnOnce(&mut Dossier),
    bad: impl FnOnce(&mut Dossier),
    open: impl FnOnce(&mut Dossier),
) {
    sound(id, good);
    breached(id, bad);
    unknown(id, open);
}

#[test]
fn the_basis_is_published_law_in_force_at_the_act() {
    three(
        "AP-02",
        |_| (),
        |d| d.basis.lawful = Fact::Is(false),
        |d| d.basis.lawful = Fact::Unknown,
    );
    three(
        "AP-24",
        |d| d.basis.until = Fact::Is(date(2026, 3, 5)),
        |d| d.basis.until = Fact::Is(date(2026, 3, 1)),
        |d| d.basis.until = Fact::Unknown,
    );
    let newer = |lighter| {
        move |d: &mut Dossier| {
            d.basis.from = Fact::Is(date(2026, 3, 10));
            d.basis.other_is_lighter = lighter;
        }
    };
    // The other version is the older one: when it was lighter, the newer may not be applied.
    three("AP-24", newer(Fact::Is(false)), newer(Fact::Is(true)), newer(Fact::Unknown));
    breached("AP-24", |d| d.basis.other_is_lighter = Fact::Is(true));
}

#[test]
fn an_entrusted_body_acts_by_deed_in_anothers_name_and_without_force() {
    let by = |deed: Fact<bool>, named: Fact<bool>| {
        move |d: &mut Dossier| {
            (d.entrusted, d.deed_in_force, d.principal_named) = (Fact::Is(true), deed, named);
        }
    };
    let yes = Fact::Is(true);
    three(
        "AP-04",
        by(yes.clone(), yes.clone()),
        by(Fact::Not, yes.clone()),
        by(yes.clone(), Fact::Unknown),
    );
    breached("AP-04", by(yes.clone(), Fact::Is(false)));
    let seizing = |entrusted: Fact<bool>| {
        move |d: &mut Dossier| {
            d.measures = Fact::Is(vec![MeasureFact::default()]);
            d.entrusted = entrusted;
        }
    };
    three("AP-07", seizing(Fact::Is(false)), seizing(yes), seizing(Fact::Unknown));
}

#[test]
fn whoever_must_withdraw_does_and_a_request_is_decided() {
    three(
        "AP-11",
        |d| d.recusal_decided = Fact::Is(true),
        |d| d.recusal_decided = Fact::Is(false),
        |d| d.interested = Fact::Unknown,
    );
    breached("AP-11", |d| d.interested = Fact::Is(true));
    three(
        "AP-12",
        |_| (),
        |d| d.in_territory = Fact::Is(false),
        |d| d.in_territory = Fact::Unknown,
    );
    three("AP-15", |_| (), |d| d.fined_before = Fact::Is(true), |d| d.fined_before = Fact::Unknown);
    three("AP-17", |_| (), |d| d.incapable = Fact::Is(true), |d| d.incapable = Fact::Unknown);
}

#[test]
fn every_fact_is_proved_and_the_act_is_the_one_of_the_provision() {
    let facts = |proved| move |d: &mut Dossier| d.proven = Fact::Is(vec![("时间".into(), proved)]);
    three("AP-27.facts", facts(Fact::Is(true)), facts(Fact::Is(false)), facts(Fact::Unknown));
    unknown("AP-27.facts", |d| d.proven = Fact::Is(vec![]));
    three(
        "AP-27.nature",
        |_| (),
        |d| d.basis.fits = Fact::Is(false),
        |d| d.basis.fits = Fact::Unknown,
    );
    let lawful = |lawful| {
        move |d: &mut Dossier| {
            d.evidence = Fact::Is(vec![EvidenceFact { lawful, ..proof(Fact::Is(true)) }]);
        }
    };
    three("AP-27.lawful", lawful(Fact::Is(true)), lawful(Fact::Is(false)), lawful(Fact::Unknown));
}

#[test]
fn a_camera_is_reviewed_published_and_its_record_checked() {
    let camera = |reviewed, published, checked| {
        let device = MonitoringFact { reviewed, published, checked };
        move |d: &mut Dossier| {
            let it = EvidenceFact { monitoring: Fact::Is(device), ..proof(Fact::Is(true)) };
            d.evidence = Fact::Is(vec![it]);
        }
    };
    let yes = || Fact::Is(true);
    three(
        "AP-28",
        camera(yes(), yes(), yes()),
        camera(yes(), Fact::Is(false), yes()),
        camera(yes(), yes(), Fact::Unknown),
    );
    breached("AP-28", camera(Fact::Unknown, yes(), Fact::Not));
}

#[test]
fn an_interview_has_a_record_and_registered_evidence_is_dealt_with_in_seven_days() {
    let record = |recorded| {
        move |d: &mut Dossier| {
            let it = ActFact { recorded, ..act(vec![], Fact::Is(true)) };
            d.acts = Fact::Is(vec![it]);
        }
    };
    three("AP-40", record(Fact::Is(true)), record(Fact::Is(false)), record(Fact::Unknown));
    let kept = |approved, handled_on| {
        let it = RegistrationFact { approved, on: Fact::Is(date(2026, 3, 3)), handled_on };
        move |d: &mut Dossier| d.registrations = Fact::Is(vec![it])
    };
    let day = |on| Fact::Is(date(2026, 3, on));
    three(
        "AP-41",
        kept(Fact::Is(true), day(12)),
        kept(Fact::Is(true), day(13)),
        kept(Fact::Unknown, day(12)),
    );
    breached("AP-41", kept(Fact::Not, day(4)));
    breached("AP-41", kept(Fact::Is(true), Fact::Not));
    let checked = |approved_on, urgent| {
        let it = InspectionFact { on: day(2), approved_on, urgent };
        move |d: &mut Dossier| d.inspection = Fact::Is(it)
    };
    let no = || Fact::Is(false);
    three("IN-06", checked(day(2), no()), checked(day(3), no()), checked(Fact::Unknown, no()));
    sound("IN-06", checked(day(3), Fact::Is(true)));
    breached("IN-06", checked(Fact::Not, Fact::Is(true)));
}

#[test]
fn steps_are_taken_in_their_order() {
    let opened = |opened_on| move |d: &mut Dossier| d.opened_on = opened_on;
    three(
        "AP-39",
        opened(Fact::Is(date(2026, 3, 6))),
        opened(Fact::Is(date(2026, 3, 7))),
        opened(Fact::Unknown),
    );
    breached("AP-39", opened(Fact::Not));
    breached("AP-39", |d| d.filing_approved = Fact::Is(false));
    three(
        "AP-42",
        |_| (),
        |d| d.decided_by_head = Fact::Is(false),
        |d| d.decided_by_head = Fact::Unknown,
    );
    let talked = |on: Fact<Date>| {
        move |d: &mut Dossier| {
            d.deliberation = Fact::Is(DeliberationFact { on, fine: Fact::Is(yuan(300)) });
        }
    };
    three(
        "AP-43.order",
        talked(Fact::Is(DECIDED)),
        talked(Fact::Is(date(2026, 3, 19))),
        talked(Fact::Unknown),
    );
    let heard = |day| {
        move |d: &mut Dossier| {
            d.hearing = Fact::Is(HearingFact { day: Fact::Is(day), ..hearing() });
        }
    };
    sound("AP-44.order", heard(date(2026, 3, 17)));
    breached("AP-44.order", heard(date(2026, 3, 18)));
    three(
        "AP-45",
        |_| (),
        |d| d.reviewer_qualified = Fact::Is(false),
        |d| d.reviewer_qualified = Fact::Unknown,
    );
}

#[test]
fn a_decision_says_everything_and_names_the_right_remedies() {
    let parts = |there| {
        move |d: &mut Dossier| d.decision_parts = Fact::Is(vec![("机关印章".into(), there)])
    };
    three("AP-47", parts(Fact::Is(true)), parts(Fact::Is(false)), parts(Fact::Unknown));
    let told = |days: Fact<u32>, months: Fact<u32>| {
        move |d: &mut Dossier| {
            let Fact::Is(it) = &mut d.remedies else { return };
            (it.reconsideration_days, it.suit_months) = (days, months);
        }
    };
    three(
        "RM-08",
        told(Fact::Is(60), Fact::Is(6)),
        told(Fact::Is(60), Fact::Is(3)),
        told(Fact::Unknown, Fact::Is(6)),
    );
    breached("RM-08", told(Fact::Is(15), Fact::Is(6)));
    // A penalty on the spot is reconsidered first, and its document says so.
    breached("RM-04", |d| d.procedure = Fact::Is(Procedure::Summary));
    sound("RM-04", |_| ());
}

fn by(method: DeliveryMethod, change: fn(&mut DeliveryFact)) -> impl FnOnce(&mut Dossier) {
    move |d: &mut Dossier| {
        let mut it = DeliveryFact {
            on: Fact::Is(DECIDED),
            method: Fact::Is(method),
            receipt: Fact::Is(true),
            witnessed: Fact::Is(true),
            agreed: Fact::Is(true),
            announced_on: Fact::Is(date(2026, 2, 16)),
            others_failed: Fact::Is(true),
        };
        change(&mut it);
        d.delivery = Fact::Is(it);
    }
}

#[test]
fn each_method_of_delivery_has_its_proof() {
    use DeliveryMethod::{Direct, Electronic, Left, PublicNotice};
    three(
        "DL-01",
        by(Direct, |_| ()),
        by(Direct, |it| it.receipt = Fact::Is(false)),
        by(Direct, |it| it.receipt = Fact::Unknown),
    );
    three(
        "DL-03",
        by(Left, |_| ()),
        by(Left, |it| it.witnessed = Fact::Is(false)),
        by(Left, |it| it.witnessed = Fact::Unknown),
    );
    three(
        "AP-50",
        by(Electronic, |_| ()),
        by(Electronic, |it| it.agreed = Fact::Not),
        by(Electronic, |it| it.agreed = Fact::Unknown),
    );
    three(
        "DL-07",
        by(PublicNotice, |_| ()),
        by(PublicNotice, |it| it.announced_on = Fact::Is(date(2026, 2, 17))),
        by(PublicNotice, |it| it.others_failed = Fact::Unknown),
    );
    sound("DL-03", by(Direct, |it| it.witnessed = Fact::Is(false)));
}

#[test]
fn officers_take_no_money_but_where_the_law_lets_them() {
    use Procedure::{General, Summary};
    let taken = |procedure, change: fn(&mut CollectionFact)| {
        let mut it = CollectionFact {
            hard_to_enforce: Fact::Is(false),
            remote_and_asked: Fact::Is(false),
            receipt: Fact::Is(true),
            on: Fact::Is(DECIDED),
            handed_in_on: Fact::Is(date(2026, 3, 20)),
            banked_on: Fact::Is(date(2026, 3, 24)),
        };
        change(&mut it);
        move |d: &mut Dossier| {
            d.procedure = Fact::Is(procedure);
            d.money.collected = Fact::Is(it);
        }
    };
    three(
        "AP-60",
        taken(Summary, |it| it.hard_to_enforce = Fact::Is(true)),
        taken(Summary, |_| ()),
        taken(Summary, |it| it.remote_and_asked = Fact::Unknown),
    );
    breached("AP-60", taken(General, |it| it.hard_to_enforce = Fact::Is(true)));
    sound("AP-60", taken(General, |it| it.remote_and_asked = Fact::Is(true)));
    three(
        "AP-64",
        taken(Summary, |_| ()),
        taken(Summary, |it| it.receipt = Fact::Not),
        taken(Summary, |it| it.receipt = Fact::Unknown),
    );
    // Two working days to the authority, two more to the bank; 21 and 22 March are a weekend.
    three(
        "AP-65",
        taken(Summary, |_| ()),
        taken(Summary, |it| it.banked_on = Fact::Is(date(2026, 3, 25))),
        taken(Summary, |it| it.handed_in_on = Fact::Unknown),
    );
    breached("AP-65", taken(Summary, |it| it.handed_in_on = Fact::Is(date(2026, 3, 23))));
    let extra = |sum: Fact<Fen>| move |d: &mut Dossier| d.money.surcharge = sum;
    three("AP-67", extra(Fact::Is(yuan(300))), extra(Fact::Is(yuan(301))), extra(Fact::Unknown));
    breached("AC-25", |d| {
        extra(Fact::Is(yuan(9)))(d);
        d.money.surcharge_told = Fact::Is(false);
    });
}

#[test]
fn a_decision_is_published_masked_and_withdrawn_when_it_falls() {
    let shown = |on| move |d: &mut Dossier| d.publicity.on = on;
    three(
        "TS-04",
        shown(Fact::Is(date(2026, 3, 27))),
        shown(Fact::Is(date(2026, 3, 30))),
        shown(Fact::Unknown),
    );
    three(
        "TS-17",
        |_| (),
        |d| d.publicity.masked = Fact::Is(false),
        |d| d.publicity.masked = Fact::Unknown,
    );
    let fell = |retracted_on| {
        move |d: &mut Dossier| {
            d.publicity.revoked_on = Fact::Is(date(2026, 3, 2));
            d.publicity.retracted_on = retracted_on;
        }
    };
    three(
        "AP-33",
        fell(Fact::Is(date(2026, 3, 5))),
        fell(Fact::Is(date(2026, 3, 6))),
        fell(Fact::Unknown),
    );
    let ended = |grounded: Fact<bool>, approved: Fact<bool>| {
        move |d: &mut Dossier| {
            let on = Fact::Is(date(2026, 2, 1));
            d.closing = Fact::Is(ClosingFact { on, approved, grounded, bound: Fact::Is(false) });
        }
    };
    let yes = || Fact::Is(true);
    three("MT-24", ended(yes(), yes()), ended(Fact::Not, yes()), ended(yes(), Fact::Unknown));
    breached("AP-29", ended(yes(), yes()));
}

#[test]
fn a_penalty_on_the_spot_stays_small_and_is_handed_over_there() {
    let spot = |kind, fine| {
        move |d: &mut Dossier| {
            d.procedure = Fact::Is(Procedure::Summary);
            d.party_kind = Fact::Is(kind);
            decide(d, Proposal::Penalty(terms("a", yuan(fine))));
        }
    };
    let spot = |kind, fine| {
        move |d: &mut Dossier| {
            spot(kind, fine)(d);
            d.item = Fact::Unknown;
        }
    };
    sound("AP-36", spot(PartyKind::Citizen, 200));
    breached("AP-36", spot(PartyKind::Citizen, 201));
    sound("AP-36", spot(PartyKind::Organisation, 3_000));
    breached("AP-36", spot(PartyKind::Organisation, 3_001));
    // A sole trader may be an organisation elsewhere (DB-06).
    unknown("AP-36", spot(PartyKind::SoleTrader, 201));
    breached("AP-36", spot(PartyKind::SoleTrader, 3_001));
    unknown("AP-36", |d| {
        spot(PartyKind::Citizen, 500)(d);
        d.standard.summary_limit = Fact::Unknown;
    });
    sound("AP-36", |d| {
        spot(PartyKind::Citizen, 500)(d);
        d.standard.summary_limit = Fact::Is(yuan(500));
    });
    sound("AP-37.handed", spot(PartyKind::Citizen, 100));
    breached("AP-37.handed", |d| {
        spot(PartyKind::Citizen, 100)(d);
        d.delivery = Fact::Not;
    });
    unknown("AP-37", |d| {
        spot(PartyKind::Citizen, 100)(d);
        d.copy_filed_on = Fact::Unknown;
    });
    sound("AP-44", |d| {
        spot(PartyKind::Citizen, 100)(d);
        d.review_passed_on = Fact::Not;
    });
}

fn seized(change: fn(&mut MeasureFact)) -> impl FnOnce(&mut Dossier) {
    move |d: &mut Dossier| {
        let mut it = MeasureFact {
            what: "扣押车辆".into(),
            based: Fact::Is(true),
            at: Fact::Is(datetime(2026, 2, 2, 9, 0, 0, 0)),
            approved_at: Fact::Is(datetime(2026, 2, 2, 8, 0, 0, 0)),
            urgent: Fact::Is(false),
            freezes: Fact::Is(false),
            may_freeze: Fact::Not,
            told_and_recorded: Fact::Is(true),
            listed: Fact::Is(true),
            connected: Fact::Is(true),
            filmed: Fact::Is(true),
            extended_on: Fact::Not,
            appraisal_days: Fact::Not,
            appraisal_told: Fact::Not,
            ended_on: Fact::Is(date(2026, 3, 4)),
        };
        change(&mut it);
        d.measures = Fact::Is(vec![it]);
    }
}

#[test]
fn a_seizure_is_approved_listed_filmed_and_ends_in_time() {
    for id in ["AC-01", "AC-03", "AC-04", "AC-06", "AC-07", "AC-08", "AC-09", "AC-13", "TS-08"] {
        sound(id, seized(|_| ()));
    }
    three(
        "AC-01",
        seized(|_| ()),
        seized(|it| it.based = Fact::Is(false)),
        seized(|it| it.based = Fact::Unknown),
    );
    breached("AC-03", seized(|it| it.approved_at = Fact::Not));
    breached("AC-03", seized(|it| it.told_and_recorded = Fact::Is(false)));
    unknown("AC-03", seized(|it| it.urgent = Fact::Unknown));
    sound(
        "AC-03",
        seized(|it| {
            it.urgent = Fact::Is(true);
            it.approved_at = Fact::Is(datetime(2026, 2, 3, 9, 0, 0, 0));
        }),
    );
    breached(
        "AC-04",
        seized(|it| {
            it.urgent = Fact::Is(true);
            it.approved_at = Fact::Is(datetime(2026, 2, 3, 9, 1, 0, 0));
        }),
    );
    sound(
        "AC-04",
        seized(|it| {
            it.urgent = Fact::Is(true);
            it.approved_at = Fact::Not;
            it.ended_on = Fact::Is(date(2026, 2, 3));
        }),
    );
    unknown(
        "AC-04",
        seized(|it| {
            it.urgent = Fact::Is(true);
            it.approved_at = Fact::Not;
            it.ended_on = Fact::Unknown;
        }),
    );
    breached("AC-06", seized(|it| it.connected = Fact::Is(false)));
    breached("AC-07", seized(|it| it.listed = Fact::Is(false)));
    breached("AC-08", seized(|it| it.ended_on = Fact::Is(date(2026, 3, 5))));
    unknown(
        "AC-08",
        seized(|it| {
            it.ended_on = Fact::Is(date(2026, 3, 5));
            it.extended_on = Fact::Unknown;
        }),
    );
    sound(
        "AC-08",
        seized(|it| {
            it.ended_on = Fact::Is(date(2026, 3, 20));
            it.extended_on = Fact::Is(date(2026, 3, 4));
        }),
    );
    breached(
        "AC-08",
        seized(|it| {
            it.ended_on = Fact::Is(date(2026, 3, 20));
            it.extended_on = Fact::Is(date(2026, 3, 5));
        }),
    );
    breached("AC-09", seized(|it| it.appraisal_days = Fact::Is(3)));
    breached("AC-13", seized(|it| it.freezes = Fact::Is(true)));
    breached("TS-08", seized(|it| it.filmed = Fact::Is(false)));
}

#[test]
fn execution_has_a_basis_a_demand_and_a_time() {
    let executed = |change: fn(&mut ExecutionFact)| {
        move |d: &mut Dossier| {
            let mut it = ExecutionFact {
                demanded_on: Fact::Is(date(2026, 3, 2)),
                suit_until: Fact::Is(date(2026, 3, 1)),
                applied_on: Fact::Is(date(2026, 3, 17)),
                executed_at: Fact::Not,
                own_power: Fact::Is(false),
                urgent: Fact::Is(false),
                proxy: Fact::Is(false),
                reminded_on: Fact::Not,
            };
            change(&mut it);
            d.execution = Fact::Is(it);
        }
    };
    three(
        "AC-30",
        executed(|_| ()),
        executed(|it| it.applied_on = Fact::Is(date(2026, 3, 16))),
        executed(|it| it.demanded_on = Fact::Unknown),
    );
    breached("AC-30", executed(|it| it.demanded_on = Fact::Not));
    three(
        "AC-29",
        executed(|it| it.applied_on = Fact::Is(date(2026, 6, 1))),
        executed(|it| it.applied_on = Fact::Is(date(2026, 6, 2))),
        executed(|it| it.suit_until = Fact::Unknown),
    );
    let at = |hour: i8| {
        move |it: &mut ExecutionFact| {
            it.executed_at = Fact::Is(datetime(2026, 3, 18, hour, 0, 0, 0));
        }
    };
    breached("AC-14", |d| {
        executed(|_| ())(d);
        let Fact::Is(it) = &mut d.execution else { return };
        at(10)(it);
    });
    for (hour, lawful) in [(10, true), (22, false), (5, false), (6, true)] {
        let outcome = of("AC-22", |d| {
            executed(|_| ())(d);
            let Fact::Is(it) = &mut d.execution else { return };
            at(hour)(it);
        });
        assert_eq!(outcome == Outcome::Sound, lawful, "{hour}");
    }
}

/// Example: E46.
#[test]
fn a_proxy_is_reminded_three_full_working_days_before() {
    let done = |change: fn(&mut ExecutionFact)| {
        move |d: &mut Dossier| {
            let mut it = ExecutionFact {
                executed_at: Fact::Is(datetime(2026, 9, 30, 10, 0, 0, 0)),
                own_power: Fact::Is(true),
                urgent: Fact::Is(false),
                proxy: Fact::Is(true),
                reminded_on: Fact::Is(date(2026, 9, 23)),
                ..ExecutionFact::default()
            };
            change(&mut it);
            d.execution = Fact::Is(it);
        }
    };
    three(
        "AC-27",
        done(|_| ()),
        done(|it| it.executed_at = Fact::Is(datetime(2026, 9, 29, 10, 0, 0, 0))),
        done(|it| it.reminded_on = Fact::Unknown),
    );
    breached("AC-27", done(|it| it.reminded_on = Fact::Not));
    sound("AC-27", done(|it| it.proxy = Fact::Is(false)));
    unknown("AC-27", done(|it| it.proxy = Fact::Unknown));
    sound("AC-27", |_| ());
}

#[test]
fn a_crime_is_transferred_by_the_chief_in_time_with_a_copy() {
    let suspected = |change: fn(&mut CrimeFact)| {
        move |d: &mut Dossier| {
            let mut it = CrimeFact {
                approved_by_chief: Fact::Is(true),
                reported_on: Fact::Is(date(2026, 3, 2)),
                approved_at: Fact::Is(datetime(2026, 3, 5, 9, 0, 0, 0)),
                transferred_at: Fact::Is(datetime(2026, 3, 6, 9, 0, 0, 0)),
                copied: Fact::Is(true),
            };
            change(&mut it);
            d.crime = Fact::Is(it);
        }
    };
    for id in ["AP-74", "CR-03", "CR-04", "CR-05", "CR-12"] {
        sound(id, suspected(|_| ()));
        sound(id, |_| ());
    }
    breached("AP-74", suspected(|it| it.transferred_at = Fact::Not));
    unknown("AP-74", suspected(|it| it.transferred_at = Fact::Unknown));
    unknown("AP-74", |d| d.crime = Fact::Unknown);
    breached("CR-03", suspected(|it| it.approved_by_chief = Fact::Is(false)));
    unknown("CR-04", suspected(|it| it.reported_on = Fact::Is(date(2026, 3, 1))));
    breached("CR-04", suspected(|it| it.reported_on = Fact::Is(date(2026, 2, 10))));
    breached(
        "CR-05",
        suspected(|it| {
            it.transferred_at = Fact::Is(datetime(2026, 3, 6, 9, 1, 0, 0));
        }),
    );
    breached("CR-12", suspected(|it| it.copied = Fact::Is(false)));
}

/// A case of the time before the present statute is left to the law of its day.
#[test]
fn a_decision_under_the_old_statute_is_not_judged_by_the_new_one() {
    let old = |d: &mut Dossier| {
        d.opened_on = Fact::Is(date(2021, 5, 6));
        let Fact::Is(decision) = &mut d.decision else { return };
        decision.on = Fact::Is(date(2021, 7, 14));
        d.reviewer_qualified = Fact::Is(false);
    };
    unknown("AP-45", old);
    breached("AP-45", |d| {
        old(d);
        let Fact::Is(decision) = &mut d.decision else { return };
        decision.on = Fact::Is(date(2021, 7, 15));
    });
}

#[test]
fn ninety_days_may_be_extended_where_a_rule_says_so() {
    let late = |until, out| {
        move |d: &mut Dossier| {
            d.opened_on = Fact::Is(date(2025, 12, 1));
            (d.extended_until, d.days_left_out) = (until, out);
        }
    };
    breached("AP-48", late(Fact::Not, Fact::Not));
    unknown("AP-48", late(Fact::Unknown, Fact::Not));
    unknown("AP-48", late(Fact::Not, Fact::Unknown));
    sound("AP-48", late(Fact::Is(date(2026, 3, 31)), Fact::Not));
    sound("AP-48", late(Fact::Not, Fact::Is(30)));
}

/// Covers: S2-62. A veto fails a file whatever its points; a defect costs what the table says.
#[test]
fn the_score_follows_the_table_of_the_pack() {
    let table = &county().review;
    let scored = |change: fn(&mut Dossier)| {
        let mut dossier = sound_file();
        change(&mut dossier);
        score(&examine(&dossier, &bench()), table).unwrap()
    };
    let best = scored(|_| ());
    assert_eq!((best.points, best.grade.name(), best.open), (100, "优秀", 0));
    let mended = scored(|d| d.reviewer_qualified = Fact::Is(false));
    assert_eq!((mended.points, mended.vetoes.len()), (95, 0));
    assert_eq!(mended.deductions[0].rules, ["AP-45"]);
    let failed = scored(|d| d.competent = Fact::Is(false));
    assert_eq!(failed.grade, crate::rules::Grade::Vetoed("不合格".to_owned()));
    assert_eq!(failed.vetoes[0].id, "V01");
    assert_eq!(scored(|d| d.competent = Fact::Unknown).open, 1);
}

#[test]
fn every_rule_counts_in_the_table_and_no_table_gives_no_score() {
    let table = &county().review;
    let rows = table.vetoes.iter().map(|veto| &veto.rules);
    let named: Vec<&String> =
        rows.chain(table.items.iter().map(|item| &item.rules)).flatten().collect();
    for rule in all() {
        assert!(named.iter().any(|id| *id == rule.id), "{} counts nowhere", rule.id);
    }
    assert_eq!(score(&[], &crate::packs::ReviewTable::default()), None);
}
