//! Samples of what a case gathers: its record, its papers and its evidence.

use crate::components::{
    icon::Icon,
    notice::EmptyState,
    records::{DocumentList, Entry, EvidenceGallery, Exhibit, Paper, Timeline},
    text::{Badge, Link, Tone},
};

fn nothing(title: &str) -> EmptyState {
    EmptyState::new(title, "办理过程中产生后会出现在这里。")
}

pub(super) fn empty() -> EmptyState {
    EmptyState {
        icon: Icon::Folder,
        action: Some(Link::new("登记线索", "#")),
        ..EmptyState::new("还没有线索", "群众反映、上级交办和检查发现的线索都在这里登记。")
    }
}

pub(super) fn record() -> Timeline {
    let entry = |when: &str, who: &str, what: &str, hash: &str, tone| Entry {
        when: when.to_owned(),
        who: who.to_owned(),
        what: what.to_owned(),
        detail: vec![],
        hash_tail: hash.to_owned(),
        href: Some("#".to_owned()),
        tone,
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Timeline {
        label: "操作记录".to_owned(),
        entries: vec![
            Entry {
                detail: vec![pair("送达方式", "直接送达"), pair("签收人", "法定代表人本人")],
                ..entry(
                    "2026年3月17日 10:12",
                    "李明",
                    "送达行政处罚告知书",
                    "9f3c 02ab",
                    Tone::Good,
                )
            },
            entry(
                "2026年3月16日 15:40",
                "赵强（法制审核）",
                "通过法制审核",
                "51d0 e77c",
                Tone::Plain,
            ),
            Entry {
                detail: vec![
                    pair("变更前", "罚款 2,000.00元"),
                    pair("变更后", "罚款 1,500.00元"),
                    pair("理由", "主动卸载，从轻一档"),
                ],
                ..entry(
                    "2026年3月15日 09:03",
                    "李明",
                    "更正拟处罚款数额",
                    "c41b 7f90",
                    Tone::Warning,
                )
            },
            entry("2026年3月2日 08:30", "孙局长", "批准立案", "0a77 31fe", Tone::Plain),
        ],
    }
}

pub(super) fn papers() -> DocumentList {
    let paper = |title: &str, number: &str, state: Badge| Paper {
        title: title.to_owned(),
        number: number.to_owned(),
        version: "第 1 版".to_owned(),
        state,
        made: "李明 · 3月17日".to_owned(),
        page: Some("#".to_owned()),
        pdf: Some("#".to_owned()),
        print: Some(Link::new("整套打印（3份）", "#")),
    };
    DocumentList {
        label: "文书".to_owned(),
        papers: vec![
            paper("行政处罚告知书", "示交罚告〔2026〕18号", Badge::new("已送达", Tone::Good)),
            paper("案件调查报告", "", Badge::new("已签", Tone::Good)),
            Paper {
                pdf: None,
                print: None,
                version: "第 2 版".to_owned(),
                ..paper("行政处罚决定书", "", Badge::new("草稿", Tone::Plain))
            },
        ],
        empty: nothing("还没有文书"),
    }
}

pub(super) fn evidence() -> EvidenceGallery {
    let exhibit = |title: &str, kind: &str, size: &str, hash: &str| Exhibit {
        title: title.to_owned(),
        kind: kind.to_owned(),
        thumbnail: None,
        href: "#".to_owned(),
        source: "李明 · 3月2日 07:55 · 省道 252 检测站".to_owned(),
        size: size.to_owned(),
        recording: None,
        moments: vec![],
        way: Some("#".to_owned()),
        hash_tail: hash.to_owned(),
        state: None,
    };
    EvidenceGallery {
        label: "证据".to_owned(),
        exhibits: vec![
            Exhibit {
                thumbnail: Some(crate::assets::asset_url("img/mark.svg")),
                ..exhibit("车辆正面及号牌", "照片", "2.4 MB", "e3b0 c442")
            },
            Exhibit {
                state: Some(Badge::new("原件已退", Tone::Plain)),
                ..exhibit("称重检测单", "书证", "180 KB", "7d1a 54b2")
            },
            exhibit("现场询问录像", "视听资料", "86.0 MB", "19c8 a0de"),
        ],
        empty: nothing("还没有证据"),
        add: Some(Link::new("补充证据", "#")),
    }
}
