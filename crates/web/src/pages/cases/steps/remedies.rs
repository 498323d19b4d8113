//! 复议、诉讼：登记、答复、停止执行、结果、重新办理.

use domain::{
    cases::{
        AnswerRemedy, Command, EndRemedy, NoteRemedy, Remedy, RemedyKind, RemedyResult,
        RemedyTarget, RemedyTrack, ReopenCase, StayExecution, StayGround, attackable,
    },
    ids::{DocumentId, RemedyId},
    policy::Act,
};
use law::date_zh;

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::{At, yuan_text},
        panel::Panel,
        step::Step,
        view::remedies as shown,
    },
};

/// What is chosen beforehand: the only choice, and nothing where people must choose.
fn only(choices: &[Choice]) -> String {
    match choices {
        [only] => only.value.clone(),
        [] | [_, ..] => String::new(),
    }
}

fn open(at: &At) -> impl Iterator<Item = &Remedy> {
    at.case.remedies.iter().filter(|it| it.open())
}

fn which<'a>(at: &At, remedies: impl Iterator<Item = &'a Remedy>) -> Field {
    let choices: Vec<Choice> = remedies
        .map(|it| {
            Choice::new(it.id.as_str(), format!("{}：{}", it.kind.name_zh(), it.body))
                .help(format!("{}提出，针对{}", date_zh(it.filed_on), shown::attacked(at, it)))
        })
        .collect();
    let only = only(&choices);
    Field::radio("remedy", "复议、诉讼", choices).value(only).required()
}

/// None named is the one that is open.
fn chosen(read: &mut Reader<'_>) -> Option<RemedyId> {
    read.text_if("remedy").map(RemedyId::new)
}

pub struct Noting;

impl Step for Noting {
    const ACT: Act = Act::NoteRemedy;
    const PATH: &'static str = "/cases/{id}/note-remedy";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let documents: Vec<Choice> = attackable(&at.case)
            .map(|it| {
                let number = it.number.as_ref().map_or("", |number| number.text.as_str());
                Choice::new(it.id.as_str(), format!("{} {number}", it.title))
                    .help(format!("{}制发", date_zh(it.issued_on)))
            })
            .collect();
        let only = only(&documents);
        let kinds = RemedyKind::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        let tracks = RemedyTrack::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("申请复议或者提起诉讼的，处罚不停止执行，法律另有规定的除外；加处罚款在复议、诉讼期间不予计算（《行政处罚法》第七十三条）。答复期限从收到副本起算：复议十个工作日，复议简易程序五个工作日（《行政复议法》第四十八条、第五十四条、第八十八条），诉讼十五日（《行政诉讼法》第六十七条）。")
                .field(Field::radio("document", "被申请复议、被诉的文书", documents).value(only).required())
                .field(Field::radio("kind", "种类", kinds.to_vec()).required())
                .field(
                    Field::radio("track", "审理程序", tracks.to_vec())
                        .value(RemedyTrack::Ordinary.slug())
                        .help("按受理机关的通知选择；诉讼一律选普通程序。")
                        .required(),
                )
                .field(Field::date("filed_on", "申请或者起诉日期").required())
                .field(
                    Field::date("received_on", "收到副本日期")
                        .value(at.today().to_string())
                        .help("本机关收到复议申请书、起诉状副本的日期。")
                        .required(),
                )
                .field(Field::text("body", "受理机关和文号").required())
                .submit("登记"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::NoteRemedy(NoteRemedy {
            document: read.text_if("document").map(DocumentId::new),
            kind: read.choice("kind", RemedyKind::Reconsideration),
            track: read.choice("track", RemedyTrack::Ordinary),
            filed_on: read.date("filed_on"),
            received_on: read.date("received_on"),
            body: read.text("body"),
        })
    }
}

pub struct Answering;

impl Step for Answering {
    const ACT: Act = Act::AnswerRemedy;
    const PATH: &'static str = "/cases/{id}/answer-remedy";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("不按期提出书面答复、提交证据和依据的，视为没有证据、依据（《行政复议法》第七十条、《行政诉讼法》第三十四条）。办理后生成复议答复书或者答辩状，附本案全部证据目录，由本机关盖章后报送受理机关。被诉行政机关负责人应当出庭应诉（《行政诉讼法》第三条）。")
                .field(which(at, open(at).filter(|it| it.answer.is_none())))
                .field(Field::textarea("claims", "申请人（原告）的请求和理由", 3).required())
                .field(
                    Field::textarea("answer", "答复（答辩）意见", 8)
                        .help("逐项说明职权、认定的事实和证据、适用的依据、程序、裁量；超过法定期限提出的，先就期限提出意见。")
                        .required(),
                )
                .field(Field::textarea("request", "请求事项", 2).value("请求维持本机关作出的行政行为，驳回对方的请求。").required())
                .submit("制发答复书（答辩状）"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::AnswerRemedy(Box::new(AnswerRemedy {
            remedy: chosen(read),
            claims: read.private("claims"),
            answer: read.private("answer"),
            request: read.text("request"),
        }))
    }
}

pub struct Staying;

impl Step for Staying {
    const ACT: Act = Act::StayExecution;
    const PATH: &'static str = "/cases/{id}/stay-execution";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let grounds = StayGround::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("复议、诉讼期间不停止执行；只有下列情形停止执行（《行政复议法》第四十二条、《行政诉讼法》第五十六条）。停止期间不实施强制执行，不处理没收的物品。")
                .field(which(at, open(at).filter(|it| it.stay.is_none())))
                .field(Field::radio("ground", "情形", grounds.to_vec()).required())
                .field(Field::text("document", "决定书、裁定书文号或者规定的条文").required())
                .field(Field::date("on", "自何日起停止").value(at.today().to_string()).required())
                .submit("登记停止执行"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::StayExecution(StayExecution {
            remedy: chosen(read),
            ground: read.choice("ground", StayGround::Body),
            document: read.text("document"),
            on: read.date("on"),
        })
    }
}

pub struct Ending;

impl Step for Ending {
    const ACT: Act = Act::EndRemedy;
    const PATH: &'static str = "/cases/{id}/end-remedy";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let results = RemedyResult::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        let form = at
            .form("登记最终文书的结果。处罚决定被撤销、确认无效的，不再执行，已经收缴的退还（《行政强制法》第四十一条），已经公示的三个工作日内撤回（《行政处罚法》第四十八条第二款）；被变更的，按变更后的数额收缴；责令重新作出的，由负责人决定重新办理。一审判决可以上诉的，等判决生效后登记。")
            .field(which(at, open(at)))
            .field(Field::radio("result", "结果", results.to_vec()).required())
            .field(Field::date("on", "收到最终文书的日期").value(at.today().to_string()).required())
            .field(Field::text("document", "复议决定书或者裁判文书文号").required())
            .field(
                Field::textarea("reason", "撤销、变更、确认违法或者无效的理由", 2)
                    .help("维持、驳回、撤回的不填。撤回公示时公开，不得含有个人信息。"),
            );
        let decision = open(at).any(|it| it.target == RemedyTarget::Decision);
        let form = match at.case.decided().filter(|_| decision) {
            Some(decided) if 0 < decided.fine().0 + decided.gains().0 => form
                .field(
                    Field::money("fine", "变更后的罚款")
                        .help(format!("只在变更时填写；现在是{}。", yuan_text(decided.fine()))),
                )
                .field(
                    Field::money("gains", "变更后的没收违法所得")
                        .help(format!("只在变更时填写；现在是{}。", yuan_text(decided.gains()))),
                ),
            Some(_) | None => form,
        };
        Some(
            form.field(
                Field::date("redo_by", "重新作出的期限").help("文书写明期限的，填写最后一日。"),
            )
            .submit("登记结果"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::EndRemedy(Box::new(EndRemedy {
            remedy: chosen(read),
            on: read.date("on"),
            result: read.choice("result", RemedyResult::Upheld),
            document: read.text("document"),
            reason: read.text_if("reason").unwrap_or_default(),
            fine: read.fen_if("fine"),
            gains: read.fen_if("gains"),
            redo_by: read.date_if("redo_by"),
        }))
    }
}

pub struct Reopening;

impl Step for Reopening {
    const ACT: Act = Act::ReopenCase;
    const PATH: &'static str = "/cases/{id}/reopen-case";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("不得以同一的事实和理由作出与原来基本相同的决定，因违反法定程序被撤销的除外（《行政复议法》第六十四条、《行政诉讼法》第七十一条）。办理后案件回到调查取证（当场处罚的回到立案审批），重新告知、听取陈述申辩、审核、决定；原决定和全部材料留在卷内。")
                .field(
                    Field::textarea("plan", "重新调查、重新处理的事项", 4)
                        .help("写明撤销的原因，要补充哪些事实、证据，改用哪些依据，纠正哪些程序。")
                        .required(),
                )
                .submit("重新办理"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ReopenCase(ReopenCase { plan: read.private("plan") })
    }
}
