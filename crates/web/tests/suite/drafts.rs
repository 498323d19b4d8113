//! Unfinished answers: saved by the script, seen by nobody else, never part of the record.

use axum::http::Method;
use domain::ids::PersonId;
use testkit::{Answer, Client, TestSite, find_form, hidden_fields};

async fn save(client: &mut Client, key: &str, token: &str, body: &str) -> Answer {
    let headers = [
        ("content-type", "application/json"),
        ("x-zhifa-form", token),
        ("sec-fetch-site", "same-origin"),
    ];
    let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    client.send(Method::POST, &format!("/drafts/{key}"), headers, body.as_bytes().to_vec()).await
}

async fn token(client: &mut Client) -> String {
    let page = client.get("/inbox").await.text;
    let fields = find_form(&page, "/logout").map(hidden_fields).unwrap_or_default();
    let token = fields.into_iter().find(|(name, _)| name == "form_token");
    token.map_or_else(String::new, |(_, value)| value)
}

#[tokio::test]
async fn a_draft_is_kept_for_its_writer_and_not_recorded() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let token = token(&mut client).await;
    let head = site.head().await;
    let body = r#"{"fields":[["words","半截话"],["form_token","secret"]]}"#;
    assert_eq!(save(&mut client, "new-clue", &token, body).await.status, 204);
    assert_eq!(site.head().await, head);

    let of = |login: &str| site.app.people().by_login(login).unwrap().id.clone();
    let kept = site.app.draft(&of("diaodu"), "new-clue").await.unwrap().unwrap();
    assert_eq!(kept.fields, r#"[["words","半截话"]]"#);
    let other: PersonId = of("zd1a");
    assert_eq!(site.app.draft(&other, "new-clue").await.unwrap(), None);
}

#[tokio::test]
async fn a_draft_with_a_wrong_token_a_strange_key_or_no_end_is_not_kept() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let token = token(&mut client).await;
    let fine = r#"{"fields":[]}"#;
    assert_eq!(save(&mut client, "a", "wrong", fine).await.status, 403);
    assert_eq!(save(&mut client, "a%20b", &token, fine).await.status, 400);
    assert_eq!(save(&mut client, &"k".repeat(161), &token, fine).await.status, 400);
    assert_eq!(save(&mut client, "a", &token, "{").await.status, 400);
    let long = format!(r#"{{"fields":[["a","{}"]]}}"#, "字".repeat(100_000));
    assert_eq!(save(&mut client, "a", &token, &long).await.status, 413);
}
