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
        let compared = at.case.norms.as_ref();
        let norms = compared.map(|it| it.comparison.norms.as_slice()).unwrap_or_default();
        let intro = format!(
            "同一个违法行为违反多个法律规范应当给予罚款处罚的，按照罚款数额高的规定处罚（《行政处罚法》第二十九条）。\
             本案拟适用的条款不用登记。比较方法：{}。全部删除并写明理由的，撤回登记。",
            shown::reading(&at.law)
        );
        let mut form = at.form(&intro);
        let mut listed = norms.iter().filter(|it| it.item.is_some());
        for turn in 1..=CLAUSES {
            form = clause_fields(at, form, turn, listed.next());
        }
        let rows = norms.iter().filter(|it| it.item.is_none()).map(|it| cells(it, at)).collect();
        Some(
            form.field(
                Field::rows("norms", "目录以外的规定", columns(at))
                    .answered(FieldValue::Rows(rows))
                    .help("写全称和条，例如“《公路法》第七十七条”，以及对该当事人的法定幅度。不能以数额比较的，幅度留空，由法制审核人员确认。"),
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

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let mut norms: Vec<CompetingNorm> =
            (1..=CLAUSES).filter_map(|turn| listed(at, turn, read)).collect();
        let rows = read.rows("norms");
        norms.extend(rows.iter().map(|row| norm(row, read)));
        Command::CompareNorms(CompareNorms { norms, reason: read.private("reason") })
    }
}

/// How many clauses of the catalogue can be named beside that of the case.
const CLAUSES: usize = 2;

/// Whether the county compares the fines as reckoned, so that they are asked for.
fn reckons(at: &At) -> bool {
    at.law.rules.reading("DB-20") == Some("computed")
}

fn clause_fields(at: &At, form: Form, turn: usize, norm: Option<&CompetingNorm>) -> Form {
    let chosen = norm.and_then(|it| Some(format!("{}{JOINT}{}", it.item.as_ref()?, it.branch)));
    let label = format!("目录中的处罚条款（{turn}）");
    let field = Field::select(&format!("clause_{turn}"), &label, clauses(at));
    let form = form.field(field.value(chosen.unwrap_or_default()));
    if !reckons(at) {
        return form;
    }
    let fine = norm.and_then(|it| it.fine).map_or_else(String::new, yuan_text);
    let label = format!("按条款（{turn}）计算的罚款");
    form.field(Field::money(&format!("fine_{turn}"), &label).value(fine))
}

fn listed(at: &At, turn: usize, read: &mut Reader<'_>) -> Option<CompetingNorm> {
    let clause = read.text_if(&format!("clause_{turn}"));
    let fine = if reckons(at) { read.fen_if(&format!("fine_{turn}")) } else { None };
    let clause = clause?;
    let (item, branch) = clause.split_once(JOINT)?;
    let (item, branch) = (Some(ItemId::new(item)), branch.to_owned());
    Some(CompetingNorm { item, branch, cite: String::new(), range: None, fine })
}

fn columns(at: &At) -> Vec<RowColumn> {
    let mut all = vec![
        RowColumn::new("cite", "条文", ColumnKind::Text),
        RowColumn::new("least", "下限（元）", ColumnKind::Money),
        RowColumn::new("most", "上限（元）", ColumnKind::Money),
    ];
    if reckons(at) {
        all.push(RowColumn::new("fine", "计算的罚款（元）", ColumnKind::Money));
    }
    all
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

fn cells(norm: &CompetingNorm, at: &At) -> Vec<String> {
    let money = |fen: Option<Fen>| fen.map_or_else(String::new, yuan_text);
    let range = norm.range;
    let mut all =
        vec![norm.cite.clone(), money(range.map(|it| it.least)), money(range.map(|it| it.most))];
    all.extend(reckons(at).then(|| money(norm.fine)));
    all
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
    let (item, branch, cite) = (None, String::new(), row.get("cite").to_owned());
    CompetingNorm { item, branch, cite, range, fine }
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
