//! Begin a summary case on the spot (当场处罚): certificates shown, the party known, the facts seen.

use serde::{Deserialize, Serialize};

use crate::cases::event::Event;
use crate::cases::file_case::ProposeFiling;
use crate::cases::sheets::me;
use crate::cases::state::Case;
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::EvidenceId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Begin a summary case (当场处罚).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginSummary {
    /// The matter, as for filing: who, what, where, when, by whom.
    pub matter: ProposeFiling,
    /// Whether both officers showed their certificates.
    pub certificates_shown: bool,
    /// What was photographed on the spot.
    #[serde(default)]
    pub photos: Vec<SpotPhoto>,
}

/// A photograph or a recording made on the spot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpotPhoto {
    /// What it is called.
    pub name: String,
    /// What it proves.
    pub proves: Private,
    /// Its bytes.
    pub blob: BlobRef,
    /// What the device claims.
    #[serde(default)]
    pub claim: Claim,
}

impl BeginSummary {
    /// Decides whether the summary procedure can begin (S1): the unit has the power to penalise,
    /// two qualified officers have shown their certificates, and something proves the facts.
    ///
    /// # Law
    /// 《行政处罚法》第三十八条、第四十二条第一款、第五十一条、第五十二条第一款 (AP-09, AP-36, AP-37).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(
        &self,
        known: Option<&Case>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        let checked = self.matter.check(known, Act::BeginSummary, &mut found, setting);
        found.require(self.certificates_shown, || {
            Refusal::new(
                "CASE-200",
                "没有记录向当事人出示执法证件，不能当场处罚。",
                "请两名执法人员先出示执法证件，再勾选。",
            )
            .by("《行政处罚法》第五十二条第一款")
            .at("certificates_shown")
        });
        let handed_over = checked.as_ref().is_some_and(|(_, evidence)| !evidence.is_empty());
        found.require(handed_over || !self.photos.is_empty(), || {
            Refusal::new(
                "CASE-201",
                "没有任何证据，违法事实不能认定为确凿。",
                "请拍照或者录像固定现场情况；从检查办理的，证据自动入卷。",
            )
            .by("《行政处罚法》第五十一条")
            .at("photos")
        });
        found.clear()?;
        let Some((competent, mut evidence)) = checked else { return Ok(vec![]) };
        evidence.extend(self.evidence(setting));
        let origin = self.matter.origin(me, competent, setting);
        let handlers = self.matter.handlers.clone();
        let event = Event::SummaryBegun { origin, handlers, evidence };
        let mut events = ProposeFiling::begin(Act::BeginSummary, event, setting)?;
        events.extend(self.matter.samples(setting));
        Ok(events)
    }

    fn evidence(&self, setting: &Setting<'_>) -> impl Iterator<Item = Evidence> {
        let handlers = &self.matter.handlers;
        self.photos.iter().enumerate().map(move |(nth, photo)| Evidence {
            id: EvidenceId::new(format!("{}-e{nth}", setting.command)),
            kind: EvidenceKind::AudioVisual,
            name: photo.name.trim().to_owned(),
            proves: photo.proves.clone(),
            blob: Some(photo.blob.clone()),
            claim: photo.claim.clone(),
            obtained_by: handlers.clone(),
            obtained_on: setting.today,
            monitored: None,
            from: None,
            verified: None,
        })
    }
}
