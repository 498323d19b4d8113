//! The pages of the area with invented contents.

use super::{
    list::{ListPage, Wanted, filters, paging, table, tabs},
    panel::{Panel, Part},
    show::CasePage,
    step::StepPage,
};
use crate::{
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, PageHead, Pair, Tab, Tabs},
        deadline::{DeadlineLight, Light},
        form::{Choice, Field, Form},
        notice::{EmptyState, Notice, RefusalBox},
        records::{DocumentList, EvidenceGallery, Exhibit, Paper, Timeline},
        stages::{StageRail, Step, StepState},
        text::{Badge, Cell, Link, Tone},
    },
    pages::samples::{Sample, sample_shell},
};

pub fn samples() -> Vec<Sample> {
    let mut barred = step();
    barred.barred = vec![refusal()];
    let mut refused = step();
    refused.refusals = vec![refusal()];
    let mut choosing = step();
    choosing.form = None;
    vec![
        Sample::of("cases", &list(true)),
        Sample::of("no cases", &list(false)),
        Sample::of("case", &case()),
        Sample::of("step of a case", &step()),
        Sample::of("step that is not lawful now", &barred),
        Sample::of("step refused", &refused),
        Sample::of("step with a choice first", &choosing),
    ]
}

fn list(filled: bool) -> ListPage {
    let wanted = Wanted { per_page: 20, after: Some("1".to_owned()), ..Wanted::default() };
    let mut table = table(&wanted);
    if filled {
        table.rows = vec![vec![
            Cell::link("示交案〔2026〕1号", "/cases/1"),
            Cell::lines("在公路上堆放物品", "示** · 示例镇"),
            Cell::badge("调查取证", Tone::Info),
            Cell::Light(DeadlineLight::new(Light::Green, "剩余57个工作日", "2026年6月1日")),
            Cell::figure("2026年3月3日"),
            Cell::lines("2026年3月9日", "主办：甲某某"),
        ]];
    }
    table.paging = Some(paging(&wanted, Some("2".to_owned())));
    ListPage {
        shell: sample_shell("/cases", "案件"),
        head: PageHead::new("案件", "按普通程序和简易程序办理的行政处罚案件"),
        tabs: tabs(&wanted, &[("investigating".to_owned(), 1)]),
        filters: filters(&wanted),
        table,
    }
}

fn case() -> CasePage {
    let mut head = PageHead::new("在公路上堆放物品", "示交案〔2026〕1号 · 示*");
    head.badges = vec![Badge::new("调查取证", Tone::Info)];
    head.links = vec![Link::new("案卷PDF", "/cases/1/case-file.pdf")];
    let rail = StageRail {
        label: "办案流程".to_owned(),
        steps: vec![
            Step::new("立案", StepState::Done).by("乙某某", "3月3日"),
            Step::new("调查", StepState::Now).clock(DeadlineLight::new(
                Light::Green,
                "剩余57个工作日",
                "",
            )),
            Step::new("报告", StepState::Next),
        ],
    };
    CasePage {
        shell: sample_shell("/cases", "案件"),
        head,
        limit: Some(
            DeadlineLight::new(Light::Green, "剩余57个工作日", "2026年6月1日")
                .about("作出决定")
                .under(Link::new("《行政处罚法》第六十条", "")),
        ),
        rail,
        main: vec![everything()],
        side: vec![
            Panel::new("record", "全过程记录").with(Part::Record(Timeline {
                label: "最近的记录".to_owned(),
                entries: Vec::new(),
            })),
        ],
    }
}

/// A panel with every kind of part.
fn everything() -> Panel {
    let actions = vec![Action::Open {
        label: "录入证据".to_owned(),
        href: "/cases/1/add-evidence".to_owned(),
        weight: Weight::Main,
    }];
    let exhibit = Exhibit {
        title: "现场照片".to_owned(),
        kind: "视听资料".to_owned(),
        thumbnail: None,
        href: "/files/0".to_owned(),
        source: "甲某某，2026年3月3日".to_owned(),
        size: "340 KB".to_owned(),
        recording: None,
        moments: vec![],
        way: Some("/files/0/way".to_owned()),
        hash_tail: "0a1b2c3d".to_owned(),
        state: Some(Badge::new("待核实", Tone::Warning)),
    };
    let paper = Paper {
        title: "立案登记表".to_owned(),
        number: "示交案〔2026〕1号".to_owned(),
        version: "第1版".to_owned(),
        state: Badge::new("入卷", Tone::Plain),
        made: "2026年3月3日制发".to_owned(),
        page: None,
        pdf: Some("/documents/case/1/1-d0.pdf".to_owned()),
        print: None,
    };
    let table = list(true).table;
    let pairs = vec![Pair::text("案由", "在公路上堆放物品").note("《公路法》第四十六条")];
    Panel::new("now", "当前环节")
        .with(Part::words("第一行。\n第二行。"))
        .with(Part::Quiet("说明。".to_owned()))
        .with(Part::Pairs(KeyValue { pairs }))
        .with(Part::Notice(Notice::new(Tone::Info, "提示。")))
        .with(Part::Refusal(refusal()))
        .with(Part::Acts(ActionBar { token: "sample".to_owned(), actions }))
        .with(Part::Light(DeadlineLight::new(Light::Yellow, "剩余3个工作日", "2026年3月12日")))
        .with(Part::Links(vec![Link::new("查看检查", "/inspections/1")]))
        .with(Part::Tabs(Tabs {
            label: "方式".to_owned(),
            tabs: vec![Tab {
                label: "直接送达".to_owned(), href: "?a".to_owned(), count: None
            }],
            current: "?a".to_owned(),
        }))
        .with(Part::Gallery(EvidenceGallery {
            label: "证据".to_owned(),
            exhibits: vec![exhibit],
            empty: EmptyState::new("还没有证据", ""),
            add: None,
        }))
        .with(Part::Papers(DocumentList {
            label: "文书".to_owned(),
            papers: vec![paper],
            empty: EmptyState::new("还没有文书", ""),
        }))
        .with(Part::Nothing(EmptyState::new("没有内容", "以后会有。")))
        .with(Part::Folded("展开".to_owned(), vec![Part::table(table)]))
}

fn step() -> StepPage {
    let form = Form::new("/cases/1/approve-filing", "sample")
        .titled("立案审批", "《行政处罚法》第五十四条第二款。")
        .field(Field::opinion("reason", "审批意见", &["同意立案。"]))
        .field(Field::radio("public", "是否公开", vec![Choice::new("yes", "公开")]));
    let facts = KeyValue { pairs: vec![Pair::text("案号", "尚未立案")] };
    StepPage {
        shell: sample_shell("/cases", "立案审批"),
        head: PageHead::new("立案审批", "尚未立案 · 在公路上堆放物品"),
        refusals: Vec::new(),
        barred: Vec::new(),
        above: vec![Panel::new("facts", "案情").with(Part::words("在公路上堆放沙土。"))],
        form: Some(form),
        beside: vec![Panel::new("", "本案").with(Part::Pairs(facts))],
    }
}

fn refusal() -> RefusalBox {
    RefusalBox {
        code: "CASE-000".to_owned(),
        what: "现在还不能办理“立案审批”".to_owned(),
        why: "还没有完成前一步。".to_owned(),
        clause: Some(Link::new("《行政处罚法》第五十四条", "")),
        next: vec![Link::new("请先完成前一步。", "/cases/1")],
    }
}
