//! A vehicle without its certificate is seized while the case is investigated, and given back.

use domain::cases::{
    self, ApproveMeasure, ArticleEntry, ImplementMeasure, MeasureKind, ProposeMeasure,
    ReleaseGround, ReleaseMeasure, ReturnArticles,
};
use domain::catalogue::Hundredths;
use domain::ids::MeasureId;
use domain::{Command, Private};
use jiff::ToSpan as _;
use law::Fen;

use super::DemoError;
use super::agenda::{Look, Pen};
use super::cases::Way;
use super::picture::signature;

/// The matter in which a vehicle may be held.
const FREIGHT: &str = "T13";

/// Proposes, approves and takes the measure, where the matter allows one.
pub fn seize(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    if way.story.matter.number != FREIGHT {
        return Ok(());
    }
    pen.then(&way.first, &way.stream, |look| {
        let basis = cases::measure_bases(look.case()?, look.law).into_iter().next();
        let basis = basis.ok_or(DemoError::Lost("强制措施的依据"))?;
        Ok(vec![Command::Case(cases::Command::ProposeMeasure(Box::new(ProposeMeasure {
            kind: MeasureKind::Seize,
            basis: basis.cite,
            reason: "驾驶人不能出示车辆营运证，也不能当场提供其他有效证明。".into(),
            necessity: "已经要求当事人提供证明，当事人不能提供。".into(),
            things: "货车1辆".into(),
            checked: true,
            urgent: None,
        })))])
    })?;
    pen.then(&way.leader, &way.stream, |look| {
        let measure = newest(look)?;
        Ok(vec![Command::Case(cases::Command::ApproveMeasure(ApproveMeasure { measure }))])
    })?;
    pen.minutes(40)?;
    take(pen, way)
}

fn take(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    let (ended_at, seed, officers) = (pen.now(), pen.dice.next(), way.handlers.clone());
    let at = ended_at.saturating_sub(25.minutes());
    let (party, place) = (way.party.clone(), way.story.matter.place);
    pen.then(&way.first, &way.stream, move |look| {
        Ok(vec![Command::Case(cases::Command::ImplementMeasure(Box::new(ImplementMeasure {
            measure: newest(look)?,
            at,
            ended_at,
            place: place.into(),
            officers,
            told: true,
            findings: "车辆停放在路边，车内无货物。".into(),
            statement: "当事人表示证件正在补办，没有其他申辩。".into(),
            met_name: super::matters::Matter::speaker(&party),
            met_role: "当事人".into(),
            present: true,
            witness: Private::default(),
            signature_image: signature(seed),
            refusal_reason: Private::default(),
            scan: None,
            articles: vec![ArticleEntry {
                name: "货车".to_owned(),
                features: "蓝色栏板货车，号牌为演示".into(),
                quantity: Hundredths(100),
                unit: "辆".to_owned(),
                condition: "外观完好".into(),
            }],
            custody: "示例停车场".to_owned(),
            keeper: "示例停车场值班员".into(),
            recordings: "执法记录仪演示".to_owned(),
        })))])
    })
}

/// Lifts the measure and gives the vehicle back, where one is held.
pub fn give_back(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    if way.story.matter.number != FREIGHT {
        return Ok(());
    }
    pen.then(&way.leader, &way.stream, |look| {
        Ok(vec![Command::Case(cases::Command::ReleaseMeasure(ReleaseMeasure {
            measure: newest(look)?,
            ground: ReleaseGround::Decided,
            reason: "处罚决定已经作出并送达，不再需要扣押。".to_owned(),
            articles: vec![],
            pick_up: "工作日到示例停车场领取。".to_owned(),
        }))])
    })?;
    pen.minutes(60)?;
    let (seed, officers, party) = (pen.dice.next(), way.handlers.clone(), way.party.clone());
    pen.then(&way.first, &way.stream, move |look| {
        Ok(vec![Command::Case(cases::Command::ReturnArticles(ReturnArticles {
            measure: newest(look)?,
            articles: vec![],
            receiver: super::matters::Matter::speaker(&party),
            condition: "与清单一致，当场验车没有异议。".into(),
            proceeds: Fen(0),
            officers,
            signature_image: signature(seed),
            scan: None,
        }))])
    })
}

fn newest(look: &Look<'_>) -> Result<MeasureId, DemoError> {
    let measure = look.case()?.measures.last().ok_or(DemoError::Lost("强制措施"))?;
    Ok(measure.id.clone())
}
