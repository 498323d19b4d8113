//! One act under several norms, through the pages.

use super::walk::Walk;

/// Covers: S3-03.
#[tokio::test]
async fn the_lower_norm_is_refused_and_the_higher_confirmed_by_the_legal_reviewer() {
    let it = Walk::investigated().await;
    it.page("shoujiao", "compare-norms").await.expect(403);
    let page = it.page("banana", "compare-norms").await;
    page.expect(200).says("先比法定上限，再比下限，由人工确认").says("《行政处罚法》第二十九条");
    let row = |most| {
        [
            ("norms.0.cite", "《生态环境法典》第一千一百六十九条"),
            ("norms.0.least", "100"),
            ("norms.0.most", most),
            ("reason", "一次倾倒，同时污染公路路面和随地倾倒垃圾。"),
        ]
    };
    let wrong = it.sends("banana", "compare-norms", &row("一千")).await;
    wrong.expect(422).says("第1行的金额请以元为单位填写数字");
    let bare = it.sends("banana", "compare-norms", &[("reason", "一次倾倒。")]).await;
    bare.expect(422).says("NORM-001").says("一次倾倒。");
    it.does("banana", "compare-norms", &row("20000")).await;
    let fine = [("fine", "300.00"), ("tier", "a-1/一般")];
    let refused = it.reports("banana", &fine).await;
    refused.expect(422).says("应当按照罚款数额高的规定处罚").says("移送有管辖权的机关");
    it.does("banana", "compare-norms", &row("1000")).await;
    it.case_page("banana").await.expect(200).says("竞合的规定").says("提交调查报告时比较");
    it.reports("banana", &fine).await.expect(303);
    it.does("daduizhang", "approve-report", &[("reason", "同意。")]).await;
    let early = it.sends("banana", "give-notice", &[]).await;
    early.expect(422).says("法制审核人员还没有确认").says("confirm-norm");
    it.page("banana", "confirm-norm").await.expect(403);
    let page = it.page("shenhea", "confirm-norm").await;
    page.expect(200).says("罚款数额较低，不适用").says("100.00元以上1,000.00元以下");
    it.does("shenhea", "confirm-norm", &[("words", "公路法规定的上限较高。")]).await;
    it.does("banana", "give-notice", &[]).await;
    it.case_page("banana").await.expect(200).says("公路法规定的上限较高");
}

#[tokio::test]
async fn a_clause_of_the_catalogue_is_chosen_and_weighed_by_its_own_range() {
    let it = Walk::investigated().await;
    let clause = [("clause_1", "JX-T-06-CF/c"), ("reason", "堆放的沙土同时占用、挖掘公路。")];
    it.does("banana", "compare-norms", &clause).await;
    let page = it.page("banana", "compare-norms").await;
    page.expect(200).says("30,000.00元以下");
    let refused = it.reports("banana", &[("fine", "300.00"), ("tier", "a-1/一般")]).await;
    refused.expect(422).says("另行提请立案，本案提请终结").says("《公路法》第七十六条第一项");
    let away = [("reason", "经核对没有挖掘公路。")];
    it.does("banana", "compare-norms", &away).await;
    it.reports("banana", &[("fine", "300.00"), ("tier", "a-1/一般")]).await.expect(303);
}
