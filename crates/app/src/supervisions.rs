//! The lists of supervisions: a supervisor sees all, an organ its own.

use domain::policy::{Actor, Role};
use store::tables::{self, Sight, SupervisionList, SupervisionRow};

use crate::read::Page;
use crate::{App, Fault};

/// Which supervisions.
#[derive(Clone, Debug, Default)]
pub struct SupervisionQuery {
    /// Only this stage.
    pub stage: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows.
    pub limit: i64,
}

impl App {
    /// The supervisions that the actor may see, last changed first.
    pub async fn supervisions(
        &self,
        actor: &Actor,
        query: &SupervisionQuery,
    ) -> Result<Page<SupervisionRow>, Fault> {
        let Some(sight) = self.supervision_sight(actor) else {
            return Ok(Page { rows: vec![], next: None });
        };
        let list = SupervisionList {
            sight,
            stage: query.stage.clone(),
            after: crate::read::mark(query.after.as_deref()),
            limit: query.limit + 1,
        };
        let rows = self.inner.store.ask(tables::supervision::list(&list)?).await?;
        Ok(crate::read::page(rows, query.limit, tables::supervision::mark))
    }

    /// How many supervisions the actor may see, by stage.
    pub async fn supervision_counts(&self, actor: &Actor) -> Result<Vec<(String, i64)>, Fault> {
        let Some(sight) = self.supervision_sight(actor) else { return Ok(vec![]) };
        let counts = self.inner.store.ask(tables::supervision::count_by_stage(&sight)).await?;
        Ok(counts.into_iter().map(|count| (count.stage, count.count)).collect())
    }

    fn supervision_sight(&self, actor: &Actor) -> Option<Sight> {
        let member = actor.member()?;
        if member.roles.contains(&Role::Supervisor) {
            return Some(Sight::All);
        }
        let leads = member.roles.contains(&Role::Leader);
        leads.then(|| Sight::Units(self.units_of(member)))
    }
}
