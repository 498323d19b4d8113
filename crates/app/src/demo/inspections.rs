//! An inspection from the application to its end, or as far as it has come.

use domain::Command;
use domain::catalogue::Power;
use domain::clues::Outcome;
use domain::evidence::{Claim, EvidenceKind};
use domain::ids::{ClueId, InspectionId, ItemId, PersonId, TownId};
use domain::inspections::{
    self, ApproveInspection, ArriveOnSite, CaptureEvidence, CheckAnswer, CheckResult,
    ConcludeInspection, Conclusion, HandOver, Occasion, OrderStop, ProposeInspection,
    RecordFindings, RefuseInspection, SignRecord,
};
use domain::policy::Role;
use domain::{Private, StreamId, party::Party};
use jiff::civil::{Date, DateTime};

use super::DemoError;
use super::agenda::Pen;
use super::matters::Matter;
use super::picture::{Scene, signature};

/// How far an inspection has come, in the order of the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Waiting for approval.
    Proposed,
    /// Not approved.
    Refused,
    /// Approved, nobody went yet.
    Approved,
    /// Urgent: begun before the approval, which is still owed.
    Urgent,
    /// On the site.
    OnSite,
    /// Signed, not concluded.
    Signed,
    /// Ended.
    Ended(Outcome),
}

/// Where and about what.
#[derive(Clone, Debug)]
pub struct Visit<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// The town.
    pub town: TownId,
    /// The clue it answers.
    pub clue: Option<ClueId>,
    /// How far it comes.
    pub until: Until,
}

/// What a visit leaves behind.
#[derive(Clone, Debug)]
pub struct Visited {
    /// The inspection.
    pub id: InspectionId,
    /// The day on the site.
    pub on: Date,
}

struct Site<'p> {
    stream: StreamId,
    item: ItemId,
    place: String,
    object: Party,
    officers: Vec<PersonId>,
    first: PersonId,
    matter: &'p Matter,
}

/// Plans the inspection.
pub fn visit(pen: &mut Pen<'_>, visit: &Visit<'_>) -> Result<Visited, DemoError> {
    let site = site(pen, visit)?;
    let id = InspectionId::new(&site.stream.id);
    let mut visited = Visited { id, on: pen.day() };
    propose(pen, visit, &site)?;
    let leader = pen.cast.one(Role::Leader, pen.nth)?;
    match visit.until {
        Until::Proposed => return Ok(visited),
        Until::Refused => {
            let reason = "本月已对该对象检查一次，没有新的线索，暂不重复检查。".to_owned();
            let refuse = inspections::Command::Refuse(RefuseInspection { reason });
            pen.does(&leader, &site.stream, Command::Inspection(refuse))?;
            return Ok(visited);
        }
        Until::Urgent => {}
        Until::Approved | Until::OnSite | Until::Signed | Until::Ended(_) => {
            let approve = ApproveInspection { words: "同意检查。".to_owned() };
            let approve = inspections::Command::Approve(approve);
            pen.does(&leader, &site.stream, Command::Inspection(approve))?;
        }
    }
    if visit.until == Until::Approved {
        return Ok(visited);
    }
    pen.minutes(25)?;
    visited.on = pen.day();
    let problem = visit.until != Until::Ended(Outcome::NothingFound);
    arrive(pen, &site, problem)?;
    if matches!(visit.until, Until::OnSite | Until::Urgent) {
        return Ok(visited);
    }
    record(pen, &site, problem)?;
    sign(pen, &site)?;
    if let Until::Ended(outcome) = visit.until {
        end(pen, &site, outcome, visited.on)?;
    }
    Ok(visited)
}

fn site<'p>(pen: &mut Pen<'_>, visit: &Visit<'p>) -> Result<Site<'p>, DemoError> {
    let matter = visit.matter;
    let item = matter.item(pen.cast.law, Power::Inspection)?;
    let unit = pen.cast.inspecting(&item, &visit.town, pen.day())?;
    let officers = pen.cast.officers(&unit, pen.day(), pen.nth)?;
    let first = officers.first().cloned().ok_or(DemoError::Nobody("执法人员"))?;
    let town = pen.cast.town_name(&visit.town).to_owned();
    Ok(Site {
        stream: StreamId::inspection(&InspectionId::new(pen.id())),
        item,
        place: format!("{town}{}", matter.place),
        object: matter.party_of(pen.nth, &town),
        officers,
        first,
        matter,
    })
}

fn propose(pen: &mut Pen<'_>, visit: &Visit<'_>, site: &Site<'_>) -> Result<(), DemoError> {
    let day = pen.day();
    let campaign = pen.cast.law.plans.iter().any(|it| it.allows_special(&site.item, day));
    let occasion = match (&visit.clue, pen.nth % 3) {
        (Some(_), _) => Occasion::Clue,
        (None, 1) if campaign => Occasion::Special,
        (None, 0 | 1) => Occasion::Routine,
        (None, _) => Occasion::Random,
    };
    let urgent = (visit.until == Until::Urgent)
        .then(|| "现场正在施工，不立即制止将扩大路面损坏。".to_owned());
    let propose = inspections::Command::Propose(ProposeInspection {
        item: site.item.clone(),
        object: site.object.clone(),
        town: visit.town.clone(),
        area: None,
        place: Private::new(site.place.as_str()),
        officers: site.officers.clone(),
        occasion,
        planned_on: pen.day(),
        urgent,
        clue: visit.clue.clone(),
        beyond: None,
    });
    pen.does(&site.first, &site.stream, Command::Inspection(propose))
}

fn arrive(pen: &mut Pen<'_>, site: &Site<'_>, problem: bool) -> Result<(), DemoError> {
    let arrive = inspections::Command::Arrive(ArriveOnSite {
        at: pen.now(),
        position: None,
        officers: site.officers.clone(),
        met_name: Matter::speaker(&site.object),
        met_role: if site.object.representative.is_blank() { "当事人" } else { "负责人" }
            .to_owned(),
        certificates_shown: true,
        rights_answer: "清楚，不申请回避。".into(),
    });
    pen.does(&site.first, &site.stream, Command::Inspection(arrive))?;
    let scene = if problem { site.matter.scene } else { Scene::Cleared };
    for name in ["现场全景照片", "现场近景照片"] {
        let proves = if problem { site.matter.seen } else { "现场未见异常" };
        capture(pen, site, scene, (name, proves))?;
    }
    Ok(())
}

fn capture(
    pen: &mut Pen<'_>,
    site: &Site<'_>,
    scene: Scene,
    (name, proves): (&'static str, &'static str),
) -> Result<(), DemoError> {
    let (at, place) = (pen.now(), Private::new(site.place.as_str()));
    let picture = pen.picture(scene);
    let by = crate::By::Person(site.first.clone());
    let make = move |look: &super::agenda::Look<'_>| {
        Ok(vec![Command::Inspection(inspections::Command::Capture(CaptureEvidence {
            kind: EvidenceKind::AudioVisual,
            name: name.to_owned(),
            proves: proves.into(),
            blob: look.picture()?,
            claim: Claim { at: Some(at), position: None, place },
        }))])
    };
    pen.step(by, &site.stream, vec![picture], Box::new(make))
}

fn record(pen: &mut Pen<'_>, site: &Site<'_>, problem: bool) -> Result<(), DemoError> {
    if problem {
        let stop = inspections::Command::OrderStop(OrderStop {
            words: Private::new(format!("请立即停止。{}", site.matter.correction)),
            stopped: true,
            at: pen.now(),
        });
        pen.does(&site.first, &site.stream, Command::Inspection(stop))?;
    }
    let law = pen.cast.law;
    let points = law.item_at(&site.item, pen.day()).map(domain::catalogue::PowerItem::checklist);
    let points = points.map_err(|gap| DemoError::Unfit(gap.to_string()))?;
    let checklist = points.into_iter().enumerate().map(|(nth, point)| {
        let result = if problem && nth == 0 { CheckResult::Problem } else { CheckResult::Sound };
        CheckAnswer { point, result, note: Private::new("") }
    });
    let record = inspections::Command::Record(RecordFindings {
        checklist: checklist.collect(),
        narrative: if problem { site.matter.seen } else { "逐项检查，未发现问题。" }.into(),
        statement: if problem { site.matter.said } else { "对检查情况没有异议。" }.into(),
        ended_at: pen.now(),
    });
    pen.does(&site.first, &site.stream, Command::Inspection(record))
}

fn sign(pen: &mut Pen<'_>, site: &Site<'_>) -> Result<(), DemoError> {
    let seed = pen.dice.next();
    pen.then(&site.first, &site.stream, move |_| {
        Ok(vec![Command::Inspection(inspections::Command::Sign(SignRecord {
            officer_images: vec![signature(seed), signature(seed + 1)],
            party_image: signature(seed + 2),
            refusal_reason: Private::new(""),
            witness_name: Private::new(""),
            witness_image: Private::new(""),
        }))])
    })
}

fn end(pen: &mut Pen<'_>, site: &Site<'_>, outcome: Outcome, on: Date) -> Result<(), DemoError> {
    let command = match outcome {
        Outcome::HandedOver => inspections::Command::HandOver(HandOver {
            summary: Private::new(format!("{}涉嫌{}。", site.place, site.matter.cause)),
            act_on: on,
        }),
        Outcome::Corrected => inspections::Command::Conclude(ConcludeInspection {
            conclusion: Conclusion::Corrected,
            education: Private::new(format!(
                "当场讲解有关规定，当事人已改正：{}",
                site.matter.correction
            )),
        }),
        Outcome::NothingFound | Outcome::NotOurs => {
            inspections::Command::Conclude(ConcludeInspection {
                conclusion: Conclusion::NothingFound,
                education: Private::new(""),
            })
        }
    };
    pen.does(&site.first, &site.stream, Command::Inspection(command))
}

/// Words about a visit for the answer to a clue.
pub fn account(matter: &Matter, at: DateTime, outcome: Outcome) -> String {
    let day = law::date_zh(at.date());
    match outcome {
        Outcome::NothingFound => format!("{day}到场核查，未发现反映的情况。"),
        Outcome::Corrected => format!("{day}到场，当事人已当场改正：{}", matter.correction),
        Outcome::HandedOver => format!("{day}到场取证，已责令停止，并移交大队立案查处。"),
        Outcome::NotOurs => format!("{day}核实，不属于本单位职权范围。"),
    }
}
