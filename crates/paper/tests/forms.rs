//! Every form prints its sample, whole and literally, and refuses what would make a false page.

#![expect(clippy::unwrap_used, reason = "the fixtures of a test may fail loudly")]

mod common;

use std::{path::PathBuf, time::Instant};

use common::{Forms, marks, page_texts};
use paper::{Fonts, PaperError};
use serde_json::{Value, json};

const COMMON_KEYS: [&str; 4] = ["authority", "number", "case_number", "date"];

#[test]
fn every_specification_has_a_template_and_a_sample() {
    let forms = Forms::load();
    assert!(forms.specifications.len() >= 22);
    let codes: Vec<_> = forms.specifications.keys().collect();
    assert_eq!(codes, forms.samples.keys().collect::<Vec<_>>());
    for code in codes {
        assert!(forms.templates.contains_key(&format!("forms/{code}.typ")), "{code}");
        assert_eq!(forms.specifications[code]["code"].as_str(), Some(code.as_str()));
    }
}

#[test]
fn every_sample_fills_the_mandatory_keys_and_no_unknown_ones() {
    let forms = Forms::load();
    for (code, specification) in &forms.specifications {
        let sample = forms.samples[code].as_object().unwrap();
        let fields = specification["field"].as_array().unwrap();
        let keys: Vec<_> = fields.iter().map(|field| field["key"].as_str().unwrap()).collect();
        for field in fields {
            let key = field["key"].as_str().unwrap();
            let filled =
                sample.get(key).is_some_and(|value| *value != json!("") && *value != json!([]));
            assert!(filled || !field["mandatory"].as_bool().unwrap(), "{code}: {key} is missing");
            if let Some(value) = sample.get(key) {
                let fits = match field["kind"].as_str().unwrap() {
                    "text" | "date" | "money" => value.is_string(),
                    "lines" => {
                        value.as_array().is_some_and(|rows| rows.iter().all(Value::is_string))
                    }
                    "rows" | "signature" => {
                        value.as_array().is_some_and(|rows| rows.iter().all(Value::is_object))
                    }
                    other => panic!("{code}: {key} has the unknown kind {other}"),
                };
                assert!(fits, "{code}: {key}");
            }
        }
        for key in sample.keys() {
            let known = keys.contains(&key.as_str()) || COMMON_KEYS.contains(&key.as_str());
            assert!(known, "{code}: {key} is not in the specification");
        }
    }
}

#[test]
fn every_key_of_a_specification_reaches_the_page() {
    let forms = Forms::load();
    for (code, specification) in &forms.specifications {
        let own = &forms.templates[&format!("forms/{code}.typ")];
        let name =
            |line: &str| line.strip_prefix("#import \"")?.split('"').next().map(str::to_owned);
        let shared: String = own
            .lines()
            .filter_map(name)
            .map(|it| &*forms.templates[&format!("forms/{it}")])
            .collect();
        for field in specification["field"].as_array().unwrap() {
            let key = field["key"].as_str().unwrap();
            let quoted = format!("\"{key}\"");
            assert!(own.contains(&quoted) || shared.contains(&quoted), "{code} never prints {key}");
        }
    }
}

#[test]
fn every_form_prints_its_sample_as_an_archival_pdf_with_every_word_in_it() {
    let forms = Forms::load();
    for (code, sample) in &forms.samples {
        let pdf = forms.print(code, sample).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(pdf.starts_with(b"%PDF-1."), "{code}");
        assert!((20_000..600_000).contains(&pdf.len()), "{code}: {} bytes", pdf.len());
        assert!(contains(&pdf, b"<pdfaid:part>2</pdfaid:part>"), "{code}");
        assert!(contains(&pdf, b"<pdfaid:conformance>A</pdfaid:conformance>"), "{code}");
        let pages = page_texts(&pdf);
        assert!(pages.iter().all(|page| page.contains("7K2M-9QXA-3D5F")), "{code}");
        let bodies: String = pages.iter().map(|page| body(page)).collect();
        let whole = pages.concat();
        for words in words(sample) {
            let wanted = squeezed(words.trim_end_matches(['。', '；', '案']));
            let found = bodies.contains(&wanted) || whole.contains(&wanted);
            assert!(found, "{code} lost “{wanted}” from {whole}");
        }
    }
}

/// GB/T 9704-2012, 7.3.5: however long the text, the page of the stamp has some of it.
#[test]
fn a_stamp_never_stands_on_a_page_without_text() {
    let forms = Forms::load();
    let mut last_pages = 0;
    for count in 1..=24 {
        let mut sample = forms.samples["TF-16"].clone();
        let lines: Vec<String> = (1..=count).map(|nth| format!("清除第{nth}处堆放物")).collect();
        sample["requirements"] = json!(lines);
        sample["officers"] = json!([]);
        let pages = page_texts(&forms.print("TF-16", &sample).unwrap());
        let last = pages.last().unwrap();
        assert!(last.contains("2026年3月2日"), "{count}: the date is on the last page");
        assert!(last.contains("行政诉讼"), "{count}: nothing but the closing on {last}");
        last_pages += usize::from(1 < pages.len());
    }
    assert!(12 < last_pages, "most of them need two pages");
}

#[test]
fn equal_jobs_give_equal_bytes_even_in_another_press() {
    let (one, two) = (Forms::load(), Forms::load());
    for code in ["TF-15", "TF-02", "EX-12"] {
        let first = one.print(code, &one.samples[code]).unwrap();
        assert!(first == one.print(code, &one.samples[code]).unwrap(), "{code}");
        assert!(first == two.print(code, &two.samples[code]).unwrap(), "{code}");
    }
}

#[test]
fn a_form_without_any_data_prints_as_a_blank_to_fill_in() {
    let forms = Forms::load();
    for code in forms.samples.keys() {
        let pdf = forms.print(code, &json!({})).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(pdf.starts_with(b"%PDF-1."), "{code}");
    }
}

#[test]
fn markup_in_the_data_stays_literal() {
    let forms = Forms::load();
    let payload = r#"#read("/data.json") $x^2$ *粗* _斜_ @引用 <标签> `码` = 题 \ // 注 /* */ [框] {块} ~ -- "引" 'q'"#;
    for code in ["TF-15", "TF-02", "TF-01", "EX-13"] {
        let mut data = forms.samples[code].clone();
        for value in data.as_object_mut().unwrap().values_mut() {
            if value.is_string() {
                *value = json!(payload);
            }
        }
        let printed = text(&forms.print(code, &data).unwrap());
        assert!(printed.contains(&squeezed(payload)), "{code}: {printed}");
    }
}

#[test]
fn data_of_the_wrong_kind_prints_as_absent() {
    let forms = Forms::load();
    let data = json!({ "facts": ["不是一句话"], "evidence": "不是表", "penalty": [1, null], "officers": [3] });
    assert!(forms.print("TF-15", &data).is_ok());
}

#[test]
fn a_test_stamp_says_so_and_a_real_one_does_not() {
    let forms = Forms::load();
    let sample = &forms.samples["TF-15"];
    let tested = forms.print("TF-15", sample).unwrap();
    let mut real = marks();
    real.stamps[0].test = false;
    let stamped = forms.print_with("TF-15", sample, real).unwrap();
    assert!(text(&tested).contains("测试印章"));
    assert!(!text(&stamped).contains("测试印章"));
}

#[test]
fn a_document_without_a_verification_code_is_marked_as_a_draft() {
    let forms = Forms::load();
    let mut unverified = marks();
    unverified.code = String::new();
    let draft = forms.print_with("TF-15", &forms.samples["TF-15"], unverified).unwrap();
    assert!(page_texts(&draft).iter().all(|page| page.contains("草稿")));
    let issued = forms.print("TF-15", &forms.samples["TF-15"]).unwrap();
    assert!(!text(&issued).contains("草稿"));
}

#[test]
fn rare_name_characters_print_through_the_fallback() {
    let forms = Forms::load();
    let mut data = forms.samples["TF-15"].clone();
    data["legal_representative"] = json!("玥喆堃翀赟犇昇頔甯瑄");
    assert!(text(&forms.print("TF-15", &data).unwrap()).contains("玥喆堃翀赟犇昇頔甯瑄"));
}

#[test]
fn a_character_that_no_font_has_is_refused_by_name() {
    let forms = Forms::load();
    for (word, name) in [("同意👍", "👍（U+1F44D）"), ("王\u{e863}", "U+E863")] {
        let mut data = forms.samples["TF-15"].clone();
        data["facts"] = json!(word);
        let error = forms.print("TF-15", &data).unwrap_err();
        assert!(matches!(error, PaperError::GlyphsMissing { .. }));
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn a_form_nobody_wrote_is_refused() {
    let forms = Forms::load();
    for form in ["TF-99", "../lib", "", "TF-15.typ"] {
        let error = forms.print(form, &json!({})).unwrap_err();
        assert!(matches!(error, PaperError::FormUnknown { .. }), "{form}: {error}");
    }
}

#[test]
fn a_printing_day_that_is_no_day_is_refused() {
    let forms = Forms::load();
    for day in ["2026-02-30", "2026年3月9日", "", "2026-3", "2026-03-09-1"] {
        let mut wrong = marks();
        wrong.printed_on = day.to_owned();
        let error = forms.print_with("TF-15", &json!({}), wrong).unwrap_err();
        assert!(matches!(error, PaperError::PrintedOn { .. }), "{day}: {error}");
    }
}

#[test]
fn data_that_is_not_an_object_is_refused() {
    let forms = Forms::load();
    let error = forms.print("TF-15", &json!(["facts"])).unwrap_err();
    assert!(matches!(error, PaperError::DataShape { .. }), "{error}");
}

#[test]
fn a_picture_that_is_none_is_refused() {
    let forms = Forms::load();
    let signed = |image: &str| json!({ "party_signature": [{ "name": "赵示例", "image": image }] });
    let error = forms.print("TF-16", &signed("/data.json")).unwrap_err();
    assert!(matches!(error, PaperError::PictureUnreadable { .. }), "{error}");
    let error = forms.print("TF-16", &signed("data:image/png;base64,AQIDBA==")).unwrap_err();
    assert!(matches!(error, PaperError::Template { .. }), "{error}");
}

#[test]
fn a_template_sees_no_file_but_those_of_its_job() {
    let mut forms = Forms::load();
    for (code, template) in [
        ("X-1", "#read(\"/etc/passwd\")"),
        ("X-2", "#read(\"../../Cargo.toml\")"),
        ("X-3", "#import \"@preview/a:1.0.0\""),
    ] {
        forms.templates.insert(format!("forms/{code}.typ"), template.to_owned());
        let error = forms.print(code, &json!({})).unwrap_err();
        assert!(matches!(error, PaperError::Template { .. }), "{code}: {error}");
    }
}

#[test]
fn missing_fonts_are_refused_with_the_command_that_fetches_them() {
    let Err(error) = Fonts::in_folders(&[PathBuf::from("no-such-folder")]) else {
        panic!("an empty list of fonts was accepted");
    };
    assert!(matches!(error, PaperError::FontsMissing { .. }));
    let sentence = error.to_string();
    assert!(sentence.contains("./run setup") && sentence.contains("no-such-folder"), "{sentence}");
}

#[test]
fn a_decision_prints_fast_once_the_press_is_warm() {
    let forms = Forms::load();
    let sample = &forms.samples["TF-15"];
    let start = Instant::now();
    let cold = forms.print("TF-15", sample).unwrap();
    println!("cold: {:?}, {} bytes", start.elapsed(), cold.len());
    let mut other = sample.clone();
    for round in 0..5 {
        other["number"] = json!(format!("示交执〔2026〕罚字第{round:04}号"));
        other["facts"] = json!(format!("第{round}次排印。{}", sample["facts"].as_str().unwrap()));
        let start = Instant::now();
        let warm = forms.print("TF-15", &other).unwrap();
        println!("warm: {:?}", start.elapsed());
        assert!(warm != cold);
    }
}

/// Every string of the data that a reader should find on paper.
fn words(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => text.lines().collect(),
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| {
                !["image", "party_kind", "id_number", "hearing_right"].contains(&key.as_str())
            })
            .filter(|(key, value)| *key != "name" || value.as_str().is_some() && !signed(map))
            .flat_map(|(_, item)| words(item))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// A handwritten signature stands for the printed name.
fn signed(row: &serde_json::Map<String, Value>) -> bool {
    row.contains_key("image")
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// A page without its foot, so that a paragraph that runs on to the next page stays in one piece.
fn body(page: &str) -> &str {
    page.split("核验码7K2M").next().unwrap()
}

fn text(pdf: &[u8]) -> String {
    page_texts(pdf).concat()
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}
