//! A QR code, drawn as one path.

use askama::{Template, filters::HtmlSafe};
use qrcode::{Color, EcLevel, QrCode};

/// Blank modules that a reader needs around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// An address to be scanned.
#[derive(Clone, Debug, Template)]
#[template(path = "components/scan.html")]
pub struct Scan {
    /// What scanning it is for.
    pub about: String,
    /// The side in modules, with what stays blank around.
    pub side: usize,
    /// The dark modules.
    pub path: String,
}

impl HtmlSafe for Scan {}

impl Scan {
    /// The code of an address; none when the address is too long for one.
    pub fn new(about: impl Into<String>, address: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
        let width = code.width();
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, it)| *it == Color::Dark);
        let path = dark.map(|(at, _)| {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            format!("M{x} {y}h1v1h-1z")
        });
        Some(Self { about: about.into(), side: width + 2 * QUIET, path: path.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_dark_and_the_rim_is_blank() {
        let scan = Scan::new("", "https://example.invalid/portal/officers").unwrap();
        let last = scan.side - QUIET - 1;
        for (x, y) in [(QUIET, QUIET), (last, QUIET), (QUIET, last)] {
            assert!(scan.path.contains(&format!("M{x} {y}h1v1h-1z")), "{x} {y}");
        }
        assert!(!scan.path.contains("M0 ") && !scan.path.contains(&format!("M{} ", scan.side - 1)));
        assert!(Scan::new("", &"网".repeat(2_000)).is_none());
    }
}
