//! A disk that has been told to write and not yet to keep: what may be on it after the power fails.
//!
//! Only a sync makes bytes stay, and only a sync of the folder makes a name stay. Whatever else was
//! asked may be there, or not, or in part.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::dice::Dice;
use super::trace::Asked;
use crate::site::Trouble;

/// The piece of a write that is kept or lost as one.
const SECTOR: usize = 512;

/// What becomes of what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// All of it is lost.
    Lost,
    /// Any part of it may be there.
    Some,
    /// Any sector of any part may be there.
    Torn,
}

/// All of them.
pub const FATES: [Fate; 3] = [Fate::Lost, Fate::Some, Fate::Torn];

#[derive(Clone, Debug)]
enum Change {
    Write(u64, Vec<u8>),
    Cut(u64),
}

#[derive(Clone, Debug, Default)]
struct File {
    kept: Vec<u8>,
    /// What was asked and is not kept yet, each with its turn.
    asked: Vec<(u64, Change)>,
    end: u64,
}

#[derive(Clone, Debug)]
enum Naming {
    Folder(PathBuf),
    Link(PathBuf, usize),
    Rename(PathBuf, PathBuf, usize),
    Unlink(PathBuf),
}

/// The disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    kept_names: BTreeMap<PathBuf, usize>,
    /// What was asked about names and is not kept yet, each with its turn.
    namings: Vec<(u64, Naming)>,
    /// Counts what is asked.
    turn: u64,
    /// The syncs under way, by thread: each covers what was asked before this turn. Threads sync
    /// at the same time, and the end of one sync says nothing about another.
    syncs: BTreeMap<u32, u64>,
}

impl Disk {
    /// A file that was there and kept before anything was traced.
    pub fn put(&mut self, path: PathBuf, bytes: Vec<u8>) {
        let end = u64::try_from(bytes.len()).unwrap_or_default();
        self.files.push(File { kept: bytes, end, ..File::default() });
        let number = self.files.len() - 1;
        self.names.insert(path.clone(), number);
        self.kept_names.insert(path, number);
    }

    /// Takes the next thing that was asked.
    pub fn take(&mut self, asked: &Asked) {
        self.turn += 1;
        match asked {
            Asked::Folder(path) => self.rename(Naming::Folder(path.clone())),
            Asked::Make(path) => {
                if !self.names.contains_key(path) {
                    self.files.push(File::default());
                    let number = self.files.len() - 1;
                    self.names.insert(path.clone(), number);
                    self.rename(Naming::Link(path.clone(), number));
                }
            }
            Asked::Write(path, at, bytes) => {
                let turn = self.turn;
                if let Some(file) = self.file(path) {
                    let at = at.unwrap_or(file.end);
                    file.end = file.end.max(at + u64::try_from(bytes.len()).unwrap_or_default());
                    file.asked.push((turn, Change::Write(at, bytes.clone())));
                }
            }
            Asked::Cut(path, size) => {
                let turn = self.turn;
                if let Some(file) = self.file(path) {
                    file.end = *size;
                    file.asked.push((turn, Change::Cut(*size)));
                }
            }
            Asked::SyncBegan(_, thread) => {
                self.syncs.insert(*thread, self.turn);
            }
            Asked::SyncEnded(path, thread) => {
                if let Some(covered) = self.syncs.remove(thread) {
                    self.keep(path, covered);
                }
            }
            Asked::Rename(from, to) => {
                if let Some(number) = self.names.remove(from) {
                    self.names.insert(to.clone(), number);
                    self.rename(Naming::Rename(from.clone(), to.clone(), number));
                }
            }
            Asked::Unlink(path) => {
                if self.names.remove(path).is_some() {
                    self.rename(Naming::Unlink(path.clone()));
                }
            }
        }
    }

    fn rename(&mut self, naming: Naming) {
        self.namings.push((self.turn, naming));
    }

    fn file(&mut self, path: &Path) -> Option<&mut File> {
        let number = *self.names.get(path)?;
        self.files.get_mut(number)
    }

    /// Keeps what was asked of a file, or of the names in a folder, before a turn.
    fn keep(&mut self, path: &Path, before: u64) {
        if let Some(file) = self.file(path) {
            let asked = std::mem::take(&mut file.asked);
            let (covered, left): (Vec<_>, Vec<_>) =
                asked.into_iter().partition(|(turn, _)| *turn < before);
            file.asked = left;
            for (_, change) in covered {
                apply(&mut file.kept, &change, &mut |_| true);
            }
            return;
        }
        let namings = std::mem::take(&mut self.namings);
        let covers = |(turn, naming): &(u64, Naming)| *turn < before && naming.lies_in(path);
        let (covered, left): (Vec<_>, Vec<_>) = namings.into_iter().partition(covers);
        self.namings = left;
        for (_, naming) in covered {
            name(&mut self.kept_names, &naming);
        }
    }

    /// Writes what is there after the power has failed now into a folder.
    pub fn image(
        &self,
        (from, to): (&Path, &Path),
        fate: Fate,
        dice: &mut Dice,
    ) -> Result<(), Trouble> {
        let mut names = self.kept_names.clone();
        let mut lost = Vec::new();
        for (_, naming) in &self.namings {
            if fate != Fate::Lost && dice.below(2) == 0 {
                name(&mut names, naming);
            } else if let Naming::Folder(path) = naming {
                lost.push(path.as_path());
            }
        }
        // In a folder that is not there nothing is.
        names.retain(|path, _| !lost.iter().any(|folder| path.starts_with(folder)));
        for (path, number) in names {
            let Some(file) = self.files.get(number) else { continue };
            let mut bytes = file.kept.clone();
            for (_, change) in &file.asked {
                match fate {
                    Fate::Some if dice.below(2) == 0 => apply(&mut bytes, change, &mut |_| true),
                    Fate::Lost | Fate::Some => {}
                    Fate::Torn => apply(&mut bytes, change, &mut |_| dice.below(2) == 0),
                }
            }
            let place = to.join(path.strip_prefix(from)?);
            std::fs::create_dir_all(place.parent().ok_or("a file without a folder")?)?;
            // The place may be another name of a file that nobody may change.
            if place.exists() {
                std::fs::remove_file(&place)?;
            }
            std::fs::write(place, bytes)?;
        }
        Ok(())
    }
}

impl Naming {
    fn lies_in(&self, folder: &Path) -> bool {
        let path = match self {
            Self::Folder(path)
            | Self::Link(path, _)
            | Self::Unlink(path)
            | Self::Rename(_, path, _) => path,
        };
        path.parent() == Some(folder)
    }
}

fn name(names: &mut BTreeMap<PathBuf, usize>, naming: &Naming) {
    match naming {
        Naming::Folder(_) => {}
        Naming::Link(path, number) => drop(names.insert(path.clone(), *number)),
        Naming::Unlink(path) => drop(names.remove(path)),
        Naming::Rename(from, to, number) => {
            names.remove(from);
            names.insert(to.clone(), *number);
        }
    }
}

/// Carries out a change on the bytes, for the sectors that are wanted.
fn apply(bytes: &mut Vec<u8>, change: &Change, wanted: &mut dyn FnMut(usize) -> bool) {
    match change {
        Change::Cut(size) => {
            if wanted(0) {
                bytes.resize(usize::try_from(*size).unwrap_or_default(), 0);
            }
        }
        Change::Write(at, new) => {
            for (number, sector) in new.chunks(SECTOR).enumerate() {
                if !wanted(number) {
                    continue;
                }
                let begin = usize::try_from(*at).unwrap_or_default() + number * SECTOR;
                let end = begin + sector.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                if let Some(room) = bytes.get_mut(begin..end) {
                    room.copy_from_slice(sector);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(disk: &Disk, fate: Fate) -> BTreeMap<String, Vec<u8>> {
        let folder =
            std::env::temp_dir().join(format!("zhifa-disk-{}-{fate:?}", std::process::id()));
        let mut dice = Dice::new(1, "disk", 0);
        std::fs::create_dir_all(&folder).unwrap();
        disk.image((Path::new("/d"), &folder), fate, &mut dice).unwrap();
        let read = std::fs::read_dir(&folder).unwrap().map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        });
        let files = read.collect();
        std::fs::remove_dir_all(&folder).unwrap();
        files
    }

    #[test]
    fn only_what_was_synced_stays_and_a_name_needs_its_folder() {
        let a = || PathBuf::from("/d/a");
        let mut disk = Disk::default();
        disk.take(&Asked::Make(a()));
        disk.take(&Asked::Write(a(), Some(0), b"one".to_vec()));
        disk.take(&Asked::SyncBegan(a(), 1));
        disk.take(&Asked::Write(a(), Some(3), b"two".to_vec()));
        disk.take(&Asked::SyncEnded(a(), 1));
        assert!(left(&disk, Fate::Lost).is_empty(), "bytes without a name");
        disk.take(&Asked::SyncBegan(PathBuf::from("/d"), 1));
        disk.take(&Asked::SyncEnded(PathBuf::from("/d"), 1));
        let files = left(&disk, Fate::Lost);
        assert_eq!(files["a"], b"one", "a write during a sync is not covered by it");
    }

    #[test]
    fn a_rename_is_there_whole_or_not_at_all() {
        let mut disk = Disk::default();
        disk.put(PathBuf::from("/d/new"), b"n".to_vec());
        disk.put(PathBuf::from("/d/old"), b"o".to_vec());
        disk.take(&Asked::Rename(PathBuf::from("/d/new"), PathBuf::from("/d/old")));
        assert_eq!(left(&disk, Fate::Lost)["old"], b"o");
        disk.take(&Asked::SyncBegan(PathBuf::from("/d"), 1));
        disk.take(&Asked::SyncEnded(PathBuf::from("/d"), 1));
        assert_eq!(left(&disk, Fate::Lost)["old"], b"n");
        assert_eq!(left(&disk, Fate::Lost).len(), 1);
    }

    #[test]
    fn threads_that_sync_at_the_same_time_each_keep_what_is_theirs() {
        let place = |name: &str| PathBuf::from(format!("/d/{name}"));
        let mut disk = Disk::default();
        for (name, thread) in [("one", 1), ("two", 2)] {
            disk.take(&Asked::Make(place(&format!("{name}/file"))));
            disk.take(&Asked::Write(place(&format!("{name}/file")), Some(0), b"x".to_vec()));
            disk.take(&Asked::SyncBegan(place(&format!("{name}/file")), thread));
            disk.take(&Asked::SyncEnded(place(&format!("{name}/file")), thread));
        }
        disk.take(&Asked::SyncBegan(place("one"), 1));
        disk.take(&Asked::SyncBegan(place("two"), 2));
        disk.take(&Asked::SyncEnded(place("one"), 1));
        assert_eq!(disk.kept_names.len(), 1, "the sync of the other folder is under way");
        disk.take(&Asked::SyncEnded(place("two"), 2));
        assert_eq!(disk.kept_names.len(), 2);
    }

    #[test]
    fn a_sync_covers_what_was_asked_before_its_own_beginning() {
        let a = || PathBuf::from("/d/a");
        let mut disk = Disk::default();
        disk.put(a(), Vec::new());
        disk.take(&Asked::SyncBegan(a(), 1));
        disk.take(&Asked::Write(a(), Some(0), b"late".to_vec()));
        disk.take(&Asked::SyncBegan(a(), 2));
        disk.take(&Asked::SyncEnded(a(), 1));
        assert!(left(&disk, Fate::Lost)["a"].is_empty(), "written after the first sync began");
        disk.take(&Asked::SyncEnded(a(), 2));
        assert_eq!(left(&disk, Fate::Lost)["a"], b"late");
    }

    #[test]
    fn a_file_is_lost_with_a_folder_whose_name_was_not_kept() {
        let (folder, file) = (PathBuf::from("/d/new"), PathBuf::from("/d/new/file"));
        let mut disk = Disk::default();
        disk.take(&Asked::Folder(folder.clone()));
        disk.take(&Asked::Make(file));
        disk.take(&Asked::SyncBegan(folder.clone(), 1));
        disk.take(&Asked::SyncEnded(folder, 1));
        assert_eq!(disk.kept_names.len(), 1);
        assert!(left(&disk, Fate::Lost).is_empty());
        let place = PathBuf::from("/d");
        disk.take(&Asked::SyncBegan(place.clone(), 1));
        disk.take(&Asked::SyncEnded(place, 1));
        assert!(disk.namings.is_empty());
    }
}
