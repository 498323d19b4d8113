//! Reconsideration through the pages: noted, answered on paper, stayed, ended, and decided again.

use super::walk::Walk;

const NOTE: [(&str, &str); 5] = [
    ("kind", "reconsideration"),
    ("track", "ordinary"),
    ("filed_on", "2026-03-17"),
    ("received_on", "2026-03-17"),
    ("body", "示例县人民政府 示例复〔2026〕1号"),
];

async fn delivered() -> Walk {
    let it = Walk::decided().await;
    it.delivers("行政处罚决定书").await;
    it
}

async fn note(it: &Walk) {
    it.does("shenhea", "note-remedy", &NOTE).await;
}

/// AP-68, AP-70 with the clock of our answer, and the paper that answers.
#[tokio::test]
async fn a_reconsideration_is_noted_answered_and_stayed() {
    let it = delivered().await;
    let page = it.page("shenhea", "note-remedy").await;
    page.expect(200).says("处罚不停止执行").says("行政处罚决定书").says("《行政复议法》第四十八条");
    it.page("banana", "note-remedy").await.expect(403);
    it.sends("shenhea", "note-remedy", &NOTE[..4])
        .await
        .expect(422)
        .says("请填写“受理机关和文号”。");
    note(&it).await;
    let page = it.case_page("shenhea").await;
    page.expect(200)
        .says("提出书面答复（答辩）")
        .says("《行政复议法》第四十八条")
        .says("加处罚款停止计算");
    it.sends("shenhea", "answer-remedy", &[("claims", "请求撤销。")]).await.expect(422);
    let answer = [
        ("claims", "请求撤销处罚决定。"),
        ("answer", "事实清楚，证据确凿，程序合法。"),
        ("request", "请求维持。"),
    ];
    it.does("shenhea", "answer-remedy", &answer).await;
    it.case_page("shenhea").await.expect(200).says("答复（答辩）").says("行政复议答复书");
    let stay = [("ground", "own"), ("document", "复议期间停止执行审批"), ("on", "2026-03-17")];
    it.does("juzhang", "stay-execution", &stay).await;
    it.case_page("juzhang").await.expect(200).says("起停止执行").says("本机关认为需要停止执行");
    let closing = it.page("banana", "propose-closing").await;
    closing.expect(200).says("《行政复议法》第七十七条").says("不能结案");
}

/// 《行政复议法》第六十四条: revoked, undone, and taken up again.
#[tokio::test]
async fn a_decision_that_has_to_be_made_anew_is_taken_up_again() {
    let it = delivered().await;
    note(&it).await;
    let bare = [("result", "again"), ("on", "2026-03-17"), ("document", "示例复决〔2026〕1号")];
    let refused = it.sends("shenhea", "end-remedy", &bare).await;
    refused.expect(422).says("《行政处罚法》第四十八条");
    let mut whole = bare.to_vec();
    whole.extend([("reason", "主要事实不清。"), ("redo_by", "2026-05-18")]);
    it.does("shenhea", "end-remedy", &whole).await;
    it.case_page("juzhang").await.expect(200).says("决定已撤销").says("重新办理");
    it.does("juzhang", "reopen-case", &[("plan", "重新测量，补充询问。")]).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("调查取证").says("原决定").says("主要事实不清");
}
