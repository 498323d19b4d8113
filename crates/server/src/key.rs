//! `zhifa key rotate`: the record goes on with another signing key, over a statement of both.

use std::process::ExitCode;

use app::rotation::{self, Done};

use crate::cli::DataPlace;
use crate::failed;

/// Changes the key and says what is to be done with the old and the new one.
pub async fn rotate(data: DataPlace, reason: &str) -> ExitCode {
    match rotation::rotate(data.config(), reason).await {
        Ok(Done { rotation, old_key }) => {
            println!("日志密钥已更换，自第 {} 条事件起由新密钥签名。", rotation.head.size);
            println!("原公钥：{}", rotation.from);
            println!("新公钥（请公布，并告知留存存证头的人）：{}", rotation.to);
            println!(
                "原密钥移到 {}，不再使用；请与新密钥一并另行备份后从这里移走。",
                old_key.display()
            );
            println!("见证方在下次联署时凭换钥声明自动改用新公钥。");
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}
