//! Commands about remedies and execution, filled as an officer would.

use jiff::civil::Date;

use crate::cases::*;

/// Noted as filed on the day, the copy received on the same.
pub(crate) fn note_remedy(kind: RemedyKind, day: Date) -> NoteRemedy {
    NoteRemedy {
        document: None,
        kind,
        track: RemedyTrack::Ordinary,
        filed_on: day,
        received_on: day,
        body: "示例县人民政府 示例复〔2026〕1号".into(),
    }
}

/// Our answer to the one that is open.
pub(crate) fn answer_remedy() -> AnswerRemedy {
    AnswerRemedy {
        remedy: None,
        claims: "请求撤销处罚决定，认为事实不清。".into(),
        answer: "事实清楚，证据确凿，程序合法。".into(),
        request: "请求维持。".into(),
    }
}

/// Stopped by the body that hears it.
pub(crate) fn stay_execution(day: Date) -> StayExecution {
    StayExecution {
        remedy: None,
        ground: StayGround::Body,
        document: "示例复停〔2026〕1号".into(),
        on: day,
    }
}

/// Ended with the result.
pub(crate) fn end_remedy(result: RemedyResult, day: Date) -> EndRemedy {
    EndRemedy {
        remedy: None,
        on: day,
        result,
        document: "示例复决〔2026〕1号".into(),
        reason: if result.leaves() { String::new() } else { "主要事实不清。".into() },
        fine: None,
        gains: None,
        redo_by: None,
    }
}

/// An agreement on execution that the party has signed.
pub(crate) fn agreement(plan: Vec<Instalment>, remitted: law::Fen) -> ProposeAgreement {
    ProposeAgreement {
        plan,
        remitted,
        remedial: "已经清除堆放物、修复路面，附照片。".into(),
        more: "".into(),
        harmless: true,
        signature_image: "data:image/png;base64,AAAA".into(),
        scan: None,
    }
}

/// Execution given up after three years of standing still.
pub(crate) fn cease_execution() -> CeaseExecution {
    let reason = "多次查询没有财产，没有收入来源，违法状态已经消除。".into();
    CeaseExecution { harmless: true, unable: true, reason }
}

/// The norms that one act violates as well, named as an officer would.
pub(crate) fn compare_norms(norms: Vec<CompetingNorm>) -> Command {
    let reason = "一次倾倒，同时污染公路路面和随地倾倒垃圾。".into();
    Command::CompareNorms(CompareNorms { norms, reason })
}

/// What is held under the measure is auctioned for the fine.
pub(crate) fn decide_auction(measure: &crate::ids::MeasureId) -> DecideAuction {
    DecideAuction {
        measure: measure.clone(),
        articles: vec![],
        opinion: "当事人没有提出意见。".into(),
        estimate: law::Fen(1_800_000),
        house: "示例拍卖有限公司".into(),
        unclaimed: true,
    }
}

/// It ended like that on the day, for so many yuan.
pub(crate) fn record_auction(outcome: AuctionOutcome, price: i64, on: Date) -> RecordAuction {
    RecordAuction {
        outcome,
        on,
        account: "在示例拍卖有限公司公开拍卖。".into(),
        price: law::Fen(price * 100),
        voucher: "示国库0009".into(),
        witness: "演示丁".into(),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
    }
}
