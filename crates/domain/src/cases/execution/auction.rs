//! Auction what was sequestered or seized to offset the fine, without the court (拍卖抵缴罚款).
//!
//! ```text
//! demanded, unpaid, no remedy sought in time ─▶ decided ─▶ delivered ─▶ sold │ unsold │ stopped
//! ```

use jiff::civil::Date;
use law::{Fen, date_zh};
use serde::{Deserialize, Serialize};

use super::court::court_window;
use super::demand::halted;
use super::event::{AuctionOrder, Demand};
use super::papers;
use super::performing;
use super::state::CourtStage;
use crate::Private;
use crate::cases::event::Event;
use crate::cases::measures::{Article, Fate, Held, Measure, chosen, named};
use crate::cases::pay::owed_on;
use crate::cases::remedies::{RemedyKind, RemedyTarget, stayed};
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::{Case, Decided};
use crate::ids::{ArticleId, MeasureId};
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Decide that seized articles are auctioned to offset the fine (决定拍卖抵缴罚款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideAuction {
    /// The measure under which they are held.
    pub measure: MeasureId,
    /// Which articles; all that are held when none is named.
    #[serde(default)]
    pub articles: Vec<ArticleId>,
    /// What the party said to the demand, and what became of it.
    pub opinion: Private,
    /// What they are worth by appraisal or inquiry.
    pub estimate: Fen,
    /// The auction house that is entrusted.
    pub house: String,
    /// Whether they are the party's own and nobody else claims them.
    pub unclaimed: bool,
}

impl DecideAuction {
    /// Decides whether the head may have the articles auctioned (E13): sequestered or seized while
    /// the law was being administered, the fine demanded in vain, no remedy sought in its time.
    ///
    /// # Law
    /// 《行政强制法》第三十六条、第三十七条、第四十六条第三款、第四十八条 (AC-16, AC-17, AC-26);
    /// 《行政处罚法》第七十二条第一款第二项 (AP-69).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new(
                "EXEC-240",
                "承办人不能决定自己承办案件的拍卖抵缴。",
                "请由其他负责人决定。",
            )
        });
        found.extend(case.decided().and_then(|decided| lapsed(case, decided, it, setting.law)));
        found.extend(stayed(case, &papers_of(case, it)));
        let fit = |one: &Article| it.proposal.kind.is_compulsory() && one.fate == Fate::Held;
        let held = it.held.as_ref();
        let articles = held.and_then(|all| found.take(chosen(all, &self.articles, fit)));
        self.check_words(&mut found);
        found.clear()?;
        let (Some(articles), Some(decided)) = (articles, case.decided()) else { return Ok(vec![]) };
        let owed = owed_on(decided, setting.law, setting.today);
        let sheet = papers::auction(case, (decided, it, self, &articles, &owed), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let order = AuctionOrder {
            measure: it.id.clone(),
            articles: articles.iter().map(|one| one.id.clone()).collect(),
            document: document.id.clone(),
            fine: offsettable(decided),
            estimate: self.estimate,
            house: self.house.trim().to_owned(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::AuctionDecided(order), Event::DocumentIssued(document)])
    }

    fn check_words(&self, found: &mut Obstacles) {
        found.require(!self.opinion.is_blank(), || {
            Refusal::new(
                "EXEC-241",
                "没有写明当事人对催告的意见和复核情况。",
                "请如实填写；当事人没有提出意见的，也要写明。",
            )
            .by("《行政强制法》第三十六条")
            .at("opinion")
        });
        found.require(!self.house.trim().is_empty(), || {
            Refusal::new(
                "EXEC-242",
                "没有写明受委托的拍卖机构。",
                "依法拍卖财物，应当委托拍卖机构办理，请填写机构名称。",
            )
            .by("《行政强制法》第四十八条")
            .at("house")
        });
        found.require(0 < self.estimate.0, || {
            blank("EXEC-243", "财物的评估价或者市场询价", "estimate")
        });
        found.require(self.unclaimed, || {
            Refusal::new(
                "EXEC-244",
                "没有确认财物属于当事人、没有第三人主张权利。",
                "请核对权属；第三人主张权利、确有理由的，应当中止执行。",
            )
            .by("《行政强制法》第三十九条第一款")
            .at("unclaimed")
        });
    }
}

/// How much of the fine can still be offset.
///
/// # Law
/// 《行政强制法》第四十六条第三款.
// LEGAL-Q 2026-11-23 (法制审批科): 第四十六条第三款 lets the articles offset 罚款. Whether the
// surcharge and confiscated gains can be offset as well. Until told otherwise the fine alone; the
// rest goes to the court or back to the party.
pub fn offsettable(decided: &Decided) -> Fen {
    decided.owed_principal().min(decided.fine())
}

/// The measure's own papers and the decision: none of them may have fallen or been stayed.
pub(super) fn papers_of<'a>(case: &'a Case, it: &'a Measure) -> Vec<&'a crate::ids::DocumentId> {
    let taken = it.held.as_ref().map(|held| &held.taking.decision);
    let decided = case.decided().map(|decided| &decided.decision.document);
    taken.into_iter().chain(decided).collect()
}

/// Why the articles of the measure may not be held any longer.
///
/// # Law
/// 《行政强制法》第二十五条、第二十七条、第二十八条第一款 (AC-08, AC-11, AC-12).
// LEGAL-Q 2026-11-23 (法制审批科): a measure lasts sixty days at most and the time for remedies six
// months. Whether things whose measure has run out may still be auctioned. Until told otherwise they
// may not (setting AC-26); the other reading asks that the decision was made within the period.
fn lapsed(case: &Case, decided: &Decided, it: &Measure, law: &Jurisdiction) -> Option<Refusal> {
    let due = it.due(case, law)?;
    let kept = law.rules.reading("AC-26") == Some("kept");
    if kept && decided.decision.on <= due {
        return None;
    }
    let from = court_window(decided, law).map(|(first, _)| first)?;
    (due < from).then(|| {
        Refusal::new(
            "EXEC-245",
            format!("措施期限到{}届满，届满后的财物应当退还，不能拍卖抵缴。", date_zh(due)),
            "请解除措施、退还财物，罚款申请人民法院强制执行。",
        )
        .by("《行政强制法》第二十八条第一款")
        .then(Act::ReleaseMeasure)
        .at("measure")
    })
}

/// The measures under which the party's things are held.
fn holding(case: &Case) -> impl Iterator<Item = (&Measure, &Held)> {
    let compulsory = case.measures.iter().filter(|it| it.proposal.kind.is_compulsory());
    compulsory.filter_map(|it| Some((it, it.held.as_ref()?))).filter(|(_, held)| held.runs())
}

/// Whether anything is held that could offset a fine.
pub(super) fn anything_held(case: &Case) -> bool {
    holding(case).next().is_some()
}

/// What stands before a decision whatever it says.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    let mut found = Vec::new();
    if !anything_held(case) {
        found.push(
            Refusal::new(
                "EXEC-230",
                "没有在实施行政管理过程中依法查封、扣押而仍然在控的财物。",
                "没有强制执行权的，应当申请人民法院强制执行。",
            )
            .by("《行政强制法》第四十六条第三款")
            .then(Act::ProposeCourtApplication),
        );
        return found;
    }
    if offsettable(decided).0 <= 0 {
        let next = "请解除措施、退还财物。";
        found.push(Refusal::new("EXEC-231", "没有应缴未缴的罚款，不需要拍卖抵缴。", next));
    }
    found.extend(halted(&decided.execution.halt));
    found.extend(sought(case).or_else(|| too_soon(decided, setting)));
    found.extend(undemanded(case, decided, setting));
    found.extend(surcharged(decided, setting));
    let elsewhere = match &decided.execution.court {
        CourtStage::None => false,
        CourtStage::Answered(_, _, answer) => answer.accepted,
        CourtStage::Proposed(_) | CourtStage::Applied(..) => true,
    };
    if elsewhere {
        found.push(Refusal::new(
            "EXEC-237",
            "已经提请或者申请人民法院强制执行，不再自行拍卖。",
            "请由人民法院执行，并把查封、扣押的财物告知法院。",
        ));
    }
    if decided.execution.open_auction().is_some() {
        found.push(
            Refusal::new(
                "EXEC-238",
                "已经有一项没有结果的拍卖抵缴决定。",
                "请先登记拍卖的结果，或者停止拍卖。",
            )
            .then(Act::RecordAuction),
        );
    }
    found
}

/// The party sought a remedy: then only the court executes.
fn sought(case: &Case) -> Option<Refusal> {
    let bears = |target: RemedyTarget| match target {
        RemedyTarget::Decision | RemedyTarget::Measure | RemedyTarget::Surcharge => true,
        RemedyTarget::Order | RemedyTarget::Enforcement => false,
    };
    let it = case.remedies.iter().find(|it| bears(it.target))?;
    let sought = match it.kind {
        RemedyKind::Reconsideration => "申请了行政复议",
        RemedyKind::Litigation => "提起了行政诉讼",
    };
    let words = format!("当事人{}{sought}。", date_zh(it.filed_on));
    let next = "只有当事人在法定期限内不申请行政复议、不提起行政诉讼的才能拍卖抵缴，请申请人民法院强制执行。";
    Some(
        Refusal::new("EXEC-232", words, next)
            .by("《行政强制法》第四十六条第三款")
            .then(Act::ProposeCourtApplication),
    )
}

/// The time for remedies, or a plan that was approved, still runs.
fn too_soon(decided: &Decided, setting: &Setting<'_>) -> Option<Refusal> {
    let (first, _) = court_window(decided, setting.law)?;
    (setting.today < first).then(|| {
        Refusal::new(
            "EXEC-233",
            format!("当事人申请复议、提起诉讼的期限还没有届满，{}起才能决定。", date_zh(first)),
            "请等法定期限届满；当事人申请复议、提起诉讼的，等待结果。",
        )
        .by("《行政强制法》第四十六条第三款")
    })
}

/// The demand that was delivered and not obeyed in its ten working days, or why there is none.
fn undemanded(case: &Case, decided: &Decided, setting: &Setting<'_>) -> Option<Refusal> {
    let told = |it: &Demand| case.delivered_on(&it.document);
    let Some(on) = decided.execution.demands.iter().filter_map(told).min() else {
        return Some(
            Refusal::new(
                "EXEC-234",
                "还没有催告，或者催告书还没有送达。",
                "请先催告，催告书送达、期满仍不缴纳的再决定。",
            )
            .by("《行政强制法》第四十六条第三款")
            .then(Act::DemandPerformance),
        );
    };
    let first = setting.law.rules.earliest("AC-30", on, &setting.law.calendar).ok()?;
    (setting.today < first).then(|| {
        Refusal::new(
            "EXEC-235",
            format!("催告书于{}送达，{}起仍不缴纳的才能决定。", date_zh(on), date_zh(first)),
            "请听取当事人的陈述申辩，期满仍不缴纳的再决定。",
        )
        .by("《行政强制法》第四十六条第三款")
    })
}

/// The surcharge has not run for more than thirty days.
// LEGAL-Q 2026-11-23 (法制审批科): whether the thirty days of 第四十六条第一款 are asked for by its third
// paragraph too. Until told otherwise they are.
fn surcharged(decided: &Decided, setting: &Setting<'_>) -> Option<Refusal> {
    let refuse = |words: String| {
        Refusal::new("EXEC-236", words, "请等加处罚款实施超过三十日。")
            .by("《行政强制法》第四十六条第一款")
    };
    if decided.execution.surcharge_struck() {
        return Some(refuse("加处罚款已经被撤销，没有实施超过三十日的加处罚款。".to_owned()));
    }
    let due = owed_on(decided, setting.law, setting.today).due_on?;
    let last = thirty_days(decided, due, setting)?;
    (setting.today <= last).then(|| {
        refuse(format!("加处罚款到{}满三十日，超过三十日仍不缴纳的才能决定。", date_zh(last)))
    })
}

/// The thirtieth day of the surcharge; days on which none runs are left out.
fn thirty_days(decided: &Decided, due: Date, setting: &Setting<'_>) -> Option<Date> {
    let pauses = decided.execution.pauses(setting.today);
    let found = setting.law.rules.due_excluding("AC-26", due, &pauses, &setting.law.calendar);
    Some(found.ok()?.last)
}
