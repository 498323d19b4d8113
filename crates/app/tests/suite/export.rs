//! The case file leaves the building whole, in order, and can be checked without this program.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;

use domain::StreamId;
use domain::evidence::Suspicion;
use domain::ids::{CaseId, PersonId};
use journal::{Frame, Hash, InclusionProof, Profile, PublicKey, Verifier};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;

use crate::town::{HANDLER_A, PARTY, Town, picture};

fn id(stream: &StreamId) -> CaseId {
    CaseId::new(&stream.id)
}

/// Who asks for the file.
fn by() -> PersonId {
    PersonId::new(HANDLER_A)
}

/// The files of the package by path.
async fn unpacked(town: &Town, case: &StreamId) -> BTreeMap<String, Vec<u8>> {
    let mut package = town.app.case_file_zip(&id(case), &by()).await.unwrap().unwrap();
    let mut bytes = Vec::new();
    package.file.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes.len() as u64, package.size);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let safe = |c: char| c.is_ascii_alphanumeric() || "/-._".contains(c);
        assert!(name.chars().all(safe) && !name.contains(".."), "{name}");
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(name, content);
    }
    files
}

fn sum(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_package_proves_itself_with_nothing_but_the_public_key() {
    let town = Town::open().await;
    let case = town.archived().await;
    let files = unpacked(&town, &case).await;

    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    let listed: HashMap<&str, &str> =
        sums.lines().map(|l| l.split_once("  ").unwrap()).map(|(sum, path)| (path, sum)).collect();
    assert_eq!(listed.len() + 1, files.len(), "every file but the list itself is listed");
    for (path, expected) in &listed {
        assert_eq!(sum(&files[*path]), *expected, "{path}");
    }

    let key: PublicKey =
        String::from_utf8(files["record/log.vkey"].clone()).unwrap().trim().parse().unwrap();
    assert_eq!(key.to_string(), town.app.log_key());
    let note = String::from_utf8(files["record/checkpoint.txt"].clone()).unwrap();
    let head = Verifier::new([key]).open(&note).unwrap().checkpoint.head();

    let proofs: Vec<Value> = serde_json::from_slice(&files["record/proofs.json"]).unwrap();
    let events = String::from_utf8(files["record/events.jsonl"].clone()).unwrap();
    let lines: Vec<&str> = events.lines().collect();
    assert_eq!((lines.len(), lines.len() > 15), (proofs.len(), true));
    let mut ends: BTreeMap<String, (u64, Hash)> = BTreeMap::new();
    for (line, proof) in lines.iter().zip(&proofs) {
        let frame = Frame::from_canonical(line.as_bytes()).unwrap();
        let leaf = Profile::Sha256.leaf(line.as_bytes());
        assert_eq!(proof["leaf"], leaf.to_string());
        let inclusion: InclusionProof = serde_json::from_value(proof["inclusion"].clone()).unwrap();
        assert_eq!(inclusion.index, frame.seq);
        inclusion.verify(Profile::Sha256, leaf, head).unwrap();
        let mut other = leaf;
        other.0[0] ^= 1;
        assert!(inclusion.verify(Profile::Sha256, other, head).is_err());
        let (version, prev) = ends.get(&frame.stream).copied().unwrap_or((0, Hash::ZERO));
        assert_eq!((frame.version, frame.prev), (version + 1, prev));
        ends.insert(frame.stream, (frame.version, leaf));
    }
    let custody = StreamId::evidence(&sum(&picture())).to_string();
    let streams: Vec<&String> = ends.keys().collect();
    assert_eq!(streams, [&case.to_string(), &custody], "the case and who had its evidence in hand");

    let openings: Vec<Value> = serde_json::from_slice(&files["record/openings.json"]).unwrap();
    let name = openings.iter().find(|o| o["value"] == PARTY).unwrap();
    let salt: [u8; 16] = hex::decode(name["salt"].as_str().unwrap()).unwrap().try_into().unwrap();
    let commit = journal::commit(&salt, name["field"].as_str().unwrap(), PARTY);
    let seq = name["seq"].as_u64().unwrap();
    let at = proofs.iter().position(|p| p["inclusion"]["index"] == seq).unwrap();
    assert!(lines[at].contains(&commit.to_string()));
    assert!(!events.contains(PARTY));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_package_holds_the_originals_and_each_document_that_the_record_names() {
    let town = Town::open().await;
    let case = town.delivered().await;
    let files = unpacked(&town, &case).await;
    assert_eq!(files["evidence/001.png"], picture());
    let events = String::from_utf8(files["record/events.jsonl"].clone()).unwrap();
    let documents: Vec<&String> = files.keys().filter(|k| k.starts_with("documents/")).collect();
    let forms: Vec<&str> = documents.iter().map(|path| &path[14..path.len() - 4]).collect();
    assert_eq!(
        forms,
        ["TF-15", "TF-23", "TF-01", "EX-09", "EX-12", "EX-14", "TF-11", "TF-23"],
        "the decision first, each receipt behind what it proves"
    );
    for path in documents {
        assert!(files[path].starts_with(b"%PDF-"));
        assert!(events.contains(&sum(&files[path])), "the record names {path} by its hash");
    }
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["case_number"], town.case(&case).await.number().unwrap());
    let titles = manifest["files"].as_array().unwrap().iter().map(|f| f["title"].as_str().unwrap());
    assert!(titles.into_iter().any(|title| title.starts_with("行政处罚决定书 ")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bound_file_has_cover_catalogue_documents_pictures_and_back_sheet() {
    let town = Town::open().await;
    let case = town.archived().await;
    let pdf = town.app.case_file_pdf(&id(&case), &by(), app::Volume::Whole).await.unwrap().unwrap();
    let bound = lopdf::Document::load_mem(&pdf).unwrap();
    let state = town.case(&case).await;
    let mut pages = 0;
    for document in &state.documents {
        let superseded = state.newest_edition(document).id != document.id;
        if superseded || document.form.starts_with("VOL-") {
            continue;
        }
        let paper = town.app.pdf(&case, &document.id).await.unwrap().unwrap();
        pages += lopdf::Document::load_mem(&paper).unwrap().get_pages().len();
    }
    assert_eq!(
        bound.get_pages().len(),
        pages + 4,
        "cover, catalogue, one picture and back sheet besides the documents"
    );
}

/// The party may look at one volume; reviews, approvals and discussions lie in the other.
#[tokio::test(flavor = "multi_thread")]
async fn the_open_and_the_closed_volume_hold_each_document_once_between_them() {
    let town = Town::open().await;
    let case = town.archived().await;
    let mut counts = Vec::new();
    for volume in [app::Volume::Whole, app::Volume::Open, app::Volume::Closed] {
        let pdf = town.app.case_file_pdf(&id(&case), &by(), volume).await.unwrap().unwrap();
        counts.push(lopdf::Document::load_mem(&pdf).unwrap().get_pages().len());
    }
    let besides = 3;
    assert_eq!(counts[0] - besides, (counts[1] - besides) + (counts[2] - besides), "{counts:?}");
    assert!(counts[1] > besides && counts[2] > besides, "{counts:?}");
    let early = town.filed().await;
    let open = town.app.case_file_pdf(&id(&early), &by(), app::Volume::Open).await.unwrap();
    assert!(open.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_may_be_taken_before_it_is_archived_and_what_is_not_there_cannot() {
    let town = Town::open().await;
    let case = town.filed().await;
    let pdf = town.app.case_file_pdf(&id(&case), &by(), app::Volume::Whole).await.unwrap().unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let nothing = CaseId::new("01NOTHING");
    assert!(town.app.case_file_pdf(&nothing, &by(), app::Volume::Whole).await.unwrap().is_none());
    assert!(town.app.case_file_zip(&nothing, &by()).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_with_an_altered_original_is_refused() {
    let town = Town::open().await;
    let case = town.filed().await;
    let hash = sum(&picture());
    let (first, rest) = hash.split_at(2);
    let path = town.config().data.join("evidence/objects").join(first).join(rest);
    std::fs::write(path, b"another picture").unwrap();
    assert!(matches!(town.app.case_file_zip(&id(&case), &by()).await, Err(app::Fault::Blob(_))));
    let left = std::fs::read_dir(town.config().data).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("export-")), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_drawn_is_named_on_the_back_sheet_and_stops_nothing() {
    let town = Town::open().await;
    let case = town.filed().await;
    let whole = pages(&town, &case).await;
    let mut broken = picture();
    broken.truncate(40);
    let blob = town.app.upload(&mut broken.as_slice(), "坏.png").await.unwrap();
    assert_eq!(town.app.suspicion(&blob.sha256).await.unwrap(), Some(Suspicion::Unreadable));
    town.adds(&case, "残缺照片", blob).await;
    assert_eq!(pages(&town, &case).await, whole, "no page for it, and no failure");
    let drawn = town.app.upload(&mut picture().as_slice(), "好.png").await.unwrap();
    town.adds(&case, "另一张照片", drawn).await;
    assert_eq!(pages(&town, &case).await, whole + 1);
}

async fn pages(town: &Town, case: &StreamId) -> usize {
    let pdf = town.app.case_file_pdf(&id(case), &by(), app::Volume::Whole).await.unwrap().unwrap();
    lopdf::Document::load_mem(&pdf).unwrap().get_pages().len()
}
