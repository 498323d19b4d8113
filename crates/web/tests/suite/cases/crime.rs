//! A case that may be a crime, through the pages: suspected, approved by the chief, with the police.

use super::walk::Walk;

const SUSPICION: [(&str, &str); 3] = [
    ("offence", "示例罪"),
    ("standard", "某司法解释第一条第一项。"),
    ("facts", "经营数额达到追诉标准。"),
];

async fn reported() -> Walk {
    let it = Walk::investigated().await;
    it.does("banana", "suspect-crime", &SUSPICION).await;
    let pair = [("officers", "p-banan-a"), ("officers", "p-banan-b")];
    it.does("juzhang", "group-referral", &pair).await;
    let report = [("verified", "核对账目，属实。"), ("opinion", "建议移送。")];
    it.does("banana", "report-referral", &report).await;
    it
}

/// Covers: S2-48.
#[tokio::test]
async fn a_suspicion_reaches_the_police_through_the_pages() {
    let it = Walk::investigated().await;
    let page = it.page("banana", "suspect-crime").await;
    page.expect(200).says("不得以行政处罚代替");
    let refused = it.sends("banana", "suspect-crime", &SUSPICION[..2]).await;
    refused.expect(422).says("请填写“涉嫌犯罪的事实”。");
    it.page("shoujiao", "suspect-crime").await.expect(403);
    let it = reported().await;
    it.case_page("juzhang").await.expect(200).says("等待正职负责人决定").says("审批移送公安机关");
    let organs = [("police", "示例县公安局"), ("procuratorate", "示例县人民检察院")];
    let deputy = it.sends("fujuzhang", "approve-referral", &organs).await;
    deputy.expect(422).says("副职不能批准").says("第五条");
    it.does("juzhang", "approve-referral", &organs).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("涉嫌犯罪案件移送书").says("等待送达公安机关").says("移刑字第0001号");
    it.site.clock.pass_minutes(60);
    let bare = it.sends("banana", "deliver-referral", &[("receiver", "演示己")]).await;
    bare.expect(422);
    it.page("juzhang", "end-case").await.expect(200).says("不得以行政处罚代替移送");
}

/// The chief declines with reasons, and the case goes on.
#[tokio::test]
async fn a_transfer_that_is_declined_keeps_its_reasons() {
    let it = reported().await;
    let bare = it.sends("juzhang", "approve-referral", &[("decline", "yes")]).await;
    bare.expect(422).says("不予批准的理由");
    let reason = [("decline", "yes"), ("reason", "没有达到追诉标准。")];
    it.does("juzhang", "approve-referral", &reason).await;
    it.case_page("banana").await.expect(200).says("不批准移送").says("提交调查报告");
}

const TRANSFER: [(&str, &str); 4] = [
    ("ground", "place"),
    ("organ", "示例市交通运输局"),
    ("reason", "违法行为发生在外县。"),
    ("materials", "案卷材料复制件一套"),
];

/// The day on which the tests begin.
const ON: (&str, &str) = ("on", "2026-03-09");

/// Another authority's matter leaves with a letter and against a signature.
///
/// Covers: N4.
#[tokio::test]
async fn a_case_of_another_authority_leaves_with_a_letter() {
    let it = Walk::filed().await;
    let bare = it.sends("banana", "propose-transfer", &TRANSFER[..1]).await;
    bare.expect(422).says("请填写“受移送机关”。");
    let early = it.page("juzhang", "approve-transfer").await;
    early.expect(200).says("承办人没有提请审批移送管辖");
    it.page("shoujiao", "propose-transfer").await.expect(403);
    it.does("banana", "propose-transfer", &TRANSFER).await;
    it.case_page("juzhang").await.expect(200).says("等待审批").says("示例市交通运输局");
    it.does("juzhang", "approve-transfer", &[]).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("等待受移送机关签收").says("移字第0001号").says("管辖没有确定之前");
    let report = it.page("banana", "submit-report").await;
    report.expect(200).says("已经发函移送示例市交通运输局").says("《行政处罚法》第二十二条");
    let unsigned = it.sends("banana", "deliver-transfer", &[("accepted", "yes"), ON]).await;
    unsigned.expect(422).says("不能认定已经移送");
    let signature = "data:image/png;base64,iVBORw0KGgo=";
    let who = ("receiver", "演示庚");
    let taken = [("accepted", "yes"), ON, who, ("signature_image", signature)];
    it.does("banana", "deliver-transfer", &taken).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("已移送").says("案件移送函").says("案件移送回执");
}

/// Sent back, the case goes on from where it stood.
#[tokio::test]
async fn a_case_that_was_sent_back_goes_on() {
    let it = Walk::filed().await;
    it.does("banana", "propose-transfer", &TRANSFER).await;
    it.does("juzhang", "approve-transfer", &[]).await;
    let silent = it.sends("banana", "deliver-transfer", &[("accepted", "no"), ON]).await;
    silent.expect(422).says("请填写退回的理由");
    let back = [("accepted", "no"), ON, ("number", "示例交函1号"), ("reason", "发生在贵县。")];
    it.does("banana", "deliver-transfer", &back).await;
    it.case_page("banana").await.expect(200).says("等待协商或者指定管辖").says("发生在贵县。");
    let bare = it.sends("banana", "end-transfer", &[("outcome", "kept")]).await;
    bare.expect(422);
    let kept = [("outcome", "kept"), ("document", "协商记录1号"), ON];
    it.does("banana", "end-transfer", &kept).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("退回，案件继续办理").says("协商由本机关继续办理");
    assert!(!page.text.contains("管辖没有确定之前"));
}
