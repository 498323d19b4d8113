//! From the state of a stream to the rows that lists show: a pure function, so that a rebuild
//! makes the same rows again and a verification can compare them.

use std::collections::BTreeMap;

use domain::cases::{self, Article, Case, Fate, Held, Measure, Publication};
use domain::clues::Clue;
use domain::documents::{Document, Print};
use domain::entrustments::Entrustment;
use domain::evidence::Evidence;
use domain::inspections::{self, Inspection};
use domain::org::Person;
use domain::packs::Jurisdiction;
use domain::policy::{Actor, Role};
use domain::supervision::{self, Supervision};
use domain::tasks::{self, Task};
use domain::{State, StreamId};
use jiff::civil::Date;
use store::tables::{
    ArticleRow, CaseRow, ClueRow, DocumentRow, DoneRow, EntrustmentRow, EvidenceRow, InspectionRow,
    LinkRow, ObjectMarkRow, PartyMarkRow, PersonRow, PublicationRow, SearchRow, SupervisionRow,
    TaskRow,
};
use store::{Row, RowKey, WriteTx};

use crate::desk::Trail;
use crate::record::instant;
use crate::vault::Vault;

/// How many characters of a report a list shows.
const SHOWN: usize = 60;

/// Counts up whenever rows come out differently than before.
const VERSION: u32 = 5;

/// From what read tables are made: this program's way and the pack.
pub fn made_from(law: &Jurisdiction) -> String {
    format!("{VERSION} {}", law.digest)
}

/// Every row of the stream; the vault marks parties without naming them.
pub fn rows(
    stream: &StreamId,
    (state, trail): (&State, &Trail),
    law: &Jurisdiction,
    vault: &Vault,
) -> Vec<Row> {
    let tasks = tasks::tasks(state, law);
    let mut all = match state {
        State::Case(case) => of_case((stream, case), trail, law, &tasks),
        State::Clue(clue) => of_clue(stream, clue, trail, law),
        State::Inspection(it) => of_inspection(stream, it, trail),
        State::Supervision(it) => of_supervision(stream, it, trail),
        State::Entrustment(it) => of_entrustment(stream, it, trail),
        State::Person(person) => vec![Row::Person(person_row(person, trail))],
        State::Pack(_) | State::Record(_) | State::Evidence(_) => vec![],
    };
    all.extend(state.as_case().into_iter().flat_map(|case| party_marks(case, vault)));
    if let State::Inspection(it) = state {
        all.extend(object_marks(it, vault));
    }
    let about = subject_of(state, law);
    for (slot, task) in tasks.iter().enumerate() {
        all.extend(task_rows(stream, slot, task, &about, trail));
    }
    all
}

/// Puts the rows that are new, writes what differs in the others, and removes those that are no
/// longer there.
pub fn write_changes(tx: &mut WriteTx, old: Vec<Row>, new: Vec<Row>) {
    let (mut old, mut differ) = (old, Vec::new());
    for row in new {
        match old.iter().position(|known| *known == row) {
            Some(same) => drop(old.swap_remove(same)),
            None => differ.push(row),
        }
    }
    let mut there: BTreeMap<RowKey, Row> = old.into_iter().map(|row| (row.key(), row)).collect();
    for row in differ {
        match there.remove(&row.key()) {
            Some(known) => tx.replace(known, row),
            None => tx.put(row),
        }
    }
    for gone in there.into_keys() {
        tx.remove(gone);
    }
}

/// What a person did, as their list of finished work shows it; `None` for the system and the public.
pub fn done(
    stream: &StreamId,
    kind: &str,
    after: &State,
    (seq, actor, at): (i64, &str, &str),
) -> Option<DoneRow> {
    let person = actor.strip_prefix("person/")?;
    if kind.ends_with(".document-issued") || kind == "evidence.handled" {
        return None;
    }
    Some(DoneRow {
        seq,
        person: person.to_owned(),
        stream: stream.to_string(),
        act: kind.to_owned(),
        title: short_title(after),
        at: at.to_owned(),
    })
}

/// What the state is about, in a few words without personal data of individuals.
pub fn short_title(state: &State) -> String {
    match state {
        State::Case(case) => {
            format!("{}（{}）", case.origin.cause, case.origin.party.public_name())
        }
        State::Clue(clue) => format!("{}：{}", clue.category, clue.receipt),
        State::Inspection(it) => format!("检查：{}", it.object.public_name()),
        State::Supervision(it) => format!("{}：{}", it.opened.concern.name_zh(), it.opened.title),
        State::Entrustment(it) => format!("委托执法：{}", it.terms.organisation),
        State::Person(person) => person.name.clone(),
        State::Pack(pack) => format!("数据包 {}", pack.name),
        State::Record(_) => "全部记录".to_owned(),
        State::Evidence(_) => "证据文件".to_owned(),
    }
}

struct About {
    title: String,
    town: Option<String>,
}

fn subject_of(state: &State, law: &Jurisdiction) -> About {
    let town = match state {
        State::Case(case) => Some(&case.origin.town),
        State::Clue(clue) => Some(&clue.town),
        State::Inspection(it) => Some(&it.town),
        State::Supervision(_)
        | State::Entrustment(_)
        | State::Person(_)
        | State::Pack(_)
        | State::Record(_)
        | State::Evidence(_) => None,
    };
    let number = match state {
        State::Case(case) => case.number().map(str::to_owned),
        State::Clue(_)
        | State::Inspection(_)
        | State::Supervision(_)
        | State::Entrustment(_)
        | State::Person(_)
        | State::Pack(_)
        | State::Record(_)
        | State::Evidence(_) => None,
    };
    let place = town.and_then(|id| law.town(id)).map_or("", |t| t.name.as_str());
    let title = match number {
        Some(number) => format!("{number} {}", short_title(state)),
        None if place.is_empty() => short_title(state),
        None => format!("{place} {}", short_title(state)),
    };
    About { title, town: town.map(ToString::to_string) }
}

fn task_rows(
    stream: &StreamId,
    slot: usize,
    task: &Task,
    about: &About,
    trail: &Trail,
) -> Vec<Row> {
    task.holders
        .iter()
        .enumerate()
        .map(|(nth, holder)| {
            Row::Task(TaskRow {
                stream: stream.to_string(),
                slot: format!("{slot}-{nth}"),
                act: task.act.slug().to_owned(),
                holder: holder.key(),
                title: task.act.name_zh().to_owned(),
                subject: about.title.clone(),
                due_on: task.due.as_ref().map(|due| due.on.to_string()),
                rule: task.due.as_ref().map(|due| due.rule.clone()),
                cite: task.due.as_ref().map(|due| due.cite.clone()).filter(|c| !c.is_empty()),
                since_on: day(trail),
                seq: trail.last_seq,
                town: about.town.clone(),
            })
        })
        .collect()
}

fn day(trail: &Trail) -> String {
    // The civil day where the authority is: eight hours ahead of UTC.
    trail.last_at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).date().to_string()
}

fn of_case(
    (stream, case): (&StreamId, &Case),
    trail: &Trail,
    law: &Jurisdiction,
    tasks: &[Task],
) -> Vec<Row> {
    let origin = &case.origin;
    let due = tasks.iter().filter_map(|task| task.due.as_ref()).min_by_key(|due| due.on);
    let decided = case.decided();
    let closed_on = case.closing().map(|closing| closing.on.to_string());
    let row = CaseRow {
        id: case.id.to_string(),
        number: case.number().map(str::to_owned),
        title: origin.cause.clone(),
        party: origin.party.public_name(),
        party_kind: origin.party.kind.name_zh().to_owned(),
        item: origin.item.to_string(),
        unit: origin.unit.to_string(),
        authority: origin.authority.to_string(),
        town: origin.town.to_string(),
        stage: case.stage.slug().to_owned(),
        stage_name: case.stage.name_zh().to_owned(),
        lead: case.handlers.first().map_or_else(String::new, ToString::to_string),
        initiator: origin.proposed_by.to_string(),
        opened_on: case.opened_on().map(|day| day.to_string()),
        due_on: due.map(|due| due.on.to_string()),
        due_rule: due.map(|due| due.rule.clone()),
        fine: decided.map_or(0, |d| d.decision.proposal.fine().0),
        decided_on: decided.map(|d| d.decision.on.to_string()),
        closed_on,
        changed_seq: trail.last_seq,
        changed_on: day(trail),
        clue: origin.clue.as_ref().map(ToString::to_string),
        inspection: origin.inspection.as_ref().map(ToString::to_string),
        procedure: case.procedure().slug().to_owned(),
    };
    let words = format!(
        "{} {} {} {}",
        origin.cause,
        origin.party.name.reveal(),
        case.number().unwrap_or_default(),
        law.town(&origin.town).map_or("", |town| town.name.as_str())
    );
    let mut all =
        vec![Row::Case(row), Row::Search(SearchRow::new(stream.to_string(), "case", &words))];
    all.extend(case.documents.iter().map(|d| {
        let newest = case.newest_edition(d).id == d.id;
        Row::Document(document_row(stream, d, newest, &case.prints, trail))
    }));
    all.extend(case.evidence.iter().filter_map(|e| evidence_row(stream, e, trail)));
    all.extend(article_rows(case, law, trail));
    all.extend(case.decided().and_then(|d| publication_row(case, d, law, trail)));
    let links = [
        origin.clue.as_ref().map(|clue| (StreamId::clue(clue), "clue")),
        origin.inspection.as_ref().map(|it| (StreamId::inspection(it), "inspection")),
    ];
    all.extend(links.into_iter().flatten().map(|(to, kind)| link(stream, &to, kind)));
    all
}

/// By which marks other cases of the party are found.
fn party_marks(case: &Case, vault: &Vault) -> Vec<Row> {
    let row = |mark| PartyMarkRow {
        mark,
        case_id: case.id.to_string(),
        item: case.origin.item.to_string(),
        act_on: case.origin.act_on.to_string(),
    };
    vault.party_marks(&case.origin.party).into_iter().map(row).map(Row::PartyMark).collect()
}

/// By which marks other inspections of the object are found.
fn object_marks(it: &Inspection, vault: &Vault) -> Vec<Row> {
    let row = |mark| ObjectMarkRow {
        mark,
        inspection_id: it.id.to_string(),
        planned_on: it.planned_on.to_string(),
    };
    vault.party_marks(&it.object).into_iter().map(row).map(Row::ObjectMark).collect()
}

fn of_clue(stream: &StreamId, clue: &Clue, trail: &Trail, law: &Jurisdiction) -> Vec<Row> {
    let dispatch = clue.dispatch();
    let first_owner = clue
        .registered_by
        .as_ref()
        .map(ToString::to_string)
        .or_else(|| law.town_office(&clue.town).map(|unit| unit.id.to_string()));
    let row = ClueRow {
        id: clue.id.to_string(),
        receipt: clue.receipt.clone(),
        source: clue.source.slug().to_owned(),
        category: clue.category.clone(),
        words: clue.words.reveal().chars().take(SHOWN).collect(),
        town: clue.town.to_string(),
        unit: dispatch.map(|d| d.unit.to_string()),
        item: dispatch.and_then(|d| d.item.as_ref()).map(ToString::to_string),
        stage: clue.stage.slug().to_owned(),
        stage_name: clue.stage.name_zh().to_owned(),
        reported_at: instant(clue.received_at),
        due_on: dispatch.map(|d| d.due_on.to_string()),
        pin_lat: clue.pin.map(|pin| pin.0),
        pin_lng: clue.pin.map(|pin| pin.1),
        first_owner: first_owner.unwrap_or_default(),
        changed_seq: trail.last_seq,
    };
    let words = format!("{} {} {}", clue.category, clue.words.reveal(), clue.receipt);
    let mut all =
        vec![Row::Clue(row), Row::Search(SearchRow::new(stream.to_string(), "clue", &words))];
    if let domain::clues::Stage::Merged { into } = &clue.stage {
        all.push(link(stream, &StreamId::clue(into), "merged"));
    }
    all.extend(clue.documents.iter().map(|d| {
        let newest = clue.newest_edition(d).id == d.id;
        Row::Document(document_row(stream, d, newest, &clue.prints, trail))
    }));
    all
}

fn of_inspection(stream: &StreamId, it: &Inspection, trail: &Trail) -> Vec<Row> {
    let officers: Vec<String> = it.officers.iter().map(ToString::to_string).collect();
    let outcome = match &it.stage {
        inspections::Stage::Done(_, _, inspections::Outcome::Concluded { conclusion, .. }) => {
            Some(conclusion.name_zh().to_owned())
        }
        inspections::Stage::Done(_, _, inspections::Outcome::HandedOver { .. }) => {
            Some("移交查处".to_owned())
        }
        inspections::Stage::Proposed
        | inspections::Stage::Refused { .. }
        | inspections::Stage::Approved
        | inspections::Stage::OnSite(_)
        | inspections::Stage::Recorded(..)
        | inspections::Stage::Signed(..) => None,
    };
    let number = it.documents.iter().find(|d| d.form == "IN-1").and_then(|d| d.number.as_ref());
    let row = InspectionRow {
        id: it.id.to_string(),
        number: number.map(|n| n.text.clone()),
        item: it.item.to_string(),
        object: it.object.public_name(),
        town: it.town.to_string(),
        unit: it.unit.to_string(),
        officers: format!(",{},", officers.join(",")),
        stage: it.stage.slug().to_owned(),
        stage_name: it.stage.name_zh().to_owned(),
        planned_on: it.planned_on.to_string(),
        done_on: it.stage.arrival().map(|arrival| arrival.on.to_string()),
        outcome,
        clue: it.clue.as_ref().map(ToString::to_string),
        case_id: it.case.as_ref().map(ToString::to_string),
        changed_seq: trail.last_seq,
    };
    let words = format!("{} {}", it.object.name.reveal(), it.place.reveal());
    let mut all = vec![
        Row::Inspection(row),
        Row::Search(SearchRow::new(stream.to_string(), "inspection", &words)),
    ];
    all.extend(
        it.documents
            .iter()
            .map(|d| Row::Document(document_row(stream, d, true, &it.prints, trail))),
    );
    all.extend(it.evidence.iter().filter_map(|e| evidence_row(stream, e, trail)));
    all.extend(it.clue.as_ref().map(|clue| link(stream, &StreamId::clue(clue), "clue")));
    all
}

fn of_supervision(stream: &StreamId, it: &Supervision, trail: &Trail) -> Vec<Row> {
    let opened = &it.opened;
    let owed = it.order().filter(|_| it.stage == supervision::Stage::Ordered);
    let row = SupervisionRow {
        id: it.id.to_string(),
        concern: opened.concern.slug().to_owned(),
        title: opened.title.clone(),
        unit: opened.unit.to_string(),
        authority: opened.authority.to_string(),
        case_id: opened.case.as_ref().map(ToString::to_string),
        stage: it.stage.slug().to_owned(),
        stage_name: it.stage.name_zh().to_owned(),
        opened_on: opened.on.to_string(),
        due_on: owed.map(|order| order.due_on.to_string()),
        changed_seq: trail.last_seq,
    };
    let mut all = vec![
        Row::Supervision(row),
        Row::Search(SearchRow::new(stream.to_string(), "supervision", &opened.title)),
    ];
    all.extend(
        it.documents
            .iter()
            .map(|d| Row::Document(document_row(stream, d, true, &it.prints, trail))),
    );
    all.extend(opened.case.as_ref().map(|case| link(stream, &StreamId::case(case), "case")));
    all
}

fn of_entrustment(stream: &StreamId, it: &Entrustment, trail: &Trail) -> Vec<Row> {
    let terms = &it.terms;
    let row = EntrustmentRow {
        id: it.id.to_string(),
        organisation: terms.organisation.clone(),
        authority: it.authority.to_string(),
        items: i64::try_from(terms.items.len()).unwrap_or(i64::MAX),
        from_on: terms.from.to_string(),
        until_on: terms.until.to_string(),
        stage: it.stage.slug().to_owned(),
        stage_name: it.stage.name_zh().to_owned(),
        published: it.notices.published.as_ref().map(|(place, _)| place.clone()),
        changed_seq: trail.last_seq,
    };
    let words = &terms.organisation;
    let mut all = vec![
        Row::Entrustment(row),
        Row::Search(SearchRow::new(stream.to_string(), "entrustment", words)),
    ];
    all.extend(it.documents.iter().map(|d| {
        let newest = it.documents.last() == Some(d);
        Row::Document(document_row(stream, d, newest, &it.prints, trail))
    }));
    all
}

fn link(from: &StreamId, to: &StreamId, kind: &str) -> Row {
    Row::Link(LinkRow {
        from_stream: from.to_string(),
        to_stream: to.to_string(),
        kind: kind.to_owned(),
    })
}

fn document_row(
    stream: &StreamId,
    document: &Document,
    newest: bool,
    prints: &[Print],
    trail: &Trail,
) -> DocumentRow {
    let print = prints.iter().find(|print| print.document == document.id);
    let number = document.number.as_ref();
    DocumentRow {
        id: document.id.to_string(),
        stream: stream.to_string(),
        form: document.form.clone(),
        title: document.title.clone(),
        number: number.map(|n| n.text.clone()),
        authority: document.authority.to_string(),
        year: number.map_or(i64::from(document.issued_on.year()), |n| i64::from(n.year)),
        word: number.map(|n| n.word.clone()),
        // A corrected edition keeps the number; the register counts it once.
        ordinal: number.filter(|_| document.edition == 1).map(|n| i64::from(n.ordinal)),
        issued_on: document.issued_on.to_string(),
        code: document.code.clone(),
        state: if newest { "issued" } else { "superseded" }.to_owned(),
        pdf: print.map(|print| print.pdf.sha256.clone()),
        content_commit: print.map_or_else(String::new, |print| print.head.clone()),
        version: i64::from(document.edition),
        seq: trail.made.get(document.id.as_str()).map_or(0, |made| made.0),
    }
}

fn evidence_row(stream: &StreamId, evidence: &Evidence, trail: &Trail) -> Option<Row> {
    let blob = evidence.blob.as_ref()?;
    let made = trail.made.get(evidence.id.as_str());
    // Evidence handed over keeps its id in the inspection's stream; here it has its own row.
    let id = format!("{stream}#{}", evidence.id);
    Some(Row::Evidence(EvidenceRow {
        id,
        stream: stream.to_string(),
        kind: evidence.kind.slug().to_owned(),
        name: evidence.name.clone(),
        hash: blob.sha256.clone(),
        size: i64::try_from(blob.size).unwrap_or(i64::MAX),
        mime: blob.mime.clone(),
        captured_at: evidence.claim.at.map_or_else(String::new, |at| at.to_string()),
        recorded_at: made.map_or_else(String::new, |made| instant(made.1)),
        place: None,
        verified: evidence.verified.is_some(),
        seq: made.map_or(0, |made| made.0),
    }))
}

fn article_rows(case: &Case, law: &Jurisdiction, trail: &Trail) -> Vec<Row> {
    let each = case.measures.iter().filter_map(|it| Some((it, it.held.as_ref()?)));
    let rows = each.flat_map(|(it, held)| {
        held.articles.iter().map(move |one| article_row(case, (it, held, one), law, trail))
    });
    rows.map(Row::Article).collect()
}

fn article_row(
    case: &Case,
    (it, held, one): (&Measure, &Held, &Article),
    law: &Jurisdiction,
    trail: &Trail,
) -> ArticleRow {
    let (manner, ended) = match &one.fate {
        Fate::Held => ("", None),
        Fate::Confiscated { on, order } => (order.map_or("", |it| it.name_zh()), Some(*on)),
        Fate::Offset { on, .. } => ("拍卖抵缴罚款", Some(*on)),
        Fate::Disposed { on, manner, .. } => (manner.name_zh(), Some(*on)),
        Fate::Released { on }
        | Fate::Returned { on, .. }
        | Fate::Transferred { on, .. }
        | Fate::Converted { on } => ("", Some(*on)),
    };
    let due = it.due(case, law).filter(|_| one.fate == Fate::Held);
    let text = |day: Option<Date>| day.map(|on| on.to_string()).unwrap_or_default();
    ArticleRow {
        id: one.id.to_string(),
        case_id: case.id.to_string(),
        number: case.number().map(str::to_owned),
        unit: case.origin.unit.to_string(),
        authority: case.origin.authority.to_string(),
        measure: it.id.to_string(),
        kind: it.proposal.kind.slug().to_owned(),
        name: one.name.clone(),
        features: one.features.reveal().to_owned(),
        quantity: one.quantity.0,
        measured_in: one.unit.clone(),
        label: one.label.clone(),
        custody: held.taking.custody.clone(),
        taken_on: held.taking.at.date().to_string(),
        due_on: text(due),
        fate: one.fate.slug().to_owned(),
        fate_name: one.fate.name_zh().to_owned(),
        manner: manner.to_owned(),
        ended_on: text(ended),
        seq: trail.last_seq,
    }
}

fn publication_row(
    case: &Case,
    decided: &cases::Decided,
    law: &Jurisdiction,
    trail: &Trail,
) -> Option<Row> {
    let (version, state, published, retracted, reason) = match &decided.publication {
        Publication::None | Publication::Withheld { .. } => return None,
        Publication::Proposed(version, _) => (version, "proposed", None, None, None),
        Publication::Published(version, on) => (version, "published", Some(*on), None, None),
        Publication::Retracted { version, on, reason } => {
            (version, "retracted", None, Some(*on), Some(reason.clone()))
        }
    };
    let due = law
        .rules
        .due("TS-04", decided.decision.on, &law.calendar)
        .map_or(decided.decision.on, |due| due.last);
    let text = |on: Date| on.to_string();
    Some(Row::Publication(PublicationRow {
        id: case.id.to_string(),
        case_id: case.id.to_string(),
        number: version.number.clone(),
        authority: version.authority.clone(),
        party_masked: version.party.clone(),
        cause: version.cause.clone(),
        summary: version.summary.clone(),
        decided_on: text(decided.decision.on),
        due_on: text(due),
        state: state.to_owned(),
        published_on: published.map(text),
        retracted_on: retracted.map(text),
        retraction_reason: reason,
        body: serde_json::to_string(version).unwrap_or_default(),
        seq: trail.last_seq,
    }))
}

fn person_row(person: &Person, trail: &Trail) -> PersonRow {
    let roles: Vec<&str> = person.roles.iter().map(|role| role.slug()).collect();
    PersonRow {
        id: person.id.to_string(),
        login: person.login.clone(),
        name: person.name.clone(),
        unit: person.unit.to_string(),
        roles: roles.join(","),
        state: if person.suspended { "suspended" } else { "active" }.to_owned(),
        credential_number: person.credential.as_ref().map(|c| c.number.clone()),
        credential_until: person.credential.as_ref().map(|c| c.valid_until.to_string()),
        seq: trail.last_seq,
    }
}

/// The keys under which an actor's tasks are found.
pub fn holder_keys(actor: &Actor) -> Vec<String> {
    let Some(member) = actor.member() else { return vec![] };
    let mut keys = vec![format!("person/{}", member.person)];
    for role in &member.roles {
        let role: &Role = role;
        keys.push(format!("role/{}/{}", role.slug(), member.unit));
        keys.push(format!("office/{}/{}", role.slug(), member.authority));
    }
    keys
}
