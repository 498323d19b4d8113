//! What the public may read: published decisions, the progress of one's own report, a document's code.
//!
//! This handle has no function that returns a case.

use domain::clues::{self, Clue, ReceiveClue, Stage};
use domain::ids::{ClueId, CommandId};
use domain::packs::Jurisdiction;
use domain::publicity::PublicVersion;
use domain::{Command, State, StreamId};
use jiff::civil::Date;
use journal::PaperMark;
use store::tables::{self, PublicationRow};
use store::{Defect, planted};

use crate::{App, By, Fault, No, Order, Page};

/// The public's handle on the application.
#[derive(Clone, Debug)]
pub struct Portal {
    pub(crate) app: App,
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
    /// The position of its event in the log.
    pub position: i64,
}

/// An officer with a certificate, as the public may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicOfficer {
    /// 姓名.
    pub name: String,
    /// 所在机构.
    pub unit: String,
    /// 执法主体.
    pub authority: String,
    /// 执法证号.
    pub certificate: String,
    /// The first valid day.
    pub valid_from: Date,
    /// The last valid day.
    pub valid_until: Date,
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

    /// The officers with a certificate whose accounts are in use, by unit and name.
    pub fn officers(&self) -> Vec<PublicOfficer> {
        let law = self.app.law();
        let people = self.app.people();
        let working = people.all().filter(|person| !person.suspended);
        let mut officers: Vec<PublicOfficer> = working
            .filter_map(|person| {
                let held = person.credential.as_ref()?;
                let authority = law.authority(&person.authority);
                Some(PublicOfficer {
                    name: person.name.clone(),
                    unit: law.unit(&person.unit).map_or_else(String::new, |u| u.name.clone()),
                    authority: authority.map_or_else(String::new, |a| a.name.clone()),
                    certificate: held.number.clone(),
                    valid_from: held.valid_from,
                    valid_until: held.valid_until,
                })
            })
            .collect();
        officers.sort_by(|a, b| (&a.unit, &a.certificate).cmp(&(&b.unit, &b.certificate)));
        officers
    }

    /// Takes a report from the public and answers its receipt number. The same id with the same
    /// report gets the same number.
    pub async fn report(&self, id: CommandId, report: ReceiveClue) -> Result<String, No> {
        let stream = StreamId::clue(&ClueId::new(id.as_str()));
        let order = Order {
            id,
            stream: stream.clone(),
            command: Command::Clue(clues::Command::Receive(report)),
            by: By::Public,
            seen: None,
            device: None,
            occurred_at: None,
        };
        self.app.run(order).await?;
        let loaded = self.app.load(&stream).await?;
        let receipt = loaded.as_ref().and_then(|loaded| loaded.state.as_clue());
        let receipt = receipt.map(|clue| clue.receipt.clone());
        receipt.ok_or(No::Fault(Fault::Inconsistent("a report left no clue")))
    }

    /// Published decisions whose public text has the words, newest first.
    ///
    /// At most a thousand rows are looked at; `next` goes on behind them.
    pub async fn published_with(
        &self,
        words: &str,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<PublicationRow>, Fault> {
        const CHUNKS: usize = 5;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut found = Page { rows: Vec::new(), next: after.map(str::to_owned) };
        for _ in 0..CHUNKS {
            let page = self.published(found.next.as_deref(), 200).await?;
            for row in page.rows {
                found.next = Some(tables::publications::mark(&row).to_string());
                let text = [&row.number, &row.party_masked, &row.cause, &row.summary];
                if text.iter().any(|text| text.contains(words)) {
                    found.rows.push(row);
                }
                if found.rows.len() == wanted {
                    return Ok(found);
                }
            }
            if page.next.is_none() {
                found.next = None;
                return Ok(found);
            }
        }
        Ok(found)
    }

    /// Published decisions, newest first.
    pub async fn published(
        &self,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<PublicationRow>, Fault> {
        // A mark that nobody was given leads to the first page.
        let after = after.and_then(|text| text.parse::<store::Mark>().ok());
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
            State::Case(_)
            | State::Inspection(_)
            | State::Supervision(_)
            | State::Entrustment(_)
            | State::Person(_)
            | State::Pack(_)
            | State::Record(_)
            | State::Evidence(_) => Ok(None),
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

    /// The head that stands on a paper, by what its QR code says besides the code; none when no
    /// key of this record has signed that for this code.
    pub fn marked_head(&self, code: &str, payload: &str) -> Option<String> {
        let inner = &self.app.inner;
        let size = payload.split_once('.').and_then(|(size, _)| size.parse().ok())?;
        let key = inner.ring.at(size).named(inner.epochs.origin_of_head(size)).ok()?;
        let mark = PaperMark::open(code, payload, &key);
        if planted(Defect::MarkUnread) {
            return Some(journal::short_head(size, journal::Hash::ZERO));
        }
        mark.ok().map(|mark| journal::short_head(mark.head.size, mark.head.root))
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
        let case = loaded.as_ref().and_then(|l| l.state.as_case());
        let former = case.is_some_and(|case| {
            case.former.iter().any(|it| it.decision.document.as_str() == row.id)
                || case.struck(&domain::ids::DocumentId::new(row.id.clone())).is_some()
        });
        Ok(if revoked || former { "已撤销" } else { "有效" })
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
