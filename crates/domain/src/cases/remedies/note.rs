//! Note that somebody asked for reconsideration or sued, and against which act (登记复议、诉讼).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::{RemedyClaim, RemedyKind, RemedyTarget, RemedyTrack};
use super::state::Remedy;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future};
use crate::cases::state::Case;
use crate::documents::Document;
use crate::ids::{DocumentId, RemedyId};
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Note that the party asked for reconsideration or sued (登记复议、诉讼).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRemedy {
    /// The document that is attacked; the decision when none is named.
    #[serde(default)]
    pub document: Option<DocumentId>,
    /// Which.
    pub kind: RemedyKind,
    /// By which procedure it is heard.
    #[serde(default)]
    pub track: RemedyTrack,
    /// The day it was filed.
    pub filed_on: Date,
    /// The day on which the copy of the application or the complaint reached us.
    pub received_on: Date,
    /// Before whom, with the number.
    pub body: String,
}

/// The documents of the case that somebody may attack: in force, and in their first edition.
pub fn attackable(case: &Case) -> impl Iterator<Item = &Document> {
    case.documents.iter().filter(|document| {
        let first = document.corrects.is_none();
        first
            && match RemedyTarget::of_form(&document.form) {
                None => false,
                Some(RemedyTarget::Decision) => case.decided().is_some_and(|it| {
                    it.decision.document == document.id && it.delivered_on.is_some()
                }),
                Some(
                    RemedyTarget::Measure
                    | RemedyTarget::Order
                    | RemedyTarget::Surcharge
                    | RemedyTarget::Enforcement,
                ) => case.struck(&document.id).is_none(),
            }
    })
}

/// The last day on which the remedy could be filed, when it was filed after it: the answer says so.
///
/// # Law
/// 《行政复议法》第二十条第一款; 《行政诉讼法》第四十五条、第四十六条第一款 (RM-01, RM-06). Told of the right
/// with the document, the party has no longer period (RM-02, RM-07).
pub fn late_after(case: &Case, it: &Remedy, law: &Jurisdiction) -> Option<Date> {
    let document = it.document.as_ref()?;
    let delivered = case.delivered_on(document)?;
    let reviewed = case.remedies.iter().rev().find(|one| {
        one.document == it.document
            && one.kind == RemedyKind::Reconsideration
            && one.id != it.id
            && one.filed_on <= it.filed_on
    });
    let reviewed = reviewed.and_then(|one| one.end.as_ref());
    let due = match (it.kind, reviewed) {
        (RemedyKind::Reconsideration, _) => law.rules.due("RM-01", delivered, &law.calendar),
        (RemedyKind::Litigation, None) => law.rules.due("RM-06", delivered, &law.calendar),
        (RemedyKind::Litigation, Some(end)) => {
            law.rules.due("RM-06.after-review", end.on, &law.calendar)
        }
    };
    due.ok().map(|it| it.last).filter(|last| *last < it.filed_on)
}

impl NoteRemedy {
    /// Decides whether it may be noted (E4): the surcharge stands still from this day on, and the
    /// performance does not.
    ///
    /// # Law
    /// 《行政处罚法》第七十三条; 《行政强制法》第八条第一款 (AP-68, AP-70).
    ///
    /// # Errors
    /// No such act of ours, another remedy against it, or a wrong day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let before = ready(case);
        let document = self.attacked(case);
        if !before.is_empty() {
            found.extend(before);
        } else if let Some(document) = document {
            self.check(case, document, &mut found);
        } else {
            found.add(
                Refusal::new(
                    "EXEC-140",
                    "没有选择被申请复议、被起诉的文书。",
                    "请从本案已经作出的决定、措施和通知中选择。",
                )
                .at("document"),
            );
        }
        found.require(!self.body.trim().is_empty(), || blank("EXEC-021", "受理机关和文号", "body"));
        found.require(self.filed_on <= setting.today, || {
            future("EXEC-022", "申请或者起诉日期", "filed_on", setting)
        });
        found.require(self.received_on <= setting.today, || {
            future("EXEC-141", "收到副本日期", "received_on", setting)
        });
        found.require(self.filed_on <= self.received_on, || {
            Refusal::new(
                "EXEC-142",
                "收到副本的日期早于申请、起诉的日期。",
                "请填写本机关收到复议申请书、起诉状副本的日期，答复期限从这一天起算。",
            )
            .at("received_on")
        });
        let simple_suit = self.kind == RemedyKind::Litigation && self.track == RemedyTrack::Simple;
        found.require(!simple_suit, || {
            Refusal::new(
                "EXEC-143",
                "五个工作日的答复期限只适用于行政复议简易程序；诉讼的答辩期限一律为十五日。",
                "请选择“普通程序”。",
            )
            .by("《行政诉讼法》第六十七条第一款")
            .at("track")
        });
        found.clear()?;
        let Some(document) = document else { return Ok(vec![]) };
        let target = RemedyTarget::of_form(&document.form).unwrap_or_default();
        Ok(vec![Event::RemedyNoted {
            kind: self.kind,
            filed_on: self.filed_on,
            body: self.body.trim().to_owned(),
            claim: Some(RemedyClaim {
                remedy: RemedyId::new(setting.command.child(0)),
                target,
                document: document.id.clone(),
                track: self.track,
                received_on: self.received_on,
            }),
        }])
    }

    fn attacked<'a>(&self, case: &'a Case) -> Option<&'a Document> {
        let wanted = match &self.document {
            Some(id) => id,
            None => &case.decided()?.decision.document,
        };
        attackable(case).find(|it| it.id == *wanted)
    }

    fn check(&self, case: &Case, document: &Document, found: &mut Obstacles) {
        let delivered = case.delivered_on(&document.id);
        let since = delivered.unwrap_or(document.issued_on);
        found.require(since <= self.filed_on, || {
            let what = if delivered.is_some() { "送达" } else { "作出" };
            Refusal::new(
                "EXEC-023",
                format!("日期早于{}{what}之日（{}）。", document.title, date_zh(since)),
                "请填写当事人提出申请或者起诉的日期。",
            )
            .at("filed_on")
        });
        let open = case.remedies.iter().any(|it| it.open() && against(it, document));
        found.require(!open, || under_way().at("document"));
    }
}

fn against(it: &Remedy, document: &Document) -> bool {
    match &it.document {
        Some(id) => *id == document.id,
        None => RemedyTarget::of_form(&document.form) == Some(RemedyTarget::Decision),
    }
}

fn under_way() -> Refusal {
    Refusal::new("EXEC-020", "对这份文书已经有一件复议或者诉讼正在进行。", "请先登记它的结果。")
        .then(Act::EndRemedy)
}

/// What stands before noting one.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let mut all = attackable(case).peekable();
    if all.peek().is_none() {
        return vec![Refusal::new(
            "EXEC-144",
            "本案还没有送达当事人、可以申请复议或者起诉的决定、措施和通知。",
            "作出并送达之后，收到复议申请书、起诉状副本时登记。",
        )];
    }
    let open =
        |document: &Document| case.remedies.iter().any(|it| it.open() && against(it, document));
    if all.all(open) { vec![under_way()] } else { vec![] }
}
