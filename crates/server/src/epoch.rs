//! `zhifa epoch`: a record whose end was lost goes on, over the signatures of two bodies.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use app::epoch::{self, Epoch, EpochError, PublicKey};
use app::verify::Anchor;

use crate::cli::{DataPlace, EpochCommand, ProposeArgs};
use crate::failed;

/// Why the command did not do it.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Epoch(#[from] EpochError),
    #[error("{0} 不能读写")]
    File(String, #[source] std::io::Error),
}

/// Carries out one of the four steps.
pub async fn run(command: EpochCommand) -> ExitCode {
    let done = match command {
        EpochCommand::Propose(args) => propose(args).await,
        EpochCommand::Show { file } => show(&file),
        EpochCommand::Sign { folder, name, file } => sign(&folder, &name, &file),
        EpochCommand::Begin { data, bureau, file } => begin(data, &bureau, &file).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => failed(&trouble),
    }
}

async fn propose(args: ProposeArgs) -> Result<(), Trouble> {
    let mut anchors = Vec::new();
    for path in &args.anchors {
        anchors.extend(Anchor::read(path).map_err(broken(path))?);
    }
    let config = app::Config { heads: args.heads, ..args.data.config() };
    let note = epoch::propose(&config, &anchors, &args.witness, &args.reason).await?;
    let mut options = std::fs::File::options();
    let made = options.write(true).create_new(true).open(&args.file);
    made.and_then(|mut file| file.write_all(note.as_bytes())).map_err(broken(&args.file))?;
    tell(&epoch::show(&note)?);
    println!("声明已写入 {}，请交监督机关核对并签名（zhifa epoch sign）。", args.file.display());
    Ok(())
}

fn show(file: &Path) -> Result<(), Trouble> {
    tell(&epoch::show(&read(file)?)?);
    Ok(())
}

fn sign(folder: &Path, name: &str, file: &Path) -> Result<(), Trouble> {
    let (note, key) = epoch::cosign(folder, name, &read(file)?)?;
    std::fs::write(file, &note).map_err(broken(file))?;
    tell(&epoch::show(&note)?);
    println!("已签名。监督机关公钥（请另行告知对方和以后核对的人）：{key}");
    Ok(())
}

async fn begin(data: DataPlace, bureau: &PublicKey, file: &Path) -> Result<(), Trouble> {
    let (epoch, key) = epoch::begin(data.config(), &read(file)?, bureau).await?;
    tell(&epoch);
    println!("换期已记入。日志公钥改为（请告知见证方和留存存证头的人）：{key}");
    Ok(())
}

fn read(file: &Path) -> Result<String, Trouble> {
    std::fs::read_to_string(file).map_err(broken(file))
}

fn broken(path: &Path) -> impl Fn(std::io::Error) -> Trouble {
    let path = path.display().to_string();
    move |error| Trouble::File(path.clone(), error)
}

/// A statement in the words of whoever has to sign it.
fn tell(epoch: &Epoch) {
    let Epoch { origin, from, recovered, agreed, lost_origin, lost, reason } = epoch;
    println!("原日志：{from}");
    println!("新日志：{origin}");
    println!("现有记录：前 {} 条事件，存证头 {}", recovered.size, short(recovered));
    println!("可以确认与原记录相同的：前 {agreed} 条事件");
    println!("已知最后的原存证头：{} {lost_origin}", short(lost));
    println!("因此登记丢失：第 {agreed} 条至第 {} 条事件", lost.size.saturating_sub(1));
    println!("原因：{reason}");
}

fn short(head: &app::epoch::Head) -> String {
    app::epoch::short_head(head.size, head.root)
}
