//! 办理: what this person can do now, who else the case waits for, and why the rest has to wait.

use domain::{
    cases::{Hearing, Readiness, Review, Stage, Step},
    packs::Jurisdiction,
    policy::{Act, Role},
    tasks::{self, Holder, Task},
};

use crate::{
    components::{
        actions::{Action, ActionBar, Weight},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link},
    },
    pages::{
        cases::{
            at::At,
            panel::{Panel, Part},
        },
        shared::{act_href, light},
    },
};

/// What waits, with buttons for what this person can do.
pub fn now(at: &At, steps: &[Step]) -> Panel {
    let waiting = tasks::tasks(&at.case.state, &at.law);
    let mut table = DataTable::new(
        "正在等待",
        ["事项", "由谁办理", "期限"].map(Column::new).to_vec(),
        EmptyState::new("没有等待办理的事项", "这个案件已经全部办结。"),
    );
    table.rows = waiting.iter().map(|task| row(at, task)).collect();
    let due = |act: Act| waiting.iter().any(|task| task.act == act);
    let ready = steps.iter().filter(|step| step.readiness == Readiness::Ready);
    let (mut main, mut side): (Vec<Act>, Vec<Act>) =
        ready.map(|step| step.act).partition(|act| due(*act));
    // Registering that a decision fell is never the next step of an ordinary case.
    side.sort_by_key(|act| *act == Act::RevokeDecision);
    main.append(&mut side);
    let mut actions: Vec<Action> = main.iter().map(|act| open(at, *act, due(*act))).collect();
    actions.extend(abandon(at));
    actions.extend(milder(at, steps));
    let panel = Panel::new("now", "当前环节").with(Part::table(table));
    if actions.is_empty() {
        let words = "现在没有需要您办理的事项。";
        return panel.with(Part::Quiet(words.to_owned()));
    }
    panel.with(Part::Acts(ActionBar { token: at.call.token().to_owned(), actions }))
}

fn open(at: &At, act: Act, due: bool) -> Action {
    let weight = if [Act::RevokeDecision, Act::RetractPublication].contains(&act) {
        Weight::Danger
    } else if due {
        Weight::Main
    } else {
        Weight::Side
    };
    Action::Open {
        label: act.name_zh().to_owned(),
        href: act_href(act, Some(&at.case.stream)).unwrap_or_default(),
        weight,
    }
}

/// A pending hearing can be given up by the same officers who may ask for one.
fn abandon(at: &At) -> Option<Action> {
    let pending = at.case.deciding().is_some_and(|deciding| {
        matches!(deciding.hearing, Hearing::Requested { .. } | Hearing::Called(_))
    });
    let mine = at.case.handlers.contains(at.call.me());
    (pending && mine && at.case.decided().is_none()).then(|| Action::Open {
        label: "登记放弃听证".to_owned(),
        href: format!("{}/request-hearing?abandon=yes", at.href()),
        weight: Weight::Side,
    })
}

/// What bars the penalty that was announced does not bar that none is imposed.
fn milder(at: &At, steps: &[Step]) -> Option<Action> {
    let barred = steps.iter().any(|step| {
        step.act == Act::DraftDecision && matches!(step.readiness, Readiness::Blocked(_))
    });
    let open = matches!(&at.case.stage, Stage::Deciding(it) if it.review == Review::None);
    let mine = at.case.handlers.contains(at.call.me()) && at.call.could(Act::DraftDecision);
    (barred && open && mine).then(|| Action::Open {
        label: "改为不予处罚".to_owned(),
        href: format!("{}/draft-decision?change=yes", at.href()),
        weight: Weight::Side,
    })
}

fn row(at: &At, task: &Task) -> Vec<Cell> {
    let holders: Vec<String> = task.holders.iter().map(|it| holder(at, it)).collect();
    let due = task.due.as_ref().map_or(Cell::Blank, |due| {
        let basis = if due.cite.is_empty() { &due.rule } else { &due.cite };
        let lamp = light(at.today(), due.on, &at.law.calendar);
        Cell::Light(lamp.under(Link::new(basis.clone(), "")))
    });
    vec![Cell::text(task.act.name_zh()), Cell::text(holders.join("、")), due]
}

fn holder(at: &At, holder: &Holder) -> String {
    let unit = |law: &Jurisdiction, id| law.unit(id).map_or_else(String::new, |it| it.name.clone());
    match holder {
        Holder::Person(person) => at.people.name(person),
        Holder::Role(role, id) => format!("{}{}", unit(&at.law, id), role.name_zh()),
        Holder::Authority(role, _) => named(at, *role),
    }
}

/// The role with the people who hold it, where they are few.
fn named(at: &At, role: Role) -> String {
    let authority = &at.case.origin.authority;
    let people: Vec<&str> = at
        .people
        .all()
        .filter(|it| it.roles.contains(&role) && it.authority == *authority && !it.suspended)
        .map(|it| it.name.as_str())
        .collect();
    if people.is_empty() || people.len() > 3 {
        return role.name_zh().to_owned();
    }
    format!("{}（{}）", role.name_zh(), people.join("、"))
}

/// Every step that cannot be taken now by this person: why, by which article, what next.
pub fn later(at: &At, steps: &[Step]) -> Panel {
    let mut table = DataTable::new(
        "现在不能办理的步骤",
        ["步骤", "原因", "依据", "怎么办"].map(Column::new).to_vec(),
        EmptyState::new("所有步骤都可以办理", ""),
    );
    for step in steps {
        match &step.readiness {
            Readiness::Ready => {}
            Readiness::Elsewhere(words) => table.rows.push(vec![
                Cell::text(step.act.name_zh()),
                Cell::text("由其他岗位办理"),
                Cell::Blank,
                Cell::text(words.clone()),
            ]),
            Readiness::Blocked(refusals) => {
                table.rows.extend(refusals.iter().map(|refusal| {
                    let href = refusal.next.act.filter(|act| at.call.could(*act));
                    let href = href.and_then(|act| act_href(act, Some(&at.case.stream)));
                    let clause = refusal.cite.as_ref().map(ToString::to_string);
                    vec![
                        Cell::text(step.act.name_zh()),
                        Cell::lines(refusal.what.clone(), refusal.code.clone()),
                        clause.map_or(Cell::Blank, Cell::text),
                        next(&refusal.next.words, href),
                    ]
                }));
            }
        }
    }
    let summary = format!("查看现在不能办理的步骤和原因（{}项）", table.rows.len());
    Panel::new("later", "其他步骤").with(Part::Folded(summary, vec![Part::table(table)]))
}

fn next(words: &str, href: Option<String>) -> Cell {
    match href {
        Some(href) => Cell::link(words, href),
        None => Cell::text(words),
    }
}
