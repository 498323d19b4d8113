//! Files from outside are taken apart by a program of their own: the same binary, started anew
//! with little memory, little time, no environment, and nothing that it could open or call.
//!
//! Whatever a file does to its reader it does to that program alone. What comes back is plain
//! words or pixels. No rule is here, and nothing is kept.

mod child;
pub(crate) mod look;
mod picture;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use domain::evidence::Suspicion;
use domain::rules::file::{CaseFile, Node, Place, Problem};
use serde::de::DeserializeOwned;
use store::{Defect, planted};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::examine;
use crate::examine::sheet::Rows;

pub use child::work;

/// The word on the command line that makes the program such a reader.
pub const WORD: &str = "parse";
/// How long a file may take, by the clock on the wall.
const LONGEST: Duration = Duration::from_secs(4);
/// The most that a reader may answer, in bytes.
const MOST: u64 = 24 * 1024 * 1024;
/// How many problems of one file are told.
const TOLD: usize = 200;
/// How much is heard at a time, in bytes.
const PIECE: usize = 64 * 1024;
/// How many readers work at a time.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Where files from outside are taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// In a program of their own, started from here: every server and every command.
    Child(PathBuf),
    /// In this one: for tests and chores, which read only what they made themselves.
    Here,
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Read case files written as YAML.
    Yaml,
    /// Read case files written as a workbook.
    Workbook,
    /// Read the rows of the first sheet of a workbook.
    Rows,
    /// Say what is suspicious about it.
    Look(Kind),
    /// Draw it again, small enough for a page and without anything that is not drawn.
    Draw(Kind),
}

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// PDF.
    Pdf,
    /// Sound, moving pictures, and whatever else is only kept.
    Other,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The reader died: of the file, or of the limits.
    #[error("the reader died")]
    Died,
    /// It took too long.
    #[error("the reader took too long")]
    TooLong,
    /// It had too much to say.
    #[error("the reader had too much to say")]
    TooMuch,
    /// It could not be started, or the file not be given to it.
    #[error("the reader could not work")]
    Unstarted(#[source] std::io::Error),
}

impl Kind {
    /// The kind for a media type.
    pub fn of(mime: &str) -> Self {
        match mime {
            "image/jpeg" => Self::Jpeg,
            "image/png" => Self::Png,
            "image/webp" => Self::Webp,
            "application/pdf" => Self::Pdf,
            _ => Self::Other,
        }
    }
}

impl Task {
    const ALL: [Self; 11] = [
        Self::Yaml,
        Self::Workbook,
        Self::Rows,
        Self::Look(Kind::Jpeg),
        Self::Look(Kind::Png),
        Self::Look(Kind::Webp),
        Self::Look(Kind::Pdf),
        Self::Look(Kind::Other),
        Self::Draw(Kind::Jpeg),
        Self::Draw(Kind::Png),
        Self::Draw(Kind::Webp),
    ];

    const fn slug(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Workbook => "workbook",
            Self::Rows => "rows",
            Self::Look(Kind::Jpeg) => "look-jpeg",
            Self::Look(Kind::Png) => "look-png",
            Self::Look(Kind::Webp) => "look-webp",
            Self::Look(Kind::Pdf) => "look-pdf",
            Self::Look(Kind::Other) => "look",
            Self::Draw(Kind::Jpeg) => "draw-jpeg",
            Self::Draw(Kind::Png) => "draw-png",
            Self::Draw(Kind::Webp) => "draw-webp",
            Self::Draw(Kind::Pdf | Kind::Other) => "draw",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.slug() == word)
    }
}

impl Confinement {
    /// The running program as its own reader.
    ///
    /// On Linux it is named so that it is found even when its file was replaced meanwhile.
    pub fn own_program() -> Self {
        if cfg!(target_os = "linux") {
            return Self::Child(PathBuf::from("/proc/self/exe"));
        }
        std::env::current_exe().map_or(Self::Here, Self::Child)
    }

    /// Reads case files by the name of their file: `.yaml`, `.yml` or `.xlsx`.
    ///
    /// # Errors
    /// Every problem with its place, in Chinese.
    pub async fn case_files(
        &self,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<CaseFile>, Vec<Problem>> {
        let task = examine::task(name, bytes)?;
        let nodes: Result<Vec<(Place, Node)>, _> = self.problems(task, bytes).await;
        nodes.and_then(|nodes| examine::understand(&nodes)).map_err(first_ones)
    }

    /// The rows of the first sheet of a workbook.
    pub(crate) async fn first_rows(&self, bytes: &[u8]) -> Result<Rows, Vec<Problem>> {
        self.problems(Task::Rows, bytes).await
    }

    /// What is suspicious about an object; that its reader does not survive it is.
    pub(crate) async fn look(
        &self,
        kind: Kind,
        mut object: impl AsyncRead + Unpin,
    ) -> Result<Option<Suspicion>, std::io::Error> {
        match self.ask(Task::Look(kind), &mut object).await {
            Ok(answer) => {
                Ok(serde_json::from_reader(answer).unwrap_or(Some(Suspicion::Unexamined)))
            }
            Err(Broken::Unstarted(source)) => Err(source),
            Err(Broken::Died | Broken::TooLong | Broken::TooMuch) => {
                Ok(Some(Suspicion::Unexamined))
            }
        }
    }

    /// A picture drawn again, as PNG or JPEG; none when it cannot be drawn.
    pub(crate) async fn draw(&self, kind: Kind, mut bytes: &[u8]) -> Option<Vec<u8>> {
        let drawn = self.ask(Task::Draw(kind), &mut bytes).await.ok()?.whole();
        Some(drawn).filter(|drawn| !drawn.is_empty())
    }

    async fn problems<T: DeserializeOwned + Send + 'static>(
        &self,
        task: Task,
        mut bytes: &[u8],
    ) -> Result<T, Vec<Problem>> {
        let whole = |words: &str| vec![Problem { at: Place::Whole, words: words.to_owned() }];
        match self.ask(task, &mut bytes).await {
            Ok(answer) => {
                let understood = tokio::task::spawn_blocking(move || {
                    serde_json::from_reader(std::io::BufReader::new(answer)).ok()
                });
                understood.await.ok().flatten().unwrap_or_else(|| Err(whole(SPOILT)))
            }
            Err(Broken::TooMuch) => Err(whole("文件展开后内容太多，没有读取，请分成几个文件。")),
            Err(Broken::Died | Broken::TooLong) => Err(whole(SPOILT)),
            Err(Broken::Unstarted(error)) => {
                tracing::error!(%error, "a file from outside was not read");
                Err(whole(
                    "没有读取：负责读取文件的程序没有启动，请稍后重试，仍不行的请联系系统管理员。",
                ))
            }
        }
    }

    async fn ask(&self, task: Task, file: &mut (impl AsyncRead + Unpin)) -> Result<Answer, Broken> {
        match self {
            Self::Child(program) if !planted(Defect::ParsedInside) => {
                // It is never closed.
                let _turn = TURNS.acquire().await.map_err(|_| Broken::Died)?;
                child_asked(program, task, file).await
            }
            Self::Child(_) | Self::Here => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).await.map_err(Broken::Unstarted)?;
                let answered = tokio::task::spawn_blocking(move || child::answer(task, &bytes));
                answered.await.map(Answer::of).map_err(|_| Broken::Died)
            }
        }
    }
}

/// The first problems, and how many more there are: nobody mends thousands at a time.
fn first_ones(mut problems: Vec<Problem>) -> Vec<Problem> {
    let more = problems.len().saturating_sub(TOLD);
    if 0 < more {
        problems.truncate(TOLD);
        let words = format!("另有{more}处问题没有列出，请先改正前面的。");
        problems.push(Problem { at: Place::Whole, words });
    }
    problems
}

/// What a reader says, piece by piece: it is never copied into one place that grows.
#[derive(Debug, Default)]
struct Answer {
    pieces: VecDeque<Vec<u8>>,
    /// How much of the first piece was taken.
    taken: usize,
}

impl Answer {
    fn of(whole: Vec<u8>) -> Self {
        Self { pieces: VecDeque::from([whole]), taken: 0 }
    }

    fn whole(self) -> Vec<u8> {
        self.pieces.into_iter().flatten().collect()
    }

    /// Hears the reader out, up to a bound.
    async fn hear(&mut self, mut out: tokio::process::ChildStdout) -> Result<(), Broken> {
        let mut room = MOST;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let some = (&mut out).take(PIECE as u64);
            let read = { some }.read_to_end(&mut piece).await.map_err(|_| Broken::Died)?;
            if read == 0 {
                return Ok(());
            }
            room = room.checked_sub(read as u64).ok_or(Broken::TooMuch)?;
            self.pieces.push_back(piece);
        }
    }
}

impl std::io::Read for Answer {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let Some(first) = self.pieces.front() else { return Ok(0) };
        let mut rest = first.get(self.taken..).unwrap_or_default();
        let read = std::io::Read::read(&mut rest, into)?;
        self.taken += read;
        if first.len() <= self.taken {
            self.taken = 0;
            self.pieces.pop_front();
        }
        Ok(read)
    }
}

/// What a person is told whose file its reader did not survive.
const SPOILT: &str = "没有读取：读取这个文件的程序中途退出或者超时，文件可能已经损坏。请用办公软件打开后重新另存，或者分成几个文件。";

async fn child_asked(
    program: &Path,
    task: Task,
    file: &mut (impl AsyncRead + Unpin),
) -> Result<Answer, Broken> {
    let mut reader = Command::new(program)
        .arg0("zhifa")
        .args([WORD, task.slug()])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(Broken::Unstarted)?;
    let (Some(mut into), Some(out)) = (reader.stdin.take(), reader.stdout.take()) else {
        return Err(Broken::Died);
    };
    let work = async {
        let mut answer = Answer::default();
        let fed = async {
            let fed = feed(file, &mut into).await;
            drop(into);
            fed
        };
        let (fed, heard) = tokio::join!(fed, answer.hear(out));
        fed?;
        heard?;
        let ended = reader.wait().await.map_err(|_| Broken::Died)?;
        if ended.success() { Ok(answer) } else { Err(Broken::Died) }
    };
    let answer = tokio::time::timeout(LONGEST, work).await.unwrap_or(Err(Broken::TooLong));
    if let Err(broken) = &answer {
        tracing::warn!(task = task.slug(), %broken, "a file was not read to its end");
        // It may have ended already; it is waited for either way.
        let _ = reader.kill().await;
    }
    answer
}

/// Gives the file to its reader; one that ends early has seen enough, and says so by its end.
async fn feed(
    file: &mut (impl AsyncRead + Unpin),
    into: &mut tokio::process::ChildStdin,
) -> Result<(), Broken> {
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut piece).await.map_err(Broken::Unstarted)?;
        let bytes = piece.get(..read).unwrap_or_default();
        if bytes.is_empty() || into.write_all(bytes).await.is_err() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests;
