//! The papers that a step makes, through the pages: examined, decided, published.

use app::Clock as _;

use super::walk::{PICTURE, Walk, publish, silent, value_of};

const DRAWN: (&str, &str) = ("signature_image", "data:image/png;base64,iVBORw0KGgo=");

const SCENE: [(&str, &str); 8] = [
    ("place", "胡集镇示例村东公路"),
    ("weather", "晴，能见度良好"),
    ("officers", "p-banan-a"),
    ("officers", "p-banan-b"),
    ("certificates_shown", "yes"),
    ("present_name", "演示甲"),
    ("present_role", "当事人"),
    ("findings", "沙土堆长5米、宽2米、高0.6米。"),
];

/// So many minutes before now, by the clock of the site.
fn ago(it: &Walk, minutes: i64) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let now = it.site.clock.now().to_zoned(zone).datetime();
    let then = now.checked_sub(jiff::Span::new().minutes(minutes)).unwrap();
    then.strftime("%Y-%m-%dT%H:%M").to_string()
}

#[tokio::test]
async fn a_scene_is_examined_with_a_picture_and_a_signature() {
    let it = Walk::filed().await;
    it.page("shoujiao", "examine-scene").await.expect(403);
    let page = it.page("banana", "examine-scene").await;
    page.expect(200).says("《交通运输行政执法程序规定》第四章第二节").says("天气情况");
    let (started, ended) = (ago(&it, 40), ago(&it, 10));
    let mut form = vec![("started_at", started.as_str()), ("ended_at", ended.as_str())];
    form.extend(SCENE);
    let bare = it.sends("banana", "examine-scene", &form).await;
    bare.expect(422).says("勘验笔录没有勘验图或者照片").says("没有在勘验笔录上签名");
    let path = it.path("examine-scene");
    let mut client = it.site.sign_in("banana").await;
    let pictures = [("pictures", "图一.png", PICTURE), ("pictures", "图二.png", PICTURE)];
    let invited = [&pictures[..], &[("invited_image_file", "签名.png", PICTURE)]].concat();
    let unsigned = client.post_files(&path, &path, &form, &invited).await;
    unsigned.expect(422).says("没有在勘验笔录上签名");
    form.push(DRAWN);
    client.post_files(&path, &path, &form, &pictures).await.expect(303);
    let page = it.case_page("banana").await;
    page.expect(200).says("勘验笔录").says("勘验图（照片）2");
}

#[tokio::test]
async fn the_decision_and_its_publication_leave_their_approvals_in_the_case() {
    let it = Walk::reviewed().await;
    silent(&it.case_page("banana").await, "行政处罚决定审批表");
    let words = [("words", "同意，处罚与教育相结合。")];
    it.does("juzhang", "decide-penalty", &words).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("行政处罚决定审批表");
    silent(&page, "行政执法决定公示审批表");
    publish(&it).await;
    it.case_page("banana").await.expect(200).says("行政执法决定公示审批表");
}

/// Covers: N21.
#[tokio::test]
async fn electronic_delivery_waits_for_the_signed_confirmation_of_the_address() {
    let it = Walk::reported().await;
    it.does("banana", "give-notice", &[]).await;
    let page = it.page("banana", "record-delivery?method=electronic").await;
    let document = value_of(&page.text, "document", "违法行为通知书");
    let today = it.site.app.today().to_string();
    let sent = [
        ("method", "electronic"),
        ("document", document.as_str()),
        ("on", today.as_str()),
        ("place", "示例邮箱"),
        ("by", "p-banan-a"),
        ("by", "p-banan-b"),
        ("proof", "到达示例邮箱"),
    ];
    let refused = it.sends("banana", "record-delivery", &sent).await;
    refused.expect(422).says("CASE-059").says("《行政处罚法》第六十一条第二款");

    it.page("shoujiao", "confirm-address").await.expect(403);
    it.page("banana", "confirm-address").await.expect(200).says("同意的范围");
    let form = [
        ("address", "胡集镇示例村1号"),
        ("phone", "00000000000"),
        ("agreed", "yes"),
        ("channel", "mail"),
        ("account", "a@example.invalid"),
        ("scope", "all"),
        ("told", "yes"),
    ];
    it.sends("banana", "confirm-address", &form).await.expect(422).says("没有在确认书上签名");
    let path = it.path("confirm-address");
    let mut client = it.site.sign_in("banana").await;
    let pictured = [("signature_image_file", "签名.png", PICTURE)];
    client.post_files(&path, &path, &form, &pictured).await.expect(303);
    let page = it.case_page("banana").await;
    page.expect(200).says("送达地址确认书").says("本案全部文书");
    it.does("banana", "record-delivery", &sent).await;
}

#[tokio::test]
async fn another_authority_is_asked_and_its_answer_filed() {
    let it = Walk::filed().await;
    it.page("shoujiao", "request-assistance").await.expect(403);
    let page = it.page("banana", "record-assistance").await;
    page.expect(200).says("没有等待答复的协助调查函").says("《行政处罚法》第二十六条");
    let letter = [
        ("body", "示例县市场监督管理局"),
        ("reason", "需要查明当事人的登记事项。"),
        ("request", "提供登记档案复印件。"),
        ("due_on", "2026-03-20"),
    ];
    let past = [letter[0], letter[1], letter[2], ("due_on", "2026-03-02")];
    it.sends("banana", "request-assistance", &past).await.expect(422).says("ASSIST-013");
    it.does("banana", "request-assistance", &letter).await;
    it.case_page("banana").await.expect(200).says("协字第0001号").says("等待答复");
    let page = it.page("banana", "record-assistance").await;
    let which = value_of(&page.text, "letter", "示例县市场监督管理局");
    let today = it.site.app.today().to_string();
    let answer = [("letter", which.as_str()), ("on", today.as_str()), ("words", "没有查到登记。")];
    it.sends("banana", "record-assistance", &answer).await.expect(422).says("没有上传复函");
    let path = it.path("record-assistance");
    let mut client = it.site.sign_in("banana").await;
    let files = [("blob", "复函.png", PICTURE)];
    client.post_files(&path, &path, &answer, &files).await.expect(303);
    it.case_page("banana").await.expect(200).says("已经答复").says("没有查到登记。");
}

/// The decision is written on its paper, looked at before it is sent, and seen by the reviewer.
#[tokio::test]
async fn a_decision_is_written_in_place_and_looked_at_before_anything_is_recorded() {
    let it = Walk::told_in_print().await;
    let page = it.page("banana", "draft-decision").await;
    page.expect(200).says("一、违法事实和证据").says("上述事实，有下列证据证明").says("预览文书");
    let facts = "演示甲在胡集镇示例村东公路上堆放沙土。";
    let mut sent = vec![("reasons", "占用路面即违法。"), ("facts", facts), ("preview", "yes")];
    it.sends("banana", "draft-decision", &sent).await.expect(422).says("与告知当事人的文字不同");
    sent.push(("same_facts", "yes"));
    let paper = it.sends("banana", "draft-decision", &sent).await;
    paper.expect(200);
    assert_eq!(paper.header("content-type"), "application/pdf");
    it.page("juzhang", "drafted-decision").await.expect(404);
    sent.retain(|(key, _)| *key != "preview");
    it.does("banana", "draft-decision", &sent).await;
    let page = it.page("shenhea", "give-opinion").await;
    page.expect(200).says(facts).says("调查报告和告知写的违法事实").says("drafted-decision");
    let paper = it.page("shenhea", "drafted-decision").await;
    paper.expect(200);
    assert_eq!(paper.header("content-type"), "application/pdf");
    it.gives_opinion("pass").await.expect(303);
    let none = it.sends("juzhang", "decide-penalty", &[("preview", "yes")]).await;
    none.expect(200);
    silent(&it.case_page("banana").await, "行政处罚决定审批表");
}

/// What one step issued is printed in one go, each paper in its copies.
#[tokio::test]
async fn the_papers_of_a_step_are_printed_as_a_set() {
    let it = Walk::told_in_print().await;
    it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
    it.gives_opinion("pass").await.expect(303);
    it.does("juzhang", "decide-penalty", &[("words", "同意。")]).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("整套打印（");
    let start = page.text.split("/steps/").nth(1).unwrap();
    let step = start.split(".pdf").next().unwrap();
    let path = format!("/documents/case/{}/steps/{step}.pdf", it.case);
    let set = it.site.sign_in("banana").await.get(&path).await;
    set.expect(200);
    assert_eq!(set.header("content-type"), "application/pdf");
    it.site.sign_in("zd1a").await.get(&path).await.expect(404);
    let none = path.replace(step, "nothing");
    it.site.sign_in("banana").await.get(&none).await.expect(404);
}
