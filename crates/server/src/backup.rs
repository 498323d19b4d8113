//! `zhifa backup` and `zhifa restore`.

use std::process::ExitCode;

use crate::cli::{BackupArgs, RestoreArgs};
use crate::failed;

/// Copies the data folder and says what the copy holds.
pub async fn backup(args: BackupArgs) -> ExitCode {
    let wanted = app::Wanted { keys: !args.no_keys, after: args.after.as_deref() };
    match app::backup(&args.data.config(), &args.target, wanted).await {
        Ok(label) => {
            println!(
                "已备份到 {}：{} 条事件、{} 个文件（与上一份共用 {} 个），存证头 {}，副本已通过校验。",
                args.target.display(),
                label.events,
                label.files,
                label.shared,
                label.head
            );
            println!("{}", keys_line(label.keys));
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

/// Puts a copy back into an empty data folder.
pub async fn restore(args: RestoreArgs) -> ExitCode {
    match app::restore(&args.from, &args.data.config()).await {
        Ok((label, report)) => {
            println!(
                "已恢复 {} 备份的 {} 条事件、{} 个文件，存证头 {}。",
                label.taken_at, report.events, label.files, report.head
            );
            if !label.keys {
                println!(
                    "备份中没有密钥：请把妥善保管的 keys 目录放回数据目录，再运行 zhifa verify。"
                );
            }
            ExitCode::from(report.exit_code())
        }
        Err(error) => failed(&error),
    }
}

fn keys_line(keys: bool) -> &'static str {
    if keys {
        "副本中含有密钥，请像保管公章一样保管副本。"
    } else {
        "副本中没有密钥，请另行保管 keys 目录；没有密钥无法读出个人信息。"
    }
}
