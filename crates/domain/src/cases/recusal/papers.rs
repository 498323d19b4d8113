//! EX-03 回避决定书: what was asked, what was decided, who takes the place.

use law::date_zh;

use super::decide::DecideRecusal;
use super::event::{RecusalApplicant, RecusalRequest};
use crate::Setting;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Sheet, signature_of};
use crate::ids::PersonId;

/// EX-03 回避决定书.
pub(super) fn decision(
    case: &Case,
    request: &RecusalRequest,
    decided: &DecideRecusal,
    setting: &Setting<'_>,
) -> Sheet {
    let person = setting.roster.get(&request.person);
    let unit = person.and_then(|it| setting.law.unit(&it.unit));
    let name = setting.roster.name(&request.person);
    let words = match (decided.granted, request.applicant) {
        (true, RecusalApplicant::Head) => format!("责令{name}回避本案。"),
        (true, RecusalApplicant::Party | RecusalApplicant::Oneself) => {
            format!("准许回避申请，{name}回避本案。")
        }
        (false, _) => format!("驳回回避申请，{name}继续办理本案。"),
    };
    let names = |all: &[PersonId]| {
        all.iter().map(|id| setting.roster.name(id)).collect::<Vec<_>>().join("、")
    };
    let replaced = decided.replacement.as_ref().map(|next| names(std::slice::from_ref(next)));
    let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
    sheets::sheet(case, "EX-03", setting)
        .text("applicant", request.applicant.name_zh())
        .text("asked_on", date_zh(request.on))
        .text("person", name)
        .text("person_unit", unit.map_or("", |it| it.name.as_str()))
        .text("ground", request.ground.name_zh())
        .text("request_reason", request.reason.reveal())
        .text("decision", words)
        .text("reason", decided.reason.reveal())
        .text("replacement", replaced.unwrap_or_default())
        .text("earlier", decided.earlier.map_or("", super::EarlierActs::name_zh))
        .text("discussed_by", names(&decided.attendees))
        .signed("head_signature", head)
}
