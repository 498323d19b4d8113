//! `/design`: every component in every state, for whoever draws or judges a page.
//!
//! The samples are invented and stand in no database.

use askama::Template;

use crate::components::{
    actions::ActionBar,
    blocks::{Breadcrumb, KeyValue, PageHead, Tabs, Tiles},
    deadline::DeadlineLight,
    form::Form,
    icon::Icon,
    notice::{ConfirmPage, EmptyState, Notice, RefusalBox},
    records::{DocumentList, EvidenceGallery, Timeline},
    shell::{MenuGroup, MenuItem, Person, PortalShell, Shell, View},
    stages::StageRail,
    table::{DataTable, Filters},
    tasks::TaskList,
    text::{Badge, Link},
};

mod answers;
mod lists;
mod records;
mod words;

#[derive(Template)]
#[template(path = "design.html")]
pub struct DesignPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub tiles: Tiles,
    pub rail: StageRail,
    pub held_rail: StageRail,
    pub lights: Vec<DeadlineLight>,
    pub badges: Vec<Badge>,
    pub notices: Vec<Notice>,
    pub refusals: Vec<RefusalBox>,
    pub confirm: ConfirmPage,
    pub acts: ActionBar,
    pub facts: KeyValue,
    pub tasks: TaskList,
    pub no_tasks: TaskList,
    pub filters: Filters,
    pub table: DataTable,
    pub empty_table: DataTable,
    pub record: Timeline,
    pub papers: DocumentList,
    pub evidence: EvidenceGallery,
    pub empty: EmptyState,
    pub blank_form: Form,
    pub refused_form: Form,
    pub field_form: Form,
}

/// The page of all components.
pub fn design() -> DesignPage {
    DesignPage {
        shell: shell(),
        head: words::head(),
        tabs: lists::tabs(),
        tiles: lists::tiles(),
        rail: words::rail(),
        held_rail: words::held_rail(),
        lights: words::lights(),
        badges: words::badges(),
        notices: words::notices(),
        refusals: words::refusals(),
        confirm: words::confirm(),
        acts: words::acts(),
        facts: lists::facts(),
        tasks: lists::tasks(),
        no_tasks: lists::no_tasks(),
        filters: lists::filters(),
        table: lists::table(),
        empty_table: lists::empty_table(),
        record: records::record(),
        papers: records::papers(),
        evidence: records::evidence(),
        empty: records::empty(),
        blank_form: answers::blank(),
        refused_form: answers::refused(),
        field_form: answers::field_work(),
    }
}

/// The public frame with a form, in one of its reading views.
#[derive(Template)]
#[template(path = "design_portal.html")]
pub struct PortalDesignPage {
    pub portal: PortalShell,
    pub notice: Notice,
    pub form: Form,
    pub table: DataTable,
}

/// The page of the portal's look.
pub fn portal_design(view: View) -> PortalDesignPage {
    PortalDesignPage {
        portal: PortalShell {
            platform: "综合行政执法平台".to_owned(),
            authority: "示例县人民政府".to_owned(),
            nav: vec![
                Link::new("反映问题", "/design/portal"),
                Link::new("进度查询", "/p/progress"),
                Link::new("执法事项", "/p/items"),
                Link::new("处罚决定公示", "/p/decisions"),
                Link::new("文书核验", "/p/verify"),
            ],
            here: "/design/portal".to_owned(),
            view,
            foot: vec!["主办：示例县人民政府".to_owned(), "本页不设置任何跟踪标识。".to_owned()],
            login: Some(Link::new("执法人员登录", "/login")),
        },
        notice: words::portal_notice(),
        form: answers::report(),
        table: lists::table(),
    }
}

fn shell() -> Shell {
    let group = |title: &str, items: Vec<MenuItem>| MenuGroup { title: title.to_owned(), items };
    Shell {
        platform: "综合行政执法平台".to_owned(),
        authority: "示例县交通运输局".to_owned(),
        menu: vec![
            group(
                "",
                vec![
                    MenuItem::new(Icon::Inbox, "待办", "/inbox").count(12).keys("g i"),
                    MenuItem::new(Icon::Clock, "期限", "/deadlines").count(3).keys("g d"),
                ],
            ),
            group(
                "办案",
                vec![
                    MenuItem::new(Icon::MessageReport, "线索", "/clues"),
                    MenuItem::new(Icon::ClipboardCheck, "检查", "/inspections"),
                    MenuItem::new(Icon::Gavel, "处罚案件", "/design").count(27).keys("g c"),
                    MenuItem::new(Icon::Files, "文书", "/documents"),
                ],
            ),
            group(
                "依据",
                vec![
                    MenuItem::new(Icon::ListCheck, "权力事项", "/items"),
                    MenuItem::new(Icon::Calendar, "期限计算", "/due"),
                ],
            ),
        ],
        current: "/design".to_owned(),
        person: Some(Person {
            name: "李明".to_owned(),
            post: "主办执法人员".to_owned(),
            authority: "示例县交通运输局".to_owned(),
        }),
        token: "sample".to_owned(),
        notices: vec![],
        breadcrumb: Breadcrumb {
            above: vec![Link::new("待办", "/inbox"), Link::new("处罚案件", "/cases")],
            here: "示交罚〔2026〕18号".to_owned(),
        },
        search: Some("/search".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elements of HTML that have no end tag.
    const VOID: [&str; 7] = ["meta", "link", "input", "img", "br", "hr", "path"];

    fn pages() -> Vec<String> {
        let views = [View::Standard, View::Large, View::Contrast, View::LargeContrast];
        let portals = views.into_iter().map(|view| portal_design(view).to_string());
        portals.chain([design().to_string()]).collect()
    }

    fn tags(html: &str) -> Vec<&str> {
        let starts = html.split('<').skip(1);
        starts
            .map(|rest| rest.split('>').next().unwrap())
            .filter(|tag| !tag.starts_with('!'))
            .collect()
    }

    fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()
    }

    #[test]
    fn every_tag_that_is_opened_is_closed_in_order() {
        for html in pages() {
            let mut open = Vec::new();
            for tag in tags(&html) {
                let name = tag.split_whitespace().next().unwrap();
                match name.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop(), Some(name), "{tag}"),
                    None if VOID.contains(&name) => {}
                    None => open.push(name),
                }
            }
            assert!(open.is_empty(), "{open:?}");
        }
    }

    #[test]
    fn no_id_is_used_twice_and_every_reference_leads_to_an_id() {
        for html in pages() {
            let all = tags(&html);
            let ids: Vec<_> = all.iter().filter_map(|tag| attribute(tag, "id")).collect();
            let mut once = ids.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), ids.len());
            for tag in &all {
                for name in ["for", "aria-describedby", "aria-labelledby", "data-phrases"] {
                    for id in attribute(tag, name).unwrap_or_default().split_whitespace() {
                        assert!(ids.contains(&id), "{name}={id}");
                    }
                }
                if let Some(id) = attribute(tag, "href").and_then(|href| href.strip_prefix('#')) {
                    assert!(id.is_empty() || ids.contains(&id), "#{id}");
                }
            }
        }
    }

    #[test]
    fn every_field_that_is_seen_has_a_label() {
        for html in pages() {
            let mut in_label = false;
            let labelled: Vec<_> = tags(&html)
                .iter()
                .filter_map(|tag| attribute(tag, "for"))
                .map(str::to_owned)
                .collect();
            for tag in tags(&html) {
                let name = tag.split_whitespace().next().unwrap();
                match name {
                    "label" => in_label = true,
                    "/label" => in_label = false,
                    "input" | "select" | "textarea" if attribute(tag, "type") != Some("hidden") => {
                        let named = attribute(tag, "id")
                            .is_some_and(|id| labelled.iter().any(|label| label == id));
                        assert!(in_label || named, "{tag}");
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
        for html in pages() {
            for tag in tags(&html) {
                assert!(attribute(tag, "style").is_none(), "{tag}");
                assert!(!tag.contains(" on") || attribute(tag, "onclick").is_none(), "{tag}");
                assert!(tag != "script" && tag != "style", "{tag}");
                for name in ["src", "href", "action"] {
                    let outside = attribute(tag, name)
                        .is_some_and(|to| to.starts_with("http") || to.starts_with("//"));
                    assert!(!outside, "{tag}");
                }
            }
        }
    }

    #[test]
    fn each_page_has_one_main_heading() {
        for html in pages() {
            assert_eq!(html.matches("<h1").count(), 1);
        }
    }

    #[test]
    fn a_reading_view_stays_on_every_link_of_the_portal_menu() {
        let html = portal_design(View::LargeContrast).to_string();
        assert!(html.contains("/p/verify?view=large-contrast"));
        assert!(html.contains(r#"class="view-large view-contrast""#));
    }
}
