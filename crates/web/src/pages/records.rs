//! The fields of an interview and of an examination, the same for a case and for an inspection.

use domain::{
    Private,
    ids::PersonId,
    interview::{Exchange, RecordInterview},
    party::Party,
    scene::SceneRecord,
};

use crate::{
    body::Reader,
    components::form::{
        Choice, ColumnKind, Field, FieldKind, FieldValue, Form, Input, RowColumn, Width,
    },
};

/// What the two kinds of page fill in beforehand.
pub struct Beforehand<'a> {
    /// Whom it is about.
    pub party: &'a Party,
    /// What a person asked is to them.
    pub relation: &'a str,
    /// Where.
    pub place: &'a str,
    /// The officers to choose from.
    pub officers: Field,
    /// When it began, as a field takes it.
    pub started: String,
    /// When it ended.
    pub ended: String,
}

/// How an interview begins, in the words of the record.
const OPENING: [[&str; 2]; 2] = [
    ["我们是执法人员，现向您出示执法证件，请您确认。您对执法证件是否有异议，是否申请回避？", ""],
    ["您有陈述和申辩的权利，也有如实回答询问的义务，是否清楚？", ""],
];

/// The fields of an interview.
pub fn interview(form: Form, known: Beforehand<'_>) -> Form {
    let form = who(form, &known);
    let form = form.field(Field::heading("询问", ""));
    let form = when_and_where(form, known, "询问地点");
    let opening = OPENING.map(|row| row.map(str::to_owned).to_vec());
    let columns = vec![
        RowColumn::new("question", "问", ColumnKind::Text),
        RowColumn::new("answer", "答", ColumnKind::Text),
    ];
    form.field(shown())
        .field(
            Field::rows("dialogue", "问答", columns)
                .answered(FieldValue::Rows(opening.to_vec()))
                .required(),
        )
        .field(Field::heading("签名", "笔录交被询问人核对，有差错的允许补充、更正。"))
        .field(Field::signature("signature", "被询问人签名"))
        .field(Field::text("refusal_reason", "未签名的原因").help("拒绝签名的，注明情况。"))
        .field(scanned())
}

fn who(form: Form, known: &Beforehand<'_>) -> Form {
    let party = known.party;
    let line = |key: &str, label: &str, kind: Input, value: &str| {
        Field::new(key, label, FieldKind::Text(kind)).width(Width::Half).value(value)
    };
    form.field(Field::heading("被询问人", "已按当事人填写；询问其他人的，请改正。"))
        .field(line("name", "姓名", Input::Plain, clear(&party.name)).required())
        .field(line("id_number", "证件号码", Input::IdNumber, clear(&party.id_number)).required())
        .field(line("address", "住址", Input::Plain, clear(&party.address)).required())
        .field(line("phone", "联系电话", Input::Phone, clear(&party.phone)))
        .field(line("employer", "工作单位和职务", Input::Plain, ""))
        .field(line("relation", "与本案（检查事项）关系", Input::Plain, known.relation).required())
}

fn clear(value: &Private) -> &str {
    if value.is_blank() { "" } else { value.reveal() }
}

fn when_and_where(form: Form, known: Beforehand<'_>, place: &str) -> Form {
    form.field(Field::date_time("started_at", "开始时间").value(known.started).required())
        .field(Field::date_time("ended_at", "结束时间").value(known.ended).required())
        .field(Field::text("place", place).value(known.place).required())
        .field(known.officers)
}

fn shown() -> Field {
    let words = "已出示执法证件，已告知申请回避、陈述申辩的权利";
    Field::checkboxes("certificates_shown", "亮证和告知", vec![Choice::new("yes", words)])
}

fn scanned() -> Field {
    Field::file("scan", "签名笔录扫描件", "image/*,application/pdf")
        .help("在纸上签名的，上传扫描件。")
}

/// Reads an interview.
pub fn read_interview(read: &mut Reader<'_>) -> RecordInterview {
    let rows = read.rows("dialogue");
    let dialogue = rows.iter().map(|row| Exchange {
        question: Private::new(row.get("question")),
        answer: Private::new(row.get("answer")),
    });
    let dialogue: Vec<Exchange> = dialogue.filter(|it| !it.answer.is_blank()).collect();
    let signed = read.signed("signature");
    RecordInterview {
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
        signature_image: signed.drawn,
        refusal_reason: read.private_if("refusal_reason"),
        scan: signed.scan,
    }
}

/// The fields of an examination.
pub fn scene(form: Form, known: Beforehand<'_>) -> Form {
    let form = form.field(Field::heading("勘验", ""));
    let form = when_and_where(form, known, "勘验场所或者物品");
    form.field(
        Field::text("weather", "天气情况")
            .help("例如：晴，能见度良好；室内的写明照明。")
            .required(),
    )
    .field(shown())
    .field(Field::heading(
        "在场人员",
        "通知当事人或者代理人到场；当事人不到场的，邀请第三人到场见证。",
    ))
    .field(Field::text("present_name", "当事人（代理人）姓名").width(Width::Half))
    .field(
        Field::text("present_role", "身份").help("例如：驾驶员、法定代表人。").width(Width::Half),
    )
    .field(Field::text("invited_name", "被邀请人（见证人）姓名").width(Width::Half))
    .field(Field::text("invited_role", "单位和职务").width(Width::Half))
    .field(Field::heading("结果", ""))
    .field(
        Field::textarea("findings", "勘验情况及结果", 8)
            .help("写明基点、方位、距离、长宽高、数量、痕迹和测量方法，不写推断。")
            .required(),
    )
    .field(
        Field::photo("pictures", "勘验图、照片").help("至少一张；标明方位和尺寸，可以一次选多张。"),
    )
    .field(Field::heading("签名", "笔录交在场的人核对，有差错的允许补充、更正。"))
    .field(Field::signature("signature_image", "当事人（代理人）签名"))
    .field(Field::text("refusal_reason", "当事人未签名的原因").help("拒绝签名的，注明情况。"))
    .field(Field::signature("invited_image", "被邀请人签名"))
    .field(scanned())
}

/// Reads an examination.
pub fn read_scene(read: &mut Reader<'_>) -> SceneRecord {
    let signed = read.signed("signature_image");
    let invited = read.signed("invited_image");
    let refusal_reason = read.private_if("refusal_reason");
    // A picture of the invited person's signature does not stand for the party's.
    let settled = !signed.drawn.is_blank() || !refusal_reason.is_blank();
    let scan = signed.scan.or(invited.scan.filter(|_| settled));
    let pictures = read.uploads("pictures").into_iter().map(|upload| upload.blob).collect();
    SceneRecord {
        place: read.private("place"),
        weather: read.text("weather"),
        started_at: read.datetime("started_at"),
        ended_at: read.datetime("ended_at"),
        officers: read.list("officers").into_iter().map(PersonId::new).collect(),
        certificates_shown: read.yes("certificates_shown"),
        present_name: read.private_if("present_name"),
        present_role: read.private_if("present_role"),
        invited_name: read.private_if("invited_name"),
        invited_role: read.private_if("invited_role"),
        findings: read.private("findings"),
        pictures,
        signature_image: signed.drawn,
        refusal_reason,
        invited_image: invited.drawn,
        scan,
    }
}
