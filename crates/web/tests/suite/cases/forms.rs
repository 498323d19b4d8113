//! The papers that a step makes, through the pages: examined, decided, published.

use app::Clock as _;

use super::walk::{PICTURE, Walk, publish, silent};

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
    form.push(DRAWN);
    let path = it.path("examine-scene");
    let mut client = it.site.sign_in("banana").await;
    let files = [("pictures", "图一.png", PICTURE), ("pictures", "图二.png", PICTURE)];
    client.post_files(&path, &path, &form, &files).await.expect(303);
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
