//! The way findings take from the passes, which run side by side, to whoever asked for them.

use tokio::sync::mpsc;

use super::finding::Finding;

/// Where a pass puts what it finds.
#[derive(Clone, Debug)]
pub struct Sender(mpsc::UnboundedSender<Finding>);

impl Sender {
    /// Passes a finding on.
    pub fn send(&self, finding: Finding) {
        // Nobody listens any more only when the verification was given up.
        let _ = self.0.send(finding);
    }
}

/// A way and its end.
pub fn channel() -> (Sender, mpsc::UnboundedReceiver<Finding>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Sender(sender), receiver)
}
