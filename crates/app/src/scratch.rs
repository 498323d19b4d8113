//! Unfinished forms: kept for their writer until somebody submits them, never part of the record.

use domain::ids::PersonId;
use store::scratch;

use crate::{App, Fault, record};

/// The longest draft, in bytes.
const MAX_DRAFT: usize = 256 * 1024;

/// An unfinished form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its fields, as JSON text of `[key, value]` pairs.
    pub fields: String,
    /// When it was saved, in UTC.
    pub saved_at: String,
}

impl App {
    /// Keeps an unfinished form; answers false when it is too long to keep.
    pub async fn save_draft(
        &self,
        person: &PersonId,
        key: &str,
        fields: &str,
    ) -> Result<bool, Fault> {
        if MAX_DRAFT < fields.len() {
            return Ok(false);
        }
        let draft = scratch::Draft {
            person: person.to_string(),
            draft_key: key.to_owned(),
            fields: fields.to_owned(),
            saved_at: record::instant(self.now()),
        };
        self.inner.store.change(&scratch::save_draft(&draft)).await?;
        Ok(true)
    }

    /// The unfinished form, when there is one.
    pub async fn draft(&self, person: &PersonId, key: &str) -> Result<Option<Draft>, Fault> {
        let draft = self.inner.store.first(scratch::draft(person.as_str(), key)).await?;
        Ok(draft.map(|d| Draft { fields: d.fields, saved_at: d.saved_at }))
    }

    /// Forgets the unfinished form.
    pub async fn drop_draft(&self, person: &PersonId, key: &str) -> Result<(), Fault> {
        self.inner.store.change(&scratch::drop_draft(person.as_str(), key)).await?;
        Ok(())
    }
}
