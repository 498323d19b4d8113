//! Epochs that the record says it went through: whether each was begun as it must be, and which
//! heads it excuses.
//!
//! A statement excuses a head from outside only for whoever brings the key of the body that signed
//! it: with a key of their own making, who holds the database could excuse anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use journal::{Epoch, Epochs, Hash, Keyring, PublicKey, Rotation, Verifier};
use store::Defect;

use super::finding::{Finding, code};
use super::sink::Sender;
use crate::epoch::{self, Begun};
use crate::keys::Keys;
use crate::rotation::{self, Rotated};
use crate::walk::Source;
use crate::{national, packs};

/// What is known of the epochs of a record.
#[derive(Clone, Debug)]
pub struct Known {
    /// The epochs.
    pub epochs: Epochs,
    /// The keys of the log under every name that it had or lost.
    pub log: Vec<PublicKey>,
    begun: Vec<Begun>,
    /// The changes of keys on the record.
    rotated: Vec<Rotated>,
    /// The keys with the sizes that each signs; nothing when the statements do not lead to ours,
    /// or when this is the second log, whose key does not change.
    ring: Option<Keyring>,
    bureaus: Vec<PublicKey>,
    /// Whether this is the log whose roots the statements give.
    is_first: bool,
}

/// Whether a head that does not fit was told to be lost.
pub enum Excuse {
    /// It was not.
    None,
    /// It was, over a signature that is trusted.
    Told(Box<Epoch>),
    /// It was, over a signature that nobody vouched for.
    Untrusted(String),
}

impl Known {
    /// Reads the epochs.
    pub async fn read(
        source: &mut Source<'_>,
        first: &str,
        keys: Option<(&Keys, &Path)>,
        bureaus: &[PublicKey],
    ) -> Result<Self, store::Fault> {
        let (epochs, begun) = epoch::read(source, first).await?;
        let later = epochs.later().iter();
        let names: BTreeSet<&str> = later
            .flat_map(|epoch| [epoch.from.as_str(), epoch.lost_origin.as_str()])
            .chain(epochs.origins())
            .collect();
        let rotated = rotation::read(source).await?;
        let held = keys.map(|(keys, folder)| {
            let held = rotation::ring(folder, keys, epochs.origin(), &rotated);
            held.map_or_else(|| (keys.clone(), None), |(keys, ring)| (keys, Some(ring)))
        });
        let key = |name: &&str| packs::public_key(name, &held.as_ref()?.0).ok();
        let log = names.iter().filter_map(key).collect();
        let ring = held.as_ref().and_then(|(_, ring)| ring.clone());
        let bureaus = bureaus.to_vec();
        Ok(Self { epochs, log, begun, rotated, ring, bureaus, is_first: true })
    }

    /// The same for the second log over the same events.
    pub fn second(&self, folder: &Path) -> Self {
        let log = self.epochs.origins().filter_map(|origin| national::public_key(origin, folder));
        let epochs = self.epochs.named(national::origin);
        Self { log: log.collect(), epochs, ring: None, is_first: false, ..self.clone() }
    }

    /// A verifier that trusts the log under all its names, each key for what it signs.
    pub fn verifier(&self) -> Verifier {
        match &self.ring {
            Some(ring) if store::planted(Defect::OldKeyBelieved) => {
                let keys = [0, u64::MAX].map(|size| ring.at(size).clone());
                Verifier::new(keys)
            }
            Some(ring) => ring.verifier(self.log.iter().map(PublicKey::name)),
            None => Verifier::new(self.log.iter().cloned()),
        }
    }

    /// Checks each change of keys; answers a sentence for each.
    fn check_rotations(&self, found: &Sender) -> Vec<String> {
        let mut sentences = Vec::new();
        for rotated in &self.rotated {
            match self.judge_rotation(rotated) {
                Ok(rotation) => sentences.push(format!(
                    "自第 {} 条事件起改用另一把日志密钥，原因：{}。原公钥 {}，新公钥 {}。",
                    rotation.head.size, rotation.reason, rotation.from, rotation.to
                )),
                Err(why) => found.send(Finding::altered(code::ROTATION, why).at(rotated.seq)),
            }
        }
        if let (None, false, Some(last)) = (&self.ring, self.log.is_empty(), self.rotated.last()) {
            let what = "换钥声明没有指向现有的日志密钥：密钥不是本记录的，或者声明缺失、被改动。";
            found.send(Finding::altered(code::ROTATION, what).at(last.seq));
        }
        sentences
    }

    fn judge_rotation(&self, rotated: &Rotated) -> Result<Rotation, String> {
        let rotation = rotated.rotation.clone();
        let rotation = rotation.map_err(|error| format!("换钥声明的签名不成立：{error}。"))?;
        let here = u64::try_from(rotated.seq) == Ok(rotation.head.size);
        if !here || rotation.origin != self.epochs.origin_of_event(rotation.head.size) {
            return Err("换钥声明不是在它所说的位置记入的。".to_owned());
        }
        Ok(rotation)
    }

    /// The sizes at which an epoch or a key begins.
    pub fn sizes(&self) -> impl Iterator<Item = u64> {
        let begun = self.epochs.later().iter().map(|epoch| epoch.recovered.size);
        begun.chain(self.rotations().map(|(_, rotation)| rotation.head.size))
    }

    fn rotations(&self) -> impl Iterator<Item = (i64, &Rotation)> {
        let read = self.rotated.iter();
        read.filter_map(|rotated| Some((rotated.seq, rotated.rotation.as_ref().ok()?)))
    }

    /// Checks how each epoch was begun and each key came; answers a sentence for each.
    pub fn check(&self, found: &Sender) -> Vec<String> {
        let mut before = Epochs::new(self.epochs.origins().next().unwrap_or_default());
        let mut sentences = Vec::new();
        for begun in &self.begun {
            match self.judge(begun, &before) {
                Ok(epoch) => {
                    sentences.push(sentence(&epoch, &begun.event.bureau));
                    before.begin(epoch);
                }
                Err(why) => found.send(Finding::altered(code::EPOCH, why).at(begun.seq)),
            }
        }
        sentences.extend(self.check_rotations(found));
        sentences
    }

    fn judge(&self, begun: &Begun, before: &Epochs) -> Result<Epoch, String> {
        let epoch = begun.epoch.clone().ok_or("换期声明不能读出。")?;
        let bureau: PublicKey =
            begun.event.bureau.parse().map_err(|_| "换期声明没有监督机关的公钥。")?;
        let current = self.log.iter().find(|key| key.name() == epoch.origin).cloned();
        let then = self.ring.as_ref().map(|ring| ring.at(epoch.recovered.size));
        let then = then.and_then(|key| key.named(&epoch.origin).ok());
        if let Some(log) = then.or(current) {
            Epoch::open(&begun.event.statement, log, bureau)
                .map_err(|error| format!("换期声明的签名不成立：{error}。"))?;
        }
        let first = u64::try_from(begun.seq) == Ok(epoch.recovered.size);
        if !first || epoch.from != before.origin() {
            return Err("换期声明不是在它所说的位置记入的。".to_owned());
        }
        Ok(epoch)
    }

    /// Compares what each epoch says was recovered, and the last head of each old key, with the
    /// events from a position on.
    pub fn compare(&self, from: i64, roots: &BTreeMap<u64, Hash>, found: &Sender) {
        let from = u64::try_from(from).unwrap_or_default();
        for epoch in self.epochs.later().iter().filter(|epoch| from <= epoch.recovered.size) {
            let size = epoch.recovered.size;
            if roots.get(&size) != Some(&epoch.recovered.root) {
                let what = format!("换期声明所写的前 {size} 条事件与现有的不符，其中有改动。");
                let at = i64::try_from(size).unwrap_or(i64::MAX);
                found.send(Finding::altered(code::EPOCH, what).at(at));
            }
        }
        for (seq, Rotation { head, .. }) in self.rotations() {
            if from <= head.size && roots.get(&head.size) != Some(&head.root) {
                let what =
                    format!("换钥声明所写的前 {} 条事件与现有的不符，其中有改动。", head.size);
                found.send(Finding::altered(code::ROTATION, what).at(seq));
            }
        }
    }

    /// Whether a head of this size that is not of the record was told to be lost.
    pub fn excuse(&self, size: u64, differs: impl Fn(u64, Hash) -> bool) -> Excuse {
        let Some(epoch) = self.epochs.lost(size) else { return Excuse::None };
        if self.is_first && epoch.lost.size == size && differs(size, epoch.lost.root) {
            return Excuse::None;
        }
        let of = |begun: &&Begun| begun.epoch.as_ref().is_some_and(|it| it.lost == epoch.lost);
        let bureau = self.begun.iter().find(of).map(|begun| begun.event.bureau.clone());
        let bureau = bureau.unwrap_or_default();
        if self.bureaus.iter().any(|trusted| trusted.to_string() == bureau) {
            Excuse::Told(Box::new(epoch.clone()))
        } else {
            Excuse::Untrusted(bureau)
        }
    }
}

/// An epoch in one sentence.
fn sentence(epoch: &Epoch, bureau: &str) -> String {
    let Epoch { origin, recovered, agreed, lost, reason, .. } = epoch;
    format!(
        "自第 {} 条事件起换期为 {origin}：第 {agreed} 条以后、第 {} 条以前的原记录已登记丢失，\
         原因：{reason}。监督机关公钥 {bureau}。",
        recovered.size, lost.size
    )
}
