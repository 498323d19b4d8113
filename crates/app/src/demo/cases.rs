//! A penalty case from the filing to the decision, or as far as it has come.

use domain::Command;
use domain::cases::{
    self, AddEvidence, ApproveFiling, ApproveReport, DecidePenalty, DecisionText, DeliveryMethod,
    DraftDecision, Exchange, FilingSource, GiveNotice, OrderRectification, PenaltyTerms, Proposal,
    ProposeFiling, RecordDelivery, RecordInterview, RefuseFiling, ReportChecks, ReturnReport,
    ReviewVerdict, SubmitReport, TierChoice, VerifyEvidence, WaivePenalty, WaiveRepresentation,
    WaiverGround, WaiverTerms,
};
use domain::catalogue::{BaseAmounts, Gravity, Power};
use domain::evidence::{Claim, EvidenceKind};
use domain::ids::{CaseId, ClueId, PersonId, TownId};
use domain::party::Party;
use domain::policy::Role;
use domain::{Private, StreamId};
use jiff::civil::Date;
use law::Fen;

use super::DemoError;
use super::agenda::{Look, Pen};
use super::inspections::Visited;
use super::matters::Matter;
use super::picture::signature;
use super::{after, hearing, measures};

/// How far a case has come, in the order of the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// Waiting for the head's approval.
    Proposed,
    /// Filing was refused.
    Refused,
    /// Being investigated.
    Investigating,
    /// The report waits for the head of the unit.
    Reported,
    /// The report was sent back.
    ReportReturned,
    /// The notice is not delivered yet.
    NoticeGiven,
    /// The five working days run.
    NoticeWaiting,
    /// The party spoke; the review is due.
    Stated,
    /// A hearing was asked for.
    HearingRequested,
    /// A hearing was called.
    HearingCalled,
    /// A hearing was held; the draft is due.
    HearingHeld,
    /// With the legal reviewer.
    UnderReview,
    /// Sent back by the reviewer to be amended.
    SentBack,
    /// Sent back by the reviewer for more investigation.
    MoreAsked,
    /// The collective discussion is due.
    AwaitingDeliberation,
    /// The decision is due.
    AwaitingDecision,
    /// Decided, not delivered.
    Undelivered,
    /// Delivered; the fifteen days run.
    Performing,
    /// The public version waits to be confirmed.
    PublicationProposed,
    /// Published, and the fine is overdue.
    Overdue,
    /// Paid in part.
    PartlyPaid,
    /// Paid.
    Paid,
    /// The decision fell and the publication was withdrawn.
    Retracted,
    /// The closing waits for approval.
    ClosingProposed,
    /// Closed, not archived.
    Closed,
    /// Archived.
    Archived,
}

/// What the party does about the notice, and what becomes of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Says nothing for five working days.
    Silent,
    /// Speaks in defence.
    Speaks,
    /// Gives up the right to speak, in writing.
    Waives,
    /// Asks for a hearing.
    Hearing,
    /// Is spared, on the ground.
    Spared(WaiverGround),
    /// Pays after the fifteen days, with a surcharge.
    PaysLate,
    /// Has the decision revoked on reconsideration.
    Revoked,
}

/// A case to be planned.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    /// What it is about.
    pub matter: &'a Matter,
    /// Where.
    pub town: TownId,
    /// How far it comes.
    pub stop: Stop,
    /// What the party does.
    pub turn: Turn,
}

/// A case on its way, with those who deal with it.
pub struct Way<'a> {
    /// What it is to become.
    pub story: &'a Story<'a>,
    /// Its stream.
    pub stream: StreamId,
    /// The party.
    pub party: Party,
    /// The two handlers; the first leads.
    pub handlers: Vec<PersonId>,
    /// The leading handler.
    pub first: PersonId,
    /// The head who approves and decides.
    pub leader: PersonId,
}

impl Way<'_> {
    /// Whether the case comes no further.
    pub fn stops(&self, here: Stop) -> bool {
        self.story.stop == here
    }

    /// The leading handler sends a command.
    pub fn handles(&self, pen: &mut Pen<'_>, command: cases::Command) -> Result<(), DemoError> {
        pen.does(&self.first, &self.stream, Command::Case(command))
    }

    /// Somebody sends a command.
    pub fn sends(
        &self,
        pen: &mut Pen<'_>,
        who: &PersonId,
        command: cases::Command,
    ) -> Result<(), DemoError> {
        pen.does(who, &self.stream, Command::Case(command))
    }

    /// The newest document of the form is handed to the party.
    pub fn deliver(&self, pen: &mut Pen<'_>, form: &'static str) -> Result<(), DemoError> {
        let (on, seed, by) = (pen.day(), pen.dice.next(), self.handlers.clone());
        let place = self.party.address.clone();
        pen.then(&self.first, &self.stream, move |look| {
            let case = look.case()?;
            let document = case.documents.iter().rev().find(|d| d.form == form);
            let document = document.ok_or(DemoError::Lost("待送达文书"))?.id.clone();
            Ok(vec![Command::Case(cases::Command::RecordDelivery(RecordDelivery {
                document,
                method: DeliveryMethod::Direct,
                on,
                place,
                by,
                proxy: Private::new(""),
                refusal_reason: Private::new(""),
                witness: Private::new(""),
                proof: "受送达人在送达回证上签收。".to_owned(),
                blob: None,
                signature_image: signature(seed),
            }))])
        })
    }
}

/// What a case comes from.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The clue.
    pub clue: Option<ClueId>,
    /// The inspection that handed it over.
    pub visited: Option<Visited>,
}

/// Plans the case.
pub fn pursue(pen: &mut Pen<'_>, story: &Story<'_>, found: &Found) -> Result<(), DemoError> {
    let way = propose(pen, story, found)?;
    if way.stops(Stop::Proposed) {
        return Ok(());
    }
    pen.working(1)?;
    if way.stops(Stop::Refused) {
        let reason = "现有材料不能证明违法行为发生在公路用地范围内，不符合立案条件。".to_owned();
        return way.sends(pen, &way.leader, cases::Command::RefuseFiling(RefuseFiling { reason }));
    }
    let words = "同意立案。".to_owned();
    way.sends(pen, &way.leader, cases::Command::ApproveFiling(ApproveFiling { words }))?;
    investigate(pen, &way)?;
    if way.stops(Stop::Investigating) || report(pen, &way)? {
        return Ok(());
    }
    if !matches!(story.turn, Turn::Spared(_)) && tell(pen, &way)? {
        return Ok(());
    }
    if decide(pen, &way)? { Ok(()) } else { after::perform(pen, &way) }
}

fn propose<'a>(
    pen: &mut Pen<'_>,
    story: &'a Story<'a>,
    found: &Found,
) -> Result<Way<'a>, DemoError> {
    let item = story.matter.item(pen.cast.law, Power::Penalty)?;
    let handlers = vec![
        pen.cast.one(Role::CaseHandler, pen.nth)?,
        pen.cast.one(Role::CaseHandler, pen.nth + 1)?,
    ];
    let first = handlers.first().cloned().ok_or(DemoError::Nobody("办案人员"))?;
    let town = pen.cast.town_name(&story.town).to_owned();
    let party = story.matter.party_of(pen.nth, &town);
    let stream = StreamId::case(&CaseId::new(pen.id()));
    let leader = pen.cast.one(Role::Leader, pen.nth)?;
    let seen_on = found.visited.as_ref().map_or(pen.day(), |visited| visited.on);
    let way = Way { story, stream, party, handlers, first, leader };
    let propose = ProposeFiling {
        item,
        cause: story.matter.cause.to_owned(),
        town: story.town.clone(),
        place: Private::new(format!("{town}{}", story.matter.place)),
        source: if found.visited.is_some() {
            FilingSource::Inspection
        } else {
            FilingSource::Referral
        },
        inspection: found.visited.as_ref().map(|visited| visited.id.clone()),
        clue: found.clue.clone(),
        party: way.party.clone(),
        facts: story.matter.seen.into(),
        act_on: seen_on,
        discovered_on: seen_on,
        handlers: way.handlers.clone(),
    };
    way.handles(pen, cases::Command::ProposeFiling(Box::new(propose)))?;
    Ok(way)
}

fn investigate(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.working(1)?;
    let (scene, obtained_on, at) = (way.story.matter.scene, pen.day(), pen.now());
    let picture = pen.picture(scene);
    let seen = way.story.matter.seen;
    let add = move |look: &Look<'_>| {
        Ok(vec![Command::Case(cases::Command::AddEvidence(AddEvidence {
            kind: EvidenceKind::AudioVisual,
            name: "补充拍摄的现场照片".to_owned(),
            proves: seen.into(),
            obtained_on,
            blob: Some(look.picture()?),
            claim: Claim { at: Some(at), ..Claim::default() },
            monitor: None,
        }))])
    };
    pen.step(crate::By::Person(way.first.clone()), &way.stream, vec![picture], Box::new(add))?;
    pen.minutes(30)?;
    interview(pen, way)?;
    pen.minutes(20)?;
    let order = OrderRectification {
        facts: way.story.matter.seen.into(),
        requirements: way.story.matter.correction.into(),
        due_on: Some(pen.due("AP-53", pen.day())?),
        recheck: "期满后第一个工作日复查。".to_owned(),
    };
    way.handles(pen, cases::Command::OrderRectification(order))?;
    way.deliver(pen, "TF-16")?;
    measures::seize(pen, way)
}

fn interview(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    let started_at = pen.now();
    pen.minutes(45)?;
    let (ended_at, seed, officers) = (pen.now(), pen.dice.next(), way.handlers.clone());
    let (party, matter, nth) = (way.party.clone(), *way.story.matter, pen.nth);
    pen.then(&way.first, &way.stream, move |_| {
        let exchange = |question: &str, answer: String| Exchange {
            question: question.into(),
            answer: Private::new(answer),
        };
        let citizen = party.representative.is_blank();
        let employer = if citizen { Private::new("") } else { party.name.clone() };
        Ok(vec![Command::Case(cases::Command::RecordInterview(Box::new(RecordInterview {
            name: Matter::speaker(&party),
            id_number: Private::new(super::matters::identity_number(nth)),
            address: party.address.clone(),
            phone: party.phone.clone(),
            employer,
            relation: if citizen { "当事人" } else { "当事人的负责人" }.to_owned(),
            place: "大队询问室".into(),
            started_at,
            ended_at,
            officers,
            certificates_shown: true,
            dialogue: vec![
                exchange("现场照片反映的情况是否属实？", format!("属实。{}", matter.seen)),
                exchange("为什么这样做？", matter.said.to_owned()),
                exchange("今后如何改正？", format!("按要求办：{}", matter.correction)),
            ],
            signature_image: signature(seed),
            refusal_reason: Private::new(""),
            scan: None,
        })))])
    })
}

/// The penalty that the matter leads to.
pub(super) fn terms(matter: &Matter) -> PenaltyTerms {
    PenaltyTerms {
        branch: matter.branch.to_owned(),
        law_from: None,
        gravity: Gravity::Ordinary,
        bases: BaseAmounts::new(),
        warning: false,
        fine: Fen(matter.fine * 100),
        gains: Fen(0),
        things: vec![],
        other: None,
        tier: matter.grade.map(|(benchmark, grade)| TierChoice {
            benchmark: benchmark.to_owned(),
            grade: grade.to_owned(),
        }),
        departure: None,
        mitigation: None,
        discretion: matter.discretion.into(),
        correction: matter.correction.to_owned(),
    }
}

fn waiver(matter: &Matter, ground: WaiverGround, day: Date) -> WaiverTerms {
    WaiverTerms {
        ground,
        reasoning: Private::new(format!("{}，有现场照片和询问笔录证明。", ground.name_zh())),
        evidence: vec![],
        education: Private::new(format!(
            "{}当面讲解有关法律规定和危害后果。\n当事人表示今后遵守规定。",
            law::date_zh(day)
        )),
        correction: format!("已经改正：{}", matter.correction),
        promise: "今后遵守规定，不再发生同类行为。".into(),
    }
}

/// The report and its approval; whether the case comes no further.
fn report(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<bool, DemoError> {
    pen.working(2)?;
    verify(pen, way)?;
    pen.minutes(60)?;
    submit(pen, way)?;
    if way.stops(Stop::Reported) {
        return Ok(true);
    }
    pen.working(1)?;
    let head = pen.cast.one(Role::UnitHead, 0)?;
    let again = pen.nth % 5 == 2;
    if way.stops(Stop::ReportReturned) || again {
        let reason = "请补充说明占用面积的测量方法。".to_owned();
        way.sends(pen, &head, cases::Command::ReturnReport(ReturnReport { reason }))?;
        if way.stops(Stop::ReportReturned) {
            return Ok(true);
        }
        pen.working(1)?;
        submit(pen, way)?;
        pen.minutes(50)?;
    }
    let words = "同意调查报告的意见。".to_owned();
    way.sends(pen, &head, cases::Command::ApproveReport(ApproveReport { words }))?;
    Ok(false)
}

/// Verifies whatever is not verified yet.
fn verify(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    pen.then(&way.first, &way.stream, |look| {
        let open = look.case()?.evidence.iter().filter(|e| e.verified.is_none());
        let one = |e: &domain::evidence::Evidence| {
            Command::Case(cases::Command::VerifyEvidence(VerifyEvidence {
                evidence: e.id.clone(),
                how: "与现场核对一致，经当事人确认".to_owned(),
                moments: vec![],
                sound: false,
            }))
        };
        Ok(open.map(one).collect())
    })
}

fn submit(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    let matter = way.story.matter;
    let day = pen.day();
    let (proposal, first_offence) = match way.story.turn {
        Turn::Spared(ground) => {
            (Proposal::NoPenalty(waiver(matter, ground, day)), "符合不予处罚情形")
        }
        Turn::Silent
        | Turn::Speaks
        | Turn::Waives
        | Turn::Hearing
        | Turn::PaysLate
        | Turn::Revoked => (Proposal::Penalty(terms(matter)), "不属于轻微不罚和首违不罚情形"),
    };
    let report = SubmitReport {
        process: Private::new(format!(
            "截至{}，询问当事人，核对现场照片，下达责令改正通知书。",
            law::date_zh(day)
        )),
        facts: matter.seen.into(),
        proposal,
        checks: ReportChecks {
            identity: "核对身份证件或者营业执照".to_owned(),
            one_act: "同一违法行为没有受过处罚".to_owned(),
            first_offence: first_offence.to_owned(),
            lenient_law: "行为时和决定时的规定相同".to_owned(),
            crime: "不涉嫌犯罪".to_owned(),
        },
        complex: false,
    };
    way.handles(pen, cases::Command::SubmitReport(Box::new(report)))
}

/// The notice and what the party does about it; whether the case comes no further.
fn tell(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<bool, DemoError> {
    pen.working(1)?;
    let reasons = "上述事实有现场笔录、照片和询问笔录等证据证明。".into();
    way.handles(pen, cases::Command::GiveNotice(GiveNotice { reasons, terms: None }))?;
    if way.stops(Stop::NoticeGiven) {
        return Ok(true);
    }
    let told_on = pen.day();
    way.deliver(pen, "TF-11")?;
    if way.stops(Stop::NoticeWaiting) {
        return Ok(true);
    }
    match way.story.turn {
        Turn::Hearing => return hearing::hear(pen, way),
        Turn::Waives => {
            pen.working(1)?;
            let waive = WaiveRepresentation {
                on: pen.day(),
                words: "本人放弃陈述申辩的权利，愿意接受处罚。".into(),
                in_writing: true,
            };
            way.handles(pen, cases::Command::WaiveRepresentation(waive))?;
            pen.working(1)?;
            return Ok(false);
        }
        Turn::Speaks if hearing::speak(pen, way)? => return Ok(true),
        Turn::Speaks | Turn::Silent | Turn::PaysLate | Turn::Revoked | Turn::Spared(_) => {}
    }
    let due = pen.due("AP-53", told_on)?;
    pen.past(due)?;
    Ok(false)
}

/// Draft, review, discussion and decision; whether the case comes no further.
fn decide(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<bool, DemoError> {
    pen.minutes(30)?;
    draft(pen, way)?;
    if way.stops(Stop::UnderReview) {
        return Ok(true);
    }
    pen.working(1)?;
    let reviewer = pen.cast.one(Role::LegalReviewer, pen.nth)?;
    let amended = pen.nth % 7 == 4;
    if way.stops(Stop::SentBack) || way.stops(Stop::MoreAsked) || amended {
        let verdict = if way.stops(Stop::MoreAsked) {
            ReviewVerdict::Investigate
        } else {
            ReviewVerdict::Amend
        };
        way.sends(pen, &reviewer, hearing::opinion(verdict))?;
        if !amended || way.stops(Stop::SentBack) || way.stops(Stop::MoreAsked) {
            return Ok(true);
        }
        pen.working(1)?;
        draft(pen, way)?;
        pen.minutes(90)?;
    }
    way.sends(pen, &reviewer, hearing::opinion(ReviewVerdict::Pass))?;
    if way.stops(Stop::AwaitingDeliberation) {
        return Ok(true);
    }
    pen.working(1)?;
    if hearing::major(way.story.matter) && !matches!(way.story.turn, Turn::Spared(_)) {
        hearing::deliberate(pen, way)?;
        pen.minutes(60)?;
    }
    if way.stops(Stop::AwaitingDecision) {
        return Ok(true);
    }
    let words = String::new();
    if matches!(way.story.turn, Turn::Spared(_)) {
        way.sends(pen, &way.leader, cases::Command::WaivePenalty(WaivePenalty { words }))?;
    } else {
        way.sends(pen, &way.leader, cases::Command::DecidePenalty(DecidePenalty { words }))?;
    }
    Ok(way.stops(Stop::Undelivered))
}

fn draft(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    let reasons = "本机关认为，上述事实清楚，证据确凿，裁量适当。".into();
    let draft =
        DraftDecision { proposal: None, reasons, text: DecisionText::default(), same_facts: false };
    way.handles(pen, cases::Command::DraftDecision(Box::new(draft)))
}
