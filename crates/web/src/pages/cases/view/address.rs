//! 送达地址: where documents reach the party, and whether electronically.

use law::date_zh;

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        text::Cell,
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, once the party confirmed it.
pub fn panel(at: &At) -> Option<Panel> {
    let it = at.case.address.as_ref()?;
    let paper = Cell::link("送达地址确认书", pdf(at, it.document.as_str()));
    let signed = format!("{}，{}", at.people.name(&it.by), date_zh(it.on));
    let mut pairs =
        vec![Pair::new("确认书", paper).note(signed), Pair::text("送达地址", it.address.reveal())];
    if !it.receiver.is_blank() {
        pairs.push(Pair::text("代收人", it.receiver.reveal()));
    }
    pairs.push(match &it.consent {
        None => Pair::text("电子送达", "不同意"),
        Some(consent) => {
            let words = format!("{}：{}", consent.channel.name_zh(), consent.account.reveal());
            Pair::text("电子送达", words).note(consent.scope.name_zh())
        }
    });
    Some(Panel::new("address", "送达地址").with(Part::Pairs(KeyValue { pairs })))
}
