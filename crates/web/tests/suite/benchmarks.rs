//! Published benchmark tables in the browser: what is taken, what is refused, who may.

use testkit::{Client, TestSite};

const HEAD: &str = "事项,条款,基准,来源,施行,阶次,情形,计算,下限,上限\n";
const SOUND: &str = "JX-T-05-CF,a,本地基准,示例文号,2026-03-01,一般,面积较小,金额,,4万元\n\
                     ,,,,,较重,\"面积较大,清理困难\",金额,四万元,\"70,000\"\n\
                     ,,,,,严重,造成事故,金额,70000元,\n";

/// A hidden field of the form that leads there.
fn hidden(page: &testkit::Answer, action: &str, key: &str) -> String {
    let form = testkit::find_form(&page.text, action).expect("the form is there");
    let fields = testkit::hidden_fields(form);
    fields.into_iter().find(|(name, _)| name == key).expect("the field is there").1
}

async fn sent(client: &mut Client, name: &str, bytes: &[u8]) -> testkit::Answer {
    client.post_files("/benchmarks", "/benchmarks", &[], &[("file", name, bytes)]).await
}

/// Covers: S2-120. A table is read back row by row and taken away as a file that the pack takes.
#[tokio::test]
async fn a_published_table_is_read_back_and_taken_away() {
    let site = TestSite::open().await;
    let mut reviewer = site.sign_in("shenhea").await;
    let before = site.head().await;
    let ask = reviewer.get("/benchmarks").await;
    ask.expect(200).says("核对裁量基准表").says("正在使用的裁量基准").says("演示拟制");
    let page = sent(&mut reviewer, "基准.csv", format!("{HEAD}{SOUND}").as_bytes()).await;
    page.expect(200).says("3行全部读懂").says("面积较大,清理困难");
    page.says("40,000.00元以上70,000.00元以下").says("20,000.00元以上100,000.00元以下");
    let text = hidden(&page, "/benchmarks/pack.toml", "text");
    let proof = hidden(&page, "/benchmarks/pack.toml", "form_token");
    let body = serde_urlencoded::to_string([("form_token", &proof), ("text", &text)]).unwrap();
    let given = reviewer.post_raw("/benchmarks/pack.toml", &body).await;
    given.expect(200);
    let file = String::from_utf8(given.bytes.clone()).unwrap();
    assert!(file.contains("min_yuan = 40000, max_yuan = 70000"), "{file}");

    // The file is one that the pack takes, beside the texts it has.
    let packs = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut texts = app::App::read_pack_folder(&packs, "jinxiang").unwrap();
    texts.insert("jinxiang/benchmarks/local.toml".to_owned(), given.bytes.clone());
    let law = app::App::check_pack("jinxiang", &texts).unwrap();
    let item = law.items.iter().find(|item| item.id.as_str() == "JX-T-05-CF").unwrap();
    assert!(item.branch("a").unwrap().tier("本地基准", "较重").is_some());

    let template = reviewer.get("/benchmarks/template.xlsx").await;
    template.expect(200);
    let blank = template.bytes.clone();
    let page = sent(&mut reviewer, "空白.xlsx", &blank).await;
    page.expect(422).says("表中没有任何阶次");
    assert_eq!(site.head().await, before, "no event is written");
}

#[tokio::test]
async fn contradictions_are_told_by_row_and_cell_and_nothing_can_be_taken_away() {
    let site = TestSite::open().await;
    let mut system = site.sign_in("xitong").await;
    let bad = SOUND.replace("四万元", "一百万一十元") + ",,,,,严重,再次,金额,\"<b>1</b>\",200001\n";
    let page = sent(&mut system, "基准.csv", format!("{HEAD}{bad}").as_bytes()).await;
    page.expect(422).says("什么也没有保存").says("I3").says("一百万一十元").says("第5行");
    page.says("&#60;b&#62;1&#60;/b&#62;").says("读懂的各行").says("一般");
    assert!(!page.text.contains("下载数据包文件") && !page.text.contains("<b>1</b>"));
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_in_words() {
    let site = TestSite::open().await;
    let mut reviewer = site.sign_in("shenhea").await;
    for (name, bytes, words) in [
        ("基准.xlsx", b"not a workbook".as_slice(), "不是可以读取的Excel文件"),
        ("基准.xlsx", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1], "设了密码"),
        ("基准.png", b"x", "只能读取Excel文件"),
        ("基准.csv", &[0xff, 0xfe, 0x01], "UTF-8"),
        ("基准.csv", b"", "缺少“事项”一列"),
    ] {
        sent(&mut reviewer, name, bytes).await.expect(422).says(words);
    }
    let none = reviewer.post_files("/benchmarks", "/benchmarks", &[], &[]).await;
    none.expect(422).says("请选择裁量基准表。");
    let two = [("file", "a.csv", HEAD.as_bytes()), ("file", "b.csv", HEAD.as_bytes())];
    let two = reviewer.post_files("/benchmarks", "/benchmarks", &[], &two).await;
    two.expect(422).says("一次只核对一个文件");
}

/// What the browser sends back is not believed.
#[tokio::test]
async fn a_text_that_the_pack_does_not_take_is_not_given_out() {
    let site = TestSite::open().await;
    let mut reviewer = site.sign_in("shenhea").await;
    let page = reviewer.get("/benchmarks").await;
    let token = hidden(&page, "/benchmarks", "form_token");
    let beyond = "[[benchmark]]\nitem = \"JX-T-05-CF\"\nbranch = \"a\"\n[benchmark.table]\n\
                  id = \"x\"\nsource_type = \"published\"\nsource = \"x\"\n\
                  [[benchmark.table.tier]]\ngrade = \"重\"\ncondition = \"x\"\n\
                  amount = { kind = \"fixed\", min_yuan = 1, max_yuan = 999999 }\n";
    for text in ["", "not toml [", beyond] {
        let body = serde_urlencoded::to_string([("form_token", token.as_str()), ("text", text)]);
        let answer = reviewer.post_raw("/benchmarks/pack.toml", &body.unwrap()).await;
        answer.expect(422).says("下载的内容与核对的结果不符");
    }
    reviewer.post_raw("/benchmarks/pack.toml", "text=x").await.expect(403);
}

#[tokio::test]
async fn who_answers_for_no_table_checks_none() {
    let site = TestSite::open().await;
    for login in ["banana", "anquan", "juzhang"] {
        let mut person = site.sign_in(login).await;
        person.get("/benchmarks").await.expect(403);
        person.get("/benchmarks/template.xlsx").await.expect(403);
    }
}
