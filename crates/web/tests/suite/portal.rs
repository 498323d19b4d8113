//! The portal as a citizen walks it: without an account, without a cookie, without a script.

use axum::http::Method;
use domain::{
    Command, StreamId,
    cases::{self, Case, Publication, Standing},
    documents::Print,
    ids::{CaseId, CommandId},
    party::PartyKind,
    policy::Role,
};
use testkit::{Client, TestSite};

const REPORT: [(&str, &str); 5] = [
    ("category", "其他"),
    ("words", "货车一路抛洒砂石，路面全是碎石。"),
    ("town", "huji"),
    ("place", "示例路3公里处"),
    ("contact", "13800001234"),
];

/// The number on a receipt.
fn number(receipt: &str) -> String {
    let (_, rest) = receipt.split_once("回执号（连写）：").expect("a receipt");
    rest.split('　').next().unwrap().to_owned()
}

async fn look_up(client: &mut Client, receipt: &str) -> testkit::Answer {
    client.post("/portal/progress", &[("receipt", receipt)]).await
}

#[tokio::test]
async fn a_report_gets_a_receipt_and_the_receipt_tells_the_progress() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let receipt = citizen.post("/portal/report", &REPORT).await;
    receipt.expect(200).says("请记下回执号").says("胡集镇");
    let number = number(&receipt.text);
    assert_eq!(number.len(), 20, "{number}");
    let progress = look_up(&mut citizen, &number).await;
    progress.expect(200).says("待派单").says("2026年3月9日受理。");
    for secret in ["13800001234", "抛洒砂石"] {
        assert!(!progress.text.contains(secret), "{secret} is not for whoever holds the number");
    }
    let in_groups = number.to_ascii_lowercase();
    let (head, tail) = in_groups.split_at(4);
    look_up(&mut citizen, &format!("{head} {tail}")).await.expect(200).says("待派单");
    assert!(citizen.cookies().is_empty(), "the portal sets no cookie");
}

#[tokio::test]
async fn a_report_sent_twice_is_received_once_and_gets_the_same_receipt() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let body = citizen.filled("/portal/report", "/portal/report", &REPORT).await;
    let before = site.head().await;
    let first = citizen.post_raw("/portal/report", &body).await;
    let second = citizen.post_raw("/portal/report", &body).await;
    assert_eq!(number(&first.expect(200).text), number(&second.expect(200).text));
    assert_eq!(site.head().await, before + 1);
    let changed = body.replace("huji", "buji");
    let third = citizen.post_raw("/portal/report", &changed).await;
    third.expect(422).says("DOOR-001").says("货车一路抛洒砂石");
    assert_eq!(site.head().await, before + 1);
}

#[tokio::test]
async fn what_is_missing_is_said_at_once_and_what_was_written_is_kept() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let before = site.head().await;
    let form = [("category", "其他"), ("words", ""), ("town", "huji"), ("contact", "留言在此")];
    let page = citizen.post("/portal/report", &form).await;
    page.expect(422).says("请填写“看到了什么”。").says("请写明地点").says("留言在此");
    let form = [
        ("category", "没有的类别"),
        ("words", "某事"),
        ("town", "huji"),
        ("place", "某处"),
        ("area", "nowhere"),
    ];
    let page = citizen.post("/portal/report", &form).await;
    page.expect(422).says("请从列出的类别中选择。").says("这个区域不在所选的镇街");
    assert_eq!(site.head().await, before);
}

#[tokio::test]
async fn a_form_of_another_site_without_its_token_or_a_day_old_is_not_received() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let before = site.head().await;
    let body = citizen.filled("/portal/report", "/portal/report", &REPORT).await;
    let kind = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    let foreign = ("sec-fetch-site".to_owned(), "cross-site".to_owned());
    let sent = body.clone().into_bytes();
    let page = citizen.send(Method::POST, "/portal/report", vec![kind, foreign], sent).await;
    page.expect(403);
    let bare = serde_urlencoded::to_string(REPORT).unwrap();
    citizen.post_raw("/portal/report", &bare).await.expect(422).says("再按一次");
    let trapped = format!("{body}&homepage=spam");
    citizen.post_raw("/portal/report", &trapped).await.expect(422).says("应当留空");
    site.clock.pass_days(1);
    citizen.post_raw("/portal/report", &body).await.expect(422).says("打开的时间太长");
    assert_eq!(site.head().await, before);
}

#[tokio::test]
async fn photographs_are_taken_and_nothing_else_and_not_too_many() {
    const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let page = "/portal/report";
    let photo = ("photos", "a.png", PNG);
    citizen.post_files(page, page, &REPORT, &[photo]).await.expect(200).says("请记下回执号");
    citizen.post_files(page, page, &REPORT, &[photo; 7]).await.expect(422).says("照片最多6张");
    let paper = ("photos", "a.pdf", b"%PDF-1.7 something".as_slice());
    citizen.post_files(page, page, &REPORT, &[paper]).await.expect(422).says("只能上传照片");
    let script = ("photos", "a.png", b"<script>alert(1)</script>".as_slice());
    citizen.post_files(page, page, &REPORT, &[script]).await.expect(422).says("没有保存");
}

#[tokio::test]
async fn a_number_that_is_unknown_and_one_that_is_none_get_the_same_answer() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let unknown = look_up(&mut citizen, "7K3M9P2QX4TVWZ5YB8CD").await;
    unknown.expect(404).says("没有查到这个回执号");
    for wrong in ["", "1", "' OR '1'='1", &"9".repeat(400)] {
        let answer = look_up(&mut citizen, wrong).await;
        assert_eq!((answer.status, &answer.text), (404, &unknown.text), "{wrong}");
    }
}

#[tokio::test]
async fn whoever_guesses_numbers_is_stopped_and_may_come_back() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    for _ in 0..20 {
        look_up(&mut citizen, "7K3M9P2QX4TVWZ5YB8CD").await.expect(404);
    }
    let stopped = look_up(&mut citizen, "7K3M9P2QX4TVWZ5YB8CD").await;
    stopped.expect(429).says("操作太频繁");
    assert_eq!(stopped.header("retry-after"), "60");
    citizen.get("/verify/7K3M9P2QX4TVWZ5YB8CD").await.expect(404);
    site.clock.pass_minutes(1);
    look_up(&mut citizen, "7K3M9P2QX4TVWZ5YB8CD").await.expect(404);
    for _ in 0..25 {
        citizen.get("/verify/00000000000000000000").await;
    }
    citizen.get("/verify/00000000000000000000").await.expect(429);
    for _ in 0..10 {
        citizen.post("/portal/report", &REPORT).await.expect(200);
    }
    citizen.post("/portal/report", &REPORT).await.expect(429).says("分钟后再试");
}

/// Covers: S1-53.
#[tokio::test]
async fn the_open_lists_name_bodies_items_and_officers_with_certificates_only() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    let law = site.app.law();
    let items = citizen.get("/portal/items").await;
    items.expect(200).says("行政检查事项（14项）").says("行政处罚事项");
    for item in &law.items {
        let page = citizen.get(&format!("/portal/items/{}", item.id)).await;
        page.expect(200).says(&item.title).says("有效期");
    }
    citizen.get("/portal/items/none").await.expect(404).says("没有这个事项");
    let bodies = citizen.get("/portal/bodies").await;
    for name in law.towns.iter().map(|town| &town.name) {
        bodies.expect(200).says(name);
    }
    let officers = citizen.get("/portal/officers").await;
    officers.expect(200);
    for person in &law.people {
        let listed = officers.text.contains(&format!(">{}<", person.name));
        assert_eq!(listed, person.certificate.is_some(), "{}", person.name);
    }
    let held = law.people.iter().find_map(|person| Some((person, person.certificate.as_ref()?)));
    let (holder, held) = held.unwrap();
    let scanned = citizen.get(&format!("/portal/officers?certificate={}", held.number)).await;
    scanned.expect(200).says(&format!(">{}<", holder.name));
    assert_eq!(scanned.text.matches("<tr").count(), 2, "the head and one row");
    let unknown = citizen.get("/portal/officers?certificate=none").await;
    unknown.expect(200).says("没有执法证号“none”").says("向落款机关核实");
    let expired = law.people.iter().any(|person| person.login == "zd1guoqi");
    assert!(expired && officers.text.contains("已过有效期"));
    assert!(officers.header("cache-control").contains("public"));
}

#[tokio::test]
async fn large_print_and_high_contrast_follow_the_reader_from_page_to_page() {
    let site = TestSite::open().await;
    let mut citizen = site.nobody();
    for path in [
        "/portal",
        "/portal/report",
        "/portal/progress",
        "/portal/items",
        "/portal/bodies",
        "/portal/officers",
        "/portal/decisions",
        "/verify",
    ] {
        let page = citizen.get(&format!("{path}?view=large-contrast")).await;
        page.expect(200)
            .says("view-large view-contrast")
            .says("/portal/report?view=large-contrast");
        assert_eq!(page.header("set-cookie"), "");
    }
    let action = "/portal/report?view=large";
    let receipt = citizen.post(action, &REPORT).await;
    receipt.expect(200).says("class=\"view-large\"");
}

/// The cases of the demo year.
async fn all_cases(site: &TestSite) -> Vec<Case> {
    let people = site.app.people();
    let supervisor = people.all().find(|person| person.roles.contains(&Role::Supervisor)).unwrap();
    let query = app::CaseQuery {
        stage: None,
        words: None,
        sort: app::CaseSort::Changed,
        after: None,
        limit: 500,
    };
    let mut found = Vec::new();
    for row in site.app.cases(&supervisor.actor(), &query).await.unwrap().rows {
        let stream = StreamId::case(&CaseId::new(&row.id));
        let loaded = site.app.load(&stream).await.unwrap().unwrap();
        found.push(loaded.state.as_case().unwrap().clone());
    }
    found
}

#[tokio::test]
async fn published_decisions_show_no_individual_in_clear_and_others_show_nothing() {
    let site = TestSite::open_after_a_year().await;
    let mut citizen = site.nobody();
    let list = citizen.get("/portal/decisions").await;
    let (mut published, mut retracted, mut hidden) = (0, 0, 0);
    for case in all_cases(&site).await {
        let page = citizen.get(&format!("/portal/decisions/{}", case.id)).await;
        let name = case.origin.party.name.reveal();
        if case.origin.party.kind == PartyKind::Citizen {
            assert!(!list.text.contains(name) && !page.text.contains(name), "{name}");
        }
        assert!(
            !page.text.contains(case.origin.party.phone.reveal())
                || case.origin.party.phone.is_blank()
        );
        match case.decided().map(|decided| &decided.publication) {
            Some(Publication::Published(version, _)) => {
                published += 1;
                page.expect(200).says(&version.number).says(&version.party);
                list.says(&version.number);
            }
            Some(Publication::Retracted { version, reason, .. }) => {
                retracted += 1;
                page.expect(410).says("已撤回").says(reason);
                assert!(
                    !page.text.contains(&version.summary) && !list.text.contains(&version.number)
                );
            }
            Some(Publication::None | Publication::Withheld { .. } | Publication::Proposed(..))
            | None => {
                hidden += 1;
                page.expect(404);
            }
        }
    }
    assert!(0 < published && 0 < retracted && 0 < hidden, "{published} {retracted} {hidden}");
    let found = citizen.get("/portal/decisions?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E5%AD%97").await;
    found.expect(200).says("没有查到");
    citizen.get("/portal/decisions?after=nonsense").await.expect(200);
}

#[tokio::test]
async fn a_code_tells_whether_a_document_stands_and_whether_a_file_is_the_original() {
    let site = TestSite::open_after_a_year().await;
    let mut citizen = site.nobody();
    let cases = all_cases(&site).await;
    let standing = |case: &&Case| {
        case.decided().is_some_and(|d| {
            d.standing == Standing::InForce
                && case.first_edition(&d.decision.document) == &d.decision.document
        })
    };
    let case = cases.iter().find(standing).unwrap();
    let decision = case.document(&case.decided().unwrap().decision.document).unwrap();
    let page = citizen.get(&format!("/verify/{}", decision.code.to_ascii_lowercase())).await;
    page.expect(200).says(&decision.title).says("正在生成").says("有效");
    assert!(!page.text.contains(case.origin.party.name.reveal()));
    citizen.get(&format!("/verify?code={}", decision.code)).await.expect(303);
    for payload in ["7", "7.AAAA", &format!("7.{}", "MZXW6YTB".repeat(20))] {
        let forged = citizen.get(&format!("/V/{}/{payload}", decision.code)).await;
        forged.expect(409).says("没有通过核验").says("可能是伪造的").says("向落款机关核实");
        assert!(!forged.text.contains(&decision.title), "{payload}");
    }

    let bytes = b"%PDF-1.7 a decision".as_slice();
    let pdf = site.app.upload(&mut &bytes[..], "a.pdf").await.unwrap();
    let print =
        Print { document: decision.id.clone(), pdf: pdf.clone(), head: "12.abcd".to_owned() };
    let order = app::Order {
        id: CommandId::new("print-for-the-test"),
        stream: StreamId::case(&case.id),
        command: Command::Case(cases::Command::NotePrint { print }),
        by: app::By::System,
        seen: None,
        device: None,
        occurred_at: None,
    };
    site.app.run(order).await.unwrap();
    let address = format!("/verify/{}", decision.code);
    citizen.get(&address).await.expect(200).says(&pdf.sha256).says("12.abcd");
    let before = site.head().await;
    let same = citizen.post_files(&address, &address, &[], &[("file", "a.pdf", bytes)]).await;
    same.expect(200).says("完全一致");
    let other =
        citizen.post_files(&address, &address, &[], &[("file", "a.pdf", b"%PDF-1.7 b")]).await;
    other.expect(200).says("不一致");
    citizen.post_files(&address, &address, &[], &[]).await.expect(200).says("没有选择文件");
    assert_eq!(site.head().await, before);

    let fallen = cases.iter().find_map(|case| {
        let decided = case.decided().filter(|d| d.standing != Standing::InForce)?;
        case.document(&decided.decision.document)
    });
    citizen.get(&format!("/verify/{}", fallen.unwrap().code)).await.expect(200).says("已撤销");
    citizen.get("/verify/00000000000000000000").await.expect(404).says("没有查到这个核验码");
}
