//! The chief decides in three days whether the case goes to the police (审批移送).

use serde::{Deserialize, Serialize};

use super::event::CrimeVerdict;
use super::state::Referral;
use super::{open, out_of_turn, papers};
use crate::cases::event::Event;
use crate::cases::measures::moment;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::policy::{Act, Role};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Approve the transfer (批准移送).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveReferral {
    /// To which police.
    pub police: String,
    /// To which procuratorate the copy goes.
    pub procuratorate: String,
}

impl ApproveReferral {
    /// Decides whether the chief approves; letter and list are issued with it (X3).
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第五条、第六条 (CR-03, CR-04, CR-06); 高检会〔2006〕2号 (CR-12).
    ///
    /// # Errors
    /// No report, somebody who is not the chief, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = checks(case, setting);
        found.require(!self.police.trim().is_empty(), || {
            blank("CRIME-030", "受移送的公安机关", "police")
        });
        found.require(!self.procuratorate.trim().is_empty(), || {
            Refusal::new(
                "CRIME-031",
                "没有填写抄送的人民检察院。",
                "向公安机关移送的同时，应当抄送同级人民检察院（高检会〔2006〕2号）。",
            )
            .by("《行政处罚法》第二十七条第二款")
            .at("procuratorate")
        });
        found.clear()?;
        let it = open(case)?;
        let names = (self.police.trim(), self.procuratorate.trim());
        let approval = papers::approval(case, it, "批准移送。", setting);
        let approval = issue_nth(case, setting, approval, 0)?;
        let letter = issue_nth(case, setting, papers::letter(case, it, names, setting), 1)?;
        let list = issue_nth(case, setting, papers::articles(case, it, setting), 2)?;
        let verdict = CrimeVerdict {
            referral: it.suspicion.referral.clone(),
            approval: approval.id.clone(),
            letter: Some(letter.id.clone()),
            declined: Private::default(),
            police: names.0.to_owned(),
            procuratorate: names.1.to_owned(),
            by: me,
            at: moment(setting),
        };
        let papers = [approval, letter, list].into_iter().map(Event::DocumentIssued);
        Ok(std::iter::once(Event::ReferralDecided(verdict)).chain(papers).collect())
    }
}

/// Decline the transfer (不批准移送).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineReferral {
    /// Why; it stays on file.
    pub reason: Private,
}

impl DeclineReferral {
    /// Decides whether the chief declines, with reasons on file (X4).
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款 (CR-05).
    ///
    /// # Errors
    /// No report, somebody who is not the chief, or no reasons.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = checks(case, setting);
        found.require(!self.reason.is_blank(), || {
            Refusal::new(
                "CRIME-032",
                "没有写明不批准移送的理由。",
                "不批准的，应当将不予批准的理由记录在案。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款")
            .at("reason")
        });
        found.clear()?;
        let it = open(case)?;
        let words = format!("不批准移送：{}", self.reason.reveal());
        let sheet = papers::approval(case, it, &words, setting);
        let approval = issue_nth(case, setting, sheet, 0)?;
        let verdict = CrimeVerdict {
            referral: it.suspicion.referral.clone(),
            approval: approval.id.clone(),
            letter: None,
            declined: self.reason.clone(),
            police: String::new(),
            procuratorate: String::new(),
            by: me,
            at: moment(setting),
        };
        Ok(vec![Event::ReferralDecided(verdict), Event::DocumentIssued(approval)])
    }
}

fn checks(case: &Case, setting: &Setting<'_>) -> Obstacles {
    let mut found = Obstacles::new();
    found.extend(ready(case));
    let chief = setting.actor.member().is_some_and(|it| it.roles.contains(&Role::Chief));
    found.require(chief, || {
        Refusal::new(
            "CRIME-033",
            "移送涉嫌犯罪案件由本机关正职负责人或者主持工作的负责人审批，副职不能批准，也不能否决。",
            "请报正职负责人审批；正职缺位、由您主持工作的，请安全管理员授予“正职负责人”岗位。",
        )
        .by("《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款")
    });
    let mine = |it: &Referral| {
        setting
            .me()
            .is_some_and(|me| it.group.as_ref().is_some_and(|(officers, _)| officers.contains(me)))
    };
    found.require(!case.referral().is_some_and(mine), || {
        Refusal::new("CRIME-034", "专案组成员不能审批自己的移送报告。", "请由正职负责人审批。")
    });
    found
}

/// What stands before the chief's word.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.report.is_none() => vec![
            out_of_turn(it, Act::ApproveReferral, "请等专案组核实并提交移送报告。")
                .then(Act::ReportReferral),
        ],
        Ok(it) if it.verdict.is_some() => {
            vec![
                out_of_turn(it, Act::ApproveReferral, "请在二十四小时内移送公安机关。")
                    .then(Act::DeliverReferral),
            ]
        }
        Ok(_) => vec![],
    }
}
