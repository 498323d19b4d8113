//! Pictures for the corpus, chunk by chunk, so that each part can lie.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};

use crate::site::Trouble;

/// How a PNG begins.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A black PNG with so many bits a sample of this kind of colour; it is small as a file.
pub fn png(width: u32, height: u32, [bits, colour]: [u8; 2]) -> Result<Vec<u8>, Trouble> {
    let samples: u32 = if colour == 6 { 4 } else { 3 };
    let line = usize::try_from(1 + width * samples * u32::from(bits) / 8)?;
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([bits, colour, 0, 0, 0]);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let row = vec![0; line];
    for _ in 0..height {
        packed.write_all(&row)?;
    }
    let pixels = packed.finish()?;
    let chunks = [chunk(*b"IHDR", &head), chunk(*b"IDAT", &pixels), chunk(*b"IEND", &[])];
    Ok([PNG, &chunks.concat()].concat())
}

/// The PNG with other sizes in its head, and the sum that goes with them.
pub fn claiming(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let rest = png.get(16 + 8..16 + 13).unwrap_or_default();
    let head = [&width.to_be_bytes(), height.to_be_bytes().as_slice(), rest].concat();
    let behind = png.get(8 + 25..).unwrap_or_default();
    [PNG, &chunk(*b"IHDR", &head), behind].concat()
}

/// The PNG with one more chunk behind its head, whose text is packed.
pub fn with_chunk(png: &[u8], kind: [u8; 4], packed: &[u8]) -> Vec<u8> {
    let front: &[u8] = if kind == *b"iTXt" { b"x\0\x01\0\0\0" } else { b"x\0\0" };
    let (head, behind) = png.split_at_checked(8 + 25).unwrap_or((png, &[]));
    [head, &chunk(kind, &[front, packed].concat()), behind].concat()
}

/// So many zeros, packed.
pub fn deflated(count: usize) -> Result<Vec<u8>, Trouble> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..count >> 20 {
        packed.write_all(&piece)?;
    }
    Ok(packed.finish()?)
}

/// A JPEG.
pub fn jpeg(width: u32, height: u32) -> Result<Vec<u8>, Trouble> {
    drawn(width, height, ImageFormat::Jpeg)
}

/// A WebP.
pub fn webp(width: u32, height: u32) -> Result<Vec<u8>, Trouble> {
    drawn(width, height, ImageFormat::WebP)
}

fn drawn(width: u32, height: u32, format: ImageFormat) -> Result<Vec<u8>, Trouble> {
    let colour = |x: u32, y: u32| {
        let tone = |value: u32| u8::try_from(value % 251).unwrap_or_default();
        image::Rgb([tone(x * 7), tone(y * 5), tone(x * y)])
    };
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour));
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format)?;
    Ok(bytes)
}

/// The JPEG with the same empty scan over and over before its end.
pub fn scans(jpeg: &[u8], times: usize) -> Vec<u8> {
    const SCAN: &[u8] = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0";
    let (body, end) = jpeg.split_at_checked(jpeg.len().saturating_sub(2)).unwrap_or((jpeg, &[]));
    [body, &SCAN.repeat(times), end].concat()
}

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or_default().to_be_bytes();
    let named = [&kind, body].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [&length, named.as_slice(), &sum.sum().to_be_bytes()].concat()
}
