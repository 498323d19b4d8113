//! 当场处罚: the first page on the phone: who, what, where, the photographs.

use domain::{
    Private,
    cases::{BeginSummary, Command, ProposeFiling, SpotPhoto},
    ids::CaseId,
    policy::Act,
};

use super::{super::choices::tick, Beginning, From, fields, handlers};
use crate::{
    Call,
    body::Reader,
    components::form::{Field, Form},
    pages::shared::one_of,
};

pub struct OnSpot;

impl Beginning for OnSpot {
    const ACT: Act = Act::BeginSummary;
    const PATH: &'static str = "/cases/begin-summary";
    const LEAD: &'static str = "第一步：亮证，查明当事人和事实";
    const TITLE: &'static str = "当场处罚";
    const LAW: &'static str = "违法事实确凿并有法定依据，对公民处二百元以下、对法人或者其他组织处三千元以下罚款或者警告的，可以当场作出处罚决定（《行政处罚法》第五十一条）。";
    const SUBMIT: &'static str = "下一步：告知和听取意见";

    fn fields(call: &Call, from: &From, form: Form) -> Form {
        let form = officers(call, form);
        let form = matter(call, from, form);
        fields::party(from.inspection.as_ref().map(|it| &it.object), form)
    }

    fn command(matter: ProposeFiling, read: &mut Reader<'_>) -> Command {
        let certificates_shown = read.yes("certificates_shown");
        let photos = photos(read);
        Command::BeginSummary(Box::new(BeginSummary { matter, certificates_shown, photos }))
    }

    fn next(id: &CaseId) -> String {
        format!("/cases/{id}/{}", Act::HearOnSpot.slug())
    }
}

fn photos(read: &mut Reader<'_>) -> Vec<SpotPhoto> {
    let claim = read.claim("photos");
    let files = read.uploads("photos");
    let count = files.len();
    let name = read.text_if("photo_name").unwrap_or_else(|| "现场照片".to_owned());
    files
        .into_iter()
        .enumerate()
        .map(|(turn, file)| SpotPhoto {
            name: one_of(&name, turn, count),
            proves: Private::new("现场状况"),
            blob: file.blob,
            claim: claim.clone(),
        })
        .collect()
}

/// Who is there: two officers who have shown their certificates.
fn officers(call: &Call, form: Form) -> Form {
    form.field(Field::heading("执法人员", "《行政处罚法》第四十二条：执法人员不得少于两人。"))
        .field(handlers(call, "执法人员"))
        .field(tick("certificates_shown", "亮证", "两名执法人员已向当事人出示执法证件").required())
}

/// What was seen, where, and the photographs of it.
fn matter(call: &Call, from: &From, form: Form) -> Form {
    let today = call.today();
    let (act_on, discovered_on) = fields::days(from.inspection.as_ref());
    let form = form
        .field(Field::heading("违法行为", ""))
        .field(Field::hidden("source", fields::source(from).slug()))
        .field(Field::hidden("discovered_on", discovered_on.unwrap_or(today).to_string()));
    let help = "违法行为的简短名称，不写当事人姓名。";
    let form = fields::what(call, from, form, help);
    let form = fields::place(call, from, form)
        .field(
            Field::date("act_on", "违法行为日期")
                .value(act_on.unwrap_or(today).to_string())
                .required(),
        )
        .field(Field::textarea("facts", "违法事实", 4).value(fields::facts(from)).required());
    let taken = from.inspection.as_ref().map_or(0, |it| it.evidence.len());
    let help = if taken == 0 {
        "拍下现场和违法物品，可以一次选多张。".to_owned()
    } else {
        format!("检查的{taken}份证据自动入卷，可以补拍。")
    };
    form.field(Field::photo("photos", "现场照片").help(help))
        .field(Field::text("photo_name", "拍的是什么").help("例如：路面晾晒物全景。"))
}
