//! The obstacles of competence: one function each.

use jiff::civil::Date;
use law::Cite;

use crate::catalogue::{Mode, Power};
use crate::refusal::Refusal;

/// `COMP-001`: the unit does not hold the power; a squad inspects and hands over.
pub fn power_not_held(unit: &str, power: Power, to: &str) -> Refusal {
    Refusal::new(
        "COMP-001",
        format!("{unit}没有{}权，不能办理这一步；下沉方案把该项权力留在{to}。", power.name_zh()),
        format!("请把检查记录和证据移交{to}，由其立案办理。"),
    )
    .by("《行政处罚法》第三十八条")
}

/// `COMP-002`: the unit is not in the jurisdiction.
pub fn unknown_unit(unit: &str) -> Refusal {
    Refusal::new(
        "COMP-002",
        format!("机构表里没有“{unit}”，不能判断它的职权。"),
        "请核对机构编号，或者请系统管理员更新辖区包。",
    )
}

/// `COMP-003`: the place lies outside the territory and there is no support order.
pub fn outside_territory(unit: &str, place: &str, competent: &str) -> Refusal {
    Refusal::new(
        "COMP-003",
        format!("{place}不在{unit}的辖区内，由{competent}负责，{unit}不能在此检查。"),
        format!("请把情况转给{competent}；确需支援的，先取得大队的支援指令。"),
    )
    .by("《行政处罚法》第二十二条")
}

/// `COMP-004`: the stamp is not the one the table allows.
pub fn wrong_stamp(mode: Mode, allowed: &str) -> Refusal {
    Refusal::new(
        "COMP-004",
        format!("“{}”方式的文书只能盖{allowed}的印章，其他印章不能使用。", mode.name_zh()),
        format!("请改用{allowed}的印章。"),
    )
    .by("《行政处罚法》第五十九条")
}

/// `COMP-005`: the table knows no stamp for the combination.
pub fn no_stamp(mode: Mode) -> Refusal {
    Refusal::new(
        "COMP-005",
        format!("“{}”方式下没有可以使用的印章，不能盖章。", mode.name_zh()),
        "请核对执法方式和牵头部门，或者请系统管理员补充用章规则。",
    )
    .by("《行政处罚法》第五十九条")
}

/// `COMP-006`: another authority is competent.
pub fn elsewhere(why: String, next: String, article: Option<Cite>) -> Refusal {
    Refusal { cite: article, ..Refusal::new("COMP-006", why, next) }
}

/// `COMP-007`: nobody here is competent.
pub fn nobody(why: String, report: String) -> Refusal {
    Refusal::new("COMP-007", why, report).by("《行政处罚法》第三十八条")
}

/// `COMP-008`: the power is announced but not in force.
pub fn not_yet(from: Date, allowed: String) -> Refusal {
    let what = format!("该事项自{}起生效，当日还不能据此执法。", law::date_zh(from));
    Refusal::new("COMP-008", what, allowed).by("《行政处罚法》第三十八条")
}
