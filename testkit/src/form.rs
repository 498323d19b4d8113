//! Finds a form in a page the way a browser would, without a parser of all HTML.

/// The markup of the first form that is sent to the address.
pub fn find_form<'a>(page: &'a str, action: &str) -> Option<&'a str> {
    page.split("<form")
        .skip(1)
        .filter_map(|rest| rest.split("</form>").next())
        .find(|form| attribute(form, "action").as_deref() == Some(action))
}

/// The hidden fields of a form, by name.
pub fn hidden_fields(form: &str) -> Vec<(String, String)> {
    form.split("<input")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter(|input| attribute(input, "type").as_deref() == Some("hidden"))
        .filter_map(|input| {
            let value = attribute(input, "value").unwrap_or_default();
            Some((attribute(input, "name")?, value))
        })
        .collect()
}

fn attribute(markup: &str, name: &str) -> Option<String> {
    let (_, rest) = markup.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(unescape(value))
}

fn unescape(text: &str) -> String {
    text.replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&lt;", "<")
        .replace("&#62;", ">")
        .replace("&gt;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{find_form, hidden_fields};

    const PAGE: &str = r#"<form method="post" action="/a"><input type="hidden" name="x" value="1">
        </form><form action="/b?c=1&#38;d=2" method="post"><input type="text" name="t" value="no">
        <input type="hidden" name="y" value="&#34;2&#34;"></form>"#;

    #[test]
    fn a_form_is_found_by_its_address() {
        assert!(find_form(PAGE, "/b?c=1&d=2").is_some());
        assert!(find_form(PAGE, "/c").is_none());
    }

    #[test]
    fn only_hidden_fields_are_taken_over() {
        let form = find_form(PAGE, "/b?c=1&d=2").unwrap();
        assert_eq!(hidden_fields(form), vec![("y".to_owned(), "\"2\"".to_owned())]);
    }
}
