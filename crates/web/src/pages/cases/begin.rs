//! 提请立案: from a handed-over inspection, from a clue, or from nothing.

use axum::{extract::Query, response::Response};
use domain::{
    cases::{Command, FilingSource, ProposeFiling},
    catalogue::Power,
    clues::Clue,
    evidence::Evidence,
    ids::{CaseId, ItemId, PersonId, TownId},
    inspections::{Inspection, Outcome},
    party::{Party, PartyKind},
    policy::Act,
    world::StreamId,
};
use jiff::civil::Date;
use law::date_zh;

use super::{
    choices::{officers, officers_field},
    panel::{Panel, Part},
    step::{StepPage, refuse},
};
use crate::{
    Call, FormBody, PageError,
    body::{DRAFT_FIELD, Reader},
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Choice, Field, FieldKind, Form, Input, Width},
        notice::{EmptyState, Notice},
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::{see_other, show},
};

/// What the case sets out from.
#[derive(Default)]
pub(super) struct From {
    pub inspection: Option<Inspection>,
    pub clue: Option<Clue>,
}

pub(super) async fn load(call: &Call, inspection: &str, clue: &str) -> Result<From, PageError> {
    let mut from = From::default();
    if !inspection.is_empty() {
        from.inspection = Some(call.load_inspection(inspection).await?.thing);
    } else if !clue.is_empty() {
        from.clue = Some(call.load_clue(clue).await?.thing);
    }
    Ok(from)
}

/// `GET /cases/new`
pub async fn ask(
    call: Call,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let get = |key: &str| sent.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value);
    let from = load(&call, get("inspection"), get("clue")).await?;
    let form = call.with_draft(form(&call, &from), &draft_key(&from)).await?;
    show(&page(&call, &from, form).await?)
}

/// `POST /cases/new`
pub async fn act(call: Call, body: FormBody) -> Result<Response, PageError> {
    let from = load(&call, body.get("inspection"), body.get("clue")).await?;
    let form = form(&call, &from);
    match propose(&call, &form, &from, &body).await {
        Ok(id) => Ok(see_other(&format!("/cases/{id}?done={}", Act::ProposeFiling.slug()))),
        Err(error) => {
            let trouble = error.on_form()?;
            let key = draft_key(&from);
            let form = trouble.fill(form, &body).field(Field::hidden(DRAFT_FIELD, key.clone()));
            refuse(page(&call, &from, form.draft(key)).await?, trouble)
        }
    }
}

async fn propose(
    call: &Call,
    form: &Form,
    from: &From,
    body: &FormBody,
) -> Result<CaseId, PageError> {
    let mut read = body.reader(form);
    let mut command = read_command(from, &mut read);
    // Whoever proposes the case leads it.
    command.handlers.sort_by_key(|handler| handler != call.me());
    read.finish()?;
    let id = CaseId::new(body.command_id().0);
    let command = domain::Command::Case(Command::ProposeFiling(Box::new(command)));
    call.run(&StreamId::case(&id), body, command).await?;
    Ok(id)
}

pub(super) fn read_command(from: &From, read: &mut Reader<'_>) -> ProposeFiling {
    ProposeFiling {
        item: ItemId::new(read.text("item")),
        cause: read.text("cause"),
        town: TownId::new(read.text("town")),
        place: read.private("place"),
        source: read.choice("source", FilingSource::Inspection),
        inspection: from.inspection.as_ref().map(|it| it.id.clone()),
        clue: from.clue.as_ref().map(|it| it.id.clone()),
        party: Party {
            kind: read.choice("party_kind", PartyKind::Citizen),
            name: read.private("party_name"),
            id_number: read.private("party_id_number"),
            address: read.private("party_address"),
            phone: read.private_if("party_phone"),
            representative: read.private_if("party_representative"),
            born_on: read.date_if("party_born_on"),
        },
        facts: read.private("facts"),
        act_on: read.date("act_on"),
        discovered_on: read.date("discovered_on"),
        handlers: read.list("handlers").into_iter().map(PersonId::new).collect(),
    }
}

fn draft_key(from: &From) -> String {
    let inspection = from.inspection.as_ref().map(|it| it.id.to_string());
    let origin = inspection.or_else(|| from.clue.as_ref().map(|it| it.id.to_string()));
    format!("propose-filing-{}", origin.unwrap_or_else(|| "new".to_owned()))
}

fn form(call: &Call, from: &From) -> Form {
    let inspection = from.inspection.as_ref().map(|it| it.id.as_str());
    let clue = from.clue.as_ref().map(|it| it.id.as_str());
    let cancel = match (inspection, clue) {
        (Some(id), _) => Link::new("返回检查", format!("/inspections/{id}")),
        (None, Some(id)) => Link::new("返回线索", format!("/clues/{id}")),
        (None, None) => Link::new("返回案件列表", "/cases"),
    };
    let form = call
        .form("/cases/new")
        .titled("提请立案", "发现公民、法人或者其他组织有依法应当给予行政处罚的行为的，必须全面、客观、公正地调查；符合立案标准的应当及时立案（《行政处罚法》第五十四条）。")
        .field(Field::hidden("inspection", inspection.unwrap_or_default()))
        .field(Field::hidden("clue", clue.unwrap_or_default()))
        .cancel(cancel)
        .submit("提请立案");
    let form = matter(call, from, form);
    let form = party(from.inspection.as_ref().map(|it| &it.object), form);
    let choices = officers(&call.people(), &call.person().unit, call.today());
    form.field(Field::heading("承办人", "提请人为主办人。")).field(officers_field(
        "handlers",
        "承办人",
        choices,
        [call.me().to_string()],
    ))
}

/// What happened, where and when.
fn matter(call: &Call, from: &From, form: Form) -> Form {
    let law = call.law();
    let today = call.today();
    let inspected = from.inspection.as_ref();
    let matter = inspected.and_then(|it| law.item_at(&it.item, today).ok());
    let known = matter.and_then(|item| law.item_of_matter(&item.matter, Power::Penalty));
    let items = law.items_at(Power::Penalty, today);
    let items = items.map(|it| Choice::new(it.id.as_str(), it.name.clone())).collect();
    let towns = law.towns.iter().map(|it| Choice::new(it.id.as_str(), it.name.clone())).collect();
    let sources = FilingSource::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
    let clue = from.clue.as_ref();
    let town = inspected.map(|it| &it.town).or_else(|| clue.map(|it| &it.town));
    let place = inspected.map(|it| &it.place).or_else(|| clue.map(|it| &it.place));
    let source = match (inspected, clue) {
        (None, Some(_)) => FilingSource::Report,
        (Some(_), _) | (None, None) => FilingSource::Inspection,
    };
    let (act_on, discovered_on) = days(inspected);
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    form.field(Field::heading("案情", ""))
        .field(
            Field::select("item", "权力事项", items)
                .value(known.map_or("", |item| item.id.as_str()))
                .required(),
        )
        .field(
            Field::text("cause", "案由")
                .value(known.map_or("", |item| item.name.as_str()))
                .help("违法行为的简短名称，如“在公路上堆放物品影响公路畅通”；不写当事人姓名。")
                .required(),
        )
        .field(Field::radio("source", "案件来源", sources).value(source.slug()).required())
        .field(
            Field::select("town", "镇街", towns)
                .value(town.map_or("", |town| town.as_str()))
                .width(Width::Half)
                .required(),
        )
        .field(
            Field::text("place", "地点")
                .value(place.map_or("", |place| place.reveal()))
                .width(Width::Half)
                .required(),
        )
        .field(
            Field::date("act_on", "违法行为日期")
                .value(day(act_on))
                .help("连续或者继续的行为，填终了或者最后一次发现的日期。")
                .required(),
        )
        .field(
            Field::date("discovered_on", "发现日期")
                .value(day(discovered_on))
                .help("最早的检查记录或者查实的举报的日期。")
                .required(),
        )
        .field(Field::textarea("facts", "案件基本情况", 5).value(facts(from)).required())
}

/// The day of the act, and of its discovery, as the inspection has them.
pub(super) fn days(inspection: Option<&Inspection>) -> (Option<Date>, Option<Date>) {
    let Some(it) = inspection else { return (None, None) };
    let act_on = match it.handed_over() {
        Some(Outcome::HandedOver { act_on, .. }) => Some(*act_on),
        Some(Outcome::Concluded { .. }) | None => None,
    };
    (act_on, it.stage.arrival().map(|arrival| arrival.on))
}

/// What the inspection or the clue says happened.
pub(super) fn facts(from: &From) -> String {
    if let Some(it) = &from.inspection {
        let mut lines = Vec::new();
        if let Some(Outcome::HandedOver { summary, .. }) = it.handed_over() {
            lines.push(summary.reveal().to_owned());
        }
        lines.extend(it.stage.findings().map(|found| found.narrative.reveal().to_owned()));
        return lines.join("\n");
    }
    from.clue.as_ref().map_or_else(String::new, |it| it.words.reveal().to_owned())
}

pub(super) fn party(known: Option<&Party>, form: Form) -> Form {
    let text = |pick: fn(&Party) -> &domain::Private| {
        let value = known.map(pick).filter(|value| !value.is_blank());
        value.map_or_else(String::new, |value| value.reveal().to_owned())
    };
    let line = |key: &str, label: &str, kind: Input, value: String| {
        Field::new(key, label, FieldKind::Text(kind)).width(Width::Half).value(value)
    };
    let kinds = ["citizen", "sole-trader", "organisation"];
    let kinds = kinds.iter().zip(PartyKind::ALL);
    let chosen = kinds.clone().find(|(_, kind)| known.is_some_and(|party| party.kind == *kind));
    let chosen = chosen.map_or("", |(slug, _)| *slug);
    let choices = kinds.map(|(slug, kind)| Choice::new(*slug, kind.name_zh())).collect();
    let born = known.and_then(|party| party.born_on).map(|day| day.to_string());
    form.field(Field::heading("当事人", "按身份证或者营业执照填写。"))
        .field(Field::radio("party_kind", "当事人类别", choices).value(chosen).required())
        .field(line("party_name", "姓名或者名称", Input::Plain, text(|it| &it.name)).required())
        .field(
            line("party_id_number", "证件号码", Input::Plain, text(|it| &it.id_number))
                .help("个人填身份证号，单位填统一社会信用代码。")
                .required(),
        )
        .field(
            line("party_address", "住址或者住所", Input::Plain, text(|it| &it.address)).required(),
        )
        .field(line("party_phone", "联系电话", Input::Phone, text(|it| &it.phone)))
        .field(line(
            "party_representative",
            "法定代表人、负责人或者经营者",
            Input::Plain,
            text(|it| &it.representative),
        ))
        .field(
            Field::date("party_born_on", "出生日期")
                .value(born.unwrap_or_default())
                .help("个人没有身份证号时填写。"),
        )
}

async fn page(call: &Call, from: &From, form: Form) -> Result<StepPage, PageError> {
    let title = Act::ProposeFiling.name_zh();
    let mut shell = call.shell("/cases", vec![Link::new("案件", "/cases")], title).await?;
    if from.inspection.is_none() && from.clue.is_none() {
        let words = "中队检查发现的违法行为，请从检查页面提请立案，证据和笔录会自动入卷。";
        shell
            .notices
            .push(Notice::new(Tone::Info, words).then(Link::new("查看检查", "/inspections")));
    }
    let beside = beside(call, from);
    Ok(StepPage {
        shell,
        head: PageHead::new(title, "立案由行政机关负责人审批"),
        refusals: Vec::new(),
        barred: Vec::new(),
        above: Vec::new(),
        form: Some(form),
        beside,
    })
}

/// What the case comes from.
pub(super) fn beside(call: &Call, from: &From) -> Vec<Panel> {
    let mut beside = Vec::new();
    beside.extend(from.inspection.as_ref().map(|it| inspection_panel(call, it)));
    beside.extend(from.clue.as_ref().map(clue_panel));
    beside
}

fn inspection_panel(call: &Call, it: &Inspection) -> Panel {
    let law = call.law();
    let people = call.people();
    let unit = law.unit(&it.unit).map_or_else(String::new, |unit| unit.name.clone());
    let officers: Vec<String> = it.officers.iter().map(|id| people.name(id)).collect();
    let mut pairs = vec![
        Pair::text("检查单位", unit),
        Pair::text("检查人员", officers.join("、")),
        Pair::text("检查对象", it.object.public_name()),
    ];
    if let Some(arrival) = it.stage.arrival() {
        pairs.push(Pair::text("到场日期", date_zh(arrival.on)));
    }
    let mut table = DataTable::new(
        "随检查移交的证据",
        ["证据", "校验值"].map(Column::new).to_vec(),
        EmptyState::new("没有证据", "这次检查没有固定证据。"),
    );
    table.rows = it.evidence.iter().map(evidence_row).collect();
    Panel::new("", "来自检查")
        .with(Part::Pairs(KeyValue { pairs }))
        .with(Part::table(table))
        .with(Part::Links(vec![Link::new("查看检查", format!("/inspections/{}", it.id))]))
}

fn evidence_row(it: &Evidence) -> Vec<Cell> {
    let tail = it
        .blob
        .as_ref()
        .and_then(|blob| blob.sha256.get(blob.sha256.len().saturating_sub(8)..).map(str::to_owned));
    vec![Cell::lines(it.name.clone(), it.kind.name_zh()), tail.map_or(Cell::Blank, Cell::figure)]
}

fn clue_panel(it: &Clue) -> Panel {
    Panel::new("", "来自线索")
        .with(Part::Pairs(KeyValue {
            pairs: vec![
                Pair::new("受理号", Cell::figure(it.receipt.clone())),
                Pair::text("类别", it.category.clone()),
            ],
        }))
        .with(Part::words(it.words.reveal()))
        .with(Part::Links(vec![Link::new("查看线索", format!("/clues/{}", it.id))]))
}
