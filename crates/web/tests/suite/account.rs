//! Signing in and out, locks, initial passwords and the life of a session.

use testkit::{PASSWORD, TestSite};

#[tokio::test]
async fn a_person_signs_in_and_lands_where_they_wanted_to_go() {
    let site = TestSite::open().await;
    let mut client = site.nobody();
    assert_eq!(client.get("/").await.location(), "/inbox");
    client.get("/login").await.expect(200).says("href=\"/portal\"");
    let answer = client.get("/search?q=a").await;
    assert_eq!((answer.status, answer.location()), (303, "/login?next=%2Fsearch%3Fq%3Da"));
    let answer = client
        .post_from(
            "/login?next=%2Fsearch%3Fq%3Da",
            "/login",
            &[("login", "diaodu"), ("password", PASSWORD)],
        )
        .await;
    assert_eq!((answer.status, answer.location()), (303, "/search?q=a"));
    client.get("/search?q=a").await.expect(200).says("周慧敏");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let site = TestSite::open_secure().await;
    let mut client = site.nobody();
    let form = [("login", "diaodu"), ("password", PASSWORD)];
    let answer = client.post("/login", &form).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-zhifa="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let site = TestSite::open().await;
    let wrong = site.nobody().post("/login", &[("login", "diaodu"), ("password", "x")]).await;
    let unknown = site.nobody().post("/login", &[("login", "meiyou"), ("password", "x")]).await;
    assert_eq!((wrong.status, unknown.status), (422, 422));
    wrong.says("登录名或者口令不正确");
    assert_eq!(wrong.text.replace("diaodu", ""), unknown.text.replace("meiyou", ""));
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour() {
    let site = TestSite::open().await;
    let mut client = site.nobody();
    for _ in 0..5 {
        client.post("/login", &[("login", "diaodu"), ("password", "x")]).await.expect(422);
    }
    let right = [("login", "diaodu"), ("password", PASSWORD)];
    client.post("/login", &right).await.expect(429).says("锁定15分钟");
    site.clock.pass_minutes(16);
    client.post("/login", &right).await.expect(303);
}

#[tokio::test]
async fn a_copied_cookie_is_worth_nothing_after_signing_out() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let mut thief = site.nobody();
    thief.steal(&client);
    thief.get("/inbox").await.expect(200);
    client.post_from("/inbox", "/logout", &[]).await.expect(303);
    assert!(client.cookies().is_empty());
    thief.get("/inbox").await.expect(303);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_use() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    site.clock.pass_minutes(29);
    client.get("/inbox").await.expect(200);
    site.clock.pass_minutes(31);
    client.get("/inbox").await.expect(303);
}

#[tokio::test]
async fn suspension_takes_effect_on_the_next_request() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    client.get("/inbox").await.expect(200);
    site.suspend("diaodu").await;
    client.get("/inbox").await.expect(303);
}

#[tokio::test]
async fn an_initial_password_must_be_changed_before_anything_else() {
    let site = TestSite::open().await;
    site.give_initial_password("diaodu", "first-password").await;
    let mut client = site.nobody();
    client.post("/login", &[("login", "diaodu"), ("password", "first-password")]).await.expect(303);
    assert_eq!(client.get("/inbox").await.location(), "/account/password");
    client.get("/account/password").await.expect(200).says("初始口令");

    let short = [("old", "first-password"), ("new", "short"), ("again", "short")];
    client.post("/account/password", &short).await.expect(422).says("少于10个字符");
    let uneven = [("old", "first-password"), ("new", "long-enough-1"), ("again", "long-enough-2")];
    client.post("/account/password", &uneven).await.expect(422).says("两次输入的新口令不一致");
    let wrong = [("old", "not-it"), ("new", "long-enough-1"), ("again", "long-enough-1")];
    client.post("/account/password", &wrong).await.expect(422).says("原口令不正确");

    let before = client.cookies().to_vec();
    let right = [("old", "first-password"), ("new", "long-enough-1"), ("again", "long-enough-1")];
    client.post("/account/password", &right).await.expect(303);
    assert_ne!(client.cookies(), before, "the session is a new one");
    client.get("/inbox").await.expect(200);
}

#[tokio::test]
async fn no_answer_of_a_form_for_passwords_repeats_one() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let pairs = [("old", "SECRET-ONE"), ("new", "SECRET-TWO-22"), ("again", "SECRET-TWO-22")];
    let answer = client.post("/account/password", &pairs).await;
    answer.expect(422);
    assert!(!answer.text.contains("SECRET"));
}

#[tokio::test]
async fn a_person_sees_their_own_account() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("zd1guoqi").await;
    client.get("/account").await.expect(200).says("赵逾期").says("不在有效期内");
}
