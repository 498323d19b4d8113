//! Defects that the checks of `./run prove --redteam` plant to see themselves go red.
//!
//! Without the feature `redteam`, which no release has, nothing can be planted.

/// A defect that a check must see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The answer goes out before the commit.
    AckBeforeCommit,
    /// The verification passes over a read table.
    TableUnread,
    /// The verification believes the stored hash of an event.
    EventsUnread,
    /// The verification looks only at the size of an evidence object, and so does the download.
    BlobBySize,
    /// The verification believes that every head from outside agrees.
    AnchorsUnread,
    /// A witness vouches before it remembers.
    WitnessForgets,
    /// A commit that failed is answered like one that did not.
    FailedCommitAnswered,
    /// A commit is not synced.
    NormalSync,
    /// Commitments to personal values have no salt.
    UnsaltedCommitment,
    /// An object gets its name after it was answered for.
    BlobLate,
    /// A backup leaves evidence out and does not look at its copy.
    BackupUnread,
    /// The record takes whatever time the clock says.
    ClockBelieved,
    /// An erasure is recorded and not carried out.
    EraseInName,
    /// An older copy is written on, whatever heads and witnesses say.
    RollbackUnseen,
    /// A step of the schema counts as taken before it is.
    UpgradeInPieces,
    /// The verification of what is new passes over the read tables.
    FreshUnread,
    /// The verification takes what an old key signs after its end.
    OldKeyBelieved,
    /// Files from outside are taken apart where everything else is.
    ParsedInside,
    /// An object that is kept apart is shown like any other.
    QuarantineShown,
    /// Whatever stands behind the code of a paper is believed.
    MarkUnread,
}

#[cfg(feature = "redteam")]
impl Defect {
    const fn name(self) -> &'static str {
        match self {
            Self::AckBeforeCommit => "ack-before-commit",
            Self::TableUnread => "table-unread",
            Self::EventsUnread => "events-unread",
            Self::BlobBySize => "blob-by-size",
            Self::AnchorsUnread => "anchors-unread",
            Self::WitnessForgets => "witness-forgets",
            Self::FailedCommitAnswered => "failed-commit-answered",
            Self::NormalSync => "normal-sync",
            Self::UnsaltedCommitment => "unsalted-commitment",
            Self::BlobLate => "blob-late",
            Self::BackupUnread => "backup-unread",
            Self::ClockBelieved => "clock-believed",
            Self::EraseInName => "erase-in-name",
            Self::RollbackUnseen => "rollback-unseen",
            Self::UpgradeInPieces => "upgrade-in-pieces",
            Self::FreshUnread => "fresh-unread",
            Self::OldKeyBelieved => "old-key-believed",
            Self::ParsedInside => "parsed-inside",
            Self::QuarantineShown => "quarantine-shown",
            Self::MarkUnread => "mark-unread",
        }
    }
}

/// Whether the defect is planted in this process.
#[cfg(feature = "redteam")]
pub fn planted(defect: Defect) -> bool {
    std::env::var("ZHIFA_DEFECT").is_ok_and(|name| name == defect.name())
}

/// Nothing is planted in a program that people use.
#[cfg(not(feature = "redteam"))]
pub const fn planted(_: Defect) -> bool {
    false
}
