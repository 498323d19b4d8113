//! The case file as a ZIP package: documents, original evidence, events and what proves them.
//!
//! It is written to a file that has no name and vanishes when nobody reads it any more.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;

use domain::custody::Handling;
use domain::ids::{CaseId, PersonId};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tokio_util::io::SyncIoBridge;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Dossier;
use super::proofs::{EventProof, Proofs};
use crate::{App, Fault, record};

const README: &str = include_str!("readme.txt");
const VERIFIER: &str = include_str!("../../../../docs/verify_export.py");
const FORMAT: &str = include_str!("../../../../docs/record-format.md");

/// A finished package.
#[derive(Debug)]
pub struct Package {
    /// The bytes, from the start.
    pub file: tokio::fs::File,
    /// How many.
    pub size: u64,
}

/// What the package lists of itself.
#[derive(Serialize)]
struct Manifest {
    case: String,
    case_number: String,
    exported_at: String,
    origin: String,
    head: String,
    log_key: String,
    files: Vec<Listed>,
}

/// A file of the package.
#[derive(Clone, Serialize)]
struct Listed {
    path: String,
    title: String,
    size: u64,
    sha256: String,
}

/// An evidence object on its way into the package.
struct Object {
    path: String,
    title: String,
    file: SyncIoBridge<store::Object>,
}

impl App {
    /// The case file as a package for a person, noted in the custody of each original that leaves
    /// with it; `None` when there is no such case.
    pub async fn case_file_zip(
        &self,
        case: &CaseId,
        by: &PersonId,
    ) -> Result<Option<Package>, Fault> {
        let Some(dossier) = self.dossier(case).await? else { return Ok(None) };
        let papers = self.print_all(&dossier).await?;
        for sha256 in dossier.objects() {
            self.note_handled(Handling::Exported, sha256, (by, &dossier.stream)).await?;
        }
        // That has recorded events of its own; the package holds those too.
        let Some(dossier) = self.dossier(case).await? else { return Ok(None) };
        let proofs = self.proofs(&dossier.streams()).await?;
        let objects = self.objects(&dossier).await?;
        let manifest = Manifest {
            case: dossier.stream.to_string(),
            case_number: dossier.number().to_owned(),
            exported_at: record::instant(self.now()),
            origin: self.inner.origin.clone(),
            head: proofs.head.clone(),
            log_key: self.log_key(),
            files: Vec::new(),
        };
        let name = self.inner.config.data.join(format!("export-{}.tmp", self.new_id()));
        let (file, size) = tokio::task::spawn_blocking(move || {
            let mut options = OpenOptions::new();
            let made = options.read(true).write(true).create_new(true).mode(0o600).open(&name);
            let file = made.map_err(writing)?;
            std::fs::remove_file(&name).map_err(writing)?;
            let mut packer = Packer { zip: ZipWriter::new(file), manifest };
            packer.documents(&dossier, &papers)?;
            packer.evidence(objects)?;
            packer.record(&proofs)?;
            packer.finish()
        })
        .await
        .map_err(|_| Fault::Inconsistent("packing was broken off"))??;
        Ok(Some(Package { file: tokio::fs::File::from_std(file), size }))
    }

    async fn objects(&self, dossier: &Dossier) -> Result<Vec<Object>, Fault> {
        let mut objects = Vec::new();
        let held = dossier.case.evidence.iter().filter_map(|e| Some((e, e.blob.as_ref()?)));
        for (number, (evidence, blob)) in (1..).zip(held) {
            let Some((_, file)) = self.blob(&blob.sha256).await? else {
                return Err(Fault::Inconsistent("an evidence object is gone"));
            };
            let file = SyncIoBridge::new(file);
            let path = format!("evidence/{number:03}.{}", blob.ending());
            objects.push(Object { path, title: evidence.name.clone(), file });
        }
        Ok(objects)
    }
}

struct Packer {
    zip: ZipWriter<File>,
    manifest: Manifest,
}

impl Packer {
    fn documents(&mut self, dossier: &Dossier, papers: &[Vec<u8>]) -> Result<(), Fault> {
        for (number, (piece, pdf)) in (1..).zip(dossier.pieces().iter().zip(papers)) {
            let form = &piece.document.form;
            let title = match &piece.document.number {
                Some(number) => format!("{} {}", piece.document.title, number.text),
                None => piece.document.title.clone(),
            };
            self.put(&format!("documents/{number:03}-{form}.pdf"), &title, pdf)?;
        }
        Ok(())
    }

    fn evidence(&mut self, objects: Vec<Object>) -> Result<(), Fault> {
        for Object { path, title, mut file } in objects {
            self.begin(&path, CompressionMethod::Stored)?;
            let mut summed = Summed { sum: Sha256::new(), size: 0, inner: &mut self.zip };
            std::io::copy(&mut file, &mut summed).map_err(writing)?;
            let (sum, size) = (hex::encode(summed.sum.finalize()), summed.size);
            self.manifest.files.push(Listed { path, title, size, sha256: sum });
        }
        Ok(())
    }

    fn record(&mut self, proofs: &Proofs) -> Result<(), Fault> {
        let mut lines = Vec::new();
        for event in &proofs.events {
            lines.extend_from_slice(&event.bytes);
            lines.push(b'\n');
        }
        let paths: Vec<&EventProof> = proofs.events.iter().map(|event| &event.proof).collect();
        let key = format!("{}\n", self.manifest.log_key);
        self.put("record/events.jsonl", "事件的规范字节，一行一条", &lines)?;
        self.put("record/proofs.json", "每条事件的叶摘要和包含证明", &json(&paths)?)?;
        self.put("record/openings.json", "个人信息的明文和盐", &json(&proofs.openings)?)?;
        self.put("record/checkpoint.txt", "已签名的检查点", proofs.checkpoint.as_bytes())?;
        self.put("record/log.vkey", "日志的公钥", key.as_bytes())?;
        if !proofs.rotations.is_empty() {
            let statements = json(&proofs.rotations)?;
            self.put("record/rotations.json", "更换日志密钥的声明", &statements)?;
        }
        self.put("record/record-format.md", "记录格式说明", FORMAT.as_bytes())?;
        self.put("verify_export.py", "独立核对程序（Python 3）", VERIFIER.as_bytes())?;
        self.put("README.txt", "核对方法", README.as_bytes())
    }

    /// Writes the lists of files last, and ends the package.
    fn finish(mut self) -> Result<(File, u64), Fault> {
        let manifest = json(&self.manifest)?;
        self.put("manifest.json", "文件清单", &manifest)?;
        let lines = self.manifest.files.iter();
        let sums: Vec<String> =
            lines.map(|listed| format!("{}  {}\n", listed.sha256, listed.path)).collect();
        self.begin("SHA256SUMS", CompressionMethod::Deflated)?;
        self.zip.write_all(sums.concat().as_bytes()).map_err(writing)?;
        let mut file = self.zip.finish().map_err(packing)?;
        let size = file.stream_position().map_err(writing)?;
        file.rewind().map_err(writing)?;
        Ok((file, size))
    }

    fn put(&mut self, path: &str, title: &str, bytes: &[u8]) -> Result<(), Fault> {
        self.begin(path, CompressionMethod::Deflated)?;
        self.zip.write_all(bytes).map_err(writing)?;
        self.manifest.files.push(Listed {
            path: path.to_owned(),
            title: title.to_owned(),
            size: bytes.len() as u64,
            sha256: hex::encode(Sha256::digest(bytes)),
        });
        Ok(())
    }

    fn begin(&mut self, path: &str, method: CompressionMethod) -> Result<(), Fault> {
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip.start_file(path, options).map_err(packing)
    }
}

/// Counts and hashes what goes through.
struct Summed<'a> {
    sum: Sha256,
    size: u64,
    inner: &'a mut ZipWriter<File>,
}

impl std::io::Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec_pretty(value).map_err(|source| Fault::Encode(Box::new(source)))
}

fn writing(source: std::io::Error) -> Fault {
    Fault::File { doing: "写入案卷包", source }
}

fn packing(source: zip::result::ZipError) -> Fault {
    Fault::File { doing: "写入案卷包", source: std::io::Error::other(source) }
}
