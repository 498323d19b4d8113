//! How pack text becomes numbers and days: exact decimals, yuan and TOML dates. Never floats.

use std::fmt;

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::catalogue::Hundredths;

/// An exact share of a base amount, in ten-thousandths of one (倍数、百分比).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(pub i64);

impl Share {
    /// Ten-thousandths in one.
    pub const ONE: i64 = 10_000;

    /// Reads a decimal such as `3`, `0.2` or `8.5`, scaled by `scale` ten-thousandths per unit.
    pub(crate) fn parse(text: &str, scale: i64) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 4 {
            return None;
        }
        let places = u32::try_from(part.len()).ok()?;
        let divisor = 10_i64.checked_pow(places)?;
        let part: i64 = if part.is_empty() { 0 } else { part.parse().ok()? };
        let number = whole.parse::<i64>().ok()?.checked_mul(divisor)?.checked_add(part)?;
        let scaled = number.checked_mul(scale)?;
        (scaled % divisor == 0).then_some(Self(scaled / divisor))
    }

    /// This share of `base`, rounded half up to the 分; `None` when it does not fit.
    pub fn of(self, base: Fen) -> Option<Fen> {
        let product = i128::from(base.0).checked_mul(i128::from(self.0))?;
        let rounded = (product + i128::from(Self::ONE) / 2).div_euclid(i128::from(Self::ONE));
        i64::try_from(rounded).ok().map(Fen)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0 / Self::ONE;
        let part = format!("{:04}", self.0 % Self::ONE);
        let part = part.trim_end_matches('0');
        if part.is_empty() { write!(f, "{whole}倍") } else { write!(f, "{whole}.{part}倍") }
    }
}

/// A number written as an integer or as quoted decimal text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Decimal {
    Whole(i64),
    Text(String),
}

impl Decimal {
    fn text(self) -> String {
        match self {
            Self::Whole(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

/// Reads a multiple: `"3"` is three times.
pub(crate) fn times<'de, D: Deserializer<'de>>(from: D) -> Result<Share, D::Error> {
    let text = Decimal::deserialize(from)?.text();
    Share::parse(&text, Share::ONE)
        .ok_or_else(|| D::Error::custom(format!("“{text}”不是倍数（应为非负数，最多四位小数）")))
}

/// Reads a percentage: `"8.5"` is 8.5 %.
pub(crate) fn percent<'de, D: Deserializer<'de>>(from: D) -> Result<Share, D::Error> {
    let text = Decimal::deserialize(from)?.text();
    Share::parse(&text, Share::ONE / 100)
        .ok_or_else(|| D::Error::custom(format!("“{text}”不是百分比（应为非负数，最多两位小数）")))
}

/// Reads a multiple that may be absent.
pub(crate) fn some_times<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Share>, D::Error> {
    times(from).map(Some)
}

/// Reads a percentage that may be absent.
pub(crate) fn some_percent<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Share>, D::Error> {
    percent(from).map(Some)
}

/// Reads a quantity: `"7.5"` is seven and a half units.
pub(crate) fn hundredths<'de, D: Deserializer<'de>>(from: D) -> Result<Hundredths, D::Error> {
    let text = Decimal::deserialize(from)?.text();
    Hundredths::parse(&text)
        .ok_or_else(|| D::Error::custom(format!("“{text}”不是数量（应为非负数，最多两位小数）")))
}

/// Nothing, where an amount is left out.
pub(crate) const fn no_yuan() -> Fen {
    Fen(0)
}

/// Reads whole yuan, not negative.
pub(crate) fn yuan<'de, D: Deserializer<'de>>(from: D) -> Result<Fen, D::Error> {
    let number = i64::deserialize(from)?;
    if number < 0 {
        return Err(D::Error::custom(format!("金额 {number} 元是负数")));
    }
    number
        .checked_mul(100)
        .map(Fen)
        .ok_or_else(|| D::Error::custom(format!("金额 {number} 元过大")))
}

/// Reads whole yuan that may be absent.
pub(crate) fn some_yuan<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Fen>, D::Error> {
    yuan(from).map(Some)
}

/// Reads a TOML local date.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    let text = written.to_string();
    match (written.date, written.time) {
        (Some(_), None) => {
            text.parse().map_err(|_| D::Error::custom(format!("“{text}”不是有效日期")))
        }
        _ => Err(D::Error::custom(format!("“{text}”应只写日期，例如 2021-06-30"))),
    }
}

/// Reads a TOML local date that may be absent.
pub(crate) fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    day(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_keeps_its_decimals_and_rounds_half_up_to_the_fen() {
        assert_eq!(Share::parse("8.5", 100), Some(Share(850)));
        assert_eq!(Share::parse("0.2", Share::ONE), Some(Share(2_000)));
        assert_eq!(Share(850).of(Fen(10_000)), Some(Fen(850)));
        assert_eq!(Share(5_000).of(Fen(1)), Some(Fen(1)));
        assert_eq!(Share(30_000).to_string(), "3倍");
        assert_eq!(Share(2_000).to_string(), "0.2倍");
    }

    #[test]
    fn what_is_not_a_plain_decimal_is_refused() {
        for text in ["", "-1", "三", "1.23456", ".5", "1e3", "1.2.3"] {
            assert_eq!(Share::parse(text, Share::ONE), None, "{text}");
        }
        assert_eq!(Share(i64::MAX).of(Fen(i64::MAX)), None);
    }
}
