//! The platform verifies its own record by the clock, and what it finds is on record.

use app::verify::{Finding, Options, Report, verify};
use app::{App, By, Config};
use domain::StreamId;
use domain::ids::CommandId;
use domain::rounds::Depth;
use jiff::civil::date;

use crate::town::Town;
use crate::verify::copied;

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_is_due_every_hour_and_a_whole_one_every_week() {
    let town = Town::open().await;
    let due = async |town: &Town| town.app.verify_when_due().await.unwrap().map(|one| one.depth);
    assert_eq!(due(&town).await, Some(Depth::Whole), "the first looks at everything");
    assert_eq!(due(&town).await, None);
    town.on(date(2026, 3, 4));
    assert_eq!(due(&town).await, Some(Depth::Fresh));
    assert_eq!(due(&town).await, None);
    town.on(date(2026, 3, 11));
    assert_eq!(due(&town).await, Some(Depth::Whole));
    let rounds = town.app.rounds().await.unwrap();
    assert!(rounds.last.unwrap().is_clean());
    let town = town.reopened().await;
    assert_eq!(due(&town).await, None, "what is on record outlives the program");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_verification_finds_is_noted_whatever_it_is() {
    let town = Town::open().await;
    town.delivered().await;
    let connection = rusqlite::Connection::open(town.config().data.join("zhifa.db")).unwrap();
    assert_eq!(connection.execute("UPDATE case_row SET fine = fine - 1", []).unwrap(), 1);
    let found = town.app.verify_when_due().await.unwrap().unwrap();
    assert_eq!((found.altered, found.codes.as_slice()), (1, &["REC-011".to_owned()][..]));
    let noted = town.app.rounds().await.unwrap().whole.unwrap();
    assert_eq!(noted, found);
}

/// A folder with one archived case, verified whole, and another case filed after that.
async fn verified_then_filed() -> (Config, StreamId, StreamId) {
    let town = Town::open().await;
    let old = town.archived().await;
    assert!(town.app.verify_when_due().await.unwrap().unwrap().is_clean());
    let new = town.filed().await;
    let picture = town.picture().await;
    town.adds(&new, "第二张", picture).await;
    (town.closed().await, old, new)
}

fn sql(config: &Config, statement: &str) {
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    assert!(0 < connection.execute(statement, []).unwrap(), "{statement}");
}

async fn fresh(config: &Config) -> (Report, Vec<Finding>) {
    let mut found = Vec::new();
    let options = Options { fresh: true, ..Options::default() };
    let report = verify(config, options, &mut |finding| found.push(finding.clone())).await.unwrap();
    (report, found)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_new_is_read_again_and_all_of_it_is() {
    let (config, old, new) = verified_then_filed().await;
    let (report, found) = fresh(&config).await;
    assert_eq!(found, []);
    let since = report.since.expect("there is a verification to go on from");
    assert!(0 < since && since < report.events, "{report:?}");
    assert!(report.head.starts_with(&format!("#{} ", report.events)));
    assert_eq!((report.vouched, report.blobs), (report.events, 1), "the new picture is read");

    let of = |stream: &StreamId| format!("stream = '{stream}'");
    let last = |stream| format!("(SELECT max(seq) FROM event WHERE {})", of(stream));
    let changes = [
        (format!("UPDATE event SET leaf = zeroblob(32) WHERE seq = {}", last(&new)), "LOG-004"),
        (format!("UPDATE event SET kind = 'case.closed' WHERE seq = {}", last(&new)), "LOG-003"),
        (format!("DELETE FROM event WHERE seq = {}", last(&new)), "LOG-013"),
        (format!("DELETE FROM opening WHERE {}", of(&new)), "REC-023"),
        (format!("UPDATE case_row SET unit = 'x' WHERE 'case/' || id = '{new}'"), "REC-011"),
        (format!("DELETE FROM case_row WHERE 'case/' || id = '{new}'"), "REC-009"),
        (format!("UPDATE done_row SET title = 'x' WHERE {}", of(&new)), "REC-011"),
        (
            format!(
                "INSERT INTO task_row SELECT stream, 'x', act, holder, title, subject, due_on, rule, \
                 cite, since_on, seq, town FROM task_row WHERE {} LIMIT 1",
                of(&new)
            ),
            "REC-010",
        ),
        ("UPDATE person_row SET roles = 'x' WHERE id = 'p-dangan'".to_owned(), "REC-011"),
        (format!("UPDATE command SET last_seq = 0 WHERE first_seq = {}", last(&new)), "REC-007"),
        (format!("DELETE FROM command WHERE first_seq = {}", last(&new)), "REC-007"),
        ("UPDATE head SET size = size - 1".to_owned(), "REC-004"),
        (
            format!(
                "UPDATE blob SET size = 1 WHERE hash IN (SELECT hash FROM evidence_row WHERE {})",
                of(&new)
            ),
            "REC-014",
        ),
        // A note that claims to vouch for more than stood before it is not believed.
        (
            "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"events\":', '\"events\":9') AS BLOB) \
             WHERE kind = 'record.verified'".to_owned(),
            "LOG-004",
        ),
    ];
    for (change, code) in changes {
        let (_folder, copy) = copied(&config);
        sql(&copy, &change);
        let (_, found) = fresh(&copy).await;
        assert!(found.iter().any(|finding| finding.code == code), "{change}: {found:#?}");
    }
    // What nothing new touched is left to the verification of everything.
    let (_folder, copy) = copied(&config);
    sql(&copy, &format!("UPDATE case_row SET fine = fine - 1 WHERE 'case/' || id = '{old}'"));
    assert_eq!(fresh(&copy).await.1, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_finding_everything_is_read_again_until_nothing_is_wrong() {
    let (config, old, new) = verified_then_filed().await;
    sql(&config, &format!("UPDATE case_row SET fine = fine - 1 WHERE 'case/' || id = '{old}'"));
    sql(&config, &format!("UPDATE case_row SET unit = 'x' WHERE 'case/' || id = '{new}'"));
    let app = App::open(config.clone()).await.unwrap();
    let fresh = async || {
        let id = CommandId::new(app.new_id());
        app.verify_now(Depth::Fresh, By::System, id).await.unwrap()
    };
    let found = fresh().await;
    assert_eq!((found.depth, found.altered), (Depth::Fresh, 1));
    let found = fresh().await;
    assert_eq!((found.depth, found.altered, found.since), (Depth::Brief, 2, None));
    app.close().await;
    app::rebuild(&config).await.unwrap();
    let app = App::open(config).await.unwrap();
    let id = || CommandId::new(app.new_id());
    let found = app.verify_now(Depth::Fresh, By::System, id()).await.unwrap();
    assert_eq!((found.depth, found.is_clean()), (Depth::Brief, true));
    let found = app.verify_now(Depth::Fresh, By::System, id()).await.unwrap();
    assert_eq!((found.depth, found.is_clean()), (Depth::Fresh, true));
    app.close().await;
}

/// Somebody with the key could sign every checkpoint anew; what verifications noted stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_tree_that_is_not_the_one_a_verification_noted_is_a_finding() {
    let (config, _, _) = verified_then_filed().await;
    let (_folder, copy) = copied(&config);
    sql(&copy, "DELETE FROM checkpoint");
    let whole = async |config: &Config| {
        let mut found = Vec::new();
        let mut note = |finding: &Finding| found.push((finding.code, finding.seq));
        verify(config, Options::default(), &mut note).await.unwrap();
        found
    };
    assert!(!whole(&copy).await.iter().any(|(code, _)| *code == "REC-028"));
    sql(
        &copy,
        "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE seq = 9",
    );
    let found = whole(&copy).await;
    let noted = rusqlite::Connection::open(copy.data.join("zhifa.db")).unwrap();
    let noted =
        noted.query_row("SELECT seq FROM event WHERE kind = 'record.verified'", [], |row| {
            row.get::<_, i64>(0)
        });
    assert!(found.contains(&("REC-028", noted.ok())), "{found:?}");
}
