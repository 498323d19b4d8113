//! The paths of a pack: a county's own text where it has one, the national one otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::problem::PackProblem;

/// The texts of one county laid over the pack it extends, with the problems found so far.
pub(crate) struct Layers<'a> {
    texts: &'a BTreeMap<String, Vec<u8>>,
    /// From the county down to the pack it extends.
    names: Vec<String>,
    /// Every problem found.
    pub problems: Vec<PackProblem>,
}

#[derive(Deserialize)]
struct Extends {
    extends: Option<String>,
}

impl<'a> Layers<'a> {
    /// Lays the county over what it extends. Chains end at a pack without `extends`.
    pub fn new(county: &str, texts: &'a BTreeMap<String, Vec<u8>>) -> Self {
        let mut layers = Self { texts, names: vec![county.to_owned()], problems: Vec::new() };
        let mut name = county.to_owned();
        loop {
            let path = format!("{name}/pack.toml");
            let parent = layers.text(&path).and_then(|text| {
                toml::from_str::<Extends>(&text).ok().and_then(|pack| pack.extends)
            });
            let Some(parent) = parent else { break };
            if layers.names.contains(&parent) {
                layers.add(&path, "extends", format!("“{parent}”循环继承，请改正 extends。"));
                break;
            }
            layers.names.push(parent.clone());
            name = parent;
        }
        layers
    }

    /// Records a problem.
    pub fn add(&mut self, path: &str, row: &str, message: impl Into<String>) {
        self.problems.push(PackProblem::new(path, row, message));
    }

    /// The full path that answers for `relative`, the county's first.
    pub fn path(&self, relative: &str) -> Option<String> {
        self.names
            .iter()
            .map(|name| format!("{name}/{relative}"))
            .find(|path| self.texts.contains_key(path))
    }

    /// The county's own path for `relative`, present or not.
    pub fn own(&self, relative: &str) -> String {
        let county = self.names.first().map_or("", String::as_str);
        format!("{county}/{relative}")
    }

    /// Every relative path inside `folder` that ends with `ending`, from all layers.
    pub fn list(&self, folder: &str, ending: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for name in &self.names {
            let start = format!("{name}/");
            for path in self.texts.keys().filter_map(|path| path.strip_prefix(&start)) {
                if path.starts_with(folder) && path.ends_with(ending) {
                    found.insert(path.to_owned());
                }
            }
        }
        found
    }

    /// The text at a full path; bytes that are not UTF-8 are a problem.
    pub fn text(&mut self, path: &str) -> Option<String> {
        let bytes = self.texts.get(path)?;
        let text = std::str::from_utf8(bytes).ok().map(str::to_owned);
        if text.is_none() {
            self.add(path, "编码", "不是 UTF-8 文本，请另存为 UTF-8。");
        }
        text
    }

    /// The text that answers for `relative`, with its path; its absence is a problem.
    pub fn need(&mut self, relative: &str) -> Option<(String, String)> {
        let Some(path) = self.path(relative) else {
            let own = self.own(relative);
            self.add(&own, "缺少", "没有这份内容，请补上后重新检查。");
            return None;
        };
        let text = self.text(&path)?;
        Some((path, text))
    }

    /// Reads a whole TOML text as `T`; its absence is a problem.
    pub fn read<T: DeserializeOwned>(&mut self, relative: &str) -> Option<T> {
        let (path, text) = self.need(relative)?;
        match toml::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.add_toml(&path, &text, &error);
                None
            }
        }
    }

    /// Reads the `[[key]]` rows of a TOML text, each on its own, so that one bad row hides
    /// no other. `label` names a row in messages by one of its keys.
    pub fn rows<T: DeserializeOwned>(&mut self, relative: &str, key: &str, label: &str) -> Vec<T> {
        let Some((path, text)) = self.need(relative) else { return Vec::new() };
        let table: toml::Table = match toml::from_str(&text) {
            Ok(table) => table,
            Err(error) => {
                self.add_toml(&path, &text, &error);
                return Vec::new();
            }
        };
        let Some(rows) = table.get(key).and_then(toml::Value::as_array) else {
            self.add(&path, key, format!("没有任何 [[{key}]] 行。"));
            return Vec::new();
        };
        let mut read = Vec::new();
        for (nth, row) in rows.iter().enumerate() {
            match row.clone().try_into::<T>() {
                Ok(value) => read.push(value),
                Err(error) => {
                    let name = row.get(label).and_then(toml::Value::as_str).unwrap_or("未命名");
                    let at = format!("{key} 第{}行 {name}", nth + 1);
                    self.add(&path, &at, unreadable(error.message()));
                }
            }
        }
        read
    }

    fn add_toml(&mut self, path: &str, text: &str, error: &toml::de::Error) {
        let line = error.span().map_or(1, |span| {
            text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
        });
        self.add(path, &format!("第{line}行"), unreadable(error.message()));
    }
}

/// What the reader of TOML says, with the common phrases in Chinese.
fn unreadable(message: &str) -> String {
    let told = [
        ("missing field", "缺少字段"),
        ("unknown field", "不认识的字段"),
        ("unknown variant", "不认识的取值"),
        ("duplicate key", "重复的键"),
        ("invalid type: string", "类型不对，现为文字"),
        ("invalid type: integer", "类型不对，现为整数"),
        ("invalid type: floating point", "类型不对，现为小数"),
        ("invalid type", "类型不对"),
        (", expected one of ", "，可用的有 "),
        (", expected ", "，应为 "),
    ]
    .into_iter()
    .fold(message.trim().replace('\n', "；"), |text, (from, to)| text.replace(from, to));
    format!("不能读取：{told}。")
}
