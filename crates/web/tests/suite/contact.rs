//! A reporter's sealed contact over HTTP: asked for, consented to by another, seen once, erased.

use testkit::{Client, TestSite};

const NUMBER: &str = "13800000000";

/// A clue with a contact, merged into an earlier one and answered.
async fn answered(dispatcher: &mut Client) -> String {
    let mut clues = Vec::new();
    for words in ["货车沿路抛洒砂石。", "同一路段又有砂石。"] {
        let form = [
            ("source", "hotline"),
            ("category", "损坏、污染公路路面或者影响公路畅通"),
            ("words", words),
            ("town", "huji"),
            ("place", "示例路3公里处"),
            ("contact", NUMBER),
        ];
        let answer = dispatcher.post("/clues/new", &form).await;
        answer.expect(303);
        clues.push(answer.location().to_owned());
    }
    let [first, second] = clues.try_into().unwrap();
    let into = first.trim_start_matches("/clues/").to_owned();
    dispatcher.post(&format!("{second}/merge-clue"), &[("into", &into)]).await.expect(303);
    let words = [("words", "已合并办理。")];
    dispatcher.post(&format!("{second}/inform-reporter"), &words).await.expect(303);
    second
}

/// Covers: S3-22.
#[tokio::test]
async fn a_contact_is_shown_once_after_another_has_consented() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let mut lead = site.sign_in("zhenling").await;
    let clue = answered(&mut dispatcher).await;
    let look = format!("{clue}/look-at-contact");
    dispatcher.get(&look).await.expect(200).says("没有经批准的拆封申请");
    dispatcher.post(&look, &[]).await.expect(422).says("CLUE-027").says("第五十条");
    let ask = [("purpose", "look"), ("reason", "须当面核对地点。")];
    dispatcher.post(&format!("{clue}/request-contact"), &ask).await.expect(303);
    let decide = format!("{clue}/decide-contact");
    dispatcher.get(&decide).await.expect(403);
    lead.get("/inbox").await.expect(200).says("审批联系方式申请");
    lead.get(&decide).await.expect(200).says("须当面核对地点。").says("拆封查看一次");
    lead.post(&decide, &[("answer", "decline")]).await.expect(422).says("CLUE-026");
    lead.post(&decide, &[("answer", "consent")]).await.expect(303);
    lead.get(&look).await.expect(403);
    dispatcher.get(&look).await.expect(200).says("只能查看一次");
    let shown = dispatcher.post(&look, &[]).await;
    shown.expect(200).says(NUMBER);
    assert!(!dispatcher.get(&clue).await.text.contains(NUMBER));
    dispatcher.post(&look, &[]).await.expect(422).says("CLUE-027");
    let page = dispatcher.get(&clue).await;
    for step in ["申请拆封或者删除联系方式", "同意拆封联系方式一次", "查看反映人联系方式"]
    {
        page.expect(200).says(step);
    }
}

#[tokio::test]
async fn a_contact_that_is_erased_is_gone_and_the_page_says_since_when() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let mut lead = site.sign_in("zhenling").await;
    let clue = answered(&mut dispatcher).await;
    let request = format!("{clue}/request-contact");
    let ask = [("purpose", "erase"), ("reason", "已经办结并答复，不再需要保存。")];
    dispatcher.post(&request, &ask).await.expect(303);
    dispatcher.post(&request, &ask).await.expect(422).says("CLUE-031");
    lead.post(&format!("{clue}/decide-contact"), &[("answer", "consent")]).await.expect(303);
    dispatcher.get(&clue).await.expect(200).says("已于2026年3月9日依法删除");
    dispatcher.post(&request, &ask).await.expect(422).says("CLUE-028").says("第四十七条");
}
