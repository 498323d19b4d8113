//! Scenarios that a lawyer writes as tables in Chinese; this file only reads and plays them.
//!
//! A table has the columns 步骤、日期、谁、做什么、内容、结果. The result is 可以, 不可以 with the
//! codes of the refusals, or, for a question, the answer.

use jiff::civil::Date;
use law::Fen;

use super::*;
use crate::cases::{Command, *};
use crate::ids::ItemId;

/// One row of a table.
struct Row {
    day: Date,
    who: &'static str,
    what: String,
    content: String,
    result: String,
    place: String,
}

/// One table with its heading.
struct Scenario {
    title: String,
    rows: Vec<Row>,
}

#[test]
fn the_scenarios_of_the_lawyers_come_true() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(5 <= files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let scenarios = read(&name, &text);
        assert!(!scenarios.is_empty(), "{name}");
        for scenario in scenarios {
            play(&scenario);
        }
    }
}

#[test]
#[should_panic(expected = "做什么")]
fn a_table_with_an_unknown_step_is_not_passed_over() {
    let row = "| 当 | 2026-03-03 | 办案人员 | 变魔术 | | 可以 |";
    for scenario in read("x", &format!("## 场景：甲\n\n| 步骤 | 日期 |\n|---|---|\n{row}\n"))
    {
        play(&scenario);
    }
}

fn read(name: &str, text: &str) -> Vec<Scenario> {
    let mut all: Vec<Scenario> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(title) = line.strip_prefix("## 场景：") {
            all.push(Scenario { title: title.to_owned(), rows: Vec::new() });
        } else if line.starts_with('|') && !line.starts_with("|---") && !line.contains("| 步骤 |")
        {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [step, day, who, what, content, result] = cells[..] else {
                panic!("{name}:{} has {} columns", number + 1, cells.len())
            };
            assert!(["假如", "当", "那么", "而且"].contains(&step), "{name}:{}", number + 1);
            all.last_mut().unwrap().rows.push(Row {
                day: day.parse().unwrap(),
                who: person_named(who),
                what: what.to_owned(),
                content: content.to_owned(),
                result: result.to_owned(),
                place: format!("{name}:{}", number + 1),
            });
        }
    }
    for scenario in &all {
        assert!(!scenario.rows.is_empty(), "{name} {}", scenario.title);
    }
    all
}

fn person_named(who: &str) -> &'static str {
    match who {
        "办案人员" => HANDLER_A,
        "办案机构负责人" => HEAD,
        "法制审核人员" => REVIEWER,
        "行政机关负责人" => LEADER,
        "听证主持人" => PRESIDER,
        "收缴登记员" => CASHIER,
        "中队执法人员" => SQUAD_A,
        other => panic!("谁：{other}"),
    }
}

fn play(scenario: &Scenario) {
    let mut it = Docket::new(scenario.rows[0].day);
    for row in &scenario.rows {
        it.desk.on(row.day);
        let answer = step(&mut it, row);
        assert_eq!(answer, row.result, "{} {} {}", row.place, scenario.title, row.what);
    }
}

/// Does what the row says and answers in the words of the last column.
fn step(it: &mut Docket, row: &Row) -> String {
    match row.what.as_str() {
        "有一件案件已同意报告" => {
            reported(it, row);
            "可以".to_owned()
        }
        "送达告知书" => {
            it.does(HANDLER_A, Command::GiveNotice(notice()));
            hand(it, row, "TF-11")
        }
        "送达听证通知书" => hand(it, row, "TF-12"),
        "送达决定书" => hand(it, row, "TF-15"),
        "查询应缴" => {
            let owed = owed_on(it.case().decided().unwrap(), it.desk.law, row.day);
            format!("本金{}，加处{}", owed.principal, owed.surcharge)
        }
        _ => {
            let command = command(row);
            answer(it, row, command)
        }
    }
}

fn hand(it: &mut Docket, row: &Row, form: &str) -> String {
    let document = it.newest(form);
    answer(it, row, Command::RecordDelivery(delivery(&document, row.day)))
}

fn answer(it: &mut Docket, row: &Row, command: Command) -> String {
    it.desk.by(row.who);
    match it.desk.send(&it.case, command) {
        Ok(_) => "可以".to_owned(),
        Err(refused) => {
            sound(&refused);
            format!("不可以：{}", refused.codes().join("、"))
        }
    }
}

/// A case of the given party and item, filed and reported by the day of the row.
fn reported(it: &mut Docket, row: &Row) {
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing_of(row))));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    it.does(HANDLER_A, Command::AddEvidence(evidence(row.day)));
    it.verify_all();
    let proposal = Proposal::Penalty(terms("a", amount(&row.content)));
    it.does(HANDLER_A, Command::SubmitReport(Box::new(report(proposal))));
    it.does(HEAD, Command::ApproveReport(ApproveReport { words: String::new() }));
}

fn filing_of(row: &Row) -> ProposeFiling {
    let parts: Vec<&str> = row.content.split('，').collect();
    let who = match parts[0] {
        "个人" => citizen(),
        "单位" => company(),
        other => panic!("内容：{other}"),
    };
    let number = parts[1].trim_start_matches('T');
    let handlers = if row.who == SQUAD_A { people(&[SQUAD_A, SQUAD_B]) } else { handlers() };
    ProposeFiling {
        item: ItemId::new(format!("JX-T-{number}-CF")),
        party: who,
        handlers,
        ..filing(row.day)
    }
}

/// The amount of money in the words, such as `罚款300元`.
fn amount(words: &str) -> Fen {
    let digits: String =
        words.rsplit('，').next().unwrap().chars().filter(char::is_ascii_digit).collect();
    yuan(digits.parse().unwrap())
}

fn command(row: &Row) -> Command {
    let day = row.day;
    let words = String::new;
    match row.what.as_str() {
        "提请立案" => Command::ProposeFiling(Box::new(filing_of(row))),
        "批准立案" => Command::ApproveFiling(ApproveFiling { words: words() }),
        "记录陈述申辩" => Command::HearRepresentation(statement(day)),
        "复核陈述申辩" => Command::ReviewRepresentation(statement_review()),
        "书面放弃陈述申辩" => Command::WaiveRepresentation(waived(day)),
        "口头放弃陈述申辩" => {
            Command::WaiveRepresentation(WaiveRepresentation { in_writing: false, ..waived(day) })
        }
        "登记听证申请" => Command::RequestHearing(RequestHearing { on: day }),
        "通知听证" => Command::CallHearing(call_hearing(row.content.parse().unwrap())),
        "举行听证" => {
            Command::HoldHearing(Box::new(hold_hearing(row.content.parse().unwrap())))
        }
        "拟定处理决定" => Command::DraftDecision(Box::new(draft())),
        "审核同意" => Command::GiveOpinion(opinion(ReviewVerdict::Pass)),
        "记录集体讨论" => {
            Command::RecordDeliberation(deliberation(day, amount(&row.content)))
        }
        "作出处罚决定" => Command::DecidePenalty(DecidePenalty { words: words() }),
        "缴款" => Command::RecordPayment(payment(amount(&row.content), day, &row.place)),
        "提请结案" => {
            Command::ProposeClosing(ProposeClosing { words: "已经缴清。".into() })
        }
        other => panic!("做什么：{other}"),
    }
}
