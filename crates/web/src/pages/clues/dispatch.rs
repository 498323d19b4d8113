//! Dispatch a clue: choose the item, read who is competent, send it there with a time limit (派单).

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command,
    clues::{self, Clue, DispatchClue},
    ids::{ItemId, UnitId},
    packs::{Jurisdiction, UnitKind},
};
use jiff::civil::Date;
use law::{Period, Roll, reckon};
use serde::Deserialize;

use super::{guess, places, show};
use crate::{
    Call, FormBody, FormTrouble, Held, PageError,
    components::{
        blocks::{KeyValue, PageHead},
        form::{Choice, Field, Form, Width},
        notice::RefusalBox,
        shell::Shell,
        table::Filters,
        text::Link,
    },
    pages::{
        samples::{Sample, sample_shell},
        see_other, show_as,
        tools::answer::AnswerBox,
    },
};

/// The item when it is not clear yet.
const UNCLEAR: &str = "unclear";

/// The item that was chosen; none means the best guess.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    item: String,
}

#[derive(Template)]
#[template(path = "clues/dispatch.html")]
pub struct DispatchPage {
    pub shell: Shell,
    pub head: PageHead,
    pub refusals: Vec<RefusalBox>,
    pub picker: Filters,
    pub hits: Vec<Link>,
    pub answer: Option<AnswerBox>,
    pub form: Form,
    pub facts: KeyValue,
}

/// `GET /clues/{id}/dispatch-clue`
pub async fn ask(
    call: Call,
    Path(id): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    let item = chosen_item(&call, &clue, &chosen.item);
    let form = form(&call, &clue, item.as_ref());
    let mut page = page(&call, &clue, item.as_ref(), form).await?;
    page.refusals = show::barred(&call, &clue, call.act()).await?;
    show_as(StatusCode::OK, &page)
}

/// `POST /clues/{id}/dispatch-clue`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    let sent = body.get("item");
    let item = chosen_item(&call, &clue, if sent.is_empty() { UNCLEAR } else { sent });
    let form = form(&call, &clue, item.as_ref());
    match send(&call, &clue, &form, &body).await {
        Ok(()) => Ok(see_other(&format!("/clues/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            let page = page(&call, &clue, item.as_ref(), form).await?;
            again(page, trouble)
        }
    }
}

fn again(mut page: DispatchPage, trouble: FormTrouble) -> Result<Response, PageError> {
    page.refusals = trouble.refusals;
    page.shell.notices.extend(trouble.notices);
    show_as(trouble.status, &page)
}

async fn send(
    call: &Call,
    clue: &Held<Clue>,
    form: &Form,
    body: &FormBody,
) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let command = DispatchClue {
        unit: UnitId::new(read.text("unit")),
        item: read.text_if("item").map(ItemId::new),
        due_on: read.date("due_on"),
        note: read.text_if("note").unwrap_or_default(),
    };
    read.finish()?;
    call.run(&clue.stream, body, Command::Clue(clues::Command::Dispatch(command))).await?;
    Ok(())
}

/// The item of the address, the best guess without one, none when it is said to be unclear.
fn chosen_item(call: &Call, clue: &Clue, chosen: &str) -> Option<ItemId> {
    match chosen {
        "" => guess::item(&call.law(), clue, call.today()),
        UNCLEAR => None,
        id => Some(ItemId::new(id)),
    }
}

fn form(call: &Call, clue: &Held<Clue>, item: Option<&ItemId>) -> Form {
    let law = call.law();
    let today = call.today();
    let answer = item.map(|item| guess::answer(&law, clue, item, today));
    let competent = answer.as_ref().and_then(|answer| answer.competent());
    let unit = competent
        .map(|found| found.unit.clone())
        .or_else(|| law.squad_of(&clue.town).map(|squad| squad.id.clone()));
    let help = match competent {
        Some(found) => format!("按事项和地点，由{}承办。", found.unit_name),
        None => "事项不明确的，先派当地中队核实。".to_owned(),
    };
    let mut units = Field::select("unit", "派给哪个单位", units(&law, clue)).help(help).required();
    if let Some(unit) = unit {
        units = units.value(unit.as_str());
    }
    call.form_on(format!("/clues/{}/dispatch-clue", clue.id), clue)
        .titled("派单", "派出后由承办单位签收；签收之前，由首先接到的单位负责。")
        .field(Field::hidden("item", item.map_or("", ItemId::as_str)))
        .field(units.width(Width::Half))
        .field(
            Field::date("due_on", "办理期限")
                .help(format!("含当日。本地建议为{}，可以修改。", limit(&law)))
                .value(proposed(&law, today).to_string())
                .required(),
        )
        .field(Field::textarea("note", "交办要求", 3).help("选填，承办单位可以看到。"))
        .submit("派单")
        .cancel(Link::new("返回线索", format!("/clues/{}", clue.id)))
}

fn proposed(law: &Jurisdiction, today: Date) -> Date {
    reckon(today, limit(law), Roll::Strict, &law.calendar).map_or(today, |counted| counted.last)
}

/// The time limit of the place; the dispatcher may change it.
fn limit(law: &Jurisdiction) -> Period {
    Period::WorkingDays(law.dispatch.working_days)
}

/// The units that may get a clue of the town: the brigade, the squads and the town's own office.
fn units(law: &Jurisdiction, clue: &Clue) -> Vec<Choice> {
    law.units
        .iter()
        .filter(|unit| match unit.kind {
            UnitKind::Brigade | UnitKind::Squad => true,
            UnitKind::TownOffice => unit.towns.contains(&clue.town),
            UnitKind::Leaders | UnitKind::Legal | UnitKind::Office | UnitKind::Oversight => false,
        })
        .map(|unit| {
            let towns: Vec<&str> =
                unit.towns.iter().map(|town| places::town_name(law, town)).collect();
            Choice::new(unit.id.as_str(), &unit.name).help(towns.join("、"))
        })
        .collect()
}

async fn page(
    call: &Call,
    clue: &Held<Clue>,
    item: Option<&ItemId>,
    form: Form,
) -> Result<DispatchPage, PageError> {
    let law = call.law();
    let here = format!("/clues/{}/dispatch-clue", clue.id);
    let mut items = places::items(&law, call.today());
    items.push(Choice::new(UNCLEAR, "事项尚不明确，先行核实"));
    let answer = item.map(|item| guess::drawn(&law, clue, item, call.today()));
    let hits = guess::hits(&law, clue).into_iter();
    Ok(DispatchPage {
        shell: call.shell("/clues", show::above(clue), "派单").await?,
        head: PageHead::new("派单", format!("{}：{}", clue.category, clue.receipt)),
        refusals: Vec::new(),
        picker: picker(&here, items, item),
        hits: hits.map(|hit| Link::new(hit.name, format!("{here}?item={}", hit.item))).collect(),
        answer,
        form,
        facts: show::facts(call, clue),
    })
}

fn picker(here: &str, items: Vec<Choice>, item: Option<&ItemId>) -> Filters {
    Filters {
        action: format!("{here}#who"),
        fields: vec![
            Field::select("item", "属于哪个事项", items)
                .value(item.map_or(UNCLEAR, ItemId::as_str)),
        ],
        more: Vec::new(),
        reset: here.to_owned(),
        hidden: Vec::new(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let page = DispatchPage {
        shell: sample_shell("/clues", "派单"),
        head: PageHead::new("派单", "示例事项：示例编号"),
        refusals: Vec::new(),
        picker: picker("/clues/1/dispatch-clue", Vec::new(), None),
        hits: vec![Link::new("示例事项", "/clues/1/dispatch-clue?item=1")],
        answer: None,
        form: Form::new("/clues/1/dispatch-clue", "sample")
            .field(Field::date("due_on", "办理期限").required()),
        facts: KeyValue { pairs: Vec::new() },
    };
    vec![Sample::of("dispatch a clue", &page)]
}
