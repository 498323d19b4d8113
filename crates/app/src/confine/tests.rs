//! What readers say of sound files, of hostile ones, and what is done when a reader breaks.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;

/// A picture of so many pixels, as a file.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut pixels = RgbImage::from_pixel(width, height, Rgb([200, 120, 40]));
    pixels.put_pixel(0, 0, Rgb([0, 0, 255]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(pixels).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A JPEG that says in its metadata that it lies on its side, and what camera took it.
fn turned() -> Vec<u8> {
    let plain = picture(8, 4, ImageFormat::Jpeg);
    let entries: [(u16, u16, u32, u32); 1] = [(0x0112, 3, 1, 6)];
    let mut tiff = b"II\x2a\x00\x08\x00\x00\x00\x01\x00".to_vec();
    for (tag, kind, count, value) in entries {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend(b"CAMERA-OF-SOMEBODY");
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff);
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

fn seen(kind: Kind, bytes: &[u8]) -> Option<Suspicion> {
    look::look(kind, bytes)
}

#[test]
fn every_task_has_a_word_of_its_own_and_no_other_word_is_one() {
    for task in Task::ALL {
        assert_eq!(Task::parse(task.slug()), Some(task));
    }
    assert_eq!(Task::parse("draw"), None);
    assert_eq!(work("anything"), 64);
}

#[test]
fn sound_pictures_are_not_suspicious_and_half_ones_are() {
    for (kind, format) in [
        (Kind::Jpeg, ImageFormat::Jpeg),
        (Kind::Png, ImageFormat::Png),
        (Kind::Webp, ImageFormat::WebP),
    ] {
        let whole = picture(40, 30, format);
        assert_eq!(seen(kind, &whole), None, "{kind:?}");
        let half = &whole[..whole.len() / 2];
        assert_eq!(seen(kind, half), Some(Suspicion::Unreadable), "{kind:?}");
    }
    assert_eq!(seen(Kind::Png, b"\x89PNG\r\n\x1a\n"), Some(Suspicion::Unreadable));
}

#[test]
fn a_picture_of_too_many_pixels_is_not_decoded() {
    let mut claimed = picture(4, 4, ImageFormat::Png);
    claimed[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let sum = crc(&claimed[12..29]);
    claimed[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(seen(Kind::Png, &claimed), Some(Suspicion::Oversized));
}

/// The sum of a part of a PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
        })
    })
}

#[test]
fn what_hides_in_a_picture_or_a_document_is_found() {
    let sound = picture(4, 4, ImageFormat::Png);
    let with = |tail: &[u8]| [sound.as_slice(), tail].concat();
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\0ab";
    for tail in [b"<SCRIPT>alert(1)</SCRIPT>".as_slice(), archive, b"\n%PDF-1.7\n"] {
        assert_eq!(seen(Kind::Png, &with(tail)), Some(Suspicion::Smuggled), "{tail:?}");
    }
    assert_eq!(seen(Kind::Png, &with(b"PK\x05\x06 no archive")), None);
    let signature = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
    for kind in [Kind::Png, Kind::Pdf, Kind::Other] {
        assert_eq!(seen(kind, &with(signature.concat().as_bytes())), Some(Suspicion::Malware));
    }
    let pdf = |words: &str| format!("%PDF-1.7\n1 0 obj<</Type/Catalog{words}>>endobj\n%%EOF");
    assert_eq!(seen(Kind::Pdf, pdf("").as_bytes()), None);
    for words in
        ["/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "/AA<</S/Launch>>", "/EmbeddedFile"]
    {
        assert_eq!(seen(Kind::Pdf, pdf(words).as_bytes()), Some(Suspicion::Active), "{words}");
    }
}

#[test]
fn a_picture_is_drawn_again_upright_small_and_without_what_was_noted_in_it() {
    let sideways = turned();
    assert_eq!(seen(Kind::Jpeg, &sideways), None);
    let drawn = picture::draw(Kind::Jpeg, &sideways).unwrap();
    let upright = image::load_from_memory(&drawn).unwrap();
    assert_eq!((upright.width(), upright.height()), (4, 8));
    let noted = b"CAMERA-OF-SOMEBODY";
    assert!(sideways.windows(noted.len()).any(|part| part == noted));
    assert!(!drawn.windows(noted.len()).any(|part| part == noted));
    let large = picture::draw(Kind::Png, &picture(3000, 10, ImageFormat::Png)).unwrap();
    assert_eq!(image::load_from_memory(&large).unwrap().width(), 2400);
    assert_eq!(picture::draw(Kind::Png, b"none"), None);
}

/// A program in place of the reader.
fn reader(words: &str) -> (tempfile::TempDir, Confinement) {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("reader");
    std::fs::write(&place, format!("#!/bin/sh\n{words}\n")).unwrap();
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o755)).unwrap();
    let confinement = Confinement::Child(place);
    (folder, confinement)
}

#[tokio::test]
async fn a_reader_that_dies_dawdles_or_babbles_is_told_apart_and_spoils_nothing() {
    let (_kept, dies) = reader("cat >/dev/null; kill -9 $$");
    assert_eq!(dies.look(Kind::Png, &b"x"[..]).await.unwrap(), Some(Suspicion::Unexamined));
    let problems = dies.case_files("a.xlsx", b"x").await.unwrap_err();
    assert!(problems[0].words.contains("中途退出") && problems[0].words.contains("重新另存"));
    assert_eq!(dies.draw(Kind::Png, b"x").await, None);

    let (_kept, dawdles) = reader("exec sleep 60");
    let begun = std::time::Instant::now();
    assert!(matches!(dawdles.ask(Task::Rows, &mut &b"x"[..]).await, Err(Broken::TooLong)));
    assert!(begun.elapsed() < LONGEST * 2);

    let (_kept, babbles) = reader("cat >/dev/null; exec yes");
    let problems = babbles.case_files("a.yaml", b"x").await.unwrap_err();
    assert!(problems[0].words.contains("内容太多"));

    let nobody = Confinement::Child("/nonexistent/reader".into());
    assert!(nobody.look(Kind::Png, &b"x"[..]).await.is_err());
    let problems = nobody.case_files("a.yaml", b"x").await.unwrap_err();
    assert!(problems[0].words.contains("没有启动"));
}

#[tokio::test]
async fn what_is_too_large_or_of_another_kind_reaches_no_reader() {
    let nobody = Confinement::Child("/nonexistent/reader".into());
    let large = vec![b' '; examine::MAX_BYTES + 1];
    for (name, bytes, words) in
        [("a.yaml", large.as_slice(), "8兆字节"), ("a.doc", b"x".as_slice(), "只能评查")]
    {
        let problems = nobody.case_files(name, bytes).await.unwrap_err();
        assert!(problems[0].words.contains(words), "{name}: {problems:?}");
    }
}

#[tokio::test]
async fn what_comes_back_is_what_the_file_says() {
    let here = Confinement::Here;
    let text = "案号: 甲\n立案: {日期: 2026-03-03}\n证据: 无\n";
    let confined = here.case_files("a.yaml", text.as_bytes()).await.unwrap();
    let direct = examine::read("a.yaml", text.as_bytes()).unwrap();
    assert_eq!(confined.iter().map(CaseFile::title).collect::<Vec<_>>(), vec![direct[0].title()]);
    let wrong = here.case_files("a.yaml", b"\xe6\xa1\x88:\n\t- x").await.unwrap_err();
    assert_eq!(wrong, examine::read("a.yaml", b"\xe6\xa1\x88:\n\t- x").unwrap_err());
}

#[tokio::test]
async fn of_very_many_problems_the_first_are_told_and_the_others_counted() {
    let text = "不认识: x\n---\n".repeat(TOLD + 30);
    let direct = examine::read("a.yaml", text.as_bytes()).unwrap_err();
    assert!(TOLD < direct.len());
    let told = Confinement::Here.case_files("a.yaml", text.as_bytes()).await.unwrap_err();
    assert_eq!((told.len(), &told[..TOLD]), (TOLD + 1, &direct[..TOLD]));
    assert!(told[TOLD].words.starts_with(&format!("另有{}处", direct.len() - TOLD)));
}
