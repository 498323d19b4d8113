//! Give the legal opinion: six items, each with the system's own pre-check (法制审核).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Opinion, Review, ReviewCheck, ReviewItem, ReviewVerdict};
use super::sheets::{self, blank, issue_nth, me};
use super::state::{Case, Stage};
use super::{bench, dossier, wrong_stage};
use crate::documents::{Sheet, signature_of};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::{self, Finding, Outcome};
use crate::{Private, Refusal, Refused, Setting};

/// Give the legal opinion (法制审核).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveOpinion {
    /// The six items.
    pub checks: Vec<ReviewCheck>,
    /// Pass, amend, or investigate more.
    pub verdict: ReviewVerdict,
    /// The opinion in words.
    pub words: Private,
}

impl GiveOpinion {
    /// Decides whether the opinion is complete: six verdicts, a remark on each that is not sound,
    /// no pass over an unsound item, and a reviewer who did not handle the case.
    ///
    /// # Law
    /// 《行政处罚法》第五十八条 (AP-44, AP-45, AP-46, MT-16, TS-11, TS-12, TS-13, N15, N16).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        for item in ReviewItem::ALL {
            let given = self.checks.iter().find(|check| check.item == item);
            found.require(given.is_some(), || {
                blank("CASE-101", item.name_zh(), &format!("check_{}", item.slug()))
            });
            let explained = given.is_none_or(|c| c.sound || !c.note.trim().is_empty());
            found.require(explained, || {
                Refusal::new(
                    "CASE-102",
                    format!("“{}”判定为有问题，但没有写明问题。", item.name_zh()),
                    "请写明问题和修改建议。",
                )
                .at(&format!("note_{}", item.slug()))
            });
        }
        let unsound = self.checks.iter().any(|check| !check.sound);
        found.require(!(unsound && self.verdict == ReviewVerdict::Pass), || {
            Refusal::new(
                "CASE-103",
                "有审核事项判定为有问题，不能同意。",
                "请选择修改或者补充调查。",
            )
            .by("《行政处罚法》第五十八条第一款")
            .at("verdict")
        });
        found.require(!self.words.is_blank(), || blank("CASE-104", "审核意见", "words"));
        found.clear()?;
        let sheet = self.form(case, setting, &me);
        let document = issue_nth(case, setting, sheet, 0)?;
        let opinion = Opinion {
            document: document.id.clone(),
            verdict: self.verdict,
            checks: self.checks.clone(),
            words: self.words.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::OpinionGiven(opinion), Event::DocumentIssued(document)])
    }

    /// EX-12 法制审核意见书.
    fn form(&self, case: &Case, setting: &Setting<'_>, me: &crate::ids::PersonId) -> Sheet {
        let submitted = match case.deciding().map(|d| &d.review) {
            Some(Review::Submitted { on }) => date_zh(*on),
            Some(Review::None | Review::Passed(_) | Review::Amend(_)) | None => String::new(),
        };
        let findings = precheck(case, setting);
        let unit = setting.law.unit(&case.origin.unit).map_or("", |unit| unit.name.as_str());
        let reviewer = setting.roster.get(me);
        sheets::sheet(case, "EX-12", setting)
            .text("submitter", unit)
            .text("submitted_on", submitted)
            .lines("materials", case.documents.iter().map(|d| format!("《{}》", d.title)))
            .rows(
                "checks",
                self.checks.iter().map(|check| {
                    [
                        ("item", check.item.name_zh().to_owned()),
                        ("precheck", precheck_words(&findings, check.item)),
                        ("verdict", if check.sound { "是" } else { "否" }.to_owned()),
                        ("note", check.note.clone()),
                    ]
                }),
            )
            .text("opinion", self.words.reveal())
            .text("conclusion", self.verdict.name_zh())
            .text("reviewer", setting.roster.name(me))
            .text(
                "reviewer_qualification",
                reviewer.and_then(|p| p.legal_qualification.clone()).unwrap_or_default(),
            )
            .signed("reviewer_signature", [signature_of(setting, me, "审核人")])
            .text("legal_opinion", self.verdict.name_zh())
            .signed("legal_signature", [signature_of(setting, me, "法制机构")])
    }
}

/// The obstacles that stand before an opinion whatever it says.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let submitted =
        matches!(&case.stage, Stage::Deciding(d) if matches!(d.review, Review::Submitted { .. }));
    if !submitted {
        return vec![wrong_stage(case, Act::GiveOpinion, "请等承办人拟定处理决定并送审。")];
    }
    let mut found = Vec::new();
    if let Some(me) = setting.me() {
        if case.handlers.contains(me) {
            found.push(
                Refusal::new(
                    "CASE-105",
                    "本案承办人不能审核自己承办的案件。",
                    "请由其他法制审核人员审核。",
                )
                .by("《行政处罚法》第五十八条第一款"),
            );
        }
        let qualified =
            setting.roster.get(me).is_some_and(|person| person.legal_qualification.is_some());
        if !qualified {
            found.push(
                Refusal::new(
                    "CASE-106",
                    "没有登记法律职业资格，初次从事法制审核的应当通过国家统一法律职业资格考试取得资格。",
                    "请安全管理员登记资格证号，或者由其他审核人员审核。",
                )
                .by("《行政处罚法》第五十八条第二款"),
            );
        }
    }
    found
}

/// What the system itself finds for each of the six items.
pub fn precheck(case: &Case, setting: &Setting<'_>) -> Vec<(ReviewItem, Finding)> {
    let proposal = case.deciding().map(|deciding| {
        deciding
            .draft
            .as_ref()
            .map_or_else(|| super::draft::proposed(deciding), |d| d.proposal.clone())
    });
    let mut facts = dossier(case, setting);
    if let (Some(proposal), None) = (&proposal, facts.decision.get()) {
        facts = facts.deciding(proposal, None, (setting.law, setting.today));
    }
    ReviewItem::ALL
        .into_iter()
        .flat_map(|item| {
            let facts = &facts;
            rules_of(item)
                .iter()
                .filter_map(|id| rules::rule(id))
                .map(move |rule| (item, rules::apply(rule, facts, &bench(setting))))
        })
        .collect()
}

/// The rules behind each item of the sheet.
const fn rules_of(item: ReviewItem) -> &'static [&'static str] {
    match item {
        ReviewItem::Subject => &["AP-03"],
        ReviewItem::Officers => &["AP-08", "AP-09", "AP-10"],
        ReviewItem::Facts => &["AP-16", "AP-23"],
        ReviewItem::Evidence => &["AP-27"],
        ReviewItem::Law => &["AP-13", "AP-14", "AP-18", "AP-20"],
        ReviewItem::Documents => {
            &["AP-30", "AP-31", "AP-48", "AP-51", "AP-53", "AP-54", "AP-55", "AP-57", "AP-59"]
        }
    }
}

fn precheck_words(findings: &[(ReviewItem, Finding)], item: ReviewItem) -> String {
    let breaches: Vec<&str> = findings
        .iter()
        .filter(|(of, _)| *of == item)
        .filter_map(|(_, finding)| match &finding.outcome {
            Outcome::Breach { what, .. } => Some(what.as_str()),
            Outcome::Sound | Outcome::Unknown { .. } => None,
        })
        .collect();
    if breaches.is_empty() { "未发现问题".to_owned() } else { breaches.join("；") }
}
