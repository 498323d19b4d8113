//! The steps of an inspection that are one form of words: approve, arrive, ask, examine, sample, stop,
//! record, conclude, hand over.

use axum::{extract::Path, response::Response};
use domain::{
    Command,
    catalogue::PowerItem,
    ids::PersonId,
    inspections::{
        self, ApproveInspection, ArriveOnSite, CheckAnswer, CheckResult, ConcludeInspection,
        Conclusion, ExamineOnSite, GiveGuidance, GuidanceWay, HandOver, Inspection,
        InterviewOnSite, OrderStop, RecordFeedback, RecordFindings, RefuseInspection, SampleOnSite,
    },
    org::Person,
    policy::Act,
};
use jiff::{
    ToSpan as _,
    civil::{Date, DateTime},
    tz,
};

use super::{
    card::{self, StepPage},
    show,
};
use crate::{
    Call, FormBody, Held, PageError, Reader,
    components::{
        form::{self, CheckItem, Choice, Field, FieldKind, FieldValue, Form, Width},
        text::Link,
    },
    pages::{
        clues::places,
        records::{self, Beforehand},
        sampling, see_other,
        shared::act_href,
    },
};

/// The name of the second button of the approval.
const REFUSE: &str = "refuse";

/// One of the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Approve,
    Arrive,
    Interview,
    Examine,
    Sample,
    Stop,
    Record,
    Conclude,
    Guide,
    Feedback,
    HandOver,
}

impl Step {
    const ALL: [Self; 11] = [
        Self::Approve,
        Self::Arrive,
        Self::Interview,
        Self::Examine,
        Self::Sample,
        Self::Stop,
        Self::Record,
        Self::Conclude,
        Self::Guide,
        Self::Feedback,
        Self::HandOver,
    ];

    const fn act(self) -> Act {
        match self {
            Self::Approve => Act::ApproveInspection,
            Self::Arrive => Act::ArriveOnSite,
            Self::Interview => Act::InterviewOnSite,
            Self::Examine => Act::ExamineOnSite,
            Self::Sample => Act::SampleOnSite,
            Self::Stop => Act::OrderStop,
            Self::Record => Act::RecordFindings,
            Self::Conclude => Act::ConcludeInspection,
            Self::Guide => Act::GiveGuidance,
            Self::Feedback => Act::RecordFeedback,
            Self::HandOver => Act::HandOver,
        }
    }

    /// What the form says before it asks.
    const fn intro(self) -> &'static str {
        match self {
            Self::Approve => "检查前由行政机关负责人批准；紧急检查在事后补办。",
            Self::Arrive => {
                "《行政处罚法》第五十五条：主动出示执法证件；未出示的，当事人有权拒绝检查。"
            }
            Self::Interview => {
                "询问由两名以上执法人员进行，主动出示执法证件，制作笔录，交被询问人核对（《行政处罚法》第四十二条、第五十五条）。"
            }
            Self::Examine => {
                "勘验时当事人或者被邀请的第三人在场，制作勘验笔录并附勘验图或者照片（《行政处罚法》第五十五条，《交通运输行政执法程序规定》第四章第二节）。"
            }
            Self::Sample => {
                "抽样由两名以上执法人员出示证件，检查对象或者见证人在场，当场封样，制作并交付抽样取证凭证（《行政处罚法》第五十六条）。立案以后样品随案移交，可以委托鉴定。"
            }
            Self::Stop => "责令停止只要求立即停下来，不是处罚；后续的责令改正另行制作文书。",
            Self::Record => "逐项填写检查要点，客观写明看到的事实，不写结论。",
            Self::Conclude => "没有发现问题，或者当场改正不予处罚的，在这里办结。",
            Self::Guide => {
                "约谈、行政指导、提示不是行政处罚，也不代替依法应当给予的处罚（《行政处罚法》第六条）；函件送交被检查人，存入副卷。"
            }
            Self::Feedback => "登记被检查人对指导函的答复；登记后换发带反馈的第二版。",
            Self::HandOver => "发现涉嫌违法需要查处的，把笔录和证据移交办案机构立案。",
        }
    }

    /// The step that the address was declared with.
    fn of(act: Act) -> Result<Self, PageError> {
        Self::ALL.into_iter().find(|step| step.act() == act).ok_or(PageError::Absent)
    }
}

/// `GET /inspections/{id}/{act}`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let step = Step::of(call.act())?;
    let it = call.load_inspection(&id).await?;
    let form = form(&call, step, &it);
    let form = call.with_draft(form, &format!("{}-{id}", step.act().slug())).await?;
    let mut page = page(&call, step, &it, form).await?;
    page.refusals = show::barred(&call, &it, step.act()).await?;
    page.show()
}

/// `POST /inspections/{id}/{act}`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let step = Step::of(call.act())?;
    let it = call.load_inspection(&id).await?;
    let form = form(&call, step, &it);
    let run = async {
        let command = read(&call, step, &it, &form, &body)?;
        call.run(&it.stream, &body, Command::Inspection(command)).await
    };
    match run.await {
        Ok(_) => Ok(see_other(&format!("/inspections/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, step, &it, form).await?.show_again(trouble)
        }
    }
}

fn read(
    call: &Call,
    step: Step,
    it: &Inspection,
    form: &Form,
    body: &FormBody,
) -> Result<inspections::Command, PageError> {
    let mut read = body.reader(form);
    let command = match step {
        Step::Approve if body.has(REFUSE) => inspections::Command::Refuse(RefuseInspection {
            reason: read.text_if("reason").unwrap_or_default(),
        }),
        Step::Approve => inspections::Command::Approve(ApproveInspection {
            words: read.text_if("reason").unwrap_or_default(),
        }),
        Step::Arrive => inspections::Command::Arrive(ArriveOnSite {
            at: read.datetime("at"),
            position: read.place_if("position"),
            officers: read.list("officers").into_iter().map(PersonId::new).collect(),
            met_name: read.private("met_name"),
            met_role: read.text("met_role"),
            certificates_shown: read.list("certificates_shown") == ["yes"],
            rights_answer: read.private_if("rights_answer"),
        }),
        Step::Interview => inspections::Command::Interview(Box::new(InterviewOnSite {
            record: records::read_interview(&mut read),
        })),
        Step::Examine => inspections::Command::Examine(Box::new(ExamineOnSite {
            record: records::read_scene(&mut read),
        })),
        Step::Sample => inspections::Command::Sample(Box::new(SampleOnSite {
            record: sampling::read(&mut read),
        })),
        Step::Stop => inspections::Command::OrderStop(OrderStop {
            words: read.private("words"),
            stopped: read.text("stopped") == "yes",
            at: read.datetime("at"),
        }),
        Step::Record => inspections::Command::Record(RecordFindings {
            checklist: answers(item_of(call, it).as_ref(), &mut read),
            narrative: read.private("narrative"),
            statement: read.private_if("statement"),
            ended_at: read.datetime("ended_at"),
        }),
        Step::Conclude => inspections::Command::Conclude(ConcludeInspection {
            conclusion: read.choice("conclusion", Conclusion::NothingFound),
            education: read.private_if("education"),
        }),
        Step::Guide => inspections::Command::GiveGuidance(GiveGuidance {
            way: read.choice("way", GuidanceWay::Remind),
            matter: read.private("matter"),
            advice: read.private("advice"),
        }),
        Step::Feedback => inspections::Command::RecordFeedback(RecordFeedback {
            words: read.private("words"),
            on: read.date("on"),
        }),
        Step::HandOver => inspections::Command::HandOver(HandOver {
            summary: read.private("summary"),
            act_on: read.date("act_on"),
        }),
    };
    read.finish()?;
    Ok(command)
}

/// The answers by the words of their points; what the item does not ask is left out.
fn answers(item: Option<&PowerItem>, read: &mut Reader<'_>) -> Vec<CheckAnswer> {
    let sent = read.checklist("checklist");
    let points = item.map_or(&[][..], |item| &item.checks);
    let answered = points.iter().enumerate().filter_map(|(turn, point)| {
        let answer = sent.iter().find(|answer| answer.item == turn.to_string())?;
        let result = match answer.outcome.as_str() {
            "pass" => CheckResult::Sound,
            "fail" => CheckResult::Problem,
            "none" => CheckResult::NotApplicable,
            _ => return None,
        };
        Some(CheckAnswer { point: point.text.clone(), result, note: answer.note.as_str().into() })
    });
    answered.collect()
}

/// The version of the item that the inspection is made under.
fn item_of(call: &Call, it: &Inspection) -> Option<PowerItem> {
    call.law().item_at(&it.item, it.planned_on).ok().cloned()
}

fn form(call: &Call, step: Step, it: &Held<Inspection>) -> Form {
    let title = step.act().name_zh();
    let action = act_href(step.act(), Some(&it.stream)).unwrap_or_default();
    let form = call.form_on(action, it).titled(title, step.intro()).submit(title);
    let form = form.cancel(Link::new("返回检查", format!("/inspections/{}", it.id)));
    match step {
        Step::Approve => {
            let mut form = form.field(
                Field::opinion("reason", "审批意见", &["同意检查。", "检查理由不充分，不予批准。"])
                    .help("不予批准的，必须写明理由。"),
            );
            form.second = Some((REFUSE.to_owned(), "yes".to_owned(), "不予批准".to_owned()));
            form.submit("批准检查")
        }
        Step::Arrive => arrive(call, it, form),
        Step::Interview => records::interview(form, known(call, it)),
        Step::Examine => records::scene(form, known(call, it)),
        Step::Sample => {
            let known = known(call, it);
            sampling::fields(form, (known.ended, known.place), known.officers)
        }
        Step::Stop => stop(call, it, form),
        Step::Record => record(call, it, form),
        Step::Conclude => conclude(it, form),
        Step::Guide => guide(form),
        Step::Feedback => form
            .field(Field::textarea("words", "反馈内容", 5).required())
            .field(Field::date("on", "反馈日期").value(call.today().to_string()).required()),
        Step::HandOver => hand_over(call, it, form),
    }
}

fn arrive(call: &Call, it: &Inspection, form: Form) -> Form {
    let people = call.people();
    let named: Vec<&Person> = it.officers.iter().filter_map(|id| people.get(id)).collect();
    let shown = "已主动出示执法证件，已告知检查事由、依据和申请回避、陈述申辩等权利";
    form.field(card::picker(call, named, &it.officers, call.today()))
        .field(
            Field::checkboxes("certificates_shown", "亮证", vec![Choice::new("yes", shown)])
                .required(),
        )
        .field(Field::text("met_name", "现场人员姓名").width(Width::Half).required())
        .field(
            Field::text("met_role", "与检查对象的关系")
                .help("例如：驾驶员、负责人；无人在场的填写见证人。")
                .width(Width::Half)
                .required(),
        )
        .field(Field::opinion(
            "rights_answer",
            "现场人员对告知的答复",
            &["清楚，不申请回避。", "清楚，申请回避。"],
        ))
        .field(Field::date_time("at", "到场时间").value(minute(now(call))).required())
        .field(
            places::pin_field(call.site(), "position", "到场位置", None)
                .help("点按“使用当前位置”取得；本机的时间和位置只作参考，以服务器记录的时间为准。"),
        )
}

/// What is known before an interview or an examination.
fn known<'a>(call: &Call, it: &'a Inspection) -> Beforehand<'a> {
    let people = call.people();
    let present = it.stage.arrival().map_or(&it.officers, |arrival| &arrival.officers);
    let named: Vec<&Person> = present.iter().filter_map(|id| people.get(id)).collect();
    let now = now(call);
    Beforehand {
        party: &it.object,
        relation: "被检查人",
        place: it.place.reveal(),
        officers: card::picker(call, named, present, call.today()),
        started: minute(now.checked_sub(30.minutes()).unwrap_or(now)),
        ended: minute(now),
    }
}

fn stop(call: &Call, it: &Inspection, form: Form) -> Form {
    let words = item_of(call, it).and_then(|item| item.stop_order).unwrap_or_default();
    let stopped = vec![Choice::new("yes", "已经停止"), Choice::new("no", "没有停止")];
    form.field(
        Field::textarea("words", "责令的内容", 4)
            .help("已按事项目录的用语预填，请按现场情况修改。")
            .value(words)
            .required(),
    )
    .field(Field::radio("stopped", "是否已经停止", stopped).required())
    .field(Field::date_time("at", "责令时间").value(minute(now(call))).required())
}

fn record(call: &Call, it: &Inspection, form: Form) -> Form {
    let item = item_of(call, it);
    let points = item.as_ref().map_or(&[][..], |item| &item.checks);
    let lines = points.iter().enumerate().map(|(turn, point)| {
        let need = if point.mandatory { "必查" } else { "选查" };
        CheckItem::new(turn.to_string(), &point.text).help(format!("{need}；{}", point.how))
    });
    let outcomes = vec![
        Choice::new("pass", CheckResult::Sound.name_zh()),
        Choice::new("fail", CheckResult::Problem.name_zh()),
        Choice::new("none", CheckResult::NotApplicable.name_zh()),
    ];
    let kind = FieldKind::Checklist { items: lines.collect(), outcomes };
    let mut checklist = Field::new("checklist", "检查要点", kind);
    let mut narrative = Field::textarea("narrative", "现场情况", 8)
        .help("时间、地点、人物、经过、数量、尺寸，只写看到的事实。")
        .required();
    let mut statement = Field::textarea("statement", "现场人员陈述", 4);
    let mut ended_at = now(call);
    if let Some(known) = it.stage.findings() {
        let given = points.iter().enumerate().filter_map(|(turn, point)| {
            let answer = known.checklist.iter().find(|answer| answer.point == point.text)?;
            let outcome = match answer.result {
                CheckResult::Sound => "pass",
                CheckResult::Problem => "fail",
                CheckResult::NotApplicable => "none",
            };
            Some(form::CheckAnswer {
                item: turn.to_string(),
                outcome: outcome.to_owned(),
                note: answer.note.reveal().to_owned(),
            })
        });
        checklist = checklist.answered(FieldValue::Checks(given.collect()));
        narrative = narrative.value(known.narrative.reveal());
        statement = statement.value(known.statement.reveal());
        ended_at = known.ended_at;
    }
    form.field(checklist)
        .field(narrative)
        .field(statement)
        .field(Field::date_time("ended_at", "检查结束时间").value(minute(ended_at)).required())
}

fn conclude(it: &Inspection, form: Form) -> Form {
    let problem = it.stage.findings().is_some_and(|findings| {
        findings.checklist.iter().any(|answer| answer.result == CheckResult::Problem)
    });
    let choices = vec![
        Choice::new("nothing-found", Conclusion::NothingFound.name_zh())
            .help("检查要点都没有发现问题。"),
        Choice::new("corrected", Conclusion::Corrected.name_zh())
            .help("情节轻微、当场改正、不予处罚的，必须记录教育内容。"),
    ];
    form.field(
        Field::radio("conclusion", "结果", choices)
            .value(if problem { "corrected" } else { "nothing-found" })
            .required(),
    )
    .field(
        Field::textarea("education", "教育内容和改正情况", 5)
            .help("《行政处罚法》第三十三条第三款：不予处罚的，应当对当事人进行教育。"),
    )
}

fn guide(form: Form) -> Form {
    let ways = GuidanceWay::ALL.map(|one| Choice::new(one.slug(), one.name_zh())).into();
    form.field(Field::radio("way", "方式", ways).required())
        .field(
            Field::textarea("matter", "事项", 5)
                .help("写明需要注意的事实和可能的后果。")
                .required(),
        )
        .field(Field::textarea("advice", "建议", 4).help("一行一项。").required())
}

fn hand_over(call: &Call, it: &Inspection, form: Form) -> Form {
    let on = it.stage.arrival().map_or(call.today(), |arrival| arrival.on);
    form.field(
        Field::textarea("summary", "涉嫌的违法行为", 6)
            .help("写明谁、何时、何地、做了什么；已按现场记录预填。")
            .value(summary(call, it, on))
            .required(),
    )
    .field(Field::date("act_on", "行为发生或者发现的日期").value(on.to_string()).required())
}

fn summary(call: &Call, it: &Inspection, on: Date) -> String {
    let item = item_of(call, it).map_or_else(String::new, |item| item.name);
    let seen = it.stage.findings().map_or("", |findings| findings.narrative.reveal());
    format!(
        "{}，在{}检查发现，{}涉嫌{item}。{seen}",
        law::format::date_zh(on),
        it.place.reveal(),
        it.object.name.reveal(),
    )
}

/// The civil time now where the authority is.
fn now(call: &Call) -> DateTime {
    call.now().to_zoned(tz::TimeZone::fixed(tz::offset(8))).datetime()
}

/// A time as the field of a form takes it, to the minute.
fn minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn page(
    call: &Call,
    step: Step,
    it: &Held<Inspection>,
    form: Form,
) -> Result<StepPage, PageError> {
    let mut page = StepPage::new(call, it, step.act().name_zh(), form).await?;
    if matches!(step, Step::Arrive | Step::Approve) {
        page.cards = card::cards(call, &it.officers, call.today());
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use domain::policy::Act;
    use jiff::civil::datetime;

    use super::{Step, minute};

    #[test]
    fn every_step_is_found_by_its_act_and_nothing_else_is() {
        for step in Step::ALL {
            assert_eq!(Step::of(step.act()).unwrap(), step);
        }
        assert!(Step::of(Act::SignRecord).is_err());
    }

    #[test]
    fn a_time_is_written_to_the_minute() {
        assert_eq!(minute(datetime(2026, 3, 9, 9, 5, 59, 0)), "2026-03-09T09:05");
    }
}
