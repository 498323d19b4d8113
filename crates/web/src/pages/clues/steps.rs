//! The short acts on a clue, each one form: urge, accept, return, transfer, stop, answer, judge,
//! tell, and the three that concern the reporter's sealed contact.

use axum::{extract::Path, response::Response};
use domain::{
    Command,
    clues::{
        self, AcceptClue, AnswerClue, Clue, ContactAnswer, ContactStage, DecideContact,
        InformReporter, JudgeClue, LookAtContact, Outcome, Purpose, RecordStop, RequestContact,
        ReturnClue, Stage, TransferClue, UrgeClue,
    },
    competence, inspections,
    policy::Act,
};

use super::{guess, show};
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
        tools::answer::basis_zh,
    },
};

/// One of the short acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Urge,
    Accept,
    Return,
    Transfer,
    Stop,
    Answer,
    Judge,
    Inform,
    RequestContact,
    DecideContact,
    LookAtContact,
}

impl Step {
    const ALL: [Self; 11] = [
        Self::Urge,
        Self::Accept,
        Self::Return,
        Self::Transfer,
        Self::Stop,
        Self::Answer,
        Self::Judge,
        Self::Inform,
        Self::RequestContact,
        Self::DecideContact,
        Self::LookAtContact,
    ];

    const fn act(self) -> Act {
        match self {
            Self::Urge => Act::UrgeClue,
            Self::Accept => Act::AcceptClue,
            Self::Return => Act::ReturnClue,
            Self::Transfer => Act::TransferClue,
            Self::Stop => Act::RecordStop,
            Self::Answer => Act::AnswerClue,
            Self::Judge => Act::JudgeClue,
            Self::Inform => Act::InformReporter,
            Self::RequestContact => Act::RequestContact,
            Self::DecideContact => Act::DecideContact,
            Self::LookAtContact => Act::LookAtContact,
        }
    }

    /// What the form says before it asks.
    const fn intro(self) -> &'static str {
        match self {
            Self::Urge => "提醒承办单位在期限内反馈，催办记入全过程记录。",
            Self::Accept => "签收后由本单位负责到反馈结果为止，不能再退单。",
            Self::Return => "只有签收之前可以退单；请写明理由，便于重新派单。",
            Self::Transfer => "不属于本镇街职权的，移送有管辖权的部门，并跟踪其答复。",
            Self::Stop => "发现问题第一时间制止；制止不等于查处，仍须派单或者移送。",
            Self::Answer => "写明到场时间、看到的情况和处理结果，由镇街判定。",
            Self::Judge => "由镇街判定办理结果；不认可的，退回承办单位重办。",
            Self::Inform => "反映人凭受理编号在公众门户看到这段话。请不要写入他人的个人信息。",
            Self::RequestContact => {
                "联系方式是密封的。拆封和删除都须由另一名人员批准；申请、审批和查看全部记入全过程记录。"
            }
            Self::DecideContact => {
                "申请人不能审批自己的申请。同意拆封的，申请人只能查看一次；同意删除的，任何人都不能恢复。"
            }
            Self::LookAtContact => {
                "这次批准只能查看一次，请准备好再打开。查看记入全过程记录，不得向承办人员和被反映人透露。"
            }
        }
    }

    /// The step that the address was declared with.
    fn of(act: Act) -> Result<Self, PageError> {
        Self::ALL.into_iter().find(|step| step.act() == act).ok_or(PageError::Absent)
    }
}

/// `GET /clues/{id}/{act}`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let step = Step::of(call.act())?;
    let clue = call.load_clue(&id).await?;
    let form = form(&call, step, &clue).await?;
    let form = call.with_draft(form, &format!("{}-{id}", step.act().slug())).await?;
    let mut page = page(&call, step, &clue, form).await?;
    page.refusals = show::barred(&call, &clue, step.act()).await?;
    page.show()
}

/// `POST /clues/{id}/{act}`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let step = Step::of(call.act())?;
    let clue = call.load_clue(&id).await?;
    let form = form(&call, step, &clue).await?;
    let run = async {
        let command = read(step, body.reader(&form))?;
        call.run(&clue.stream, &body, Command::Clue(command)).await
    };
    match run.await {
        // The same form sent twice is one look; the second time there is nothing to see.
        Ok(receipt) if step == Step::LookAtContact && !receipt.repeated => {
            show::unsealed(&call, &clue).await
        }
        // Having sent it back, the unit may no longer read it.
        Ok(_) if step == Step::Return => Ok(see_other("/clues")),
        Ok(_) => Ok(see_other(&format!("/clues/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, step, &clue, form).await?.show_again(trouble)
        }
    }
}

fn read(step: Step, mut read: Reader<'_>) -> Result<clues::Command, PageError> {
    let command = match step {
        Step::Urge => clues::Command::Urge(UrgeClue { words: read.text("words") }),
        Step::Accept => clues::Command::Accept(AcceptClue {}),
        Step::Return => clues::Command::Return(ReturnClue { reason: read.text("reason") }),
        Step::Transfer => clues::Command::Transfer(TransferClue {
            to: read.text("to"),
            reason: read.text("reason"),
        }),
        Step::Stop => clues::Command::RecordStop(RecordStop {
            words: read.private("words"),
            stopped: read.text("stopped") == "yes",
        }),
        Step::Answer => clues::Command::Answer(AnswerClue {
            outcome: read.choice("outcome", Outcome::NothingFound),
            words: read.private("words"),
        }),
        Step::Judge => clues::Command::Judge(JudgeClue {
            accepted: read.text("accepted") == "yes",
            words: read.text_if("words").unwrap_or_default(),
        }),
        Step::Inform => clues::Command::Inform(InformReporter { words: read.text("words") }),
        Step::RequestContact => clues::Command::RequestContact(RequestContact {
            purpose: read.choice("purpose", Purpose::Look),
            reason: read.text("reason"),
        }),
        Step::DecideContact => clues::Command::DecideContact(DecideContact {
            answer: read.choice("answer", ContactAnswer::Decline),
            reason: read.text_if("reason").unwrap_or_default(),
        }),
        Step::LookAtContact => clues::Command::LookAtContact(LookAtContact {}),
    };
    read.finish()?;
    Ok(command)
}

async fn form(call: &Call, step: Step, clue: &Held<Clue>) -> Result<Form, PageError> {
    let title = step.act().name_zh();
    let action = act_href(step.act(), Some(&clue.stream)).unwrap_or_default();
    let form = call.form_on(action, clue).titled(title, step.intro()).submit(title);
    let form = form.cancel(Link::new("返回线索", format!("/clues/{}", clue.id)));
    Ok(match step {
        Step::Urge => form.field(
            Field::opinion(
                "words",
                "催办内容",
                &["期限将至，请尽快反馈。", "已经逾期，请说明原因并立即办理。"],
            )
            .required(),
        ),
        Step::Accept => form,
        Step::Return => form.field(
            Field::opinion(
                "reason",
                "退单理由",
                &["不在本单位辖区。", "不属于本单位承办的事项，应由其他单位办理。"],
            )
            .required(),
        ),
        Step::Transfer => transfer(call, clue, form),
        Step::Stop => form
            .field(
                Field::opinion(
                    "words",
                    "如何制止",
                    &["现场口头责令立即停止。", "现场劝阻并告知依据。"],
                )
                .required(),
            )
            .field(
                Field::radio(
                    "stopped",
                    "是否已经停止",
                    vec![Choice::new("yes", "已经停止"), Choice::new("no", "没有停止")],
                )
                .required(),
            ),
        Step::Answer => answer(call, clue, form).await?,
        Step::Judge => judge(form),
        Step::Inform => {
            form.field(Field::textarea("words", "答复内容", 5).value(told(clue)).required())
        }
        Step::RequestContact => request_contact(form),
        Step::DecideContact => decide_contact(call, clue, form),
        Step::LookAtContact => form.submit("查看一次"),
    })
}

fn request_contact(form: Form) -> Form {
    let purposes = Purpose::ALL.map(|one| Choice::new(one.slug(), one.name_zh())).into();
    let phrases = [
        "须当面核对地点，反映内容不足以查找。",
        "已经办结并答复，不再需要保存。",
        "反映人要求删除。",
    ];
    form.field(Field::radio("purpose", "申请事项", purposes).required())
        .field(Field::opinion("reason", "申请理由", &phrases).required())
}

fn decide_contact(call: &Call, clue: &Clue, form: Form) -> Form {
    let asked = match &clue.contact_stage {
        ContactStage::Asked(request) => format!(
            "{}于{}申请{}：{}",
            call.people().name(&request.by),
            law::format::date_zh(request.on),
            request.purpose.name_zh(),
            request.reason
        ),
        ContactStage::Sealed | ContactStage::Opened { .. } | ContactStage::Erased { .. } => {
            String::new()
        }
    };
    let answers = vec![Choice::new("consent", "同意"), Choice::new("decline", "不同意")];
    form.field(Field::radio("answer", "审批意见", answers).required().help(asked))
        .field(Field::textarea("reason", "理由", 3).help("不同意的，必须写明理由。"))
}

/// The body to transfer to, as the answer to 这事归谁管 has it.
fn transfer(call: &Call, clue: &Clue, form: Form) -> Form {
    let law = call.law();
    let today = call.today();
    let item = guess::item(&law, clue, today);
    let answer = item.and_then(|item| guess::elsewhere(&law, clue, &item, today));
    let (to, reason) = match answer.map(|answer| answer.outcome) {
        Some(competence::Outcome::TransferTo { name, why, basis, .. }) => {
            let basis = basis_zh(&basis);
            let reason =
                if basis.is_empty() { why } else { format!("{why}（依据：{basis}）") };
            (name, reason)
        }
        Some(
            competence::Outcome::Competent(_)
            | competence::Outcome::NobodyHere { .. }
            | competence::Outcome::AnnouncedOnly { .. },
        )
        | None => (String::new(), String::new()),
    };
    form.field(Field::text("to", "移送给哪个部门").value(to).required())
        .field(Field::textarea("reason", "移送理由和依据", 4).value(reason).required())
}

/// What the inspection came to is proposed as the answer.
async fn answer(call: &Call, clue: &Clue, form: Form) -> Result<Form, PageError> {
    let outcomes = Outcome::ALL.iter().map(|one| Choice::new(one.slug(), one.name_zh())).collect();
    let mut outcome = Field::radio("outcome", "办理结果", outcomes).required();
    let mut words = Field::textarea("words", "办理情况", 6).required();
    if let Some((result, account)) = inspected(call, clue).await? {
        outcome = outcome.value(result.slug());
        words = words.value(account).help("已按检查结果预填，请核对。");
    }
    Ok(form.field(outcome).field(words))
}

async fn inspected(call: &Call, clue: &Clue) -> Result<Option<(Outcome, String)>, PageError> {
    let Some(id) = &clue.inspection else { return Ok(None) };
    let it = match call.load_inspection(id.as_str()).await {
        Ok(it) => it,
        Err(PageError::Absent | PageError::Denied(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let inspections::Stage::Done(arrival, findings, outcome) = &it.stage else { return Ok(None) };
    let result = match outcome {
        inspections::Outcome::Concluded {
            conclusion: inspections::Conclusion::NothingFound,
            ..
        } => Outcome::NothingFound,
        inspections::Outcome::Concluded {
            conclusion: inspections::Conclusion::Corrected, ..
        } => Outcome::Corrected,
        inspections::Outcome::HandedOver { .. } => Outcome::HandedOver,
    };
    let account = format!(
        "{}到场检查。{}结果：{}。",
        law::format::datetime_zh(arrival.at),
        findings.narrative.reveal(),
        result.name_zh()
    );
    Ok(Some((result, account)))
}

fn judge(form: Form) -> Form {
    let choices =
        vec![Choice::new("yes", "认可办理结果，办结"), Choice::new("no", "不认可，退回重办")];
    form.field(Field::radio("accepted", "判定", choices).required()).field(
        Field::opinion("words", "意见", &["情况属实，同意办结。", "问题仍然存在，请重新办理。"])
            .help("不认可的，必须写明哪里没有办好。"),
    )
}

/// What the reporter may be told, from where the clue stands.
fn told(clue: &Clue) -> String {
    let received = law::format::date_zh(clue.received_on);
    let result = match &clue.stage {
        Stage::Transferred { to, .. } => format!("该问题依法由{to}处理，已经移送。"),
        Stage::Merged { .. } => "该问题与此前反映的同一问题合并办理。".to_owned(),
        Stage::Settled { .. } => match clue.answers.last() {
            Some((answer, _)) => format!("经现场核实，办理结果为：{}。", answer.outcome.name_zh()),
            None => "该问题已经办结。".to_owned(),
        },
        Stage::Received | Stage::Dispatched(_) | Stage::Accepted(_) | Stage::Answered(_) => {
            "该问题正在办理。".to_owned()
        }
    };
    format!("您于{received}反映的问题，{result}感谢您的监督。")
}

async fn page(
    call: &Call,
    step: Step,
    clue: &Held<Clue>,
    form: Form,
) -> Result<FormPage, PageError> {
    let title = step.act().name_zh();
    let shell = call.shell("/clues", show::above(clue), title).await?;
    let head = PageHead::new(title, format!("{}：{}", clue.category, clue.receipt));
    Ok(FormPage::new(shell, head, form).beside("这条线索", show::facts(call, clue)))
}

#[cfg(test)]
mod tests {
    use domain::policy::Act;

    use super::Step;

    #[test]
    fn every_step_is_found_by_its_act_and_nothing_else_is() {
        for step in Step::ALL {
            assert_eq!(Step::of(step.act()).unwrap(), step);
        }
        assert!(Step::of(Act::DispatchClue).is_err());
    }
}
