//! A whole site in a temporary folder, with the demo pack and its people, for tests only.
//!
//! Nothing is faked but time: the store, the journal, the pack and the pages are the real ones.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test ends where what it stands on is not there"
)]

mod answer;
mod client;
mod clock;
mod form;
mod people;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use app::{App, Config, HashCost, demo::Extent};
use axum::Router;
use tempfile::TempDir;
use web::SiteSettings;

pub use answer::Answer;
pub use client::Client;
pub use clock::FixedClock;
pub use form::{find_form, hidden_fields};
pub use people::PASSWORD;

/// When a test begins: Monday, 9 March 2026, nine in the morning in China.
pub const MORNING: &str = "2026-03-09T09:00:00+08:00";

/// Texts of a pack by path.
pub type Texts = BTreeMap<String, Vec<u8>>;

/// A site of its own for one test.
pub struct TestSite {
    pub app: App,
    pub clock: Arc<FixedClock>,
    pub(crate) router: Router,
    /// What everybody signs in with.
    password: &'static str,
    /// Dropped last: the folder with everything in it.
    folder: TempDir,
}

impl TestSite {
    /// The demo county, with everybody of its pack able to sign in with [`PASSWORD`].
    pub async fn open() -> Self {
        Self::open_with(SiteSettings::default(), Vec::new(), Texts::new()).await
    }

    /// The same with more texts in the pack, by path.
    pub async fn open_with_texts(more: Texts) -> Self {
        Self::open_with(SiteSettings::default(), Vec::new(), more).await
    }

    /// The same with the fonts of the house, so that documents can be printed.
    pub async fn open_in_print() -> Self {
        let fonts = packs().join("../assets/vendor/fonts");
        Self::open_with(SiteSettings::default(), vec![fonts], Texts::new()).await
    }

    /// The same behind https.
    pub async fn open_secure() -> Self {
        let settings = SiteSettings { https: true, ..SiteSettings::default() };
        Self::open_with(settings, Vec::new(), Texts::new()).await
    }

    async fn open_with(settings: SiteSettings, fonts: Vec<PathBuf>, more: Texts) -> Self {
        let (folder, clock, config) = ground();
        let config = Config { fonts, ..config };
        let mut texts =
            App::read_pack_folder(&packs(), "jinxiang").expect("the packs are readable");
        texts.extend(more);
        let app =
            App::load_pack(config, "jinxiang", &texts, None).await.expect("the pack is in order");
        people::engage(&app).await;
        let router = web::site(app.clone(), settings);
        Self { app, clock, router, password: PASSWORD, folder }
    }

    /// The demo county after its year of work, with cases in every stage.
    pub async fn open_after_a_year() -> Self {
        let (folder, clock, config) = ground();
        let filled = app::demo::fill(config.clone(), &packs(), Extent::Year, &|_| ()).await;
        filled.expect("the year can be lived");
        let app = App::open(config).await.expect("the year is on record");
        let router = web::site(app.clone(), SiteSettings::default());
        Self { app, clock, router, password: app::demo::PASSWORD, folder }
    }

    /// Somebody who is not signed in.
    pub fn nobody(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A person of the demo pack, signed in through the page.
    pub async fn sign_in(&self, login: &str) -> Client {
        let mut client = self.nobody();
        let answer = client.post("/login", &[("login", login), ("password", self.password)]).await;
        assert_eq!(answer.status, 303, "{login} should be let in: {}", answer.text);
        client
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The position of the last event.
    pub async fn head(&self) -> i64 {
        let last = self.app.audit(None, 1).await.expect("the record is readable");
        last.first().map_or(0, |entry| entry.seq)
    }

    /// Suspends a person's account, as the system administrator would.
    pub async fn suspend(&self, login: &str) {
        let reason = "测试停用".to_owned();
        people::order(&self.app, login, domain::org::Command::Suspend { reason }).await;
    }

    /// Gives a person an initial password, which they must change.
    pub async fn give_initial_password(&self, login: &str, password: &str) {
        let person = people::id(&self.app, login);
        self.app
            .set_password(&app::By::System, &person, password)
            .await
            .expect("the password is given");
    }
}

/// A folder, a clock that stands still, and what a site in it is opened with.
fn ground() -> (TempDir, Arc<FixedClock>, Config) {
    let folder = TempDir::new().expect("a temporary folder");
    let clock = Arc::new(FixedClock::at(MORNING));
    let config = Config {
        clock: clock.clone(),
        hash_cost: HashCost::Least,
        work: false,
        ..Config::new(folder.path().join("data"))
    };
    (folder, clock, config)
}

/// The folder of packs in this repository.
fn packs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../packs")
}
