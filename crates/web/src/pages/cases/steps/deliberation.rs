//! 记录集体讨论.

use domain::{
    Private,
    cases::{Command, DeliberationSpeech, RecordDeliberation},
    ids::PersonId,
    policy::{Act, Role},
};

use crate::{
    body::Reader,
    components::form::{Choice, ColumnKind, Field, FieldValue, Form, RowColumn},
    pages::cases::{
        at::{At, yuan_text},
        choices::holders,
        panel::Panel,
        step::Step,
        view::{drafted, progress},
    },
};

pub struct Deliberation;

impl Step for Deliberation {
    const ACT: Act = Act::RecordDeliberation;
    const PATH: &'static str = "/cases/{id}/record-deliberation";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        let draft = drafted::panel(at, "提交讨论的处理决定");
        draft.into_iter().chain(progress::opinion(at)).collect()
    }

    fn form(at: &At) -> Option<Form> {
        let leaders = holders(&at.people, Role::Leader, &at.case.origin.authority);
        let rows: Vec<Vec<String>> =
            leaders.iter().map(|it| vec![it.value.clone(), String::new(), String::new()]).collect();
        let votes = vec![Choice::new("yes", "同意"), Choice::new("no", "不同意")];
        let columns = vec![
            RowColumn::new("person", "负责人", ColumnKind::Select(leaders)),
            RowColumn::new("words", "意见", ColumnKind::Text),
            RowColumn::new("agrees", "表决", ColumnKind::Select(votes)),
        ];
        let fine = at.case.deciding().and_then(|deciding| deciding.draft.as_ref());
        let fine = fine.map_or_else(String::new, |draft| yuan_text(draft.proposal.fine()));
        Some(
            at.form("情节复杂或者重大违法行为给予较重处罚的，由行政机关负责人集体讨论决定（《行政处罚法》第五十七条第二款）。每位负责人发表意见并表决，过半数同意形成结论。")
                .field(Field::date_time("started_at", "开始时间").value(at.earlier_text(60)).required())
                .field(Field::date_time("ended_at", "结束时间").value(at.now_text()).required())
                .field(Field::text("place", "地点").required())
                .field(Field::text("recorder", "记录人").required())
                .field(
                    Field::rows("speeches", "出席负责人的意见", columns)
                        .answered(FieldValue::Rows(rows))
                        .help("没有出席的，清空该行。")
                        .required(),
                )
                .field(Field::textarea("conclusion", "讨论结论", 3).required())
                .field(
                    Field::money("fine", "同意的罚款上限")
                        .value(fine)
                        .help("决定的罚款不得超过这个数额；不罚款的填0。")
                        .required(),
                )
                .field(Field::textarea("dissent", "不同意见", 2).help("没有的不填。"))
                .submit("存入案卷"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let rows = read.rows("speeches");
        for row in &rows {
            if row.get("person").is_empty() || row.get("agrees").is_empty() {
                let words = format!("第{}行请选择负责人和表决意见。", row.turn + 1);
                read.complain("speeches", words);
            }
        }
        let speeches = rows.iter().map(|row| DeliberationSpeech {
            person: PersonId::new(row.get("person")),
            words: Private::new(row.get("words")),
            agrees: row.get("agrees") == "yes",
        });
        Command::RecordDeliberation(RecordDeliberation {
            started_at: read.datetime("started_at"),
            ended_at: read.datetime("ended_at"),
            place: read.text("place"),
            recorder: read.text("recorder"),
            speeches: speeches.collect(),
            conclusion: read.private("conclusion"),
            fine: read.fen("fine"),
            dissent: read.private_if("dissent"),
        })
    }
}
