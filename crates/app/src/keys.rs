//! The installation's keys: one that signs the log's checkpoints, one that wraps personal values.

use std::path::Path;

use crate::Fault;

/// The keys of an installation.
#[derive(Clone)]
pub struct Keys {
    /// The seed of the log's Ed25519 key.
    pub log: [u8; 32],
    /// The key that wraps the keys of personal values.
    pub vault: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Reads the keys from the folder, making them where they are not there.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        std::fs::create_dir_all(folder).map_err(file("建立密钥目录"))?;
        Ok(Self { log: one(&folder.join("log.key"))?, vault: one(&folder.join("vault.key"))? })
    }

    /// The keys of the folder, when both are there; makes none.
    pub fn existing(folder: &Path) -> Option<Self> {
        let here = ["log.key", "vault.key"].into_iter().all(|name| folder.join(name).is_file());
        if here { Self::open(folder).ok() } else { None }
    }
}

/// The key in a file, made when it is not there.
pub fn one(path: &Path) -> Result<[u8; 32], Fault> {
    if let Ok(text) = std::fs::read_to_string(path) {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| Fault::Vault)?;
        return Ok(key);
    }
    let key = random()?;
    write_private(path, &hex::encode(key))?;
    Ok(key)
}

/// Thirty-two random bytes from the system.
pub fn random() -> Result<[u8; 32], Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| Fault::Vault)?;
    Ok(bytes)
}

/// The 26 characters of a ULID: 48 bits of milliseconds, then 80 bits of chance.
pub fn ulid(whole: u128) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..26)
        .rev()
        .map(|place| {
            let index = usize::try_from((whole >> (place * 5)) & 31).unwrap_or_default();
            char::from(ALPHABET.get(index).copied().unwrap_or(b'0'))
        })
        .collect()
}

fn write_private(path: &Path, text: &str) -> Result<(), Fault> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    let made = options.write(true).create_new(true).mode(0o600).open(path);
    let mut target = made.map_err(file("保存密钥"))?;
    target.write_all(text.as_bytes()).map_err(file("保存密钥"))?;
    target.sync_all().map_err(file("保存密钥"))
}

fn file(doing: &'static str) -> impl Fn(std::io::Error) -> Fault {
    move |source| Fault::File { doing, source }
}
