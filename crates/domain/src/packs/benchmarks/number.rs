//! Amounts, multiples and percentages as people write them in tables; nothing is guessed.

use law::Fen;

use crate::catalogue::Hundredths;
use crate::packs::read::Share;

use super::shortened;

/// Reads whole yuan in figures or in canonical numerals: 5000、5,000元、2万元、二万元.
pub(super) fn amount(words: &str) -> Result<Fen, String> {
    let bare: String = words.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '￥')).collect();
    let bare = bare.trim_end_matches('元');
    let figures = bare.starts_with(|letter: char| letter.is_ascii_digit());
    let yuan = match (bare.strip_suffix('万'), figures) {
        (Some(head), true) => Share::parse(head, Share::ONE).map(|share| share.0),
        (None, true) => bare.parse::<i64>().ok(),
        (_, false) => law::read_numeral(bare).map(i64::from),
    };
    let fen = yuan.and_then(|yuan| yuan.checked_mul(100)).map(Fen);
    fen.ok_or_else(|| {
        let said = shortened(words);
        format!("“{said}”不是可以成立的金额，请写规范的整元数，例如5000元、二万元。")
    })
}

/// Reads a multiple: 3、1.5倍.
pub(super) fn times(words: &str) -> Result<Share, String> {
    let read = Share::parse(words.trim_end_matches('倍').trim(), Share::ONE);
    read.ok_or_else(|| {
        format!("“{}”不是倍数，请写非负数，最多四位小数，例如3、1.5倍。", shortened(words))
    })
}

/// Reads a percentage: 5、8.5%. A cell that is formatted as a percentage holds the hundredth part,
/// so that a number below one without the sign is not believed.
pub(super) fn percent(words: &str) -> Result<Share, String> {
    let bare = words.trim_end_matches(['%', '％']).trim();
    let read = Share::parse(bare, Share::ONE / 100).ok_or_else(|| {
        format!("“{}”不是百分比，请写非负数，最多两位小数，例如5、8.5%。", shortened(words))
    })?;
    if bare.len() == words.len() && 0 < read.0 && read.0 < Share::ONE / 100 {
        return Err(format!(
            "“{}”不足百分之一；如果单元格设成了百分比格式，请改为文本格式，写成5%、0.5%这样。",
            shortened(words)
        ));
    }
    Ok(read)
}

/// The longest name of a unit.
const UNIT: usize = 8;

/// Reads a quantity: 5、7.5吨.
pub(super) fn quantity(words: &str) -> Result<Hundredths, String> {
    let split = words.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (figures, _) = words.split_at(split.unwrap_or(words.len()));
    Hundredths::parse(figures).ok_or_else(|| {
        format!("“{}”不是数量，请写非负数，最多两位小数，例如5、7.5。", shortened(words))
    })
}

/// Reads a unit, with how many of them count as one where it is not one: 吨、元/亩、每5立方米.
pub(super) fn unit(words: &str) -> Result<(Hundredths, String), String> {
    let bare = words.trim_start_matches("元/").trim_start_matches('每').trim();
    let split = bare.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (figures, name) = bare.split_at(split.unwrap_or(bare.len()));
    let each =
        if figures.is_empty() { Some(Hundredths::one()) } else { Hundredths::parse(figures) };
    let named = !name.is_empty() && name.chars().count() <= UNIT;
    match each.filter(|each| named && 0 < each.0) {
        Some(each) => Ok((each, name.to_owned())),
        None => Err(format!("“{}”不是单位，例如吨、亩、株、5立方米。", shortened(words))),
    }
}
