//! The wording of a decision: what the file says, and what its drafter put otherwise.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::records::{Hearing, Representation};
use super::state::{Case, Deciding};
use super::terms::Proposal;
use crate::Private;

/// The wording of a decision where its drafter changed it; what is blank stands as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionText {
    /// The facts of the violation.
    #[serde(default, skip_serializing_if = "Private::is_blank")]
    pub facts: Private,
    /// What the evidence proves together (证据审查意见).
    #[serde(default, skip_serializing_if = "Private::is_blank")]
    pub assessment: Private,
    /// The answer to what the party said and to the hearing.
    #[serde(default, skip_serializing_if = "Private::is_blank")]
    pub reply: Private,
    /// How the discretion was used; of a penalty only.
    #[serde(default, skip_serializing_if = "Private::is_blank")]
    pub discretion: Private,
}

impl DecisionText {
    /// Whether nothing was changed.
    pub fn is_plain(&self) -> bool {
        [&self.facts, &self.assessment, &self.reply, &self.discretion]
            .into_iter()
            .all(Private::is_blank)
    }
}

/// The wording that the file gives of itself.
pub(super) fn as_filed(case: &Case, deciding: &Deciding, proposal: &Proposal) -> DecisionText {
    let discretion = match proposal {
        Proposal::Penalty(terms) => terms.discretion.clone(),
        Proposal::NoPenalty(_) => Private::default(),
    };
    DecisionText {
        facts: deciding.report.facts.clone(),
        assessment: Private::new(assessed(case)),
        reply: Private::new(replied(deciding)),
        discretion,
    }
}

/// The wording of the draft: what its drafter changed, and else what the file says.
pub(super) fn of(case: &Case, deciding: &Deciding, proposal: &Proposal) -> DecisionText {
    let plain = as_filed(case, deciding, proposal);
    let Some(draft) = &deciding.draft else { return plain };
    let kept = |own: &Private, plain: Private| if own.is_blank() { plain } else { own.clone() };
    DecisionText {
        facts: kept(&draft.text.facts, plain.facts),
        assessment: kept(&draft.text.assessment, plain.assessment),
        reply: kept(&draft.text.reply, plain.reply),
        discretion: kept(&draft.text.discretion, plain.discretion),
    }
}

/// Only what differs from the file is kept with the draft.
pub(super) fn changed(sent: &DecisionText, plain: &DecisionText) -> DecisionText {
    let other = |sent: &Private, plain: &Private| {
        let same = sent.reveal().trim() == plain.reveal().trim();
        if same || sent.is_blank() { Private::default() } else { sent.clone() }
    };
    DecisionText {
        facts: other(&sent.facts, &plain.facts),
        assessment: other(&sent.assessment, &plain.assessment),
        reply: other(&sent.reply, &plain.reply),
        discretion: other(&sent.discretion, &plain.discretion),
    }
}

/// What the record holds of telling and hearing the party; nobody words it otherwise.
pub(super) fn told(deciding: &Deciding) -> String {
    let mut words = String::new();
    if let Some(notice) = &deciding.notice {
        let delivered =
            notice.delivered_on.map_or_else(String::new, |on| format!("于{}", law::date_zh(on)));
        let _ = write!(
            words,
            "本机关{delivered}向当事人送达《违法行为通知书》（{}），告知拟处罚的内容、事实、理由、依据和当事人的权利。",
            notice.number
        );
    }
    match &deciding.representation {
        Representation::None if deciding.notice.is_none() => {}
        Representation::None => words.push_str("当事人在期限内没有陈述申辩。"),
        Representation::Waived { .. } => words.push_str("当事人书面放弃陈述申辩。"),
        Representation::Made(statement) | Representation::Reviewed(statement, _) => {
            let said = statement.words.reveal().trim_end_matches('。');
            let _ = write!(words, "当事人陈述申辩：{said}。");
        }
    }
    match &deciding.hearing {
        Hearing::NotAsked | Hearing::Requested { .. } | Hearing::Called(_) => {}
        Hearing::Held(_, record) => {
            let _ = write!(words, "本机关于{}依法举行听证。", law::date_zh(record.on));
        }
        Hearing::Abandoned { .. } => words.push_str("当事人申请听证后放弃听证。"),
    }
    words
}

/// The answer that the review of the statement gave.
fn replied(deciding: &Deciding) -> String {
    let Representation::Reviewed(_, review) = &deciding.representation else {
        return String::new();
    };
    let reasons = review.reasons.reveal().trim_end_matches('。');
    format!("经复核，{}，理由：{reasons}。", review.accepted.name_zh())
}

/// That the evidence was verified, when all of it was.
fn assessed(case: &Case) -> String {
    let count = case.evidence.len();
    if count == 0 || case.evidence.iter().any(|it| it.verified.is_none()) {
        return String::new();
    }
    format!("上述证据共{count}件，均经查证属实。")
}
