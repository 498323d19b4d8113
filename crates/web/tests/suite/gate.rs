//! Forms of other sites, headers on every answer, and the pages of errors.

use axum::http::Method;
use testkit::{Answer, Client, TestSite};
use web::routes;

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(client: &mut Client, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    client.send(Method::POST, path, headers, body.as_bytes().to_vec()).await
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_at_every_address() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let head = site.head().await;
    let strange: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example")],
        &[("origin", "http://sub.zhifa.test")],
        &[("origin", "null")],
        &[],
    ];
    for knock in routes().iter().filter(|knock| knock.method == "POST") {
        let path = knock.path.replace(['{', '}'], "");
        for extra in strange {
            let headers = [&[("content-type", FORM)], extra].concat();
            let answer = send(&mut client, &path, &headers, "form_token=x").await;
            assert_eq!(answer.status, 403, "{} {extra:?}", knock.path);
        }
    }
    assert_eq!(site.head().await, head);
}

#[tokio::test]
async fn a_browser_without_fetch_headers_is_known_by_its_origin() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let body = client.filled("/inbox", "/logout", &[]).await;
    let headers = [("content-type", FORM), ("origin", "http://zhifa.test")];
    assert_eq!(send(&mut client, "/logout", &headers, &body).await.status, 303);
}

#[tokio::test]
async fn a_body_that_no_form_has_is_refused() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    for kind in ["text/plain", "application/xml", ""] {
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin")];
        let answer = send(&mut client, "/logout", &headers, "form_token=x").await;
        answer.expect(415).says("不支持的提交格式");
    }
    client.get("/inbox").await.expect(200);
}

#[tokio::test]
async fn words_beyond_two_megabytes_are_refused() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let body = format!("a={}", "x".repeat(2 * 1024 * 1024));
    client.post_raw("/logout", &body).await.expect(413).says("内容太大");
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let mut answers = Vec::new();
    for path in ["/inbox", "/healthz", "/login", "/nowhere", "/logout", "/static/x/y"] {
        answers.push((path, client.get(path).await));
    }
    answers.push(("wrong form", client.post_raw("/logout", "").await));
    for (path, answer) in answers {
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        assert!(answer.header("strict-transport-security").is_empty(), "{path}");
    }
    let page = client.get("/inbox").await;
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn errors_are_pages_in_chinese_with_a_way_back() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    client.get("/nowhere").await.expect(404).says("没有找到").says("返回工作台");
    client.get("/logout").await.expect(405).says("不能这样打开");
    client.get("/audit").await.expect(403).says("审计管理员").says("周慧敏");
    client.post_raw("/logout", "form_token=x").await.expect(403).says("页面已经失效");
    let refused = client.send(Method::PUT, "/inbox", vec![], vec![]).await;
    assert!([403, 405].contains(&refused.status));
}

#[tokio::test]
async fn words_of_the_address_are_never_markup() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    for path in ["/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/login?next=%22%3E%3Cscript%3E"] {
        let answer = client.get(path).await;
        assert!(!answer.text.contains("<script>alert"), "{path}");
        assert!(!answer.text.contains("\"><script>"), "{path}");
    }
}

#[tokio::test]
async fn a_script_is_told_in_a_status_that_nobody_is_signed_in() {
    let site = TestSite::open().await;
    let mut nobody = site.nobody();
    let headers = [
        ("content-type", "application/json"),
        ("x-zhifa-form", "x"),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = send(&mut nobody, "/drafts/a", &headers, r#"{"fields":[]}"#).await;
    assert_eq!(answer.status, 401);
}
