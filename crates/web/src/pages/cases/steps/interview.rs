//! 制作询问笔录.

use domain::{
    Private,
    cases::{Command, Exchange, RecordInterview},
    ids::PersonId,
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{ColumnKind, Field, FieldKind, FieldValue, Form, Input, RowColumn, Width},
    pages::cases::{
        at::At,
        choices::{case_officers, tick},
        step::Step,
    },
};

pub struct Interview;

/// How an interview begins, in the words of the record.
const OPENING: [[&str; 2]; 2] = [
    ["我们是执法人员，现向您出示执法证件，请您确认。您对执法证件是否有异议，是否申请回避？", ""],
    ["您有陈述和申辩的权利，也有如实回答询问的义务，是否清楚？", ""],
];

impl Step for Interview {
    const ACT: Act = Act::RecordInterview;
    const PATH: &'static str = "/cases/{id}/record-interview";
    const DRAFT: bool = true;

    fn form(at: &At) -> Option<Form> {
        let form = at.form("询问由两名以上执法人员进行，主动出示执法证件，制作笔录，交被询问人核对（《行政处罚法》第四十二条、第五十五条）。");
        Some(signing(asking(at, who(at, form))))
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let rows = read.rows("dialogue");
        let dialogue = rows.iter().map(|row| Exchange {
            question: Private::new(row.get("question")),
            answer: Private::new(row.get("answer")),
        });
        let dialogue: Vec<Exchange> = dialogue.filter(|it| !it.answer.is_blank()).collect();
        Command::RecordInterview(Box::new(RecordInterview {
            name: read.private("name"),
            id_number: read.private("id_number"),
            address: read.private("address"),
            phone: read.private_if("phone"),
            employer: read.private_if("employer"),
            relation: read.text("relation"),
            place: read.private("place"),
            started_at: read.datetime("started_at"),
            ended_at: read.datetime("ended_at"),
            officers: read.list("officers").into_iter().map(PersonId::new).collect(),
            certificates_shown: read.yes("certificates_shown"),
            dialogue,
            signature_image: drawn(at, "signature"),
            refusal_reason: read.private_if("refusal_reason"),
            scan: scan(at, read),
        }))
    }
}

/// The drawing as the document shows it; blank when a picture or nothing was sent instead.
pub(super) fn drawn(at: &At, key: &str) -> Private {
    let sent = at.sent(key);
    if sent.starts_with("data:image/png;base64,") { Private::new(sent) } else { Private::default() }
}

/// The scan of the signed record, or the picture of the signature.
fn scan(at: &At, read: &mut Reader<'_>) -> Option<domain::evidence::BlobRef> {
    let scanned = read.uploads("scan").into_iter().next().map(|upload| upload.blob);
    let pictured = || read.signature_if("signature").filter(|_| drawn(at, "signature").is_blank());
    scanned.or_else(pictured)
}

fn who(at: &At, form: Form) -> Form {
    let party = &at.case.origin.party;
    let line = |key: &str, label: &str, kind: Input, value: &Private| {
        let value = if value.is_blank() { "" } else { value.reveal() };
        Field::new(key, label, FieldKind::Text(kind)).width(Width::Half).value(value)
    };
    form.field(Field::heading("被询问人", "已按当事人填写；询问其他人的，请改正。"))
        .field(line("name", "姓名", Input::Plain, &party.name).required())
        .field(line("id_number", "证件号码", Input::IdNumber, &party.id_number).required())
        .field(line("address", "住址", Input::Plain, &party.address).required())
        .field(line("phone", "联系电话", Input::Phone, &party.phone))
        .field(line("employer", "工作单位和职务", Input::Plain, &Private::new("")))
        .field(line("relation", "与本案关系", Input::Plain, &Private::new("当事人")).required())
}

fn asking(at: &At, form: Form) -> Form {
    let opening = OPENING.map(|row| row.map(str::to_owned).to_vec());
    let columns = vec![
        RowColumn::new("question", "问", ColumnKind::Text),
        RowColumn::new("answer", "答", ColumnKind::Text),
    ];
    form.field(Field::heading("询问", ""))
        .field(Field::date_time("started_at", "开始时间").value(at.earlier_text(60)).required())
        .field(Field::date_time("ended_at", "结束时间").value(at.now_text()).required())
        .field(Field::text("place", "询问地点").required())
        .field(case_officers(at, "officers", "执法人员（询问人、记录人）"))
        .field(tick(
            "certificates_shown",
            "亮证和告知",
            "已出示执法证件，已告知申请回避、陈述申辩的权利",
        ))
        .field(
            Field::rows("dialogue", "问答", columns)
                .answered(FieldValue::Rows(opening.to_vec()))
                .required(),
        )
}

fn signing(form: Form) -> Form {
    form.field(Field::heading("签名", "笔录交被询问人核对，有差错的允许补充、更正。"))
        .field(Field::signature("signature", "被询问人签名"))
        .field(Field::text("refusal_reason", "未签名的原因").help("拒绝签名的，注明情况。"))
        .field(
            Field::file("scan", "签名笔录扫描件", "image/*,application/pdf")
                .help("在纸上签名的，上传扫描件。"),
        )
}
