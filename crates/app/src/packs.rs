//! Jurisdiction packs in the data folder: their texts by path, named by the digest of all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::ids::CommandId;
use domain::packs::{Jurisdiction, rewritten};
use domain::world::{Correction, PackCommand};
use domain::{Command, State, StreamId};
use jiff::civil::Date;
use journal::Signer;
use sha2::{Digest as _, Sha256};
use store::{Store, truth};

use crate::keys::Keys;
use crate::start::Beginning;
use crate::vault::Vault;
use crate::{App, By, Config, Fault, No, Order, StartError, record};

/// The stream of the pack in force; an installation has one.
const STREAM: &str = "county";

/// The texts of a pack by path, such as `national/rules.toml`.
pub type Texts = BTreeMap<String, Vec<u8>>;

impl App {
    /// Reads `national` and the county's folder below `packs`.
    pub fn read_pack_folder(packs: &Path, county: &str) -> Result<Texts, StartError> {
        let mut texts = Texts::new();
        for name in ["national", county] {
            gather(&packs.join(name), name, &mut texts)?;
        }
        Ok(texts)
    }

    /// Checks the texts of a pack.
    pub fn check_pack(county: &str, texts: &Texts) -> Result<Jurisdiction, StartError> {
        Jurisdiction::load(county, &digest(texts), texts).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            StartError::Pack(lines.join("\n"))
        })
    }

    /// The pack in force in a data folder, without opening it for work.
    pub async fn law_in_force(config: &Config) -> Result<Jurisdiction, StartError> {
        if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
            return Err(StartError::NoData(config.data.clone()));
        }
        let store = Self::store(config).await?;
        let law = in_force(config, &store).await;
        store.close().await;
        law
    }

    /// Puts a checked pack in force: its texts into the data folder, then the event.
    ///
    /// # Errors
    /// The pack is not in order, or says differently what was in force before it and no reason is
    /// given for correcting that.
    pub async fn load_pack(
        config: Config,
        county: &str,
        texts: &Texts,
        correction: Option<&str>,
    ) -> Result<Self, StartError> {
        let law = Self::check_pack(county, texts)?;
        let store = Self::store(&config).await?;
        let today = config.clock.now().to_zoned(config.time_zone.clone()).date();
        let Change { rewritten, again } = change(in_force(&config, &store).await, &law, today)?;
        let (name, version) = (law.name.clone(), law.version.clone());
        let digest = law.digest.clone();
        let command = match correction {
            _ if rewritten.is_empty() => PackCommand::Load { name, version, digest },
            Some(reason) => {
                let reason = reason.to_owned();
                PackCommand::Correct { name, version, digest, reason, rewritten }
            }
            None => return Err(StartError::Rewritten(rewritten.join("\n"))),
        };
        keep(&config, county, &law.digest, texts)?;
        let app = Self::open_with(config, store, law, Beginning::Nothing).await?;
        if again {
            return Ok(app);
        }
        let order = Order {
            id: CommandId::new(app.new_id()),
            stream: StreamId::pack(STREAM),
            command: Command::Pack(command),
            by: By::System,
            seen: None,
            device: None,
            occurred_at: None,
        };
        match app.run(order).await {
            Ok(_) => Ok(app),
            Err(No::Fault(fault)) => Err(fault.into()),
            Err(No::Refused(refused)) => {
                app.close().await;
                let words = refused.0.iter().map(|it| format!("{}{}", it.what, it.next.words));
                Err(StartError::Pack(words.collect()))
            }
            Err(No::Denied(_) | No::Absent | No::Conflict(_)) => {
                Err(Fault::Inconsistent("the pack was refused").into())
            }
        }
    }

    /// What packs have corrected of the days that had been in force, the earliest first.
    pub async fn pack_corrections(&self) -> Result<Vec<Correction>, Fault> {
        let loaded = self.load(&StreamId::pack(STREAM)).await?;
        let pack = loaded.as_ref().and_then(|it| it.state.as_pack());
        Ok(pack.map(|it| it.corrections.clone()).unwrap_or_default())
    }
}

/// What a pack would change.
struct Change {
    /// What it says differently of the days that were in force.
    rewritten: Vec<String>,
    /// Whether it is the one that is in force.
    again: bool,
}

/// What `law` would change of the pack in force.
fn change(
    before: Result<Jurisdiction, StartError>,
    law: &Jurisdiction,
    today: Date,
) -> Result<Change, StartError> {
    let (rewritten, again) = match before {
        Ok(before) => {
            let found = rewritten(&before, law, today);
            (found.iter().map(ToString::to_string).collect(), before.digest == law.digest)
        }
        Err(StartError::NoPack) => (vec![], false),
        Err(StartError::Pack(problem)) => {
            (vec![format!("原来的数据包不能读取，无法比较（{problem}）")], false)
        }
        Err(error) => return Err(error),
    };
    Ok(Change { rewritten, again })
}

/// The origin of the log: the first line of its checkpoints.
pub fn origin(law: &Jurisdiction) -> String {
    format!("zhifa.{}/log/e1", law.name)
}

/// The digest that names a pack: SHA-256 over its paths and texts in order.
pub fn digest(texts: &Texts) -> String {
    let mut sum = Sha256::new();
    for (path, text) in texts {
        for part in [path.as_bytes(), text.as_slice()] {
            sum.update((part.len() as u64).to_be_bytes());
            sum.update(part);
        }
    }
    hex::encode(sum.finalize())
}

/// The pack that the journal says is in force.
pub async fn in_force(config: &Config, store: &Store) -> Result<Jurisdiction, StartError> {
    let stream = StreamId::pack(STREAM);
    let events = store.ask(truth::stream(&stream.to_string())).await?;
    // The events of a pack hold nothing sealed, so any key will do.
    let vault = Vault::new(&[0; 32]);
    let mut state = None;
    for stored in &events {
        let (_, event) = record::decode(stored, &[], &vault)?;
        state = domain::world::apply(state, &stream, &event);
    }
    let pack = state.as_ref().and_then(State::as_pack).ok_or(StartError::NoPack)?;
    read_digest(config, &pack.digest)
}

/// The pack with the digest, from the data folder.
pub fn read_digest(config: &Config, wanted: &str) -> Result<Jurisdiction, StartError> {
    let (county, texts) = texts_of(config, wanted)?;
    if digest(&texts) != wanted {
        return Err(StartError::Pack(format!(
            "数据目录中的数据包内容已被改变，与记录的摘要 {wanted} 不符。"
        )));
    }
    App::check_pack(&county, &texts)
}

/// The county and the texts kept under a digest.
pub(crate) fn texts_of(config: &Config, named: &str) -> Result<(String, Texts), StartError> {
    let root = folder(config, named);
    let county = std::fs::read_to_string(root.join("county")).map_err(reading)?;
    let county = county.trim().to_owned();
    let mut texts = Texts::new();
    for name in ["national", &county] {
        gather(&root.join(name), name, &mut texts)?;
    }
    Ok((county, texts))
}

/// The public key of the log of an origin.
pub fn public_key(origin: &str, keys: &Keys) -> Result<journal::PublicKey, Fault> {
    let signer =
        Signer::new(origin, &keys.log).map_err(|source| Fault::Encode(Box::new(source)))?;
    Ok(signer.public())
}

/// The digest that the texts kept under a digest have now; `None` when they are not there.
pub fn stored_digest(config: &Config, named: &str) -> Option<String> {
    texts_of(config, named).ok().map(|(_, texts)| digest(&texts))
}

fn folder(config: &Config, digest: &str) -> PathBuf {
    config.data.join("packs").join(digest)
}

/// Keeps the texts durably before any event names them.
fn keep(config: &Config, county: &str, digest: &str, texts: &Texts) -> Result<(), StartError> {
    let root = folder(config, digest);
    write(&root.join("county"), county.as_bytes())?;
    for (path, text) in texts {
        write(&root.join(path), text)?;
    }
    Ok(())
}

fn write(path: &Path, text: &[u8]) -> Result<(), StartError> {
    use std::io::Write as _;
    let parent = path.parent().unwrap_or(path);
    std::fs::create_dir_all(parent).map_err(keeping)?;
    let mut target = std::fs::File::create(path).map_err(keeping)?;
    target.write_all(text).map_err(keeping)?;
    target.sync_all().map_err(keeping)?;
    std::fs::File::open(parent).and_then(|folder| folder.sync_all()).map_err(keeping)
}

/// Every text file below a folder, except samples, by its path from the pack's name on.
fn gather(root: &Path, name: &str, texts: &mut Texts) -> Result<(), StartError> {
    let mut entries: Vec<_> =
        std::fs::read_dir(root).map_err(reading)?.collect::<Result<_, _>>().map_err(reading)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let Ok(file_name) = entry.file_name().into_string() else { continue };
        let below = format!("{name}/{file_name}");
        if path.is_dir() {
            if file_name != "samples" {
                gather(&path, &below, texts)?;
            }
        } else if ["toml", "csv", "typ"].iter().any(|kind| file_name.ends_with(&format!(".{kind}")))
        {
            texts.insert(below, std::fs::read(&path).map_err(reading)?);
        }
    }
    Ok(())
}

fn reading(source: std::io::Error) -> StartError {
    StartError::Fault(Fault::File { doing: "读取数据包", source })
}

fn keeping(source: std::io::Error) -> StartError {
    StartError::Fault(Fault::File { doing: "保存数据包", source })
}
