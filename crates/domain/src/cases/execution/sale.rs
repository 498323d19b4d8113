//! How an auction to offset the fine ended: what it brought goes to the treasury, what is over goes
//! back (登记拍卖抵缴结果).

use jiff::civil::Date;
use law::{Fen, date_zh};
use serde::{Deserialize, Serialize};

use super::auction::{offsettable, papers_of};
use super::demand::halted;
use super::event::AuctionResult;
use super::performing;
use super::state::Auction;
use crate::cases::event::Event;
use crate::cases::measures::{self, Article, Fate, Measure, chosen, named};
use crate::cases::records::Payment;
use crate::cases::remedies::stayed;
use crate::cases::sheets::{blank, future, issue_nth, me};
use crate::cases::state::{Case, Decided};
use crate::evidence::BlobRef;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// How an auction ended (拍卖结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuctionOutcome {
    /// 成交.
    Sold,
    /// 流拍.
    Unsold,
    /// 停止拍卖: paid before, claimed by somebody else, lifted.
    Stopped,
}

impl AuctionOutcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Sold, Self::Unsold, Self::Stopped];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Sold => "成交",
            Self::Unsold => "流拍",
            Self::Stopped => "停止拍卖",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Sold => "sold",
            Self::Unsold => "unsold",
            Self::Stopped => "stopped",
        }
    }
}

/// Record how it ended (登记拍卖抵缴结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordAuction {
    /// How it ended.
    pub outcome: AuctionOutcome,
    /// The day.
    pub on: Date,
    /// How it went, or why it was stopped.
    pub account: Private,
    /// What was got; zero when nothing was sold.
    #[serde(default)]
    pub price: Fen,
    /// The voucher by which the money went to the treasury.
    #[serde(default)]
    pub voucher: String,
    /// Who witnessed it; of a sale.
    #[serde(default)]
    pub witness: Private,
    /// The drawn signature of the witness.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the confirmation of the sale.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl RecordAuction {
    /// Decides whether the result fits the decision: told before, all the money in the treasury, the
    /// fine offset and no more.
    ///
    /// # Law
    /// 《行政强制法》第三十八条、第四十六条第三款、第四十八条、第四十九条 (AC-18, AC-26).
    // LEGAL-Q 2026-11-23 (法制审批科): whether the cost of the auction is taken from what it brings, as
    // 第六十条 says for the court. Until told otherwise nothing is deducted.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let open = case.decided().and_then(|it| Some((it, it.execution.open_auction()?)));
        let Some((decided, auction)) = open else {
            found.clear()?;
            return Ok(vec![]);
        };
        found.require(!self.account.is_blank(), || blank("EXEC-252", "经过或者理由", "account"));
        found.require(self.on <= setting.today, || future("EXEC-253", "日期", "on", setting));
        found.require(auction.order.on <= self.on, || {
            let on = date_zh(auction.order.on);
            Refusal::new("EXEC-254", format!("日期早于决定拍卖之日（{on}）。"), "请核对日期。")
                .at("on")
        });
        let mut result = AuctionResult {
            outcome: self.outcome,
            measure: auction.order.measure.clone(),
            articles: Vec::new(),
            document: None,
            account: self.account.clone(),
            price: Fen(0),
            surplus: Fen(0),
            by: by.clone(),
            on: self.on,
        };
        if self.outcome != AuctionOutcome::Sold {
            found.clear()?;
            return Ok(vec![Event::AuctionRecorded(result)]);
        }
        let it = named(case, &auction.order.measure)?;
        self.check_sale(case, (decided, auction, it), &mut found);
        let held = |one: &Article| one.fate == Fate::Held;
        let articles =
            it.held.as_ref().and_then(|all| found.take(chosen(all, &auction.order.articles, held)));
        found.clear()?;
        let Some(articles) = articles else { return Ok(vec![]) };
        let offset = self.price.min(offsettable(decided));
        result.articles = articles.iter().map(|one| one.id.clone()).collect();
        result.price = self.price;
        result.surplus = Fen(self.price.0 - offset.0);
        let sheet = measures::auctioned(case, it, (self, &articles, offset), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        result.document = Some(document.id.clone());
        let payment = Payment {
            principal: offset,
            surcharge: Fen(0),
            paid_on: self.on,
            voucher: self.voucher.trim().to_owned(),
            channel: "拍卖抵缴罚款".to_owned(),
            by,
        };
        Ok(vec![
            Event::AuctionRecorded(result),
            Event::PaymentRecorded(payment),
            Event::DocumentIssued(document),
        ])
    }

    fn check_sale(
        &self,
        case: &Case,
        (decided, auction, it): (&Decided, &Auction, &Measure),
        found: &mut Obstacles,
    ) {
        found.extend(halted(&decided.execution.halt));
        let mut papers = papers_of(case, it);
        papers.push(&auction.order.document);
        found.extend(stayed(case, &papers));
        found.require(0 < offsettable(decided).0, || {
            let next = "请登记停止拍卖，解除措施并退还财物。";
            Refusal::new("EXEC-255", "罚款已经缴清，不能再拍卖抵缴。", next).at("outcome")
        });
        let told = case.delivered_on(&auction.order.document);
        found.require(told.is_some_and(|on| on <= self.on), || {
            Refusal::new(
                "EXEC-256",
                "强制执行决定书没有在拍卖之前送达当事人。",
                "请先登记决定书的送达，送达之后再拍卖。",
            )
            .by("《行政强制法》第三十八条")
            .then(Act::RecordDelivery)
            .at("on")
        });
        let paid = 0 < self.price.0 && !self.voucher.trim().is_empty();
        found.require(paid, || {
            Refusal::new(
                "EXEC-257",
                "拍卖所得没有写明金额和上缴国库的票据号。",
                "拍卖所得的款项应当上缴国库或者划入财政专户，请填写金额和票据号。",
            )
            .by("《行政强制法》第四十九条")
            .at("voucher")
        });
        let used = decided.payments.iter().any(|one| one.voucher == self.voucher.trim());
        found.require(!used, || {
            Refusal::new("EXEC-258", "这张票据已经登记过。", "请核对票据号。").at("voucher")
        });
        let signed = !self.signature_image.is_blank() || self.scan.is_some();
        found.require(!self.witness.is_blank() && signed, || {
            let next = "请填写拍卖机构经办人或者见证人，由其签名，或者上传拍卖成交确认书。";
            Refusal::new("EXEC-259", "没有见证人的姓名和签名。", next).at("witness")
        });
    }
}

/// What stands before a result.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match performing(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.execution.open_auction().is_some() => vec![],
        Ok(_) => vec![
            Refusal::new("EXEC-250", "没有等待结果的拍卖抵缴决定。", "请先由负责人作出决定。")
                .by("《行政强制法》第四十六条第三款")
                .then(Act::DecideAuction),
        ],
    }
}

/// Why a case with an auction that has no result goes neither to the court nor to its closing.
pub(in crate::cases) fn unended(decided: &Decided) -> Option<Refusal> {
    decided.execution.open_auction().map(|it| {
        Refusal::new(
            "EXEC-251",
            format!("{}决定的拍卖抵缴还没有结果。", date_zh(it.order.on)),
            "请先登记拍卖的结果，或者停止拍卖。",
        )
        .then(Act::RecordAuction)
    })
}
