//! 提请、审批、实施措施，延长、鉴定期间、解除.

use domain::{
    Private,
    cases::{
        ApproveMeasure, ArticleEntry, Command, ExtendMeasure, ImplementMeasure, Measure,
        MeasureKind, ProposeMeasure, RefuseExtension, RefuseMeasure, ReleaseGround, ReleaseMeasure,
        RequestExtension, TellAppraisal, measure_bases,
    },
    catalogue::Hundredths,
    ids::{ArticleId, MeasureId, PersonId},
    policy::Act,
};

use crate::{
    body::{Reader, Row},
    components::form::{Choice, ColumnKind, Field, FieldValue, Form, RowColumn},
    pages::{
        cases::{
            at::At,
            choices::{case_officers, tick},
            panel::Panel,
            step::Step,
            view::measures as shown,
        },
        shared::hundredths,
    },
};

/// The measures on which the step can be taken, to choose from.
pub(super) fn which(at: &At) -> Field {
    let choices: Vec<Choice> = at
        .measures()
        .into_iter()
        .map(|it| Choice::new(it.id.as_str(), shown::title(it)).help(it.proposal.basis.clone()))
        .collect();
    let asked = at.sent("measure").to_owned();
    let only = choices.iter().find(|it| it.value == asked).or_else(|| choices.first());
    let chosen = only.map_or_else(String::new, |it| it.value.clone());
    Field::radio("measure", "措施", choices).value(chosen).required()
}

pub(super) fn measure(read: &mut Reader<'_>) -> MeasureId {
    MeasureId::new(read.text("measure"))
}

/// The articles of the measures at hand, to choose from; none chosen means all of them.
pub(super) fn articles(at: &At) -> Field {
    let all =
        at.measures().into_iter().filter_map(|it| it.held.as_ref()).flat_map(|held| &held.articles);
    let choices: Vec<Choice> = all
        .map(|one| {
            let label = format!("{}{}{}", one.name, one.quantity_text(), one.unit);
            let help =
                format!("{}，标签{}，{}", one.features.reveal(), one.label, one.fate.name_zh());
            Choice::new(one.id.as_str(), label).help(help.trim_start_matches('，').to_owned())
        })
        .collect();
    Field::checkboxes("articles", "物品", choices).help("不选的，为这一步可以办理的全部物品。")
}

pub(super) fn chosen(read: &mut Reader<'_>) -> Vec<ArticleId> {
    read.list("articles").into_iter().map(ArticleId::new).collect()
}

pub struct Proposing;

impl Step for Proposing {
    const ACT: Act = Act::ProposeMeasure;
    const PATH: &'static str = "/cases/{id}/propose-measure";
    const DRAFT: bool = true;

    fn form(at: &At) -> Option<Form> {
        let allowed = measure_bases(&at.case, &at.law);
        let kinds = MeasureKind::ALL.map(|kind| Choice::new(kind.slug(), kind.name_zh()));
        let legal: Vec<Choice> = allowed
            .iter()
            .map(|it| {
                let label = format!("{}：{}", it.kind.name_zh(), it.cite);
                Choice::new(it.cite.clone(), label).help(it.words.clone())
            })
            .collect();
        let first = allowed.first();
        let kind = first.map_or(MeasureKind::Hold, |it| it.kind).slug();
        let basis = first.map_or_else(String::new, |it| it.cite.clone());
        let none = "本事项没有查封、扣押的法定依据，只能先行登记保存证据。";
        let intro = "查封、扣押须有法律、法规依据，经行政机关负责人批准后由两名以上执法人员实施（《行政强制法》第十条、第十八条）。证据可能灭失或者以后难以取得的，可以先行登记保存（《行政处罚法》第五十六条）。";
        Some(
            at.form(intro)
                .field(Field::radio("kind", "措施种类", kinds.to_vec()).value(kind).required())
                .field(
                    Field::radio("basis", "查封、扣押的依据", legal)
                        .value(basis)
                        .help(if allowed.is_empty() { none } else { "先行登记保存的不用选。" }),
                )
                .field(Field::textarea("reason", "采取措施的理由", 3).required())
                .field(
                    Field::textarea("necessity", "为什么采用非强制手段达不到目的", 2)
                        .help("查封、扣押的必填；情节显著轻微的可以不采取强制措施（《行政强制法》第五条、第十六条）。"),
                )
                .field(Field::textarea("things", "拟采取措施的物品", 3).help("一行一件。").required())
                .field(tick(
                    "checked",
                    "核对",
                    "与违法行为有关，不是公民个人及其所扶养家属的生活必需品，没有被其他国家机关查封",
                ))
                .field(
                    Field::textarea("urgent", "情况紧急的理由", 2).help(
                        "需要当场实施、来不及报批的填写；实施后须在二十四小时内补办批准手续，节假日不顺延（《行政强制法》第十九条）。",
                    ),
                )
                .submit("提请审批"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ProposeMeasure(Box::new(ProposeMeasure {
            kind: read.choice("kind", MeasureKind::Hold),
            basis: read.text_if("basis").unwrap_or_default(),
            reason: read.private("reason"),
            necessity: read.private_if("necessity"),
            things: read.private("things"),
            checked: read.yes("checked"),
            urgent: read.text_if("urgent"),
        }))
    }
}

/// A question about a measure that the head answers with yes or no.
fn asked(at: &At, intro: &str, reason: Field) -> Form {
    let mut form = at.form(intro).field(which(at)).field(reason);
    form.second = Some(("refuse".to_owned(), "yes".to_owned(), "不批准".to_owned()));
    form
}

pub struct Approval;

impl Step for Approval {
    const ACT: Act = Act::ApproveMeasure;
    const PATH: &'static str = "/cases/{id}/approve-measure";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let intro = "实施前须经批准；紧急实施的，自实施时起二十四小时内补办，认为不应当采取的应当立即解除（《行政强制法》第十八条、第十九条）。";
        let reason = Field::textarea("reason", "审批意见", 2).help("不批准的，须写明理由。");
        Some(asked(at, intro, reason).submit("批准"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let measure = measure(read);
        let reason = read.text_if("reason").unwrap_or_default();
        if read.yes("refuse") {
            Command::RefuseMeasure(RefuseMeasure { measure, reason })
        } else {
            Command::ApproveMeasure(ApproveMeasure { measure })
        }
    }
}

pub struct Taking;

impl Step for Taking {
    const ACT: Act = Act::ImplementMeasure;
    const PATH: &'static str = "/cases/{id}/implement-measure";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at
            .form("当场告知理由、依据、权利和救济途径，听取陈述申辩，制作现场笔录，当场交付决定书和清单（《行政强制法》第十八条、第二十四条）。办理后生成现场笔录、决定书、清单和送达回证。")
            .field(which(at));
        Some(signing(listing(at, spot(at, form))).submit("实施并制发文书"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        let rows = read.rows("articles");
        let articles = rows.iter().map(|row| entry(row, read)).collect();
        Command::ImplementMeasure(Box::new(ImplementMeasure {
            measure: measure(read),
            at: read.datetime("at"),
            ended_at: read.datetime("ended_at"),
            place: read.private("place"),
            officers: read.list("officers").into_iter().map(PersonId::new).collect(),
            told: read.yes("told"),
            findings: read.private("findings"),
            statement: read.private("statement"),
            met_name: read.private_if("met_name"),
            met_role: read.private_if("met_role"),
            present: !read.yes("absent"),
            witness: read.private_if("witness"),
            signature_image: signed.drawn,
            refusal_reason: read.private_if("refusal_reason"),
            scan: signed.scan,
            articles,
            custody: read.text("custody"),
            keeper: read.private("keeper"),
            recordings: read.text_if("recordings").unwrap_or_default(),
        }))
    }
}

fn spot(at: &At, form: Form) -> Form {
    let place = at.case.origin.place.reveal();
    form.field(Field::heading("现场", ""))
        .field(Field::date_time("at", "开始时间").value(at.earlier_text(20)).required())
        .field(Field::date_time("ended_at", "结束时间").value(at.now_text()).required())
        .field(Field::text("place", "地点").value(place).required())
        .field(case_officers(at, "officers", "执法人员"))
        .field(tick(
            "told",
            "亮证和告知",
            "已出示执法证件，通知当事人到场，当场告知理由、依据、权利和救济途径",
        ))
        .field(Field::textarea("findings", "现场情况", 3).required())
        .field(
            Field::textarea("statement", "当事人陈述申辩", 2)
                .help("没有陈述申辩的，写明“当事人没有陈述申辩”。")
                .required(),
        )
        .field(Field::text("met_name", "现场人员姓名"))
        .field(Field::text("met_role", "与当事人关系或者职务"))
        .field(tick("absent", "到场情况", "当事人经通知没有到场"))
        .field(Field::text("witness", "见证人").help("当事人没有到场的必填：姓名和单位。"))
        .field(Field::text("recordings", "音像记录编号").required())
}

fn listing(at: &At, form: Form) -> Form {
    let columns = vec![
        RowColumn::new("name", "名称", ColumnKind::Text),
        RowColumn::new("features", "规格、型号、特征", ColumnKind::Text),
        RowColumn::new("quantity", "数量", ColumnKind::Number),
        RowColumn::new("unit", "单位", ColumnKind::Text),
        RowColumn::new("condition", "状况", ColumnKind::Text),
    ];
    let named =
        |it: &Measure| it.id.as_str() == at.sent("measure") || at.sent("measure").is_empty();
    let rows: Vec<Vec<String>> = at
        .measures()
        .into_iter()
        .find(|it| named(it))
        .map(|it| it.proposal.things.iter().map(|thing| vec![thing.reveal().to_owned()]).collect())
        .unwrap_or_default();
    let rows = rows.into_iter().map(|mut row: Vec<String>| {
        row.resize(columns.len(), String::new());
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    form.field(Field::heading("物品清单", "一式二份，逐件写明；标签编号由系统给出。"))
        .field(
            Field::rows("articles", "物品", columns)
                .answered(FieldValue::Rows(rows))
                .required(),
        )
        .field(Field::text("custody", "保管地点").required())
        .field(
            Field::text("keeper", "保管人")
                .help("查封的可以委托第三人保管；保管费用由行政机关承担（《行政强制法》第二十六条）。")
                .required(),
        )
}

fn signing(form: Form) -> Form {
    form.field(Field::heading("签名", "由当事人签名；不到场的由见证人签名。"))
        .field(Field::signature("signature_image", "当事人或者见证人签名"))
        .field(Field::text("refusal_reason", "当事人未签名的原因"))
        .field(
            Field::file("scan", "签名文书扫描件", "image/*,application/pdf")
                .help("在纸上签名的，上传扫描件。"),
        )
}

/// One line of the list; a quantity has at most two decimals.
fn entry(row: &Row, read: &mut Reader<'_>) -> ArticleEntry {
    let quantity = hundredths(row.get("quantity"));
    if quantity.is_none() {
        let words = format!("第{}行的数量请填写大于零的数字，最多两位小数。", row.turn + 1);
        read.complain("articles", words);
    }
    ArticleEntry {
        name: row.get("name").to_owned(),
        features: Private::new(row.get("features")),
        quantity: quantity.unwrap_or(Hundredths(0)),
        unit: row.get("unit").to_owned(),
        condition: Private::new(row.get("condition")),
    }
}

pub struct AskingExtension;

impl Step for AskingExtension {
    const ACT: Act = Act::RequestExtension;
    const PATH: &'static str = "/cases/{id}/request-extension";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("情况复杂的，经负责人在原期限届满前批准，可以延长一次，不超过三十日（《行政强制法》第二十五条）。")
                .field(which(at))
                .field(Field::textarea("reason", "延长的理由", 3).required())
                .submit("提出申请"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let (measure, reason) = (measure(read), read.private("reason"));
        Command::RequestExtension(RequestExtension { measure, reason })
    }
}

pub struct ExtensionApproval;

impl Step for ExtensionApproval {
    const ACT: Act = Act::ExtendMeasure;
    const PATH: &'static str = "/cases/{id}/extend-measure";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let intro =
            "批准后生成延长通知书，说明理由，送达当事人（《行政强制法》第二十五条第二款）。";
        let reason = Field::textarea("reason", "不批准的理由", 2).help("批准的不填。");
        Some(asked(at, intro, reason).submit("批准延长"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let measure = measure(read);
        let reason = read.text_if("reason").unwrap_or_default();
        if read.yes("refuse") {
            Command::RefuseExtension(RefuseExtension { measure, reason })
        } else {
            Command::ExtendMeasure(ExtendMeasure { measure })
        }
    }
}

pub struct Telling;

impl Step for Telling {
    const ACT: Act = Act::TellAppraisal;
    const PATH: &'static str = "/cases/{id}/tell-appraisal";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let today = at.today().to_string();
        Some(
            at.form("检测、检验、检疫、技术鉴定的期间不计入措施期限，期间应当明确并书面告知当事人，费用由行政机关承担（《行政强制法》第二十五条第三款）。告知书送达之前的日子不扣除。")
                .field(which(at))
                .field(Field::text("institution", "鉴定机构").required())
                .field(Field::text("qualification", "机构资质").required())
                .field(Field::textarea("question", "鉴定事项", 2).required())
                .field(Field::date("first_on", "期间开始日").value(today).required())
                .field(Field::date("last_on", "期间结束日").required())
                .submit("制发告知书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::TellAppraisal(TellAppraisal {
            measure: measure(read),
            institution: read.text("institution"),
            qualification: read.text("qualification"),
            question: read.text("question"),
            first_on: read.date("first_on"),
            last_on: read.date("last_on"),
        })
    }
}

pub struct Lifting;

impl Step for Lifting {
    const ACT: Act = Act::ReleaseMeasure;
    const PATH: &'static str = "/cases/{id}/release-measure";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let grounds = ReleaseGround::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("期限届满的必须解除，并立即退还物品（《行政强制法》第二十八条）。")
                .field(which(at))
                .field(Field::radio("ground", "解除的情形", grounds.to_vec()).required())
                .field(Field::textarea("reason", "理由", 2).required())
                .field(articles(at))
                .field(
                    Field::text("pick_up", "领取的时间和地点")
                        .help("登记保存的证据转为查封、扣押的不填。"),
                )
                .submit("解除并制发决定书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ReleaseMeasure(ReleaseMeasure {
            measure: measure(read),
            ground: read.choice("ground", ReleaseGround::Other),
            reason: read.text("reason"),
            articles: chosen(read),
            pick_up: read.text_if("pick_up").unwrap_or_default(),
        })
    }
}
