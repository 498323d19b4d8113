//! The binary `zhifa`: serves the pages and does what an operator asks. It holds no rule.

mod backup;
mod check;
mod cli;
mod demo;
mod due;
mod epoch;
mod examine;
mod key;
mod logging;
mod packs;
mod paper;
mod serve;
mod witness;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use cli::{Cli, Command, KeyCommand, PackCommand};

/// Verification, projections and pages make and drop many small things.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The command line is wrong.
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Where help cannot be printed, nothing else can be either.
            let _ = error.print();
            let answered = [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion];
            let well = answered.contains(&error.kind());
            return if well { ExitCode::SUCCESS } else { ExitCode::from(USAGE) };
        }
    };
    if let Command::Parse { task } = &cli.command {
        // Nothing else is started in the program that takes files from outside apart.
        return ExitCode::from(app::confine::work(task));
    }
    logging::start();
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(run(cli.command)),
        Err(error) => failed(&error),
    }
}

async fn run(command: Command) -> ExitCode {
    match command {
        Command::Serve(args) => serve::run(args).await,
        Command::Demo(args) => demo::run(args).await,
        Command::Verify(args) => check::verify(args).await,
        Command::Head(args) => witness::head(args).await,
        Command::Epoch(command) => epoch::run(command).await,
        Command::Key(KeyCommand::Rotate { data, reason }) => key::rotate(data, &reason).await,
        Command::Witness(args) => witness::run(args).await,
        Command::Rebuild(args) => check::rebuild(args).await,
        Command::Pack(PackCommand::Check { folder }) => packs::check(&folder),
        Command::Pack(PackCommand::Load { folder, correct, data }) => {
            packs::load(&folder, correct.as_deref(), data).await
        }
        Command::Pack(PackCommand::ImportBenchmarks { file, pack }) => {
            packs::import_benchmarks(&file, &pack).await
        }
        Command::Law(args) => due::run(args).await,
        Command::Examine(args) => examine::run(args).await,
        Command::Backup(args) => backup::backup(args).await,
        Command::Restore(args) => backup::restore(args).await,
        Command::Paper(args) => paper::check(&args),
        Command::Parse { task } => ExitCode::from(app::confine::work(&task)),
    }
}

/// Says why it did not work, with every cause.
pub fn failed(error: &dyn std::error::Error) -> ExitCode {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        let words = source.to_string();
        if !line.contains(&words) {
            line.push('：');
            line.push_str(&words);
        }
        cause = source.source();
    }
    eprintln!("zhifa: {line}");
    ExitCode::FAILURE
}
