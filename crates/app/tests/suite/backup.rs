//! A copy taken while people work comes back whole, and nothing is ever overwritten.

use app::verify::{Options, verify};
use app::{App, BackupError, Config, backup, restore};
use tempfile::TempDir;

use crate::town::Town;

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_taken_at_work_comes_back_and_goes_on() {
    let town = Town::open().await;
    let case = town.delivered().await;
    let document = town.case(&case).await.documents[0].id.clone();
    let paper = town.app.pdf(&case, &document).await.unwrap().unwrap();
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("copy");
    let config = town.config();
    let copying = tokio::spawn({
        let target = target.clone();
        async move { backup(&config, &target, true).await }
    });
    for _ in 0..5 {
        town.report().await;
    }
    let label = copying.await.unwrap().unwrap();
    assert!(label.keys && label.head.starts_with(&format!("#{} ", label.events)), "{label:?}");

    let state = town.case(&case).await;
    let config = Config { data: folder.path().join("back"), ..town.config() };
    let (read, report) = restore(&target, &config).await.unwrap();
    assert_eq!((&read, &report.head), (&label, &label.head));
    let back = App::open(config.clone()).await.unwrap();
    let loaded = back.load(&case).await.unwrap().unwrap();
    assert_eq!(loaded.state.as_case(), Some(&state));
    assert_eq!(back.pdf(&case, &document).await.unwrap(), Some(paper));
    back.close().await;
    let options = Options { blobs: true, ..Options::default() };
    assert!(verify(&config, options, &mut |_| {}).await.unwrap().is_clean());
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_stay_at_home_when_they_are_not_wanted() {
    let town = Town::open().await;
    town.filed().await;
    town.app.checkpoint().await.unwrap();
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("copy");
    let label = backup(&town.config(), &target, false).await.unwrap();
    assert!(!label.keys && !target.join("keys").exists());
    let config = Config { data: folder.path().join("back"), ..town.config() };
    let (_, report) = restore(&target, &config).await.unwrap();
    assert_eq!(report.exit_code(), 5, "what needs the keys could not be checked");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_overwritten_and_a_spoilt_copy_is_refused() {
    let town = Town::open().await;
    town.app.checkpoint().await.unwrap();
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("copy");
    backup(&town.config(), &target, true).await.unwrap();
    let again = backup(&town.config(), &target, true).await;
    assert!(matches!(again, Err(BackupError::Occupied(_))), "{again:?}");
    let onto_itself = restore(&target, &town.config()).await;
    assert!(matches!(onto_itself, Err(BackupError::Occupied(_))), "{onto_itself:?}");
    let fresh = Config { data: folder.path().join("back"), ..town.config() };
    let none = restore(&town.config().data, &fresh).await;
    assert!(matches!(none, Err(BackupError::NoBackup(_))), "{none:?}");

    let path = target.join("zhifa.db");
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let spoilt = restore(&target, &fresh).await;
    assert!(matches!(spoilt, Err(BackupError::Altered)), "{spoilt:?}");
    assert!(!fresh.data.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_an_altered_folder_is_not_called_sound() {
    let town = Town::open().await;
    let case = town.filed().await;
    let picture = town.case(&case).await.evidence[0].blob.clone().unwrap().sha256;
    let (first, rest) = picture.split_at(2);
    let config = town.config();
    std::fs::remove_file(config.data.join("evidence/objects").join(first).join(rest)).unwrap();
    let folder = TempDir::new().unwrap();
    let copy = backup(&config, &folder.path().join("copy"), true).await;
    assert!(matches!(copy, Err(BackupError::Unsound(1))), "{copy:?}");
}
