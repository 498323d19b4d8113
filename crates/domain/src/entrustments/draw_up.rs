//! Draw up a deed: to whom, what, how far, until when, and on which provision (起草委托书).

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::{Cite, date_zh};
use serde::{Deserialize, Serialize};

use super::{Entrustment, Event, Stage, wrong_stage};
use crate::catalogue::Power;
use crate::ids::ItemId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// What is entrusted to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// 受委托组织.
    pub organisation: String,
    /// The provision of a law, regulation or rule that allows it.
    pub basis: String,
    /// The items.
    pub items: Vec<ItemId>,
    /// How far within them, in words.
    pub scope: String,
    /// The first day.
    pub from: Date,
    /// The last day, inclusive.
    pub until: Date,
    /// How it is supervised, and who answers.
    pub duties: String,
}

/// Draw it up (起草委托书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawUpEntrustment {
    /// What is entrusted to whom.
    pub terms: Terms,
    /// It is lawfully established and manages public affairs.
    pub is_public: bool,
    /// Its staff know the law and hold enforcement qualifications.
    pub is_staffed: bool,
    /// It can organise technical inspection and appraisal where those are needed.
    pub is_equipped: bool,
}

impl DrawUpEntrustment {
    /// Decides whether it may be drawn up, or drawn up anew before it is signed.
    ///
    /// # Law
    /// 《行政处罚法》第二十条、第二十一条 (AP-04, AP-05); 《行政强制法》第十七条第一款 (AP-07).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(
        &self,
        it: Option<&Entrustment>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        if let Some(it) = it.filter(|it| it.stage != Stage::Drawn) {
            let next = "已经签订的，终止后重新起草。";
            found.add(wrong_stage(it, Act::DrawUpEntrustment, next));
        }
        let member = setting.actor.member();
        let authority = member.and_then(|member| setting.law.authority(&member.authority));
        found.require(authority.is_some_and(|found| found.acts_in_own_name), || {
            Refusal::new(
                "ENTR-003",
                "本单位不是能以自己名义执法的行政机关，不能委托。",
                "受委托的组织不得再委托；请由有法定职权的行政机关委托。",
            )
            .by("《行政处罚法》第二十条第四款")
        });
        found.extend(self.conditions());
        found.extend(self.words());
        if let Some(authority) = authority {
            found.extend(self.items(&authority.id, setting));
        }
        found.clear()?;
        let (Some(authority), Some(by)) = (authority, setting.me()) else { return Ok(vec![]) };
        Ok(vec![Event::DrawnUp {
            authority: authority.id.clone(),
            terms: Box::new(self.terms.clone()),
            on: setting.today,
            by: by.clone(),
        }])
    }

    /// The three conditions of whoever is entrusted.
    fn conditions(&self) -> Vec<Refusal> {
        let each = [
            (self.is_public, "依法成立并具有管理公共事务职能"),
            (self.is_staffed, "有熟悉法律和业务并取得行政执法资格的工作人员"),
            (self.is_equipped, "有条件组织需要的技术检查或者技术鉴定"),
        ];
        let lacking = each.into_iter().filter(|(met, _)| !met);
        lacking
            .map(|(_, what)| {
                Refusal::new(
                    "ENTR-004",
                    format!("没有核实受委托组织{what}，不能委托。"),
                    "请核实后勾选；不符合条件的组织和个人不得委托。",
                )
                .by("《行政处罚法》第二十一条")
                .at("conditions")
            })
            .collect()
    }

    /// What a deed has to say.
    fn words(&self) -> Vec<Refusal> {
        let terms = &self.terms;
        let mut found = Obstacles::new();
        let said = [
            (&terms.organisation, "organisation", "受委托组织"),
            (&terms.scope, "scope", "委托权限"),
            (&terms.duties, "duties", "监督与责任"),
        ];
        for (words, field, label) in said {
            found.require(!words.trim().is_empty(), || {
                Refusal::new(
                    "ENTR-005",
                    format!("委托书没有载明{label}。"),
                    format!("请写明{label}。"),
                )
                .by("《行政处罚法》第二十条第二款")
                .at(field)
            });
        }
        found.require(Cite::parse(terms.basis.trim()).is_ok(), || {
            Refusal::new(
                "ENTR-006",
                "没有写明允许委托的法律、法规、规章条款。",
                "请写明条款，例如《道路运输条例》第五十八条；没有依据的不能委托。",
            )
            .by("《行政处罚法》第二十条第一款")
            .at("basis")
        });
        found.require(terms.from <= terms.until, || {
            Refusal::new("ENTR-007", "委托期限的届满日早于起始日。", "请核对委托期限。").at("until")
        });
        found.clear().err().map_or_else(Vec::new, |refused| refused.0)
    }

    /// The items: its own, in force, and no compulsory measure among them.
    fn items(&self, authority: &crate::ids::AuthorityId, setting: &Setting<'_>) -> Vec<Refusal> {
        let mut found = Vec::new();
        if self.terms.items.is_empty() {
            let next = "请选择委托的权力事项。";
            found.push(
                Refusal::new("ENTR-008", "委托书没有载明具体事项。", next)
                    .by("《行政处罚法》第二十条第二款")
                    .at("items"),
            );
        }
        let mut forced = BTreeSet::new();
        for id in &self.terms.items {
            match setting.law.item_at(id, setting.today) {
                Ok(item) if item.holder != *authority => found.push(
                    Refusal::new(
                        "ENTR-009",
                        format!("“{}”不是本机关的法定职权，不能委托。", item.title),
                        "只能在本机关的法定权限内委托。",
                    )
                    .by("《行政处罚法》第二十条第一款")
                    .at("items"),
                ),
                Ok(item) if matches!(item.power, Power::Measure | Power::Execution) => {
                    forced.insert(item.title.clone());
                }
                Ok(_) => {}
                Err(_) => found.push(
                    Refusal::new(
                        "ENTR-010",
                        format!("事项{id}在{}没有施行。", date_zh(setting.today)),
                        "请选择现行的权力事项。",
                    )
                    .at("items"),
                ),
            }
        }
        found.extend(forced.into_iter().map(|title| {
            Refusal::new(
                "ENTR-011",
                format!("“{title}”是行政强制，不得委托。"),
                "请从委托事项中删除；需要采取强制措施的由本机关实施。",
            )
            .by("《行政强制法》第十七条第一款")
            .at("items")
        }));
        found
    }
}
