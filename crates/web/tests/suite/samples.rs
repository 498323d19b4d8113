//! Draws every page with invented contents and reads it as a strict parser would.

use web::pages::samples::samples;

/// Elements that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "!doctype",
];

/// The tags of a page in order: the name, whether it is an end tag, and its attributes.
fn tags(html: &str) -> Vec<(String, bool, &str)> {
    html.split('<')
        .skip(1)
        .filter(|rest| !rest.starts_with("!--"))
        .map(|rest| {
            let tag = rest.split('>').next().unwrap_or_default();
            let end = tag.starts_with('/');
            let bare = tag.trim_start_matches('/').trim_end_matches('/');
            let name = bare.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
            (name, end, tag)
        })
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    for (name, end, tag) in tags(html) {
        if VOID.contains(&name.as_str()) || tag.ends_with('/') {
            continue;
        }
        if !end {
            open.push(name);
        } else if open.pop().as_ref() != Some(&name) {
            return Some(format!("</{name}> ends something else"));
        }
    }
    open.pop().map(|name| format!("<{name}> is never ended"))
}

/// The fields that nothing names: no label for their id, no `aria-label`, not inside a label.
fn unlabelled(html: &str) -> Vec<String> {
    let all = tags(html);
    let named: Vec<&str> = all
        .iter()
        .filter(|(name, end, _)| name == "label" && !end)
        .filter_map(|(_, _, tag)| attribute(tag, "for"))
        .collect();
    let mut depth = 0_i32;
    let mut found = Vec::new();
    for (name, end, tag) in &all {
        match (name.as_str(), end) {
            ("label", false) => depth += 1,
            ("label", true) => depth -= 1,
            ("input" | "select" | "textarea", false) => {
                let kind = attribute(tag, "type").unwrap_or("text");
                let silent = ["hidden", "submit", "button"].contains(&kind);
                let by_id = attribute(tag, "id").is_some_and(|id| named.contains(&id));
                let by_aria = ["aria-label", "aria-labelledby"];
                let by_aria = by_aria.iter().any(|name| attribute(tag, name).is_some());
                if !silent && !by_id && !by_aria && depth == 0 {
                    found.push((*tag).to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_page_is_drawn_with_balanced_tags_and_one_heading() {
    for sample in samples() {
        assert!(!sample.html.is_empty(), "{} does not draw", sample.name);
        assert_eq!(unbalanced(&sample.html), None, "{}\n{}", sample.name, sample.html);
        let heads = tags(&sample.html).iter().filter(|(name, end, _)| name == "h1" && !end).count();
        assert_eq!(heads, 1, "{} has {heads} first headings", sample.name);
    }
}

#[test]
fn every_field_of_every_page_has_a_label() {
    for sample in samples() {
        assert_eq!(unlabelled(&sample.html), Vec::<String>::new(), "{}", sample.name);
    }
}

#[test]
fn no_page_has_a_style_a_script_or_a_handler_of_its_own() {
    for sample in samples() {
        for (name, _, tag) in tags(&sample.html) {
            assert_ne!(name, "style", "{}", sample.name);
            assert!(attribute(tag, "style").is_none(), "{}: {tag}", sample.name);
            assert!(!tag.contains(" onclick") && !tag.contains(" onload"), "{}", sample.name);
            let inline = name == "script" && tag.starts_with("script") && !tag.contains(" src=");
            assert!(!inline, "{}: {tag}", sample.name);
        }
    }
}

#[test]
fn the_reader_of_pages_finds_what_is_wrong() {
    assert_eq!(unbalanced("<p><b></b></p>"), None);
    assert!(unbalanced("<p><b></p></b>").is_some());
    assert!(unbalanced("<p>").is_some());
    assert_eq!(unlabelled(r#"<label for="a">甲</label><input id="a">"#).len(), 0);
    assert_eq!(unlabelled(r#"<label>甲<input></label><input type="hidden">"#).len(), 0);
    assert_eq!(unlabelled(r#"<input id="a">"#).len(), 1);
}
