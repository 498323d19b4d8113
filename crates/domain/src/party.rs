//! The party to a case or the object of an inspection (当事人、检查对象).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Private, Refusal};

/// What the party is, because limits differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// 公民.
    Citizen,
    /// 个体工商户: treated as a citizen for limits and hearings by default (DB-06).
    SoleTrader,
    /// 法人或者其他组织.
    Organisation,
}

impl PartyKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Citizen, Self::SoleTrader, Self::Organisation];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Citizen => "个人",
            Self::SoleTrader => "个体工商户",
            Self::Organisation => "单位",
        }
    }

    /// Whether limits for citizens apply (`sole_trader_as_citizen` is the reading of DB-06).
    // LEGAL-Q 2026-11-21 (法制审批科): 个体工商户 as citizen or organisation for 第五十一条
    // and hearing thresholds (DB-06). Until told otherwise: citizen, the lower limit.
    pub const fn counts_as_citizen(self, sole_trader_as_citizen: bool) -> bool {
        match self {
            Self::Citizen => true,
            Self::SoleTrader => sole_trader_as_citizen,
            Self::Organisation => false,
        }
    }
}

/// How sure it is that two parties are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The numbers are the same.
    Certain,
    /// The names are the same, and a number is not known.
    ByName,
    /// They are not one, as far as anybody knows.
    None,
}

/// The party: every word about them is personal and leaves the record only through a mask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// 个人、个体工商户 or 单位.
    pub kind: PartyKind,
    /// 姓名或者名称.
    pub name: Private,
    /// 身份证号 or 统一社会信用代码; blank while unknown.
    #[serde(default)]
    pub id_number: Private,
    /// 住址或者地址.
    #[serde(default)]
    pub address: Private,
    /// 联系电话.
    #[serde(default)]
    pub phone: Private,
    /// 法定代表人、负责人 or 经营者; blank for a citizen.
    #[serde(default)]
    pub representative: Private,
    /// 出生日期 of a citizen, when known: minority changes the outcome (第三十条).
    #[serde(default)]
    pub born_on: Option<Date>,
}

impl Party {
    /// The obstacles in the party's particulars, each at its field under `prefix`.
    pub fn check(&self, prefix: &str) -> Vec<Refusal> {
        let mut found = Vec::new();
        if self.name.is_blank() {
            found.push(
                Refusal::new("PARTY-001", "当事人姓名或者名称没有填写。", "请填写证照上的全称。")
                    .at(&format!("{prefix}name")),
            );
        }
        if !self.id_number.is_blank() {
            let number = self.id_number.reveal().trim();
            let sound = match self.kind {
                PartyKind::Citizen => is_identity_number(number),
                PartyKind::SoleTrader => is_identity_number(number) || is_credit_code(number),
                PartyKind::Organisation => is_credit_code(number),
            };
            if !sound {
                found.push(
                    Refusal::new(
                        "PARTY-002",
                        "证件号码的位数或者校验码不对。",
                        "请对照身份证或者营业执照重新填写；暂时无法核实的可以先留空。",
                    )
                    .at(&format!("{prefix}id_number")),
                );
            }
        }
        found
    }

    /// Whether the citizen is younger than `years` on the day; `None` when the birth date is unknown.
    pub fn younger_than(&self, years: i16, on: Date) -> Option<bool> {
        Some(self.age_on(on)? < years)
    }

    /// How many birthdays have been reached on the day; `None` when the birth date is unknown.
    ///
    /// Born on 29 February, a person reaches a birthday on 1 March of a common year.
    pub fn age_on(&self, on: Date) -> Option<i16> {
        let born = self.born()?;
        let years = on.year() - born.year();
        let reached = (born.month(), born.day()) <= (on.month(), on.day());
        Some(if reached { years } else { years - 1 })
    }

    /// The birth date as entered, or else as the identity number tells it.
    fn born(&self) -> Option<Date> {
        let told = || {
            let number = self.id_number.reveal().trim();
            let digits = is_identity_number(number).then(|| number.get(6..14)).flatten()?;
            let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
            let (month, day) = (part(4, 6)?, part(6, 8)?);
            Date::new(part(0, 4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        match self.kind {
            PartyKind::Citizen => self.born_on.or_else(told),
            PartyKind::SoleTrader | PartyKind::Organisation => self.born_on,
        }
    }

    /// How sure it is that the other party is this one. Equal names with unequal numbers are two.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let same = |a: &Private, b: &Private| folded(a.reveal()) == folded(b.reveal());
        if !self.id_number.is_blank() && !other.id_number.is_blank() {
            let one = same(&self.id_number, &other.id_number);
            return if one { Likeness::Certain } else { Likeness::None };
        }
        let named = !self.name.is_blank() && !other.name.is_blank();
        if named && same(&self.name, &other.name) { Likeness::ByName } else { Likeness::None }
    }

    /// The name as lists and publications show it: organisations in full, people masked.
    pub fn public_name(&self) -> String {
        match self.kind {
            PartyKind::Organisation => self.name.reveal().to_owned(),
            PartyKind::Citizen | PartyKind::SoleTrader => self.name.masked_name(),
        }
    }
}

/// The text as names and numbers are compared: without blanks, half width, small letters.
pub fn folded(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter)
        }
        other => other,
    };
    let solid = text.chars().filter(|letter| !letter.is_whitespace());
    solid.map(narrow).flat_map(char::to_lowercase).collect()
}

/// Whether the text is an 18-digit 公民身份号码 with the right check digit (GB 11643-1999).
pub fn is_identity_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let chars: Vec<char> = text.chars().collect();
    let Some((last, digits)) = chars.split_last() else { return false };
    if digits.len() != WEIGHTS.len() {
        return false;
    }
    let mut sum = 0;
    for (digit, weight) in digits.iter().zip(WEIGHTS) {
        let Some(value) = digit.to_digit(10) else { return false };
        sum += value * weight;
    }
    CHECKS.get((sum % 11) as usize) == Some(&last.to_ascii_uppercase())
}

/// Whether the text is an 18-character 统一社会信用代码 with the right check character (GB 32100-2015).
pub fn is_credit_code(text: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = |c: char| ALPHABET.chars().position(|known| known == c.to_ascii_uppercase());
    let chars: Vec<char> = text.chars().collect();
    let Some((last, head)) = chars.split_last() else { return false };
    if head.len() != 17 {
        return false;
    }
    let mut sum = 0;
    let mut weight = 1;
    for c in head {
        let Some(v) = value(*c) else { return false };
        sum += v * weight;
        weight = weight * 3 % 31;
    }
    value(*last) == Some((31 - sum % 31) % 31)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The example number printed in GB 11643-1999 and the code of GB 32100-2015.
    #[test]
    fn check_digits_are_computed_as_the_standards_say() {
        assert!(is_identity_number("11010519491231002X"));
        assert!(!is_identity_number("110105194912310021"));
        assert!(!is_identity_number("1101051949123100"));
        assert!(is_credit_code("91350100M000100Y43"));
        assert!(!is_credit_code("91350100M000100Y44"));
        assert!(!is_credit_code("9135"));
    }

    #[test]
    fn a_wrong_number_is_refused_at_its_field_and_an_empty_one_is_not() {
        let mut party = Party {
            kind: PartyKind::Citizen,
            name: "张三".into(),
            id_number: "123".into(),
            address: Private::default(),
            phone: Private::default(),
            representative: Private::default(),
            born_on: None,
        };
        let found = party.check("party_");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].field.as_deref(), Some("party_id_number"));
        party.id_number = Private::new("");
        assert!(party.check("party_").is_empty());
    }

    #[test]
    fn parties_are_one_by_their_number_and_perhaps_by_their_name() {
        let of = |name: &str, number: &str| Party {
            name: name.into(),
            id_number: number.into(),
            ..crate::testing::citizen()
        };
        let known = of("示例（演示）公司", "91350100M000100Y43");
        assert_eq!(known.likeness(&of("改了名的公司", "91350100m000100y43 ")), Likeness::Certain);
        assert_eq!(known.likeness(&of("示例(演示)公司", "")), Likeness::ByName);
        assert_eq!(known.likeness(&of("示例（演示）公司", "11010519491231002X")), Likeness::None);
        assert_eq!(known.likeness(&of("别的公司", "")), Likeness::None);
        let erased: Private = serde_json::from_str(r#"{"$private":null}"#).unwrap();
        let gone = Party { name: erased.clone(), id_number: erased, ..known.clone() };
        assert_eq!(gone.likeness(&gone), Likeness::None);
    }

    #[test]
    fn age_is_reached_on_the_birthday() {
        let party = Party {
            kind: PartyKind::Citizen,
            name: "张三".into(),
            id_number: Private::default(),
            address: Private::default(),
            phone: Private::default(),
            representative: Private::default(),
            born_on: Some(date(2012, 3, 9)),
        };
        assert_eq!(party.younger_than(14, date(2026, 3, 8)), Some(true));
        assert_eq!(party.younger_than(14, date(2026, 3, 9)), Some(false));
    }

    /// The identity number tells the birth date where nobody entered one.
    #[test]
    fn an_age_is_read_from_the_identity_number_of_a_citizen() {
        let of = |kind: PartyKind, number: &str| Party {
            kind,
            id_number: number.into(),
            ..crate::testing::citizen()
        };
        let child = of(PartyKind::Citizen, "999999201303100017");
        assert_eq!(child.age_on(date(2026, 3, 9)), Some(12));
        assert_eq!(child.age_on(date(2026, 3, 10)), Some(13));
        assert_eq!(child.younger_than(14, date(2027, 3, 9)), Some(true));
        assert_eq!(child.younger_than(14, date(2027, 3, 10)), Some(false));
        assert_eq!(of(PartyKind::Citizen, "999999201303100018").age_on(date(2026, 3, 9)), None);
        assert_eq!(
            of(PartyKind::Organisation, "999999201303100017").age_on(date(2026, 3, 9)),
            None
        );
        let leap = Party { born_on: Some(date(2012, 2, 29)), ..crate::testing::citizen() };
        assert_eq!(leap.younger_than(14, date(2026, 2, 28)), Some(true));
        assert_eq!(leap.younger_than(14, date(2026, 3, 1)), Some(false));
    }
}
