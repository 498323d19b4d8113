//! A county in a temporary folder, with people and an ordinary case led from report to archive.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use app::{App, By, Clock, Config, HashCost, No, Order, Receipt};
use domain::cases::{self, *};
use domain::catalogue::{BaseAmounts, Gravity};
use domain::evidence::{BlobRef, Claim, EvidenceKind};
use domain::ids::{CaseId, ClueId, CommandId, ItemId, PersonId, TownId};
use domain::party::{Party, PartyKind};
use domain::{Command, Private, StreamId, clues, org, publicity};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use law::Fen;
use tempfile::TempDir;

pub const PARTY: &str = "演示甲";
pub const SECRET: &str = "村民李四的电话是12345";
pub const HANDLER_A: &str = "p-banan-a";
pub const HANDLER_B: &str = "p-banan-b";
pub const HEAD: &str = "p-dadui-head";
pub const LEADER: &str = "p-ling-a";
pub const REVIEWER: &str = "p-shenhe-a";
pub const PUBLISHER: &str = "p-gongshi";
pub const CASHIER: &str = "p-shoujiao";
pub const ARCHIVIST: &str = "p-dangan";

/// Time that a test moves.
#[derive(Debug)]
pub struct Hands(Mutex<Timestamp>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        let mut now = self.0.lock().unwrap();
        *now += SignedDuration::from_millis(7);
        *now
    }
}

/// A county with its data folder.
pub struct Town {
    pub app: App,
    pub clock: Arc<Hands>,
    pub folder: Arc<TempDir>,
}

fn packs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

impl Town {
    /// A county whose people have accounts, on Tuesday 3 March 2026.
    pub async fn open() -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        let clock = Arc::new(Hands(Mutex::new("2026-03-03T01:00:00Z".parse().unwrap())));
        let texts = App::read_pack_folder(&packs(), "jinxiang").unwrap();
        let config = config(&folder, &clock);
        let app = App::load_pack(config, "jinxiang", &texts, None).await.unwrap();
        let town = Self { app, clock, folder };
        for person in town.app.law().people.clone() {
            let stream = StreamId::person(&person.id);
            let mut commands = vec![org::Command::Engage {
                name: person.name.clone(),
                login: person.login.clone(),
                unit: person.unit.clone(),
            }];
            commands.extend(person.roles.iter().map(|r| org::Command::GrantRole { role: *r }));
            commands.extend(person.certificate.iter().map(|c| org::Command::RecordCredential {
                credential: org::Credential {
                    number: c.number.clone(),
                    valid_from: c.valid_from,
                    valid_until: c.valid_until,
                },
            }));
            let number = person.legal_qualification.clone();
            commands.extend(number.map(|number| org::Command::RecordQualification { number }));
            for command in commands {
                town.send(By::System, &stream, Command::Person(command)).await.unwrap();
            }
        }
        town
    }

    /// The same folder in a new process.
    pub async fn reopened(self) -> Self {
        self.reopened_with(|config| config).await
    }

    /// The same with another configuration.
    pub async fn reopened_with(self, change: impl FnOnce(Config) -> Config) -> Self {
        self.app.close().await;
        let config = change(config(&self.folder, &self.clock));
        Self { app: App::open(config).await.unwrap(), clock: self.clock, folder: self.folder }
    }

    /// The folder without anybody at work in it.
    pub async fn closed(self) -> Config {
        self.app.close().await;
        let config = config(&self.folder, &self.clock);
        // The folder lives until the process ends: the configuration does not hold it.
        std::mem::forget(self.folder);
        config
    }

    pub fn config(&self) -> Config {
        config(&self.folder, &self.clock)
    }

    /// Nine in the morning of the day.
    pub fn on(&self, day: Date) {
        let morning = day.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8)));
        *self.clock.0.lock().unwrap() = morning.unwrap().timestamp();
    }

    pub fn order(&self, by: By, stream: &StreamId, command: Command) -> Order {
        Order {
            id: CommandId::new(self.app.new_id()),
            stream: stream.clone(),
            command,
            by,
            seen: None,
            device: None,
            occurred_at: None,
        }
    }

    pub async fn send(&self, by: By, stream: &StreamId, command: Command) -> Result<Receipt, No> {
        self.app.run(self.order(by, stream, command)).await
    }

    /// The person does it to the case, and is let.
    pub async fn does(&self, who: &str, case: &StreamId, command: cases::Command) {
        let by = By::Person(PersonId::new(who));
        let what = format!("{command:?}");
        let done = self.send(by, case, Command::Case(command)).await;
        done.unwrap_or_else(|no| panic!("{what}: {no:?}"));
    }

    pub async fn case(&self, case: &StreamId) -> Case {
        let loaded = self.app.load(case).await.unwrap().unwrap();
        loaded.state.as_case().unwrap().clone()
    }

    /// A report from the public with a secret in it.
    pub async fn report(&self) -> StreamId {
        let stream = StreamId::clue(&ClueId::new(self.app.new_id()));
        let command = Command::Clue(clues::Command::Receive(receive()));
        self.send(By::Public, &stream, command).await.unwrap();
        stream
    }

    pub async fn picture(&self) -> BlobRef {
        self.app.upload(&mut picture().as_slice(), "现场.png").await.unwrap()
    }

    /// A case with one picture, filed on the day of the town's beginning.
    pub async fn filed(&self) -> StreamId {
        let stream = StreamId::case(&CaseId::new(self.app.new_id()));
        let today = self.app.today();
        self.does(HANDLER_A, &stream, Command2::ProposeFiling(Box::new(filing(today)))).await;
        let approve = ApproveFiling { words: String::new() };
        self.does(LEADER, &stream, Command2::ApproveFiling(approve)).await;
        let blob = self.picture().await;
        self.adds(&stream, "现场照片", blob).await;
        let how = "与原件核对，经当事人确认".to_owned();
        let evidence = self.case(&stream).await.evidence[0].id.clone();
        let verify = VerifyEvidence { evidence, how, moments: vec![], sound: false };
        self.does(HANDLER_A, &stream, Command2::VerifyEvidence(verify)).await;
        stream
    }

    /// Adds a picture to the case.
    pub async fn adds(&self, case: &StreamId, name: &str, blob: BlobRef) {
        let evidence = AddEvidence {
            kind: EvidenceKind::AudioVisual,
            name: name.into(),
            proves: "堆放物占用路面".into(),
            obtained_on: self.app.today(),
            blob: Some(blob),
            claim: Claim::default(),
            monitor: None,
        };
        self.does(HANDLER_A, case, Command2::AddEvidence(evidence)).await;
    }

    /// An ordinary case, decided on 18 March 2026 and delivered the same day.
    pub async fn delivered(&self) -> StreamId {
        let case = self.filed().await;
        let report = Command2::SubmitReport(Box::new(report()));
        self.does(HANDLER_A, &case, report).await;
        let words = String::new();
        self.does(HEAD, &case, Command2::ApproveReport(ApproveReport { words })).await;
        self.on(date(2026, 3, 6));
        let reasons = "上述事实有照片和询问笔录证明。".into();
        let notice = GiveNotice { reasons, terms: None };
        self.does(HANDLER_A, &case, Command2::GiveNotice(notice)).await;
        self.deliver(&case, "TF-11").await;
        self.on(date(2026, 3, 16));
        let reasons = "事实清楚，证据确凿，裁量适当。".into();
        let text = domain::cases::DecisionText::default();
        let draft = DraftDecision { proposal: None, reasons, text, same_facts: false };
        self.does(HANDLER_A, &case, Command2::DraftDecision(Box::new(draft))).await;
        self.on(date(2026, 3, 17));
        self.does(REVIEWER, &case, Command2::GiveOpinion(opinion())).await;
        self.on(date(2026, 3, 18));
        let words = String::new();
        self.does(LEADER, &case, Command2::DecidePenalty(DecidePenalty { words })).await;
        self.deliver(&case, "TF-15").await;
        case
    }

    /// The delivered case paid, published, closed and archived.
    pub async fn archived(&self) -> StreamId {
        let case = self.delivered().await;
        self.on(date(2026, 3, 20));
        let payment = RecordPayment {
            amount: Fen(30_000),
            paid_on: date(2026, 3, 20),
            voucher: "0001".into(),
            channel: "银行柜台".into(),
        };
        self.does(CASHIER, &case, Command2::RecordPayment(payment)).await;
        let version = {
            let state = self.case(&case).await;
            publicity::draft_version(&state, state.decided().unwrap(), &self.app.law())
        };
        let propose = ProposePublication { version };
        self.does(PUBLISHER, &case, Command2::ProposePublication(propose)).await;
        let confirm = Command2::ConfirmPublication(ConfirmPublication {});
        self.does(LEADER, &case, confirm).await;
        let words = "已经履行完毕。".into();
        self.does(HANDLER_A, &case, Command2::ProposeClosing(ProposeClosing { words })).await;
        let words = String::new();
        self.does(LEADER, &case, Command2::ApproveClosing(ApproveClosing { words })).await;
        let archive = ArchiveCase {
            number: "2026-交罚-001".into(),
            retention: "30年".into(),
            notes: String::new(),
        };
        self.does(ARCHIVIST, &case, Command2::ArchiveCase(archive)).await;
        case
    }

    async fn deliver(&self, case: &StreamId, form: &str) {
        let state = self.case(case).await;
        let document = state.documents.iter().rev().find(|d| d.form == form).unwrap().id.clone();
        let delivery = RecordDelivery {
            document,
            method: DeliveryMethod::Direct,
            on: self.app.today(),
            place: "胡集镇示例村1号".into(),
            by: handlers(),
            proxy: Private::default(),
            refusal_reason: Private::default(),
            witness: Private::default(),
            proof: String::new(),
            blob: None,
            signature_image: SIGNATURE.into(),
        };
        self.does(HANDLER_A, case, Command2::RecordDelivery(delivery)).await;
    }
}

use cases::Command as Command2;

const SIGNATURE: &str = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0IDQiPjxwYXRoIGQ9Ik0wIDBMNCA0IiBzdHJva2U9IiMwMDAiLz48L3N2Zz4=";

fn config(folder: &Arc<TempDir>, clock: &Arc<Hands>) -> Config {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    Config {
        clock: clock.clone(),
        hash_cost: HashCost::Least,
        work: false,
        fonts: vec![root.join("assets/vendor/fonts")],
        ..Config::new(folder.path().join("data"))
    }
}

fn handlers() -> Vec<PersonId> {
    vec![PersonId::new(HANDLER_A), PersonId::new(HANDLER_B)]
}

pub fn receive() -> clues::ReceiveClue {
    clues::ReceiveClue {
        source: clues::Source::Portal,
        category: "公路上堆放、晒粮".into(),
        words: "村口公路上堆着沙土，过车困难。".into(),
        town: TownId::new("huji"),
        area: None,
        place: "胡集镇示例村东公路".into(),
        pin: Some((35_000_000, 116_000_000)),
        photos: vec![],
        contact: SECRET.into(),
    }
}

pub fn filing(today: Date) -> ProposeFiling {
    let yesterday = today.yesterday().unwrap();
    ProposeFiling {
        item: ItemId::new("JX-T-01-CF"),
        cause: "在公路上堆放物品影响公路畅通".into(),
        town: TownId::new("huji"),
        place: "胡集镇示例村东公路".into(),
        source: FilingSource::Report,
        inspection: None,
        clue: None,
        party: Party {
            kind: PartyKind::Citizen,
            name: PARTY.into(),
            id_number: "999999198001010011".into(),
            address: "胡集镇示例村1号".into(),
            phone: "00000000000".into(),
            representative: Private::default(),
            born_on: None,
        },
        facts: "当事人在公路上堆放沙土。".into(),
        act_on: yesterday,
        discovered_on: yesterday,
        handlers: handlers(),
    }
}

pub fn report() -> SubmitReport {
    SubmitReport {
        process: "2026年3月4日询问当事人，核对现场照片。".into(),
        facts: "当事人在公路上堆放沙土，占用路面10平方米。".into(),
        proposal: Proposal::Penalty(PenaltyTerms {
            branch: "a".into(),
            law_from: None,
            gravity: Gravity::Ordinary,
            bases: BaseAmounts::new(),
            warning: false,
            fine: Fen(30_000),
            gains: Fen(0),
            things: vec![],
            other: None,
            tier: None,
            departure: None,
            mitigation: None,
            discretion: "面积较小，主动清除，按一般阶次。".into(),
            correction: "立即清除路面堆放物。".into(),
        }),
        checks: ReportChecks {
            identity: "核对居民身份证".into(),
            one_act: "同一行为没有处罚过".into(),
            first_offence: "不属于首违不罚情形".into(),
            lenient_law: "行为时和决定时的规定相同".into(),
            crime: "不涉嫌犯罪".into(),
        },
        complex: false,
    }
}

fn opinion() -> GiveOpinion {
    let sound = |item| ReviewCheck { item, sound: true, note: String::new() };
    GiveOpinion {
        checks: ReviewItem::ALL.into_iter().map(sound).collect(),
        verdict: ReviewVerdict::Pass,
        words: "经审核，提出如上意见。".into(),
    }
}

/// A brown picture of four by three dots.
pub fn picture() -> Vec<u8> {
    hex::decode(concat!(
        "89504e470d0a1a0a0000000d49484452000000040000000308020000003b96399100000010494441",
        "54789c6338b1200a8e18707200a0b215194943ae0c0000000049454e44ae426082",
    ))
    .unwrap()
}
