//! The rows that lists show, for pages that may not name the store.

pub use store::tables::{
    ArticleRow, ArticleSum, CaseRow, ClueRow, DocumentRow, DoneRow, EntrustmentRow, EvidenceRow,
    InspectionRow, PersonRow, PublicationRow, SupervisionRow, TaskRow,
};
