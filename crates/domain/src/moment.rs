//! The moment in a recording (音像记录) that proves a step, so that nobody has to watch it whole.

use serde::{Deserialize, Serialize};

use crate::Private;
use crate::evidence::BlobRef;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused};

/// The longest recording of which a moment can be named, in seconds: one day.
const LONGEST: u32 = 24 * 3600;

/// What a moment of a recording shows.
///
/// # Law
/// 国办发〔2018〕118号第三部分（八）: the recording covers what happens on the spot, 查封扣押、
/// 强制拆除 above all, and 留置送达、公告送达 (TS-08, TS-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordedStep {
    /// 表明身份、出示证件.
    Identified,
    /// 告知权利义务.
    Informed,
    /// 现场检查、勘验.
    Inspected,
    /// 询问、陈述申辩.
    Heard,
    /// 抽样、先行登记保存.
    Sampled,
    /// 查封、扣押.
    Seized,
    /// 送达、留置送达.
    Delivered,
    /// 强制执行.
    Enforced,
}

impl RecordedStep {
    /// Every step, in the order of a case.
    pub const ALL: [Self; 8] = [
        Self::Identified,
        Self::Informed,
        Self::Inspected,
        Self::Heard,
        Self::Sampled,
        Self::Seized,
        Self::Delivered,
        Self::Enforced,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Identified => "表明身份、出示证件",
            Self::Informed => "告知权利义务",
            Self::Inspected => "现场检查、勘验",
            Self::Heard => "询问、陈述申辩",
            Self::Sampled => "抽样、先行登记保存",
            Self::Seized => "查封、扣押",
            Self::Delivered => "送达、留置送达",
            Self::Enforced => "强制执行",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Identified => "identified",
            Self::Informed => "informed",
            Self::Inspected => "inspected",
            Self::Heard => "heard",
            Self::Sampled => "sampled",
            Self::Seized => "seized",
            Self::Delivered => "delivered",
            Self::Enforced => "enforced",
        }
    }
}

/// A moment in a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// How many seconds after the beginning.
    pub at: u32,
    /// What it shows.
    pub step: RecordedStep,
    /// What is seen and heard.
    #[serde(default)]
    pub words: Private,
}

impl Moment {
    /// Reads `12:34` or `1:02:03`; `None` for anything else.
    pub fn read(text: &str) -> Option<u32> {
        let parts: Vec<&str> = text.trim().split([':', '：']).collect();
        let number = |part: &&str| part.parse::<u32>().ok().filter(|_| part.len() <= 3);
        let parts: Option<Vec<u32>> = parts.iter().map(number).collect();
        match parts?.as_slice() {
            [minutes, seconds] if *seconds < 60 => minutes.checked_mul(60)?.checked_add(*seconds),
            [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
                hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
            }
            _ => None,
        }
    }

    /// The time as it is read: `12:34`, or `1:02:03` after an hour.
    pub fn time(&self) -> String {
        let (hours, minutes, seconds) = (self.at / 3600, self.at / 60 % 60, self.at % 60);
        if hours == 0 {
            format!("{minutes}:{seconds:02}")
        } else {
            format!("{hours}:{minutes:02}:{seconds:02}")
        }
    }
}

/// Checks that moments are named of a recording only, and of a time that one may have.
///
/// # Errors
/// What is wrong, at the field.
pub(crate) fn check(moments: &[Moment], of: Option<&BlobRef>) -> Result<(), Refused> {
    let mut found = Obstacles::new();
    let recorded = of.is_some_and(BlobRef::is_recording);
    found.require(moments.is_empty() || recorded, || {
        Refusal::new(
            "EVID-004",
            "这份证据不是录音录像，不能标注时刻。",
            "请删去时刻，或者选择录音、录像证据。",
        )
        .at("moments")
    });
    found.require(moments.iter().all(|moment| moment.at <= LONGEST), || {
        Refusal::new(
            "EVID-005",
            "标注的时刻超过二十四小时。",
            "请填写录像开始以后的时间，如12:34或者1:02:03。",
        )
        .at("moments")
    });
    found.clear()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_players_show_it() {
        let read = |text| Moment::read(text);
        assert_eq!(
            (read("0:07"), read(" 12:34 "), read("1：02：03")),
            (Some(7), Some(754), Some(3723))
        );
        assert_eq!(read("90:00"), Some(5400));
        for odd in ["", "7", "1:60", "1:60:00", "-1:00", "a:b", "1:2:3:4", "99999:00"] {
            assert_eq!(read(odd), None, "{odd}");
        }
        for text in ["0:07", "12:34", "1:02:03", "24:00:00"] {
            let moment = Moment {
                at: read(text).unwrap(),
                step: RecordedStep::Informed,
                words: Private::default(),
            };
            assert_eq!(moment.time(), text);
        }
    }

    #[test]
    fn only_a_recording_has_moments() {
        let moment = |at| Moment { at, step: RecordedStep::Seized, words: "加贴封条".into() };
        let of = |mime: &str| BlobRef {
            sha256: "ab".repeat(32),
            size: 9,
            mime: mime.into(),
            chunks: None,
        };
        let codes = |moments: &[Moment], blob: Option<&BlobRef>| {
            check(moments, blob).err().map_or_else(Vec::new, |refused| {
                refused.codes().into_iter().map(str::to_owned).collect()
            })
        };
        assert!(codes(&[moment(60)], Some(&of("video/mp4"))).is_empty());
        assert!(codes(&[], Some(&of("image/png"))).is_empty());
        assert_eq!(codes(&[moment(60)], Some(&of("image/png"))), ["EVID-004"]);
        assert_eq!(codes(&[moment(60)], None), ["EVID-004"]);
        assert_eq!(codes(&[moment(86_401)], Some(&of("audio/amr"))), ["EVID-005"]);
    }
}
