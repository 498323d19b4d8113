//! Put the transfer to the head, and the letter that goes out with the approval (提请移送、发函).

use serde::{Deserialize, Serialize};

use super::event::{TransferGround, TransferLetter};
use super::{out_of_turn, papers};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::{Case, Stage};
use crate::cases::submission::{self, Answer, Matter};
use crate::cases::{crime, wrong_stage};
use crate::policy::Act;
use crate::{Private, Refusal, Refused, Setting};

/// Put the transfer of the case to the head (提请移送管辖).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeTransfer {
    /// Why it is not ours.
    pub ground: TransferGround,
    /// The other's filing, or the assignment, where the ground rests on one.
    #[serde(default)]
    pub rests_on: String,
    /// To which authority.
    pub organ: String,
    /// The facts and reasons.
    pub reason: Private,
    /// What goes with it.
    pub materials: Vec<String>,
}

impl ProposeTransfer {
    /// Decides whether it can be put (N4).
    ///
    /// # Law
    /// 《行政处罚法》第二十二条、第二十三条、第二十五条 (AP-12, MT-02).
    ///
    /// # Errors
    /// The stage, a transfer under way, ourselves as the other authority, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let (organ, rests_on) = (self.organ.trim(), self.rests_on.trim());
        let mut wrong = Vec::new();
        if organ.is_empty() {
            wrong.push(blank("TRAN-010", "受移送机关", "organ"));
        }
        let ours = setting.law.authority(&case.origin.authority).map(|it| it.name.as_str());
        if ours == Some(organ) {
            wrong.push(
                Refusal::new(
                    "TRAN-011",
                    "受移送机关就是本机关。",
                    "属于本机关管辖的，继续办理；请填写有管辖权的其他机关。",
                )
                .by("《行政处罚法》第二十二条")
                .at("organ"),
            );
        }
        if self.ground.rests_on_paper() && rests_on.is_empty() {
            wrong.push(
                Refusal::new(
                    "TRAN-013",
                    format!("没有填写“{}”所依据的文书。", self.ground.name_zh()),
                    "请填写对方的立案文书，或者上一级行政机关指定管辖的文书；管辖有争议的先协商，协商不成的报请共同的上一级行政机关指定。",
                )
                .by("《行政处罚法》第二十五条")
                .at("rests_on"),
            );
        }
        let lines = self.materials.iter().map(|line| line.trim().to_owned());
        let materials: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        if materials.is_empty() {
            wrong.push(blank("TRAN-014", "移送的材料", "materials"));
        }
        let matter = Matter::Transfer {
            ground: self.ground,
            rests_on: rests_on.to_owned(),
            organ: organ.to_owned(),
            materials,
        };
        submission::put((Act::ProposeTransfer, matter, &self.reason), wrong, case, setting)
    }
}

/// Approve the transfer as put, and the letter goes out, or give it back (审批移送管辖).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveTransfer {
    /// What the head says.
    pub answer: Answer,
}

impl ApproveTransfer {
    /// Decides whether the head approves; approval sheet and letter are issued with it.
    ///
    /// # Law
    /// 《行政处罚法》第二十二条、第二十三条、第二十五条 (AP-12, MT-02).
    ///
    /// # Errors
    /// Nothing put, a head who handles the case, or no reason for giving it back.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let act = Act::ApproveTransfer;
        if let Answer::Return { reason } = &self.answer {
            return submission::give_back((act, reason), case, setting);
        }
        let approval = submission::approval(act, case, setting)?;
        let put = approval.submission;
        let Matter::Transfer { ground, rests_on, organ, materials } = &put.matter else {
            return Ok(vec![]);
        };
        let why = papers::grounded(*ground, rests_on);
        let matter = format!("移送{organ}");
        let words = (matter.as_str(), why.as_str(), ground.cite());
        let sheet = submission::sheet(case, words, &[put.reason.reveal()], &approval, setting);
        let sheet = issue_nth(case, setting, sheet, 0)?;
        let mut letter = TransferLetter {
            ground: *ground,
            rests_on: rests_on.clone(),
            organ: organ.clone(),
            reason: put.reason.clone(),
            materials: materials.clone(),
            approval: sheet.id.clone(),
            document: sheet.id.clone(),
            by: approval.by,
            on: setting.today,
        };
        let paper = issue_nth(case, setting, papers::letter(case, &letter, setting), 1)?;
        letter.document = paper.id.clone();
        let papers = [sheet, paper].into_iter().map(Event::DocumentIssued);
        Ok(std::iter::once(Event::TransferSent(letter)).chain(papers).collect())
    }
}

/// What stands before putting or approving it.
pub(in crate::cases) fn ready_to_send(act: Act, case: &Case) -> Vec<Refusal> {
    if let Some(it) = case.transfer() {
        return vec![
            out_of_turn(it, act, "请登记受移送机关的答复和协商、指定管辖的结果。")
                .then(Act::DeliverTransfer),
        ];
    }
    match &case.stage {
        Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_) => {
            crime::bars(case).into_iter().collect()
        }
        Stage::OnSpot(_) => vec![
            wrong_stage(
                case,
                act,
                "不属于本机关管辖的不能当场处罚；请转为普通程序，由负责人决定不予立案。",
            )
            .then(Act::ConvertToGeneral),
        ],
        Stage::Proposed => vec![
            wrong_stage(
                case,
                act,
                "还没有立案；不属于本机关管辖的，由负责人决定不予立案，线索移送有管辖权的机关。",
            )
            .then(Act::ApproveFiling),
        ],
        Stage::Decided(_) => vec![
            wrong_stage(
                case,
                act,
                "已经作出决定；决定没有管辖依据的，先登记撤销，重新办理时再移送。",
            )
            .then(Act::RevokeDecision),
        ],
        Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) => {
            vec![wrong_stage(case, act, "案件已经办结。")]
        }
    }
}
