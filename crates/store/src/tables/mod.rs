//! Read tables: what lists and pages show, computed from the events and disposable.
//!
//! A row is a pure function of one stream's state. Whoever changes a stream puts and removes
//! the rows that differ; a rebuild makes the same rows again.

pub mod articles;
pub mod cases;
pub mod clues;
pub mod documents;
pub mod entrustments;
pub mod evidence;
pub mod inspections;
pub mod links;
pub mod object_marks;
pub mod party_marks;
pub mod people;
pub mod publications;
pub mod search;
pub mod supervision;
pub mod tasks;

mod lists;
mod owned;

use std::sync::Arc;

use crate::statement::{Stored, Table, Walk, walk_sql};
use crate::{Cell, Fault, Record};

pub use articles::{ArticleList, ArticleRow, ArticleSum};
pub use cases::{CaseList, CaseRow, CaseSort, Sight, StageCount};
pub use clues::{ClueList, ClueRow, Similar};
pub use documents::{DocumentRow, Register};
pub use entrustments::EntrustmentRow;
pub use evidence::EvidenceRow;
pub use inspections::{InspectionList, InspectionRow};
pub use links::LinkRow;
pub use object_marks::{ObjectMarkRow, SameObject};
pub use party_marks::{PartyMarkRow, SameParty};
pub use people::PersonRow;
pub use publications::PublicationRow;
pub use search::SearchRow;
pub use supervision::{SupervisionList, SupervisionRow};
pub use tasks::{DoneRow, TaskCount, TaskRow};

/// Which read table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// 案件.
    Cases,
    /// 线索.
    Clues,
    /// 行政检查.
    Inspections,
    /// 文书.
    Documents,
    /// 证据.
    Evidence,
    /// 涉案物品.
    Articles,
    /// 待办.
    Tasks,
    /// 已办.
    Done,
    /// 公示.
    Publications,
    /// 人员.
    People,
    /// Which stream points to which.
    Links,
    /// 当事人比对.
    PartyMarks,
    /// 检查对象比对.
    ObjectMarks,
    /// 执法监督.
    Supervisions,
    /// 委托执法.
    Entrustments,
    /// Words to be found.
    Search,
}

/// A row of any read table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// 案件.
    Case(CaseRow),
    /// 线索.
    Clue(ClueRow),
    /// 行政检查.
    Inspection(InspectionRow),
    /// 文书.
    Document(DocumentRow),
    /// 证据.
    Evidence(EvidenceRow),
    /// 涉案物品.
    Article(ArticleRow),
    /// 待办.
    Task(TaskRow),
    /// 已办.
    Done(DoneRow),
    /// 公示.
    Publication(PublicationRow),
    /// 人员.
    Person(PersonRow),
    /// Which stream points to which.
    Link(LinkRow),
    /// 当事人比对.
    PartyMark(PartyMarkRow),
    /// 检查对象比对.
    ObjectMark(ObjectMarkRow),
    /// 执法监督.
    Supervision(SupervisionRow),
    /// 委托执法.
    Entrustment(EntrustmentRow),
    /// Words to be found.
    Search(SearchRow),
}

/// The key of a row in its table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    which: Which,
    cells: Vec<Cell>,
}

impl RowKey {
    /// The table of the row.
    pub fn which(&self) -> Which {
        self.which
    }

    pub(crate) fn into_cells(self) -> Vec<Cell> {
        self.cells
    }
}

impl std::fmt::Display for RowKey {
    /// The table and the key, for whoever must find the row.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.which.table().name)?;
        for cell in &self.cells {
            match cell {
                Cell::Int(Some(number)) => write!(f, " {number}")?,
                Cell::Text(Some(text)) => write!(f, " {text}")?,
                Cell::Bytes(_) | Cell::Int(None) | Cell::Text(None) => f.write_str(" ?")?,
            }
        }
        Ok(())
    }
}

impl Which {
    /// Every read table.
    pub const ALL: [Self; 16] = [
        Self::Cases,
        Self::Clues,
        Self::Inspections,
        Self::Documents,
        Self::Evidence,
        Self::Articles,
        Self::Tasks,
        Self::Done,
        Self::Publications,
        Self::People,
        Self::Links,
        Self::PartyMarks,
        Self::ObjectMarks,
        Self::Supervisions,
        Self::Entrustments,
        Self::Search,
    ];

    /// Its name and columns.
    pub fn table(self) -> &'static Table {
        match self {
            Self::Cases => const { &CaseRow::TABLE },
            Self::Clues => const { &ClueRow::TABLE },
            Self::Inspections => const { &InspectionRow::TABLE },
            Self::Documents => const { &DocumentRow::TABLE },
            Self::Evidence => const { &EvidenceRow::TABLE },
            Self::Articles => const { &ArticleRow::TABLE },
            Self::Tasks => const { &TaskRow::TABLE },
            Self::Done => const { &DoneRow::TABLE },
            Self::Publications => const { &PublicationRow::TABLE },
            Self::People => const { &PersonRow::TABLE },
            Self::Links => const { &LinkRow::TABLE },
            Self::PartyMarks => const { &PartyMarkRow::TABLE },
            Self::ObjectMarks => const { &ObjectMarkRow::TABLE },
            Self::Supervisions => const { &SupervisionRow::TABLE },
            Self::Entrustments => const { &EntrustmentRow::TABLE },
            Self::Search => const { &SearchRow::TABLE },
        }
    }

    /// The statement and values that read the next rows in the order of the key.
    pub(crate) fn walk(self, after: Option<&RowKey>, limit: i64) -> (Arc<str>, Vec<Cell>) {
        let (from, mut args) = match after {
            None => (Walk::Start, Vec::new()),
            Some(key) => (Walk::After, key.cells.clone()),
        };
        args.push(limit.into());
        (walk_sql(self.table(), from), args)
    }

    /// The key of a row given by all its cells.
    pub(crate) fn key_of(self, cells: &[Cell]) -> RowKey {
        let table = self.table();
        let place = |name: &&str| table.columns.iter().position(|column| column == name);
        let keys = table.key.iter().filter_map(place).filter_map(|at| cells.get(at).cloned());
        RowKey { which: self, cells: keys.collect() }
    }
}

impl Row {
    /// The table of the row.
    pub fn which(&self) -> Which {
        match self {
            Self::Case(_) => Which::Cases,
            Self::Clue(_) => Which::Clues,
            Self::Inspection(_) => Which::Inspections,
            Self::Document(_) => Which::Documents,
            Self::Evidence(_) => Which::Evidence,
            Self::Article(_) => Which::Articles,
            Self::Task(_) => Which::Tasks,
            Self::Done(_) => Which::Done,
            Self::Publication(_) => Which::Publications,
            Self::Person(_) => Which::People,
            Self::Link(_) => Which::Links,
            Self::PartyMark(_) => Which::PartyMarks,
            Self::ObjectMark(_) => Which::ObjectMarks,
            Self::Supervision(_) => Which::Supervisions,
            Self::Entrustment(_) => Which::Entrustments,
            Self::Search(_) => Which::Search,
        }
    }

    /// The key of the row.
    pub fn key(&self) -> RowKey {
        self.which().key_of(&self.cells())
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        match self {
            Self::Case(row) => row.cells(),
            Self::Clue(row) => row.cells(),
            Self::Inspection(row) => row.cells(),
            Self::Document(row) => row.cells(),
            Self::Evidence(row) => row.cells(),
            Self::Article(row) => row.cells(),
            Self::Task(row) => row.cells(),
            Self::Done(row) => row.cells(),
            Self::Publication(row) => row.cells(),
            Self::Person(row) => row.cells(),
            Self::Link(row) => row.cells(),
            Self::PartyMark(row) => row.cells(),
            Self::ObjectMark(row) => row.cells(),
            Self::Supervision(row) => row.cells(),
            Self::Entrustment(row) => row.cells(),
            Self::Search(row) => row.cells(),
        }
    }

    pub(crate) fn read(which: Which, record: Record) -> Result<Self, Fault> {
        match which {
            Which::Cases => CaseRow::read(record).map(Self::Case),
            Which::Clues => ClueRow::read(record).map(Self::Clue),
            Which::Inspections => InspectionRow::read(record).map(Self::Inspection),
            Which::Documents => DocumentRow::read(record).map(Self::Document),
            Which::Evidence => EvidenceRow::read(record).map(Self::Evidence),
            Which::Articles => ArticleRow::read(record).map(Self::Article),
            Which::Tasks => TaskRow::read(record).map(Self::Task),
            Which::Done => DoneRow::read(record).map(Self::Done),
            Which::Publications => PublicationRow::read(record).map(Self::Publication),
            Which::People => PersonRow::read(record).map(Self::Person),
            Which::Links => LinkRow::read(record).map(Self::Link),
            Which::PartyMarks => PartyMarkRow::read(record).map(Self::PartyMark),
            Which::ObjectMarks => ObjectMarkRow::read(record).map(Self::ObjectMark),
            Which::Supervisions => SupervisionRow::read(record).map(Self::Supervision),
            Which::Entrustments => EntrustmentRow::read(record).map(Self::Entrustment),
            Which::Search => SearchRow::read(record).map(Self::Search),
        }
    }
}
