//! Commands of sampling and appraisal, filled as an officer would.

use jiff::civil::{Date, DateTime};

use super::fill::{blob, handlers};
use crate::cases::*;
use crate::catalogue::Hundredths;
use crate::ids::AppraisalId;
use crate::sampling::SampleRecord;

/// Two kinds of sand and gravel under seal, with the party there.
pub(crate) fn take_samples(at: DateTime) -> SampleRecord {
    let sample = |name: &str, seal_number: &str| Sample {
        name: name.into(),
        batch: "0至4.75毫米".into(),
        base: Hundredths(1_200),
        quantity: Hundredths(3),
        unit: "吨".into(),
        seal_number: seal_number.into(),
    };
    SampleRecord {
        at,
        place: "胡集镇示例村东公路".into(),
        officers: handlers(),
        told: true,
        method: "三点等量抽取".into(),
        met_name: "演示甲".into(),
        met_role: "本人".into(),
        present: true,
        witness: "".into(),
        signature_image: "data:image/png;base64,AA".into(),
        refusal_reason: "".into(),
        scan: None,
        samples: vec![sample("机制砂", "示封1"), sample("碎石", "示封2")],
        kept: "执法大队样品室".into(),
    }
}

/// The first sample and a paper go to an institution.
pub(crate) fn entrust_appraisal(due_on: Date) -> EntrustAppraisal {
    EntrustAppraisal {
        kind: AppraisalKind::Test,
        institution: "示例检测有限公司".into(),
        qualification: "资质认定证书示例".into(),
        question: "含泥量".into(),
        seal_numbers: vec!["示封1".into()],
        objects: "装载记录复印件".into(),
        due_on,
        again: None,
    }
}

/// The opinion came.
pub(crate) fn record_appraisal(appraisal: &AppraisalId, on: Date) -> RecordAppraisal {
    RecordAppraisal {
        appraisal: appraisal.clone(),
        answer: AppraisalAnswer::Opinion,
        number: "示检字1号".into(),
        appraisers: "演示辛".into(),
        opinion: "含泥量为3.2%。".into(),
        blob: Some(blob()),
        on,
    }
}

/// The party asks for another.
pub(crate) fn contest_appraisal(appraisal: &AppraisalId, on: Date) -> ContestAppraisal {
    ContestAppraisal {
        appraisal: appraisal.clone(),
        reason: "抽样时刚下过雨。".into(),
        blob: None,
        on,
    }
}

/// The head's answer.
pub(crate) fn answer_objection(appraisal: &AppraisalId, agreed: bool) -> AnswerObjection {
    AnswerObjection {
        appraisal: appraisal.clone(), agreed, reason: "核对了气象记录。".into()
    }
}
