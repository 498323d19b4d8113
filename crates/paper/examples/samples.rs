//! Prints every sample of the national forms into a folder and binds them, with the time of each.
//!
//! `cargo run -p paper --example samples -- var/samples`

use std::{collections::BTreeMap, env, error::Error, fs, path::PathBuf, time::Instant};

use paper::{CaseFileJob, CaseFilePart, Fonts, Marks, Press, PrintJob, StampImage};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let target = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "var/samples".to_owned()));
    fs::create_dir_all(&target)?;
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let forms = root.join("packs/national/forms");
    let templates: BTreeMap<String, String> = read(&forms, "typ")?
        .into_iter()
        .map(|(name, text)| (format!("forms/{name}.typ"), text))
        .collect();
    let mut samples = BTreeMap::new();
    for (name, text) in read(&forms.join("samples"), "json")? {
        samples.insert(name, serde_json::from_str::<Value>(&text)?);
    }

    let start = Instant::now();
    let press = Press::new(Fonts::in_folders(&[root.join("assets/vendor/fonts")])?);
    println!("press: {:?}", start.elapsed());

    let mut printed = Vec::new();
    for round in ["cold", "warm"] {
        printed.clear();
        for (form, data) in &samples {
            let start = Instant::now();
            let job = PrintJob { templates: &templates, form, data, marks: marks() };
            let pdf = press.print(&job)?;
            println!("{round} {form}: {:?}, {} bytes", start.elapsed(), pdf.len());
            fs::write(target.join(format!("{form}.pdf")), &pdf)?;
            printed.push((form.clone(), pdf));
        }
    }

    let parts: Vec<_> = printed
        .iter()
        .map(|(form, pdf)| CaseFilePart {
            title: form,
            number: "",
            responsible: "示例县交通运输局",
            date: "2026年3月26日",
            note: "",
            pdf,
        })
        .collect();
    let blank = Value::Null;
    let start = Instant::now();
    let bound = press.print_case_file(&CaseFileJob {
        templates: &templates,
        cover: samples.get("VOL-1").unwrap_or(&blank),
        catalogue: &serde_json::json!({}),
        back_sheet: samples.get("VOL-3").unwrap_or(&blank),
        parts: &parts,
        marks: marks(),
    })?;
    println!("case file: {:?}, {} pages", start.elapsed(), bound.page_count);
    fs::write(target.join("case-file.pdf"), &bound.pdf)?;
    Ok(())
}

fn read(folder: &PathBuf, ending: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            texts.push((name.unwrap_or_default(), fs::read_to_string(&path)?));
        }
    }
    texts.sort();
    Ok(texts)
}

fn marks() -> Marks {
    Marks {
        verify_url: "https://zhifa.example/v/7K2M-9QXA-3D5F".to_owned(),
        // As long as one with a signature is.
        qr: format!(
            "HTTPS://ZHIFA.EXAMPLE.GOV.CN/V/7K2M9QXA3D5F7K2M9QXA/1024.{}",
            "MZXW6YTBOI".repeat(15)
        ),
        code: "7K2M-9QXA-3D5F".to_owned(),
        head: "第1024条 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            .to_owned(),
        stamps: vec![StampImage { authority: "示例县交通运输局".to_owned(), test: true }],
        printed_on: "2026-03-26".to_owned(),
    }
}
