//! Supervision through its pages: an archived file reviewed, an order, a report, and its judgement.

use super::archived;
use super::walk::{Walk, silent};

/// The supervisor reviews the file, the organ corrects, and the record says both; the case itself
/// is not touched.
///
/// Covers: S2-68.
#[tokio::test]
async fn a_reviewed_file_is_corrected_by_the_organ_and_judged_by_the_supervisor() {
    let it = archived().await;
    let mut supervisor = it.site.sign_in("jiandu").await;
    supervisor.get(&format!("/cases/{}", it.case)).await.expect(200).says("评查归档案卷");
    let id = &it.case;
    let review = format!("/supervision/review?case={id}");
    supervisor.get(&review).await.expect(200).says("得分").says("评查结论");
    let blank = [("opinion", "送达没有按期限办理。"), ("verdict", "rectify")];
    let refused = supervisor.post(&review, &blank).await;
    refused.expect(422).says("SUP-006").says("送达没有按期限办理。");
    let full = [blank[0], blank[1], ("demands", "核查全年案卷的送达期限。")];
    let answer = supervisor.post(&review, &full).await;
    answer.expect(303);
    let page = answer.location().split('?').next().unwrap().to_owned();
    supervisor
        .get(&page)
        .await
        .expect(200)
        .says("案卷评查表")
        .says("需要整改")
        .says("制发监督文书");
    supervisor.get("/supervision?stage=open").await.expect(200).says("案卷质量");

    let give = format!("{page}/give-order");
    supervisor.get(&give).await.expect(200).says("核查全年案卷的送达期限。");
    let early = [
        ("instrument", "revoke"),
        ("problems", "送达没有按期限办理。"),
        ("basis", "《行政处罚法》第六十一条第一款"),
        ("demands", "核查全年案卷的送达期限。"),
    ];
    supervisor.post(&give, &early).await.expect(422).says("SUP-003").says("监督意见书");
    let mut opinion = early;
    opinion[0].1 = "opinion";
    supervisor.post(&give, &opinion).await.expect(303);
    let told = [("words", "全部自行整改。")];
    let denied = supervisor.post(&format!("{page}/answer-order"), &told).await;
    denied.expect(403);

    let mut leader = it.site.sign_in("juzhang").await;
    leader.get("/inbox").await.expect(200).says("反馈整改情况");
    leader.get(&page).await.expect(200).says("行政执法监督意见书").says("核查全年案卷的送达期限。");
    leader.post(&format!("{page}/answer-order"), &told).await.expect(303);
    let judge = format!("{page}/judge-answer");
    let no = [("accepted", "no"), ("words", "没有附核查清单。")];
    supervisor.post(&judge, &no).await.expect(303);
    leader.post(&format!("{page}/answer-order"), &[("words", "补交清单。")]).await.expect(303);
    supervisor.post(&judge, &[("accepted", "yes")]).await.expect(303);
    let done = supervisor.get(&page).await;
    done.expect(200).says("已办结").says("没有整改到位：没有附核查清单。").says("整改到位");
    supervisor.get("/supervision?stage=closed").await.expect(200).says("已办结");
    supervisor.get("/search?q=%E5%A0%86%E6%94%BE").await.expect(200).says("监督事项");
    it.case_page("banana").await.expect(200).says("已归档");
}

/// A finding that is no review; who neither supervises nor leads the organ sees nothing of it.
#[tokio::test]
async fn a_finding_is_taken_up_and_ended_with_a_reason() {
    let it = Walk::filed().await;
    let mut supervisor = it.site.sign_in("jiandu").await;
    let id = &it.case;
    silent(&supervisor.get(&format!("/cases/{}", it.case)).await, "评查归档案卷");
    let unready = [("opinion", "没有问题。"), ("verdict", "sound")];
    let early = supervisor.post(&format!("/supervision/review?case={id}"), &unready).await;
    early.expect(422).says("SUP-004");
    let open = format!("/supervision/new?case={id}");
    supervisor.get(&open).await.expect(200).says("在公路上堆放物品影响公路畅通");
    let form = [
        ("concern", "overdue"),
        ("unit", "dadui"),
        ("title", "立案以后没有按期限调查"),
        ("facts", "立案以后三十日没有调查取证。"),
    ];
    let answer = supervisor.post(&open, &form).await;
    answer.expect(303);
    let page = answer.location().split('?').next().unwrap().to_owned();
    let mut officer = it.site.sign_in("banana").await;
    officer.get(&page).await.expect(403);
    officer.get("/supervision").await.expect(403);
    let close = format!("{page}/close-supervision");
    supervisor.post(&close, &[("reason", "")]).await.expect(422);
    supervisor.post(&close, &[("reason", "已经补充调查。")]).await.expect(303);
    supervisor.get(&page).await.expect(200).says("已经补充调查。").says("没有待办事项");
}
