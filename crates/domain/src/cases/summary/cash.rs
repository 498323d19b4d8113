//! Cash collected on the spot: collected, handed to the authority, paid into the bank (当场收缴).

use jiff::civil::Date;
use law::{Fen, Parameter, date_zh};
use serde::{Deserialize, Serialize};

use super::forms::cash_form;
use super::records::{Banked, Cash, CollectionGround};
use crate::cases::event::Event;
use crate::cases::pay;
use crate::cases::records::Payment;
use crate::cases::sheets::{blank, future, issue_nth, me};
use crate::cases::state::{Case, Decided, Stage};
use crate::cases::wrong_stage;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Collect the fine on the spot (当场收缴罚款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectOnSpot {
    /// Why it may be collected.
    pub ground: CollectionGround,
    /// Why it would be hard later, or why the party cannot pay elsewhere.
    #[serde(default)]
    pub reason: Private,
    /// Whether the party asked for it, which 第六十九条 demands.
    #[serde(default)]
    pub requested: bool,
    /// How much.
    pub amount: Fen,
    /// The number of the receipt.
    pub receipt: String,
    /// Whether the receipt is the unified one of the finance department.
    pub unified: bool,
    /// The day it was collected.
    pub on: Date,
    /// The day of coming ashore, for cash collected on water.
    #[serde(default)]
    pub ashore_on: Option<Date>,
}

impl CollectOnSpot {
    /// Decides whether the officers may take the money (S3).
    ///
    /// # Law
    /// 《行政处罚法》第六十八条、第六十九条、第七十条 (AP-62, AP-63, AP-64).
    ///
    /// # Errors
    /// The stage, a ground that is not given, no unified receipt, a wrong amount or day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_collect(case, setting));
        if let Some(decided) = case.decided() {
            self.check_ground(decided, setting, &mut found);
            self.check_amount(decided, setting, &mut found);
        }
        self.check_receipt(&mut found);
        self.check_days(case, setting, &mut found);
        found.clear()?;
        let collected = Cash {
            amount: self.amount,
            ground: self.ground,
            reason: self.reason.clone(),
            receipt: self.receipt.trim().to_owned(),
            on: self.on,
            ashore_on: self.ashore_on,
            by: me.clone(),
            handed_in_on: None,
            banked: None,
        };
        let payment = Payment {
            principal: self.amount,
            surcharge: Fen(0),
            paid_on: self.on,
            voucher: collected.receipt.clone(),
            channel: "当场收缴".to_owned(),
            by: me,
        };
        Ok(vec![Event::CashCollected(collected), Event::PaymentRecorded(payment)])
    }

    fn check_ground(&self, decided: &Decided, setting: &Setting<'_>, found: &mut Obstacles) {
        let summary = decided.path.general().is_none();
        let fine = decided.decision.proposal.fine();
        if self.ground != CollectionGround::Remote {
            found.require(summary, || {
                Refusal::new(
                    "CASE-240",
                    "普通程序的罚款，只有在边远、水上、交通不便地区并经当事人提出，才可以当场收缴。",
                    "请当事人到指定的银行或者通过电子支付系统缴纳。",
                )
                .by("《行政处罚法》第六十九条")
                .at("ground")
            });
        }
        match self.ground {
            CollectionGround::Small => {
                let limit = setting.law.rules.at("AP-62", decided.decision.on).ok();
                let limit = limit.and_then(Parameter::amount).unwrap_or(Fen(0));
                found.require(fine <= limit, || {
                    Refusal::new(
                        "CASE-241",
                        format!("罚款{fine}超过{limit}，不能以数额小为由当场收缴。"),
                        "确属事后难以执行的，选择该情形并写明理由；否则由当事人自行缴纳。",
                    )
                    .by(self.ground.cite())
                    .at("ground")
                });
            }
            CollectionGround::HardLater => {
                found.require(!self.reason.is_blank(), || {
                    blank("CASE-242", "事后难以执行的理由", "reason").by(self.ground.cite())
                });
            }
            CollectionGround::Remote => {
                found.require(self.requested, || {
                    Refusal::new(
                        "CASE-243",
                        "当事人没有提出当场缴纳，不能当场收缴。",
                        "当事人提出的，请记录并由当事人签名后再收缴。",
                    )
                    .by(self.ground.cite())
                    .at("requested")
                });
                found.require(!self.reason.is_blank(), || {
                    blank("CASE-244", "当事人缴纳确有困难的情况", "reason").by(self.ground.cite())
                });
            }
        }
    }

    fn check_amount(&self, decided: &Decided, setting: &Setting<'_>, found: &mut Obstacles) {
        let owed = pay::owed_on(decided, setting.law, self.on.min(setting.today)).principal;
        found.require(0 < self.amount.0 && self.amount <= owed, || {
            Refusal::new(
                "CASE-245",
                format!("收缴金额应当大于零，不超过未缴的罚款{owed}。"),
                "请按决定书的罚款数额收缴。",
            )
            .at("amount")
        });
    }

    fn check_receipt(&self, found: &mut Obstacles) {
        found.require(!self.receipt.trim().is_empty(), || blank("CASE-246", "票据号", "receipt"));
        found.require(self.unified, || {
            Refusal::new(
                "CASE-247",
                "没有出具财政部门统一制发的专用票据，当事人有权拒绝缴纳。",
                "请使用财政部或者省财政厅统一制发的专用票据，不得收款。",
            )
            .by("《行政处罚法》第七十条")
            .at("unified")
        });
    }

    fn check_days(&self, case: &Case, setting: &Setting<'_>, found: &mut Obstacles) {
        found.require(self.on <= setting.today, || future("CASE-248", "收缴日期", "on", setting));
        let delivered = case.decided().and_then(|decided| decided.delivered_on);
        found.require(delivered.is_none_or(|day| day <= self.on), || {
            Refusal::new("CASE-249", "收缴日期早于决定书交付的日期。", "请核对日期。").at("on")
        });
        found.require(self.ashore_on.is_none_or(|day| self.on <= day), || {
            Refusal::new("CASE-250", "抵岸日期早于收缴日期。", "请核对日期。").at("ashore_on")
        });
    }
}

/// The obstacles that stand before collecting whatever the ground.
pub(in crate::cases) fn ready_to_collect(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let stage = pay::ready(case, setting);
    if !stage.is_empty() {
        return stage;
    }
    let fined = case.decided().is_some_and(|it| 0 < it.decision.proposal.fine().0);
    let collected = case.decided().is_some_and(|it| it.cash.is_some());
    if collected {
        return vec![wrong_stage(
            case,
            Act::CollectOnSpot,
            "已经当场收缴过；余款由当事人自行缴纳。",
        )];
    }
    if !fined {
        return vec![wrong_stage(case, Act::CollectOnSpot, "没有罚款，不需要收缴。")];
    }
    vec![]
}

/// Hand the cash to the authority (将当场收缴的罚款交至行政机关).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandInCash {
    /// The day.
    pub on: Date,
}

impl HandInCash {
    /// Decides whether the hand-over goes on record, late or not.
    ///
    /// # Law
    /// 《行政处罚法》第七十一条 (AP-65).
    ///
    /// # Errors
    /// No cash in the officers' hands, or a wrong day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_hand_in(case));
        found.require(self.on <= setting.today, || future("CASE-251", "交款日期", "on", setting));
        if let Some(collected) = collected(case) {
            found.require(collected.on <= self.on, || {
                Refusal::new(
                    "CASE-252",
                    format!("交款日期早于收缴日期（{}）。", date_zh(collected.on)),
                    "请核对日期。",
                )
                .at("on")
            });
        }
        found.clear()?;
        Ok(vec![Event::CashHandedIn { on: self.on }])
    }
}

fn collected(case: &Case) -> Option<&Cash> {
    case.decided().and_then(|decided| decided.cash.as_ref())
}

/// The obstacles that stand before handing the cash in.
pub(in crate::cases) fn ready_to_hand_in(case: &Case) -> Vec<Refusal> {
    match collected(case) {
        Some(Cash { handed_in_on: None, .. }) => vec![],
        Some(_) | None => {
            vec![wrong_stage(case, Act::HandInCash, "没有当场收缴而未上交的罚款。")]
        }
    }
}

/// Pay the cash into the bank (将当场收缴的罚款缴付指定银行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankCash {
    /// The day.
    pub on: Date,
    /// The bank's slip.
    pub slip: String,
}

impl BankCash {
    /// Decides whether the payment into the bank goes on record; the register is issued with it.
    ///
    /// # Law
    /// 《行政处罚法》第七十一条 (AP-65).
    ///
    /// # Errors
    /// Nothing handed in, no slip, or a wrong day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_bank(case));
        found.require(!self.slip.trim().is_empty(), || blank("CASE-253", "缴款书号", "slip"));
        found.require(self.on <= setting.today, || future("CASE-254", "缴付日期", "on", setting));
        let collected = collected(case);
        if let Some(received) = collected.and_then(|it| it.handed_in_on) {
            found.require(received <= self.on, || {
                Refusal::new(
                    "CASE-255",
                    format!("缴付日期早于行政机关收到款项的日期（{}）。", date_zh(received)),
                    "请核对日期。",
                )
                .at("on")
            });
        }
        found.clear()?;
        let Some(collected) = collected else { return Ok(vec![]) };
        let banked = Banked { on: self.on, slip: self.slip.trim().to_owned() };
        let register = cash_form(case, collected, &banked, setting);
        let document = issue_nth(case, setting, register, 0)?;
        Ok(vec![
            Event::CashBanked { on: banked.on, slip: banked.slip },
            Event::DocumentIssued(document),
        ])
    }
}

/// The obstacles that stand before paying the cash into the bank.
pub(in crate::cases) fn ready_to_bank(case: &Case) -> Vec<Refusal> {
    match collected(case) {
        Some(Cash { handed_in_on: Some(_), banked: None, .. }) => vec![],
        Some(Cash { handed_in_on: None, .. }) => vec![
            wrong_stage(case, Act::BankCash, "请等执法人员把当场收缴的罚款交至行政机关。")
                .by("《行政处罚法》第七十一条")
                .then(Act::HandInCash),
        ],
        Some(Cash { banked: Some(_), .. }) | None => {
            vec![wrong_stage(case, Act::BankCash, "没有等待缴付银行的罚款。")]
        }
    }
}

/// What still keeps the case from closing: cash that is not in the bank.
pub(in crate::cases) fn not_banked(case: &Case) -> Option<Refusal> {
    let open = matches!(&case.stage, Stage::Decided(it) if it.cash.as_ref().is_some_and(|c| c.banked.is_none()));
    open.then(|| {
        Refusal::new(
            "CASE-256",
            "当场收缴的罚款还没有缴付指定的银行，不能结案。",
            "请先上交并缴付银行。",
        )
        .by("《行政处罚法》第七十一条")
        .then(Act::BankCash)
    })
}
