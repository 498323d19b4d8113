//! A thing loaded for a page, with the version at which it was seen.

use std::{ops::Deref, sync::Arc};

use domain::{State, StreamId};

use super::Call;
use crate::PageError;

/// A thing as it is now. It dereferences to the thing.
#[derive(Clone, Debug)]
pub struct Held<T> {
    pub stream: StreamId,
    pub version: i64,
    /// The same as a state, for questions to a setting.
    pub state: Arc<State>,
    pub thing: T,
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.thing
    }
}

impl Call {
    /// Loads a stream without asking who may see it; the callers ask.
    pub(super) async fn hold<T: Clone>(
        &self,
        stream: StreamId,
        pick: fn(&State) -> Option<&T>,
    ) -> Result<Held<T>, PageError> {
        let loaded = self.app().load(&stream).await?.ok_or(PageError::Absent)?;
        let thing = pick(&loaded.state).cloned().ok_or(PageError::Absent)?;
        Ok(Held { stream, version: loaded.version, state: loaded.state, thing })
    }
}
