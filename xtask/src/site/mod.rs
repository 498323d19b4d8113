//! The program under test as its own process on loopback, and what it runs on.

pub mod http;
#[cfg(feature = "bench")]
pub mod machine;
pub mod server;

/// What went wrong, in words.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;
