//! What a person would send for an act on the case: sensible from willing dice, anything from wild ones.

#![expect(clippy::wildcard_enum_match_arm, reason = "each part knows its own acts")]

use jiff::Span;
use jiff::civil::Date;

use super::dice::Dice;
use crate::cases::{Case, Command, *};
use crate::ids::DocumentId;
use crate::policy::Act;
use crate::publicity::draft_version;
use crate::testing::*;

/// A command with the person whose work it is.
pub(super) type Sent = (Command, &'static str);

/// The command for the act in the state of the case; `None` when there is nothing to send it about.
pub(super) fn of(act: Act, desk: &Desk, case: &Case, dice: &mut Dice) -> Option<Sent> {
    let at = At { desk, case, day: desk.today };
    at.before_the_decision(act, dice)
        .or_else(|| at.on_the_decision(act, dice))
        .or_else(|| at.on_the_spot(act, dice))
        .or_else(|| at.of_measures(act, dice))
        .or_else(|| at.of_execution(act, dice))
        .or_else(|| at.of_enforcement(act, dice))
        .or_else(|| at.of_remedies(act, dice))
        .or_else(|| at.of_samples(act, dice))
}

/// The case at a moment.
pub(super) struct At<'a> {
    pub desk: &'a Desk,
    pub case: &'a Case,
    pub day: Date,
}

fn words() -> String {
    String::new()
}

impl At<'_> {
    pub fn in_days(&self, days: i64) -> Date {
        self.day.saturating_add(Span::new().days(days))
    }

    /// The first working day from so many days on.
    pub fn working(&self, days: i64) -> Date {
        let day = self.in_days(days);
        self.desk.law.calendar.working_on_or_after(day).unwrap_or(day)
    }

    fn proposal(&self, dice: &mut Dice) -> Proposal {
        let ours = match self.case.origin.item.as_str() {
            "JX-T-13-CF" => {
                let mut penalty = terms("b", yuan(5_000));
                let base = crate::catalogue::fine::ILLEGAL_GAINS;
                penalty.bases = penalty.bases.with(base, yuan(0));
                if self.case.measures.iter().any(Measure::runs) {
                    penalty.things = vec!["轻型货车1辆".into()];
                }
                penalty
            }
            "JX-T-05-CF" => terms("a", yuan(30_000)),
            _ => terms("a", yuan(300)),
        };
        match dice.below(6) {
            0..3 => Proposal::Penalty(ours),
            3 => Proposal::NoPenalty(waiver(WaiverGround::FirstOffence)),
            4 => Proposal::Penalty(terms("a", yuan(6_000))),
            _ => Proposal::NoPenalty(waiver(WaiverGround::NotEstablished)),
        }
    }

    fn before_the_decision(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let reason = "补充核实。".to_owned();
        let command = match act {
            Act::ApproveFiling if dice.once_in(12) => {
                (Command::RefuseFiling(RefuseFiling { reason }), LEADER)
            }
            Act::ApproveFiling => {
                (Command::ApproveFiling(ApproveFiling { words: words() }), LEADER)
            }
            Act::AddEvidence => (Command::AddEvidence(evidence(self.day)), HANDLER_A),
            Act::VerifyEvidence => {
                let evidence = self.case.evidence.iter().find(|e| e.verified.is_none())?.id.clone();
                let how = "与原件核对".into();
                (
                    Command::VerifyEvidence(VerifyEvidence {
                        evidence,
                        how,
                        moments: vec![],
                        sound: false,
                    }),
                    HANDLER_A,
                )
            }
            Act::RecordInterview => {
                (Command::RecordInterview(Box::new(interview(self.day))), HANDLER_A)
            }
            Act::ExamineScene => {
                let record = scene(self.day);
                (Command::ExamineScene(Box::new(ExamineScene { record })), HANDLER_A)
            }
            Act::OrderRectification => {
                let due_on = [Some(self.in_days(4)), None][dice.below(2)];
                (Command::OrderRectification(rectification(due_on)), HANDLER_A)
            }
            Act::SubmitReport => {
                (Command::SubmitReport(Box::new(report(self.proposal(dice)))), HANDLER_A)
            }
            Act::ApproveReport if dice.once_in(10) => {
                (Command::ReturnReport(ReturnReport { reason }), HEAD)
            }
            Act::ApproveReport => (Command::ApproveReport(ApproveReport { words: words() }), HEAD),
            Act::GiveNotice => {
                let terms = self.proposal(dice).penalty().filter(|_| dice.once_in(6)).cloned();
                (Command::GiveNotice(GiveNotice { terms, ..notice() }), HANDLER_A)
            }
            Act::RecordDelivery => {
                let document = self.to_deliver(dice)?;
                (Command::RecordDelivery(delivery(&document, self.day)), HANDLER_A)
            }
            Act::HearRepresentation if dice.once_in(3) => {
                (Command::WaiveRepresentation(waived(self.day)), HANDLER_A)
            }
            Act::HearRepresentation => {
                (Command::HearRepresentation(statement(self.day)), HANDLER_A)
            }
            Act::ReviewRepresentation => (Command::ReviewRepresentation(statement_review()), HEAD),
            Act::RequestHearing if dice.once_in(3) => {
                let abandon = AbandonHearing { on: self.day, reason: "没有到场。".into() };
                (Command::AbandonHearing(abandon), HANDLER_A)
            }
            Act::RequestHearing => {
                (Command::RequestHearing(RequestHearing { on: self.day }), HANDLER_A)
            }
            Act::CallHearing => {
                let day = self.working([20, 12, 3][dice.below(3)]);
                (Command::CallHearing(call_hearing(day)), PRESIDER)
            }
            Act::HoldHearing => {
                let held = match &self.case.deciding()?.hearing {
                    Hearing::Called(call) => call.at.date(),
                    Hearing::NotAsked
                    | Hearing::Requested { .. }
                    | Hearing::Held(..)
                    | Hearing::Abandoned { .. } => self.day,
                };
                (Command::HoldHearing(Box::new(hold_hearing(held))), PRESIDER)
            }
            _ => return None,
        };
        Some(command)
    }

    /// What waits to be delivered; of wild dice sometimes any paper of the case.
    fn to_deliver(&self, dice: &mut Dice) -> Option<DocumentId> {
        let first = awaiting_delivery(self.case).next().map(|document| document.id.clone());
        if !dice.once_in(8) {
            return first;
        }
        let some = dice.below(self.case.documents.len());
        self.case.documents.get(some).map(|document| document.id.clone()).or(first)
    }

    fn on_the_decision(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let command = match act {
            Act::DraftDecision => {
                let proposal = dice.once_in(5).then(|| self.proposal(dice));
                let draft = DraftDecision { proposal, ..draft() };
                (Command::DraftDecision(Box::new(draft)), HANDLER_A)
            }
            Act::GiveOpinion => {
                let pass = ReviewVerdict::Pass;
                let some = [pass, pass, pass, ReviewVerdict::Amend, ReviewVerdict::Investigate];
                (Command::GiveOpinion(opinion(some[dice.below(5)])), REVIEWER)
            }
            Act::RecordDeliberation => {
                let fine = self.case.deciding()?.draft.as_ref()?.proposal.fine();
                let fine = [fine, fine, yuan(1)][dice.below(3)];
                (Command::RecordDeliberation(deliberation(self.day, fine)), DEPUTY)
            }
            Act::DecidePenalty => {
                (Command::DecidePenalty(DecidePenalty { words: words() }), LEADER)
            }
            Act::WaivePenalty => (Command::WaivePenalty(WaivePenalty { words: words() }), LEADER),
            Act::RecordPayment => {
                let owed = owed_on(self.case.decided()?, self.desk.law, self.day).total();
                let amounts = [owed, owed, yuan(100), law::Fen(-1), yuan(1_000_000)];
                let voucher = format!("票{}", self.desk.log.len());
                let amount = amounts[dice.below(5)];
                (Command::RecordPayment(payment(amount, self.day, &voucher)), CASHIER)
            }
            Act::ProposePublication if dice.once_in(6) => {
                let reason = "涉及个人隐私。".into();
                (Command::WithholdPublication(WithholdPublication { reason }), PUBLISHER)
            }
            Act::ProposePublication => {
                let mut version = draft_version(self.case, self.case.decided()?, self.desk.law);
                version.summary = format!("{}（第{}稿）", version.summary, self.desk.log.len());
                (Command::ProposePublication(ProposePublication { version }), PUBLISHER)
            }
            Act::ConfirmPublication => (Command::ConfirmPublication(ConfirmPublication {}), LEADER),
            Act::RevokeDecision => {
                let (by_document, reason) = ("示例判决书".into(), "程序违法。".into());
                let revoke = RevokeDecision { on: self.day, by_document, reason };
                (Command::RevokeDecision(revoke), LEADER)
            }
            Act::RetractPublication => {
                let reason = "决定已经撤销。".into();
                (Command::RetractPublication(RetractPublication { reason }), PUBLISHER)
            }
            Act::ProposeClosing => {
                (Command::ProposeClosing(ProposeClosing { words: "办理完毕。".into() }), HANDLER_A)
            }
            Act::ApproveClosing if dice.once_in(5) => {
                (Command::ReturnClosing(ReturnClosing { reason: "补充。".into() }), LEADER)
            }
            Act::ApproveClosing => {
                (Command::ApproveClosing(ApproveClosing { words: words() }), LEADER)
            }
            Act::ArchiveCase => {
                let (number, retention) = ("归1".into(), "30年".into());
                let archive = ArchiveCase { number, retention, notes: words() };
                (Command::ArchiveCase(archive), ARCHIVIST)
            }
            _ => return None,
        };
        Some(command)
    }

    fn on_the_spot(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let command = match act {
            Act::HearOnSpot => {
                let mut told = hear_on_spot(yuan(dice.one(&[100, 200, 201, 50])));
                told.disputed = dice.once_in(6);
                told.terms.gains = if dice.once_in(8) { yuan(1) } else { law::Fen(0) };
                let again = format!("第{}次告知。", self.desk.log.len());
                told.terms.discretion = again.as_str().into();
                (Command::HearOnSpot(Box::new(told)), HANDLER_A)
            }
            Act::DecideOnSpot => {
                let fine = [None, None, Some(yuan(300)), Some(yuan(10))][dice.below(4)];
                let decide = DecideOnSpot { fine, ..decide_on_spot() };
                (Command::DecideOnSpot(Box::new(decide)), HANDLER_A)
            }
            Act::ConvertToGeneral => {
                let ground = ConversionGround::ALL[dice.below(ConversionGround::ALL.len())];
                let reason = "现场不能查清。".into();
                (Command::ConvertToGeneral(ConvertToGeneral { ground, reason }), HANDLER_A)
            }
            Act::CollectOnSpot => {
                let mut collect = collect_on_spot(yuan(dice.one(&[100, 50, 200])), self.day);
                collect.ground = CollectionGround::ALL[dice.below(3)];
                (Command::CollectOnSpot(collect), HANDLER_A)
            }
            Act::HandInCash => (Command::HandInCash(HandInCash { on: self.day }), HANDLER_A),
            Act::BankCash => {
                (Command::BankCash(BankCash { on: self.day, slip: "缴1".into() }), CASHIER)
            }
            Act::FileCopy => (Command::FileCopy(FileCopy {}), HANDLER_A),
            _ => return None,
        };
        Some(command)
    }
}
