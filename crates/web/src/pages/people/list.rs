//! Everybody with an account, with filters by unit, post, state and certificate.

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{
    org::Person,
    packs::Jurisdiction,
    policy::{Act, Role},
};
use jiff::{ToSpan, civil::Date};
use law::format::date_zh;
use serde::Deserialize;

use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        form::{Choice, Field},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Filters},
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

/// How many days before its end a certificate is said to end soon.
const SOON: i64 = 60;

#[derive(Template)]
#[template(path = "people/list.html")]
pub struct PeoplePage {
    pub shell: Shell,
    pub head: PageHead,
    pub filters: Filters,
    pub table: DataTable,
}

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    q: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    certificate: String,
}

/// `GET /people`
pub async fn list(call: Call, Query(wish): Query<Wish>) -> Result<Response, PageError> {
    let law = call.law();
    let roster = call.people();
    let today = call.today();
    let mut people: Vec<&Person> =
        roster.all().filter(|person| wish.takes(person, today)).collect();
    people.sort_by(|a, b| (&a.unit, &a.name, &a.id).cmp(&(&b.unit, &b.name, &b.id)));
    let mut head = PageHead::new("人员与岗位", format!("符合条件的{}人", people.len()));
    if call.could(Act::ManageAccounts) {
        head.links = vec![Link::new("开立账户", "/people/new")];
    }
    let page = PeoplePage {
        shell: call.shell("/people", Vec::new(), "人员与岗位").await?,
        head,
        filters: filters(&wish, units(&law)),
        table: table(people.iter().map(|person| row(person, &law, today)).collect()),
    };
    show(&page)
}

impl Wish {
    fn takes(&self, person: &Person, today: Date) -> bool {
        let words = self.q.trim();
        let state = if person.suspended { "suspended" } else { "active" };
        let role = Role::from_slug(&self.role);
        (words.is_empty() || person.name.contains(words) || person.login.contains(words))
            && (self.unit.is_empty() || person.unit.as_str() == self.unit)
            && (self.role.is_empty() || role.is_some_and(|role| person.roles.contains(&role)))
            && (self.state.is_empty() || self.state == state)
            && (self.certificate.is_empty() || self.certificate == standing(person, today).0)
    }
}

/// How a certificate stands: its id in the filter, the words, the tone.
fn standing(person: &Person, today: Date) -> (&'static str, &'static str, Tone) {
    let soon = today.checked_add(SOON.days()).unwrap_or(today);
    match &person.credential {
        None => ("none", "无执法证", Tone::Plain),
        Some(held) if held.valid_until < today => ("lapsed", "已过期", Tone::Danger),
        Some(held) if today < held.valid_from => ("lapsed", "尚未生效", Tone::Warning),
        Some(held) if held.valid_until <= soon => ("soon", "即将到期", Tone::Warning),
        Some(_) => ("valid", "有效", Tone::Good),
    }
}

fn units(law: &Jurisdiction) -> Vec<Choice> {
    law.units.iter().map(|unit| Choice::new(unit.id.as_str(), unit.name.clone())).collect()
}

fn filters(wish: &Wish, units: Vec<Choice>) -> Filters {
    let roles = Role::ALL.map(|role| Choice::new(role.slug(), role.name_zh())).into();
    let states = vec![Choice::new("active", "在用"), Choice::new("suspended", "已停用")];
    let certificates = vec![
        Choice::new("valid", "有效"),
        Choice::new("soon", format!("{SOON}日内到期")),
        Choice::new("lapsed", "不在有效期内"),
        Choice::new("none", "无执法证"),
    ];
    Filters {
        action: "/people".to_owned(),
        fields: vec![
            Field::text("q", "姓名或者登录名").value(&wish.q),
            Field::select("unit", "单位", units).value(&wish.unit),
            Field::select("role", "岗位", roles).value(&wish.role),
        ],
        more: vec![
            Field::select("state", "账户", states).value(&wish.state),
            Field::select("certificate", "执法证", certificates).value(&wish.certificate),
        ],
        reset: "/people".to_owned(),
        hidden: Vec::new(),
    }
}

fn row(person: &Person, law: &Jurisdiction, today: Date) -> Vec<Cell> {
    let unit = law.unit(&person.unit).map_or_else(String::new, |unit| unit.name.clone());
    let roles: Vec<&str> = person.roles.iter().map(|role| role.name_zh()).collect();
    let (_, words, tone) = standing(person, today);
    let until =
        person.credential.as_ref().map_or_else(String::new, |held| date_zh(held.valid_until));
    let state = match (person.suspended, person.password_is_initial) {
        (true, _) => Cell::badge("已停用", Tone::Danger),
        (false, true) => Cell::badge("待改初始口令", Tone::Warning),
        (false, false) => Cell::badge("在用", Tone::Good),
    };
    vec![
        Cell::link(person.name.clone(), format!("/people/{}", person.id)),
        Cell::text(person.login.clone()),
        Cell::text(unit),
        Cell::text(if roles.is_empty() { "未授予".to_owned() } else { roles.join("、") }),
        Cell::badge(words, tone),
        if until.is_empty() { Cell::Blank } else { Cell::figure(until) },
        state,
    ]
}

fn table(rows: Vec<Vec<Cell>>) -> DataTable {
    let columns =
        ["姓名", "登录名", "单位", "岗位", "执法证", "有效期至", "账户"].map(Column::new).into();
    let empty = EmptyState::new("没有符合条件的人员", "请改变查询条件，或者重置后再查。");
    let mut table = DataTable::new("人员与岗位", columns, empty);
    table.rows = rows;
    table
}

pub(super) fn samples() -> Vec<Sample> {
    let row = vec![
        Cell::link("甲某某", "/people/1"),
        Cell::text("jia"),
        Cell::text("示例中队"),
        Cell::text("办案人员"),
        Cell::badge("即将到期", Tone::Warning),
        Cell::figure("2026年3月31日"),
        Cell::badge("在用", Tone::Good),
    ];
    let page = |rows: Vec<Vec<Cell>>| PeoplePage {
        shell: sample_shell("/people", "人员与岗位"),
        head: PageHead::new("人员与岗位", "符合条件的1人"),
        filters: filters(&Wish::default(), vec![Choice::new("a", "示例中队")]),
        table: table(rows),
    };
    vec![Sample::of("people", &page(vec![row])), Sample::of("people none", &page(Vec::new()))]
}
