//! Drawn example evidence: simple scenes that say in themselves that they are examples.

use domain::Private;
use jiff::civil::DateTime;

use super::canvas::{Canvas, Colour};
use super::dice::Dice;
use super::letters;

const WIDTH: i32 = 480;
const HEIGHT: i32 = 320;
const HORIZON: i32 = 120;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Sand or goods lying on the road.
    Heap,
    /// The road after it was cleared.
    Cleared,
    /// A lorry that lost part of its load.
    Lorry,
    /// Goods stored under a bridge.
    Bridge,
    /// A board beside the road.
    Board,
    /// A trench in the road.
    Trench,
    /// A yard with vehicles.
    Yard,
}

/// A picture to be drawn when it is needed.
#[derive(Clone, Copy, Debug)]
pub struct Picture {
    /// What it shows.
    pub scene: Scene,
    /// What makes it differ from others of the scene.
    pub seed: u64,
}

impl Picture {
    /// Draws it as taken at the time.
    pub fn draw(self, at: DateTime) -> Vec<u8> {
        let mut dice = Dice::seeded(self.seed);
        let mut canvas = ground(&mut dice);
        match self.scene {
            Scene::Heap => heap(&mut canvas, &mut dice),
            Scene::Cleared => {}
            Scene::Lorry => lorry(&mut canvas, &mut dice),
            Scene::Bridge => bridge(&mut canvas, &mut dice),
            Scene::Board => board(&mut canvas, &mut dice),
            Scene::Trench => trench(&mut canvas, &mut dice),
            Scene::Yard => yard(&mut canvas, &mut dice),
        }
        canvas.rect((0, HEIGHT - 44), (WIDTH, HEIGHT), [28, 32, 40]);
        letters::caption(&mut canvas, (12, HEIGHT - 38), [255, 255, 255]);
        let time = at.strftime("%Y-%m-%d %H:%M").to_string();
        letters::stamp(&mut canvas, (236, HEIGHT - 31), &time, [255, 190, 60]);
        canvas.png()
    }
}

/// Sky, fields, a road that runs away from the viewer, trees.
fn ground(dice: &mut Dice) -> Canvas {
    let light = dice.between(-12, 12);
    let mut canvas = Canvas::new(WIDTH, HEIGHT, shade([150, 190, 225], light));
    canvas.disc((dice.between(40, 440), dice.between(20, 60)), 18, [250, 240, 200]);
    canvas.rect((0, HORIZON), (WIDTH, HEIGHT), shade([120, 150, 90], light));
    let far = dice.between(200, 280);
    canvas.shape(
        &[(far - 14, HORIZON), (far + 14, HORIZON), (400, HEIGHT), (80, HEIGHT)],
        shade([120, 120, 124], light),
    );
    for part in 0..6 {
        let y = HORIZON + 12 + part * part * 5;
        let x = far + (240 - far) * (y - HORIZON) / (HEIGHT - HORIZON);
        canvas.rect((x - 1 - part / 2, y), (x + 1 + part / 2, y + 5 + part * 2), [235, 235, 235]);
    }
    for _ in 0..dice.between(3, 7) {
        let left = dice.below(2) == 0;
        let x = if left { dice.between(5, 110) } else { dice.between(370, 475) };
        let y = dice.between(HORIZON - 10, HORIZON + 40);
        canvas.rect((x - 3, y), (x + 3, y + 26), [100, 75, 50]);
        canvas.disc((x, y - 8), dice.between(14, 22), shade([60, 110, 60], dice.between(-15, 15)));
    }
    canvas
}

fn heap(canvas: &mut Canvas, dice: &mut Dice) {
    for _ in 0..dice.between(2, 4) {
        let (x, y) = (dice.between(180, 320), dice.between(210, 262));
        let (wide, high) = (dice.between(34, 70), dice.between(22, 46));
        let sand = shade([196, 164, 108], dice.between(-20, 20));
        canvas.shape(
            &[(x - wide, y), (x - wide / 4, y - high), (x + wide / 5, y - high), (x + wide, y)],
            sand,
        );
        for _ in 0..30 {
            let at = (x + dice.between(-wide, wide), y - dice.between(-6, 6));
            canvas.disc(at, 2, shade(sand, -30));
        }
    }
    // A measuring rod laid beside it, half a metre to a colour.
    for part in 0..6 {
        let colour = if part % 2 == 0 { [210, 40, 40] } else { [245, 245, 245] };
        canvas.rect((170 + part * 24, 266), (194 + part * 24, 271), colour);
    }
}

fn lorry(canvas: &mut Canvas, dice: &mut Dice) {
    let paint = shade([60, 90, 150], dice.between(-40, 40));
    let (x, y) = (dice.between(170, 230), 214);
    canvas.rect((x, y - 66), (x + 110, y - 10), shade(paint, 30));
    canvas.shape(
        &[(x, y - 66), (x + 30, y - 84), (x + 80, y - 80), (x + 110, y - 66)],
        [150, 130, 90],
    );
    canvas.rect((x + 112, y - 52), (x + 152, y - 10), paint);
    canvas.rect((x + 122, y - 46), (x + 146, y - 30), [200, 225, 240]);
    canvas.rect((x, y - 10), (x + 152, y - 4), [40, 40, 44]);
    for wheel in [20, 50, 130] {
        canvas.disc((x + wheel, y), 12, [25, 25, 28]);
        canvas.disc((x + wheel, y), 5, [120, 120, 124]);
    }
    for _ in 0..120 {
        let at = (dice.between(110, x + 20), dice.between(220, 268));
        canvas.disc(at, dice.between(1, 3), shade([150, 130, 90], dice.between(-30, 20)));
    }
}

fn bridge(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.rect((0, 70), (WIDTH, 112), [150, 150, 155]);
    canvas.rect((0, 62), (WIDTH, 70), [110, 110, 116]);
    for pier in [70, 230, 390] {
        canvas.rect((pier, 112), (pier + 26, 262), [165, 165, 170]);
    }
    for _ in 0..dice.between(5, 9) {
        let (x, y) = (dice.between(105, 360), dice.between(225, 268));
        let (wide, high) = (dice.between(16, 34), dice.between(14, 30));
        let box_colour = shade([170, 120, 70], dice.between(-40, 40));
        canvas.rect((x, y - high), (x + wide, y), box_colour);
        canvas.rect((x, y - high), (x + wide, y - high + 3), shade(box_colour, -40));
    }
}

fn board(canvas: &mut Canvas, dice: &mut Dice) {
    let x = dice.between(300, 350);
    let paint = shade([200, 60, 60], dice.between(-50, 50));
    canvas.rect((x, 90), (x + 6, 240), [120, 120, 124]);
    canvas.rect((x + 84, 90), (x + 90, 240), [120, 120, 124]);
    canvas.rect((x - 14, 56), (x + 104, 132), paint);
    canvas.rect((x - 8, 62), (x + 98, 126), shade(paint, 90));
    for line in 0..4 {
        canvas.rect((x + 2, 72 + line * 13), (x + dice.between(50, 88), 77 + line * 13), paint);
    }
}

fn trench(canvas: &mut Canvas, dice: &mut Dice) {
    let y = dice.between(216, 240);
    canvas.shape(&[(150, y), (330, y - 12), (338, y + 8), (148, y + 22)], [70, 52, 38]);
    canvas.shape(
        &[(150, y + 20), (240, y - 2), (330, y + 10), (330, y + 30), (150, y + 36)],
        [140, 105, 70],
    );
    for cone in [126, 352] {
        canvas.shape(&[(cone - 9, y + 22), (cone, y - 10), (cone + 9, y + 22)], [235, 110, 40]);
        canvas.rect((cone - 5, y + 4), (cone + 6, y + 9), [250, 250, 250]);
    }
    canvas.rect((60, y - 60), (120, y - 14), [240, 180, 40]);
    canvas.stroke((110, y - 50), (165, y - 74), 8, [240, 180, 40]);
    canvas.stroke((165, y - 74), (180, y - 24), 8, [240, 180, 40]);
    canvas.disc((74, y - 8), 10, [35, 35, 38]);
    canvas.disc((108, y - 8), 10, [35, 35, 38]);
}

fn yard(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.rect((20, 70), (460, 190), [205, 200, 190]);
    canvas.rect((20, 58), (460, 78), shade([70, 110, 150], dice.between(-30, 30)));
    for door in 0..4 {
        let left = 40 + door * 104;
        canvas.rect((left, 104), (left + 84, 190), [90, 95, 105]);
        canvas.rect((left + 4, 108), (left + 80, 186), [140, 148, 158]);
    }
    for nth in 0..3 {
        let (x, y) = (70 + nth * 120, dice.between(226, 250));
        let paint = shade([170, 60, 60], dice.between(-90, 60));
        canvas.shape(
            &[(x + 14, y - 24), (x + 28, y - 42), (x + 66, y - 42), (x + 80, y - 24)],
            [190, 215, 230],
        );
        canvas.rect((x, y - 26), (x + 96, y - 4), paint);
        canvas.disc((x + 20, y - 2), 10, [25, 25, 28]);
        canvas.disc((x + 76, y - 2), 10, [25, 25, 28]);
    }
}

fn shade(colour: Colour, by: i32) -> Colour {
    colour.map(|part| u8::try_from((i32::from(part) + by).clamp(0, 255)).unwrap_or(part))
}

/// A drawn signature: strokes that read as handwriting and spell nothing.
pub fn signature(seed: u64) -> Private {
    use base64::Engine as _;

    let mut dice = Dice::seeded(seed);
    let mut canvas = Canvas::new(220, 72, [255, 255, 255]);
    let ink = [16, 24, 64];
    for sign in 0..3 {
        let left = 14 + sign * 66;
        let mut at = (left + dice.between(0, 12), dice.between(12, 26));
        for _ in 0..dice.between(4, 7) {
            let to = (left + dice.between(0, 54), dice.between(8, 64));
            canvas.stroke(at, to, 3, ink);
            // Most strokes join on; some begin anew.
            at = if dice.below(4) == 0 {
                (left + dice.between(0, 54), dice.between(8, 64))
            } else {
                to
            };
        }
    }
    let text = base64::engine::general_purpose::STANDARD.encode(canvas.png());
    Private::new(format!("data:image/png;base64,{text}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SCENES: [Scene; 7] = [
        Scene::Heap,
        Scene::Cleared,
        Scene::Lorry,
        Scene::Bridge,
        Scene::Board,
        Scene::Trench,
        Scene::Yard,
    ];

    #[test]
    fn every_scene_is_drawn_differently_and_the_same_again_from_its_seed() {
        let at = date(2026, 3, 2).at(9, 5, 0, 0);
        let drawn: Vec<Vec<u8>> =
            SCENES.iter().map(|scene| Picture { scene: *scene, seed: 7 }.draw(at)).collect();
        for (nth, one) in drawn.iter().enumerate() {
            assert_eq!(infer::get(one).map(|kind| kind.mime_type()), Some("image/png"));
            assert!(drawn.iter().skip(nth + 1).all(|other| other != one));
        }
        assert_eq!(Picture { scene: Scene::Heap, seed: 7 }.draw(at), drawn[0]);
        assert_ne!(Picture { scene: Scene::Heap, seed: 8 }.draw(at), drawn[0]);
    }

    #[test]
    fn a_signature_is_a_small_picture_in_a_data_address() {
        let drawn = signature(3);
        let address = drawn.reveal();
        assert!(address.starts_with("data:image/png;base64,iVBOR"));
        assert!(address.len() < 8_000, "{}", address.len());
        assert_ne!(drawn, signature(4));
    }
}
