//! What makes an object suspicious. It is no virus scanner: it knows the agreed test signature,
//! pictures that are none, and formats that hide in one another.

use domain::evidence::Suspicion;

use super::{Kind, picture};

/// The agreed signature by which scanners are tested, in two parts: this file bears it not.
const SIGNATURE: [&[u8]; 2] =
    [br"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR", b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
/// Words by which a page begins to run in a browser. Shorter ones stand in every fiftieth large
/// photograph by chance.
const PAGE: [&[u8]; 8] = [
    b"<script",
    b"<html>",
    b"<html ",
    b"<!doctype html",
    b"<iframe",
    b"<svg xmlns",
    b"<svg onload",
    b"<svg/onload",
];
/// What a document would do when it is opened, or carries with it.
const ACTIVE: [&[u8]; 5] =
    [b"/javascript", b"/launch", b"/embeddedfile", b"/richmedia", b"/submitform"];
/// Where readers of PDF look for its beginning, in bytes.
const PDF_HEAD: usize = 1024;
/// How far before the end of a file the end of an archive may stand, in bytes.
const ARCHIVE_TAIL: usize = 22 + 65_535;

/// Whether the bytes bear the signature of known malware.
pub fn is_malware(bytes: &[u8]) -> bool {
    contains(bytes, &SIGNATURE.concat())
}

/// What is suspicious about an object; none is the usual answer.
pub fn look(kind: Kind, bytes: &[u8]) -> Option<Suspicion> {
    if is_malware(bytes) {
        return Some(Suspicion::Malware);
    }
    match kind {
        Kind::Jpeg | Kind::Png | Kind::Webp => {
            if smuggles(bytes) {
                return Some(Suspicion::Smuggled);
            }
            picture::decode(kind, bytes).err()
        }
        Kind::Pdf => {
            let small = bytes.to_ascii_lowercase();
            if ACTIVE.iter().any(|word| contains(&small, word)) {
                return Some(Suspicion::Active);
            }
            ends_as_archive(bytes).then_some(Suspicion::Smuggled)
        }
        Kind::Other => None,
    }
}

/// Whether a picture is a page, a document or an archive as well.
fn smuggles(bytes: &[u8]) -> bool {
    let small = bytes.to_ascii_lowercase();
    let head = bytes.get(..PDF_HEAD).unwrap_or(bytes);
    PAGE.iter().any(|word| contains(&small, word))
        || contains(head, b"%PDF-")
        || ends_as_archive(bytes)
}

/// Whether the end of an archive stands at the end, with a comment as long as it says.
fn ends_as_archive(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(ARCHIVE_TAIL)..).unwrap_or(bytes);
    tail.windows(22).enumerate().any(|(at, end)| {
        let said = end.get(20..22).map_or(0, |two| {
            two.iter().rev().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte))
        });
        end.starts_with(b"PK\x05\x06") && at + 22 + said == tail.len()
    })
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    let Some(first) = words.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        let here = rest.get(at..).unwrap_or_default();
        if here.starts_with(words) {
            return true;
        }
        rest = here.get(1..).unwrap_or_default();
    }
    false
}
