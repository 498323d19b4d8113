//! The shipped samples, sound and defective; files with every fact blanked out; refusals.

use std::path::PathBuf;

use domain::rules::{Grade, Severity};
use jiff::civil::date;

use super::template::workbook;
use super::*;
use crate::App;

const TODAY: Date = date(2026, 11, 20);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn county() -> Jurisdiction {
    let texts = App::read_pack_folder(&root().join("packs"), "jinxiang").unwrap();
    App::check_pack("jinxiang", &texts).unwrap()
}

/// The samples of a folder: name, bytes.
fn samples(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(root().join("docs/examine").join(folder))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    all.sort();
    all
}

fn only(name: &str, bytes: &[u8]) -> CaseFile {
    let mut files = read(name, bytes).unwrap_or_else(|problems| {
        panic!("{name}: {}", problems.iter().map(ToString::to_string).collect::<String>())
    });
    assert_eq!(files.len(), 1, "{name}");
    files.remove(0)
}

/// Covers: S2-62. Ten sound files and one more, and not one false finding.
#[test]
fn a_sound_file_has_no_finding_and_nothing_open() {
    let law = county();
    let all = samples("sound");
    assert!(10 <= all.len());
    for (name, bytes) in all {
        let examined = examine(&only(&name, &bytes), &law, TODAY);
        let wrong: Vec<_> =
            examined.findings.iter().filter(|it| it.outcome != Outcome::Sound).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        assert_eq!(examined.score.unwrap().points, 100, "{name}");
    }
}

/// Covers: S2-62. One defective file for each veto of the table, found by that veto and no other.
#[test]
fn every_veto_has_a_defective_file_that_it_alone_fails() {
    let law = county();
    let all = samples("defective");
    assert_eq!(all.len(), law.review.vetoes.len());
    for ((name, bytes), veto) in all.iter().zip(&law.review.vetoes) {
        assert!(name.starts_with(&veto.id), "{name}");
        let examined = examine(&only(name, bytes), &law, TODAY);
        let score = examined.score.clone().unwrap();
        let ids: Vec<&str> = score.vetoes.iter().map(|veto| veto.id.as_str()).collect();
        assert_eq!(ids, [veto.id.as_str()], "{name}: {:#?}", examined.breaches());
        assert_eq!(score.grade, Grade::Vetoed("不合格".to_owned()), "{name}");
        assert!(examined.breaches()[0].severity <= Severity::Serious, "{name}");
        assert!(examined.open().is_empty(), "{name}: {:#?}", examined.open());
    }
}

/// Takes away every fact in turn, and then more and more of them at random: what is unknown
/// excuses, so a sound file never becomes a guilty one.
#[test]
fn a_fact_that_nobody_knows_never_makes_a_breach() {
    let law = county();
    let mut seed = 20_261_122_u64;
    let mut looked = 0;
    for (name, bytes) in samples("sound") {
        let (at, node) = yaml::parse(&bytes).unwrap().remove(0);
        let count = leaves(&node);
        let mut masks: Vec<Vec<bool>> =
            (0..count).map(|n| (0..count).map(|m| n == m).collect()).collect();
        for round in 0..120_u64 {
            masks.push((0..count).map(|_| next(&mut seed) % 120 < round).collect());
        }
        for mask in masks {
            let mut nth = 0;
            let blanked = without(&node, &mask, &mut nth);
            let file = file::read(&at, &blanked).unwrap();
            let examined = examine(&file, &law, TODAY);
            let breaches = examined.breaches();
            assert!(breaches.is_empty(), "{name}: {breaches:#?}\n{blanked:#?}");
            looked += 1;
        }
    }
    assert!(2000 < looked, "{looked}");
}

fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// How many keys a file has, at any depth.
fn leaves(node: &Node) -> usize {
    match node {
        Node::Group(entries) => entries.iter().map(|entry| 1 + leaves(&entry.node)).sum(),
        Node::List(nodes) => nodes.iter().map(|(_, node)| leaves(node)).sum(),
        Node::Blank | Node::Text(_) => 0,
    }
}

/// The file without the keys of the mask.
fn without(node: &Node, mask: &[bool], nth: &mut usize) -> Node {
    match node {
        Node::Group(entries) => {
            let mut kept = Vec::new();
            for entry in entries {
                let gone = mask[*nth];
                *nth += 1;
                let inside = without(&entry.node, mask, nth);
                if !gone {
                    kept.push(file::Entry { node: inside, ..entry.clone() });
                }
            }
            Node::Group(kept)
        }
        Node::List(nodes) => Node::List(
            nodes.iter().map(|(at, node)| (at.clone(), without(node, mask, nth))).collect(),
        ),
        Node::Blank | Node::Text(_) => node.clone(),
    }
}

fn refused(name: &str, text: impl AsRef<[u8]>) -> Vec<String> {
    let problems = read(name, text.as_ref()).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn an_unknown_a_doubled_and_an_impossible_value_are_named_with_their_lines() {
    let lines = refused(
        "a.yaml",
        "案号: 甲\n立案:\n  日期: 2026-02-30\n  负责人批谁: 是\n案号: 乙\n责令改正: 也许\n",
    );
    assert!(lines[0].starts_with("第3行：“立案.日期”应当写日期"), "{lines:#?}");
    assert!(lines[1].starts_with("第4行：没有“立案.负责人批谁”这个项目，是不是“负责人批准”？"));
    assert!(lines[2].starts_with("第5行：“案号”写了两次"));
    assert!(lines[3].starts_with("第6行：“责令改正”应当写“是”或者“否”"));
}

#[test]
fn what_is_no_case_file_is_refused_with_a_sentence() {
    assert!(refused("a.docx", "x")[0].contains("只能评查YAML"));
    assert!(refused("a.yaml", "")[0].contains("没有案卷"));
    assert!(refused("a.yaml", "- 案号")[0].contains("项目：内容"));
    assert!(refused("a.yaml", "案号: &x 甲\n案由: *x")[0].contains("引用"));
    assert!(refused("a.yaml", "案号: !!str 甲")[0].contains("类型标记"));
    assert!(refused("a.yaml", "案号: [甲\n案由: 乙")[0].contains("写法不对"));
    assert!(refused("a.yaml", [0x61, 0x0a, 0xff])[0].starts_with("第2行：文件不是UTF-8"));
    assert!(refused("a.yaml", format!("{}1", "a: [".repeat(9)))[0].contains("层次太多"));
    assert!(!refused("a.yaml", "[".repeat(50_000)).is_empty(), "no depth brings it down");
    assert!(refused("a.xlsx", "not a zip")[0].contains("不是可以读取的Excel"));
    assert!(refused("a.yaml", vec![b'#'; MAX_BYTES + 1])[0].contains("8兆"));
    let many = "案号: 甲\n---\n".repeat(MOST + 1);
    assert!(refused("a.yaml", many)[0].contains("最多10000件"));
}

#[test]
fn one_text_may_hold_several_files_and_none_and_unknown_differ() {
    let text = "案号: 甲\n证据: 无\n---\n案号: 乙\n证据: 未知\n";
    let law = county();
    let files = read("a.yml", text.as_bytes()).unwrap();
    assert_eq!(files.len(), 2);
    let breached = |file: &CaseFile| {
        let examined = examine(file, &law, TODAY);
        examined.findings.iter().find(|it| it.rule == "AP-27").unwrap().clone()
    };
    let opened = "\n立案: {日期: 2026-03-03, 负责人批准: 是}";
    let none = only("a.yaml", format!("案号: 甲\n证据: 无{opened}").as_bytes());
    assert!(breached(&none).is_breach());
    assert!(!breached(&files[0]).is_breach(), "the law of its day is not known");
    assert!(matches!(breached(&files[1]).outcome, Outcome::Unknown { .. }));
}

#[test]
fn a_workbook_with_one_item_a_row_reads_like_the_text() {
    let book = workbook(&[
        (
            "案卷",
            vec![
                vec!["项目", "内容", "填写", "说明"],
                vec!["案号", "甲"],
                vec!["立案.日期", "2026年3月3日"],
                vec!["决定.决定书.机关印章", "否"],
                vec!["听证", "无"],
            ],
        ),
        ("证据", vec![vec!["名称", "查证属实"], vec!["照片", "是"], vec!["录像", "否"]]),
        ("填写说明", vec![vec!["随便写"]]),
    ]);
    let text = "案号: 甲\n立案: {日期: 2026-03-03}\n决定: {决定书: {机关印章: 否}}\n听证: 无\n\
                证据: [{名称: 照片, 查证属实: 是}, {名称: 录像, 查证属实: 否}]\n";
    assert_eq!(only("a.xlsx", &book), only("a.yaml", text.as_bytes()));
}

#[test]
fn a_workbook_with_one_case_a_row_joins_its_lists_by_number() {
    let book = workbook(&[
        (
            "案卷",
            vec![vec!["案号", "立案.日期"], vec!["甲", "2026-03-03"], vec!["乙", "2026-03-04"]],
        ),
        (
            "证据",
            vec![vec!["案号", "名称"], vec!["乙", "照片"], vec!["甲", "录像"], vec!["乙", "笔录"]],
        ),
    ]);
    let files = read("a.xlsx", &book).unwrap();
    let names = |file: &CaseFile| -> Vec<String> {
        file.dossier.evidence.get().unwrap().iter().map(|it| it.name.clone()).collect()
    };
    assert_eq!(
        (names(&files[0]), names(&files[1])),
        (vec!["录像".into()], vec!["照片".into(), "笔录".into()])
    );
}

#[test]
fn a_workbook_is_refused_by_sheet_and_row() {
    let refuse = |sheets: &[(&str, Vec<Vec<&str>>)]| refused("a.xlsx", workbook(sheets)).remove(0);
    let head = || vec!["项目", "内容"];
    assert!(refuse(&[("表1", vec![head()])]).contains("没有名为“案卷”"));
    assert!(
        refuse(&[("案卷", vec![head()]), ("别的", vec![])]).starts_with("“别的”表第1行：不认识")
    );
    let typo =
        refuse(&[("案卷", vec![head(), vec!["案号", "甲"], vec!["立案.日子", "2026-03-03"]])]);
    assert!(typo.starts_with("“案卷”表第3行：没有“立案.日子”这个项目"), "{typo}");
    let whose = refuse(&[
        ("案卷", vec![vec!["案号"], vec!["甲"], vec!["乙"]]),
        ("证据", vec![vec!["名称"], vec!["照片"]]),
    ]);
    assert!(whose.starts_with("“证据”表第2行：没有写明属于哪件案卷"), "{whose}");
    let both = refuse(&[
        ("案卷", vec![head(), vec!["证据", "无"]]),
        ("证据", vec![vec!["名称"], vec!["照片"]]),
    ]);
    assert!(both.contains("请只留一处"), "{both}");
}

#[test]
fn the_blank_template_asks_for_every_field_and_can_be_read() {
    let bytes = template().unwrap();
    let file = only("空白.xlsx", &bytes);
    let examined = examine(&file, &county(), TODAY);
    assert!(examined.breaches().is_empty());
    assert!(30 < examined.open().len(), "a blank file leaves nearly everything open");
    let mut book =
        calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(std::io::Cursor::new(bytes))
            .unwrap();
    let lists = file::fields().iter().filter(|it| matches!(it.kind, file::Kind::List(_))).count();
    assert_eq!(calamine::Reader::sheet_names(&book).len(), lists + 2);
    let first = calamine::Reader::worksheet_range(&mut book, "案卷").unwrap();
    assert!(60 < first.height());
}

/// `docs/examine/schema.json` is what the reader asks for; `ZHIFA_GEN=1` writes it again.
#[test]
fn the_schema_in_the_documents_is_that_of_the_reader() {
    let path = root().join("docs/examine/schema.json");
    let text = serde_json::to_string_pretty(&file::schema()).unwrap() + "\n";
    if std::env::var_os("ZHIFA_GEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "run ./run gen");
}
