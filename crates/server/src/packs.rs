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
pub async fn load(folder: &Path, correct: Option<&str>, data: DataPlace) -> ExitCode {
    let (packs, county) = parts(folder);
    let texts = match App::read_pack_folder(&packs, &county) {
        Ok(texts) => texts,
        Err(error) => return wrong(&error),
    };
    let config = app::Config { work: false, ..data.config() };
    match App::load_pack(config, &county, &texts, correct).await {
        Ok(app) => {
            let law = app.law();
            println!("已装载 {}（{} 版），摘要 {}。", law.title, law.version, law.digest);
            app.close().await;
            ExitCode::SUCCESS
        }
        Err(error) => wrong(&error),
    }
}

/// Takes a benchmark table into a pack, or says which rows contradict what.
pub async fn import_benchmarks(file: &Path, folder: &Path) -> ExitCode {
    let (packs, county) = parts(folder);
    let texts = match App::read_pack_folder(&packs, &county) {
        Ok(texts) => texts,
        Err(error) => return wrong(&error),
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return failed(&error),
    };
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let own = app::confine::Confinement::own_program();
    let text = match App::import_benchmarks(&texts, &county, (&name, &bytes), &own).await {
        Ok(text) => text,
        Err(error) => {
            failed(&error);
            return ExitCode::from(WRONG);
        }
    };
    let stem = file.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let target = folder.join("benchmarks").join(format!("{stem}.toml"));
    let replaced = target.exists();
    let written = std::fs::create_dir_all(folder.join("benchmarks"))
        .and_then(|()| std::fs::write(&target, text));
    if let Err(error) = written {
        return failed(&error);
    }
    let word = if replaced { "已替换" } else { "已写入" };
    println!("{word} {}；请检查后用 zhifa pack load 装载。", target.display());
    ExitCode::SUCCESS
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
