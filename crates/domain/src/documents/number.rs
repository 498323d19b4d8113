//! Document numbers (文书编号): per authority, word and year, from 0001, without a gap.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::AuthorityId;

/// A number that has been given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// 文种代字, such as 罚.
    pub word: String,
    /// The year it counts in.
    pub year: i16,
    /// The place in the sequence, from 1.
    pub ordinal: u32,
    /// The whole number as printed: `鲁济金交执〔2026〕罚字第0001号`.
    pub text: String,
}

/// The last number given for each authority, word and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberRegister(BTreeMap<(AuthorityId, String, i16), u32>);

impl NumberRegister {
    /// The next number in the sequence.
    pub fn next(
        &self,
        authority: &AuthorityId,
        prefix: &str,
        word: &str,
        year: i16,
    ) -> DocumentNumber {
        let key = (authority.clone(), word.to_owned(), year);
        let ordinal = self.0.get(&key).copied().unwrap_or_default() + 1;
        DocumentNumber {
            word: word.to_owned(),
            year,
            ordinal,
            text: format!("{prefix}〔{year}〕{word}字第{ordinal:04}号"),
        }
    }

    /// Notes that the number has been given.
    ///
    /// Answers false when it does not continue the sequence: a gap or a repetition.
    pub fn note(&mut self, authority: &AuthorityId, number: &DocumentNumber) -> bool {
        let key = (authority.clone(), number.word.clone(), number.year);
        let last = self.0.entry(key).or_default();
        let continues = number.ordinal == *last + 1;
        *last = number.ordinal.max(*last);
        continues
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_run_from_one_in_each_year_and_word() {
        let bureau = AuthorityId::new("bureau");
        let mut register = NumberRegister::default();
        let first = register.next(&bureau, "鲁济金交执", "罚", 2026);
        assert_eq!(first.text, "鲁济金交执〔2026〕罚字第0001号");
        assert!(register.note(&bureau, &first));
        assert_eq!(register.next(&bureau, "鲁济金交执", "罚", 2026).ordinal, 2);
        assert_eq!(register.next(&bureau, "鲁济金交执", "罚", 2027).ordinal, 1);
        assert_eq!(register.next(&bureau, "鲁济金交执", "立", 2026).ordinal, 1);
        assert!(!register.note(&bureau, &first), "a repetition is noticed");
    }
}
