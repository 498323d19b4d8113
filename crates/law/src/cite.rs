//! A citation of one article, such as 《行政处罚法》第六十条第一款, or where the articles of a rule
//! were not at hand, of a chapter.
//!
//! A citation knows its form only; whether the article exists is the statute index's question
//! (`crate::statutes`).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::numerals::read_numeral;

/// One article of one statute, in the statute's own numerals; or one chapter, or section of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cite {
    /// The title between the brackets, as written: 行政处罚法.
    pub statute: String,
    /// What follows the title: 第六十条第一款, 第四章第二节.
    pub article: String,
}

/// Why a text is not a citation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CiteError {
    /// There is no 《title》 at the start.
    #[error("“{0}”不是引用：应以《法规名称》开头，例如《行政处罚法》第六十条")]
    NoTitle(String),
    /// What follows the title is not 第…条 with optional 款 and 项.
    #[error("“{0}”不是引用：名称之后应为一个条文序号，例如第六十条第一款第（二）项")]
    BadArticle(String),
}

impl Cite {
    /// Reads a citation of one article.
    pub fn parse(text: &str) -> Result<Self, CiteError> {
        let text = text.trim();
        let no_title = || CiteError::NoTitle(text.into());
        let (title, article) =
            text.strip_prefix('《').and_then(|rest| rest.rsplit_once('》')).ok_or_else(no_title)?;
        if title.trim().is_empty() || title.contains(['《', '》']) {
            return Err(no_title());
        }
        if split_article(article).is_none() && !is_chapter(article) {
            return Err(CiteError::BadArticle(text.into()));
        }
        Ok(Self { statute: title.into(), article: article.into() })
    }

    /// The number of the article: 60 for 第六十条第一款; a chapter has none.
    pub fn number(&self) -> Option<u32> {
        article_number(&self.article)
    }
}

/// Several articles one behind the other, as a sentence names them; nothing for none.
pub fn cited(cites: &[Cite]) -> String {
    cites.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

impl fmt::Display for Cite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "《{}》{}", self.statute, self.article)
    }
}

impl FromStr for Cite {
    type Err = CiteError;

    fn from_str(text: &str) -> Result<Self, CiteError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Cite {
    type Error = CiteError;

    fn try_from(text: String) -> Result<Self, CiteError> {
        Self::parse(&text)
    }
}

impl From<Cite> for String {
    fn from(cite: Cite) -> Self {
        cite.to_string()
    }
}

/// The number of an article: 第一百零九条 is 109, 第六十三条之一 is 63.
pub fn article_number(article: &str) -> Option<u32> {
    split_article(article)
}

/// Reads 第N条[之N][第N款][第N项][第N目] to its end and returns the number of the article.
fn split_article(text: &str) -> Option<u32> {
    let (numeral, mut rest) = text.strip_prefix('第')?.split_once('条')?;
    let number = read_numeral(numeral).filter(|number| 0 < *number)?;
    if let Some(inserted) = rest.strip_prefix('之') {
        let end = inserted.find('第').unwrap_or(inserted.len());
        read_numeral(inserted.get(..end)?).filter(|number| 0 < *number)?;
        rest = inserted.get(end..)?;
    }
    for unit in ['款', '项', '目'] {
        rest = skip_part(rest, unit)?;
    }
    rest.is_empty().then_some(number)
}

/// Whether a text is 第N章 or 第N章第N节, and nothing more.
fn is_chapter(text: &str) -> bool {
    let counted = |text: &str| read_numeral(text).is_some_and(|number| 0 < number);
    let Some((chapter, rest)) = text.strip_prefix('第').and_then(|text| text.split_once('章'))
    else {
        return false;
    };
    let section = rest.strip_prefix('第').and_then(|text| text.strip_suffix('节'));
    counted(chapter) && (rest.is_empty() || section.is_some_and(counted))
}

/// Skips 第N款 or 第（N）项 when it comes next; refuses a malformed number.
fn skip_part(text: &str, unit: char) -> Option<&str> {
    let Some((numeral, rest)) = text.strip_prefix('第').and_then(|rest| rest.split_once(unit))
    else {
        return Some(text);
    };
    if numeral.contains(['款', '项', '目', '第']) {
        return Some(text);
    }
    let bare = numeral.strip_prefix('（').and_then(|inner| inner.strip_suffix('）'));
    read_numeral(bare.unwrap_or(numeral)).filter(|number| 0 < *number)?;
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::{Cite, CiteError, article_number};

    #[test]
    fn a_citation_is_read_and_written_back() {
        for text in [
            "《行政处罚法》第六十条",
            "《行政处罚法》第六十条第一款",
            "《行政处罚法》第六十四条第（一）项",
            "《行政处罚法》第六十三条之一第一款第一项",
            "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百五十六条",
            "《生态环境法典》第一千一百六十九条第三项",
            "《交通运输行政执法程序规定》第八章",
            "《交通运输行政执法程序规定》第四章第二节",
        ] {
            let cite = Cite::parse(text).unwrap();
            assert_eq!(cite.to_string(), text);
        }
    }

    #[test]
    fn article_numbers_are_read_from_chinese_numerals() {
        assert_eq!(article_number("第一百零九条"), Some(109));
        assert_eq!(article_number("第六十三条之一"), Some(63));
        assert_eq!(article_number("第十条第二款第（三）项第一目"), Some(10));
        assert_eq!(Cite::parse("《公路法》第七十七条").unwrap().number(), Some(77));
        assert_eq!(Cite::parse("《公路法》第三章").unwrap().number(), None);
    }

    #[test]
    fn texts_that_are_not_one_article_are_refused() {
        for text in ["", "行政处罚法第六十条", "《》第六十条", "《 》第六十条", "《处罚法第六十条"]
        {
            assert_eq!(Cite::parse(text), Err(CiteError::NoTitle(text.trim().into())), "{text}");
        }
        for article in [
            "",
            "第60条",
            "第六十条、第八十五条",
            "第零条",
            "第六十",
            "第六十条之",
            "第六十条第款",
            "第六十条第x款",
            "第六十条第二项第一款",
            "第六十条规定",
            "第二",
            "第零章",
            "第二章第三条",
            "第二章第节",
            "第二章规定",
        ] {
            let text = format!("《行政处罚法》{article}");
            assert_eq!(Cite::parse(&text), Err(CiteError::BadArticle(text.clone())), "{text}");
            assert_eq!(article_number(article), None);
        }
    }

    #[test]
    fn a_citation_is_stored_as_its_sentence() {
        #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
        struct Row {
            cite: Cite,
        }
        let row = Row { cite: Cite::parse("《行政处罚法》第六十条").unwrap() };
        let text = toml::to_string(&row).unwrap();
        assert_eq!(text.trim(), "cite = \"《行政处罚法》第六十条\"");
        assert_eq!(toml::from_str::<Row>(&text).unwrap(), row);
        assert!(toml::from_str::<Row>("cite = \"第六十条\"").is_err());
    }
}
