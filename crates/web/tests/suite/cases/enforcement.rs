//! Performance by proxy through the pages: a road cleared at once, and what is refused.

use super::walk::{Walk, value_of};

const CLEARING: [(&str, &str); 8] = [
    ("route", "at-once"),
    ("object", "占用路面的沙土约3立方米"),
    ("reason", "沙土占用半幅路面，危害交通安全，当事人不在场，不能清除。"),
    ("manner", "装载清运"),
    ("planned_at", "2026-03-09T09:30"),
    ("performer", "示例公路养护有限公司"),
    ("estimate", "300.00"),
    ("disinterested", "yes"),
];

/// Covers: S2-54.
#[tokio::test]
async fn a_road_is_cleared_at_once_and_the_decision_waits_to_be_delivered() {
    let it = Walk::filed().await;
    let page = it.page("juzhang", "decide-enforcement").await;
    page.expect(200).says("《行政强制法》第五十二条").says("立即代履行");
    let unchecked = &CLEARING[..7];
    it.sends("juzhang", "decide-enforcement", unchecked).await.expect(422).says("利害关系");
    it.page("banana", "decide-enforcement").await.expect(403);
    it.does("juzhang", "decide-enforcement", &CLEARING).await;
    it.case_page("banana").await.expect(200).says("等待实施").says("代履行决定书");
    it.site.clock.pass_minutes(180);
    let page = it.page("banana", "record-enforcement").await;
    let enforcement = value_of(&page.text, "enforcement", "立即代履行");
    let done = [
        ("enforcement", enforcement.as_str()),
        ("at", "2026-03-09T09:40"),
        ("ended_at", "2026-03-09T11:00"),
        ("officers", "p-banan-a"),
        ("officers", "p-banan-b"),
        ("performer", "演示庚"),
        ("account", "清运沙土约3立方米，路面恢复畅通。"),
        ("cost", "280.00"),
        ("witness", "演示戊，村民委员会工作人员"),
        ("recordings", "执法记录仪演示-014"),
    ];
    let unsigned = it.sends("banana", "record-enforcement", &done).await;
    unsigned.expect(422).says("《行政强制法》第五十一条");
    let path = it.path("record-enforcement");
    let scan = [("scan", "记录.png", super::walk::PICTURE)];
    let mut client = it.site.sign_in("banana").await;
    client.post_files(&path, &path, &done, &scan).await.expect(303);
    it.case_page("banana").await.expect(200).says("费用280.00元").says("现场记录");
    it.delivers("代履行决定书").await;
}

#[tokio::test]
async fn an_order_that_is_not_due_is_not_demanded() {
    let it = Walk::filed().await;
    let order = [
        ("facts", "在公路上堆放沙土。"),
        ("requirements", "清除沙土。"),
        ("due_on", "2026-03-13"),
        ("recheck", "期满复查。"),
    ];
    it.does("banana", "order-rectification", &order).await;
    it.delivers("责令改正违法行为通知书").await;
    let page = it.page("banana", "demand-correction").await;
    page.expect(200).says("期满之后催告").says("《行政强制法》第三十四条");
    it.site.clock.pass_days(7);
    it.page("banana", "demand-correction").await.expect(200).says("改字第0001号");
    let page = it.page("banana", "demand-correction").await;
    let order = value_of(&page.text, "order", "改字第0001号");
    let demand = [("order", order.as_str()), ("manner", "自行清除"), ("until", "2026-03-20")];
    it.does("banana", "demand-correction", &demand).await;
    it.case_page("banana").await.expect(200).says("限2026年3月20日前履行");
}
