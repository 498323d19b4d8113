//! A flow chart of boxes in two columns, drawn as a picture and told as text.
//!
//! It knows no procedure: boxes and moves come in, lines that do not run through boxes come out.
//! Moves to one box from several share a lane, so that a line can be followed with a finger.

use askama::{Template, filters::HtmlSafe};

/// A flow chart with the text that says the same.
#[derive(Clone, Debug, Template)]
#[template(path = "components/flow_chart.html")]
pub struct FlowChart {
    /// Unique on the page: what the arrow heads are called by.
    pub mark: usize,
    pub title: String,
    pub about: String,
    pub height: i32,
    pub boxes: Vec<FlowBox>,
    pub ways: Vec<FlowWay>,
    pub lines: Vec<FlowLine>,
}

impl HtmlSafe for FlowChart {}

/// A box on the paper.
#[derive(Clone, Debug)]
pub struct FlowBox {
    pub label: String,
    /// The first column or the second.
    pub column: i32,
    pub row: i32,
    pub state: FlowState,
}

impl FlowBox {
    const fn x(&self) -> i32 {
        if self.column == 0 { FIRST } else { SECOND }
    }

    const fn y(&self) -> i32 {
        self.row * PITCH + 4
    }

    /// The edge of the box on a side.
    const fn edge(&self, side: Side) -> i32 {
        match side {
            Side::Left => self.x(),
            Side::Right => self.x() + WIDE,
        }
    }
}

/// Whether the path of a thing has come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowState {
    /// It has not, or there is no path.
    Plain,
    /// It has.
    Past,
    /// It is there.
    Now,
}

impl FlowState {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Past => "is-past",
            Self::Now => "is-now",
        }
    }
}

/// A move from one box to another, by their places in the list, under the number of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowMove {
    pub from: usize,
    pub to: usize,
    pub number: usize,
}

/// A line on the paper.
#[derive(Clone, Debug)]
pub struct FlowWay {
    pub path: String,
    /// It goes back; drawn with dashes.
    pub back: bool,
    /// It has an arrow head.
    pub tip: bool,
    pub label: Option<FlowLabel>,
}

/// The numbers beside the head of an arrow.
#[derive(Clone, Debug)]
pub struct FlowLabel {
    pub x: i32,
    pub y: i32,
    /// `start` or `end`.
    pub anchor: &'static str,
    pub numbers: String,
}

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowLine {
    pub number: usize,
    pub from: String,
    pub to: String,
    pub act: String,
    pub who: String,
    pub checks: String,
}

const FIRST: i32 = 54;
const SECOND: i32 = 234;
const WIDE: i32 = 114;
const HIGH: i32 = 40;
const PITCH: i32 = 66;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Where a lane runs: left of the first column, between the two, right of the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strip {
    Left,
    Middle,
    Right,
}

impl Strip {
    /// The side of a box that faces the strip.
    const fn side(self, it: &FlowBox) -> Side {
        match (self, it.column) {
            (Self::Left, _) | (Self::Middle, 1) => Side::Left,
            (Self::Right | Self::Middle, _) => Side::Right,
        }
    }

    const fn x(self, place: i32) -> i32 {
        match self {
            Self::Left => FIRST - 10 - place * 7,
            Self::Middle => FIRST + WIDE + 18 + place * 8,
            Self::Right => SECOND + WIDE + 8 + place * 6,
        }
    }
}

/// All moves to one box from above, or from below, that are not straight.
struct Lane {
    strip: Strip,
    back: bool,
    to: usize,
    from: Vec<usize>,
    numbers: Vec<usize>,
    rows: (i32, i32),
}

/// The ports in use on a side of a box, counted from above and from below.
#[derive(Default)]
struct Ports(Vec<(usize, Side, bool, i32)>);

impl Ports {
    /// The next free height on the side of the box, near its top or near its bottom.
    fn take(&mut self, which: usize, it: &FlowBox, side: Side, up: bool) -> i32 {
        let found = self
            .0
            .iter_mut()
            .find(|(box_, at, way, _)| *box_ == which && *at == side && *way == up);
        let taken = if let Some((.., count)) = found {
            *count += 1;
            *count
        } else {
            self.0.push((which, side, up, 0));
            0
        };
        it.y() + if up { 4 + taken * 4 } else { HIGH - 4 - taken * 4 }
    }
}

impl FlowChart {
    /// Draws the boxes and the moves between them.
    pub fn new(mark: usize, words: (&str, &str), boxes: Vec<FlowBox>, moves: &[FlowMove]) -> Self {
        let rows = boxes.iter().map(|it| it.row).max().unwrap_or_default();
        Self {
            mark,
            title: words.0.to_owned(),
            about: words.1.to_owned(),
            height: rows * PITCH + HIGH + 8,
            ways: draw(&boxes, moves),
            boxes,
            lines: Vec::new(),
        }
    }
}

fn draw(boxes: &[FlowBox], moves: &[FlowMove]) -> Vec<FlowWay> {
    let mut ways: Vec<FlowWay> = Vec::new();
    let mut straight: Vec<((usize, usize), Vec<usize>)> = Vec::new();
    let mut lanes: Vec<Lane> = Vec::new();
    for it in moves {
        let (Some(from), Some(to)) = (boxes.get(it.from), boxes.get(it.to)) else { continue };
        let next = from.column == to.column && from.row + 1 == to.row;
        if next || from.row == to.row {
            match straight.iter_mut().find(|(pair, _)| *pair == (it.from, it.to)) {
                Some((_, numbers)) => numbers.push(it.number),
                None => straight.push(((it.from, it.to), vec![it.number])),
            }
        } else {
            join(&mut lanes, it, (from, to));
        }
    }
    for ((from, to), numbers) in &straight {
        if let (Some(from), Some(to)) = (boxes.get(*from), boxes.get(*to)) {
            ways.push(straight_way(from, to, numbers));
        }
    }
    for lane in &mut lanes {
        let column = |which: &usize| boxes.get(*which).map_or(0, |it| it.column);
        let mut all = lane.from.iter().map(column).chain([column(&lane.to)]);
        let first = all.next().unwrap_or_default();
        lane.strip = match (all.all(|it| it == first), first) {
            (true, 0) => Strip::Left,
            (true, _) => Strip::Right,
            (false, _) => Strip::Middle,
        };
    }
    lanes.sort_by_key(|lane| (lane.rows.1 - lane.rows.0, lane.rows.0));
    ways.extend(lane_ways(boxes, &lanes));
    ways
}

fn join(lanes: &mut Vec<Lane>, it: &FlowMove, (from, to): (&FlowBox, &FlowBox)) {
    let back = to.row < from.row;
    let rows = (from.row.min(to.row), from.row.max(to.row));
    match lanes.iter_mut().find(|lane| lane.to == it.to && lane.back == back) {
        Some(lane) => {
            if !lane.from.contains(&it.from) {
                lane.from.push(it.from);
            }
            if !lane.numbers.contains(&it.number) {
                lane.numbers.push(it.number);
            }
            lane.rows = (lane.rows.0.min(rows.0), lane.rows.1.max(rows.1));
        }
        None => lanes.push(Lane {
            strip: Strip::Middle,
            back,
            to: it.to,
            from: vec![it.from],
            numbers: vec![it.number],
            rows,
        }),
    }
}

fn straight_way(from: &FlowBox, to: &FlowBox, numbers: &[usize]) -> FlowWay {
    let numbers = listed(numbers);
    if from.column == to.column {
        let (x, a, b) = (from.x() + WIDE / 2, from.y() + HIGH, to.y());
        let label = FlowLabel { x: x + 5, y: a + 16, anchor: "start", numbers };
        return FlowWay {
            path: format!("M{x} {a}V{b}"),
            back: false,
            tip: true,
            label: Some(label),
        };
    }
    let ahead = from.column < to.column;
    let (out, into) = if ahead { (Side::Right, Side::Left) } else { (Side::Left, Side::Right) };
    let y = from.y() + if ahead { 17 } else { 24 };
    let (a, b) = (from.edge(out), to.edge(into));
    let (x, anchor) = if ahead { (b - 9, "end") } else { (b + 9, "start") };
    let label = FlowLabel { x, y: if ahead { y - 2 } else { y + 9 }, anchor, numbers };
    FlowWay { path: format!("M{a} {y}H{b}"), back: !ahead, tip: true, label: Some(label) }
}

/// Each lane in the first place of its strip that is free along its rows.
fn lane_ways(boxes: &[FlowBox], lanes: &[Lane]) -> Vec<FlowWay> {
    let mut ports = Ports::default();
    let mut taken: Vec<(Strip, i32, (i32, i32))> = Vec::new();
    let mut ways = Vec::new();
    for lane in lanes {
        let free = |place: i32| {
            !taken.iter().any(|(strip, at, rows)| {
                *strip == lane.strip
                    && *at == place
                    && rows.0 <= lane.rows.1
                    && lane.rows.0 <= rows.1
            })
        };
        let place = (0..64).find(|place| free(*place)).unwrap_or_default();
        taken.push((lane.strip, place, lane.rows));
        let x = lane.strip.x(place);
        let Some(to) = boxes.get(lane.to) else { continue };
        let into = lane.strip.side(to);
        // A lane that goes back comes from below.
        let y = ports.take(lane.to, to, into, !lane.back);
        for which in &lane.from {
            let Some(from) = boxes.get(*which) else { continue };
            let out = lane.strip.side(from);
            let start = ports.take(*which, from, out, lane.back);
            let path = format!("M{} {start}H{x}V{y}", from.edge(out));
            ways.push(FlowWay { path, back: lane.back, tip: false, label: None });
        }
        let edge = to.edge(into);
        let (at, anchor) = match into {
            Side::Left => (edge - 9, "end"),
            Side::Right => (edge + 9, "start"),
        };
        let numbers = listed(&lane.numbers);
        let label = FlowLabel { x: at, y: if lane.back { y + 9 } else { y - 2 }, anchor, numbers };
        let path = format!("M{x} {y}H{edge}");
        ways.push(FlowWay { path, back: lane.back, tip: true, label: Some(label) });
    }
    ways
}

fn listed(numbers: &[usize]) -> String {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(column: i32, row: i32) -> FlowBox {
        FlowBox { label: "阶段".into(), column, row, state: FlowState::Plain }
    }

    fn goes(from: usize, to: usize, number: usize) -> FlowMove {
        FlowMove { from, to, number }
    }

    #[test]
    fn moves_to_one_box_share_a_lane_and_a_head() {
        let boxes = vec![at(0, 0), at(0, 1), at(1, 2), at(0, 3), at(1, 5)];
        let moves = [goes(0, 4, 1), goes(1, 4, 1), goes(2, 4, 1), goes(3, 4, 1), goes(0, 1, 2)];
        let chart = FlowChart::new(1, ("题", "注"), boxes, &moves);
        let heads: Vec<&FlowWay> = chart.ways.iter().filter(|it| it.tip).collect();
        assert_eq!(heads.len(), 2, "one straight, one for the lane");
        assert_eq!(chart.ways.len(), 6);
        let labels = heads.iter().filter_map(|it| it.label.as_ref());
        assert_eq!(labels.map(|it| it.numbers.as_str()).collect::<Vec<_>>(), ["2", "1"]);
    }

    #[test]
    fn lanes_beside_each_other_keep_apart_and_stay_on_the_paper() {
        let boxes: Vec<FlowBox> = (0..8).map(|row| at(0, row)).collect();
        let moves = [goes(7, 1, 1), goes(6, 2, 2), goes(5, 3, 3), goes(0, 4, 4)];
        let chart = FlowChart::new(1, ("题", "注"), boxes, &moves);
        let lanes: std::collections::BTreeSet<&str> = chart
            .ways
            .iter()
            .filter(|it| it.tip)
            .map(|it| it.path.split(' ').next().unwrap())
            .collect();
        assert_eq!(lanes.len(), 4, "{lanes:?}");
        assert!(lanes.iter().all(|it| 0 < it.trim_start_matches('M').parse::<i32>().unwrap()));
    }

    #[test]
    fn what_goes_back_is_dashed() {
        let chart = FlowChart::new(
            1,
            ("题", "注"),
            vec![at(0, 0), at(0, 1), at(1, 1)],
            &[goes(1, 0, 1), goes(2, 1, 2), goes(1, 2, 3)],
        );
        let back = |number: &str| {
            let of = |it: &&FlowWay| it.label.as_ref().is_some_and(|one| one.numbers == number);
            chart.ways.iter().find(of).unwrap().back
        };
        assert!(back("1") && back("2") && !back("3"));
    }
}
