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

/// What was paid on a decision that fell or was changed, or on a surcharge that fell, and what an
/// auction brought beyond the fine, as far as it has not gone back.
///
/// # Law
/// 《行政强制法》第四十一条、第四十六条第三款.
pub fn refundable(decided: &Decided) -> Fen {
    let principal: i64 = decided.payments.iter().map(|it| it.principal.0).sum();
    let surcharge: i64 = decided.payments.iter().map(|it| it.surcharge.0).sum();
    let kept = match decided.standing {
        Standing::Revoked { .. } => 0,
        Standing::InForce => {
            let due = decided.fine().0 + decided.gains().0;
            principal.min(due) + surcharge_kept(decided, surcharge)
        }
    };
    let over = decided.execution.surplus().0;
    Fen((principal + surcharge + over - kept - decided.execution.refunded().0).max(0))
}

/// The surcharge is a share of the fine day by day and in its limit: it shrinks as the fine does.
fn surcharge_kept(decided: &Decided, paid: i64) -> i64 {
    let (before, now) = (decided.decision.proposal.fine().0, decided.fine().0);
    if decided.execution.surcharge_struck() || before <= 0 {
        return 0;
    }
    let kept = i128::from(paid) * i128::from(now) / i128::from(before);
    i64::try_from(kept).unwrap_or(paid).min(paid)
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
        let fell_on = decided.refund_from().or_else(|| decided.execution.sold_on());
        let fits = fell_on.is_none_or(|on| on <= self.on) && self.on <= setting.today;
        found.require(fits, || {
            Refusal::new(
                "EXEC-074",
                "退款日期早于决定撤销、变更之日或者拍卖之日，或者晚于今天。",
                "请核对日期。",
            )
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
            "处罚决定被撤销、变更，已经缴纳款项的，登记复议诉讼结果或者决定撤销以后退还；拍卖所得超过罚款的，登记拍卖结果以后退还。",
        )
        .by("《行政强制法》第四十一条")
        .by("《行政强制法》第四十六条第三款")
        .then(Act::RevokeDecision),
    ]
}
