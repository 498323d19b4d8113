//! The particulars of no penalty: reasons, evidence, education, correction, promise.

use domain::{
    cases::{WaiverGround, WaiverTerms},
    ids::EvidenceId,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, FieldValue, Form},
    pages::cases::at::At,
};

pub(super) fn fields(
    at: &At,
    form: Form,
    ground: WaiverGround,
    earlier: Option<&WaiverTerms>,
) -> Form {
    let text = |pick: fn(&WaiverTerms) -> &str| earlier.map_or("", pick).to_owned();
    let evidence = at
        .case
        .evidence
        .iter()
        .map(|it| Choice::new(it.id.as_str(), it.name.clone()).help(it.proves.reveal()));
    let ticked = earlier.map(|it| it.evidence.iter().map(ToString::to_string).collect());
    let education = Field::textarea("education", "教育情况", 3)
        .help("写明时间、内容和当事人的表示，一行一项（《行政处罚法》第三十三条第三款）。")
        .value(text(|it| it.education.reveal()));
    form.field(Field::heading(&format!("不予处罚：{}", ground.name_zh()), ground.cite()))
        .field(
            Field::textarea("reasoning", "符合该情形的理由", 4)
                .value(text(|it| it.reasoning.reveal()))
                .required(),
        )
        .field(
            Field::checkboxes("waiver_evidence", "证明该情形的证据", evidence.collect())
                .answered(FieldValue::Many(ticked.unwrap_or_default())),
        )
        .field(if ground.is_violation() { education.required() } else { education })
        .field(
            Field::textarea("correction", "改正情况", 2)
                .help("已经改正的写明改正的时间和结果；没有改正的写明责令改正的内容。")
                .value(text(|it| &it.correction)),
        )
        .field(
            Field::textarea("promise", "当事人承诺", 2)
                .help("没有的可以不填。")
                .value(text(|it| it.promise.reveal())),
        )
}

pub(super) fn read(ground: WaiverGround, read: &mut Reader<'_>) -> WaiverTerms {
    WaiverTerms {
        ground,
        reasoning: read.private("reasoning"),
        evidence: read.list("waiver_evidence").into_iter().map(EvidenceId::new).collect(),
        education: if ground.is_violation() {
            read.private("education")
        } else {
            read.private_if("education")
        },
        correction: read.text_if("correction").unwrap_or_default(),
        promise: read.private_if("promise"),
    }
}
