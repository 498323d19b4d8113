//! The papers of an enforcement: demand, announcement, decision, record.

use law::{date_zh, datetime_zh};

use super::decide::DecideEnforcement;
use super::demand::DemandCorrection;
use super::perform::RecordEnforcement;
use super::state::{Enforcement, Route};
use crate::Setting;
use crate::cases::records::Rectification;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Sheet, Signature, signature_of};

fn of_order(case: &Case, order: &Rectification, form: &str, setting: &Setting<'_>) -> Sheet {
    let number = case.document(&order.document).and_then(|it| it.number.as_ref());
    sheets::sheet(case, form, setting)
        .text("order_number", number.map_or("", |it| it.text.as_str()))
        .text("ordered_on", date_zh(order.on))
        .text(
            "order_delivered_on",
            case.delivered_on(&order.document).map(date_zh).unwrap_or_default(),
        )
        .text("requirements", order.requirements.reveal())
}

/// CM-2 履行催告书.
pub(super) fn demand(
    case: &Case,
    order: &Rectification,
    command: &DemandCorrection,
    setting: &Setting<'_>,
) -> Sheet {
    of_order(case, order, "CM-2", setting)
        .text("until", date_zh(command.until))
        .text("manner", command.manner.trim())
        .text(
            "consequence",
            "逾期仍不履行又没有正当理由的，本机关将依法作出代履行或者强制执行决定，\
             所需的合理费用由当事人承担",
        )
}

/// TF-18 执行公告.
pub(super) fn announcement(
    case: &Case,
    order: &Rectification,
    command: &DemandCorrection,
    setting: &Setting<'_>,
) -> Sheet {
    of_order(case, order, "TF-18", setting).text("until", date_zh(command.until)).text(
        "consequence",
        "当事人在法定期限内不申请行政复议、不提起行政诉讼，又不拆除的，本机关依法强制拆除",
    )
}

/// TF-21 代履行决定书, or TF-20 行政强制执行决定书.
pub(super) fn decision(
    case: &Case,
    (command, order, basis): (&DecideEnforcement, Option<&Rectification>, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let form = match command.route {
        Route::AtOnce | Route::Proxy => "TF-21",
        Route::Demolish => "TF-20",
    };
    let sheet = match order {
        Some(order) => of_order(case, order, form, setting),
        None => sheets::sheet(case, form, setting),
    };
    sheet
        .text("route", command.route.name_zh())
        .text("object", command.object.reveal())
        .text("reason", command.reason.reveal())
        .text("basis", basis)
        .text("manner", command.manner.trim())
        .text("planned_at", datetime_zh(command.planned_at))
        .text("performer", command.performer.trim())
        .text("estimate", command.estimate.to_string())
        .text("remedies", sheets::remedies(case, setting))
}

/// CM-3 代履行（强制执行）现场记录.
pub(super) fn record(
    case: &Case,
    it: &Enforcement,
    command: &RecordEnforcement,
    setting: &Setting<'_>,
) -> Sheet {
    let number = case.document(&it.decision.document).and_then(|one| one.number.as_ref());
    let today = date_zh(setting.today);
    let performer = Signature {
        role: "实施人".to_owned(),
        name: command.performer.reveal().to_owned(),
        date: today.clone(),
        ..Signature::default()
    };
    let witness = Signature {
        role: "当事人或者见证人".to_owned(),
        name: command.witness.reveal().to_owned(),
        date: today,
        image: command.signature_image.reveal().to_owned(),
        ..Signature::default()
    };
    let officers = command.officers.iter().map(|id| signature_of(setting, id, "监督人员"));
    sheets::sheet(case, "CM-3", setting)
        .text("route", it.decision.route.name_zh())
        .text("decision_number", number.map_or("", |one| one.text.as_str()))
        .text("started_at", datetime_zh(command.at))
        .text("ended_at", datetime_zh(command.ended_at))
        .text("performer", it.decision.performer.as_str())
        .text("account", command.account.reveal())
        .text("cost", command.cost.to_string())
        .text("recordings", command.recordings.trim())
        .signed("officer_signature", officers.collect::<Vec<_>>())
        .signed("performer_signature", [performer])
        .signed("witness_signature", [witness])
}
