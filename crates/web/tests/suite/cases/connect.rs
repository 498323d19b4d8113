//! Two cases are connected through the pages, and one uses the evidence of the other.

use super::walk::{Walk, filing_with, silent, value_of};

/// A second case at the site of the first, of another party.
async fn second(first: Walk) -> (Walk, String) {
    let known = first.case.clone();
    let other = [
        ("party_name", "演示乙"),
        ("party_id_number", "999999198001010038"),
        ("cause", "指使在公路上堆放物品"),
    ];
    let it = Walk::proposed_at(first.site, &filing_with(&other)).await;
    it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
    (it, known)
}

#[tokio::test]
async fn cases_of_one_act_are_connected_and_share_evidence() {
    let (it, first) = second(Walk::investigated().await).await;
    it.page("banana", "borrow-evidence").await.expect(200).says("本案没有关联案件");
    let page = it.page("banana", "connect-case").await;
    page.expect(200).says("关联不合并程序").says(&first).says("演**");
    let looked = [("recount", "yes"), ("words", "没有这样的案件")];
    silent(&it.sends("banana", "connect-case", &looked).await, &first);
    let mut sent = vec![("other", first.as_str()), ("ground", "same-party")];
    sent.push(("reason", "甲受乙指使堆放。"));
    let unlike = it.sends("banana", "connect-case", &sent).await;
    unlike.expect(422).says("两案的当事人不同").says("甲受乙指使堆放。");
    sent[1].1 = "joint-act";
    it.does("banana", "connect-case", &sent).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("共同违法").says(&format!("/cases/{first}"));
    let there = it.site.sign_in("banana").await.get(&format!("/cases/{first}")).await;
    there.expect(200).says("共同违法").says("甲受乙指使堆放。").says(&it.case);
    let page = it.page("banana", "borrow-evidence").await;
    page.expect(200).says("在本案重新核实");
    let evidence = value_of(&page.text, "evidence", "现场照片");
    let sent = [("evidence", evidence.as_str()), ("proves", "乙指使堆放的沙土")];
    it.does("banana", "borrow-evidence", &sent).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("引自关联案件").says("待核实").says("乙指使堆放的沙土");
    it.sends("banana", "borrow-evidence", &sent).await.expect(422).says("已经在本案中");
}

#[tokio::test]
async fn a_case_is_connected_by_its_own_handlers_only() {
    let (it, first) = second(Walk::filed().await).await;
    it.page("zd1a", "connect-case").await.expect(403);
    it.page("bananc", "connect-case").await.expect(404);
    let sent = [("other", "01ARZ3NDEKTSV4RRFFQ69G5FAV"), ("ground", "chain"), ("reason", "无。")];
    it.sends("banana", "connect-case", &sent).await.expect(422).says("没有这个案件");
    silent(&it.case_page("banana").await, &first);
}
