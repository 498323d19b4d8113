//! What became of a benchmark table: every row as understood, every cell that speaks against it,
//! and the text for the pack when nothing does.

use app::benchmarks::{Checked, TableFault};
use askama::Template;
use domain::packs::benchmarks::Understood;
use law::date_zh;

use super::{TEXT, above, notice};
use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        form::{Field, Form},
        notice::{EmptyState, Notice},
        shell::Shell,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::samples::{Sample, sample_shell},
};

/// How many faults are told; more of them are not read to the end by anybody.
const TOLD: usize = 200;

/// The page.
#[derive(Template)]
#[template(path = "benchmarks/result.html")]
pub(super) struct ResultPage {
    shell: Shell,
    head: PageHead,
    notices: Vec<Notice>,
    faults: DataTable,
    understood: DataTable,
    take_away: Option<Form>,
    text: String,
}

/// The page for a file that was read.
pub(super) async fn page(call: &Call, checked: &Checked) -> Result<ResultPage, PageError> {
    let shell = call.shell("/benchmarks", above(), "核对结果").await?;
    Ok(result(shell, call.token(), &call.law().name, checked))
}

fn result(shell: Shell, token: &str, county: &str, checked: &Checked) -> ResultPage {
    let (rows, faults) = (checked.understood.len(), checked.faults.len());
    let text = checked.text.clone().unwrap_or_default();
    let notices = if faults == 0 {
        let words = format!(
            "{rows}行全部读懂，与法定幅度一致，没有重叠和空档。请核对下面的理解是否与原表相同。"
        );
        vec![notice(Tone::Good, words)]
    } else {
        let words = format!(
            "发现{faults}处问题，整张表没有采用，什么也没有保存。请在原表中改正后重新上传。"
        );
        vec![notice(Tone::Danger, words)]
    };
    let take_away = (faults == 0).then(|| {
        Form::new("/benchmarks/pack.toml", token)
            .titled(
                "下载数据包文件",
                format!(
                    "把文件放进数据包目录 packs/{county}/benchmarks/，运行 zhifa pack check 核对、\
                     zhifa pack load 装载后才开始使用；同一条款的演示拟制基准从施行之日起由它接替，此前的案件仍按原来的；\
                     原有公布的基准已经废止的，在数据包中写明它的 effective_until，否则继续有效。"
                ),
            )
            .field(Field::hidden(TEXT, text.clone()))
            .submit("下载数据包文件")
    });
    ResultPage {
        shell,
        head: PageHead::new("裁量基准表核对结果", format!("读懂{rows}行，问题{faults}处")),
        notices,
        faults: fault_table(&checked.faults),
        understood: understood_table(&checked.understood),
        take_away,
        text,
    }
}

fn fault_table(faults: &[TableFault]) -> DataTable {
    let mut table = DataTable::new(
        "问题",
        ["行", "单元格", "问题"].map(Column::new).to_vec(),
        EmptyState::new("没有问题", "各行之间、与法定幅度之间都没有矛盾。"),
    );
    table.rows = faults
        .iter()
        .take(TOLD)
        .map(|it| {
            vec![
                Cell::figure(format!("第{}行", it.row)),
                it.cell.clone().map_or(Cell::Blank, Cell::Figure),
                Cell::text(it.what.clone()),
            ]
        })
        .collect();
    if TOLD < faults.len() {
        let words = format!("另有{}处没有列出。", faults.len() - TOLD);
        table.rows.push(vec![Cell::Blank, Cell::Blank, Cell::text(words)]);
    }
    table
}

fn understood_table(rows: &[Understood]) -> DataTable {
    let mut table = DataTable::new(
        "读懂的各行",
        ["行", "事项和条款", "阶次", "情形", "裁量幅度", "法定幅度"].map(Column::new).to_vec(),
        EmptyState::new("没有读懂的行", "请对照模板检查表头和各列内容。"),
    );
    table.rows = rows
        .iter()
        .map(|it| {
            vec![
                Cell::figure(it.row.to_string()),
                Cell::lines(it.item.clone(), it.branch.clone()),
                Cell::lines(
                    it.grade.clone(),
                    format!("{}（{}，{}起施行）", it.table, it.source, date_zh(it.from)),
                ),
                Cell::text(it.condition.clone()),
                Cell::text(it.range.clone()),
                Cell::text(it.statutory.clone()),
            ]
        })
        .collect();
    table
}

/// The page with invented contents.
pub(super) fn samples() -> Vec<Sample> {
    let row = Understood {
        row: 2,
        item: "示例事项".to_owned(),
        branch: "示例情形".to_owned(),
        statutory: "20,000.00元以上100,000.00元以下".to_owned(),
        table: "示例基准".to_owned(),
        source: "示例文号".to_owned(),
        from: jiff::civil::date(2026, 3, 1),
        grade: "一般".to_owned(),
        condition: "示例条件".to_owned(),
        range: "20,000.00元以上40,000.00元以下".to_owned(),
    };
    let fault = TableFault {
        row: 3,
        cell: Some("I3".to_owned()),
        what: "下限“一百万一十元”不是可以成立的金额。".to_owned(),
    };
    let draw = |name, understood: Vec<Understood>, faults: Vec<TableFault>| {
        let text = faults.is_empty().then(|| "# 示例\n".to_owned());
        let checked = Checked { understood, faults, text };
        let shell = sample_shell("/benchmarks", "核对结果");
        Sample::of(name, &result(shell, "token", "shili", &checked))
    };
    vec![
        draw("benchmarks that are taken", vec![row.clone()], vec![]),
        draw("benchmarks with faults", vec![row], vec![fault.clone()]),
        draw("benchmarks of which nothing was read", vec![], vec![fault; TOLD + 1]),
    ]
}
