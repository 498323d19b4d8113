//! 本机存证: the heads of the record that this device keeps. The browser does the work; the server
//! only shows the page, for what a server says about itself proves nothing.

use askama::Template;
use axum::response::Response;

use crate::{
    Call, PageError,
    components::{blocks::PageHead, shell::Shell, text::Link},
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

const HERE: &str = "/tools/heads";

#[derive(Template)]
#[template(path = "tools/heads.html")]
pub struct HeadsPage {
    pub shell: Shell,
    pub head: PageHead,
}

/// `GET /tools/heads`
pub async fn heads(call: Call) -> Result<Response, PageError> {
    show(&page(call.shell(HERE, Vec::<Link>::new(), "本机存证").await?))
}

fn page(shell: Shell) -> HeadsPage {
    HeadsPage { shell, head: PageHead::new("本机存证", "在这台设备上核对存证记录") }
}

/// The page with invented contents.
pub fn samples() -> Vec<Sample> {
    let shell = sample_shell(HERE, "本机存证");
    vec![Sample::of("heads", &page(shell))]
}
