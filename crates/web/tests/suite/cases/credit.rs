//! 信用信息 through the pages: told after a decision, repaired once it may be.

use super::walk::Walk;

#[tokio::test]
async fn the_party_is_told_of_its_credit_record_and_the_repair_is_recorded() {
    let it = Walk::told().await;
    it.site.clock.pass_days(25);
    it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
    it.gives_opinion("pass").await.expect(303);
    it.page("banana", "give-credit-notice").await.expect(200).says("作出处罚决定以后");
    it.does("juzhang", "decide-penalty", &[("words", "同意。")]).await;
    it.delivers("行政处罚决定书").await;
    let page = it.page("banana", "give-credit-notice").await;
    page.expect(200).says("最短三个月，最长一年").says("认定依据");
    let blank = [("grade", "general"), ("basis", "")];
    it.sends("banana", "give-credit-notice", &blank).await.expect(422);
    let basis = "交通运输领域失信信息分类目录第十二项";
    it.does("banana", "give-credit-notice", &[("grade", "general"), ("basis", basis)]).await;
    let shown = it.case_page("banana").await;
    shown.expect(200).says("信用信息告知书").says("2026年4月11日至2027年4月11日").says(basis);
    let repair = [("on", "2026-04-11"), ("by_document", "信用修复决定1号")];
    let early = it.sends("gongshi", "record-repair", &repair).await;
    early.expect(422).says("最短公示期没有届满，2026年7月12日起").says("应缴");
    let paid = [
        ("amount", "300.00"),
        ("paid_on", "2026-04-11"),
        ("voucher", "票-0001"),
        ("channel", "银行柜台"),
    ];
    it.does("shoujiao", "record-payment", &paid).await;
    it.site.clock.pass_days(92);
    let repair = [("on", "2026-07-12"), ("by_document", "信用修复决定1号")];
    it.does("gongshi", "record-repair", &repair).await;
    it.case_page("banana").await.expect(200).says("已修复，终止公示");
}

/// CS-07: the transition from the rule of 2023 is a question and not a guess.
#[tokio::test]
async fn no_notice_for_a_decision_before_the_present_rules() {
    let it = Walk::decided().await;
    let page = it.page("banana", "give-credit-notice").await;
    page.expect(200).says("CREDIT-002").says("书面请示");
}
