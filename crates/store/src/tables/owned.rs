//! The rows of some streams, for whoever verifies those alone.

use std::sync::Arc;

use super::Which;
use crate::Cell;
use crate::statement::Conditions;

/// How a row says of which stream it is.
enum Owner {
    /// A column with the name of the stream.
    Stream(&'static str),
    /// A column with the name of the stream without the word and the slash before it.
    Id(&'static str, &'static str),
    /// A column with the position of an event of the stream.
    Event(&'static str),
}

impl Which {
    fn owner(self) -> Owner {
        match self {
            Self::Cases => Owner::Id("id", "case/"),
            Self::Clues => Owner::Id("id", "clue/"),
            Self::Inspections => Owner::Id("id", "inspection/"),
            Self::ObjectMarks => Owner::Id("inspection_id", "inspection/"),
            Self::Supervisions => Owner::Id("id", "supervision/"),
            Self::Entrustments => Owner::Id("id", "entrustment/"),
            Self::People => Owner::Id("id", "person/"),
            Self::Articles | Self::Publications | Self::PartyMarks => Owner::Id("case_id", "case/"),
            Self::Documents | Self::Evidence | Self::Tasks | Self::Search => {
                Owner::Stream("stream")
            }
            Self::Links => Owner::Stream("from_stream"),
            Self::Done => Owner::Event("seq"),
        }
    }

    /// The statement and values that read the rows of these streams; nothing when no row of the
    /// table can be of any of them.
    pub(crate) fn rows_of(self, streams: &[String]) -> Option<(Arc<str>, Vec<Cell>)> {
        let mut conditions = Conditions::default();
        let (column, values) = match self.owner() {
            Owner::Stream(column) => (column, conditions.list(streams)),
            Owner::Id(column, before) => {
                let ids = streams.iter().filter_map(|stream| stream.strip_prefix(before));
                let ids: Vec<String> = ids.map(str::to_owned).collect();
                (column, conditions.list(&ids))
            }
            Owner::Event(column) => {
                let streams = conditions.list(streams);
                (column, format!("SELECT seq FROM event WHERE stream IN ({streams})"))
            }
        };
        if conditions.args.is_empty() {
            return None;
        }
        let table = self.table();
        let columns = table.columns.join(", ");
        let sql = format!("SELECT {columns} FROM {} WHERE {column} IN ({values})", table.name);
        Some((sql.into(), conditions.args))
    }
}
