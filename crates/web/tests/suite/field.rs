//! A clue and the inspection it leads to, over HTTP: from the dispatcher to the officers and back.

use domain::{StreamId, clues::Stage, ids::ClueId};
use testkit::{Answer, Client, TestSite};

/// The item 损坏、污染公路路面, which the first squad inspects in its towns.
const ITEM: &str = "JX-T-01";
/// A picture of one dot, whole: half a one would be kept apart.
const PICTURE: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\
    \x00\x00\x00\x01\x08\x02\x00\x00\x00\x90\x77\x53\xde\x00\x00\x00\x0c\x49\x44\x41\
    \x54\x78\x9c\x63\x38\x51\xa1\x01\x00\x03\x74\x01\x69\xcb\xfa\xd0\xd7\x00\x00\x00\
    \x00\x49\x45\x4e\x44\xae\x42\x60\x82";
/// A picture of one dot, as a screen would send it.
const DRAWN: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/// Registers a clue about spilt sand in the town of the dispatcher and answers its address.
async fn registered(dispatcher: &mut Client) -> String {
    let answer = dispatcher
        .post(
            "/clues/new",
            &[
                ("source", "hotline"),
                ("category", "损坏、污染公路路面或者影响公路畅通"),
                ("words", "货车沿路抛洒砂石，污染路面。"),
                ("town", "huji"),
                ("place", "示例路3公里处"),
                ("contact", "13800000000"),
            ],
        )
        .await;
    answer.expect(303);
    answer.location().to_owned()
}

async fn dispatched(site: &TestSite) -> String {
    let mut dispatcher = site.sign_in("diaodu").await;
    let clue = registered(&mut dispatcher).await;
    let form = [("item", ITEM), ("unit", "zd1"), ("due_on", "2026-03-16"), ("note", "请尽快核实")];
    dispatcher.post(&format!("{clue}/dispatch-clue"), &form).await.expect(303);
    clue
}

/// Sends the form of a new inspection with these officers.
async fn propose(officer: &mut Client, clue: &str, officers: &[&str], urgent: &str) -> Answer {
    let id = clue.trim_start_matches("/clues/");
    let mut form = vec![
        ("item", ITEM),
        ("occasion", "clue"),
        ("object_kind", "organisation"),
        ("object_name", "示例运输有限公司"),
        ("town", "huji"),
        ("place", "示例路3公里处"),
        ("planned_on", "2026-03-09"),
        ("urgent", urgent),
    ];
    form.extend(officers.iter().map(|officer| ("officers", *officer)));
    let page = format!("/inspections/new?clue={id}");
    officer.post_from(&page, "/inspections/new", &form).await
}

async fn proposed(site: &TestSite, officer: &mut Client, urgent: &str) -> String {
    let clue = dispatched(site).await;
    officer.post(&format!("{clue}/accept-clue"), &[]).await.expect(303);
    let answer = propose(officer, &clue, &["p-zd1-a", "p-zd1-b"], urgent).await;
    answer.expect(303);
    answer.location().to_owned()
}

const ARRIVAL: [(&str, &str); 7] = [
    ("officers", "p-zd1-a"),
    ("officers", "p-zd1-b"),
    ("certificates_shown", "yes"),
    ("met_name", "某驾驶员"),
    ("met_role", "驾驶员"),
    ("at", "2026-03-09T09:30"),
    ("rights_answer", "清楚，不申请回避。"),
];

/// Every point of the item answered, the first with a problem.
async fn record(site: &TestSite, officer: &mut Client, it: &str) {
    let law = site.app.law();
    let items = law.items.iter().filter(|item| item.id.as_str() == ITEM);
    let count = items.flat_map(|item| &item.checks).count();
    let keys: Vec<String> = (0..count).map(|turn| format!("checklist.{turn}.outcome")).collect();
    let mut form = vec![("narrative", "路面有砂石约十平方米。"), ("ended_at", "2026-03-09T10:30")];
    let outcome = |turn: usize| if turn == 0 { "fail" } else { "none" };
    form.extend(keys.iter().enumerate().map(|(turn, key)| (key.as_str(), outcome(turn))));
    officer.post(&format!("{it}/record-findings"), &form).await.expect(303);
}

async fn sign(officer: &mut Client, it: &str) -> Answer {
    let here = format!("{it}/sign-record");
    let form = [("officer_0", DRAWN), ("officer_1", DRAWN), ("party_image", DRAWN)];
    officer.post_files(&here, &here, &form, &[]).await
}

/// Up to a signed record, with or without a photograph.
async fn signed(site: &TestSite, officer: &mut Client, with_photo: bool) -> String {
    let it = proposed(site, officer, "").await;
    let mut leader = site.sign_in("juzhang").await;
    leader.post(&format!("{it}/approve-inspection"), &[("reason", "同意。")]).await.expect(303);
    officer.post(&format!("{it}/arrive-on-site"), &ARRIVAL).await.expect(303);
    if with_photo {
        let here = format!("{it}/capture-evidence");
        let form = [("kind", "audio-visual"), ("name", "路面全景")];
        let files = [("photo", "一.png", PICTURE), ("photo", "二.png", PICTURE)];
        officer.post_files(&here, &here, &form, &files).await.expect(303);
    }
    record(site, officer, &it).await;
    sign(officer, &it).await.expect(303);
    it
}

/// Covers: S0-34, S3-51.
#[tokio::test]
async fn a_clue_is_dispatched_inspected_handed_over_judged_and_answered() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = signed(&site, &mut officer, true).await;
    let page = officer.get(&it).await;
    page.expect(200).says("路面全景（2）").says("移交案件线索").says("现场检查笔录");

    let form = [("summary", "某公司货车抛洒砂石。"), ("act_on", "2026-03-09")];
    officer.post(&format!("{it}/hand-over"), &form).await.expect(303);
    officer.get(&it).await.expect(200).says("移交给").says("大队");

    let clue = officer.get(&it).await;
    let clue = clue.text.split("/clues/").nth(1).unwrap().split(['"', '/']).next().unwrap();
    let clue = format!("/clues/{clue}");
    // The result of the inspection stands ready as the answer.
    officer.get(&format!("{clue}/answer-clue")).await.says("路面有砂石约十平方米");
    let form = [("outcome", "handed-over"), ("words", "已检查并移交大队。")];
    officer.post(&format!("{clue}/answer-clue"), &form).await.expect(303);

    let mut town = site.sign_in("zhenling").await;
    let no_reason = [("accepted", "no"), ("words", "")];
    town.post(&format!("{clue}/judge-clue"), &no_reason).await.expect(422).says("CLUE-021");
    town.post(&format!("{clue}/judge-clue"), &[("accepted", "yes")]).await.expect(303);

    let mut dispatcher = site.sign_in("diaodu").await;
    let page = dispatcher.get(&format!("{clue}/inform-reporter")).await;
    page.expect(200).says("您于2026年3月9日反映的问题").says("已移交立案查处");
    let form = [("words", "已经查处，感谢监督。")];
    dispatcher.post(&format!("{clue}/inform-reporter"), &form).await.expect(303);
    let stream = StreamId::clue(&ClueId::new(clue.trim_start_matches("/clues/")));
    let loaded = site.app.load(&stream).await.unwrap().unwrap();
    let held = loaded.state.as_clue().unwrap();
    assert!(matches!(held.stage, Stage::Settled { .. }));
    assert_eq!(held.informed.as_deref(), Some("已经查处，感谢监督。"));
    dispatcher.get("/clues?stage=settled").await.expect(200).says(&held.receipt);

    // Its papers are on its page: the record of the dispatch and the register sheet, twice.
    let page = dispatcher.get(&clue).await;
    page.expect(200).says("派单记录").says("派字第0001号").says("线索登记表").says("第2版");
    let sheet = held.documents.last().unwrap();
    assert!(sheet.content.reveal().contains("移交立案查处。理由：认可办理结果"));
    let address = format!("/documents/clue/{}/{}.pdf", held.id, held.documents[0].id);
    page.says(&address);
    site.sign_in("bananc").await.get(&address).await.expect(404);
    site.nobody().get(&address).await.expect(303);
}

#[tokio::test]
async fn the_contact_of_a_reporter_is_shown_to_nobody_who_handles_the_clue() {
    let site = TestSite::open().await;
    let clue = dispatched(&site).await;
    for login in ["diaodu", "zhenling", "zd1a", "jiandu"] {
        let mut reader = site.sign_in(login).await;
        let page = reader.get(&clue).await;
        page.expect(200).says("已密封");
        assert!(!page.text.contains("13800000000"), "{login}");
    }
}

#[tokio::test]
async fn a_clue_cannot_be_sent_to_a_squad_of_other_towns() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let clue = registered(&mut dispatcher).await;
    let page = dispatcher.get(&format!("{clue}/dispatch-clue")).await;
    page.expect(200).says("按事项和地点，由第一中队承办。").says("2026-03-16");
    let form = [("item", ITEM), ("unit", "zd2"), ("due_on", "2026-03-16")];
    let answer = dispatcher.post(&format!("{clue}/dispatch-clue"), &form).await;
    answer.expect(422).says("CLUE-012").says("请改派第一中队");
    // What was chosen is kept, and the item with it.
    answer.says(&format!("name=\"item\" value=\"{ITEM}\""));
    assert!(answer.text.contains("value=\"zd2\" selected"), "{}", answer.text);
}

#[tokio::test]
async fn a_clue_without_words_or_place_is_asked_for_again() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let form = [("source", "hotline"), ("category", "其他"), ("town", "huji")];
    dispatcher.post("/clues/new", &form).await.expect(422).says("请填写“看到了什么”。");
    let form = [("source", "hotline"), ("category", "其他"), ("town", "huji"), ("words", "有砂石")];
    dispatcher.post("/clues/new", &form).await.expect(422).says("CLUE-007");
    let form = [
        ("source", "portal"),
        ("category", "其他"),
        ("town", "huji"),
        ("words", "有砂石"),
        ("place", "路边"),
    ];
    dispatcher.post("/clues/new", &form).await.expect(422).says("请选择其他来源");
}

/// Covers: S3-45.
#[tokio::test]
async fn an_officer_on_patrol_stops_the_act_at_once_and_keeps_sight_of_the_clue() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let form = [
        ("source", "patrol"),
        ("category", "其他"),
        ("town", "huji"),
        ("words", "路上有砂石"),
        ("place", "路边"),
    ];
    let answer = officer.post("/clues/new", &form).await;
    answer.expect(303);
    let clue = answer.location().to_owned();
    officer.get(&clue).await.expect(200).says("待派单").says("记录先行制止");
    let stop = [("words", "当场要求停止抛洒并清扫路面。"), ("stopped", "yes")];
    officer.post(&format!("{clue}/record-stop"), &stop).await.expect(303);
    officer.get(&clue).await.expect(200).says("已经停止");
    officer.get("/clues?stage=mine").await.expect(200).says("路上有砂石");
    let mut colleague = site.sign_in("zd1b").await;
    colleague.get(&clue).await.expect(404);
    let elsewhere = [("town", "huayu"), ("source", "patrol"), ("category", "其他")];
    let mut form = elsewhere.to_vec();
    form.extend([("words", "路上有砂石"), ("place", "路边")]);
    officer.post("/clues/new", &form).await.expect(404);
}

#[tokio::test]
async fn a_dispatched_clue_goes_back_with_a_reason_and_only_before_it_is_accepted() {
    let site = TestSite::open().await;
    let clue = dispatched(&site).await;
    let mut officer = site.sign_in("zd1a").await;
    let here = format!("{clue}/return-clue");
    officer.post(&here, &[("reason", " ")]).await.expect(422).says("请填写“退单理由”。");
    let answer = officer.post(&here, &[("reason", "不在本单位辖区。")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/clues"));
    officer.get(&clue).await.expect(404);

    let clue = dispatched(&site).await;
    officer.post(&format!("{clue}/accept-clue"), &[]).await.expect(303);
    let here = format!("{clue}/return-clue");
    officer.post(&here, &[("reason", "晚了")]).await.expect(422).says("签收后不能退单");
    // The page of the clue says so before anybody tries.
    officer.get(&clue).await.says("签收后不能退单");
}

#[tokio::test]
async fn a_clue_about_sand_from_the_river_is_passed_on_with_the_body_filled_in() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let form = [
        ("source", "hotline"),
        ("category", "挖砂、爆破等危及公路和桥梁安全的作业"),
        ("words", "有人在桥下采砂。"),
        ("town", "huji"),
        ("place", "示例桥"),
    ];
    let answer = dispatcher.post("/clues/new", &form).await;
    let clue = answer.expect(303).location().to_owned();
    let here = format!("{clue}/transfer-clue");
    dispatcher.get(&here).await.expect(200).says("县水行政主管部门").says("没有处罚权");
    let form = [("to", "县水行政主管部门"), ("reason", "桥下采砂，由水行政主管部门处罚。")];
    dispatcher.post(&here, &form).await.expect(303);
    dispatcher.get(&clue).await.expect(200).says("已移送").says("县水行政主管部门");
}

#[tokio::test]
async fn a_second_report_of_the_same_matter_is_merged_into_the_first() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let first = registered(&mut dispatcher).await;
    site.clock.pass_minutes(5);
    let second = registered(&mut dispatcher).await;
    dispatcher.get(&second).await.expect(200).says("可能是同一件事");
    let into = first.trim_start_matches("/clues/");
    let here = format!("{second}/merge-clue");
    dispatcher.post(&here, &[("into", "NOSUCH")]).await.expect(422).says("CLUE-016");
    dispatcher.post(&here, &[("into", into)]).await.expect(303);
    dispatcher.get(&second).await.expect(200).says("已并案");
}

#[tokio::test]
async fn an_inspection_needs_two_officers_with_valid_certificates() {
    let site = TestSite::open().await;
    let clue = dispatched(&site).await;
    let mut officer = site.sign_in("zd1a").await;
    officer.post(&format!("{clue}/accept-clue"), &[]).await.expect(303);
    let one = propose(&mut officer, &clue, &["p-zd1-a"], "").await;
    one.expect(422).says("ORG-010").says("示例运输有限公司");
    let expired = propose(&mut officer, &clue, &["p-zd1-a", "p-zd1-expired"], "").await;
    expired.expect(422).says("ORG-014").says("当日无效");
    let none = propose(&mut officer, &clue, &["p-zd1-a", "p-zd1-aux"], "").await;
    none.expect(422).says("ORG-013");
}

#[tokio::test]
async fn nobody_enters_before_the_head_approved_unless_it_is_urgent() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = proposed(&site, &mut officer, "").await;
    officer.get(&it).await.expect(200).says("检查还没有经行政机关负责人批准");
    let here = format!("{it}/arrive-on-site");
    officer.get(&here).await.expect(200).says("现在不能办理“到场亮证”").says("INSP-010");
    let answer = officer.post(&here, &ARRIVAL).await;
    answer.expect(422).says("没有办成").says("INSP-010").says("某驾驶员");
    let mut leader = site.sign_in("juzhang").await;
    let refuse = [("refuse", "yes"), ("reason", "")];
    let form = format!("{it}/approve-inspection");
    leader.post(&form, &refuse).await.expect(422).says("INSP-008");
    leader.post(&form, &[("refuse", "yes"), ("reason", "理由不充分。")]).await.expect(303);
    officer.get(&it).await.says("不予批准").says("理由不充分。");

    let urgent = proposed(&site, &mut officer, "砂石正在影响通行").await;
    officer.post(&format!("{urgent}/arrive-on-site"), &ARRIVAL).await.expect(303);
    officer.get(&urgent).await.says("紧急检查，审批待补办");
}

#[tokio::test]
async fn certificates_are_shown_before_anything_else() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = proposed(&site, &mut officer, "砂石正在影响通行").await;
    let here = format!("{it}/arrive-on-site");
    officer.get(&here).await.expect(200).says("请向当事人出示").says("演示-0002");
    let form: Vec<_> =
        ARRIVAL.iter().copied().filter(|(key, _)| *key != "certificates_shown").collect();
    officer.post(&here, &form).await.expect(422).says("INSP-012");
}

#[tokio::test]
async fn a_violation_is_handed_over_only_with_evidence() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = signed(&site, &mut officer, false).await;
    officer.get(&it).await.expect(200).says("没有任何现场证据，不能移交。");
    let form = [("summary", "某公司货车抛洒砂石。"), ("act_on", "2026-03-09")];
    let answer = officer.post(&format!("{it}/hand-over"), &form).await;
    answer.expect(422).says("INSP-023").says("《行政处罚法》第四十条");
    let found = [("conclusion", "nothing-found")];
    officer.post(&format!("{it}/conclude-inspection"), &found).await.expect(422).says("INSP-021");
    let corrected = [("conclusion", "corrected"), ("education", "")];
    let here = format!("{it}/conclude-inspection");
    officer.post(&here, &corrected).await.expect(422).says("INSP-022");
    let corrected = [("conclusion", "corrected"), ("education", "讲明依据，当场清扫。")];
    officer.post(&here, &corrected).await.expect(303);
}

#[tokio::test]
async fn a_record_is_not_signed_by_one_officer_or_without_a_word_on_the_party() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = proposed(&site, &mut officer, "砂石正在影响通行").await;
    officer.post(&format!("{it}/arrive-on-site"), &ARRIVAL).await.expect(303);
    record(&site, &mut officer, &it).await;
    let here = format!("{it}/sign-record");
    let one = [("officer_0", DRAWN), ("party_image", DRAWN)];
    officer.post_files(&here, &here, &one, &[]).await.expect(422).says("INSP-019");
    let silent = [("officer_0", DRAWN), ("officer_1", DRAWN)];
    officer.post_files(&here, &here, &silent, &[]).await.expect(422).says("INSP-020");
    let refused = [
        ("officer_0", DRAWN),
        ("officer_1", DRAWN),
        ("refusal_reason", "当事人拒绝签名。"),
        ("witness_name", "某见证人"),
        ("witness_image", DRAWN),
    ];
    officer.post_files(&here, &here, &refused, &[]).await.expect(303);
}

#[tokio::test]
async fn another_squad_finds_neither_the_clue_nor_the_inspection() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = proposed(&site, &mut officer, "").await;
    let mut other = site.sign_in("zd2a").await;
    other.get(&it).await.expect(404);
    other.get("/inspections").await.expect(200).says("没有检查");
    other.post_raw(&format!("{it}/arrive-on-site"), "a=b").await.expect(403);
}

/// Covers: S0-39.
#[tokio::test]
async fn a_squad_does_not_inspect_outside_its_towns() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd2a").await;
    let form = [
        ("item", ITEM),
        ("occasion", "routine"),
        ("object_kind", "organisation"),
        ("object_name", "示例运输有限公司"),
        ("town", "huji"),
        ("place", "示例路3公里处"),
        ("planned_on", "2026-03-09"),
        ("officers", "p-zd2-a"),
        ("officers", "p-zd2-b"),
    ];
    let answer = officer.post("/inspections/new", &form).await;
    answer.expect(422).says("INSP-007").says("由第一中队负责");
}

#[tokio::test]
async fn a_stop_on_discovery_is_recorded_before_anybody_is_sent() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let clue = registered(&mut dispatcher).await;
    let here = format!("{clue}/record-stop");
    let form = [("words", ""), ("stopped", "no")];
    dispatcher.post(&here, &form).await.expect(422).says("请填写“如何制止”。");
    let form = [("words", "现场口头责令立即停止。"), ("stopped", "no")];
    dispatcher.post(&here, &form).await.expect(303);
    dispatcher.get(&clue).await.expect(200).says("先行制止").says("没有停止");
}

#[tokio::test]
async fn a_photograph_that_cannot_be_kept_is_our_fault_and_no_answer_to_the_form() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let before = site.head().await;
    let form = [("source", "hotline"), ("category", "其他"), ("town", "huji"), ("place", "路边")];
    std::fs::remove_dir_all(site.data().join("evidence/incoming")).unwrap();
    let files = [("photos", "一.png", PICTURE)];
    let answer = dispatcher.post_files("/clues/new", "/clues/new", &form, &files).await;
    assert_eq!(answer.status, 500, "{}", answer.text);
    assert_eq!(site.head().await, before, "nothing is recorded");
    let odd = [("photos", "一.png", b"no picture".as_slice())];
    let answer = dispatcher.post_files("/clues/new", "/clues/new", &form, &odd).await;
    answer.expect(422).says("文件内容不是照片");
}

#[tokio::test]
async fn a_photograph_of_a_clue_is_shown_to_its_readers_only() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let form = [
        ("source", "hotline"),
        ("category", "其他"),
        ("words", "路上有砂石"),
        ("town", "huji"),
        ("place", "路边"),
    ];
    let files = [("photos", "一.png", PICTURE)];
    let answer = dispatcher.post_files("/clues/new", "/clues/new", &form, &files).await;
    let clue = answer.expect(303).location().to_owned();
    let page = dispatcher.get(&clue).await;
    let start = format!("href=\"{clue}/photos/");
    let hash = page.text.split(&start).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let photo = format!("{clue}/photos/{hash}");
    let answer = dispatcher.get(&photo).await;
    assert_eq!((answer.status, answer.bytes.as_slice()), (200, PICTURE));
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    site.sign_in("zd2a").await.get(&photo).await.expect(404);
    let other = format!("{clue}/photos/{}", "0".repeat(64));
    dispatcher.get(&other).await.expect(404);
}

const ASKED: [(&str, &str); 12] = [
    ("name", "某驾驶员"),
    ("id_number", "999999198001010011"),
    ("address", "示例村1号"),
    ("relation", "驾驶员"),
    ("started_at", "2026-03-09T09:40"),
    ("ended_at", "2026-03-09T09:55"),
    ("place", "示例路3公里处"),
    ("officers", "p-zd1-a"),
    ("officers", "p-zd1-b"),
    ("certificates_shown", "yes"),
    ("dialogue.0.question", "砂石是谁的车洒的？"),
    ("dialogue.0.answer", "是我的车。"),
];

/// The notice is there before anybody enters; what is asked and examined on the site is on paper.
#[tokio::test]
async fn an_inspection_has_its_notice_its_interview_and_its_examination() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = proposed(&site, &mut officer, "").await;
    let early = officer.get(&format!("{it}/interview-on-site")).await;
    early.expect(200).says("到场亮证之后、现场笔录签署之前可以询问、勘验");
    let mut leader = site.sign_in("juzhang").await;
    leader.post(&format!("{it}/approve-inspection"), &[("reason", "同意。")]).await.expect(303);
    officer.get(&it).await.expect(200).says("行政检查通知书").says("检字第0001号");
    officer.post(&format!("{it}/arrive-on-site"), &ARRIVAL).await.expect(303);

    let ask = format!("{it}/interview-on-site");
    officer.post(&ask, &ASKED).await.expect(422).says("被询问人没有签名");
    let mut asked = ASKED.to_vec();
    asked.push(("signature", DRAWN));
    officer.post_files(&ask, &ask, &asked, &[]).await.expect(303);
    officer.get(&it).await.expect(200).says("行政检查询问笔录");

    let examine = format!("{it}/examine-on-site");
    let mut seen = vec![
        ("weather", "晴"),
        ("started_at", "2026-03-09T09:56"),
        ("ended_at", "2026-03-09T10:10"),
        ("place", "示例路3公里处"),
        ("officers", "p-zd1-a"),
        ("officers", "p-zd1-b"),
        ("certificates_shown", "yes"),
        ("invited_name", "演示乙"),
        ("findings", "砂石散落长20米、宽0.5米。"),
    ];
    let files = [("pictures", "图.png", PICTURE)];
    let unsigned = officer.post_files(&examine, &examine, &seen, &files).await;
    unsigned.expect(422).says("当事人不在场，被邀请人也没有签名");
    seen.push(("invited_image", DRAWN));
    officer.post_files(&examine, &examine, &seen, &files).await.expect(303);
    officer.get(&it).await.expect(200).says("行政检查勘验笔录").says("勘验图（照片）1");

    let sampling = format!("{it}/sample-on-site");
    let mut taken = vec![
        ("at", "2026-03-09T09:00"),
        ("place", "示例路3公里处"),
        ("officers", "p-zd1-a"),
        ("officers", "p-zd1-b"),
        ("told", "yes"),
        ("method", "三点等量抽取"),
        ("met_name", "某驾驶员"),
        ("samples.0.name", "机制砂"),
        ("samples.0.base", "12"),
        ("samples.0.quantity", "0.03"),
        ("samples.0.unit", "吨"),
        ("kept", "中队样品柜"),
        ("signature_image", DRAWN),
    ];
    let unsealed = officer.post_files(&sampling, &sampling, &taken, &[]).await;
    unsealed.expect(422).says("SAMP-022").says("机制砂");
    taken.push(("samples.0.seal_number", "示封000001"));
    officer.post_files(&sampling, &sampling, &taken, &[]).await.expect(303);
    officer.get(&it).await.expect(200).says("行政检查抽样取证凭证").says("检抽字第0001号");
}

/// IN-04: the approval counts what was approved for the enterprise this year, found by its marks.
#[tokio::test]
async fn the_approval_counts_the_inspections_of_the_enterprise() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let mut head = site.sign_in("juzhang").await;
    for times in 0..2 {
        let form = [
            ("item", ITEM),
            ("occasion", "routine"),
            ("object_kind", "organisation"),
            ("object_name", "示例运输有限公司"),
            ("town", "huji"),
            ("place", "示例路3公里处"),
            ("planned_on", "2026-03-09"),
            ("officers", "p-zd1-a"),
            ("officers", "p-zd1-b"),
        ];
        let unfit = [form.as_slice(), &[("beyond", "complaint")]].concat();
        let answer = officer.post("/inspections/new", &unfit).await;
        answer.expect(422).says("INSP-062").says("投诉举报的线索");
        let answer = officer.post("/inspections/new", &form).await;
        answer.expect(303);
        let page = answer.location().split('?').next().unwrap().to_owned();
        head.post(&format!("{page}/approve-inspection"), &[("reason", "同意。")]).await.expect(303);
        let id = page.trim_start_matches("/inspections/");
        let stream = domain::StreamId::inspection(&domain::ids::InspectionId::new(id));
        let loaded = site.app.load(&stream).await.unwrap().unwrap();
        let form = &loaded.state.as_inspection().unwrap().documents[0];
        let written = form.content.reveal();
        assert!(written.contains(&format!("\"times_this_year\":\"{times}次\"")), "{written}");
    }
}

/// EX-25: the letter, the answer on it, and no button for either before its time.
#[tokio::test]
async fn an_inspection_gives_guidance_and_records_the_answer() {
    let site = TestSite::open().await;
    let mut officer = site.sign_in("zd1a").await;
    let it = signed(&site, &mut officer, false).await;
    let page = officer.get(&it).await;
    page.expect(200).says("制发指导函");
    assert!(!page.text.contains("登记指导反馈"), "nothing waits for an answer");
    let give = format!("{it}/give-guidance");
    let blank = [("way", "remind"), ("matter", "车轮带泥上路。"), ("advice", "")];
    officer.post(&give, &blank).await.expect(422).says("车轮带泥上路。");
    let full = [blank[0], blank[1], ("advice", "设置冲洗设施。")];
    officer.post(&give, &full).await.expect(303);
    officer.get(&it).await.expect(200).says("提示：车轮带泥上路。").says("还没有反馈");
    let answer = [("words", "已经设置冲洗设施。"), ("on", "2026-03-09")];
    officer.post(&format!("{it}/record-feedback"), &answer).await.expect(303);
    officer.get(&it).await.expect(200).says("已经设置冲洗设施。").says("第2版");
}
