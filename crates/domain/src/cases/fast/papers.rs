//! The paper of fast handling: what the party was told, admits and consents to, signed.

use law::date_zh;

use super::consent::ConsentFast;
use super::event::FastOffer;
use crate::Setting;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Sheet, Signature};

/// CM-8 认错认罚和同意快速办理书.
pub(super) fn consent(
    case: &Case,
    offer: &FastOffer,
    command: &ConsentFast,
    setting: &Setting<'_>,
) -> Sheet {
    let party = Signature::drawn(
        "当事人",
        &case.origin.party.name,
        setting.today,
        &command.signature_image,
    );
    sheets::sheet(case, "CM-8", setting)
        .text("basis", offer.cite.to_string())
        .lines("conditions", offer.conditions.clone())
        .text("told_on", date_zh(offer.on))
        .text("admission", command.admission.reveal())
        .signed("party_signature", [party])
        .signed("officer_signature", sheets::handler_signatures(case, setting))
}
