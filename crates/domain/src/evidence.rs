//! Evidence: what proves which fact, where its bytes are, and who verified it.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::ids::{CaseId, EvidenceId, PersonId};
use crate::moment::Moment;

/// The eight kinds of evidence.
///
/// # Law
/// 《行政处罚法》第四十六条.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// 书证.
    Documentary,
    /// 物证.
    Physical,
    /// 视听资料.
    AudioVisual,
    /// 电子数据.
    Electronic,
    /// 证人证言.
    Witness,
    /// 当事人的陈述.
    PartyStatement,
    /// 鉴定意见.
    ExpertOpinion,
    /// 勘验笔录、现场笔录.
    SceneRecord,
}

impl EvidenceKind {
    /// Every kind, in the order of the article.
    pub const ALL: [Self; 8] = [
        Self::Documentary,
        Self::Physical,
        Self::AudioVisual,
        Self::Electronic,
        Self::Witness,
        Self::PartyStatement,
        Self::ExpertOpinion,
        Self::SceneRecord,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Documentary => "书证",
            Self::Physical => "物证",
            Self::AudioVisual => "视听资料",
            Self::Electronic => "电子数据",
            Self::Witness => "证人证言",
            Self::PartyStatement => "当事人的陈述",
            Self::ExpertOpinion => "鉴定意见",
            Self::SceneRecord => "勘验笔录、现场笔录",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Documentary => "documentary",
            Self::Physical => "physical",
            Self::AudioVisual => "audio-visual",
            Self::Electronic => "electronic",
            Self::Witness => "witness",
            Self::PartyStatement => "party-statement",
            Self::ExpertOpinion => "expert-opinion",
            Self::SceneRecord => "scene-record",
        }
    }
}

/// Bytes kept in the evidence store, named by their content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// SHA-256 of the whole object, 64 hexadecimal digits; what `sha256sum` prints.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// The sniffed media type, such as `image/jpeg`.
    pub mime: String,
    /// The root of the RFC 6962 tree over its pieces of 1 MiB, in hexadecimal, when it came in
    /// pieces: by it a device knows that what was kept is what it sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chunks: Option<String>,
}

impl BlobRef {
    /// Whether it is sound or moving pictures.
    pub fn is_recording(&self) -> bool {
        self.mime.starts_with("video/") || self.mime.starts_with("audio/")
    }

    /// The ending of a file name for the sniffed type; an unknown type is bytes.
    pub fn ending(&self) -> &'static str {
        match self.mime.as_str() {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "image/webp" => "webp",
            "image/heic" | "image/heif" => "heic",
            "application/pdf" => "pdf",
            "video/mp4" => "mp4",
            "video/quicktime" => "mov",
            "video/webm" => "webm",
            "audio/mpeg" => "mp3",
            "audio/m4a" => "m4a",
            "audio/x-wav" => "wav",
            "audio/amr" => "amr",
            _ => "bin",
        }
    }
}

/// Why an object is kept apart (隔离): it stays in the evidence store under its hash, nobody's
/// browser is asked to show it, and whoever downloads it is told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suspicion {
    /// It bears the signature of known malware.
    Malware,
    /// It is a picture that nothing can draw.
    Unreadable,
    /// It is a picture of more pixels than are drawn.
    Oversized,
    /// Another format hides in it: a web page, an archive, a document.
    Smuggled,
    /// It is a document that would do something when it is opened.
    Active,
    /// What looked at it died, or took too long.
    Unexamined,
}

impl Suspicion {
    /// The Chinese words, to stand behind 原因.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Malware => "含有已知恶意程序的特征",
            Self::Unreadable => "图片不能解码",
            Self::Oversized => "图片像素过多",
            Self::Smuggled => "夹带其他格式的内容",
            Self::Active => "文档含有脚本、启动项或者内嵌文件",
            Self::Unexamined => "检查时程序异常或者超时",
        }
    }
}

/// Where and when the device says it captured something: a claim, not a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The device's local time.
    #[serde(default)]
    pub at: Option<DateTime>,
    /// Latitude and longitude in millionths of a degree (WGS 84).
    #[serde(default)]
    pub position: Option<(i64, i64)>,
    /// The place in words.
    #[serde(default)]
    pub place: Private,
}

/// What one piece of evidence is, as entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// One of the eight kinds.
    pub kind: EvidenceKind,
    /// What it is called in the catalogue of the case file.
    pub name: String,
    /// The fact it proves.
    pub proves: Private,
    /// Its bytes; `None` for a physical object kept in custody.
    #[serde(default)]
    pub blob: Option<BlobRef>,
    /// What the device claims.
    #[serde(default)]
    pub claim: Claim,
    /// Who obtained it.
    pub obtained_by: Vec<PersonId>,
    /// The day it was obtained.
    pub obtained_on: Date,
    /// By which monitoring equipment it was recorded, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitored: Option<Monitored>,
    /// The connected case that it was taken over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CaseId>,
    /// How it was verified; only verified evidence supports a decision.
    #[serde(default)]
    pub verified: Option<Verification>,
}

/// What monitoring equipment recorded (电子技术监控记录).
///
/// # Law
/// 《行政处罚法》第四十一条 (AP-28): a record nobody reviewed, or that did not pass, is no evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monitored {
    /// The equipment, by its id in the pack.
    pub monitor: String,
    /// The first review; the second, by another person, is the verification.
    #[serde(default)]
    pub first: Option<Verification>,
}

/// How a piece of evidence was verified (查证属实).
///
/// # Law
/// 《行政处罚法》第四十六条第二款.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Who verified it.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// How: compared with the original, confirmed by the party, and so on.
    pub how: String,
    /// Of a recording, the moments that prove a step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<Moment>,
}
