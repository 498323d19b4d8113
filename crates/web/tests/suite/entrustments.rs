//! Deeds of entrustment through their pages: drafted, signed, made known, on the portal, ended.

use testkit::TestSite;

/// AP-04, AP-05, AP-06.
#[tokio::test]
async fn a_deed_is_signed_made_known_and_ended() {
    let site = TestSite::open().await;
    let mut lawyer = site.sign_in("shenhea").await;
    lawyer.get("/entrustments").await.expect(200).says("没有委托执法");
    let mut form = vec![
        ("organisation", "示例县公路养护中心"),
        ("conditions", "public"),
        ("conditions", "staffed"),
        ("basis", "《道路运输条例》第五十八条"),
        ("items", "JX-T-01"),
        ("scope", "现场检查、调查取证。"),
        ("from", "2026-03-09"),
        ("until", "2027-03-08"),
        ("duties", "每季度报告检查情况。"),
    ];
    let unfit = lawyer.post("/entrustments/new", &form).await;
    unfit.expect(422).says("ENTR-004").says("第二十一条").says("每季度报告检查情况。");
    form.push(("conditions", "equipped"));
    let answer = lawyer.post("/entrustments/new", &form).await;
    answer.expect(303);
    let page = answer.location().split('?').next().unwrap().to_owned();
    lawyer.get(&page).await.expect(200).says("待签订").says("现场检查、调查取证。");
    form[7].1 = "2026-12-31";
    lawyer.post(&format!("{page}/draw-up-entrustment"), &form).await.expect(303);
    lawyer.post(&format!("{page}/sign-entrustment"), &[("other_side", "某主任")]).await.expect(403);

    let mut leader = site.sign_in("juzhang").await;
    leader.get("/inbox").await.expect(200).says("签订委托书");
    leader.post(&format!("{page}/sign-entrustment"), &[("other_side", "")]).await.expect(422);
    let named = [("other_side", "某主任")];
    leader.post(&format!("{page}/sign-entrustment"), &named).await.expect(303);
    leader.get(&page).await.expect(200).says("有效").says("委字第0001号").says("还没有登记");
    let mut anybody = site.nobody();
    let open = anybody.get("/portal/bodies").await;
    open.expect(200).says("示例县公路养护中心").says("2026年3月9日至2026年12月31日");

    let notice = format!("{page}/record-entrustment-notice");
    let nothing = [("published", ""), ("filed", "")];
    lawyer.post(&notice, &nothing).await.expect(422).says("ENTR-016");
    let known = [
        ("published", "县政府网站公示栏"),
        ("published_on", "2026-03-09"),
        ("filed", "备案回执1号"),
        ("filed_on", "2026-03-09"),
    ];
    lawyer.post(&notice, &known).await.expect(303);
    lawyer.get(&page).await.expect(200).says("备案回执1号").says("第2版");
    let mut squad = site.sign_in("zd1a").await;
    squad.get(&page).await.expect(403);
    let end = format!("{page}/end-entrustment");
    leader.post(&end, &[("reason", "机构改革。")]).await.expect(303);
    leader.get(&page).await.expect(200).says("已终止").says("机构改革。");
    let open = anybody.get("/portal/bodies").await;
    assert!(!open.text.contains("示例县公路养护中心"));
}
