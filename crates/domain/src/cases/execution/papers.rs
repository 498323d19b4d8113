//! The papers of execution: notice of deferral, demand, application, notice of a halt.

use law::{Fen, date_zh};

use super::auction::{DecideAuction, anything_held, offsettable};
use super::event::{AgreementProposal, CourtProposal, DeferralRequest, Demand};
use crate::Setting;
use crate::cases::measures::{Article, Measure, article_rows};
use crate::cases::pay::Owed;
use crate::cases::sheets;
use crate::cases::state::{Case, Decided};
use crate::documents::{Sheet, Signature, signature_of};

fn decision_of(case: &Case, decided: &Decided, form: &str, setting: &Setting<'_>) -> Sheet {
    sheets::sheet(case, form, setting)
        .text("decision_number", &decided.decision.number)
        .text("decided_on", date_zh(decided.decision.on))
        .text("decision_delivered_on", decided.delivered_on.map(date_zh).unwrap_or_default())
}

/// TF-17 分期（延期）缴纳罚款通知书.
pub(super) fn deferral(
    case: &Case,
    (decided, asked, granted, reason): (&Decided, &DeferralRequest, bool, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let answer = match (granted, asked.plan.len()) {
        (true, 1) => "批准延期缴纳",
        (true, _) => "批准分期缴纳",
        (false, _) => "不批准",
    };
    let plan = asked.plan.iter().enumerate().filter(|_| granted).map(|(at, one)| {
        [
            ("turn", (at + 1).to_string()),
            ("due_on", date_zh(one.due_on)),
            ("amount", one.amount.to_string()),
        ]
    });
    let overdue = "逾期不缴纳的，依据《中华人民共和国行政处罚法》第七十二条第一款第一项，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额";
    decision_of(case, decided, "TF-17", setting)
        .text("asked_on", date_zh(asked.asked_on))
        .text("answer", answer)
        .rows("plan", plan.collect::<Vec<_>>())
        .text("refusal_reason", if granted { "" } else { reason })
        .text("overdue", overdue)
}

/// EX-22 加处罚款告知书.
pub(super) fn surcharge(
    case: &Case,
    (decided, owed): (&Decided, &Owed),
    setting: &Setting<'_>,
) -> Sheet {
    let from = owed.due_on.and_then(|due| due.tomorrow().ok());
    decision_of(case, decided, "EX-22", setting)
        .text("fine", decided.fine().to_string())
        .text("due_on", owed.due_on.map(date_zh).unwrap_or_default())
        .text("counted_from", from.map(date_zh).unwrap_or_default())
        .text("counted_until", date_zh(setting.today))
        .text("days", owed.days.to_string())
        .text("surcharge", owed.surcharge.to_string())
        .text("surcharge_words", owed.surcharge.in_words())
        .text(
            "remedies",
            sheets::remedies(case, setting)
                .replace("不服本决定的", "对加处罚款不服的")
                .replace("本决定书", "本告知书"),
        )
}

/// TF-19 催告书.
pub(super) fn demand(
    case: &Case,
    (decided, owed, manner): (&Decided, &Owed, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let due = owed.due_on.map(date_zh).unwrap_or_default();
    decision_of(case, decided, "TF-19", setting)
        .text("due_on", due)
        .text("principal", owed.principal.to_string())
        .text("surcharge", owed.surcharge.to_string())
        .text("total", total(owed).to_string())
        .text("total_words", total(owed).in_words())
        .text("counted_until", date_zh(setting.today))
        .text("period", "收到本催告书之日起十个工作日内")
        .text("manner", manner)
        .text(
            "consequence",
            format!(
                "逾期仍不履行的，本机关将依据《中华人民共和国行政强制法》第五十三条、第五十四条申请人民法院强制执行{}；\
                 在缴清之前，加处罚款继续计算，总额不超出罚款数额",
                if anything_held(case) {
                    "，或者在法定复议、起诉期限届满后，依据该法第四十六条第三款将查封、扣押的财物依法拍卖抵缴罚款"
                } else {
                    ""
                }
            ),
        )
}

/// CM-13 行政强制执行决定书（拍卖抵缴罚款）.
pub(super) fn auction(
    case: &Case,
    (decided, it, command, articles, owed): (
        &Decided,
        &Measure,
        &DecideAuction,
        &[&Article],
        &Owed,
    ),
    setting: &Setting<'_>,
) -> Sheet {
    let demanded = delivered_demands(case, decided).join("；");
    let taken = it.held.as_ref().map(|held| &held.taking);
    let number = taken.and_then(|it| case.document(&it.decision)?.number.as_ref());
    decision_of(case, decided, "CM-13", setting)
        .text("fine", decided.fine().to_string())
        .text("unpaid", offsettable(decided).to_string())
        .text("due_on", owed.due_on.map(date_zh).unwrap_or_default())
        .text("demanded", demanded)
        .text("opinion", command.opinion.reveal())
        .text("measure_kind", it.proposal.kind.name_zh())
        .text("measure_number", number.map_or("", |it| it.text.as_str()))
        .text("taken_on", taken.map(|it| date_zh(it.at.date())).unwrap_or_default())
        .rows("articles", article_rows(articles.iter().copied()))
        .text("estimate", command.estimate.to_string())
        .text("house", command.house.trim())
        .text("remedies", sheets::remedies(case, setting))
}

/// CM-12 执行协议书.
pub(super) fn agreement(
    case: &Case,
    (decided, proposal, owed): (&Decided, &AgreementProposal, &Owed),
    setting: &Setting<'_>,
) -> Sheet {
    let plan = proposal.plan.iter().enumerate().map(|(at, one)| {
        [
            ("turn", (at + 1).to_string()),
            ("due_on", date_zh(one.due_on)),
            ("amount", one.amount.to_string()),
        ]
    });
    let party =
        Signature::drawn("当事人", &case.origin.party.name, proposal.on, &proposal.signature_image);
    let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
    let total = Fen(total(owed).0 - proposal.remitted.0);
    let remitted = (0 < proposal.remitted.0).then(|| proposal.remitted.to_string());
    decision_of(case, decided, "CM-12", setting)
        .text("principal", owed.principal.to_string())
        .text("surcharge", owed.surcharge.to_string())
        .text("counted_until", date_zh(setting.today))
        .text("remitted", remitted.unwrap_or_default())
        .text("remedial", proposal.remedial.reveal())
        .text("total", total.to_string())
        .text("total_words", total.in_words())
        .rows("plan", plan.collect::<Vec<_>>())
        .text("more", proposal.more.reveal())
        .signed("contract_signature", [party])
        .signed("head_signature", head)
}

/// EX-18 行政处罚强制执行申请书.
pub(super) fn application(
    case: &Case,
    (decided, proposal, owed): (&Decided, &CourtProposal, &Owed),
    setting: &Setting<'_>,
) -> Sheet {
    let demanded = delivered_demands(case, decided).join("；");
    let reviews: Vec<String> = decided
        .execution
        .remedies
        .iter()
        .filter_map(|it| {
            let end = it.end.as_ref()?;
            let (kind, result) = (it.kind.name_zh(), end.result.name_zh());
            Some(format!("{kind}{result}，{}收到文书", date_zh(end.on)))
        })
        .collect();
    let remedies = if reviews.is_empty() {
        "当事人在法定期限内没有申请行政复议，也没有提起行政诉讼".to_owned()
    } else {
        reviews.join("；")
    };
    // A case decided on the spot has no report.
    let facts = case.report().map_or(&case.origin.facts, |report| &report.facts).reveal();
    let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
    let attachments = [
        "行政处罚决定书以及作出决定的事实、理由和依据",
        "行政处罚决定书送达回证",
        "当事人的意见以及行政机关催告情况（催告书、送达回证）",
        "申请强制执行标的情况",
        "法律、行政法规规定的其他材料",
    ];
    decision_of(case, decided, "EX-18", setting)
        .text("court", &proposal.court)
        .text("principal", owed.principal.to_string())
        .text("surcharge", owed.surcharge.to_string())
        .text("total", total(owed).to_string())
        .text("total_words", total(owed).in_words())
        .text("counted_until", date_zh(setting.today))
        .text("facts", facts)
        .text("remedy_status", remedies)
        .text("demanded", demanded)
        .text("opinion", proposal.opinion.reveal())
        .text("property", proposal.property.reveal())
        .lines("attachments", attachments.map(str::to_owned))
        .signed("head_signature", head)
}

/// The demands that reached the party, each in words.
fn delivered_demands(case: &Case, decided: &Decided) -> Vec<String> {
    let told = decided.execution.demands.iter().filter_map(|it: &Demand| {
        let on = case.delivered_on(&it.document)?;
        let number = case.document(&it.document).and_then(|d| d.number.as_ref());
        let number = number.map_or("", |n| n.text.as_str());
        Some(format!("《催告书》（{number}）于{}送达", date_zh(on)))
    });
    told.collect()
}

fn total(owed: &Owed) -> Fen {
    owed.total()
}

/// TF-22 中止（终结、恢复）行政强制执行通知书.
pub(super) fn halt(
    case: &Case,
    (kind, ground, basis): (&str, &str, &str),
    reason: &str,
    setting: &Setting<'_>,
) -> Sheet {
    let number = case.decided().map_or("", |it| it.decision.number.as_str());
    sheets::sheet(case, "TF-22", setting)
        .text("decision_number", number)
        .text("halt_kind", kind)
        .text("ground", ground)
        .text("basis", basis)
        .text("reason", reason)
}
