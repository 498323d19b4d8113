//! The icons that the interface may use, by the names of the sprite in `assets/icons.json`.
//!
//! An icon is decoration: it is hidden from screen readers, and words stand beside it.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::assets::asset_url;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    AlertCircle,
    AlertTriangle,
    ArrowBackUp,
    ArrowRight,
    Ban,
    Bell,
    Book,
    BuildingCommunity,
    Calendar,
    Camera,
    Certificate,
    ChartBar,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    Circle,
    CircleCheck,
    ClipboardCheck,
    ClipboardList,
    Clock,
    ClockPause,
    Contrast,
    Download,
    ExternalLink,
    Eye,
    FileText,
    Files,
    Filter,
    Flag,
    Folder,
    Gavel,
    Hash,
    HelpCircle,
    History,
    Home,
    Inbox,
    InfoCircle,
    Link,
    ListCheck,
    Lock,
    Logout,
    MapPin,
    Menu2,
    MessageReport,
    Pencil,
    Photo,
    Plus,
    Printer,
    Refresh,
    RubberStamp,
    Scale,
    Search,
    Send,
    Settings,
    ShieldCheck,
    Signature,
    SortAscending,
    SortDescending,
    Speakerphone,
    TextSize,
    Trash,
    TruckDelivery,
    Upload,
    User,
    Users,
    UsersGroup,
    X,
}

impl HtmlSafe for Icon {}

impl fmt::Display for Icon {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = asset_url("icons.svg");
        let name = self.name();
        write!(
            out,
            r#"<svg class="icon" aria-hidden="true" focusable="false"><use href="{sprite}#{name}"></use></svg>"#
        )
    }
}

impl Icon {
    pub fn name(self) -> &'static str {
        match self {
            Self::AlertCircle => "alert-circle",
            Self::AlertTriangle => "alert-triangle",
            Self::ArrowBackUp => "arrow-back-up",
            Self::ArrowRight => "arrow-right",
            Self::Ban => "ban",
            Self::Bell => "bell",
            Self::Book => "book",
            Self::BuildingCommunity => "building-community",
            Self::Calendar => "calendar",
            Self::Camera => "camera",
            Self::Certificate => "certificate",
            Self::ChartBar => "chart-bar",
            Self::Check => "check",
            Self::ChevronDown => "chevron-down",
            Self::ChevronLeft => "chevron-left",
            Self::ChevronRight => "chevron-right",
            Self::Circle => "circle",
            Self::CircleCheck => "circle-check",
            Self::ClipboardCheck => "clipboard-check",
            Self::ClipboardList => "clipboard-list",
            Self::Clock => "clock",
            Self::ClockPause => "clock-pause",
            Self::Contrast => "contrast",
            Self::Download => "download",
            Self::ExternalLink => "external-link",
            Self::Eye => "eye",
            Self::FileText => "file-text",
            Self::Files => "files",
            Self::Filter => "filter",
            Self::Flag => "flag",
            Self::Folder => "folder",
            Self::Gavel => "gavel",
            Self::Hash => "hash",
            Self::HelpCircle => "help-circle",
            Self::History => "history",
            Self::Home => "home",
            Self::Inbox => "inbox",
            Self::InfoCircle => "info-circle",
            Self::Link => "link",
            Self::ListCheck => "list-check",
            Self::Lock => "lock",
            Self::Logout => "logout",
            Self::MapPin => "map-pin",
            Self::Menu2 => "menu-2",
            Self::MessageReport => "message-report",
            Self::Pencil => "pencil",
            Self::Photo => "photo",
            Self::Plus => "plus",
            Self::Printer => "printer",
            Self::Refresh => "refresh",
            Self::RubberStamp => "rubber-stamp",
            Self::Scale => "scale",
            Self::Search => "search",
            Self::Send => "send",
            Self::Settings => "settings",
            Self::ShieldCheck => "shield-check",
            Self::Signature => "signature",
            Self::SortAscending => "sort-ascending",
            Self::SortDescending => "sort-descending",
            Self::Speakerphone => "speakerphone",
            Self::TextSize => "text-size",
            Self::Trash => "trash",
            Self::TruckDelivery => "truck-delivery",
            Self::Upload => "upload",
            Self::User => "user",
            Self::Users => "users",
            Self::UsersGroup => "users-group",
            Self::X => "x",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_of_the_list_is_one_of_ours_and_is_drawn_by_its_name() {
        let list = include_str!("../../../../assets/icons.json");
        let source = include_str!("icon.rs");
        let listed = list.split('"').skip(1).step_by(2).collect::<Vec<_>>();
        assert!(listed.len() > 40);
        for name in listed {
            assert!(source.contains(&format!("=> \"{name}\"")), "{name}");
        }
        for rest in source.split("=> \"").skip(1) {
            let name = rest.split('"').next().unwrap();
            let ours = name.starts_with('{') || list.contains(&format!("\"{name}\""));
            assert!(ours, "{name} is not in assets/icons.json");
        }
        assert!(Icon::Gavel.to_string().contains("#gavel\""));
    }
}
