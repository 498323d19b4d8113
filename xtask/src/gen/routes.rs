//! `docs/routes.txt`: every address with its method, its door and its act.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::sources::Source;

/// How an address is declared: the call, the method, and who may knock.
const CALLS: [(&str, &str, &str); 4] = [
    (".page(", "GET", "登录"),
    (".post(", "POST", "登录"),
    (".open_page(", "GET", "公开"),
    (".open_post(", "POST", "公开"),
];

/// The page.
pub fn page(rust: &[Source]) -> String {
    let acts = acts(rust);
    let mut lines = BTreeSet::new();
    let of_web = |source: &&Source| {
        source.path.starts_with("crates/web/src/") && !source.is_test() && !source.is_sample()
    };
    for source in rust.iter().filter(of_web) {
        for (path, method, door, act) in declared(source.product()) {
            let words = acts.get(&act).cloned().unwrap_or(act);
            lines.insert(format!("{path}  {method}  {door}  {words}"));
        }
    }
    let mut text = String::from("# 网址、方式、谁能敲门、行为（由 ./run gen 生成，勿手改）\n\n");
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    text
}

type Address = (String, &'static str, &'static str, String);

/// The traits whose consts declare an address that is looked at and sent to.
const STEPS: [&str; 2] = ["impl Step for ", "impl Beginning for "];

/// The addresses that a file declares, one by one or as a step of a case.
fn declared(text: &str) -> Vec<Address> {
    let mut all = Vec::new();
    for (call, method, door) in CALLS {
        for (at, _) in text.match_indices(call) {
            let after = text.get(at + call.len()..).unwrap_or_default().trim_start();
            let Some(literal) = after.strip_prefix('"') else { continue };
            let Some((path, tail)) = literal.split_once('"') else { continue };
            let act = tail.trim_start_matches([',', ' ', '\n']).strip_prefix("Act::");
            if let Some(act) = act {
                all.push((path.to_owned(), method, door, word(act)));
            }
        }
    }
    for step in STEPS.iter().flat_map(|step| text.split(step).skip(1)) {
        let act = step.split("const ACT: Act = Act::").nth(1).map(word);
        let path = step.split("const PATH: &'static str =").nth(1);
        let path = path.and_then(|tail| tail.split('"').nth(1));
        if let (Some(act), Some(path)) = (act, path) {
            all.push((path.to_owned(), "GET", "登录", act.clone()));
            all.push((path.to_owned(), "POST", "登录", act));
        }
    }
    all
}

/// The acts by identifier, with slug and Chinese words.
fn acts(rust: &[Source]) -> BTreeMap<String, String> {
    let table = rust.iter().find(|source| source.path.ends_with("domain/src/policy/acts.rs"));
    let lines = table.map_or("", Source::product).lines();
    lines
        .filter_map(|line| {
            let mut parts = line.trim().strip_suffix(';')?.split('"');
            let name = parts.next()?.trim();
            let slug = parts.next()?;
            let zh = parts.nth(1)?;
            Some((name.to_owned(), format!("{slug} {zh}")))
        })
        .collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_their_acts() {
        let text = "Routes::new()\n.page(\"/cases\", Act::ReadCases, list)\n.open_post(\n    \"/portal/report\",\n    Act::ReportClue,\n    send)";
        let found = declared(text);
        assert_eq!(found[0], ("/cases".into(), "GET", "登录", "ReadCases".into()));
        assert_eq!(found[1], ("/portal/report".into(), "POST", "公开", "ReportClue".into()));
    }

    #[test]
    fn a_step_is_looked_at_and_sent() {
        let text = "impl Step for Order {\n    const ACT: Act = Act::OrderStop;\n    const PATH: &'static str = \"/cases/{id}/order-stop\";\n}";
        for text in [text, &text.replace("Step", "Beginning")] {
            let methods: Vec<&str> = declared(text).iter().map(|address| address.1).collect();
            assert_eq!(methods, ["GET", "POST"]);
        }
    }
}
