//! The arithmetic of the statute book: days, deadlines, money, citations and dated parameters.
//!
//! Nothing here reads a clock, a file or a database: today's date, the calendar and the packs are
//! arguments. The texts of the packs are read by the callers and handed over as strings.
#![deny(missing_docs)]

pub mod calendar;
pub mod cite;
pub mod execution;
pub mod format;
pub mod money;
pub mod numerals;
pub mod period;
pub mod problem;
pub mod reckoning;
pub mod rulebook;
pub mod statutes;
pub mod surcharge;
mod tally;
pub mod waiting;

pub use calendar::{Calendar, CalendarGap, DayKind};
pub use cite::{Cite, CiteError, article_number, cited};
pub use execution::{ExecutionObstacle, WeekendReading, may_execute};
pub use format::{date_han, date_zh, datetime_zh, day_written, weekday_zh};
pub use money::{Fen, MoneyError, Percent};
pub use numerals::{numeral, read_numeral};
pub use period::{Period, PeriodError};
pub use problem::RowProblem;
pub use reckoning::{
    CountedDay, Reckoning, ReckoningProblem, Roll, hours_after, reckon, reckon_excluding,
    working_days_left,
};
pub use rulebook::{
    Alternative, Confidence, Counting, Deadline, DueProblem, Parameter, ReadingOption, RuleBook,
    RuleGap, Setting, Value,
};
pub use statutes::{CiteProblem, Statute, StatuteVersion, Statutes};
pub use surcharge::{DailyFine, Surcharge, daily_fine, surcharge};
pub use waiting::{Reading, earliest_after, latest_before};
