//! Give articles back against a signed receipt (退还物品).

use law::Fen;
use serde::{Deserialize, Serialize};

use super::event::Return;
use super::papers;
use super::state::{Article, Fate, Measure};
use super::{chosen, named};
use crate::cases::event::Event;
use crate::cases::records::Standing;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::{ArticleId, MeasureId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Give articles back (退还物品).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnArticles {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles; all that wait for it when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
    /// Who received them: name and relation to the party.
    pub receiver: Private,
    /// In which condition they went back.
    pub condition: Private,
    /// What was paid out instead of perishable goods that had been sold.
    #[serde(default)]
    pub proceeds: Fen,
    /// The two who gave them back.
    pub officers: Vec<PersonId>,
    /// The drawn signature of the receiver.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed receipt.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl ReturnArticles {
    /// Decides whether the articles may go back: what is lifted, and what was confiscated by a
    /// decision that fell.
    ///
    /// # Law
    /// 《行政强制法》第二十八条第二款、第四十一条 (AC-12).
    ///
    /// # Errors
    /// Nothing to give back, no receipt, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, it));
        found.require(!self.receiver.is_blank(), || blank("MEAS-091", "领取人", "receiver"));
        found
            .require(!self.condition.is_blank(), || blank("MEAS-092", "退还时的状况", "condition"));
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, setting.today) {
            found.extend(refusals);
        }
        found.require(!self.signature_image.is_blank() || self.scan.is_some(), || {
            Refusal::new(
                "MEAS-093",
                "领取人没有签收，不能认定已经退还。",
                "请领取人在物品处理记录上签名，或者上传签收的扫描件；无法退还的，写明原因并继续保管。",
            )
            .by("《行政强制法》第二十八条第二款")
            .at("signature_image")
        });
        found.require(0 <= self.proceeds.0, || {
            Refusal::new("MEAS-094", "退还的款项不能为负数。", "请核对金额。").at("proceeds")
        });
        let fit = |one: &Article| goes_back(case, &one.fate);
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &self.articles, fit)));
        found.clear()?;
        let Some(articles) = articles else { return Ok(vec![]) };
        let sheet = papers::returned(case, it, (self, &articles), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let given = Return {
            measure: it.id.clone(),
            document: document.id.clone(),
            articles: articles.iter().map(|one| one.id.clone()).collect(),
            proceeds: self.proceeds,
            on: setting.today,
        };
        Ok(vec![Event::ArticlesReturned(given), Event::DocumentIssued(document)])
    }
}

/// Whether an article with the fate goes back to the party.
pub(super) fn goes_back(case: &Case, fate: &Fate) -> bool {
    let fell = case.decided().is_some_and(|it| it.standing != Standing::InForce);
    match fate {
        Fate::Released { .. } => true,
        Fate::Confiscated { .. } => fell,
        Fate::Held
        | Fate::Returned { .. }
        | Fate::Converted { .. }
        | Fate::Transferred { .. }
        | Fate::Offset { .. }
        | Fate::Disposed { .. } => false,
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case, it: &Measure) -> Vec<Refusal> {
    let any = it.held.as_ref().is_some_and(|held| held.any(|fate| goes_back(case, fate)));
    if any {
        return vec![];
    }
    vec![
        Refusal::new(
            "MEAS-090",
            "没有已经解除、等待退还的物品。",
            "在控的物品请先解除措施；没收的物品依法处理。",
        )
        .by("《行政强制法》第二十八条")
        .then(Act::ReleaseMeasure)
        .at("measure"),
    ]
}
