//! The reader's side: first it gives up what it does not need, then it reads.

use std::io::{Read as _, Write as _};

use rustix::process::{Resource, Rlimit, setrlimit};

use super::{Kind, Task, look, picture};
use crate::examine::{sheet, yaml};

/// The most memory a file may take, in bytes, beyond what the program itself takes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// How much of a processor a file may take, in seconds.
const SECONDS: u64 = 4;
/// The largest file, in bytes; what is larger was never kept.
const LARGEST: u64 = crate::uploads::MAX_BYTES;
/// The limits could not be set: nothing is read then.
const UNCONFINED: u8 = 71;
/// The task is unknown, or the file cannot be read from its pipe.
const USAGE: u8 = 64;

/// Carries out a task on what comes in; the answer goes out. Gives the exit code.
///
/// Called before anything else is started in the program: there is one thread, and it is this.
pub fn work(task: &str) -> u8 {
    let Some(task) = Task::parse(task) else { return USAGE };
    if confine().is_none() {
        return UNCONFINED;
    }
    let mut bytes = Vec::new();
    if std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).is_err() {
        return USAGE;
    }
    let answer = answer(task, &bytes);
    // Whoever does not listen any more has heard enough.
    let _ = std::io::stdout().lock().write_all(&answer);
    0
}

/// What a file says, or what is to be said of it.
pub(super) fn answer(task: Task, bytes: &[u8]) -> Vec<u8> {
    let json = match task {
        Task::Yaml => serde_json::to_vec(&yaml::parse(bytes)),
        Task::Workbook => serde_json::to_vec(&sheet::parse(bytes)),
        Task::Rows => serde_json::to_vec(&sheet::first_rows(bytes)),
        Task::Look(kind) => serde_json::to_vec(&look::look(kind, bytes)),
        Task::Draw(kind @ (Kind::Jpeg | Kind::Png | Kind::Webp)) => {
            return picture::draw(kind, bytes).unwrap_or_default();
        }
        Task::Draw(Kind::Pdf | Kind::Other) => return Vec::new(),
    };
    // Words and numbers can always be written.
    json.unwrap_or_default()
}

/// Gives up files, processes, memory, time and nearly every call to the system.
fn confine() -> Option<()> {
    let memory = MEMORY + size_now()?;
    let limit = |what, most| {
        let most = Rlimit { current: Some(most), maximum: Some(most) };
        setrlimit(what, most).ok()
    };
    limit(Resource::As, memory)?;
    limit(Resource::Cpu, SECONDS)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nproc, 0)?;
    // The three that are open stay open; there will be no fourth.
    limit(Resource::Nofile, 3)?;
    calls::give_up()
}

/// How much address space the program has now, in bytes.
#[cfg(target_os = "linux")]
fn size_now() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split_whitespace().next()?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Elsewhere nobody says; what a program takes of itself is granted.
#[cfg(not(target_os = "linux"))]
fn size_now() -> Option<u64> {
    Some(MEMORY)
}

/// The calls to the system that a reader may make; every other is answered with "not permitted".
#[cfg(target_os = "linux")]
mod calls {
    use std::collections::BTreeMap;

    use libc::{
        SYS_brk, SYS_clock_gettime, SYS_close, SYS_exit, SYS_exit_group, SYS_fstat, SYS_futex,
        SYS_getpid, SYS_getrandom, SYS_gettid, SYS_lseek, SYS_madvise, SYS_mmap, SYS_mprotect,
        SYS_mremap, SYS_munmap, SYS_read, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
        SYS_sched_yield, SYS_sigaltstack, SYS_tgkill, SYS_write,
    };
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, apply_filter,
    };

    /// What touches nothing outside the process, and no file that is not open.
    const PERMITTED: [i64; 21] = [
        SYS_brk,
        SYS_clock_gettime,
        SYS_close,
        SYS_exit,
        SYS_exit_group,
        SYS_fstat,
        SYS_futex,
        SYS_getpid,
        SYS_getrandom,
        SYS_gettid,
        SYS_lseek,
        SYS_madvise,
        SYS_mprotect,
        SYS_mremap,
        SYS_munmap,
        SYS_rt_sigaction,
        SYS_rt_sigprocmask,
        SYS_rt_sigreturn,
        SYS_sched_yield,
        SYS_sigaltstack,
        SYS_tgkill,
    ];
    /// What may be done with one open file only: the call, where it names the file, and the file.
    /// Whatever else whoever started us left open is out of reach; memory is no file.
    const PERMITTED_ON: [(i64, u8, u32); 3] =
        [(SYS_read, 0, 0), (SYS_write, 0, 1), (SYS_mmap, 4, u32::MAX)];

    /// Gives up all others; the filter takes the right to gain rights with it.
    pub fn give_up() -> Option<()> {
        let mut permitted: BTreeMap<i64, Vec<SeccompRule>> =
            PERMITTED.into_iter().map(|call| (call, Vec::new())).collect();
        for (call, argument, file) in PERMITTED_ON {
            let (size, equal) = (SeccompCmpArgLen::Dword, SeccompCmpOp::Eq);
            let only = SeccompCondition::new(argument, size, equal, u64::from(file)).ok()?;
            permitted.insert(call, vec![SeccompRule::new(vec![only]).ok()?]);
        }
        let not_permitted = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let arch = std::env::consts::ARCH.try_into().ok()?;
        let filter = SeccompFilter::new(permitted, not_permitted, SeccompAction::Allow, arch);
        let program: BpfProgram = filter.ok()?.try_into().ok()?;
        apply_filter(&program).ok()
    }
}

/// Elsewhere the limits on memory, time and open files stand alone.
#[cfg(not(target_os = "linux"))]
mod calls {
    pub fn give_up() -> Option<()> {
        Some(())
    }
}
