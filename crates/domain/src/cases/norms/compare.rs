//! Name the norms that the act violates as well (比较竞合的规定).

use law::Cite;
use serde::{Deserialize, Serialize};

use super::event::{CompetingNorm, NormComparison};
use super::ready_to_compare;
use super::weigh::compares_fines;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::Case;
use crate::catalogue::Power;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

const CITE: &str = "《行政处罚法》第二十九条";

/// Name the norms that the act violates as well (比较竞合的规定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareNorms {
    /// The norms; none takes an earlier comparison back.
    pub norms: Vec<CompetingNorm>,
    /// Why it is one act, and how it violates each of them.
    pub reason: Private,
}

impl CompareNorms {
    /// Decides whether the norms can be weighed: each is a clause of the catalogue in force at the
    /// act or an article with what it sets.
    ///
    /// # Law
    /// 《行政处罚法》第二十九条 (AP-15, DB-20).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_compare(case));
        let takes_back = case.norms.is_some();
        found.require(!self.norms.is_empty() || takes_back, || {
            blank("NORM-001", "同时违反的规定", "norms").by(CITE)
        });
        found.require(!self.reason.is_blank(), || blank("NORM-002", "理由", "reason"));
        for (turn, norm) in self.norms.iter().enumerate() {
            found.extend(wrong(norm, turn + 1, case, setting));
        }
        found.clear()?;
        let (norms, reason) = (self.norms.clone(), self.reason.clone());
        Ok(vec![Event::NormsCompared(NormComparison { norms, reason, by, on: setting.today })])
    }
}

/// What is wrong with one row.
fn wrong(norm: &CompetingNorm, turn: usize, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let at = |refusal: Refusal| refusal.at("norms");
    let mut found = Vec::new();
    if let Some(id) = &norm.item {
        let item = setting.law.item_at(id, case.origin.act_on).ok();
        let known = item.is_some_and(|item| {
            item.power == Power::Penalty && item.branch(&norm.branch).is_some()
        });
        if !known {
            let next = "请从列出的处罚条款中选择；目录以外的规定填写条文和法定幅度。";
            let what = format!("第{turn}行：违法行为发生时目录里没有这个处罚条款。");
            found.push(at(Refusal::new("NORM-003", what, next)));
        }
    } else if Cite::parse(&norm.cite).is_err() {
        let next = "请写全称和条，例如“《公路法》第七十七条”，或者从目录中选择。";
        let what = format!("第{turn}行：没有写明规定罚款的条文。");
        found.push(at(Refusal::new("NORM-004", what, next)));
    }
    let backwards = norm.range.is_some_and(|it| it.least.0 < 0 || it.most < it.least);
    if backwards || norm.fine.is_some_and(|fine| fine.0 < 0) {
        let what = format!("第{turn}行：法定下限高于上限，或者金额小于零。");
        found.push(at(Refusal::new("NORM-005", what, "只写“以下”的，下限填0。")));
    }
    if norm.fine.is_none() && compares_fines(setting.law) {
        let what = format!("第{turn}行：本县按实际计算的罚款比较，没有填写按该规定计算的罚款。");
        let next = "请按该规定的幅度和裁量基准计算后填写。";
        found.push(at(Refusal::new("NORM-006", what, next).by(CITE)));
    }
    found
}
