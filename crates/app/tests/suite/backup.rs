//! A copy taken while people work comes back whole, and nothing is ever overwritten.

use app::verify::{Options, verify};
use app::{App, BackupError, Config, Wanted, backup, restore};
use tempfile::TempDir;

use crate::town::Town;

/// Everything, and nothing of another copy.
pub const WHOLE: Wanted<'_> = Wanted { keys: true, after: None };

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
        async move { backup(&config, &target, WHOLE).await }
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
    let label = backup(&town.config(), &target, Wanted { keys: false, ..WHOLE }).await.unwrap();
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
    backup(&town.config(), &target, WHOLE).await.unwrap();
    let again = backup(&town.config(), &target, WHOLE).await;
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
    let copy = backup(&config, &folder.path().join("copy"), WHOLE).await;
    assert!(matches!(copy, Err(BackupError::Unsound(1))), "{copy:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_copy_shares_the_objects_of_the_first_and_stands_by_itself() {
    let town = Town::open().await;
    town.filed().await;
    town.app.checkpoint().await.unwrap();
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let first = backup(&town.config(), &at("first"), WHOLE).await.unwrap();
    assert_eq!(first.shared, 0);
    let nothing = Wanted { after: Some(folder.path()), ..WHOLE };
    let none = backup(&town.config(), &at("none"), nothing).await;
    assert!(matches!(none, Err(BackupError::NoBackup(_))), "{none:?}");
    assert!(!at("none").exists());

    town.report().await;
    let later = town.delivered().await;
    town.app.checkpoint().await.unwrap();
    let before = at("first");
    let next = Wanted { after: Some(&before), ..WHOLE };
    let second = backup(&town.config(), &at("second"), next).await.unwrap();
    assert!(first.files <= second.files && second.shared == 1, "{second:?}");

    // The first one may go; the second is whole, and holds what came since.
    std::fs::remove_dir_all(&before).unwrap();
    let config = Config { data: at("back"), ..town.config() };
    let (_, report) = restore(&at("second"), &config).await.unwrap();
    assert_eq!(report.exit_code(), 0);
    let back = App::open(config).await.unwrap();
    assert!(back.load(&later).await.unwrap().is_some());
    back.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_spoilt_in_the_earlier_copy_is_not_taken_over() {
    let town = Town::open().await;
    let case = town.filed().await;
    let picture = town.case(&case).await.evidence[0].blob.clone().unwrap().sha256;
    let (folder, (first, rest)) = (TempDir::new().unwrap(), picture.split_at(2));
    let before = folder.path().join("first");
    backup(&town.config(), &before, WHOLE).await.unwrap();
    let object = before.join("evidence/objects").join(first).join(rest);
    let mut bytes = std::fs::read(&object).unwrap();
    bytes[9] ^= 1;
    std::fs::write(&object, bytes).unwrap();
    let next = Wanted { after: Some(&before), ..WHOLE };
    let second = backup(&town.config(), &folder.path().join("second"), next).await;
    assert!(matches!(second, Err(BackupError::Unsound(1))), "{second:?}");
}
