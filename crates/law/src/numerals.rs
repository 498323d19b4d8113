//! Chinese numerals, as statutes number their articles and as cheques write amounts.
//!
//! Only the canonical spelling is read: 第一百零九条 is a number, 第一百九条 is a slip of the pen.

/// Characters used to write a number.
pub(crate) struct Style {
    digits: [char; 10],
    ten: char,
    hundred: char,
    thousand: char,
    /// Whether a leading ten is written without its one (十二, not 一十二).
    bare_ten: bool,
}

/// The numerals of statutes: 一百零九.
pub(crate) const PLAIN: Style = Style {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    ten: '十',
    hundred: '百',
    thousand: '千',
    bare_ten: true,
};

/// The numerals of cheques and fine receipts (大写): 壹佰零玖.
pub(crate) const FORMAL: Style = Style {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    ten: '拾',
    hundred: '佰',
    thousand: '仟',
    bare_ten: false,
};

/// Writes a number in the numerals of statutes: 109 is 一百零九.
pub fn numeral(number: u32) -> String {
    write(u64::from(number), &PLAIN)
}

/// Reads a number written in the numerals of statutes, in its canonical spelling only.
pub fn read_numeral(text: &str) -> Option<u32> {
    let mut total: u64 = 0;
    let mut section: u64 = 0;
    let mut digit: Option<u64> = None;
    if text.chars().count() > 24 {
        return None;
    }
    for mark in text.chars() {
        if let Some(value) = (0..10u64).zip(PLAIN.digits).find(|(_, d)| *d == mark).map(|(v, _)| v)
        {
            digit = Some(value);
            continue;
        }
        match mark {
            '十' => section += digit.unwrap_or(1) * 10,
            '百' => section += digit? * 100,
            '千' => section += digit? * 1000,
            '万' => {
                total += (section + digit.unwrap_or(0)) * 10_000;
                section = 0;
            }
            '亿' => {
                total =
                    total.checked_add(section + digit.unwrap_or(0))?.checked_mul(100_000_000)?;
                section = 0;
            }
            _ => return None,
        }
        digit = None;
    }
    let value = u32::try_from(total.checked_add(section + digit.unwrap_or(0))?).ok()?;
    (numeral(value) == text).then_some(value)
}

/// Writes a number in a style.
pub(crate) fn write(number: u64, style: &Style) -> String {
    let mut out = String::new();
    push(&mut out, number, style);
    out
}

/// The digit's character; zero for anything that is not a digit.
pub(crate) fn digit(value: u64, style: &Style) -> char {
    usize::try_from(value).ok().and_then(|at| style.digits.get(at)).copied().unwrap_or('零')
}

fn push(out: &mut String, number: u64, style: &Style) {
    let steps = [
        (100_000_000, '亿'),
        (10_000, '万'),
        (1_000, style.thousand),
        (100, style.hundred),
        (10, style.ten),
    ];
    let Some((size, unit)) = steps.into_iter().find(|(size, _)| *size <= number) else {
        out.push(digit(number, style));
        return;
    };
    let (high, low) = (number / size, number % size);
    let bare = style.bare_ten && size == 10 && high == 1 && out.is_empty();
    if !bare {
        push(out, high, style);
    }
    out.push(unit);
    if low > 0 {
        if low < size / 10 {
            out.push(digit(0, style));
        }
        push(out, low, style);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{FORMAL, numeral, read_numeral, write};

    #[test]
    fn numbers_are_written_as_statutes_write_them() {
        let samples = [
            (0, "零"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (100, "一百"),
            (109, "一百零九"),
            (110, "一百一十"),
            (115, "一百一十五"),
            (1052, "一千零五十二"),
            (1242, "一千二百四十二"),
            (100_000, "十万"),
            (100_010, "十万零一十"),
            (120_000, "十二万"),
            (100_000_001, "一亿零一"),
        ];
        for (number, text) in samples {
            assert_eq!(numeral(number), text);
            assert_eq!(read_numeral(text), Some(number));
        }
    }

    #[test]
    fn formal_numerals_always_write_the_leading_one() {
        assert_eq!(write(10, &FORMAL), "壹拾");
        assert_eq!(write(100_500, &FORMAL), "壹拾万零伍佰");
    }

    #[test]
    fn spellings_that_statutes_do_not_use_are_refused() {
        for text in
            ["", "一百九", "一十", "百", "十百", "一二", "两百", "12", "一百零", "零一", "万"]
        {
            assert_eq!(read_numeral(text), None, "{text}");
        }
        assert_eq!(read_numeral(&"九".repeat(25)), None);
        assert_eq!(read_numeral("九千九百九十九亿"), None);
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(number in any::<u32>()) {
            proptest::prop_assert_eq!(read_numeral(&numeral(number)), Some(number));
        }
    }
}
