//! The tools for anybody on duty: who may act, when a period ends, which rule applies.

use testkit::TestSite;

/// Covers: S0-36, S0-38.
#[tokio::test]
async fn place_and_power_decide_who_acts() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("jiandu").await;
    let ask = |rest: &str| format!("/tools/competence?item=JX-T-01&on=2026-03-09&{rest}");
    let page = reader.get(&ask("town=huji&power=inspection")).await;
    page.expect(200).says("由第一中队以金乡县交通运输局的名义办理");
    let page = reader.get(&ask("town=huji&power=penalty")).await;
    page.expect(200).says("大队");
    let page = reader.get(&ask("town=jinxiang-jd&area=urban-1&power=inspection")).await;
    page.says("大队以金乡县交通运输局的名义办理");
    let page = reader.get(&ask("town=huji&area=park-1&power=inspection")).await;
    page.says("由第一中队以");
}

#[tokio::test]
async fn what_nobody_owns_is_reported_and_what_others_own_is_passed_on() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("zd1a").await;
    let page = reader.get("/tools/who?town=huji&words=%E5%99%AA%E5%A3%B0").await;
    page.expect(200).says("本地无人可办").says("无主问题");
    let sand = "%E6%A1%A5%E4%B8%8B%E9%87%87%E7%A0%82";
    let page = reader.get(&format!("/tools/competence?town=huji&words={sand}&power=penalty")).await;
    page.expect(200).says("应当移送").says("县水行政主管部门");
    let page = reader.get("/tools/competence?town=huji&item=JX-T-01&on=2021-06-29").await;
    page.expect(200).says("已公布、未生效").says("2021年6月30日");
    reader.get("/tools/competence").await.expect(200).says("请选择镇街");
    let page = reader.get("/tools/competence?town=huji&item=JX-T-01&on=x").await;
    page.expect(200).says("日期填写有误");
}

#[tokio::test]
async fn every_day_of_a_period_has_its_reason() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("shenhea").await;
    let page = reader.get("/tools/deadlines?rule=AP-48&from=2026-03-02").await;
    page.expect(200).says("最迟2026年6月1日（星期一）前（含当日）办理。");
    page.says("已顺延").says("《行政处罚法》第六十条").says("DB-03").says("起算日");
    let page = reader.get("/tools/deadlines?rule=NOSUCH").await;
    page.expect(200).says("规则库中没有“NOSUCH”");
    let page = reader.get("/tools/deadlines?rule=AP-48&from=2019-12-20x").await;
    page.expect(200).says("起算日填写有误");
    let page = reader.get("/tools/deadlines?rule=HT-09.citizen&from=2026-03-02").await;
    page.expect(200).says("不是期限");
}

#[tokio::test]
async fn waiting_periods_and_hours_are_counted_their_own_way() {
    let site = TestSite::open().await;
    let law = site.app.law();
    let mut reader = site.sign_in("shenhea").await;
    let deadline = |full: bool| {
        law.rules.all().find(|rule| match &rule.value {
            law::Value::Deadline(deadline) if full => deadline.counting == law::Counting::FullDays,
            law::Value::Deadline(deadline) => matches!(deadline.period, law::Period::Hours(_)),
            law::Value::Amount(_) | law::Value::Ratio(_) | law::Value::Text(_) => false,
        })
    };
    let waiting = &deadline(true).unwrap().id;
    let page = reader.get(&format!("/tools/deadlines?rule={waiting}&from=2026-03-09")).await;
    page.expect(200).says("如果该日送达").says("如果计划该日办理");
    let hours = &deadline(false).unwrap().id;
    let page = reader.get(&format!("/tools/deadlines?rule={hours}&from=2026-03-09")).await;
    page.expect(200).says("请在“起算时刻”填写几时几分");
    let asked = format!("/tools/deadlines?rule={hours}&from=2026-03-09&at=15:30");
    reader.get(&asked).await.expect(200).says("届满时刻");
}

#[tokio::test]
async fn a_period_beyond_the_announced_holidays_is_marked() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("shenhea").await;
    let page = reader.get("/tools/deadlines?rule=AP-48&from=2026-12-01").await;
    page.expect(200).says("暂按周末推算");
    let page = reader.get("/tools/deadlines?rule=AP-48&from=2026-03-02").await;
    assert!(!page.text.contains("暂按周末推算"));
}

#[tokio::test]
async fn the_handbook_lists_what_is_in_force_on_the_day() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("shenhea").await;
    let page = reader.get("/tools/rules?on=2026-03-09").await;
    page.expect(200).says("作出处罚决定的办案期限").says("有争议问题的现行读法");
    let page = reader.get("/tools/rules?on=2000-01-01").await;
    assert!(!page.expect(200).text.contains("作出处罚决定的办案期限"));
    reader
        .get("/tools/rules?words=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%9D%A1")
        .await
        .says("没有找到规则");
}

/// Covers: S2-17, S4-40.
#[tokio::test]
async fn the_procedure_is_drawn_and_told_from_the_machine() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("shenhea").await;
    let page = reader.get("/tools/flow").await;
    let page = page.expect(200).says("普通程序").says("重大执法决定法制审核").says("简易程序");
    for act in domain::cases::FLOW.iter().map(|it| it.act) {
        assert!(page.text.contains(act.name_zh()), "{act:?} is not told");
    }
    for act in domain::cases::BESIDE.iter().flat_map(|it| it.acts) {
        assert!(page.text.contains(act.name_zh()), "{act:?} is not told");
    }
    assert!(page.text.contains("审核通过、已集体讨论"), "moves of one act are told together");
    let mut anybody = site.nobody();
    let page = anybody.get("/portal/review-flow").await;
    page.expect(200).says("法制审核").says("《行政处罚法》第五十八条");
}

#[tokio::test]
async fn the_handbook_holds_every_rule_and_where_it_is_applied() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("shenhea").await;
    let page = reader.get("/tools/rules?on=2026-03-09&group=AP").await;
    let page = page.expect(200);
    for rule in &domain::rules::law_register().rules {
        assert!(rule.group() != "AP" || page.text.contains(&rule.title), "{}", rule.id);
    }
    assert!(page.text.contains("办理之前核对"));
    for other in ["许可法期限一律为工作日", "紧急强制措施补办批准手续"] {
        assert!(!page.text.contains(other), "{other} is of another group");
    }
    // Before its first day a number is not in force, and the page says when it begins.
    let page = reader.get("/tools/rules?on=2000-01-01&group=AP").await;
    page.expect(200).says("起有效");
}

/// The ratings of town and bureau make the total by the weights of the county.
///
/// Covers: S0-72.
#[tokio::test]
async fn two_ratings_make_one_by_the_weights_of_the_county() {
    let site = TestSite::open().await;
    let mut reader = site.sign_in("daduizhang").await;
    let page = reader.get("/tools/assessment").await;
    page.expect(200).says("请填写各方评分").says("不得低于60%");
    let page = reader.get("/tools/assessment?town=88&bureau=92").await;
    page.expect(200).says("88×60%＋92×40%＝89.6分");
    let page = reader.get("/tools/assessment?town=88&bureau=").await;
    page.expect(200).says("各方都评分后才有结果");
    let page = reader.get("/tools/assessment?town=101&bureau=92").await;
    page.expect(200).says("填写有误").says("101");
}
