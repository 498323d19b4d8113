//! After the decision: delivery, publication, payment, revocation, closing and the archive.

use domain::cases::{
    self, ApproveClosing, ArchiveCase, ConfirmPublication, ProposeClosing, ProposePublication,
    RecordPayment, RetractPublication, RevokeDecision, owed_on,
};
use domain::policy::Role;
use domain::{Command, StreamId, publicity};
use law::Fen;

use super::DemoError;
use super::agenda::Pen;
use super::cases::{Stop, Turn, Way};
use super::measures;

/// Plans what follows a decision.
pub fn perform(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.working(1)?;
    let spared = matches!(way.story.turn, Turn::Spared(_));
    way.deliver(pen, if spared { "EX-15" } else { "TF-15" })?;
    let delivered_on = pen.day();
    measures::give_back(pen, way)?;
    if way.stops(Stop::Performing) || publish(pen, way)? || way.stops(Stop::Overdue) {
        return Ok(());
    }
    if way.story.turn == Turn::Revoked {
        revoke(pen, way)?;
        if way.stops(Stop::Retracted) {
            return Ok(());
        }
    } else if !spared {
        pen.working(2)?;
        if way.stops(Stop::PartlyPaid) {
            return pay(pen, way, Some(Fen(way.story.matter.fine * 40)));
        }
        if way.story.turn == Turn::PaysLate {
            let due = pen.due("AP-61", delivered_on)?;
            pen.past(due)?;
            pen.working(6)?;
        }
        pay(pen, way, None)?;
        if way.stops(Stop::Paid) {
            return Ok(());
        }
    }
    close(pen, way)
}

/// The publisher proposes the masked version that the desk drafts.
pub(super) fn propose_publication(pen: &mut Pen<'_>, stream: &StreamId) -> Result<(), DemoError> {
    let publisher = pen.cast.one(Role::Publisher, 0)?;
    pen.then(&publisher, stream, |look| {
        let case = look.case()?;
        let decided = case.decided().ok_or(DemoError::Lost("决定"))?;
        let version = publicity::draft_version(case, decided, look.law);
        let propose = cases::Command::ProposePublication(ProposePublication { version });
        Ok(vec![Command::Case(propose)])
    })
}

/// The masked version, proposed and confirmed; whether the case comes no further.
fn publish(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<bool, DemoError> {
    pen.working(2)?;
    propose_publication(pen, &way.stream)?;
    if way.stops(Stop::PublicationProposed) {
        return Ok(true);
    }
    pen.working(1)?;
    let confirm = cases::Command::ConfirmPublication(ConfirmPublication {});
    way.sends(pen, &way.leader, confirm)?;
    Ok(false)
}

/// A payment of the given amount, or of all that is owed on the day.
fn pay(pen: &mut Pen<'_>, way: &Way<'_>, amount: Option<Fen>) -> Result<(), DemoError> {
    let cashier = pen.cast.one(Role::Cashier, 0)?;
    let paid_on = pen.day();
    let voucher = format!("演示票据{:05}", pen.dice.below(100_000));
    let channel = if pen.nth.is_multiple_of(2) { "银行柜台" } else { "电子支付" }.to_owned();
    pen.then(&cashier, &way.stream, move |look| {
        let decided = look.case()?.decided().ok_or(DemoError::Lost("决定"))?;
        let amount = amount.unwrap_or_else(|| owed_on(decided, look.law, paid_on).total());
        let payment = RecordPayment { amount, paid_on, voucher, channel };
        Ok(vec![Command::Case(cases::Command::RecordPayment(payment))])
    })
}

fn revoke(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.working(18)?;
    let reviewer = pen.cast.one(Role::LegalReviewer, pen.nth)?;
    let revoke = RevokeDecision {
        on: pen.day(),
        by_document: "演示行复决〔示例〕1号行政复议决定书".to_owned(),
        reason: "复议机关认为占用面积的认定依据不足，决定撤销。".to_owned(),
    };
    way.sends(pen, &reviewer, cases::Command::RevokeDecision(revoke))?;
    pen.working(1)?;
    let publisher = pen.cast.one(Role::Publisher, 0)?;
    let reason = "原处罚决定已被行政复议决定撤销。".to_owned();
    let retract = cases::Command::RetractPublication(RetractPublication { reason });
    way.sends(pen, &publisher, retract)
}

fn close(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.working(1)?;
    let words = match way.story.turn {
        Turn::Spared(_) => "已对当事人进行教育，当事人已改正。",
        Turn::Revoked => "处罚决定已被撤销，不再执行。",
        Turn::Silent | Turn::Speaks | Turn::Waives | Turn::Hearing | Turn::PaysLate => {
            "当事人已缴清款项，违法行为已改正。"
        }
    };
    let propose = cases::Command::ProposeClosing(ProposeClosing { words: words.into() });
    way.handles(pen, propose)?;
    if way.stops(Stop::ClosingProposed) {
        return Ok(());
    }
    pen.working(1)?;
    let words = "同意结案。".to_owned();
    way.sends(pen, &way.leader, cases::Command::ApproveClosing(ApproveClosing { words }))?;
    if way.stops(Stop::Closed) {
        return Ok(());
    }
    pen.working(4)?;
    let archivist = pen.cast.one(Role::Archivist, 0)?;
    let archive = ArchiveCase {
        number: format!("{}-演示-{:03}", pen.day().year(), pen.nth),
        retention: "30年".to_owned(),
        notes: String::new(),
    };
    way.sends(pen, &archivist, cases::Command::ArchiveCase(archive))
}
