//! The year as a whole: which matters there are, where, and how long before the end each stops.

use domain::cases::WaiverGround;
use domain::clues::{Outcome, Source};
use domain::ids::TownId;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::DemoError;
use super::agenda::{Pen, Step, ending_on};
use super::cases::{Found, Stop, Story, Turn, pursue};
use super::cast::Cast;
use super::clues::{Fate, Report, follow};
use super::inspections::{Until, Visit, visit};
use super::matters::{HEAVY, LIGHT, Matter};
use super::spot::{SMALL, SpotStop, blocks, fine_on_the_spot};

/// What a case comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A clue and the inspection for it.
    Clue(Source),
    /// An inspection of the squad's own.
    Round,
    /// Another body passed it on.
    Referral,
}

use Origin::{Clue, Referral, Round};
use Source::{Hotline, Patrol, Portal, Superior};

/// How far, how, whether heavy, from what, and how many days before the end it stops.
type CaseLine = (Stop, Turn, bool, Origin, i64);

const CASES: [CaseLine; 34] = [
    (Stop::Archived, Turn::Waives, false, Clue(Portal), 255),
    (Stop::Archived, Turn::Speaks, false, Clue(Hotline), 214),
    (Stop::Archived, Turn::Revoked, false, Round, 178),
    (Stop::Archived, Turn::Hearing, true, Clue(Portal), 151),
    (Stop::Archived, Turn::Spared(WaiverGround::Minor), false, Clue(Patrol), 122),
    (Stop::Refused, Turn::Silent, false, Referral, 96),
    (Stop::Archived, Turn::PaysLate, false, Clue(Hotline), 88),
    (Stop::Archived, Turn::Silent, false, Round, 63),
    (Stop::Archived, Turn::Spared(WaiverGround::FirstOffence), false, Clue(Portal), 41),
    (Stop::Overdue, Turn::Silent, false, Clue(Portal), 33),
    (Stop::Retracted, Turn::Revoked, false, Clue(Hotline), 19),
    (Stop::Closed, Turn::Speaks, false, Round, 6),
    (Stop::Closed, Turn::Spared(WaiverGround::Minor), false, Clue(Portal), 13),
    (Stop::ClosingProposed, Turn::PaysLate, false, Clue(Patrol), 3),
    (Stop::Paid, Turn::Waives, false, Clue(Portal), 4),
    (Stop::PartlyPaid, Turn::Silent, true, Round, 1),
    (Stop::PublicationProposed, Turn::Silent, false, Clue(Hotline), 2),
    (Stop::Performing, Turn::Speaks, false, Clue(Portal), 5),
    (Stop::Undelivered, Turn::Silent, false, Clue(Portal), 1),
    (Stop::AwaitingDecision, Turn::Waives, false, Round, 2),
    (Stop::AwaitingDeliberation, Turn::Silent, true, Clue(Superior), 3),
    (Stop::UnderReview, Turn::Speaks, false, Clue(Portal), 2),
    (Stop::SentBack, Turn::Silent, false, Referral, 4),
    (Stop::MoreAsked, Turn::Silent, false, Clue(Hotline), 6),
    (Stop::HearingHeld, Turn::Hearing, true, Clue(Portal), 2),
    (Stop::HearingCalled, Turn::Hearing, true, Round, 3),
    (Stop::HearingRequested, Turn::Hearing, true, Clue(Portal), 1),
    (Stop::Stated, Turn::Speaks, false, Clue(Patrol), 2),
    (Stop::NoticeWaiting, Turn::Silent, true, Clue(Portal), 3),
    (Stop::NoticeGiven, Turn::Silent, false, Referral, 1),
    (Stop::ReportReturned, Turn::Silent, false, Clue(Hotline), 5),
    (Stop::Reported, Turn::Silent, false, Clue(Portal), 2),
    (Stop::Investigating, Turn::Silent, false, Clue(Portal), 4),
    (Stop::Proposed, Turn::Silent, false, Clue(Portal), 1),
];

const CLUES: [(Fate, Source, i64); 34] = [
    (Fate::Settled(Outcome::NothingFound), Portal, 320),
    (Fate::Settled(Outcome::Corrected), Hotline, 305),
    (Fate::Settled(Outcome::NotOurs), Portal, 291),
    (Fate::Settled(Outcome::Corrected), Patrol, 276),
    (Fate::Merged, Portal, 266),
    (Fate::Settled(Outcome::NothingFound), Hotline, 243),
    (Fate::Transferred, Portal, 231),
    (Fate::Settled(Outcome::Corrected), Portal, 222),
    (Fate::Settled(Outcome::NothingFound), Portal, 205),
    (Fate::Settled(Outcome::Corrected), Superior, 190),
    (Fate::Settled(Outcome::NotOurs), Hotline, 165),
    (Fate::Settled(Outcome::NothingFound), Portal, 158),
    (Fate::Settled(Outcome::Corrected), Portal, 140),
    (Fate::Settled(Outcome::NothingFound), Hotline, 131),
    (Fate::Merged, Portal, 110),
    (Fate::Settled(Outcome::NothingFound), Patrol, 104),
    (Fate::Transferred, Hotline, 82),
    (Fate::Settled(Outcome::Corrected), Portal, 75),
    (Fate::Settled(Outcome::NothingFound), Portal, 54),
    (Fate::Settled(Outcome::NotOurs), Portal, 46),
    (Fate::Settled(Outcome::Corrected), Hotline, 27),
    (Fate::Settled(Outcome::NothingFound), Portal, 15),
    (Fate::Rejected(Outcome::NothingFound), Portal, 4),
    (Fate::Answered(Outcome::Corrected), Portal, 2),
    (Fate::Answered(Outcome::NothingFound), Hotline, 3),
    (Fate::Visiting(Until::Approved), Portal, 1),
    (Fate::Visiting(Until::Proposed), Hotline, 2),
    (Fate::Urged, Portal, 3),
    (Fate::Urged, Hotline, 8),
    (Fate::Dispatched, Portal, 2),
    (Fate::Returned, Portal, 3),
    (Fate::Received, Portal, 1),
    (Fate::Received, Portal, 2),
    (Fate::Received, Hotline, 1),
];

const ROUNDS: [(Until, i64); 12] = [
    (Until::Ended(Outcome::NothingFound), 298),
    (Until::Ended(Outcome::Corrected), 236),
    (Until::Ended(Outcome::NothingFound), 187),
    (Until::Refused, 133),
    (Until::Ended(Outcome::NothingFound), 79),
    (Until::Ended(Outcome::Corrected), 24),
    (Until::Ended(Outcome::HandedOver), 3),
    (Until::Proposed, 1),
    (Until::Approved, 1),
    (Until::Urgent, 2),
    (Until::OnSite, 1),
    (Until::Signed, 2),
];

/// How far a case on the spot comes, which small matter, and how many days before the end.
const SPOTS: [(SpotStop, usize, i64); 6] = [
    (SpotStop::Archived, 0, 200),
    (SpotStop::Archived, 2, 120),
    (SpotStop::Converted, 0, 9),
    (SpotStop::HandedIn, 0, 1),
    (SpotStop::Collected, 0, 1),
    (SpotStop::Decided, 1, 3),
];

/// Every step of the year before the end, in the order of time.
pub fn plan(cast: &Cast<'_>, end: Date) -> Result<Vec<Step>, DemoError> {
    let mut steps = Vec::new();
    let mut nth = 0;
    for line in CASES {
        let plan = |start| one_case(cast, nth, start, line);
        steps.extend(ending_on(before(end, line.4)?, cast.law, plan)?);
        nth += 1;
    }
    for (fate, source, days) in CLUES {
        let plan = |start| {
            let mut pen = Pen::new(cast, nth, start)?;
            let (matter, town) = (matter(nth, false)?, town(cast, nth)?);
            follow(&mut pen, &Report { matter, town, source, fate })?;
            Ok(pen.finish())
        };
        steps.extend(ending_on(before(end, days)?, cast.law, plan)?);
        nth += 1;
    }
    for (until, days) in ROUNDS {
        let plan = |start| {
            let mut pen = Pen::new(cast, nth, start)?;
            let (matter, town) = (matter(nth, false)?, town(cast, nth)?);
            visit(&mut pen, &Visit { matter, town, clue: None, until })?;
            Ok(pen.finish())
        };
        steps.extend(ending_on(before(end, days)?, cast.law, plan)?);
        nth += 1;
    }
    for (stop, which, days) in SPOTS {
        let plan = |start| {
            let mut pen = Pen::new(cast, nth, start)?;
            let small = SMALL.get(which).ok_or(DemoError::Lost("事项"))?;
            fine_on_the_spot(&mut pen, small, town(cast, nth)?, stop)?;
            Ok(pen.finish())
        };
        steps.extend(ending_on(before(end, days)?, cast.law, plan)?);
        nth += 1;
    }
    // Numbers are handed out early in the demonstration and again early in the year of its end.
    let begin = before(end, 340)?;
    let new_year = Date::new(end.year(), 1, 1).map_err(|_| DemoError::Lost("日期"))?;
    for on in [Some(begin), Some(new_year).filter(|day| begin < *day)].into_iter().flatten() {
        steps.extend(blocks(cast, nth, on)?);
        nth += 1;
    }
    // The sort keeps steps of one moment in the order in which they were planned.
    steps.sort_by_key(|step| step.at);
    Ok(steps)
}

fn one_case(
    cast: &Cast<'_>,
    nth: usize,
    start: Date,
    (stop, turn, heavy, origin, _): CaseLine,
) -> Result<Vec<Step>, DemoError> {
    let mut pen = Pen::new(cast, nth, start)?;
    let (matter, town) = (matter(nth, heavy)?, town(cast, nth)?);
    let handed_over = Until::Ended(Outcome::HandedOver);
    let found = match origin {
        Clue(source) => {
            let fate = Fate::Settled(Outcome::HandedOver);
            let report = Report { matter, town: town.clone(), source, fate };
            match follow(&mut pen, &report)? {
                Some((clue, visited)) => Found { clue: Some(clue), visited: Some(visited) },
                None => return Err(DemoError::Lost("检查")),
            }
        }
        Round => {
            let round = Visit { matter, town: town.clone(), clue: None, until: handed_over };
            Found { clue: None, visited: Some(visit(&mut pen, &round)?) }
        }
        Referral => Found::default(),
    };
    pen.working(1)?;
    pursue(&mut pen, &Story { matter, town, stop, turn }, &found)?;
    Ok(pen.finish())
}

fn matter(nth: usize, heavy: bool) -> Result<&'static Matter, DemoError> {
    let all: &[Matter] = if heavy { &HEAVY } else { &LIGHT };
    all.get(nth % all.len()).ok_or(DemoError::Lost("事项"))
}

fn town(cast: &Cast<'_>, nth: usize) -> Result<TownId, DemoError> {
    let towns = &cast.law.towns;
    // Every third matter lies in the town whose people the pack itself names.
    let home = cast.law.people.iter().find_map(|p| cast.law.unit(&p.unit)?.towns.first());
    let turn = towns.get(nth * 5 % towns.len().max(1)).map(|town| &town.id);
    let chosen = if nth.is_multiple_of(3) { home.or(turn) } else { turn };
    chosen.cloned().ok_or(DemoError::Lost("镇街"))
}

fn before(end: Date, days: i64) -> Result<Date, DemoError> {
    end.checked_sub(days.days()).map_err(|_| DemoError::Lost("日期"))
}
