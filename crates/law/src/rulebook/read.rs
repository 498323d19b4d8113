//! Reads rule books: shapes the TOML records, names every bad one with its line.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{
    RuleBook,
    parameter::{
        Alternative, Confidence, Counting, Deadline, Parameter, ReadingOption, Setting, Value,
    },
};
use crate::{
    cite::Cite,
    format::date_zh,
    money::{Fen, Percent},
    period::Period,
    problem::RowProblem,
    reckoning::Roll,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBook {
    #[serde(default)]
    setting: Vec<Spanned<RawSetting>>,
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSetting {
    id: String,
    question: String,
    default: String,
    reading: Vec<RawReading>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReading {
    id: String,
    label: String,
}

/// A rule as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    id: String,
    name: String,
    kind: String,
    period: Option<String>,
    roll: Option<String>,
    count: Option<String>,
    start: Option<String>,
    fen: Option<i64>,
    percent: Option<u32>,
    text: Option<String>,
    first_day: String,
    last_day: Option<String>,
    #[serde(default)]
    cite: Vec<String>,
    source: Option<String>,
    confidence: String,
    #[serde(default)]
    soft: bool,
    #[serde(default)]
    local: bool,
    #[serde(default)]
    debatable: Vec<String>,
    #[serde(default)]
    alternative: Vec<RawAlternative>,
    #[serde(default)]
    remark: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAlternative {
    setting: String,
    reading: String,
    period: Option<String>,
    roll: Option<String>,
    start_offset: Option<i8>,
}

/// Collects the problems of one record.
struct Desk<'a> {
    row: usize,
    id: String,
    problems: &'a mut Vec<RowProblem>,
}

impl Desk<'_> {
    fn complain(&mut self, message: impl Into<String>) {
        self.problems.push(RowProblem::new(self.row, &self.id, message));
    }

    /// The value, or a complaint.
    fn accept<T, E: ToString>(&mut self, answer: Result<T, E>) -> Option<T> {
        answer.map_err(|error| self.complain(error.to_string())).ok()
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        let parsed = text.parse::<Date>();
        self.accept(parsed.map_err(|_| format!("{field}“{text}”不是有效日期")))
    }
}

/// Reads a whole rule book.
pub(super) fn rule_book(text: &str) -> Result<RuleBook, Vec<RowProblem>> {
    let raw: RawBook =
        toml::from_str(text).map_err(|error| vec![RowProblem::of_toml(text, &error)])?;
    let mut problems = Vec::new();
    let settings = settings(raw.setting, text, &mut problems);
    let mut rules: BTreeMap<String, Vec<Parameter>> = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for (row, parameter) in parameters(raw.rule, text, &settings, &mut problems) {
        rows.insert(parameter.id.clone(), row);
        rules.entry(parameter.id.clone()).or_default().push(parameter);
    }
    for (id, versions) in &mut rules {
        versions.sort_by_key(|version| version.first_day);
        let row = rows.get(id).copied().unwrap_or(1);
        check_sequence(id, versions, row, &mut problems);
    }
    if problems.is_empty() { Ok(RuleBook { rules, settings }) } else { Err(problems) }
}

/// Reads rule records; bad ones are left out and named.
pub(super) fn parameters(
    raw: Vec<Spanned<RawRule>>,
    text: &str,
    settings: &BTreeMap<String, Setting>,
    problems: &mut Vec<RowProblem>,
) -> Vec<(usize, Parameter)> {
    raw.into_iter()
        .filter_map(|spanned| {
            let row = RowProblem::line_of(text, spanned.span().start);
            let raw = spanned.into_inner();
            let mut desk = Desk { row, id: raw.id.clone(), problems };
            parameter(raw, settings, &mut desk).map(|parameter| (row, parameter))
        })
        .collect()
}

/// Names overlaps and gaps between the versions of one rule, which are in order.
pub(super) fn check_sequence(
    id: &str,
    versions: &[Parameter],
    row: usize,
    problems: &mut Vec<RowProblem>,
) {
    for (before, after) in versions.iter().zip(versions.iter().skip(1)) {
        let first = date_zh(after.first_day);
        match before.last_day {
            Some(last) if last.tomorrow().is_ok_and(|next| next == after.first_day) => {}
            Some(last) if last < after.first_day => {
                let message = format!("{}至{first}之间没有适用的版本", date_zh(last));
                problems.push(RowProblem::new(row, id, message));
            }
            Some(_) | None => {
                let message = format!("前一版本未在{first}之前结束，两个版本重叠");
                problems.push(RowProblem::new(row, id, message));
            }
        }
    }
}

fn settings(
    raw: Vec<Spanned<RawSetting>>,
    text: &str,
    problems: &mut Vec<RowProblem>,
) -> BTreeMap<String, Setting> {
    let mut settings = BTreeMap::new();
    for spanned in raw {
        let row = RowProblem::line_of(text, spanned.span().start);
        let raw = spanned.into_inner();
        let mut desk = Desk { row, id: raw.id.clone(), problems };
        let readings: Vec<ReadingOption> = raw
            .reading
            .into_iter()
            .map(|reading| ReadingOption { id: reading.id, label: reading.label })
            .collect();
        if readings.len() < 2 {
            desk.complain("争议问题至少应有两种读法");
        }
        if !readings.iter().any(|reading| reading.id == raw.default) {
            desk.complain(format!("默认读法“{}”不在读法之列", raw.default));
        }
        let setting = Setting {
            id: raw.id.clone(),
            question: raw.question,
            readings,
            chosen: raw.default.clone(),
            default: raw.default,
        };
        if settings.insert(raw.id, setting).is_some() {
            desk.complain("争议问题编号重复");
        }
    }
    settings
}

fn parameter(
    raw: RawRule,
    settings: &BTreeMap<String, Setting>,
    desk: &mut Desk<'_>,
) -> Option<Parameter> {
    let before = desk.problems.len();
    let value = value(&raw, desk);
    let alternatives = alternatives(&raw, settings, desk);
    let first_day = desk.day("first_day", &raw.first_day);
    let last_day = raw.last_day.as_deref().map(|last| desk.day("last_day", last));
    if let (Some(first), Some(Some(last))) = (first_day, last_day)
        && last < first
    {
        desk.complain("last_day早于first_day");
    }
    let cites: Vec<Cite> =
        raw.cite.iter().filter_map(|cite| desk.accept(Cite::parse(cite))).collect();
    if raw.cite.is_empty() && raw.source.is_none() {
        desk.complain("应写明依据：cite或者source");
    }
    if raw.id.trim().is_empty() || raw.name.trim().is_empty() {
        desk.complain("id和name不能为空");
    }
    let confidence = match raw.confidence.as_str() {
        "certain" => Some(Confidence::Certain),
        "likely" => Some(Confidence::Likely),
        "check" => Some(Confidence::Check),
        other => {
            desk.complain(format!("confidence“{other}”应为certain、likely或者check"));
            None
        }
    };
    for question in &raw.debatable {
        if !settings.contains_key(question) {
            desk.complain(format!("争议问题“{question}”没有登记"));
        }
    }
    if before < desk.problems.len() {
        return None;
    }
    Some(Parameter {
        id: raw.id,
        name: raw.name,
        value: value?,
        first_day: first_day?,
        last_day: last_day.flatten(),
        cites,
        source: raw.source,
        confidence: confidence?,
        soft: raw.soft,
        local: raw.local,
        debatable: raw.debatable,
        alternatives,
        remark: raw.remark,
    })
}

fn value(raw: &RawRule, desk: &mut Desk<'_>) -> Option<Value> {
    let given =
        [raw.period.is_some(), raw.fen.is_some(), raw.percent.is_some(), raw.text.is_some()];
    if given.into_iter().filter(|present| *present).count() != 1 {
        desk.complain("period、fen、percent、text应恰好写一个");
        return None;
    }
    let clock = raw.roll.is_some() || raw.count.is_some() || raw.start.is_some();
    if raw.kind != "deadline" && clock {
        desk.complain("roll、count、start只用于期限");
    }
    match (raw.kind.as_str(), &raw.period, raw.fen, raw.percent, &raw.text) {
        ("deadline", Some(period), ..) => deadline(raw, period, desk).map(Value::Deadline),
        ("amount", _, Some(fen), ..) if 0 < fen => Some(Value::Amount(Fen(fen))),
        ("amount", _, Some(_), ..) => {
            desk.complain("金额应大于零");
            None
        }
        ("ratio", _, _, Some(percent), _) => Some(Value::Ratio(Percent(percent))),
        ("text", _, _, _, Some(text)) => Some(Value::Text(text.clone())),
        ("deadline" | "amount" | "ratio" | "text", ..) => {
            desk.complain(format!("类别为{}，但没有写相应的值", raw.kind));
            None
        }
        (other, ..) => {
            desk.complain(format!("kind“{other}”应为deadline、amount、ratio或者text"));
            None
        }
    }
}

fn deadline(raw: &RawRule, period: &str, desk: &mut Desk<'_>) -> Option<Deadline> {
    let period = desk.accept(period.parse::<Period>());
    let roll = match &raw.roll {
        Some(roll) => read_roll(roll, desk),
        None => Some(Roll::Strict),
    };
    let counting = match raw.count.as_deref() {
        None | Some("within") => Some(Counting::Within),
        Some("full-days") => Some(Counting::FullDays),
        Some(other) => {
            desk.complain(format!("count“{other}”应为within或者full-days"));
            None
        }
    };
    let Some(start) = raw.start.clone() else {
        desk.complain("期限应写明起算事件start");
        return None;
    };
    if let (Some(Period::Hours(_)), Some(Roll::NextWorkingDay)) = (period, roll) {
        desk.complain("以小时计算的期限不顺延");
    }
    if counting == Some(Counting::FullDays) && period.is_some_and(|period| !period.needs_calendar())
    {
        desk.complain("full-days只用于工作日");
    }
    Some(Deadline { period: period?, roll: roll?, counting: counting?, start, start_offset: 0 })
}

fn read_roll(text: &str, desk: &mut Desk<'_>) -> Option<Roll> {
    match text {
        "strict" => Some(Roll::Strict),
        "next-working-day" => Some(Roll::NextWorkingDay),
        other => {
            desk.complain(format!("roll“{other}”应为strict或者next-working-day"));
            None
        }
    }
}

fn alternatives(
    raw: &RawRule,
    settings: &BTreeMap<String, Setting>,
    desk: &mut Desk<'_>,
) -> Vec<Alternative> {
    let mut alternatives = Vec::new();
    for other in &raw.alternative {
        let known = settings
            .get(&other.setting)
            .is_some_and(|setting| setting.readings.iter().any(|it| it.id == other.reading));
        if !known || !raw.debatable.contains(&other.setting) {
            desk.complain(format!("另一读法“{}/{}”没有登记", other.setting, other.reading));
        }
        if raw.kind != "deadline" {
            desk.complain("只有期限可以有另一读法");
        }
        let period = other.period.as_ref().and_then(|text| desk.accept(text.parse::<Period>()));
        let roll = other.roll.as_deref().and_then(|text| read_roll(text, desk));
        alternatives.push(Alternative {
            setting: other.setting.clone(),
            reading: other.reading.clone(),
            period,
            roll,
            start_offset: other.start_offset,
        });
    }
    alternatives
}

#[cfg(test)]
mod tests {
    use crate::rulebook::RuleBook;

    const DB: &str = "[[setting]]\nid = \"DB-03\"\nquestion = \"?\"\ndefault = \"a\"\n\
        reading = [{ id = \"a\", label = \"甲\" }, { id = \"b\", label = \"乙\" }]\n";

    fn rule(lines: &str) -> String {
        format!("{DB}[[rule]]\nid = \"X\"\nname = \"某期限\"\n{lines}")
    }

    fn problems(text: &str) -> Vec<String> {
        RuleBook::from_toml(text).unwrap_err().into_iter().map(|problem| problem.message).collect()
    }

    const SOUND: &str = "kind = \"deadline\"\nperiod = \"5日\"\nstart = \"某日\"\n\
        first_day = \"2021-01-01\"\nsource = \"某规定\"\nconfidence = \"certain\"\n";

    #[test]
    fn a_sound_record_is_read() {
        assert!(RuleBook::from_toml(&rule(SOUND)).is_ok());
    }

    #[test]
    fn every_fault_of_a_record_is_named_with_the_line() {
        let text = rule(
            "kind = \"deadline\"\nperiod = \"五天\"\nroll = \"up\"\ncount = \"x\"\n\
             first_day = \"2021-02-30\"\ncite = [\"第六条\"]\nconfidence = \"sure\"\n\
             debatable = [\"DB-99\"]\n",
        );
        let found = RuleBook::from_toml(&text).unwrap_err();
        assert!(found.iter().all(|problem| problem.row == 6 && problem.field == "X"));
        assert_eq!(
            problems(&text),
            [
                "“五天”不是期限，请写成15日、5个工作日、6个月、2年或者24小时",
                "roll“up”应为strict或者next-working-day",
                "count“x”应为within或者full-days",
                "期限应写明起算事件start",
                "first_day“2021-02-30”不是有效日期",
                "“第六条”不是引用：应以《法规名称》开头，例如《行政处罚法》第六十条",
                "confidence“sure”应为certain、likely或者check",
                "争议问题“DB-99”没有登记",
            ]
        );
    }

    #[test]
    fn a_value_must_fit_its_kind() {
        let tail = "first_day = \"2021-01-01\"\nsource = \"某规定\"\nconfidence = \"check\"\n";
        let ask = |head: &str| problems(&rule(&format!("{head}{tail}")));
        assert_eq!(ask("kind = \"amount\"\npercent = 3\n"), ["类别为amount，但没有写相应的值"]);
        assert_eq!(ask("kind = \"amount\"\nfen = 0\n"), ["金额应大于零"]);
        assert_eq!(
            ask("kind = \"ratio\"\npercent = 3\nfen = 3\n"),
            ["period、fen、percent、text应恰好写一个"]
        );
        assert_eq!(
            ask("kind = \"rate\"\npercent = 3\n"),
            ["kind“rate”应为deadline、amount、ratio或者text"]
        );
        assert_eq!(
            ask("kind = \"amount\"\nfen = 3\nstart = \"某日\"\n"),
            ["roll、count、start只用于期限"]
        );
        assert_eq!(
            ask(
                "kind = \"deadline\"\nperiod = \"24小时\"\nroll = \"next-working-day\"\nstart = \"a\"\n"
            ),
            ["以小时计算的期限不顺延"]
        );
        assert_eq!(
            ask("kind = \"deadline\"\nperiod = \"7日\"\ncount = \"full-days\"\nstart = \"a\"\n"),
            ["full-days只用于工作日"]
        );
    }

    #[test]
    fn overlaps_and_gaps_between_versions_are_named() {
        let version = |first: &str, last: &str| {
            format!(
                "[[rule]]\nid = \"X\"\nname = \"某期限\"\nkind = \"text\"\ntext = \"a\"\n\
                 source = \"某规定\"\nconfidence = \"certain\"\nfirst_day = \"{first}\"\n{last}"
            )
        };
        let until = |last: &str| format!("last_day = \"{last}\"\n");
        let next = version("2021-07-15", "");
        let sound = version("2020-01-01", &until("2021-07-14")) + &next;
        assert!(RuleBook::from_toml(&sound).is_ok());
        assert_eq!(
            problems(&(version("2020-01-01", &until("2021-07-10")) + &next)),
            ["2021年7月10日至2021年7月15日之间没有适用的版本"]
        );
        let overlap = ["前一版本未在2021年7月15日之前结束，两个版本重叠"];
        assert_eq!(problems(&(version("2020-01-01", "") + &next)), overlap);
        assert_eq!(problems(&(version("2020-01-01", &until("2021-07-15")) + &next)), overlap);
        assert_eq!(
            problems(&version("2020-01-01", &until("2019-01-01"))),
            ["last_day早于first_day"]
        );
    }

    #[test]
    fn another_reading_must_be_on_offer() {
        let base = format!("{SOUND}debatable = [\"DB-03\"]\n[[rule.alternative]]\n");
        let sound =
            rule(&format!("{base}setting = \"DB-03\"\nreading = \"b\"\nperiod = \"6日\"\n"));
        assert!(RuleBook::from_toml(&sound).is_ok());
        let unknown = rule(&format!("{base}setting = \"DB-03\"\nreading = \"c\"\n"));
        assert_eq!(problems(&unknown), ["另一读法“DB-03/c”没有登记"]);
    }

    #[test]
    fn a_question_needs_two_readings_and_a_default_among_them() {
        let text = "[[setting]]\nid = \"DB-01\"\nquestion = \"?\"\ndefault = \"z\"\n\
            reading = [{ id = \"a\", label = \"甲\" }]\n";
        assert_eq!(problems(text), ["争议问题至少应有两种读法", "默认读法“z”不在读法之列"]);
        assert_eq!(problems(&format!("{DB}{DB}")), ["争议问题编号重复"]);
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        let text = rule(SOUND).replace("start =", "begin =");
        let found = RuleBook::from_toml(&text).unwrap_err();
        assert_eq!(found.len(), 1);
        assert!(found.first().unwrap().message.starts_with("格式有误"));
    }
}
