//! Commands of a case on its way to the police, filled as an officer would.

use jiff::civil::{Date, DateTime};

use super::fill::handlers;
use crate::cases::*;

/// A suspicion.
pub(crate) fn suspect_crime() -> SuspectCrime {
    SuspectCrime {
        facts: "经营数额达到追诉标准。".into(),
        offence: "示例罪".into(),
        standard: "某司法解释第一条第一项。".into(),
    }
}

/// The report of the pair.
pub(crate) fn report_referral() -> ReportReferral {
    ReportReferral {
        verified: "核对账目，属实。".into(), opinion: "建议移送。".into()
    }
}

/// The chief's approval.
pub(crate) fn approve_referral() -> ApproveReferral {
    ApproveReferral {
        police: "示例县公安局".into(), procuratorate: "示例县人民检察院".into()
    }
}

/// Handed to the police at the moment, whole.
pub(crate) fn deliver_referral(at: DateTime) -> DeliverReferral {
    DeliverReferral {
        at,
        officers: handlers(),
        receiver: "演示己，民警".into(),
        materials: vec![Material::Letter, Material::Report, Material::Articles, Material::Decision],
        without: "不需要检验、鉴定。".into(),
        copied_on: Some(at.date()),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
    }
}

/// What the police answered.
pub(crate) fn police_answer(filed: bool, on: Date) -> RecordPoliceAnswer {
    RecordPoliceAnswer {
        filed,
        number: "示例公字〔2026〕1号".into(),
        reason: if filed { "".into() } else { "认为数额没有达到标准。".into() },
        on,
    }
}

/// The end of a case without a decision, put to the head.
pub(crate) fn propose_ending(ground: EndGround) -> ProposeEnding {
    ProposeEnding { ground, reason: "事实和理由见案卷。".into() }
}

/// A transfer to the authority of the neighbouring city, put to the head.
pub(crate) fn propose_transfer() -> ProposeTransfer {
    ProposeTransfer {
        ground: TransferGround::Place,
        rests_on: String::new(),
        organ: "示例市交通运输局".into(),
        reason: "违法行为发生地不在本县。".into(),
        materials: vec!["案卷材料复制件一套".into(), "证据目录".into()],
    }
}

/// What the other authority answered on the day.
pub(crate) fn deliver_transfer(accepted: bool, on: Date) -> DeliverTransfer {
    DeliverTransfer {
        accepted,
        receiver: "演示庚，科长".into(),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
        number: "示例交函〔2026〕1号".into(),
        reason: "认为违法行为发生在贵县。".into(),
        on,
    }
}

/// How a transfer that was sent back was settled on the day.
pub(crate) fn end_transfer(outcome: TransferOutcome, on: Date) -> EndTransfer {
    EndTransfer { outcome, document: "示例交指〔2026〕1号".into(), on }
}
