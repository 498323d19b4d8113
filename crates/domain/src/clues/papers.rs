//! The papers of a clue: the record of each dispatch, and the register sheet once it is known what
//! became of it. The reporter stands on neither.

use jiff::tz::TimeZone;
use law::{date_zh, datetime_zh};

use super::{Clue, Dispatch, Event, Outcome};
use crate::documents::{Document, Issue, Sheet, Signature, correct, issue, signature_of};
use crate::ids::PersonId;
use crate::{Refused, Setting};

/// The register sheet.
const FORM: &str = "EX-01";
/// What stands where the reporter would.
const SEALED: &str = "另行密封保存，不在本表记载";
/// What a unit does that holds the matter for another's.
const DISPUTE: &str = "不属于本单位职权的，签收之前退单，写明理由和应由谁办理；\
                       下一个单位签收之前，由首先接到的单位负责。";

/// EX-32 派单记录, in the name of the town; none where the pack has no authority for the town.
///
/// # Errors
/// The pack has no such form, or a field is missing.
pub(super) fn dispatch_record(
    clue: &Clue,
    dispatch: &Dispatch,
    setting: &Setting<'_>,
) -> Result<Option<Document>, Refused> {
    let Some(authority) = setting.law.town_authority(&clue.town) else { return Ok(None) };
    let law = setting.law;
    let unit = law.unit(&dispatch.unit).map_or("", |unit| unit.name.as_str());
    let item = dispatch.item.as_ref().and_then(|id| law.item_at(id, setting.today).ok());
    let sheet = Sheet::new("EX-32")
        .text("receipt", clue.receipt.as_str())
        .text("source", clue.source.name_zh())
        .text("matter", matter(clue))
        .text("place", place(clue, setting))
        .text("item", item.map_or("尚不明确，先行核实", |item| item.title.as_str()))
        .text("lead", unit)
        .text("why", dispatch.why.as_str())
        .text("due_on", date_zh(dispatch.due_on))
        .text("evidence", format!("{}到场以后先固定证据，再核实情况。", materials(clue)))
        .text("dispute", DISPUTE)
        .text("note", dispatch.note.as_str())
        .signed("department_signature", by(setting, setting.me(), "派单人"));
    let as_of = Issue { authority: &authority.id, case_number: None, nth: 0, reserved: None };
    issue(setting, sheet, as_of).map(Some).map_err(Refused)
}

/// The event, and EX-01 线索登记表 as things stand after it: a new edition of the one there is.
///
/// # Errors
/// The pack has no such form, or a field is missing.
pub(super) fn registered(
    clue: &Clue,
    event: Event,
    setting: &Setting<'_>,
) -> Result<Vec<Event>, Refused> {
    let Some(authority) = setting.law.town_authority(&clue.town) else { return Ok(vec![event]) };
    let known = clue.documents.iter().rev().find(|document| document.form == FORM);
    let before = known.and_then(|old| Some((old, Sheet::from_json(FORM, old.content.reveal())?)));
    let document = if let Some((old, sheet)) = before {
        let (sheet, why) = gone_on(sheet, &event, setting);
        correct(setting, old, sheet, why)
    } else {
        let authority = &authority.id;
        let as_of = Issue { authority, case_number: None, nth: 0, reserved: None };
        issue(setting, first(clue, &event, setting), as_of)
    };
    Ok(vec![event, Event::DocumentIssued(document.map_err(Refused)?)])
}

/// The sheet as it is made first, when it is known what became of the clue.
fn first(clue: &Clue, event: &Event, setting: &Setting<'_>) -> Sheet {
    let answer = clue.answers.last().map(|(answer, _)| answer);
    let checked = answer.map_or_else(
        || "没有由本镇街核查".to_owned(),
        |answer| format!("{}。{}", answer.outcome.name_zh(), answer.words.reveal()),
    );
    let handler = answer.map(|answer| &answer.by).or_else(|| setting.me());
    let handler = by(setting, handler, "承办人").map(|signed| match answer {
        Some(answer) => Signature { date: date_zh(answer.on), ..signed },
        None => signed,
    });
    let registrar = clue.registered_by.as_ref().map(|who| signature_of(setting, who, "").name);
    let received = clue.received_at.to_zoned(TimeZone::fixed(jiff::tz::offset(8))).datetime();
    Sheet::new(FORM)
        .text("receipt", clue.receipt.as_str())
        .text("source", clue.source.name_zh())
        .text("reporter", SEALED)
        .text("matter", matter(clue))
        .text("place", place(clue, setting))
        .text("materials", materials(clue))
        .text("received_at", datetime_zh(received))
        .text("registrar", registrar.unwrap_or_else(|| "公众门户自动登记".to_owned()))
        .text("result", checked)
        .text("disposal", disposal(clue, event))
        .signed("handler_signature", handler)
        .signed("department_signature", by(setting, setting.me(), "承办机构负责人"))
}

/// The sheet with what has happened since, and why there is a new edition.
#[expect(clippy::wildcard_enum_match_arm, reason = "only what ends a clue comes here")]
fn gone_on(sheet: Sheet, event: &Event, setting: &Setting<'_>) -> (Sheet, &'static str) {
    if let Event::ReporterInformed { words } = event {
        let told = sheet.text("reply", words.as_str());
        return (told.text("replied_on", date_zh(setting.today)), "登记对反映人的答复");
    }
    let before = sheet.get("disposal").to_owned();
    let now = match event {
        Event::Judged(judgement) if judgement.words.is_empty() => {
            "办理结果已由镇街认可。".to_owned()
        }
        Event::Judged(judgement) => format!("办理结果已由镇街认可：{}", judgement.words),
        _ => String::new(),
    };
    (sheet.text("disposal", format!("{before}\n{now}")), "登记办理结果的判定")
}

/// What became of the clue, and why.
#[expect(clippy::wildcard_enum_match_arm, reason = "only what ends a clue comes here")]
fn disposal(clue: &Clue, event: &Event) -> String {
    match event {
        Event::Transferred { to, reason, .. } => format!("移送{to}。理由：{reason}"),
        Event::Merged { .. } => "与同一问题的较早线索并案办理，不单独立案。".to_owned(),
        Event::Judged(judgement) => {
            let outcome = clue.answers.last().map(|(answer, _)| answer.outcome);
            let done = match outcome {
                _ if clue.case.is_some() => "立案",
                Some(Outcome::HandedOver) => "移交立案查处",
                Some(Outcome::NotOurs) => "不属于职权范围，线索办结",
                Some(Outcome::NothingFound | Outcome::Corrected) | None => "不立案，线索办结",
            };
            let words =
                if judgement.words.is_empty() { "认可办理结果" } else { &judgement.words };
            format!("{done}。理由：{words}")
        }
        _ => String::new(),
    }
}

fn matter(clue: &Clue) -> String {
    format!("{}：{}", clue.category, clue.words.reveal())
}

fn place(clue: &Clue, setting: &Setting<'_>) -> String {
    let town = setting.law.town(&clue.town).map_or("", |town| town.name.as_str());
    let town = if clue.place.reveal().starts_with(town) { "" } else { town };
    let pin = clue.pin.filter(|_| clue.place.is_blank());
    let pin = pin.map_or("", |_| "（见地图定位）");
    format!("{town}{}{pin}", clue.place.reveal())
}

/// What came with the clue, and what was done at once.
fn materials(clue: &Clue) -> String {
    let photos = match clue.photos.len() {
        0 => "没有附照片、录像".to_owned(),
        count => format!("附照片、录像{count}件"),
    };
    let stop = match &clue.stop {
        Some(stop) if stop.stopped => "；已经先行制止，行为停止",
        Some(_) => "；已经先行制止，行为没有停止",
        None => "",
    };
    format!("{photos}{stop}。")
}

fn by(setting: &Setting<'_>, who: Option<&PersonId>, role: &str) -> Option<Signature> {
    who.map(|who| signature_of(setting, who, role))
}
