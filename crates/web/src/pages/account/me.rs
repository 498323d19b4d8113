//! One's own account: unit, posts and certificate.

use askama::Template;
use axum::response::Response;
use law::format::date_zh;

use crate::{
    Call, PageError,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        shell::Shell,
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

#[derive(Template)]
#[template(path = "account/me.html")]
pub struct MePage {
    pub shell: Shell,
    pub head: PageHead,
    pub facts: KeyValue,
}

/// `GET /account`
pub async fn show_me(call: Call) -> Result<Response, PageError> {
    let shell = call.shell("/account", Vec::new(), "我的账户").await?;
    let mut head = PageHead::new("我的账户", call.person().name.clone());
    head.links = vec![Link::new("修改口令", "/account/password")];
    show(&MePage { shell, head, facts: KeyValue { pairs: facts(&call) } })
}

fn facts(call: &Call) -> Vec<Pair> {
    let person = call.person();
    let law = call.law();
    let unit = law.unit(&person.unit).map_or_else(|| person.unit.to_string(), |u| u.name.clone());
    let authority = law.authority(&person.authority);
    let authority = authority.map_or_else(|| person.authority.to_string(), |a| a.name.clone());
    let roles: Vec<&str> = person.roles.iter().map(|role| role.name_zh()).collect();
    let towns: Vec<&str> =
        person.towns.iter().filter_map(|town| law.town(town)).map(|t| t.name.as_str()).collect();
    vec![
        Pair::text("姓名", person.name.clone()),
        Pair::text("登录名", person.login.clone()),
        Pair::text("所在机构", unit),
        Pair::text("执法主体", authority),
        Pair::text("岗位", roles.join("、")),
        Pair::text("负责镇街", if towns.is_empty() { "全部".to_owned() } else { towns.join("、") }),
        credential(call),
        Pair::text("法律职业资格证号", person.legal_qualification.clone().unwrap_or_default()),
    ]
}

fn credential(call: &Call) -> Pair {
    let Some(held) = &call.person().credential else {
        return Pair::new("行政执法证", Cell::Blank)
            .note("没有执法证件的人员不能作为执法人员办理。");
    };
    let term = format!("{}至{}", date_zh(held.valid_from), date_zh(held.valid_until));
    let today = call.today();
    let valid = held.valid_from <= today && today <= held.valid_until;
    let badge = if valid {
        Cell::badge(format!("{} 有效", held.number), Tone::Good)
    } else {
        Cell::badge(format!("{} 不在有效期内", held.number), Tone::Danger)
    };
    Pair::new("行政执法证", badge).note(term)
}

pub(super) fn samples() -> Vec<Sample> {
    let facts = KeyValue {
        pairs: vec![
            Pair::text("姓名", "甲某某"),
            Pair::new("行政执法证", Cell::badge("示例-0001 有效", Tone::Good))
                .note("至2029年12月31日"),
        ],
    };
    let mut head = PageHead::new("我的账户", "甲某某");
    head.links = vec![Link::new("修改口令", "/account/password")];
    vec![Sample::of(
        "own account",
        &MePage { shell: sample_shell("/account", "我的账户"), head, facts },
    )]
}
