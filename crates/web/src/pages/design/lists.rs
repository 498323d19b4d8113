//! Samples of lists: tabs, figures, tasks, filters and tables, full and empty.

use crate::components::{
    blocks::{KeyValue, Pair, Tab, Tabs, Tile, Tiles},
    deadline::{DeadlineLight, Light},
    form::{Choice, Field},
    notice::EmptyState,
    table::{Column, DataTable, Filters, Order, PAGE_SIZES, Pagination},
    tasks::{Reading, Task, TaskList},
    text::{Badge, Cell, Link, Tone},
};

pub(super) fn tabs() -> Tabs {
    let tab = |label: &str, href: &str, count| Tab {
        label: label.to_owned(),
        href: href.to_owned(),
        count,
    };
    Tabs {
        label: "案件内容".to_owned(),
        tabs: vec![
            tab("办理", "/design", None),
            tab("证据", "/cases/1/evidence", Some(6)),
            tab("文书", "/cases/1/documents", Some(4)),
            tab("操作记录", "/cases/1/record", Some(31)),
        ],
        current: "/design".to_owned(),
    }
}

pub(super) fn tiles() -> Tiles {
    let tile = |label: &str, figure: &str, note: &str| Tile {
        label: label.to_owned(),
        figure: figure.to_owned(),
        note: note.to_owned(),
        href: Some("#".to_owned()),
    };
    Tiles {
        tiles: vec![
            tile("待办", "12", "其中 3 件今日到期"),
            tile("在办案件", "27", "本月新立 9 件"),
            tile("本年罚没款", "1,203,500.00元", "已缴 96.2%"),
            Tile { href: None, ..tile("逾期", "0", "连续 41 日无逾期") },
        ],
    }
}

pub(super) fn facts() -> KeyValue {
    KeyValue {
        pairs: vec![
            Pair::text("当事人", "示例运输有限公司"),
            Pair::new("统一社会信用代码", Cell::figure("91370828MA3EXAMPL2")).note("校验码已核对"),
            Pair::text(
                "违法行为",
                "未经批准，车货总质量超过公路限载标准，擅自在公路上行驶。车货总质量 52.30 吨，限值 49 吨，超出 3.30 吨。",
            ),
            Pair::new("拟处罚款", Cell::figure("1,500.00元")),
            Pair::new("状态", Cell::badge("告知阶段", Tone::Info)),
            Pair::new("法定代表人电话", Cell::Blank).note("无权查看"),
        ],
    }
}

fn task(title: &str, kind: (&str, Tone), reading: Reading) -> Task {
    Task {
        title: title.to_owned(),
        href: "/cases/1".to_owned(),
        kind: Badge::new(kind.0, kind.1),
        about: "示交罚〔2026〕18号".to_owned(),
        from: "赵强 · 3月18日 16:20".to_owned(),
        deadline: None,
        reading,
    }
}

pub(super) fn tasks() -> TaskList {
    let due = DeadlineLight::new;
    TaskList {
        label: "待办".to_owned(),
        tasks: vec![
            Task {
                deadline: Some(due(Light::Overdue, "逾期 2 日", "3月17日")),
                ..task("送达行政处罚决定书：示例物流中心", ("送达", Tone::Plain), Reading::Unread)
            },
            Task {
                deadline: Some(due(Light::Red, "今日到期", "3月19日")),
                ..task(
                    "审批立案：张某未取得道路运输经营许可从事货运",
                    ("审批", Tone::Info),
                    Reading::Unread,
                )
            },
            Task {
                deadline: Some(due(Light::Green, "剩余 9 个工作日", "4月1日")),
                ..task(
                    "法制审核：某某建筑工程有限公司示例分公司在省道沿线运输散装物料未采取密闭措施、造成路面污染并拒不清除案（标题较长时换行显示，不截断）",
                    ("审核", Tone::Info),
                    Reading::Read,
                )
            },
            task("退回补正：现场笔录缺少见证人签名", ("退回", Tone::Warning), Reading::Read),
        ],
        empty: nothing_to_do(),
    }
}

pub(super) fn no_tasks() -> TaskList {
    TaskList { label: "待阅".to_owned(), tasks: vec![], empty: nothing_to_do() }
}

fn nothing_to_do() -> EmptyState {
    EmptyState::new("没有待办事项", "新任务分派给您后会出现在这里。")
}

pub(super) fn filters() -> Filters {
    let stages = vec![Choice::new("notice", "告知"), Choice::new("decision", "决定")];
    Filters {
        action: "/design".to_owned(),
        fields: vec![
            Field::text("party", "当事人").value("示例"),
            Field::select("stage", "环节", stages),
            Field::date("from", "立案日期起"),
        ],
        more: vec![Field::text("number", "案号"), Field::text("officer", "主办人员")],
        reset: "/design".to_owned(),
        hidden: vec![("tab".to_owned(), "open".to_owned())],
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("案号").sort(Order::Descending, "?sort=number"),
        Column::new("案由与当事人"),
        Column::new("环节"),
        Column::number("罚款（元）").sort(Order::Unsorted, "?sort=fine"),
        Column::new("期限"),
        Column::new("操作"),
    ]
}

pub(super) fn table() -> DataTable {
    let row = |number: &str, party: &str, stage: Cell, fine: Cell, light: Cell| {
        vec![
            Cell::link(number, "/cases/1"),
            Cell::lines("擅自超限行驶公路", party),
            stage,
            fine,
            light,
            Cell::Links(vec![Link::new("查看", "/cases/1"), Link::new("打印", "/cases/1/print")]),
        ]
    };
    let light = |light, left: &str| Cell::Light(DeadlineLight::new(light, left, ""));
    DataTable {
        rows: vec![
            row(
                "示交罚〔2026〕18号",
                "示例运输有限公司",
                Cell::badge("告知", Tone::Info),
                Cell::figure("1,500.00"),
                light(Light::Yellow, "剩余 3 个工作日"),
            ),
            row(
                "示交罚〔2026〕17号",
                "张某",
                Cell::badge("已结案", Tone::Good),
                Cell::figure("20,000.00"),
                light(Light::Met, "提前 12 日"),
            ),
            row(
                "示交罚〔2026〕16号",
                "某某建筑工程有限公司第三项目部（名称较长的当事人）",
                Cell::badge("调查", Tone::Plain),
                Cell::Blank,
                light(Light::Overdue, "逾期 2 日"),
            ),
        ],
        paging: Some(Pagination {
            summary: "共 1,203 件".to_owned(),
            first: Some("?".to_owned()),
            previous: None,
            next: Some("?after=16".to_owned()),
            per_page: 20,
            sizes: PAGE_SIZES.iter().map(|&size| (size, format!("?per={size}"))).collect(),
        }),
        tools: vec![Link::new("导出当前筛选（Excel）", "#")],
        ..empty_table()
    }
}

pub(super) fn empty_table() -> DataTable {
    let hint = EmptyState::new("没有符合条件的案件", "请放宽查询条件，或点“重置”查看全部。");
    DataTable::new("处罚案件", columns(), hint)
}
