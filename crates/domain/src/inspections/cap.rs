//! How often an enterprise is inspected in a year (年度检查频次上限).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Inspection, Occasion, ProposeInspection, Stage};
use crate::catalogue::YearlyCap;
use crate::ids::{InspectionId, ItemId};
use crate::packs::Jurisdiction;
use crate::party::{Likeness, Party, PartyKind};
use crate::policy::Act;
use crate::{Refusal, Setting};

/// Why an inspection may go beyond the cap (超出频次上限的事由).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BeyondCap {
    /// 投诉举报.
    Complaint,
    /// 转办交办、移送.
    Referral,
    /// 数据监测等发现的线索.
    Monitoring,
    /// 企业申请.
    Request,
    /// 上级部署的专项检查.
    Superior,
}

impl BeyondCap {
    /// Every reason, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Complaint, Self::Referral, Self::Monitoring, Self::Request, Self::Superior];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Complaint => "投诉举报的线索",
            Self::Referral => "转办交办、移送的线索",
            Self::Monitoring => "数据监测等发现的线索",
            Self::Request => "企业申请检查",
            Self::Superior => "上级部署的专项检查",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Referral => "referral",
            Self::Monitoring => "monitoring",
            Self::Request => "request",
            Self::Superior => "superior",
        }
    }

    /// Whether an inspection on the occasion can have the reason.
    const fn fits(self, occasion: Occasion) -> bool {
        match (self, occasion) {
            (Self::Complaint | Self::Referral | Self::Monitoring, Occasion::Clue)
            | (Self::Request, Occasion::Routine | Occasion::Clue)
            | (Self::Superior, Occasion::Special) => true,
            (
                Self::Complaint
                | Self::Referral
                | Self::Monitoring
                | Self::Request
                | Self::Superior,
                Occasion::Routine | Occasion::Clue | Occasion::Special | Occasion::Random,
            ) => false,
        }
    }
}

/// An inspection as the cap looks at it.
pub(super) struct Planned<'a> {
    pub item: &'a ItemId,
    pub object: &'a Party,
    pub on: Date,
    pub occasion: Occasion,
    pub beyond: Option<BeyondCap>,
    /// The inspection itself, which is not counted.
    pub own: Option<&'a InspectionId>,
}

impl<'a> Planned<'a> {
    pub(super) fn proposed(it: &'a ProposeInspection) -> Self {
        Self {
            item: &it.item,
            object: &it.object,
            on: it.planned_on,
            occasion: it.occasion,
            beyond: it.beyond,
            own: None,
        }
    }

    pub(super) fn known(it: &'a Inspection) -> Self {
        Self {
            item: &it.item,
            object: &it.object,
            on: it.planned_on,
            occasion: it.occasion,
            beyond: it.beyond,
            own: Some(&it.id),
        }
    }

    /// Whether the object is an enterprise; sole traders are treated alike (IN-13).
    pub(super) const fn of_enterprise(&self) -> bool {
        match self.object.kind {
            PartyKind::Organisation | PartyKind::SoleTrader => true,
            PartyKind::Citizen => false,
        }
    }

    pub(super) fn cap<'b>(&self, law: &'b Jurisdiction) -> Option<&'b YearlyCap> {
        law.item_at(self.item, self.on).ok()?.yearly_cap.as_ref()
    }

    /// How many inspections of the enterprise under the item were approved, or went ahead without
    /// approval, in the calendar year.
    pub(super) fn times(&self, setting: &Setting<'_>) -> usize {
        let others = setting.others.values().filter_map(|state| state.as_inspection());
        let same = |it: &&Inspection| {
            Some(&it.id) != self.own
                && it.item == *self.item
                && day(it).year() == self.on.year()
                && it.object.likeness(self.object) != Likeness::None
        };
        others.filter(|it| went_ahead(it)).filter(same).count()
    }
}

fn day(it: &Inspection) -> Date {
    it.stage.arrival().map_or(it.planned_on, |arrival| arrival.on)
}

fn went_ahead(it: &Inspection) -> bool {
    match &it.stage {
        Stage::Refused { .. } | Stage::Proposed => false,
        Stage::Approved
        | Stage::OnSite(_)
        | Stage::Recorded(..)
        | Stage::Signed(..)
        | Stage::Done(..) => true,
    }
}

/// Why the enterprise is not inspected once more this year.
///
/// # Law
/// 国办发〔2024〕54号第四部分 (IN-04, IN-13).
// LEGAL-Q 2026-11-23 (法制审批科): the text of the exceptions in the answers of the Ministry of
// Justice could not be read, nor whether the cap counts one item or all of them. Until told
// otherwise it counts one item in the calendar year, everything counts, and only an inspection on a
// clue, at the enterprise's request, or of a special campaign of a superior goes beyond, with its
// reason on record.
pub(super) fn beyond(planned: &Planned<'_>, setting: &Setting<'_>) -> Option<Refusal> {
    if !planned.of_enterprise() {
        return None;
    }
    if let Some(reason) = planned.beyond.filter(|reason| !reason.fits(planned.occasion)) {
        let (reason, occasion) = (reason.name_zh(), planned.occasion.name_zh());
        let next = "线索核查选择线索的来源，专项检查只能选择上级部署，双随机抽查计入频次。";
        let what = format!(
            "“{reason}”不能作为“{occasion}”超出频次上限的事由（国办发〔2024〕54号第四部分）。"
        );
        return Some(Refusal::new("INSP-062", what, next).at("beyond"));
    }
    let cap = planned.cap(setting.law)?;
    let times = planned.times(setting);
    let reached = usize::from(cap.times) <= times;
    (reached && planned.beyond.is_none()).then(|| {
        Refusal::new(
            "INSP-061",
            format!(
                "本年度对该企业的这项检查已有{times}次，达到频次上限{}次（{}），不能再安排{}（国办发〔2024〕54号第四部分）。",
                cap.times,
                cap.source,
                planned.occasion.name_zh()
            ),
            "有投诉举报、转办交办、数据监测等线索的，从线索发起核查并选择事由；没有的，下一年度再检查。",
        )
        .then(Act::ReadClues)
        .at("beyond")
    })
}

/// What the approval form says: how often it was inspected, and how often it may be.
pub(super) fn words(planned: &Planned<'_>, setting: &Setting<'_>) -> (String, String) {
    if !planned.of_enterprise() {
        return ("检查对象不是企业，不计频次".to_owned(), "不适用".to_owned());
    }
    let times = format!("{}次", planned.times(setting));
    let cap = planned.cap(setting.law).map_or_else(
        || "主管部门公布的上限没有登记".to_owned(),
        |cap| format!("每年{}次（{}）", cap.times, cap.source),
    );
    let reason = planned
        .beyond
        .map_or_else(String::new, |reason| format!("；超出上限的事由：{}", reason.name_zh()));
    (times, format!("{cap}{reason}"))
}
