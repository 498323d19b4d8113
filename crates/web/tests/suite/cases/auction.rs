//! Seized articles auctioned to offset the fine, through the pages.

use testkit::{TestSite, Texts};

use super::measures::{FREIGHT, PROPOSAL, on_measure, spot, takes};
use super::walk::{PICTURE, QUESTIONS, Walk, value_of};

/// A van seized and its driver fined, in a county with this reading of AC-26.
async fn fined(reading: &str) -> Walk {
    let settings = format!("[settings]\nAC-26 = \"{reading}\"\n");
    let more = Texts::from([("jinxiang/settings.toml".to_owned(), settings.into_bytes())]);
    let it = Walk::proposed_at(TestSite::open_with_texts(more).await, &FREIGHT).await;
    it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
    it.does("banana", "propose-measure", &PROPOSAL).await;
    on_measure(&it, "juzhang", "approve-measure", &[("reason", "同意。")]).await.expect(303);
    it.site.clock.pass_minutes(5);
    takes(&it, &spot(&it)).await.expect(303);
    let it = it.with_evidence().await;
    let page = it.page("banana", "verify-evidence").await;
    let record = value_of(&page.text, "evidence", "现场笔录");
    let how = [("evidence", record.as_str()), ("how", "两名执法人员现场制作。")];
    it.does("banana", "verify-evidence", &how).await;
    reports(&it).await;
    it.does("daduizhang", "approve-report", &[("reason", "同意。")]).await;
    it.does("banana", "give-notice", &[]).await;
    it.delivers("违法行为通知书").await;
    it.site.clock.pass_days(8);
    it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
    it.gives_opinion("pass").await.expect(303);
    it.does("juzhang", "record-deliberation", &DELIBERATION).await;
    it.does("juzhang", "decide-penalty", &[("words", "同意。")]).await;
    it.delivers("行政处罚决定书").await;
    it
}

const DELIBERATION: [(&str, &str); 12] = [
    ("started_at", "2026-03-17T08:00"),
    ("ended_at", "2026-03-17T08:40"),
    ("place", "会议室"),
    ("recorder", "演示丙"),
    ("conclusion", "同意处罚意见。"),
    ("fine", "4000.00"),
    ("speeches.0.person", "p-ling-a"),
    ("speeches.0.words", "同意。"),
    ("speeches.0.agrees", "yes"),
    ("speeches.1.person", "p-ling-b"),
    ("speeches.1.words", "同意。"),
    ("speeches.1.agrees", "yes"),
];

async fn reports(it: &Walk) {
    let mut pairs = vec![
        ("process", "询问当事人，核对证件。"),
        ("facts", "当事人没有取得道路运输经营许可，驾驶货车运输沙土。"),
        ("gravity", "ordinary"),
        ("discretion", "首次查获。"),
        ("correction", "停止经营。"),
        ("gains", "0.00"),
        ("fine", "4000.00"),
        ("tier", "b-1/一般"),
    ];
    pairs.extend(QUESTIONS);
    let path = it.path("submit-report");
    let mut client = it.site.sign_in("banana").await;
    client.post_from(&format!("{path}?branch=b"), &path, &pairs).await.expect(303);
}

/// The demand delivered and the six months for a suit over.
async fn demanded(reading: &str) -> Walk {
    let it = fined(reading).await;
    it.site.clock.pass_days(60);
    it.does("banana", "demand-performance", &[("manner", "到示例银行缴纳")]).await;
    it.page("juzhang", "decide-auction").await.expect(200).says("催告书还没有送达");
    it.delivers("催告书").await;
    let early = it.page("juzhang", "decide-auction").await;
    early.expect(200).says("《行政强制法》第四十六条第三款").says("期限还没有届满");
    it.site.clock.pass_days(130);
    it
}

const ORDER: [(&str, &str); 4] = [
    ("opinion", "当事人收到催告书后没有提出意见。"),
    ("estimate", "18000.00"),
    ("house", "示例拍卖有限公司"),
    ("unclaimed", "yes"),
];

/// Covers: E13.
#[tokio::test]
async fn a_van_is_sold_for_the_fine_and_what_is_over_goes_back() {
    let it = demanded("kept").await;
    it.page("banana", "decide-auction").await.expect(403);
    let page = it.page("juzhang", "decide-auction").await;
    page.expect(200).says("抵缴尚未缴纳的罚款4,000.00元").says("轻型货车1辆");
    let bare = on_measure(&it, "juzhang", "decide-auction", &ORDER[..2]).await;
    bare.expect(422).says("请填写“受委托的拍卖机构”").says("没有提出意见");
    let claimed = on_measure(&it, "juzhang", "decide-auction", &ORDER[..3]).await;
    claimed.expect(422).says("没有第三人主张权利").says("示例拍卖有限公司");
    on_measure(&it, "juzhang", "decide-auction", &ORDER).await.expect(303);
    it.case_page("banana").await.expect(200).says("行政强制执行决定书（拍卖抵缴罚款）");

    let today = it.site.app.today().to_string();
    let sold = [
        ("outcome", "sold"),
        ("on", today.as_str()),
        ("account", "公开竞价，最高价成交。"),
        ("price", "18500.00"),
        ("voucher", "拍-0001"),
        ("witness", "演示丁，示例拍卖有限公司"),
    ];
    let untold = it.sends("banana", "record-auction", &sold).await;
    untold.expect(422).says("没有在拍卖之前送达当事人").says("没有见证人的姓名和签名");
    it.delivers("行政强制执行决定书").await;
    it.page("banana", "propose-court-application").await.expect(200).says("拍卖抵缴还没有结果");
    let path = it.path("record-auction");
    let mut client = it.site.sign_in("banana").await;
    let scan = [("scan", "成交确认书.png", PICTURE)];
    client.post_files(&path, &path, &sold, &scan).await.expect(303);
    let page = it.case_page("banana").await;
    page.expect(200).says("拍卖抵缴罚款").says("涉案物品处理记录").says("14,500.00元");
    it.page("shoujiao", "record-refund").await.expect(200).says("14,500.00");
    let register = it.site.sign_in("juzhang").await.get("/articles").await;
    register.expect(200).says("轻型货车").says("拍卖抵缴");
}

#[tokio::test]
async fn by_default_what_should_have_been_given_back_is_not_auctioned() {
    let it = demanded("standing").await;
    let page = it.page("juzhang", "decide-auction").await;
    page.expect(200).says("抵缴尚未缴纳的罚款");
    let refused = on_measure(&it, "juzhang", "decide-auction", &ORDER).await;
    refused.expect(422).says("措施期限到").says("《行政强制法》第二十八条第一款").says("18000.00");
}
