//! Published tables at work: the case page asks for what a tier is reckoned on and shows how.

use std::path::PathBuf;

use app::App;
use app::confine::Confinement;
use testkit::{TestSite, Texts};

use super::walk::{FILING, Walk};

/// Under 公路法第七十七条, up to 5,000: nothing, by the square metre, by a formula, by a cost.
const TABLE: &str = "事项,条款,基准,来源,施行,阶次,情形,计算,下限,上限,基数,单位,起点,起算,零头,封顶,没收\n\
    T01,a,县基准,示例文号,2021-06-30,轻微,及时清理,不予处罚,,,,,,,,,\n\
    ,,,,,一般,五十平方米以下,单价,20,30,,元/平方米,,,,1000,不没收财物\n\
    ,,,,,较重,五十平方米以上,公式,20,,,10平方米,1000,50,进一,4000,\n\
    ,,,,,严重,造成路面损坏,百分比,10%,,修复费用,,,,,,\n";

/// A case under the county's own table, as `zhifa pack import-benchmarks` writes it.
async fn investigated() -> Walk {
    let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let texts = App::read_pack_folder(&packs, "jinxiang").unwrap();
    let text = App::import_benchmarks(
        &texts,
        "jinxiang",
        ("县基准.csv", TABLE.as_bytes()),
        &Confinement::Here,
    )
    .await
    .unwrap();
    let more = Texts::from([("jinxiang/benchmarks/xian.toml".to_owned(), text.into_bytes())]);
    let it = Walk::proposed_at(TestSite::open_with_texts(more).await, &FILING).await;
    it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
    it.with_evidence().await
}

/// Covers: S2-120.
#[tokio::test]
async fn a_tier_by_the_unit_asks_for_the_quantity_and_shows_how_it_is_reckoned() {
    let it = investigated().await;
    let page = it.page("banana", "submit-report?branch=a").await;
    page.expect(200).says("认定的数量（平方米）").says("修复费用").says("计算幅度");
    page.says("每平方米20.00元以上30.00元以下，最高1,000.00元，不没收财物");
    page.says("1,000.00元，超过50平方米的部分另每10平方米20.00元（不足10平方米的按10平方米计）");

    let recount = [("recount", "yes"), ("unit_0", "75.00"), ("base_0", "20000.00")];
    let page = it.reports("banana", &recount).await;
    page.says("75平方米×每平方米20.00元以上30.00元以下，计1,500.00元以上2,250.00元以下，超过上限的部分不计，按1,000.00元");
    page.says("1,000.00元＋75平方米超过50平方米的部分25平方米每10平方米20.00元");
    page.says("计1,060.00元").says("修复费用20,000.00元，取修复费用的10%以上");
    page.says("2,000.00元以上5,000.00元以下");

    let chosen = ("tier", "县基准/一般");
    let unknown = it.reports("banana", &[("fine", "300.00"), chosen]).await;
    unknown.expect(422).says("还没有认定“平方米”的数额");
    let measured = ("unit_0", "12.00");
    let outside = it.reports("banana", &[("fine", "400.00"), chosen, measured]).await;
    outside.expect(422).says("不在所选阶次“一般”的幅度240.00元以上360.00元以下内");
    it.reports("banana", &[("fine", "300.00"), chosen, measured]).await.expect(303);
    let seen = it.page("daduizhang", "approve-report").await;
    seen.expect(200).says("12平方米×每平方米20.00元以上30.00元以下，计240.00元以上360.00元以下");
    it.does("daduizhang", "approve-report", &[("reason", "同意。")]).await;
}

#[tokio::test]
async fn what_a_formula_comes_to_is_the_fine_of_its_tier_and_never_more_than_the_law() {
    let it = investigated().await;
    let chosen = ("tier", "县基准/较重");
    let measured = ("unit_0", "75.00");
    it.reports("banana", &[("fine", "1050.00"), chosen, measured]).await.expect(422);
    let far = ("unit_0", "90000.00");
    let most = it.reports("banana", &[("fine", "4001.00"), chosen, far]).await;
    most.expect(422).says("不在所选阶次“较重”的幅度4,000.00元内");
    it.reports("banana", &[("fine", "1060.00"), chosen, measured]).await.expect(303);
}
