//! Other cases of the same party, as their pages show them.

use super::walk::{FILING, QUESTIONS, Walk, silent};

/// A second case about the party and the act of one that was fined.
async fn again() -> (Walk, String) {
    let Walk { site, case: first } = Walk::decided().await;
    let mut handler = site.sign_in("banana").await;
    let answer = handler.post("/cases/new", &FILING).await;
    answer.expect(303);
    let case = answer.location().trim_start_matches("/cases/");
    let case = case.split('?').next().unwrap().to_owned();
    let it = Walk { site, case };
    it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
    (it.with_evidence().await, first)
}

/// Covers: S3-03.
#[tokio::test]
async fn a_second_fine_for_one_act_is_refused_until_the_head_tells_the_acts_apart() {
    let (it, first) = again().await;
    let page = it.case_page("banana").await;
    page.expect(200).says("同一当事人的其他案件").says("事项、日期、地点均相同");
    page.says(&format!("/cases/{first}")).says("/distinguish-act");
    let report = [("fine", "300.00"), ("tier", "a-1/一般")];
    let page = it.page("banana", "submit-report").await;
    page.expect(200).says("首违查询").says("同类案件的罚款").says("1件");
    let refused = it.reports("banana", &report).await;
    refused.expect(422).says("不得再次罚款").says("《行政处罚法》第二十九条");
    refused.says("300.00").says("说明不是同一违法行为");
    let apart = [("other", first.as_str()), ("reason", "两处沙土，照片可以分辨。")];
    it.sends("banana", "distinguish-act", &apart).await.expect(422).says("CASE-263");
    it.sends("daduizhang", "distinguish-act", &apart[..1]).await.expect(422).says("请填写");
    it.does("daduizhang", "distinguish-act", &apart).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("已说明不是同一行为").says("照片可以分辨");
    it.reports("banana", &report).await.expect(303);
}

#[tokio::test]
async fn a_first_offence_is_looked_up_and_refused_when_it_is_none() {
    let (it, _) = again().await;
    let path = it.path("submit-report");
    let mut client = it.site.sign_in("banana").await;
    let form = client.get(&format!("{path}?ground=first-offence")).await;
    form.expect(200).says("首违查询").says("不属于“初次违法").says("不在已公布的首违不罚清单内");
    let mut pairs = vec![
        ("process", "询问当事人。"),
        ("facts", "占用路面很小，当场清除。"),
        ("reasoning", "初次违法，危害后果轻微并及时改正。"),
        ("education", "当面讲解公路法的规定。"),
        ("correction", "已经当场清除。"),
    ];
    pairs.extend(QUESTIONS);
    let from = format!("{path}?ground=first-offence");
    let refused = client.post_from(&from, &path, &pairs).await;
    refused.expect(422).says("CASE-260").says("《行政处罚法》第三十三条第一款");
}

#[tokio::test]
async fn a_party_without_other_cases_has_no_such_panel() {
    let it = Walk::filed().await;
    silent(&it.case_page("banana").await, "同一当事人的其他案件");
    let page = it.page("banana", "distinguish-act").await;
    page.expect(200).says("没有发现可能是同一违法行为的其他案件");
    it.page("shoujiao", "distinguish-act").await.expect(403);
}
