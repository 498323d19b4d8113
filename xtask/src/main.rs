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
        #[cfg(feature = "bench")]
        "bench" => {
            let words: Vec<String> = std::env::args().skip(2).collect();
            match xtask::bench::run(&root(), &words) {
                Ok(()) => ExitCode::SUCCESS,
                Err(trouble) => report(&[trouble.to_string()]),
            }
        }
        #[cfg(feature = "prove")]
        "prove" => {
            let words: Vec<String> = std::env::args().skip(2).collect();
            match xtask::prove::run(&root(), &words) {
                Ok(true) => ExitCode::SUCCESS,
                Ok(false) => ExitCode::FAILURE,
                Err(trouble) => report(&[trouble.to_string()]),
            }
        }
        _ => {
            report(&["usage: xtask tidy | gen | bench | prove (the last two with their features)"
                .to_owned()])
        }
    }
}

fn report(problems: &[String]) -> ExitCode {
    for problem in problems {
        eprintln!("{problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
