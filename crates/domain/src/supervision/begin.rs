//! How a supervision begins: with the review of a case file, or with another finding.

use serde::{Deserialize, Serialize};

use super::papers;
use super::state::{Event, Opened, Review};
use crate::cases::Case;
use crate::ids::{AuthorityId, CaseId, InspectionId, UnitId};
use crate::refusal::Obstacles;
use crate::rules::{self, Bench, Dossier, Score};
use crate::{Private, Refusal, Refused, Setting};

/// The kinds of fault that supervision is about (SV-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// 案卷质量.
    FileQuality,
    /// 主体和人员资格.
    Qualification,
    /// 有案不立.
    NotFiled,
    /// 推诿扯皮.
    Shirking,
    /// 以罚代管.
    FineForCare,
    /// 违规异地执法.
    OutOfPlace,
    /// 趋利性执法.
    ForProfit,
    /// 乱收费、乱罚款、乱检查、乱查封.
    Arbitrary,
    /// 逾期不办.
    Overdue,
    /// 其他.
    Other,
}

impl Concern {
    /// Every kind, in the order of the form; the review of a file has its own page.
    pub const ALL: [Self; 10] = [
        Self::FileQuality,
        Self::Qualification,
        Self::NotFiled,
        Self::Shirking,
        Self::FineForCare,
        Self::OutOfPlace,
        Self::ForProfit,
        Self::Arbitrary,
        Self::Overdue,
        Self::Other,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::FileQuality => "案卷质量",
            Self::Qualification => "主体和人员资格",
            Self::NotFiled => "有案不立",
            Self::Shirking => "推诿扯皮",
            Self::FineForCare => "以罚代管",
            Self::OutOfPlace => "违规异地执法",
            Self::ForProfit => "趋利性执法",
            Self::Arbitrary => "乱收费、乱罚款、乱检查、乱查封",
            Self::Overdue => "逾期不办",
            Self::Other => "其他问题",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::FileQuality => "file-quality",
            Self::Qualification => "qualification",
            Self::NotFiled => "not-filed",
            Self::Shirking => "shirking",
            Self::FineForCare => "fine-for-care",
            Self::OutOfPlace => "out-of-place",
            Self::ForProfit => "for-profit",
            Self::Arbitrary => "arbitrary",
            Self::Overdue => "overdue",
            Self::Other => "other",
        }
    }
}

/// What a reviewer concludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 不需要整改.
    Sound,
    /// 需要整改.
    Rectify,
}

impl Verdict {
    /// Every verdict, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Sound, Self::Rectify];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Sound => "不需要整改",
            Self::Rectify => "需要整改",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Rectify => "rectify",
        }
    }
}

/// Review the archived file of a case (案卷评查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewFile {
    /// The case.
    pub case: CaseId,
    /// The inspection it came from, so that its facts are judged with the rest.
    pub inspection: Option<InspectionId>,
    /// What the reviewer concludes.
    pub verdict: Verdict,
    /// What the reviewer says of the file.
    pub opinion: Private,
    /// What is to be corrected.
    pub demands: String,
}

/// What the table of the pack gives the file of the case today; `None` for a pack without one.
pub fn file_score(case: &Case, setting: &Setting<'_>) -> Option<Score> {
    let inspection = case.origin.inspection.as_ref().and_then(|id| setting.inspection(id));
    let dossier = Dossier::of(case, setting.law, setting.roster);
    let dossier = dossier.with_inspection(inspection, setting.roster);
    let bench = Bench { law: setting.law, today: setting.today };
    rules::score(&rules::examine(&dossier, &bench), &setting.law.review)
}

impl ReviewFile {
    /// Decides whether the review may be recorded. A file that runs into a veto is not passed.
    ///
    /// # Law
    /// 《行政处罚法》第七十五条第一款; 案卷评查制度 (SV-05, AP-72).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(&self, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let (case, by) = (setting.case(&self.case), setting.me());
        let (Some(case), Some(by)) = (case, by) else { return Err(super::unknown().into()) };
        let score = file_score(case, setting);
        let vetoed = score.as_ref().is_some_and(|score| !score.vetoes.is_empty());
        let mut found = Obstacles::new();
        found.require(case.stage.archived().is_some(), || {
            Refusal::new(
                "SUP-004",
                "案件还没有归档，不能评查案卷。",
                "请等待归档；办理中的问题可以登记为其他监督事项。",
            )
        });
        found.require(!(vetoed && self.verdict == Verdict::Sound), || {
            Refusal::new(
                "SUP-005",
                "案卷有一票否决的问题，不能评为不需要整改。",
                "请选择“需要整改”并写明整改要求。",
            )
            .at("verdict")
            .by("《行政处罚法》第七十五条")
        });
        found.require(!self.opinion.is_blank(), || opinion_missing("opinion"));
        found.require(self.verdict == Verdict::Sound || !self.demands.trim().is_empty(), || {
            Refusal::new("SUP-006", "没有写明整改要求。", "请逐项写明要改什么。").at("demands")
        });
        let supervisor = found.take(supervising(setting));
        found.clear()?;
        let Some(supervisor) = supervisor else { return Ok(vec![]) };
        let names = |score: &Score| score.vetoes.iter().map(|it| it.name.clone()).collect();
        let lost = |score: &Score| {
            score.deductions.iter().map(|it| format!("{}（扣{}分）", it.name, it.points)).collect()
        };
        let review = Review {
            points: score.as_ref().map(|score| score.points),
            grade: score.as_ref().map_or_else(String::new, |it| it.grade.name().to_owned()),
            vetoes: score.as_ref().map(names).unwrap_or_default(),
            deductions: score.as_ref().map(lost).unwrap_or_default(),
            open: score.as_ref().map_or(0, |score| score.open),
            verdict: self.verdict,
            demands: self.demands.trim().to_owned(),
        };
        let number = case.number().unwrap_or_default();
        let opened = Opened {
            concern: Concern::FileQuality,
            title: format!("{number} {}", case.origin.cause),
            unit: case.origin.unit.clone(),
            authority: case.origin.authority.clone(),
            supervisor,
            case: Some(case.id.clone()),
            facts: self.opinion.clone(),
            review: Some(review),
            on: setting.today,
            by: by.clone(),
        };
        let sheet = papers::review(case, &opened, score.as_ref(), setting)?;
        let mut events = vec![Event::Opened(Box::new(opened)), Event::DocumentIssued(sheet)];
        if self.verdict == Verdict::Sound {
            let reason = "案卷评查没有需要整改的问题。".to_owned();
            events.push(Event::Closed { reason, on: setting.today });
        }
        Ok(events)
    }
}

/// Take up a finding that is not the review of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSupervision {
    /// What kind of fault it is.
    pub concern: Concern,
    /// What it is about in a few words.
    pub title: String,
    /// The unit it is about.
    pub unit: UnitId,
    /// The case it is about, when it is one.
    pub case: Option<CaseId>,
    /// What was found, and from where it is known.
    pub facts: Private,
}

impl OpenSupervision {
    /// Decides whether it may be taken up.
    ///
    /// # Law
    /// 《行政处罚法》第七十五条第一款; SV-01, SV-02.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(&self, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let Some(by) = setting.me() else { return Err(super::unknown().into()) };
        let mut found = Obstacles::new();
        let unit = setting.law.unit(&self.unit);
        found.require(unit.is_some(), || {
            Refusal::new("SUP-007", "没有选择被监督的单位。", "请从机构中选择。").at("unit")
        });
        found.require(!self.title.trim().is_empty(), || {
            Refusal::new("SUP-008", "没有写明监督事项。", "请用一句话写明是什么事。").at("title")
        });
        found.require(!self.facts.is_blank(), || opinion_missing("facts"));
        let case = self.case.as_ref();
        let theirs = case.is_none_or(|id| {
            setting.case(id).is_some_and(|case| {
                unit.is_some_and(|unit| unit.authority == case.origin.authority)
            })
        });
        found.require(theirs, || {
            Refusal::new(
                "SUP-009",
                "这件案件不是所选单位的机关办理的。",
                "请选择承办案件的机关的单位。",
            )
            .at("unit")
        });
        let supervisor = found.take(supervising(setting));
        found.clear()?;
        let (Some(unit), Some(supervisor)) = (unit, supervisor) else { return Ok(vec![]) };
        Ok(vec![Event::Opened(Box::new(Opened {
            concern: self.concern,
            title: self.title.trim().to_owned(),
            unit: unit.id.clone(),
            authority: unit.authority.clone(),
            supervisor,
            case: self.case.clone(),
            facts: self.facts.clone(),
            review: None,
            on: setting.today,
            by: by.clone(),
        }))])
    }
}

/// The organ in whose name the person supervises.
fn supervising(setting: &Setting<'_>) -> Result<AuthorityId, Refusal> {
    let member = setting.actor.member();
    member.map(|member| member.authority.clone()).ok_or_else(super::unknown)
}

fn opinion_missing(field: &str) -> Refusal {
    Refusal::new("SUP-010", "没有写明发现的问题和意见。", "请写明看了什么、发现了什么。").at(field)
}
