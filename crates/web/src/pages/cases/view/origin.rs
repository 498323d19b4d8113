//! What a case set out from: the party, the facts, the evidence and the interviews.

use domain::{
    Private,
    cases::Stage,
    evidence::{Evidence, EvidenceKind},
    moment::Moment,
    policy::Act,
};
use law::{date_zh, datetime_zh};

use crate::{
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, Pair},
        notice::EmptyState,
        records::{EvidenceGallery, Exhibit, Recording},
        table::{Column, DataTable},
        text::{Badge, Cell, Link, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The party, masked unless the page was opened in clear.
pub fn party(at: &At) -> Panel {
    let party = &at.case.origin.party;
    let shown = |value: &Private, mask: fn(&Private) -> String| {
        if value.is_blank() {
            return Cell::Blank;
        }
        Cell::text(if at.clear { value.reveal().to_owned() } else { mask(value) })
    };
    let name = if at.clear { party.name.reveal().to_owned() } else { party.public_name() };
    let pairs = vec![
        Pair::text("姓名或者名称", name).note(party.kind.name_zh()),
        Pair::new("证件号码", shown(&party.id_number, Private::masked_number)),
        Pair::new("住址或者住所", shown(&party.address, address)),
        Pair::new("联系电话", shown(&party.phone, Private::masked_number)),
        Pair::new("法定代表人或者经营者", shown(&party.representative, Private::masked_name)),
    ];
    let panel = Panel::new("party", "当事人").with(Part::Pairs(KeyValue { pairs }));
    if at.clear || !at.call.could(Act::Unmask) {
        return panel;
    }
    let link = Link::new("查看未遮蔽信息", format!("{}/unmask", at.href()));
    panel.with(Part::Links(vec![link]))
}

/// The first characters of an address.
fn address(value: &Private) -> String {
    let head: String = value.reveal().chars().take(3).collect();
    format!("{head}******")
}

/// The facts known at filing.
pub fn facts(at: &At) -> Panel {
    let origin = &at.case.origin;
    let law = &at.law;
    let town = law.town(&origin.town).map_or("", |town| town.name.as_str());
    let unit = law.unit(&origin.unit).map_or("", |unit| unit.name.as_str());
    let authority = law.authority(&origin.authority).map_or("", |it| it.name.as_str());
    let item = at.item().map_or("", |item| item.title.as_str());
    let mut sources = Vec::new();
    sources.extend(
        origin.inspection.iter().map(|id| Link::new("查看检查", format!("/inspections/{id}"))),
    );
    sources.extend(origin.clue.iter().map(|id| Link::new("查看线索", format!("/clues/{id}"))));
    let pairs = vec![
        Pair::text("案由", origin.cause.clone()),
        Pair::text("案件来源", origin.source.name_zh()),
        Pair::text("镇街", town),
        Pair::text("地点", origin.place.reveal()),
        Pair::text("行为日期", date_zh(origin.act_on)),
        Pair::text("发现日期", date_zh(origin.discovered_on)),
        Pair::text("承办机构", unit).note(origin.competence.clone()),
        Pair::text("执法主体", authority),
        Pair::text("权力事项", item),
        Pair::text("承办人", at.names(&at.case.handlers)),
    ];
    Panel::new("facts", "案情")
        .with(Part::words(origin.facts.reveal()))
        .with(Part::Pairs(KeyValue { pairs }))
        .maybe((!sources.is_empty()).then_some(Part::Links(sources)))
}

/// The evidence with its check values, and a button to verify each piece that is not verified.
pub fn evidence(at: &At) -> Panel {
    let exhibits = at.case.evidence.iter().map(|it| exhibit(at, it)).collect();
    let gallery = EvidenceGallery {
        label: "证据目录".to_owned(),
        exhibits,
        empty: EmptyState::new("还没有证据", "从检查移交的证据会自动入卷，也可以在调查中录入。"),
        add: None,
    };
    let open = at.case.evidence.iter().filter(|it| it.verified.is_none());
    let here = format!("{}/{}", at.href(), Act::VerifyEvidence.slug());
    let actions: Vec<Action> = open
        .map(|it| Action::Open {
            label: format!("核实“{}”", it.name),
            href: format!("{here}?evidence={}", it.id),
            weight: Weight::Side,
        })
        .collect();
    let mine = at.case.handlers.contains(at.call.me()) && at.act == Act::ReadCases;
    let undecided = matches!(
        at.case.stage,
        Stage::Investigating(_) | Stage::OnSpot(_) | Stage::Reported(..) | Stage::Deciding(_)
    );
    let bar = ActionBar { token: at.call.token().to_owned(), actions };
    let shown = mine && undecided && !bar.actions.is_empty();
    Panel::new("evidence", format!("证据（{}）", at.case.evidence.len()))
        .with(Part::Gallery(gallery.kept_apart(&at.quarantined)))
        .maybe(shown.then_some(Part::Acts(bar)))
}

fn exhibit(at: &At, it: &Evidence) -> Exhibit {
    let href = it.blob.as_ref().map(|blob| format!("/files/{}", blob.sha256));
    let pictured = it.blob.as_ref().is_some_and(|blob| {
        matches!(blob.mime.as_str(), "image/jpeg" | "image/png" | "image/webp")
    });
    let tail = it.blob.as_ref().and_then(|blob| {
        blob.sha256.get(blob.sha256.len().saturating_sub(12)..).map(str::to_owned)
    });
    let first = it.monitored.as_ref().and_then(|monitored| monitored.first.as_ref());
    let state = match (&it.verified, first) {
        (None, Some(first)) => {
            let words = format!("{}初审，待另一人复审", date_zh(first.on));
            Badge::new(words, Tone::Warning)
        }
        (Some(done), _) => Badge::new(format!("{}核实", date_zh(done.on)), Tone::Good),
        (None, None) => Badge::new("待核实", Tone::Warning),
    };
    Exhibit {
        title: it.name.clone(),
        kind: format!("{}，证明：{}", it.kind.name_zh(), it.proves.reveal()),
        thumbnail: href.clone().filter(|_| pictured),
        href: href.unwrap_or_else(|| "#evidence".to_owned()),
        source: format!("{}，{}", obtained_by(at, it), date_zh(it.obtained_on)),
        size: it.blob.as_ref().map_or_else(|| kept(it).to_owned(), |blob| size(blob.size)),
        recording: it.blob.as_ref().and_then(|blob| Recording::of(&blob.mime)),
        moments: moments(it),
        way: it.blob.as_ref().map(|blob| format!("/files/{}/way", blob.sha256)),
        hash_tail: tail.unwrap_or_else(|| "没有电子文件".to_owned()),
        state: Some(state),
    }
}

/// Who or what recorded it.
fn obtained_by(at: &At, it: &Evidence) -> String {
    let names = at.names(&it.obtained_by);
    let names = if it.from.is_some() { format!("引自关联案件，{names}") } else { names };
    let Some(monitored) = &it.monitored else { return names };
    let monitor = at.law.monitor(&monitored.monitor);
    let name = monitor.map_or(monitored.monitor.as_str(), |monitor| monitor.name.as_str());
    format!("电子技术监控设备“{name}”，{names}录入")
}

/// What a recording shows when, each played from there.
fn moments(it: &Evidence) -> Vec<Link> {
    let Some((blob, verified)) = it.blob.as_ref().zip(it.verified.as_ref()) else { return vec![] };
    let link = |moment: &Moment| {
        let words = moment.words.reveal();
        let words = if words.is_empty() { String::new() } else { format!("：{words}") };
        let label = format!("{} {}{words}", moment.time(), moment.step.name_zh());
        Link::new(label, format!("/files/{}#t={}", blob.sha256, moment.at))
    };
    verified.moments.iter().map(link).collect()
}

/// Where a piece without a file is kept.
fn kept(it: &Evidence) -> &'static str {
    if it.kind == EvidenceKind::Physical { "实物保管" } else { "见案卷文书" }
}

/// 1.2 MB, 340 KB.
fn size(bytes: u64) -> String {
    if bytes < 1024 * 1024 {
        return format!("{} KB", bytes.div_ceil(1024));
    }
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// The interviews, when there are any.
pub fn interviews(at: &At) -> Option<Panel> {
    if at.case.interviews.is_empty() {
        return None;
    }
    let mut table = DataTable::new(
        "询问",
        ["被询问人", "与本案关系", "时间", "执法人员", "笔录"].map(Column::new).to_vec(),
        EmptyState::new("没有询问", ""),
    );
    table.rows = at
        .case
        .interviews
        .iter()
        .map(|it| {
            let name = if at.clear {
                it.interviewee.reveal().to_owned()
            } else {
                it.interviewee.masked_name()
            };
            vec![
                Cell::text(name),
                Cell::text(it.relation.clone()),
                Cell::lines(datetime_zh(it.started_at), format!("至{}", datetime_zh(it.ended_at))),
                Cell::text(at.names(&it.officers)),
                Cell::link("PDF", pdf(at, it.document.as_str())),
            ]
        })
        .collect();
    Some(Panel::new("interviews", "询问").with(Part::table(table)))
}

/// The address of a document of this case as a PDF.
pub fn pdf(at: &At, document: &str) -> String {
    format!("/documents/case/{}/{document}.pdf", at.case.id)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_rounded_up_to_what_people_read() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(2048), "2 KB");
        assert_eq!(size(3 * 1024 * 1024 / 2), "1.5 MB");
    }
}
