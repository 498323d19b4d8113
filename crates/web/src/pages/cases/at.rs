//! A case as a step finds it: who asks, the law, the people, and what the case allows now.

use std::sync::Arc;

use domain::{
    cases::{self, Case, Procedure, Readiness, ReviewItem},
    catalogue::PowerItem,
    ids::{MeasureId, PersonId},
    org::Roster,
    packs::Jurisdiction,
    policy::Act,
    rules::Finding,
};
use jiff::{ToSpan, civil::Date, civil::DateTime};
use law::{Fen, date_zh};

use super::panel::{Panel, Part};
use crate::{
    Call, Held, PageError,
    components::{
        blocks::{KeyValue, Pair},
        form::Form,
        text::{Cell, Link},
    },
    pages::shared::light,
};

/// What the case answers about the act.
pub struct Looked {
    pub readiness: Readiness,
    /// What the system itself finds for each item of a legal review, for those who are shown it.
    pub prechecks: Vec<(ReviewItem, Finding)>,
    /// The measures on which the act can be done.
    pub measures: Vec<MeasureId>,
}

/// A case as a step finds it.
pub struct At {
    pub call: Call,
    pub case: Held<Case>,
    pub law: Arc<Jurisdiction>,
    pub people: Arc<Roster>,
    pub act: Act,
    pub looked: Looked,
    /// Whether personal details are shown in clear, which was asked for with a reason.
    pub clear: bool,
    /// What the address or the form says.
    sent: Vec<(String, String)>,
}

impl At {
    /// The case for the act: 403 without the role, 404 if the case is not theirs.
    pub async fn open(
        call: Call,
        id: &str,
        act: Act,
        sent: Vec<(String, String)>,
    ) -> Result<Self, PageError> {
        let case = call.load_case(id).await?;
        call.may(act, &case.subject())?;
        let looked = call
            .with_setting(Some(&case.state), |setting| Looked {
                readiness: cases::readiness(act, &case, setting),
                prechecks: if matches!(act, Act::ReadCases | Act::GiveOpinion) {
                    cases::precheck(&case, setting)
                } else {
                    Vec::new()
                },
                measures: cases::measures_for(act, &case, setting)
                    .into_iter()
                    .map(|it| it.id.clone())
                    .collect(),
            })
            .await?;
        let (law, people) = (call.law(), call.people());
        Ok(Self { call, case, law, people, act, looked, clear: false, sent })
    }

    /// The first value under the key; empty when there is none.
    pub fn sent(&self, key: &str) -> &str {
        self.sent.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
    }

    pub fn href(&self) -> String {
        format!("/cases/{}", self.case.id)
    }

    /// The address of the step.
    pub fn here(&self) -> String {
        format!("{}/{}", self.href(), self.act.slug())
    }

    pub fn today(&self) -> Date {
        self.call.today()
    }

    /// Now, to the last five minutes, as a field takes it.
    pub fn now_text(&self) -> String {
        moment_text(self.now())
    }

    /// Some minutes ago, as a field takes it.
    pub fn earlier_text(&self, minutes: i64) -> String {
        let now = self.now();
        moment_text(now.checked_sub(minutes.minutes()).unwrap_or(now))
    }

    fn now(&self) -> DateTime {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
        let now = self.call.now().to_zoned(zone).datetime();
        now.checked_sub((i64::from(now.minute()) % 5).minutes()).unwrap_or(now)
    }

    /// The power item as it was in force at the act.
    pub fn item(&self) -> Option<&PowerItem> {
        self.law.item_at(&self.case.origin.item, self.case.origin.act_on).ok()
    }

    /// The names of the people, as a sentence has them.
    pub fn names(&self, ids: &[PersonId]) -> String {
        ids.iter().map(|id| self.people.name(id)).collect::<Vec<_>>().join("、")
    }

    /// A form of this step.
    pub fn form(&self, intro: &str) -> Form {
        self.call
            .form_on(self.here(), &self.case)
            .titled(self.act.name_zh(), intro)
            .submit(self.act.name_zh())
            .cancel(Link::new("返回案件", self.href()))
    }

    /// The number, or what stands for it before filing.
    pub fn number(&self) -> String {
        let none = match self.case.procedure() {
            Procedure::General => "尚未立案",
            Procedure::Summary => "当场处罚",
        };
        self.case.number().unwrap_or(none).to_owned()
    }

    /// The case in short, beside every form.
    pub fn facts(&self) -> Panel {
        let origin = &self.case.origin;
        let mut pairs = vec![
            Pair::new("案号", Cell::figure(self.number())),
            Pair::text("案由", origin.cause.clone()),
            Pair::text("当事人", origin.party.public_name()).note(origin.party.kind.name_zh()),
            Pair::text("环节", self.case.stage.name_zh()),
            Pair::text("承办人", self.names(&self.case.handlers)),
            Pair::text("行为日期", date_zh(origin.act_on)),
        ];
        if let Some(filing) = self.case.filing() {
            pairs.push(Pair::text("立案日期", date_zh(filing.opened_on)));
            let due = self.law.rules.due("AP-48", filing.opened_on, &self.law.calendar);
            if let (Ok(due), None) = (due, self.case.decided()) {
                let lamp = light(self.today(), due.last, &self.law.calendar);
                pairs.push(Pair::new("办案期限", Cell::Light(lamp)));
            }
        }
        Panel::new("", "本案")
            .with(Part::Pairs(KeyValue { pairs }))
            .with(Part::Links(vec![Link::new("查看全案", self.href())]))
    }
}

/// A moment as a field takes it.
pub fn moment_text(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// An amount as a field takes it; nothing for no amount.
pub fn yuan_text(amount: Fen) -> String {
    if amount.0 == 0 {
        return String::new();
    }
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}
