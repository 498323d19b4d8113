//! 信用信息: what the party was told of its credit record, and when that ends.

use domain::cases::Standing;
use law::date_zh;

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, once the party was told.
pub fn panel(at: &At) -> Option<Panel> {
    let decided = at.case.decided()?;
    let (notice, repaired) = decided.credit.as_ref()?;
    let fallen = matches!(decided.standing, Standing::Revoked { .. });
    let state = match repaired {
        _ if fallen => Cell::badge("决定已撤销，应当终止公示", Tone::Danger),
        Some(_) => Cell::badge("已修复，终止公示", Tone::Good),
        None if notice.until < at.today() => Cell::badge("公示期已届满，停止公示", Tone::Plain),
        None => Cell::badge("公示期内", Tone::Info),
    };
    let told = Cell::link(notice.grade.name_zh(), pdf(at, notice.document.as_str()));
    let mut pairs = vec![
        Pair::new("状态", state),
        Pair::new("失信等级", told).note(notice.basis.clone()),
        Pair::text(
            "公示期限",
            format!("{}至{}", date_zh(decided.decision.on), date_zh(notice.until)),
        ),
        Pair::text("可以申请修复", format!("{}起", date_zh(notice.repair_from)))
            .note("义务全部履行，并作出信用承诺。"),
    ];
    if let Some(repair) = repaired {
        pairs.push(Pair::text("信用修复", repair.by_document.clone()).note(date_zh(repair.on)));
    }
    Some(Panel::new("credit", "信用信息").with(Part::Pairs(KeyValue { pairs })))
}
