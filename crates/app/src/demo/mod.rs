//! A demonstration year: plainly fictional people who live through real commands at the door.
//!
//! Nothing is written past the door. Should the law refuse a step, the demonstration stops and
//! says which; a refusal here is a mistake of ours and never hidden.

mod after;
mod agenda;
mod canvas;
mod cases;
mod cast;
mod clock;
mod clues;
mod dice;
mod hearing;
mod inspections;
mod letters;
mod matters;
mod measures;
mod picture;
mod play;
mod spot;
mod year;

use std::path::Path;
use std::sync::Arc;

use domain::packs::DemoPerson;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::{App, Config, Fault, StartError, UploadRefused};

/// The password of every demonstration account.
pub const PASSWORD: &str = "zhifa-demo-2026";

/// Where the demonstration says how far it is.
pub type Progress<'a> = &'a (dyn Fn(&str) + Send + Sync);

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The application does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The plumbing broke.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The store broke.
    #[error(transparent)]
    Store(#[from] store::Fault),
    /// A picture was not taken.
    #[error("示例照片没有保存：{0}")]
    Upload(#[from] UploadRefused),
    /// The calendar does not reach so far.
    #[error("工作日历不够长：{0}")]
    Calendar(#[from] law::CalendarGap),
    /// The folder of packs has none of a county, or several.
    #[error("数据包目录里应当有且只有一个辖区数据包：{0}")]
    Packs(String),
    /// Nobody in the pack holds a post.
    #[error("演示人员中没有{0}")]
    Nobody(&'static str),
    /// Something planned is not there.
    #[error("演示安排中找不到{0}")]
    Lost(&'static str),
    /// The pack does not fit the demonstration.
    #[error("数据包与演示安排不符：{0}")]
    Unfit(String),
    /// The door refused a step.
    #[error("演示步骤“{asked}”没有办成（{place}）：{words}")]
    Refused {
        /// What was asked.
        asked: String,
        /// When and in which stream.
        place: String,
        /// Why not.
        words: String,
    },
}

/// What the demonstration filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The accounts.
    pub people: usize,
    /// The steps taken.
    pub steps: usize,
    /// The documents printed.
    pub printed: usize,
}

/// How much of a demonstration is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The accounts and the year.
    Year,
    /// The accounts, and nothing that anybody did.
    Accounts,
}

/// Everybody with a demonstration account under the pack in the folder, its own people first.
pub fn people(packs_dir: &Path) -> Result<Vec<DemoPerson>, DemoError> {
    let county = county_in(packs_dir)?;
    let law = App::check_pack(&county, &App::read_pack_folder(packs_dir, &county)?)?;
    Ok(cast::Cast::of(&law).people)
}

/// Fills an empty data folder with the year that ends now by the clock of `config`.
///
/// Without fonts in `config` the documents are issued and stay to be printed.
pub async fn fill(
    config: Config,
    packs_dir: &Path,
    extent: Extent,
    progress: Progress<'_>,
) -> Result<Filled, DemoError> {
    let end = config.clock.now();
    let today = end.to_zoned(config.time_zone.clone()).date();
    let begin = match extent {
        Extent::Year => year_before(today, &config)?,
        Extent::Accounts => end,
    };
    let prints = !config.fonts.is_empty();
    let clock = Arc::new(clock::StepClock::at(begin));
    let config = Config { clock: clock.clone(), work: false, ..config };
    let county = county_in(packs_dir)?;
    let texts = App::read_pack_folder(packs_dir, &county)?;
    let app = App::load_pack(config, &county, &texts, None).await?;
    let law = app.law();
    let cast = cast::Cast::of(&law);
    // The last day is left to whoever looks at the demonstration.
    let yesterday = today.yesterday().map_err(|_| DemoError::Lost("日期"))?;
    let steps = match extent {
        Extent::Year => year::plan(&cast, yesterday)?,
        Extent::Accounts => vec![],
    };
    let count = steps.len();
    let player = play::Player { app: &app, clock: &clock, progress };
    player.engage(&cast).await?;
    player.live(steps, end).await?;
    let printed = if prints { player.print().await? } else { 0 };
    app.close().await;
    Ok(Filled { people: cast.people.len(), steps: count, printed })
}

/// The morning a year before the day.
fn year_before(today: Date, config: &Config) -> Result<Timestamp, DemoError> {
    let lost = |_| DemoError::Lost("日期");
    let begin = today.checked_sub(364.days()).map_err(lost)?.at(7, 0, 0, 0);
    Ok(begin.to_zoned(config.time_zone.clone()).map_err(lost)?.timestamp())
}

/// The only pack of a county in the folder.
fn county_in(packs: &Path) -> Result<String, DemoError> {
    let told = || DemoError::Packs(packs.display().to_string());
    let entries = std::fs::read_dir(packs).map_err(|_| told())?;
    let mut counties = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != "national" && packs.join(name).join("org.toml").is_file());
    match (counties.next(), counties.next()) {
        (Some(county), None) => Ok(county),
        (None, _) | (Some(_), Some(_)) => Err(told()),
    }
}

#[cfg(test)]
mod tests;
