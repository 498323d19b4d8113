//! The party admits, accepts and consents, in writing (同意快速办理).

use serde::{Deserialize, Serialize};

use super::event::FastConsent;
use super::{obstacles, papers};
use crate::cases::event::Event;
use crate::cases::sheets::{issue_nth, me};
use crate::cases::state::Case;
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::EvidenceId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record the written consent (登记书面同意).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentFast {
    /// What the party admits.
    pub admission: Private,
    /// Whether it accepts fault and penalty of its own will.
    pub willing: bool,
    /// Whether it objects neither to the facts nor to the law applied.
    pub undisputed: bool,
    /// The drawn signature of the party.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed paper.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl ConsentFast {
    /// Decides whether the consent counts (Q2): written, willing and without objection.
    ///
    /// # Law
    /// 《渔业法》第八十三条第四款, or the rule of the matter (DM-02); 《公安机关办理行政案件程序规定》第四十二条 by
    /// analogy.
    ///
    /// # Errors
    /// Nothing offered, no admission, an objection, or nothing in writing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::ConsentFast, case, setting));
        let offer = case.fast().map(|it| &it.offer);
        let cite = offer.map_or_else(String::new, |it| it.cite.to_string());
        found.require(!self.admission.is_blank(), || {
            Refusal::new(
                "FAST-020",
                "没有记录当事人承认的违法事实。",
                "请写明当事人自愿承认的时间、地点、行为和情节。",
            )
            .by(&cite)
            .at("admission")
        });
        found.require(self.willing, || {
            Refusal::new("FAST-021", "当事人没有自愿认错认罚，不能快速办理。", "请转回普通程序。")
                .by(&cite)
                .then(Act::LeaveFast)
                .at("willing")
        });
        found.require(self.undisputed, || {
            Refusal::new(
                "FAST-022",
                "当事人对违法事实或者法律适用有异议，不能快速办理。",
                "请转回普通程序，全面调查。",
            )
            .by(&cite)
            .then(Act::LeaveFast)
            .at("undisputed")
        });
        found.require(!self.signature_image.is_blank() || self.scan.is_some(), || {
            Refusal::new(
                "FAST-023",
                "没有当事人的书面同意，不能快速办理，应当按普通程序全面调查。",
                "请当事人在同意书上签名，或者上传签名的同意书；口头同意不算。",
            )
            .by("《行政处罚法》第五十四条第一款")
            .at("signature_image")
        });
        found.clear()?;
        let Some(offer) = offer else { return Ok(vec![]) };
        let sheet = papers::consent(case, offer, self, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let consent = FastConsent {
            document: document.id.clone(),
            admission: self.admission.clone(),
            by,
            on: setting.today,
        };
        Ok(vec![
            Event::FastConsented(consent),
            Event::DocumentIssued(document),
            Event::EvidenceAdded(self.as_evidence(case, setting)),
        ])
    }

    /// The signed paper is the party's statement.
    fn as_evidence(&self, case: &Case, setting: &Setting<'_>) -> Evidence {
        Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: EvidenceKind::PartyStatement,
            name: "认错认罚和同意快速办理书".to_owned(),
            proves: self.admission.clone(),
            blob: self.scan.clone(),
            claim: Claim::default(),
            obtained_by: case.handlers.clone(),
            obtained_on: setting.today,
            monitored: None,
            from: None,
            verified: None,
        }
    }
}
