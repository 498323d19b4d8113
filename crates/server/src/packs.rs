//! `zhifa pack check` and `zhifa pack load`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::{App, StartError};

use crate::cli::DataPlace;
use crate::failed;

/// The pack is not in order.
const WRONG: u8 = 2;

/// Checks a pack and says what is in it, or what is wrong with which row.
pub fn check(folder: &Path) -> ExitCode {
    match read(folder) {
        Ok(law) => {
            println!(
                "{}（{} 版）：{} 个执法主体、{} 个机构、{} 个镇街、{} 个事项版本、{} 种文书，没有错误。",
                law.title,
                law.version,
                law.authorities.len(),
                law.units.len(),
                law.towns.len(),
                law.items.len(),
                law.forms.len()
            );
            println!("摘要 {}", law.digest);
            ExitCode::SUCCESS
        }
        Err(error) => wrong(&error),
    }
}

/// Checks a pack and puts it in force.
pub async fn load(folder: &Path, data: DataPlace) -> ExitCode {
    let (packs, county) = parts(folder);
    let texts = match App::read_pack_folder(&packs, &county) {
        Ok(texts) => texts,
        Err(error) => return wrong(&error),
    };
    let config = app::Config { work: false, ..data.config() };
    match App::load_pack(config, &county, &texts).await {
        Ok(app) => {
            let law = app.law();
            println!("已装载 {}（{} 版），摘要 {}。", law.title, law.version, law.digest);
            app.close().await;
            ExitCode::SUCCESS
        }
        Err(error) => wrong(&error),
    }
}

/// The pack in a folder, checked.
pub fn read(folder: &Path) -> Result<domain::packs::Jurisdiction, StartError> {
    let (packs, county) = parts(folder);
    App::check_pack(&county, &App::read_pack_folder(&packs, &county)?)
}

/// The folder that holds all packs, and the name of this one.
fn parts(folder: &Path) -> (PathBuf, String) {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    let packs = whole.parent().map(Path::to_owned).unwrap_or_default();
    (packs, name.unwrap_or_default())
}

fn wrong(error: &StartError) -> ExitCode {
    failed(error);
    ExitCode::from(WRONG)
}
