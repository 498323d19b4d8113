//! Pictures from outside: decoded within bounds, and drawn again from their pixels alone.

use std::io::Cursor;

use domain::evidence::Suspicion;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageResult, Limits};

use super::Kind;

/// The most pixels that are decoded.
const MOST_PIXELS: u64 = 50_000_000;
/// The longest side that is decoded, in pixels.
const LONGEST_SIDE: u32 = 16_384;
/// The most memory a decoder may take at a time, in bytes.
const MEMORY: u64 = 320 * 1024 * 1024;
/// The longest side of what goes onto a page, in pixels: 300 to the inch over the width of A4.
const PAGE_SIDE: u32 = 2400;
/// How well a photograph is drawn again.
const QUALITY: u8 = 88;

/// The picture in its pixels.
pub fn decode(kind: Kind, bytes: &[u8]) -> Result<DynamicImage, Suspicion> {
    let decoded = match kind {
        Kind::Jpeg => JpegDecoder::new(Cursor::new(bytes)).map(pixels),
        Kind::Png => PngDecoder::new(Cursor::new(bytes)).map(pixels),
        Kind::Webp => WebPDecoder::new(Cursor::new(bytes)).map(pixels),
        Kind::Pdf | Kind::Other => return Err(Suspicion::Unreadable),
    };
    decoded.map_err(|_| Suspicion::Unreadable)?
}

fn pixels(mut decoder: impl ImageDecoder) -> Result<DynamicImage, Suspicion> {
    let (width, height) = decoder.dimensions();
    let side_fits = width.max(height) <= LONGEST_SIDE;
    if !side_fits || MOST_PIXELS < u64::from(width) * u64::from(height) {
        return Err(Suspicion::Oversized);
    }
    let read = || -> ImageResult<DynamicImage> {
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY);
        decoder.set_limits(limits)?;
        let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(turned);
        Ok(picture)
    };
    read().map_err(|_| Suspicion::Unreadable)
}

/// The picture drawn again, upright, small enough for a page, and without anything besides its
/// pixels: no place, no device, no time.
pub fn draw(kind: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = decode(kind, bytes).ok()?;
    let fits = picture.width().max(picture.height()) <= PAGE_SIDE;
    let picture = if fits { picture } else { picture.thumbnail(PAGE_SIDE, PAGE_SIDE) };
    let mut drawn = Vec::new();
    if kind == Kind::Jpeg {
        let encoder = JpegEncoder::new_with_quality(&mut drawn, QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).ok()?;
    } else {
        let picture = DynamicImage::ImageRgba8(picture.to_rgba8());
        picture.write_to(&mut Cursor::new(&mut drawn), ImageFormat::Png).ok()?;
    }
    Some(drawn)
}
