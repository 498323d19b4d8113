//! The acts on a supervision, each one form: order, answer, judge, close.

use axum::{extract::Path, response::Response};
use domain::{
    Command, Private,
    policy::Act,
    supervision::{
        self, AnswerOrder, CloseSupervision, GiveOrder, Instrument, JudgeAnswer, Stage, Supervision,
    },
};

use super::{list::HERE, show};
use crate::{
    Call, FormBody, Held, PageError, Reader,
    components::{
        blocks::PageHead,
        form::{Choice, Field, Form},
        text::Link,
    },
    pages::{
        see_other,
        shared::{FormPage, act_href},
    },
};

/// `GET /supervision/{id}/{act}`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_supervision(&id).await?;
    let form = call.with_draft(form(&call, &it), &format!("{}-{id}", call.act().slug())).await?;
    let mut page = page(&call, &it, form).await?;
    page.refusals = show::barred(&call, &it, call.act()).await?;
    page.show()
}

/// `POST /supervision/{id}/{act}`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let it = call.load_supervision(&id).await?;
    let form = form(&call, &it);
    let run = async {
        let command = read(call.act(), body.reader(&form))?;
        call.run(&it.stream, &body, Command::Supervision(command)).await
    };
    match run.await {
        Ok(_) => Ok(see_other(&format!("{HERE}/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, &it, form).await?.show_again(trouble)
        }
    }
}

fn read(act: Act, mut read: Reader<'_>) -> Result<supervision::Command, PageError> {
    let command = if act == Act::GiveOrder {
        supervision::Command::Give(GiveOrder {
            instrument: read.choice("instrument", Instrument::Opinion),
            problems: read.private("problems"),
            basis: read.text("basis"),
            demands: read.text("demands"),
        })
    } else if act == Act::AnswerOrder {
        supervision::Command::Answer(AnswerOrder { words: read.private("words") })
    } else if act == Act::JudgeAnswer {
        supervision::Command::Judge(JudgeAnswer {
            accepted: read.text("accepted") == "yes",
            words: read.text_if("words").unwrap_or_default(),
        })
    } else {
        supervision::Command::Close(CloseSupervision { reason: read.text("reason") })
    };
    read.finish()?;
    Ok(command)
}

fn form(call: &Call, it: &Held<Supervision>) -> Form {
    let act = call.act();
    let action = act_href(act, Some(&it.stream)).unwrap_or_default();
    let form = call.form_on(action, it).titled(act.name_zh(), intro(act)).submit(act.name_zh());
    let form = form.cancel(Link::new("返回监督事项", format!("{HERE}/{}", it.id)));
    if act == Act::GiveOrder {
        return order(it, form);
    }
    if act == Act::AnswerOrder {
        let help = "逐项写明改了什么、怎么改的、还有什么没有改。";
        return form.field(Field::textarea("words", "整改情况", 8).help(help).required());
    }
    if act == Act::JudgeAnswer {
        let choices = vec![
            Choice::new("yes", "已经整改到位，办结"),
            Choice::new("no", "没有整改到位，退回继续整改"),
        ];
        return form.field(Field::radio("accepted", "核查结果", choices).required()).field(
            Field::opinion("words", "核查意见", &["整改情况属实。", "没有附整改的证明材料。"])
                .help("没有整改到位的，必须写明还要改什么。"),
        );
    }
    form.field(
        Field::opinion("reason", "办结理由", &["经核实，反映的问题不成立。", "问题已经自行纠正。"])
            .required(),
    )
}

/// What the form says before it asks.
fn intro(act: Act) -> &'static str {
    if act == Act::GiveOrder {
        "先制发监督意见书，由被监督机关自行纠正；逾期不纠正或者纠正不符合要求的，再作出监督决定。"
    } else if act == Act::AnswerOrder {
        "由被监督机关的负责人签署；提交以后生成书面反馈，送监督机关核查。"
    } else if act == Act::JudgeAnswer {
        "核对整改的证明材料；不认可的，被监督机关须继续整改。"
    } else {
        "不需要制发监督文书的，写明理由以后办结。"
    }
}

/// The order, with what the review or the finding already says.
fn order(it: &Supervision, form: Form) -> Form {
    let decides = it.stage == Stage::Ordered;
    let fitting = Instrument::ALL.into_iter().filter(|one| one.is_decision() == decides);
    let kinds: Vec<Choice> = fitting.map(|one| Choice::new(one.slug(), one.name_zh())).collect();
    let only = kinds.first().filter(|_| kinds.len() == 1).map(|one| one.value.clone());
    let before = it.order();
    let problems = before.map_or_else(|| &it.opened.facts, |order| &order.problems);
    let demands = it.opened.review.as_ref().map_or("", |review| review.demands.as_str());
    let demands = before.map_or(demands, |order| order.demands.as_str());
    let basis = before.map_or("", |order| order.basis.as_str());
    form.field(Field::radio("instrument", "文书", kinds).value(only.unwrap_or_default()).required())
        .field(Field::textarea("problems", "存在的问题", 6).value(shown(problems)).required())
        .field(
            Field::textarea("basis", "依据", 2)
                .value(basis)
                .help("写明违反和依据的条款，例如《行政处罚法》第六十一条第一款。")
                .required(),
        )
        .field(
            Field::textarea("demands", "监督要求", 4)
                .value(demands)
                .help("逐项写明，一行一项。报告的期限由规则推算，写在文书上。")
                .required(),
        )
}

fn shown(words: &Private) -> String {
    if words.is_blank() { String::new() } else { words.reveal().to_owned() }
}

async fn page(call: &Call, it: &Held<Supervision>, form: Form) -> Result<FormPage, PageError> {
    let title = call.act().name_zh();
    let shell = call.shell("/oversight", show::above(it), title).await?;
    let head = PageHead::new(title, it.opened.title.clone());
    Ok(FormPage::new(shell, head, form).beside("这件监督事项", show::facts(call, it)))
}
