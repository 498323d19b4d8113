//! 涉嫌犯罪移送: where it stands, who decided what and when, what the police answered.

use domain::cases::Referral;
use law::{date_zh, datetime_zh};

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::Notice,
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, once somebody said that it may be a crime, or the case ended without a decision.
pub fn panel(at: &At) -> Option<Panel> {
    let ended = ended(at);
    if at.case.referrals.is_empty() && ended.is_none() {
        return None;
    }
    let mut panel = Panel::new("referral", "涉嫌犯罪移送");
    if at.case.referrals.is_empty() {
        panel = Panel::new("referral", "案件终结");
    }
    for it in &at.case.referrals {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
    }
    if at.case.referral().is_some() {
        let words = "移送有结果之前，不能作出处罚决定，也不能结案（《行政执法机关移送涉嫌犯罪案件的规定》第十一条第一款）。";
        panel = panel.with(Part::Notice(Notice::new(Tone::Warning, words)));
    }
    Some(panel.maybe(ended.map(|pairs| Part::Pairs(KeyValue { pairs }))))
}

fn ended(at: &At) -> Option<Vec<Pair>> {
    let domain::cases::Stage::Ended(it) = &at.case.stage else { return None };
    // A case that left has a panel of its own, with the article of its ground.
    if !at.case.transfers.is_empty() && it.ground == domain::cases::EndGround::Jurisdiction {
        return None;
    }
    let words = format!("{}，{}", date_zh(it.on), it.ground.name_zh());
    let paper = Cell::link(words, pdf(at, it.document.as_str()));
    Some(vec![Pair::new("终结", paper).note(it.ground.cite())])
}

fn one(at: &At, it: &Referral) -> Vec<Pair> {
    let tone = if it.over() { Tone::Plain } else { Tone::Warning };
    let names = |people: &[domain::ids::PersonId]| {
        people.iter().map(|id| at.people.name(id)).collect::<Vec<_>>().join("、")
    };
    let mut pairs =
        vec![
            Pair::new(it.suspicion.offence.clone(), Cell::badge(it.phase_zh(), tone)).note(
                format!("{}由{}提出", date_zh(it.suspicion.on), at.people.name(&it.suspicion.by)),
            ),
            Pair::text("追诉标准", it.suspicion.standard.clone()),
        ];
    if let Some((officers, on)) = &it.group {
        pairs.push(Pair::text("专案组", names(officers)).note(format!("{}指定", date_zh(*on))));
    }
    if let Some(report) = &it.report {
        let words = format!("{}提交", date_zh(report.on));
        pairs.push(Pair::new("移送报告", Cell::link(words, pdf(at, report.document.as_str()))));
    }
    if let Some(verdict) = &it.verdict {
        let words = if it.declined() { "不批准移送" } else { "批准移送" };
        let paper = Cell::link(words, pdf(at, verdict.approval.as_str()));
        let who = format!("{}，{}", at.people.name(&verdict.by), datetime_zh(verdict.at));
        pairs.push(Pair::new("审批", paper).note(who));
        if let Some(letter) = &verdict.letter {
            let number = at.case.document(letter).and_then(|it| it.number.as_ref());
            let words = number.map_or("移送书", |it| it.text.as_str());
            let copy = format!("移送{}，抄送{}", verdict.police, verdict.procuratorate);
            let paper = Cell::link(words.to_owned(), pdf(at, letter.as_str()));
            pairs.push(Pair::new("移送书", paper).note(copy));
        }
    }
    if let Some(delivery) = &it.delivery {
        let words = format!("{}接受", datetime_zh(delivery.at));
        let paper = Cell::link(words, pdf(at, delivery.receipt.as_str()));
        let copied = format!("{}抄送人民检察院", date_zh(delivery.copied_on));
        pairs.push(Pair::new("回执", paper).note(copied));
    }
    pairs.extend(after(at, it));
    pairs
}

fn after(at: &At, it: &Referral) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (turn, answer) in it.answers.iter().enumerate() {
        if let Some(contest) = turn.checked_sub(1).and_then(|turn| it.contests.get(turn)) {
            let words = format!("{}，{}", date_zh(contest.on), contest.way.name_zh());
            pairs.push(Pair::new("异议", Cell::link(words, pdf(at, contest.document.as_str()))));
        }
        let words = if answer.filed { "决定立案" } else { "不予立案" };
        let joint = if answer.reason.is_blank() { "" } else { "：" };
        pairs.push(Pair::text("公安机关", words).note(format!(
            "{}收到{}{joint}{}",
            date_zh(answer.on),
            answer.number,
            answer.reason.reveal()
        )));
    }
    if let Some(contest) = it.contests.get(it.answers.len().saturating_sub(1)) {
        let words = format!("{}，{}", date_zh(contest.on), contest.way.name_zh());
        pairs.push(Pair::new("异议", Cell::link(words, pdf(at, contest.document.as_str()))));
    }
    if let Some(handover) = &it.handover {
        let words = format!("{}，{}", date_zh(handover.on), handover.receipt);
        pairs.push(Pair::text("移交", words).note(handover.what.reveal()));
    }
    if let Some(end) = &it.end {
        let mut pair = Pair::text("结果", end.outcome.name_zh()).note(format!(
            "{}，{}",
            date_zh(end.on),
            end.document
        ));
        if let Some(fine) = end.court_fine {
            pair = pair.note(format!(
                "{}，{}，判处罚金{fine}；已经缴纳的罚款依法折抵罚金",
                date_zh(end.on),
                end.document
            ));
        }
        pairs.push(pair);
    }
    pairs
}
