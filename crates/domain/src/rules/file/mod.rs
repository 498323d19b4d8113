//! Case files made elsewhere: how they are written down, read and turned into facts.
//!
//! What a file may say is written once, in [`case`]: the same function reads a file and
//! describes the schema, so that neither can leave the other behind.

mod case;
mod describe;
mod node;
mod read;

pub use describe::{Field, Kind, fields, schema};
pub use node::{Entry, Node, Place, Problem};
pub use read::read;

use jiff::civil::{Date, DateTime};
use law::Fen;

use super::{Dossier, Fact};

/// The word for a fact that is known not to be.
pub const NONE: &str = "无";
/// The word for a fact that nobody knows; leaving the line out says the same.
pub const UNKNOWN: &str = "未知";
/// The word for yes.
pub const YES: &str = "是";
/// The word for no.
pub const NO: &str = "否";

/// A case file made elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CaseFile {
    /// Its number, or whatever tells it from others.
    pub number: Fact<String>,
    /// The body that handled it.
    pub body: Fact<String>,
    /// What it is about.
    pub cause: Fact<String>,
    /// Its facts.
    pub dossier: Dossier,
}

impl CaseFile {
    /// What to call it in a list of findings.
    pub fn title(&self) -> String {
        let part = |fact: &Fact<String>| fact.get().cloned();
        let parts: Vec<String> = [&self.number, &self.cause].into_iter().filter_map(part).collect();
        if parts.is_empty() { "未填写案号的案卷".to_owned() } else { parts.join(" ") }
    }
}

/// Where a file's facts are asked for, one by one: a reader gives them, a description notes them.
pub(super) trait Form: Sized {
    /// Words.
    fn text(&mut self, key: &'static str, about: &'static str) -> Fact<String>;
    /// 是 or 否.
    fn flag(&mut self, key: &'static str, about: &'static str) -> Fact<bool>;
    /// A day.
    fn day(&mut self, key: &'static str, about: &'static str) -> Fact<Date>;
    /// A moment.
    fn moment(&mut self, key: &'static str, about: &'static str) -> Fact<DateTime>;
    /// A sum of money.
    fn money(&mut self, key: &'static str, about: &'static str) -> Fact<Fen>;
    /// A whole number.
    fn number(&mut self, key: &'static str, about: &'static str) -> Fact<u32>;
    /// Several words.
    fn texts(&mut self, key: &'static str, about: &'static str) -> Fact<Vec<String>>;
    /// One of several words.
    fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        about: &'static str,
        options: &[(&'static str, T)],
    ) -> Fact<T>;
    /// A group of facts.
    fn part<T>(
        &mut self,
        key: &'static str,
        about: &'static str,
        inside: impl Fn(&mut Self) -> T,
    ) -> Fact<T>;
    /// A list of groups.
    fn list<T>(
        &mut self,
        key: &'static str,
        about: &'static str,
        inside: impl Fn(&mut Self) -> T,
    ) -> Fact<Vec<T>>;
}
