//! Reads answers as what they mean, and collects every complaint at its field.
//!
//! A value that could not be read is a placeholder; `finish` keeps it from getting out.

use std::collections::BTreeMap;

use domain::{
    Private,
    evidence::{BlobRef, Claim},
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz,
};
use law::Fen;
use serde::de::DeserializeOwned;

use super::{FormBody, Upload, multipart::DRAWN};
use crate::{
    PageError,
    components::form::{CheckAnswer, Form, FormError},
};

/// The most characters of one answer.
const MAX_CHARS: usize = 20_000;
/// The most rows of one group.
const MAX_ROWS: usize = 200;

/// A signature as a form sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The drawing; blank when nothing was drawn.
    pub drawn: Private,
    /// What was signed on paper: its scan, or else a picture of the signature.
    pub scan: Option<BlobRef>,
}

/// One of several rows, by column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number in the form, for a complaint about it.
    pub turn: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Reads the answers of one form.
pub struct Reader<'a> {
    body: &'a FormBody,
    form: &'a Form,
    errors: Vec<FormError>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: &'a FormBody, form: &'a Form) -> Self {
        Self { body, form, errors: body.spoilt.clone() }
    }

    /// Some words, which must not be empty.
    pub fn text(&mut self, key: &str) -> String {
        self.text_if(key).unwrap_or_else(|| {
            self.missing(key);
            String::new()
        })
    }

    /// Some words, if there are any.
    pub fn text_if(&mut self, key: &str) -> Option<String> {
        let text = self.body.get(key).trim();
        if MAX_CHARS < text.chars().count() {
            let label = self.label(key);
            self.complain(key, format!("“{label}”超过{MAX_CHARS}字，请删减后再提交。"));
        }
        let plain = text.replace("\r\n", "\n");
        let plain: String = plain
            .chars()
            .filter(|mark| !mark.is_control() || matches!(mark, '\n' | '\t'))
            .collect();
        (!plain.is_empty()).then_some(plain)
    }

    /// Words about a person, which must not be empty.
    pub fn private(&mut self, key: &str) -> Private {
        Private::new(self.text(key))
    }

    /// Words about a person, perhaps none.
    pub fn private_if(&mut self, key: &str) -> Private {
        self.text_if(key).map_or_else(Private::default, Private::new)
    }

    pub fn date(&mut self, key: &str) -> Date {
        self.required(key, Self::date_if, Date::ZERO)
    }

    pub fn date_if(&mut self, key: &str) -> Option<Date> {
        self.parsed(key, "请按“年-月-日”填写日期，例如2026-03-09。", |text| {
            text.parse().ok()
        })
    }

    pub fn datetime(&mut self, key: &str) -> DateTime {
        self.required(key, Self::datetime_if, DateTime::MIN)
    }

    pub fn datetime_if(&mut self, key: &str) -> Option<DateTime> {
        self.parsed(key, "请填写日期和时间，例如2026-03-09 15:30。", |text| {
            text.parse().ok()
        })
    }

    /// An amount in 元.
    pub fn fen(&mut self, key: &str) -> Fen {
        self.required(key, Self::fen_if, Fen(0))
    }

    pub fn fen_if(&mut self, key: &str) -> Option<Fen> {
        let words = "请以元为单位填写金额，最多两位小数，例如20000.00。";
        self.parsed(key, words, |text| Fen::parse_yuan(text).ok())
    }

    /// A whole number within bounds, both inclusive.
    pub fn number(&mut self, key: &str, least: i64, most: i64) -> i64 {
        self.required(key, |reader, key| reader.number_if(key, least, most), least)
    }

    pub fn number_if(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
        self.parsed(key, &format!("请填写{least}到{most}之间的整数。"), |text| {
            text.parse().ok().filter(|number| least <= *number && *number <= most)
        })
    }

    /// Whether the answer is `yes` (是); no answer is 否.
    pub fn yes(&mut self, key: &str) -> bool {
        matches!(self.body.get(key).trim(), "yes" | "true" | "on" | "1")
    }

    /// One of the values of an enum by its id; `otherwise` only stands in until `finish`.
    pub fn choice<T: DeserializeOwned>(&mut self, key: &str, otherwise: T) -> T {
        self.required(key, Self::choice_if, otherwise)
    }

    pub fn choice_if<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        self.parsed(key, "请从列出的选项中选择。", |text| {
            serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
        })
    }

    /// Every answer of a group of checkboxes.
    pub fn list(&mut self, key: &str) -> Vec<String> {
        let sent = self.body.pairs.iter().filter(|(name, value)| name == key && !value.is_empty());
        sent.map(|(_, value)| value.clone()).collect()
    }

    /// At least one answer of a group of checkboxes.
    pub fn some_of(&mut self, key: &str) -> Vec<String> {
        let chosen = self.list(key);
        if chosen.is_empty() {
            let label = self.label(key);
            self.complain(key, format!("请在“{label}”中至少选择一项。"));
        }
        chosen
    }

    /// The rows that are not blank.
    pub fn rows(&mut self, key: &str) -> Vec<Row> {
        let start = format!("{key}.");
        let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
        for (name, value) in &self.body.pairs {
            let place = name.strip_prefix(&start).and_then(|rest| rest.split_once('.'));
            let Some((turn, column)) = place else { continue };
            let Ok(turn) = turn.parse::<usize>() else { continue };
            if turn < MAX_ROWS && !value.trim().is_empty() {
                let row = rows.entry(turn).or_insert_with(|| Row { turn, ..Row::default() });
                row.cells.insert(column.to_owned(), value.trim().to_owned());
            }
        }
        rows.into_values().collect()
    }

    /// The answers of a checklist; lines without an outcome are left out.
    pub fn checklist(&mut self, key: &str) -> Vec<CheckAnswer> {
        let start = format!("{key}.");
        let answered = self.body.pairs.iter().filter_map(|(name, outcome)| {
            let item = name.strip_prefix(&start)?.strip_suffix(".outcome")?;
            let note = self.body.get(&format!("{key}.{item}.note")).trim().to_owned();
            Some(CheckAnswer { item: item.to_owned(), outcome: outcome.clone(), note })
        });
        answered.filter(|answer| !answer.outcome.is_empty()).collect()
    }

    /// The files of a field.
    pub fn uploads(&mut self, key: &str) -> Vec<Upload> {
        self.body.uploads.iter().filter(|upload| upload.key == key).cloned().collect()
    }

    /// At least one file.
    pub fn some_uploads(&mut self, key: &str) -> Vec<Upload> {
        let found = self.uploads(key);
        let spoilt = self.errors.iter().any(|error| error.field.as_deref() == Some(key));
        if found.is_empty() && !spoilt {
            let label = self.label(key);
            self.complain(key, format!("请上传“{label}”。"));
        }
        found
    }

    /// A signature drawn on the screen, or the picture of one.
    pub fn signature_if(&mut self, key: &str) -> Option<BlobRef> {
        let pictured = format!("{key}_file");
        let mut signed = self.body.uploads.iter();
        let found = signed.find(|upload| upload.key == key || upload.key == pictured)?;
        if found.blob.mime.starts_with("image/") {
            return Some(found.blob.clone());
        }
        self.complain(key, "签名应当是图片。".to_owned());
        None
    }

    /// The drawing as the document shows it; blank when a picture or nothing was sent instead.
    pub fn drawn(&self, key: &str) -> Private {
        let sent = self.body.get(key);
        if sent.starts_with(DRAWN) { Private::new(sent) } else { Private::default() }
    }

    /// A signature, drawn or on paper.
    pub fn signed(&mut self, key: &str) -> Signed {
        let drawn = self.drawn(key);
        let pictured = self.signature_if(key).filter(|_| drawn.is_blank());
        let scan = self.uploads("scan").into_iter().next().map(|upload| upload.blob);
        Signed { drawn, scan: scan.or(pictured) }
    }

    /// What the device claims about a photograph: its time and place, never a fact.
    pub fn claim(&mut self, key: &str) -> Claim {
        let at = local_time(self.body.get(&format!("{key}_time")).trim());
        Claim { at, position: self.position(key), place: Private::default() }
    }

    /// A point on the map in millionths of a degree, if one was chosen.
    pub fn place_if(&mut self, key: &str) -> Option<(i64, i64)> {
        let given = ["lat", "lng"].map(|axis| !self.body.get(&format!("{key}_{axis}")).is_empty());
        let position = self.position(key);
        if position.is_none() && given.contains(&true) {
            self.complain(key, "位置不是有效的经纬度，请在地图上重新选择。".to_owned());
        }
        position
    }

    /// Adds a complaint of the page's own.
    pub fn complain(&mut self, key: &str, message: String) {
        self.errors.push(FormError { field: Some(key.to_owned()), message });
    }

    /// Ends the reading: with everything wrong at once, or nothing.
    pub fn finish(self) -> Result<(), PageError> {
        if self.errors.is_empty() { Ok(()) } else { Err(PageError::Form(self.errors)) }
    }

    fn required<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
        otherwise: T,
    ) -> T {
        let before = self.errors.len();
        read(self, key).unwrap_or_else(|| {
            if self.errors.len() == before {
                self.missing(key);
            }
            otherwise
        })
    }

    fn parsed<T>(
        &mut self,
        key: &str,
        words: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.body.get(key).trim();
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            let label = self.label(key);
            self.complain(key, format!("“{label}”填写有误：{words}"));
        }
        value
    }

    fn missing(&mut self, key: &str) {
        let label = self.label(key);
        self.complain(key, format!("请填写“{label}”。"));
    }

    fn label(&self, key: &str) -> String {
        let field = self.form.fields.iter().find(|field| field.key == key);
        field.map_or_else(|| key.to_owned(), |field| field.label.clone())
    }

    fn position(&self, key: &str) -> Option<(i64, i64)> {
        let lat = micro(self.body.get(&format!("{key}_lat")), 90)?;
        let lng = micro(self.body.get(&format!("{key}_lng")), 180)?;
        Some((lat, lng))
    }
}

/// Decimal degrees as millionths; digits beyond the sixth are cut.
fn micro(text: &str, most: i64) -> Option<i64> {
    let (sign, digits) = text.trim().strip_prefix('-').map_or((1, text.trim()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let value =
        whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(part.parse().ok()?)?;
    (value <= most * 1_000_000).then_some(sign * value)
}

/// The local time in China of an instant (`…Z`), or the local time as it is given.
fn local_time(told: &str) -> Option<DateTime> {
    let instant: Option<Timestamp> = told.parse().ok();
    let china = tz::TimeZone::fixed(tz::offset(8));
    instant.map(|at| at.to_zoned(china).datetime()).or_else(|| told.parse().ok())
}
