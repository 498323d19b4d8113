//! The few signs that a drawn example picture carries: 示例照片 and the digits of its time.

use super::canvas::{Canvas, Colour, Point};

/// 示例照片, sixteen by sixteen dots each.
const CAPTION: [[&str; 16]; 4] = [
    [
        "................",
        "...##########...",
        "................",
        "................",
        "................",
        ".##############.",
        ".......##.......",
        ".......##.......",
        "...##..##..##...",
        "..##...##...##..",
        "..##...##....##.",
        ".##....##.....#.",
        ".#.....##.......",
        ".......##.......",
        ".....####.......",
        "................",
    ],
    [
        "...#............",
        "...#.######...#.",
        "..#....#......#.",
        "..#....#...#..#.",
        ".##...####.#..#.",
        ".##...#..#.#..#.",
        "#.#..#...#.#..#.",
        "..#..##.#..#..#.",
        "..#.#..##..#..#.",
        "..#.....#..#..#.",
        "..#....#...#..#.",
        "..#....#......#.",
        "..#...#.......#.",
        "..#..#........#.",
        "..#.#.......###.",
        "................",
    ],
    [
        "................",
        ".#####.########.",
        ".#...#....#...#.",
        ".#...#...#....#.",
        ".#####..#.....#.",
        ".#...#.#....##..",
        ".#...#..######..",
        ".#...#..#....#..",
        ".#####..#....#..",
        "........######..",
        "................",
        "..#...#...#...#.",
        "..#...#...#...#.",
        ".#.....#...#...#",
        ".#.....#...#...#",
        "................",
    ],
    [
        "................",
        "....#.....#.....",
        "....#.....#.....",
        "....#.....#.....",
        "....#.....#.....",
        "....###########.",
        "....#...........",
        "....#...........",
        "....########....",
        "....#......#....",
        "....#......#....",
        "...#.......#....",
        "...#.......#....",
        "..#........#....",
        ".#.........#....",
        "................",
    ],
];

/// Writes 示例照片 from the point on, each dot two pixels wide; answers how wide it is.
pub fn caption(canvas: &mut Canvas, (left, top): Point, colour: Colour) -> i32 {
    let mut x = left;
    for sign in &CAPTION {
        for (y, row) in (top..).step_by(2).zip(sign) {
            for (x, _) in (x..).step_by(2).zip(row.chars()).filter(|(_, dot)| *dot == '#') {
                canvas.rect((x, y), (x + 2, y + 2), colour);
            }
        }
        x += 36;
    }
    x - left
}

/// Writes digits, hyphens, colons and blanks in the manner of a camera's date stamp.
pub fn stamp(canvas: &mut Canvas, (left, top): Point, text: &str, colour: Colour) {
    let mut x = left;
    for sign in text.chars() {
        for (from, to) in bars(sign) {
            canvas.rect((x + from.0, top + from.1), (x + to.0, top + to.1), colour);
        }
        x += if sign == ':' { 8 } else { 14 };
    }
}

/// The bars of a sign in a box ten wide and eighteen high.
fn bars(sign: char) -> Vec<(Point, Point)> {
    const TOP: (Point, Point) = ((1, 0), (9, 2));
    const MIDDLE: (Point, Point) = ((1, 8), (9, 10));
    const BOTTOM: (Point, Point) = ((1, 16), (9, 18));
    const UPPER_LEFT: (Point, Point) = ((0, 1), (2, 9));
    const UPPER_RIGHT: (Point, Point) = ((8, 1), (10, 9));
    const LOWER_LEFT: (Point, Point) = ((0, 9), (2, 17));
    const LOWER_RIGHT: (Point, Point) = ((8, 9), (10, 17));
    match sign {
        '0' => vec![TOP, BOTTOM, UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT],
        '1' => vec![UPPER_RIGHT, LOWER_RIGHT],
        '2' => vec![TOP, MIDDLE, BOTTOM, UPPER_RIGHT, LOWER_LEFT],
        '3' => vec![TOP, MIDDLE, BOTTOM, UPPER_RIGHT, LOWER_RIGHT],
        '4' => vec![MIDDLE, UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT],
        '5' => vec![TOP, MIDDLE, BOTTOM, UPPER_LEFT, LOWER_RIGHT],
        '6' => vec![TOP, MIDDLE, BOTTOM, UPPER_LEFT, LOWER_LEFT, LOWER_RIGHT],
        '7' => vec![TOP, UPPER_RIGHT, LOWER_RIGHT],
        '8' => vec![TOP, MIDDLE, BOTTOM, UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT],
        '9' => vec![TOP, MIDDLE, BOTTOM, UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT],
        '-' => vec![MIDDLE],
        ':' => vec![((2, 5), (4, 7)), ((2, 12), (4, 14))],
        _ => vec![],
    }
}
