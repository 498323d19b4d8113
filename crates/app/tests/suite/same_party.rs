//! Other cases of a party are found across the whole record, by marks that name nobody.

use app::verify::{Options, verify};
use app::{Config, No, rebuild};
use domain::Command;
use domain::cases::{self, ApproveFiling, DistinguishAct, ProposeFiling};
use domain::ids::{CaseId, PersonId};
use domain::{Refused, StreamId};
use jiff::civil::date;

use crate::town::{HANDLER_A, HEAD, LEADER, PARTY, Town, filing, report};

/// A fine of 18 March 2026, and a second case about the same act.
async fn twice() -> (Town, StreamId, StreamId) {
    let town = Town::open().await;
    let first = town.delivered().await;
    town.on(date(2026, 3, 19));
    let second = StreamId::case(&CaseId::new(town.app.new_id()));
    let command = ProposeFiling { act_on: date(2026, 3, 2), ..filing(date(2026, 3, 19)) };
    town.does(HANDLER_A, &second, cases::Command::ProposeFiling(Box::new(command))).await;
    let approve = ApproveFiling { words: String::new() };
    town.does(LEADER, &second, cases::Command::ApproveFiling(approve)).await;
    let blob = town.picture().await;
    town.adds(&second, "现场照片", blob).await;
    let evidence = town.case(&second).await.evidence[0].id.clone();
    let how = "与原件核对".to_owned();
    let verify = cases::VerifyEvidence { evidence, how, moments: vec![], sound: false };
    town.does(HANDLER_A, &second, cases::Command::VerifyEvidence(verify)).await;
    (town, first, second)
}

async fn refused(town: &Town, case: &StreamId) -> Refused {
    let by = app::By::Person(PersonId::new(HANDLER_A));
    let command = cases::Command::SubmitReport(Box::new(report()));
    match town.send(by, case, Command::Case(command)).await {
        Err(No::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

fn rows(config: &Config, query: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let mut statement = connection.prepare(query).unwrap();
    let found = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    found.map(Result::unwrap).collect()
}

/// Covers: S3-03.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_fine_is_refused_wherever_the_first_case_lies() {
    let (town, first, second) = twice().await;
    assert_eq!(refused(&town, &second).await.codes(), ["RULE-AP-15"]);
    let town = town.reopened().await;
    let told = refused(&town, &second).await;
    assert_eq!(told.codes(), ["RULE-AP-15"]);
    assert!(told.0[0].what.contains("当罚字") || told.0[0].what.contains("罚"), "{told:?}");
    let other = CaseId::new(&first.id);
    let reason = "两处堆放物分属两次运输，经现场核对。".into();
    let apart = cases::Command::DistinguishAct(DistinguishAct { other, reason });
    town.does(HEAD, &second, apart).await;
    town.does(HANDLER_A, &second, cases::Command::SubmitReport(Box::new(report()))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_names_nobody_and_forgets_who_is_erased() {
    let (town, first, second) = twice().await;
    let config = town.closed().await;
    let all = "SELECT mark || case_id || item || act_on FROM party_mark";
    let before = rows(&config, all);
    assert_eq!(before.len(), 4, "a number and a name for each of two cases");
    assert!(before.iter().all(|row| !row.contains(PARTY) && !row.contains("99999919800")));
    let shared = "SELECT mark FROM party_mark GROUP BY mark HAVING COUNT(*) = 2";
    assert_eq!(rows(&config, shared).len(), 2, "both marks lead from one case to the other");
    let erase = format!("DELETE FROM opening WHERE stream = '{first}' AND field LIKE '%party.%'");
    rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap().execute(&erase, []).unwrap();
    rebuild(&config).await.unwrap();
    let left = rows(&config, "SELECT DISTINCT case_id FROM party_mark");
    assert_eq!(left, [second.id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_taken_away_or_changed_is_found() {
    let (town, first, _) = twice().await;
    let config = town.closed().await;
    for (change, code) in [
        (format!("DELETE FROM party_mark WHERE case_id = '{}'", first.id), "REC-009"),
        (format!("UPDATE party_mark SET item = 'x' WHERE case_id = '{}'", first.id), "REC-011"),
    ] {
        let path = config.data.join("zhifa.db");
        let changed = rusqlite::Connection::open(path).unwrap().execute(&change, []).unwrap();
        assert_eq!(changed, 2, "{change}");
        let mut found = Vec::new();
        let report = verify(&config, Options::default(), &mut |it| found.push(it.clone())).await;
        assert_ne!(report.unwrap().exit_code(), 0);
        let codes: Vec<&str> = found.iter().map(|it| it.code).collect();
        assert!(!codes.is_empty() && codes.iter().all(|it| *it == code), "{change}: {found:?}");
        rebuild(&config).await.unwrap();
    }
}
