//! Pages as a person waits for them: inbox, lists, a case, a decision on paper.

use std::time::{Duration, Instant};

use super::figures::{Latency, Report};
use super::seed::Seeded;
use super::{Plan, Trouble};
use crate::site::http::Http;
use crate::site::server::Server;

/// Measures the papers first, while the press is cold, then the pages.
pub async fn measure(
    server: &Server,
    plan: &Plan,
    seeded: &Seeded,
    report: &mut Report,
) -> Result<(), Trouble> {
    let mut leader = Http::sign_in(&server.host, &seeded.leader, app::demo::PASSWORD).await?;
    let mut papers = Vec::new();
    for path in &seeded.decisions {
        papers.push(timed(&mut leader, path).await?);
    }
    if let Some((cold, warm)) = papers.split_first() {
        report.line("决定书首次排印，冷 decision PDF, cold", format!("{} ms", cold.as_millis()));
        report.line("决定书首次排印，热 decision PDF, warm", Latency::of(warm).to_string());
    }
    let handler = seeded.handlers.first().ok_or("no handlers")?;
    let mut person = Http::sign_in(&server.host, &handler.login, app::demo::PASSWORD).await?;
    for (name, path) in [("待办 inbox", "/inbox"), ("案件列表 case list", "/cases")] {
        let times = repeat(&mut person, plan.readings, |_| path.to_owned()).await?;
        report.line(&format!("{name}，办案人员 handler"), Latency::of(&times).to_string());
        let times = repeat(&mut leader, plan.readings, |_| path.to_owned()).await?;
        report.line(&format!("{name}，负责人 leader"), Latency::of(&times).to_string());
    }
    let cases = &handler.cases;
    let case = |nth: usize| {
        // A stride that is coprime to most counts: neighbours are not read together.
        let case = cases.get(nth * 7919 % cases.len().max(1));
        format!("/cases/{}", case.map_or("", String::as_str))
    };
    let times = repeat(&mut person, plan.readings, case).await?;
    report.line("案件页 case page", Latency::of(&times).to_string());
    Ok(())
}

async fn repeat(
    http: &mut Http,
    count: usize,
    path: impl Fn(usize) -> String,
) -> Result<Vec<Duration>, Trouble> {
    const WARM_UP: usize = 10;
    let mut times = Vec::with_capacity(count);
    for nth in 0..count + WARM_UP {
        let time = timed(http, &path(nth)).await?;
        if WARM_UP <= nth {
            times.push(time);
        }
    }
    Ok(times)
}

async fn timed(http: &mut Http, path: &str) -> Result<Duration, Trouble> {
    let begun = Instant::now();
    let reply = http.get(path).await?;
    let time = begun.elapsed();
    if reply.status == 200 {
        return Ok(time);
    }
    Err(format!("{path} answered {}: {}", reply.status, reply.text()).into())
}
