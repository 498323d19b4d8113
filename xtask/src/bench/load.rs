//! Case commands through HTTP: each client is a signed-in handler with a kept connection.
//!
//! Of ten commands four enter a piece of evidence, four verify one, and two register a clue.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::seed::{Handler, Seeded};
use super::{Plan, Trouble};
use crate::site::http::Http;
use crate::site::server::Server;

/// What a run came to.
#[derive(Debug)]
pub struct Done {
    /// How long each command took, from the sending of the form to the whole answer.
    pub times: Vec<Duration>,
    took: Duration,
}

impl Done {
    /// Commands a second.
    pub fn rate(&self) -> f64 {
        let count = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        f64::from(count) / self.took.as_secs_f64().max(f64::EPSILON)
    }
}

/// Numbers the commands of all runs, so that no two have one id.
static TURN: AtomicU64 = AtomicU64::new(1);

/// Lets so many clients send commands for the planned time.
pub async fn run(
    server: &mut Server,
    plan: &Plan,
    seeded: &Seeded,
    clients: usize,
) -> Result<Done, Trouble> {
    let mut ready = Vec::with_capacity(clients);
    for nth in 0..clients {
        ready.push(Client::begin(server, seeded, nth, clients).await?);
    }
    let begun = Instant::now();
    let until = begun + Duration::from_secs(plan.seconds);
    let mut all: JoinSet<Result<Vec<Duration>, Trouble>> = JoinSet::new();
    for client in ready {
        all.spawn(client.work(until));
    }
    let mut times = Vec::new();
    while !all.is_empty() {
        tokio::select! {
            Some(done) = all.join_next() => times.extend(done??),
            () = tokio::time::sleep(Duration::from_millis(200)) => {
                server.resident()?;
            }
        }
    }
    Ok(Done { times, took: begun.elapsed() })
}

struct Client {
    http: Http,
    handler: Arc<Handler>,
    token: String,
    /// Which of the handler's cases are this client's: every so many, from this one on.
    at: usize,
    stride: usize,
    entered: Vec<(String, String)>,
}

impl Client {
    async fn begin(
        server: &Server,
        seeded: &Seeded,
        nth: usize,
        clients: usize,
    ) -> Result<Self, Trouble> {
        let handler = seeded.handlers.get(nth % seeded.handlers.len()).ok_or("no handlers")?;
        let mut http = Http::sign_in(&server.host, &handler.login, app::demo::PASSWORD).await?;
        let page = http.get("/clues/new").await?.text();
        let token = page
            .split("name=\"form_token\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .ok_or("the page has no form with a token")?
            .to_owned();
        Ok(Self {
            http,
            handler: Arc::clone(handler),
            token,
            at: nth,
            stride: clients,
            entered: Vec::new(),
        })
    }

    async fn work(mut self, until: Instant) -> Result<Vec<Duration>, Trouble> {
        let mut times = Vec::new();
        let mut turn = 0_usize;
        while Instant::now() < until {
            let begun = Instant::now();
            match turn % 5 {
                0 | 2 => self.enter().await?,
                1 | 3 => self.verify().await?,
                _ => self.register().await?,
            }
            times.push(begun.elapsed());
            turn += 1;
        }
        Ok(times)
    }

    async fn enter(&mut self) -> Result<(), Trouble> {
        let case = self.handler.cases.get(self.at % self.handler.cases.len().max(1));
        let case = case.ok_or("the handler has no case")?.clone();
        self.at += self.stride;
        let id = id();
        let pairs = [
            ("kind", "physical"),
            ("name", "现场物品"),
            ("proves", "堆放物的种类和数量"),
            ("obtained_on", self.handler.today.as_str()),
        ];
        let path = format!("/cases/{case}/add-evidence");
        send(&mut self.http, &path, (&self.token, &id), &pairs).await?;
        self.entered.push((case, format!("{id}-e0")));
        Ok(())
    }

    async fn verify(&mut self) -> Result<(), Trouble> {
        let (case, evidence) = self.entered.pop().ok_or("nothing was entered")?;
        let pairs = [("evidence", evidence.as_str()), ("how", "与现场核对一致")];
        let path = format!("/cases/{case}/verify-evidence");
        send(&mut self.http, &path, (&self.token, &id()), &pairs).await
    }

    async fn register(&mut self) -> Result<(), Trouble> {
        let pairs = [
            ("source", "patrol"),
            ("category", self.handler.category.as_str()),
            ("words", "巡查发现路面有堆放物，影响通行。"),
            ("town", self.handler.town.as_str()),
            ("place", "示例路口"),
        ];
        send(&mut self.http, "/clues/new", (&self.token, &id()), &pairs).await
    }
}

/// Sends a form; anything but going on to the next page is a failure of the whole run.
async fn send(
    http: &mut Http,
    path: &str,
    (token, id): (&str, &str),
    pairs: &[(&str, &str)],
) -> Result<(), Trouble> {
    let mut all = vec![("form_token", token), ("command_id", id)];
    all.extend_from_slice(pairs);
    let reply = http.post(path, &all).await?;
    if reply.status == 303 {
        return Ok(());
    }
    Err(format!("{path} answered {}: {}", reply.status, reply.text()).into())
}

/// An id of 26 digits that this run has not used; the process keeps runs on kept data apart.
fn id() -> String {
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    format!("9{:010}{turn:015}", std::process::id())
}
