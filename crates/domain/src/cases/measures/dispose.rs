//! Dispose of confiscated articles: the head says how, the record says that it was done (处理没收物品).

use law::Fen;
use serde::{Deserialize, Serialize};

use super::event::{Disposal, DisposalOrder};
use super::papers;
use super::state::{Article, Fate, Measure};
use super::{chosen, named};
use crate::cases::event::Event;
use crate::cases::records::Standing;
use crate::cases::remedies::stayed;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::{ArticleId, MeasureId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// How confiscated articles are disposed of (处理方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisposalManner {
    /// 公开拍卖.
    Auction,
    /// 销毁.
    Destroy,
    /// 移交国库或者有关部门.
    HandIn,
}

impl DisposalManner {
    /// Every manner.
    pub const ALL: [Self; 3] = [Self::Auction, Self::Destroy, Self::HandIn];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Auction => "公开拍卖",
            Self::Destroy => "销毁",
            Self::HandIn => "上交国库或者移交有关部门",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Auction => "auction",
            Self::Destroy => "destroy",
            Self::HandIn => "hand-in",
        }
    }
}

/// Say how confiscated articles are disposed of (审批没收物品处理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveDisposal {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles; all that wait for it when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
    /// How.
    pub manner: DisposalManner,
    /// Why so: the provision, or why the things are of no use.
    pub reason: String,
}

impl ApproveDisposal {
    /// Decides whether the head may say so.
    ///
    /// # Law
    /// 《行政处罚法》第七十四条第一款 (AP-71): destruction only where the law asks for it.
    ///
    /// # Errors
    /// Nothing confiscated, a decision that fell, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_approve(case, it));
        found.require(!self.reason.trim().is_empty(), || {
            blank("MEAS-101", "处理的理由和依据", "reason")
        });
        found.require(!case.handlers.contains(&me), || {
            Refusal::new(
                "MEAS-102",
                "承办人不能审批自己承办案件的物品处理。",
                "请由其他负责人审批。",
            )
        });
        let fit = |one: &Article| matches!(one.fate, Fate::Confiscated { order: None, .. });
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &self.articles, fit)));
        found.clear()?;
        let articles = articles.into_iter().flatten().map(|one| one.id.clone()).collect();
        Ok(vec![Event::DisposalApproved(DisposalOrder {
            measure: it.id.clone(),
            articles,
            manner: self.manner,
            reason: self.reason.trim().to_owned(),
            by: me,
            on: setting.today,
        })])
    }
}

/// Record that they were disposed of (登记没收物品处理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDisposal {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles; all that wait for it when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
    /// How it went: who, where, by which auction.
    pub account: String,
    /// Who witnessed it.
    pub witness: Private,
    /// The drawn signature of the witness.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the papers.
    #[serde(default)]
    pub scan: Option<BlobRef>,
    /// What was got for them.
    #[serde(default)]
    pub proceeds: Fen,
    /// The voucher by which the money went to the treasury.
    #[serde(default)]
    pub voucher: String,
}

impl RecordDisposal {
    /// Decides whether the disposal is recorded whole: what an auction brings goes to the treasury.
    ///
    /// # Law
    /// 《行政处罚法》第七十四条 (AP-71).
    ///
    /// # Errors
    /// Nothing approved, no witness, or money without a voucher.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_record(case, it));
        found.require(!self.account.trim().is_empty(), || blank("MEAS-104", "处理经过", "account"));
        found.require(!self.witness.is_blank(), || blank("MEAS-105", "见证人", "witness"));
        found.require(!self.signature_image.is_blank() || self.scan.is_some(), || {
            Refusal::new(
                "MEAS-106",
                "见证人没有签名。",
                "请见证人在物品处理记录上签名，或者上传签名的扫描件。",
            )
            .at("signature_image")
        });
        let fit = |one: &Article| matches!(one.fate, Fate::Confiscated { order: Some(_), .. });
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &self.articles, fit)));
        let manner = articles.as_ref().and_then(|all| one_manner(all));
        found.require(articles.is_none() || manner.is_some(), || {
            Refusal::new("MEAS-107", "所选物品的处理方式不同。", "请按处理方式分次登记。")
                .at("articles")
        });
        let sold = manner == Some(DisposalManner::Auction);
        let paid = 0 < self.proceeds.0 && !self.voucher.trim().is_empty();
        found.require(!sold || paid, || {
            Refusal::new(
                "MEAS-108",
                "拍卖所得没有写明金额和上缴国库的票据号。",
                "拍卖款项必须全部上缴国库，请填写金额和票据号。",
            )
            .by("《行政处罚法》第七十四条第二款")
            .at("voucher")
        });
        found.require(0 <= self.proceeds.0, || {
            Refusal::new("MEAS-109", "所得款项不能为负数。", "请核对金额。").at("proceeds")
        });
        found.clear()?;
        let (Some(articles), Some(manner)) = (articles, manner) else { return Ok(vec![]) };
        let sheet = papers::disposed(case, it, (self, manner, &articles), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let disposal = Disposal {
            measure: it.id.clone(),
            document: document.id.clone(),
            articles: articles.iter().map(|one| one.id.clone()).collect(),
            proceeds: self.proceeds,
            voucher: self.voucher.trim().to_owned(),
            on: setting.today,
        };
        Ok(vec![Event::ArticlesDisposed(disposal), Event::DocumentIssued(document)])
    }
}

/// The manner that was approved for all of them, when it is one.
fn one_manner(articles: &[&Article]) -> Option<DisposalManner> {
    let mut manners = articles.iter().map(|one| match &one.fate {
        Fate::Confiscated { order, .. } => *order,
        Fate::Held
        | Fate::Released { .. }
        | Fate::Returned { .. }
        | Fate::Converted { .. }
        | Fate::Transferred { .. }
        | Fate::Offset { .. }
        | Fate::Disposed { .. } => None,
    });
    let first = manners.next().flatten()?;
    manners.all(|it| it == Some(first)).then_some(first)
}

fn fallen(case: &Case) -> Option<Refusal> {
    let decided = case.decided()?;
    let fell = decided.standing != Standing::InForce;
    let still = || stayed(case, &[&decided.decision.document]);
    let fell = fell.then(|| {
        Refusal::new(
            "MEAS-110",
            "没收所依据的处罚决定已经撤销，不能再处理物品。",
            "请把尚未处理的物品退还当事人；已经处理的，依法退还价款或者赔偿。",
        )
        .by("《行政强制法》第四十一条")
        .then(Act::ReturnArticles)
    });
    fell.or_else(still)
}

/// What stands before the head's word.
pub(super) fn ready_to_approve(case: &Case, it: &Measure) -> Vec<Refusal> {
    if let Some(refusal) = fallen(case) {
        return vec![refusal];
    }
    let waits = |fate: &Fate| matches!(fate, Fate::Confiscated { order: None, .. });
    if it.held.as_ref().is_some_and(|held| held.any(waits)) {
        return vec![];
    }
    vec![
        Refusal::new(
            "MEAS-100",
            "没有等待审批处理的没收物品。",
            "处罚决定没收的物品登记后再审批处理。",
        )
        .then(Act::ConfiscateArticles)
        .at("measure"),
    ]
}

/// What stands before the record.
pub(super) fn ready_to_record(case: &Case, it: &Measure) -> Vec<Refusal> {
    if let Some(refusal) = fallen(case) {
        return vec![refusal];
    }
    let waits = |fate: &Fate| matches!(fate, Fate::Confiscated { order: Some(_), .. });
    if it.held.as_ref().is_some_and(|held| held.any(waits)) {
        return vec![];
    }
    vec![
        Refusal::new("MEAS-103", "没有经批准等待处理的没收物品。", "请先由负责人审批处理方式。")
            .then(Act::ApproveDisposal)
            .at("measure"),
    ]
}
