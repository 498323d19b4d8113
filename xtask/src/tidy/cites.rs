//! Every article that code or a pack cites exists in the index of statutes.

use std::path::Path;

use law::{Cite, CiteProblem, Statutes};

use super::line_of;
use crate::sources::{self, Source};

/// The index of statutes.
pub fn statutes(root: &Path) -> Result<Statutes, String> {
    let path = root.join("packs/national/statutes.toml");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Statutes::from_toml(&text)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// Every citation of an article that does not exist.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    let index = match statutes(root) {
        Ok(index) => index,
        Err(problem) => return vec![problem],
    };
    let mut found = Vec::new();
    let packs = sources::with_endings(root, &["toml"]);
    let packs = packs.iter().filter(|source| source.path.starts_with("packs/"));
    for source in rust.iter().filter(|source| !source.is_test()).chain(packs) {
        for (at, cite) in citations(source.product()) {
            if let Err(problem @ CiteProblem::NoSuchArticle { .. }) = index.check(&cite, None) {
                found.push(format!("{}:{}: {problem}", source.path, line_of(&source.text, at)));
            }
        }
        for (at, text) in unread(source.product()) {
            let line = line_of(&source.text, at);
            found.push(format!("{}:{line}: {text} is not the citation of an article", source.path));
        }
    }
    found
}

/// The citations in a text: `《…》第…条`, and those that go on with `、第…条`.
pub fn citations(text: &str) -> Vec<(usize, Cite)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('《') {
        let rest = text.get(at..).unwrap_or_default();
        let Some(end) = rest.find('》') else { continue };
        let Some(statute) = rest.get('《'.len_utf8()..end) else { continue };
        let mut tail = rest.get(end + '》'.len_utf8()..).unwrap_or_default();
        while let Some(article) = article(tail) {
            if let Ok(cite) = Cite::parse(&format!("《{statute}》{article}")) {
                found.push((at, cite));
            }
            tail = tail.get(article.len()..).unwrap_or_default();
            let Some(next) = tail.strip_prefix('、').or_else(|| tail.strip_prefix(", ")) else {
                break;
            };
            tail = next;
        }
    }
    found
}

/// What refusals are said to rest on and is no citation, so that nobody would be told it.
fn unread(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(".by(\"《").filter_map(|(at, opening)| {
        let rest = text.get(at + opening.len() - '《'.len_utf8()..)?;
        let cite = rest.split('"').next()?;
        Cite::parse(cite).is_err().then_some((at, cite))
    })
}

/// The article at the beginning of a text: `第六十条`, with the numerals of the statute.
fn article(text: &str) -> Option<&str> {
    let end = text.find('条')? + '条'.len_utf8();
    let article = text.get(..end)?;
    let inner = article.strip_prefix('第')?.strip_suffix('条')?;
    let numeral = |c: char| "〇零一二三四五六七八九十百千".contains(c);
    (!inner.is_empty() && inner.chars().all(numeral)).then_some(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_articles_of_one_statute_are_all_found() {
        let found = citations("见《行政处罚法》第六十条、第八十五条。");
        let texts: Vec<String> = found.iter().map(|(_, cite)| cite.to_string()).collect();
        assert_eq!(texts, ["《行政处罚法》第六十条", "《行政处罚法》第八十五条"]);
    }

    #[test]
    fn what_a_refusal_rests_on_is_a_citation() {
        let text =
            ".by(\"《行政处罚法》第六十条\").by(\"《行政处罚法》\").by(\"《甲规定》第四章第二节\")";
        assert_eq!(unread(text).map(|(_, cite)| cite).collect::<Vec<_>>(), ["《行政处罚法》"]);
    }

    #[test]
    fn an_article_that_does_not_exist_is_found() {
        let root = crate::sources::root();
        let index = statutes(&root).unwrap();
        let wrong = Cite::parse("《行政处罚法》第一百零九条").unwrap();
        assert!(index.check(&wrong, None).is_err());
    }
}
