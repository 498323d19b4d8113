//! The machine, the day and the command that figures belong to.

use std::path::Path;

use app::Clock as _;

use super::Trouble;

/// What figures must be read with.
pub fn describe(root: &Path, words: &[String]) -> Result<Vec<(String, String)>, Trouble> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = field(&cpu, "model name").unwrap_or("unknown");
    let cores = std::thread::available_parallelism()?;
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let kib = field(&memory, "MemTotal").and_then(|text| text.split(' ').next()?.parse().ok());
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let load = std::fs::read_to_string("/proc/loadavg")?;
    let revision = std::process::Command::new("git")
        .args(["rev-parse", "--short", "HEAD"])
        .current_dir(root)
        .output()?;
    let revision = String::from_utf8_lossy(&revision.stdout).trim().to_owned();
    let line = |name: &str, value: String| (name.to_owned(), value);
    Ok(vec![
        line("命令 command", format!("./run bench {}", words.join(" ")).trim_end().to_owned()),
        line("时间 time", app::SystemClock.now().to_string()),
        line("版本 revision", revision),
        line("处理器 CPU", format!("{model}，{cores} 核 cores")),
        line("内存 memory", format!("{} MiB", kib.unwrap_or(0_u64) / 1024)),
        line("系统 kernel", kernel.trim().to_owned()),
        line("开始时的负载 load average at the start", load.trim().to_owned()),
        line("同步 durability", "每组提交都落盘 synchronous=FULL；客户端在同一台机器上".to_owned()),
    ])
}

/// The resident memory of a process, in KiB.
pub fn resident_kib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    field(&status, "VmRSS")?.split(' ').next()?.parse().ok()
}

/// The value of the first `name : value` line.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "VmPeak:\t  9 kB\nVmRSS:\t  4711 kB\n";
        assert_eq!(field(text, "VmRSS"), Some("4711 kB"));
        assert_eq!(field(text, "Vm"), None);
        assert!(resident_kib(std::process::id()).is_some_and(|kib| 0 < kib));
    }
}
