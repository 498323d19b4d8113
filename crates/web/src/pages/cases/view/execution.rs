//! 执行: deferral, remedies, demands, the window of the court, and the ledger of money.

use std::fmt::Write as _;

use domain::cases::{
    AgreementProposal, CourtStage, Decided, Deferral, Halt, ceases_from, court_window, next_stage,
};
use jiff::civil::Date;
use law::{Fen, date_zh};

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, once there is something to execute or to give back.
pub fn panel(at: &At) -> Option<Panel> {
    let decided = at.case.decided()?;
    let it = &decided.execution;
    let mut pairs = deferral(it);
    pairs.extend(it.told.iter().map(|told| {
        let words = format!("截至{}为{}", date_zh(told.on), told.amount);
        Pair::new("加处罚款告知", Cell::link(words, pdf(at, told.document.as_str())))
    }));
    pairs.extend(it.demands.iter().map(|demand| {
        let told = match at.case.delivered_on(&demand.document) {
            Some(on) => format!("{}送达", date_zh(on)),
            None => "还没有送达".to_owned(),
        };
        let words = format!("本金{}，加处罚款{}", demand.principal, demand.surcharge);
        Pair::new("催告", Cell::link(words, pdf(at, demand.document.as_str())))
            .note(format!("{}制发，{told}", date_zh(demand.on)))
    }));
    let owes = 0 < decided.owed_principal().0;
    if let (true, Some((first, last))) = (owes, court_window(decided, &at.law)) {
        let words = format!("{}至{}", date_zh(first), date_zh(last));
        pairs
            .push(Pair::text("可以申请法院强制执行的期间", words).note("《行政强制法》第五十三条"));
    }
    pairs.extend(agreements(at, decided));
    pairs.extend(auctions(at, it));
    pairs.extend(court(at, &it.court));
    match &it.halt {
        Halt::Going => {}
        Halt::Suspended { on, document } => {
            let words = format!("{}中止", date_zh(*on));
            let from = ceases_from(*on, &at.law).map_or_else(String::new, |from| {
                format!(
                    "没有恢复的，{}起可以依法决定不再执行（《行政强制法》第三十九条第二款）",
                    date_zh(from)
                )
            });
            let cell = Cell::link(words, pdf(at, document.as_str()));
            pairs.push(Pair::new("执行", cell).note(from));
        }
        Halt::Agreed { on, document } => {
            let words = format!("{}签订执行协议，正在履行", date_zh(*on));
            pairs.push(Pair::new("执行", Cell::link(words, pdf(at, document.as_str()))));
        }
        Halt::Ceased { on, document } => {
            let words = format!("{}决定不再执行", date_zh(*on));
            pairs.push(Pair::new("执行", Cell::link(words, pdf(at, document.as_str()))));
        }
        Halt::Terminated { on, document } => {
            let words = format!("{}终结", date_zh(*on));
            pairs.push(Pair::new("执行", Cell::link(words, pdf(at, document.as_str()))));
        }
    }
    let ledger = ledger(decided);
    if pairs.is_empty() && ledger.rows.is_empty() {
        return None;
    }
    let panel = Panel::new("execution", "执行");
    let panel = panel.with(Part::Pairs(KeyValue { pairs }));
    Some(if ledger.rows.is_empty() { panel } else { panel.with(Part::table(ledger)) })
}

fn deferral(it: &domain::cases::Execution) -> Vec<Pair> {
    let (asked, cell) = match &it.deferral {
        Deferral::None => return Vec::new(),
        Deferral::Asked(asked) => (asked, Cell::badge("等待审批", Tone::Warning)),
        Deferral::Granted(asked) => (asked, Cell::badge("已批准", Tone::Good)),
        Deferral::Refused(asked) => (asked, Cell::badge("不批准", Tone::Plain)),
    };
    let plan: Vec<String> =
        asked.plan.iter().map(|one| format!("{}前{}", date_zh(one.due_on), one.amount)).collect();
    vec![
        Pair::new("延期、分期", cell).note(format!("{}申请", date_zh(asked.asked_on))),
        Pair::text("缴纳计划", plan.join("；")),
    ]
}

/// Agreements, from what waits for the head to what was broken.
fn agreements(at: &At, decided: &Decided) -> Vec<Pair> {
    let terms = |it: &AgreementProposal| {
        let stages = it.plan.iter().map(|one| format!("{}前{}", date_zh(one.due_on), one.amount));
        let mut words = stages.collect::<Vec<_>>().join("；");
        if 0 < it.remitted.0 {
            let _ = write!(words, "；减免加处罚款{}", it.remitted);
        }
        words
    };
    let it = &decided.execution;
    let mut pairs: Vec<Pair> = it
        .agreements
        .iter()
        .map(|one| {
            let broken = one.broken_on.map(|on| format!("，{}因不履行恢复执行", date_zh(on)));
            let words = format!("{}签订{}", date_zh(one.on), broken.unwrap_or_default());
            Pair::new("执行协议", Cell::link(words, pdf(at, one.document.as_str())))
                .note(terms(&one.proposal))
        })
        .collect();
    if let Some(stage) = next_stage(decided, &at.law) {
        let late = stage.due_on < at.today();
        let tone = if late { Tone::Danger } else { Tone::Info };
        let words = if late { "到期没有缴足" } else { "下一期" };
        let note = format!("{}前{}", date_zh(stage.due_on), stage.amount);
        pairs.push(Pair::new("协议履行", Cell::badge(words, tone)).note(note));
    }
    if let Some(proposal) = &it.proposed_agreement {
        let waits = Cell::badge("等待签订", Tone::Warning);
        pairs.push(Pair::new("执行协议", waits).note(terms(proposal)));
        if !proposal.remedial.is_blank() {
            pairs.push(Pair::text("补救措施", proposal.remedial.reveal()));
        }
        if !proposal.more.is_blank() {
            pairs.push(Pair::text("其他约定", proposal.more.reveal()));
        }
    }
    pairs
}

/// Auctions to offset the fine, each with its result.
fn auctions(at: &At, it: &domain::cases::Execution) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for one in &it.auctions {
        let order = &one.order;
        let words = format!("{}决定，抵缴罚款{}", date_zh(order.on), order.fine);
        let told = match at.case.delivered_on(&order.document) {
            Some(on) => format!("{}送达", date_zh(on)),
            None => "还没有送达".to_owned(),
        };
        let note = format!("评估价{}，{}，{told}", order.estimate, order.house);
        let cell = Cell::link(words, pdf(at, order.document.as_str()));
        pairs.push(Pair::new("拍卖抵缴罚款", cell).note(note));
        let Some(result) = &one.result else {
            pairs.push(Pair::new("拍卖结果", Cell::badge("等待拍卖", Tone::Warning)));
            continue;
        };
        let mut words = format!("{}{}", date_zh(result.on), result.outcome.name_zh());
        if 0 < result.price.0 {
            let _ = write!(words, "，{}", result.price);
        }
        if 0 < result.surplus.0 {
            let _ = write!(words, "，超出罚款的{}退还当事人", result.surplus);
        }
        let cell = match &result.document {
            Some(document) => Cell::link(words, pdf(at, document.as_str())),
            None => Cell::text(words),
        };
        pairs.push(Pair::new("拍卖结果", cell).note(result.account.reveal().to_owned()));
    }
    pairs
}

fn court(at: &At, stage: &CourtStage) -> Vec<Pair> {
    let applied = |request: &domain::cases::CourtRequest| {
        let words = format!(
            "{}申请，本金{}，加处罚款{}",
            date_zh(request.on),
            request.principal,
            request.surcharge
        );
        Pair::new("申请法院强制执行", Cell::link(words, pdf(at, request.document.as_str())))
    };
    match stage {
        CourtStage::None => Vec::new(),
        CourtStage::Proposed(proposal) => vec![
            Pair::new("申请法院强制执行", Cell::badge("等待签发", Tone::Warning))
                .note(proposal.court.clone()),
        ],
        CourtStage::Applied(_, request) => vec![applied(request)],
        CourtStage::Answered(_, request, answer) => {
            let words = if answer.accepted { "法院受理" } else { "法院不予受理" };
            let told = Pair::text("法院答复", words).note(format!(
                "{}，{}",
                answer.number,
                date_zh(answer.on)
            ));
            vec![applied(request), told]
        }
    }
}

/// The ledger of money: what was imposed, paid and given back, with the balance after each.
fn ledger(decided: &Decided) -> DataTable {
    let columns = vec![
        Column::new("日期"),
        Column::new("事项"),
        Column::number("应缴"),
        Column::number("实缴"),
        Column::number("退还"),
    ];
    let mut table = DataTable::new("款项台账", columns, EmptyState::new("没有款项", ""));
    let imposed = decided.decision.proposal.penalty().map_or(0, |t| t.fine.0 + t.gains.0);
    let mut lines: Vec<(Date, String, Fen, Fen, Fen)> = Vec::new();
    if 0 < imposed {
        let words = format!("决定罚没款 {}", decided.decision.number);
        lines.push((decided.decision.on, words, Fen(imposed), Fen(0), Fen(0)));
    }
    if let Some(end) = decided.execution.changed().and_then(|it| it.end.as_ref()) {
        let now = decided.fine().0 + decided.gains().0;
        let words = format!("变更罚没款 {}", end.document);
        lines.push((end.on, words, Fen(now - imposed), Fen(0), Fen(0)));
    }
    for paid in &decided.payments {
        let words = format!("缴款 {}（{}）", paid.voucher, paid.channel);
        let late = Fen(paid.surcharge.0);
        lines.push((paid.paid_on, words, late, Fen(paid.principal.0 + paid.surcharge.0), Fen(0)));
    }
    for back in &decided.execution.refunds {
        lines.push((back.on, format!("退款 {}", back.voucher), Fen(0), Fen(0), back.amount));
    }
    for sold in decided.execution.auctions.iter().filter_map(|it| it.result.as_ref()) {
        if 0 < sold.surplus.0 {
            let words = "拍卖所得超过罚款的部分".to_owned();
            lines.push((sold.on, words, Fen(0), sold.surplus, Fen(0)));
        }
    }
    lines.sort_by_key(|line| line.0);
    let cell =
        |amount: Fen| if amount.0 == 0 { Cell::Blank } else { Cell::figure(amount.to_string()) };
    table.rows = lines
        .into_iter()
        .map(|(on, words, due, paid, back)| {
            vec![Cell::figure(date_zh(on)), Cell::text(words), cell(due), cell(paid), cell(back)]
        })
        .collect();
    table
}
