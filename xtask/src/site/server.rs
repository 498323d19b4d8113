//! The server as its own process, on a free port of loopback.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Trouble;
use super::http::Http;

/// How long a start may take before it counts as failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub host: String,
    #[cfg(feature = "bench")]
    peak: u64,
}

/// The program that was built together with this one.
pub fn binary() -> Result<PathBuf, Trouble> {
    let own = std::env::current_exe()?;
    Ok(own.parent().ok_or("this program has no folder")?.join("zhifa"))
}

/// What is started, and how.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The program and what stands before its own words, such as another program that starts it.
    pub program: Vec<String>,
    /// The folder with the fonts.
    pub fonts: PathBuf,
    /// What the program finds in its environment besides ours.
    pub environment: Vec<(String, String)>,
}

impl Launch {
    /// The program as it was built, with the fonts of the repository.
    pub fn plain(root: &Path, program: &Path) -> Self {
        Self {
            program: vec![program.display().to_string()],
            fonts: root.join("assets/vendor/fonts"),
            environment: Vec::new(),
        }
    }
}

impl Server {
    /// Starts the server and waits until it answers.
    pub async fn start(launch: &Launch, data: &Path) -> Result<Self, Trouble> {
        Self::start_with(launch, data, &[]).await
    }

    /// Starts the server with more words, and waits until it answers.
    pub async fn start_with(
        launch: &Launch,
        data: &Path,
        words: &[String],
    ) -> Result<Self, Trouble> {
        let free = std::net::TcpListener::bind("127.0.0.1:0")?;
        let host = free.local_addr()?.to_string();
        drop(free);
        let (program, before) = launch.program.split_first().ok_or("nothing to start")?;
        let child = Command::new(program)
            .args(before)
            .args(["serve", "--listen", &host, "--data"])
            .arg(data)
            .arg("--fonts")
            .arg(&launch.fonts)
            .args(words)
            .envs(launch.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self {
            child,
            host,
            #[cfg(feature = "bench")]
            peak: 0,
        };
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

    /// Its number as a process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, as a power switch would; it can do nothing more.
    pub fn kill(mut self) -> Result<(), Trouble> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
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

#[cfg(feature = "prove")]
impl Server {
    /// Lets it come to rest, forgets what it took at most so far, and gives what it takes, in KiB.
    pub async fn settle(&self) -> Result<u64, Trouble> {
        tokio::time::sleep(Duration::from_secs(1)).await;
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5")?;
        self.most_resident()
    }

    /// The most resident memory since then, in KiB.
    pub fn most_resident(&self) -> Result<u64, Trouble> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().split(' ').next()).ok_or("no such line")?;
        Ok(kib.parse()?)
    }
}

#[cfg(feature = "bench")]
impl Server {
    /// Its resident memory now, in words.
    pub fn resident(&mut self) -> Result<String, Trouble> {
        let kib = super::machine::resident_kib(self.child.id()).ok_or("the server is gone")?;
        self.peak = self.peak.max(kib);
        Ok(format!("{} MiB", kib / 1024))
    }

    /// The most memory that was seen, in words.
    pub fn peak(&self) -> String {
        format!("{} MiB", self.peak / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
