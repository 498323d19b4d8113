//! Measures through the pages: proposed, approved, taken on the phone, lifted, given back.

use app::Clock as _;

use super::walk::{PICTURE, Walk, value_of};

/// A filing for freight without a permit.
pub const FREIGHT: [(&str, &str); 14] = [
    ("item", "JX-T-13-CF"),
    ("cause", "未取得道路运输经营许可从事货物运输"),
    ("source", "report"),
    ("town", "huji"),
    ("place", "胡集镇示例村东公路"),
    ("act_on", "2026-03-06"),
    ("discovered_on", "2026-03-06"),
    ("facts", "没有取得道路运输经营许可，驾驶货车运输沙土。"),
    ("party_kind", "citizen"),
    ("party_name", "演示甲"),
    ("party_id_number", "999999198001010011"),
    ("party_address", "胡集镇示例村1号"),
    ("handlers", "p-banan-a"),
    ("handlers", "p-banan-b"),
];

pub const PROPOSAL: [(&str, &str); 6] = [
    ("kind", "seize"),
    ("basis", "《道路运输条例》第六十二条"),
    ("reason", "没有车辆营运证，又无法当场提供其他有效证明。"),
    ("necessity", "已经要求提供证明，当事人不能提供并准备驶离。"),
    ("things", "轻型货车1辆"),
    ("checked", "yes"),
];

async fn filed() -> Walk {
    let it = Walk::proposed_as(&FREIGHT).await;
    it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
    it
}

/// The answers on the spot, from now to a minute later by the clock of the site.
pub fn spot(it: &Walk) -> Vec<(String, String)> {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let now = it.site.clock.now().to_zoned(zone).datetime();
    let ended = now.strftime("%Y-%m-%dT%H:%M").to_string();
    let began = now.checked_sub(jiff::ToSpan::minutes(1)).unwrap();
    let mut all: Vec<(String, String)> = [
        ("officers", "p-banan-a"),
        ("officers", "p-banan-b"),
        ("told", "yes"),
        ("place", "胡集镇示例村东公路"),
        ("findings", "驾驶人不能出示车辆营运证。"),
        ("statement", "当事人没有陈述申辩。"),
        ("met_name", "演示甲"),
        ("met_role", "驾驶人"),
        ("recordings", "记录仪-001"),
        ("articles.0.name", "轻型货车"),
        ("articles.0.features", "号牌演示A00000"),
        ("articles.0.quantity", "1"),
        ("articles.0.unit", "辆"),
        ("articles.0.condition", "外观完好"),
        ("custody", "示例停车场"),
        ("keeper", "演示丙"),
        ("refusal_reason", "拒绝签名，没有说明理由。"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    all.push(("at".to_owned(), began.strftime("%Y-%m-%dT%H:%M").to_string()));
    all.push(("ended_at".to_owned(), ended));
    all
}

pub async fn takes(it: &Walk, pairs: &[(String, String)]) -> testkit::Answer {
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    on_measure(it, "banana", "implement-measure", &pairs).await
}

/// Sends the step on the measure that its page offers.
pub async fn on_measure(
    it: &Walk,
    login: &str,
    step: &str,
    pairs: &[(&str, &str)],
) -> testkit::Answer {
    let measure = offered(it, login, step).await;
    let mut pairs = pairs.to_vec();
    pairs.push(("measure", &measure));
    it.sends(login, step, &pairs).await
}

/// The measure that the page of the step offers; nothing when there is none.
async fn offered(it: &Walk, login: &str, step: &str) -> String {
    let page = it.page(login, step).await;
    if page.text.contains("name=\"measure\"") {
        value_of(&page.text, "measure", "扣押")
    } else {
        String::new()
    }
}

/// Covers: S2-70, S4-65.
#[tokio::test]
async fn a_vehicle_is_seized_and_given_back_through_the_pages() {
    let it = filed().await;
    it.does("banana", "propose-measure", &PROPOSAL).await;
    it.page("juzhang", "approve-measure").await.expect(200).says("《道路运输条例》第六十二条");
    on_measure(&it, "juzhang", "approve-measure", &[("reason", "同意。")]).await.expect(303);
    it.site.clock.pass_minutes(5);
    takes(&it, &spot(&it)).await.expect(303);
    let page = it.case_page("banana").await;
    page.expect(200).says("措施：扣押").says("届满必须解除").says("示例停车场").says("在控");
    page.says("行政强制措施决定书").says("查封（扣押）财物清单").says("现场笔录");
    let register = it.site.sign_in("juzhang").await.get("/articles?fate=held").await;
    register.expect(200).says("轻型货车").says("1辆").says("示例停车场");
    let lift = [
        ("ground", "other"),
        ("reason", "当事人已经补办手续。"),
        ("pick_up", "工作日到示例停车场领取。"),
    ];
    on_measure(&it, "juzhang", "release-measure", &lift).await.expect(303);
    it.page("banana", "return-articles").await.expect(200).says("轻型货车1辆");
    let mut client = it.site.sign_in("banana").await;
    let path = it.path("return-articles");
    let measure = offered(&it, "banana", "return-articles").await;
    let back = [
        ("measure", measure.as_str()),
        ("receiver", "演示甲，当事人"),
        ("condition", "与清单一致。"),
        ("officers", "p-banan-a"),
        ("officers", "p-banan-b"),
    ];
    client.post(&path, &back).await.expect(422).says("没有签收");
    let scan = [("scan", "回执.png", PICTURE)];
    client.post_files(&path, &path, &back, &scan).await.expect(303);
    it.case_page("banana").await.expect(200).says("日退还").says("涉案物品处理记录");
    let register =
        it.site.sign_in("juzhang").await.get("/articles?fate=returned&q=%E8%B4%A7%E8%BD%A6").await;
    register.expect(200).says("轻型货车").says("已退还");
}

#[tokio::test]
async fn what_the_law_refuses_is_told_at_its_field() {
    let it = filed().await;
    let mut wrong = PROPOSAL;
    wrong[0] = ("kind", "sequester");
    let page = it.sends("banana", "propose-measure", &wrong).await;
    page.expect(422)
        .says("MEAS-011")
        .says("《行政强制法》第十条")
        .says("《道路运输条例》第六十二条");
    it.does("banana", "propose-measure", &PROPOSAL).await;
    let page = it.page("banana", "implement-measure").await;
    page.expect(200).says("现在还不能办理").says("还没有经行政机关负责人批准");
    on_measure(&it, "juzhang", "approve-measure", &[("reason", "同意。")]).await.expect(303);
    it.site.clock.pass_minutes(5);
    let mut alone = spot(&it);
    alone.retain(|(key, value)| !(key == "officers" && value == "p-banan-b"));
    for (key, value) in &mut alone {
        if key == "articles.0.quantity" {
            *value = "一".to_owned();
        }
    }
    takes(&it, &alone).await.expect(422).says("数量请填写大于零的数字");
    for (key, value) in &mut alone {
        if key == "articles.0.quantity" {
            *value = "1".to_owned();
        }
    }
    takes(&it, &alone).await.expect(422).says("不足两人");
    it.page("juzhang", "propose-measure").await.expect(403);
    it.page("zd1a", "implement-measure").await.expect(403);
    it.site.sign_in("zd1a").await.get("/articles").await.expect(403);
}

#[tokio::test]
async fn an_urgent_seizure_shows_the_hour_by_which_it_must_be_approved() {
    let it = Walk::proposed_as(&FREIGHT).await;
    let mut urgent: Vec<(&str, &str)> = PROPOSAL.to_vec();
    urgent.push(("urgent", "车辆正要驶离。"));
    it.does("banana", "propose-measure", &urgent).await;
    takes(&it, &spot(&it)).await.expect(303);
    it.case_page("banana").await.expect(200).says("等待补办批准").says("之前必须补办");
    it.site.clock.pass_days(2);
    let late = on_measure(&it, "juzhang", "approve-measure", &[("reason", "同意。")]).await;
    late.expect(422).says("二十四小时").says("《行政强制法》第十九条");
    let lift = [
        ("ground", "not-approved"),
        ("reason", "没有在时限内补办批准。"),
        ("pick_up", "立即领取。"),
    ];
    on_measure(&it, "juzhang", "release-measure", &lift).await.expect(303);
    assert_ne!(offered(&it, "banana", "return-articles").await, "");
}
