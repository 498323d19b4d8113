//! Who had a piece of evidence in hand, told on a page of its own.

use super::walk::{Walk, value_of};

#[tokio::test]
async fn each_look_at_a_piece_of_evidence_stands_on_its_page() {
    let it = Walk::investigated().await;
    let page = it.case_page("banana").await;
    page.expect(200).says("流转记录");
    let before = page.text.split("/way\">流转记录").next().unwrap();
    let way = format!("{}/way", before.rsplit('"').next().unwrap());
    let object = way.strip_suffix("/way").unwrap().to_owned();
    let mut handler = it.site.sign_in("banana").await;
    let fresh = handler.get(&way).await;
    fresh.expect(200).says("证据流转记录").says("收到以后没有人看过").says("SHA-256").says("原件");
    handler.get(&object).await.expect(200);
    handler.get(&object).await.expect(200);
    let mut leader = it.site.sign_in("juzhang").await;
    leader.get(&object).await.expect(200);
    let told = leader.get(&way).await;
    told.expect(200).says("曹建业");
    assert_eq!(told.text.matches("查看或者下载原件").count(), 2, "{}", told.text);
    for stranger in ["zd1a", "xitong", "diaodu"] {
        it.site.sign_in(stranger).await.get(&way).await.expect(404);
    }
    it.site.nobody().get(&way).await.expect(303);
}

#[tokio::test]
async fn the_moment_of_a_recording_that_proves_a_step_is_named_and_played_from_there() {
    let it = Walk::filed().await;
    let pairs = [
        ("kind", "audio-visual"),
        ("name", "执法记录仪录像"),
        ("proves", "出示证件、告知权利"),
        ("obtained_on", "2026-03-09"),
    ];
    let mut handler = it.site.sign_in("banana").await;
    let adding = it.path("add-evidence");
    let recording = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom and what follows";
    let file: [(&str, &str, &[u8]); 1] = [("blob", "记录.mp4", recording)];
    handler.post_files(&adding, &adding, &pairs, &file).await.expect(303);
    let page = it.page("banana", "verify-evidence").await;
    page.expect(200).says("录音录像中的关键时刻");
    let id = value_of(&page.text, "evidence", "执法记录仪录像");
    let pairs = |at: &'static str, step: &'static str| {
        let id = id.clone();
        [
            ("evidence".to_owned(), id),
            ("how".to_owned(), "与原始载体核对一致。".to_owned()),
            ("moments.0.at".to_owned(), at.to_owned()),
            ("moments.0.step".to_owned(), step.to_owned()),
            ("moments.0.words".to_owned(), "出示执法证".to_owned()),
        ]
    };
    let verifies = async |at, step| {
        let pairs = pairs(at, step);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (&**k, &**v)).collect();
        it.sends("banana", "verify-evidence", &pairs).await
    };
    verifies("第1分钟", "identified")
        .await
        .expect(422)
        .says("第1行的时刻应当像12:34")
        .says("出示执法证");
    verifies("1:05", "").await.expect(422).says("第1行请选择环节").says("1:05");
    verifies("25:00:00", "identified").await.expect(422).says("EVID-005");
    verifies("1:05", "identified").await.expect(303);
    let page = it.case_page("shenhea").await;
    page.expect(200).says("#t=65\">1:05 表明身份、出示证件：出示执法证</a>");
}
