//! The page of a clue: what was reported, who has it, who should have it, and everything that was done.

use app::rows::ClueRow;
use askama::Template;
use axum::{extract::Path, response::Response};
use domain::{
    Private, Setting,
    clues::{
        AcceptClue, AnswerClue, Clue, Command, ContactAnswer, ContactStage, DecideContact,
        DispatchClue, InformReporter, JudgeClue, LookAtContact, MergeClue, Outcome, Purpose,
        RecordStop, RequestContact, ReturnClue, Stage, TransferClue, UrgeClue,
    },
    evidence::BlobRef,
    ids::UnitId,
    policy::{Act, Role},
};
use law::format::date_zh;

use super::{
    guess, places,
    ready::{self, Tried},
};
use crate::{
    Call, Held, PageError,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, PageHead, Pair},
        form::{Field, FieldView},
        notice::{EmptyState, RefusalBox},
        records::{DocumentList, EvidenceGallery, Exhibit, Paper, Recording, Timeline},
        shell::Shell,
        stages::{StageRail, Step, StepState},
        text::{Badge, Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{entry, light, moment_zh},
        show,
        tools::answer::AnswerBox,
    },
};

/// A part of the page with a heading of its own.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: String,
    pub facts: KeyValue,
}

#[derive(Template)]
#[template(path = "clues/show.html")]
pub struct CluePage {
    pub shell: Shell,
    pub head: PageHead,
    pub rail: StageRail,
    pub waiting: KeyValue,
    pub bar: ActionBar,
    pub facts: KeyValue,
    pub pin: Option<Field>,
    pub photos: EvidenceGallery,
    pub parts: Vec<Part>,
    pub papers: DocumentList,
    pub answer: Option<AnswerBox>,
    pub similar: Vec<Link>,
    pub record: Timeline,
}

impl CluePage {
    /// The map as it is drawn.
    pub fn map(&self) -> Option<FieldView<'_>> {
        self.pin.as_ref().map(|pin| pin.view("map"))
    }
}

/// `GET /clues/{id}`
pub async fn clue(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    show(&page(&call, &clue, facts(&call, &clue)).await?)
}

/// What was issued of the clue, each edition.
fn papers(call: &Call, clue: &Clue) -> DocumentList {
    let stream = domain::StreamId::clue(&clue.id);
    let papers = clue.documents.iter().map(|document| {
        let newest = clue.newest_edition(document).id == document.id;
        let state = if newest { ("已制发", Tone::Good) } else { ("已换发", Tone::Plain) };
        Paper {
            state: Badge::new(state.0, state.1),
            ..crate::pages::papers::paper(call, &stream, &clue.documents, document)
        }
    });
    DocumentList {
        label: "文书".to_owned(),
        papers: papers.collect(),
        empty: EmptyState::new(
            "还没有文书",
            "派单时生成派单记录，并案、移送或者办结时生成线索登记表。",
        ),
    }
}

/// The page with the reporter's contact in clear, as an answer to one look that is on record; no
/// address leads here again.
pub async fn unsealed(call: &Call, before: &Held<Clue>) -> Result<Response, PageError> {
    let clue = call.load_clue(before.id.as_str()).await?;
    let facts = facts_with(call, &clue, before.contact.reveal());
    show(&page(call, &clue, facts).await?)
}

async fn page(call: &Call, clue: &Held<Clue>, facts: KeyValue) -> Result<CluePage, PageError> {
    let mut tried = call.with_setting(&clue.state, |setting| tried(clue, setting)).await?;
    tried.retain(|(act, _)| is_of_use(clue, *act));
    let similar = match clue.stage {
        Stage::Received | Stage::Dispatched(_) => call.app().similar_clues(clue).await?,
        Stage::Merged { .. }
        | Stage::Accepted(_)
        | Stage::Answered(_)
        | Stage::Transferred { .. }
        | Stage::Settled { .. } => Vec::new(),
    };
    let history = call.app().history(&clue.stream).await?;
    let law = call.law();
    let today = call.today();
    let item = guess::item(&law, clue, today);
    let answer = item.map(|item| guess::drawn(&law, clue, &item, today));
    let mut bar = ready::bar(call, &clue.stream, &clue.subject(), tried);
    bar.actions.extend(onward(call, clue));
    let pin = clue.pin.map(|pin| {
        places::pin_field(call.site(), "pin", "位置", Some(pin)).locked("登记时选定的位置。")
    });
    Ok(CluePage {
        shell: call.shell("/clues", vec![Link::new("线索", "/clues")], "线索").await?,
        head: head(clue),
        rail: rail(call, clue),
        waiting: ready::waiting(call, &clue.state),
        bar,
        facts,
        pin,
        photos: photos(clue).kept_apart(&call.app().quarantined().await?),
        parts: parts(call, clue),
        papers: papers(call, clue),
        answer,
        similar: similar.iter().map(|row| similar_link(call, clue, row)).collect(),
        record: Timeline {
            label: "全过程记录".to_owned(),
            entries: history.iter().rev().map(entry).collect(),
        },
    })
}

/// What stands in the way of the act whatever is answered, as the box above its form.
pub async fn barred(
    call: &Call,
    clue: &Held<Clue>,
    act: Act,
) -> Result<Vec<RefusalBox>, PageError> {
    let tried = call.with_setting(&clue.state, |setting| tried(clue, setting)).await?;
    Ok(ready::box_of(act, &clue.stream, tried))
}

/// The way up from a page about the clue.
pub fn above(clue: &Clue) -> Vec<Link> {
    let title = format!("{}：{}", clue.category, clue.receipt);
    vec![Link::new("线索", "/clues"), Link::new(title, format!("/clues/{}", clue.id))]
}

/// What was reported.
pub fn facts(call: &Call, clue: &Clue) -> KeyValue {
    let contact = match (&clue.contact_stage, clue.contact.is_blank()) {
        (ContactStage::Erased { on }, _) => format!("已于{}依法删除", date_zh(*on)),
        (_, true) => "没有留下".to_owned(),
        (_, false) => "已密封".to_owned(),
    };
    facts_with(call, clue, &contact)
}

fn facts_with(call: &Call, clue: &Clue, contact: &str) -> KeyValue {
    let law = call.law();
    let town = places::town_name(&law, &clue.town).to_owned();
    let place = match &clue.area {
        Some(area) => format!("{town}（{}）", places::area_name(&law, area)),
        None => town,
    };
    let owner = match &clue.registered_by {
        Some(person) => call.people().name(person),
        None => law.town_office(&clue.town).map_or_else(String::new, |office| office.name.clone()),
    };
    let mut pairs = vec![
        Pair::text("反映的问题", clue.words.reveal()),
        Pair::text("问题类别", clue.category.clone()),
        Pair::text("所在镇街", place),
        Pair::text("详细地点", shown(&clue.place)),
    ];
    if let Some((lat, lng)) = clue.pin {
        let point = format!("{}，{}", places::degrees(lat), places::degrees(lng));
        pairs.push(Pair::new("坐标", Cell::figure(point)));
    }
    pairs.extend([
        Pair::text("来源", clue.source.name_zh()),
        Pair::text("受理时间", moment_zh(clue.received_at)),
        Pair::text("反映人联系方式", contact)
            .note("密封保存，承办人员看不到；答复凭受理编号查询。"),
        Pair::text("首问负责", owner).note("下一个单位签收之前，由首先接到的单位负责。"),
    ]);
    KeyValue { pairs }
}

fn shown(words: &Private) -> String {
    if words.is_blank() { String::new() } else { words.reveal().to_owned() }
}

/// Each act, tried with blank answers.
fn tried(clue: &Clue, setting: &Setting<'_>) -> Vec<Tried> {
    let blank = String::new;
    let private = Private::default;
    let commands = [
        Command::Dispatch(DispatchClue {
            unit: UnitId::new(""),
            item: None,
            due_on: setting.today,
            note: blank(),
        }),
        Command::Accept(AcceptClue {}),
        Command::Answer(AnswerClue { outcome: Outcome::NothingFound, words: private() }),
        Command::Judge(JudgeClue { accepted: true, words: blank() }),
        Command::Inform(InformReporter { words: blank() }),
        Command::Urge(UrgeClue { words: blank() }),
        Command::Merge(MergeClue { into: clue.id.clone() }),
        Command::Transfer(TransferClue { to: blank(), reason: blank() }),
        Command::Return(ReturnClue { reason: blank() }),
        Command::RecordStop(RecordStop { words: private(), stopped: false }),
    ];
    commands
        .iter()
        .chain(&of_contact())
        .map(|command| (command.act(), ready::obstacle(command.decide(Some(clue), setting))))
        .collect()
}

/// The acts on the sealed contact.
fn of_contact() -> [Command; 3] {
    let (purpose, reason) = (Purpose::Look, String::new());
    let answer = ContactAnswer::Consent;
    [
        Command::RequestContact(RequestContact { purpose, reason: reason.clone() }),
        Command::DecideContact(DecideContact { answer, reason }),
        Command::LookAtContact(LookAtContact {}),
    ]
}

/// Whether the button of an act says anything now: of the three acts on the sealed contact at most
/// one does.
fn is_of_use(clue: &Clue, act: Act) -> bool {
    let of_contact = [Act::RequestContact, Act::DecideContact, Act::LookAtContact];
    let useful = match &clue.contact_stage {
        ContactStage::Sealed if clue.contact.is_blank() => None,
        ContactStage::Sealed => Some(Act::RequestContact),
        ContactStage::Asked(_) => Some(Act::DecideContact),
        ContactStage::Opened { .. } => Some(Act::LookAtContact),
        ContactStage::Erased { .. } => None,
    };
    !of_contact.contains(&act) || useful == Some(act)
}

/// What the unit that has the clue may begin for it.
fn onward(call: &Call, clue: &Held<Clue>) -> Vec<Action> {
    let mine = clue.dispatch().is_some_and(|dispatch| dispatch.unit == call.person().unit);
    let begun = clue.inspection.is_some() || clue.case.is_some();
    if !mine || begun || !matches!(clue.stage, Stage::Accepted(_)) {
        return Vec::new();
    }
    let open = |label: &str, href: String| Action::Open {
        label: label.to_owned(),
        href,
        weight: Weight::Side,
    };
    let mut actions = Vec::new();
    if call.could(Act::ProposeInspection) {
        actions.push(open("申请检查", format!("/inspections/new?clue={}", clue.id)));
    }
    if call.actor().has(Role::CaseHandler) {
        actions.push(open("提请立案", format!("/cases/new?clue={}", clue.id)));
    }
    actions
}

fn head(clue: &Clue) -> PageHead {
    let mut head = PageHead::new(clue.category.clone(), format!("受理编号 {}", clue.receipt));
    let tone = match clue.stage {
        Stage::Settled { .. } | Stage::Merged { .. } | Stage::Transferred { .. } => Tone::Plain,
        Stage::Received | Stage::Dispatched(_) | Stage::Accepted(_) | Stage::Answered(_) => {
            Tone::Info
        }
    };
    head.badges = vec![Badge::new(clue.stage.name_zh(), tone)];
    head
}

/// The lit path: received, dispatched, accepted, answered, judged, the reporter told.
fn rail(call: &Call, clue: &Clue) -> StageRail {
    let (at, over) = match clue.stage {
        Stage::Received => (1, false),
        Stage::Merged { .. } | Stage::Transferred { .. } => (1, true),
        Stage::Dispatched(_) => (2, false),
        Stage::Accepted(_) => (3, false),
        Stage::Answered(_) => (4, false),
        Stage::Settled { .. } => (5, false),
    };
    let told = clue.informed.is_some();
    let labels = ["受理", "派单", "签收", "办理反馈", "镇街判定", "答复反映人"];
    let state = |turn: usize| match turn {
        5 if told => StepState::Done,
        5 if over => StepState::Now,
        _ if turn < at => StepState::Done,
        _ if over => StepState::Skipped,
        _ if turn == at => StepState::Now,
        _ => StepState::Next,
    };
    let mut steps: Vec<Step> =
        labels.iter().enumerate().map(|(turn, label)| Step::new(*label, state(turn))).collect();
    if let Some(first) = steps.first_mut() {
        first.when = date_zh(clue.received_on);
    }
    if let Some(dispatch) = clue.dispatch() {
        let law = call.law();
        let unit = law.unit(&dispatch.unit).map_or(String::new(), |unit| unit.name.clone());
        if let Some(step) = steps.get_mut(1) {
            step.who = unit;
            step.when = date_zh(dispatch.on);
        }
        let clock = light(call.today(), dispatch.due_on, &law.calendar);
        if let Some(step) = steps.get_mut(at).filter(|_| at < 4) {
            step.clock = Some(clock);
        }
    }
    StageRail { label: "办理流程".to_owned(), steps }
}

fn photos(clue: &Clue) -> EvidenceGallery {
    EvidenceGallery {
        label: "照片".to_owned(),
        exhibits: clue
            .photos
            .iter()
            .enumerate()
            .map(|(turn, photo)| exhibit(clue, turn, photo))
            .collect(),
        empty: EmptyState::new("没有照片", "反映人没有上传照片或者视频。"),
        add: None,
    }
}

fn exhibit(clue: &Clue, turn: usize, photo: &BlobRef) -> Exhibit {
    let href = format!("/clues/{}/photos/{}", clue.id, photo.sha256);
    let is_picture = matches!(photo.mime.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let kind = if photo.mime.starts_with("video/") { "视频" } else { "照片" };
    Exhibit {
        title: format!("{kind}{}", turn + 1),
        kind: kind.to_owned(),
        thumbnail: is_picture.then(|| href.clone()),
        href,
        source: "随线索提交".to_owned(),
        size: size_zh(photo.size),
        recording: Recording::of(&photo.mime),
        moments: vec![],
        way: None,
        hash_tail: tail(&photo.sha256),
        state: None,
    }
}

/// A size as people read it.
pub fn size_zh(bytes: u64) -> String {
    let kib = bytes.div_ceil(1024);
    if kib < 1024 {
        format!("{kib} KB")
    } else {
        format!("{}.{} MB", kib / 1024, kib % 1024 * 10 / 1024)
    }
}

/// The last characters of a hash, to compare by eye.
pub fn tail(sha256: &str) -> String {
    sha256.get(sha256.len().saturating_sub(12)..).unwrap_or_default().to_owned()
}

/// What was done with it, newest part last.
fn parts(call: &Call, clue: &Clue) -> Vec<Part> {
    let people = call.people();
    let mut parts = Vec::new();
    let mut part = |title: &str, pairs: Vec<Pair>| {
        if !pairs.is_empty() {
            parts.push(Part { title: title.to_owned(), facts: KeyValue { pairs } });
        }
    };
    if let Some(stop) = &clue.stop {
        let state = if stop.stopped { "已经停止" } else { "没有停止" };
        let note = format!("{}，{}", people.name(&stop.by), date_zh(stop.on));
        part("先行制止", vec![Pair::text(state, shown(&stop.words)).note(note)]);
    }
    part("派单", dispatched(call, clue));
    let urges = clue
        .urges
        .iter()
        .map(|urge| Pair::text(date_zh(urge.on), urge.words.clone()).note(people.name(&urge.by)));
    part("催办", urges.collect());
    for (answer, judgement) in &clue.answers {
        let note = format!("{}，{}", people.name(&answer.by), date_zh(answer.on));
        let mut pairs = vec![
            Pair::text("结果", answer.outcome.name_zh()),
            Pair::text("情况", shown(&answer.words)).note(note),
        ];
        if let Some(judged) = judgement {
            let verdict =
                if judged.accepted { "认可，办结" } else { "不认可，退回重办" };
            let note = format!("{}，{}", people.name(&judged.by), date_zh(judged.on));
            pairs.push(Pair::text("镇街判定", verdict).note(note));
            if !judged.words.is_empty() {
                pairs.push(Pair::text("判定意见", judged.words.clone()));
            }
        }
        part("反馈", pairs);
    }
    part("去向", gone(clue));
    let told = clue.informed.iter().map(|words| Pair::text("答复内容", words.clone()));
    part("答复反映人", told.collect());
    parts
}

fn dispatched(call: &Call, clue: &Clue) -> Vec<Pair> {
    let Some(dispatch) = clue.dispatch() else { return Vec::new() };
    let law = call.law();
    let unit = law.unit(&dispatch.unit).map_or(String::new(), |unit| unit.name.clone());
    let item = dispatch.item.as_ref();
    let item = item.and_then(|id| law.items.iter().find(|item| item.id == *id));
    let mut pairs = vec![
        Pair::text("承办机构", unit).note(dispatch.why.clone()),
        Pair::text(
            "权力事项",
            item.map_or_else(|| "尚不明确，先行核实".to_owned(), |item| item.name.clone()),
        ),
        Pair::new("期限", Cell::Light(light(call.today(), dispatch.due_on, &law.calendar))),
    ];
    if !dispatch.note.is_empty() {
        pairs.push(Pair::text("交办要求", dispatch.note.clone()));
    }
    pairs
}

fn gone(clue: &Clue) -> Vec<Pair> {
    let mut pairs = Vec::new();
    match &clue.stage {
        Stage::Merged { into } => {
            pairs.push(Pair::new("并入", Cell::link("查看并入的线索", format!("/clues/{into}"))));
        }
        Stage::Transferred { to, on } => {
            pairs.push(Pair::text("移送给", to.clone()).note(date_zh(*on)));
        }
        Stage::Received
        | Stage::Dispatched(_)
        | Stage::Accepted(_)
        | Stage::Answered(_)
        | Stage::Settled { .. } => {}
    }
    if let Some(inspection) = &clue.inspection {
        pairs.push(Pair::new("检查", Cell::link("查看检查", format!("/inspections/{inspection}"))));
    }
    if let Some(case) = &clue.case {
        pairs.push(Pair::new("案件", Cell::link("查看案件", format!("/cases/{case}"))));
    }
    pairs
}

fn similar_link(call: &Call, clue: &Clue, row: &ClueRow) -> Link {
    let label = format!("{}：{}（{}）", row.receipt, row.words, row.stage_name);
    let may_merge = call.could(Act::MergeClue) && matches!(clue.stage, Stage::Received);
    let href = if may_merge {
        format!("/clues/{}/merge-clue?into={}", clue.id, row.id)
    } else {
        format!("/clues/{}", row.id)
    };
    Link::new(label, href)
}

pub(super) fn samples() -> Vec<Sample> {
    let pairs = |label: &str, text: &str| KeyValue { pairs: vec![Pair::text(label, text)] };
    let page = CluePage {
        shell: sample_shell("/clues", "线索"),
        head: PageHead::new("示例事项", "受理编号 示例编号"),
        rail: StageRail {
            label: "办理流程".to_owned(),
            steps: vec![Step::new("受理", StepState::Done), Step::new("派单", StepState::Now)],
        },
        waiting: pairs("派单", "示例镇综合执法办的指挥调度员"),
        bar: ActionBar {
            token: "sample".to_owned(),
            actions: vec![Action::Barred {
                label: "催办".to_owned(),
                reason: "还没有派单。".to_owned(),
                next: Some(Link::new("请先派单。", "/clues/1/dispatch-clue")),
            }],
        },
        facts: pairs("反映的问题", "有车辆沿路抛洒砂石。"),
        pin: None,
        photos: EvidenceGallery {
            label: "照片".to_owned(),
            exhibits: Vec::new(),
            empty: EmptyState::new("没有照片", "反映人没有上传照片或者视频。"),
            add: None,
        },
        papers: DocumentList {
            label: "文书".to_owned(),
            papers: vec![Paper {
                title: "派单记录".to_owned(),
                number: "〔2026〕派字第0001号".to_owned(),
                version: "第1版".to_owned(),
                state: Badge::new("已制发", Tone::Good),
                made: "示例镇，2026年3月2日".to_owned(),
                page: None,
                pdf: Some("/documents/clue/1/1-d0.pdf".to_owned()),
                print: None,
            }],
            empty: EmptyState::new("还没有文书", ""),
        },
        parts: vec![Part {
            title: "派单".to_owned(), facts: pairs("承办机构", "示例中队")
        }],
        answer: None,
        similar: vec![Link::new("示例编号：同一路段抛洒（待派单）", "/clues/2")],
        record: Timeline { label: "全过程记录".to_owned(), entries: Vec::new() },
    };
    vec![Sample::of("clue", &page)]
}

#[cfg(test)]
mod tests {
    use super::{size_zh, tail};

    #[test]
    fn sizes_are_rounded_up_to_a_kilobyte() {
        assert_eq!(size_zh(1), "1 KB");
        assert_eq!(size_zh(2048), "2 KB");
        assert_eq!(size_zh(1_572_864), "1.5 MB");
    }

    #[test]
    fn the_tail_of_a_hash_is_its_last_twelve_digits() {
        assert_eq!(tail("0123456789abcdef"), "456789abcdef");
        assert_eq!(tail("abc"), "abc");
    }
}
