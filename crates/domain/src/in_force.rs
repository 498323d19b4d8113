//! The jurisdiction pack in force: how one is loaded, and how one corrects what was in force.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Refusal, Refused, Setting};

/// What can be asked of the jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum PackCommand {
    /// Put a checked pack in force; its texts are in the evidence store.
    Load {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
        /// The SHA-256 of its texts.
        digest: String,
    },
    /// Put a checked pack in force that says differently what was in force before it.
    Correct {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
        /// The SHA-256 of its texts.
        digest: String,
        /// Why, in words.
        reason: String,
        /// What it says differently.
        rewritten: Vec<String>,
    },
}

/// What has happened to the jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum PackEvent {
    /// A pack was put in force.
    Loaded {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
        /// The SHA-256 of its texts.
        digest: String,
    },
    /// A pack was put in force that says differently what was in force before it.
    Corrected {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
        /// The SHA-256 of its texts.
        digest: String,
        /// What it corrects.
        correction: Correction,
    },
}

/// What a pack said differently of days that had been in force, to correct a mistake of the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Why, in words.
    pub reason: String,
    /// What it says differently, a Chinese phrase each.
    pub rewritten: Vec<String>,
    /// The day.
    pub on: Date,
}

impl PackEvent {
    /// The SHA-256 of the texts put in force.
    pub fn digest(&self) -> &str {
        match self {
            Self::Loaded { digest, .. } | Self::Corrected { digest, .. } => digest,
        }
    }
}

/// The pack in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInForce {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its texts.
    pub digest: String,
    /// What packs have corrected, the earliest first.
    pub corrections: Vec<Correction>,
}

impl PackCommand {
    /// Decides whether the pack may be put in force: a correction says why.
    ///
    /// # Errors
    /// A correction without a reason.
    pub(crate) fn decide(&self, setting: &Setting<'_>) -> Result<PackEvent, Refused> {
        match self {
            Self::Load { name, version, digest } => Ok(PackEvent::Loaded {
                name: name.clone(),
                version: version.clone(),
                digest: digest.clone(),
            }),
            Self::Correct { name, version, digest, reason, rewritten } => {
                if reason.trim().is_empty() {
                    let next = "请写明原来录入错在哪里、依据什么更正。";
                    return Err(Refusal::new("CAT-012", "没有写明更正数据包的理由。", next).into());
                }
                Ok(PackEvent::Corrected {
                    name: name.clone(),
                    version: version.clone(),
                    digest: digest.clone(),
                    correction: Correction {
                        reason: reason.clone(),
                        rewritten: rewritten.clone(),
                        on: setting.today,
                    },
                })
            }
        }
    }
}

/// The pack in force after the event.
pub(crate) fn apply(before: Option<PackInForce>, event: &PackEvent) -> PackInForce {
    let mut corrections = before.map_or_else(Vec::new, |pack| pack.corrections);
    let (PackEvent::Loaded { name, version, digest }
    | PackEvent::Corrected { name, version, digest, .. }) = event;
    if let PackEvent::Corrected { correction, .. } = event {
        corrections.push(correction.clone());
    }
    let (name, version, digest) = (name.clone(), version.clone(), digest.clone());
    PackInForce { name, version, digest, corrections }
}
