//! Canonical JSON: RFC 8785 narrowed to integers and NFC text, written one way only.
//!
//! Nothing is repaired silently on the way into the record: a float, a text
//! that is not NFC or a repeated key is refused. [`normalise`] exists for the
//! doors, which call it before a frame is made.

use std::{cell::Cell, cmp::Ordering, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The largest event in bytes, inclusive: what a C2SP entry bundle can carry
/// behind its 16-bit length.
pub const MAX_BYTES: usize = 65_535;

/// The deepest nesting of objects and arrays, inclusive; the outermost is 1.
pub const MAX_DEPTH: usize = 32;

/// The largest magnitude of an integer, inclusive: 2⁵³ − 1, exact in every JSON reader.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why a text or a value has no canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonError {
    /// More than [`MAX_BYTES`].
    #[error("内容有 {bytes} 字节，超过 65535 字节的上限")]
    TooLarge {
        /// The size found.
        bytes: usize,
    },
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("嵌套超过 32 层")]
    TooDeep,
    /// A float, or an integer beyond [`MAX_INTEGER`].
    #[error("数字不是整数，或者超出正负 2^53-1 的范围")]
    NotAnInteger,
    /// A string or a key that is not in Unicode normal form C.
    #[error("文字不是 Unicode NFC 形式")]
    NotNfc,
    /// A key occurs twice in one object.
    #[error("同一对象中有重复的键")]
    DuplicateKey,
    /// Not JSON at all.
    #[error("第 {line} 行第 {column} 列不是合法的 JSON")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
}

/// The canonical bytes of a value.
pub fn to_vec(value: &Value) -> Result<Vec<u8>, CanonError> {
    let mut out = Vec::with_capacity(512);
    write_value(value, 0, &mut out)?;
    if out.len() > MAX_BYTES {
        return Err(CanonError::TooLarge { bytes: out.len() });
    }
    Ok(out)
}

/// Reads JSON that may be spaced and ordered freely but holds nothing the
/// canonical form cannot: no repeated key, float, deep nesting or unnormalised text.
pub fn parse_strict(bytes: &[u8]) -> Result<Value, CanonError> {
    if bytes.len() > MAX_BYTES {
        return Err(CanonError::TooLarge { bytes: bytes.len() });
    }
    let fault = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    Strict { depth: 0, fault: &fault }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| {
            fault
                .get()
                .unwrap_or(CanonError::Malformed { line: error.line(), column: error.column() })
        })
}

/// Brings every string and key of a value to NFC, in place.
///
/// Two keys that become equal are refused rather than merged.
pub fn normalise(value: &mut Value) -> Result<(), CanonError> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::String(text) => {
            if !normal(text) {
                *text = text.nfc().collect();
            }
        }
        Value::Array(items) => items.iter_mut().try_for_each(normalise)?,
        Value::Object(map) => {
            for (key, mut item) in std::mem::take(map) {
                normalise(&mut item)?;
                if map.insert(key.nfc().collect(), item).is_some() {
                    return Err(CanonError::DuplicateKey);
                }
            }
        }
    }
    Ok(())
}

/// Whether a text is in NFC.
pub(crate) fn normal(text: &str) -> bool {
    text.is_ascii() || is_nfc(text)
}

/// Reads one value inside `depth` containers, for the body of a frame.
pub(crate) fn read_inside<'de, D: Deserializer<'de>>(
    reader: D,
    depth: usize,
) -> Result<Value, D::Error> {
    Strict { depth, fault: &Cell::new(None) }.deserialize(reader)
}

/// Appends the canonical bytes of a value that stands inside `depth` containers.
pub(crate) fn write_value(
    value: &Value,
    depth: usize,
    out: &mut Vec<u8>,
) -> Result<(), CanonError> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            if !exact(number) {
                return Err(CanonError::NotAnInteger);
            }
            out.extend_from_slice(number.to_string().as_bytes());
        }
        Value::String(text) => write_text(text, out)?,
        Value::Array(items) => {
            let depth = deeper(depth)?;
            out.push(b'[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                write_value(item, depth, out)?;
            }
            out.push(b']');
        }
        Value::Object(map) => {
            let depth = deeper(depth)?;
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by(|(left, _), (right, _)| by_utf16(left, right));
            out.push(b'{');
            for (position, (key, item)) in entries.into_iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                write_text(key, out)?;
                out.push(b':');
                write_value(item, depth, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// Appends a JSON string with the shortest escapes RFC 8785 allows.
pub(crate) fn write_text(text: &str, out: &mut Vec<u8>) -> Result<(), CanonError> {
    if !normal(text) {
        return Err(CanonError::NotNfc);
    }
    out.push(b'"');
    for run in text.as_bytes().split_inclusive(|byte| escaped(*byte)) {
        match run.split_last() {
            Some((last, plain)) if escaped(*last) => {
                out.extend_from_slice(plain);
                write_escape(*last, out);
            }
            Some(_) | None => out.extend_from_slice(run),
        }
    }
    out.push(b'"');
    Ok(())
}

const fn escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn write_escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        other => return out.extend_from_slice(format!("\\u{other:04x}").as_bytes()),
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// RFC 8785 sorts keys by UTF-16 code units, which differs from UTF-8 order
/// only above U+FFFF.
fn by_utf16(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() {
        return left.cmp(right);
    }
    left.encode_utf16().cmp(right.encode_utf16())
}

fn exact(number: &Number) -> bool {
    number.as_i64().map(i64::unsigned_abs).or_else(|| number.as_u64()).is_some_and(in_range)
}

const fn in_range(magnitude: u64) -> bool {
    magnitude <= MAX_INTEGER
}

fn deeper(depth: usize) -> Result<usize, CanonError> {
    if depth >= MAX_DEPTH { Err(CanonError::TooDeep) } else { Ok(depth + 1) }
}

/// A reader of one value; `fault` carries our reason past serde's own error type.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    fault: &'a Cell<Option<CanonError>>,
}

impl Strict<'_> {
    fn refuse<E: serde::de::Error>(self, error: CanonError) -> E {
        self.fault.set(Some(error));
        E::custom(error)
    }

    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = deeper(self.depth).map_err(|error| self.refuse::<E>(error))?;
        Ok(Self { depth, ..self })
    }

    fn text<E: serde::de::Error>(self, text: String) -> Result<String, E> {
        if normal(&text) { Ok(text) } else { Err(self.refuse(CanonError::NotNfc)) }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("canonical JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
        if !in_range(number.unsigned_abs()) {
            return Err(self.refuse(CanonError::NotAnInteger));
        }
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        if !in_range(number) {
            return Err(self.refuse(CanonError::NotAnInteger));
        }
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Value, E> {
        Err(self.refuse(CanonError::NotAnInteger))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Value, E> {
        self.text(text).map(Value::String)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let key = self.text::<A::Error>(key)?;
            let item = access.next_value_seed(inner)?;
            if map.insert(key, item).is_some() {
                return Err(self.refuse(CanonError::DuplicateKey));
            }
        }
        Ok(Value::Object(map))
    }
}
