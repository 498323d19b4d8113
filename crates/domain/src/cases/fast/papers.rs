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
    let party = Signature {
        role: "当事人".to_owned(),
        name: case.origin.party.name.reveal().to_owned(),
        date: date_zh(setting.today),
        image: command.signature_image.reveal().to_owned(),
        ..Signature::default()
    };
    sheets::sheet(case, "CM-8", setting)
        .text("basis", offer.cite.to_string())
        .lines("conditions", offer.conditions.clone())
        .text("told_on", date_zh(offer.on))
        .text("admission", command.admission.reveal())
        .signed("party_signature", [party])
        .signed("officer_signature", sheets::handler_signatures(case, setting))
}
