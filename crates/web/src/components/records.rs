//! What a case has gathered: its event record, its documents and its evidence.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};
use domain::evidence::Suspicion;

use crate::components::{
    icon::Icon,
    notice::EmptyState,
    text::{Badge, Link, Tone},
};

/// One event of the journal, as a person reads it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub when: String,
    pub who: String,
    pub what: String,
    pub detail: Vec<(String, String)>,
    /// The last characters of the event's hash, to compare by eye.
    pub hash_tail: String,
    pub href: Option<String>,
    pub tone: Tone,
}

/// 操作记录, in the order the page gives.
#[derive(Clone, Debug, Template)]
#[template(path = "components/timeline.html")]
pub struct Timeline {
    pub label: String,
    pub entries: Vec<Entry>,
}

impl HtmlSafe for Timeline {}

#[derive(Clone, Debug)]
pub struct Paper {
    pub title: String,
    /// 文号; empty until one is given.
    pub number: String,
    pub version: String,
    pub state: Badge,
    /// Who made it and when.
    pub made: String,
    pub page: Option<String>,
    pub pdf: Option<String>,
    /// The whole set of its step.
    pub print: Option<Link>,
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/documents.html")]
pub struct DocumentList {
    pub label: String,
    pub papers: Vec<Paper>,
    pub empty: EmptyState,
}

impl HtmlSafe for DocumentList {}

#[derive(Clone, Debug)]
pub struct Exhibit {
    pub title: String,
    /// 照片, 视频, 询问笔录.
    pub kind: String,
    pub thumbnail: Option<String>,
    pub href: String,
    /// Who took it, when and where.
    pub source: String,
    pub size: String,
    pub hash_tail: String,
    /// Whether it is played where its picture would be.
    pub recording: Option<Recording>,
    /// What it shows when, each with the address that plays it from there.
    pub moments: Vec<Link>,
    /// The page of who had it in hand, for what has such a page.
    pub way: Option<String>,
    pub state: Option<Badge>,
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/evidence.html")]
pub struct EvidenceGallery {
    pub label: String,
    pub exhibits: Vec<Exhibit>,
    pub empty: EmptyState,
    pub add: Option<Link>,
}

impl HtmlSafe for EvidenceGallery {}

/// Sound or moving pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recording {
    /// Only heard.
    Sound,
    /// Seen and heard.
    Video,
}

impl Recording {
    /// What a media type is, if it is one.
    pub fn of(mime: &str) -> Option<Self> {
        if mime.starts_with("audio/") {
            return Some(Self::Sound);
        }
        mime.starts_with("video/").then_some(Self::Video)
    }
}

impl EvidenceGallery {
    /// Marks the exhibits whose objects are kept apart; they are not shown.
    ///
    /// The address of an object ends with its hash.
    #[must_use]
    pub fn kept_apart(mut self, quarantined: &BTreeMap<String, Suspicion>) -> Self {
        for exhibit in &mut self.exhibits {
            let hash = exhibit.href.rsplit('/').next().unwrap_or_default();
            if let Some(why) = quarantined.get(hash) {
                exhibit.thumbnail = None;
                exhibit.recording = None;
                exhibit.state = Some(Badge::new("已隔离", Tone::Danger));
                exhibit.source = format!("{}；已隔离：{}", exhibit.source, why.name_zh());
            }
        }
        self
    }
}
