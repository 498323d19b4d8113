//! Take a measure on the spot: record, decision and list handed over at once (实施措施).

use jiff::civil::DateTime;
use law::datetime_zh;
use serde::{Deserialize, Serialize};

use super::event::Taking;
use super::papers;
use super::state::{Article, Fate, Measure, MeasureApproval};
use super::{moment, named};
use crate::cases::event::Event;
use crate::cases::records::{Delivery, DeliveryMethod};
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::catalogue::Hundredths;
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{ArticleId, EvidenceId, MeasureId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// One line of the list as the officers write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleEntry {
    /// 名称.
    pub name: String,
    /// 规格、型号、特征.
    #[serde(default)]
    pub features: Private,
    /// 数量.
    pub quantity: Hundredths,
    /// 单位.
    pub unit: String,
    /// 状况.
    #[serde(default)]
    pub condition: Private,
}

/// Take a measure (实施措施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImplementMeasure {
    /// The measure.
    pub measure: MeasureId,
    /// When it began.
    pub at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
    /// Where.
    pub place: Private,
    /// The officers.
    pub officers: Vec<PersonId>,
    /// Whether certificates were shown, the party called, and reasons, basis, rights and remedies
    /// told on the spot.
    pub told: bool,
    /// What was found.
    pub findings: Private,
    /// What the party said, or that they said nothing.
    pub statement: Private,
    /// Whom the officers met.
    pub met_name: Private,
    /// Their relation to the party.
    pub met_role: Private,
    /// Whether the party or whoever may receive for them was there.
    pub present: bool,
    /// Who witnessed it when they were not.
    #[serde(default)]
    pub witness: Private,
    /// The drawn signature of the party or of the witness.
    #[serde(default)]
    pub signature_image: Private,
    /// Why the party did not sign.
    #[serde(default)]
    pub refusal_reason: Private,
    /// A scan of the signed papers.
    #[serde(default)]
    pub scan: Option<BlobRef>,
    /// What was taken.
    pub articles: Vec<ArticleEntry>,
    /// Where it is kept.
    pub custody: String,
    /// Who keeps it.
    pub keeper: Private,
    /// The number of the sound and picture recording.
    #[serde(default)]
    pub recordings: String,
}

impl ImplementMeasure {
    /// Decides whether the measure was taken as the law asks (C2, C3).
    ///
    /// # Law
    /// 《行政强制法》第十八条、第十九条、第二十三条至第二十六条 (AC-03, AC-04, AC-06, AC-07, AC-10);
    /// 《行政处罚法》第四十七条、第五十六条 (TS-08, AP-41).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(it));
        self.check_time(it, setting, &mut found);
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.at.date()) {
            found.extend(refusals);
        }
        self.check_telling(&mut found);
        self.check_signing(&mut found);
        self.check_articles(case, it, &mut found);
        found.clear()?;
        self.events(case, it, setting)
    }

    fn check_time(&self, it: &Measure, setting: &Setting<'_>, found: &mut Obstacles) {
        found.require(self.at < self.ended_at, || {
            Refusal::new("MEAS-032", "结束时间不晚于开始时间。", "请核对起止时间。").at("ended_at")
        });
        let today = self.at.date() == setting.today && self.ended_at <= moment(setting);
        found.require(today, || {
            Refusal::new(
                "MEAS-033",
                "实施时间不在今天，或者晚于现在；决定书和清单应当当场制作并交付。",
                "请在实施的当日办理，并填写实际起止时间。",
            )
            .by("《行政强制法》第二十四条第一款")
            .at("at")
        });
        if let MeasureApproval::Given { at, .. } = &it.approval {
            // Whoever writes the time writes it to the minute.
            let minute = at.date().at(at.hour(), at.minute(), 0, 0);
            found.require(it.proposal.urgent.is_some() || minute <= self.at, || {
                Refusal::new(
                    "MEAS-034",
                    format!("实施时间早于批准时间（{}）。", datetime_zh(*at)),
                    "请填写批准之后实际实施的时间；情况紧急当场实施的，按紧急情形重新提请。",
                )
                .by("《行政强制法》第十八条")
                .at("at")
            });
        }
    }

    fn check_telling(&self, found: &mut Obstacles) {
        found.require(self.told, || {
            Refusal::new(
                "MEAS-035",
                "没有记明出示证件、通知当事人到场并当场告知理由、依据、权利和救济途径。",
                "请先出示证件，通知当事人到场，当场告知后再实施。",
            )
            .by("《行政强制法》第十八条")
            .at("told")
        });
        found.require(!self.place.is_blank(), || blank("MEAS-036", "实施地点", "place"));
        found.require(!self.findings.is_blank(), || blank("MEAS-037", "现场情况", "findings"));
        found.require(!self.met_name.is_blank() || !self.present, || {
            blank("MEAS-038", "现场人员姓名", "met_name")
        });
        found.require(!self.statement.is_blank(), || {
            Refusal::new(
                "MEAS-039",
                "没有记录当事人的陈述和申辩。",
                "请听取陈述申辩并如实记录；当事人没有陈述申辩的，也要写明。",
            )
            .by("《行政强制法》第十八条")
            .at("statement")
        });
        found.require(!self.recordings.trim().is_empty(), || {
            Refusal::new(
                "MEAS-040",
                "没有填写音像记录编号，全过程没有记录。",
                "请填写执法记录仪的视频编号；设备故障的，写明情况和采取的其他记录方式。",
            )
            .by("《行政处罚法》第四十七条")
            .at("recordings")
        });
    }

    fn check_signing(&self, found: &mut Obstacles) {
        let witnessed = !self.witness.is_blank();
        found.require(self.present || witnessed, || {
            Refusal::new(
                "MEAS-041",
                "当事人不到场，也没有见证人。",
                "请邀请见证人到场，由见证人在现场笔录上签名。",
            )
            .by("《行政强制法》第十八条")
            .at("witness")
        });
        let signed = !self.signature_image.is_blank() || self.scan.is_some();
        found.require(signed || (self.present && !self.refusal_reason.is_blank()), || {
            Refusal::new(
                "MEAS-042",
                "现场笔录没有当事人或者见证人签名，也没有注明拒绝签名的情况。",
                "请当事人签名；拒绝的注明；不到场的由见证人签名；纸质签名的上传扫描件。",
            )
            .by("《行政强制法》第十八条")
            .at("refusal_reason")
        });
    }

    fn check_articles(&self, case: &Case, it: &Measure, found: &mut Obstacles) {
        let whole = |one: &ArticleEntry| {
            !one.name.trim().is_empty() && 0 < one.quantity.0 && !one.unit.trim().is_empty()
        };
        found.require(!self.articles.is_empty() && self.articles.iter().all(whole), || {
            Refusal::new(
                "MEAS-043",
                "物品清单没有逐件写明名称、数量和单位。",
                "请逐件填写名称、规格特征、数量、单位和状况。",
            )
            .by("《行政强制法》第二十四条第二款")
            .at("articles")
        });
        found.require(!self.custody.trim().is_empty(), || blank("MEAS-044", "保管地点", "custody"));
        found.require(!self.keeper.is_blank(), || blank("MEAS-045", "保管人", "keeper"));
        let same = |one: &ArticleEntry, known: &Article| {
            one.name.trim() == known.name
                && !one.features.is_blank()
                && one.features == known.features
                && known.fate == Fate::Held
        };
        let others = case.measures.iter().filter(|other| {
            other.id != it.id
                && other.proposal.kind.is_compulsory()
                && it.proposal.kind.is_compulsory()
        });
        let mut taken = others.filter_map(|other| other.held.as_ref()).flat_map(|h| &h.articles);
        let twice = taken.find(|known| self.articles.iter().any(|one| same(one, known)));
        if let Some(known) = twice {
            found.add(
                Refusal::new(
                    "MEAS-046",
                    format!("“{}”已经在本案中被查封、扣押，不得重复。", known.name),
                    "请从清单中去掉已经在控的物品；需要更长时间的，依法申请延长。",
                )
                .by("《行政强制法》第二十三条第二款")
                .at("articles"),
            );
        }
    }

    fn list(&self, it: &Measure) -> Vec<Article> {
        let line = |(at, one): (usize, &ArticleEntry)| Article {
            id: ArticleId::new(format!("{}-a{at}", it.id)),
            name: one.name.trim().to_owned(),
            features: one.features.clone(),
            quantity: one.quantity,
            unit: one.unit.trim().to_owned(),
            condition: one.condition.clone(),
            label: format!("{}-{:02}", label_of(&it.id), at + 1),
            fate: Fate::Held,
        };
        self.articles.iter().enumerate().map(line).collect()
    }

    fn events(
        &self,
        case: &Case,
        it: &Measure,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let articles = self.list(it);
        let sheets = papers::Spot { case, it, command: self, articles: &articles, setting };
        let record = issue_nth(case, setting, sheets.record(), 0)?;
        let decision = issue_nth(case, setting, sheets.decision(), 1)?;
        let number = decision.number.as_ref().map_or_else(String::new, |n| n.text.clone());
        let mut papers = vec![record.clone(), decision.clone()];
        if it.proposal.kind.is_compulsory() {
            papers.push(issue_nth(case, setting, sheets.list(&number), 2)?);
        }
        let mut events = vec![Event::MeasureTaken(Taking {
            measure: it.id.clone(),
            at: self.at,
            place: self.place.clone(),
            officers: self.officers.clone(),
            articles: articles.clone(),
            custody: self.custody.trim().to_owned(),
            keeper: self.keeper.clone(),
            record: record.id.clone(),
            decision: decision.id.clone(),
            number,
            present: self.present,
        })];
        if self.present {
            let receipt = issue_nth(case, setting, sheets.receipt(&papers), 3)?;
            let refused = self.signature_image.is_blank() && self.scan.is_none();
            events.push(Event::Delivered(Delivery {
                document: decision.id.clone(),
                receipt: receipt.id.clone(),
                method: if refused { DeliveryMethod::Left } else { DeliveryMethod::Direct },
                delivered_on: self.at.date(),
                by: self.officers.clone(),
            }));
            papers.push(receipt);
        }
        events.extend(papers.into_iter().map(Event::DocumentIssued));
        events.push(Event::EvidenceAdded(self.as_evidence(it, setting)));
        Ok(events)
    }

    /// The on-the-spot record is itself evidence.
    fn as_evidence(&self, it: &Measure, setting: &Setting<'_>) -> Evidence {
        Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: EvidenceKind::SceneRecord,
            name: format!("{}现场笔录", it.proposal.kind.name_zh()),
            proves: Private::new(format!("{}的经过和物品状况", it.proposal.kind.name_zh())),
            blob: self.scan.clone(),
            claim: Claim { at: Some(self.at), ..Claim::default() },
            obtained_by: self.officers.clone(),
            obtained_on: self.at.date(),
            monitored: None,
            from: None,
            verified: None,
        }
    }
}

/// The last six characters of the measure's id, which labels can bear.
fn label_of(id: &MeasureId) -> String {
    let all: Vec<char> = id.as_str().chars().collect();
    all.iter().skip(all.len().saturating_sub(6)).collect()
}

/// What stands before taking it whatever happened on the spot.
pub(super) fn ready(it: &Measure) -> Vec<Refusal> {
    if it.held.is_some() {
        let words = "这项措施已经实施。";
        return vec![Refusal::new("MEAS-030", words, "请从还没有实施的措施中选择。").at("measure")];
    }
    match (&it.approval, &it.proposal.urgent) {
        (MeasureApproval::Given { .. }, _) | (MeasureApproval::Pending, Some(_)) => vec![],
        (MeasureApproval::Pending, None) => vec![
            Refusal::new(
                "MEAS-031",
                "措施还没有经行政机关负责人批准，不能实施。",
                "请先报批；情况紧急需要当场实施的，按紧急情形重新提请，并在二十四小时内补办批准。",
            )
            .by("《行政强制法》第十八条")
            .then(Act::ApproveMeasure),
        ],
        (MeasureApproval::Refused { .. }, _) => vec![
            Refusal::new(
                "MEAS-047",
                "措施没有获得批准，不能实施。",
                "确有必要的，补充理由后重新提请。",
            )
            .by("《行政强制法》第十八条"),
        ],
    }
}
