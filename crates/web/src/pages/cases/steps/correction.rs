//! 更正文书: the document first, then one of its texts; the old edition stays on file.

use domain::{
    cases::{Command, CorrectDocument},
    documents::{Document, Sheet},
    ids::DocumentId,
    packs::FieldKind,
    policy::Act,
};

use crate::{
    body::Reader,
    components::{
        form::{Choice, Field, Form},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        step::Step,
    },
};

pub struct Correction;

fn chosen(at: &At) -> Option<&Document> {
    at.case.document(&DocumentId::new(at.sent("document")))
}

/// The newest edition of every document.
fn newest(at: &At) -> impl Iterator<Item = &Document> {
    at.case.documents.iter().filter(|it| at.case.newest_edition(it).id == it.id)
}

/// The texts of a document, by key and label.
fn texts(at: &At, document: &Document) -> Vec<(String, String, String)> {
    let sheet = Sheet::from_json(&document.form, document.content.reveal());
    let (Some(sheet), Some(form)) = (sheet, at.law.form(&document.form)) else {
        return Vec::new();
    };
    let text = form.fields.iter().filter(|field| field.kind == FieldKind::Text);
    text.map(|field| (field.key.clone(), field.label.clone(), sheet.get(&field.key).to_owned()))
        .filter(|(.., value)| !value.trim().is_empty())
        .collect()
}

impl Step for Correction {
    const ACT: Act = Act::CorrectDocument;
    const PATH: &'static str = "/cases/{id}/correct-document";

    fn above(at: &At) -> Vec<Panel> {
        if let Some(document) = chosen(at) {
            let mut table = DataTable::new(
                "现在的文字",
                ["栏目", "内容"].map(Column::new).to_vec(),
                EmptyState::new("没有可以更正的文字", "请选择其他文书。"),
            );
            table.rows = texts(at, document)
                .into_iter()
                .map(|(_, label, value)| vec![Cell::text(label), Cell::text(value)])
                .collect();
            let other = vec![Link::new("改选文书", at.here())];
            return vec![
                Panel::new("", format!("《{}》", document.title))
                    .with(Part::table(table))
                    .with(Part::Links(other)),
            ];
        }
        let mut table = DataTable::new(
            "选择要更正的文书",
            ["文书", "文号", "版本", "更正"].map(Column::new).to_vec(),
            EmptyState::new("还没有文书", "制发文书之后才能更正。"),
        );
        table.rows = newest(at)
            .map(|it| {
                let number = it.number.as_ref().map(|number| number.text.clone());
                let href = format!("{}?document={}", at.here(), it.id);
                vec![
                    Cell::text(it.title.clone()),
                    number.map_or(Cell::Blank, Cell::figure),
                    Cell::figure(format!("第{}版", it.edition)),
                    Cell::link("更正这份文书", href),
                ]
            })
            .collect();
        vec![Panel::new("", "选择文书").with(Part::table(table))]
    }

    fn form(at: &At) -> Option<Form> {
        let document = chosen(at)?;
        let fields = texts(at, document).into_iter().map(|(key, label, _)| Choice::new(key, label));
        Some(
            at.form("只能更正文字、计算等笔误；处罚内容、依据、文号和日期不能用更正改变。更正后生成新版本，旧版本保留在案卷中，对外文书须重新送达。")
                .field(Field::hidden("document", document.id.as_str()))
                .field(Field::select("field", "更正的栏目", fields.collect()).required())
                .field(Field::textarea("text", "更正后的内容", 3).required())
                .field(Field::textarea("reason", "更正理由", 2).required())
                .submit("换发更正后的文书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::CorrectDocument(CorrectDocument {
            document: DocumentId::new(read.text("document")),
            field: read.text("field"),
            text: read.private("text"),
            reason: read.text("reason"),
        })
    }
}
