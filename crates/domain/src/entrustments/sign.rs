//! Sign a deed, make it known, and end it (签订、公布和备案、终止).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::state::{Entrustment, Event, Notices, Signed, Stage};
use super::{papers, wrong_stage};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Sign it with the other side (签订委托书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignEntrustment {
    /// Who signs for the other side.
    pub other_side: Private,
}

impl SignEntrustment {
    /// Decides whether it may be signed: by another person than drew it up, and before its term is over.
    ///
    /// # Law
    /// 《行政处罚法》第二十条第一款、第二款 (AP-04): in writing, with its matters, powers and term.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(
        &self,
        it: &Entrustment,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(it.stage == Stage::Drawn, || {
            wrong_stage(it, Act::SignEntrustment, "只有起草好、没有签订的委托书可以签订。")
        });
        found.require(setting.me() != Some(&it.by), || {
            Refusal::new("ENTR-012", "委托书由您起草，不能由您签订。", "请由其他负责人签订。")
        });
        found.require(setting.today <= it.terms.until, || {
            let what = format!("委托期限已经在{}届满。", date_zh(it.terms.until));
            Refusal::new("ENTR-013", what, "请重新起草委托书，写明新的期限。")
        });
        found.require(!self.other_side.is_blank(), || {
            Refusal::new("ENTR-014", "没有写明受委托组织的签订人。", "请填写签订人的姓名和职务。")
                .at("other_side")
        });
        found.clear()?;
        let Some(by) = setting.me() else { return Ok(vec![]) };
        let paper = papers::deed(it, by, &self.other_side, setting)?;
        let signed = Signed {
            document: paper.id.clone(),
            other_side: self.other_side.clone(),
            on: setting.today,
            by: by.clone(),
        };
        Ok(vec![Event::Signed(signed), Event::DocumentIssued(paper)])
    }
}

/// Record where it was published, or with whom it was filed (登记公布和备案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordNotice {
    /// Where it was published.
    pub published: String,
    /// The day.
    pub published_on: Option<Date>,
    /// With whom and under which receipt it was filed.
    pub filed: String,
    /// The day.
    pub filed_on: Option<Date>,
}

impl RecordNotice {
    /// Decides whether it goes on record; the deed gets a new edition with it.
    ///
    /// # Law
    /// 《行政处罚法》第二十条第二款 (AP-04): both sides publish it; 国发〔2021〕26号 (AP-06): it is filed.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(
        &self,
        it: &Entrustment,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let signed = it.signed.as_ref().filter(|_| it.stage == Stage::Signed);
        found.require(signed.is_some(), || {
            wrong_stage(it, Act::RecordEntrustmentNotice, "委托书签订以后公布、备案。")
        });
        let since = signed.map_or(setting.today, |signed| signed.on);
        let published = (self.published.trim(), self.published_on, "published_on");
        let filed = (self.filed.trim(), self.filed_on, "filed_on");
        for (words, on, field) in [published, filed] {
            let fits = on.is_some_and(|on| since <= on && on <= setting.today);
            found.require(words.is_empty() || fits, || {
                let next = "请填写签订以后、今天以前的日期。";
                Refusal::new("ENTR-015", "公布或者备案的日期不对。", next).at(field)
            });
        }
        let said = |(words, on, _): (&str, Option<Date>, &str)| {
            on.filter(|_| !words.is_empty()).map(|on| (words.to_owned(), on))
        };
        let now = Notices {
            published: said(published).or_else(|| it.notices.published.clone()),
            filed: said(filed).or_else(|| it.notices.filed.clone()),
        };
        found.require(now != it.notices, || {
            let next = "请填写公布的网址或者备案回执，至少一项与已经登记的不同。";
            Refusal::new("ENTR-016", "没有新的公布或者备案情况。", next).at("published")
        });
        found.clear()?;
        let paper = papers::noticed(it, &now, setting)?;
        Ok([Event::Noticed(now)].into_iter().chain(paper.map(Event::DocumentIssued)).collect())
    }
}

/// End it, or drop the draft (终止委托).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndEntrustment {
    /// Why.
    pub reason: String,
}

impl EndEntrustment {
    /// Decides whether it may end.
    ///
    /// # Errors
    /// The stage, or no reason.
    pub(super) fn decide(
        &self,
        it: &Entrustment,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(!matches!(it.stage, Stage::Ended { .. }), || {
            wrong_stage(it, Act::EndEntrustment, "委托已经终止。")
        });
        found.require(!self.reason.trim().is_empty(), || {
            Refusal::new("ENTR-017", "没有写明终止的理由。", "请写明理由。").at("reason")
        });
        found.clear()?;
        Ok(vec![Event::Ended { on: setting.today, reason: self.reason.trim().to_owned() }])
    }
}
