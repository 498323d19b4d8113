//! A pack that changes a provision or withdraws a power names the open cases it touches.

use std::path::PathBuf;

use app::App;
use domain::catalogue::Governs;
use domain::ids::PersonId;
use jiff::civil::date;

use crate::town::Town;

const PATH: &str = "jinxiang/items/T01.toml";

/// The county's pack with the penalty item T01 ended on 4 March 2026, and perhaps another version
/// from the next day on, with some words of every branch changed.
fn changed(
    ending: &str,
    later: Option<(&str, &str)>,
) -> std::collections::BTreeMap<String, Vec<u8>> {
    let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut texts = App::read_pack_folder(&packs, "jinxiang").unwrap();
    let text = String::from_utf8(texts[PATH].clone()).unwrap();
    let (head, old) = text.split_once("[[item]]\nid = \"JX-T-01-CF\"").unwrap();
    let start = "effective_from = 2021-06-30\n";
    let until = format!("{start}effective_until = 2026-03-04\n{ending}\n");
    let next = later.map(|(from, to)| {
        let begins = old.replace(start, "effective_from = 2026-03-05\n");
        assert!(begins.contains(from), "{from}");
        format!("[[item]]\nid = \"JX-T-01-CF\"{}", begins.replace(from, to))
    });
    let ended = old.replace(start, &until);
    let whole = format!("{head}[[item]]\nid = \"JX-T-01-CF\"{ended}\n{}", next.unwrap_or_default());
    texts.insert(PATH.to_owned(), whole.into_bytes());
    texts
}

async fn touched(ending: &str, later: Option<(&str, &str)>) -> Vec<(String, Governs)> {
    let town = Town::open().await;
    let case = town.filed().await;
    assert!(seen(&town.app).await.is_empty(), "nothing has changed yet");
    town.on(date(2026, 3, 6));
    let config = town.closed().await;
    let app = App::load_pack(config, "jinxiang", &changed(ending, later), None).await.unwrap();
    let found = seen(&app).await;
    app.close().await;
    assert!(found.iter().all(|(id, _)| case.id == *id));
    found
}

async fn seen(app: &App) -> Vec<(String, Governs)> {
    let actor = app.people().get(&PersonId::new("p-jiandu")).unwrap().actor();
    let rows = app.cases_touched(&actor).await.unwrap().rows;
    rows.into_iter().map(|it| (it.case.id, it.governs)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_provision_names_the_open_cases_and_which_law_governs_each() {
    let governs = |found: &[(String, Governs)]| found.iter().map(|it| it.1).collect::<Vec<_>>();
    let may = ("mandatory = true", "mandatory = false");
    assert_eq!(governs(&touched("", Some(may)).await), [Governs::Later]);
    let more = ("max_yuan = 5000 }\nhearing", "max_yuan = 9000 }\nhearing");
    assert_eq!(governs(&touched("", Some(more)).await), [Governs::Earlier]);
    assert_eq!(governs(&touched("ending = \"abolished\"", None).await), [Governs::Nothing]);
    assert_eq!(governs(&touched("", None).await), [Governs::Doubtful]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_in_force_is_corrected_only_with_a_reason_and_the_record_keeps_it() {
    let town = Town::open().await;
    let config = town.closed().await;
    let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let sound = App::read_pack_folder(&packs, "jinxiang").unwrap();
    let text = String::from_utf8(sound[PATH].clone()).unwrap();
    let mut wrong = sound.clone();
    let changed = text.replacen("max_yuan = 5000 }\nhearing", "max_yuan = 9000 }\nhearing", 1);
    assert_ne!(text, changed);
    wrong.insert(PATH.to_owned(), changed.into_bytes());

    let load = |texts, reason| App::load_pack(config.clone(), "jinxiang", texts, reason);
    let error = load(&wrong, None).await.err().unwrap().to_string();
    assert!(error.contains("5,000.00元") && error.contains("改为"), "{error}");
    assert!(error.contains("--correct"), "{error}");
    assert!(load(&wrong, Some(" ")).await.err().unwrap().to_string().contains("理由"));

    // The same again, and another without a rewriting, ask for no reason.
    let app = load(&sound, None).await.unwrap();
    assert!(app.pack_corrections().await.unwrap().is_empty());
    let before = app.law().digest.clone();
    app.close().await;
    let app = load(&wrong, Some("上限录入有误")).await.unwrap();
    assert_ne!(app.law().digest, before);
    app.close().await;
    // Back again is a correction too, and takes effect.
    let app = load(&sound, Some("原来的是对的")).await.unwrap();
    assert_eq!(app.law().digest, before);
    let kept = app.pack_corrections().await.unwrap();
    let reasons: Vec<&str> = kept.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(reasons, ["上限录入有误", "原来的是对的"]);
    assert!(kept.iter().all(|it| it.rewritten.len() == 1), "{kept:?}");
    app.close().await;
}
