//! Other cases of the same party: whether one act would be fined twice, and whether a violation
//! is the first of its kind.
//!
//! Who asks brings the other cases along in the setting; the index that finds them is not here.

use jiff::ToSpan as _;
use jiff::civil::Date;
use law::{Fen, date_zh};
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::Standing;
use super::sheets::{blank, me};
use super::state::{Case, Stage};
use super::terms::{Proposal, WaiverGround};
use super::wrong_stage;
use crate::ids::{CaseId, ItemId, PersonId};
use crate::packs::FirstOffence;
use crate::party::Likeness;
use crate::policy::{Act, Verdict, permit};
use crate::refusal::Obstacles;
use crate::rules::{Dossier, Fact};
use crate::{Private, Refusal, Refused, Setting};

/// How close two cases of one party are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// The same item, day and place: by all that is on file one act.
    Same,
    /// Close enough that somebody has to say why it is another act.
    Near,
    /// Plainly another act.
    Apart,
}

impl Bond {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Same => "事项、日期、地点均相同",
            Self::Near => "可能是同一违法行为",
            Self::Apart => "另一违法行为",
        }
    }
}

/// Why an act is another one than that of an earlier case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distinction {
    /// The other case.
    pub other: CaseId,
    /// Why.
    pub reason: Private,
    /// Who says so.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Another case of the same party, as this case sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCase {
    /// The case.
    pub id: CaseId,
    /// Its number, or what stands for it.
    pub number: String,
    /// The name of the unit that handles it.
    pub unit: String,
    /// The item.
    pub item: ItemId,
    /// The short name of the violation.
    pub violation: String,
    /// When the violation was done.
    pub act_on: Date,
    /// Where it stands.
    pub stage: &'static str,
    /// The day of its decision, while that stands.
    pub decided_on: Option<Date>,
    /// The fine decided, while the decision stands.
    pub fine: Fen,
    /// How sure it is that the party is the same.
    pub likeness: Likeness,
    /// How close the acts are.
    pub bond: Bond,
    /// Why it is another act, as recorded in this case.
    pub distinction: Option<Distinction>,
    /// Whether the reader may open it.
    pub readable: bool,
}

impl OtherCase {
    /// Whether its fine stands in the way of another.
    fn bars(&self) -> bool {
        self.bond < Bond::Apart && self.fine.0 > 0 && self.distinction.is_none()
    }

    /// The case in a sentence.
    fn words(&self) -> String {
        let decided = self.decided_on.map_or_else(String::new, |on| format!("于{}", date_zh(on)));
        let sure = match self.likeness {
            Likeness::Certain => "",
            Likeness::ByName | Likeness::None => "（姓名或者名称相同，证件号码未登记）",
        };
        format!("{}{decided}以{}处罚{sure}", self.unit, self.number)
    }
}

/// The other cases of the party that the setting knows, the closest first.
pub fn other_cases(case: &Case, setting: &Setting<'_>) -> Vec<OtherCase> {
    let mut all: Vec<OtherCase> = setting
        .others
        .values()
        .filter_map(|state| state.as_case())
        .filter(|other| other.id != case.id)
        .filter_map(|other| seen(case, other, setting))
        .collect();
    all.sort_by(|a, b| (a.bond, b.act_on, &a.id).cmp(&(b.bond, a.act_on, &b.id)));
    all
}

fn seen(case: &Case, other: &Case, setting: &Setting<'_>) -> Option<OtherCase> {
    let likeness = case.origin.party.likeness(&other.origin.party);
    if likeness == Likeness::None {
        return None;
    }
    let decided = other.decided().filter(|it| it.standing == Standing::InForce);
    let item = setting.law.item_at(&other.origin.item, other.origin.act_on).ok();
    let unit = setting.law.unit(&other.origin.unit);
    Some(OtherCase {
        id: other.id.clone(),
        number: other.number().unwrap_or("尚未立案的案件").to_owned(),
        unit: unit.map_or_else(String::new, |unit| unit.name.clone()),
        item: other.origin.item.clone(),
        violation: item.map_or_else(String::new, |item| item.name.clone()),
        act_on: other.origin.act_on,
        stage: other.stage.name_zh(),
        decided_on: decided.map(|it| it.decision.on),
        fine: decided.map_or(Fen(0), |it| it.decision.proposal.fine()),
        likeness,
        bond: bond(case, other),
        distinction: case.distinctions.iter().rev().find(|it| it.other == other.id).cloned(),
        readable: permit(setting.actor, Act::ReadCases, &other.subject()) == Verdict::Permitted,
    })
}

/// How close the acts of two cases of one party are.
///
/// # Law
/// 《行政处罚法》第二十九条、第三十六条第二款 (AP-15): a violation that goes on is one until it is
/// penalised, so that two acts under one item without a decision between them may be one.
// LEGAL-Q 2026-11-22 (法制审核机构): the statute does not say what makes two acts one. We take the
// same item, day and place for one act until the head of the unit, who is no handler of the case,
// records why it is not; near acts (same item and day; same place and day; same item and town with
// no decision between them) need the handler's recorded reason. Confirm both.
fn bond(case: &Case, other: &Case) -> Bond {
    let (mine, theirs) = (&case.origin, &other.origin);
    let same_item = mine.item == theirs.item;
    let same_day = mine.act_on == theirs.act_on;
    let same_place = mine.town == theirs.town && alike(&mine.place, &theirs.place);
    if same_item && same_day && same_place {
        return Bond::Same;
    }
    let (early, late) = if mine.act_on <= theirs.act_on { (case, other) } else { (other, case) };
    let between = early.decided().map(|it| it.decision.on);
    let unbroken = between.is_none_or(|on| late.origin.act_on <= on);
    let goes_on = same_item && mine.town == theirs.town && unbroken;
    if (same_day && (same_item || same_place)) || goes_on { Bond::Near } else { Bond::Apart }
}

fn alike(mine: &Private, theirs: &Private) -> bool {
    !mine.is_blank() && crate::party::folded(mine.reveal()) == crate::party::folded(theirs.reveal())
}

impl Dossier {
    /// The same with what other cases of the party say about a second fine.
    #[must_use]
    pub fn with_other_cases(mut self, case: &Case, setting: &Setting<'_>) -> Self {
        let all = other_cases(case, setting);
        let bars = |bond| all.iter().filter(move |it| it.bars() && it.bond == bond);
        let named = |bond| bars(bond).map(OtherCase::words).collect::<Vec<_>>().join("；");
        (self.fined_before, self.fined_in) = if bars(Bond::Same).next().is_some() {
            (Fact::Is(true), named(Bond::Same))
        } else if bars(Bond::Near).next().is_some() {
            (Fact::Unknown, named(Bond::Near))
        } else {
            (Fact::Is(false), String::new())
        };
        self
    }
}

/// What stands against sparing a first offence: an earlier one.
///
/// # Law
/// 《行政处罚法》第三十三条第一款 (AP-19): only a first violation may be spared.
pub(super) fn not_the_first(
    case: &Case,
    setting: &Setting<'_>,
    proposal: &Proposal,
) -> Option<Refusal> {
    let spared = proposal.waiver().is_some_and(|it| it.ground == WaiverGround::FirstOffence);
    let earlier = spared.then(|| earlier_violations(case, setting).into_iter().next()).flatten()?;
    let what = format!(
        "不能按“初次违法”不予处罚：当事人此前因“{}”（{}）被处理，{}。",
        earlier.violation,
        date_zh(earlier.act_on),
        earlier.words()
    );
    let next = "请按裁量基准提出处罚建议，或者按其他法定情形处理；确认不是同一当事人的，请先核实并登记证件号码。";
    Some(Refusal::new("CASE-260", what, next).by("《行政处罚法》第三十三条第一款").at("ground"))
}

/// Earlier violations of the same matter by the party that were decided and stand, within the
/// look-back of the pack.
// LEGAL-Q 2026-11-22 (法制审核机构): 第三十三条第一款 sets no look-back for 初次违法. Until a published
// list sets one, every earlier violation of the matter counts.
pub fn earlier_violations(case: &Case, setting: &Setting<'_>) -> Vec<OtherCase> {
    let matter = |item: &ItemId, on: Date| {
        setting.law.item_at(item, on).map_or_else(|_| item.to_string(), |it| it.matter.clone())
    };
    let mine = matter(&case.origin.item, case.origin.act_on);
    let months = setting.law.first_offences.look_back_months;
    let since = months
        .and_then(|months| case.origin.act_on.checked_sub(i32::from(months).months()).ok())
        .unwrap_or(Date::MIN);
    let established = |it: &OtherCase| {
        let other = setting.case(&it.id).and_then(Case::decided);
        other.is_some_and(|decided| match &decided.decision.proposal {
            Proposal::Penalty(_) => true,
            Proposal::NoPenalty(terms) => terms.ground.is_violation(),
        })
    };
    other_cases(case, setting)
        .into_iter()
        .filter(|it| it.decided_on.is_some_and(|on| since <= on))
        .filter(|it| it.act_on <= case.origin.act_on && matter(&it.item, it.act_on) == mine)
        .filter(established)
        .collect()
}

/// What the published list of first offences says about the item.
pub fn first_offence_list<'a>(case: &Case, setting: &Setting<'a>) -> Vec<&'a FirstOffence> {
    let law = setting.law;
    law.first_offences.entries.iter().filter(|entry| entry.item == case.origin.item).collect()
}

/// Record why the act is another one than that of an earlier case (说明不是同一违法行为).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistinguishAct {
    /// The other case.
    pub other: CaseId,
    /// Why.
    pub reason: Private,
}

impl DistinguishAct {
    /// Decides whether the reason may be recorded: there is such a case, and where everything on
    /// file is the same it is not a handler who says so.
    ///
    /// # Law
    /// 《行政处罚法》第二十九条 (AP-15).
    ///
    /// # Errors
    /// The stage, a case that needs no reason, no reason, or the reason of a handler alone.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(wrong_time(case));
        found
            .require(!self.reason.is_blank(), || blank("CASE-261", "不是同一行为的理由", "reason"));
        let all = other_cases(case, setting);
        match all.iter().find(|it| it.id == self.other && it.bond < Bond::Apart) {
            None => found.add(
                Refusal::new(
                    "CASE-262",
                    "这个案件不需要说明：当事人不同，或者明显不是同一违法行为。",
                    "请从列出的案件中选择。",
                )
                .at("other"),
            ),
            Some(it) if it.bond == Bond::Same => {
                found.require(!case.handlers.contains(&me), handler_alone);
            }
            Some(_) => {}
        }
        found.clear()?;
        Ok(vec![Event::ActDistinguished(Distinction {
            other: self.other.clone(),
            reason: self.reason.clone(),
            by: me,
            on: setting.today,
        })])
    }
}

fn handler_alone() -> Refusal {
    Refusal::new(
        "CASE-263",
        "两案的事项、日期、地点均相同，承办人不能自行认定为两个违法行为。",
        "请由办案机构负责人核对两案后说明；确属同一违法行为的，不得再次罚款。",
    )
    .by("《行政处罚法》第二十九条")
    .at("other")
}

fn wrong_time(case: &Case) -> Option<Refusal> {
    let next = match case.stage {
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_) => return None,
        Stage::NotFiled { .. } => "没有立案的案件不作处罚。",
        Stage::Ended(_) => "案件已经终结，不作处罚。",
        Stage::Decided(_) | Stage::Closed(..) => {
            "决定已经作出；同一违法行为被两次罚款的，请依法撤销后一次罚款。"
        }
    };
    Some(wrong_stage(case, Act::DistinguishAct, next))
}

/// The obstacles that stand before a reason whatever it says.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let open = |it: &OtherCase| it.bond < Bond::Apart && it.distinction.is_none();
    let mut found: Vec<Refusal> = wrong_time(case).into_iter().collect();
    if found.is_empty() && !other_cases(case, setting).iter().any(open) {
        found.push(Refusal::new(
            "CASE-264",
            "没有发现可能是同一违法行为的其他案件，不需要说明。",
            "请继续办理其他步骤。",
        ));
    }
    found
}
