//! Document numbers (文书编号): per authority, word and year, from 0001, without a gap.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::AuthorityId;
use crate::org::NumberBlock;

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
    /// Whether it comes from a block that had been reserved, so that it was counted with the block.
    #[serde(default, skip_serializing_if = "is_drawn_in_order")]
    pub reserved: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_drawn_in_order(reserved: &bool) -> bool {
    !*reserved
}

/// The number as printed: `鲁济金交执〔2026〕罚字第0001号`.
pub fn number_text(prefix: &str, word: &str, (year, ordinal): (i16, u32)) -> String {
    format!("{prefix}〔{year}〕{word}字第{ordinal:04}号")
}

/// What stands for a number in a paper that is only looked at.
const UNGIVEN: &str = "（文号待编）";

/// The last number given for each authority, word and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberRegister {
    last: BTreeMap<(AuthorityId, String, i16), u32>,
    /// Nothing is issued: what looks at a draft must not show a number that nobody gave.
    drafts: bool,
}

impl NumberRegister {
    /// A register for looking at papers that are not issued (文书预览).
    pub fn of_drafts() -> Self {
        Self { drafts: true, ..Self::default() }
    }

    /// The next number in the sequence.
    pub fn next(
        &self,
        authority: &AuthorityId,
        prefix: &str,
        word: &str,
        year: i16,
    ) -> DocumentNumber {
        let ordinal = self.last(authority, word, year) + 1;
        DocumentNumber {
            word: word.to_owned(),
            year,
            ordinal,
            text: if self.drafts {
                UNGIVEN.to_owned()
            } else {
                number_text(prefix, word, (year, ordinal))
            },
            reserved: false,
        }
    }

    /// The last number given or reserved in the sequence, zero before the first.
    pub fn last(&self, authority: &AuthorityId, word: &str, year: i16) -> u32 {
        let key = (authority.clone(), word.to_owned(), year);
        self.last.get(&key).copied().unwrap_or_default()
    }

    /// Notes that a block of numbers has been reserved.
    ///
    /// Answers false when it does not continue the sequence.
    pub fn note_block(&mut self, block: &NumberBlock) -> bool {
        let key = (block.authority.clone(), block.word.clone(), block.year);
        let last = self.last.entry(key).or_default();
        let continues = block.first == *last + 1 && block.first <= block.last;
        *last = block.last.max(*last);
        continues
    }

    /// Notes that the number has been given.
    ///
    /// Answers false when it does not continue the sequence: a gap or a repetition. A number of a
    /// block was counted with the block.
    pub fn note(&mut self, authority: &AuthorityId, number: &DocumentNumber) -> bool {
        if number.reserved {
            return number.ordinal <= self.last(authority, &number.word, number.year);
        }
        let key = (authority.clone(), number.word.clone(), number.year);
        let last = self.last.entry(key).or_default();
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

    #[test]
    fn a_draft_shows_no_number_that_nobody_gave() {
        let bureau = AuthorityId::new("bureau");
        let drafts = NumberRegister::of_drafts();
        assert_eq!(drafts.next(&bureau, "鲁济金交执", "罚", 2026).text, "（文号待编）");
    }
}
