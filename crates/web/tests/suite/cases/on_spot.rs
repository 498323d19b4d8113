//! 当场处罚 through its pages: on the phone from the certificates to the archive, the numbers, the
//! cash, and what is refused.

use testkit::{Answer, Client, TestSite};

use super::walk::{PICTURE, Walk, filing_with, publish_as, silent};

/// What differs from the answers of a filing.
const BEGIN: [(&str, &str); 5] = [
    ("cause", "车辆装载物遗洒污染公路"),
    ("source", "inspection"),
    ("act_on", "2026-03-09"),
    ("discovered_on", "2026-03-09"),
    ("facts", "三轮车遗洒细沙约4平方米。"),
];

const TOLD: [(&str, &str); 6] = [
    ("fine", "100.00"),
    ("tier", "b-1/轻微"),
    ("discretion", "面积较小，主动清扫。"),
    ("correction", "当场清扫。"),
    ("rights_told", "yes"),
    ("evidence_checked", "yes"),
];

async fn site_with_numbers() -> TestSite {
    let site = TestSite::open().await;
    let mut head = site.sign_in("daduizhang").await;
    let reserve = [("person", "p-banan-a"), ("count", "5")];
    let answer = head.post("/numbers/reserve-numbers", &reserve).await;
    answer.expect(303);
    assert_eq!(answer.location(), "/numbers");
    site
}

async fn begin(client: &mut Client, more: &[(&str, &str)]) -> Answer {
    let pairs = [&filing_with(&BEGIN)[..], more].concat();
    let path = "/cases/begin-summary";
    client.post_files(path, path, &pairs, &[("photos", "现场.png", PICTURE)]).await
}

/// A case begun on the spot.
async fn begun() -> Walk {
    let site = site_with_numbers().await;
    let mut handler = site.sign_in("banana").await;
    let answer = begin(&mut handler, &[("certificates_shown", "yes")]).await;
    answer.expect(303);
    let location = answer.location();
    let case = location.split('/').nth(2).unwrap().to_owned();
    assert_eq!(location, format!("/cases/{case}/hear-on-spot"));
    Walk { site, case }
}

async fn tells(it: &Walk, pairs: &[(&str, &str)]) -> Answer {
    let path = it.path("hear-on-spot");
    let mut client = it.site.sign_in("banana").await;
    client.post_from(&format!("{path}?branch=b"), &path, pairs).await
}

/// A case decided on the spot with a fine of a hundred.
async fn decided() -> Walk {
    let it = begun().await;
    tells(&it, &TOLD).await.expect(303);
    let signed = [("refusal_reason", "认为罚款过重。"), ("handed_over", "yes")];
    it.does("banana", "decide-on-spot", &signed).await;
    it
}

/// Covers: S2-101, S2-102.
#[tokio::test]
async fn a_fine_is_decided_collected_banked_filed_published_and_archived_on_the_phone() {
    let it = begun().await;
    let page = it.page("banana", "hear-on-spot").await;
    page.expect(200).says("可以当场处罚的条款").says("200.00元").says("按此条款填写");
    silent(&page, "3,000.00元以上10,000.00元以下");
    tells(&it, &TOLD).await.expect(303);
    let page = it.page("banana", "decide-on-spot").await;
    page.expect(200).says("当罚字第0001号").says("罚款人民币壹佰元整").says("应当先申请行政复议");
    let signed = [("refusal_reason", "认为罚款过重。"), ("handed_over", "yes")];
    it.does("banana", "decide-on-spot", &signed).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("当场处罚流程").says("当场行政处罚决定书").says("当场处罚决定报备");
    let cash = [
        ("ground", "small"),
        ("amount", "100.00"),
        ("receipt", "票0001"),
        ("unified", "yes"),
        ("on", "2026-03-09"),
    ];
    it.does("banana", "collect-on-spot", &cash).await;
    it.case_page("banana").await.says("交至行政机关").says("《行政处罚法》第七十一条");
    it.does("banana", "hand-in-cash", &[("on", "2026-03-09")]).await;
    it.does("shoujiao", "bank-cash", &[("on", "2026-03-09"), ("slip", "缴0001")]).await;
    it.does("banana", "file-copy", &[]).await;
    publish_as(&it, "车辆装载物遗洒污染公路", "2026年3月9日").await;
    it.does("banana", "propose-closing", &[("words", "罚款已经当场收缴。")]).await;
    it.does("juzhang", "approve-closing", &[("reason", "同意结案。")]).await;
    it.does("dangan", "archive-case", &[("number", "2026-简001"), ("retention", "30年")]).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("已归档").says("没有等待办理的事项").says("当场收缴罚款登记表");
    let mut handler = it.site.sign_in("banana").await;
    let list = handler.get("/cases").await;
    list.expect(200).says("简易程序·已归档").says("当罚字第0001号");
}

#[tokio::test]
async fn what_is_missing_is_asked_for_at_its_field_and_nothing_typed_is_lost() {
    let site = site_with_numbers().await;
    let mut handler = site.sign_in("banana").await;
    let page = begin(&mut handler, &[]).await;
    page.expect(422).says("亮证").says("车辆装载物遗洒污染公路");
    let path = "/cases/begin-summary";
    let pairs = [&filing_with(&BEGIN)[..], &[("certificates_shown", "yes")]].concat();
    handler.post(path, &pairs).await.expect(422).says("CASE-201").says("《行政处罚法》第五十一条");
}

/// Covers: S2-102.
#[tokio::test]
async fn a_fine_above_the_limit_is_refused_with_the_article_and_the_way_out() {
    let it = begun().await;
    let above: Vec<(&str, &str)> = TOLD
        .iter()
        .map(|(key, value)| if *key == "fine" { (*key, "300.00") } else { (*key, *value) })
        .collect();
    let page = tells(&it, &above).await;
    page.expect(422).says("RULE-AP-36").says("超过对个人当场处罚的上限200.00元").says("普通程序");
    let blocked = it.page("banana", "decide-on-spot").await;
    blocked.expect(200).says("CASE-220").says("《行政处罚法》第四十四条");
    let convert = [("ground", "over-limit"), ("reason", "拟罚款超过二百元。")];
    it.does("banana", "convert-to-general", &convert).await;
    it.case_page("juzhang").await.expect(200).says("待立案审批").says("立案审批");
    it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
}

#[tokio::test]
async fn cash_above_a_hundred_needs_a_reason_and_always_the_unified_receipt() {
    let it = decided().await;
    let wrong =
        [("ground", "remote"), ("amount", "100.00"), ("receipt", "票0001"), ("on", "2026-03-09")];
    let page = it.sends("banana", "collect-on-spot", &wrong).await;
    page.expect(422).says("票据");
    let no_request = [&wrong[..], &[("unified", "yes"), ("reason", "湖区没有网点。")]].concat();
    let page = it.sends("banana", "collect-on-spot", &no_request).await;
    page.expect(422).says("CASE-243").says("《行政处罚法》第六十九条");
    it.page("shoujiao", "bank-cash").await.expect(200).says("没有等待缴付银行的罚款");
    it.page("banana", "bank-cash").await.expect(403);
}

/// Covers: S2-102.
#[tokio::test]
async fn the_register_accounts_for_every_number_of_a_block() {
    let it = decided().await;
    let mut head = it.site.sign_in("daduizhang").await;
    let page = head.get("/numbers").await;
    page.expect(200).says("第0001号至第0005号").says("下一号：第0002号").says("已使用");
    let void = |last: &'static str| {
        [
            ("person", "p-banan-a"),
            ("year", "2026"),
            ("first", "2"),
            ("last", last),
            ("reason", "填写污损"),
        ]
    };
    let path = "/numbers/void-numbers";
    let from = format!("{path}?person=p-banan-a&year=2026&first=2");
    head.get(&from).await.expect(200).says("手中未使用的文号").says("value=\"2\"");
    head.get(&format!("{path}?person=x&first=zzz")).await.expect(404);
    head.post_from(&from, path, &void("9")).await.expect(422).says("ORG-022");
    head.post_from(&from, path, &void("2")).await.expect(303);
    head.get("/numbers").await.expect(200).says("作废：填写污损").says("下一号：第0003号");
    let mut handler = it.site.sign_in("banana").await;
    let page = handler.get("/numbers").await;
    page.expect(200).says("第0001号至第0005号");
    silent(&page, "/numbers/void-numbers");
    handler.get("/numbers/reserve-numbers").await.expect(403);
    it.site.sign_in("zd1a").await.get("/numbers").await.expect(403);
}

#[tokio::test]
async fn without_a_number_the_page_says_who_hands_them_out() {
    let site = TestSite::open().await;
    let mut handler = site.sign_in("banana").await;
    let answer = begin(&mut handler, &[("certificates_shown", "yes")]).await;
    let case = answer.location().split('/').nth(2).unwrap().to_owned();
    let it = Walk { site, case };
    tells(&it, &TOLD).await.expect(303);
    let page = it.page("banana", "decide-on-spot").await;
    page.expect(200).says("CASE-224").says("预留号段").says("没有可用的预定编号");
}

#[tokio::test]
async fn others_do_not_see_the_steps_of_a_case_on_the_spot() {
    let it = begun().await;
    it.page("bananc", "hear-on-spot").await.expect(404);
    it.page("zd1a", "hear-on-spot").await.expect(403);
    it.site.sign_in("juzhang").await.get("/cases/begin-summary").await.expect(403);
}
