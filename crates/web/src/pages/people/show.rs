//! One person: account, posts, certificate, what may be changed by whoever looks, and history.

use askama::Template;
use axum::{extract::Path, response::Response};
use domain::{org::Person, policy::Act};
use law::format::date_zh;

use crate::{
    Call, Held, PageError,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, PageHead, Pair},
        records::Timeline,
        shell::Shell,
        text::{Badge, Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::entry,
        show,
    },
};

/// How many events of the history are shown.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "people/show.html")]
pub struct PersonPage {
    pub shell: Shell,
    pub head: PageHead,
    pub actions: ActionBar,
    pub facts: KeyValue,
    pub history: Timeline,
    /// How many older events are not shown.
    pub older: usize,
}

/// `GET /people/{id}`
pub async fn show_one(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let person = call.load_person(&id).await?;
    let mut entries: Vec<_> =
        call.app().history(&person.stream).await?.iter().rev().map(entry).collect();
    let older = entries.len().saturating_sub(SHOWN);
    entries.truncate(SHOWN);
    let mut head = PageHead::new(person.name.clone(), format!("登录名：{}", person.login));
    head.badges = vec![state(&person)];
    let page = PersonPage {
        shell: call
            .shell("/people", vec![Link::new("人员与岗位", "/people")], &person.name)
            .await?,
        head,
        actions: ActionBar { token: call.token().to_owned(), actions: actions(&call, &person) },
        facts: KeyValue { pairs: facts(&call, &person) },
        history: Timeline { label: "账户记录".to_owned(), entries },
        older,
    };
    show(&page)
}

fn state(person: &Person) -> Badge {
    match (person.suspended, person.password_is_initial) {
        (true, _) => Badge::new("已停用", Tone::Danger),
        (false, true) => Badge::new("待改初始口令", Tone::Warning),
        (false, false) => Badge::new("在用", Tone::Good),
    }
}

/// The acts of the viewer's role; those of another administrator are shown with whose they are.
fn actions(call: &Call, person: &Held<Person>) -> Vec<Action> {
    let at = |act: &str| format!("{}/{act}", address(person));
    let open = |label: &str, act: &str, weight: Weight| Action::Open {
        label: label.to_owned(),
        href: at(act),
        weight,
    };
    let mut all = Vec::new();
    if call.could(Act::ManageAccounts) {
        all.push(open("发放初始口令", "give-password", Weight::Side));
        if person.suspended {
            all.push(Action::Send {
                label: "恢复账户".to_owned(),
                action: at("reinstate"),
                question: format!("恢复{}的账户？恢复后可以立即登录。", person.name),
                weight: Weight::Main,
            });
        } else if person.id == *call.me() {
            all.push(barred("停用账户", "不能停用自己的账户，请另一名系统管理员办理。"));
        } else {
            all.push(open("停用账户", "suspend", Weight::Danger));
        }
    } else {
        all.push(barred("账户的开立、停用、恢复和初始口令", "由系统管理员办理。"));
    }
    if call.could(Act::ManageRoles) {
        all.push(open("授予岗位", "grant-role", Weight::Main));
        if person.roles.is_empty() {
            all.push(barred("撤销岗位", "还没有授予岗位。"));
        } else {
            all.push(open("撤销岗位", "withdraw-role", Weight::Side));
        }
        all.push(open("登记执法证", "record-credential", Weight::Side));
        all.push(open("登记法律职业资格", "record-qualification", Weight::Side));
    } else {
        all.push(barred("岗位、执法证和法律职业资格", "由安全管理员办理。"));
    }
    all
}

fn barred(label: &str, reason: &str) -> Action {
    Action::Barred { label: label.to_owned(), reason: reason.to_owned(), next: None }
}

/// The address of the page of a person.
pub(super) fn address(person: &Person) -> String {
    format!("/people/{}", person.id)
}

/// What is known of the person, for this page and beside the forms.
pub(super) fn facts(call: &Call, person: &Person) -> Vec<Pair> {
    let law = call.law();
    let unit = law.unit(&person.unit).map_or_else(String::new, |unit| unit.name.clone());
    let authority = law.authority(&person.authority);
    let authority = authority.map_or_else(String::new, |authority| authority.name.clone());
    let towns = person.towns.iter().filter_map(|id| law.town(id)).map(|town| town.name.as_str());
    let towns = towns.collect::<Vec<_>>().join("、");
    let roles: Vec<&str> = person.roles.iter().map(|role| role.name_zh()).collect();
    let blank = |text: String| if text.is_empty() { Cell::Blank } else { Cell::Text(text) };
    vec![
        Pair::text("所在机构", unit),
        Pair::text("执法主体", authority),
        Pair::new("负责镇街", blank(towns)),
        Pair::new("岗位", blank(roles.join("、"))),
        certificate(call, person),
        Pair::new(
            "法律职业资格证号",
            blank(person.legal_qualification.clone().unwrap_or_default()),
        ),
    ]
}

fn certificate(call: &Call, person: &Person) -> Pair {
    let Some(held) = &person.credential else {
        return Pair::new("行政执法证", Cell::Blank).note("没有执法证，不能作为执法人员办理。");
    };
    let today = call.today();
    let valid = held.valid_from <= today && today <= held.valid_until;
    let (words, tone) =
        if valid { ("有效", Tone::Good) } else { ("不在有效期内", Tone::Danger) };
    let term = format!("{}至{}", date_zh(held.valid_from), date_zh(held.valid_until));
    Pair::new("行政执法证", Cell::badge(format!("{} {words}", held.number), tone)).note(term)
}

pub(super) fn samples() -> Vec<Sample> {
    let mut head = PageHead::new("甲某某", "登录名：jia");
    head.badges = vec![Badge::new("在用", Tone::Good)];
    let actions = vec![
        Action::Open {
            label: "授予岗位".to_owned(),
            href: "/people/1/grant-role".to_owned(),
            weight: Weight::Main,
        },
        barred("账户的开立、停用、恢复和初始口令", "由系统管理员办理。"),
    ];
    let page = PersonPage {
        shell: sample_shell("/people", "甲某某"),
        head,
        actions: ActionBar { token: "sample".to_owned(), actions },
        facts: KeyValue { pairs: vec![Pair::text("所在机构", "示例中队")] },
        history: Timeline { label: "账户记录".to_owned(), entries: Vec::new() },
        older: 3,
    };
    vec![Sample::of("person", &page)]
}
