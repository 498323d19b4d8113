//! Measures a real server process over loopback: commands, pages, start, memory, paper, proof.
//!
//! The data is made through the same door as everybody's; `zhifa verify` must accept it before
//! and after. Figures are printed with the machine and the command, and nothing is estimated.

mod examine;
mod figures;
mod load;
mod pages;
mod seed;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use crate::site::Trouble;
use crate::site::machine;
use crate::site::server::{self, Launch, Server};
use figures::{Latency, Report};

/// What is measured.
#[derive(Clone, Debug)]
struct Plan {
    cases: usize,
    events: usize,
    seconds: u64,
    readings: usize,
    data: PathBuf,
    reuse: bool,
    only_examine: bool,
}

impl Plan {
    fn read(words: &[String]) -> Result<Self, Trouble> {
        let mut plan = Self {
            cases: 100_000,
            events: 1_000_000,
            seconds: 15,
            readings: 400,
            data: PathBuf::from("var/bench"),
            reuse: false,
            only_examine: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--quick" => {
                    (plan.cases, plan.events) = (2_000, 20_000);
                    (plan.seconds, plan.readings) = (4, 100);
                }
                "--cases" => plan.cases = value()?.parse()?,
                "--events" => plan.events = value()?.parse()?,
                "--seconds" => plan.seconds = value()?.parse()?,
                "--data" => plan.data = PathBuf::from(value()?),
                "--reuse" => plan.reuse = true,
                "--examine" => plan.only_examine = true,
                _ => {
                    return Err(format!(
                        "{word}? usage: bench [--quick] [--cases N] [--events N] [--seconds N] \
                         [--data DIR] [--reuse] [--examine]"
                    )
                    .into());
                }
            }
        }
        Ok(plan)
    }
}

/// Runs the whole and prints the report.
pub fn run(root: &Path, words: &[String]) -> Result<(), Trouble> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(measure(root, words))?;
    println!("{report}");
    Ok(())
}

async fn measure(root: &Path, words: &[String]) -> Result<Report, Trouble> {
    let plan = Plan::read(words)?;
    let mut report = Report::new(machine::describe(root, words)?);
    examine::measure(root, &mut report)?;
    if plan.only_examine {
        return Ok(report);
    }
    let seeded = seed::prepare(root, &plan, &mut report).await?;
    verify(&plan, "校验 verify（办案前 before the load）", &mut report)?;
    let begun = Instant::now();
    let mut server = Server::start(&Launch::plain(root, &server::binary()?), &plan.data).await?;
    report.line("启动 cold start", format!("{:.2} s", begun.elapsed().as_secs_f64()));
    tokio::time::sleep(Duration::from_secs(3)).await;
    report.line("空闲内存 resident, idle", server.resident()?);
    pages::measure(&server, &plan, &seeded, &mut report).await?;
    for clients in [1, 8, 32] {
        let done = load::run(&mut server, &plan, &seeded, clients).await?;
        let name = format!("办案命令 commands/s，{clients} 个客户端 clients");
        let latency = Latency::of(&done.times);
        report.line(&name, format!("{:.0}（{latency}）", done.rate()));
    }
    report.line("负载内存 resident, under load (peak)", server.peak());
    server.stop().await?;
    verify(&plan, "校验 verify（办案后 after the load）", &mut report)?;
    Ok(report)
}

/// The rate at which the whole record is verified; a record that is not sound ends the run.
fn verify(plan: &Plan, name: &str, report: &mut Report) -> Result<(), Trouble> {
    let begun = Instant::now();
    let mut child = std::process::Command::new(server::binary()?)
        .args(["verify", "--data"])
        .arg(&plan.data)
        .stdout(std::process::Stdio::null())
        .spawn()?;
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(machine::resident_kib(child.id()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(50));
    };
    if !status.success() {
        return Err(format!("verify does not accept the data: {status}").into());
    }
    let seconds = begun.elapsed().as_secs_f64();
    report.line(name, format!("{seconds:.1} s，内存 resident {} MiB", peak / 1024));
    Ok(())
}
