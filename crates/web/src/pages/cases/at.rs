//! A case as a step finds it: who asks, the law, the people, and what the case allows now.

use std::{collections::BTreeMap, sync::Arc};

use app::{CaseQuery, CaseSort, Others, rows::CaseRow};
use domain::{
    Refused, Setting,
    cases::{self, Case, Measure, PenaltyTerms, Procedure, Readiness, ReviewItem},
    catalogue::{BaseAmounts, Governs, InTime, PowerItem},
    evidence::Suspicion,
    ids::PersonId,
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

/// The acts that show the whole case, with whether each of its steps can be taken.
const WHOLE: [Act; 2] = [Act::ReadCases, Act::Unmask];

/// How many cases are offered to be connected.
const CANDIDATES: i64 = 8;

/// A case as a step finds it.
pub struct At {
    pub call: Call,
    pub case: Held<Case>,
    pub law: Arc<Jurisdiction>,
    pub people: Arc<Roster>,
    pub act: Act,
    /// The fines of like cases, the smallest first, where an amount is proposed.
    pub like: Vec<Fen>,
    /// The cases that may be connected with this one, where that is asked.
    pub candidates: Vec<CaseRow>,
    /// Why which evidence objects are kept apart, by their hashes.
    pub quarantined: BTreeMap<String, Suspicion>,
    /// The other streams that its rules look at.
    beside: Others,
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
        let proposes = matches!(
            act,
            Act::SubmitReport | Act::ApproveReport | Act::GiveNotice | Act::DraftDecision
        );
        let like =
            if proposes { call.app().like_fines(&case.origin.item).await? } else { Vec::new() };
        let words = sent.iter().find(|(name, _)| name == "words").map(|(_, value)| value.trim());
        let candidates = if act == Act::ConnectCase {
            let words = words.filter(|it| !it.is_empty()).map(str::to_owned);
            let sort = CaseSort::Changed;
            let query = CaseQuery { stage: None, words, sort, after: None, limit: CANDIDATES };
            call.app().cases(call.actor(), &query).await?.rows
        } else {
            Vec::new()
        };
        let beside = if WHOLE.contains(&act) || cases::weighs_other_cases(act) {
            call.app().kin(&case.state).await?
        } else {
            call.app().referred(&case.state).await?
        };
        let quarantined = call.app().quarantined().await?;
        let (law, people) = (call.law(), call.people());
        Ok(Self {
            call,
            case,
            law,
            people,
            act,
            like,
            candidates,
            quarantined,
            beside,
            clear: false,
            sent,
        })
    }

    /// What the case answers now.
    pub fn look<T>(&self, ask: impl FnOnce(&Setting<'_>) -> T) -> T {
        self.call.app().with_setting(self.call.actor(), &self.beside, ask)
    }

    /// A refusal of what is being done here.
    pub fn refused(&self, refused: Refused) -> PageError {
        let stream = Some(self.case.stream.clone());
        PageError::Refused { refused, doing: self.act.name_zh(), stream }
    }

    /// Whether the step can be taken.
    pub fn readiness(&self) -> Readiness {
        self.look(|setting| cases::readiness(self.act, &self.case, setting))
    }

    /// The measures on which the step can be taken.
    pub fn measures(&self) -> Vec<&Measure> {
        self.look(|setting| cases::measures_for(self.act, &self.case, setting))
    }

    /// What the system itself finds for each item of a legal review.
    pub fn prechecks(&self) -> Vec<(ReviewItem, Finding)> {
        self.look(|setting| cases::precheck(&self.case, setting))
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

    /// How the law of the act and that of the decision compare, when it changed in between.
    pub fn in_time(&self, terms: Option<&PenaltyTerms>) -> Option<InTime<'_>> {
        let origin = &self.case.origin;
        let on = self.case.decided().map_or_else(|| self.today(), |it| it.decision.on);
        let none = BaseAmounts::default();
        let bases = terms.map_or(&none, |terms| &terms.bases);
        let at = (terms.map(|terms| terms.branch.as_str()), bases);
        let found = self.law.in_time(&origin.item, (origin.act_on, on), at).ok()?;
        (found.governs != Governs::Only).then_some(found)
    }

    /// The version of the item that came into force after the act.
    pub fn later(&self) -> Option<&PowerItem> {
        let now = self.law.item_at(&self.case.origin.item, self.today()).ok()?;
        let then = self.item()?;
        (now.effective_from != then.effective_from).then_some(now)
    }

    /// The version of the item that the penalty applies.
    pub fn item_of(&self, terms: &PenaltyTerms) -> Option<&PowerItem> {
        let origin = &self.case.origin;
        self.law.item_applied(&origin.item, origin.act_on, terms.law_from).ok()
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
            let open = self.case.decided().is_none() && !domain::cases::stands_still(&self.case);
            let due = domain::cases::decide_by(&self.case, &self.law).filter(|_| open);
            if let Some(due) = due {
                let lamp = light(self.today(), due.on, &self.law.calendar);
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
