//! The data that is attacked: a demonstration year with printed papers, and copies of it.

use std::path::{Path, PathBuf};

use app::demo::{self, Extent};
use app::{App, Clock as _, Config, HashCost, SystemClock};

use super::dice::Dice;
use crate::site::Trouble;
use crate::site::server::{self, Launch};

/// What says that a folder is ours.
const MARK: &str = "prove.mark";
/// How often a batch of papers is printed.
const PRINTS: usize = 2;
/// The database in a data folder.
pub const DATABASE: &str = "zhifa.db";

/// Where everything happens.
#[derive(Clone, Debug)]
pub struct Yard {
    /// The repository.
    pub root: PathBuf,
    /// The seed of the run.
    pub seed: u64,
    folder: PathBuf,
    program: PathBuf,
    defect: Option<String>,
}

impl Yard {
    /// Makes the data, or takes over what an earlier run has made.
    pub async fn open(root: &Path, seed: u64, reuse: bool) -> Result<Self, Trouble> {
        let folder =
            std::env::var_os("ZHIFA_PROVE").map_or_else(|| root.join("var/prove"), PathBuf::from);
        let program = server::binary()?;
        let yard = Self { root: root.to_owned(), seed, folder, program, defect: None };
        let ground = yard.ground();
        if reuse && ground.join(DATABASE).is_file() {
            return Ok(yard);
        }
        yard.clear()?;
        std::fs::create_dir_all(&ground)?;
        std::fs::write(yard.folder.join(MARK), b"")?;
        yard.fill().await?;
        Ok(yard)
    }

    /// The same with a defect planted in the program.
    pub fn with_defect(&self, defect: &str) -> Self {
        Self { defect: Some(defect.to_owned()), ..self.clone() }
    }

    /// The defect that is planted, if one is.
    pub fn defect(&self) -> Option<&str> {
        self.defect.as_deref()
    }

    /// The data folder that nobody changes.
    pub fn ground(&self) -> PathBuf {
        self.folder.join("ground")
    }

    /// Chance for one trial of a check.
    pub fn dice(&self, check: &str, trial: usize) -> Dice {
        Dice::new(self.seed, check, trial)
    }

    /// The program with what it finds in its environment.
    pub fn launch(&self) -> Launch {
        let mut launch = Launch::plain(&self.root, &self.program);
        let planted = self.defect.iter().map(|defect| ("ZHIFA_DEFECT".to_owned(), defect.clone()));
        launch.environment.extend(planted);
        launch
    }

    /// A copy with a database of its own; everything else is the ground's.
    pub fn light_copy(&self, name: &str) -> Result<PathBuf, Trouble> {
        self.light_copy_of(&self.ground(), name)
    }

    /// The same of another folder.
    pub fn light_copy_of(&self, data: &Path, name: &str) -> Result<PathBuf, Trouble> {
        let copy = self.empty(name)?;
        std::fs::copy(data.join(DATABASE), copy.join(DATABASE))?;
        for shared in ["keys", "packs", "evidence"] {
            let from = data.join(shared).canonicalize()?;
            std::os::unix::fs::symlink(from, copy.join(shared))?;
        }
        Ok(copy)
    }

    /// A copy that shares nothing.
    pub fn whole_copy(&self, name: &str) -> Result<PathBuf, Trouble> {
        let copy = self.empty(name)?;
        copy_folder(&self.ground(), &copy)?;
        Ok(copy)
    }

    /// A copy elsewhere that shares nothing.
    pub fn copy_to(&self, place: &Path) -> Result<(), Trouble> {
        copy_folder(&self.ground(), place)
    }

    fn empty(&self, name: &str) -> Result<PathBuf, Trouble> {
        let copy = self.folder.join(name);
        if copy.exists() {
            std::fs::remove_dir_all(&copy)?;
        }
        std::fs::create_dir_all(&copy)?;
        Ok(copy)
    }

    /// Empties the folder if an earlier run has made it.
    fn clear(&self) -> Result<(), Trouble> {
        let occupied = self.folder.is_dir() && self.folder.read_dir()?.next().is_some();
        if occupied && !self.folder.join(MARK).is_file() {
            return Err(format!("{} holds something else", self.folder.display()).into());
        }
        if occupied {
            std::fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    async fn fill(&self) -> Result<(), Trouble> {
        let config =
            || Config { hash_cost: HashCost::Least, work: false, ..Config::new(self.ground()) };
        demo::fill(config(), &self.root.join("packs"), Extent::Year, &|_| ()).await?;
        let fonts = vec![self.root.join("assets/vendor/fonts")];
        let app = App::open(Config { fonts, ..config() }).await?;
        for _ in 0..PRINTS {
            app.print_waiting().await?;
        }
        app.close().await;
        // The server that is killed later should answer, not print.
        let store = App::store(&config()).await?;
        let now = SystemClock.now().to_string();
        store.change(&store::scratch::finish_jobs("print", &now)).await?;
        store.close().await;
        Ok(())
    }
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
