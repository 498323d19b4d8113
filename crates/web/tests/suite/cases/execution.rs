//! Execution through the pages: deferral, demand, the ledger, a refund.

use super::walk::Walk;

/// Covers: S2-54.
#[tokio::test]
async fn a_deferral_a_demand_and_a_refusal_before_the_window_through_the_pages() {
    let it = Walk::decided().await;
    it.delivers("行政处罚决定书").await;
    it.page("banana", "demand-performance").await.expect(200).says("期满之前不能催告");
    let plan = [
        ("asked_on", "2026-03-17"),
        ("reason", "经营困难。"),
        ("plan.0.due_on", "2026-04-30"),
        ("plan.0.amount", "一百"),
    ];
    it.sends("banana", "request-deferral", &plan).await.expect(422).says("第1行请填写");
    let plan = [plan[0], plan[1], plan[2], ("plan.0.amount", "300.00")];
    it.does("banana", "request-deferral", &plan).await;
    it.page("juzhang", "approve-deferral").await.expect(200).says("2026年4月30日前300.00元");
    it.does("juzhang", "approve-deferral", &[]).await;
    it.case_page("banana").await.expect(200).says("缴纳计划").says("款项台账");
    it.site.clock.pass_days(60);
    let way = [("manner", "到示例银行缴纳")];
    it.does("banana", "demand-performance", &way).await;
    it.delivers("催告书").await;
    let early = it.page("banana", "propose-court-application").await;
    early.expect(200).says("《行政强制法》第五十三条").says("届满之前不能申请强制执行");
    it.page("shoujiao", "apply-to-court").await.expect(403);
    it.page("juzhang", "record-refund").await.expect(403);
    let stop = [("what", "suspend-hardship"), ("reason", "暂无收入。")];
    it.does("juzhang", "halt-execution", &stop).await;
    it.case_page("banana").await.expect(200).says("中止").says("起可以依法决定不再执行");
    let cease = |what| {
        [
            ("what", what),
            ("harmless", "yes"),
            ("unable", "yes"),
            ("reason", "多次查询没有财产，路面已经修复。"),
        ]
    };
    let early = it.sends("juzhang", "halt-execution", &cease("cease")).await;
    early
        .expect(422)
        .says("还不满三年")
        .says("《行政强制法》第三十九条第二款")
        .says("路面已经修复");
    it.site.clock.pass_days(1_100);
    let bare = [("what", "cease"), ("reason", "没有财产。")];
    let bare = it.sends("juzhang", "halt-execution", &bare).await;
    bare.expect(422).says("没有确认已无明显社会危害").says("没有确认当事人确无能力履行");
    it.does("juzhang", "halt-execution", &cease("cease")).await;
    it.case_page("banana").await.expect(200).says("决定不再执行");
    it.page("banana", "demand-performance").await.expect(200).says("请提请结案");
}

#[tokio::test]
async fn an_agreement_goes_from_the_party_to_the_head_and_stands_in_the_way_of_a_demand() {
    let it = Walk::decided().await;
    it.delivers("行政处罚决定书").await;
    it.page("banana", "propose-agreement").await.expect(200).says("还没有开始执行");
    it.site.clock.pass_days(60);
    let page = it.page("banana", "propose-agreement").await;
    page.expect(200).says("截至今天应缴600.00元：本金300.00元，加处罚款300.00元");
    let due = it.site.app.today().checked_add(jiff::Span::new().days(20)).unwrap().to_string();
    let with = |amount| {
        [
            ("remitted", "100.00"),
            ("remedial", "已经修复路面，附照片。"),
            ("plan.0.due_on", due.as_str()),
            ("plan.0.amount", amount),
            ("harmless", "yes"),
            ("signature_image", "data:image/png;base64,iVBORw0KGgo="),
        ]
    };
    let wrong = it.sends("banana", "propose-agreement", &with("600.00")).await;
    wrong.expect(422).says("各期合计600.00元，与应缴的500.00元不一致").says("已经修复路面");
    it.does("banana", "propose-agreement", &with("500.00")).await;
    it.page("shoujiao", "sign-agreement").await.expect(403);
    it.page("juzhang", "sign-agreement").await.expect(200).says("减免加处罚款100.00元");
    it.does("juzhang", "sign-agreement", &[]).await;
    it.case_page("banana").await.expect(200).says("签订执行协议，正在履行").says("下一期");
    it.page("banana", "demand-performance").await.expect(200).says("执行协议正在履行");
    let early = [("what", "resume"), ("reason", "没有履行。")];
    it.sends("juzhang", "halt-execution", &early).await.expect(422).says("没有到期未履行的约定");
    it.site.clock.pass_days(21);
    it.case_page("banana").await.expect(200).says("到期没有缴足");
    it.does("juzhang", "halt-execution", &early).await;
    it.case_page("banana").await.expect(200).says("因不履行恢复执行");
}
