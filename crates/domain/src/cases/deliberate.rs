//! Record the collective deliberation (集体讨论).

use jiff::civil::DateTime;
use law::{Fen, datetime_zh};
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Deliberation, Hearing, Review};
use super::sheets::{self, blank, future, issue_nth, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::documents::{Sheet, signature_of};
use crate::ids::PersonId;
use crate::policy::{Act, Role};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// What one responsible person said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliberationSpeech {
    /// Who.
    pub person: PersonId,
    /// The words.
    pub words: Private,
    /// 同意 or 不同意.
    pub agrees: bool,
}

/// Record the deliberation (记录集体讨论).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDeliberation {
    /// When it began.
    pub started_at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
    /// Where.
    pub place: String,
    /// Who kept the record.
    pub recorder: String,
    /// The speeches; every attendee speaks and votes.
    pub speeches: Vec<DeliberationSpeech>,
    /// The conclusion.
    pub conclusion: Private,
    /// The highest fine agreed to.
    pub fine: Fen,
    /// Who disagreed and why.
    #[serde(default)]
    pub dissent: Private,
}

impl RecordDeliberation {
    /// Decides whether the deliberation may go on file: after the review was passed, by at least
    /// two responsible persons, a majority agreeing.
    ///
    /// # Law
    /// 《行政处罚法》第五十七条第二款 (AP-43, N17).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let attendees: Vec<PersonId> = self.speeches.iter().map(|s| s.person.clone()).collect();
        let responsible = |id: &PersonId| {
            setting.roster.get(id).is_some_and(|person| person.roles.contains(&Role::Leader))
        };
        let distinct = attendees.iter().collect::<std::collections::BTreeSet<_>>().len();
        let each_once = 2 <= distinct && distinct == attendees.len();
        found.require(each_once && attendees.iter().all(responsible), || {
            Refusal::new(
                "CASE-110",
                "集体讨论的出席人员应当是两名以上行政机关负责人，每人一票。",
                "请由负责人出席并发表意见；其他人员可以列席。",
            )
            .by("《行政处罚法》第五十七条第二款")
            .at("speeches")
        });
        let spoken = self.speeches.iter().all(|speech| !speech.words.is_blank());
        found.require(spoken, || blank("CASE-111", "每位出席人员的意见", "speeches"));
        let agreeing = self.speeches.iter().filter(|speech| speech.agrees).count();
        found.require(self.speeches.len() < agreeing * 2, || {
            Refusal::new(
                "CASE-112",
                "同意的人数没有过半，不能形成讨论结论。",
                "请退回承办人修改处理意见后重新讨论。",
            )
            .at("speeches")
        });
        found.require(!self.conclusion.is_blank(), || blank("CASE-113", "讨论结论", "conclusion"));
        found.require(!self.place.trim().is_empty(), || blank("CASE-114", "讨论地点", "place"));
        found.require(!self.recorder.trim().is_empty(), || blank("CASE-115", "记录人", "recorder"));
        found.require(self.started_at < self.ended_at, || {
            Refusal::new("CASE-116", "结束时间不晚于开始时间。", "请核对起止时间。").at("ended_at")
        });
        found.require(self.ended_at.date() <= setting.today, || {
            future("CASE-117", "讨论时间", "ended_at", setting)
        });
        if let Some(passed) = review_passed_on(case) {
            found.require(passed <= self.started_at.date(), || {
                Refusal::new(
                    "CASE-118",
                    "讨论时间早于法制审核通过的日期。",
                    "请核对时间；集体讨论在法制审核之后进行。",
                )
                .at("started_at")
            });
        }
        found.extend(self.before_the_hearing(case));
        found.clear()?;
        let sheet = self.form(case, setting, &me);
        let document = issue_nth(case, setting, sheet, 0)?;
        let deliberation = Deliberation {
            document: document.id.clone(),
            on: self.started_at.date(),
            attendees,
            conclusion: self.conclusion.clone(),
            fine: self.fine,
        };
        Ok(vec![Event::Deliberated(deliberation), Event::DocumentIssued(document)])
    }

    /// A hearing that was held comes first: its record is what the deliberation is about.
    fn before_the_hearing(&self, case: &Case) -> Option<Refusal> {
        let Hearing::Held(_, record) = &case.deciding()?.hearing else { return None };
        let ended = record.ended_at.filter(|ended| self.started_at < *ended)?;
        let what = format!("讨论的开始时间早于听证的结束时间（{}）。", datetime_zh(ended));
        Some(
            Refusal::new("CASE-119", what, "请核对时间；听证结束后，根据听证笔录讨论决定。")
                .by("《行政处罚法》第六十五条")
                .at("started_at"),
        )
    }

    /// EX-13 集体讨论笔录.
    fn form(&self, case: &Case, setting: &Setting<'_>, me: &PersonId) -> Sheet {
        let people = || self.speeches.iter().map(|speech| &speech.person);
        let report = case.report();
        let opinion = match case.deciding().map(|d| &d.review) {
            Some(Review::Passed(opinion)) => opinion.words.reveal().to_owned(),
            Some(Review::None | Review::Submitted { .. } | Review::Amend(_)) | None => {
                String::new()
            }
        };
        sheets::sheet(case, "EX-13", setting)
            .text("started_at", datetime_zh(self.started_at))
            .text("ended_at", datetime_zh(self.ended_at))
            .text("place", &self.place)
            .text("presider", setting.roster.name(me))
            .text("recorder", &self.recorder)
            .rows(
                "attendees",
                people().map(|id| {
                    [("name", setting.roster.name(id)), ("post", "行政机关负责人".to_owned())]
                }),
            )
            .text(
                "reporter",
                case.handlers.first().map(|id| setting.roster.name(id)).unwrap_or_default(),
            )
            .lines("case_report", report.map(|r| r.facts.reveal().to_owned()))
            .text("review_opinion", opinion)
            .rows(
                "speeches",
                self.speeches.iter().map(|speech| {
                    [
                        ("name", setting.roster.name(&speech.person)),
                        ("post", "行政机关负责人".to_owned()),
                        ("words", speech.words.reveal().to_owned()),
                        ("vote", if speech.agrees { "同意" } else { "不同意" }.to_owned()),
                    ]
                }),
            )
            .text("conclusion", self.conclusion.reveal())
            .text("dissent", self.dissent.reveal())
            .signed(
                "attendee_signature",
                people().map(|id| signature_of(setting, id, "出席人")).collect::<Vec<_>>(),
            )
            .signed(
                "recorder_signature",
                [crate::documents::Signature {
                    role: "记录人".to_owned(),
                    name: self.recorder.clone(),
                    ..crate::documents::Signature::default()
                }],
            )
    }
}

fn review_passed_on(case: &Case) -> Option<jiff::civil::Date> {
    match &case.deciding()?.review {
        Review::Passed(opinion) => Some(opinion.on),
        Review::None | Review::Submitted { .. } | Review::Amend(_) => None,
    }
}

/// The obstacles that stand before a deliberation.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let passed = matches!(&case.stage, Stage::Deciding(d) if matches!(d.review, Review::Passed(_)));
    if passed {
        return vec![];
    }
    vec![
        wrong_stage(
            case,
            Act::RecordDeliberation,
            "集体讨论在法制审核通过之后、作出决定之前进行。",
        )
        .then(Act::GiveOpinion),
    ]
}
