//! 定时校验: the platform verifies every hour what is new on its own record, and every week all of
//! it with every evidence object, and notes what it found as an event.
//!
//! Whoever holds the machine can stop this clock; that it stopped is seen by the missing events, at
//! the bureau as on the page of the record. It replaces no verification from outside.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::StreamId;
use domain::ids::CommandId;
use domain::rounds::{Command, Depth, Rounds, Verified};
use jiff::SignedDuration;

use crate::start::Inner;
use crate::verify::{Options, verify};
use crate::{App, By, Fault, No, Order};

/// How often it is looked whether a verification is due; the first time after one such pause.
const PAUSE: Duration = Duration::from_mins(1);
/// How long after a verification the next one is due.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How long after a verification of everything the next one is due.
const WHOLE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Verifies for as long as the application runs.
pub async fn work(inner: Arc<Inner>) {
    let app = App { inner };
    while !app.stopped() {
        tokio::time::sleep(PAUSE).await;
        if let Err(no) = app.verify_when_due().await {
            tracing::error!(?no, "the record was not verified");
        }
    }
}

impl App {
    /// What the last verifications came to.
    pub async fn rounds(&self) -> Result<Rounds, Fault> {
        let loaded = self.load(&StreamId::record()).await?;
        Ok(loaded.and_then(|loaded| loaded.state.as_rounds().cloned()).unwrap_or_default())
    }

    /// Verifies the record if that is due; answers what it came to.
    pub async fn verify_when_due(&self) -> Result<Option<Verified>, No> {
        let Some(depth) = self.due().await? else { return Ok(None) };
        self.verify_now(depth, By::System, CommandId::new(self.new_id())).await.map(Some)
    }

    async fn due(&self) -> Result<Option<Depth>, Fault> {
        let rounds = self.rounds().await?;
        let now = self.now();
        let over = |last: Option<&Verified>, time: SignedDuration| {
            last.is_none_or(|last| time <= now.duration_since(last.at))
        };
        Ok(if over(rounds.whole.as_ref(), WHOLE) {
            Some(Depth::Whole)
        } else if over(rounds.last.as_ref(), FRESH) {
            Some(Depth::Fresh)
        } else {
            None
        })
    }

    /// Verifies the record and notes what it came to. Without an earlier verification that found
    /// nothing wrong and still holds, everything in the database counts as new.
    pub async fn verify_now(
        &self,
        depth: Depth,
        by: By,
        command: CommandId,
    ) -> Result<Verified, No> {
        let begun = Instant::now();
        // What was acknowledged a moment ago is signed first; only a gap that stays is a finding.
        self.checkpoint().await?;
        let options = Options {
            blobs: depth == Depth::Whole,
            fresh: depth == Depth::Fresh,
            ..Options::default()
        };
        let mut codes = Vec::new();
        let mut note = |finding: &crate::verify::Finding| {
            let code = finding.code.to_owned();
            if !codes.contains(&code) {
                codes.push(code);
            }
        };
        let report = verify(&self.inner.config, options, &mut note).await;
        let report = report.map_err(|error| {
            tracing::error!(%error, "the record cannot be read through");
            No::Fault(Fault::Inconsistent("the record cannot be read through"))
        })?;
        let began_before = depth == Depth::Fresh && report.since.is_none();
        let verified = Verified {
            depth: if began_before { Depth::Brief } else { depth },
            events: report.events,
            head: report.head.clone(),
            objects: report.blobs,
            altered: report.altered,
            corrupt: report.corrupt,
            conflicts: report.conflicts,
            incomplete: report.incomplete,
            codes,
            millis: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            at: self.now(),
            since: report.since,
        };
        if !verified.is_clean() {
            tracing::error!(?verified, "the record is not what it should be");
        }
        self.run(Order {
            id: command,
            stream: StreamId::record(),
            command: domain::Command::Record(Command::NoteVerified(verified.clone())),
            by,
            seen: None,
            device: None,
            occurred_at: None,
        })
        .await?;
        Ok(verified)
    }
}
