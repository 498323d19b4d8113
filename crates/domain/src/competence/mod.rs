//! Who may act here (这事归谁管): the one competent unit, in whose name, with whose stamp, and why.
//!
//! It reads the jurisdiction and nothing else. It never decides whether the facts are true.
//!
//! Place and level (《行政处罚法》第二十二条、第二十三条; AP-12), entrusted inspection of towns (SV-09)
//! and squads that act in the county bureau's name and only inspect (SV-10) are data of the pack.

mod ask;
mod duty;
pub mod refusal;
mod search;
mod stamp;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use law::Cite;

use crate::catalogue::{Mode, Power};
use crate::ids::{AuthorityId, ItemId, TownId, UnitId};
use crate::packs::AreaId;
use crate::refusal::Refusal;

pub use ask::{ask, inspecting_unit, penalty_unit};
pub use duty::{may_exercise, may_inspect, may_open_penalty};
pub use search::{Hit, search_items};
pub use stamp::{ModeParties, check_stamp, permitted_stamp};

/// How grave the matter looks at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// An ordinary matter.
    Ordinary,
    /// A major case (重大执法案件).
    Major,
}

/// A question: who may act on this, here, on this day?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The day on which it is asked.
    pub on: Date,
    /// The town in which it happened.
    pub town: TownId,
    /// The special area, when it happened in one.
    pub area: Option<AreaId>,
    /// Every town it touches; may repeat `town`, may be empty.
    pub towns_touched: Vec<TownId>,
    /// The item, when it is known; any item of the matter will do.
    pub item: Option<ItemId>,
    /// The behaviour in the reporter's or officer's words; may be empty when the item is known.
    pub words: String,
    /// What is to be done.
    pub power: Power,
    /// How grave it looks.
    pub weight: Weight,
    /// The squad that the brigade ordered to support outside its territory.
    pub support_order: Option<UnitId>,
    /// The lead department, when it is a joint operation.
    pub joint_lead: Option<AuthorityId>,
}

impl Ask {
    /// The plain question about a known item in one town.
    pub fn item(item: ItemId, town: TownId, power: Power, on: Date) -> Self {
        Self {
            on,
            town,
            area: None,
            towns_touched: Vec::new(),
            item: Some(item),
            words: String::new(),
            power,
            weight: Weight::Ordinary,
            support_order: None,
            joint_lead: None,
        }
    }

    /// The plain question about a behaviour told in words.
    pub fn words(words: &str, town: TownId, power: Power, on: Date) -> Self {
        Self { item: None, words: words.to_owned(), ..Self::item(ItemId::new(""), town, power, on) }
    }
}

/// What an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// An article.
    Article(Cite),
    /// A document, by its number or title.
    Document(String),
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The item it is about, when one was found.
    pub item: Option<ItemId>,
    /// Who may act.
    pub outcome: Outcome,
}

/// Who may act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A unit here.
    Competent(Box<Competent>),
    /// Somebody else: transfer it.
    TransferTo {
        /// The authority to transfer to.
        to: AuthorityId,
        /// Its name.
        name: String,
        /// Why, a Chinese sentence.
        why: String,
        /// What it rests on.
        basis: Vec<Basis>,
        /// What to do now, a Chinese sentence.
        next: String,
    },
    /// Nobody here.
    NobodyHere {
        /// Why, a Chinese sentence.
        why: String,
        /// Where to report it, a Chinese sentence.
        report: String,
    },
    /// The power is announced but not yet in force: patrol and report only.
    AnnouncedOnly {
        /// The first day in force.
        effective_from: Date,
        /// What may be done meanwhile, a Chinese sentence.
        allowed: String,
        /// Who keeps the power until then.
        meanwhile: UnitId,
        /// Its name.
        meanwhile_name: String,
    },
}

/// A competent unit with everything a document needs to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competent {
    /// The unit that does the work.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The authority in whose name it acts.
    pub authority: AuthorityId,
    /// That authority's full name.
    pub acting_name: String,
    /// By what title.
    pub mode: Mode,
    /// The authority whose stamp the documents carry.
    pub stamp: AuthorityId,
    /// The text of the stamp.
    pub stamp_text: String,
    /// The unit that reviews.
    pub reviewer: Option<UnitId>,
    /// Its name.
    pub reviewer_name: Option<String>,
    /// The item.
    pub item: ItemId,
    /// Its official wording.
    pub item_title: String,
    /// What the answer rests on.
    pub basis: Vec<Basis>,
    /// Why this unit, Chinese sentences.
    pub reasons: Vec<String>,
    /// The reasons as one text.
    pub why: String,
    /// What to do now, a Chinese sentence.
    pub next: String,
}

impl Answer {
    /// The answer in one Chinese sentence.
    pub fn sentence(&self) -> String {
        match &self.outcome {
            Outcome::Competent(found) => format!(
                "由{}以{}的名义办理（{}），盖{}印章。",
                found.unit_name,
                found.acting_name,
                found.mode.name_zh(),
                found.stamp_text
            ),
            Outcome::TransferTo { name, why, .. } => format!("移送{name}：{why}"),
            Outcome::NobodyHere { why, .. } => format!("本地没有机构可以办理：{why}"),
            Outcome::AnnouncedOnly { effective_from, meanwhile_name, .. } => format!(
                "该事项已公布但自{}起才生效，此前仍由{meanwhile_name}负责。",
                law::date_zh(*effective_from)
            ),
        }
    }

    /// The competent unit, when there is one.
    pub fn competent(&self) -> Option<&Competent> {
        match &self.outcome {
            Outcome::Competent(found) => Some(found),
            Outcome::TransferTo { .. }
            | Outcome::NobodyHere { .. }
            | Outcome::AnnouncedOnly { .. } => None,
        }
    }

    /// The competent unit, or the refusal that says who is competent instead.
    ///
    /// # Errors
    /// A refusal for a transfer, for nobody, and for a power not yet in force.
    pub fn into_competent(self) -> Result<Competent, Refusal> {
        match self.outcome {
            Outcome::Competent(found) => Ok(*found),
            Outcome::TransferTo { why, basis, next, .. } => {
                let article = basis.into_iter().find_map(|basis| match basis {
                    Basis::Article(cite) => Some(cite),
                    Basis::Document(_) => None,
                });
                Err(refusal::elsewhere(why, next, article))
            }
            Outcome::NobodyHere { why, report } => Err(refusal::nobody(why, report)),
            Outcome::AnnouncedOnly { effective_from, allowed, .. } => {
                Err(refusal::not_yet(effective_from, allowed))
            }
        }
    }
}
