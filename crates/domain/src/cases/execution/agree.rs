//! An agreement on execution: what is still owed in stages, a surcharge lessened for what was made
//! good (执行协议).
//!
//! While it is kept execution stands still and no surcharge runs; once it is broken, execution is
//! resumed with what had been remitted.

use law::{Fen, date_zh};
use serde::{Deserialize, Serialize};

use super::court::court_window;
use super::demand::halted;
use super::event::{AgreementProposal, Instalment};
use super::papers;
use super::performing;
use super::state::CourtStage;
use crate::Private;
use crate::cases::event::Event;
use crate::cases::pay::owed_on;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::{Case, Decided};
use crate::evidence::BlobRef;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Put the agreement that the party has signed to the head (提请签订执行协议).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeAgreement {
    /// The stages, principal and surcharge together.
    pub plan: Vec<Instalment>,
    /// How much of the surcharge is remitted; zero for none.
    pub remitted: Fen,
    /// What the party did to make good, for which a surcharge is remitted.
    pub remedial: Private,
    /// What else was agreed.
    #[serde(default)]
    pub more: Private,
    /// Whether neither the public interest nor the rights of others are harmed.
    pub harmless: bool,
    /// The drawn signature of the party.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed agreement.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl ProposeAgreement {
    /// Decides whether the agreement may be put to the head (E11): overdue, all that is owed in
    /// stages, nothing remitted without remedial measures, nobody harmed, signed by the party.
    ///
    /// # Law
    /// 《行政强制法》第四十二条第一款 (AC-21).
    // LEGAL-Q 2026-11-22 (法制审批科): whether a body that must ask the court to execute a fine may
    // agree on the surcharge, which is the only execution it does itself, and how much it may remit.
    // Until told otherwise it may, with remedial measures on file and the signature of the head.
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_propose(case, setting));
        if let Some(decided) = case.decided() {
            self.check_sums(decided, setting, &mut found);
            self.check_days(decided, setting, &mut found);
        }
        found.require(self.harmless, || {
            Refusal::new(
                "EXEC-206",
                "没有确认协议不损害公共利益和他人合法权益。",
                "请核对；损害公共利益或者他人合法权益的，不能达成执行协议。",
            )
            .by("《行政强制法》第四十二条第一款")
            .at("harmless")
        });
        found.require(!self.signature_image.is_blank() || self.scan.is_some(), || {
            Refusal::new(
                "EXEC-208",
                "当事人没有在协议上签名。",
                "请当事人在屏幕上签名，或者上传签名、盖章的协议。",
            )
            .by("《行政强制法》第四十二条第一款")
            .at("signature_image")
        });
        found.clear()?;
        Ok(vec![Event::AgreementProposed(Box::new(AgreementProposal {
            plan: self.plan.clone(),
            remitted: self.remitted,
            remedial: self.remedial.clone(),
            more: self.more.clone(),
            signature_image: self.signature_image.clone(),
            scan: self.scan.clone(),
            by,
            on: setting.today,
        }))])
    }

    fn check_sums(&self, decided: &Decided, setting: &Setting<'_>, found: &mut Obstacles) {
        let owed = owed_on(decided, setting.law, setting.today);
        found.require(0 <= self.remitted.0 && self.remitted <= owed.surcharge, || {
            Refusal::new(
                "EXEC-203",
                format!("减免{}超过截至今天的加处罚款{}。", self.remitted, owed.surcharge),
                "罚款和违法所得本身不能减免，只能在加处罚款的数额以内减免。",
            )
            .by("《行政强制法》第四十二条第一款")
            .at("remitted")
        });
        found.require(self.remitted.0 <= 0 || !self.remedial.is_blank(), || {
            Refusal::new(
                "EXEC-204",
                "没有写明当事人采取的补救措施，不能减免加处罚款。",
                "请写明补救措施和证明材料；没有采取补救措施的，不减免。",
            )
            .by("《行政强制法》第四十二条第一款")
            .at("remedial")
        });
        let agreed = sum(&self.plan);
        let due = owed.total().0 - self.remitted.0;
        found.require(agreed.0 == due, || {
            Refusal::new(
                "EXEC-202",
                format!(
                    "各期合计{agreed}，与应缴的{}不一致：本金{}，加处罚款{}，减免{}。",
                    Fen(due),
                    owed.principal,
                    owed.surcharge,
                    self.remitted
                ),
                "请使各期合计等于本金加上加处罚款再减去减免的数额。",
            )
            .by("《行政强制法》第四十二条第一款")
            .at("plan")
        });
    }

    fn check_days(&self, decided: &Decided, setting: &Setting<'_>, found: &mut Obstacles) {
        let later = self.plan.first().is_some_and(|first| setting.today <= first.due_on);
        let in_order = self.plan.windows(2).all(|two| match two {
            [one, next] => one.due_on < next.due_on,
            _ => true,
        });
        let positive = self.plan.iter().all(|one| 0 < one.amount.0);
        found.require(later && in_order && positive, || {
            Refusal::new(
                "EXEC-201",
                "履行计划的日期没有从今天起依次排列，或者金额不大于零。",
                "一次履行的填写一期，分阶段履行的逐期填写截止日期和金额。",
            )
            .at("plan")
        });
        let (Some(end), Some((_, last))) =
            (self.plan.last().map(|it| it.due_on), court_window(decided, setting.law))
        else {
            return;
        };
        found.require(end < last, || {
            Refusal::new(
                "EXEC-205",
                format!(
                    "最后一期{}不早于可以申请法院强制执行的最后一日{}，协议不履行时不能再申请执行。",
                    date_zh(end),
                    date_zh(last)
                ),
                "请把最后一期提前；执行协议不延长申请期限。确有经济困难的，可以办理延期、分期缴纳。",
            )
            .by("《行政强制法》第五十三条")
            .then(Act::RequestDeferral)
            .at("plan")
        });
    }
}

fn sum(plan: &[Instalment]) -> Fen {
    Fen(plan.iter().map(|one| one.amount.0).sum())
}

/// What stands before an agreement whatever it says.
pub(super) fn ready_to_propose(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    let it = &decided.execution;
    let mut found = Vec::new();
    if owed_on(decided, setting.law, setting.today).surcharge.0 <= 0 {
        found.push(
            Refusal::new(
                "EXEC-200",
                "没有应缴未缴的加处罚款，还没有开始执行，不需要执行协议。",
                "缴款期限以内确有经济困难的，办理延期、分期缴纳。",
            )
            .by("《行政强制法》第四十二条第一款")
            .then(Act::RequestDeferral),
        );
    }
    found.extend(halted(&it.halt));
    if it.proposed_agreement.is_some() {
        let next = "请等负责人签订或者退回。";
        found.push(Refusal::new("EXEC-207", "已经有等待签订的执行协议。", next));
    }
    if it.under_review().is_some() {
        found.push(
            Refusal::new(
                "EXEC-209",
                "复议、诉讼正在进行，罚款数额还可能变更，不签订执行协议。",
                "请等复议、诉讼终结并登记结果；其间不加处罚款。",
            )
            .by("《行政处罚法》第七十三条第三款")
            .then(Act::EndRemedy),
        );
    }
    if it.court != CourtStage::None {
        let next = "当事人愿意履行的，可以在法院执行中达成和解。";
        let what = "已经提请或者申请人民法院强制执行，不再签订执行协议。";
        found.push(Refusal::new("EXEC-210", what, next));
    }
    found
}

/// Sign the agreement for the authority (签订执行协议).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignAgreement {}

impl SignAgreement {
    /// Decides whether the head may sign it; from then on execution stands still while it is kept.
    ///
    /// # Law
    /// 《行政强制法》第四十二条第一款 (AC-21).
    ///
    /// # Errors
    /// Nothing proposed, the head being a handler, or sums that are no longer those of this day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let (proposal, decided) = proposed(case, setting)?;
        let owed = owed_on(decided, setting.law, setting.today);
        let agreed = sum(&proposal.plan);
        let total = Fen(owed.total().0 - proposal.remitted.0);
        let begun = proposal.plan.first().is_some_and(|first| first.due_on < setting.today);
        if agreed != total || begun {
            return Err(Refusal::new(
                "EXEC-211",
                format!(
                    "协议约定{agreed}，按今天的加处罚款应为{total}，或者第一期已经到期；协议是{}提请的。",
                    date_zh(proposal.on)
                ),
                "请退回，由承办人与当事人按今天的数额重新签订。",
            )
            .by("《行政强制法》第四十二条第一款")
            .into());
        }
        let sheet = papers::agreement(case, (decided, proposal, &owed), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let (id, on) = (document.id.clone(), setting.today);
        Ok(vec![Event::AgreementSigned { document: id, on }, Event::DocumentIssued(document)])
    }
}

/// Return the agreement (退回执行协议).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnAgreement {
    /// Why.
    pub reason: Private,
}

impl ReturnAgreement {
    /// Decides whether there is an agreement to return.
    ///
    /// # Law
    /// 《行政强制法》第四十二条 (AC-21).
    ///
    /// # Errors
    /// Nothing proposed, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        proposed(case, setting)?;
        if self.reason.is_blank() {
            return Err(blank("EXEC-213", "退回的理由", "reason").into());
        }
        Ok(vec![Event::AgreementReturned { reason: self.reason.clone(), on: setting.today }])
    }
}

/// What waits for the head, who is no handler.
fn proposed<'a>(
    case: &'a Case,
    setting: &Setting<'_>,
) -> Result<(&'a AgreementProposal, &'a Decided), Refused> {
    let me = me(setting)?;
    let mut found = Obstacles::new();
    found.extend(ready_to_sign(case));
    found.require(!case.handlers.contains(&me), || {
        Refusal::new("EXEC-214", "承办人不能签订自己承办案件的执行协议。", "请由其他负责人签订。")
    });
    found.clear()?;
    let decided = case.decided();
    decided
        .and_then(|it| Some((it.execution.proposed_agreement.as_deref()?, it)))
        .ok_or_else(|| not_proposed().into())
}

fn not_proposed() -> Refusal {
    Refusal::new("EXEC-212", "没有等待签订的执行协议。", "请等承办人提请。")
}

/// What stands before the head's signature.
pub(super) fn ready_to_sign(case: &Case) -> Vec<Refusal> {
    match performing(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.execution.proposed_agreement.is_some() => vec![],
        Ok(_) => vec![not_proposed()],
    }
}

/// The first stage of the agreement that is in force and is not paid in full.
pub fn next_stage(decided: &Decided, law: &Jurisdiction) -> Option<Instalment> {
    let agreement = decided.execution.agreement()?;
    let plan = &agreement.proposal.plan;
    // No surcharge runs meanwhile: what is owed falls by nothing but payments.
    let paid = sum(plan).0 - owed_on(decided, law, agreement.on).total().0;
    let mut due = 0;
    plan.iter().copied().find(|stage| {
        due += stage.amount.0;
        paid < due
    })
}

/// Why execution is not resumed although there is an agreement; nothing where it was broken.
///
/// # Law
/// 《行政强制法》第四十二条第二款.
pub(super) fn kept(case: &Case, setting: &Setting<'_>) -> Option<Refusal> {
    let decided = case.decided()?;
    let agreement = decided.execution.agreement()?;
    let missed = next_stage(decided, setting.law).is_some_and(|stage| stage.due_on < setting.today);
    // Whether what else was agreed is kept is for a person to say.
    let broken = missed || !agreement.proposal.more.is_blank();
    (!broken).then(|| {
        Refusal::new(
            "EXEC-215",
            "当事人没有到期未履行的约定，执行协议应当履行。",
            "有一期到期没有缴足的，才恢复执行。",
        )
        .by("《行政强制法》第四十二条第二款")
    })
}
