//! 中止调查 through the pages.

use super::walk::Walk;

/// Covers: N26.
#[tokio::test]
async fn a_suspended_case_waits_until_it_is_taken_up_again() {
    let it = Walk::investigated().await;
    let page = it.page("banana", "propose-suspension").await;
    page.expect(200).says("因不可抗力").says("照常计入办案期限");
    let bare = it.sends("banana", "propose-suspension", &[("ground", "force-majeure")]).await;
    bare.expect(422).says("请填写“事实和理由”。");
    it.page("banana", "suspend-investigation").await.expect(403);
    it.page("juzhang", "propose-suspension").await.expect(403);
    let whole = [("ground", "force-majeure"), ("reason", "暴雨冲毁道路。")];
    it.does("banana", "propose-suspension", &whole).await;
    let silent = it.sends("juzhang", "suspend-investigation", &[("return", "yes")]).await;
    silent.expect(422).says("退回的理由");
    let back = [("return", "yes"), ("returned", "请附道路中断的证明。")];
    it.does("juzhang", "suspend-investigation", &back).await;
    let again = it.page("banana", "propose-suspension").await;
    again.expect(200).says("请附道路中断的证明。").says("暴雨冲毁道路。");
    it.does("banana", "propose-suspension", &whole).await;
    it.does("juzhang", "suspend-investigation", &[]).await;
    it.case_page("banana").await.expect(200).says("调查中止").says("照常计入办案期限");
    it.page("banana", "submit-report").await.expect(200).says("恢复调查");
    let wrong = [("ceased_on", "2020-01-01"), ("reason", "道路已经修复。")];
    let refused = it.sends("banana", "propose-resumption", &wrong).await;
    refused.expect(422).says("中止原因消除的日期早于中止之日");
    let whole = [("ceased_on", "2026-03-09"), ("reason", "道路已经修复。")];
    it.does("banana", "propose-resumption", &whole).await;
    it.does("juzhang", "resume-investigation", &[]).await;
    it.case_page("banana").await.expect(200).says("已经恢复");
}
