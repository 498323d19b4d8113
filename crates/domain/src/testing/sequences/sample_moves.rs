//! What a person would send about samples, appraisals, addresses, assistance and fast handling.

#![expect(clippy::wildcard_enum_match_arm, reason = "each part knows its own acts")]

use super::dice::Dice;
use super::moves::{At, Sent};
use crate::cases::{Command, *};
use crate::ids::AppraisalId;
use crate::policy::Act;
use crate::testing::*;

impl At<'_> {
    /// The first appraisal that fits; of wild dice any when none does.
    fn appraisal(&self, dice: &mut Dice, fits: fn(&CaseAppraisal) -> bool) -> Option<AppraisalId> {
        let all = &self.case.samplings.appraisals;
        let found = match all.iter().find(|it| fits(it)) {
            None if !dice.are_willing() && !all.is_empty() => all.get(dice.below(all.len())),
            other => other,
        };
        found.map(|it| it.entrusted.id.clone())
    }

    pub fn of_samples(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let command = match act {
            Act::TakeSamples => {
                let mut take = take_samples(self.desk.o_clock());
                for (turn, one) in take.samples.iter_mut().enumerate() {
                    let known = self.case.samplings.samples().count();
                    // Sometimes a seal that was used before.
                    let number = if dice.once_in(5) { 0 } else { known + turn };
                    one.seal_number = format!("示封{number}");
                }
                take.present = !dice.once_in(4);
                take.witness = dice.one(&["演示丁".into(), "".into()]);
                (Command::TakeSamples(Box::new(TakeSamples { record: take })), HANDLER_A)
            }
            Act::EntrustAppraisal => {
                let mut entrust = entrust_appraisal(self.in_days(5));
                let known = self.case.samplings.samples().next();
                entrust.seal_numbers =
                    known.map(|one| one.seal_number.clone()).into_iter().collect();
                let again = self.case.samplings.to_repeat().next();
                entrust.again = again.map(|it| it.entrusted.id.clone());
                (Command::EntrustAppraisal(Box::new(entrust)), HANDLER_A)
            }
            Act::RecordAppraisal => {
                let which = self.appraisal(dice, |it| it.result.is_none())?;
                let mut answer = record_appraisal(&which, self.day);
                if dice.once_in(4) {
                    answer.answer = AppraisalAnswer::None;
                }
                (Command::RecordAppraisal(Box::new(answer)), HANDLER_A)
            }
            Act::ContestAppraisal => {
                let open = |it: &CaseAppraisal| it.opinion().is_some() && it.objection.is_none();
                let which = self.appraisal(dice, open)?;
                (Command::ContestAppraisal(contest_appraisal(&which, self.day)), HANDLER_A)
            }
            Act::AnswerObjection => {
                let which = self.appraisal(dice, CaseAppraisal::contested)?;
                let agreed = !dice.are_willing() && dice.once_in(2);
                (Command::AnswerObjection(answer_objection(&which, agreed)), LEADER)
            }
            Act::ConfirmAddress => {
                (Command::ConfirmAddress(Box::new(confirm_address())), HANDLER_A)
            }
            Act::RequestAssistance => {
                let request = request_assistance(self.in_days(4));
                (Command::RequestAssistance(request), HANDLER_A)
            }
            Act::RecordAssistance => {
                let open = self.case.assistance.iter().find(|it| it.answer.is_none())?;
                let answer = record_assistance(&open.letter.document, self.day);
                (Command::RecordAssistance(answer), HANDLER_A)
            }
            Act::OfferFast => {
                let basis = fast_basis(self.case, self.desk.law);
                let conditions = basis.map_or_else(Vec::new, |it| it.conditions.clone());
                let offer = OfferFast { conditions, facts_clear: true, capable: true, told: true };
                (Command::OfferFast(offer), HANDLER_A)
            }
            Act::ConsentFast => {
                let consent = ConsentFast {
                    admission: "承认全部事实。".into(),
                    willing: true,
                    undisputed: true,
                    signature_image: "data:image/png;base64,AA".into(),
                    scan: None,
                };
                (Command::ConsentFast(Box::new(consent)), HANDLER_A)
            }
            Act::LeaveFast => {
                let (ground, reason) = (FastEnd::Unsuitable, "需要全面调查。".into());
                (Command::LeaveFast(LeaveFast { ground, reason }), HANDLER_A)
            }
            _ => return None,
        };
        Some(command)
    }
}
