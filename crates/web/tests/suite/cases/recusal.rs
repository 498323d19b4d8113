//! 回避 through the pages: the party asks, the head decides, the officer is locked out.

use super::walk::Walk;

const ASKED: [(&str, &str); 5] = [
    ("applicant", "party"),
    ("person", "p-banan-b"),
    ("ground", "interest"),
    ("reason", "与当事人有经济往来。"),
    ("on", "2026-03-09"),
];

#[tokio::test]
async fn whoever_withdraws_by_the_word_of_the_head_cannot_go_on() {
    let it = Walk::investigated().await;
    let page = it.page("banana", "request-recusal").await;
    page.expect(200).says("决定作出之前不停止调查").says("第四十三条");
    let bare = it.sends("banana", "request-recusal", &ASKED[..3]).await;
    bare.expect(422).says("请填写“事实和理由”。");
    it.page("shoujiao", "request-recusal").await.expect(403);
    it.does("banana", "request-recusal", &ASKED).await;
    it.case_page("banana").await.expect(200).says("等待负责人决定").says("不停止调查");
    let alone = [("reason", "情况属实。"), ("earlier", "stand")];
    let refused = it.sends("juzhang", "decide-recusal", &alone).await;
    refused.expect(422).says("剩余的执法人员不足两人").says("第四十二条");
    let whole = [("reason", "情况属实。"), ("earlier", "stand"), ("replacement", "p-banan-c")];
    it.does("juzhang", "decide-recusal", &whole).await;
    it.case_page("banana").await.expect(200).says("已回避").says("回避决定书");
    let answer = it.sends("bananb", "submit-report", &[]).await;
    assert!(answer.status == 403 || answer.status == 404 || answer.status == 422);
    it.page("bananc", "submit-report").await.expect(200);
}

/// A request that is turned down leaves everybody where they are, and the party is answered.
#[tokio::test]
async fn a_request_that_is_turned_down_is_answered() {
    let it = Walk::investigated().await;
    it.does("banana", "request-recusal", &ASKED).await;
    let bare = it.sends("juzhang", "decide-recusal", &[("reject", "yes")]).await;
    bare.expect(422).says("决定的理由");
    let words = [("reject", "yes"), ("reason", "没有利害关系。")];
    it.does("juzhang", "decide-recusal", &words).await;
    it.case_page("banana").await.expect(200).says("驳回");
    it.page("banana", "record-delivery").await.expect(200).says("回避决定书");
}
