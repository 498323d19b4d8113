//! Heads from outside the building against the record: the only check that convicts who holds the key.
//!
//! An anchor is a file with a checkpoint that somebody else has kept, or with the head that is
//! printed on a paper. It is believed for its size and root; nothing in the data folder can make
//! or unmake one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use journal::{Checkpoint, Hash, NoteError, ShortHead, Verifier};

use store::Defect;

use super::epochs::{Excuse, Known};
use super::finding::{Finding, code};
use super::sink::Sender;
use crate::mail;

/// What stands before each checkpoint in the file of a device.
const MARK: &str = "#### ";

/// A head that somebody outside has kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The file it was read from.
    pub name: String,
    says: Says,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    /// A whole checkpoint with its signatures.
    Signed(String),
    /// The head as printed on paper; the paper is what makes it credible.
    Printed(ShortHead),
    /// Nothing that is a head.
    Nothing,
}

impl Anchor {
    /// The anchors in a file, or in every file of a folder.
    pub fn read(path: &Path) -> std::io::Result<Vec<Self>> {
        let mut files = vec![path.to_owned()];
        if path.is_dir() {
            let entries: std::io::Result<Vec<_>> = std::fs::read_dir(path)?.collect();
            files = entries?.into_iter().map(|entry| entry.path()).collect();
            files.retain(|file| file.is_file());
            files.sort();
        }
        let mut anchors = Vec::new();
        for file in files {
            anchors.extend(Self::in_file(&file)?);
        }
        Ok(anchors)
    }

    /// The note, if it is one.
    pub(crate) fn note(&self) -> Option<&str> {
        match &self.says {
            Says::Signed(note) => Some(note),
            Says::Printed(_) | Says::Nothing => None,
        }
    }

    /// What a witness told.
    pub(super) const fn witnessed(name: String, note: String) -> Self {
        Self { name, says: Says::Signed(note) }
    }

    fn in_file(file: &PathBuf) -> std::io::Result<Vec<Self>> {
        let text = String::from_utf8_lossy(&std::fs::read(file)?).replace("\r\n", "\n");
        let name = file.display().to_string();
        let parts = kept_by_device(&text);
        let says: Vec<Says> = if parts.is_empty() {
            told(text)
        } else {
            parts.into_iter().flat_map(|part| told(part.to_owned())).collect()
        };
        let says = if says.is_empty() { vec![Says::Nothing] } else { says };
        Ok(says.into_iter().map(|says| Self { name: name.clone(), says }).collect())
    }

    /// Whether it is a checkpoint of this log.
    pub(super) fn is_of(&self, origin: &str) -> bool {
        match &self.says {
            Says::Signed(note) => checkpoint(note).is_some_and(|read| read.origin == origin),
            Says::Printed(_) | Says::Nothing => false,
        }
    }

    /// The number of events it is about.
    pub fn size(&self) -> Option<u64> {
        match &self.says {
            Says::Signed(note) => checkpoint(note).map(|read| read.size),
            Says::Printed(head) => Some(head.size),
            Says::Nothing => None,
        }
    }

    fn is_of_any(&self, known: &Known) -> bool {
        known.log.iter().any(|key| self.is_of(key.name()))
    }

    /// Whether it names the epoch that a head of its size must be of.
    fn is_in_time(&self, known: &Known) -> bool {
        match &self.says {
            Says::Signed(note) => checkpoint(note)
                .is_some_and(|read| read.origin == known.epochs.origin_of_head(read.size)),
            Says::Printed(_) | Says::Nothing => true,
        }
    }

    fn agrees(&self, size: u64, root: Hash) -> bool {
        match &self.says {
            Says::Signed(note) => {
                checkpoint(note).is_some_and(|read| (read.size, read.root) == (size, root))
            }
            Says::Printed(head) => head.agrees(size, root),
            Says::Nothing => false,
        }
    }

    /// Why it is no proof, if it is none.
    fn doubt(&self, known: &Known, verifier: &Verifier) -> Option<String> {
        match &self.says {
            Says::Printed(_) => None,
            Says::Nothing => {
                Some("文件里没有检查点，也没有“#数字 加 20 位字母数字”形式的存证头。".to_owned())
            }
            Says::Signed(note) => match verifier.open(note) {
                // Only names of this log have a key here.
                Ok(_) => None,
                Err(NoteError::Unsigned) if !self.is_of_any(known) => {
                    let origin = checkpoint(note).map(|read| read.origin).unwrap_or_default();
                    Some(format!("检查点属于另一个日志 {origin}。"))
                }
                Err(error @ (NoteError::Unsigned | NoteError::BadSignature)) => {
                    Some(format!("{error}，不能作为凭据。"))
                }
                Err(error) => Some(format!("检查点无法读取：{error}。")),
            },
        }
    }
}

/// The text of a note as a checkpoint, whoever signed it.
fn checkpoint(note: &str) -> Option<Checkpoint> {
    let (body, _) = note.rsplit_once("\n\n")?;
    Checkpoint::from_text(&format!("{body}\n")).ok()
}

/// The parts of a file in which a device has kept several checkpoints, each under a line with a
/// mark, its moment and its name.
fn kept_by_device(text: &str) -> Vec<&str> {
    if !text.starts_with(MARK) {
        return Vec::new();
    }
    let parts = text.split(MARK).skip(1);
    parts.filter_map(|part| Some(part.split_once('\n')?.1)).collect()
}

/// The heads in a text: one checkpoint, perhaps in a mail that was saved as it came, or printed ones.
fn told(text: String) -> Vec<Says> {
    let mailed = mail::text_of(&text).filter(|text| checkpoint(text).is_some());
    let text = mailed.unwrap_or(text);
    if checkpoint(&text).is_some() {
        vec![Says::Signed(text)]
    } else {
        printed(&text).into_iter().map(Says::Printed).collect()
    }
}

/// Every printed head in a text, such as a scanned paper or a mail.
fn printed(text: &str) -> Vec<ShortHead> {
    let starts = text.match_indices('#').map(|(at, _)| text.get(at..).unwrap_or_default());
    let heads = starts.filter_map(|rest| {
        let mut words = rest.split_whitespace();
        let (size, prefix) = (words.next()?, words.next()?);
        let prefix: String = prefix.chars().take(20).collect();
        format!("{size} {prefix}").parse().ok()
    });
    heads.collect()
}

/// Compares the anchors with the roots that the events give at their sizes.
pub fn check(
    anchors: &[Anchor],
    roots: &BTreeMap<u64, Hash>,
    known: &Known,
    found: &Sender,
) -> u64 {
    let verifier = known.verifier();
    let mut agreed = 0;
    let mut broken = Vec::new();
    let mut looked = 0;
    for anchor in anchors {
        if let Some(doubt) = anchor.doubt(known, &verifier) {
            found.send(Finding::incomplete(code::NO_ANCHOR, doubt).place(&anchor.name));
            continue;
        }
        let Some(size) = anchor.size() else { continue };
        looked += 1;
        match roots.get(&size) {
            _ if store::planted(Defect::AnchorsUnread) => agreed = size.max(agreed),
            Some(root) if anchor.is_in_time(known) && anchor.agrees(size, *root) => {
                agreed = size.max(agreed);
            }
            there => broken.push((size, there.is_some(), anchor)),
        }
    }
    for (size, there, anchor) in broken {
        let mut more = String::new();
        match known.excuse(size, |size, root| !anchor.agrees(size, root)) {
            Excuse::None => {}
            Excuse::Told(epoch) => {
                let what = format!(
                    "外部留存的存证头 #{size} 属于换期（{}）时已登记丢失的部分，不能再核对。",
                    epoch.origin
                );
                found.send(Finding::incomplete(code::LOST, what).place(&anchor.name));
                continue;
            }
            Excuse::Untrusted(bureau) => {
                more = format!(
                    "记录中有换期声明称其丢失，但没有用 --bureau 指明并认可签名的监督机关（{bureau}）。"
                );
            }
        }
        // An agreeing anchor vouches for everything before it.
        let first = if agreed < size { agreed } else { 0 };
        let what = if there {
            format!(
                "与外部留存的存证头 #{size} 不符：第 {first} 至 {} 条事件之间有内容被改写、\
                 插入、抽走或者调换，整个日志被重新生成过。",
                size - 1
            )
        } else {
            format!("外部留存的存证头证明曾有 {size} 条事件，现在没有这么多，记录被退回到从前。")
        };
        let what = format!("{what}{more}");
        found.send(Finding::conflict(code::ANCHOR, what).place(&anchor.name));
    }
    looked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_device_holds_one_checkpoint_under_each_mark() {
        let note = |size: u64| {
            let head = Checkpoint {
                origin: "log.example/e1".to_owned(),
                size,
                root: Hash([7; 32]),
                extensions: Vec::new(),
            };
            format!("{head}\n— log.example/e1 AAAAAAAA\n")
        };
        let file = format!("#### 时间一 本机留存\n{}#### 时间二 本机留存\n{}", note(3), note(5));
        let found: Vec<Says> =
            kept_by_device(&file).into_iter().flat_map(|it| told(it.to_owned())).collect();
        assert_eq!(found, [Says::Signed(note(3)), Says::Signed(note(5))]);
        assert!(kept_by_device(&note(3)).is_empty());
    }

    #[test]
    fn heads_are_found_in_the_text_around_them() {
        let text = "存证 #3 CXM2T5Y2PNRWKTMW6UXV\n编号#7，其余 # 无关 #8 太短";
        let found = printed(text);
        assert_eq!(found.iter().map(|head| head.size).collect::<Vec<_>>(), [3]);
    }
}
