//! The server as its own process, on a free port of loopback.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::http::Http;
use super::{Trouble, machine};

/// How long a start may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub host: String,
    peak: u64,
}

/// The release binary that `./run bench` has built.
pub fn binary(root: &Path) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("release/zhifa")
}

impl Server {
    /// Starts the server and waits until it answers.
    pub async fn start(root: &Path, data: &Path) -> Result<Self, Trouble> {
        let free = std::net::TcpListener::bind("127.0.0.1:0")?;
        let host = free.local_addr()?.to_string();
        drop(free);
        let child = Command::new(binary(root))
            .args(["serve", "--listen", &host, "--data"])
            .arg(data)
            .arg("--fonts")
            .arg(root.join("assets/vendor/fonts"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { child, host, peak: 0 };
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server did not start: {status}").into());
            }
            if server.answers().await {
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err("the server does not answer".into())
    }

    async fn answers(&self) -> bool {
        let Ok(mut http) = Http::connect(&self.host).await else { return false };
        http.get("/healthz").await.is_ok_and(|reply| reply.status == 200)
    }

    /// Its resident memory now, in words.
    pub fn resident(&mut self) -> Result<String, Trouble> {
        let kib = machine::resident_kib(self.child.id()).ok_or("the server is gone")?;
        self.peak = self.peak.max(kib);
        Ok(format!("{} MiB", kib / 1024))
    }

    /// The most memory that was seen, in words.
    pub fn peak(&self) -> String {
        format!("{} MiB", self.peak / 1024)
    }

    /// Asks it to stop and waits until it has.
    pub async fn stop(mut self) -> Result<(), Trouble> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                return if status.success() {
                    Ok(())
                } else {
                    Err(format!("the server ended with {status}").into())
                };
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("the server does not stop".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
