//! Hand articles over to the police together with a case that may be a crime (移送涉案物品).

use serde::{Deserialize, Serialize};

use super::event::Handover;
use super::papers;
use super::state::{Article, Fate, Measure};
use super::{chosen, named};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::{ArticleId, MeasureId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Hand articles over with the case (移送涉案物品).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferArticles {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles; all that are held when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
    /// The body that takes them over.
    pub organ: String,
    /// The number of the letter by which the case itself is transferred.
    pub letter: String,
    /// Who took them over: name and post.
    pub receiver: Private,
    /// In which condition they were handed over.
    pub condition: Private,
    /// The two who handed them over.
    pub officers: Vec<PersonId>,
    /// The drawn signature of the receiver.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed list.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl TransferArticles {
    /// Decides whether the articles go with the case (C9); the written notice to the party is issued
    /// with it.
    ///
    /// # Law
    /// 《行政强制法》第二十一条 (AC-05).
    ///
    /// # Errors
    /// Nothing held, no letter of the case, no signed list, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(it));
        found.require(!self.organ.trim().is_empty(), || blank("MEAS-111", "接收机关", "organ"));
        let approved = case.referral().and_then(|it| it.letter()).and_then(|id| case.document(id));
        let number = approved.and_then(|it| it.number.as_ref()).map(|it| it.text.as_str());
        found.require(number == Some(self.letter.trim()), || {
            Refusal::new(
                "MEAS-112",
                "填写的不是本案移送书的文号；财物应当随涉嫌犯罪的案件一并移送，不能单独移送。",
                "请先由正职负责人批准移送案件、制发移送书，再按移送书的文号登记财物的移送。",
            )
            .by("《行政强制法》第二十一条")
            .then(Act::ApproveReferral)
            .at("letter")
        });
        found.require(!self.receiver.is_blank(), || blank("MEAS-113", "接收人", "receiver"));
        found
            .require(!self.condition.is_blank(), || blank("MEAS-114", "移送时的状况", "condition"));
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, setting.today) {
            found.extend(refusals);
        }
        found.require(!self.signature_image.is_blank() || self.scan.is_some(), || {
            Refusal::new(
                "MEAS-115",
                "接收机关没有在清单上签收，不能认定已经移送。",
                "请接收人签名，或者上传签收的清单。",
            )
            .by("《行政强制法》第二十一条")
            .at("signature_image")
        });
        let held = |one: &Article| one.fate == Fate::Held;
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &self.articles, held)));
        found.clear()?;
        let Some(articles) = articles else { return Ok(vec![]) };
        let record = papers::transferred(case, it, (self, &articles), setting);
        let record = issue_nth(case, setting, record, 0)?;
        let notice = papers::transfer_notice(case, it, (self, &articles), setting);
        let notice = issue_nth(case, setting, notice, 1)?;
        let given = Handover {
            measure: it.id.clone(),
            articles: articles.iter().map(|one| one.id.clone()).collect(),
            organ: self.organ.trim().to_owned(),
            letter: self.letter.trim().to_owned(),
            document: record.id.clone(),
            notice: notice.id.clone(),
            on: setting.today,
        };
        Ok(vec![
            Event::ArticlesTransferred(given),
            Event::DocumentIssued(record),
            Event::DocumentIssued(notice),
        ])
    }
}

/// What stands before it.
pub(super) fn ready(it: &Measure) -> Vec<Refusal> {
    if it.runs() {
        return vec![];
    }
    vec![
        Refusal::new(
            "MEAS-116",
            "没有在控的物品可以随案移送。",
            "已经解除的物品应当退还当事人；没收的物品依法处理。",
        )
        .by("《行政强制法》第二十一条")
        .at("measure"),
    ]
}
