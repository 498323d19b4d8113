//! Sends the newest checkpoint to witnesses and keeps what they sign, beside what we signed.
//!
//! A witness that has seen a longer or another log than ours is the alarm for which there are
//! witnesses; it is told in the log of the program and on the page of the record.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use journal::{ConsistencyProof, WitnessKey};
use store::{Defect, truth};

use crate::door::PROFILE;
use crate::post::{self, Address};
use crate::start::Inner;
use crate::walk::Source;
use crate::{App, nodes, record};

/// How often the newest checkpoint is offered.
const PAUSE: Duration = Duration::from_secs(10);
/// How often an old size is corrected within one offer.
const TRIES: usize = 3;

/// A witness that we send checkpoints to: its public key and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessAddress {
    /// The key by which its lines are known.
    pub key: WitnessKey,
    address: Address,
}

/// What came of the last offer to a witness.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessStanding {
    /// Its name.
    pub name: String,
    /// The size that it cosigned last, and when we learned of it.
    pub cosigned: Option<(u64, String)>,
    /// Why the last offer failed.
    pub trouble: Option<String>,
}

/// What is wrong with the words that name a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("见证方应写作“公钥@http://主机:端口/路径”")]
pub struct NoWitness;

impl WitnessAddress {
    /// The last checkpoint of the log that the witness signed, as it tells anybody; none when it
    /// has seen none.
    ///
    /// # Errors
    /// It cannot be reached, or what it says does not bear its signature.
    pub async fn last(&self, origin: &str) -> Result<Option<String>, String> {
        let query = serde_urlencoded::to_string([("log", origin)]).map_err(|e| e.to_string())?;
        let reply = post::get(&self.address, &format!("/last?{query}")).await;
        let reply = reply.map_err(|error| format!("无法连接：{error}"))?;
        match reply.status {
            200 if matches!(self.key.cosigned(&reply.body), Ok(Some(_))) => Ok(Some(reply.body)),
            200 => Err("答复没有它的签名，不能作为凭据".to_owned()),
            404 => Ok(None),
            status => Err(format!("答复 {status}")),
        }
    }
}

impl FromStr for WitnessAddress {
    type Err = NoWitness;

    fn from_str(text: &str) -> Result<Self, NoWitness> {
        let (key, url) = text.rsplit_once('@').ok_or(NoWitness)?;
        let key = key.parse().map_err(|_| NoWitness)?;
        Ok(Self { key, address: Address::read(url).ok_or(NoWitness)? })
    }
}

impl fmt::Display for WitnessAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.key, self.address)
    }
}

/// Why a witness did not vouch.
enum Trouble {
    /// It cannot be reached or says something that nobody agreed on.
    Passing(String),
    /// It knows another history of this log.
    Contradiction(String),
}

/// Offers new checkpoints for as long as the application runs.
pub async fn work(inner: Arc<Inner>) {
    let app = App { inner };
    let mut known = vec![0_u64; app.inner.config.witnesses.len()];
    while !app.stopped() {
        for (at, known) in app.inner.config.witnesses.clone().iter().zip(&mut known) {
            let outcome = app.offer(at, known).await;
            app.note_standing(at, outcome);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl App {
    /// How the witnesses stand, in the order in which they were named.
    pub fn witnesses(&self) -> Vec<WitnessStanding> {
        self.inner.standings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note_standing(&self, at: &WitnessAddress, outcome: Result<Option<u64>, Trouble>) {
        let mut standings = self.inner.standings.lock().unwrap_or_else(PoisonError::into_inner);
        let name = at.key.name();
        if !standings.iter().any(|standing| standing.name == name) {
            standings.push(WitnessStanding { name: name.to_owned(), ..WitnessStanding::default() });
        }
        let Some(standing) = standings.iter_mut().find(|standing| standing.name == name) else {
            return;
        };
        match outcome {
            Ok(size) => {
                if let Some(size) = size {
                    standing.cosigned = Some((size, record::instant(self.now())));
                }
                standing.trouble = None;
            }
            Err(Trouble::Passing(words)) => {
                tracing::warn!(witness = name, words, "a witness did not cosign");
                standing.trouble = Some(words);
            }
            Err(Trouble::Contradiction(words)) => {
                tracing::error!(witness = name, words, "a witness knows another history");
                // Writing on would make a second history under one name; the first words stay.
                if !store::planted(Defect::RollbackUnseen) {
                    let _ = self.inner.contradiction.set(format!("{name}：{words}"));
                }
                standing.trouble = Some(words);
            }
        }
    }

    /// Offers the newest checkpoint, unless this witness has cosigned it; answers the size.
    async fn offer(&self, at: &WitnessAddress, known: &mut u64) -> Result<Option<u64>, Trouble> {
        let newest = self.inner.store.first(truth::last_checkpoint()).await?;
        let Some(newest) = newest else { return Ok(None) };
        // Whom our clock disagrees with is asked again, until it does so no more.
        let doubted = self.inner.time.is_doubted_by(at.key.name());
        if !doubted && matches!(at.key.cosigned(&newest.note), Ok(Some(_))) {
            *known = u64::try_from(newest.size).unwrap_or_default();
            return Ok(Some(*known));
        }
        let size = u64::try_from(newest.size).map_err(|_| passing("检查点大小为负"))?;
        let mut told = false;
        for _ in 0..TRIES {
            let request = self.request(*known, size, &newest.note).await?;
            let asked_at = self.inner.config.clock.now();
            let reply = post::post(&at.address, "/add-checkpoint", &request).await;
            let told_at = self.inner.config.clock.now();
            let reply = reply.map_err(|error| passing(&format!("无法连接：{error}")))?;
            match (reply.status, stated_size(&reply.body)) {
                (200, _) => {
                    let theirs = self.keep_cosigned(at, &newest, &reply.body).await?;
                    self.inner.time.compare(at.key.name(), theirs, (asked_at, told_at));
                    *known = size;
                    return Ok(Some(size));
                }
                // It knows a key that was given up: the statements lead it to the new one.
                (403, _) if !told => {
                    self.tell_of_keys(at, known).await?;
                    told = true;
                }
                (409, Some(seen)) if size < seen => {
                    return Err(Trouble::Contradiction(format!(
                        "见证方已见过 {seen} 条事件，本系统只有 {size} 条：记录被退回到从前。"
                    )));
                }
                (409, Some(seen)) if seen != *known => *known = seen,
                (409 | 422, _) => {
                    return Err(Trouble::Contradiction(
                        "见证方留存的存证头与本系统的记录不一致：记录曾被改写。".to_owned(),
                    ));
                }
                (status, _) => return Err(passing(&format!("见证方答复 {status}"))),
            }
        }
        Err(passing("见证方的答复前后不一"))
    }

    /// Offers the statements by which the key was changed, as the heads that they are.
    async fn tell_of_keys(&self, at: &WitnessAddress, known: &mut u64) -> Result<(), Trouble> {
        for statement in self.key_statements().await? {
            let Some(head) = crate::witness::checkpoint(&statement) else { continue };
            for _ in 0..TRIES {
                if head.size < *known {
                    break;
                }
                let request = self.request(*known, head.size, &statement).await?;
                let reply = post::post(&at.address, "/add-checkpoint", &request).await;
                let reply = reply.map_err(|error| passing(&format!("无法连接：{error}")))?;
                match (reply.status, stated_size(&reply.body)) {
                    (200, _) => *known = head.size,
                    (409, Some(seen)) if seen != *known => {
                        *known = seen;
                        continue;
                    }
                    // A key from before the one that it knows.
                    _ => {}
                }
                break;
            }
        }
        Ok(())
    }

    async fn request(&self, old: u64, size: u64, note: &str) -> Result<String, Trouble> {
        let broken = |_| passing("缺少树节点，无法给出一致性证明");
        let places = ConsistencyProof::needs(old, size).map_err(broken)?;
        let nodes = nodes::at(&mut Source::Store(&self.inner.store), places).await?;
        let proof = ConsistencyProof::make(PROFILE, old, size, &nodes).map_err(broken)?;
        let lines: Vec<String> =
            proof.path.iter().map(|hash| format!("{}\n", BASE64.encode(hash.0))).collect();
        Ok(format!("old {old}\n{}\n{note}", lines.concat()))
    }

    /// Puts the witness's line under the checkpoint as it stands now: another may have come first.
    /// Answers the time that the witness says it was.
    async fn keep_cosigned(
        &self,
        at: &WitnessAddress,
        offered: &truth::Checkpoint,
        answer: &str,
    ) -> Result<Timestamp, Trouble> {
        let mut tx = self.inner.store.begin().await?;
        let before = truth::checkpoints_after(offered.size - 1, 1);
        let present = tx.first(before).await?;
        let present = present.filter(|present| present.size == offered.size);
        let note = present.map_or_else(|| offered.note.clone(), |present| present.note);
        let whole = at.key.adopt(&note, answer).map_err(|error| passing(&error.to_string()))?;
        let theirs = at.key.cosigned(&whole).ok().flatten().and_then(|at| i64::try_from(at).ok());
        let theirs = theirs.and_then(|at| Timestamp::from_second(at).ok());
        let theirs = theirs.ok_or_else(|| passing("见证方没有写明时间"))?;
        tx.put_checkpoint(truth::Checkpoint { size: offered.size, note: whole });
        tx.commit().await?;
        Ok(theirs)
    }
}

/// The size in the body of a conflict.
fn stated_size(body: &str) -> Option<u64> {
    body.strip_suffix('\n')?.parse().ok()
}

fn passing(words: &str) -> Trouble {
    Trouble::Passing(words.to_owned())
}

impl From<crate::Fault> for Trouble {
    fn from(fault: crate::Fault) -> Self {
        Self::Passing(fault.to_string())
    }
}

impl From<store::Fault> for Trouble {
    fn from(fault: store::Fault) -> Self {
        Self::Passing(fault.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_is_named_by_key_and_address() {
        let key = journal::Cosigner::new("w.example/1", &[3; 32]).unwrap().public();
        let text = format!("{key}@http://10.0.0.8:8090/zhifa");
        let read: WitnessAddress = text.parse().unwrap();
        assert_eq!((read.to_string(), read.key), (text, key));
        assert_eq!("http://10.0.0.8".parse::<WitnessAddress>(), Err(NoWitness));
    }
}
