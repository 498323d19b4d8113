//! What a person would send about measures, execution, enforcement and remedies.

#![expect(clippy::wildcard_enum_match_arm, reason = "each part knows its own acts")]

use super::dice::Dice;
use super::moves::{At, Sent};
use crate::cases::{Command, *};
use crate::ids::MeasureId;
use crate::policy::Act;
use crate::testing::*;

impl At<'_> {
    /// The newest measure that fits; of wild dice any when none does.
    fn measure(&self, dice: &mut Dice, fits: impl Fn(&Measure) -> bool) -> Option<MeasureId> {
        let all = &self.case.measures;
        let fitting = all.iter().rev().find(|it| fits(it));
        let found = match fitting {
            None if !dice.are_willing() => all.get(dice.below(all.len())),
            other => other,
        };
        found.map(|it| it.id.clone())
    }

    pub fn of_measures(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let reason = "正在等待外地协查复函。";
        let articles = Vec::new;
        let command = match act {
            Act::ProposeMeasure => {
                let kinds = [MeasureKind::Seize, MeasureKind::Hold, MeasureKind::Sequester];
                let mut propose = propose_measure(kinds[dice.below(3)]);
                propose.urgent = dice.once_in(3).then(|| "正要驶离。".into());
                (Command::ProposeMeasure(Box::new(propose)), HANDLER_A)
            }
            Act::ApproveMeasure => {
                let waits = |it: &Measure| it.approval == MeasureApproval::Pending;
                let measure = self.measure(dice, waits)?;
                if dice.once_in(8) {
                    let refuse = RefuseMeasure { measure, reason: reason.into() };
                    (Command::RefuseMeasure(refuse), LEADER)
                } else {
                    (Command::ApproveMeasure(ApproveMeasure { measure }), LEADER)
                }
            }
            Act::ImplementMeasure => {
                let measure = self.measure(dice, |it| it.held.is_none())?;
                let mut take = take_measure(&measure, self.day);
                let now = self.desk.o_clock();
                let before = |minutes| now - jiff::Span::new().minutes(minutes);
                (take.at, take.ended_at) = (before(4), before(1));
                (Command::ImplementMeasure(Box::new(take)), HANDLER_A)
            }
            Act::ReleaseMeasure => {
                let measure = self.measure(dice, Measure::runs)?;
                let other = ReleaseGround::Other;
                let ground = [other, dice.one(&ReleaseGround::ALL)][dice.below(2)];
                (Command::ReleaseMeasure(lift_measure(&measure, ground)), LEADER)
            }
            Act::ReturnArticles => {
                let back = |it: &Measure| {
                    let mut fates = it.held.iter().flat_map(|held| &held.articles);
                    fates.any(|one| matches!(one.fate, Fate::Released { .. }))
                };
                let fallen = |it: &Measure| {
                    let mut fates = it.held.iter().flat_map(|held| &held.articles);
                    fates.any(|one| {
                        matches!(one.fate, Fate::Confiscated { .. } | Fate::Disposed { .. })
                    })
                };
                let first = self.case.measures.iter().find(|it| back(it)).map(|it| it.id.clone());
                let measure = first.or_else(|| self.measure(dice, fallen))?;
                (Command::ReturnArticles(give_back(&measure)), HANDLER_A)
            }
            Act::TransferArticles => {
                let measure = self.measure(dice, Measure::runs)?;
                (Command::TransferArticles(transfer_things(&measure)), HANDLER_A)
            }
            Act::ConfiscateArticles => {
                let measure = self.measure(dice, Measure::runs)?;
                let all = ConfiscateArticles { measure, articles: articles() };
                (Command::ConfiscateArticles(all), HANDLER_A)
            }
            _ => return self.of_periods(act, dice).or_else(|| self.of_disposal(act, dice)),
        };
        Some(command)
    }

    fn of_periods(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let reason = "正在等待外地协查复函。";
        let command = match act {
            Act::RequestExtension => {
                let measure = self.measure(dice, Measure::runs)?;
                let ask = RequestExtension { measure, reason: reason.into() };
                (Command::RequestExtension(ask), HANDLER_A)
            }
            Act::ExtendMeasure => {
                let asked =
                    |it: &Measure| it.held.as_ref().is_some_and(|held| held.asked.is_some());
                let measure = self.measure(dice, asked)?;
                // Refused in the end: whoever leads on wants the things back.
                if dice.are_willing() || dice.once_in(3) {
                    let refuse = RefuseExtension { measure, reason: reason.into() };
                    (Command::RefuseExtension(refuse), LEADER)
                } else {
                    (Command::ExtendMeasure(ExtendMeasure { measure }), LEADER)
                }
            }
            Act::TellAppraisal => {
                let tell = TellAppraisal {
                    measure: self.measure(dice, Measure::runs)?,
                    institution: "示例检测有限公司".into(),
                    qualification: "资质认定证书示例".into(),
                    question: "整备质量".into(),
                    first_on: self.in_days(1),
                    last_on: self.in_days(5),
                };
                (Command::TellAppraisal(tell), HANDLER_A)
            }
            _ => return None,
        };
        Some(command)
    }

    fn of_disposal(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let with = |ordered: bool| {
            move |it: &Measure| {
                let mut fates = it.held.iter().flat_map(|held| &held.articles);
                fates.any(|one| {
                    matches!(&one.fate, Fate::Confiscated { order, .. } if order.is_some() == ordered)
                })
            }
        };
        let articles = Vec::new();
        let command = match act {
            Act::ApproveDisposal => {
                let measure = self.measure(dice, with(false))?;
                let manner = dice.one(&[DisposalManner::Destroy, DisposalManner::Auction]);
                let reason = "没有使用价值。".into();
                let order = ApproveDisposal { measure, articles, manner, reason };
                (Command::ApproveDisposal(order), LEADER)
            }
            Act::RecordDisposal => {
                let measure = self.measure(dice, with(true))?;
                let auctioned = self.case.measures.iter().filter(|it| it.id == measure).any(|it| {
                    let mut fates = it.held.iter().flat_map(|held| &held.articles);
                    let auction = Some(DisposalManner::Auction);
                    fates.any(|one| matches!(&one.fate, Fate::Confiscated { order, .. } if *order == auction))
                });
                let proceeds = if auctioned { yuan(100) } else { law::Fen(0) };
                let record = RecordDisposal {
                    measure,
                    articles,
                    account: "依法处理。".into(),
                    witness: "演示丁".into(),
                    signature_image: "data:image/png;base64,AA".into(),
                    scan: None,
                    proceeds,
                    voucher: if auctioned { "示国库0001".into() } else { String::new() },
                };
                (Command::RecordDisposal(record), HANDLER_A)
            }
            _ => return None,
        };
        Some(command)
    }

    pub fn of_execution(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let decided = || self.case.decided();
        let command = match act {
            Act::RequestDeferral => {
                let fine = decided()?.owed_principal().min(decided()?.fine());
                let part = |days: i64, fen: i64| Instalment {
                    due_on: self.in_days(days),
                    amount: law::Fen(fen),
                };
                let half = fine.0 / 2;
                let two = vec![part(30, half), part(60, fine.0 - half)];
                let plan = dice.one(&[two, vec![part(30, fine.0)], vec![part(-1, fine.0)]]);
                let reason = "经营困难，附纳税申报表。".into();
                let ask = RequestDeferral { plan, reason, asked_on: self.day };
                (Command::RequestDeferral(ask), HANDLER_A)
            }
            Act::ApproveDeferral if dice.once_in(3) => {
                let reason = "没有困难的证明。".into();
                (Command::RefuseDeferral(RefuseDeferral { reason }), LEADER)
            }
            Act::ApproveDeferral => (Command::ApproveDeferral(ApproveDeferral {}), LEADER),
            Act::ProposeAgreement => {
                let owed = owed_on(decided()?, self.desk.law, self.day);
                let remitted = dice.one(&[law::Fen(0), owed.surcharge, law::Fen(1)]);
                let amount = law::Fen(owed.total().0 - remitted.0);
                let plan = vec![Instalment { due_on: self.in_days(20), amount }];
                let command = agreement(plan, remitted);
                (Command::ProposeAgreement(Box::new(command)), HANDLER_A)
            }
            Act::SignAgreement if dice.once_in(3) => {
                let reason = "请写明补救措施。".into();
                (Command::ReturnAgreement(ReturnAgreement { reason }), LEADER)
            }
            Act::SignAgreement => (Command::SignAgreement(SignAgreement {}), LEADER),
            Act::TellSurcharge => (Command::TellSurcharge(TellSurcharge {}), HANDLER_A),
            Act::GiveCreditNotice => {
                let grade = dice.one(&CreditGrade::ALL);
                let basis = "行业失信信息分类目录".into();
                (Command::GiveCreditNotice(GiveCreditNotice { grade, basis }), HANDLER_A)
            }
            Act::RecordRepair => {
                let by_document = "信用修复决定1号".into();
                (Command::RecordRepair(RecordRepair { on: self.day, by_document }), PUBLISHER)
            }
            Act::DemandPerformance => {
                let manner = "到示例银行缴纳".into();
                (Command::DemandPerformance(DemandPerformance { manner }), HANDLER_A)
            }
            Act::ProposeCourtApplication => {
                let propose = ProposeCourtApplication {
                    court: "示例县人民法院".into(),
                    opinion: "当事人没有提出意见。".into(),
                    property: "名下车辆一辆。".into(),
                };
                (Command::ProposeCourtApplication(propose), HANDLER_A)
            }
            Act::ApplyToCourt => (Command::ApplyToCourt(ApplyToCourt {}), LEADER),
            Act::RecordCourtAnswer => {
                let number = "示例法受〔2026〕1号".into();
                let accepted = !dice.once_in(3);
                let answer = RecordCourtAnswer { accepted, number, on: self.day };
                (Command::RecordCourtAnswer(answer), HANDLER_A)
            }
            Act::HaltExecution => (Self::halt(dice), LEADER),
            Act::RecordRefund => {
                let rest = refundable(decided()?);
                let amount = dice.one(&[rest, rest, yuan(1), yuan(1_000_000)]);
                let voucher = format!("退{}", self.desk.log.len());
                let refund = RecordRefund { amount, voucher, on: self.day };
                (Command::RecordRefund(refund), CASHIER)
            }
            _ => return self.of_auctions(act, dice),
        };
        Some(command)
    }

    fn of_auctions(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let command = match act {
            Act::DecideAuction => {
                let measure = self.measure(dice, Measure::runs)?;
                (Command::DecideAuction(decide_auction(&measure)), LEADER)
            }
            Act::RecordAuction => {
                let price = dice.one(&[100, 100_000]);
                let outcome = dice.one(&AuctionOutcome::ALL);
                let outcome = if dice.are_willing() { AuctionOutcome::Stopped } else { outcome };
                let mut record = record_auction(outcome, price, self.day);
                record.voucher = format!("示国库{}", self.desk.log.len());
                (Command::RecordAuction(Box::new(record)), HANDLER_A)
            }
            _ => return None,
        };
        Some(command)
    }

    fn halt(dice: &mut Dice) -> Command {
        let words = "情况已经核实。";
        match dice.below(5) {
            4 => Command::CeaseExecution(cease_execution()),
            0 => Command::ResumeExecution(ResumeExecution { reason: words.into() }),
            1 | 2 => {
                let ground = dice.one(&SuspensionGround::ALL);
                Command::SuspendExecution(SuspendExecution { ground, reason: words.into() })
            }
            _ => {
                let ground = dice.one(&TerminationGround::ALL);
                Command::TerminateExecution(TerminateExecution { ground, reason: words.into() })
            }
        }
    }

    pub fn of_enforcement(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let open = || open_enforcements(self.case).next().map(|it| it.decision.clone());
        let command = match act {
            Act::DemandCorrection => {
                let reminded = open().and_then(|it| it.order);
                let overdue = overdue_orders(self.case, self.day);
                let order = reminded.or_else(|| overdue.first().map(|it| it.document.clone()))?;
                let manner = "自行清除，恢复原状".into();
                let until = self.in_days(4);
                (Command::DemandCorrection(DemandCorrection { order, manner, until }), HANDLER_A)
            }
            Act::DecideEnforcement => {
                let route = dice.one(&[Route::Proxy, Route::AtOnce, Route::Demolish]);
                let order =
                    overdue_orders(self.case, self.day).first().map(|it| it.document.clone());
                let planned = self.working(if route == Route::AtOnce { 0 } else { 9 });
                let decide = DecideEnforcement {
                    route,
                    order: order.filter(|_| route != Route::AtOnce),
                    object: "桥下堆放的稻草".into(),
                    reason: "易燃，将要危害桥梁和交通安全，当事人经催告仍不履行。".into(),
                    manner: "清运至指定地点".into(),
                    planned_at: at(planned, 9),
                    performer: "示例清运有限公司".into(),
                    disinterested: true,
                    estimate: yuan(1_200),
                };
                (Command::DecideEnforcement(Box::new(decide)), LEADER)
            }
            Act::RecordEnforcement => {
                let record = RecordEnforcement {
                    enforcement: open()?.enforcement,
                    at: at(self.day, 15),
                    ended_at: at(self.day, 16),
                    officers: handlers(),
                    performer: "演示庚".into(),
                    account: "清运完毕，桥下恢复原状。".into(),
                    cost: yuan(1_150),
                    witness: "演示戊".into(),
                    signature_image: "data:image/png;base64,AA".into(),
                    scan: None,
                    recordings: "执法记录仪演示-014".into(),
                };
                (Command::RecordEnforcement(Box::new(record)), HANDLER_A)
            }
            Act::StopEnforcement => {
                let enforcement = open()?.enforcement;
                let reason = "当事人已经自行清除。".into();
                (Command::StopEnforcement(StopEnforcement { enforcement, reason }), LEADER)
            }
            _ => return None,
        };
        Some(command)
    }

    pub fn of_remedies(&self, act: Act, dice: &mut Dice) -> Option<Sent> {
        let command = match act {
            Act::NoteRemedy => {
                let mut note = note_remedy(dice.one(&RemedyKind::ALL), self.day);
                note.track = dice.one(&RemedyTrack::ALL);
                if dice.once_in(2) {
                    let all: Vec<_> = attackable(self.case).map(|it| it.id.clone()).collect();
                    note.document = all.get(dice.below(all.len())).cloned();
                }
                (Command::NoteRemedy(note), REVIEWER)
            }
            Act::AnswerRemedy => (Command::AnswerRemedy(Box::new(answer_remedy())), REVIEWER),
            Act::StayExecution => {
                let mut stay = stay_execution(self.day);
                stay.ground = dice.one(&StayGround::ALL);
                (Command::StayExecution(stay), LEADER)
            }
            Act::EndRemedy => {
                let mut end = end_remedy(dice.one(&RemedyResult::ALL), self.day);
                if end.result == RemedyResult::Changed && !dice.once_in(4) {
                    end.fine = Some(dice.one(&[yuan(100), yuan(0), yuan(1_000_000)]));
                    end.gains = Some(law::Fen(0));
                }
                if end.result == RemedyResult::Again {
                    end.redo_by = dice.one(&[None, Some(self.in_days(60)), Some(self.in_days(-1))]);
                }
                (Command::EndRemedy(Box::new(end)), REVIEWER)
            }
            Act::ReopenCase => {
                let plan = "重新测量，补充询问。".into();
                (Command::ReopenCase(ReopenCase { plan }), LEADER)
            }
            Act::ProposeTransfer if dice.once_in(3) => {
                let mut propose = propose_transfer();
                propose.ground = dice.one(&TransferGround::ALL);
                propose.rests_on = dice.one(&["示例文书".to_owned(), String::new()]);
                (Command::ProposeTransfer(propose), HANDLER_A)
            }
            Act::ApproveTransfer if dice.once_in(4) => {
                let answer = Answer::Return { reason: "违法行为发生在本县。".into() };
                (Command::ApproveTransfer(ApproveTransfer { answer }), LEADER)
            }
            Act::ApproveTransfer => {
                let answer = Answer::Approve;
                (Command::ApproveTransfer(ApproveTransfer { answer }), LEADER)
            }
            Act::DeliverTransfer => {
                let answer = deliver_transfer(!dice.once_in(2), self.day);
                (Command::DeliverTransfer(Box::new(answer)), HANDLER_A)
            }
            Act::EndTransfer => {
                let outcome = dice.one(&TransferOutcome::ALL);
                (Command::EndTransfer(end_transfer(outcome, self.day)), HANDLER_A)
            }
            Act::ProposeEnding if dice.once_in(3) => {
                let ground = dice.one(&EndGround::PUT);
                (Command::ProposeEnding(propose_ending(ground)), HANDLER_A)
            }
            Act::EndCase if dice.once_in(4) => {
                let answer = Answer::Return { reason: "请补充理由。".into() };
                (Command::EndCase(EndCase { answer }), LEADER)
            }
            Act::EndCase => (Command::EndCase(EndCase { answer: Answer::Approve }), LEADER),
            _ => return None,
        };
        Some(command)
    }
}
