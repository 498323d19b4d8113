//! Salted commitments: personal values leave the hashed bytes and can still be proved.
//!
//! Where the openings are kept, encrypted and erased is not decided here.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    canon,
    hash::{Hash, Profile},
};

/// The key of a personal value before sealing: `{"$private": "张三"}`.
pub const PRIVATE: &str = "$private";

/// The key of a commitment in a recorded body: `{"$commit": "<64 hex>"}`.
pub const COMMIT: &str = "$commit";

/// The longest field path in bytes, inclusive.
pub const MAX_FIELD_BYTES: usize = 1024;

/// The longest private value in bytes, inclusive.
pub const MAX_VALUE_BYTES: usize = 1 << 20;

/// What opens one commitment; it lives outside the record and may be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Path of the value in the body, joined by dots: `parties.0.name`.
    pub field: String,
    /// 128 random bits, fresh for every value.
    pub salt: [u8; 16],
    /// The value in clear, NFC.
    pub value: String,
}

/// Why a body cannot be sealed. The field is a path; the value is never quoted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The value was erased; an erased value cannot be recorded anew.
    #[error("字段 {field} 的个人信息已经删除，不能再次写入")]
    Erased {
        /// Where.
        field: String,
    },
    /// `$private` or `$commit` in any form but `{"$private": "text"}`.
    #[error("字段 {field} 使用了保留的键")]
    Reserved {
        /// Where.
        field: String,
    },
    /// A key above a private value is empty or holds a dot, so its path would be ambiguous.
    #[error("字段 {field} 的路径含有空键或者带点的键")]
    AmbiguousPath {
        /// Where.
        field: String,
    },
    /// The path or the value is too long.
    #[error("字段 {field} 的路径或者内容过长")]
    TooLong {
        /// Where.
        field: String,
    },
    /// The value is not in Unicode normal form C.
    #[error("字段 {field} 的文字不是 Unicode NFC 形式")]
    NotNfc {
        /// Where.
        field: String,
    },
    /// The body is nested deeper than a frame allows.
    #[error("正文嵌套过深")]
    TooDeep,
}

/// An opening does not belong to the recorded commitment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("字段 {field} 的个人信息与存证承诺不符")]
pub struct CommitmentMismatch {
    /// Path of the field.
    pub field: String,
}

/// The commitment to a value at a path:
/// `SHA-256("pii/v1" ‖ 0x00 ‖ salt ‖ u16be len(field) ‖ field ‖ u32be len(value) ‖ value)`.
///
/// Lengths beyond the integers saturate; [`seal`] and [`open`] never let one through.
pub fn commit(salt: &[u8; 16], field: &str, value: &str) -> Hash {
    let field_bytes = u16::try_from(field.len()).unwrap_or(u16::MAX).to_be_bytes();
    let value_bytes = u32::try_from(value.len()).unwrap_or(u32::MAX).to_be_bytes();
    Profile::Sha256.digest(&[
        b"pii/v1\0",
        salt,
        &field_bytes,
        field.as_bytes(),
        &value_bytes,
        value.as_bytes(),
    ])
}

/// Replaces every `{"$private": "…"}` by its commitment and hands back the openings.
pub fn seal(
    mut body: Value,
    salt: &mut dyn FnMut() -> [u8; 16],
) -> Result<(Value, Vec<Opening>), SealError> {
    let mut openings = Vec::new();
    seal_at(&mut body, &mut Vec::new(), &mut |field, value| {
        let salt = salt();
        let hash = commit(&salt, &field, &value);
        openings.push(Opening { field, salt, value });
        hash
    })?;
    Ok((body, openings))
}

/// Puts the values back: `{"$private": "…"}` where an opening is held and
/// `{"$private": null}` where it was erased.
///
/// Every opening must match exactly one commitment; one that matches none is a
/// mismatch too, because a stray personal value has no place beside the record.
pub fn open(mut body: Value, openings: &[Opening]) -> Result<Value, CommitmentMismatch> {
    let mut held = BTreeMap::new();
    for opening in openings {
        if held.insert(opening.field.as_str(), opening).is_some() {
            return Err(CommitmentMismatch { field: opening.field.clone() });
        }
    }
    open_at(&mut body, &mut Vec::new(), &mut held)?;
    match held.into_keys().next() {
        Some(field) => Err(CommitmentMismatch { field: field.to_owned() }),
        None => Ok(body),
    }
}

/// Whether a private value stands in clear (or erased) anywhere in a body.
pub fn holds_private(body: &Value) -> bool {
    match body {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        Value::Array(items) => items.iter().any(holds_private),
        Value::Object(map) => map.contains_key(PRIVATE) || map.values().any(holds_private),
    }
}

type Replace<'a> = dyn FnMut(String, String) -> Hash + 'a;

fn seal_at(
    value: &mut Value,
    path: &mut Vec<String>,
    replace: &mut Replace<'_>,
) -> Result<(), SealError> {
    if path.len() > canon::MAX_DEPTH {
        return Err(SealError::TooDeep);
    }
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        Value::Array(items) => {
            for (position, item) in items.iter_mut().enumerate() {
                path.push(position.to_string());
                seal_at(item, path, replace)?;
                path.pop();
            }
            Ok(())
        }
        Value::Object(map) if map.contains_key(PRIVATE) || map.contains_key(COMMIT) => {
            let text = private_text(map, path)?;
            let hash = replace(path.join("."), text);
            *value = Value::Object(single(COMMIT, Value::String(hash.to_string())));
            Ok(())
        }
        Value::Object(map) => {
            for (key, item) in map.iter_mut() {
                path.push(key.clone());
                seal_at(item, path, replace)?;
                path.pop();
            }
            Ok(())
        }
    }
}

/// Takes the text of `{"$private": "…"}` after checking that it may be committed to.
fn private_text(map: &mut Map<String, Value>, path: &[String]) -> Result<String, SealError> {
    let field = path.join(".");
    let text = match map.remove(PRIVATE) {
        Some(Value::String(text)) if map.is_empty() => text,
        Some(Value::Null) if map.is_empty() => return Err(SealError::Erased { field }),
        Some(_) | None => return Err(SealError::Reserved { field }),
    };
    if path.is_empty() || path.iter().any(|key| key.is_empty() || key.contains('.')) {
        return Err(SealError::AmbiguousPath { field });
    }
    if field.len() > MAX_FIELD_BYTES || text.len() > MAX_VALUE_BYTES {
        return Err(SealError::TooLong { field });
    }
    if !canon::normal(&text) || !canon::normal(&field) {
        return Err(SealError::NotNfc { field });
    }
    Ok(text)
}

fn open_at(
    value: &mut Value,
    path: &mut Vec<String>,
    held: &mut BTreeMap<&str, &Opening>,
) -> Result<(), CommitmentMismatch> {
    if path.len() > canon::MAX_DEPTH {
        return Err(CommitmentMismatch { field: path.join(".") });
    }
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        Value::Array(items) => {
            for (position, item) in items.iter_mut().enumerate() {
                path.push(position.to_string());
                open_at(item, path, held)?;
                path.pop();
            }
            Ok(())
        }
        Value::Object(map) if map.contains_key(PRIVATE) || map.contains_key(COMMIT) => {
            let text = opened_text(map, &path.join("."), held)?;
            *value = Value::Object(single(PRIVATE, text.map_or(Value::Null, Value::String)));
            Ok(())
        }
        Value::Object(map) => {
            for (key, item) in map.iter_mut() {
                path.push(key.clone());
                open_at(item, path, held)?;
                path.pop();
            }
            Ok(())
        }
    }
}

fn opened_text(
    map: &Map<String, Value>,
    field: &str,
    held: &mut BTreeMap<&str, &Opening>,
) -> Result<Option<String>, CommitmentMismatch> {
    let mismatch = || CommitmentMismatch { field: field.to_owned() };
    let hash: Hash = match map.get(COMMIT) {
        Some(Value::String(text)) if map.len() == 1 => text.parse().map_err(|_| mismatch())?,
        Some(_) | None => return Err(mismatch()),
    };
    let Some(opening) = held.remove(field) else { return Ok(None) };
    let sized = field.len() <= MAX_FIELD_BYTES && opening.value.len() <= MAX_VALUE_BYTES;
    if !sized || commit(&opening.salt, field, &opening.value) != hash {
        return Err(mismatch());
    }
    Ok(Some(opening.value.clone()))
}

fn single(key: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value)])
}
