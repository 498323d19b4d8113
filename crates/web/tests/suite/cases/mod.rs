//! Cases through their pages: from proposal to archive, lists, clocks, masks and downloads.

mod auction;
mod connect;
mod credit;
mod crime;
mod custody;
mod enforcement;
mod execution;
mod fast;
mod forms;
mod hearing;
mod measures;
mod norms;
mod on_spot;
mod recusal;
mod refusals;
mod remedies;
mod same_party;
mod sampling;
mod standstill;
mod supervision;
mod tables;
mod walk;

use axum::http::Method;
use testkit::{Client, TestSite};

use walk::{Walk, publish, silent};

/// Covers: N2 N9 N10 N13 N15 N18 N21 N23.
#[tokio::test]
async fn a_case_goes_from_proposal_to_archive_through_its_pages() {
    let it = archived().await;
    let page = it.case_page("banana").await;
    page.expect(200).says("已归档").says("没有等待办理的事项").says("行政处罚决定书").says("归档");
}

/// A case with everything done.
async fn archived() -> Walk {
    let it = Walk::told().await;
    it.does(
        "banana",
        "hear-representation",
        &[("on", "2026-03-16"), ("manner", "口头"), ("words", "已经清理干净，请从轻。")],
    )
    .await;
    let review = [("accepted", "partly"), ("review", "核对清理照片。"), ("reasons", "清理属实。")];
    it.does("daduizhang", "review-representation", &review).await;
    it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
    it.gives_opinion("pass").await.expect(303);
    it.page("juzhang", "decide-penalty").await.expect(200).says("罚款人民币叁佰元整");
    it.does("juzhang", "decide-penalty", &[]).await;
    it.delivers("行政处罚决定书").await;
    it.case_page("shoujiao").await.expect(200).says("今日应缴合计").says("300.00元");
    let paid = [
        ("amount", "300.00"),
        ("paid_on", "2026-03-17"),
        ("voucher", "票-0001"),
        ("channel", "银行柜台"),
    ];
    it.does("shoujiao", "record-payment", &paid).await;
    publish(&it).await;
    it.does("banana", "propose-closing", &[("words", "罚款已经缴纳。")]).await;
    it.does("juzhang", "approve-closing", &[("reason", "同意结案。")]).await;
    it.does("dangan", "archive-case", &[("number", "2026-001"), ("retention", "30年")]).await;
    it
}

#[tokio::test]
async fn the_list_finds_a_case_by_stage_and_words_and_exports_it() {
    let it = Walk::filed().await;
    let mut handler = it.site.sign_in("banana").await;
    let shown = handler.get("/cases?stage=investigating").await;
    shown.expect(200).says("在公路上堆放物品影响公路畅通").says("演**");
    silent(&shown, "演示甲");
    let none = handler.get("/cases?stage=closed").await;
    none.expect(200).says("没有符合条件的案件");
    handler.get("/cases?q=%E5%A0%86%E6%94%BE").await.expect(200).says("影响公路畅通");
    let csv = handler.get("/cases/export.csv?stage=investigating").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    csv.expect(200).says("\"在公路上堆放物品影响公路畅通\"").says("\"演**\"");
    assert!(csv.text.starts_with('\u{feff}'));
    silent(&handler.get("/cases/export.csv?stage=closed").await, "影响公路畅通");
    let packed = vec![("accept-encoding".to_owned(), "gzip".to_owned())];
    let packed = handler.send(Method::GET, "/cases/export.csv", packed, Vec::new()).await;
    assert_eq!((packed.status, packed.header("content-encoding")), (200, "gzip"));
}

#[tokio::test]
async fn a_case_shows_its_path_its_clocks_and_why_the_other_steps_wait() {
    let it = Walk::filed().await;
    let page = it.case_page("banana").await;
    page.expect(200).says("办案流程").says("当前环节").says("作出处罚决定的办案期限");
    page.says("CASE-002").says("请等承办人提交调查报告。").says("案卷体检").says("录入证据");
    page.says("/tools/deadlines?rule=AP-48");
    silent(&page, "999999198001010011");
    silent(&page, "演示甲");
}

#[tokio::test]
async fn personal_details_are_shown_for_a_reason_that_goes_on_record() {
    let it = Walk::filed().await;
    it.sends("banana", "unmask", &[]).await.expect(422).says("请填写“查看理由”。");
    let before = it.site.head().await;
    let clear = it.sends("banana", "unmask", &[("reason", "送达文书需要。")]).await;
    clear.expect(200).says("演示甲").says("999999198001010011").says("记入审计记录");
    let noted = it.site.app.audit(None, 5).await.unwrap();
    assert!(noted.iter().any(|entry| entry.seq > before && entry.kind == "person.unmasked"));
    silent(&it.case_page("banana").await, "999999198001010011");
}

#[tokio::test]
async fn who_may_not_take_a_step_does_not_see_its_form() {
    let it = Walk::proposed().await;
    it.page("banana", "approve-filing").await.expect(403);
    it.page("bananc", "add-evidence").await.expect(404);
    it.page("zd1a", "approve-filing").await.expect(403);
}

#[tokio::test]
async fn an_unknown_case_is_not_found() {
    let site = TestSite::open().await;
    let mut handler = site.sign_in("banana").await;
    handler.get("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV").await.expect(404);
    handler.get("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV/submit-report").await.expect(404);
}

#[tokio::test]
async fn a_race_keeps_what_was_written_and_says_what_changed() {
    let it = Walk::investigated().await;
    let mut client: Client = it.site.sign_in("banana").await;
    let path = it.path("order-rectification");
    let stale = client
        .filled(&path, &path, &[("facts", "堆放沙土。"), ("requirements", "立即清除。")])
        .await;
    it.adds_evidence().await.expect(303);
    let answer = client.post_raw(&path, &stale).await;
    answer.expect(409).says("录入证据").says("立即清除。");
}

#[tokio::test]
async fn the_case_file_is_not_handed_out_to_who_may_not_read_the_case() {
    let it = Walk::filed().await;
    for file in ["case-file.pdf", "case-file.zip"] {
        it.page("zd1a", file).await.expect(403);
        it.page("diaodu", file).await.expect(403);
        it.site.nobody().get(&it.path(file)).await.expect(303);
    }
    let mut reader = it.site.sign_in("banana").await;
    reader.get("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV/case-file.zip").await.expect(404);
}
