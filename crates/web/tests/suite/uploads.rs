//! Files that come in pieces, and files that a form keeps when it comes back.

use axum::http::Method;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use testkit::{Answer, Client, TestSite, find_form, hidden_fields};

const FORM: [(&str, &str); 5] = [
    ("source", "hotline"),
    ("category", "损坏、污染公路路面或者影响公路畅通"),
    ("words", "货车沿路抛洒砂石。"),
    ("town", "huji"),
    ("place", "示例路3公里处"),
];

async fn token(client: &mut Client) -> String {
    let page = client.get("/inbox").await.text;
    let fields = find_form(&page, "/logout").map(hidden_fields).unwrap_or_default();
    let token = fields.into_iter().find(|(name, _)| name == "form_token");
    token.map_or_else(String::new, |(_, value)| value)
}

async fn call(client: &mut Client, token: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
    let length = body.len().to_string();
    let (path, at) = path.split_once("?at=").unwrap_or((path, "0"));
    let headers = [
        ("upload-offset", at),
        ("content-type", kind),
        ("content-length", length.as_str()),
        ("x-zhifa-form", token),
        ("sec-fetch-site", "same-origin"),
    ];
    let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    client.send(Method::POST, path, headers, body.to_vec()).await
}

async fn begin(client: &mut Client, token: &str, name: &str, size: usize) -> Answer {
    let words = serde_json::json!({ "name": name, "size": size }).to_string();
    call(client, token, "/uploads", "application/json", words.as_bytes()).await
}

async fn piece(client: &mut Client, token: &str, address: &str, bytes: &[u8]) -> Answer {
    call(client, token, address, "application/octet-stream", bytes).await
}

fn said(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap()
}

/// The beginning of a recording, and noise behind it.
fn recording(size: usize) -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    let mut state = 7_u32;
    while bytes.len() < size {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.push(u8::try_from(state >> 24).unwrap());
    }
    bytes
}

#[tokio::test]
async fn a_recording_comes_in_pieces_and_becomes_evidence_of_the_form_that_names_it() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let token = token(&mut client).await;
    let bytes = recording(2_500_000);
    let begun = begin(&mut client, &token, "执法记录.mp4", bytes.len()).await;
    begun.expect(201);
    let id = said(&begun)["id"].as_str().unwrap().to_owned();
    let at = |at: usize| format!("/uploads/{id}?at={at}");
    piece(&mut client, &token, &at(0), &bytes[..1_048_577]).await.expect(413);
    piece(&mut client, "wrong", &at(0), &bytes[..1_000_000]).await.expect(403);
    let first = piece(&mut client, &token, &at(0), &bytes[..1_000_000]).await;
    assert_eq!((first.status, &said(&first)["have"]), (200, &1_000_000.into()));
    let again = piece(&mut client, &token, &at(0), &bytes[..1_000_000]).await;
    assert_eq!((again.status, &said(&again)["have"]), (409, &1_000_000.into()));
    piece(&mut client, &token, &at(1_000_000), &bytes[1_000_000..2_000_000]).await.expect(200);
    let asked = client.get(&format!("/uploads/{id}")).await;
    assert_eq!(said(&asked)["have"], 2_000_000);
    assert_eq!(said(&asked).get("value"), None);

    // Before its end it is no evidence, and it is nobody else's.
    let named = format!("upload:{id}::执法记录.mp4");
    let mut form = FORM.to_vec();
    form.push(("photos", &named));
    let early = client.post_files("/clues/new", "/clues/new", &form, &[]).await;
    early.expect(422).says("“执法记录.mp4”没有传完");
    let mut other = site.sign_in("zd1a").await;
    other.get(&format!("/uploads/{id}")).await.expect(404);

    let last = piece(&mut client, &token, &at(2_000_000), &bytes[2_000_000..]).await;
    last.expect(200);
    let value = said(&last)["value"].as_str().unwrap().to_owned();
    let hash = hex::encode(Sha256::digest(&bytes));
    assert!(value.contains(&hash[52..]), "{value}");
    // The device computes the same from what it has.
    let leaf = |piece: &[u8]| Sha256::new().chain_update([0]).chain_update(piece).finalize();
    let leaves: Vec<_> = bytes.chunks(1024 * 1024).map(leaf).collect();
    let node = |left: &[u8], right: &[u8]| {
        Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize()
    };
    let root = hex::encode(node(&node(&leaves[0], &leaves[1]), &leaves[2]));
    assert_eq!(said(&last)["chunks"], *root);
    let repeated = piece(&mut client, &token, &at(2_000_000), &bytes[2_000_000..]).await;
    assert_eq!(
        said(&repeated)["value"],
        value,
        "the answer to the last piece may be asked for again"
    );

    form.pop();
    form.push(("photos", &value));
    let sent = client.post_files("/clues/new", "/clues/new", &form, &[]).await;
    let clue = sent.expect(303).location().to_owned();
    let kept = client.get(&format!("{clue}/photos/{hash}")).await;
    kept.expect(200);
    assert!(kept.bytes == bytes, "the original, byte for byte");
    assert_eq!(kept.header("content-type"), "video/mp4");
    assert_eq!(kept.header("content-security-policy"), "default-src 'none'; media-src 'self'");
    let page = client.get(&clue).await;
    page.says(&format!("<video class=\"exhibit-picture\" src=\"{clue}/photos/{hash}\" controls"));
    assert!(page.header("content-security-policy").contains("media-src 'self'"));

    // A player asks for parts.
    let mut part = async |range: &str| {
        let headers = vec![("range".to_owned(), range.to_owned())];
        client.send(Method::GET, &format!("{clue}/photos/{hash}"), headers, vec![]).await
    };
    let middle = part("bytes=1048570-1048585").await;
    assert_eq!((middle.status, middle.header("content-length")), (206, "16"));
    assert_eq!(middle.header("content-range"), "bytes 1048570-1048585/2500000");
    assert!(middle.bytes == bytes[1_048_570..1_048_586]);
    let end = part("bytes=2499990-").await;
    assert!(end.status == 206 && end.bytes == bytes[2_499_990..]);
    part("bytes=2500000-").await.expect(416);

    // Somebody else's upload proves nothing in another person's form.
    let mut officer = site.sign_in("zhenling").await;
    let theft = officer.post_files("/clues/new", "/clues/new", &form, &[]).await;
    assert!([403, 422].contains(&theft.status), "{}", theft.status);
}

#[tokio::test]
async fn what_is_announced_too_large_empty_or_of_another_kind_is_refused_in_words() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let token = token(&mut client).await;
    begin(&mut client, &token, "空.mp4", 0).await.expect(422).says("文件是空的");
    let most = 2 * 1024 * 1024 * 1024;
    begin(&mut client, &token, "长.mp4", most + 1).await.expect(422).says("2吉字节");
    begin(&mut client, "wrong", "a.mp4", 9).await.expect(403);
    let begun = begin(&mut client, &token, "程序.mp4", 4).await;
    let id = said(begun.expect(201))["id"].as_str().unwrap().to_owned();
    let more = piece(&mut client, &token, &format!("/uploads/{id}?at=0"), b"MZ\x90\0\0").await;
    more.expect(422).says("64兆字节");
    let wrong = piece(&mut client, &token, &format!("/uploads/{id}?at=0"), b"MZ\x90\0").await;
    wrong.expect(422).says("不是照片、视频、录音或者PDF");
    client.get(&format!("/uploads/{id}")).await.expect(404);
    for turn in 0..20 {
        begin(&mut client, &token, &format!("{turn}.mp4"), 9).await.expect(201);
    }
    let full = begin(&mut client, &token, "又一个.mp4", 9).await;
    full.expect(422).says("没有传完的文件太多");
    let begun = client.get("/inbox").await;
    begun.expect(200);
}

#[tokio::test]
async fn an_upload_is_cancelled_by_its_sender_only() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let own = token(&mut client).await;
    let begun = begin(&mut client, &own, "a.mp4", 9).await;
    let id = said(begun.expect(201))["id"].as_str().unwrap().to_owned();
    let path = format!("/uploads/{id}/cancel");
    let mut other = site.sign_in("zd1a").await;
    let foreign = token(&mut other).await;
    call(&mut other, &foreign, &path, "application/json", b"{}").await.expect(404);
    call(&mut client, &own, &path, "application/json", b"{}").await.expect(204);
    client.get(&format!("/uploads/{id}")).await.expect(404);
}

#[tokio::test]
async fn a_form_that_comes_back_keeps_the_files_that_were_sent_with_it() {
    let site = TestSite::open().await;
    let mut client = site.sign_in("diaodu").await;
    let picture = recording(3_000);
    let files = [("photos", "现场.mp4", picture.as_slice())];
    let blank: Vec<(&str, &str)> = FORM.into_iter().filter(|(key, _)| *key != "words").collect();
    let back = client.post_files("/clues/new", "/clues/new", &blank, &files).await;
    back.expect(422).says("已上传：现场.mp4").says("checked");
    let value = back.text.split("name=\"photos\" value=\"upload:").nth(1).unwrap();
    let value = format!("upload:{}", value.split('"').next().unwrap());
    let mut form = FORM.to_vec();
    form.push(("photos", &value));
    let sent = client.post_files("/clues/new", "/clues/new", &form, &[]).await;
    let clue = sent.expect(303).location().to_owned();
    let hash = hex::encode(Sha256::digest(&picture));
    client.get(&format!("{clue}/photos/{hash}")).await.expect(200);
}
