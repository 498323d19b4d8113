//! The examination of case files made elsewhere, in the browser.

use std::path::PathBuf;

use testkit::TestSite;

fn sample(path: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/examine");
    std::fs::read(root.join(path)).unwrap()
}

/// Covers: S2-62. Files in, findings out; nothing that was sent is kept.
#[tokio::test]
async fn a_supervisor_examines_files_and_leaves_no_trace() {
    let site = TestSite::open().await;
    let mut supervisor = site.sign_in("jiandu").await;
    let before = site.head().await;
    let ask = supervisor.get("/examine").await;
    ask.expect(200).says("案卷评查").says("空白模板").says("name=\"files\"");
    let sound = sample("sound/01-普通程序.yaml");
    let bad = sample("defective/V05-一人询问.yaml");
    let files = [("files", "a.yaml", sound.as_slice()), ("files", "b.yaml", bad.as_slice())];
    let page = supervisor.post_files("/examine", "/examine", &[], &files).await;
    page.expect(200).says("评查2件：1件没有发现问题，1件有问题");
    page.says("一票否决：执法人员少于两人").says("AP-09").says("第四十二条第一款");
    page.says("优秀，100分");
    assert_eq!(site.head().await, before, "no event is written");
    let template = supervisor.get("/examine/template.xlsx").await;
    template.expect(200);
    let blank = template.bytes.clone();
    let again = supervisor
        .post_files("/examine", "/examine", &[], &[("files", "空白.xlsx", blank.as_slice())])
        .await;
    again.expect(200).says("0件有问题").says("? 待核实");
    supervisor.get("/examine/schema.json").await.expect(200).says("additionalProperties");
    supervisor.get("/examine/sample.yaml").await.expect(200).says("普通程序");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_its_lines() {
    let site = TestSite::open().await;
    let mut supervisor = site.sign_in("jiandu").await;
    let files = [("files", "a.yaml", "案号: 甲\n立案日期: 2026-03-03\n".as_bytes())];
    let page = supervisor.post_files("/examine", "/examine", &[], &files).await;
    page.expect(422).says("a.yaml：第2行：没有“立案日期”这个项目");
    let rubbish = [
        ("files", "a.xlsx", "not a workbook".as_bytes()),
        ("files", "b.png", b"x"),
        ("files", "c.yaml", b""),
    ];
    let page = supervisor.post_files("/examine", "/examine", &[], &rubbish).await;
    page.expect(422).says("还有 3 处需要改正");
    page.says("a.xlsx：不是可以读取的Excel文件")
        .says("b.png：只能评查")
        .says("c.yaml：文件里没有案卷");
    let none = supervisor.post_files("/examine", "/examine", &[], &[]).await;
    none.expect(422).says("请选择案卷文件。");
    let forged = supervisor.post_raw("/examine", "files=x").await;
    assert_eq!(forged.status, 415);
}

#[tokio::test]
async fn who_does_not_review_examines_nothing() {
    let site = TestSite::open().await;
    let officer = site
        .app
        .people()
        .all()
        .find(|person| {
            person.roles.iter().all(|role| *role == domain::policy::Role::SquadOfficer)
                && !person.roles.is_empty()
        })
        .map(|person| person.login.clone())
        .unwrap();
    let mut officer = site.sign_in(&officer).await;
    officer.get("/examine").await.expect(403);
}
