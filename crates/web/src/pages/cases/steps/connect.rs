//! 关联案件、引用关联案件证据.

use domain::{
    cases::{self, BorrowEvidence, Command, ConnectCase, ConnectionGround},
    ids::{CaseId, EvidenceId},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At,
        panel::Panel,
        step::{RECOUNT, Step},
        view::connected,
    },
};

/// Between the case and the evidence in it, in one answer.
const WITHIN: char = '/';

pub struct Connecting;

impl Step for Connecting {
    const ACT: Act = Act::ConnectCase;
    const PATH: &'static str = "/cases/{id}/connect-case";

    fn above(at: &At) -> Vec<Panel> {
        vec![connected::whole(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let ground = |one: ConnectionGround| {
            let help = match one {
                ConnectionGround::JointAct => "两个以上当事人共同实施一个违法行为。",
                ConnectionGround::SameParty => "同一当事人的几个违法行为，分别处理。",
                ConnectionGround::Chain => "一方的行为使另一方的违法成为可能，如装载和运输。",
            };
            Choice::new(one.slug(), one.name_zh()).help(help)
        };
        let found = at.candidates.iter().filter(|it| it.id != at.case.id.as_str()).map(|it| {
            let number = it.number.as_deref().unwrap_or("尚未立案");
            Choice::new(&it.id, format!("{number} {}", it.title))
                .help(format!("{}，{}", it.party, it.stage_name))
        });
        let mut form = at
            .form("关联不合并程序：各案当事人分别告知、分别听取意见、分别作出决定（《行政处罚法》第四十四条、第四十五条）。关联写入两案的记录，之后可以引用对方的证据。")
            .field(
                Field::text("words", "查找案件")
                    .help("案号、当事人或者案由，点“查找”；不填时列出最近的案件。"),
            )
            .field(Field::radio("other", "要关联的案件", found.collect()).required())
            .field(
                Field::radio("ground", "关系", ConnectionGround::ALL.map(ground).into()).required(),
            )
            .field(
                Field::textarea("reason", "关联的理由", 3)
                    .help("写明共同实施的事实或者两案的联系，以及相应证据。")
                    .required(),
            )
            .submit("关联两案");
        form.second = Some((RECOUNT.to_owned(), "yes".to_owned(), "查找".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let slug = read.text("ground");
        let ground = ConnectionGround::ALL.into_iter().find(|it| it.slug() == slug);
        Command::ConnectCase(ConnectCase {
            other: CaseId::new(read.text("other")),
            ground: ground.unwrap_or(ConnectionGround::JointAct),
            reason: read.private("reason"),
        })
    }
}

pub struct Borrowing;

impl Step for Borrowing {
    const ACT: Act = Act::BorrowEvidence;
    const PATH: &'static str = "/cases/{id}/borrow-evidence";

    fn above(at: &At) -> Vec<Panel> {
        vec![connected::whole(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let choices = connected::others(at, |other| {
            let number = other.number().unwrap_or("尚未立案的案件").to_owned();
            let here = |it: &&domain::evidence::Evidence| {
                at.case.evidence.iter().all(|own| !cases::same_evidence(own, it))
            };
            let choice = |it: &domain::evidence::Evidence| {
                Choice::new(format!("{}{WITHIN}{}", other.id, it.id), it.name.clone())
                    .help(format!("{number}，{}，证明{}", it.kind.name_zh(), it.proves.reveal()))
            };
            other.evidence.iter().filter(here).map(choice).collect()
        });
        Some(
            at.form("引用的证据在本案重新核实，查证属实才能作为认定事实的根据（《行政处罚法》第四十六条）；电子技术监控记录重新由两人审核（第四十一条）。原始文件只有一份，摘要不变。")
                .field(Field::radio("evidence", "证据", choices).required())
                .field(
                    Field::textarea("proves", "在本案证明的事项", 2).required(),
                )
                .submit("引用到本案"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let chosen = read.text("evidence");
        let (other, evidence) = chosen.split_once(WITHIN).unwrap_or((&chosen, ""));
        Command::BorrowEvidence(BorrowEvidence {
            other: CaseId::new(other),
            evidence: EvidenceId::new(evidence),
            proves: read.private("proves"),
        })
    }
}
