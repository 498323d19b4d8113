//! Lives the year in a temporary folder and looks at what is there afterwards.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use domain::StreamId;
use domain::cases::{
    Case, Deciding, Hearing, Proposal, Publication, Representation, Review, ReviewVerdict, Stage,
    Standing, owed_on,
};
use domain::ids::CaseId;
use domain::policy::Role;

use super::*;
use crate::{CaseQuery, CaseSort, ClueQuery, HashCost, InspectionQuery};

fn packs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

fn config(folder: &Path, end: &str) -> Config {
    Config {
        clock: Arc::new(clock::StepClock::at(end.parse().unwrap())),
        hash_cost: HashCost::Least,
        work: false,
        ..Config::new(folder)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_is_lived_through_the_door_and_shows_every_stage() {
    let folder = tempfile::tempdir().unwrap();
    let end = "2026-11-22T10:00:00+08:00";
    let filled = fill(config(folder.path(), end), &packs(), Extent::Year, &|_| ()).await.unwrap();
    assert!(filled.steps > 700, "{filled:?}");
    let app = App::open(config(folder.path(), end)).await.unwrap();
    let people = app.people();
    let holding = |role| people.all().find(|p| p.roles.contains(&role)).unwrap().actor();
    let all =
        CaseQuery { stage: None, words: None, sort: CaseSort::Changed, after: None, limit: 100 };
    let cases = app.cases(&holding(Role::Supervisor), &all).await.unwrap().rows;
    assert_eq!(cases.len(), 40);
    let mut reached = BTreeSet::new();
    for row in &cases {
        let stream = StreamId::case(&CaseId::new(&row.id));
        let loaded = app.load(&stream).await.unwrap().unwrap();
        reached.extend(situation(loaded.state.as_case().unwrap(), &app));
    }
    let wanted = [
        "archived",
        "awaiting deliberation",
        "awaiting decision",
        "closed",
        "closing proposed",
        "draft sent back",
        "filing refused",
        "hearing called",
        "hearing held",
        "hearing requested",
        "investigating",
        "more investigation",
        "notice undelivered",
        "notice waiting",
        "overdue",
        "paid",
        "partly paid",
        "performing",
        "proposed",
        "publication proposed",
        "published",
        "report returned",
        "reported",
        "retracted",
        "spared",
        "stated",
        "under review",
        "undelivered",
    ];
    assert_eq!(reached, BTreeSet::from(wanted));
    let clues = ClueQuery { limit: 100, ..ClueQuery::default() };
    let clues = app.clues(&holding(Role::Supervisor), &clues).await.unwrap().rows;
    let places: BTreeSet<&str> = clues.iter().map(|clue| clue.town.as_str()).collect();
    assert_eq!((clues.len(), places.len()), (61, 13), "every town has clues");
    let inspections = InspectionQuery { limit: 100, ..InspectionQuery::default() };
    let inspections = app.inspections(&holding(Role::Supervisor), &inspections).await.unwrap().rows;
    assert!(35 <= inspections.len(), "{}", inspections.len());
    for role in [Role::Dispatcher, Role::Leader, Role::LegalReviewer, Role::CaseHandler] {
        let waiting = app.inbox_counts(&holding(role)).await.unwrap();
        assert!(waiting.waiting > 0, "{role:?} has nothing to do");
    }
    let session = app.sign_in("juzhang", PASSWORD, "test").await.unwrap();
    let signed = app.session(&session.token).await.unwrap().unwrap();
    assert!(!signed.person.password_is_initial, "nobody has to change the password first");
    assert!(10 <= app.portal().published(None, 50).await.unwrap().rows.len());
    app.close().await;
}

/// What the demonstration wants to show, as far as the case shows it.
fn situation(case: &Case, app: &App) -> Vec<&'static str> {
    match &case.stage {
        Stage::OnSpot(_) => vec!["on the spot"],
        Stage::Proposed => vec!["proposed"],
        Stage::NotFiled { .. } => vec!["filing refused"],
        Stage::Ended(_) => vec!["ended"],
        Stage::Investigating(_) => {
            let asked = |d: &domain::documents::Document| d.form == "EX-12";
            if case.documents.iter().any(asked) {
                vec!["more investigation"]
            } else if case.documents.iter().any(|d| d.form == "EX-09") {
                vec!["report returned"]
            } else {
                vec!["investigating"]
            }
        }
        Stage::Reported(..) => vec!["reported"],
        Stage::Deciding(deciding) => vec![deciding_situation(deciding)],
        Stage::Decided(decided) => {
            let owed = owed_on(decided, &app.law(), app.today());
            let mut all = match (&decided.standing, decided.delivered_on) {
                (Standing::Revoked { .. }, _) => vec![],
                (Standing::InForce, None) => vec!["undelivered"],
                (Standing::InForce, Some(_)) if decided.closing.is_some() => {
                    vec!["closing proposed"]
                }
                (Standing::InForce, Some(_)) if owed.surcharge.0 > 0 => vec!["overdue"],
                (Standing::InForce, Some(_)) if owed.total().0 == 0 => vec!["paid"],
                (Standing::InForce, Some(_)) if !decided.payments.is_empty() => {
                    vec!["partly paid"]
                }
                (Standing::InForce, Some(_)) => vec!["performing"],
            };
            all.extend(match decided.publication {
                Publication::None | Publication::Withheld { .. } => None,
                Publication::Proposed(..) => Some("publication proposed"),
                Publication::Published(..) => Some("published"),
                Publication::Retracted { .. } => Some("retracted"),
            });
            all
        }
        Stage::Closed(decided, closing) => {
            let spared = matches!(decided.decision.proposal, Proposal::NoPenalty(_));
            let mut all = vec![if closing.archived.is_some() { "archived" } else { "closed" }];
            all.extend(spared.then_some("spared"));
            all
        }
    }
}

fn deciding_situation(it: &Deciding) -> &'static str {
    let delivered = it.notice.as_ref().is_some_and(|notice| notice.delivered_on.is_some());
    match (&it.review, &it.hearing, &it.representation) {
        (Review::Submitted { .. }, _, _) => "under review",
        (Review::Passed(_), _, _) if it.deliberation.is_none() && 1_000_000 <= fine(it) => {
            "awaiting deliberation"
        }
        (Review::Passed(_), _, _) => "awaiting decision",
        (Review::Amend(opinion), _, _) => {
            assert_eq!(opinion.verdict, ReviewVerdict::Amend);
            "draft sent back"
        }
        (Review::None, Hearing::Requested { .. }, _) => "hearing requested",
        (Review::None, Hearing::Called(_), _) => "hearing called",
        (Review::None, Hearing::Held(..), _) => "hearing held",
        (Review::None, _, Representation::Made(_)) => "stated",
        (Review::None, _, _) if delivered => "notice waiting",
        (Review::None, _, _) => "notice undelivered",
    }
}

fn fine(it: &Deciding) -> i64 {
    it.report.proposal.fine().0
}

#[test]
fn every_town_has_somebody_who_dispatches_and_somebody_who_judges() {
    let texts = App::read_pack_folder(&packs(), "jinxiang").unwrap();
    let law = App::check_pack("jinxiang", &texts).unwrap();
    let cast = cast::Cast::of(&law);
    for town in &law.towns {
        cast.of_town(Role::Dispatcher, &town.id).unwrap();
        cast.of_town(Role::TownLead, &town.id).unwrap();
    }
    let logins: std::collections::BTreeSet<&str> =
        cast.people.iter().map(|person| person.login.as_str()).collect();
    assert_eq!(logins.len(), cast.people.len());
    assert!(cast.people.iter().all(|person| person.name.contains("【演示】")));
}

#[tokio::test]
async fn a_folder_with_two_counties_is_not_guessed_at() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["national", "one", "two"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("org.toml"), "").unwrap();
    }
    let config = config(folder.path(), "2026-11-22T10:00:00+08:00");
    let refused = fill(config, folder.path(), Extent::Year, &|_| ()).await;
    assert!(matches!(refused, Err(DemoError::Packs(_))), "{refused:?}");
}

#[tokio::test]
async fn accounts_alone_can_be_had_and_nobody_has_done_anything() {
    let folder = tempfile::tempdir().unwrap();
    let end = "2026-11-22T10:00:00+08:00";
    let filled = fill(config(folder.path(), end), &packs(), Extent::Accounts, &|_| ()).await;
    let filled = filled.unwrap();
    assert_eq!((filled.steps, filled.printed), (0, 0));
    let app = App::open(config(folder.path(), end)).await.unwrap();
    assert_eq!(app.people().all().count(), filled.people);
    let clues = app.people().all().find(|p| p.roles.contains(&Role::Supervisor)).unwrap().actor();
    let query = ClueQuery { limit: 10, ..ClueQuery::default() };
    assert!(app.clues(&clues, &query).await.unwrap().rows.is_empty());
    app.close().await;
}
