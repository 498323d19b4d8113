//! Fines on the spot: the blocks of numbers in the officers' hands, and a few cases by the summary
//! procedure, from the certificates shown to the archive or as far as they have come.

use domain::cases::{
    self, ApproveClosing, ArchiveCase, BankCash, BeginSummary, CollectOnSpot, CollectionGround,
    ConfirmPublication, ConversionGround, ConvertToGeneral, DecideOnSpot, FileCopy, FilingSource,
    HandInCash, HearOnSpot, ProposeClosing, ProposeFiling, RecordPayment, SpotPhoto,
};
use domain::catalogue::Power;
use domain::evidence::Claim;
use domain::ids::{CaseId, PersonId, TownId};
use domain::party::{Party, PartyKind};
use domain::policy::Role;
use domain::{Command, Private, State, StreamId, org};
use jiff::civil::Date;
use law::Fen;

use super::DemoError;
use super::after;
use super::agenda::{Pen, Step};
use super::cases::terms;
use super::cast::Cast;
use super::matters::Matter;
use super::picture::{Scene, signature};

/// How many numbers a block of the demonstration has.
const BLOCK: u32 = 20;

/// Small matters, fit for the spot.
pub const SMALL: [Matter; 3] = [
    Matter {
        number: "T01",
        branch: "b",
        grade: Some(("b-1", "轻微")),
        fine: 100,
        party: PartyKind::Citizen,
        report: "三轮车拉的沙子撒了一路。",
        place: "示例三村村口县道",
        seen: "三轮车装载细沙未覆盖，遗洒约4平方米，当场清扫干净。",
        said: "路不平颠下来的，我马上扫干净，请少罚一点。",
        cause: "车辆装载物遗洒污染公路",
        correction: "当场清扫遗洒物，装载物应当覆盖。",
        discretion: "遗洒面积不超过10平方米且主动清除，按轻微阶次处罚。",
        scene: Scene::Lorry,
    },
    Matter {
        number: "T01",
        branch: "a",
        grade: Some(("a-1", "一般")),
        fine: 200,
        party: PartyKind::Citizen,
        report: "有人在公路上晒玉米，占了一条车道。",
        place: "示例四村北侧乡道",
        seen: "路面晾晒玉米一处，长12米、宽2米，占用行车道，经劝阻后再次晾晒。",
        said: "地里没有晒场，马上收起来。",
        cause: "在公路上打场晒粮影响公路畅通",
        correction: "立即收起晾晒的玉米，恢复公路畅通。",
        discretion: "经劝阻后再次占道，未造成交通堵塞，按一般阶次下限处罚。",
        scene: Scene::Heap,
    },
    Matter {
        number: "T01",
        branch: "b",
        grade: Some(("b-1", "轻微")),
        fine: 500,
        party: PartyKind::Organisation,
        report: "工地出来的车带泥上路。",
        place: "示例工地出口县道",
        seen: "渣土车轮胎带泥，污染路面约8平方米，企业当场派人冲洗。",
        said: "冲洗设备刚坏，已经安排人工冲洗。",
        cause: "车辆装载物遗洒污染公路",
        correction: "当场冲洗路面，修复车辆冲洗设备。",
        discretion: "污染面积不超过10平方米且主动清除，按轻微阶次处罚。",
        scene: Scene::Lorry,
    },
];

/// How far a case on the spot comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpotStop {
    /// The party disputed the facts; the case waits to be filed.
    Converted,
    /// Decided; copy and payment are open.
    Decided,
    /// Collected on the spot; the cash is with the officer.
    Collected,
    /// Handed in; the bank is next.
    HandedIn,
    /// Archived.
    Archived,
}

/// A block for every officer who handles cases, on the day; what is left of last year is voided.
pub fn blocks(cast: &Cast<'_>, nth: usize, on: Date) -> Result<Vec<Step>, DemoError> {
    let mut pen = Pen::new(cast, nth, on)?;
    let (head, day) = (cast.one(Role::UnitHead, 0)?, pen.day());
    let handlers: Vec<PersonId> = cast.holding(Role::CaseHandler).into_iter().cloned().collect();
    for handler in handlers {
        pen.then(&head, &StreamId::person(&handler), move |look| {
            let year = day.year();
            let person = look.state.and_then(State::as_person);
            let old = person.map(|it| it.blocks.as_slice()).unwrap_or_default();
            let mut commands: Vec<Command> = Vec::new();
            for held in old.iter().filter(|held| held.block.year < year) {
                commands.extend(held.left().map(|ordinal| {
                    Command::Person(org::Command::VoidNumbers {
                        year: held.block.year,
                        first: ordinal,
                        last: ordinal,
                        reason: "年末未使用，收回作废。".to_owned(),
                    })
                }));
            }
            commands.push(Command::Person(org::Command::ReserveNumbers { count: BLOCK }));
            Ok(commands)
        })?;
    }
    // Before the first officer sets out.
    let early = |(nth, step): (usize, Step)| {
        let minute = i8::try_from(nth % 60).unwrap_or_default();
        Step { at: step.at.date().at(7, minute, 0, 0), ..step }
    };
    Ok(pen.finish().into_iter().enumerate().map(early).collect())
}

/// A case on its way.
struct Way {
    stream: StreamId,
    first: PersonId,
    handlers: Vec<PersonId>,
    leader: PersonId,
}

/// Plans a case on the spot.
pub fn fine_on_the_spot(
    pen: &mut Pen<'_>,
    matter: &'static Matter,
    town: TownId,
    stop: SpotStop,
) -> Result<(), DemoError> {
    let handlers = vec![
        pen.cast.one(Role::CaseHandler, pen.nth)?,
        pen.cast.one(Role::CaseHandler, pen.nth + 1)?,
    ];
    let way = Way {
        stream: StreamId::case(&CaseId::new(pen.id())),
        first: handlers.first().cloned().ok_or(DemoError::Nobody("办案人员"))?,
        handlers,
        leader: pen.cast.one(Role::Leader, pen.nth)?,
    };
    begin(pen, &way, matter, town)?;
    hear(pen, &way, matter, stop)?;
    if stop == SpotStop::Converted {
        let reason = "当事人称遗洒物不是其车辆所载，需要调查核实。".into();
        let ground = ConversionGround::Disputed;
        let convert = cases::Command::ConvertToGeneral(ConvertToGeneral { ground, reason });
        return send(pen, &way.first, &way, convert);
    }
    decide(pen, &way)?;
    if stop == SpotStop::Decided {
        return Ok(());
    }
    settle(pen, &way, matter, stop)
}

fn send(
    pen: &mut Pen<'_>,
    who: &PersonId,
    way: &Way,
    command: cases::Command,
) -> Result<(), DemoError> {
    pen.does(who, &way.stream, Command::Case(command))
}

fn begin(
    pen: &mut Pen<'_>,
    way: &Way,
    matter: &'static Matter,
    town: TownId,
) -> Result<(), DemoError> {
    let name = pen.cast.town_name(&town).to_owned();
    let party: Party = matter.party_of(pen.nth, &name);
    let item = matter.item(pen.cast.law, Power::Penalty)?;
    let (on, handlers) = (pen.day(), way.handlers.clone());
    let picture = pen.picture(matter.scene);
    let make = move |look: &super::agenda::Look<'_>| {
        let photo = SpotPhoto {
            name: "现场照片".to_owned(),
            proves: matter.seen.into(),
            blob: look.picture()?,
            claim: Claim::default(),
        };
        let filing = ProposeFiling {
            item,
            cause: matter.cause.to_owned(),
            town,
            place: Private::new(format!("{name}{}", matter.place)),
            source: FilingSource::Inspection,
            inspection: None,
            clue: None,
            party,
            facts: matter.seen.into(),
            act_on: on,
            discovered_on: on,
            handlers,
        };
        let begin = BeginSummary { matter: filing, certificates_shown: true, photos: vec![photo] };
        Ok(vec![Command::Case(cases::Command::BeginSummary(Box::new(begin)))])
    };
    pen.step(crate::By::Person(way.first.clone()), &way.stream, vec![picture], Box::new(make))
}

fn hear(
    pen: &mut Pen<'_>,
    way: &Way,
    matter: &'static Matter,
    stop: SpotStop,
) -> Result<(), DemoError> {
    let disputed = stop == SpotStop::Converted;
    let told = HearOnSpot {
        terms: terms(matter),
        rights_told: true,
        evidence_checked: true,
        statement: if disputed { "不是我的车撒的。".into() } else { matter.said.into() },
        disputed,
        accepted: Some(if disputed {
            cases::Acceptance::Rejected
        } else {
            cases::Acceptance::Accepted
        }),
        reasons: if disputed {
            "照片不能排除其他车辆，须进一步调查。".into()
        } else {
            "主动改正属实，裁量时已经考虑。".into()
        },
    };
    send(pen, &way.first, way, cases::Command::HearOnSpot(Box::new(told)))
}

fn decide(pen: &mut Pen<'_>, way: &Way) -> Result<(), DemoError> {
    let mut drawn = || signature(pen.dice.next());
    let decide = DecideOnSpot {
        fine: None,
        officer_images: vec![drawn(), drawn()],
        party_image: drawn(),
        refusal_reason: Private::new(""),
        receipt_photo: None,
        handed_over: true,
    };
    send(pen, &way.first, way, cases::Command::DecideOnSpot(Box::new(decide)))
}

/// Money, copy, publication, closing and archive.
fn settle(
    pen: &mut Pen<'_>,
    way: &Way,
    matter: &'static Matter,
    stop: SpotStop,
) -> Result<(), DemoError> {
    let small = matter.fine <= 100;
    let (amount, receipt) = (Fen(matter.fine * 100), pen.dice.below(100_000));
    if small {
        let collect = CollectOnSpot {
            ground: CollectionGround::Small,
            reason: Private::new(""),
            requested: false,
            amount,
            receipt: format!("演示专用票据{receipt:05}"),
            unified: true,
            on: pen.day(),
            ashore_on: None,
        };
        send(pen, &way.first, way, cases::Command::CollectOnSpot(collect))?;
        if stop == SpotStop::Collected {
            return Ok(());
        }
        pen.working(1)?;
        let on = pen.day();
        send(pen, &way.first, way, cases::Command::HandInCash(HandInCash { on }))?;
        if stop == SpotStop::HandedIn {
            return Ok(());
        }
    }
    send(pen, &way.first, way, cases::Command::FileCopy(FileCopy {}))?;
    pen.working(1)?;
    pay(pen, way, small)?;
    publish(pen, way)?;
    close(pen, way)
}

fn pay(pen: &mut Pen<'_>, way: &Way, cash: bool) -> Result<(), DemoError> {
    let cashier = pen.cast.one(Role::Cashier, 0)?;
    let (on, slip) = (pen.day(), format!("演示缴款书{:05}", pen.dice.below(100_000)));
    if cash {
        return send(pen, &cashier, way, cases::Command::BankCash(BankCash { on, slip }));
    }
    pen.then(&cashier, &way.stream, move |look| {
        let decided = look.case()?.decided().ok_or(DemoError::Lost("决定"))?;
        let amount = cases::owed_on(decided, look.law, on).total();
        let channel = "电子支付".to_owned();
        let payment = RecordPayment { amount, paid_on: on, voucher: slip, channel };
        Ok(vec![Command::Case(cases::Command::RecordPayment(payment))])
    })
}

fn publish(pen: &mut Pen<'_>, way: &Way) -> Result<(), DemoError> {
    after::propose_publication(pen, &way.stream)?;
    pen.working(1)?;
    let confirm = cases::Command::ConfirmPublication(ConfirmPublication {});
    send(pen, &way.leader, way, confirm)
}

fn close(pen: &mut Pen<'_>, way: &Way) -> Result<(), DemoError> {
    let words = "当事人已缴清罚款，违法行为当场改正。".into();
    let propose = cases::Command::ProposeClosing(ProposeClosing { words });
    send(pen, &way.first, way, propose)?;
    pen.working(1)?;
    let words = "同意结案。".to_owned();
    send(pen, &way.leader, way, cases::Command::ApproveClosing(ApproveClosing { words }))?;
    pen.working(3)?;
    let archivist = pen.cast.one(Role::Archivist, 0)?;
    let archive = ArchiveCase {
        number: format!("{}-演示简-{:03}", pen.day().year(), pen.nth),
        retention: "30年".to_owned(),
        notes: String::new(),
    };
    send(pen, &archivist, way, cases::Command::ArchiveCase(archive))
}
