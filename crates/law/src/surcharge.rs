//! Money that grows by the day: the surcharge on an unpaid fine, and the daily consecutive fine.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    money::{Fen, half_up},
    reckoning::within,
};

/// Three per cent of the fine for each day overdue.
///
/// # Law
/// 《行政处罚法》第七十二条第一款第（一）项.
pub const DAILY_PERCENT: u32 = 3;

/// The surcharge on a fine paid late (加处罚款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surcharge {
    /// The days that count.
    pub days: u32,
    /// The days that did not count because of a pause.
    pub paused_days: u32,
    /// What the days would cost without the cap.
    pub uncapped: Fen,
    /// What is owed on top of the fine; never more than the fine.
    pub amount: Fen,
    /// Whether the cap made it smaller.
    pub capped: bool,
    /// The spans during which the surcharge stood still, as given.
    pub pauses: Vec<(Date, Date)>,
}

/// The daily consecutive fine (按日连续处罚).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyFine {
    /// The days that count.
    pub days: u32,
    /// The original fine once for each day.
    pub amount: Fen,
}

/// Computes the surcharge on a fine that was due on one day and paid on another.
///
/// The day due is not counted, the day of payment is. Both days of a pause are left out: it runs
/// from the day reconsideration or suit is filed through the day the final document is received
/// (DB-08). The product is rounded once, half-up to the 分.
///
/// # Law
/// 《行政处罚法》第七十二条第一款第（一）项、第七十三条第三款; 《行政强制法》第四十五条第二款.
// LEGAL-Q 2026-11-21 (法制审核机构): 第七十三条第三款 does not say whether the first and last day of
// the review count. Until then neither is counted, in favour of the party.
pub fn surcharge(fine: Fen, due: Date, paid_on: Date, pauses: &[(Date, Date)]) -> Surcharge {
    let (mut days, mut paused_days) = (0_u32, 0_u32);
    let mut day = due;
    while day < paid_on {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if within(day, pauses) {
            paused_days += 1;
        } else {
            days += 1;
        }
    }
    let fine = fine.max(Fen::ZERO);
    let product = i128::from(fine.0) * i128::from(DAILY_PERCENT) * i128::from(days);
    let uncapped = half_up(product, 100).unwrap_or(Fen(i64::MAX));
    Surcharge {
        days,
        paused_days,
        uncapped,
        amount: uncapped.min(fine),
        capped: fine < uncapped,
        pauses: pauses.to_vec(),
    }
}

/// Computes the daily consecutive fine; none when the amount cannot be counted.
///
/// Days run from the day after the correction order was delivered through the day of the re-check
/// that finds the violation continuing.
///
/// # Law
/// 《生态环境法典》第一千零六十条.
// LEGAL-Q 2026-11-21 (法制审核机构): the span of days is that of the former implementing measures
// (DM-07); confirm that it still holds under the code. Until then it is used.
pub fn daily_fine(fine: Fen, order_delivered_on: Date, rechecked_on: Date) -> Option<DailyFine> {
    let days = (rechecked_on - order_delivered_on).get_days().max(0);
    let days = u32::try_from(days).ok()?;
    fine.times(days).map(|amount| DailyFine { days, amount })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{daily_fine, surcharge};
    use crate::money::Fen;

    #[test]
    fn payment_on_or_before_the_day_due_costs_nothing() {
        for paid_on in [date(2026, 3, 1), date(2026, 3, 17)] {
            let answer = surcharge(Fen(500_000), date(2026, 3, 17), paid_on, &[]);
            assert_eq!((answer.days, answer.amount, answer.capped), (0, Fen(0), false));
        }
    }

    #[test]
    fn overlapping_pauses_are_left_out_once() {
        let pauses = [
            (date(2026, 3, 20), date(2026, 3, 25)),
            (date(2026, 3, 24), date(2026, 3, 26)),
            (date(2026, 1, 1), date(2026, 3, 18)),
        ];
        let answer = surcharge(Fen(100_000), date(2026, 3, 17), date(2026, 3, 27), &pauses);
        assert_eq!((answer.days, answer.paused_days), (2, 8));
        assert_eq!(answer.amount, Fen(6_000));
        assert_eq!(answer.pauses, pauses);
    }

    #[test]
    fn the_largest_fine_does_not_overflow() {
        let answer = surcharge(Fen(i64::MAX), date(2026, 1, 1), date(2036, 1, 1), &[]);
        assert_eq!(answer.amount, Fen(i64::MAX));
        let answer = surcharge(Fen(-5), date(2026, 1, 1), date(2036, 1, 1), &[]);
        assert_eq!(answer.amount, Fen(0));
    }

    #[test]
    fn a_daily_fine_needs_a_day_to_pass() {
        let answer = daily_fine(Fen(100), date(2026, 9, 11), date(2026, 9, 1)).unwrap();
        assert_eq!((answer.days, answer.amount), (0, Fen(0)));
        assert_eq!(daily_fine(Fen(i64::MAX), date(2026, 9, 1), date(2026, 9, 11)), None);
    }
}
