//! 比较竞合的规定、确认适用的规定.

use domain::{
    cases::{Command, CompareNorms, CompetingNorm, ConfirmNorm, NormRange},
    catalogue::{FineRule, Power},
    ids::ItemId,
    policy::Act,
};
use law::Fen;

use crate::{
    body::{Reader, Row},
    components::form::{Choice, ColumnKind, Field, FieldValue, Form, RowColumn},
    pages::cases::{
        at::{At, yuan_text},
        panel::Panel,
        step::Step,
        view::norms as shown,
    },
};

/// Between the item and the branch in the value of a choice.
const JOINT: char = '/';

pub struct Comparing;

impl Step for Comparing {
    const ACT: Act = Act::CompareNorms;
    const PATH: &'static str = "/cases/{id}/compare-norms";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let columns = vec![
            RowColumn::new("clause", "目录中的处罚条款", ColumnKind::Select(clauses(at))),
            RowColumn::new("cite", "目录以外的条文", ColumnKind::Text),
            RowColumn::new("least", "法定下限（元）", ColumnKind::Money),
            RowColumn::new("most", "法定上限（元）", ColumnKind::Money),
            RowColumn::new("fine", "按它计算的罚款（元）", ColumnKind::Money),
        ];
        let compared = at.case.norms.as_ref();
        let rows = compared.map(|it| it.comparison.norms.iter().map(cells).collect());
        let intro = format!(
            "同一个违法行为违反多个法律规范应当给予罚款处罚的，按照罚款数额高的规定处罚（《行政处罚法》第二十九条）。\
             本案拟适用的条款不用登记。比较方法：{}。全部删除并写明理由的，撤回登记。",
            shown::reading(&at.law)
        );
        Some(
            at.form(&intro)
                .field(
                    Field::rows("norms", "同时违反的规定", columns)
                        .answered(FieldValue::Rows(rows.unwrap_or_default()))
                        .help("从目录选择的不用填写条文和幅度；目录以外的写全称和条，例如“《公路法》第七十七条”。不能以数额比较的，幅度留空，由法制审核人员确认。"),
                )
                .field(
                    Field::textarea("reason", "理由", 3)
                        .value(compared.map_or("", |it| it.comparison.reason.reveal()))
                        .help("为什么是同一个违法行为，怎样同时违反各项规定。")
                        .required(),
                )
                .submit("登记比较"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let rows = read.rows("norms");
        let norms = rows.iter().map(|row| norm(row, read)).collect();
        Command::CompareNorms(CompareNorms { norms, reason: read.private("reason") })
    }
}

/// The clauses of the catalogue that set a fine, in force at the act.
fn clauses(at: &At) -> Vec<Choice> {
    let on = at.case.origin.act_on;
    let items = at.law.items.iter().filter(|it| it.power == Power::Penalty && it.in_force(on));
    let all = items.flat_map(|item| {
        item.branches.iter().filter(|it| it.fine != FineRule::None).map(move |branch| {
            let cites = branch.cites.iter().map(ToString::to_string).collect::<Vec<_>>();
            let words = format!("{}（{}，{}）", branch.when, cites.join("、"), branch.fine_words());
            Choice::new(format!("{}{JOINT}{}", item.id, branch.id), words)
        })
    });
    all.collect()
}

fn cells(norm: &CompetingNorm) -> Vec<String> {
    let clause = norm.item.as_ref().map(|item| format!("{item}{JOINT}{}", norm.branch));
    let money = |fen: Option<Fen>| fen.map_or_else(String::new, yuan_text);
    vec![
        clause.unwrap_or_default(),
        norm.cite.clone(),
        money(norm.range.map(|it| it.least)),
        money(norm.range.map(|it| it.most)),
        money(norm.fine),
    ]
}

fn norm(row: &Row, read: &mut Reader<'_>) -> CompetingNorm {
    let mut money = |column: &str| {
        let text = row.get(column);
        let sum = (!text.is_empty()).then(|| Fen::parse_yuan(text).ok());
        if sum == Some(None) {
            let words = format!("第{}行的金额请以元为单位填写数字。", row.turn + 1);
            read.complain("norms", words);
        }
        sum.flatten()
    };
    let (least, most, fine) = (money("least"), money("most"), money("fine"));
    if least.is_some() && most.is_none() {
        let words = format!("第{}行填写了下限，请同时填写上限。", row.turn + 1);
        read.complain("norms", words);
    }
    let range = most.map(|most| NormRange { least: least.unwrap_or(Fen(0)), most });
    let clause = row.get("clause").split_once(JOINT);
    CompetingNorm {
        item: clause.map(|(item, _)| ItemId::new(item)),
        branch: clause.map_or_else(String::new, |(_, branch)| branch.to_owned()),
        cite: row.get("cite").to_owned(),
        range,
        fine,
    }
}

pub struct Confirming;

impl Step for Confirming {
    const ACT: Act = Act::ConfirmNorm;
    const PATH: &'static str = "/cases/{id}/confirm-norm";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("核对拟适用的条款是不是罚款数额高的规定。不同意的不要确认，请退回承办人改正。改变条款或者重新登记比较的，须再次确认（《行政处罚法》第二十九条）。")
                .field(Field::textarea("words", "确认的理由", 3).required())
                .submit("确认适用的规定"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ConfirmNorm(ConfirmNorm { words: read.private("words") })
    }
}
