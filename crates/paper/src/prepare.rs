//! Makes a job's data safe to typeset: clean text, pictures as files, and every character drawable.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::Value;

use crate::{error::PaperError, fonts::Fonts};

/// The key under which data carries a picture as a `data:` address.
const PICTURE_KEY: &str = "image";

/// Data whose text is clean and whose pictures are files.
pub(crate) struct Prepared {
    pub data: Value,
    pub files: Vec<(String, Vec<u8>)>,
}

/// Cleans every string of `data` and moves its pictures into files.
pub(crate) fn prepare(data: &Value) -> Result<Prepared, PaperError> {
    let mut files = Vec::new();
    let data = walk(data, &mut files)?;
    Ok(Prepared { data, files })
}

fn walk(value: &Value, files: &mut Vec<(String, Vec<u8>)>) -> Result<Value, PaperError> {
    Ok(match value {
        Value::String(text) => Value::String(clean(text)),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| walk(item, files)).collect::<Result<_, _>>()?)
        }
        Value::Object(map) => {
            let mut object = serde_json::Map::new();
            for (key, item) in map {
                let item = match item {
                    Value::String(address) if key == PICTURE_KEY => picture(key, address, files)?,
                    Value::String(_)
                    | Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::Array(_)
                    | Value::Object(_) => walk(item, files)?,
                };
                object.insert(key.clone(), item);
            }
            Value::Object(object)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    })
}

/// Takes the picture out of its address; an empty address stays empty.
fn picture(
    key: &str,
    address: &str,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<Value, PaperError> {
    if address.is_empty() {
        return Ok(Value::String(String::new()));
    }
    let unreadable = || PaperError::PictureUnreadable { key: key.to_owned() };
    let (kind, encoded) = address
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"))
        .ok_or_else(unreadable)?;
    let ending = match kind {
        "png" => "png",
        "jpeg" | "jpg" => "jpg",
        "svg+xml" => "svg",
        _ => return Err(unreadable()),
    };
    let bytes = STANDARD.decode(encoded.trim()).map_err(|_| unreadable())?;
    if bytes.is_empty() {
        return Err(unreadable());
    }
    let path = format!("/pictures/{}.{ending}", files.len());
    files.push((path.clone(), bytes));
    Ok(Value::String(path))
}

/// Drops what must not reach a page: control characters, and marks that turn or hide text.
pub(crate) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| if character == '\t' { ' ' } else { character })
        .filter(|character| *character == '\n' || !is_invisible(*character))
        .collect()
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            u32::from(character),
            0x00AD
                | 0x061C
                | 0x180E
                | 0x200B..=0x200F
                | 0x2028..=0x202E
                | 0x2060..=0x206F
                | 0xFE00..=0xFE0F
                | 0xFEFF
                | 0xFFF0..=0xFFFB
                | 0xE0000..=0xE0FFF
        )
}

/// Fails with the characters of `values` that no font can draw.
///
/// Characters of the private use area count as undrawable: another reader would see something else.
pub(crate) fn require_glyphs(fonts: &Fonts, values: &[&Value]) -> Result<(), PaperError> {
    let mut characters = BTreeSet::new();
    for value in values {
        collect(value, &mut characters);
    }
    let missing: Vec<String> = characters
        .into_iter()
        .filter(|character| !character.is_whitespace())
        .filter(|character| is_private(*character) || !fonts.draw(*character))
        .map(|character| format!("{character}（U+{:04X}）", u32::from(character)))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(PaperError::GlyphsMissing { characters: missing.join("、") })
}

fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xF0000..=0x0010_FFFF)
}

fn collect(value: &Value, characters: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => characters.extend(text.chars()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, characters)),
        Value::Object(map) => map.values().for_each(|item| collect(item, characters)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The QR code of `address` as an SVG picture.
pub(crate) fn qr(address: &str) -> Result<Vec<u8>, PaperError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|_| PaperError::AddressTooLong)?;
    let picture = code.render::<svg::Color<'_>>().quiet_zone(false).module_dimensions(4, 4).build();
    Ok(picture.into_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_picture_leaves_the_data_and_becomes_a_file() {
        let data = json!({ "a": [{ "image": "data:image/png;base64,AQID", "name": "甲" }] });
        let prepared = prepare(&data).unwrap();
        assert_eq!(prepared.data, json!({ "a": [{ "image": "/pictures/0.png", "name": "甲" }] }));
        assert_eq!(prepared.files, vec![("/pictures/0.png".to_owned(), vec![1, 2, 3])]);
    }

    #[test]
    fn an_empty_picture_stays_empty() {
        let prepared = prepare(&json!({ "image": "" })).unwrap();
        assert_eq!(prepared.data, json!({ "image": "" }));
        assert!(prepared.files.is_empty());
    }

    #[test]
    fn a_picture_that_names_a_file_or_another_format_is_refused() {
        for address in [
            "/data.json",
            "../../etc/passwd",
            "data:image/png;base64,",
            "data:image/png;base64,%%%",
            "data:image/gif;base64,AQID",
            "https://example.invalid/a.png",
        ] {
            let refused = prepare(&json!({ "image": address }));
            assert!(matches!(refused, Err(PaperError::PictureUnreadable { .. })), "{address}");
        }
    }

    #[test]
    fn text_outside_the_picture_key_is_never_decoded() {
        let data = json!({ "facts": "data:image/png;base64,AQID" });
        assert_eq!(prepare(&data).unwrap().data, data);
    }

    #[test]
    fn marks_that_turn_or_hide_text_are_dropped_and_words_are_kept() {
        assert_eq!(clean("罚\u{202e}款\u{200b}二\u{0}千\r\n元\u{feff}\t整"), "罚款二千\n元 整");
    }

    #[test]
    fn an_address_beyond_the_capacity_of_a_qr_code_is_refused() {
        assert!(matches!(qr(&"网".repeat(2_000)), Err(PaperError::AddressTooLong)));
        assert!(qr("https://example.invalid/v/7K2M").unwrap().starts_with(b"<?xml"));
    }
}
