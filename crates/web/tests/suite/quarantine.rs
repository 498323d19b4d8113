//! Suspicious files over HTTP: taken, kept apart, named, never shown, downloaded after a warning.

use sha2::{Digest as _, Sha256};
use testkit::{Client, TestSite};

/// The agreed test signature, in two parts: this file bears it not.
const SIGNATURE: [&str; 2] =
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];

const FORM: [(&str, &str); 5] = [
    ("source", "hotline"),
    ("category", "损坏、污染公路路面或者影响公路畅通"),
    ("words", "货车沿路抛洒砂石。"),
    ("town", "huji"),
    ("place", "示例路3公里处"),
];

async fn sent(dispatcher: &mut Client, bytes: &[u8]) -> (String, String) {
    let files = [("photos", "现场.pdf", bytes)];
    let answer = dispatcher.post_files("/clues/new", "/clues/new", &FORM, &files).await;
    let clue = answer.expect(303).location().to_owned();
    let hash = hex::encode(Sha256::digest(bytes));
    (clue.clone(), format!("{clue}/photos/{hash}"))
}

#[tokio::test]
async fn malware_is_kept_as_it_came_and_shown_to_nobody() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let bytes = SIGNATURE.concat().into_bytes();
    let (clue, address) = sent(&mut dispatcher, &bytes).await;
    let page = dispatcher.get(&clue).await;
    page.expect(200).says("已隔离：含有已知恶意程序的特征");
    assert!(!page.text.contains(&format!("src=\"{address}")), "{}", page.text);

    let warning = dispatcher.get(&address).await;
    warning.expect(409).says("这个文件已隔离").says("没有删除").says("断开网络");
    warning.says(address.rsplit('/').next().unwrap()).says("仍要下载原件");
    let anyway = format!("{address}?anyway=apart");
    warning.says(&anyway);
    let original = dispatcher.get(&anyway).await;
    original.expect(200);
    assert_eq!(original.bytes, bytes);
    assert_eq!(original.header("content-type"), "application/octet-stream");
    assert!(original.header("content-disposition").starts_with("attachment; filename="));
    assert!(original.header("content-disposition").ends_with(".quarantined\""));
    assert!(original.header("content-security-policy").contains("sandbox"));

    let mut auditor = site.sign_in("shenji").await;
    auditor.get("/audit").await.expect(200).says("已隔离1个").says("隔离证据文件");
    // The same file again is the same object, and is said to be kept apart once.
    sent(&mut dispatcher, &bytes).await;
    auditor.get("/audit").await.expect(200).says("已隔离1个");
}

#[tokio::test]
async fn a_document_that_would_do_something_is_kept_apart_and_a_quiet_one_is_not() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let active = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>endobj\n%%EOF";
    let (clue, address) = sent(&mut dispatcher, active).await;
    dispatcher.get(&clue).await.expect(200).says("文档含有脚本、启动项或者内嵌文件");
    dispatcher.get(&address).await.expect(409).says("文档含有脚本");
    let (clue, address) = sent(&mut dispatcher, b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF").await;
    assert!(!dispatcher.get(&clue).await.text.contains("已隔离"));
    let quiet = dispatcher.get(&address).await;
    quiet.expect(200);
    assert!(quiet.header("content-disposition").starts_with("attachment"));
}

/// Whoever may not see the clue learns nothing of what is kept apart.
#[tokio::test]
async fn what_is_kept_apart_is_as_absent_as_anything_else_to_a_stranger() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let (_, address) = sent(&mut dispatcher, SIGNATURE.concat().as_bytes()).await;
    let mut stranger = site.sign_in("xitong").await;
    for address in [address.clone(), format!("{address}?anyway=apart")] {
        let answer = stranger.get(&address).await;
        assert!([403, 404].contains(&answer.status), "{}", answer.status);
        assert!(!answer.text.contains("隔离"));
    }
}

/// The security administrator takes back a suspicion with a finding, and never that of malware.
#[tokio::test]
async fn what_was_suspected_for_nothing_comes_back_after_it_was_examined() {
    let site = TestSite::open().await;
    let mut dispatcher = site.sign_in("diaodu").await;
    let form = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>endobj\n%%EOF";
    let (clue, address) = sent(&mut dispatcher, form).await;
    let hash = hex::encode(Sha256::digest(form));
    let (_, malware) = sent(&mut dispatcher, SIGNATURE.concat().as_bytes()).await;
    let malware = malware.rsplit('/').next().unwrap().to_owned();
    dispatcher.get("/quarantine").await.expect(403);

    let mut security = site.sign_in("anquan").await;
    let list = security.get("/quarantine").await;
    list.expect(200).says(&hash).says("文档含有脚本、启动项或者内嵌文件").says("不能解除");
    list.says(&format!("/quarantine/{hash}"));
    assert!(!list.text.contains(&format!("href=\"/quarantine/{malware}\"")));
    let page = format!("/quarantine/{hash}");
    let blank = security.post(&page, &[("finding", " ")]).await;
    blank.expect(422).says("检查情况");
    let finding = "信息中心用两种软件检查，脚本只作金额计算。";
    let forbidden = format!("/quarantine/{malware}");
    let refused = security.post(&forbidden, &[("finding", finding)]).await;
    refused.expect(422).says("不能解除隔离").says(finding);
    security.post(&page, &[("finding", finding)]).await.expect(303);
    assert!(!security.get("/quarantine").await.text.contains(&hash));
    security.get(&page).await.expect(404);

    assert!(!dispatcher.get(&clue).await.text.contains("已隔离"));
    dispatcher.get(&address).await.expect(200);
    // The same bytes again are not suspected again.
    let (again, _) = sent(&mut dispatcher, form).await;
    assert!(!dispatcher.get(&again).await.text.contains("已隔离"));
    let mut auditor = site.sign_in("shenji").await;
    auditor.get("/audit").await.expect(200).says("解除证据文件隔离");
}
