//! `zhifa witness` and `zhifa head`: what stands between this record and another past.

use std::process::ExitCode;
use std::sync::Arc;

use app::witness::Witness;
use app::{App, SystemClock};
use tokio::net::TcpListener;

use crate::cli::{HeadArgs, WitnessArgs};
use crate::failed;

/// Serves a witness for the logs that are named.
pub async fn run(args: WitnessArgs) -> ExitCode {
    let mut logs = Vec::new();
    for text in &args.log {
        match text.parse() {
            Ok(key) => logs.push(key),
            Err(error) => {
                eprintln!("zhifa: {text} 不是日志公钥，请从该平台的“审计记录”页抄录");
                return failed(&error);
            }
        }
    }
    let witness = match Witness::open(&args.folder, &args.name, logs, Arc::new(SystemClock)) {
        Ok(witness) => Arc::new(witness),
        Err(error) => return failed(&error),
    };
    let listener = match TcpListener::bind(args.listen).await {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("zhifa: 不能在 {} 上监听，请换一个地址或者停止占用它的程序", args.listen);
            return failed(&error);
        }
    };
    println!("见证方已启动：http://{}", args.listen);
    println!("公钥（请告知被见证的平台）：{}", witness.key());
    let service = axum::serve(listener, web::witness::witness(witness));
    match service.with_graceful_shutdown(crate::serve::asked_to_stop()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Prints the newest signed checkpoint of a data folder, for mail, paper or a stick.
pub async fn head(args: HeadArgs) -> ExitCode {
    let config = args.data.config();
    let note = if args.national {
        App::national_head(&config).await.map(|head| {
            eprintln!("国密日志公钥（请与存证头一并留存）：{}", head.key);
            head.note
        })
    } else {
        App::last_checkpoint(&config).await
    };
    match note {
        Ok(note) => {
            print!("{note}");
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}
