//! Serving the pages until somebody asks to stop; what was acknowledged is signed and kept.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use app::App;
use app::mail::Mailing;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::SiteSettings;

use crate::cli::ServeArgs;
use crate::failed;

/// How long requests under way may take after somebody asked to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves a data folder.
pub async fn run(args: ServeArgs) -> ExitCode {
    let public_url = args.public_url.map(|url| url.trim_end_matches('/').to_owned());
    let settings = SiteSettings {
        https: public_url.as_deref().is_some_and(|url| url.starts_with("https://")),
        origin: public_url.clone(),
        tiles: args.tiles,
    };
    let to = args.mail_to;
    let mail = args.mail.zip(args.mail_from).map(|(way, from)| Mailing { way, from, to });
    let config = app::Config {
        mail,
        fonts: args.fonts,
        public_url: public_url.unwrap_or_else(|| format!("http://{}", args.listen)),
        witnesses: args.witness,
        heads: args.heads,
        min_free: args.min_free.saturating_mul(1024 * 1024),
        ..args.data.config()
    };
    let listener = match TcpListener::bind(args.listen).await {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("zhifa: 不能在 {} 上监听，请换一个地址或者停止占用它的程序", args.listen);
            return failed(&error);
        }
    };
    match App::open(config).await {
        Ok(app) => serve(app, listener, settings).await,
        Err(error) => failed(&error),
    }
}

/// Serves an open application on a listener until a signal, then signs the record and closes it.
pub async fn serve(app: App, listener: TcpListener, settings: SiteSettings) -> ExitCode {
    let site = web::site(app.clone(), settings).into_make_service_with_connect_info::<SocketAddr>();
    if let Ok(address) = listener.local_addr() {
        println!("zhifa 已启动：http://{address}");
    }
    let asked = asked_to_stop();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut heard = stopped.clone();
    let server = axum::serve(listener, site).with_graceful_shutdown(async move {
        // A closed channel means that the program ends anyway.
        let _ = heard.wait_for(|stop| *stop).await;
    });
    let mut server = tokio::spawn(server.into_future());
    let outcome = tokio::select! {
        outcome = &mut server => Some(outcome),
        () = asked => None,
    };
    let outcome = if outcome.is_some() {
        outcome
    } else {
        tracing::info!("finishing the requests under way");
        // Nobody left to hear it means that it stopped already.
        let _ = stop.send(true);
        tokio::time::timeout(GRACE, &mut server).await.ok()
    };
    app.close().await;
    match outcome {
        Some(Ok(Err(error))) => failed(&error),
        Some(Err(error)) => failed(&error),
        Some(Ok(Ok(()))) | None => ExitCode::SUCCESS,
    }
}

/// Waits for SIGTERM or Ctrl-C. Both are heard from the call on, not from the first waiting on.
pub fn asked_to_stop() -> impl Future<Output = ()> {
    let heard = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        match heard {
            [Ok(mut interrupted), Ok(mut terminated)] => {
                tokio::select! {
                    _ = interrupted.recv() => {}
                    _ = terminated.recv() => {}
                }
            }
            [Ok(mut one), Err(_)] | [Err(_), Ok(mut one)] => drop(one.recv().await),
            [Err(_), Err(_)] => std::future::pending().await,
        }
    }
}
