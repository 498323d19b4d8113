//! Give back what was paid on a decision that fell (退还款项).

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use super::event::Refund;
use crate::cases::event::Event;
use crate::cases::records::Standing;
use crate::cases::sheets::{blank, me};
use crate::cases::state::{Case, Decided};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Record a refund (登记退款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRefund {
    /// How much.
    pub amount: Fen,
    /// The voucher.
    pub voucher: String,
    /// The day.
    pub on: Date,
}

/// What was paid on a decision that fell and has not gone back.
///
/// # Law
/// 《行政强制法》第四十一条.
pub fn refundable(decided: &Decided) -> Fen {
    let paid: i64 = decided.payments.iter().map(|it| it.principal.0 + it.surcharge.0).sum();
    match decided.standing {
        Standing::InForce => Fen(0),
        Standing::Revoked { .. } => Fen(paid - decided.execution.refunded().0),
    }
}

impl RecordRefund {
    /// Decides whether the refund fits what was paid.
    ///
    /// # Law
    /// 《行政强制法》第四十一条: what was paid on a decision that was revoked goes back.
    ///
    /// # Errors
    /// Nothing to give back, a wrong amount or day, or a used voucher.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!self.voucher.trim().is_empty(), || {
            blank("EXEC-071", "退款凭证号", "voucher")
        });
        let Some(decided) = case.decided() else {
            found.clear()?;
            return Ok(vec![]);
        };
        let rest = refundable(decided);
        found.require(0 < self.amount.0 && self.amount <= rest, || {
            Refusal::new(
                "EXEC-072",
                format!("退款金额应当大于零，不超过应退的{rest}。"),
                "请核对已缴和已退的金额。",
            )
            .at("amount")
        });
        let used = decided.execution.refunds.iter().any(|it| it.voucher == self.voucher.trim());
        found.require(!used, || {
            Refusal::new("EXEC-073", "这张退款凭证已经登记过。", "请核对凭证号。").at("voucher")
        });
        let revoked_on = match &decided.standing {
            Standing::Revoked { on, .. } => Some(*on),
            Standing::InForce => None,
        };
        let fits = revoked_on.is_none_or(|on| on <= self.on) && self.on <= setting.today;
        found.require(fits, || {
            Refusal::new("EXEC-074", "退款日期早于决定撤销之日，或者晚于今天。", "请核对日期。")
                .at("on")
        });
        found.clear()?;
        Ok(vec![Event::Refunded(Refund {
            amount: self.amount,
            voucher: self.voucher.trim().to_owned(),
            on: self.on,
            by: me,
        })])
    }
}

/// What stands before a refund.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    if case.decided().is_some_and(|it| 0 < refundable(it).0) {
        return vec![];
    }
    vec![
        Refusal::new(
            "EXEC-070",
            "没有应当退还的款项。",
            "处罚决定被撤销、已经缴纳款项的，登记撤销以后退还。",
        )
        .by("《行政强制法》第四十一条")
        .then(Act::RevokeDecision),
    ]
}
