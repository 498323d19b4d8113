//! Which acts may be done now, which may not and why, and for whom something waits.
//!
//! Policy says whose act it is; the command itself, tried with blank answers, says whether the
//! stage allows it. A refusal that names a field is left to the form: an answer cures it.

use std::collections::BTreeSet;

use domain::{
    Refusal, Refused, State, StreamId,
    policy::{Act, Subject, Verdict},
    tasks::{self, Holder},
};

use crate::{
    Call,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, Pair},
        notice::RefusalBox,
        text::{Cell, Link},
    },
    pages::shared::{act_href, light, refusal_box},
};

/// An act and what stands in its way whatever is answered.
pub type Tried = (Act, Option<Refusal>);

/// The obstacle that no answer cures.
pub fn obstacle<T>(decided: Result<T, Refused>) -> Option<Refusal> {
    decided.err()?.0.into_iter().find(|refusal| refusal.field.is_none())
}

/// The box of what stands in the way of one act; nothing when it may be done.
pub fn box_of(act: Act, stream: &StreamId, tried: Vec<Tried>) -> Vec<RefusalBox> {
    let found = tried.into_iter().find(|(known, _)| *known == act);
    let refusal = found.and_then(|(_, refusal)| refusal);
    refusal
        .iter()
        .map(|refusal| RefusalBox {
            what: format!("现在不能办理“{}”", act.name_zh()),
            ..refusal_box(refusal, act.name_zh(), Some(stream))
        })
        .collect()
}

/// The person's acts on the thing: the first lawful one is the main button.
pub fn bar(call: &Call, stream: &StreamId, subject: &Subject, tried: Vec<Tried>) -> ActionBar {
    let mut actions = Vec::new();
    let mut main = Some(Weight::Main);
    for (act, refusal) in tried {
        if call.app().may(call.actor(), act, subject) != Verdict::Permitted {
            continue;
        }
        let label = act.name_zh().to_owned();
        let href = act_href(act, Some(stream)).unwrap_or_default();
        actions.push(match refusal {
            None => Action::Open { label, href, weight: main.take().unwrap_or(Weight::Side) },
            Some(refusal) => barred(label, &refusal, stream),
        });
    }
    // What can be done stands before what cannot.
    actions.sort_by_key(|action| matches!(action, Action::Barred { .. }));
    ActionBar { token: call.token().to_owned(), actions }
}

fn barred(label: String, refusal: &Refusal, stream: &StreamId) -> Action {
    let reason = match &refusal.cite {
        Some(cite) => format!("{}（{cite}）", refusal.what),
        None => refusal.what.clone(),
    };
    let href = refusal.next.act.and_then(|act| act_href(act, Some(stream))).unwrap_or_default();
    Action::Barred { label, reason, next: Some(Link::new(refusal.next.words.clone(), href)) }
}

/// What waits on the thing, for whom and until when.
pub fn waiting(call: &Call, state: &State) -> KeyValue {
    let law = call.law();
    let pairs = tasks::tasks(state, &law).into_iter().map(|task| {
        let who = task.holders.iter().map(|holder| holder_zh(call, holder));
        let who = who.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("、");
        match task.due {
            Some(due) => {
                let lamp = light(call.today(), due.on, &law.calendar);
                let basis = if due.cite.is_empty() { due.rule } else { due.cite };
                Pair::new(task.act.name_zh(), Cell::Light(lamp.under(Link::new(basis, ""))))
                    .note(who)
            }
            None => Pair::text(task.act.name_zh(), who),
        }
    });
    KeyValue { pairs: pairs.collect() }
}

fn holder_zh(call: &Call, holder: &Holder) -> String {
    let law = call.law();
    match holder {
        Holder::Person(person) => call.people().name(person),
        Holder::Role(role, unit) => {
            let name = law.unit(unit).map_or(unit.as_str(), |unit| &unit.name);
            format!("{name}的{}", role.name_zh())
        }
        Holder::Authority(role, authority) => {
            let id = domain::ids::AuthorityId::new(authority);
            let name = law.authority(&id).map_or(authority.as_str(), |found| &found.name);
            format!("{name}的{}", role.name_zh())
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{Refusal, Refused};

    use super::obstacle;

    #[test]
    fn a_refusal_at_a_field_is_left_to_the_form() {
        let at_field = Refusal::new("CLUE-010", "没有选择承办单位。", "请选择。").at("unit");
        let stage = Refusal::new("CLUE-002", "现在不能派单。", "请等待。");
        assert_eq!(obstacle::<()>(Err(Refused(vec![at_field.clone()]))), None);
        let both = Refused(vec![at_field, stage.clone()]);
        assert_eq!(obstacle::<()>(Err(both)), Some(stage));
        assert_eq!(obstacle(Ok(())), None);
    }
}
