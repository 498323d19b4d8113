//! Close the case and archive its file (结案、归档).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::execution::Halt;
use super::pay::owed_on;
use super::records::{Archived, Closing, ClosingGround, ClosingProposal, Standing};
use super::sheets::{self, blank, issue_nth, me};
use super::state::{Case, Decided, Path, Stage};
use super::summary::not_banked;
use super::terms::Proposal;
use super::wrong_stage;
use crate::documents::{Sheet, signature_of};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Propose to close the case (提请结案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeClosing {
    /// The account of the performance.
    pub words: Private,
}

impl ProposeClosing {
    /// Decides whether the case may be put up for closing (N23): delivered and fully performed, or
    /// no penalty, or revoked.
    ///
    /// # Law
    /// 交通运输行政执法程序规定 第八章 (MT-24).
    ///
    /// # Errors
    /// The stage, or what is still owed.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        found.require(!self.words.is_blank(), || blank("CASE-140", "执行情况", "words"));
        found.clear()?;
        let Some(decided) = case.decided() else { return Ok(vec![]) };
        Ok(vec![Event::ClosingProposed(ClosingProposal {
            ground: ground(decided),
            words: self.words.clone(),
            by: me,
            on: setting.today,
        })])
    }
}

fn ground(decided: &Decided) -> ClosingGround {
    match (&decided.standing, &decided.decision.proposal) {
        (Standing::Revoked { .. }, _) => ClosingGround::Revoked,
        (Standing::InForce, Proposal::NoPenalty(_)) => ClosingGround::NoPenalty,
        (Standing::InForce, Proposal::Penalty(_)) if decided.owed_principal().0 <= 0 => {
            ClosingGround::Performed
        }
        (Standing::InForce, Proposal::Penalty(_)) => match decided.execution.halt {
            Halt::Ceased { .. } => ClosingGround::Ceased,
            Halt::Terminated { .. } => ClosingGround::Terminated,
            Halt::Going | Halt::Suspended { .. } | Halt::Agreed { .. }
                if decided.execution.accepted() =>
            {
                ClosingGround::CourtAccepted
            }
            Halt::Going | Halt::Suspended { .. } | Halt::Agreed { .. } => ClosingGround::Performed,
        },
    }
}

/// The obstacles that stand before closing.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let Stage::Decided(decided) = &case.stage else {
        return vec![wrong_stage(case, Act::ProposeClosing, "作出决定并履行完毕后结案。")];
    };
    if decided.closing.is_some() {
        return vec![wrong_stage(case, Act::ProposeClosing, "已经提请结案，请等审批。")];
    }
    unfinished(case, decided, setting)
}

/// What a case may not be closed with: asked when closing is proposed, and again by whoever closes
/// it, because a decision may fall or something new be decided in between.
fn unfinished(case: &Case, decided: &Decided, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = super::measures::before_closing(case);
    found.extend(super::crime::bars(case));
    found.extend(super::remedies::before_closing(case));
    found.extend(super::enforcement::before_closing(case));
    found.extend(super::execution::before_closing(decided));
    if let Standing::Revoked { .. } = decided.standing {
        // Money in somebody's hands is accounted for whatever became of the decision.
        found.extend(not_banked(case));
        return found;
    }
    found.extend(super::execution::unended(decided));
    if decided.delivered_on.is_none() {
        found.push(
            Refusal::new("CASE-141", "决定书还没有送达，不能结案。", "请先登记决定书的送达。")
                .by("《行政处罚法》第六十一条第一款")
                .then(Act::RecordDelivery),
        );
    }
    let owed = owed_on(decided, setting.law, setting.today);
    let over = decided.execution.accepted() || decided.execution.over();
    if owed.total().0 > 0 && !over {
        found.push(
            Refusal::new(
                "CASE-142",
                format!(
                    "处罚决定还没有履行完毕：尚欠本金{}，加处罚款{}。",
                    owed.principal, owed.surcharge
                ),
                "请登记缴款；逾期不缴的，依法催告和申请强制执行。",
            )
            .by("《行政处罚法》第七十二条第一款")
            .then(Act::RecordPayment),
        );
    }
    if matches!(decided.path, Path::Summary(_)) && decided.copy_filed_on.is_none() {
        found.push(
            Refusal::new(
                "CASE-147",
                "当场作出的处罚决定还没有报所属行政机关备案，不能结案。",
                "请先报备。",
            )
            .by("《行政处罚法》第五十二条第三款")
            .then(Act::FileCopy),
        );
    }
    found.extend(not_banked(case));
    found
}

/// Approve closing (批准结案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveClosing {
    /// The opinion.
    #[serde(default)]
    pub words: String,
}

impl ApproveClosing {
    /// Decides whether the head may close the case.
    ///
    /// # Errors
    /// No proposal, the head being a handler, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        let proposal = pending(case);
        found.require(proposal.is_some(), || {
            wrong_stage(case, Act::ApproveClosing, "请等承办人提请结案。")
        });
        if let (Some(_), Stage::Decided(decided)) = (proposal, &case.stage) {
            found.extend(unfinished(case, decided, setting));
        }
        found.require(!case.handlers.contains(&me), || {
            Refusal::new("CASE-143", "承办人不能审批自己承办的案件。", "请由其他负责人审批。")
        });
        found.clear()?;
        let (Some(proposal), Some(decided)) = (proposal, case.decided()) else { return Ok(vec![]) };
        let sheet = self.form(case, decided, proposal, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        Ok(vec![
            Event::Closed { ground: proposal.ground, on: setting.today },
            Event::DocumentIssued(document),
        ])
    }

    /// TF-24 结案报告.
    fn form(
        &self,
        case: &Case,
        decided: &Decided,
        proposal: &ClosingProposal,
        setting: &Setting<'_>,
    ) -> Sheet {
        let vouchers: Vec<String> = decided
            .payments
            .iter()
            .map(|p| format!("{}（{}）", p.voucher, date_zh(p.paid_on)))
            .collect();
        let result = match &decided.decision.proposal {
            Proposal::Penalty(terms) => terms.lines().join("；"),
            Proposal::NoPenalty(terms) => format!("不予行政处罚：{}", terms.ground.name_zh()),
        };
        let opinion =
            if self.words.trim().is_empty() { "同意结案。" } else { self.words.trim() };
        let (opened, department) = match &decided.path {
            Path::General(deciding) => (
                date_zh(deciding.filing.opened_on),
                signature_of(setting, &deciding.approved_by, "办案机构负责人"),
            ),
            Path::Summary(telling) => (
                format!("{}（简易程序，当场处罚）", date_zh(telling.on)),
                signature_of(setting, &proposal.by, "办案机构"),
            ),
        };
        let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
        sheets::sheet(case, "TF-24", setting)
            .text("opened_on", opened)
            .text("decided_on", date_zh(decided.decision.on))
            .text("decision_number", &decided.decision.number)
            .text("result", result)
            .text("performance", proposal.words.reveal())
            .text("voucher", vouchers.join("、"))
            .text("closing_ground", proposal.ground.name_zh())
            .text("handler_opinion", "案件已经办结，提请结案。")
            .signed("handler_signature", sheets::handler_signatures(case, setting))
            .text("department_opinion", "同意提请结案。")
            .signed("department_signature", [department])
            .text("head_opinion", opinion)
            .signed("head_signature", head)
    }
}

fn pending(case: &Case) -> Option<&ClosingProposal> {
    match &case.stage {
        Stage::Decided(decided) => decided.closing.as_ref(),
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => None,
    }
}

/// The obstacles that stand before the head's approval.
pub(super) fn ready_to_approve(case: &Case) -> Vec<Refusal> {
    if pending(case).is_some() {
        vec![]
    } else {
        vec![wrong_stage(case, Act::ApproveClosing, "请等承办人提请结案。")]
    }
}

/// Send the proposal to close back (退回结案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnClosing {
    /// Why.
    pub reason: String,
}

impl ReturnClosing {
    /// Decides whether there is something to send back, and a reason.
    ///
    /// # Errors
    /// No proposal, or no reason.
    pub fn decide(&self, case: &Case, _: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_approve(case));
        found.require(!self.reason.trim().is_empty(), || blank("CASE-144", "退回理由", "reason"));
        found.clear()?;
        Ok(vec![Event::ClosingReturned { reason: self.reason.trim().to_owned() }])
    }
}

/// Archive the case file (归档).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveCase {
    /// 归档号.
    pub number: String,
    /// 保管期限: 永久 or 30年.
    pub retention: String,
    /// What is missing or changed, for 备考表.
    #[serde(default)]
    pub notes: String,
}

impl ArchiveCase {
    /// Decides whether the file may be archived: the case is closed; cover, catalogue and 备考表
    /// are issued with it.
    ///
    /// # Errors
    /// The stage, an archived file, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_archive(case, setting));
        found.require(!self.number.trim().is_empty(), || blank("CASE-145", "归档号", "number"));
        found.require(!self.retention.trim().is_empty(), || {
            blank("CASE-146", "保管期限", "retention")
        });
        found.clear()?;
        let archived = Archived {
            number: self.number.trim().to_owned(),
            retention: self.retention.trim().to_owned(),
            by: me.clone(),
            on: setting.today,
        };
        let cover = issue_nth(case, setting, self.cover(case, setting, &me), 0)?;
        let notes = issue_nth(case, setting, self.notes_form(case, setting, &me), 1)?;
        Ok(vec![
            Event::Archived(archived),
            Event::DocumentIssued(cover),
            Event::DocumentIssued(notes),
        ])
    }

    /// VOL-1 卷宗封面.
    fn cover(&self, case: &Case, setting: &Setting<'_>, me: &crate::ids::PersonId) -> Sheet {
        let on_spot = case.decided().filter(|it| it.path.summary().is_some());
        let opened = case.filing().map(|filing| date_zh(filing.opened_on)).or_else(|| {
            on_spot.map(|it| format!("{}（简易程序，当场处罚）", date_zh(it.decision.on)))
        });
        let ended = if let Stage::Ended(it) = &case.stage { Some(it.on) } else { None };
        let ended = ended.or_else(|| case.closing().map(|closing| closing.on));
        let closed = ended.map(date_zh).unwrap_or_default();
        let unit = setting.law.unit(&case.origin.unit).map_or("", |unit| unit.name.as_str());
        let decision = case.decided().map_or("", |d| d.decision.number.as_str());
        Sheet::new("VOL-1")
            .text(
                "volume_title",
                format!("{}{}案", case.origin.party.name.reveal(), case.origin.cause),
            )
            .text("volume_kind", "行政处罚案卷")
            .text("department", unit)
            .text("decision_number", decision)
            .text("opened_on", opened.unwrap_or_default())
            .text("closed_on", closed)
            .text("archivist", setting.roster.name(me))
            .text("archive_number", &self.number)
            .text("retention", &self.retention)
            .text("piece_count", case.documents.len().to_string())
            .text("page_count", "见卷内目录")
            .text("volume_number", "1")
    }

    /// VOL-3 备考表.
    fn notes_form(&self, case: &Case, setting: &Setting<'_>, me: &crate::ids::PersonId) -> Sheet {
        let notes =
            if self.notes.trim().is_empty() { "本卷材料齐全。" } else { self.notes.trim() };
        Sheet::new("VOL-3")
            .lines(
                "notes",
                [
                    notes.to_owned(),
                    format!("本卷文书{}件，证据{}件。", case.documents.len(), case.evidence.len()),
                ],
            )
            .text("archivist", setting.roster.name(me))
            .text("archived_on", date_zh(setting.today))
            .signed("archivist_signature", [signature_of(setting, me, "立卷人")])
    }
}

/// The obstacles that stand before archiving.
pub(super) fn ready_to_archive(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match &case.stage {
        Stage::Closed(_, Closing { archived: None, .. }) => {
            let mut found = super::measures::before_archiving(case);
            found.extend(super::execution::before_archiving(case, setting));
            found.extend(super::remedies::before_archiving(case));
            if let Some(decided) = case.decided() {
                found.extend(super::execution::before_closing(decided));
            }
            found
        }
        Stage::Ended(it) if it.archived.is_none() => super::measures::before_archiving(case),
        Stage::Closed(_, Closing { archived: Some(_), .. }) | Stage::Ended(_) => {
            vec![wrong_stage(case, Act::ArchiveCase, "案卷已经归档。")]
        }
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_) => vec![wrong_stage(case, Act::ArchiveCase, "结案之后归档。")],
    }
}
