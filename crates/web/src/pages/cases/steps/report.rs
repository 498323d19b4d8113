//! 提交调查报告、审核调查报告.

use domain::{
    cases::{
        ApproveReport, Command, Proposal, ReportChecks, ReturnReport, SubmitReport, WaiverGround,
    },
    policy::Act,
};

use crate::{
    body::Reader,
    components::{
        form::{Field, FieldValue, Form},
        text::Link,
    },
    pages::cases::{
        at::At,
        choices::tick,
        panel::{Panel, Part},
        step::Step,
        terms,
        view::{in_time, like_cases, norms, origin, proposal, same_party},
    },
};

pub struct Submitting;

impl Step for Submitting {
    const ACT: Act = Act::SubmitReport;
    const PATH: &'static str = "/cases/{id}/submit-report";
    const DRAFT: bool = true;

    fn draft_of(at: &At) -> String {
        terms::chosen(at).map(terms::Chosen::key).unwrap_or_default()
    }

    fn above(at: &At) -> Vec<Panel> {
        if terms::chosen(at).is_none() {
            let before = [Some(same_party::whole(at)), norms::panel(at), in_time::panel(at)];
            return before.into_iter().flatten().chain(terms::panels(at)).collect();
        }
        let mut all = vec![
            Panel::new("", "第二步：填写调查报告")
                .with(Part::Links(vec![Link::new("改选处罚条款或者不予处罚", at.here())])),
            same_party::whole(at),
        ];
        all.extend(norms::panel(at));
        all.extend(in_time::panel(at));
        all
    }

    fn beside(at: &At) -> Vec<Panel> {
        let like = like_cases::panel(at);
        [Some(at.facts()), like, Some(origin::evidence(at))].into_iter().flatten().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let chosen = terms::chosen(at)?;
        let form = at
            .form("调查终结后写明经过、事实、证据和处理建议，由办案机构负责人审核（《行政处罚法》第五十七条）。")
            .field(Field::heading("调查", ""))
            .field(Field::textarea("process", "调查经过", 3).required())
            .field(
                Field::textarea("facts", "查明的事实", 5)
                    .value(at.case.origin.facts.reveal())
                    .required(),
            );
        let lenient = in_time::answer(at).unwrap_or_default();
        Some(questions(terms::fields(at, form, chosen, earlier(at)), &lenient).submit("提交报告"))
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let process = read.private("process");
        let facts = read.private("facts");
        let proposal = read_proposal(at, read);
        Command::SubmitReport(Box::new(SubmitReport {
            process,
            facts,
            proposal,
            checks: ReportChecks {
                identity: read.text("identity"),
                one_act: read.text("one_act"),
                first_offence: read.text("first_offence"),
                lenient_law: read.text("lenient_law"),
                crime: read.text("crime"),
            },
            complex: read.yes("complex"),
        }))
    }
}

fn earlier(at: &At) -> Option<&Proposal> {
    at.case.report().map(|report| &report.proposal)
}

/// Reads the proposal; without a choice there is a complaint and a placeholder.
fn read_proposal(at: &At, read: &mut Reader<'_>) -> Proposal {
    if let Some(chosen) = terms::chosen(at) {
        return terms::read(chosen, read);
    }
    read.complain("branch", "请先选择处罚条款，或者选择不予处罚的情形。".to_owned());
    terms::read(terms::Chosen::Ground(WaiverGround::NotEstablished), read)
}

/// The statutory questions that a report answers.
fn questions(form: Form, lenient: &str) -> Form {
    let question = |key: &str, label: &str, cite: &str, phrases: &[&str]| {
        Field::opinion(key, label, phrases).help(cite).required()
    };
    form.field(Field::heading("法定审查", "每一项都须写明结论。"))
        .field(question(
            "identity",
            "当事人身份核实情况",
            "",
            &["已核对居民身份证。", "已核对营业执照。"],
        ))
        .field(question(
            "one_act",
            "一事不再罚",
            "同一个违法行为不得给予两次以上罚款（《行政处罚法》第二十九条）。",
            &["同一违法行为没有受过罚款处罚。"],
        ))
        .field(question(
            "first_offence",
            "轻微不罚、首违不罚",
            "《行政处罚法》第三十三条。",
            &["不属于轻微不罚、首违不罚情形。", "属于初次违法，危害后果轻微并及时改正。"],
        ))
        .field(
            question(
                "lenient_law",
                "从旧兼从轻",
                "《行政处罚法》第三十七条。",
                &["行为时和现在的规定相同。"],
            )
            .value(lenient),
        )
        .field(question(
            "crime",
            "是否涉嫌犯罪",
            "涉嫌犯罪的应当移送司法机关（《行政处罚法》第二十七条）。",
            &["不涉嫌犯罪。"],
        ))
        .field(
            tick("complex", "情节复杂", "情节复杂或者拟给予较重处罚，应当集体讨论")
                .answered(FieldValue::Many(Vec::new())),
        )
}

pub struct Approval;

impl Step for Approval {
    const ACT: Act = Act::ApproveReport;
    const PATH: &'static str = "/cases/{id}/approve-report";

    fn above(at: &At) -> Vec<Panel> {
        let Some(report) = at.case.report() else { return Vec::new() };
        vec![
            Panel::new("", "查明的事实").with(Part::words(report.facts.reveal())),
            proposal::panel(at, "处理建议", &report.proposal),
            same_party::whole(at),
            origin::evidence(at),
        ]
        .into_iter()
        .chain(norms::panel(at))
        .chain(like_cases::panel(at))
        .collect()
    }

    fn form(at: &At) -> Option<Form> {
        let phrases = ["事实清楚，证据确实充分，同意处理建议。"];
        let mut form = at
            .form("由办案机构负责人审核。需要补充调查的，写明理由后退回。")
            .field(Field::opinion("reason", "审核意见", &phrases).help("退回的，须写明理由。"))
            .submit("同意");
        form.second = Some(("return".to_owned(), "yes".to_owned(), "退回补充调查".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let words = read.text_if("reason").unwrap_or_default();
        if read.yes("return") {
            Command::ReturnReport(ReturnReport { reason: words })
        } else {
            Command::ApproveReport(ApproveReport { words })
        }
    }
}
