//! The papers of a hearing beside its notice and its record: request, announcement, report.

use jiff::civil::Date;
use law::{date_zh, datetime_zh};

use super::hearing::{CallHearing, HoldHearing};
use super::notice::window_words;
use super::records::{HearingCall, Notice};
use super::sheets;
use super::state::Case;
use crate::Setting;
use crate::documents::{Sheet, signature_of};
use crate::ids::PersonId;

/// CM-10 听证申请记录: when the party asked, and that it was in time.
///
/// # Law
/// 《行政处罚法》第六十四条第一项、第八十五条 (AP-53).
pub(super) fn request(
    case: &Case,
    notice: Option<&Notice>,
    (delivered, on): (Date, Date),
    setting: &Setting<'_>,
) -> Sheet {
    sheets::sheet(case, "CM-10", setting)
        .text("notice_number", notice.map_or("", |it| it.number.as_str()))
        .text("delivered_on", date_zh(delivered))
        .text("window", window_words(setting, delivered))
        .text("requested_on", date_zh(on))
        .text("finding", "当事人在法定期限内要求听证，本机关依法组织听证。")
        .signed("officer_signature", sheets::handler_signatures(case, setting))
}

/// CM-11 听证公告: of a hearing that everybody may attend, the party named as the public may know it.
///
/// # Law
/// 《行政处罚法》第六十四条第三项.
pub(super) fn announcement(
    case: &Case,
    call: &CallHearing,
    presider: &PersonId,
    setting: &Setting<'_>,
) -> Sheet {
    Sheet::new("CM-11")
        .text("cause", &case.origin.cause)
        .text("public_party", case.origin.party.public_name())
        .text("hearing_at", datetime_zh(call.at))
        .text("place", call.place.trim())
        .text("presider", setting.roster.name(presider))
        .text("recorder", call.recorder.trim())
}

/// EX-11 听证报告: what was disputed, and what the presider thinks of it.
///
/// # Law
/// 《行政处罚法》第六十四条、第六十五条 (AP-55, AP-57).
pub(super) fn report(
    case: &Case,
    call: &HearingCall,
    command: &HoldHearing,
    setting: &Setting<'_>,
) -> Sheet {
    sheets::sheet(case, "EX-11", setting)
        .text("started_at", datetime_zh(command.started_at))
        .text("ended_at", datetime_zh(command.ended_at))
        .text("place", &call.place)
        .text("openness", if call.public { "公开" } else { "不公开" })
        .text("presider", setting.roster.name(&call.presider))
        .text("recorder", &call.recorder)
        .text("presentation", command.presentation.reveal())
        .text("defence", command.defence.reveal())
        .text("focus", command.focus.reveal())
        .text("presider_opinion", command.opinion.reveal())
        .signed("presider_signature", [signature_of(setting, &call.presider, "听证主持人")])
}
