//! The first page of the portal: what a citizen can do here.

use askama::Template;
use axum::{extract::State, response::Response};

use super::frame::{Reading, kept, sample_shell, shell};
use crate::{
    PageError, Site,
    components::{icon::Icon, shell::PortalShell},
    pages::{samples::Sample, show},
};

/// One thing to do.
pub struct Door {
    pub icon: Icon,
    pub title: &'static str,
    pub words: &'static str,
    pub href: &'static str,
}

const DOORS: [Door; 7] = [
    Door {
        icon: Icon::MessageReport,
        title: "反映问题",
        words: "看到影响公路、运输等的违法行为，写下来、拍照片，提交后得到回执号。可以不留姓名。",
        href: "/portal/report",
    },
    Door {
        icon: Icon::Search,
        title: "查询办理进度",
        words: "凭回执号查询反映的问题办到了哪一步、由谁办理、结果如何。",
        href: "/portal/progress",
    },
    Door {
        icon: Icon::ListCheck,
        title: "执法事项清单",
        words: "本地可以检查、处罚哪些行为，依据哪一条，检查时看什么。",
        href: "/portal/items",
    },
    Door {
        icon: Icon::BuildingCommunity,
        title: "执法机构",
        words: "执法主体、大队、中队的名称和负责的镇街。",
        href: "/portal/bodies",
    },
    Door {
        icon: Icon::Users,
        title: "执法人员",
        words: "持证执法人员的姓名、单位、执法证号和有效期。遇到检查时可以核对。",
        href: "/portal/officers",
    },
    Door {
        icon: Icon::Speakerphone,
        title: "行政处罚决定公示",
        words: "依法公开的处罚决定，个人信息已经遮蔽。",
        href: "/portal/decisions",
    },
    Door {
        icon: Icon::ShieldCheck,
        title: "核验文书",
        words: "输入文书上的核验码或者扫描二维码，核对文书是不是真的、是否仍然有效。",
        href: "/verify",
    },
];

#[derive(Template)]
#[template(path = "portal/home.html")]
pub struct HomePage {
    pub portal: PortalShell,
    pub doors: &'static [Door],
}

/// `GET /portal`
pub async fn home(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let page = HomePage { portal: shell(&site, "/portal", reading), doors: &DOORS };
    Ok(kept(show(&page)?))
}

pub(super) fn samples() -> Vec<Sample> {
    let page = HomePage { portal: sample_shell("/portal"), doors: &DOORS };
    vec![Sample::of("portal home", &page)]
}
