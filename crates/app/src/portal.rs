//! What the public may read: published decisions, the progress of one's own report, a document's code.
//!
//! This handle has no function that returns a case.

use domain::clues::{Clue, Stage};
use domain::packs::Jurisdiction;
use domain::publicity::PublicVersion;
use domain::{State, StreamId};
use jiff::civil::Date;
use store::tables::{self, PublicationRow};

use crate::{App, Fault, Page};

/// The public's handle on the application.
#[derive(Clone, Debug)]
pub struct Portal {
    app: App,
}

/// How far a report has come, for whoever holds its receipt number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The receipt number.
    pub receipt: String,
    /// Where it stands.
    pub stage: String,
    /// The day it was received.
    pub received_on: Date,
    /// The steps taken, in words, without names.
    pub steps: Vec<String>,
    /// The reply, once given.
    pub reply: Option<String>,
}

/// What a verification code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The title.
    pub title: String,
    /// 文号.
    pub number: Option<String>,
    /// The authority.
    pub authority: String,
    /// The day on it.
    pub issued_on: String,
    /// 有效、已有更正版本 or 已撤销.
    pub state: String,
    /// The edition.
    pub edition: i64,
    /// SHA-256 of the PDF, once printed.
    pub pdf_sha256: Option<String>,
    /// The head of the log printed on it.
    pub head: String,
    /// The code of the newest edition, when this one is not.
    pub position: i64,
}

impl App {
    /// The public's handle.
    pub fn portal(&self) -> Portal {
        Portal { app: self.clone() }
    }
}

impl Portal {
    /// The jurisdiction: open lists of bodies, items and officers.
    pub fn law(&self) -> std::sync::Arc<Jurisdiction> {
        self.app.law()
    }

    /// Published decisions, newest first.
    pub async fn published(
        &self,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<PublicationRow>, Fault> {
        let after = after.map(|text| text.parse::<store::Mark>()).transpose()?;
        let ask = tables::publications::published(after.as_ref(), limit + 1)?;
        let mut rows = self.app.inner.store.ask(ask).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = wanted < rows.len();
        rows.truncate(wanted);
        let next =
            rows.last().filter(|_| more).map(|row| tables::publications::mark(row).to_string());
        Ok(Page { rows, next })
    }

    /// One decision that is, or was, public.
    pub async fn published_one(
        &self,
        id: &str,
    ) -> Result<Option<(PublicationRow, PublicVersion)>, Fault> {
        let row = self.app.inner.store.first(tables::publications::public_by_id(id)).await?;
        Ok(row.and_then(|row| {
            let version = serde_json::from_str(&row.body).ok()?;
            Some((row, version))
        }))
    }

    /// The progress of a report by its receipt number.
    pub async fn progress(&self, receipt: &str) -> Result<Option<Progress>, Fault> {
        let wanted = receipt.trim().to_uppercase();
        let Some(row) = self.app.inner.store.first(tables::clues::by_receipt(&wanted)).await?
        else {
            return Ok(None);
        };
        let stream = StreamId::clue(&domain::ids::ClueId::new(row.id));
        let Some(loaded) = self.app.load(&stream).await? else { return Ok(None) };
        match &*loaded.state {
            State::Clue(clue) => Ok(Some(progress(clue, &self.app.law()))),
            State::Case(_) | State::Inspection(_) | State::Person(_) | State::Pack(_) => Ok(None),
        }
    }

    /// What a verification code stands for.
    pub async fn verify(&self, code: &str) -> Result<Option<Verified>, Fault> {
        let wanted = code.trim().to_uppercase();
        let Some(row) = self.app.inner.store.first(tables::documents::by_code(&wanted)).await?
        else {
            return Ok(None);
        };
        let law = self.app.law();
        let authority = domain::ids::AuthorityId::new(&row.authority);
        let state = self.standing(&row).await?;
        Ok(Some(Verified {
            title: row.title,
            number: row.number,
            authority: law.authority(&authority).map_or_else(String::new, |a| a.name.clone()),
            issued_on: row.issued_on,
            state: state.to_owned(),
            edition: row.version,
            pdf_sha256: row.pdf,
            head: row.content_commit,
            position: row.seq,
        }))
    }

    /// Whether the document still stands.
    async fn standing(&self, row: &tables::DocumentRow) -> Result<&'static str, Fault> {
        if row.state == "superseded" {
            return Ok("已有更正版本");
        }
        let Some(stream) = StreamId::parse(&row.stream) else { return Ok("有效") };
        let loaded = self.app.load(&stream).await?;
        let revoked = loaded
            .as_ref()
            .and_then(|l| l.state.as_case())
            .and_then(|case| case.decided())
            .is_some_and(|decided| {
                decided.decision.document.as_str() == row.id
                    && matches!(decided.standing, domain::cases::Standing::Revoked { .. })
            });
        Ok(if revoked { "已撤销" } else { "有效" })
    }
}

/// The steps of a clue in words for its reporter.
fn progress(clue: &Clue, law: &Jurisdiction) -> Progress {
    let unit = |id| law.unit(id).map_or("承办单位", |unit| unit.name.as_str());
    let day = law::date_zh;
    let mut steps = vec![format!("{}受理。", day(clue.received_on))];
    if let Some(dispatch) = clue.dispatch() {
        steps.push(format!(
            "{}交{}办理，办理期限{}。",
            day(dispatch.on),
            unit(&dispatch.unit),
            day(dispatch.due_on)
        ));
    }
    for (answer, judgement) in &clue.answers {
        steps.push(format!("{}承办单位反馈：{}。", day(answer.on), answer.outcome.name_zh()));
        if let Some(judgement) = judgement {
            let words = if judgement.accepted {
                "认可办理结果"
            } else {
                "退回承办单位重新办理"
            };
            steps.push(format!("{}镇街{words}。", day(judgement.on)));
        }
    }
    match &clue.stage {
        Stage::Transferred { to, on } => steps.push(format!("{}移送{to}处理。", day(*on))),
        Stage::Merged { .. } => steps.push("与先前反映的同一问题合并办理。".to_owned()),
        Stage::Received
        | Stage::Dispatched(_)
        | Stage::Accepted(_)
        | Stage::Answered(_)
        | Stage::Settled { .. } => {}
    }
    Progress {
        receipt: clue.receipt.clone(),
        stage: clue.stage.name_zh().to_owned(),
        received_on: clue.received_on,
        steps,
        reply: clue.informed.clone(),
    }
}
