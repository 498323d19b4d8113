//! How dates and times are written for people: one formatter each.

use jiff::civil::{Date, DateTime, Weekday, date};

use crate::numerals::numeral;

/// 2026年3月9日.
pub fn date_zh(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The first and the last day that somebody may name; before and after it is a slip of the pen.
const SPAN: (Date, Date) = (date(1949, 10, 1), date(2100, 12, 31));

/// The day as people write it: 2026年3月9日, 2026-03-09, 2026/3/9 or 2026.3.9; none where it is no day
/// between 1949-10-01 and 2100-12-31, both inclusive.
pub fn day_written(words: &str) -> Option<Date> {
    let plain = words.replace(['年', '月', '/', '.'], "-");
    let plain = plain.trim_end_matches('日').trim();
    let mut parts = plain.splitn(3, '-');
    let year = parts.next()?.trim().parse().ok()?;
    let month = parts.next()?.trim().parse().ok()?;
    let day = parts.next()?.trim().parse().ok()?;
    let day = Date::new(year, month, day).ok()?;
    (SPAN.0 <= day && day <= SPAN.1).then_some(day)
}

/// 二〇二六年三月九日, as stamped documents are dated.
pub fn date_han(date: Date) -> String {
    let year: String = date.year().to_string().chars().map(han_digit).collect();
    let part = |number: i8| numeral(u32::from(number.unsigned_abs()));
    format!("{year}年{}月{}日", part(date.month()), part(date.day()))
}

/// 2026年3月9日15时30分.
pub fn datetime_zh(moment: DateTime) -> String {
    format!("{}{}时{:02}分", date_zh(moment.date()), moment.hour(), moment.minute())
}

/// 星期一 to 星期日.
pub fn weekday_zh(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

fn han_digit(mark: char) -> char {
    match mark {
        '0' => '〇',
        other => other.to_digit(10).map_or(other, |value| {
            crate::numerals::digit(u64::from(value), &crate::numerals::PLAIN)
        }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::{date_han, date_zh, datetime_zh, weekday_zh};

    #[test]
    fn dates_are_written_without_leading_zeros() {
        assert_eq!(date_zh(date(2026, 3, 9)), "2026年3月9日");
        assert_eq!(datetime_zh(datetime(2026, 3, 9, 15, 5, 0, 0)), "2026年3月9日15时05分");
    }

    #[test]
    fn stamped_dates_use_the_round_zero() {
        assert_eq!(date_han(date(2026, 3, 9)), "二〇二六年三月九日");
        assert_eq!(date_han(date(2010, 10, 20)), "二〇一〇年十月二十日");
        assert_eq!(date_han(date(1999, 12, 31)), "一九九九年十二月三十一日");
    }

    #[test]
    fn weekdays_are_named() {
        assert_eq!(weekday_zh(date(2026, 2, 13)), "星期五");
        assert_eq!(weekday_zh(date(2026, 9, 20)), "星期日");
    }
}
