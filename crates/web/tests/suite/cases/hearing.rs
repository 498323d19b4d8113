//! The longer ways: a hearing held or given up, a decision without a penalty, drafts and signatures.

use axum::http::Method;

use super::walk::{MINOR, QUESTIONS, Walk, attribute_of, filing_with, silent};

/// A company whose fine is large enough for a hearing.
async fn major() -> Walk {
    let changed = [
        ("item", "JX-T-05-CF"),
        ("party_kind", "organisation"),
        ("party_name", "示例运输有限公司"),
        ("party_id_number", "91999999MA0DEM0009"),
    ];
    let it = Walk::proposed_as(&filing_with(&changed)).await;
    it.does("juzhang", "approve-filing", &[]).await;
    let it = it.with_evidence().await;
    it.reports("banana", &[("fine", "30000.00")]).await.expect(303);
    it.does("daduizhang", "approve-report", &[]).await;
    it.does("banana", "give-notice", &[]).await;
    it.delivers("违法行为通知书").await;
    it
}

/// Covers: N11 N12 N17.
#[tokio::test]
async fn a_hearing_is_asked_for_called_in_time_held_and_followed_by_a_deliberation() {
    let it = major().await;
    let tomorrow = it.sends("banana", "request-hearing", &[("on", "2026-03-10")]).await;
    tomorrow.expect(422).says("CASE-080");
    it.does("banana", "request-hearing", &[("on", "2026-03-09")]).await;
    let mut call = vec![
        ("at", "2026-03-12T09:00"),
        ("place", "县交通运输局会议室"),
        ("recorder", "演示丙"),
        ("public", "yes"),
    ];
    it.page("tingzheng", "call-hearing").await.expect(200).says("最早2026年3月19日");
    let early = it.sends("tingzheng", "call-hearing", &call).await;
    early.expect(422).says("CASE-089").says("2026年3月19日");
    call[0] = ("at", "2026-03-19T09:00");
    it.does("tingzheng", "call-hearing", &call).await;
    it.page("tingzheng", "hold-hearing").await.expect(200).says("CASE-096");
    it.delivers("听证通知书").await;
    it.site.clock.pass_days(10);
    let record = [
        ("started_at", "2026-03-19T09:00"),
        ("ended_at", "2026-03-19T09:00"),
        ("identity_check", "核对身份。"),
        ("presentation", "陈述事实和证据。"),
        ("defence", "请求从轻。"),
        ("final_statement", "请求从轻。"),
        ("focus", "裁量是否适当。"),
        ("opinion", "事实清楚，建议维持。"),
    ];
    it.sends("tingzheng", "hold-hearing", &record).await.expect(422).says("CASE-093");
    it.site.clock.pass_minutes(180);
    let mut held = record;
    held[1] = ("ended_at", "2026-03-19T11:00");
    it.does("tingzheng", "hold-hearing", &held).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("听证申请记录").says("听证公告").says("听字第0001号").says("听证报告");
    it.does("banana", "draft-decision", &[("reasons", "按听证笔录作出。")]).await;
    it.gives_opinion("pass").await.expect(303);
    let alone = it.sends("juzhang", "decide-penalty", &[]).await;
    alone.expect(422).says("RULE-AP-43").says("集体讨论");
    it.case_page("juzhang").await.expect(200).says("2026年3月19日举行").says("记录集体讨论");
}

#[tokio::test]
async fn a_hearing_is_given_up_only_with_an_account() {
    let it = major().await;
    it.does("banana", "request-hearing", &[("on", "2026-03-09")]).await;
    it.case_page("banana").await.expect(200).says("request-hearing?abandon=yes");
    let path = it.path("request-hearing");
    let from = format!("{path}?abandon=yes");
    let mut client = it.site.sign_in("banana").await;
    let mut pairs = vec![("on", "2026-03-09"), ("reason", "")];
    client.post_from(&from, &path, &pairs).await.expect(422).says("请填写“放弃听证的情形”。");
    pairs[1] = ("reason", "当事人书面撤回听证申请。");
    client.post_from(&from, &path, &pairs).await.expect(303);
    it.case_page("banana").await.expect(200).says("放弃：当事人书面撤回听证申请。");
}

/// Covers: N19.
#[tokio::test]
async fn a_first_and_minor_violation_ends_without_a_penalty() {
    let it = Walk::investigated().await;
    let path = it.path("submit-report");
    let pairs = [&[("process", "核对照片。")], &MINOR[..], &QUESTIONS].concat();
    let mut client = it.site.sign_in("banana").await;
    client.post_from(&format!("{path}?ground=minor"), &path, &pairs).await.expect(303);
    it.does("daduizhang", "approve-report", &[]).await;
    let told = it.sends("banana", "give-notice", &[]).await;
    told.expect(422).says("CASE-046").says("没有拟作出的处罚可以告知");
    it.does("banana", "draft-decision", &[("reasons", "轻微并及时改正。")]).await;
    it.gives_opinion("pass").await.expect(303);
    it.sends("juzhang", "decide-penalty", &[]).await.expect(422).says("CASE-120");
    it.page("juzhang", "waive-penalty").await.expect(200).says("不予行政处罚");
    it.does("juzhang", "waive-penalty", &[]).await;
    it.delivers("不予行政处罚决定书").await;
    it.does("banana", "propose-closing", &[("words", "决定书已经送达。")]).await;
    it.does("juzhang", "approve-closing", &[]).await;
    it.case_page("banana").await.expect(200).says("已结案").says("不予行政处罚决定书");
}

/// What bars the penalty before the party has spoken does not bar that none is imposed.
#[tokio::test]
async fn no_penalty_may_be_drafted_while_the_party_may_still_speak() {
    let it = Walk::noticed().await;
    let barred = it.page("banana", "draft-decision").await;
    barred.expect(200).says("现在还不能办理“拟定处理决定”");
    it.case_page("banana").await.expect(200).says("改为不予处罚").says("draft-decision?change=yes");
    silent(&it.page("banana", "draft-decision?change=yes").await, "现在还不能办理");
    let milder = it.page("banana", "draft-decision?ground=minor").await;
    silent(&milder, "现在还不能办理");
    let path = it.path("draft-decision");
    let pairs = [&[("reasons", "占用路面很小，当场清除。")], &MINOR[1..]].concat();
    let mut client = it.site.sign_in("banana").await;
    client.post_from(&format!("{path}?ground=minor"), &path, &pairs).await.expect(303);
    it.gives_opinion("pass").await.expect(303);
    it.page("juzhang", "waive-penalty").await.expect(200).says("不予行政处罚");
    it.does("juzhang", "waive-penalty", &[]).await;
}

#[tokio::test]
async fn a_closing_is_returned_only_with_a_reason() {
    let it = Walk::decided().await;
    it.delivers("行政处罚决定书").await;
    let today = it.site.app.today().to_string();
    let paid = [
        ("amount", "300"),
        ("paid_on", today.as_str()),
        ("voucher", "票-0002"),
        ("channel", "电子支付"),
    ];
    it.does("shoujiao", "record-payment", &paid).await;
    it.does("banana", "propose-closing", &[("words", "已经缴纳。")]).await;
    it.declines("juzhang", "approve-closing", "return", "CASE-144").await;
    it.case_page("banana").await.expect(200).says("已履行");
}

#[tokio::test]
async fn unfinished_answers_come_back_after_signing_out_and_go_when_they_are_sent() {
    let it = Walk::investigated().await;
    let path = it.path("submit-report?branch=a");
    let mut client = it.site.sign_in("banana").await;
    let page = client.get(&path).await;
    let key = format!("submit-report-{}-a", it.case);
    page.expect(200).says(&format!("data-draft=\"{key}\""));
    let token = attribute_of(&page.text, "form_token");
    let headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
        ("x-zhifa-form".to_owned(), token),
    ];
    let kept = r#"{"fields": [["process", "写到一半的调查经过"], ["fine", "321.00"]]}"#;
    let saved = client
        .send(Method::POST, &format!("/drafts/{key}"), headers, kept.as_bytes().to_vec())
        .await;
    saved.expect(204);
    let again = it.page("banana", "submit-report?branch=a").await;
    again.expect(200).says("写到一半的调查经过").says("value=\"321.00\"").says("已恢复");
    it.reports("banana", &[("fine", "300.00")]).await.expect(303);
    it.does("daduizhang", "approve-report", &[("return", "yes"), ("reason", "补充。")]).await;
    let fresh = it.page("banana", "submit-report?branch=a").await;
    silent(&fresh, "写到一半的调查经过");
}

#[tokio::test]
async fn a_signature_drawn_on_the_screen_stands_on_the_record() {
    const DRAWN: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    let it = Walk::filed().await;
    let path = it.path("record-interview");
    let pairs = [
        ("name", "演示甲"),
        ("id_number", "999999198001010011"),
        ("address", "胡集镇示例村1号"),
        ("relation", "当事人"),
        ("place", "大队询问室"),
        ("started_at", "2026-03-09T08:00"),
        ("ended_at", "2026-03-09T08:40"),
        ("officers", "p-banan-a"),
        ("officers", "p-banan-b"),
        ("certificates_shown", "yes"),
        ("dialogue.0.question", "沙土是谁堆的？"),
        ("dialogue.0.answer", "是我。"),
        ("signature", DRAWN),
    ];
    let mut client = it.site.sign_in("banana").await;
    client.post_files(&path, &path, &pairs, &[]).await.expect(303);
    let stream = domain::StreamId::parse(&format!("case/{}", it.case)).unwrap();
    let loaded = it.site.app.load(&stream).await.unwrap().unwrap();
    let case = loaded.state.as_case().unwrap();
    let record = case.documents.iter().find(|it| it.form == "TF-02").unwrap();
    assert!(record.content.reveal().contains(DRAWN), "the drawing is part of the document");
}
