//! From the notice to the payment: what the party was told and said, what was decided and paid.

use domain::cases::{
    Deciding, Hearing, Opinion, Procedure, Proposal, Representation, Review, Standing, owed_on,
};
use law::{date_zh, datetime_zh};

use super::{origin::pdf, proposal, spot};
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::{
        cases::{
            at::At,
            panel::{Panel, Part},
        },
        shared::light,
    },
};

/// 告知、陈述申辩、听证.
pub fn telling(at: &At) -> Panel {
    if at.case.procedure() == Procedure::Summary {
        return spot::telling(at);
    }
    let panel = Panel::new("telling", "告知与听证");
    let Some(deciding) = at.case.deciding() else {
        return panel.with(Part::Quiet("调查报告审核同意之后告知当事人。".to_owned()));
    };
    let mut pairs = notice(at, deciding);
    pairs.extend(representation(deciding));
    pairs.push(hearing(at, deciding));
    panel.with(Part::Pairs(KeyValue { pairs }))
}

fn notice(at: &At, deciding: &Deciding) -> Vec<Pair> {
    let Some(notice) = &deciding.notice else {
        return vec![Pair::new("违法行为通知书", Cell::badge("尚未制发", Tone::Plain))];
    };
    let mut pairs = vec![
        Pair::new(
            "违法行为通知书",
            Cell::link(notice.number.clone(), pdf(at, notice.document.as_str())),
        )
        .note(format!("{}制发", date_zh(notice.issued_on))),
        Pair::text("告知的处罚", notice.terms.lines().join("；")),
        Pair::text("听证权利", if notice.hearing_right { "已告知" } else { "未达到听证标准" }),
    ];
    let Some(delivered) = notice.delivered_on else {
        pairs.push(Pair::new("送达", Cell::badge("尚未送达", Tone::Warning)));
        return pairs;
    };
    pairs.push(Pair::text("送达", date_zh(delivered)));
    if let Ok(due) = at.law.rules.due("AP-53", delivered, &at.law.calendar) {
        let waived = matches!(deciding.representation, Representation::Waived { .. });
        let open = at.case.decided().is_none() && !waived && at.today() <= due.last;
        let words = if open { "届满，期满之前不能决定" } else { "届满" };
        let cell = Cell::text(format!("{}{words}", date_zh(due.last)));
        pairs.push(
            Pair::new("陈述申辩和听证申请期", cell).note("《行政处罚法》第六十四条、第八十五条"),
        );
    }
    pairs
}

fn representation(deciding: &Deciding) -> Vec<Pair> {
    let said = |words: &str, manner: &str, on| {
        Pair::text("陈述申辩", words.to_owned()).note(format!("{}，{manner}", date_zh(on)))
    };
    match &deciding.representation {
        Representation::None => vec![Pair::text("陈述申辩", "没有提出")],
        Representation::Waived { on } => {
            vec![Pair::text("陈述申辩", format!("{}书面放弃", date_zh(*on)))]
        }
        Representation::Made(it) => vec![
            said(it.words.reveal(), &it.manner, it.on),
            Pair::new("复核", Cell::badge("待复核", Tone::Warning)),
        ],
        Representation::Reviewed(it, review) => vec![
            said(it.words.reveal(), &it.manner, it.on),
            Pair::text(
                "复核",
                format!("{}：{}", review.accepted.name_zh(), review.reasons.reveal()),
            )
            .note(format!("{}，{}", date_zh(review.on), review.review.reveal())),
        ],
    }
}

fn hearing(at: &At, deciding: &Deciding) -> Pair {
    match &deciding.hearing {
        Hearing::NotAsked => Pair::text("听证", "没有申请"),
        Hearing::Requested { on } => Pair::new("听证", Cell::badge("待通知", Tone::Warning))
            .note(format!("{}申请", date_zh(*on))),
        Hearing::Called(call) => {
            let told = match call.delivered_on {
                Some(on) => format!("通知书{}送达", date_zh(on)),
                None => "通知书尚未送达".to_owned(),
            };
            let presider = at.people.name(&call.presider);
            Pair::text("听证", format!("{}，{}", datetime_zh(call.at), call.place))
                .note(format!("主持人{presider}，{told}"))
        }
        Hearing::Held(_, record) => Pair::text(
            "听证",
            format!("{}举行。主持人意见：{}", date_zh(record.on), record.opinion.reveal()),
        ),
        Hearing::Abandoned { on, reason } => {
            Pair::text("听证", format!("{}放弃：{reason}", date_zh(*on)))
        }
    }
}

/// 法制审核意见和集体讨论, once there are any.
pub fn opinion(at: &At) -> Option<Panel> {
    let deciding = at.case.deciding()?;
    let mut panel = Panel::new("opinion", "审核与讨论");
    match &deciding.review {
        Review::None => {}
        Review::Submitted { on } => {
            let words = format!("处理决定已于{}送法制审核，等待审核意见。", date_zh(*on));
            panel = panel.with(Part::Quiet(words));
        }
        Review::Passed(opinion) | Review::Amend(opinion) => {
            panel = panel.with(checks(opinion)).with(Part::Pairs(reviewed(at, opinion)));
        }
    }
    if let Some(talk) = &deciding.deliberation {
        let pairs = vec![
            Pair::text("集体讨论", talk.conclusion.reveal()).note(date_zh(talk.on)),
            Pair::text("出席", at.names(&talk.attendees)),
            Pair::text("同意的罚款上限", talk.fine.to_string()),
            Pair::new("笔录", Cell::link("PDF", pdf(at, talk.document.as_str()))),
        ];
        panel = panel.with(Part::Pairs(KeyValue { pairs }));
    }
    (!panel.parts.is_empty()).then_some(panel)
}

fn reviewed(at: &At, opinion: &Opinion) -> KeyValue {
    KeyValue {
        pairs: vec![
            Pair::text("结论", opinion.verdict.name_zh()).note(date_zh(opinion.on)),
            Pair::text("审核意见", opinion.words.reveal()),
            Pair::text("审核人", at.people.name(&opinion.by)),
            Pair::new("意见书", Cell::link("PDF", pdf(at, opinion.document.as_str()))),
        ],
    }
}

fn checks(opinion: &Opinion) -> Part {
    let mut table = DataTable::new(
        "法制审核的六项",
        ["审核事项", "结论", "说明"].map(Column::new).to_vec(),
        EmptyState::new("没有审核事项", ""),
    );
    table.rows = opinion
        .checks
        .iter()
        .map(|check| {
            let verdict = if check.sound {
                Cell::badge("没有问题", Tone::Good)
            } else {
                Cell::badge("有问题", Tone::Danger)
            };
            let note =
                if check.note.is_empty() { Cell::Blank } else { Cell::text(check.note.clone()) };
            vec![Cell::text(check.item.name_zh()), verdict, note]
        })
        .collect();
    Part::table(table)
}

/// 决定, once made.
pub fn decision(at: &At) -> Option<Panel> {
    let decided = at.case.decided()?;
    let made = &decided.decision;
    let kind = match made.proposal {
        Proposal::Penalty(_) if decided.path.summary().is_some() => "当场行政处罚决定书",
        Proposal::Penalty(_) => "行政处罚决定书",
        Proposal::NoPenalty(_) => "不予行政处罚决定书",
    };
    let delivered = match decided.delivered_on {
        Some(on) => Cell::text(date_zh(on)),
        None => Cell::badge("尚未送达", Tone::Warning),
    };
    let mut pairs = vec![
        Pair::new(kind, Cell::link(made.number.clone(), pdf(at, made.document.as_str()))),
        Pair::text("内容", proposal::line(&made.proposal)),
        Pair::text("决定人", at.people.name(&made.by)).note(date_zh(made.on)),
        Pair::new("送达", delivered),
    ];
    if let Standing::Revoked { on, by_document, reason } = &decided.standing {
        pairs.push(
            Pair::new("效力", Cell::badge("已撤销", Tone::Danger))
                .note(format!("{}，{by_document}：{reason}", date_zh(*on))),
        );
    }
    if let (Standing::InForce, Some((on, document, reason))) = (&decided.standing, decided.undone())
    {
        let changed = decided.execution.changed().is_some();
        let words = if changed { "已变更" } else { "已确认违法" };
        pairs.push(
            Pair::new("效力", Cell::badge(words, Tone::Warning))
                .note(format!("{}，{document}：{reason}", date_zh(on))),
        );
        if changed {
            let words = format!("罚款{}，没收违法所得{}", decided.fine(), decided.gains());
            pairs.push(Pair::text("变更后", words));
        }
    }
    Some(Panel::new("decision", "决定").with(Part::Pairs(KeyValue { pairs })))
}

/// 缴款: what is owed today and what was paid, for a penalty of money.
pub fn payments(at: &At) -> Option<Panel> {
    let decided = at.case.decided()?;
    let terms = decided.decision.proposal.penalty()?;
    if terms.fine.0 + terms.gains.0 == 0 {
        return None;
    }
    let owed = owed_on(decided, &at.law, at.today());
    let surcharge = if owed.days == 0 {
        Pair::text("加处罚款", owed.surcharge.to_string())
    } else {
        Pair::text("加处罚款", owed.surcharge.to_string())
            .note(format!("逾期{}日，每日按罚款数额的百分之三，不超过罚款数额", owed.days))
    };
    let mut pairs = vec![
        Pair::text("今日应缴合计", owed.total().to_string()),
        Pair::text("未缴本金", owed.principal.to_string()),
        surcharge,
    ];
    if let Some(due) = owed.due_on {
        let cell = if owed.principal.0 > 0 {
            Cell::Light(light(at.today(), due, &at.law.calendar))
        } else {
            Cell::text(format!("{}届满", date_zh(due)))
        };
        pairs.push(Pair::new("缴款期限", cell).note("《行政处罚法》第六十七条第三款"));
    }
    pairs.extend(spot::cash(at));
    let panel = Panel::new("payments", "缴款").with(Part::Pairs(KeyValue { pairs }));
    if decided.payments.is_empty() {
        return Some(panel);
    }
    let mut table = DataTable::new(
        "已缴款项",
        vec![
            Column::new("缴款日期"),
            Column::number("本金"),
            Column::number("加处罚款"),
            Column::new("票据号"),
            Column::new("渠道"),
            Column::new("登记人"),
        ],
        EmptyState::new("没有缴款", ""),
    );
    table.rows = decided
        .payments
        .iter()
        .map(|it| {
            vec![
                Cell::figure(date_zh(it.paid_on)),
                Cell::figure(it.principal.to_string()),
                Cell::figure(it.surcharge.to_string()),
                Cell::figure(it.voucher.clone()),
                Cell::text(it.channel.clone()),
                Cell::text(at.people.name(&it.by)),
            ]
        })
        .collect();
    Some(panel.with(Part::table(table)))
}
