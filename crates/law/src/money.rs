//! Money in whole 分: exact sums, percentages, reading and writing amounts.
//!
//! No floating point. Rounding is half-up to the 分 and happens once, at the end of a product.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::numerals::{FORMAL, digit, write};

/// An amount of money in 分.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// A whole percentage: `Percent(3)` is 3%.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub u32);

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("没有填写金额，请填写以元为单位的数字，例如20000.50")]
    Empty,
    /// A minus sign was written.
    #[error("金额不能为负数，请填写零或者正数")]
    Negative,
    /// A character that does not belong into a number, or a number cut short.
    #[error("“{0}”不是金额，请只填写以元为单位的数字，例如20000.50")]
    NotANumber(String),
    /// More decimals than the smallest unit has.
    #[error("小数位数过多，最多{0}位")]
    TooManyDecimals(usize),
    /// More than can be counted.
    #[error("金额过大，超出可以计算的范围")]
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole yuan.
    pub fn from_yuan(yuan: i64) -> Option<Self> {
        yuan.checked_mul(100).map(Self)
    }

    /// The sum, unless it cannot be counted.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, unless it cannot be counted.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// So many times the amount.
    pub fn times(self, count: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(count)).map(Self)
    }

    /// So many per cent of the amount, rounded half-up to the 分.
    pub fn times_percent(self, percent: u32) -> Option<Self> {
        Percent(percent).of(self)
    }

    /// A decimal multiple such as `"1.5"` (at most six decimals), rounded half-up to the 分.
    pub fn times_decimal(self, decimal: &str) -> Result<Self, MoneyError> {
        let (value, places) = read_decimal(decimal, 6)?;
        let scale = 10_i128.pow(u32::try_from(places).map_err(|_| MoneyError::TooLarge)?);
        half_up(i128::from(self.0) * i128::from(value), scale).ok_or(MoneyError::TooLarge)
    }

    /// Reads an amount in yuan: `20000`, `20,000.5`, `２００００．５０元`.
    ///
    /// At most two decimals, no sign, no 万: a slip in a fine must not become a larger fine.
    pub fn parse_yuan(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.trim().chars().map(narrow).collect();
        let plain = plain.trim_start_matches('¥').trim_end_matches('元').trim();
        let (value, places) = read_decimal(&ungroup(plain)?, 2)?;
        let scale = if places == 0 {
            100
        } else if places == 1 {
            10
        } else {
            1
        };
        value.checked_mul(scale).map(Self).ok_or(MoneyError::TooLarge)
    }

    /// The amount in formal numerals (大写): 贰万元整, 壹佰元零伍分.
    pub fn in_words(self) -> String {
        let fen = self.0.unsigned_abs();
        let (yuan, jiao, cent) = (fen / 100, fen / 10 % 10, fen % 10);
        let mut words = String::new();
        if self.0 < 0 {
            words.push('负');
        }
        if yuan > 0 || fen == 0 {
            words.push_str(&write(yuan, &FORMAL));
            words.push('元');
        }
        if jiao > 0 {
            words.push(digit(jiao, &FORMAL));
            words.push('角');
        } else if yuan > 0 && cent > 0 {
            words.push('零');
        }
        if cent > 0 {
            words.push(digit(cent, &FORMAL));
            words.push('分');
        } else {
            words.push('整');
        }
        words
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = self.0.unsigned_abs();
        if self.0 < 0 {
            write!(out, "-")?;
        }
        let digits = (fen / 100).to_string();
        for (place, mark) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                write!(out, ",")?;
            }
            write!(out, "{mark}")?;
        }
        write!(out, ".{:02}元", fen % 100)
    }
}

impl Percent {
    /// This percentage of an amount, rounded half-up to the 分.
    pub fn of(self, amount: Fen) -> Option<Fen> {
        half_up(i128::from(amount.0) * i128::from(self.0), 100)
    }

    /// The smallest whole number not below this percentage of a count of things or people.
    pub fn ceil_of(self, count: u32) -> u64 {
        (u64::from(count) * u64::from(self.0)).div_ceil(100)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}%", self.0)
    }
}

/// The quotient rounded to the nearest whole 分, halves upwards.
pub(crate) fn half_up(product: i128, by: i128) -> Option<Fen> {
    i64::try_from((2 * product + by).div_euclid(2 * by)).ok().map(Fen)
}

/// The half-width form of a digit, point or comma.
fn narrow(mark: char) -> char {
    match mark {
        '０'..='９' => u32::from(mark)
            .checked_sub(u32::from('０'))
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or(mark),
        '．' => '.',
        '，' => ',',
        '－' => '-',
        '￥' => '¥',
        _ => mark,
    }
}

/// Removes thousands separators, refusing groups that are not of three digits.
fn ungroup(text: &str) -> Result<String, MoneyError> {
    let (whole, rest) =
        text.split_once('.').map_or((text, String::new()), |(a, b)| (a, format!(".{b}")));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut plain = String::from(first);
    for group in groups {
        if group.len() != 3 || first.is_empty() || 3 < first.len() {
            return Err(MoneyError::NotANumber(text.into()));
        }
        plain.push_str(group);
    }
    Ok(plain + &rest)
}

/// Reads digits with at most `most` decimals as (all digits as one number, number of decimals).
fn read_decimal(text: &str, most: usize) -> Result<(i64, usize), MoneyError> {
    if text.is_empty() {
        return Err(MoneyError::Empty);
    }
    if text.starts_with('-') {
        return Err(MoneyError::Negative);
    }
    let (whole, places) = match text.split_once('.') {
        Some((_, "")) => return Err(MoneyError::NotANumber(text.into())),
        Some((whole, places)) => (whole, places),
        None => (text, ""),
    };
    let digits = || whole.bytes().chain(places.bytes());
    if whole.is_empty() || !digits().all(|byte| byte.is_ascii_digit()) {
        return Err(MoneyError::NotANumber(text.into()));
    }
    if most < places.len() {
        return Err(MoneyError::TooManyDecimals(most));
    }
    let value = format!("{whole}{places}").parse().map_err(|_| MoneyError::TooLarge)?;
    Ok((value, places.len()))
}

#[cfg(test)]
#[expect(clippy::inconsistent_digit_grouping, reason = "325_04 reads as 325.04元")]
mod tests {
    use proptest::prelude::proptest;

    use super::{Fen, MoneyError, Percent};

    #[test]
    fn amounts_are_shown_with_separators_and_two_decimals() {
        assert_eq!(Fen(2_000_000).to_string(), "20,000.00元");
        assert_eq!(Fen(0).to_string(), "0.00元");
        assert_eq!(Fen(99_999).to_string(), "999.99元");
        assert_eq!(Fen(123_456_789_05).to_string(), "123,456,789.05元");
        assert_eq!(Fen(-150).to_string(), "-1.50元");
    }

    #[test]
    fn amounts_in_words_follow_the_rules_for_receipts() {
        let samples = [
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角整"),
            (55, "伍角伍分"),
            (100_05, "壹佰元零伍分"),
            (100_50, "壹佰元伍角整"),
            (10_00, "壹拾元整"),
            (325_04, "叁佰贰拾伍元零肆分"),
            (1_409_50, "壹仟肆佰零玖元伍角整"),
            (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
            (20_000_00, "贰万元整"),
            (100_500_00, "壹拾万零伍佰元整"),
            (107_000_53, "壹拾万柒仟元伍角叁分"),
            (1_000_000_00, "壹佰万元整"),
            (10_001_000_00, "壹仟万壹仟元整"),
            (100_000_001_00, "壹亿零壹元整"),
            (1_000_050_000_00, "壹拾亿零伍万元整"),
            (-1_00, "负壹元整"),
        ];
        for (fen, words) in samples {
            assert_eq!(Fen(fen).in_words(), words);
        }
    }

    #[test]
    fn typed_amounts_are_read_in_yuan() {
        for (text, fen) in [
            ("20000.5", 2_000_050),
            ("20,000.50", 2_000_050),
            ("２０，０００．５０元", 2_000_050),
            (" ¥0.01 ", 1),
            ("0", 0),
            ("007", 700),
            ("1,000,000", 100_000_000),
        ] {
            assert_eq!(Fen::parse_yuan(text), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn texts_that_are_not_amounts_are_refused_with_the_reason() {
        assert_eq!(Fen::parse_yuan("  "), Err(MoneyError::Empty));
        assert_eq!(Fen::parse_yuan("-5"), Err(MoneyError::Negative));
        assert_eq!(Fen::parse_yuan("－5"), Err(MoneyError::Negative));
        assert_eq!(Fen::parse_yuan("1.234"), Err(MoneyError::TooManyDecimals(2)));
        assert_eq!(Fen::parse_yuan("99999999999999999999"), Err(MoneyError::TooLarge));
        assert_eq!(Fen::parse_yuan("92233720368547758.08"), Err(MoneyError::TooLarge));
        for text in
            ["2万", "1e5", ".5", "5.", "1.2.3", "1,00", "1234,567", ",123", "+5", "五百", "1 000"]
        {
            let answer = Fen::parse_yuan(text);
            assert!(matches!(answer, Err(MoneyError::NotANumber(_))), "{text}: {answer:?}");
        }
    }

    #[test]
    fn products_round_half_up_once() {
        assert_eq!(Fen(333_00).times_percent(3), Some(Fen(9_99)));
        assert_eq!(Fen(50).times_percent(1), Some(Fen(1)));
        assert_eq!(Fen(49).times_percent(1), Some(Fen(0)));
        assert_eq!(Fen(1_01).times_decimal("1.5"), Ok(Fen(1_52)));
        assert_eq!(Fen(12_000_00).times_decimal("5"), Ok(Fen(60_000_00)));
        assert_eq!(Fen(1).times_decimal("0.0000001"), Err(MoneyError::TooManyDecimals(6)));
        assert_eq!(Fen(1).times_decimal("x"), Err(MoneyError::NotANumber("x".into())));
    }

    #[test]
    fn sums_that_cannot_be_counted_are_refused() {
        assert_eq!(Fen(i64::MAX).checked_add(Fen(1)), None);
        assert_eq!(Fen(i64::MIN).checked_sub(Fen(1)), None);
        assert_eq!(Fen(i64::MAX).times(2), None);
        assert_eq!(Fen(i64::MAX).times_percent(101), None);
        assert_eq!(Fen(i64::MAX).times_decimal("2"), Err(MoneyError::TooLarge));
        assert_eq!(Fen::from_yuan(i64::MAX), None);
        assert_eq!(Fen(100).checked_add(Fen(5)), Some(Fen(105)));
        assert_eq!(Fen(100).checked_sub(Fen(5)), Some(Fen(95)));
    }

    #[test]
    fn a_share_of_people_is_rounded_up() {
        assert_eq!(Percent(5).ceil_of(41), 3);
        assert_eq!(Percent(5).ceil_of(40), 2);
        assert_eq!(Percent(5).ceil_of(0), 0);
    }

    proptest! {
        #[test]
        fn a_shown_amount_is_read_back(fen in 0..i64::MAX) {
            proptest::prop_assert_eq!(Fen::parse_yuan(&Fen(fen).to_string()), Ok(Fen(fen)));
        }
    }
}
