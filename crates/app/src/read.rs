//! The questions that pages may ask; every list is cut to what the person may see.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ids::DocumentId;
use domain::policy::{Act, Actor, Member, Role, Subject, Verdict, permit};
use domain::{Setting, State, StreamId};
use jiff::Timestamp;
use store::tables::{
    self, ArticleList, ArticleRow, ArticleSum, CaseList, CaseRow, CaseSort, ClueList, ClueRow,
    DoneRow, InspectionList, InspectionRow, PersonRow, PublicationRow, Sight, TaskRow,
};
use store::{Mark, truth};

use crate::desk::Trail;
use crate::start::Inner;
use crate::{App, Fault, Others, project};

/// A stream as a page sees it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The state.
    pub state: Arc<State>,
    /// The version, to be sent back with a command.
    pub version: i64,
    /// Where its events stand.
    pub(crate) trail: Arc<Trail>,
}

impl Loaded {
    /// When the last event was recorded.
    pub fn changed_at(&self) -> Timestamp {
        self.trail.last_at
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// An event as the record shows it to people.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its position in the log.
    pub seq: i64,
    /// The stream.
    pub stream: String,
    /// Its position in the stream.
    pub version: i64,
    /// When the server recorded it.
    pub at: Timestamp,
    /// Who acted: a name, 公众 or 系统.
    pub who: String,
    /// The kind, such as `case.filed`.
    pub kind: String,
    /// What happened, in Chinese.
    pub title: String,
    /// Its leaf hash in hexadecimal.
    pub leaf: String,
}

/// How many tasks wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// All.
    pub waiting: i64,
    /// Those whose last day has passed.
    pub overdue: i64,
    /// How many of each act.
    pub by_act: BTreeMap<String, i64>,
}

/// Which cases.
#[derive(Clone, Debug)]
pub struct CaseQuery {
    /// Only this stage.
    pub stage: Option<String>,
    /// Only cases with these words.
    pub words: Option<String>,
    /// The order.
    pub sort: CaseSort,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows.
    pub limit: i64,
}

/// Which articles of the register.
#[derive(Clone, Debug, Default)]
pub struct ArticleQuery {
    /// Only this fate.
    pub fate: Option<String>,
    /// Only names that contain these words.
    pub words: Option<String>,
    /// Only what was taken on or after the day.
    pub from: Option<String>,
    /// Only what was taken on or before the day.
    pub to: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows.
    pub limit: i64,
}

/// Which clues.
#[derive(Clone, Debug, Default)]
pub struct ClueQuery {
    /// Only clues that the reader registered.
    pub mine: bool,
    /// Only this stage.
    pub stage: Option<String>,
    /// Only this town.
    pub town: Option<String>,
    /// Only clues with these words.
    pub words: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows.
    pub limit: i64,
}

/// Which inspections.
#[derive(Clone, Debug, Default)]
pub struct InspectionQuery {
    /// Only this stage.
    pub stage: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows.
    pub limit: i64,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The stream.
    pub stream: StreamId,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub stage: String,
}

impl App {
    /// The state of a stream, when it exists.
    pub async fn load(&self, stream: &StreamId) -> Result<Option<Loaded>, Fault> {
        self.inner.load(stream).await
    }

    /// Calls `f` with the setting in which the person would act now, with the given other streams.
    pub fn with_setting<T>(
        &self,
        actor: &Actor,
        others: &Others,
        f: impl FnOnce(&Setting<'_>) -> T,
    ) -> T {
        let law = self.law();
        let roster = self.people();
        let numbers = domain::documents::NumberRegister::of_drafts();
        let command = domain::ids::CommandId::new("preview");
        f(&Setting {
            now: self.now(),
            today: self.today(),
            actor,
            law: &law,
            roster: &roster,
            numbers: &numbers,
            command: &command,
            codes: &[],
            others,
        })
    }

    /// Whether policy lets the actor do the act.
    pub fn may(&self, actor: &Actor, act: Act, subject: &Subject) -> Verdict {
        permit(actor, act, subject)
    }

    /// What happened in a stream.
    pub async fn history(&self, stream: &StreamId) -> Result<Vec<Entry>, Fault> {
        self.inner.history(stream).await
    }

    /// What waits for the actor, perhaps of one act only, by deadline.
    pub async fn inbox(
        &self,
        actor: &Actor,
        act: Option<&str>,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<TaskRow>, Fault> {
        let keys = project::holder_keys(actor);
        if keys.is_empty() {
            return Ok(Page { rows: vec![], next: None });
        }
        let after = mark(after);
        let ask = tables::tasks::inbox(&keys, act, after.as_ref(), limit + 1)?;
        let rows = self.inner.store.ask(ask).await?;
        Ok(page(rows, limit, tables::tasks::mark))
    }

    /// How many tasks wait for the actor.
    pub async fn inbox_counts(&self, actor: &Actor) -> Result<TaskCounts, Fault> {
        let keys = project::holder_keys(actor);
        if keys.is_empty() {
            return Ok(TaskCounts::default());
        }
        let ask = tables::tasks::counts(&keys, &self.today().to_string());
        let counts = self.inner.store.ask(ask).await?;
        let mut sums = TaskCounts::default();
        for count in counts {
            sums.waiting += count.all;
            sums.overdue += count.overdue;
            *sums.by_act.entry(count.act).or_default() += count.all;
        }
        Ok(sums)
    }

    /// What the actor did, newest first.
    pub async fn done(
        &self,
        actor: &Actor,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<DoneRow>, Fault> {
        let Some(person) = actor.person() else { return Ok(vec![]) };
        Ok(self.inner.store.ask(tables::tasks::done_by(person.as_str(), before, limit)).await?)
    }

    /// The cases that the actor leads or began.
    pub async fn begun(
        &self,
        actor: &Actor,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<CaseRow>, Fault> {
        let Some(person) = actor.person() else { return Ok(Page { rows: vec![], next: None }) };
        let list = CaseList {
            sight: Sight::Person(person.to_string()),
            stage: None,
            words: None,
            sort: CaseSort::Changed,
            after: mark(after),
            limit: limit + 1,
        };
        let rows = self.inner.store.list_cases(&list).await?;
        Ok(page(rows, limit, |row| tables::cases::mark(row, CaseSort::Changed)))
    }

    /// The cases that the actor may see.
    pub async fn cases(&self, actor: &Actor, query: &CaseQuery) -> Result<Page<CaseRow>, Fault> {
        let Some(sight) = self.case_sight(actor) else {
            return Ok(Page { rows: vec![], next: None });
        };
        let list = CaseList {
            sight,
            stage: query.stage.clone(),
            words: query.words.clone(),
            sort: query.sort,
            after: mark(query.after.as_deref()),
            limit: query.limit + 1,
        };
        let rows = self.inner.store.list_cases(&list).await?;
        Ok(page(rows, query.limit, |row| tables::cases::mark(row, query.sort)))
    }

    /// The articles of the cases that the actor may see.
    pub async fn articles(
        &self,
        actor: &Actor,
        query: &ArticleQuery,
    ) -> Result<Page<ArticleRow>, Fault> {
        let Some(list) = self.article_list(actor, query) else {
            return Ok(Page { rows: vec![], next: None });
        };
        let rows = self.inner.store.ask(tables::articles::list(&list)?).await?;
        Ok(page(rows, query.limit, tables::articles::mark))
    }

    /// How much of what there is among the articles that the query asks for.
    pub async fn article_sums(
        &self,
        actor: &Actor,
        query: &ArticleQuery,
    ) -> Result<Vec<ArticleSum>, Fault> {
        let Some(list) = self.article_list(actor, query) else { return Ok(vec![]) };
        Ok(self.inner.store.ask(tables::articles::sums(&list)).await?)
    }

    fn article_list(&self, actor: &Actor, query: &ArticleQuery) -> Option<ArticleList> {
        Some(ArticleList {
            sight: self.case_sight(actor)?,
            fate: query.fate.clone(),
            words: query.words.clone(),
            from: query.from.clone(),
            to: query.to.clone(),
            after: mark(query.after.as_deref()),
            limit: query.limit + 1,
        })
    }

    /// How many cases the actor may see, by stage.
    pub async fn case_counts(&self, actor: &Actor) -> Result<Vec<(String, i64)>, Fault> {
        let Some(sight) = self.case_sight(actor) else { return Ok(vec![]) };
        let counts = self.inner.store.ask(tables::cases::count_by_stage(&sight)).await?;
        Ok(counts.into_iter().map(|count| (count.stage, count.count)).collect())
    }

    /// How many clues of each stage the actor may see, perhaps only of one town.
    pub async fn clue_counts(
        &self,
        actor: &Actor,
        town: Option<String>,
    ) -> Result<Vec<(String, i64)>, Fault> {
        let Some((sight, town)) = clue_sight(actor, town) else { return Ok(vec![]) };
        let ask = tables::clues::count_by_stage(&sight, town.as_deref());
        let counts = self.inner.store.ask(ask).await?;
        Ok(counts.into_iter().map(|count| (count.stage, count.count)).collect())
    }

    /// The clues that the actor may see.
    pub async fn clues(&self, actor: &Actor, query: &ClueQuery) -> Result<Page<ClueRow>, Fault> {
        let Some((sight, town)) = clue_sight(actor, query.town.clone()) else {
            return Ok(Page { rows: vec![], next: None });
        };
        let me = actor.member().filter(|_| query.mine).map(|me| me.person.to_string());
        let sight = me.map_or(sight, Sight::Person);
        let list = ClueList {
            sight,
            stage: query.stage.clone(),
            town,
            words: query.words.clone(),
            after: mark(query.after.as_deref()),
            limit: query.limit + 1,
        };
        let rows = self.inner.store.list_clues(&list).await?;
        Ok(page(rows, query.limit, tables::clues::mark))
    }

    /// The inspections that the actor may see.
    pub async fn inspections(
        &self,
        actor: &Actor,
        query: &InspectionQuery,
    ) -> Result<Page<InspectionRow>, Fault> {
        let Some(sight) = self.inspection_sight(actor) else {
            return Ok(Page { rows: vec![], next: None });
        };
        let list = InspectionList {
            sight,
            stage: query.stage.clone(),
            after: mark(query.after.as_deref()),
            limit: query.limit + 1,
        };
        let rows = self.inner.store.ask(tables::inspections::list(&list)?).await?;
        Ok(page(rows, query.limit, tables::inspections::mark))
    }

    /// What has the words in it, of what the actor may see.
    pub async fn search(
        &self,
        actor: &Actor,
        words: &str,
        limit: i64,
    ) -> Result<Vec<Found>, Fault> {
        let kinds = ["case", "clue", "inspection", "supervision", "entrustment"].map(str::to_owned);
        let hits = self.inner.store.ask(tables::search::search(words, &kinds, limit)).await?;
        let mut found = Vec::new();
        for hit in hits {
            let Some(stream) = StreamId::parse(&hit.stream) else { continue };
            let Some(loaded) = self.load(&stream).await? else { continue };
            if let Some(stage) = readable(actor, &loaded.state) {
                found.push(Found { stream, title: project::short_title(&loaded.state), stage });
            }
        }
        Ok(found)
    }

    /// Every task whose last day has passed, the oldest first.
    pub async fn overdue_tasks(
        &self,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<TaskRow>, Fault> {
        let after = mark(after);
        let today = self.today().to_string();
        let ask = tables::tasks::overdue(&today, None, after.as_ref(), limit + 1)?;
        let rows = self.inner.store.ask(ask).await?;
        Ok(page(rows, limit, tables::tasks::mark))
    }

    /// Everybody with an account.
    pub async fn persons(&self) -> Result<Vec<PersonRow>, Fault> {
        Ok(self.inner.store.ask(tables::people::all()).await?)
    }

    /// Publications in a state: `proposed`, `published` or `retracted`.
    pub async fn publications(
        &self,
        state: &str,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<PublicationRow>, Fault> {
        let after = mark(after);
        let ask = tables::publications::in_state(state, after.as_ref(), limit + 1)?;
        let rows = self.inner.store.ask(ask).await?;
        Ok(page(rows, limit, tables::publications::mark))
    }

    /// The record of everything, newest first, before the position.
    pub async fn audit(&self, before: Option<i64>, limit: i64) -> Result<Vec<Entry>, Fault> {
        let end = match before {
            Some(before) => before,
            None => self.inner.store.head().await?.size,
        };
        let first = (end - limit).max(0);
        let events = self.inner.store.ask(truth::events_after(first - 1, end - first)).await?;
        let mut entries = self.inner.entries(&events)?;
        entries.reverse();
        Ok(entries)
    }

    /// The streams that hold an evidence object, to decide who may download it.
    pub async fn evidence_streams(&self, sha256: &str) -> Result<Vec<StreamId>, Fault> {
        let names = self.inner.store.ask(tables::evidence::streams_of(sha256)).await?;
        let mut streams: Vec<StreamId> =
            names.iter().filter_map(|name| StreamId::parse(name)).collect();
        streams.dedup();
        Ok(streams)
    }

    /// The stream of a document, when there is one with the id.
    pub async fn document_stream(&self, id: &DocumentId) -> Result<Option<StreamId>, Fault> {
        let row = self.inner.store.first(tables::documents::by_id(id.as_str())).await?;
        Ok(row.and_then(|row| StreamId::parse(&row.stream)))
    }

    fn case_sight(&self, actor: &Actor) -> Option<Sight> {
        let member = actor.member()?;
        if member.roles.contains(&Role::Supervisor) {
            return Some(Sight::All);
        }
        let whole = [
            Role::Leader,
            Role::LegalReviewer,
            Role::HearingPresider,
            Role::Publisher,
            Role::Cashier,
            Role::Archivist,
        ];
        if whole.iter().any(|role| member.roles.contains(role)) {
            return Some(Sight::Units(self.units_of(member)));
        }
        let own = [Role::CaseHandler, Role::UnitHead];
        own.iter()
            .any(|role| member.roles.contains(role))
            .then(|| Sight::Units(vec![member.unit.to_string()]))
    }

    fn inspection_sight(&self, actor: &Actor) -> Option<Sight> {
        let member = actor.member()?;
        if member.roles.contains(&Role::Supervisor) {
            return Some(Sight::All);
        }
        let whole = [Role::Leader, Role::LegalReviewer, Role::CaseHandler, Role::UnitHead];
        if whole.iter().any(|role| member.roles.contains(role)) {
            return Some(Sight::Units(self.units_of(member)));
        }
        let own = [Role::SquadOfficer, Role::SquadLead];
        own.iter()
            .any(|role| member.roles.contains(role))
            .then(|| Sight::Units(vec![member.unit.to_string()]))
    }

    pub(crate) fn units_of(&self, member: &Member) -> Vec<String> {
        let law = self.law();
        let units = law.units.iter().filter(|unit| unit.authority == member.authority);
        units.map(|unit| unit.id.to_string()).collect()
    }
}

/// A dispatcher sees the clues of the town; a unit sees those it was sent.
fn clue_sight(actor: &Actor, town: Option<String>) -> Option<(Sight, Option<String>)> {
    let member = actor.member()?;
    if member.roles.contains(&Role::Supervisor) {
        return Some((Sight::All, town));
    }
    if member.roles.contains(&Role::Dispatcher) || member.roles.contains(&Role::TownLead) {
        let own = member.towns.iter().next()?;
        return Some((Sight::All, Some(own.to_string())));
    }
    let receivers = [Role::SquadOfficer, Role::SquadLead, Role::CaseHandler, Role::UnitHead];
    receivers
        .iter()
        .any(|role| member.roles.contains(role))
        .then(|| (Sight::Units(vec![member.unit.to_string()]), town))
}

/// The stage of what the actor may read; `None` when it is not theirs to see.
fn readable(actor: &Actor, state: &State) -> Option<String> {
    let (act, subject, where_it_stands) = match state {
        State::Case(case) => (Act::ReadCases, case.subject(), case.stage.name_zh()),
        State::Clue(clue) => (Act::ReadClues, clue.subject(), clue.stage.name_zh()),
        State::Inspection(it) => (Act::ReadInspections, it.subject(), it.stage.name_zh()),
        State::Supervision(it) => (Act::ReadSupervision, it.subject(), it.stage.name_zh()),
        State::Entrustment(it) => (Act::ReadEntrustments, it.subject(), it.stage.name_zh()),
        State::Person(_) | State::Pack(_) | State::Record(_) | State::Evidence(_) => return None,
    };
    (permit(actor, act, &subject) == Verdict::Permitted).then(|| where_it_stands.to_owned())
}

/// Where the page before ended; a mark that nobody can read begins at the first page.
pub(crate) fn mark(after: Option<&str>) -> Option<Mark> {
    after.and_then(|text| text.parse().ok())
}

pub(crate) fn page<T>(mut rows: Vec<T>, limit: i64, mark: impl Fn(&T) -> Mark) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|last| mark(last).to_string());
    Page { rows, next }
}

impl Inner {
    /// The state of a stream from the store.
    pub(crate) async fn load(&self, stream: &StreamId) -> Result<Option<Loaded>, Fault> {
        let name = stream.to_string();
        let mut held = self.lately.present(stream);
        if held.is_none() && self.lately.knows(stream) {
            let version = self.store.first(truth::version(&name)).await?;
            held = version.and_then(|version| self.lately.at(stream, version));
        }
        if held.is_none() {
            let commits = self.lately.commits();
            let asks = (truth::stream(&name), truth::openings(&name));
            let (events, openings) = self.store.ask_both(asks.0, asks.1).await?;
            held = self.replay(stream, &events, openings)?;
            if let Some(held) = &held {
                self.lately.keep(stream, held, Some(commits));
            }
        }
        Ok(held.map(|held| Loaded {
            version: held.trail.version,
            state: held.state,
            trail: held.trail,
        }))
    }

    /// What happened in a stream.
    pub(crate) async fn history(&self, stream: &StreamId) -> Result<Vec<Entry>, Fault> {
        let events = self.store.ask(truth::stream(&stream.to_string())).await?;
        self.entries(&events)
    }

    fn entries(&self, events: &[truth::Event]) -> Result<Vec<Entry>, Fault> {
        let roster = self.roster();
        events
            .iter()
            .map(|event| {
                let broken = |source| Fault::Event { seq: event.seq, source };
                let frame: journal::Frame = serde_json::from_slice(&event.bytes)
                    .map_err(|source| broken(Box::new(source)))?;
                let who = match frame.actor.strip_prefix("person/") {
                    Some(id) => roster.name(&domain::ids::PersonId::new(id)),
                    None if frame.actor == "public" => "公众".to_owned(),
                    None => "系统".to_owned(),
                };
                Ok(Entry {
                    seq: event.seq,
                    stream: event.stream.clone(),
                    version: event.version,
                    at: event.recorded_at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
                    who,
                    kind: event.kind.clone(),
                    title: crate::titles::title_of(&event.kind).to_owned(),
                    leaf: hex::encode(event.leaf),
                })
            })
            .collect()
    }
}
