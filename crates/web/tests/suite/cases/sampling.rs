//! 抽样取证和鉴定 through the pages: sealed, entrusted, answered, told, contested.

use app::Clock as _;

use super::walk::{PICTURE, Walk, value_of};

const TAKING: [(&str, &str); 13] = [
    ("place", "胡集镇示例村东公路"),
    ("officers", "p-banan-a"),
    ("officers", "p-banan-b"),
    ("told", "yes"),
    ("method", "三点等量抽取"),
    ("met_name", "演示甲"),
    ("samples.0.name", "机制砂"),
    ("samples.0.batch", "0至4.75毫米"),
    ("samples.0.base", "12"),
    ("samples.0.quantity", "0.03"),
    ("samples.0.unit", "吨"),
    ("samples.0.seal_number", "示封1"),
    ("kept", "执法大队样品室"),
];

const SIGNATURE: (&str, &str) = ("signature_image", "data:image/png;base64,iVBORw0KGgo=");

const LETTER: [(&str, &str); 7] = [
    ("kind", "test"),
    ("institution", "示例检测有限公司"),
    ("qualification", "资质认定证书示例"),
    ("question", "含泥量"),
    ("seal_numbers", "示封1"),
    ("objects", "装载记录复印件"),
    ("due_on", "2026-03-20"),
];

/// Now by the clock of the site.
fn now(it: &Walk) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let now = it.site.clock.now().to_zoned(zone).datetime();
    now.strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn taken(it: &Walk) {
    let when = now(it);
    let mut pairs = vec![("at", when.as_str()), SIGNATURE];
    pairs.extend(TAKING);
    it.does("banana", "take-samples", &pairs).await;
}

async fn answered(it: &Walk) {
    let page = it.page("banana", "record-appraisal").await;
    let which = value_of(&page.text, "appraisal", "示例检测有限公司");
    let pairs = [
        ("appraisal", which.as_str()),
        ("answer", "opinion"),
        ("number", "示检字1号"),
        ("on", "2026-03-09"),
        ("appraisers", "演示辛"),
        ("opinion", "含泥量为3.2%。"),
    ];
    it.sends("banana", "record-appraisal", &pairs).await.expect(422).says("没有上传鉴定意见");
    let path = it.path("record-appraisal");
    let mut client = it.site.sign_in("banana").await;
    let answer = client.post_files(&path, &path, &pairs, &[("blob", "意见.png", PICTURE)]).await;
    answer.expect(303);
}

/// Covers: N7.
#[tokio::test]
async fn samples_are_sealed_appraised_and_the_opinion_told() {
    let it = Walk::investigated().await;
    it.page("shoujiao", "take-samples").await.expect(403);
    it.page("banana", "take-samples").await.expect(200).says("《行政处罚法》第五十六条");
    let when = now(&it);
    let mut bare = vec![("at", when.as_str())];
    bare.extend(TAKING);
    let refused = it.sends("banana", "take-samples", &bare).await;
    refused.expect(422).says("凭证没有当事人或者见证人签名").says("《行政处罚法》第五十六条");
    taken(&it).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("抽字第0001号").says("示封1").says("0.03吨").says("交付当事人");
    let unqualified: Vec<_> = LETTER
        .into_iter()
        .map(|(key, value)| (key, if key == "qualification" { " " } else { value }))
        .collect();
    it.sends("banana", "entrust-appraisal", &unqualified).await.expect(422);
    it.does("banana", "entrust-appraisal", &LETTER).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("等待鉴定意见").says("鉴委字第0001号").says("照常计入办案期限");
    let report = it.page("banana", "submit-report").await;
    report.expect(200).says("的鉴定还没有答复，事实尚未查清").says("《行政处罚法》第四十条");
    answered(&it).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("含泥量为3.2%").says("鉴告字第0001号").says("还没有送达当事人");
    it.page("banana", "submit-report").await.expect(200).says("鉴定意见还没有告知当事人");
}

#[tokio::test]
async fn the_head_answers_a_party_that_asks_for_another_appraisal() {
    let it = Walk::investigated().await;
    taken(&it).await;
    it.does("banana", "entrust-appraisal", &LETTER).await;
    answered(&it).await;
    let page = it.page("banana", "contest-appraisal").await;
    let which = value_of(&page.text, "appraisal", "示例检测有限公司");
    let which = ("appraisal", which.as_str());
    let on = ("on", "2026-03-09");
    it.sends("banana", "contest-appraisal", &[which, on]).await.expect(422);
    it.does("banana", "contest-appraisal", &[which, on, ("reason", "刚下过雨。")]).await;
    it.page("banana", "answer-objection").await.expect(403);
    let silent = [which, ("agreed", "yes")];
    it.sends("juzhang", "answer-objection", &silent).await.expect(422);
    let reason = ("reason", "核对了气象记录。");
    it.does("juzhang", "answer-objection", &[which, ("agreed", "yes"), reason]).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("同意重新鉴定").says("刚下过雨。").says("核对了气象记录。");
    let form = it.page("banana", "entrust-appraisal").await;
    form.expect(200).says("不是重新鉴定").says("同意重新鉴定");
    it.page("banana", "submit-report").await.expect(200).says("还没有重新委托");
}
