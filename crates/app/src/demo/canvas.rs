//! A small canvas and a PNG writer: enough to draw example evidence without any foreign picture.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A colour: red, green, blue.
pub type Colour = [u8; 3];
/// A point: right and down, in pixels.
pub type Point = (i32, i32);

/// A picture in the making.
#[derive(Clone, Debug)]
pub struct Canvas {
    width: i32,
    height: i32,
    pixels: Vec<u8>,
}

impl Canvas {
    /// A canvas of one colour.
    pub fn new(width: i32, height: i32, ground: Colour) -> Self {
        let count = usize::try_from(width.max(0) * height.max(0)).unwrap_or_default();
        Self { width, height, pixels: ground.repeat(count) }
    }

    /// Colours one pixel; outside the canvas nothing happens.
    pub fn dot(&mut self, (x, y): Point, colour: Colour) {
        if x < 0 || y < 0 || self.width <= x || self.height <= y {
            return;
        }
        let place = usize::try_from(3 * (y * self.width + x)).unwrap_or(usize::MAX);
        if let Some(pixel) = self.pixels.get_mut(place..place.saturating_add(3)) {
            pixel.copy_from_slice(&colour);
        }
    }

    /// Fills a rectangle, corners inclusive at the top left and exclusive at the bottom right.
    pub fn rect(&mut self, (left, top): Point, (right, bottom): Point, colour: Colour) {
        for y in top.max(0)..bottom.min(self.height) {
            for x in left.max(0)..right.min(self.width) {
                self.dot((x, y), colour);
            }
        }
    }

    /// Fills a polygon.
    pub fn shape(&mut self, corners: &[Point], colour: Colour) {
        let top = corners.iter().map(|c| c.1).min().unwrap_or(0).max(0);
        let bottom = corners.iter().map(|c| c.1).max().unwrap_or(0).min(self.height - 1);
        for y in top..=bottom {
            let mut cuts = cuts(corners, y);
            cuts.sort_unstable();
            for pair in cuts.chunks(2) {
                if let [from, to] = pair {
                    self.rect((*from, y), (*to, y + 1), colour);
                }
            }
        }
    }

    /// Fills a disc.
    pub fn disc(&mut self, (x, y): Point, radius: i32, colour: Colour) {
        for down in -radius..=radius {
            for right in -radius..=radius {
                if right * right + down * down <= radius * radius {
                    self.dot((x + right, y + down), colour);
                }
            }
        }
    }

    /// Draws a straight stroke of the given thickness.
    pub fn stroke(&mut self, from: Point, to: Point, thickness: i32, colour: Colour) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1);
        for step in 0..=steps {
            let along = |a: i32, b: i32| a + (b - a) * step / steps;
            self.disc((along(from.0, to.0), along(from.1, to.1)), thickness / 2, colour);
        }
    }

    /// The picture as a PNG file.
    pub fn png(&self) -> Vec<u8> {
        let row = usize::try_from(3 * self.width).unwrap_or(1).max(1);
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        for line in self.pixels.chunks(row) {
            // Each line names its filter first: none. Writing to memory does not fail.
            let _ = packed.write_all(&[0]).and_then(|()| packed.write_all(line));
        }
        let data = packed.finish().unwrap_or_default();
        let mut header = Vec::with_capacity(13);
        header.extend(u32::try_from(self.width).unwrap_or_default().to_be_bytes());
        header.extend(u32::try_from(self.height).unwrap_or_default().to_be_bytes());
        // Eight bits a channel, red green blue, the only packing, the only filter set, no interlace.
        header.extend([8, 2, 0, 0, 0]);
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, body) in [(b"IHDR", &header), (b"IDAT", &data), (b"IEND", &Vec::new())] {
            chunk(&mut file, *kind, body);
        }
        file
    }
}

/// Where a row of pixels crosses the edges of a polygon.
fn cuts(corners: &[Point], y: i32) -> Vec<i32> {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .filter(|(a, b)| (a.1 <= y) != (b.1 <= y))
        .map(|(a, b)| a.0 + (y - a.1) * (b.0 - a.0) / (b.1 - a.1))
        .collect()
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) {
    file.extend(u32::try_from(body.len()).unwrap_or_default().to_be_bytes());
    file.extend(kind);
    file.extend(body);
    let mut sum = flate2::Crc::new();
    sum.update(&kind);
    sum.update(body);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_picture_is_a_png_whose_rows_unpack_to_its_pixels() {
        let mut canvas = Canvas::new(4, 2, [9, 9, 9]);
        canvas.rect((1, 0), (3, 1), [200, 0, 0]);
        let file = canvas.png();
        assert_eq!(infer::get(&file).map(|kind| kind.mime_type()), Some("image/png"));
        assert_eq!(&file[16..24], &[0, 0, 0, 4, 0, 0, 0, 2], "width and height");
        let length = u32::from_be_bytes(file[33..37].try_into().unwrap()) as usize;
        let mut rows = Vec::new();
        flate2::read::ZlibDecoder::new(&file[41..41 + length]).read_to_end(&mut rows).unwrap();
        assert_eq!(rows.len(), 2 * (1 + 4 * 3));
        assert_eq!(&rows[1..7], &[9, 9, 9, 200, 0, 0]);
    }

    #[test]
    fn what_lies_outside_the_canvas_is_not_drawn() {
        let mut canvas = Canvas::new(3, 3, [0, 0, 0]);
        canvas.disc((10, 10), 2, [1, 1, 1]);
        canvas.rect((-5, -5), (1, 1), [2, 2, 2]);
        canvas.shape(&[(-4, 5), (9, 5), (2, 9)], [3, 3, 3]);
        assert_eq!(canvas.pixels.iter().map(|p| u32::from(*p == 2)).sum::<u32>(), 3);
        assert!(!canvas.pixels.contains(&1) && !canvas.pixels.contains(&3));
    }
}
