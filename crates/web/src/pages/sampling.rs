//! The fields of samples taken under seal, the same for a case and for an inspection.

use domain::{cases::Sample, catalogue::Hundredths, ids::PersonId, sampling::SampleRecord};

use super::{cases::choices::tick, shared::hundredths};
use crate::{
    body::{Reader, Row},
    components::form::{ColumnKind, Field, Form, RowColumn},
};

/// The fields, with when and where and the officers to choose from.
pub fn fields(form: Form, spotted: (String, &str), officers: Field) -> Form {
    signing(listing(spot(form, spotted, officers)))
}

/// What was answered.
pub fn read(read: &mut Reader<'_>) -> SampleRecord {
    let signed = read.signed("signature_image");
    let rows = read.rows("samples");
    let samples = rows.iter().map(|row| sample(row, read)).collect();
    SampleRecord {
        at: read.datetime("at"),
        place: read.private("place"),
        officers: read.list("officers").into_iter().map(PersonId::new).collect(),
        told: read.yes("told"),
        method: read.text("method"),
        met_name: read.private_if("met_name"),
        met_role: read.private_if("met_role"),
        present: !read.yes("absent"),
        witness: read.private_if("witness"),
        signature_image: signed.drawn,
        refusal_reason: read.private_if("refusal_reason"),
        scan: signed.scan,
        samples,
        kept: read.text("kept"),
    }
}

fn spot(form: Form, (at, place): (String, &str), officers: Field) -> Form {
    form.field(Field::heading("现场", ""))
        .field(Field::date_time("at", "抽样时间").value(at).required())
        .field(Field::text("place", "抽样地点").value(place).required())
        .field(officers)
        .field(tick(
            "told",
            "亮证和告知",
            "已出示执法证件，告知抽样的理由和申请回避、陈述申辩的权利",
        ))
        .field(
            Field::textarea("method", "抽样的依据和方法", 2)
                .help("法律、法规、规章或者标准规定了抽样机构、方法的，按规定执行并写明。")
                .required(),
        )
        .field(Field::text("met_name", "现场人员姓名"))
        .field(Field::text("met_role", "与当事人关系或者职务"))
        .field(tick("absent", "到场情况", "当事人经通知没有到场"))
        .field(Field::text("witness", "见证人").help("当事人没有到场的必填：姓名和单位。"))
}

fn listing(form: Form) -> Form {
    let columns = vec![
        RowColumn::new("name", "样品名称", ColumnKind::Text),
        RowColumn::new("batch", "规格、批号", ColumnKind::Text),
        RowColumn::new("base", "抽样基数", ColumnKind::Number),
        RowColumn::new("quantity", "抽样数量", ColumnKind::Number),
        RowColumn::new("unit", "单位", ColumnKind::Text),
        RowColumn::new("seal_number", "封签编号", ColumnKind::Text),
    ];
    form.field(Field::heading(
        "样品清单",
        "逐项写明；抽样基数是被抽样物品的总数量，与抽样数量用同一单位。",
    ))
    .field(Field::rows("samples", "样品", columns).required())
    .field(Field::text("kept", "样品的保存").help("怎样封装，存放在哪里。").required())
}

fn signing(form: Form) -> Form {
    form.field(Field::heading("签名", "由当事人签名；不到场的由见证人签名。"))
        .field(Field::signature("signature_image", "当事人或者见证人签名"))
        .field(
            Field::text("refusal_reason", "当事人未签名的原因")
                .help("拒绝签名的凭证另行送达，登记送达时选择留置送达。"),
        )
        .field(
            Field::file("scan", "签名凭证或者封样照片", "image/*,application/pdf")
                .help("在纸上签名的，上传扫描件。"),
        )
}

/// One line of the list; quantities have at most two decimals.
fn sample(row: &Row, read: &mut Reader<'_>) -> Sample {
    let mut number = |key: &str, label: &str| {
        let found = hundredths(row.get(key));
        if found.is_none() {
            let words = format!("第{}行的{label}请填写大于零的数字，最多两位小数。", row.turn + 1);
            read.complain("samples", words);
        }
        found.unwrap_or(Hundredths(0))
    };
    Sample {
        name: row.get("name").to_owned(),
        batch: row.get("batch").to_owned(),
        base: number("base", "抽样基数"),
        quantity: number("quantity", "抽样数量"),
        unit: row.get("unit").to_owned(),
        seal_number: row.get("seal_number").to_owned(),
    }
}
