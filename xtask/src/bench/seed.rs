//! The data that is measured: a demonstration year, and then as many open cases as wanted, all of
//! them through the door.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Instant;

use app::demo::{self, Extent};
use app::{App, Clock, Config, HashCost, SystemClock};
use domain::catalogue::Power;
use domain::policy::{Actor, Role};
use futures::{StreamExt as _, TryStreamExt as _};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::figures::Report;
use super::{Plan, Trouble};

mod bulk;

/// How many orders are under way at once, so that groups are committed together.
const ABREAST: usize = 256;
/// How long before now the bulk of the cases begins.
const SPAN: SignedDuration = SignedDuration::from_hours(24 * 300);
/// What says that a folder is ours and finished.
const MARK: &str = "bench.json";

/// A handler with open cases.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Handler {
    /// The account.
    pub login: String,
    /// The cases they handle.
    pub cases: Vec<String>,
    /// A day that has begun.
    pub today: String,
    /// A town.
    pub town: String,
    /// What a clue can be about.
    pub category: String,
}

/// What the measurements need to know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seeded {
    size: (usize, usize),
    /// The handlers.
    pub handlers: Vec<Arc<Handler>>,
    /// A head's account.
    pub leader: String,
    /// The addresses of decisions that nobody has printed.
    pub decisions: Vec<String>,
}

/// Makes the data, or takes over what an earlier run has made when that is asked for.
pub async fn prepare(root: &Path, plan: &Plan, report: &mut Report) -> Result<Seeded, Trouble> {
    let mark = plan.data.join(MARK);
    if plan.reuse {
        let seeded: Seeded = serde_json::from_slice(&std::fs::read(&mark)?)?;
        report.line("数据 data", format!("沿用 reused：{:?}（案件、事件）", seeded.size));
        return Ok(seeded);
    }
    clear(&plan.data)?;
    std::fs::create_dir_all(&plan.data)?;
    // Ours from here on, so that a run broken off can be cleared away.
    std::fs::write(&mark, b"{}")?;
    let now = SystemClock.now();
    let begin = now - SPAN;
    let clock = Arc::new(Steps(AtomicI64::new(begin.as_millisecond())));
    let config = || Config {
        clock: clock.clone(),
        hash_cost: HashCost::Least,
        work: false,
        ..Config::new(&plan.data)
    };
    let packs = root.join("packs");
    demo::fill(config(), &packs, Extent::Year, &|words| eprintln!("{words}")).await?;
    let app = App::open(config()).await?;
    let started = Instant::now();
    let before = app.checkpoint().await?.size;
    let handlers = fill(&app, &clock, plan, (begin, now)).await?;
    let head = app.checkpoint().await?;
    let seconds = started.elapsed().as_secs_f64();
    let added = f64::from(u32::try_from(head.size - before).unwrap_or(u32::MAX));
    report.line(
        "数据 data",
        format!(
            "{}个案件，{}个事件；生成 {seconds:.0} s，每秒 {:.0} 个事件",
            plan.cases,
            head.size,
            added / seconds
        ),
    );
    let seeded = Seeded {
        size: (plan.cases, usize::try_from(head.size)?),
        handlers,
        leader: login(&app, Role::Leader)?,
        decisions: decisions(&app).await?,
    };
    app.close().await;
    bulk::leave_unprinted(&config()).await?;
    std::fs::write(&mark, serde_json::to_vec(&seeded)?)?;
    Ok(seeded)
}

/// Empties a folder that an earlier run has made, and no other.
fn clear(data: &Path) -> Result<(), Trouble> {
    let occupied = data.is_dir() && data.read_dir()?.next().is_some();
    if occupied && !data.join(MARK).is_file() {
        return Err(format!("{} holds something else", data.display()).into());
    }
    if occupied {
        std::fs::remove_dir_all(data)?;
    }
    Ok(())
}

async fn fill(
    app: &App,
    clock: &Steps,
    plan: &Plan,
    (begin, end): (Timestamp, Timestamp),
) -> Result<Vec<Arc<Handler>>, Trouble> {
    let ground = bulk::Ground::of(app, plan.events / plan.cases.max(1))?;
    let done = AtomicUsize::new(0);
    let step = (end.as_millisecond() - begin.as_millisecond()) / i64::try_from(plan.cases + 1)?;
    let cases = (0..plan.cases).map(|nth| {
        let (ground, done) = (&ground, &done);
        async move {
            clock.reach(begin.as_millisecond() + step * i64::try_from(nth)?);
            let case = ground.one_case(app, nth).await?;
            let count = done.fetch_add(1, Ordering::Relaxed) + 1;
            if count.is_multiple_of((plan.cases / 20).max(1)) {
                eprintln!("已生成案件 {count}/{}", plan.cases);
            }
            Ok::<_, Trouble>((nth, case))
        }
    });
    let cases: Vec<(usize, String)> =
        futures::stream::iter(cases).buffer_unordered(ABREAST).try_collect().await?;
    clock.reach(end.as_millisecond());
    Ok(ground.handlers(app, &cases))
}

/// A clock that is moved on by whoever makes the cases, and never goes back.
#[derive(Debug)]
pub struct Steps(AtomicI64);

impl Steps {
    fn reach(&self, millisecond: i64) {
        self.0.fetch_max(millisecond, Ordering::Relaxed);
    }
}

impl Clock for Steps {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::MIN)
    }
}

fn login(app: &App, role: Role) -> Result<String, Trouble> {
    let people = app.people();
    let person = people.all().find(|person| person.roles.contains(&role));
    Ok(person.ok_or("the pack names nobody with the role")?.login.clone())
}

/// The printed addresses of the decisions of the demonstration year.
async fn decisions(app: &App) -> Result<Vec<String>, Trouble> {
    let people = app.people();
    let leader = people.all().find(|person| person.roles.contains(&Role::Leader));
    let leader: Actor = leader.ok_or("no leader")?.actor();
    let mut found = Vec::new();
    for stage in ["decided", "closed"] {
        let list = app::CaseQuery {
            stage: Some(stage.to_owned()),
            words: None,
            sort: app::CaseSort::Changed,
            after: None,
            limit: 50,
        };
        for row in app.cases(&leader, &list).await?.rows {
            let stream = domain::StreamId::case(&domain::ids::CaseId::new(&row.id));
            let Some(loaded) = app.load(&stream).await? else { continue };
            let documents = loaded.state.as_case().map(|case| case.documents.clone());
            let decision = documents.unwrap_or_default().into_iter().find(|d| d.form == "TF-15");
            found.extend(decision.map(|d| format!("/documents/case/{}/{}.pdf", row.id, d.id)));
        }
    }
    Ok(found)
}

/// The item of the matter that the bulk of the cases is about.
fn item(app: &App, power: Power) -> Result<domain::catalogue::PowerItem, Trouble> {
    let law = app.law();
    let item = law.items.iter().find(|item| item.power == power && item.in_force(app.today()));
    Ok(item.ok_or("the pack has no such item")?.clone())
}
