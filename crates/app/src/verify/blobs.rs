//! Evidence objects against the events that mention them, and packs against their digests.

use store::{BlobHash, BlobStore, BlobTrouble, Snapshot, truth};

use super::finding::{Finding, code};
use super::sink::Sender;
use super::streams::{Expected, Mention};
use crate::{Config, Fault, packs};

/// Which objects are read through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// None; that each is there under its name is not looked at either.
    None,
    /// Those that were first mentioned from a position on.
    Since(i64),
}

/// Checks every object that an event mentions; answers how many were read through.
pub async fn check(
    snapshot: &mut Snapshot,
    blobs: &BlobStore,
    expected: &Expected,
    (through, found): (Through, &Sender),
) -> Result<u64, Fault> {
    let mut count = 0;
    for (hash, mention) in &expected.blobs {
        let here = |code, what: &str| {
            let stream = expected.stream(mention.stream);
            found.send(Finding::altered(code, what).at(mention.seq).of(stream).place(hash));
        };
        let row = snapshot.first(truth::blob(hash)).await?;
        if !row.is_some_and(|row| fits(&row, mention)) {
            here(code::BLOB_ROW, "证据文件的登记（大小、类型）缺失或者与事件不符。");
        }
        match through {
            Through::Since(from) if from <= mention.seq => {}
            Through::Since(_) | Through::None => continue,
        }
        let Ok(name) = hash.parse::<BlobHash>() else { continue };
        count += 1;
        match blobs.check(name).await {
            Ok(size) if size == mention.size => {}
            Ok(_) => here(code::BLOB_ALTERED, "证据文件的大小与事件不符。"),
            Err(BlobTrouble::Missing(_)) => here(code::BLOB_MISSING, "证据文件不见了。"),
            Err(BlobTrouble::Altered { .. }) => {
                here(code::BLOB_ALTERED, "证据文件的内容与记录的摘要不符。");
            }
            Err(BlobTrouble::TooLarge { .. } | BlobTrouble::Fault(_)) => {
                let finding = Finding::corrupt("证据文件无法读取。").at(mention.seq).place(hash);
                found.send(finding.of(expected.stream(mention.stream)));
            }
        }
    }
    Ok(count)
}

fn fits(row: &truth::BlobRow, mention: &Mention) -> bool {
    u64::try_from(row.size) == Ok(mention.size) && row.mime == mention.mime
}

/// Every pack that was ever put in force must still be there as it was.
pub fn check_packs(config: &Config, expected: &Expected, found: &Sender) {
    for (seq, digest) in &expected.packs {
        if packs::stored_digest(config, digest).as_ref() != Some(digest) {
            let what = "这一版辖区数据包缺失或者内容被改动。";
            found
                .send(Finding::altered(code::PACK, what).at(*seq).place(format!("packs/{digest}")));
        }
    }
}
