//! What can go wrong below the rules: broken plumbing, and two writers meeting.
//!
//! No sentence here repeats the text of its source: the log prints the chain once.

use crate::EngineError;

/// Broken plumbing, or a bug of ours.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database could not be opened.
    #[error("数据库打不开，请检查数据目录是否存在、是否可写、磁盘是否已满")]
    Open(#[source] EngineError),
    /// The data were written by a newer program.
    #[error(
        "数据库由更新版本的程序建立（结构第 {found} 版，本程序只认识到第 {known} 版），请升级程序后再打开"
    )]
    Newer {
        /// The version the database says it has.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// A statement could not be carried out.
    #[error("数据库读写失败（{doing}）")]
    Io {
        /// What was being done, for the log.
        doing: &'static str,
        /// What the engine said.
        #[source]
        source: EngineError,
    },
    /// The engine refused a row: a key twice, or a value missing.
    #[error("数据库拒绝了一行不合约束的数据（{doing}），整批已撤回")]
    Rejected {
        /// What was being done, for the log.
        doing: &'static str,
        /// What the engine said.
        #[source]
        source: EngineError,
    },
    /// An earlier write failed, so nothing more is written until a restart.
    #[error("此前一次写入失败，系统已转为只读；请检查磁盘后重新启动，已确认的数据不受影响")]
    ReadOnly,
    /// Another program appended to the journal.
    #[error(
        "另有程序写入了记录：应在第 {expected} 条之后，现在已有 {found} 条；同一数据只能由一个程序写入"
    )]
    Overtaken {
        /// Where the journal was to end.
        expected: i64,
        /// Where it ends.
        found: i64,
    },
    /// A step of this transaction failed before, so it can only be undone.
    #[error("本批写入中有一步已失败，整批已撤回，请重新提交")]
    Broken,
    /// A stored value is not of the form this program wrote.
    #[error("数据库中有一个值不是本程序写入的形式（第 {column} 列）")]
    Damaged {
        /// Position of the column in the statement, from zero.
        column: usize,
    },
    /// A page mark did not come from the list it is used with.
    #[error("翻页标记无效，请回到列表第一页")]
    BadMark,
    /// This engine has no such operation.
    #[error("当前数据库不支持此操作：{advice}")]
    Unsupported {
        /// What to do instead.
        advice: &'static str,
    },
    /// A file could not be read or written.
    #[error("文件读写失败（{doing}）")]
    File {
        /// What was being done, for the log.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl Fault {
    /// Wraps what an engine said while something was being done.
    pub(crate) fn of(doing: &'static str, source: EngineError) -> Self {
        if source.breaks_a_constraint() {
            Self::Rejected { doing, source }
        } else {
            Self::Io { doing, source }
        }
    }
}

/// Another writer was faster; the caller reads again and decides again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// The stream is not at the version the decision was made on.
    #[error("“{stream}”已被他人更新：按第 {seen} 版办理，现已是第 {found} 版")]
    Version {
        /// The stream.
        stream: String,
        /// The version the caller had seen.
        seen: i64,
        /// The version the stream has.
        found: i64,
    },
    /// The position is not the next one of the journal.
    #[error("日志位置不连续：应为 {next}，收到 {given}")]
    Position {
        /// The next free position.
        next: i64,
        /// The position the caller gave.
        given: i64,
    },
}

/// Why an event was not appended.
#[derive(Debug, thiserror::Error)]
pub enum Unappended {
    /// Another writer was faster.
    #[error(transparent)]
    Clash(#[from] Clash),
    /// The plumbing broke.
    #[error(transparent)]
    Fault(#[from] Fault),
}
