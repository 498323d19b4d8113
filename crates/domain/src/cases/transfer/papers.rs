//! The papers of a transfer: the letter and its receipt; the approval is the common sheet.

use law::date_zh;

use super::CaseTransfer;
use super::answer::DeliverTransfer;
use super::event::{TransferGround, TransferLetter};
use crate::Setting;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Sheet, Signature};

/// The ground, with the document on which it rests.
pub(super) fn grounded(ground: TransferGround, rests_on: &str) -> String {
    let words = ground.name_zh();
    if rests_on.is_empty() { words.to_owned() } else { format!("{words}（{rests_on}）") }
}

/// EX-16 案件移送函.
pub(super) fn letter(case: &Case, it: &TransferLetter, setting: &Setting<'_>) -> Sheet {
    let why = grounded(it.ground, &it.rests_on);
    sheets::sheet(case, "EX-16", setting)
        .text("organ", &it.organ)
        .text("facts", case.origin.facts.reveal())
        .text("reason", format!("{why}。{}", it.reason.reveal()))
        .text("basis", it.ground.cite())
        .lines("materials", it.materials.clone())
}

/// CM-4 案件移送回执.
pub(super) fn receipt(
    case: &Case,
    it: &CaseTransfer,
    command: &DeliverTransfer,
    setting: &Setting<'_>,
) -> Sheet {
    let number = case.document(&it.letter.document).and_then(|it| it.number.as_ref());
    let receiver =
        Signature::drawn("接收人", &command.receiver, command.on, &command.signature_image);
    sheets::sheet(case, "CM-4", setting)
        .text("letter_number", number.map_or("", |number| number.text.as_str()))
        .text("organ", &it.letter.organ)
        .text("received_on", date_zh(command.on))
        .lines("materials", it.letter.materials.clone())
        .signed("receiver_signature", [receiver])
        .signed("officer_signature", sheets::handler_signatures(case, setting))
}
