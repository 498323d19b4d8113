//! Receive a clue (受理线索): from the public, the hotline, a patrol or another body.

use serde::{Deserialize, Serialize};

use super::{Clue, Event};
use crate::evidence::BlobRef;
use crate::ids::TownId;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Where a clue came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// 公众门户.
    Portal,
    /// 12345 热线.
    Hotline,
    /// 日常巡查.
    Patrol,
    /// 有关部门移送.
    Referral,
    /// 上级交办.
    Superior,
}

impl Source {
    /// Every source, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Portal, Self::Hotline, Self::Patrol, Self::Referral, Self::Superior];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Portal => "公众门户",
            Self::Hotline => "12345热线",
            Self::Patrol => "日常巡查",
            Self::Referral => "有关部门移送",
            Self::Superior => "上级交办",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Hotline => "hotline",
            Self::Patrol => "patrol",
            Self::Referral => "referral",
            Self::Superior => "superior",
        }
    }
}

/// Receive a clue (受理线索).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveClue {
    /// Where it came from.
    pub source: Source,
    /// The category in the pack's words.
    pub category: String,
    /// What was seen.
    pub words: Private,
    /// The town.
    pub town: TownId,
    /// The named area (城区、园区), when known.
    #[serde(default)]
    pub area: Option<String>,
    /// The place in words.
    #[serde(default)]
    pub place: Private,
    /// Latitude and longitude in millionths of a degree.
    #[serde(default)]
    pub pin: Option<(i64, i64)>,
    /// Photographs, already stored.
    #[serde(default)]
    pub photos: Vec<BlobRef>,
    /// How to reach the reporter; optional, sealed.
    #[serde(default)]
    pub contact: Private,
}

/// The longest report, in characters.
const MAX_WORDS: usize = 2000;

impl ReceiveClue {
    /// Decides whether the clue can be received.
    ///
    /// # Errors
    /// What is missing, each at its field.
    pub fn decide(
        &self,
        known: Option<&Clue>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(known.is_none(), || {
            Refusal::new("CLUE-003", "这条线索已经登记过。", "请在线索列表中查找。")
        });
        found.require(!self.words.is_blank(), || {
            Refusal::new("CLUE-004", "没有写明反映的问题。", "请写明看到了什么、在哪里、什么时候。")
                .at("words")
        });
        found.require(self.words.reveal().chars().count() <= MAX_WORDS, || {
            Refusal::new(
                "CLUE-005",
                format!("问题描述超过{MAX_WORDS}字。"),
                "请写主要情况，其余材料可以作为照片上传。",
            )
            .at("words")
        });
        found.require(setting.law.town(&self.town).is_some(), || {
            Refusal::new("CLUE-006", "没有选择镇街。", "请选择问题所在的镇街。").at("town")
        });
        found.require(!self.place.is_blank() || self.pin.is_some(), || {
            Refusal::new(
                "CLUE-007",
                "没有写明地点。",
                "请填写地址，或者在地图上点选位置，否则无法前往核实。",
            )
            .at("place")
        });
        found.clear()?;
        Ok(vec![Event::Received {
            receipt: setting.code(0),
            source: self.source,
            category: self.category.clone(),
            words: self.words.clone(),
            town: self.town.clone(),
            area: self.area.clone(),
            place: self.place.clone(),
            pin: self.pin,
            photos: self.photos.clone(),
            contact: self.contact.clone(),
            at: setting.now,
            on: setting.today,
            by: setting.me().cloned(),
        }])
    }
}
