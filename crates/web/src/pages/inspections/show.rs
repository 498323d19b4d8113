//! The page of an inspection, made for a phone on the site: the next step first, then the certificates.

use askama::Template;
use axum::{extract::Path, response::Response};
use domain::{
    Private, Setting,
    evidence::Evidence,
    evidence::{BlobRef, Claim, EvidenceKind},
    inspections::{
        ApproveInspection, ArriveOnSite, CaptureEvidence, CheckResult, Command, ConcludeInspection,
        Conclusion, GiveGuidance, GuidanceWay, HandOver, Inspection, OrderStop, Outcome,
        RecordFeedback, RecordFindings, SignRecord, Stage,
    },
    policy::{Act, Verdict},
};
use law::format::{date_zh, datetime_zh};

use super::{
    blank,
    card::{self, CertificateCard},
    found::Found,
};
use crate::{
    Call, Held, PageError,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, PageHead, Pair},
        notice::{EmptyState, RefusalBox},
        records::{DocumentList, EvidenceGallery, Exhibit, Recording, Timeline},
        shell::Shell,
        stages::{StageRail, Step, StepState},
        table::{Column, DataTable},
        text::{Badge, Cell, Link, Tone},
    },
    pages::{
        clues::{
            places,
            ready::{self, Tried},
            size_zh, tail,
        },
        samples::{Sample, sample_shell},
        shared::entry,
        show,
    },
};

#[derive(Template)]
#[template(path = "inspections/show.html")]
pub struct InspectionPage {
    pub shell: Shell,
    pub head: PageHead,
    pub rail: StageRail,
    /// The step to take now, as one large button.
    pub step: Option<Link>,
    pub waiting: KeyValue,
    pub bar: ActionBar,
    pub cards: Vec<CertificateCard>,
    pub facts: KeyValue,
    pub arrival: KeyValue,
    pub found: Option<Found>,
    pub outcome: KeyValue,
    pub guidance: KeyValue,
    pub evidence: EvidenceGallery,
    pub papers: DocumentList,
    pub record: Timeline,
}

/// `GET /inspections/{id}`
pub async fn inspection(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_inspection(&id).await?;
    let mut tried = call.with_setting(&it.state, |setting| tried(&it, setting)).await?;
    tried.retain(|(act, _)| is_of_use(&it, *act));
    let mut bar = ready::bar(&call, &it.stream, &it.subject(), tried);
    let step = main_step(&mut bar);
    bar.actions.extend(onward(&call, &it));
    let history = call.app().history(&it.stream).await?;
    show(&InspectionPage {
        shell: call.shell("/inspections", vec![Link::new("检查", "/inspections")], "检查").await?,
        head: head(&call, &it),
        rail: rail(&it),
        step,
        waiting: ready::waiting(&call, &it.state),
        bar,
        cards: card::cards(&call, &it.officers, call.today()),
        facts: facts(&call, &it),
        arrival: arrival(&call, &it),
        found: Found::of(&it),
        outcome: outcome(&call, &it),
        guidance: guidance(&it),
        evidence: gallery(&call, &it).kept_apart(&call.app().quarantined().await?),
        papers: papers(&call, &it),
        record: Timeline {
            label: "全过程记录".to_owned(),
            entries: history.iter().rev().map(entry).collect(),
        },
    })
}

/// What the inspection is called: whom and what it inspects.
pub fn title(call: &Call, it: &Inspection) -> String {
    let law = call.law();
    let item = law.items.iter().find(|item| item.id == it.item);
    let item = item.map_or_else(|| it.item.to_string(), |item| item.name.clone());
    format!("{}：{item}", it.object.public_name())
}

/// What is inspected, where, by whom and why.
pub fn facts(call: &Call, it: &Inspection) -> KeyValue {
    let law = call.law();
    let people = call.people();
    let unit = law.unit(&it.unit).map_or_else(String::new, |unit| unit.name.clone());
    let authority = law.authority(&it.authority);
    let authority = authority.map_or_else(String::new, |found| found.name.clone());
    let item = law.items.iter().find(|item| item.id == it.item);
    let names: Vec<String> = it.officers.iter().map(|id| people.name(id)).collect();
    let town = places::town_name(&law, &it.town).to_owned();
    let town = match &it.area {
        Some(area) => format!("{town}（{}）", places::area_name(&law, area)),
        None => town,
    };
    let mut pairs = vec![
        Pair::text("检查对象", it.object.name.reveal()).note(it.object.kind.name_zh()),
        Pair::text("检查事项", item.map_or_else(String::new, |item| item.title.clone()))
            .note(it.item.to_string()),
        Pair::text("检查地点", format!("{town} {}", it.place.reveal())),
        Pair::text("检查机构", unit).note(it.competence.clone()),
        Pair::text("以谁的名义", authority),
        Pair::text("执法人员", names.join("、")),
        Pair::text("任务来源", it.occasion.name_zh()),
        Pair::text("计划日期", date_zh(it.planned_on)),
        approval(call, it),
    ];
    if !it.object.id_number.is_blank() {
        pairs.insert(1, Pair::text("证件号码", it.object.id_number.masked_number()));
    }
    if let Some(urgent) = &it.urgent {
        pairs.push(Pair::text("紧急理由", urgent.clone()));
    }
    if let Some(clue) = &it.clue {
        pairs.push(Pair::new("来自线索", Cell::link("查看线索", format!("/clues/{clue}"))));
    }
    KeyValue { pairs }
}

fn approval(call: &Call, it: &Inspection) -> Pair {
    match (&it.approval, &it.stage) {
        (Some(approval), _) => {
            let note = format!("{}，{}", call.people().name(&approval.by), date_zh(approval.on));
            let words = if approval.words.trim().is_empty() { "同意" } else { &approval.words };
            Pair::text("审批", words).note(note)
        }
        (None, Stage::Refused { reason }) => Pair::text("审批", "不予批准").note(reason.clone()),
        (
            None,
            Stage::Proposed
            | Stage::Approved
            | Stage::OnSite(_)
            | Stage::Recorded(..)
            | Stage::Signed(..)
            | Stage::Done(..),
        ) => Pair::new("审批", Cell::badge("还没有批准", Tone::Warning)),
    }
}

/// Each act, tried with blank answers, the likeliest next step first.
fn tried(it: &Inspection, setting: &Setting<'_>) -> Vec<Tried> {
    let private = Private::default;
    let now = setting.today.at(0, 0, 0, 0);
    let problem = it.stage.findings().is_some_and(|findings| {
        findings.checklist.iter().any(|answer| answer.result == CheckResult::Problem)
    });
    let conclude = Command::Conclude(ConcludeInspection {
        conclusion: Conclusion::NothingFound,
        education: private(),
    });
    let hand_over = Command::HandOver(HandOver { summary: private(), act_on: setting.today });
    let (first, second) = if problem { (hand_over, conclude) } else { (conclude, hand_over) };
    let blob = BlobRef::default();
    let commands = [
        Command::Approve(ApproveInspection { words: String::new() }),
        Command::Arrive(ArriveOnSite {
            at: now,
            position: None,
            officers: Vec::new(),
            met_name: private(),
            met_role: String::new(),
            certificates_shown: false,
            rights_answer: private(),
        }),
        Command::Sign(SignRecord {
            officer_images: Vec::new(),
            party_image: private(),
            refusal_reason: private(),
            witness_name: private(),
            witness_image: private(),
        }),
        Command::Record(RecordFindings {
            checklist: Vec::new(),
            narrative: private(),
            statement: private(),
            ended_at: now,
        }),
        first,
        second,
        Command::Capture(CaptureEvidence {
            kind: EvidenceKind::AudioVisual,
            name: String::new(),
            proves: private(),
            blob,
            claim: Claim::default(),
        }),
        Command::OrderStop(OrderStop { words: private(), stopped: false, at: now }),
        Command::Interview(Box::new(blank::interview(now))),
        Command::Examine(Box::new(blank::examination(now))),
        Command::Sample(Box::new(blank::sampling(now))),
        Command::GiveGuidance(GiveGuidance {
            way: GuidanceWay::Remind,
            matter: private(),
            advice: private(),
        }),
        Command::RecordFeedback(RecordFeedback { words: private(), on: setting.today }),
    ];
    commands
        .iter()
        .map(|command| (command.act(), ready::obstacle(command.decide(Some(it), setting))))
        .collect()
}

/// Whether the button of an act says anything now: guidance comes after the record.
fn is_of_use(it: &Inspection, act: Act) -> bool {
    let signed = matches!(it.stage, Stage::Signed(..) | Stage::Done(..));
    let guides = signed && it.handed_over().is_none();
    let waits = it.guidance.last().is_some_and(|given| given.feedback.is_none());
    (act != Act::GiveGuidance || guides) && (act != Act::RecordFeedback || waits)
}

/// The guidance that was given, and what was answered.
fn guidance(it: &Inspection) -> KeyValue {
    let pairs = it.guidance.iter().flat_map(|given| {
        let words = format!("{}：{}", given.way.name_zh(), given.matter.reveal());
        let answer = match &given.feedback {
            None => Pair::text("反馈", "还没有反馈"),
            Some((words, on)) => Pair::text("反馈", words.reveal()).note(date_zh(*on)),
        };
        [
            Pair::text("事项", words).note(date_zh(given.on)),
            Pair::text("建议", given.advice.reveal()),
            answer,
        ]
    });
    KeyValue { pairs: pairs.collect() }
}

/// Takes the main act out of the bar, to be drawn as one large button.
fn main_step(bar: &mut ActionBar) -> Option<Link> {
    let main = bar
        .actions
        .iter()
        .position(|action| matches!(action, Action::Open { weight: Weight::Main, .. }))?;
    match bar.actions.remove(main) {
        Action::Open { label, href, .. } => Some(Link::new(label, href)),
        Action::Send { .. } | Action::Barred { .. } => None,
    }
}

/// What follows in other places: filing the case, answering the clue.
fn onward(call: &Call, it: &Inspection) -> Vec<Action> {
    let Stage::Done(_, _, outcome) = &it.stage else { return Vec::new() };
    let open =
        |label: &str, href: String, weight| Action::Open { label: label.to_owned(), href, weight };
    let mut actions = Vec::new();
    match (outcome, &it.case) {
        (_, Some(case)) => {
            actions.push(open("查看案件", format!("/cases/{case}"), Weight::Side));
        }
        (Outcome::HandedOver { .. }, None) if call.could(Act::ProposeFiling) => {
            actions.push(open(
                "提请立案",
                format!("/cases/new?inspection={}", it.id),
                Weight::Main,
            ));
            actions.push(open(
                "当场处罚",
                format!("/cases/begin-summary?inspection={}", it.id),
                Weight::Side,
            ));
        }
        (Outcome::HandedOver { .. } | Outcome::Concluded { .. }, None) => {}
    }
    if let Some(clue) = it.clue.as_ref().filter(|_| call.could(Act::AnswerClue)) {
        actions.push(open("反馈线索", format!("/clues/{clue}/answer-clue"), Weight::Side));
    }
    actions
}

fn head(call: &Call, it: &Inspection) -> PageHead {
    let number = it.documents.iter().find_map(|document| document.number.as_ref());
    let under = number.map_or_else(String::new, |number| number.text.clone());
    let mut head = PageHead::new(title(call, it), under);
    let tone = match it.stage {
        Stage::Refused { .. } | Stage::Done(..) => Tone::Plain,
        Stage::Proposed
        | Stage::Approved
        | Stage::OnSite(_)
        | Stage::Recorded(..)
        | Stage::Signed(..) => Tone::Info,
    };
    head.badges = vec![Badge::new(it.stage.name_zh(), tone)];
    if it.urgent.is_some() && it.approval.is_none() {
        head.badges.push(Badge::new("紧急检查，审批待补办", Tone::Warning));
    }
    head
}

fn rail(it: &Inspection) -> StageRail {
    let (at, refused) = match it.stage {
        Stage::Proposed => (1, false),
        Stage::Refused { .. } => (1, true),
        Stage::Approved => (2, false),
        Stage::OnSite(_) => (3, false),
        Stage::Recorded(..) => (4, false),
        Stage::Signed(..) => (5, false),
        Stage::Done(..) => (6, false),
    };
    let labels = ["申请", "审批", "到场亮证", "现场记录", "签署笔录", "处理结果"];
    let state = |turn: usize| match turn {
        _ if turn == 1 && it.approval.is_none() && 1 < at => StepState::Next,
        _ if turn < at => StepState::Done,
        _ if turn == at && refused => StepState::Held,
        _ if refused => StepState::Skipped,
        _ if turn == at => StepState::Now,
        _ => StepState::Next,
    };
    let mut steps: Vec<Step> =
        labels.iter().enumerate().map(|(turn, label)| Step::new(*label, state(turn))).collect();
    let dates = [
        (1, it.approval.as_ref().map(|approval| approval.on)),
        (2, it.stage.arrival().map(|arrival| arrival.on)),
    ];
    for (turn, on) in dates {
        if let (Some(step), Some(on)) = (steps.get_mut(turn), on) {
            step.when = date_zh(on);
        }
    }
    StageRail { label: "检查流程".to_owned(), steps }
}

fn arrival(call: &Call, it: &Inspection) -> KeyValue {
    let Some(arrival) = it.stage.arrival() else { return KeyValue { pairs: Vec::new() } };
    let people = call.people();
    let names: Vec<String> = arrival.officers.iter().map(|id| people.name(id)).collect();
    let mut pairs = vec![
        Pair::text("到场时间", datetime_zh(arrival.at)).note("本机时间"),
        Pair::text("到场人员", names.join("、")),
        Pair::text("现场人员", arrival.met_name.reveal()).note(arrival.met_role.clone()),
        Pair::text("亮证和告知", "已出示执法证件并告知权利").note(
            if arrival.rights_answer.is_blank() { "" } else { arrival.rights_answer.reveal() },
        ),
    ];
    if let Some((lat, lng)) = arrival.position {
        let point = format!("{}，{}", places::degrees(lat), places::degrees(lng));
        pairs.push(Pair::new("到场位置", Cell::figure(point)).note("本机位置，只作参考"));
    }
    if let Some(stop) = &it.stop {
        let state = if stop.stopped { "已经停止" } else { "没有停止" };
        pairs.push(
            Pair::text("责令停止", stop.words.reveal())
                .note(format!("{}，{state}", datetime_zh(stop.at))),
        );
    }
    KeyValue { pairs }
}

/// What stands in the way of the act whatever is answered, as the box above its form.
pub async fn barred(
    call: &Call,
    it: &Held<Inspection>,
    act: Act,
) -> Result<Vec<RefusalBox>, PageError> {
    let tried = call.with_setting(&it.state, |setting| tried(it, setting)).await?;
    Ok(ready::box_of(act, &it.stream, tried))
}

fn outcome(call: &Call, it: &Inspection) -> KeyValue {
    let Stage::Done(_, _, outcome) = &it.stage else { return KeyValue { pairs: Vec::new() } };
    let pairs = match outcome {
        Outcome::Concluded { conclusion, education, on } => {
            let mut pairs = vec![Pair::text("结果", conclusion.name_zh()).note(date_zh(*on))];
            if !education.is_blank() {
                pairs.push(Pair::text("教育内容", education.reveal()));
            }
            pairs
        }
        Outcome::HandedOver { to, summary, act_on, on } => {
            let law = call.law();
            let unit = law.unit(to).map_or_else(String::new, |unit| unit.name.clone());
            vec![
                Pair::text("移交给", unit).note(date_zh(*on)),
                Pair::text("涉嫌的违法行为", summary.reveal()),
                Pair::text("行为日期", date_zh(*act_on)),
            ]
        }
    };
    KeyValue { pairs }
}

fn gallery(call: &Call, it: &Held<Inspection>) -> EvidenceGallery {
    let open = matches!(it.stage, Stage::OnSite(_) | Stage::Recorded(..));
    let mine =
        call.app().may(call.actor(), Act::CaptureEvidence, &it.subject()) == Verdict::Permitted;
    let href = format!("/inspections/{}/capture-evidence", it.id);
    EvidenceGallery {
        label: "现场证据".to_owned(),
        exhibits: it.evidence.iter().filter_map(exhibit).collect(),
        empty: EmptyState::new(
            "还没有现场证据",
            "移交查处前至少要有一件证据；到场后、签署前可以取证。",
        ),
        add: (open && mine).then(|| Link::new("拍照或者上传", href)),
    }
}

fn exhibit(evidence: &Evidence) -> Option<Exhibit> {
    let blob = evidence.blob.as_ref()?;
    let href = format!("/files/{}", blob.sha256);
    let is_picture = matches!(blob.mime.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let claimed = evidence.claim.at.map(|at| format!("，本机时间{}", datetime_zh(at)));
    Some(Exhibit {
        title: evidence.name.clone(),
        kind: evidence.kind.name_zh().to_owned(),
        thumbnail: is_picture.then(|| href.clone()),
        href,
        source: format!("{}取得{}", date_zh(evidence.obtained_on), claimed.unwrap_or_default()),
        size: size_zh(blob.size),
        recording: Recording::of(&blob.mime),
        moments: vec![],
        way: Some(format!("/files/{}/way", blob.sha256)),
        hash_tail: tail(&blob.sha256),
        state: None,
    })
}

fn papers(call: &Call, it: &Inspection) -> DocumentList {
    let stream = domain::StreamId::inspection(&it.id);
    let all = &it.documents;
    let papers =
        all.iter().map(|document| crate::pages::papers::paper(call, &stream, all, document));
    DocumentList {
        label: "文书".to_owned(),
        papers: papers.collect(),
        empty: EmptyState::new("还没有文书", "批准、询问、勘验、签署和办结时自动生成文书。"),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let nothing = || KeyValue { pairs: Vec::new() };
    let page = InspectionPage {
        shell: sample_shell("/inspections", "检查"),
        head: PageHead::new("示例运输有限公司：示例事项", ""),
        rail: StageRail {
            label: "检查流程".to_owned(),
            steps: vec![Step::new("申请", StepState::Done), Step::new("审批", StepState::Now)],
        },
        step: Some(Link::new("到场亮证", "/inspections/1/arrive-on-site")),
        waiting: KeyValue { pairs: vec![Pair::text("到场亮证", "甲某某、乙某某")] },
        bar: ActionBar { token: "sample".to_owned(), actions: Vec::new() },
        cards: vec![card::sample_card()],
        facts: KeyValue { pairs: vec![Pair::text("检查对象", "示例运输有限公司")] },
        arrival: nothing(),
        found: Some(Found {
            points: DataTable::new(
                "检查要点",
                vec![Column::new("检查要点")],
                EmptyState::new("没有检查要点", ""),
            ),
            narrative: "示例。".to_owned(),
            statement: "无".to_owned(),
            ended: "2026年3月9日10时30分".to_owned(),
        }),
        outcome: nothing(),
        guidance: nothing(),
        evidence: EvidenceGallery {
            label: "现场证据".to_owned(),
            exhibits: Vec::new(),
            empty: EmptyState::new("还没有现场证据", ""),
            add: None,
        },
        papers: DocumentList {
            label: "文书".to_owned(),
            papers: Vec::new(),
            empty: EmptyState::new("还没有文书", ""),
        },
        record: Timeline { label: "全过程记录".to_owned(), entries: Vec::new() },
    };
    vec![Sample::of("inspection", &page)]
}
