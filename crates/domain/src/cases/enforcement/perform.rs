//! Carry it out under the eyes of the authority, or stop because the party obeyed (实施、停止).

use jiff::civil::DateTime;
use law::{Fen, date_zh};
use serde::{Deserialize, Serialize};

use super::state::{Enforcement, EnforcementRecord, OrderDemand, Route};
use super::steps::open_enforcements;
use super::{named, papers, untimely};
use crate::cases::event::Event;
use crate::cases::remedies::stayed;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::{EnforcementId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record that it was carried out (登记代履行、强制拆除).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordEnforcement {
    /// The enforcement.
    pub enforcement: EnforcementId,
    /// When it began.
    pub at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
    /// The officers on the spot.
    pub officers: Vec<PersonId>,
    /// Who did it, by name.
    pub performer: Private,
    /// What was done and what it looks like now.
    pub account: Private,
    /// What it cost.
    pub cost: Fen,
    /// Who witnessed it: the party, or a witness.
    pub witness: Private,
    /// The drawn signature of the party or the witness.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed record.
    #[serde(default)]
    pub scan: Option<BlobRef>,
    /// The number of the sound and picture recording.
    pub recordings: String,
}

impl RecordEnforcement {
    /// Decides whether it was carried out as the law asks: told before, reminded three working days
    /// before, by day, watched by two officers, signed.
    ///
    /// # Law
    /// 《行政强制法》第四十三条、第五十一条、第五十二条; 《行政处罚法》第四十七条 (AC-22, AC-27, AC-28).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.enforcement)?;
        let mut found = Obstacles::new();
        found.require(self.at < self.ended_at, || {
            Refusal::new("EXEC-122", "结束时间不晚于开始时间。", "请核对起止时间。").at("ended_at")
        });
        let now = setting.now.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).datetime();
        found.require(self.ended_at <= now, || {
            Refusal::new("EXEC-123", "结束时间晚于现在。", "请在实施完毕之后登记。").at("ended_at")
        });
        found.require(it.decision.on <= self.at.date(), || {
            let on = date_zh(it.decision.on);
            Refusal::new("EXEC-124", format!("实施时间早于决定日期（{on}）。"), "请核对日期。")
                .at("at")
        });
        found.extend(too_early(case, it, self.at, setting));
        let papers = [Some(&it.decision.document), it.decision.order.as_ref()];
        found.extend(stayed(case, &papers.into_iter().flatten().collect::<Vec<_>>()));
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.at.date()) {
            found.extend(refusals);
        }
        self.check_record(&mut found);
        found.clear()?;
        let sheet = papers::record(case, it, self, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let record = EnforcementRecord {
            enforcement: it.decision.enforcement.clone(),
            at: self.at,
            officers: self.officers.clone(),
            cost: self.cost,
            document: document.id.clone(),
        };
        Ok(vec![Event::EnforcementPerformed(record), Event::DocumentIssued(document)])
    }

    fn check_record(&self, found: &mut Obstacles) {
        found.require(!self.performer.is_blank(), || blank("EXEC-125", "实施人员", "performer"));
        found.require(!self.account.is_blank(), || blank("EXEC-126", "实施经过", "account"));
        found.require(0 <= self.cost.0, || {
            Refusal::new("EXEC-127", "费用不能为负数。", "请按成本合理确定费用。")
                .by("《行政强制法》第五十一条第二款")
                .at("cost")
        });
        let signed = !self.signature_image.is_blank() || self.scan.is_some();
        found.require(!self.witness.is_blank() && signed, || {
            Refusal::new(
                "EXEC-128",
                "没有当事人或者见证人的姓名和签名。",
                "执行完毕，由到场监督的工作人员、代履行人和当事人或者见证人签名或者盖章。",
            )
            .by("《行政强制法》第五十一条第一款第四项")
            .at("witness")
        });
        found.require(!self.recordings.trim().is_empty(), || {
            Refusal::new(
                "EXEC-129",
                "没有填写音像记录编号。",
                "请填写执法记录仪的视频编号；设备故障的，写明情况和采取的其他记录方式。",
            )
            .by("《行政处罚法》第四十七条")
            .at("recordings")
        });
    }
}

/// What the law makes wait for: the decision told, the reminder, the hour of the day.
fn too_early(case: &Case, it: &Enforcement, at: DateTime, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = Vec::new();
    if it.decision.route == Route::AtOnce {
        return found;
    }
    if case.delivered_on(&it.decision.document).is_none_or(|on| at.date() < on) {
        found.push(
            Refusal::new("EXEC-130", "决定书没有在实施之前送达当事人。", "请先登记决定书的送达。")
                .by("《行政强制法》第五十一条第一款第一项")
                .then(Act::RecordDelivery)
                .at("at"),
        );
    }
    if it.decision.route == Route::Proxy {
        found.extend(not_reminded(case, it, at, setting));
    }
    found.extend(untimely(setting.law, at, "at"));
    found
}

/// Three full working days lie between the reminder and the act (AC-27, DB-25).
fn not_reminded(
    case: &Case,
    it: &Enforcement,
    at: DateTime,
    setting: &Setting<'_>,
) -> Option<Refusal> {
    let mine = |one: &&OrderDemand| one.enforcement.as_ref() == Some(&it.decision.enforcement);
    let reminders = case.enforcements.demands.iter().filter(mine);
    let Some(on) = reminders.filter_map(|one| case.delivered_on(&one.document)).min() else {
        return Some(
            Refusal::new(
                "EXEC-131",
                "代履行三日前没有再次催告，或者催告书还没有送达。",
                "请催告并送达，三个工作日后当事人仍不履行的再实施。",
            )
            .by("《行政强制法》第五十一条第一款第二项")
            .then(Act::DemandCorrection)
            .at("at"),
        );
    };
    let first = setting.law.rules.earliest("AC-27", on, &setting.law.calendar).ok()?;
    (at.date() < first).then(|| {
        Refusal::new(
            "EXEC-132",
            format!("催告书{}送达，{}起才能代履行。", date_zh(on), date_zh(first)),
            "请等三个工作日届满；当事人履行的，停止代履行。",
        )
        .by("《行政强制法》第五十一条第一款第二项")
        .at("at")
    })
}

/// Stop because the party obeyed (停止代履行、强制拆除).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopEnforcement {
    /// The enforcement.
    pub enforcement: EnforcementId,
    /// Why.
    pub reason: Private,
}

impl StopEnforcement {
    /// Decides whether there is something to stop.
    ///
    /// # Law
    /// 《行政强制法》第五十一条第一款第二项 (AC-27).
    ///
    /// # Errors
    /// Nothing decided, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.enforcement)?;
        let mut found = Obstacles::new();
        found.require(!self.reason.is_blank(), || blank("EXEC-133", "停止的理由", "reason"));
        found.clear()?;
        Ok(vec![Event::EnforcementStopped {
            enforcement: it.decision.enforcement.clone(),
            reason: self.reason.clone(),
            on: setting.today,
        }])
    }
}

/// What stands before carrying it out or stopping it, whatever happened on the spot.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    if open_enforcements(case).next().is_some() {
        return vec![];
    }
    vec![
        Refusal::new(
            "EXEC-134",
            "没有等待实施的代履行或者强制拆除决定。",
            "请先由负责人作出决定。",
        )
        .by("《行政强制法》第五十一条")
        .then(Act::DecideEnforcement),
    ]
}
