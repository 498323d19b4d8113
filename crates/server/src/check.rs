//! `zhifa verify` and `zhifa rebuild`.

use std::io::Write as _;
use std::process::ExitCode;

use app::verify::{Anchor, Finding, Options, Report};
use app::{Fault, StartError};

use crate::cli::{DataPlace, VerifyArgs};
use crate::failed;

/// The command line names no data.
const USAGE: u8 = 64;
/// The storage cannot be read.
const CORRUPT: u8 = 3;

/// Verifies the record and says what it found, a line each.
pub async fn verify(args: VerifyArgs) -> ExitCode {
    let mut anchors = Vec::new();
    for path in &args.anchors {
        match Anchor::read(path) {
            Ok(read) => anchors.extend(read),
            Err(error) => {
                eprintln!("zhifa: 存证头 {} 无法读取", path.display());
                failed(&error);
                return ExitCode::from(USAGE);
            }
        }
    }
    let options = Options {
        blobs: !args.no_blobs,
        fresh: args.fresh,
        keys: args.keys,
        anchors,
        bureaus: args.bureau,
        witnesses: args.witness,
    };
    let json = args.json;
    let mut tell = |finding: &Finding| say(json, finding, &finding.to_string());
    match app::verify::verify(&args.data.config(), options, &mut tell).await {
        Ok(report) => {
            say(json, &report, &summary(&report));
            ExitCode::from(report.exit_code())
        }
        Err(error @ StartError::NoData(_)) => {
            failed(&error);
            ExitCode::from(USAGE)
        }
        Err(error @ StartError::Fault(Fault::Store(_))) => {
            failed(&error);
            ExitCode::from(CORRUPT)
        }
        Err(error) => failed(&error),
    }
}

/// Makes the read tables again.
pub async fn rebuild(args: DataPlace) -> ExitCode {
    match app::rebuild(&args.config()).await {
        Ok(rebuilt) => {
            println!("已由 {} 个案卷重新生成 {} 行查询表。", rebuilt.streams, rebuilt.rows);
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

fn say(json: bool, value: &impl serde::Serialize, words: &str) {
    let line =
        if json { serde_json::to_string(value).unwrap_or_default() } else { words.to_owned() };
    // Whoever closed the other end wants no more lines; the exit code still tells.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// What was looked at, in one sentence.
fn summary(report: &Report) -> String {
    let Report { events, streams, openings, rows, blobs, numbers, checkpoints, anchors, .. } =
        report;
    let looked = format!(
        "核对 {events} 条事件、{streams} 个案卷、{openings} 项个人信息、{rows} 行查询表、\
         {blobs} 个证据文件、{numbers} 个文号、{checkpoints} 个检查点、{anchors} 个外部存证头"
    );
    let head = &report.head;
    let since = report
        .since
        .map(|since| format!("前 {since} 条事件已由上次校验核对，本次只核对新增的。\n"));
    let looked = format!("{}{looked}", since.unwrap_or_default());
    let looked = report.epochs.iter().fold(looked, |words, epoch| format!("{epoch}\n{words}"));
    if report.is_clean() {
        format!("{looked}，全部相符。存证头 {head}。")
    } else {
        format!(
            "{looked}，改动 {} 处，存储损坏 {} 处，与外部存证头冲突 {} 处，不完整 {} 处。存证头 {head}。",
            report.altered, report.corrupt, report.conflicts, report.incomplete
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_whether_all_is_well() {
        let sound = Report { events: 3, head: "#3 ABC".into(), ..Report::default() };
        assert!(summary(&sound).ends_with("全部相符。存证头 #3 ABC。"));
        let altered = Report { altered: 2, ..sound };
        assert!(summary(&altered).contains("改动 2 处"));
    }
}
