//! 当场处罚: the first page on the phone: who, what, where, the photographs.

use axum::{extract::Query, response::Response};
use domain::{
    Private,
    cases::{BeginSummary, Command, FilingSource, SpotPhoto},
    catalogue::Power,
    ids::CaseId,
    policy::Act,
    world::StreamId,
};

use super::{
    begin::{From, beside, days, facts, load, party, read_command},
    choices::{officers, officers_field, tick},
    step::{StepPage, refuse},
};
use crate::{
    Call, FormBody, PageError,
    body::{DRAFT_FIELD, Reader},
    components::{
        blocks::PageHead,
        form::{Choice, Field, Form, Width},
        text::Link,
    },
    pages::{see_other, show},
};

/// `GET /cases/begin-summary`
pub async fn ask(
    call: Call,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let get = |key: &str| sent.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value);
    let from = load(&call, get("inspection"), get("clue")).await?;
    let form = call.with_draft(form(&call, &from), &draft_key(&from)).await?;
    show(&page(&call, &from, form).await?)
}

/// `POST /cases/begin-summary`
pub async fn act(call: Call, body: FormBody) -> Result<Response, PageError> {
    let from = load(&call, body.get("inspection"), body.get("clue")).await?;
    let form = form(&call, &from);
    match begin(&call, &form, &from, &body).await {
        Ok(id) => Ok(see_other(&format!("/cases/{id}/{}", Act::HearOnSpot.slug()))),
        Err(error) => {
            let trouble = error.on_form()?;
            let key = draft_key(&from);
            let form = trouble.fill(form, &body).field(Field::hidden(DRAFT_FIELD, key.clone()));
            refuse(page(&call, &from, form.draft(key)).await?, trouble)
        }
    }
}

async fn begin(
    call: &Call,
    form: &Form,
    from: &From,
    body: &FormBody,
) -> Result<CaseId, PageError> {
    let mut read = body.reader(form);
    let mut matter = read_command(from, &mut read);
    matter.handlers.sort_by_key(|handler| handler != call.me());
    let command = BeginSummary {
        matter,
        certificates_shown: read.yes("certificates_shown"),
        photos: photos(&mut read),
    };
    read.finish()?;
    let id = CaseId::new(body.command_id().0);
    let command = domain::Command::Case(Command::BeginSummary(Box::new(command)));
    call.run(&StreamId::case(&id), body, command).await?;
    Ok(id)
}

fn photos(read: &mut Reader<'_>) -> Vec<SpotPhoto> {
    let claim = read.claim("photos");
    let files = read.uploads("photos");
    let several = 1 < files.len();
    let name = read.text_if("photo_name").unwrap_or_else(|| "现场照片".to_owned());
    files
        .into_iter()
        .enumerate()
        .map(|(turn, file)| SpotPhoto {
            name: if several { format!("{name}（{}）", turn + 1) } else { name.clone() },
            proves: Private::new("现场状况"),
            blob: file.blob,
            claim: claim.clone(),
        })
        .collect()
}

fn draft_key(from: &From) -> String {
    let inspection = from.inspection.as_ref().map(|it| it.id.to_string());
    let origin = inspection.or_else(|| from.clue.as_ref().map(|it| it.id.to_string()));
    format!("begin-summary-{}", origin.unwrap_or_else(|| "new".to_owned()))
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
        .form("/cases/begin-summary")
        .titled("当场处罚", "违法事实确凿并有法定依据，对公民处二百元以下、对法人或者其他组织处三千元以下罚款或者警告的，可以当场作出处罚决定（《行政处罚法》第五十一条）。")
        .field(Field::hidden("inspection", inspection.unwrap_or_default()))
        .field(Field::hidden("clue", clue.unwrap_or_default()))
        .cancel(cancel)
        .submit("下一步：告知和听取意见");
    let form = officers_part(call, form);
    let form = matter(call, from, form);
    party(from.inspection.as_ref().map(|it| &it.object), form)
}

/// Who is there: two officers who have shown their certificates.
fn officers_part(call: &Call, form: Form) -> Form {
    let choices = officers(&call.people(), &call.person().unit, call.today());
    form.field(Field::heading("执法人员", "《行政处罚法》第四十二条：执法人员不得少于两人。"))
        .field(officers_field("handlers", "执法人员", choices, [call.me().to_string()]))
        .field(tick("certificates_shown", "亮证", "两名执法人员已向当事人出示执法证件").required())
}

/// What was seen, where, and the photographs of it.
fn matter(call: &Call, from: &From, form: Form) -> Form {
    let law = call.law();
    let today = call.today();
    let inspected = from.inspection.as_ref();
    let known = inspected.and_then(|it| law.item_at(&it.item, today).ok());
    let known = known.and_then(|item| law.item_of_matter(&item.matter, Power::Penalty));
    let items = law.items_at(Power::Penalty, today);
    let items = items.map(|it| Choice::new(it.id.as_str(), it.name.clone())).collect();
    let towns = law.towns.iter().map(|it| Choice::new(it.id.as_str(), it.name.clone())).collect();
    let clue = from.clue.as_ref();
    let town = inspected.map(|it| &it.town).or_else(|| clue.map(|it| &it.town));
    let place = inspected.map(|it| &it.place).or_else(|| clue.map(|it| &it.place));
    let source = match (inspected, clue) {
        (None, Some(_)) => FilingSource::Report,
        (Some(_), _) | (None, None) => FilingSource::Inspection,
    };
    let (act_on, discovered_on) = days(inspected);
    let form = form
        .field(Field::heading("违法行为", ""))
        .field(Field::hidden("source", source.slug()))
        .field(Field::hidden("discovered_on", discovered_on.unwrap_or(today).to_string()))
        .field(
            Field::select("item", "权力事项", items)
                .value(known.map_or("", |item| item.id.as_str()))
                .required(),
        )
        .field(
            Field::text("cause", "案由")
                .value(known.map_or("", |item| item.name.as_str()))
                .help("违法行为的简短名称，不写当事人姓名。")
                .required(),
        )
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
                .value(act_on.unwrap_or(today).to_string())
                .required(),
        )
        .field(Field::textarea("facts", "违法事实", 4).value(facts(from)).required());
    let taken = inspected.map_or(0, |it| it.evidence.len());
    let help = if taken == 0 {
        "拍下现场和违法物品，可以一次选多张。".to_owned()
    } else {
        format!("检查的{taken}份证据自动入卷，可以补拍。")
    };
    form.field(Field::photo("photos", "现场照片").help(help))
        .field(Field::text("photo_name", "拍的是什么").help("例如：路面晾晒物全景。"))
}

async fn page(call: &Call, from: &From, form: Form) -> Result<StepPage, PageError> {
    let title = Act::BeginSummary.name_zh();
    let shell = call.shell("/cases", vec![Link::new("案件", "/cases")], title).await?;
    Ok(StepPage {
        shell,
        head: PageHead::new(title, "第一步：亮证，查明当事人和事实"),
        refusals: Vec::new(),
        barred: Vec::new(),
        above: Vec::new(),
        form: Some(form),
        beside: beside(call, from),
    })
}
