//! What holds for every form: sent twice it acts once, a race keeps what was typed, files are
//! bounded and found again only by those who may see them.

use testkit::{Client, TestSite};

/// The smallest picture that is one.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
];
const CLUE: [(&str, &str); 5] = [
    ("source", "hotline"),
    ("category", "其他"),
    ("words", "示例路口有货车抛洒"),
    ("town", "huji"),
    ("place", "示例路1号"),
];

/// Registers a clue and answers the address of its page.
async fn registered(dispatcher: &mut Client) -> String {
    let answer = dispatcher.post("/clues/new", &CLUE).await;
    answer.expect(303);
    answer.location().to_owned()
}

#[tokio::test]
async fn a_form_sent_twice_acts_once_and_is_answered_alike() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let body = client.filled("/clues/new", "/clues/new", &CLUE).await;
    let head = site.head().await;
    let first = client.post_raw("/clues/new", &body).await;
    first.expect(303);
    let after_first = site.head().await;
    let second = client.post_raw("/clues/new", &body).await;
    assert_eq!((second.status, second.location()), (303, first.location()));
    assert_eq!(after_first, head + 1);
    assert_eq!(site.head().await, after_first);
}

#[tokio::test]
async fn a_command_id_that_is_none_is_refused() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let head = site.head().await;
    for id in ["x", "01jzzzzzzzzzzzzzzzzzzzzzzz", "01JZZZZZZZZZZZZZZZZZZZZZZZ0"] {
        let pairs = [&CLUE[..], &[("command_id", id)]].concat();
        client.post("/clues/new", &pairs).await.expect(400);
    }
    assert_eq!(site.head().await, head);
}

#[tokio::test]
async fn a_form_with_a_hole_is_shown_again_with_what_was_typed() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let head = site.head().await;
    let pairs = [("source", "hotline"), ("town", "huji"), ("place", "示例路88号")];
    let answer = client.post("/clues/new", &pairs).await;
    answer.expect(422).says("请填写“看到了什么”。").says("请填写“问题类别”。").says("示例路88号");
    assert_eq!(site.head().await, head);
}

#[tokio::test]
async fn a_race_is_told_and_what_was_typed_is_kept() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let clue = registered(&mut client).await;
    let transfer = format!("{clue}/transfer-clue");
    let pairs = [("to", "示例局"), ("reason", "不属于本平台，理由甲乙丙")];
    let stale = client.filled(&transfer, &transfer, &pairs).await;

    let stop = format!("{clue}/record-stop");
    let done = [("words", "已当场制止"), ("stopped", "yes")];
    client.post(&stop, &done).await.expect(303);
    let head = site.head().await;

    let answer = client.post_raw(&transfer, &stale).await;
    answer.expect(409).says("有了新的变化").says("理由甲乙丙");
    assert_eq!(site.head().await, head);
    // The page it answered with carries the new version: sending that one works.
    client.post(&transfer, &pairs).await.expect(303);
}

#[tokio::test]
async fn what_is_not_a_picture_is_refused_at_its_field() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let files: [(&str, &str, &[u8]); 2] =
        [("photos", "a.png", b"<svg onload=alert(1)>"), ("photos", "b.png", b"")];
    let answer = client.post_files("/clues/new", "/clues/new", &CLUE, &files).await;
    answer.expect(422).says("文件内容不是照片").says("文件是空的").says("示例路1号");
}

#[tokio::test]
async fn a_forty_first_file_is_not_taken() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let files = [("photos", "a.png", PNG); 41];
    let answer = client.post_files("/clues/new", "/clues/new", &CLUE, &files).await;
    answer.expect(422).says("一次最多上传40个文件");
}

#[tokio::test]
async fn a_file_before_the_token_is_not_kept() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let pairs = [&CLUE[..], &[("form_token", "wrong")]].concat();
    let files = [("photos", "a.png", PNG)];
    client.post_files("/clues/new", "/clues/new", &pairs, &files).await.expect(403);
}

#[tokio::test]
async fn a_thing_of_another_town_is_not_there() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let clue = registered(&mut dispatcher).await;
    dispatcher.get(&clue).await.expect(200);
    for stranger in ["zd4a", "zd4ling", "banana"] {
        let mut client = site.sign_in(stranger).await;
        client.get(&clue).await.expect(404);
        client.get(&format!("{clue}/record-stop")).await.expect(if stranger == "banana" {
            403
        } else {
            404
        });
    }
    site.sign_in("jiandu").await.get(&clue).await.expect(200);
    site.sign_in("xitong").await.get(&clue).await.expect(403);
}

#[tokio::test]
async fn a_hash_that_no_thing_holds_opens_nothing() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("jiandu").await;
    for hash in ["0".repeat(64), "x".repeat(64), "..%2F..%2Fetc%2Fpasswd".to_owned()] {
        client.get(&format!("/files/{hash}")).await.expect(404);
    }
    for document in ["case/1/2.pdf", "case/1/2", "pack/county/1.pdf", "x/1/2.pdf"] {
        client.get(&format!("/documents/{document}")).await.expect(404);
    }
}

#[tokio::test]
async fn a_registered_clue_waits_in_the_inbox_and_is_found() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let clue = registered(&mut client).await;
    client.get("/inbox").await.expect(200).says("派单").says(&format!("{clue}/dispatch-clue"));
    client.get("/inbox?tab=done").await.expect(200).says("登记线索");
    client.get("/search?q=%E6%8A%9B%E6%B4%92").await.expect(200).says(&clue);
    let mut stranger = site.sign_in("zd4a").await;
    let found = stranger.get("/search?q=%E6%8A%9B%E6%B4%92").await;
    assert!(!found.text.contains(&clue));
    let inbox = stranger.get("/inbox").await;
    assert!(!inbox.text.contains(&clue));
}
