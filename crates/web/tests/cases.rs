//! Cases through their pages: from proposal to archive, and what the pages say when the law says no.

use testkit::{Answer, Client, TestSite};

/// A drawn picture: the smallest PNG.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e,
    0x44, 0xae, 0x42, 0x60, 0x82,
];

/// The answers of a filing in order.
const FILING: [(&str, &str); 14] = [
    ("item", "JX-T-01-CF"),
    ("cause", "在公路上堆放物品影响公路畅通"),
    ("source", "report"),
    ("town", "huji"),
    ("place", "胡集镇示例村东公路"),
    ("act_on", "2026-03-06"),
    ("discovered_on", "2026-03-06"),
    ("facts", "在公路上堆放沙土，占用路面。"),
    ("party_kind", "citizen"),
    ("party_name", "演示甲"),
    ("party_id_number", "999999198001010011"),
    ("party_address", "胡集镇示例村1号"),
    ("handlers", "p-banan-a"),
    ("handlers", "p-banan-b"),
];

const QUESTIONS: [(&str, &str); 5] = [
    ("identity", "已核对居民身份证。"),
    ("one_act", "没有受过罚款。"),
    ("first_offence", "不属于首违不罚情形。"),
    ("lenient_law", "规定相同。"),
    ("crime", "不涉嫌犯罪。"),
];

/// A case on its way, at a site of its own.
struct Walk {
    site: TestSite,
    case: String,
}

impl Walk {
    async fn proposed() -> Self {
        let site = TestSite::open().await;
        let mut handler = site.sign_in("banana").await;
        let answer = handler.post("/cases/new", &FILING).await;
        answer.expect(303);
        let case = answer.location().trim_start_matches("/cases/");
        let case = case.split('?').next().unwrap().to_owned();
        Self { site, case }
    }

    async fn filed() -> Self {
        let it = Self::proposed().await;
        it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
        it
    }

    /// With one verified piece of evidence.
    async fn investigated() -> Self {
        let it = Self::filed().await;
        it.adds_evidence().await.expect(303);
        let page = it.page("banana", "verify-evidence").await;
        let id = value_of(&page.text, "evidence", "现场照片");
        it.does("banana", "verify-evidence", &[("evidence", &id), ("how", "与原件核对一致。")])
            .await;
        it
    }

    /// With an approved report that proposes a fine of 300 under the first branch.
    async fn reported() -> Self {
        let it = Self::investigated().await;
        let answer = it.reports("banana", &[("fine", "300.00"), ("tier", "a-1/一般")]).await;
        answer.expect(303);
        it.does("daduizhang", "approve-report", &[("reason", "同意。")]).await;
        it
    }

    /// With the notice delivered and the five working days over.
    async fn told() -> Self {
        let it = Self::reported().await;
        it.does("banana", "give-notice", &[]).await;
        it.delivers("违法行为通知书").await;
        it.site.clock.pass_days(8);
        it
    }

    /// With the draft passed by the reviewer.
    async fn reviewed() -> Self {
        let it = Self::told().await;
        it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
        it.gives_opinion("pass").await.expect(303);
        it
    }

    async fn decided() -> Self {
        let it = Self::reviewed().await;
        it.does("juzhang", "decide-penalty", &[("words", "同意。")]).await;
        it
    }

    fn path(&self, step: &str) -> String {
        format!("/cases/{}/{step}", self.case)
    }

    async fn case_page(&self, login: &str) -> Answer {
        let mut client = self.site.sign_in(login).await;
        client.get(&format!("/cases/{}", self.case)).await
    }

    async fn page(&self, login: &str, step: &str) -> Answer {
        self.site.sign_in(login).await.get(&self.path(step)).await
    }

    async fn sends(&self, login: &str, step: &str, pairs: &[(&str, &str)]) -> Answer {
        self.site.sign_in(login).await.post(&self.path(step), pairs).await
    }

    async fn does(&self, login: &str, step: &str, pairs: &[(&str, &str)]) {
        let answer = self.sends(login, step, pairs).await;
        answer.expect(303);
        assert_eq!(answer.location(), format!("/cases/{}?done={step}", self.case));
    }

    async fn adds_evidence(&self) -> Answer {
        let pairs = [
            ("kind", "audio-visual"),
            ("name", "现场照片"),
            ("proves", "堆放物占用路面"),
            ("obtained_on", "2026-03-09"),
        ];
        let path = self.path("add-evidence");
        let mut client = self.site.sign_in("banana").await;
        client.post_files(&path, &path, &pairs, &[("blob", "现场.png", PICTURE)]).await
    }

    async fn reports(&self, login: &str, more: &[(&str, &str)]) -> Answer {
        let mut pairs = vec![
            ("process", "询问当事人，核对照片。"),
            ("facts", "当事人在公路上堆放沙土，占用路面10平方米。"),
            ("gravity", "ordinary"),
            ("discretion", "面积较小，主动清除。"),
            ("correction", "立即清除路面堆放物。"),
        ];
        pairs.extend(QUESTIONS);
        pairs.extend(more);
        let path = self.path("submit-report");
        let mut client = self.site.sign_in(login).await;
        client.post_from(&format!("{path}?branch=a"), &path, &pairs).await
    }

    async fn delivers(&self, title: &str) {
        let path = self.path("record-delivery");
        let mut client = self.site.sign_in("banana").await;
        let page = client.get(&path).await;
        let document = value_of(&page.text, "document", title);
        let today = self.site.app.today().to_string();
        let pairs = [
            ("document", document.as_str()),
            ("on", today.as_str()),
            ("place", "胡集镇示例村1号"),
            ("by", "p-banan-a"),
            ("by", "p-banan-b"),
        ];
        let scan: [(&str, &str, &[u8]); 1] = [("blob", "回证.png", PICTURE)];
        client.post_files(&path, &path, &pairs, &scan).await.expect(303);
    }

    async fn gives_opinion(&self, verdict: &str) -> Answer {
        let items = ["subject", "officers", "facts", "evidence", "law", "documents"];
        let keys: Vec<String> = items.iter().map(|item| format!("check_{item}")).collect();
        let mut pairs: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "yes")).collect();
        pairs.extend([("verdict", verdict), ("words", "事实清楚，程序合法，同意。")]);
        self.sends("shenhea", "give-opinion", &pairs).await
    }
}

/// The value of the radio button or checkbox whose label says the words.
#[track_caller]
fn value_of(page: &str, name: &str, words: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let found = page
        .split(&start)
        .skip(1)
        .find(|rest| rest.split("</label>").next().is_some_and(|label| label.contains(words)));
    let rest = found.unwrap_or_else(|| panic!("no {name} for {words} in\n{page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[track_caller]
fn silent(answer: &Answer, words: &str) {
    assert!(!answer.text.contains(words), "the page should not say {words}:\n{}", answer.text);
}

/// Covers: N2 N9 N10 N13 N15 N18 N21 N23.
#[tokio::test]
async fn a_case_goes_from_proposal_to_archive_through_its_pages() {
    let it = Walk::told().await;
    it.does(
        "banana",
        "hear-representation",
        &[("on", "2026-03-16"), ("manner", "口头"), ("words", "已经清理干净，请从轻。")],
    )
    .await;
    let review = [("accepted", "partly"), ("review", "核对清理照片。"), ("reasons", "清理属实。")];
    it.does("daduizhang", "review-representation", &review).await;
    it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
    it.gives_opinion("pass").await.expect(303);
    it.page("juzhang", "decide-penalty").await.expect(200).says("罚款人民币叁佰元整");
    it.does("juzhang", "decide-penalty", &[]).await;
    it.delivers("行政处罚决定书").await;
    it.case_page("shoujiao").await.expect(200).says("今日应缴合计").says("300.00元");
    let paid = [
        ("amount", "300.00"),
        ("paid_on", "2026-03-17"),
        ("voucher", "票-0001"),
        ("channel", "银行柜台"),
    ];
    it.does("shoujiao", "record-payment", &paid).await;
    publish(&it).await;
    it.does("banana", "propose-closing", &[("words", "罚款已经缴纳。")]).await;
    it.does("juzhang", "approve-closing", &[("reason", "同意结案。")]).await;
    it.does("dangan", "archive-case", &[("number", "2026-001"), ("retention", "30年")]).await;
    let page = it.case_page("banana").await;
    page.expect(200).says("已归档").says("没有等待办理的事项").says("行政处罚决定书").says("归档");
}

/// Proposes what the form suggests, and has it confirmed.
async fn publish(it: &Walk) {
    let page = it.page("gongshi", "propose-publication").await;
    page.expect(200).says("演**");
    let number = attribute_of(&page.text, "number");
    let pairs = [
        ("number", number.as_str()),
        ("authority", "县交通运输局"),
        ("party", "演**"),
        ("kind", "行政处罚"),
        ("decided_on", "2026年3月17日"),
        ("cause", "在公路上堆放物品影响公路畅通"),
        ("summary", "演**在公路上堆放物品，罚款300元。"),
        ("basis", "《公路法》第七十七条"),
    ];
    it.does("gongshi", "propose-publication", &pairs).await;
    it.page("juzhang", "confirm-publication").await.expect(200).says("演**在公路上堆放物品");
    it.does("juzhang", "confirm-publication", &[]).await;
}

/// The value of a text field.
#[track_caller]
fn attribute_of(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).expect("the field is there");
    let (_, rest) = rest.split_once("value=\"").expect("it has a value");
    rest.split('"').next().unwrap().to_owned()
}

/// Covers: E77.
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
async fn the_list_finds_a_case_by_stage_and_words_and_exports_it() {
    let it = Walk::filed().await;
    let mut handler = it.site.sign_in("banana").await;
    let shown = handler.get("/cases?stage=investigating").await;
    shown.expect(200).says("在公路上堆放物品影响公路畅通").says("演**");
    silent(&shown, "演示甲");
    let none = handler.get("/cases?stage=closed").await;
    none.expect(200).says("没有符合条件的案件");
    handler.get("/cases?q=%E5%A0%86%E6%94%BE").await.expect(200).says("影响公路畅通");
    let csv = handler.get("/cases/export.csv?stage=investigating").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    csv.expect(200).says("\"在公路上堆放物品影响公路畅通\"").says("\"演**\"");
    assert!(csv.text.starts_with('\u{feff}'));
    silent(&handler.get("/cases/export.csv?stage=closed").await, "影响公路畅通");
}

#[tokio::test]
async fn a_case_shows_its_path_its_clocks_and_why_the_other_steps_wait() {
    let it = Walk::filed().await;
    let page = it.case_page("banana").await;
    page.expect(200).says("办案流程").says("当前环节").says("作出处罚决定的办案期限");
    page.says("CASE-002").says("请等承办人提交调查报告。").says("案卷体检").says("录入证据");
    page.says("/tools/deadlines?rule=AP-48");
    silent(&page, "999999198001010011");
    silent(&page, "演示甲");
}

#[tokio::test]
async fn personal_details_are_shown_for_a_reason_that_goes_on_record() {
    let it = Walk::filed().await;
    it.sends("banana", "unmask", &[]).await.expect(422).says("请填写“查看理由”。");
    let before = it.site.head().await;
    let clear = it.sends("banana", "unmask", &[("reason", "送达文书需要。")]).await;
    clear.expect(200).says("演示甲").says("999999198001010011").says("记入审计记录");
    let noted = it.site.app.audit(None, 5).await.unwrap();
    assert!(noted.iter().any(|entry| entry.seq > before && entry.kind == "person.unmasked"));
    silent(&it.case_page("banana").await, "999999198001010011");
}

#[tokio::test]
async fn a_head_refuses_to_file_only_with_a_reason() {
    let it = Walk::proposed().await;
    let answer = it.sends("juzhang", "approve-filing", &[("refuse", "yes")]).await;
    answer.expect(422).says("CASE-018").says("不予立案的理由");
    let pairs = [("refuse", "yes"), ("reason", "没有违法事实。")];
    it.does("juzhang", "approve-filing", &pairs).await;
    it.case_page("juzhang").await.expect(200).says("不予立案");
}

#[tokio::test]
async fn who_may_not_take_a_step_does_not_see_its_form() {
    let it = Walk::proposed().await;
    it.page("banana", "approve-filing").await.expect(403);
    it.page("bananc", "add-evidence").await.expect(404);
    it.page("zd1a", "approve-filing").await.expect(403);
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

/// Covers: E15.
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
    let mut pairs = vec![
        ("process", "核对照片。"),
        ("facts", "占用路面很小，当场清除。"),
        ("reasoning", "轻微并及时改正，没有造成危害后果。"),
        ("correction", "已经当场清除。"),
    ];
    pairs.extend(QUESTIONS);
    let mut client = it.site.sign_in("banana").await;
    let from = format!("{path}?ground=minor");
    client.post_from(&from, &path, &pairs).await.expect(422).says("请填写“教育情况”。");
    pairs.push(("education", "当面讲解公路法的规定。"));
    client.post_from(&from, &path, &pairs).await.expect(303);
    it.page("daduizhang", "approve-report").await.expect(200).says("不予行政处罚");
}

#[tokio::test]
async fn a_report_is_returned_only_with_a_reason() {
    let it = Walk::investigated().await;
    it.reports("banana", &[("fine", "300.00")]).await.expect(303);
    it.sends("daduizhang", "approve-report", &[("return", "yes")])
        .await
        .expect(422)
        .says("CASE-045");
    let pairs = [("return", "yes"), ("reason", "补充面积的测量。")];
    it.does("daduizhang", "approve-report", &pairs).await;
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

/// Covers: E01 E02.
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
    let it = Walk::reported().await;
    it.does("banana", "give-notice", &[]).await;
    it.delivers("违法行为通知书").await;
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

/// Covers: E21 E22.
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

/// Covers: E45.
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
    let answer = it.sends("gongshi", "propose-publication", &[("withhold", "yes")]).await;
    answer.expect(422).says("CASE-154");
    let pairs = [("withhold", "yes"), ("reason", "涉及个人隐私。")];
    it.does("gongshi", "propose-publication", &pairs).await;
    it.case_page("gongshi").await.expect(200).says("不予公示").says("涉及个人隐私。");
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

#[tokio::test]
async fn a_race_keeps_what_was_written_and_says_what_changed() {
    let it = Walk::investigated().await;
    let mut client: Client = it.site.sign_in("banana").await;
    let path = it.path("order-rectification");
    let stale = client
        .filled(&path, &path, &[("facts", "堆放沙土。"), ("requirements", "立即清除。")])
        .await;
    it.adds_evidence().await.expect(303);
    let answer = client.post_raw(&path, &stale).await;
    answer.expect(409).says("录入证据").says("立即清除。");
}

#[tokio::test]
async fn an_unknown_case_is_not_found() {
    let site = TestSite::open().await;
    let mut handler = site.sign_in("banana").await;
    handler.get("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV").await.expect(404);
    handler.get("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV/submit-report").await.expect(404);
}

#[tokio::test]
async fn the_case_file_is_handed_out_to_readers_of_the_case_only() {
    let it = Walk::filed().await;
    let mut reader = it.site.sign_in("banana").await;
    let zip = reader.get(&it.path("case-file.zip")).await;
    assert_eq!((zip.status, zip.header("content-type")), (200, "application/zip"));
    assert!(zip.bytes.starts_with(b"PK"), "a parcel begins as every ZIP does");
    assert_eq!(zip.header("content-length"), zip.bytes.len().to_string());
    it.page("zd1a", "case-file.zip").await.expect(403);
    it.page("zd1a", "case-file.pdf").await.expect(403);
}
