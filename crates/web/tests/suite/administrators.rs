//! The three administrators, each doing their own part and refused the others'.

use testkit::TestSite;

/// The id of a person by login.
fn id(site: &TestSite, login: &str) -> String {
    site.app.people().by_login(login).unwrap().id.to_string()
}

#[tokio::test]
async fn an_account_is_opened_by_one_administrator_and_given_its_post_by_another() {
    let site = TestSite::open().await;
    let mut system = site.sign_in("xitong").await;
    let form = [("name", "【演示】新来某"), ("login", "xinlai"), ("unit", "zd1")];
    let opened = system.post("/people/new", &form).await;
    opened.expect(303);
    let page = opened.location().to_owned();
    system.get(&page).await.expect(200).says("【演示】新来某").says("由安全管理员办理。");
    system.get(&format!("{page}/grant-role")).await.expect(403).says("安全管理员");

    let mut security = site.sign_in("anquan").await;
    security.get("/people/new").await.expect(403).says("系统管理员");
    let grant = format!("{page}/grant-role");
    security.post(&grant, &[("role", "squad-officer")]).await.expect(303);
    let record = format!("{page}/record-credential");
    let wrong =
        [("number", "演示-9001"), ("valid_from", "2026-12-31"), ("valid_until", "2026-01-01")];
    security.post(&record, &wrong).await.expect(422).says("起止日期颠倒");
    let right =
        [("number", "演示-9001"), ("valid_from", "2026-01-01"), ("valid_until", "2028-12-31")];
    security.post(&record, &right).await.expect(303);
    security.get(&page).await.says("中队执法人员").says("演示-9001 有效").says("授予岗位");
    let withdraw = format!("{page}/withdraw-role");
    security.post(&withdraw, &[("role", "squad-officer")]).await.expect(303);
    let person = site.app.people().by_login("xinlai").cloned().unwrap();
    assert!(person.roles.is_empty() && person.credential.is_some());
}

#[tokio::test]
async fn posts_of_administrators_are_not_combined_and_the_refusal_says_what_to_do() {
    let site = TestSite::open().await;
    let mut security = site.sign_in("anquan").await;
    for (login, role) in
        [("xitong", "audit-admin"), ("banana", "system-admin"), ("shenji", "case-handler")]
    {
        let page = format!("/people/{}/grant-role", id(&site, login));
        let answer = security.post(&page, &[("role", role)]).await;
        answer.expect(422).says("ORG-017").says("没有办成").says("请为管理员岗位另设账户。");
    }
    let page = format!("/people/{}/grant-role", id(&site, "banana"));
    security.post(&page, &[("role", "emperor")]).await.expect(422).says("请从列出的岗位中选择。");
    security.post(&page, &[("role", "")]).await.expect(422).says("请填写“岗位”。");
}

#[tokio::test]
async fn a_login_is_used_once_and_written_plainly() {
    let site = TestSite::open().await;
    let mut system = site.sign_in("xitong").await;
    let taken = [("name", "【演示】某"), ("login", "banana"), ("unit", "zd1")];
    system.post("/people/new", &taken).await.expect(422).says("这个登录名已被使用。");
    let odd = [("name", "【演示】某"), ("login", "中 文"), ("unit", "nowhere")];
    system.post("/people/new", &odd).await.expect(422).says("登录名只能用字母");
    let nowhere = [("name", "【演示】某"), ("login", "abc"), ("unit", "nowhere")];
    system.post("/people/new", &nowhere).await.expect(422).says("没有这个单位。");
}

#[tokio::test]
async fn an_initial_password_is_shown_once_and_must_be_changed() {
    let site = TestSite::open().await;
    let mut system = site.sign_in("xitong").await;
    let page = format!("/people/{}/give-password", id(&site, "zd1a"));
    let given = system.post(&page, &[]).await;
    given.expect(200).says("只显示这一次");
    assert_eq!(given.header("cache-control"), "no-store");
    let (_, rest) = given.text.split_once("once-password\">").unwrap();
    let password = rest.split('<').next().unwrap();
    assert!(!system.get(&page).await.text.contains(password));
    let mut officer = site.nobody();
    let form = [("login", "zd1a"), ("password", password)];
    officer.post("/login", &form).await.expect(303);
    assert_eq!(officer.get("/inbox").await.expect(303).location(), "/account/password");
}

#[tokio::test]
async fn a_suspended_person_is_out_at_once_and_nobody_suspends_themselves() {
    let site = TestSite::open().await;
    let mut system = site.sign_in("xitong").await;
    let mut officer = site.sign_in("zd1a").await;
    officer.get("/inbox").await.expect(200);
    let page = format!("/people/{}", id(&site, "zd1a"));
    let suspend = format!("{page}/suspend");
    system.post(&suspend, &[("reason", "")]).await.expect(422).says("请填写“停用原因”。");
    system.post(&suspend, &[("reason", "调离")]).await.expect(303);
    officer.get("/inbox").await.expect(303);
    system.get("/people?state=suspended").await.expect(200).says("zd1a").says("符合条件的1人");
    system.post_from(&page, &format!("{page}/reinstate"), &[]).await.expect(303);
    site.sign_in("zd1a").await.get("/inbox").await.expect(200);
    let own = format!("/people/{}/suspend", id(&site, "xitong"));
    system.post(&own, &[("reason", "试试")]).await.expect(422).says("不能停用自己的账户。");
}

#[tokio::test]
async fn the_auditor_reads_the_whole_record_and_changes_nothing() {
    let site = TestSite::open().await;
    site.app.checkpoint().await.unwrap();
    let mut auditor = site.sign_in("shenji").await;
    let page = auditor.get("/audit").await;
    page.expect(200).says("设置口令").says("根哈希").says(&site.app.log_key()).says("zhifa verify");
    let head = site.app.record_head().await.unwrap();
    page.says(&format!(">{}<", head.size));
    // what=登录
    let signed_in = auditor.get("/audit?kind=person&what=%E7%99%BB%E5%BD%95").await;
    signed_in.expect(200).says("person.signed-in");
    assert!(!signed_in.text.contains("person.password-set"));
    auditor.get("/audit?kind=case").await.expect(200).says("没有符合条件的记录");
    let older = auditor.get("/audit?before=3").await;
    older.expect(200);
    assert_eq!(older.text.matches("data-label=\"序号\"").count(), 3);
    for before in ["-5", "999999999", "0"] {
        auditor.get(&format!("/audit?before={before}")).await.expect(200);
    }
    auditor.get("/people").await.expect(200);
    let person = format!("/people/{}", id(&site, "banana"));
    auditor.get(&person).await.expect(200).says("由系统管理员办理。");
    for act in ["suspend", "grant-role", "give-password", "record-credential"] {
        auditor.get(&format!("{person}/{act}")).await.expect(403);
    }
    for login in ["xitong", "anquan", "jiandu", "banana"] {
        site.sign_in(login).await.get("/audit").await.expect(403).says("审计管理员");
    }
    site.sign_in("banana").await.get("/people").await.expect(403);
}
