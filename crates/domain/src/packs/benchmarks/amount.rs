//! What a tier costs, read from the columns of its row; a column that does not belong to the way
//! of counting must be blank.

use law::Fen;

use super::line::{Cells, Complaint};
use super::{number, shortened};
use crate::catalogue::{Branch, Formula, Hundredths, PartOfStep, TierAmount, TierConfiscation};

/// How a tier is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Money,
    Multiple,
    Percent,
    Rate,
    Formula,
    Nothing,
}

impl Way {
    fn read(words: &str) -> Result<Self, Complaint> {
        match words {
            "金额" | "元" => Ok(Self::Money),
            "倍数" | "倍" => Ok(Self::Multiple),
            "百分比" | "%" => Ok(Self::Percent),
            "单价" => Ok(Self::Rate),
            "公式" => Ok(Self::Formula),
            "不予处罚" => Ok(Self::Nothing),
            _ => Err(Complaint {
                column: "计算",
                what: format!(
                    "不认识的计算方式“{}”，可用的有金额、倍数、百分比、单价、公式、不予处罚。",
                    shortened(words)
                ),
            }),
        }
    }

    /// The columns that say nothing in this way.
    const fn idle(self) -> &'static [&'static str] {
        match self {
            Self::Money => &["基数", "单位", "起点", "起算", "零头", "封顶"],
            Self::Multiple | Self::Percent => &["单位", "起点", "起算", "零头", "封顶"],
            Self::Rate => &["基数", "起点", "起算", "零头"],
            Self::Formula => &["基数", "上限"],
            Self::Nothing => {
                &["下限", "上限", "基数", "单位", "起点", "起算", "零头", "封顶", "没收"]
            }
        }
    }
}

/// Reads cells and gathers what is wrong with them.
struct Desk<'a> {
    cells: &'a Cells<'a>,
    complaints: Vec<Complaint>,
}

impl Desk<'_> {
    fn complain(&mut self, column: &'static str, what: String) {
        self.complaints.push(Complaint { column, what });
    }

    /// What a cell says; nothing when it is blank or wrong.
    fn open<T>(&mut self, column: &'static str, read: fn(&str) -> Result<T, String>) -> Option<T> {
        match self.cells.get(column) {
            "" => None,
            words => match read(words) {
                Ok(value) => Some(value),
                Err(what) => {
                    self.complain(column, format!("{column}{what}"));
                    None
                }
            },
        }
    }

    /// What a cell says that must not be blank.
    fn wanted<T>(
        &mut self,
        column: &'static str,
        why: &str,
        read: fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        if self.cells.get(column).is_empty() {
            self.complain(column, format!("没有填写“{column}”，{why}。"));
        }
        self.open(column, read)
    }

    fn base(&mut self, branch: &Branch) -> Option<String> {
        let base = self.open("基数", |words| Ok(words.to_owned()))?;
        (branch.base() != Some(&base)).then_some(base)
    }
}

/// Reads what the tier costs.
pub(super) fn amount(cells: &Cells<'_>, branch: &Branch) -> Result<TierAmount, Vec<Complaint>> {
    let way = Way::read(cells.get("计算")).map_err(|it| vec![it])?;
    let mut desk = Desk { cells, complaints: Vec::new() };
    for column in way.idle() {
        let said = cells.get(column);
        if !said.is_empty() && said != "0" {
            let way = cells.get("计算");
            desk.complain(
                column,
                format!("计算方式“{way}”不用这一列，“{}”请删除。", shortened(said)),
            );
        }
    }
    let amount = match way {
        Way::Nothing => TierAmount::NoPenalty,
        Way::Money => TierAmount::Fixed {
            min: desk.open("下限", number::amount),
            max: desk.open("上限", number::amount),
        },
        Way::Multiple => TierAmount::Multiple {
            base: desk.base(branch),
            min: desk.open("下限", number::times),
            max: desk.open("上限", number::times),
        },
        Way::Percent => TierAmount::Percent {
            base: desk.base(branch),
            min: desk.open("下限", number::percent),
            max: desk.open("上限", number::percent),
        },
        Way::Rate => rate(&mut desk),
        Way::Formula => formula(&mut desk),
    };
    if desk.complaints.is_empty() { Ok(amount) } else { Err(desk.complaints) }
}

fn rate(desk: &mut Desk<'_>) -> TierAmount {
    let unit = desk.wanted("单位", "按单价计算的要写明单位，例如吨、亩、株", number::unit);
    let rate = desk.wanted("下限", "按单价计算的写每个单位的金额", number::amount);
    let max_rate = desk.open("上限", number::amount).filter(|most| Some(*most) != rate);
    let cap = desk.open("封顶", number::amount);
    if let Some((each, unit)) = &unit
        && *each != Hundredths::one()
    {
        let what = format!("按单价计算的单位写“{unit}”，每{each}{unit}多少元的请用公式。");
        desk.complain("单位", what);
    }
    let unit = unit.map(|(_, unit)| unit).unwrap_or_default();
    TierAmount::PerUnit { unit, rate: rate.unwrap_or_default(), max_rate, cap }
}

fn formula(desk: &mut Desk<'_>) -> TierAmount {
    let start = desk.open("起点", number::amount);
    let above = desk.open("起算", number::quantity);
    let unit = desk.wanted("单位", "公式要写明单位，例如吨、5吨", number::unit);
    let rate = desk.wanted("下限", "公式写每个单位加处的金额", number::amount);
    let part = desk.open("零头", part_of_step);
    let cap = desk.open("封顶", number::amount);
    let (each, unit) = unit.unwrap_or((Hundredths::one(), String::new()));
    TierAmount::Formula(Formula {
        start: start.unwrap_or(Fen(0)),
        unit,
        above: above.unwrap_or(Hundredths(0)),
        each,
        rate: rate.unwrap_or_default(),
        part: part.unwrap_or_default(),
        cap,
    })
}

fn part_of_step(words: &str) -> Result<PartOfStep, String> {
    match words {
        "按实际" => Ok(PartOfStep::Exact),
        "进一" => Ok(PartOfStep::Whole),
        "舍去" => Ok(PartOfStep::Nothing),
        _ => Err(format!("“{}”不认识，可用的有按实际、进一、舍去。", shortened(words))),
    }
}

/// Reads what is confiscated at the tier.
pub(super) fn confiscation(cells: &Cells<'_>) -> Result<TierConfiscation, Complaint> {
    let said = cells.get("没收");
    let found = TierConfiscation::ALL.into_iter().find(|it| it.name_zh() == said);
    found.ok_or_else(|| {
        let what = if said.contains('不') && said.contains("违法所得") {
            "违法所得除依法退赔的以外应当没收（《行政处罚法》第二十八条第二款），阶次不能规定不没收。"
                .to_owned()
        } else {
            let known: Vec<&str> =
                TierConfiscation::ALL.iter().skip(1).map(|it| it.name_zh()).collect();
            format!("不认识“{}”，可用的有{}，或者留空。", shortened(said), known.join("、"))
        };
        Complaint { column: "没收", what }
    })
}
