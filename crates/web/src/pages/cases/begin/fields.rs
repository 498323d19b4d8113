//! The fields that every beginning of a case asks for, filled with what is known, and their reading.

use domain::{
    cases::{FilingSource, ProposeFiling},
    catalogue::Power,
    ids::{ItemId, PersonId, TownId},
    inspections::{Inspection, Outcome},
    party::{Party, PartyKind},
};
use jiff::civil::Date;

use super::From;
use crate::{
    Call,
    body::Reader,
    components::form::{Choice, Field, FieldKind, Form, Input, Width},
};

/// Reads the matter. What could not be read is a placeholder, and is never sent.
pub fn read(from: &From, read: &mut Reader<'_>) -> ProposeFiling {
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

/// What happened: the item and the cause.
pub fn what(call: &Call, from: &From, form: Form, help: &str) -> Form {
    let (law, today) = (call.law(), call.today());
    let known = from.inspection.as_ref().and_then(|it| law.item_at(&it.item, today).ok());
    let known = known.and_then(|item| law.item_of_matter(&item.matter, Power::Penalty));
    let items = law.items_at(Power::Penalty, today);
    let items = items.map(|it| Choice::new(it.id.as_str(), it.name.clone())).collect();
    form.field(
        Field::select("item", "权力事项", items)
            .value(known.map_or("", |item| item.id.as_str()))
            .required(),
    )
    .field(
        Field::text("cause", "案由")
            .value(known.map_or("", |item| item.name.as_str()))
            .help(help)
            .required(),
    )
}

/// Where it happened.
pub fn place(call: &Call, from: &From, form: Form) -> Form {
    let (inspected, clue) = (from.inspection.as_ref(), from.clue.as_ref());
    let town = inspected.map(|it| &it.town).or_else(|| clue.map(|it| &it.town));
    let place = inspected.map(|it| &it.place).or_else(|| clue.map(|it| &it.place));
    let towns = call.law();
    let towns = towns.towns.iter().map(|it| Choice::new(it.id.as_str(), it.name.clone())).collect();
    form.field(
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
}

/// Where the case comes from, unless the officer says otherwise.
pub const fn source(from: &From) -> FilingSource {
    match (&from.inspection, &from.clue) {
        (None, Some(_)) => FilingSource::Report,
        (Some(_), _) | (None, None) => FilingSource::Inspection,
    }
}

/// The day of the act, and of its discovery, as the inspection has them.
pub fn days(inspection: Option<&Inspection>) -> (Option<Date>, Option<Date>) {
    let Some(it) = inspection else { return (None, None) };
    let act_on = match it.handed_over() {
        Some(Outcome::HandedOver { act_on, .. }) => Some(*act_on),
        Some(Outcome::Concluded { .. }) | None => None,
    };
    (act_on, it.stage.arrival().map(|arrival| arrival.on))
}

/// What the inspection or the clue says happened.
pub fn facts(from: &From) -> String {
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

/// The party, filled in when the inspection knows it.
pub fn party(known: Option<&Party>, form: Form) -> Form {
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
