//! The frame around a page: the menu of a person's roles, and who they are.

use app::{ClockDoubt, Signed};
use domain::{
    policy::{Act, Actor, Subject, Verdict, permit},
    rounds::Gauge,
};

use crate::{
    Site,
    components::{
        blocks::Breadcrumb,
        icon::Icon,
        notice::Notice,
        shell::{MenuGroup, MenuItem, Person, Shell},
        text::Tone,
    },
};

/// Where the inbox is.
const INBOX: &str = "/inbox";

/// One line of the menu; it is shown to whoever's role has the act.
struct Entry {
    act: Act,
    icon: Icon,
    label: &'static str,
    href: &'static str,
    keys: Option<&'static str>,
}

const fn entry(act: Act, icon: Icon, label: &'static str, href: &'static str) -> Entry {
    Entry { act, icon, label, href, keys: None }
}

const MENU: [(&str, &[Entry]); 4] = [
    (
        "我的工作",
        &[
            Entry { keys: Some("g i"), ..entry(Act::UseDesk, Icon::Inbox, "工作台", INBOX) },
            Entry { keys: Some("g s"), ..entry(Act::UseDesk, Icon::Search, "查询", "/search") },
        ],
    ),
    (
        "办理",
        &[
            Entry {
                keys: Some("g x"),
                ..entry(Act::ReadClues, Icon::MessageReport, "线索", "/clues")
            },
            Entry {
                keys: Some("g j"),
                ..entry(Act::ReadInspections, Icon::ClipboardCheck, "检查", "/inspections")
            },
            Entry { keys: Some("g a"), ..entry(Act::ReadCases, Icon::Gavel, "案件", "/cases") },
            entry(Act::ReadNumbers, Icon::ClipboardCheck, "预留文号", "/numbers"),
            entry(Act::ReadCases, Icon::ClipboardList, "涉案物品", "/articles"),
            entry(Act::ProposePublication, Icon::Speakerphone, "公示", "/publications"),
        ],
    ),
    (
        "依据与工具",
        &[
            entry(Act::UseDesk, Icon::Scale, "这事归谁管", "/tools/competence"),
            entry(Act::UseDesk, Icon::Calendar, "期限计算", "/tools/deadlines"),
            entry(Act::UseDesk, Icon::ClipboardCheck, "考核合成", "/tools/assessment"),
            entry(Act::UseDesk, Icon::Hash, "本机存证", "/tools/heads"),
        ],
    ),
    (
        "监督与管理",
        &[
            entry(Act::Supervise, Icon::Flag, "执法监督", "/oversight"),
            entry(Act::ReadEntrustments, Icon::FileText, "委托执法", "/entrustments"),
            entry(Act::ExamineFiles, Icon::ClipboardCheck, "案卷评查", "/examine"),
            entry(Act::CheckBenchmarks, Icon::Scale, "裁量基准", "/benchmarks"),
            entry(Act::ReadPeople, Icon::Users, "人员与岗位", "/people"),
            entry(Act::ReadAudit, Icon::History, "审计记录", "/audit"),
            entry(Act::ReleaseEvidence, Icon::FileText, "隔离文件", "/quarantine"),
        ],
    ),
];

/// What stands above every page while nothing can be written.
fn read_only(site: &Site) -> Option<Notice> {
    const FULL: &str = "系统处于只读状态：磁盘剩余空间不足，现在可以查看，不能办理。\
        请通知系统管理员清理磁盘，腾出空间后即可继续办理，不需要重新启动。";
    const STOPPED: &str = "系统处于只读状态：写入磁盘时出错，现在可以查看，不能办理。\
        已经答复的办理都已保存；没有答复的没有保存。请通知系统管理员检查磁盘空间和磁盘，然后重新启动。";
    let words = if site.app.stopped() {
        Some(STOPPED.to_owned())
    } else if site.app.is_full() {
        Some(FULL.to_owned())
    } else if let Some(said) = site.app.contradiction() {
        Some(format!(
            "系统处于只读状态：{said}现在可以查看，不能办理。\
             请立即报告系统管理员和执法监督机关，保留现场，不要自行恢复。"
        ))
    } else {
        site.app.clock_doubt().map(|doubt| wrong_clock(&doubt))
    };
    words.map(|words| Notice::new(Tone::Danger, words))
}

/// What is said of a clock that is not believed, and what is to be done about it.
fn wrong_clock(doubt: &ClockDoubt) -> String {
    let way = if doubt.ahead.is_negative() { "慢" } else { "快" };
    let minutes = doubt.ahead.as_mins().abs();
    let size = match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分钟"),
    };
    let then = match doubt.gauge {
        Gauge::Counter => "校正后自动恢复；现在的时钟确实正确的，重新启动即可。",
        Gauge::LastEvent | Gauge::Witness { .. } => "校正后自动恢复，不需要重新启动。",
    };
    format!(
        "系统处于只读状态：服务器时钟比{}{way}约{size}，现在可以查看，不能办理。\
         请通知系统管理员校正时钟，{then}",
        doubt.gauge.name_zh()
    )
}

/// The frame without counts, also for somebody who is not signed in.
pub(crate) fn bare(site: &Site, signed: Option<&Signed>, current: &str) -> Shell {
    let law = site.app.law();
    let authority = signed.and_then(|signed| law.authority(&signed.person.authority));
    let authority = authority.map_or_else(|| law.title.clone(), |found| found.name.clone());
    Shell {
        platform: "综合行政执法平台".to_owned(),
        menu: signed.map_or_else(Vec::new, |signed| menu(&signed.actor)),
        current: current.to_owned(),
        person: signed.map(|signed| Person {
            name: signed.person.name.clone(),
            post: posts(signed),
            authority: authority.clone(),
        }),
        authority,
        token: signed.map_or_else(String::new, |signed| signed.form_token.clone()),
        notices: read_only(site).into_iter().collect(),
        breadcrumb: Breadcrumb::default(),
        search: signed.map(|_| "/search".to_owned()),
    }
}

/// Puts the number of waiting tasks beside the inbox.
pub(crate) fn count_inbox(shell: &mut Shell, waiting: i64) {
    let items = shell.menu.iter_mut().flat_map(|group| &mut group.items);
    if let Some(item) = items.into_iter().find(|item| item.href == INBOX) {
        item.count = u64::try_from(waiting).ok().filter(|count| 0 < *count);
    }
}

fn posts(signed: &Signed) -> String {
    let names: Vec<&str> = signed.person.roles.iter().map(|role| role.name_zh()).collect();
    names.join("、")
}

fn menu(actor: &Actor) -> Vec<MenuGroup> {
    MENU.iter()
        .map(|(title, entries)| MenuGroup {
            title: (*title).to_owned(),
            items: entries.iter().filter(|entry| could(actor, entry.act)).map(item).collect(),
        })
        .filter(|group| !group.items.is_empty())
        .collect()
}

fn could(actor: &Actor, act: Act) -> bool {
    !matches!(permit(actor, act, &Subject::default()), Verdict::Denied(_))
}

fn item(entry: &Entry) -> MenuItem {
    let item = MenuItem::new(entry.icon, entry.label, entry.href);
    match entry.keys {
        Some(keys) => item.keys(keys),
        None => item,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn a_wrong_clock_is_told_with_its_size_and_its_remedy() {
        let words = |gauge, minutes| {
            wrong_clock(&ClockDoubt { gauge, ahead: SignedDuration::from_mins(minutes) })
        };
        let jumped = words(Gauge::Counter, 1445);
        assert!(jumped.contains("比开机以来的计时快约24小时5分钟"), "{jumped}");
        assert!(jumped.contains("重新启动即可"), "{jumped}");
        let behind = words(Gauge::LastEvent, -120);
        assert!(behind.contains("比最后一条记录的时间慢约2小时，"), "{behind}");
        assert!(behind.contains("不需要重新启动"), "{behind}");
        let witness = words(Gauge::Witness { name: "w.example/1".into() }, 6);
        assert!(witness.contains("比见证方 w.example/1 的时钟快约6分钟"), "{witness}");
    }
}
