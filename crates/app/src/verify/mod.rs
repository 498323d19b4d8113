//! Checks a data folder without opening it for writing: every event, node, personal value, row,
//! evidence object, number and checkpoint against what the events say.
//!
//! It trusts nothing but the log's key and heads from outside: who holds the key can write
//! another record that passes here, which only a head that left the building convicts.

mod anchors;
mod blobs;
mod chain;
mod epochs;
mod finding;
mod fresh;
mod rows;
mod sink;
mod streams;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use domain::packs::Jurisdiction;
use journal::PublicKey;
use store::{Snapshot, Store, audit};
use tokio::sync::mpsc;

use self::blobs::Through;
use self::epochs::Known;
use self::finding::code;
use self::fresh::Basis;
use self::sink::Sender;
use self::streams::{Expected, Means};
use crate::keys::Keys;
use crate::vault::Vault;
use crate::walk::{self, Bundle, Source};
use crate::{Config, Fault, StartError, WitnessAddress, national, packs, project, record, start};

pub use anchors::Anchor;
pub use finding::{Class, Finding, Report};

/// What is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether evidence objects are read through.
    pub blobs: bool,
    /// Whether only that is read which is new since the last verification on the record, with the
    /// streams and rows that it touched. Where that cannot be, or heads from outside are to be
    /// compared, everything is read.
    pub fresh: bool,
    /// The folder of the keys, when it is not in the data folder.
    pub keys: Option<PathBuf>,
    /// Heads that were kept outside the building.
    pub anchors: Vec<Anchor>,
    /// Supervising bodies whose word on what was lost is taken.
    pub bureaus: Vec<PublicKey>,
    /// Witnesses that are asked what they saw last.
    pub witnesses: Vec<WitnessAddress>,
}

impl Options {
    fn is_fresh(&self) -> bool {
        self.fresh && self.anchors.is_empty() && self.witnesses.is_empty()
    }

    fn keys(&self, config: &Config) -> Option<Keys> {
        match &self.keys {
            Some(folder) => Keys::existing(folder),
            None => Keys::existing(&config.data.join("keys")),
        }
    }
}

/// How often two moments are tried to be the same one while others write.
const TRIES: usize = 50;
/// How long, in seconds, events may wait for a signed checkpoint.
const PATIENCE: i64 = 10;

/// Checks the data folder; each finding goes to the sink as soon as it is known.
pub async fn verify(
    config: &Config,
    options: Options,
    sink: &mut (dyn FnMut(&Finding) + Send),
) -> Result<Report, StartError> {
    let store = existing(config).await?;
    let (sender, mut findings) = sink::channel();
    let mut naming = Naming::new(options.keys(config), &store);
    let check = tokio::spawn(check(config.clone(), store.clone(), options, sender));
    let mut report = Report::default();
    drain(&mut findings, &mut naming, &mut report, sink).await;
    let looked = check.await.map_err(|_| Fault::Inconsistent("verifying was broken off"))??;
    let Report { altered, corrupt, conflicts, incomplete, .. } = report;
    store.close().await;
    Ok(Report { altered, corrupt, conflicts, incomplete, ..looked })
}

async fn drain(
    findings: &mut mpsc::UnboundedReceiver<Finding>,
    naming: &mut Naming,
    report: &mut Report,
    sink: &mut (dyn FnMut(&Finding) + Send),
) {
    while let Some(mut finding) = findings.recv().await {
        naming.name(&mut finding).await;
        report.note(finding.class);
        sink(&finding);
    }
}

/// The store of a folder that exists; verifying must not make one.
async fn existing(config: &Config) -> Result<Store, StartError> {
    if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
        return Err(StartError::NoData(config.data.clone()));
    }
    crate::App::store(config).await
}

async fn check(
    config: Config,
    store: Store,
    options: Options,
    found: Sender,
) -> Result<Report, StartError> {
    let keys = options.keys(&config);
    if keys.is_none() {
        let what = "密钥文件不在数据目录中，个人信息和检查点签名无法核对。";
        found.send(Finding::incomplete(code::KEYS, what).place("keys"));
    }
    let law = match packs::in_force(&config, &store).await {
        Ok(law) => Some(Arc::new(law)),
        Err(error) => {
            found.send(Finding::altered(code::PACK, error.to_string()));
            None
        }
    };
    let (mut first, mut second) = same_moment(&store).await?;
    let base = origin(&mut first, law.as_deref()).await?;
    let source = &mut Source::Snapshot(&mut first);
    let folder = options.keys.clone().unwrap_or_else(|| config.data.join("keys"));
    let held = keys.as_ref().map(|keys| (keys, folder.as_path()));
    let known = Known::read(source, &base, held, &options.bureaus).await?;
    let basis = if options.is_fresh() { Basis::read(&mut first, &found).await? } else { None };
    // Looking through the whole file takes as long as everything else together.
    let whole = basis.is_none();
    let damage = whole.then(|| tokio::spawn(check_storage(store.clone(), found.clone())));
    let origin = known.epochs.origin().to_owned();
    let told = known.check(&found);
    let since = basis.as_ref().map(|basis| basis.edge.size());
    let report = Report { origin: origin.clone(), epochs: told, since, ..Report::default() };
    let mut anchors = options.anchors.clone();
    for witness in &options.witnesses {
        anchors.extend(asked(witness, &origin, &found).await);
    }
    let of_second = known.second(&folder);
    let (heads, anchors): (Vec<_>, Vec<_>) = anchors
        .into_iter()
        .partition(|anchor| of_second.epochs.origins().any(|origin| anchor.is_of(origin)));
    let national = compare_national(&store, &of_second, &heads, &found).await;
    let compared = unless_broken(national, &found).unwrap_or_default();
    let epochs = known.epochs.clone();
    let chain =
        check_chain(first, (known, anchors), basis.clone(), (found.clone(), config.clone()));
    let chain = tokio::spawn(chain);
    if let Some(law) = &law {
        note_projection(&mut second, law, &found).await?;
    }
    let means = keys.zip(law).map(|(keys, law)| Means { vault: Vault::new(&keys.vault), law });
    let expected =
        streams::fold_all(&mut second, &epochs, means.clone(), basis.as_ref(), &found).await;
    let streams = match expected {
        Ok(expected) => match means {
            Some(Means { vault, law }) => {
                let with = With { config: &config, store: &store, vault, law, options };
                compare(&mut second, &with, expected, &found).await
            }
            None => Ok(Report::default()),
        },
        Err(fault) => Err(fault),
    };
    let streams = unless_broken(streams, &found).unwrap_or_default();
    let chain = chain.await.map_err(|_| Fault::Inconsistent("verifying was broken off"))?;
    let chain = unless_broken(chain, &found).unwrap_or_default();
    if let Some(damage) = damage {
        damage.await.map_err(|_| Fault::Inconsistent("verifying was broken off"))?;
    }
    Ok(Report {
        origin: report.origin,
        epochs: report.epochs,
        since: report.since,
        events: chain.events,
        checkpoints: chain.checkpoints,
        anchors: chain.anchors + compared,
        head: chain.head,
        vouched: chain.vouched,
        ..streams
    })
}

/// Compares heads of the second log with what the events give; answers how many were compared.
async fn compare_national(
    store: &Store,
    known: &Known,
    heads: &[Anchor],
    found: &Sender,
) -> Result<u64, Fault> {
    if heads.is_empty() {
        return Ok(0);
    }
    let mut snapshot = store.snapshot().await?;
    let sizes = heads.iter().filter_map(Anchor::size).collect();
    let (roots, _) = national::roots(&mut Source::Snapshot(&mut snapshot), &sizes).await?;
    Ok(anchors::check(heads, &roots, known, found))
}

/// What a witness saw last of the log.
async fn asked(witness: &WitnessAddress, origin: &str, found: &Sender) -> Option<Anchor> {
    let name = format!("见证方 {}", witness.key.name());
    let what = match witness.last(origin).await {
        Ok(Some(note)) => return Some(Anchor::witnessed(name, note)),
        Ok(None) => "这个见证方没有见过本日志。".to_owned(),
        Err(why) => format!("没有得到见证方留存的存证头：{why}。"),
    };
    found.send(Finding::incomplete(code::NO_ANCHOR, what).place(name));
    None
}

/// A broken read is a finding, and the other checks go on.
fn unless_broken<T>(outcome: Result<T, Fault>, found: &Sender) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(fault) => {
            tracing::error!(error = ?fault, "a check was broken off");
            found.send(Finding::corrupt(format!("数据无法读完，这一项检查中断：{fault}。")));
            None
        }
    }
}

async fn check_storage(store: Store, found: Sender) {
    match store.damage().await {
        Ok(lines) => {
            for line in lines {
                found.send(Finding::corrupt(format!("数据库文件损坏：{line}。")));
            }
        }
        Err(fault) => drop(unless_broken::<()>(Err(fault.into()), &found)),
    }
}

/// Two views of the same moment, so that the passes may run side by side.
async fn same_moment(store: &Store) -> Result<(Snapshot, Snapshot), StartError> {
    for _ in 0..TRIES {
        let mut first = store.snapshot().await?;
        let mut second = store.snapshot().await?;
        if first.head().await? == second.head().await? {
            return Ok((first, second));
        }
    }
    Err(Fault::Inconsistent("the journal grows too fast to be held still").into())
}

/// The origin of the log: the pack's, or else what the first event claims.
async fn origin(snapshot: &mut Snapshot, law: Option<&Jurisdiction>) -> Result<String, StartError> {
    if let Some(law) = law {
        return Ok(packs::origin(law));
    }
    let first = snapshot.first(audit::events_after(-1, 1)).await?;
    let frame = first.and_then(|event| serde_json::from_slice(&event.bytes).ok());
    Ok(frame.map_or_else(String::new, |frame: journal::Frame| frame.log))
}

async fn check_chain(
    mut snapshot: Snapshot,
    (known, anchors): (Known, Vec<Anchor>),
    basis: Option<Basis>,
    (found, config): (Sender, Config),
) -> Result<Report, Fault> {
    let signed = !known.log.is_empty();
    let chain = chain::check(&mut snapshot, (&known, &anchors), basis.as_ref(), &found).await?;
    let since = chain.unsigned_since.and_then(|at| at.parse::<jiff::Timestamp>().ok());
    let waited = since.map(|since| config.clock.now().duration_since(since).as_secs());
    let told = chain.outcome.findings.iter().any(|finding| finding.code == journal::audit::ROOT);
    if signed && !told && waited.is_some_and(|seconds| PATIENCE < seconds) {
        let what = format!(
            "第 {} 条以后的事件没有签名的检查点；请启动一次服务以补签，补签前无法证明其未被改动。",
            chain.outcome.vouched
        );
        let at = i64::try_from(chain.outcome.vouched).unwrap_or(i64::MAX);
        found.send(Finding::incomplete(code::UNSIGNED, what).at(at));
    }
    Ok(Report {
        events: chain.outcome.size,
        checkpoints: chain.checkpoints,
        anchors: chain.anchors,
        head: journal::short_head(chain.outcome.size, chain.outcome.root),
        vouched: chain.outcome.vouched,
        ..Report::default()
    })
}

/// Tables of another program or pack would differ everywhere; one sentence says so first.
async fn note_projection(
    snapshot: &mut Snapshot,
    law: &Jurisdiction,
    found: &Sender,
) -> Result<(), StartError> {
    let made_from = snapshot.first(audit::read_tables_made_from()).await?;
    if made_from.is_some_and(|made_from| made_from != project::made_from(law)) {
        let what = "查询表由另一版程序或者数据包生成，请先运行 zhifa rebuild。";
        found.send(Finding::incomplete(code::TABLES, what).place("meta read-tables"));
    }
    Ok(())
}

/// What the comparison needs besides the expected.
struct With<'a> {
    config: &'a Config,
    store: &'a Store,
    vault: Vault,
    law: Arc<Jurisdiction>,
    options: Options,
}

async fn compare(
    snapshot: &mut Snapshot,
    with: &With<'_>,
    mut expected: Expected,
    found: &Sender,
) -> Result<Report, Fault> {
    let numbers = rows::check_numbers(snapshot, &mut expected, found).await?;
    blobs::check_packs(with.config, &expected, found);
    let mut compared = rows::compare(snapshot, &expected, found).await?;
    for number in compared.lacking.clone() {
        let stream = expected.stream(number);
        if !compared.intact(snapshot, stream).await? {
            continue;
        }
        let rows = rows_of(with, stream).await?;
        rows::name_missing(&rows, &compared, (stream, &expected), found);
    }
    let objects = start::blobs(with.config)?;
    let through = match (expected.from, with.options.blobs) {
        (0, false) => Through::None,
        (from, _) => Through::Since(from),
    };
    let blobs = blobs::check(snapshot, &objects, &expected, (through, found)).await?;
    Ok(Report {
        streams: u64::try_from(expected.streams.len()).unwrap_or_default(),
        openings: expected.openings,
        rows: compared.rows,
        blobs,
        numbers,
        ..Report::default()
    })
}

/// The rows that the events of one stream give.
async fn rows_of(with: &With<'_>, stream: &str) -> Result<Vec<store::Row>, Fault> {
    let (events, openings) =
        with.store.ask_both(store::truth::stream(stream), store::truth::openings(stream)).await?;
    let bundle = Bundle { stream: stream.to_owned(), events };
    let folded = walk::fold(&bundle, &record::by_event(openings), &with.vault)?;
    Ok(folded.map_or_else(Vec::new, |folded| folded.rows(&with.law, &with.vault)))
}

/// Puts the names that people know into findings.
struct Naming {
    store: Store,
    vault: Option<Vault>,
    numbers: HashMap<String, Option<String>>,
}

impl Naming {
    fn new(keys: Option<Keys>, store: &Store) -> Self {
        let vault = keys.map(|keys| Vault::new(&keys.vault));
        Self { store: store.clone(), vault, numbers: HashMap::new() }
    }

    async fn name(&mut self, finding: &mut Finding) {
        let at_event = finding.place.as_ref().is_none_or(|place| !place.starts_with("checkpoint"));
        if let (None, Some(seq), true) = (&finding.stream, finding.seq, at_event) {
            finding.stream = self.store.first(audit::stream_of(seq)).await.ok().flatten();
        }
        let Some(stream) = &finding.stream else { return };
        if let Some(known) = self.numbers.get(stream) {
            finding.case_number.clone_from(known);
            return;
        }
        let number = match &self.vault {
            Some(vault) => walk::case_number(&self.store, vault, stream).await,
            None => None,
        };
        self.numbers.insert(stream.clone(), number.clone());
        finding.case_number = number;
    }
}
