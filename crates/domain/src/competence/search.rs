//! Finding the item that people mean, by shared pairs of characters. Suggests, never decides.

use std::collections::BTreeSet;

use crate::catalogue::{Power, PowerItem};
use crate::ids::ItemId;
use crate::packs::Jurisdiction;

/// How much a whole keyword weighs, for each of its characters.
const KEYWORD_WEIGHT: u32 = 3;

/// One item that the words may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The inspection item of the matter, or its only item.
    pub item: ItemId,
    /// The matter.
    pub matter: String,
    /// The short name.
    pub name: String,
    /// How well it fits; only for ordering.
    pub score: u32,
    /// The keywords found.
    pub matched: Vec<String>,
}

impl Hit {
    /// Whether it fits well enough to answer with: a keyword was found.
    pub(super) fn is_strong(&self) -> bool {
        !self.matched.is_empty()
    }
}

/// The items that the words may mean, the best first, one for each matter.
pub fn search_items(jurisdiction: &Jurisdiction, words: &str) -> Vec<Hit> {
    let words = normal(words);
    let pairs = pairs_of(&words);
    let mut hits: Vec<Hit> = Vec::new();
    for item in &jurisdiction.items {
        if hits.iter().any(|hit| hit.matter == item.matter) {
            continue;
        }
        let shown = jurisdiction.item_of_matter(&item.matter, Power::Inspection).unwrap_or(item);
        let versions = jurisdiction.items.iter().filter(|other| other.matter == item.matter);
        if let Some(hit) = score(shown, versions, &words, &pairs) {
            hits.push(hit);
        }
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.matter.cmp(&b.matter)));
    hits
}

fn score<'a>(
    shown: &PowerItem,
    versions: impl Iterator<Item = &'a PowerItem>,
    words: &str,
    pairs: &BTreeSet<(char, char)>,
) -> Option<Hit> {
    let mut matched = BTreeSet::new();
    let mut known = BTreeSet::new();
    for item in versions {
        for keyword in item.keywords.iter().chain(item.limits.iter().flat_map(|l| &l.words)) {
            let plain = normal(keyword);
            if plain.chars().count() > 1 && words.contains(&plain) {
                matched.insert(keyword.clone());
            }
            known.extend(pairs_of(&plain));
        }
        let texts = [&item.title, &item.name].into_iter();
        for text in texts.chain(item.branches.iter().map(|branch| &branch.when)) {
            known.extend(pairs_of(&normal(text)));
        }
    }
    let shared = pairs.intersection(&known).count();
    let letters: usize = matched.iter().map(|keyword| keyword.chars().count()).sum();
    let score = u32::try_from(shared)
        .ok()?
        .saturating_add(KEYWORD_WEIGHT.saturating_mul(u32::try_from(letters).unwrap_or(u32::MAX)));
    // One shared pair is chance.
    (score > 1).then(|| Hit {
        item: shown.id.clone(),
        matter: shown.matter.clone(),
        name: shown.name.clone(),
        score,
        matched: matched.into_iter().collect(),
    })
}

/// The text without blanks and punctuation, in lower case.
pub(super) fn normal(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn pairs_of(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}
