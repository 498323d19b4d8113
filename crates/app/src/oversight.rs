//! The questions of whoever watches: what is late, what is missing, how far the record is signed.
//!
//! Nothing here changes anything; a leader sees the own authority, a supervisor everything.

use std::collections::BTreeSet;

use domain::StreamId;
use domain::cases::{self, Case};
use domain::catalogue::{BaseAmounts, Governs};
use domain::ids::{AuthorityId, CaseId, ItemId, PersonId, UnitId};
use domain::org::Person;
use domain::policy::{Actor, Role};
use domain::rules::{self, Bench, Dossier, Finding, Outcome};
use jiff::civil::Date;
use store::tables::{CaseRow, CaseSort, TaskRow};
use store::truth;

use crate::{App, CaseQuery, Fault, Page};

/// How many rows are read at a time.
const CHUNK: i64 = 500;
/// How many rows of one kind are looked at altogether.
const MOST: usize = 2000;

/// Something found, and whether more was left unread.
#[derive(Clone, Debug)]
pub struct Seen<T> {
    /// What was found.
    pub rows: Vec<T>,
    /// Whether there was more than could be looked at.
    pub cut: bool,
}

/// A case with what the rules find in its file.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The case.
    pub case: CaseRow,
    /// The breaches found.
    pub findings: Vec<Finding>,
}

/// An open case whose law changed after the act.
#[derive(Clone, Debug)]
pub struct Touched {
    /// The case.
    pub case: CaseRow,
    /// When the violation was done.
    pub act_on: Date,
    /// Which law governs now.
    pub governs: Governs,
    /// Why, sentence by sentence.
    pub why: Vec<String>,
}

/// How long the record is and how far it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordHead {
    /// The name of the log.
    pub origin: String,
    /// How many events it has.
    pub size: i64,
    /// The last signed checkpoint: how many events it covers, and its note.
    pub checkpoint: Option<(i64, String)>,
}

impl App {
    /// The overdue tasks within the actor's sight, the oldest first, each once however many
    /// people share it.
    pub async fn overdue_in_sight(&self, actor: &Actor) -> Result<Seen<TaskRow>, Fault> {
        let Some(own) = Watch::of(actor) else { return Ok(Seen { rows: vec![], cut: false }) };
        let mut known = BTreeSet::new();
        let mut seen = Seen { rows: Vec::new(), cut: false };
        let mut after = None;
        let mut read = 0;
        loop {
            let page = self.overdue_tasks(after.as_deref(), CHUNK).await?;
            read += page.rows.len();
            for row in page.rows {
                let ours = own.covers(self.holder_authority(&row.holder).as_ref());
                if ours && known.insert((row.stream.clone(), row.act.clone())) {
                    seen.rows.push(row);
                }
            }
            after = page.next;
            seen.cut = after.is_some() && MOST <= read;
            if after.is_none() || seen.cut {
                return Ok(seen);
            }
        }
    }

    /// The undecided cases whose time for a decision is over, with its last day.
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48).
    pub async fn cases_past_limit(&self, actor: &Actor) -> Result<Seen<(CaseRow, Date)>, Fault> {
        let law = self.law();
        let today = self.today();
        let mut past = Seen { rows: Vec::new(), cut: false };
        for stage in ["investigating", "reported", "deciding"] {
            let open = self.cases_in(actor, stage).await?;
            past.cut |= open.cut;
            for row in open.rows {
                let opened = row.opened_on.as_deref().and_then(|it| it.parse::<Date>().ok());
                let whole = opened.and_then(|on| law.rules.due("AP-48", on, &law.calendar).ok());
                if whole.is_none_or(|it| today <= it.last) {
                    continue;
                }
                // Only a case that looks late is read, for the days that do not count.
                let loaded = self.load(&StreamId::case(&CaseId::new(&row.id))).await?;
                let Some(case) = loaded.as_ref().and_then(|it| it.state.as_case()) else {
                    continue;
                };
                let due = cases::decide_by(case, &law).filter(|_| !cases::stands_still(case));
                past.rows.extend(due.filter(|it| it.on < today).map(|it| (row, it.on)));
            }
        }
        past.rows.sort_by_key(|(_, last)| *last);
        Ok(past)
    }

    /// The open cases within the actor's sight whose provisions were changed or whose power was
    /// withdrawn between the act and today, with the choice that the law leaves.
    ///
    /// # Law
    /// 《行政处罚法》第三十七条 (AP-24).
    pub async fn cases_touched(&self, actor: &Actor) -> Result<Seen<Touched>, Fault> {
        let law = self.law();
        let today = self.today();
        let constant = |id: &ItemId| {
            let versions = law.items.iter().filter(|item| item.id == *id).count();
            versions == 1 && law.item_at(id, today).is_ok()
        };
        let mut seen = Seen { rows: Vec::new(), cut: false };
        for stage in ["proposed", "on-spot", "investigating", "reported", "deciding"] {
            let open = self.cases_in(actor, stage).await?;
            seen.cut |= open.cut;
            for row in open.rows.into_iter().filter(|row| !constant(&ItemId::new(&row.item))) {
                let stream = StreamId::case(&CaseId::new(&row.id));
                let Some(loaded) = self.load(&stream).await? else { continue };
                let Some(case) = loaded.state.as_case() else { continue };
                let terms = case.report().and_then(|report| report.proposal.penalty());
                let none = BaseAmounts::default();
                let bases = terms.map_or(&none, |terms| &terms.bases);
                let at = (terms.map(|terms| terms.branch.as_str()), bases);
                let (item, act_on) = (&case.origin.item, case.origin.act_on);
                let Ok(found) = law.in_time(item, (act_on, today), at) else { continue };
                if found.governs != Governs::Only {
                    let (governs, why) = (found.governs, found.why);
                    seen.rows.push(Touched { case: row, act_on, governs, why });
                }
            }
        }
        Ok(seen)
    }

    /// The cases in a stage within the actor's sight, last opened first.
    pub async fn cases_in(&self, actor: &Actor, stage: &str) -> Result<Seen<CaseRow>, Fault> {
        let mut seen = Seen { rows: Vec::new(), cut: false };
        let mut after = None;
        loop {
            let query = CaseQuery {
                stage: Some(stage.to_owned()),
                words: None,
                sort: CaseSort::Opened,
                after,
                limit: CHUNK,
            };
            let page = self.cases(actor, &query).await?;
            seen.rows.extend(page.rows);
            after = page.next;
            seen.cut = after.is_some() && MOST <= seen.rows.len();
            if after.is_none() || seen.cut {
                return Ok(seen);
            }
        }
    }

    /// What the rules find in the files of the cases within the actor's sight, page by page, the
    /// case changed last first: the same findings as on the page of each case.
    ///
    /// # Law
    /// 《行政处罚法》第七十五条第一款; 行政执法监督条例 (SV-02, SV-05).
    pub async fn findings_in_files(
        &self,
        actor: &Actor,
        after: Option<String>,
        limit: i64,
    ) -> Result<Page<Missing>, Fault> {
        let query = CaseQuery { stage: None, words: None, sort: CaseSort::Changed, after, limit };
        let page = self.cases(actor, &query).await?;
        let mut missing = Vec::new();
        for row in page.rows {
            let stream = StreamId::case(&domain::ids::CaseId::new(&row.id));
            let Some(loaded) = self.load(&stream).await? else { continue };
            let Some(case) = loaded.state.as_case() else { continue };
            let findings = self.breaches(case).await?;
            if !findings.is_empty() {
                missing.push(Missing { case: row, findings });
            }
        }
        Ok(Page { rows: missing, next: page.next })
    }

    /// What breaches a rule; a case that was not filed has no penalty to ask about.
    async fn breaches(&self, case: &Case) -> Result<Vec<Finding>, Fault> {
        if case.refused_on().is_some() {
            return Ok(Vec::new());
        }
        let law = self.law();
        let roster = self.people();
        let inspection = match &case.origin.inspection {
            Some(id) => self.load(&StreamId::inspection(id)).await?,
            None => None,
        };
        let inspection = inspection.as_ref().and_then(|held| held.state.as_inspection());
        let dossier = Dossier::of(case, &law, &roster).with_inspection(inspection, &roster);
        let bench = Bench { law: &law, today: self.today() };
        let found = rules::examine(&dossier, &bench);
        let breached = |finding: &Finding| matches!(finding.outcome, Outcome::Breach { .. });
        Ok(found.into_iter().filter(breached).collect())
    }

    /// The officers within the actor's sight whose certificate is not valid today.
    pub fn lapsed_officers(&self, actor: &Actor) -> Vec<Person> {
        let Some(own) = Watch::of(actor) else { return vec![] };
        let today = self.today();
        let people = self.people();
        let lapsed = people.all().filter(|person| {
            let held = person.credential.as_ref();
            !person.suspended
                && own.covers(Some(&person.authority))
                && held.is_some_and(|c| c.valid_until < today || today < c.valid_from)
        });
        lapsed.cloned().collect()
    }

    /// Who a task waits for, in words: a unit, or an authority.
    pub fn holder_name(&self, holder: &str) -> String {
        let law = self.law();
        let authority = || {
            let id = self.holder_authority(holder)?;
            Some(law.authority(&id)?.name.clone())
        };
        let unit = self.holder_unit(holder);
        let unit = unit.as_ref().and_then(|id| law.unit(id)).map(|unit| unit.name.clone());
        unit.or_else(authority).unwrap_or_else(|| holder.to_owned())
    }

    /// How long the record is and how far it is signed; nothing is signed by asking.
    pub async fn record_head(&self) -> Result<RecordHead, Fault> {
        let size = self.inner.store.head().await?.size;
        let last = self.inner.store.first(truth::last_checkpoint()).await?;
        Ok(RecordHead {
            origin: self.inner.origin.clone(),
            size,
            checkpoint: last.map(|last| (last.size, last.note)),
        })
    }

    fn holder_unit(&self, holder: &str) -> Option<UnitId> {
        if let Some(id) = holder.strip_prefix("person/") {
            return self.people().get(&PersonId::new(id)).map(|person| person.unit.clone());
        }
        let (_, unit) = holder.strip_prefix("role/")?.split_once('/')?;
        Some(UnitId::new(unit))
    }

    fn holder_authority(&self, holder: &str) -> Option<AuthorityId> {
        if let Some((_, id)) = holder.strip_prefix("office/").and_then(|rest| rest.split_once('/'))
        {
            return Some(AuthorityId::new(id));
        }
        let unit = self.holder_unit(holder)?;
        self.law().unit(&unit).map(|unit| unit.authority.clone())
    }
}

/// How far somebody watches.
enum Watch {
    /// Everything.
    All,
    /// What is done in the name of one authority.
    Own(AuthorityId),
}

impl Watch {
    fn of(actor: &Actor) -> Option<Self> {
        if actor.has(Role::Supervisor) {
            return Some(Self::All);
        }
        let leads = actor.has(Role::Leader);
        actor.member().filter(|_| leads).map(|member| Self::Own(member.authority.clone()))
    }

    fn covers(&self, authority: Option<&AuthorityId>) -> bool {
        match self {
            Self::All => true,
            Self::Own(own) => authority == Some(own),
        }
    }
}
