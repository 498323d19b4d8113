//! What the program tells whoever runs it, on standard error; no personal data goes there.

use tracing_subscriber::EnvFilter;

/// Starts logging; `RUST_LOG` chooses what is told.
pub fn start() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,app=info,web=info,server=info,zhifa=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
