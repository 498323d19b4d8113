//! The second pass, stream by stream: checks what events say, opens personal values, folds the
//! events and remembers which rows, numbers and evidence objects they give.
//!
//! Streams know nothing of each other, so that as many are read at once as there are processors.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::RandomState;
use std::num::NonZero;
use std::sync::Arc;

use domain::packs::Jurisdiction;
use domain::{Event, StreamId, org};
use journal::{Epochs, Frame, StreamAuditor};
use serde_json::{Map, Value};
use store::{Defect, Snapshot, audit, truth};
use tokio::task::{JoinError, JoinSet};

use super::chain;
use super::finding::{Finding, code};
use super::fresh::{Basis, Lots};
use super::sink::Sender;
use crate::Fault;
use crate::vault::Vault;
use crate::walk::{Bundle, Fold, Folded, Lot};

/// What the events say should be there.
pub struct Expected {
    /// The streams by number.
    pub streams: Vec<String>,
    /// The secret under which rows are printed in this run.
    pub secret: RandomState,
    /// The rows.
    pub rows: Vec<RowPrint>,
    /// Streams whose events cannot be read to the end; their rows are not compared.
    pub broken: HashSet<String>,
    /// Numbers by register.
    pub numbers: BTreeMap<(String, String, i16), Given>,
    /// Evidence objects by hash: their size and where they are first mentioned.
    pub blobs: HashMap<String, Mention>,
    /// The packs that were put in force: position and digest.
    pub packs: Vec<(i64, String)>,
    /// How many personal values were opened.
    pub openings: u64,
    /// The first position that was not verified before; zero when everything is read.
    pub from: i64,
}

/// What was given in one register.
#[derive(Debug, Default)]
pub struct Given {
    /// Numbers and blocks of numbers that continue the register: first, last, position.
    pub runs: Vec<(u32, u32, i64)>,
    /// Numbers that documents took from blocks: ordinal and position.
    pub drawn: Vec<(u32, i64)>,
    /// How many documents have a number.
    pub documents: u64,
}

/// A row that should be there, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPrint {
    /// Of table and key.
    pub key: u64,
    /// Of the whole row.
    pub row: u64,
    /// The number of its stream.
    pub stream: u32,
}

/// Where an evidence object is mentioned.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its size.
    pub size: u64,
    /// Its type.
    pub mime: String,
    /// The event.
    pub seq: i64,
    /// The number of the stream.
    pub stream: u32,
}

/// What opens and understands events; without it only their form is checked.
#[derive(Clone)]
pub struct Means {
    /// What opens personal values.
    pub vault: Vault,
    /// The law in force.
    pub law: Arc<Jurisdiction>,
}

struct Folder {
    auditor: StreamAuditor,
    means: Option<Means>,
    expected: Expected,
    /// The positions of the events that were read.
    read: Vec<i64>,
}

/// What one stream says of values that were erased, and which are not there.
#[derive(Default)]
struct Erasures {
    /// Kind and field of the values that the events say were erased.
    said: Vec<(&'static str, &'static str)>,
    /// Kind, field and finding of the values that are not there.
    gone: Vec<(String, String, Finding)>,
}

/// Folds every stream, or those of a pass over what is new.
pub async fn fold_all(
    snapshot: &mut Snapshot,
    epochs: &Epochs,
    means: Option<Means>,
    basis: Option<&Basis>,
    found: &Sender,
) -> Result<Expected, Fault> {
    let secret = RandomState::new();
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut free: Vec<Folder> =
        (0..workers).map(|_| Folder::new(epochs, means.clone(), &secret)).collect();
    let mut busy = JoinSet::new();
    let mut lots = Lots::of(basis);
    while let Some(lot) = lots.next(snapshot).await? {
        tell_of_strays(&lot.strays, found);
        let folder = match free.pop() {
            Some(folder) => folder,
            None => done(busy.join_next().await)?,
        };
        let sender = found.clone();
        busy.spawn_blocking(move || folder.take(&lot, &sender));
    }
    while !busy.is_empty() {
        free.push(done(busy.join_next().await)?);
    }
    tell_of_strays(&lots.left_over(snapshot).await?, found);
    // The others join the first: what it holds is not copied.
    let mut folders = free.into_iter();
    let first = folders.next().unwrap_or_else(|| Folder::new(epochs, means, &secret));
    let Folder { mut expected, mut read, .. } = first;
    expected.from = basis.map_or(0, Basis::from);
    for folder in folders {
        read.extend(folder.read);
        expected.join(folder.expected);
    }
    tell_of_unreached(snapshot, (read, expected.from), found).await?;
    expected.rows.sort_unstable();
    expected.packs.sort_unstable();
    Ok(expected)
}

fn tell_of_strays(strays: &[truth::Opening], found: &Sender) {
    for stray in strays {
        let finding =
            Finding::altered(code::STRAY_OPENING, "这项个人信息登记的案卷没有它所说的事件。");
        let place = format!("opening {}", stray.field);
        found.send(finding.at(stray.seq).of(&stray.stream).place(place));
    }
}

fn done(folder: Option<Result<Folder, JoinError>>) -> Result<Folder, Fault> {
    folder.and_then(Result::ok).ok_or(Fault::Inconsistent("folding was broken off"))
}

/// Every event of the log must have been reached through its stream, or nobody read its content.
async fn tell_of_unreached(
    snapshot: &mut Snapshot,
    (mut read, from): (Vec<i64>, i64),
    found: &Sender,
) -> Result<(), Fault> {
    read.sort_unstable();
    let mut due = from;
    for seq in read.into_iter().filter(|seq| from <= *seq).chain([i64::MAX]) {
        if due < seq {
            let next = snapshot.first(audit::events_after(due - 1, 1)).await?;
            if let Some(event) = next.filter(|event| event.seq < seq) {
                let what = "这条事件不能经由其案卷读到，索引与数据不一致。";
                found.send(Finding::altered(code::UNREACHED, what).at(event.seq).of(event.stream));
            }
        }
        due = due.max(seq.saturating_add(1));
    }
    Ok(())
}

impl Expected {
    fn new(secret: RandomState) -> Self {
        Self {
            streams: Vec::new(),
            secret,
            rows: Vec::new(),
            broken: HashSet::new(),
            numbers: BTreeMap::new(),
            blobs: HashMap::new(),
            packs: Vec::new(),
            openings: 0,
            from: 0,
        }
    }

    /// Takes what others expect too.
    fn join(&mut self, others: Self) {
        let offset = u32::try_from(self.streams.len()).unwrap_or(u32::MAX);
        self.streams.extend(others.streams);
        let rows = others.rows.into_iter();
        self.rows.extend(rows.map(|row| RowPrint { stream: row.stream + offset, ..row }));
        self.broken.extend(others.broken);
        for (register, given) in others.numbers {
            let known = self.numbers.entry(register).or_default();
            known.runs.extend(given.runs);
            known.drawn.extend(given.drawn);
            known.documents += given.documents;
        }
        for (hash, mention) in others.blobs {
            let mention = Mention { stream: mention.stream + offset, ..mention };
            let known = self.blobs.entry(hash).or_insert_with(|| mention.clone());
            if mention.seq < known.seq {
                *known = mention;
            }
        }
        self.packs.extend(others.packs);
        self.openings += others.openings;
    }

    /// The name of a stream by its number.
    pub fn stream(&self, number: u32) -> &str {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.streams.get(at).map_or("", String::as_str)
    }

    fn note(&mut self, seq: i64, stream: u32, frame: &Frame, event: &Event) {
        for evidence in &frame.evidence {
            self.blobs.entry(evidence.hash.to_string()).or_insert_with(|| Mention {
                size: evidence.size,
                mime: evidence.mime.clone(),
                seq,
                stream,
            });
        }
        if let Event::Pack(event) = event {
            self.packs.push((seq, event.digest().to_owned()));
        }
        if let Some(document) = event.document()
            && let (Some(number), 1) = (&document.number, document.edition)
        {
            let register = (document.authority.to_string(), number.word.clone(), number.year);
            let given = self.numbers.entry(register).or_default();
            given.documents += 1;
            if number.reserved {
                given.drawn.push((number.ordinal, seq));
            } else {
                given.runs.push((number.ordinal, number.ordinal, seq));
            }
        }
        if let Event::Person(event) = event
            && let org::Event::NumbersReserved(block) = &**event
        {
            let register = (block.authority.to_string(), block.word.clone(), block.year);
            let given = self.numbers.entry(register).or_default();
            given.runs.push((block.first, block.last, seq));
        }
    }
}

impl Folder {
    fn new(epochs: &Epochs, means: Option<Means>, secret: &RandomState) -> Self {
        let auditor = StreamAuditor::over(epochs.clone());
        Self { auditor, means, expected: Expected::new(secret.clone()), read: Vec::new() }
    }

    fn take(mut self, lot: &Lot, found: &Sender) -> Self {
        for bundle in &lot.bundles {
            let number = u32::try_from(self.expected.streams.len()).unwrap_or(u32::MAX);
            self.expected.streams.push(bundle.stream.clone());
            match self.fold(bundle, lot, number, found) {
                Some(folded) => self.expect_rows(folded, number),
                None => drop(self.expected.broken.insert(bundle.stream.clone())),
            }
        }
        self
    }

    fn fold(&mut self, bundle: &Bundle, lot: &Lot, number: u32, found: &Sender) -> Option<Folded> {
        let Some(id) = StreamId::parse(&bundle.stream) else {
            found.send(Finding::altered(code::MEANING, "案卷的名称无法识别。").of(&bundle.stream));
            return None;
        };
        let mut fold = Fold::new(id);
        let mut whole = true;
        let mut erasures = Erasures::default();
        self.auditor.begin();
        for stored in &bundle.events {
            self.read.push(stored.seq);
            let openings = lot.openings.get(&stored.seq).map_or(&[][..], Vec::as_slice);
            let frame = self.audit(stored, found);
            let opened =
                frame.and_then(|frame| self.open(frame, (stored, openings), &mut erasures, found));
            match opened {
                Some((frame, event)) => {
                    erasures.said.extend(event.erases());
                    self.expected.note(stored.seq, number, &frame, &event);
                    fold.take(stored, &frame.actor, &event);
                }
                None => whole = false,
            }
        }
        erasures.judge(bundle, lot, found);
        fold.end().filter(|_| whole)
    }

    /// Checks the form of an event and its place in its stream.
    fn audit(&mut self, stored: &truth::Event, found: &Sender) -> Option<Frame> {
        let (frame, findings) = self.auditor.feed(&chain::stored(stored));
        let blind = store::planted(Defect::EventsUnread);
        for finding in findings.into_iter().filter(|_| !blind) {
            let place =
                (finding.code == journal::audit::COLUMN).then(|| format!("event {}", stored.seq));
            found.send(Finding { place, ..finding.into() });
        }
        frame
    }

    /// Reads what an event says.
    fn open(
        &mut self,
        mut frame: Frame,
        (stored, openings): (&truth::Event, &[truth::Opening]),
        erasures: &mut Erasures,
        found: &Sender,
    ) -> Option<(Frame, Event)> {
        let means = self.means.as_ref()?;
        let here =
            |code, what: &str| Finding::altered(code, what).at(stored.seq).of(&stored.stream);
        let mut opened = Vec::with_capacity(openings.len());
        let mut whole = true;
        for opening in openings {
            let field = format!("opening {}", opening.field);
            if let Ok(clear) = means.vault.open(opening.seq, &opening.field, &opening.sealed) {
                opened.push(clear);
            } else {
                let what = "这项个人信息无法解密，内容被改动或者密钥不符。";
                found.send(here(code::OPENING, what).place(&field));
                whole = false;
            }
        }
        self.expected.openings += u64::try_from(opened.len()).unwrap_or_default();
        let sealed = std::mem::take(&mut frame.body);
        let body = match journal::open(sealed, &opened) {
            Ok(Value::Object(body)) if whole => {
                for field in gone(&body) {
                    let what = "这项个人信息不见了，记录中没有依法删除它的事件。";
                    let finding = here(code::OPENING_GONE, what).place(format!("opening {field}"));
                    erasures.gone.push((stored.kind.clone(), field, finding));
                }
                body
            }
            Ok(_) => return None,
            Err(mismatch) => {
                let what = "这项个人信息与事件中的存证承诺不符。";
                found.send(here(code::OPENING, what).place(format!("opening {}", mismatch.field)));
                return None;
            }
        };
        if let Ok(event) = Event::from_parts(&frame.kind, body) {
            Some((frame, event))
        } else {
            found.send(here(code::MEANING, "事件格式正确，但其种类或者内容无法识别。"));
            None
        }
    }

    fn expect_rows(&mut self, folded: Folded, number: u32) {
        let Some(means) = &self.means else { return };
        for row in folded.rows(&means.law, &means.vault) {
            let secret = &self.expected.secret;
            let print =
                RowPrint { key: row.key_print(secret), row: row.print(secret), stream: number };
            self.expected.rows.push(print);
        }
    }
}

impl Erasures {
    /// What is gone must be said to be erased, and what is said to be erased must be gone.
    fn judge(self, bundle: &Bundle, lot: &Lot, found: &Sender) {
        for (kind, field, finding) in self.gone {
            let said = |value: &(&str, &str)| *value == (kind.as_str(), field.as_str());
            if !self.said.iter().any(said) {
                found.send(finding);
            }
        }
        for (kind, field) in self.said {
            for stored in bundle.events.iter().filter(|stored| stored.kind == kind) {
                let openings = lot.openings.get(&stored.seq).map_or(&[][..], Vec::as_slice);
                if openings.iter().any(|opening| opening.field == field) {
                    let what = "记录写明这项个人信息已依法删除，但密封的内容仍在数据库中。";
                    let finding = Finding::altered(code::ERASED_STAYS, what);
                    let place = format!("opening {field}");
                    found.send(finding.at(stored.seq).of(&stored.stream).place(place));
                }
            }
        }
    }
}

/// The fields of a body whose personal values are not there any more.
fn gone(body: &Map<String, Value>) -> Vec<String> {
    let mut fields = Vec::new();
    for (key, value) in body.iter().filter(|(_, value)| lacks(value)) {
        name_gone(value, key.clone(), &mut fields);
    }
    fields
}

fn lacks(value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            map.get(journal::commitment::PRIVATE) == Some(&Value::Null) || map.values().any(lacks)
        }
        Value::Array(items) => items.iter().any(lacks),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn name_gone(value: &Value, path: String, fields: &mut Vec<String>) {
    match value {
        Value::Object(map) if map.get(journal::commitment::PRIVATE) == Some(&Value::Null) => {
            fields.push(path);
        }
        Value::Object(map) => {
            map.iter().for_each(|(key, inner)| name_gone(inner, format!("{path}.{key}"), fields));
        }
        Value::Array(items) => {
            let places = items.iter().enumerate();
            places.for_each(|(at, inner)| name_gone(inner, format!("{path}.{at}"), fields));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
