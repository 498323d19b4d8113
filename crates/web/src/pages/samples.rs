//! Every page with invented contents, so that a test can draw each one.

use askama::Template;

use crate::{
    components::{
        blocks::{Breadcrumb, KeyValue, PageHead, Pair},
        form::{Field, Form},
        icon::Icon,
        notice::RefusalBox,
        shell::{MenuGroup, MenuItem, Person, Shell},
        text::Link,
    },
    error::Told,
    pages::shared::{ErrorPage, FormPage},
};

/// A page drawn with invented contents.
#[derive(Clone, Debug)]
pub struct Sample {
    pub name: &'static str,
    pub html: String,
}

impl Sample {
    /// Draws the page; one that does not draw is empty, which the test of samples finds.
    pub fn of(name: &'static str, page: &impl Template) -> Self {
        Self { name, html: page.render().unwrap_or_default() }
    }
}

/// Every page of every area.
pub fn samples() -> Vec<Sample> {
    let areas = [
        super::account::samples(),
        super::audit::samples(),
        super::benchmarks::samples(),
        super::cases::samples(),
        super::clues::samples(),
        super::supervision::samples(),
        super::entrustments::samples(),
        super::drafts::samples(),
        super::examine::samples(),
        super::files::samples(),
        super::inbox::samples(),
        super::inspections::samples(),
        super::numbers::samples(),
        super::oversight::samples(),
        super::people::samples(),
        super::articles::samples(),
        super::publications::samples(),
        super::search::samples(),
        super::tools::samples(),
        crate::portal::samples(),
        shared(),
    ];
    areas.into_iter().flatten().collect()
}

/// A frame for samples.
pub fn sample_shell(current: &str, here: &str) -> Shell {
    Shell {
        platform: "综合行政执法平台".to_owned(),
        authority: "示例县交通运输局".to_owned(),
        menu: vec![MenuGroup {
            title: "我的工作".to_owned(),
            items: vec![MenuItem::new(Icon::Inbox, "工作台", "/inbox").count(3).keys("g i")],
        }],
        current: current.to_owned(),
        person: Some(Person {
            name: "甲某某".to_owned(),
            post: "办案人员".to_owned(),
            authority: "示例县交通运输局".to_owned(),
        }),
        token: "sample".to_owned(),
        notices: Vec::new(),
        breadcrumb: Breadcrumb {
            above: vec![Link::new("工作台", "/inbox")],
            here: here.to_owned(),
        },
        search: Some("/search".to_owned()),
    }
}

fn shared() -> Vec<Sample> {
    let form = Form::new("/sample", "sample").field(Field::text("reason", "理由").required());
    let facts = KeyValue { pairs: vec![Pair::text("当事人", "示例运输有限公司")] };
    let head = PageHead::new("示例步骤", "示例县交通运输局");
    let blank = FormPage::new(sample_shell("/cases", "示例步骤"), head.clone(), form.clone());
    let mut refused =
        FormPage::new(sample_shell("/cases", "示例步骤"), head, form).beside("本案", facts);
    refused.refusals = vec![RefusalBox {
        code: "CASE-000".to_owned(),
        what: "“示例步骤”没有办成".to_owned(),
        why: "还没有完成前一步。".to_owned(),
        clause: Some(Link::new("《行政处罚法》第五十四条", "")),
        next: vec![Link::new("请先完成前一步。", "/cases/1")],
    }];
    let told = Told {
        title: "没有找到".to_owned(),
        words: "没有这个页面。".to_owned(),
        links: vec![Link::new("返回工作台", "/inbox")],
        ..Told::default()
    };
    let error = ErrorPage { shell: sample_shell("", ""), told };
    vec![
        Sample::of("one form", &blank),
        Sample::of("one form refused", &refused),
        Sample::of("error", &error),
    ]
}
