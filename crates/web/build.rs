//! Stops the build with one sentence if the third-party assets have not been fetched.

use std::{path::Path, process::ExitCode};

const NEEDED: [&str; 4] = ["tabler.css", "icons.svg", "leaflet/leaflet.css", "leaflet/leaflet.js"];

fn main() -> ExitCode {
    let vendor = Path::new("../../assets/vendor/web");
    println!("cargo::rerun-if-changed={}", vendor.display());
    println!("cargo::rerun-if-changed=static");
    println!("cargo::rerun-if-changed=templates");
    if NEEDED.iter().all(|name| vendor.join(name).is_file()) {
        return ExitCode::SUCCESS;
    }
    println!("cargo::error=缺少界面资源 assets/vendor/web，先运行 ./run setup。");
    ExitCode::FAILURE
}
