//! Until when a case is to be decided, and which days do not count (作出决定的期限).

use jiff::civil::Date;
use law::Parameter;

use super::crime;
use super::sampling;
use super::state::Case;
use super::suspend;
use super::transfer;
use crate::packs::Jurisdiction;
use crate::tasks::Due;

/// The last day to decide: ninety days from the filing, or, of a case that is decided again, the day
/// that was set.
///
/// # Law
/// 《行政处罚法》第六十条; 《行政复议法》第七十七条 (AP-48).
pub fn decide_by(case: &Case, law: &Jurisdiction) -> Option<Due> {
    let from = case.decides_from()?;
    let whole = law.rules.due_excluding("AP-48", from, &left_out(case, law), &law.calendar).ok()?;
    let cite = law.rules.at("AP-48", from).map_or_else(|_| String::new(), Parameter::basis);
    let whole = Due { on: whole.last, rule: "AP-48".to_owned(), cite };
    match case.reopened.as_ref().and_then(|it| it.redo_by) {
        Some(on) if on < whole.on => Some(Due {
            on,
            rule: "重新作出的期限".to_owned(),
            cite: "《行政复议法》第七十七条".to_owned(),
        }),
        Some(_) | None => Some(whole),
    }
}

/// The days, first and last inclusive, that do not count into the time to decide.
pub(crate) fn left_out(case: &Case, law: &Jurisdiction) -> Vec<(Date, Date)> {
    let police = crime::days_out(case, law).into_iter();
    let others = transfer::days_out(case, law).into_iter().chain(sampling::days_out(case, law));
    apart(police.chain(suspend::days_out(case)).chain(others).collect())
}

/// Whether the time to decide stands still today: the case is with the police, or suspended on a
/// ground whose days do not count.
pub fn stands_still(case: &Case) -> bool {
    let with_police = case.referral().is_some_and(|it| it.delivery.is_some());
    with_police || suspend::open(case).is_some_and(|it| !it.excluded_by.is_empty())
}

/// Whether the next step waits for somebody outside, for the investigation to go on, or for it to be
/// settled whose case it is.
pub(crate) fn waits(case: &Case) -> bool {
    let held = suspend::open(case).is_some() || case.transfer().is_some();
    case.decided().is_none() && (stands_still(case) || held)
}

/// The same days with no day named twice.
fn apart(mut spans: Vec<(Date, Date)>) -> Vec<(Date, Date)> {
    spans.sort_unstable();
    let mut all: Vec<(Date, Date)> = Vec::new();
    for (first, last) in spans {
        match all.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            Some(_) | None => all.push((first, last)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_that_two_reasons_leave_out_is_left_out_once() {
        let day = |day| date(2026, 3, day);
        let spans = vec![(day(5), day(9)), (day(1), day(6)), (day(20), day(21))];
        assert_eq!(apart(spans), [(day(1), day(9)), (day(20), day(21))]);
    }
}
