//! Reads a file strictly: an unknown key, a doubled key or an impossible value is an error with
//! its place. What is left out is unknown.

use jiff::civil::{Date, DateTime};
use law::{Fen, day_written};

use super::super::Fact;
use super::node::{Entry, Node, Place, Problem};
use super::{CaseFile, Form, NO, NONE, UNKNOWN, YES, case};

/// How many values a list may hold.
const MOST: usize = 1000;
/// How many characters a value may hold.
const LONGEST: usize = 2000;

/// Reads one case file.
///
/// # Errors
/// Every problem, in the order of the file.
pub fn read(at: &Place, node: &Node) -> Result<CaseFile, Vec<Problem>> {
    let mut problems = Vec::new();
    let Node::Group(entries) = node else {
        let words = "案卷应当由“项目：内容”组成，请对照样例填写。".to_owned();
        return Err(vec![Problem { at: at.clone(), words }]);
    };
    let mut reader = Reader { entries, used: vec![], problems: vec![], path: String::new() };
    let file = case::case(&mut reader);
    reader.finish(&mut problems);
    if problems.is_empty() {
        Ok(file)
    } else {
        problems.sort();
        Err(problems)
    }
}

/// Reads one group of a file.
struct Reader<'a> {
    entries: &'a [Entry],
    used: Vec<&'static str>,
    problems: Vec<Problem>,
    path: String,
}

/// What stands at a key.
enum Found<'a> {
    Missing,
    None,
    Value(&'a Entry),
}

impl<'a> Reader<'a> {
    fn inside(entries: &'a [Entry], path: String) -> Self {
        Self { entries, used: vec![], problems: vec![], path }
    }

    fn find(&mut self, key: &'static str) -> Found<'a> {
        self.used.push(key);
        let Some(entry) = self.entries.iter().find(|entry| entry.key == key) else {
            return Found::Missing;
        };
        match &entry.node {
            Node::Blank => Found::Missing,
            Node::Text(words) if words.trim().is_empty() || words.trim() == UNKNOWN => {
                Found::Missing
            }
            Node::Text(words) if words.trim() == NONE => Found::None,
            Node::Text(_) | Node::List(_) | Node::Group(_) => Found::Value(entry),
        }
    }

    /// A value made of words.
    fn words<T>(
        &mut self,
        key: &'static str,
        want: &str,
        make: impl FnOnce(&str) -> Option<T>,
    ) -> Fact<T> {
        let entry = match self.find(key) {
            Found::Missing => return Fact::Unknown,
            Found::None => return Fact::Not,
            Found::Value(entry) => entry,
        };
        let read = match &entry.node {
            Node::Text(words) if words.chars().count() <= LONGEST => make(words.trim()),
            Node::Text(_) | Node::Blank | Node::List(_) | Node::Group(_) => None,
        };
        read.map_or_else(
            || {
                let words = format!("“{}{key}”应当{want}，或者写“无”、“未知”。", self.path);
                self.problems.push(Problem { at: entry.at.clone(), words });
                Fact::Unknown
            },
            Fact::Is,
        )
    }

    /// What nobody asked for, and what was wrong.
    fn finish(mut self, into: &mut Vec<Problem>) {
        for (nth, entry) in self.entries.iter().enumerate() {
            let key = entry.key.as_str();
            let wrong = if !self.used.contains(&key) {
                let near = nearest(key, &self.used)
                    .map_or_else(String::new, |near| format!("，是不是“{near}”"));
                Some(format!("没有“{}{key}”这个项目{near}？请对照填写说明改正。", self.path))
            } else if self.entries.iter().take(nth).any(|earlier| earlier.key == key) {
                Some(format!("“{}{key}”写了两次，请只留一处。", self.path))
            } else {
                None
            };
            if let Some(words) = wrong {
                self.problems.push(Problem { at: entry.at.clone(), words });
            }
        }
        into.append(&mut self.problems);
    }

    fn wrong(&mut self, at: &Place, words: String) {
        self.problems.push(Problem { at: at.clone(), words });
    }
}

/// The key that shares most characters with what was written.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let shared = |other: &str| other.chars().filter(|c| key.contains(*c)).count();
    known.iter().copied().max_by_key(|other| shared(other)).filter(|best| 2 <= shared(best))
}

impl Form for Reader<'_> {
    fn text(&mut self, key: &'static str, _: &'static str) -> Fact<String> {
        self.words(key, "写文字", |words| Some(words.to_owned()))
    }

    fn flag(&mut self, key: &'static str, _: &'static str) -> Fact<bool> {
        self.words(key, "写“是”或者“否”", |words| match words {
            YES | "true" | "TRUE" | "True" => Some(true),
            NO | "false" | "FALSE" | "False" => Some(false),
            _ => None,
        })
    }

    fn day(&mut self, key: &'static str, _: &'static str) -> Fact<Date> {
        self.words(key, "写日期，如2026-03-09或者2026年3月9日", day_written)
    }

    fn moment(&mut self, key: &'static str, _: &'static str) -> Fact<DateTime> {
        self.words(key, "写日期和时刻，如2026-03-09 15:30", moment)
    }

    fn money(&mut self, key: &'static str, _: &'static str) -> Fact<Fen> {
        self.words(key, "写以元为单位的金额，如2000或者2000.50", |words| {
            let plain = words.trim_end_matches('元').replace([',', '，'], "");
            Fen::parse_yuan(&plain).ok().filter(|sum| 0 <= sum.0)
        })
    }

    fn number(&mut self, key: &'static str, _: &'static str) -> Fact<u32> {
        self.words(key, "写整数", |words| words.parse().ok().filter(|number| *number <= 36_500))
    }

    fn texts(&mut self, key: &'static str, _: &'static str) -> Fact<Vec<String>> {
        let entry = match self.find(key) {
            Found::Missing => return Fact::Unknown,
            Found::None => return Fact::Is(vec![]),
            Found::Value(entry) => entry,
        };
        let several = match &entry.node {
            Node::Text(words) => {
                let split = words.split(['、', ';', '；', ',', '，', '\n']);
                let kept = split.map(str::trim).filter(|word| !word.is_empty());
                Some(kept.map(str::to_owned).collect::<Vec<_>>())
            }
            Node::List(nodes) if nodes.len() <= MOST => nodes
                .iter()
                .map(|(_, node)| match node {
                    Node::Text(words) => Some(words.trim().to_owned()),
                    Node::Blank | Node::List(_) | Node::Group(_) => None,
                })
                .collect(),
            Node::List(_) | Node::Blank | Node::Group(_) => None,
        };
        several.map_or_else(
            || {
                let words = format!("“{}{key}”应当逐个列出，如[甲, 乙]或者甲、乙。", self.path);
                self.wrong(&entry.at, words);
                Fact::Unknown
            },
            Fact::Is,
        )
    }

    fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        _: &'static str,
        options: &[(&'static str, T)],
    ) -> Fact<T> {
        let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
        let want = format!("从{}中选择", names.join("、"));
        self.words(key, &want, |words| {
            options.iter().find(|(name, _)| *name == words).map(|(_, value)| *value)
        })
    }

    fn part<T>(
        &mut self,
        key: &'static str,
        _: &'static str,
        inside: impl Fn(&mut Self) -> T,
    ) -> Fact<T> {
        let entry = match self.find(key) {
            Found::Missing => return Fact::Unknown,
            Found::None => return Fact::Not,
            Found::Value(entry) => entry,
        };
        let Node::Group(entries) = &entry.node else {
            let words = format!("“{}{key}”下面应当有若干项目，或者写“无”、“未知”。", self.path);
            self.wrong(&entry.at, words);
            return Fact::Unknown;
        };
        let mut reader = Self::inside(entries, format!("{}{key}.", self.path));
        let value = inside(&mut reader);
        reader.finish(&mut self.problems);
        Fact::Is(value)
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        _: &'static str,
        inside: impl Fn(&mut Self) -> T,
    ) -> Fact<Vec<T>> {
        let entry = match self.find(key) {
            Found::Missing => return Fact::Unknown,
            Found::None => return Fact::Is(vec![]),
            Found::Value(entry) => entry,
        };
        let Node::List(nodes) = &entry.node else {
            let words = format!("“{}{key}”应当逐条列出，每条以短横线开头。", self.path);
            self.wrong(&entry.at, words);
            return Fact::Unknown;
        };
        if MOST < nodes.len() {
            let words = format!("“{}{key}”超过{MOST}条，请分开评查。", self.path);
            self.wrong(&entry.at, words);
            return Fact::Unknown;
        }
        let mut all = Vec::with_capacity(nodes.len());
        for (nth, (at, node)) in nodes.iter().enumerate() {
            let Node::Group(entries) = node else {
                let words = format!("“{}{key}”的每一条都应当有若干项目。", self.path);
                self.wrong(at, words);
                continue;
            };
            let mut reader = Self::inside(entries, format!("{}{key}第{}条.", self.path, nth + 1));
            all.push(inside(&mut reader));
            reader.finish(&mut self.problems);
        }
        Fact::Is(all)
    }
}

fn moment(words: &str) -> Option<DateTime> {
    let words = words.replace('T', " ").replace('：', ":");
    let (on, time) = words.split_once(' ')?;
    let mut parts = time.trim().splitn(3, ':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let second: i8 = parts.next().map_or(Some(0), |second| second.parse().ok())?;
    let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
    Some(day_written(on)?.to_datetime(time))
}
