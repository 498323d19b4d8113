//! How a supervision begins: the review of an archived file, and the form of any other finding.

use axum::{extract::Query, response::Response};
use domain::{
    Command, StreamId,
    cases::Case,
    ids::{SupervisionId, UnitId},
    policy::Act,
    rules::Score,
    supervision::{self, Concern, OpenSupervision, ReviewFile, Verdict, file_score},
};
use serde::Deserialize;

use super::list::HERE;
use crate::{
    Call, FormBody, Held, PageError,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Choice, Field, Form, Width},
        text::{Cell, Link},
    },
    pages::{see_other, shared::FormPage},
};

/// From which case it comes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub case: String,
}

/// What the page stands on.
struct Desk {
    act: Act,
    case: Option<Held<Case>>,
    score: Option<Score>,
}

impl Desk {
    async fn open(call: &Call, asked: &Asked) -> Result<Self, PageError> {
        let act = call.act();
        let case =
            if asked.case.is_empty() { None } else { Some(call.load_case(&asked.case).await?) };
        if act == Act::ReviewFile && case.is_none() {
            return Err(PageError::Absent);
        }
        let reviewed = case.as_ref().filter(|_| act == Act::ReviewFile);
        let score = match reviewed {
            Some(case) => {
                call.with_setting(&case.state, |setting| file_score(case, setting)).await?
            }
            None => None,
        };
        Ok(Self { act, case, score })
    }

    fn href(&self) -> String {
        let page = if self.act == Act::ReviewFile { "review" } else { "new" };
        let case = self.case.as_ref().map_or_else(String::new, |it| format!("?case={}", it.id));
        format!("{HERE}/{page}{case}")
    }
}

/// `GET /supervision/new` and `GET /supervision/review`
pub async fn ask(call: Call, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let desk = Desk::open(&call, &asked).await?;
    let draft = format!("{}-{}", desk.act.slug(), asked.case);
    let form = call.with_draft(form(&call, &desk), draft.trim_end_matches('-')).await?;
    page(&call, &desk, form).await?.show()
}

/// `POST /supervision/new` and `POST /supervision/review`
pub async fn act(
    call: Call,
    Query(asked): Query<Asked>,
    body: FormBody,
) -> Result<Response, PageError> {
    let desk = Desk::open(&call, &asked).await?;
    let form = form(&call, &desk);
    match begin(&call, &desk, &form, &body).await {
        Ok(href) => Ok(see_other(&href)),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, &desk, form).await?.show_again(trouble)
        }
    }
}

async fn begin(
    call: &Call,
    desk: &Desk,
    form: &Form,
    body: &FormBody,
) -> Result<String, PageError> {
    let mut read = body.reader(form);
    let command = match (&desk.case, desk.act) {
        (Some(case), Act::ReviewFile) => supervision::Command::Review(ReviewFile {
            case: case.id.clone(),
            inspection: case.origin.inspection.clone(),
            verdict: read.choice("verdict", Verdict::Rectify),
            opinion: read.private("opinion"),
            demands: read.text_if("demands").unwrap_or_default(),
        }),
        (case, _) => supervision::Command::Open(OpenSupervision {
            concern: read.choice("concern", Concern::Other),
            title: read.text("title"),
            unit: UnitId::new(read.text("unit")),
            case: case.as_ref().map(|case| case.id.clone()),
            facts: read.private("facts"),
        }),
    };
    read.finish()?;
    let id = SupervisionId::new(body.command_id().0);
    call.run(&StreamId::supervision(&id), body, Command::Supervision(command)).await?;
    Ok(format!("{HERE}/{id}"))
}

fn form(call: &Call, desk: &Desk) -> Form {
    let form = call.form(desk.href()).submit(desk.act.name_zh()).cancel(Link::new("返回", HERE));
    if desk.act == Act::ReviewFile { review(desk, form) } else { open(call, desk, form) }
}

fn review(desk: &Desk, form: Form) -> Form {
    let vetoed = desk.score.as_ref().is_some_and(|score| !score.vetoes.is_empty());
    let clean =
        desk.score.as_ref().is_some_and(|it| it.vetoes.is_empty() && it.deductions.is_empty());
    let verdicts = Verdict::ALL.map(|one| Choice::new(one.slug(), one.name_zh())).into();
    let chosen = if clean { Verdict::Sound } else { Verdict::Rectify };
    let mut verdict = Field::radio("verdict", "评查结论", verdicts).value(chosen.slug()).required();
    if vetoed {
        verdict = verdict.help("有一票否决的问题，只能选择需要整改。");
    }
    form.titled("评查归档案卷", "按数据包的评分表评查；得分和发现的问题写入评查表，不改动案卷。")
        .field(
            Field::opinion(
                "opinion",
                "评查意见",
                &["事实清楚，证据充分，程序合法。", "裁量理由没有写清楚。", "送达没有按期限办理。"],
            )
            .required(),
        )
        .field(verdict)
        .field(Field::textarea("demands", "整改要求", 4).help("需要整改的，逐项写明，一行一项。"))
}

fn open(call: &Call, desk: &Desk, form: Form) -> Form {
    let law = call.law();
    let authority = desk.case.as_ref().map(|case| &case.origin.authority);
    let units = law.units.iter().filter(|unit| authority.is_none_or(|id| unit.authority == *id));
    let units = units.map(|unit| Choice::new(unit.id.as_str(), &unit.name)).collect();
    let concerns = Concern::ALL.map(|one| Choice::new(one.slug(), one.name_zh())).into();
    let (unit, title) = desk.case.as_ref().map_or((String::new(), String::new()), |case| {
        let title = format!("{} {}", case.number().unwrap_or_default(), case.origin.cause);
        (case.origin.unit.to_string(), title.trim().to_owned())
    });
    form.titled("登记监督事项", "写明从哪里发现、发现了什么；需要纠正的，接着制发监督意见书。")
        .field(Field::select("concern", "问题类别", concerns).width(Width::Half).required())
        .field(
            Field::select("unit", "被监督的单位", units).value(unit).width(Width::Half).required(),
        )
        .field(
            Field::text("title", "监督事项")
                .value(title)
                .help("一句话写明，不写当事人和反映人的姓名。")
                .required(),
        )
        .field(Field::textarea("facts", "发现的问题和来源", 6).required())
}

async fn page(call: &Call, desk: &Desk, form: Form) -> Result<FormPage, PageError> {
    let above = vec![Link::new("执法监督", "/oversight"), Link::new("监督事项", HERE)];
    let title = desk.act.name_zh();
    let shell = call.shell("/oversight", above, title).await?;
    let words = desk.case.as_ref().map_or_else(
        || "日常监督、专项监督、投诉和移送中发现的问题".to_owned(),
        |case| format!("{} {}", case.number().unwrap_or_default(), case.origin.cause),
    );
    let page = FormPage::new(shell, PageHead::new(title, words), form);
    Ok(match &desk.case {
        Some(case) => page.beside("这件案件", facts(case, desk)),
        None => page,
    })
}

fn facts(case: &Case, desk: &Desk) -> KeyValue {
    let mut pairs = vec![
        Pair::new("案件", Cell::link(case.origin.cause.clone(), format!("/cases/{}", case.id))),
        Pair::text("环节", case.stage.name_zh()),
    ];
    if desk.act == Act::ReviewFile {
        pairs.extend(scored(desk.score.as_ref()));
    }
    KeyValue { pairs }
}

/// What the table gives, and what costs points.
fn scored(score: Option<&Score>) -> Vec<Pair> {
    let Some(score) = score else { return vec![Pair::text("得分", "数据包没有评分表")] };
    let mut pairs = vec![Pair::text("得分", format!("{}分，{}", score.points, score.grade.name()))];
    let vetoes = score
        .vetoes
        .iter()
        .map(|it| Pair::text("否决项", it.name.as_str()).note(it.rules.join("、")));
    pairs.extend(vetoes);
    let lost = score.deductions.iter().map(|it| {
        let words = format!("{}，扣{}分", it.name, it.points);
        Pair::text("评分项", words).note(it.rules.join("、"))
    });
    pairs.extend(lost);
    if 0 < score.open {
        pairs.push(Pair::text("没有判断", format!("{}条规则缺少事实，请在案卷中核对", score.open)));
    }
    pairs
}
