//! The entrance to the chores; `./run` calls it.

use std::process::ExitCode;

use xtask::sources::root;

fn main() -> ExitCode {
    let chore = std::env::args().nth(1).unwrap_or_default();
    match chore.as_str() {
        "tidy" => report(&xtask::tidy::run(&root())),
        "gen" => match xtask::generate::write(&root()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => report(&[error]),
        },
        _ => report(&["usage: xtask tidy | gen".to_owned()]),
    }
}

fn report(problems: &[String]) -> ExitCode {
    for problem in problems {
        eprintln!("{problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
