//! The program as a reader of files from outside: what it gives up before it reads, and what it
//! answers then.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn reader(task: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_zhifa"))
        .args(["parse", task])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn asked(task: &str, bytes: &[u8]) -> Output {
    let mut reader = reader(task);
    let mut into = reader.stdin.take().unwrap();
    // One that has seen enough hangs up.
    let _ = into.write_all(bytes);
    drop(into);
    reader.wait_with_output().unwrap()
}

#[test]
fn a_reader_answers_in_plain_words() {
    let yaml = asked("yaml", "案号: 甲\n".as_bytes());
    assert!(yaml.status.success());
    assert!(String::from_utf8_lossy(&yaml.stdout).starts_with("{\"Ok\":[["));
    let odd = asked("workbook", b"no workbook");
    assert!(odd.status.success());
    assert!(String::from_utf8_lossy(&odd.stdout).contains("不是可以读取的Excel文件"));
    assert_eq!(asked("look-png", b"\x89PNG\r\n\x1a\n").stdout, b"\"unreadable\"");
    assert_eq!(asked("draw-png", b"none").stdout, b"");
    assert_eq!(asked("everything", b"").status.code(), Some(64));
}

#[test]
fn help_does_not_name_the_reader() {
    let help = Command::new(env!("CARGO_BIN_EXE_zhifa")).arg("--help").output().unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(help.contains("serve") && !help.contains("parse"), "{help}");
}

/// Before a reader reads anything it may open no file, start nothing, gain no right, and make
/// none but a few calls.
#[cfg(target_os = "linux")]
#[test]
fn a_reader_gives_up_what_it_does_not_need_before_it_reads() {
    let mut reader = reader("look-png");
    let about = |what: &str| {
        std::fs::read_to_string(format!("/proc/{}/{what}", reader.id())).unwrap_or_default()
    };
    let begun = Instant::now();
    while !about("status").contains("Seccomp:\t2") {
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", about("status"));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(about("status").contains("NoNewPrivs:\t1"));
    let limits = about("limits");
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_at(name.len()).1.split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(limit("Max open files"), "3");
    assert_eq!(limit("Max file size"), "0");
    assert_eq!(limit("Max processes"), "0");
    assert_eq!(limit("Max cpu time"), "4");
    assert_eq!(limit("Max core file size"), "0");
    assert!(limit("Max address space").parse::<u64>().unwrap() < 8 << 30);
    assert!(about("environ").is_empty());
    drop(reader.stdin.take());
    let mut answer = String::new();
    reader.stdout.take().unwrap().read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "\"unreadable\"");
    assert!(reader.wait().unwrap().success());
}
