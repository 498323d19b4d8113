//! Knocks at every address of the table as nobody, as an officer of another unit and as a
//! suspended officer. Nothing opens, and nothing is learnt.

use testkit::TestSite;
use web::{Door, Knock, routes};

/// A real-looking id that names nothing.
const NO_ID: &str = "01JZZZZZZZZZZZZZZZZZZZZZZZ";

/// The address with every place filled by an id that names nothing.
fn filled(knock: &Knock) -> String {
    let parts = knock.path.split('/').map(|part| {
        if !part.starts_with('{') {
            part
        } else if part == "{kind}" {
            "case"
        } else {
            NO_ID
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

fn desk() -> Vec<Knock> {
    routes().into_iter().filter(|knock| knock.door == Door::Desk).collect()
}

#[test]
fn every_address_stands_once_in_the_table() {
    let mut seen = std::collections::BTreeSet::new();
    for knock in routes() {
        assert!(seen.insert((knock.method.to_string(), knock.path)), "{knock:?} stands twice");
    }
    assert!(seen.len() > 10);
}

#[test]
fn only_public_acts_stand_at_open_doors() {
    use domain::policy::{Act, rule_for};
    for knock in routes().iter().filter(|knock| knock.door == Door::Open) {
        let fits = rule_for(knock.act).public || knock.act == Act::UseAccount;
        assert!(fits, "{} is open with {:?}", knock.path, knock.act);
    }
}

#[tokio::test]
async fn nobody_is_led_to_the_sign_in_page_from_every_desk_address() {
    let site = TestSite::open().await;
    let head = site.head().await;
    for knock in desk() {
        let mut nobody = site.nobody();
        let answer = if knock.method == "GET" {
            nobody.get(&filled(&knock)).await
        } else {
            nobody.post_raw(&filled(&knock), "form_token=x").await
        };
        assert_eq!(answer.status, 303, "{} {}: {}", knock.method, knock.path, answer.text);
        assert!(answer.location().starts_with("/login"), "{} {}", knock.method, knock.path);
    }
    assert_eq!(site.head().await, head);
}

#[tokio::test]
async fn a_suspended_officer_is_nobody() {
    let site = TestSite::open().await;
    let officer = site.sign_in("banana").await;
    site.suspend("banana").await;
    let head = site.head().await;
    for knock in desk() {
        let mut client = site.nobody();
        client.steal(&officer);
        let answer = if knock.method == "GET" {
            client.get(&filled(&knock)).await
        } else {
            client.post_raw(&filled(&knock), "form_token=x").await
        };
        assert_eq!(answer.status, 303, "{} {}", knock.method, knock.path);
    }
    assert_eq!(site.head().await, head);
}

#[tokio::test]
async fn a_thing_that_is_not_there_is_absent_or_denied_for_every_post() {
    let site = TestSite::open().await;
    for login in ["zd4a", "banana", "jiandu", "xitong", "shenji"] {
        let mut client = site.sign_in(login).await;
        let head = site.head().await;
        for knock in desk().iter().filter(|knock| knock.path.contains('{')) {
            let answer = client.get(&filled(knock)).await;
            let closed = [303, 403, 404, 405].contains(&answer.status);
            assert!(closed, "{login} {} {}: {}", knock.method, knock.path, answer.status);
            assert!(!answer.text.contains(NO_ID) || answer.status == 404, "{}", knock.path);
        }
        assert_eq!(site.head().await, head, "{login}");
    }
}

#[tokio::test]
async fn no_page_that_is_looked_at_leaves_a_trace_in_the_record() {
    let site = TestSite::open().await;
    for login in ["diaodu", "zd1ling", "banana", "shenhea", "juzhang", "jiandu", "anquan"] {
        let mut client = site.sign_in(login).await;
        let head = site.head().await;
        for knock in routes().iter().filter(|knock| knock.method == "GET") {
            let answer = client.get(&filled(knock)).await;
            assert!(answer.status < 500, "{login} {}: {}", knock.path, answer.text);
        }
        assert_eq!(site.head().await, head, "{login}");
    }
}

#[tokio::test]
async fn a_post_without_the_token_of_the_session_is_refused_everywhere() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("banana").await;
    let head = site.head().await;
    for knock in desk().iter().filter(|knock| knock.method == "POST") {
        for body in ["", "form_token=", "form_token=wrong"] {
            let answer = client.post_raw(&filled(knock), body).await;
            let refused = [403, 404, 415].contains(&answer.status);
            assert!(refused, "{} {body}: {}", knock.path, answer.status);
        }
    }
    assert_eq!(site.head().await, head);
}
