//! The frame of a page: header, menu and person on the desks; header and reading aids on the portal.

use askama::{Template, filters::HtmlSafe};

use crate::components::{
    blocks::Breadcrumb, form::FORM_TOKEN_FIELD, icon::Icon, notice::Notice, text::Link,
};

#[derive(Clone, Debug)]
pub struct MenuItem {
    pub label: String,
    pub href: String,
    pub icon: Icon,
    pub count: Option<u64>,
    /// The keys that lead there, such as `g i`.
    pub keys: Option<&'static str>,
}

impl MenuItem {
    pub fn new(icon: Icon, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), icon, count: None, keys: None }
    }

    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    #[must_use]
    pub fn keys(mut self, keys: &'static str) -> Self {
        self.keys = Some(keys);
        self
    }
}

#[derive(Clone, Debug)]
pub struct MenuGroup {
    pub title: String,
    pub items: Vec<MenuItem>,
}

/// Who is at the desk.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    /// 岗位, such as 主办执法人员.
    pub post: String,
    pub authority: String,
}

/// What `base.html` needs; a page holds one as `shell`.
#[derive(Clone, Debug)]
pub struct Shell {
    pub platform: String,
    pub authority: String,
    pub menu: Vec<MenuGroup>,
    /// The address of the menu item that is open.
    pub current: String,
    pub person: Option<Person>,
    /// The token of the logout form and of the autosave.
    pub token: String,
    pub notices: Vec<Notice>,
    pub breadcrumb: Breadcrumb,
    /// Where the search box sends `q`; without one there is no box.
    pub search: Option<String>,
}

impl Shell {
    pub fn top(&self) -> ShellTop<'_> {
        ShellTop { shell: self }
    }

    pub fn side(&self) -> ShellSide<'_> {
        ShellSide { shell: self }
    }
}

#[derive(Template)]
#[template(path = "components/shell_top.html")]
pub struct ShellTop<'a> {
    shell: &'a Shell,
}

impl HtmlSafe for ShellTop<'_> {}

#[derive(Template)]
#[template(path = "components/shell_side.html")]
pub struct ShellSide<'a> {
    shell: &'a Shell,
}

impl HtmlSafe for ShellSide<'_> {}

/// How the portal is read. It travels in the address, because the portal sets no cookie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Standard,
    /// 大字.
    Large,
    /// 高对比.
    Contrast,
    LargeContrast,
}

impl View {
    /// Reads the value of `?view=`; anything unknown is the standard view.
    pub fn from_query(value: Option<&str>) -> Self {
        match value {
            Some("large") => Self::Large,
            Some("contrast") => Self::Contrast,
            Some("large-contrast") => Self::LargeContrast,
            Some(_) | None => Self::Standard,
        }
    }

    pub fn query(self) -> Option<&'static str> {
        match self {
            Self::Standard => None,
            Self::Large => Some("large"),
            Self::Contrast => Some("contrast"),
            Self::LargeContrast => Some("large-contrast"),
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Standard => "",
            Self::Large => "view-large",
            Self::Contrast => "view-contrast",
            Self::LargeContrast => "view-large view-contrast",
        }
    }

    pub fn is_large(self) -> bool {
        matches!(self, Self::Large | Self::LargeContrast)
    }

    pub fn is_contrast(self) -> bool {
        matches!(self, Self::Contrast | Self::LargeContrast)
    }

    #[must_use]
    pub fn with_large_toggled(self) -> Self {
        match self {
            Self::Standard => Self::Large,
            Self::Large => Self::Standard,
            Self::Contrast => Self::LargeContrast,
            Self::LargeContrast => Self::Contrast,
        }
    }

    #[must_use]
    pub fn with_contrast_toggled(self) -> Self {
        match self {
            Self::Standard => Self::Contrast,
            Self::Contrast => Self::Standard,
            Self::Large => Self::LargeContrast,
            Self::LargeContrast => Self::Large,
        }
    }
}

/// What `portal_base.html` needs; a page holds one as `portal`.
#[derive(Clone, Debug)]
pub struct PortalShell {
    pub platform: String,
    pub authority: String,
    pub nav: Vec<Link>,
    /// The address of this page without `view`, also used to light the menu.
    pub here: String,
    pub view: View,
    /// Small print at the foot, such as 咨询电话 and 办公地址.
    pub foot: Vec<String>,
    pub login: Option<Link>,
}

impl PortalShell {
    /// An address on the portal that keeps the reading view.
    pub fn link(&self, href: &str) -> String {
        with_view(href, self.view)
    }

    pub fn large_toggle(&self) -> String {
        with_view(&self.here, self.view.with_large_toggled())
    }

    pub fn contrast_toggle(&self) -> String {
        with_view(&self.here, self.view.with_contrast_toggled())
    }

    /// Tells whether a menu link leads to this page.
    pub fn is_here(&self, href: &str) -> bool {
        self.here.split('?').next() == Some(href)
    }
}

fn with_view(href: &str, view: View) -> String {
    let Some(query) = view.query() else {
        return href.to_owned();
    };
    let (path, anchor) = match href.split_once('#') {
        Some((path, anchor)) => (path, format!("#{anchor}")),
        None => (href, String::new()),
    };
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}view={query}{anchor}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_view_survives_the_links_of_the_portal() {
        assert_eq!(with_view("/p", View::Standard), "/p");
        assert_eq!(with_view("/p", View::Large), "/p?view=large");
        assert_eq!(with_view("/p?q=a#top", View::LargeContrast), "/p?q=a&view=large-contrast#top");
    }

    #[test]
    fn every_reading_view_is_read_back_from_its_address() {
        for view in [View::Standard, View::Large, View::Contrast, View::LargeContrast] {
            assert_eq!(View::from_query(view.query()), view);
            assert_eq!(view.with_large_toggled().with_large_toggled(), view);
            assert_ne!(view.with_contrast_toggled().is_contrast(), view.is_contrast());
            assert_eq!(view.with_contrast_toggled().is_large(), view.is_large());
        }
    }

    #[test]
    fn an_unknown_reading_view_is_the_standard_one() {
        assert_eq!(View::from_query(Some("\"><script>")), View::Standard);
    }
}
