//! The hearing: asked for, called, held or given up (听证).

use jiff::civil::{Date, DateTime};
use law::{date_zh, datetime_zh};
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::notice::window_words;
use super::records::{Hearing, HearingCall, HearingRecord};
use super::represent::told;
use super::sheets::{self, blank, future, issue_nth, me};
use super::state::{Case, Stage};
use super::{bench, dossier, hearing_papers, wrong_stage};
use crate::documents::{Sheet, Signature, signature_of};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::gate;
use crate::{Private, Refusal, Refused, Setting};

/// Record the party's request for a hearing (登记听证申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestHearing {
    /// The day on which the party asked.
    pub on: Date,
}

impl RequestHearing {
    /// Decides whether the request is in time: within five working days of the notice.
    ///
    /// # Law
    /// 《行政处罚法》第六十四条第一项、第八十五条 (AP-53, N11).
    ///
    /// # Errors
    /// The stage, no right to a hearing, or a late request.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_request(case));
        found.require(self.on <= setting.today, || future("CASE-080", "申请日期", "on", setting));
        if let Ok((_, delivered)) = told(case) {
            let due = setting.law.rules.due("AP-53", delivered, &setting.law.calendar);
            let in_time = due.as_ref().is_ok_and(|due| self.on <= due.last);
            found.require(in_time, || {
                Refusal::new(
                    "CASE-081",
                    format!("听证申请超过期限：应当在{}前提出。", window_words(setting, delivered)),
                    "请书面告知当事人逾期；当事人的意见可以作为陈述申辩记录并复核。",
                )
                .by("《行政处罚法》第六十四条第一项")
                .then(Act::HearRepresentation)
                .at("on")
            });
            found.require(delivered <= self.on, || {
                Refusal::new("CASE-082", "申请日期早于通知书送达日期。", "请核对日期。").at("on")
            });
        }
        found.clear()?;
        let mut events = vec![Event::HearingRequested { on: self.on }];
        if let Ok((deciding, delivered)) = told(case) {
            let days = (delivered, self.on);
            let sheet = hearing_papers::request(case, deciding.notice.as_ref(), days, setting);
            events.push(Event::DocumentIssued(issue_nth(case, setting, sheet, 0)?));
        }
        Ok(events)
    }
}

/// The obstacles that stand before a request whatever its day.
pub(super) fn ready_to_request(case: &Case) -> Vec<Refusal> {
    match told(case) {
        Err(refusal) => vec![refusal],
        Ok((deciding, _)) => {
            let mut found = vec![];
            if !deciding.notice.as_ref().is_some_and(|notice| notice.hearing_right) {
                found.push(
                    Refusal::new(
                        "CASE-083",
                        "拟处罚没有达到听证标准，当事人没有要求听证的权利。",
                        "当事人的意见请作为陈述申辩记录。",
                    )
                    .by("《行政处罚法》第六十三条第一款")
                    .then(Act::HearRepresentation),
                );
            }
            if deciding.hearing != Hearing::NotAsked {
                found.push(Refusal::new(
                    "CASE-084",
                    "听证申请已经登记。",
                    "请按已有记录继续办理。",
                ));
            }
            found
        }
    }
}

/// Call the hearing (通知听证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallHearing {
    /// When.
    pub at: DateTime,
    /// Where.
    pub place: String,
    /// Who keeps the record.
    pub recorder: String,
    /// Whether the public may attend.
    pub public: bool,
    /// Why not, when not.
    #[serde(default)]
    pub closed_reason: String,
}

impl CallHearing {
    /// Decides whether the hearing can be held on that day: the notice can still be delivered seven
    /// full working days before it, and the presider did not investigate.
    ///
    /// # Law
    /// 《行政处罚法》第六十四条第二项、第三项、第四项 (AP-54, AP-55; DB-01).
    ///
    /// # Errors
    /// The stage, a day too early, a presider who investigated, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_call(case));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new("CASE-085", "听证主持人是本案调查人员。", "请指定非本案调查人员主持。")
                .by("《行政处罚法》第六十四条第四项")
        });
        found.require(!self.place.trim().is_empty(), || blank("CASE-086", "听证地点", "place"));
        found.require(!self.recorder.trim().is_empty(), || blank("CASE-087", "记录员", "recorder"));
        found.require(self.public || !self.closed_reason.trim().is_empty(), || {
            Refusal::new(
                "CASE-088",
                "听证不公开，但没有写明理由。",
                "除涉及国家秘密、商业秘密或者个人隐私外，听证公开举行；不公开的请写明理由。",
            )
            .by("《行政处罚法》第六十四条第三项")
            .at("closed_reason")
        });
        match setting.law.rules.earliest("AP-54", setting.today, &setting.law.calendar) {
            Ok(earliest) => found.require(earliest <= self.at.date(), || {
                Refusal::new(
                    "CASE-089",
                    format!("今天送达通知，最早只能在{}举行听证。", date_zh(earliest)),
                    format!("请把听证日期改到{}或者以后。", date_zh(earliest)),
                )
                .by("《行政处罚法》第六十四条第二项")
                .at("at")
            }),
            Err(_) => found.add(
                Refusal::new(
                    "CASE-090",
                    "没有该日期的工作日安排。",
                    "请系统管理员装载当年的工作日历。",
                )
                .at("at"),
            ),
        }
        found.clear()?;
        let sheet = self.form(case, setting, &me);
        let document = issue_nth(case, setting, sheet, 0)?;
        let call = HearingCall {
            document: document.id.clone(),
            at: self.at,
            place: self.place.clone(),
            presider: me.clone(),
            recorder: self.recorder.clone(),
            public: self.public,
            delivered_on: None,
        };
        let mut events = vec![Event::HearingCalled(call), Event::DocumentIssued(document)];
        if self.public {
            let sheet = hearing_papers::announcement(case, self, &me, setting);
            events.push(Event::DocumentIssued(issue_nth(case, setting, sheet, 1)?));
        }
        Ok(events)
    }

    /// TF-12 听证通知书.
    fn form(&self, case: &Case, setting: &Setting<'_>, me: &crate::ids::PersonId) -> Sheet {
        sheets::sheet(case, "TF-12", setting)
            .text("hearing_at", datetime_zh(self.at))
            .text("place", &self.place)
            .text("openness", if self.public { "公开" } else { "不公开" })
            .text("closed_reason", &self.closed_reason)
            .text("presider", setting.roster.name(me))
            .text("recorder", &self.recorder)
            .lines(
                "requirements",
                [
                    "可以亲自参加，也可以委托一至二人代理；委托代理的，提交授权委托书。".to_owned(),
                    "认为主持人与本案有直接利害关系的，可以申请回避。".to_owned(),
                    "无正当理由拒不出席或者未经许可中途退出的，视为放弃听证权利。".to_owned(),
                    "请携带身份证明和有关证据材料。".to_owned(),
                ],
            )
    }
}

/// The obstacles that stand before calling a hearing.
pub(super) fn ready_to_call(case: &Case) -> Vec<Refusal> {
    match &case.stage {
        // A hearing that cannot be held on its day is called again for a later one.
        Stage::Deciding(deciding)
            if matches!(deciding.hearing, Hearing::Requested { .. } | Hearing::Called(_)) =>
        {
            vec![]
        }
        Stage::Deciding(_)
        | Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            vec![wrong_stage(case, Act::CallHearing, "没有等待通知的听证申请。")]
        }
    }
}

/// Record the hearing (记录听证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldHearing {
    /// When it began.
    pub started_at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
    /// How identities were checked and rights told.
    pub identity_check: Private,
    /// What the investigators presented.
    pub presentation: Private,
    /// What the party answered.
    pub defence: Private,
    /// The last statement.
    pub final_statement: Private,
    /// What was disputed, or that nothing was; for the presider's report.
    #[serde(default)]
    pub focus: Private,
    /// The presider's opinion.
    pub opinion: Private,
    /// Whether the party signed the record; a refusal is noted.
    #[serde(default)]
    pub refusal_reason: Private,
}

impl HoldHearing {
    /// Decides whether the hearing may go on file: its notice was delivered in time (E05, E06).
    ///
    /// # Law
    /// 《行政处罚法》第六十四条、第六十五条 (AP-54, AP-55, AP-57, MT-20, N12).
    ///
    /// # Errors
    /// The stage, a breached rule, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_hold(case, setting));
        if let Some(Hearing::Called(call)) = case.deciding().map(|d| &d.hearing) {
            found.require(self.started_at.date() == call.at.date(), || {
                Refusal::new(
                    "CASE-091",
                    format!("听证通知的日期是{}，与笔录不一致。", date_zh(call.at.date())),
                    "改期的请重新通知。",
                )
                .at("started_at")
            });
            found.require(call.presider == me, || {
                Refusal::new(
                    "CASE-092",
                    "听证笔录由通知书载明的主持人制作。",
                    "请由该主持人登录办理。",
                )
            });
        }
        found.require(self.started_at < self.ended_at, || {
            Refusal::new("CASE-093", "听证结束时间不晚于开始时间。", "请核对起止时间。")
                .at("ended_at")
        });
        found.require(self.ended_at.date() <= setting.today, || {
            future("CASE-094", "听证时间", "ended_at", setting)
        });
        found.require(!self.focus.is_blank(), || blank("HEAR-010", "争议焦点", "focus"));
        found.require(!self.opinion.is_blank(), || blank("CASE-095", "主持人意见", "opinion"));
        found.clear()?;
        let Some(Hearing::Called(call)) = case.deciding().map(|d| &d.hearing) else {
            return Ok(vec![]);
        };
        let sheet = self.form(case, call, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let record = HearingRecord {
            document: document.id.clone(),
            on: self.started_at.date(),
            ended_at: Some(self.ended_at),
            opinion: self.opinion.clone(),
        };
        let report = hearing_papers::report(case, call, self, setting);
        let report = issue_nth(case, setting, report, 1)?;
        Ok(vec![
            Event::HearingHeld(record),
            Event::DocumentIssued(document),
            Event::DocumentIssued(report),
        ])
    }

    /// TF-13 听证笔录.
    fn form(&self, case: &Case, call: &HearingCall, setting: &Setting<'_>) -> Sheet {
        sheets::sheet(case, "TF-13", setting)
            .text("started_at", datetime_zh(self.started_at))
            .text("ended_at", datetime_zh(self.ended_at))
            .text("place", &call.place)
            .text("openness", if call.public { "公开" } else { "不公开" })
            .text("presider", setting.roster.name(&call.presider))
            .text("recorder", &call.recorder)
            .text("identity_check", self.identity_check.reveal())
            .lines("case_presentation", [self.presentation.reveal().to_owned()])
            .lines("party_defence", [self.defence.reveal().to_owned()])
            .text("final_statement", self.final_statement.reveal())
            .text("confirmation", "以上笔录已阅读（或者已向本人宣读），情况属实。")
            .signed("presider_signature", [signature_of(setting, &call.presider, "主持人")])
            .signed("officer_signature", sheets::handler_signatures(case, setting))
            .signed(
                "party_signature",
                [Signature {
                    role: "当事人".to_owned(),
                    name: case.origin.party.name.reveal().to_owned(),
                    date: date_zh(self.ended_at.date()),
                    note: self.refusal_reason.reveal().to_owned(),
                    ..Signature::default()
                }],
            )
    }
}

/// The obstacles that stand before a record of the hearing.
pub(super) fn ready_to_hold(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let Stage::Deciding(deciding) = &case.stage else {
        return vec![wrong_stage(case, Act::HoldHearing, "没有已经通知的听证。")];
    };
    let Hearing::Called(call) = &deciding.hearing else {
        return vec![wrong_stage(case, Act::HoldHearing, "没有已经通知的听证。")];
    };
    let mut found = gate(Act::HoldHearing, &dossier(case, setting), &bench(setting));
    if call.delivered_on.is_none() {
        found.push(
            Refusal::new("CASE-096", "听证通知书还没有送达当事人。", "请先登记听证通知书的送达。")
                .by("《行政处罚法》第六十四条第二项")
                .then(Act::RecordDelivery),
        );
    }
    found
}

/// Record that the hearing was given up: absence, leaving, or withdrawal (放弃听证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbandonHearing {
    /// The day.
    pub on: Date,
    /// What happened.
    pub reason: String,
}

impl AbandonHearing {
    /// Decides whether the hearing counts as given up.
    ///
    /// # Law
    /// 《行政处罚法》第六十四条第六项 (AP-56).
    ///
    /// # Errors
    /// The stage, or no account.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let pending = case.deciding().is_some_and(|deciding| {
            matches!(deciding.hearing, Hearing::Requested { .. } | Hearing::Called(_))
        });
        found.require(pending && matches!(case.stage, Stage::Deciding(_)), || {
            wrong_stage(case, Act::RequestHearing, "没有进行中的听证。")
        });
        found.require(!self.reason.trim().is_empty(), || {
            blank("CASE-097", "放弃听证的情形", "reason")
        });
        found.require(self.on <= setting.today, || future("CASE-098", "日期", "on", setting));
        found.clear()?;
        Ok(vec![Event::HearingAbandoned { on: self.on, reason: self.reason.trim().to_owned() }])
    }
}
