//! 同类案件的罚款: how cases of the same item were decided here, in amounts alone.

use law::Fen;

use crate::{
    components::blocks::{KeyValue, Pair},
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, when there are decided cases of the item.
pub fn panel(at: &At) -> Option<Panel> {
    let fines = &at.like;
    let spread = Spread::of(fines)?;
    let pairs = vec![
        Pair::text("件数", format!("{}件", fines.len())),
        Pair::text("最低", spread.least.to_string()),
        Pair::text("中间一半", format!("{}至{}", spread.lower, spread.upper)),
        Pair::text("中位数", spread.median.to_string()),
        Pair::text("最高", spread.most.to_string()),
    ];
    let words = "本平台同一事项已经作出的罚款，最近的在前，最多五百件。只供参考：同样情形应当同样处理，情形不同的写明理由。";
    Some(
        Panel::new("like-cases", "同类案件的罚款")
            .with(Part::Pairs(KeyValue { pairs }))
            .with(Part::Quiet(words.to_owned())),
    )
}

/// How amounts are spread.
#[derive(Debug, PartialEq, Eq)]
struct Spread {
    least: Fen,
    lower: Fen,
    median: Fen,
    upper: Fen,
    most: Fen,
}

impl Spread {
    /// The spread of amounts that stand in order; `None` without any.
    fn of(fines: &[Fen]) -> Option<Self> {
        let end = fines.len().checked_sub(1)?;
        let at = |quarters: usize| fines.get(end * quarters / 4).copied();
        let (least, most) = (*fines.first()?, *fines.last()?);
        Some(Self { least, lower: at(1)?, median: at(2)?, upper: at(3)?, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_few_and_many_amounts() {
        assert_eq!(Spread::of(&[]), None);
        let one = Spread::of(&[Fen(7)]).unwrap();
        assert_eq!((one.least, one.median, one.most), (Fen(7), Fen(7), Fen(7)));
        let many: Vec<Fen> = (1..=9).map(Fen).collect();
        let spread = Spread::of(&many).unwrap();
        assert_eq!((spread.lower, spread.median, spread.upper), (Fen(3), Fen(5), Fen(7)));
    }
}
