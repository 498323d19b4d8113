//! The demo county on a port of this machine, its time moved from outside, for the browser stories.
//!
//! `stage 127.0.0.1:18090` prints its address when it listens. Each line that it then reads is a
//! number of minutes to pass, answered by the moment it has become; it ends with its input.
#![expect(clippy::expect_used, reason = "a tool of the tests")]

use std::io::BufRead as _;
use std::net::SocketAddr;

use app::Clock as _;
use testkit::TestSite;
use web::SiteSettings;

#[tokio::main]
async fn main() {
    let address = std::env::args().nth(1).expect("an address, such as 127.0.0.1:18090");
    let site = TestSite::open_in_print().await;
    let listener = tokio::net::TcpListener::bind(&address).await.expect("the address is free");
    println!("{address} {}", testkit::PASSWORD);
    let pages = web::site(site.app.clone(), SiteSettings::default());
    let pages = pages.into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, pages).await });
    let clock = site.clock.clone();
    let moved = tokio::task::spawn_blocking(move || {
        for line in std::io::stdin().lock().lines() {
            let minutes = line.expect("a line").trim().parse().expect("a number of minutes");
            clock.pass_minutes(minutes);
            println!("{}", clock.now());
        }
    });
    moved.await.expect("the input is read to its end");
    server.abort();
    site.app.close().await;
}
