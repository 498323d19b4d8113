//! The examination of case files: rules a second, and ten thousand files in one run.

use std::path::Path;
use std::time::Instant;

use app::App;
use app::examine;
use domain::packs::Jurisdiction;
use domain::rules::{self, Bench};
use jiff::civil::date;

use super::{Report, Trouble};

/// How many files are examined in one run.
const FILES: usize = 10_000;
/// How many case files the rules alone are asked about.
const ROUNDS: usize = 2_000;

/// Examines the samples of the repository over and over.
pub fn measure(root: &Path, report: &mut Report) -> Result<(), Trouble> {
    let law = law(root)?;
    let samples = samples(root)?;
    let day = date(2026, 11, 20);
    let folder = root.join("var/bench-examine");
    std::fs::create_dir_all(&folder)?;
    for (nth, sample) in samples.iter().cycle().take(FILES).enumerate() {
        std::fs::write(folder.join(format!("{nth}.yaml")), sample)?;
    }
    let begun = Instant::now();
    let mut breaches = 0;
    for nth in 0..FILES {
        let bytes = std::fs::read(folder.join(format!("{nth}.yaml")))?;
        let files = examine::read("a.yaml", &bytes).map_err(|all| format!("{all:?}"))?;
        for file in &files {
            breaches += examine::examine(file, &law, day).breaches().len();
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let rate = per_second(FILES, seconds);
    report.line(
        "评查 examine 10,000 files（one run, one core）",
        format!("{seconds:.2} s，{rate:.0} 件/s，{breaches} 处问题"),
    );
    std::fs::remove_dir_all(&folder)?;
    let files = samples
        .iter()
        .map(|sample| examine::read("a.yaml", sample).map_err(|all| format!("{all:?}")))
        .collect::<Result<Vec<_>, _>>()?;
    let begun = Instant::now();
    let mut asked = 0;
    for file in files.iter().flatten().cycle().take(ROUNDS) {
        asked += rules::examine(&file.dossier, &Bench { law: &law, today: day }).len();
    }
    let rate = per_second(asked, begun.elapsed().as_secs_f64());
    report.line("规则 rules/s（one core）", format!("{rate:.0}"));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn per_second(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds.max(f64::EPSILON)
}

fn law(root: &Path) -> Result<Jurisdiction, Trouble> {
    let packs = root.join("packs");
    let county = std::fs::read_dir(&packs)?
        .flatten()
        .find(|entry| entry.path().join("org.toml").is_file())
        .ok_or("no county pack")?;
    let county = county.file_name().to_string_lossy().into_owned();
    Ok(App::check_pack(&county, &App::read_pack_folder(&packs, &county)?)?)
}

fn samples(root: &Path) -> Result<Vec<Vec<u8>>, Trouble> {
    let mut all = Vec::new();
    for folder in ["sound", "defective"] {
        for entry in std::fs::read_dir(root.join("docs/examine").join(folder))? {
            all.push(std::fs::read(entry?.path())?);
        }
    }
    Ok(all)
}
