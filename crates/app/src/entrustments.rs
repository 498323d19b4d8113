//! The lists of deeds of entrustment: a supervisor sees all, an authority its own.

use domain::StreamId;
use domain::entrustments::Entrustment;
use domain::ids::EntrustmentId;
use domain::policy::{Act, Actor, Role, Subject, Verdict, permit};
use store::tables::{self, EntrustmentRow};

use crate::read::Page;
use crate::{App, Fault, Portal};

/// How many deeds are looked through for those in force.
const SHOWN: i64 = 500;

impl Portal {
    /// The deeds in force today, for everybody to read (《行政处罚法》第二十条第二款).
    pub async fn entrustments(&self) -> Result<Vec<Entrustment>, Fault> {
        let today = self.app.today();
        let rows = self.app.inner.store.ask(tables::entrustments::list(None, None, SHOWN)?).await?;
        let mut found = Vec::new();
        let day = today.to_string();
        for row in rows.into_iter().filter(|row| row.from_on <= day && day <= row.until_on) {
            let stream = StreamId::entrustment(&EntrustmentId::new(row.id));
            let Some(loaded) = self.app.load(&stream).await? else { continue };
            found.extend(loaded.state.as_entrustment().filter(|it| it.holds_on(today)).cloned());
        }
        Ok(found)
    }
}

impl App {
    /// The deeds that the actor may see, last changed first.
    pub async fn entrustments(
        &self,
        actor: &Actor,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Page<EntrustmentRow>, Fault> {
        let nothing = Page { rows: vec![], next: None };
        let Some(member) = actor.member() else { return Ok(nothing) };
        let own = Subject { authority: Some(member.authority.clone()), ..Subject::default() };
        if permit(actor, Act::ReadEntrustments, &own) != Verdict::Permitted {
            return Ok(nothing);
        }
        let all = member.roles.contains(&Role::Supervisor);
        let authority = (!all).then(|| member.authority.to_string());
        let mark = crate::read::mark(after);
        let ask = tables::entrustments::list(authority.as_deref(), mark.as_ref(), limit + 1)?;
        let rows = self.inner.store.ask(ask).await?;
        Ok(crate::read::page(rows, limit, tables::entrustments::mark))
    }
}
