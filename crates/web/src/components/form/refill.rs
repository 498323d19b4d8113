//! Reading answers back into fields, from what was sent or from a saved draft.

use super::{
    choices::{CheckAnswer, CheckItem, RowColumn},
    field::{Field, FieldKind, FieldValue, Input, KeptFile},
};
use crate::body::read_named;

/// Rows beyond this are not drawn from what was sent, whatever its keys say.
const MAX_ROWS: usize = 200;

impl Field {
    /// Takes the answer from pairs that were sent or saved. A field none of them names keeps its value.
    pub fn refill(&mut self, pairs: &[(String, String)]) {
        if self.locked.is_some() {
            return;
        }
        let found = match &self.kind {
            FieldKind::File { .. } | FieldKind::Photo => sent_files(pairs, &self.key),
            FieldKind::Heading
            | FieldKind::Printed(_)
            | FieldKind::Hidden
            | FieldKind::Text(Input::Password) => None,
            FieldKind::Text(_)
            | FieldKind::Textarea { .. }
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::Money
            | FieldKind::Number { .. }
            | FieldKind::Select(_)
            | FieldKind::Radio(_)
            | FieldKind::Signature => {
                find(pairs, &self.key).map(|text| FieldValue::Text(text.to_owned()))
            }
            FieldKind::Checkboxes(_) => sent_many(pairs, &self.key),
            FieldKind::Checklist { items, .. } => sent_checks(pairs, &self.key, items),
            FieldKind::Rows(columns) => sent_rows(pairs, &self.key, columns),
            FieldKind::Place(_) => sent_place(pairs, &self.key),
        };
        if let Some(value) = found {
            self.value = value;
        }
    }
}

fn find<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

fn sent_files(pairs: &[(String, String)], key: &str) -> Option<FieldValue> {
    let files: Vec<KeptFile> = pairs
        .iter()
        .filter(|(name, _)| name == key)
        .filter_map(|(_, value)| {
            let (_, tail, name) = read_named(value)?;
            let (name, hash_tail) = (name.to_owned(), tail.to_owned());
            Some(KeptFile { name, hash_tail, value: value.clone() })
        })
        .collect();
    (!files.is_empty()).then_some(FieldValue::Files(files))
}

fn sent_many(pairs: &[(String, String)], key: &str) -> Option<FieldValue> {
    let sent = pairs.iter().filter(|(name, _)| name == key).map(|(_, value)| value.clone());
    // A group with nothing ticked sends nothing; the other fields of the form say it was sent.
    (!pairs.is_empty()).then(|| FieldValue::Many(sent.collect()))
}

fn sent_checks(pairs: &[(String, String)], key: &str, items: &[CheckItem]) -> Option<FieldValue> {
    let part = |item: &str, name: &str| {
        find(pairs, &format!("{key}.{item}.{name}")).unwrap_or_default().to_owned()
    };
    let answers: Vec<_> = items
        .iter()
        .map(|item| CheckAnswer {
            item: item.key.clone(),
            outcome: part(&item.key, "outcome"),
            note: part(&item.key, "note"),
        })
        .filter(|answer| !answer.outcome.is_empty() || !answer.note.is_empty())
        .collect();
    (!answers.is_empty()).then_some(FieldValue::Checks(answers))
}

fn sent_rows(pairs: &[(String, String)], key: &str, columns: &[RowColumn]) -> Option<FieldValue> {
    let start = format!("{key}.");
    let last = pairs
        .iter()
        .filter_map(|(name, _)| name.strip_prefix(&start)?.split('.').next()?.parse::<usize>().ok())
        .max()?;
    let rows: Vec<Vec<String>> = (0..=last.min(MAX_ROWS - 1))
        .map(|turn| {
            columns
                .iter()
                .map(|column| format!("{key}.{turn}.{}", column.key))
                .map(|name| find(pairs, &name).unwrap_or_default().to_owned())
                .collect::<Vec<String>>()
        })
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .collect();
    Some(FieldValue::Rows(rows))
}

fn sent_place(pairs: &[(String, String)], key: &str) -> Option<FieldValue> {
    let lat = find(pairs, &format!("{key}_lat"))?.to_owned();
    let lng = find(pairs, &format!("{key}_lng"))?.to_owned();
    Some(FieldValue::Place { lat, lng })
}
