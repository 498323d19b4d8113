//! Propose an inspection, on its own or for a clue (申请检查).

use axum::{extract::Query, response::Response};
use domain::{
    Command, StreamId,
    catalogue::Power,
    clues::Clue,
    competence,
    ids::{InspectionId, ItemId, PersonId, TownId},
    inspections::{self, BeyondCap, Occasion, ProposeInspection},
    org::Person,
    party::{Party, PartyKind},
};
use serde::Deserialize;

use super::card;
use crate::{
    Call, FormBody, PageError, Reader,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Choice, Field, FieldKind, Form, Input, Width},
        text::Link,
    },
    pages::{clues::places, see_other, shared::FormPage},
};

const HERE: &str = "/inspections/new";

/// The clue that the inspection answers, if it does.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Origin {
    clue: String,
}

/// `GET /inspections/new`
pub async fn ask(call: Call, Query(origin): Query<Origin>) -> Result<Response, PageError> {
    let clue = clue_of(&call, &origin.clue).await?;
    let key = format!("propose-inspection-{}", origin.clue);
    let form = call.with_draft(form(&call, clue.as_ref()), &key).await?;
    page(&call, clue.as_ref(), form).await?.show()
}

/// `POST /inspections/new`
pub async fn act(call: Call, body: FormBody) -> Result<Response, PageError> {
    let clue = clue_of(&call, body.get("clue")).await?;
    let form = form(&call, clue.as_ref());
    let id = InspectionId::new(body.command_id().0);
    let run = async {
        let command = read(body.reader(&form), clue.as_ref())?;
        let command = Command::Inspection(inspections::Command::Propose(command));
        call.run(&StreamId::inspection(&id), &body, command).await
    };
    match run.await {
        Ok(_) => Ok(see_other(&format!("/inspections/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, clue.as_ref(), form).await?.show_again(trouble)
        }
    }
}

async fn clue_of(call: &Call, id: &str) -> Result<Option<Clue>, PageError> {
    if id.is_empty() {
        return Ok(None);
    }
    Ok(Some(call.load_clue(id).await?.thing))
}

fn read(mut read: Reader<'_>, clue: Option<&Clue>) -> Result<ProposeInspection, PageError> {
    let command = ProposeInspection {
        item: ItemId::new(read.text("item")),
        object: Party {
            kind: read.choice("object_kind", PartyKind::Organisation),
            name: read.private("object_name"),
            id_number: read.private_if("object_id_number"),
            address: read.private_if("object_address"),
            phone: read.private_if("object_phone"),
            representative: read.private_if("object_representative"),
            born_on: read.date_if("object_born_on"),
        },
        town: TownId::new(read.text("town")),
        area: read.text_if("area"),
        place: read.private("place"),
        officers: read.list("officers").into_iter().map(PersonId::new).collect(),
        occasion: read.choice("occasion", Occasion::Routine),
        planned_on: read.date("planned_on"),
        urgent: read.text_if("urgent"),
        clue: clue.map(|clue| clue.id.clone()),
        beyond: read.choice_if("beyond"),
    };
    read.finish()?;
    Ok(command)
}

fn form(call: &Call, clue: Option<&Clue>) -> Form {
    let form = call.form(HERE).titled(
        "申请检查",
        "检查前须经行政机关负责人批准；情况紧急的写明理由先行检查，事后补办。检查只能对已公布、当日有效的事项进行。",
    );
    let form = form.field(Field::hidden("clue", clue.map_or("", |clue| clue.id.as_str())));
    let form = what(call, clue, form);
    let form = object(form);
    let form = place(call, clue, form);
    let form = who(call, form);
    form.submit("提交审批").cancel(Link::new(
        "返回",
        clue.map_or_else(|| "/inspections".to_owned(), |clue| format!("/clues/{}", clue.id)),
    ))
}

/// The items in force, each with who inspects it where that is not the person's own unit.
fn what(call: &Call, clue: Option<&Clue>, form: Form) -> Form {
    let law = call.law();
    let today = call.today();
    let unit = &call.person().unit;
    let town = clue.map(|clue| &clue.town).or_else(|| call.person().towns.first());
    let items = law.items_at(Power::Inspection, today).map(|item| {
        let choice = Choice::new(item.id.as_str(), &item.name);
        let area = clue.and_then(|clue| clue.area.as_deref());
        let found = town.map(|town| competence::inspecting_unit(&law, &item.id, town, area, today));
        match found {
            Some(Ok(found)) if found.unit != *unit => {
                choice.help(format!("此地由{}承办", found.unit_name))
            }
            Some(Err(_)) => choice.help("此地没有承办机构"),
            Some(Ok(_)) | None => choice,
        }
    });
    let mut item = Field::select("item", "检查事项", items.collect()).required();
    if let Some(known) = clue.and_then(Clue::dispatch).and_then(|sent| sent.item.as_ref()) {
        item = item.value(known.as_str());
    }
    let occasion = if clue.is_some() { Occasion::Clue } else { Occasion::Routine };
    let occasions = Occasion::ALL.iter().map(|one| Choice::new(one.slug(), one.name_zh()));
    let reasons = BeyondCap::ALL.map(|one| Choice::new(one.slug(), one.name_zh())).to_vec();
    form.field(item)
        .field(
            Field::radio("occasion", "任务来源", occasions.collect())
                .value(occasion.slug())
                .required(),
        )
        .field(
            Field::select("beyond", "超出年度频次上限的事由", reasons)
                .help("对企业的检查超出主管部门公布的年度频次上限时选择；没有超出的不选。超出的检查同样登记、计入统计。"),
        )
}

fn object(form: Form) -> Form {
    let kinds = [
        (PartyKind::Citizen, "citizen"),
        (PartyKind::SoleTrader, "sole-trader"),
        (PartyKind::Organisation, "organisation"),
    ];
    let kinds = kinds.map(|(kind, slug)| Choice::new(slug, kind.name_zh())).to_vec();
    form.field(Field::heading("检查对象", "按证照填写；进场前不清楚的证件号码可以先留空。"))
        .field(Field::radio("object_kind", "对象类型", kinds).value("organisation").required())
        .field(Field::text("object_name", "姓名或者名称").width(Width::Half).required())
        .field(Field::text("object_id_number", "身份证号或者统一社会信用代码").width(Width::Half))
        .field(Field::text("object_representative", "法定代表人或者负责人").width(Width::Half))
        .field(
            Field::new("object_phone", "联系电话", FieldKind::Text(Input::Phone))
                .width(Width::Half),
        )
        .field(Field::text("object_address", "住址或者地址").width(Width::Half))
        .field(Field::date("object_born_on", "出生日期（个人）"))
}

fn place(call: &Call, clue: Option<&Clue>, form: Form) -> Form {
    let law = call.law();
    let own = &call.person().towns;
    let town = clue
        .map(|clue| clue.town.as_str())
        .or_else(|| own.first().filter(|_| own.len() == 1).map(TownId::as_str))
        .unwrap_or_default();
    let area = clue.and_then(|clue| clue.area.clone()).unwrap_or_default();
    let known = clue.map(|clue| &clue.place).filter(|place| !place.is_blank());
    form.field(Field::heading("检查地点", "地点决定由谁承办，跨辖区的检查会被拒绝并说明由谁办理。"))
        .field(
            Field::select(
                "town",
                "所在镇街",
                places::towns(&law, &std::collections::BTreeSet::new()),
            )
            .value(town)
            .width(Width::Half)
            .required(),
        )
        .field(
            Field::select("area", "是否在城区、园区内", places::areas(&law))
                .value(area)
                .width(Width::Half),
        )
        .field(
            Field::text("place", "详细地点")
                .value(known.map_or("", |place| place.reveal()))
                .required(),
        )
}

fn who(call: &Call, form: Form) -> Form {
    let today = call.today();
    let people = call.people();
    let unit = &call.person().unit;
    let colleagues: Vec<&Person> =
        people.all().filter(|person| person.unit == *unit && !person.suspended).collect();
    form.field(Field::heading(
        "人员和时间",
        "《行政处罚法》第四十二条：执法人员不得少于两人，并持有执法证件。",
    ))
    .field(card::picker(call, colleagues, std::slice::from_ref(call.me()), today))
    .field(Field::date("planned_on", "计划检查日期").value(today.to_string()).required())
    .field(
        Field::textarea("urgent", "紧急理由", 2)
            .help("只有来不及报批、必须当场检查的才填写；填写后可以先进场，事后补办审批。"),
    )
}

async fn page(call: &Call, clue: Option<&Clue>, form: Form) -> Result<FormPage, PageError> {
    let mut above = vec![Link::new("检查", "/inspections")];
    if let Some(clue) = clue {
        above = crate::pages::clues::above(clue);
    }
    let shell = call.shell("/inspections", above, "申请检查").await?;
    let page = FormPage::new(shell, PageHead::new("申请检查", ""), form);
    Ok(match clue {
        Some(clue) => page.beside("来自线索", facts(call, clue)),
        None => page,
    })
}

fn facts(call: &Call, clue: &Clue) -> KeyValue {
    let mut facts = crate::pages::clues::facts(call, clue);
    if let Some(sent) = clue.dispatch() {
        facts.pairs.push(Pair::text("派单理由", sent.why.clone()));
    }
    facts
}
