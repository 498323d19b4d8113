//! A lived-in folder verifies; one changed byte anywhere is found and its case is named.

use app::verify::{Finding, Options, Report, verify};
use app::{Config, rebuild};

use crate::town::Town;

pub async fn checked(config: &Config) -> (Report, Vec<Finding>) {
    let mut found = Vec::new();
    let options = Options { blobs: true, ..Options::default() };
    let report = verify(config, options, &mut |finding| found.push(finding.clone())).await.unwrap();
    (report, found)
}

/// A folder with an archived case, a clue and a printed document; its configuration and 案号.
async fn lived_in() -> (Config, String, String) {
    let town = Town::open().await;
    town.report().await;
    let stream = town.archived().await;
    let case = town.case(&stream).await;
    let document = case.documents.iter().find(|d| d.form == "TF-15").unwrap().id.clone();
    town.app.pdf(&stream, &document).await.unwrap().unwrap();
    let number = case.number().unwrap().to_owned();
    (town.closed().await, stream.to_string(), number)
}

fn sql(config: &Config, statement: &str) {
    let path = config.data.join("zhifa.db");
    let connection = rusqlite::Connection::open(path).unwrap();
    assert_eq!(connection.execute(statement, []).unwrap(), 1, "{statement}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lived_in_folder_verifies_and_says_what_it_looked_at() {
    let (config, _, _) = lived_in().await;
    let (report, found) = checked(&config).await;
    assert_eq!(found, []);
    assert_eq!(report.exit_code(), 0);
    assert_eq!(report.vouched, report.events);
    for count in [report.events, report.streams, report.openings, report.rows] {
        assert!(10 < count, "{report:?}");
    }
    assert_eq!((report.numbers, report.blobs), (5, 2), "the picture and the printed decision");
    assert!(report.head.starts_with(&format!("#{} ", report.events)));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_changed_byte_is_found_and_names_the_case() {
    let (config, stream, number) = lived_in().await;
    let one = |table: &str, key: &str| {
        format!("(SELECT {key} FROM {table} WHERE stream = '{stream}' ORDER BY {key} LIMIT 1)")
    };
    let seq = one("event", "seq");
    let flip = "CAST(replace(CAST(bytes AS TEXT), '公路', '小路') AS BLOB)";
    let changes = [
        (format!("UPDATE event SET bytes = {flip} WHERE seq = {seq}"), "LOG-004"),
        (format!("UPDATE event SET leaf = zeroblob(32) WHERE seq = {seq}"), "LOG-004"),
        (format!("UPDATE event SET leaf = x'00' WHERE seq = {seq}"), "LOG-004"),
        (format!("UPDATE event SET kind = 'case.filed' WHERE seq = {seq}"), "LOG-003"),
        (format!("UPDATE event SET command = 'other' WHERE seq = {seq}"), "LOG-003"),
        (format!("UPDATE event SET recorded_at = '2026' WHERE seq = {seq}"), "LOG-003"),
        (
            format!(
                "UPDATE opening SET sealed = zeroblob(90) WHERE seq = {seq} AND field LIKE '%party.name'"
            ),
            "REC-001",
        ),
        (
            format!(
                "UPDATE opening SET stream = 'case/x' WHERE seq = {seq} AND field LIKE '%party.name'"
            ),
            "REC-023",
        ),
        (format!("DELETE FROM opening WHERE seq = {seq} AND field LIKE '%party.name'"), "REC-011"),
        (format!("DELETE FROM opening WHERE seq = {seq} AND field LIKE '%party.name'"), "REC-023"),
        (
            format!("UPDATE case_row SET fine = fine - 1 WHERE 'case/' || id = '{stream}'"),
            "REC-011",
        ),
        (format!("DELETE FROM case_row WHERE 'case/' || id = '{stream}'"), "REC-009"),
        (format!("UPDATE search_entry SET grams = 'x' WHERE stream = '{stream}'"), "REC-011"),
        (
            format!(
                "INSERT INTO done_row SELECT seq, 'p-dangan', stream, act, title, at FROM done_row \
                 WHERE seq = {}",
                one("done_row", "seq")
            ),
            "REC-010",
        ),
        (format!("UPDATE command SET last_seq = last_seq + 1 WHERE first_seq = {seq}"), "REC-007"),
        (format!("DELETE FROM command WHERE first_seq = {seq}"), "REC-007"),
        (
            format!("UPDATE blob SET size = size + 1 WHERE hash = {}", one("evidence_row", "hash")),
            "REC-014",
        ),
        (
            format!("DELETE FROM document_row WHERE stream = '{stream}' AND form = 'TF-15'"),
            "REC-009",
        ),
    ];
    for (change, code) in changes {
        let (_folder, copy) = copied(&config);
        sql(&copy, &change);
        let (report, found) = checked(&copy).await;
        assert_eq!(report.exit_code(), 2, "{change}: {found:?}");
        let named = found.iter().any(|f| {
            f.code == code
                && f.stream.as_deref() == Some(&stream)
                && f.case_number.as_deref() == Some(&number)
        });
        assert!(named, "{change}: {found:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_altered_event_convicts_its_own_case_and_no_other() {
    let (config, stream, _) = lived_in().await;
    let change = format!(
        "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '公路', '小路') AS BLOB) \
         WHERE seq = (SELECT min(seq) FROM event WHERE stream = '{stream}')"
    );
    sql(&config, &change);
    let (_, found) = checked(&config).await;
    let named: Vec<_> = found.iter().filter_map(|f| f.stream.as_deref()).collect();
    assert!(named.iter().all(|named| *named == stream), "{found:#?}");
    let nodes = found.iter().filter(|f| f.code == "REC-005").count();
    let roots = found.iter().filter(|f| f.code == "LOG-011").count();
    assert_eq!((nodes, roots), (0, 1), "nodes are as they were: the event is not");
    assert!(found.len() < 8, "{found:#?}");
}

/// A second tile is begun, so that the root of the first is kept.
#[tokio::test(flavor = "multi_thread")]
async fn the_root_of_a_tile_that_is_altered_or_gone_is_found_with_the_events_below_it() {
    let town = Town::open().await;
    let app = &town.app;
    while app.checkpoint().await.unwrap().size <= 300 {
        futures::future::join_all((0..40).map(|_| town.report())).await;
    }
    let config = town.closed().await;
    assert_eq!(checked(&config).await.1, []);
    for change in ["UPDATE tree_node SET hash = zeroblob(32)", "DELETE FROM tree_node"] {
        let (_folder, copy) = copied(&config);
        sql(&copy, change);
        let (_, found) = checked(&copy).await;
        let [node] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!((node.code, node.place.as_deref()), ("REC-005", Some("tree_node 8 0")));
        assert!(node.what.contains("第 0 至 255 条"), "{}", node.what);
    }

    let (_folder, copy) = copied(&config);
    sql(
        &copy,
        "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE seq = 200",
    );
    let (_, found) = checked(&copy).await;
    assert!(found.iter().any(|f| f.code == "LOG-004" && f.seq == Some(200)), "{found:#?}");
    assert!(!found.iter().any(|f| f.code == "REC-005"), "the node is as it was: {found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_belong_to_no_case_are_found_too() {
    let (config, _, _) = lived_in().await;
    let last = "(SELECT max(size) FROM checkpoint)";
    let changes = [
        (
            format!(
                "UPDATE checkpoint SET note = replace(note, '/log/', '/lag/') WHERE size = {last}"
            ),
            "LOG-010",
        ),
        (format!("UPDATE checkpoint SET size = size + 7 WHERE size = {last}"), "REC-008"),
        ("UPDATE head SET size = size - 1".to_owned(), "REC-004"),
        ("DELETE FROM head".to_owned(), "REC-004"),
        ("UPDATE head SET recorded_at = '2020-01-01T00:00:00.000Z'".to_owned(), "REC-004"),
        ("INSERT INTO tree_node VALUES (40, 0, zeroblob(32))".to_owned(), "REC-006"),
        ("INSERT INTO opening VALUES ('case/x', 99999, 'party.name', x'01')".to_owned(), "REC-002"),
        ("INSERT INTO link_row VALUES ('case/x', 'clue/y', 'clue')".to_owned(), "REC-010"),
        ("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)".to_owned(), "LOG-013"),
        ("DELETE FROM event WHERE seq = 3".to_owned(), "LOG-001"),
    ];
    for (change, code) in changes {
        let (_folder, copy) = copied(&config);
        sql(&copy, &change);
        let (report, found) = checked(&copy).await;
        assert_eq!(report.exit_code(), 2, "{change}: {found:?}");
        assert!(found.iter().any(|f| f.code == code), "{change}: {found:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_evidence_object_that_is_altered_or_gone_is_found_unless_left_out() {
    let (config, stream, number) = lived_in().await;
    let town = "objects";
    let picture = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(crate::town::picture()));
    let (folder, rest) = picture.split_at(2);
    let path = config.data.join("evidence").join(town).join(folder).join(rest);
    std::fs::write(&path, b"another picture").unwrap();
    let (report, found) = checked(&config).await;
    assert_eq!(report.exit_code(), 2);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((finding.code, finding.place.as_deref()), ("REC-013", Some(picture.as_str())));
    assert_eq!(finding.stream.as_deref(), Some(stream.as_str()));
    assert_eq!(finding.case_number.as_deref(), Some(number.as_str()));

    std::fs::remove_file(&path).unwrap();
    let (_, found) = checked(&config).await;
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["REC-012"]);

    let report = verify(&config, Options::default(), &mut |_| {}).await.unwrap();
    assert!(report.is_clean(), "left out on request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_whose_text_was_changed_is_found() {
    let (config, _, _) = lived_in().await;
    let packs = std::fs::read_dir(config.data.join("packs")).unwrap();
    let pack = packs.into_iter().next().unwrap().unwrap().path();
    let rules = pack.join("national/rules.toml");
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, text + "# one more line\n").unwrap();
    let (report, found) = checked(&config).await;
    assert_eq!(report.exit_code(), 2);
    assert!(found.iter().any(|f| f.code == "REC-016"), "{found:?}");
    assert_eq!(report.events, report.vouched, "the chain is checked all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_database_file_is_storage_and_missing_proofs_are_incomplete() {
    let (config, _, _) = lived_in().await;
    let (_folder, copy) = copied(&config);
    sql(&copy, "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)");
    let later = Config { clock: std::sync::Arc::new(app::SystemClock), ..copy };
    let (report, found) = checked(&later).await;
    assert_eq!((report.exit_code(), found[0].code), (5, "REC-018"), "{found:?}");

    let (_folder, copy) = copied(&config);
    std::fs::remove_file(copy.data.join("keys/vault.key")).unwrap();
    let (report, found) = checked(&copy).await;
    assert_eq!((report.exit_code(), found[0].code), (5, "REC-019"), "{found:?}");
    assert!(!copy.data.join("keys/vault.key").exists(), "verifying makes no key");

    let (_folder, copy) = copied(&config);
    let path = copy.data.join("zhifa.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let (report, found) = checked(&copy).await;
    assert!(0 < report.corrupt, "{found:?}");
}

#[tokio::test]
async fn a_folder_without_data_is_refused_and_left_alone() {
    let folder = tempfile::TempDir::new().unwrap();
    let config = Config::new(folder.path().join("nothing"));
    let refused = verify(&config, Options { blobs: true, ..Options::default() }, &mut |_| {}).await;
    assert!(matches!(refused, Err(app::StartError::NoData(_))));
    assert!(matches!(rebuild(&config).await, Err(app::StartError::NoData(_))));
    assert!(!config.data.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_in_use_verifies_while_people_work() {
    let town = Town::open().await;
    town.filed().await;
    let config = town.config();
    let check = tokio::spawn(async move { checked(&config).await });
    for _ in 0..20 {
        town.report().await;
    }
    let (report, found) = check.await.unwrap();
    assert_eq!(found, [], "{report:?}");
}

/// A copy of the folder for one change.
pub fn copied(config: &Config) -> (tempfile::TempDir, Config) {
    let folder = tempfile::TempDir::new().unwrap();
    copy(&config.data, folder.path());
    let copy = Config { data: folder.path().to_owned(), ..config.clone() };
    (folder, copy)
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
