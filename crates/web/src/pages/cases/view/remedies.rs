//! 复议、诉讼: against which act, until when we answer, what stands still, how it ended.

use domain::cases::{Decided, Procedure, Remedy, RemedyKind, RemedyTarget, answer_due, late_after};
use law::date_zh;

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::Notice,
        text::{Cell, Link, Tone},
    },
    pages::{
        cases::{
            at::At,
            panel::{Panel, Part},
        },
        shared::light,
    },
};

/// The panel, once somebody attacked something.
pub fn panel(at: &At) -> Option<Panel> {
    if at.case.remedies.is_empty() && at.case.former.is_empty() {
        return None;
    }
    let mut panel = Panel::new("remedies", "复议、诉讼");
    for it in &at.case.remedies {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
        if let Some((rule, on)) = answer_due(it, &at.law) {
            let basis = at.law.rules.at(rule, on);
            let cite = basis.map_or_else(|_| String::new(), law::Parameter::basis);
            let lamp = light(at.today(), on, &at.law.calendar);
            let lamp =
                lamp.about("提出书面答复（答辩），提交证据和依据").under(Link::new(cite, ""));
            panel = panel.with(Part::Light(lamp));
        }
        for words in remarks(at, it) {
            panel = panel.with(Part::Notice(Notice::new(Tone::Warning, words)));
        }
    }
    let former: Vec<Pair> = at.case.former.iter().map(|it| old(at, it)).collect();
    let former = (!former.is_empty()).then_some(Part::Pairs(KeyValue { pairs: former }));
    Some(panel.maybe(former))
}

/// The act that is attacked, with its number.
pub fn attacked(at: &At, it: &Remedy) -> String {
    let decision = || at.case.decided().map(|it| &it.decision.document);
    let document = it.document.as_ref().or_else(decision).and_then(|id| at.case.document(id));
    document.map_or_else(String::new, |document| {
        let number = document.number.as_ref().map_or("", |number| number.text.as_str());
        format!("{} {number}", document.title)
    })
}

fn one(at: &At, it: &Remedy) -> Vec<Pair> {
    let filed = format!("{}提出，{}", date_zh(it.filed_on), it.body);
    let mut head = Pair::text(it.kind.name_zh(), filed);
    if let Some(on) = it.received_on {
        head = head.note(format!("{}收到副本，{}", date_zh(on), it.track.name_zh()));
    }
    let act = match &it.document {
        Some(id) => Cell::link(attacked(at, it), pdf(at, id.as_str())),
        None => Cell::text(attacked(at, it)),
    };
    let mut pairs = vec![head, Pair::new("针对", act)];
    if let Some((on, document)) = &it.answer {
        let words = format!("{}制发", date_zh(*on));
        pairs.push(Pair::new("答复（答辩）", Cell::link(words, pdf(at, document.as_str()))));
    }
    if let Some(stay) = &it.stay {
        let words = format!("自{}起停止执行", date_zh(stay.on));
        let why = format!("{}，{}", stay.ground.name_zh(), stay.document);
        pairs.push(Pair::new("执行", Cell::badge(words, Tone::Warning)).note(why));
    }
    pairs.push(match &it.end {
        None if it.target.bears_on_payment() => {
            Pair::new("结果", Cell::badge("正在进行", Tone::Warning)).note("加处罚款停止计算")
        }
        None => Pair::new("结果", Cell::badge("正在进行", Tone::Warning)),
        Some(end) => {
            let tone = if end.result.leaves() { Tone::Plain } else { Tone::Danger };
            let why = end.outcome.as_ref().map_or("", |outcome| outcome.reason.as_str());
            let joint = if why.is_empty() { "" } else { "：" };
            Pair::new("结果", Cell::badge(end.result.name_zh(), tone)).note(format!(
                "{}收到{}{joint}{why}",
                date_zh(end.on),
                end.document
            ))
        }
    });
    pairs
}

/// What the answer should say first.
fn remarks(at: &At, it: &Remedy) -> Vec<String> {
    if !it.open() {
        return Vec::new();
    }
    let mut all = Vec::new();
    if let Some(last) = late_after(&at.case, it, &at.law) {
        let cite = match it.kind {
            RemedyKind::Reconsideration => "《行政复议法》第二十条第一款",
            RemedyKind::Litigation => "《行政诉讼法》第四十五条、第四十六条",
        };
        all.push(format!(
            "法定期限到{}届满，{}提出已经超期（{cite}），请在答复、答辩中提出。",
            date_zh(last),
            date_zh(it.filed_on)
        ));
    }
    let reviewed = at
        .case
        .remedies
        .iter()
        .any(|one| one.kind == RemedyKind::Reconsideration && one.target == it.target);
    let on_spot = at.case.procedure() == Procedure::Summary;
    if on_spot
        && it.kind == RemedyKind::Litigation
        && it.target == RemedyTarget::Decision
        && !reviewed
    {
        all.push(
            "对当场作出的处罚决定不服的，应当先申请行政复议（《行政复议法》第二十三条第一款第一项），卷内没有复议的登记，请在答辩中提出。"
                .to_owned(),
        );
    }
    all
}

fn old(at: &At, it: &Decided) -> Pair {
    let words = format!("{}，{}作出", it.decision.number, date_zh(it.decision.on));
    let cell = Cell::link(words, pdf(at, it.decision.document.as_str()));
    let note = it.undone().map(|(on, document, _)| format!("{}撤销，{document}", date_zh(on)));
    Pair::new("原决定", cell).note(note.unwrap_or_default())
}
