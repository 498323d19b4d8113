//! Record a payment, and what is owed on a day (缴款、加处罚款).

use jiff::civil::Date;
use law::{Fen, date_zh, surcharge};
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::execution::Instalment;
use super::records::{Closing, ClosingGround, Payment, Standing};
use super::sheets::{blank, future, me};
use super::state::{Case, Decided, Stage};
use super::wrong_stage;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// What is owed on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What remains of the fine and the gains.
    pub principal: Fen,
    /// The last day to pay without a surcharge; `None` before delivery.
    pub due_on: Option<Date>,
    /// What remains of the surcharge.
    pub surcharge: Fen,
    /// The days that counted.
    pub days: u32,
}

impl Owed {
    /// Principal and surcharge together.
    pub const fn total(&self) -> Fen {
        Fen(self.principal.0 + self.surcharge.0)
    }
}

/// What the party owes if they pay on the day; nothing on a decision that was revoked.
///
/// The surcharge runs on the fine, not on confiscated gains, from the day after the last day to
/// pay until the fine is paid in full. A part payment does not lower its base.
///
/// # Law
/// 《行政处罚法》第六十七条第三款、第七十二条第一款第一项 (AP-61, AP-67).
// LEGAL-Q 2026-11-21 (法制审批科): the surcharge after a part payment: on the whole fine or on
// what remains. Until told otherwise the whole fine, capped at its amount.
pub fn owed_on(decided: &Decided, law: &Jurisdiction, on: Date) -> Owed {
    if let Standing::Revoked { .. } = decided.standing {
        return Owed { principal: Fen(0), due_on: None, surcharge: Fen(0), days: 0 };
    }
    let principal = decided.owed_principal();
    let base_due = decided
        .delivered_on
        .and_then(|delivered| law.rules.due("AP-61", delivered, &law.calendar).ok())
        .map(|due| due.last);
    let already: i64 = decided.payments.iter().map(|p| p.surcharge.0).sum();
    let Some(due) = base_due else {
        return Owed { principal, due_on: None, surcharge: Fen(0), days: 0 };
    };
    let (mut amount, mut days, mut next_due) = (0, 0, None);
    for share in shares(decided, due) {
        let until = share.covered_on.unwrap_or(on);
        if share.covered_on.is_none() {
            next_due = next_due.or(Some(share.due_on));
        }
        if share.amount.0 <= 0 || until <= due {
            continue;
        }
        let mut pauses = decided.execution.pauses(until);
        pauses.extend(share.paused);
        if decided.execution.surcharge_struck() {
            continue;
        }
        let computed = surcharge(share.amount, due, until, &pauses);
        amount += computed.amount.0;
        days = computed.days.max(days);
    }
    let due_on = Some(next_due.unwrap_or(due));
    let remitted = decided.execution.remitted().0;
    Owed { principal, due_on, surcharge: Fen((amount - already - remitted).max(0)), days }
}

/// A part of the fine with a day of its own.
struct Share {
    amount: Fen,
    due_on: Date,
    /// The days on which no surcharge runs because the head gave a later day.
    paused: Option<(Date, Date)>,
    /// The day on which it was paid.
    covered_on: Option<Date>,
}

/// The fine as it falls due: whole, or in the instalments that the head approved.
///
/// # Law
/// 《行政处罚法》第六十六条第二款、第七十二条第一款第一项 (AP-66, AP-67).
// LEGAL-Q 2026-11-22 (法制审批科): the surcharge on a missed instalment: on that instalment or on
// the whole fine, and whether days between the application and its approval count. Until told
// otherwise on the instalment alone, and no day counts from the application on.
// LEGAL-Q 2026-11-22 (法制审批科): a remedy lowered the fine after a plan was approved: which of the
// instalments fall away. Until told otherwise the last ones.
fn shares(decided: &Decided, due: Date) -> Vec<Share> {
    let fine = decided.fine();
    let gains = decided.gains().0;
    let share = |amount, due_on, paused| Share { amount, due_on, paused, covered_on: None };
    let mut all = Vec::new();
    match decided.execution.plan() {
        None => all.push(share(fine, due, None)),
        Some((asked, plan)) => {
            let planned: i64 = plan.iter().map(|one| one.amount.0).sum();
            // What had been paid before the plan kept its own day.
            if planned < fine.0 {
                all.push(share(Fen(fine.0 - planned), due, None));
            }
            let mut left = fine.0;
            let later = |one: &Instalment| {
                let amount = Fen(one.amount.0.min(left));
                left -= amount.0;
                share(amount, one.due_on.max(due), Some((asked.asked_on, one.due_on)))
            };
            all.extend(plan.iter().map(later).filter(|share| 0 < share.amount.0));
        }
    }
    let mut needed = gains;
    for one in &mut all {
        needed += one.amount.0;
        one.covered_on = covered_on(decided, needed);
    }
    all
}

/// The day on which what was paid reached the sum.
fn covered_on(decided: &Decided, sum: i64) -> Option<Date> {
    let mut paid: Vec<&Payment> = decided.payments.iter().filter(|p| p.principal.0 > 0).collect();
    paid.sort_by_key(|p| p.paid_on);
    let mut reached = 0;
    paid.into_iter().find_map(|p| {
        reached += p.principal.0;
        (sum <= reached).then_some(p.paid_on)
    })
}

/// Record a payment (登记缴款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPayment {
    /// How much in all.
    pub amount: Fen,
    /// The day it was paid.
    pub paid_on: Date,
    /// The voucher.
    pub voucher: String,
    /// The channel: bank counter, electronic payment, collection on the spot.
    pub channel: String,
}

impl RecordPayment {
    /// Decides whether the payment fits what is owed: the principal first, then the surcharge.
    ///
    /// # Law
    /// 《行政处罚法》第六十七条、第七十二条 (AP-60, AP-61, AP-67, MT-21).
    ///
    /// # Errors
    /// The stage, an amount above what is owed, a used voucher, or a wrong day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        found.require(!self.voucher.trim().is_empty(), || blank("CASE-130", "票据号", "voucher"));
        found.require(self.paid_on <= setting.today, || {
            future("CASE-131", "缴款日期", "paid_on", setting)
        });
        found.require(self.amount.0 > 0, || {
            Refusal::new("CASE-132", "缴款金额应当大于零。", "请填写票据上的金额。").at("amount")
        });
        let Some(decided) = case.decided() else {
            found.clear()?;
            return Ok(vec![]);
        };
        let used = decided.payments.iter().any(|p| p.voucher == self.voucher.trim());
        found.require(!used, || {
            Refusal::new("CASE-133", "这张票据已经登记过。", "请核对票据号。").at("voucher")
        });
        if let Some(delivered) = decided.delivered_on {
            found.require(delivered <= self.paid_on, || {
                Refusal::new(
                    "CASE-134",
                    format!("缴款日期早于决定书送达日期（{}）。", date_zh(delivered)),
                    "请核对日期。",
                )
                .at("paid_on")
            });
        }
        let owed = owed_on(decided, setting.law, self.paid_on);
        // On a decision that was revoked nothing is collected, whatever the amount (CASE-136).
        let revoked = decided.standing != Standing::InForce;
        found.require(revoked || self.amount <= owed.total(), || {
            Refusal::new(
                "CASE-135",
                format!(
                    "缴款金额超过应缴金额：本金{}，加处罚款{}，合计{}。",
                    owed.principal,
                    owed.surcharge,
                    owed.total()
                ),
                "请核对票据；多收的应当退还当事人。",
            )
            .by("《行政处罚法》第七十二条第一款")
            .at("amount")
        });
        found.clear()?;
        let principal = self.amount.min(owed.principal);
        Ok(vec![Event::PaymentRecorded(Payment {
            principal,
            surcharge: Fen(self.amount.0 - principal.0),
            paid_on: self.paid_on,
            voucher: self.voucher.trim().to_owned(),
            channel: self.channel.clone(),
            by: me,
        })])
    }
}

/// The obstacles that stand before a payment whatever its amount.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let collected_by_court = match &case.stage {
        Stage::Closed(
            decided,
            Closing { ground: ClosingGround::CourtAccepted, archived: None, .. },
        )
        | Stage::Decided(decided) => Some(decided),
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => None,
    };
    let Some(decided) = collected_by_court else {
        return vec![wrong_stage(case, Act::RecordPayment, "作出处罚决定并送达之后登记缴款。")];
    };
    if let Standing::Revoked { .. } = decided.standing {
        return vec![Refusal::new(
            "CASE-136",
            "处罚决定已经撤销，不再收缴。",
            "已经缴纳的，请依法退还。",
        )];
    }
    if decided.delivered_on.is_none() {
        return vec![
            Refusal::new(
                "CASE-137",
                "决定书还没有送达，缴款期限没有开始。",
                "请先登记决定书的送达。",
            )
            .by("《行政处罚法》第六十七条第三款")
            .then(Act::RecordDelivery),
        ];
    }
    if owed_on(decided, setting.law, setting.today).total().0 <= 0 {
        return vec![
            Refusal::new("CASE-138", "没有应缴未缴的款项。", "请提请结案。")
                .then(Act::ProposeClosing),
        ];
    }
    vec![]
}
