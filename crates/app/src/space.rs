//! The space left on the disk: writing ends before the disk does.
//!
//! A full disk in the middle of a commit stops the program until a restart. Before that nothing is
//! taken any more, and it goes on by itself once there is space again.

use std::path::Path;

use crate::App;
use crate::start::Inner;

/// The space below which nothing is written, when nothing else is said, in bytes: 256 MiB.
pub const LEAST: u64 = 256 * 1024 * 1024;

/// The space that is left for us on the disk of a folder; `None` when nobody knows.
fn left(folder: &Path) -> Option<u64> {
    let told = rustix::fs::statvfs(folder).ok()?;
    told.f_bavail.checked_mul(told.f_frsize)
}

impl Inner {
    /// Whether so little space is left that nothing may be written.
    pub(crate) fn is_full(&self) -> bool {
        left(&self.config.data).is_some_and(|left| left < self.config.min_free)
    }
}

impl App {
    /// Whether writing waits for space on the disk.
    pub fn is_full(&self) -> bool {
        self.inner.is_full()
    }
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn a_disk_says_how_much_is_left() {
        assert!(left(&std::env::temp_dir()).is_some_and(|left| 0 < left));
        assert_eq!(left(std::path::Path::new("no such folder")), None);
    }
}
