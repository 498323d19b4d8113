//! Which days are working days, from the State Council's yearly holiday arrangement (T-13).
//!
//! The arrangement of a year is announced late in the year before. Beyond the last announced year
//! days are computed from weekends only and called provisional; before the first year the calendar
//! refuses to answer.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday, date};

use crate::problem::RowProblem;

/// The holidays (放假) and make-up workdays (调休上班) of the announced years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<Date, Special>,
    first_year: i16,
    announced_through: i16,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// An ordinary working day.
    Workday,
    /// A Saturday or Sunday worked in exchange for a holiday (调休上班).
    MakeUpWorkday,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// A day of a public holiday, with the holiday's name.
    Holiday(&'a str),
}

/// A day before the first year the calendar knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "工作日历自{first_year}年起，不能推算{}是否为工作日，请补充更早年份的放假安排",
    crate::format::date_zh(*date)
)]
pub struct CalendarGap {
    /// The day asked for.
    pub date: Date,
    /// The first year the calendar knows.
    pub first_year: i16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Special {
    Holiday(String),
    MakeUp,
    /// The last day of the announced years.
    Announced,
}

impl DayKind<'_> {
    /// Whether people work on such a day.
    pub fn is_working(self) -> bool {
        match self {
            Self::Workday | Self::MakeUpWorkday => true,
            Self::Weekend | Self::Holiday(_) => false,
        }
    }
}

impl Calendar {
    /// Reads a calendar; all bad rows are named at once.
    ///
    /// The header is `date,kind,name`. A row is a `holiday` with its name, a `makeup` workday (always
    /// a Saturday or Sunday), or the one `announced_through` row, whose date is the last day of the
    /// last announced year. Ordinary weekends are not listed. Lines starting with `#` are remarks.
    pub fn from_csv(text: &str) -> Result<Self, Vec<RowProblem>> {
        let mut problems = Vec::new();
        let mut days = BTreeMap::new();
        let mut announced = None;
        let mut header_seen = false;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let row = at + 1;
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !header_seen {
                header_seen = true;
                if line != "date,kind,name" {
                    problems.push(RowProblem::new(row, "表头", "应为“date,kind,name”"));
                }
                continue;
            }
            match read_row(row, line) {
                Err(problem) => problems.push(problem),
                Ok((day, Special::Announced)) if announced.is_none() => {
                    announced = Some((row, day));
                }
                Ok((_, Special::Announced)) => {
                    problems.push(RowProblem::new(row, "kind", "“announced_through”只能有一行"));
                }
                Ok((day, special)) => {
                    if days.insert(day, (row, special)).is_some() {
                        problems.push(RowProblem::new(row, "date", format!("日期{day}重复")));
                    }
                }
            }
        }
        if !header_seen {
            problems.push(RowProblem::new(1, "表头", "日历为空，应以“date,kind,name”开头"));
        }
        let years = check_years(&days, announced, &mut problems);
        match years {
            Some((first_year, announced_through)) if problems.is_empty() => Ok(Self {
                days: days.into_iter().map(|(day, (_, special))| (day, special)).collect(),
                first_year,
                announced_through,
            }),
            Some(_) | None => Err(problems),
        }
    }

    /// What a day is.
    pub fn kind(&self, day: Date) -> Result<DayKind<'_>, CalendarGap> {
        if day.year() < self.first_year {
            return Err(CalendarGap { date: day, first_year: self.first_year });
        }
        Ok(match self.days.get(&day) {
            Some(Special::Holiday(name)) => DayKind::Holiday(name),
            Some(Special::MakeUp) => DayKind::MakeUpWorkday,
            Some(Special::Announced) | None if is_weekend(day) => DayKind::Weekend,
            Some(Special::Announced) | None => DayKind::Workday,
        })
    }

    /// Whether people work on a day.
    pub fn is_working(&self, day: Date) -> Result<bool, CalendarGap> {
        self.kind(day).map(DayKind::is_working)
    }

    /// The last year whose arrangement was announced.
    pub fn announced_through(&self) -> i16 {
        self.announced_through
    }

    /// The first year the calendar knows.
    pub fn first_year(&self) -> i16 {
        self.first_year
    }

    /// Whether a day lies beyond the announced years, so that only its weekday is known.
    pub fn is_provisional(&self, day: Date) -> bool {
        self.announced_through < day.year()
    }

    /// The day itself if people work on it, otherwise the next working day.
    ///
    /// # Law
    /// 《民事诉讼法》第八十五条第三款; 《民法典》第二百零三条第一款.
    pub fn working_on_or_after(&self, day: Date) -> Result<Date, CalendarGap> {
        let mut day = day;
        while !self.is_working(day)? {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        Ok(day)
    }

    /// The day itself if people work on it, otherwise the working day before it.
    pub fn working_on_or_before(&self, day: Date) -> Result<Date, CalendarGap> {
        let mut day = day;
        while !self.is_working(day)? {
            let Ok(before) = day.yesterday() else { break };
            day = before;
        }
        Ok(day)
    }
}

/// Whether a day is a Saturday or Sunday.
pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn read_row(row: usize, line: &str) -> Result<(Date, Special), RowProblem> {
    let mut cells = line.split(',').map(str::trim);
    let (Some(day), Some(kind), Some(name), None) =
        (cells.next(), cells.next(), cells.next(), cells.next())
    else {
        return Err(RowProblem::new(row, "整行", "应有三列：日期、类别、名称"));
    };
    let day: Date = day.parse().map_err(|_| {
        RowProblem::new(row, "date", format!("“{day}”不是有效日期，应写成2026-03-09"))
    })?;
    let special = match kind {
        "holiday" if name.is_empty() => {
            return Err(RowProblem::new(row, "name", "放假应写明节日名称"));
        }
        "holiday" => Special::Holiday(name.into()),
        "makeup" if !is_weekend(day) => {
            return Err(RowProblem::new(row, "kind", format!("{day}不是周末，不能是调休上班")));
        }
        "makeup" => Special::MakeUp,
        "announced_through" if day != date(day.year(), 12, 31) => {
            return Err(RowProblem::new(row, "date", "“announced_through”应为某年12月31日"));
        }
        "announced_through" => Special::Announced,
        other => {
            let message = format!("类别“{other}”不认识，应为holiday、makeup或者announced_through");
            return Err(RowProblem::new(row, "kind", message));
        }
    };
    Ok((day, special))
}

/// The first and the last announced year; names missing years and rows beyond the announcement.
fn check_years(
    days: &BTreeMap<Date, (usize, Special)>,
    announced: Option<(usize, Date)>,
    problems: &mut Vec<RowProblem>,
) -> Option<(i16, i16)> {
    let Some((row, last)) = announced else {
        problems.push(RowProblem::new(1, "announced_through", "缺少“announced_through”一行"));
        return None;
    };
    for (day, (row, _)) in days.range(last.tomorrow().unwrap_or(Date::MAX)..) {
        let message = format!("{day}晚于已公布的最后一日{last}");
        problems.push(RowProblem::new(*row, "date", message));
    }
    let Some((first, _)) = days.first_key_value() else {
        problems.push(RowProblem::new(row, "整行", "没有任何放假安排"));
        return None;
    };
    for year in first.year()..=last.year() {
        if days.range(date(year, 1, 1)..=date(year, 12, 31)).next().is_none() {
            problems.push(RowProblem::new(row, "date", format!("缺少{year}年的放假安排")));
        }
    }
    Some((first.year(), last.year()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Calendar, CalendarGap, DayKind};

    const SMALL: &str = "# 说明\ndate,kind,name\n2026-10-01,holiday,国庆节\n\
        2026-10-10,makeup,国庆节\n2026-12-31,announced_through,\n";

    fn messages(text: &str) -> Vec<String> {
        Calendar::from_csv(text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_kind_of_day_is_told_apart() {
        let calendar = Calendar::from_csv(SMALL).unwrap();
        assert_eq!(calendar.kind(date(2026, 10, 1)), Ok(DayKind::Holiday("国庆节")));
        assert_eq!(calendar.kind(date(2026, 10, 10)), Ok(DayKind::MakeUpWorkday));
        assert_eq!(calendar.kind(date(2026, 10, 11)), Ok(DayKind::Weekend));
        assert_eq!(calendar.kind(date(2026, 10, 12)), Ok(DayKind::Workday));
        assert_eq!(calendar.is_working(date(2026, 10, 10)), Ok(true));
        assert_eq!(calendar.is_working(date(2026, 10, 1)), Ok(false));
        assert_eq!(calendar.working_on_or_after(date(2026, 10, 1)), Ok(date(2026, 10, 2)));
        assert_eq!(calendar.working_on_or_before(date(2026, 10, 4)), Ok(date(2026, 10, 2)));
    }

    #[test]
    fn days_beyond_the_announcement_are_provisional_weekdays() {
        let calendar = Calendar::from_csv(SMALL).unwrap();
        assert_eq!(calendar.announced_through(), 2026);
        assert!(!calendar.is_provisional(date(2026, 12, 31)));
        assert!(calendar.is_provisional(date(2027, 1, 1)));
        assert_eq!(calendar.kind(date(2027, 1, 1)), Ok(DayKind::Workday));
        assert_eq!(calendar.kind(date(2027, 1, 2)), Ok(DayKind::Weekend));
    }

    #[test]
    fn days_before_the_first_year_are_refused() {
        let calendar = Calendar::from_csv(SMALL).unwrap();
        let gap = CalendarGap { date: date(2025, 12, 31), first_year: 2026 };
        assert_eq!(calendar.kind(date(2025, 12, 31)), Err(gap));
        assert!(gap.to_string().contains("2025年12月31日"));
        assert_eq!(calendar.first_year(), 2026);
    }

    #[test]
    fn all_bad_rows_are_named_at_once() {
        let text = "date,kind,name\n2026-13-01,holiday,元旦\n2026-10-01,holiday,\n\
            2026-10-12,makeup,国庆节\n2026-10-02,party,国庆节\n2026-10-03\n\
            2026-10-04,holiday,国庆节\n2026-10-04,holiday,国庆节\n2027-01-01,holiday,元旦\n\
            2026-12-30,announced_through,\n2026-12-31,announced_through,\n\
            2026-12-31,announced_through,\n";
        assert_eq!(
            messages(text),
            [
                "第2行“date”：“2026-13-01”不是有效日期，应写成2026-03-09",
                "第3行“name”：放假应写明节日名称",
                "第4行“kind”：2026-10-12不是周末，不能是调休上班",
                "第5行“kind”：类别“party”不认识，应为holiday、makeup或者announced_through",
                "第6行“整行”：应有三列：日期、类别、名称",
                "第8行“date”：日期2026-10-04重复",
                "第10行“date”：“announced_through”应为某年12月31日",
                "第12行“kind”：“announced_through”只能有一行",
                "第9行“date”：2027-01-01晚于已公布的最后一日2026-12-31",
            ]
        );
    }

    #[test]
    fn a_calendar_without_a_year_in_the_middle_is_refused() {
        let text = "date,kind,name\n2024-01-01,holiday,元旦\n2026-01-01,holiday,元旦\n\
            2026-12-31,announced_through,\n";
        assert_eq!(messages(text), ["第4行“date”：缺少2025年的放假安排"]);
    }

    #[test]
    fn an_empty_or_headless_calendar_is_refused() {
        assert_eq!(
            messages(""),
            [
                "第1行“表头”：日历为空，应以“date,kind,name”开头",
                "第1行“announced_through”：缺少“announced_through”一行",
            ]
        );
        assert_eq!(messages("日期\n2026-12-31,announced_through,\n").len(), 2);
    }
}
