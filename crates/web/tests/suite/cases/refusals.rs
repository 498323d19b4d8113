//! What the pages of the steps say when the law, the procedure or the form says no.

use testkit::TestSite;

use super::walk::{
    FILING, MINOR, PICTURE, QUESTIONS, Walk, attribute_of, publish, silent, value_of,
};

/// Example: E77.
#[tokio::test]
async fn a_squad_that_proposes_a_case_is_told_who_is_competent() {
    let site = TestSite::open().await;
    let mut squad = site.sign_in("zd1a").await;
    let answer = squad.post("/cases/new", &FILING).await;
    answer.expect(422).says("CASE-016").says("没有处罚权").says("移交").says("演示甲");
}

#[tokio::test]
async fn a_blank_proposal_names_every_field_and_keeps_what_was_answered() {
    let site = TestSite::open().await;
    let mut handler = site.sign_in("banana").await;
    let answer = handler.post("/cases/new", &[("cause", "在公路上晒粮")]).await;
    answer.expect(422).says("请填写“权力事项”。").says("请填写“案件基本情况”。");
    answer.says("value=\"在公路上晒粮\"");
}

#[tokio::test]
async fn a_head_refuses_to_file_only_with_a_reason() {
    let it = Walk::proposed().await;
    let answer = it.sends("juzhang", "approve-filing", &[("refuse", "yes")]).await;
    answer.expect(422).says("不予立案的理由");
    it.declines("juzhang", "approve-filing", "refuse", "CASE-018").await;
    let page = it.case_page("juzhang").await;
    page.expect(200).says("不予立案");
    silent(&page, "案卷体检");
}

#[tokio::test]
async fn evidence_needs_a_file_unless_it_is_a_thing() {
    let it = Walk::filed().await;
    let pairs = [
        ("kind", "documentary"),
        ("name", "单据"),
        ("proves", "运输"),
        ("obtained_on", "2026-03-09"),
    ];
    let path = it.path("add-evidence");
    let mut client = it.site.sign_in("banana").await;
    let answer = client.post_files(&path, &path, &pairs, &[]).await;
    answer.expect(422).says("CASE-023").says("没有上传证据文件").says("value=\"单据\"");
    let text: [(&str, &str, &[u8]); 1] = [("blob", "a.exe", b"MZ not a picture at all")];
    client.post_files(&path, &path, &pairs, &text).await.expect(422).says("文件内容不是照片");
    let mut thing = pairs;
    thing[0] = ("kind", "physical");
    client.post_files(&path, &path, &thing, &[]).await.expect(303);
}

#[tokio::test]
async fn an_interview_needs_two_officers_certificates_and_a_signature() {
    let it = Walk::filed().await;
    let path = it.path("record-interview");
    let mut client = it.site.sign_in("banana").await;
    let mut pairs = vec![
        ("name", "演示甲"),
        ("id_number", "999999198001010011"),
        ("address", "胡集镇示例村1号"),
        ("relation", "当事人"),
        ("place", "大队询问室"),
        ("started_at", "2026-03-09T08:00"),
        ("ended_at", "2026-03-09T08:40"),
        ("officers", "p-banan-a"),
        ("dialogue.0.question", "沙土是谁堆的？"),
        ("dialogue.0.answer", "是我。"),
    ];
    let refused = client.post_files(&path, &path, &pairs, &[]).await;
    refused.expect(422).says("ORG-010").says("CASE-026").says("CASE-030").says("沙土是谁堆的？");
    pairs.extend([("officers", "p-banan-b"), ("certificates_shown", "yes")]);
    let scan: [(&str, &str, &[u8]); 1] = [("signature_file", "签名.png", PICTURE)];
    client.post_files(&path, &path, &pairs, &scan).await.expect(303);
    it.case_page("banana").await.expect(200).says("询问笔录").says("大队").says("演**");
}

#[tokio::test]
async fn a_fine_above_the_range_is_refused_and_its_tier_is_checked() {
    let it = Walk::investigated().await;
    let high = it.reports("banana", &[("fine", "6000.00")]).await;
    high.expect(422).says("RULE-AP-18").says("超过法定上限").says("value=\"6000.00\"");
    let outside = it.reports("banana", &[("fine", "800.00"), ("tier", "a-1/一般")]).await;
    outside.expect(422).says("不在所选阶次“一般”的幅度");
    let departed = [("fine", "800.00"), ("tier", "a-1/一般"), ("departure", "多次占道。")];
    it.reports("banana", &departed).await.expect(303);
}

#[tokio::test]
async fn a_report_begins_with_the_choice_of_a_clause_or_of_no_penalty() {
    let it = Walk::investigated().await;
    let choice = it.page("banana", "submit-report").await;
    choice.expect(200).says("第一步：选择处罚条款").says("?branch=a").says("?ground=minor");
    let page = it.page("banana", "submit-report?branch=a").await;
    page.expect(200).says("法定幅度").says("裁量阶次").says("a-1/一般");
    let path = it.path("submit-report");
    let pairs = [&[("process", "核对照片。")], &MINOR[..], &QUESTIONS].concat();
    let uneducated: Vec<_> = pairs.iter().copied().filter(|(key, _)| *key != "education").collect();
    let mut client = it.site.sign_in("banana").await;
    let from = format!("{path}?ground=minor");
    client.post_from(&from, &path, &uneducated).await.expect(422).says("请填写“教育情况”。");
    client.post_from(&from, &path, &pairs).await.expect(303);
    it.page("daduizhang", "approve-report").await.expect(200).says("不予行政处罚");
}

#[tokio::test]
async fn a_report_is_returned_only_with_a_reason() {
    let it = Walk::investigated().await;
    it.reports("banana", &[("fine", "300.00")]).await.expect(303);
    it.declines("daduizhang", "approve-report", "return", "CASE-045").await;
    it.case_page("banana").await.expect(200).says("调查取证");
}

#[tokio::test]
async fn a_delivery_without_proof_does_not_count() {
    let it = Walk::reported().await;
    it.does("banana", "give-notice", &[]).await;
    let path = it.path("record-delivery");
    let mut client = it.site.sign_in("banana").await;
    let page = client.get(&format!("{path}?method=left")).await;
    page.expect(200).says("拒收事由").says("见证人");
    let document = value_of(&page.text, "document", "违法行为通知书");
    let pairs = [
        ("document", document.as_str()),
        ("on", "2026-03-09"),
        ("place", "胡集镇示例村1号"),
        ("by", "p-banan-a"),
        ("by", "p-banan-b"),
    ];
    let direct = client.post_files(&path, &path, &pairs, &[]).await;
    direct.expect(422).says("CASE-055").says("受送达人没有签收");
    let from = format!("{path}?method=left");
    let left = client.post_files(&from, &path, &pairs, &[]).await;
    left.expect(422).says("CASE-056").says("CASE-057");
}

#[tokio::test]
async fn a_draft_before_the_window_has_run_out_says_until_when_to_wait() {
    let it = Walk::reported().await;
    it.page("banana", "draft-decision").await.expect(200).says("现在还不能办理");
    it.does("banana", "give-notice", &[]).await;
    it.delivers("违法行为通知书").await;
    let early = it.sends("banana", "draft-decision", &[("reasons", "事实清楚。")]).await;
    early.expect(422).says("2026年3月16日").says("事实清楚。").says("怎么办");
    it.site.clock.pass_days(8);
    it.does("banana", "draft-decision", &[("reasons", "事实清楚。")]).await;
}

#[tokio::test]
async fn only_a_written_waiver_ends_the_wait() {
    let it = Walk::noticed().await;
    let path = it.path("hear-representation");
    let mut client = it.site.sign_in("banana").await;
    let from = format!("{path}?waive=yes");
    let mut pairs = vec![("on", "2026-03-09"), ("words", "本人放弃陈述申辩。")];
    client.post_from(&from, &path, &pairs).await.expect(422).says("CASE-074");
    pairs.push(("in_writing", "yes"));
    client.post_from(&from, &path, &pairs).await.expect(303);
    it.case_page("banana").await.expect(200).says("书面放弃");
}

#[tokio::test]
async fn a_hearing_is_not_for_a_small_fine() {
    let it = Walk::told().await;
    let answer = it.sends("banana", "request-hearing", &[("on", "2026-03-10")]).await;
    answer.expect(422).says("CASE-083").says("没有达到听证标准");
}

/// Covers: N15 N16.
#[tokio::test]
async fn an_opinion_answers_all_six_items_and_never_passes_over_a_fault() {
    let it = Walk::told().await;
    it.does("banana", "draft-decision", &[("reasons", "事实清楚。")]).await;
    it.page("shenhea", "give-opinion")
        .await
        .expect(200)
        .says("系统预检")
        .says("行政执法主体是否合法");
    let some = [("check_subject", "yes"), ("verdict", "pass"), ("words", "同意。")];
    it.sends("shenhea", "give-opinion", &some).await.expect(422).says("请填写“主要事实是否清楚”。");
    let mut pairs = vec![("verdict", "pass"), ("words", "面积不清。"), ("check_facts", "no")];
    let rest =
        ["check_subject", "check_officers", "check_evidence", "check_law", "check_documents"];
    pairs.extend(rest.map(|key| (key, "yes")));
    it.sends("shenhea", "give-opinion", &pairs).await.expect(422).says("CASE-102").says("CASE-103");
    pairs[0] = ("verdict", "amend");
    pairs.push(("note_facts", "补充测量。"));
    it.does("shenhea", "give-opinion", &pairs).await;
    it.case_page("banana").await.expect(200).says("建议修改").says("补充测量。");
}

#[tokio::test]
async fn nobody_decides_before_the_review_has_passed() {
    let it = Walk::told().await;
    it.page("juzhang", "decide-penalty").await.expect(200).says("现在还不能办理");
    let answer = it.sends("juzhang", "decide-penalty", &[]).await;
    answer.expect(422).says("CASE-122").says("RULE-AP-44").says("依据");
}

#[tokio::test]
async fn a_waiver_cannot_be_decided_on_a_draft_for_a_penalty() {
    let it = Walk::reviewed().await;
    let answer = it.sends("juzhang", "waive-penalty", &[]).await;
    answer.expect(422).says("CASE-121").says("送审的是处罚决定");
}

#[tokio::test]
async fn a_deliberation_needs_two_leaders_and_a_majority() {
    let it = Walk::reviewed().await;
    let mut pairs = vec![
        ("started_at", "2026-03-17T08:00"),
        ("ended_at", "2026-03-17T08:40"),
        ("place", "会议室"),
        ("recorder", "演示丙"),
        ("conclusion", "同意处罚意见。"),
        ("fine", "300.00"),
        ("speeches.0.person", "p-ling-a"),
        ("speeches.0.words", "同意。"),
        ("speeches.0.agrees", "yes"),
    ];
    it.sends("juzhang", "record-deliberation", &pairs).await.expect(422).says("CASE-110");
    pairs.extend([("speeches.1.person", "p-ling-b"), ("speeches.1.words", "同意。")]);
    let unvoted = it.sends("juzhang", "record-deliberation", &pairs).await;
    unvoted.expect(422).says("第2行请选择负责人和表决意见。");
    pairs.push(("speeches.1.agrees", "yes"));
    it.does("juzhang", "record-deliberation", &pairs).await;
    it.case_page("juzhang").await.expect(200).says("同意的罚款上限");
}

#[tokio::test]
async fn a_payment_above_what_is_owed_is_refused_and_a_late_one_grows() {
    let it = Walk::decided().await;
    it.page("shoujiao", "record-payment").await.expect(200).says("CASE-137");
    it.delivers("行政处罚决定书").await;
    it.site.clock.pass_days(20);
    it.page("shoujiao", "record-payment").await.expect(200).says("逾期5日").says("45.00元");
    let mut pairs = vec![
        ("amount", "400"),
        ("paid_on", "2026-04-06"),
        ("voucher", "票-0001"),
        ("channel", "银行柜台"),
    ];
    it.sends("shoujiao", "record-payment", &pairs).await.expect(422).says("CASE-135");
    pairs[0] = ("amount", "345.00");
    it.does("shoujiao", "record-payment", &pairs).await;
    it.case_page("banana").await.expect(200).says("票-0001").says("45.00元");
}

#[tokio::test]
async fn a_name_left_in_clear_is_not_published_and_a_fallen_decision_is_withdrawn() {
    let it = Walk::decided().await;
    let page = it.page("gongshi", "propose-publication").await;
    let number = attribute_of(&page.text, "number");
    let pairs = [
        ("number", number.as_str()),
        ("authority", "县交通运输局"),
        ("party", "演示甲"),
        ("kind", "行政处罚"),
        ("decided_on", "2026年3月17日"),
        ("cause", "堆放物品"),
        ("summary", "演示甲在公路上堆放物品。"),
        ("basis", "《公路法》第七十七条"),
    ];
    it.sends("gongshi", "propose-publication", &pairs).await.expect(422).says("CASE-151");
    publish(&it).await;
    it.sends("juzhang", "revoke-decision", &[("on", "2026-03-17")]).await.expect(422);
    let fall = [("on", "2026-03-17"), ("by_document", "行政判决书1号"), ("reason", "程序违法。")];
    it.does("juzhang", "revoke-decision", &fall).await;
    it.case_page("gongshi").await.expect(200).says("撤回处罚决定公示信息");
    it.does("gongshi", "retract-publication", &[("reason", "决定已被撤销。")]).await;
    it.case_page("gongshi").await.expect(200).says("已撤回");
}

#[tokio::test]
async fn a_publication_is_withheld_only_with_a_reason() {
    let it = Walk::decided().await;
    it.declines("gongshi", "propose-publication", "withhold", "CASE-154").await;
    it.case_page("gongshi").await.expect(200).says("不予公示").says("补充改正情况。");
}

#[tokio::test]
async fn a_case_that_owes_money_does_not_close() {
    let it = Walk::decided().await;
    it.delivers("行政处罚决定书").await;
    let answer = it.sends("banana", "propose-closing", &[("words", "罚款未缴。")]).await;
    answer.expect(422).says("CASE-142").says("尚欠本金300.00元").says("罚款未缴。");
}

#[tokio::test]
async fn a_slip_of_the_pen_is_corrected_and_the_substance_is_not() {
    let it = Walk::reported().await;
    let choice = it.page("banana", "correct-document").await;
    choice.expect(200).says("立案登记表").says("更正这份文书");
    let (_, rest) = choice.text.split_once("correct-document?document=").unwrap();
    let document = rest.split('"').next().unwrap().to_owned();
    let path = it.path("correct-document");
    let from = format!("{path}?document={document}");
    let mut client = it.site.sign_in("banana").await;
    let mut pairs = vec![("field", "facts"), ("text", "别的事实"), ("reason", "笔误")];
    client.post_from(&from, &path, &pairs).await.expect(422).says("CASE-172").says("别的事实");
    pairs[0] = ("field", "party_address");
    pairs[1] = ("text", "胡集镇示例村2号");
    client.post_from(&from, &path, &pairs).await.expect(303);
    it.case_page("banana").await.expect(200).says("第2版").says("已被更正后的版本代替");
}

/// 《行政处罚法》第四十一条: two people review what equipment recorded, and its place is public.
#[tokio::test]
async fn a_monitoring_record_is_reviewed_by_two_people() {
    let it = Walk::filed().await;
    let kinds = [("kind", "electronic"), ("name", "称重记录"), ("proves", "车货总重。")];
    let add = it.path("add-evidence");
    let mut first = it.site.sign_in("banana").await;
    let mut record = kinds.to_vec();
    record.extend([("obtained_on", "2026-03-09"), ("monitor", "yanshi-1")]);
    let none = first.post_files(&add, &add, &record, &[]).await;
    none.expect(422).says("EVID-023");
    let file = [("blob", "称重.png", PICTURE)];
    first.post_files(&add, &add, &record, &file).await.expect(303);
    let verify = it.path("verify-evidence");
    let page = first.get(&verify).await;
    page.expect(200).says("真实、清晰、完整、准确");
    let id = value_of(&page.text, "evidence", "称重记录");
    let how = [("evidence", id.as_str()), ("how", "与原始数据核对一致。")];
    first.post(&verify, &how).await.expect(422).says("EVID-024").says("第四十一条");
    let sound = [how[0], how[1], ("sound", "yes")];
    first.post(&verify, &sound).await.expect(303);
    it.case_page("banana").await.expect(200).says("初审，待另一人复审").says("固定式不停车称重");
    first.post(&verify, &sound).await.expect(422).says("EVID-025");
    let mut second = it.site.sign_in("bananb").await;
    second.post(&verify, &sound).await.expect(303);
    it.case_page("banana").await.expect(200).says("2026年3月9日核实");
    let open = it.site.nobody().get("/portal/bodies").await;
    open.expect(200).says("示例路3公里处").says("技术审核报告");
}
