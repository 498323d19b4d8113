//! What a case file may say, in the order in which a reviewer turns its pages.

use jiff::civil::Date;
use law::Fen;

use super::super::facts::{
    ActFact, ActKind, BasisFact, ClosingFact, CollectionFact, CrimeFact, DECISION_PARTS,
    DecisionFact, DeliberationFact, DeliveryFact, EvidenceFact, ExecutionFact, Fact, HearingFact,
    InspectionFact, MeasureFact, MoneyFact, MonitoringFact, NoticeFact, OfficerFact, Procedure,
    PublicityFact, RegistrationFact, RemedyFact, StandardFact, StatementFact,
};
use super::{CaseFile, Form};
use crate::cases::{DeliveryMethod, PenaltyTerms, Proposal};
use crate::catalogue::{BaseAmounts, Gravity};
use crate::ids::PersonId;
use crate::party::PartyKind;

/// Asks for everything.
pub(super) fn case<F: Form>(form: &mut F) -> CaseFile {
    let mut file = CaseFile {
        number: form.text("案号", "案卷的编号，用来在结果中区分案卷"),
        body: form.text("执法机关", "作出决定的机关"),
        cause: form.text("案由", "当事人和违法行为的简称"),
        ..CaseFile::default()
    };
    standards(form, &mut file);
    people(form, &mut file);
    beginning(form, &mut file);
    investigation(form, &mut file);
    rights(form, &mut file);
    decision(form, &mut file);
    afterwards(form, &mut file);
    compulsion(form, &mut file);
    file
}

fn standards<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    it.procedure = form.choice(
        "程序",
        "适用的处罚程序",
        &[("普通程序", Procedure::General), ("简易程序", Procedure::Summary)],
    );
    let hearing_from = form.money("听证数额标准", "当地规定的“较大数额”罚款起点，元");
    let ours = form.flag("按本县标准评查", "听证数额按本平台数据包的标准；外地案卷写“否”");
    it.standard = StandardFact {
        hearing_from: match (&hearing_from, &ours) {
            (Fact::Is(_), _) => hearing_from,
            (Fact::Not | Fact::Unknown, Fact::Is(true)) => Fact::Not,
            (Fact::Not | Fact::Unknown, Fact::Is(false) | Fact::Not | Fact::Unknown) => {
                Fact::Unknown
            }
        },
        summary_limit: form
            .money("另行规定的当场处罚限额", "法律对当场处罚另有限额的，元；没有的写“无”"),
        review_due: form
            .flag("应当法制审核", "是否属于《行政处罚法》第五十八条或者本地目录规定的情形"),
        ..StandardFact::default()
    };
    it.complex = form.flag("情节复杂或者重大违法", "是否情节复杂或者重大违法，应当集体讨论");
}

fn people<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    let party = form.part("当事人", "被处罚的人或者单位", |form| {
        let kinds = PartyKind::ALL.map(|kind| (kind.name_zh(), kind));
        (
            form.choice("类别", "当事人的类别", &kinds),
            form.day("出生日期", "个人的出生日期"),
            form.flag("行为时无责任能力", "是否不能辨认或者不能控制自己的行为"),
        )
    });
    let born_on = party.get().map_or(Fact::Unknown, |party| party.1.clone());
    it.party_kind = party.get().map_or(Fact::Unknown, |party| party.0.clone());
    it.incapable = party.get().map_or(Fact::Unknown, |party| party.2.clone());
    if let Some((competent, territory, entrusted, deed, named)) = form
        .part("主体", "办理案件的机关和职权", |form| {
            (
                form.flag("有处罚权", "该机关对该事项是否有法定、赋权或者受委托的处罚权"),
                form.flag("有管辖权", "违法行为是否在其地域和级别管辖以内"),
                form.flag("委托执法", "是否受其他机关委托办理"),
                form.flag("委托书有效", "是否有在期限和范围以内的书面委托书"),
                form.flag("以委托机关名义", "决定是否以委托机关的名义作出"),
            )
        })
        .get()
        .cloned()
    {
        it.competent = competent;
        it.in_territory = territory;
        it.entrusted = entrusted;
        it.deed_in_force = deed;
        it.principal_named = named;
    }
    it.handlers = ids(&form.texts("办案人员", "承办人、协办人的姓名"));
    it.interested = form.flag("应当回避未回避", "是否有与案件有利害关系的人员参与办理");
    it.recusal_decided =
        form.flag("回避申请已决定", "当事人申请回避的，负责人是否作出决定；没有申请的写“无”");
    let act = form.part("违法行为", "违法行为的时间和被发现的时间", |form| {
        (
            form.day("发生日期", "行为发生之日；连续、继续的，终了之日"),
            form.day("发现日期", "立案、举报核实、首次检查中最早的一日"),
            form.flag("五年时效", "是否涉及公民生命健康安全、金融安全且有危害后果"),
        )
    });
    if let Some((act_on, found_on, grave)) = act.get() {
        (it.act_on, it.discovered_on, it.grave) = (act_on.clone(), found_on.clone(), grave.clone());
    }
    it.under_fourteen = minority(&it.party_kind, &born_on, &it.act_on);
}

fn minority(kind: &Fact<PartyKind>, born_on: &Fact<Date>, act_on: &Fact<Date>) -> Fact<bool> {
    match (kind, born_on, act_on) {
        (Fact::Is(PartyKind::Organisation | PartyKind::SoleTrader), _, _) => Fact::Is(false),
        (Fact::Is(PartyKind::Citizen), Fact::Is(born), Fact::Is(on)) => {
            let years = on.year() - born.year();
            let reached = (born.month(), born.day()) <= (on.month(), on.day());
            Fact::Is((if reached { years } else { years - 1 }) < 14)
        }
        (Fact::Is(PartyKind::Citizen) | Fact::Not | Fact::Unknown, _, _) => Fact::Unknown,
    }
}

fn ids(names: &Fact<Vec<String>>) -> Fact<Vec<PersonId>> {
    match names {
        Fact::Is(names) => Fact::Is(names.iter().map(PersonId::new).collect()),
        Fact::Not => Fact::Not,
        Fact::Unknown => Fact::Unknown,
    }
}

fn beginning<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    it.inspection = form.part(
        "行政检查",
        "案件来自行政检查的，检查的情况；不是的写“无”",
        |form| InspectionFact {
            on: form.day("日期", "检查日期"),
            approved_on: form.day("批准日期", "负责人批准检查的日期"),
            urgent: form.flag("情况紧急", "是否情况紧急、先检查后批准"),
        },
    );
    let filing = form.part("立案", "立案审批；没有立案的写“无”", |form| {
        (
            form.day("日期", "负责人批准立案之日"),
            form.flag("负责人批准", "是否经行政机关负责人批准"),
        )
    });
    (it.opened_on, it.filing_approved) = match &filing {
        Fact::Is((on, approved)) => (on.clone(), approved.clone()),
        Fact::Not => (Fact::Not, Fact::Not),
        Fact::Unknown => (Fact::Unknown, Fact::Unknown),
    };
    it.extended_until = form.day("办案期限延长至", "经批准延长后的最后一日；没有延长的写“无”");
    it.days_left_out =
        form.number("不计入办案期限的天数", "部门规章规定扣除的检测、鉴定、听证、公告等天数");
}

#[derive(Clone)]
struct Officer {
    name: Fact<String>,
    qualified: Fact<bool>,
    from: Fact<Date>,
    until: Fact<Date>,
}

impl Officer {
    /// Whether the certificate was valid on the day.
    fn fit(&self, on: &Fact<Date>) -> Fact<bool> {
        if self.qualified.yes("") == Ok(false) {
            return Fact::Is(false);
        }
        match (on, &self.from, &self.until) {
            (Fact::Is(on), Fact::Is(from), _) if on < from => Fact::Is(false),
            (Fact::Is(on), _, Fact::Is(until)) if until < on => Fact::Is(false),
            (Fact::Is(_), Fact::Is(_), Fact::Is(_)) => Fact::Is(true),
            _ => self.qualified.clone(),
        }
    }
}

fn investigation<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    let officers =
        form.list("执法人员", "参与办理的执法人员及其证件", |form| Officer {
            name: form.text("姓名", "姓名"),
            qualified: form.flag("有执法资格", "是否取得行政执法资格"),
            from: form.day("证件起", "执法证有效期的第一日"),
            until: form.day("证件止", "执法证有效期的最后一日"),
        });
    it.acts = form.list("调查", "每一次询问、检查、勘验、抽样", |form| {
        let on = form.day("日期", "进行的日期");
        let names = form.texts("人员", "在场执法人员的姓名");
        ActFact {
            what: named(&form.text("名称", "例如：询问当事人"), "调查"),
            kind: ActKind::Inquiry,
            officers: present(&names, &officers, &on),
            on,
            certificates_shown: form.flag("出示证件", "笔录是否记明出示执法证件"),
            recorded: form.flag("有签名的笔录", "是否制作笔录并由对方签名，或者注明拒签"),
        }
    });
    it.evidence = form.list("证据", "证据目录；没有证据的写“无”", |form| {
        let monitored = form.flag("电子监控", "是否来自电子技术监控设备");
        let device = MonitoringFact {
            reviewed: form.flag("设备经过审核", "设备是否经过法制和技术审核"),
            published: form.flag("地点已公布", "设置地点是否向社会公布"),
            checked: form.flag("记录经过审核", "监控记录是否经过审核"),
        };
        EvidenceFact {
            name: form.text("名称", "证据名称").get().cloned().unwrap_or_else(|| "未命名".into()),
            verified: form.flag("查证属实", "是否查证属实"),
            lawful: form.flag("合法取得", "是否以合法手段取得"),
            monitoring: match monitored {
                Fact::Is(true) => Fact::Is(device),
                Fact::Is(false) | Fact::Not => Fact::Not,
                Fact::Unknown => Fact::Unknown,
            },
        }
    });
    it.proven = form.list("主要事实", "构成违法的每项事实", |form| {
        let name = form.text("事实", "例如：行为人、时间、地点、行为、后果、数额");
        let proved = form.flag("有证据证明", "是否有查证属实的证据证明");
        (name.get().cloned().unwrap_or_else(|| "一项事实".into()), proved)
    });
    it.registrations = form.list(
        "先行登记保存",
        "先行登记保存证据的情况；没有的写“无”",
        |form| RegistrationFact {
            on: form.day("日期", "登记保存的日期"),
            approved: form.flag("负责人批准", "是否经行政机关负责人批准"),
            handled_on: form.day("处理日期", "作出处理决定的日期"),
        },
    );
    it.correction = form.flag("责令改正", "是否责令改正或者限期改正");
}

/// The officers of an act, each with whether the certificate was valid on its day.
fn present(
    names: &Fact<Vec<String>>,
    officers: &Fact<Vec<Officer>>,
    on: &Fact<Date>,
) -> Fact<Vec<OfficerFact>> {
    let Fact::Is(names) = names else { return Fact::Unknown };
    let known =
        |name: &String| officers.get().into_iter().flatten().find(|it| it.name.get() == Some(name));
    Fact::Is(
        names
            .iter()
            .map(|name| OfficerFact {
                name: name.clone(),
                fit: known(name).map_or(Fact::Unknown, |officer| officer.fit(on)),
            })
            .collect(),
    )
}

fn rights<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    it.notice =
        form.part("告知", "处罚决定前的告知；没有告知的写“无”", |form| {
            let announced = form.money("拟罚款", "告知书载明的罚款，元；没有的写“无”");
            let gains = form.money("拟没收违法所得", "告知书载明没收的违法所得，元；没有的写“无”");
            let other = form.choice("拟其他处罚", "告知书载明的其他处罚", &OTHER);
            NoticeFact {
                terms: terms(&announced, &gains, &other),
                fine: zero(&announced),
                five_days: form.flag("给予五个工作日", "告知书是否写明五个工作日内可以陈述申辩"),
                reasons_told: form.flag("写明事实理由依据", "是否写明事实、理由和依据"),
                defence_told: form.flag("告知陈述申辩权", "是否告知陈述、申辩的权利"),
                hearing_told: form.flag("告知听证权", "是否告知要求听证的权利"),
                delivered_on: form.day("送达日期", "告知书送达的日期；没有送达的写“无”"),
            }
        });
    it.waived_on = form.day("书面放弃日期", "当事人书面放弃陈述申辩和听证的日期；没有的写“无”");
    it.statement = form.part(
        "陈述申辩",
        "当事人的陈述申辩；没有提出的写“无”",
        |form| StatementFact {
            reviewed: form.flag("已复核", "是否复核并记录是否采纳及理由")
        },
    );
    it.hearing = form.part(
        "听证",
        "当事人要求听证的情况；没有要求的写“无”",
        |form| HearingFact {
            notice_delivered_on: form.day("通知送达日期", "听证通知书送达的日期"),
            day: form.day("举行日期", "举行听证的日期；没有举行的写“无”"),
            presider: id(&form.text("主持人", "主持人姓名")),
            over: form.flag("已结束", "听证是否结束，包括放弃、撤回"),
            recorded: form.flag("笔录经签名", "听证笔录是否经签名或者注明拒签"),
        },
    );
    let review = form.part("法制审核", "法制审核；没有审核的写“无”", |form| {
        (
            form.day("通过日期", "审核通过的日期"),
            id(&form.text("审核人", "审核人姓名")),
            form.flag("审核人有资格", "是否有法律职业资格，或者不是初次从事审核"),
        )
    });
    (it.review_passed_on, it.reviewer, it.reviewer_qualified) = match review {
        Fact::Is((on, by, qualified)) => (on, by, qualified),
        Fact::Not => (Fact::Not, Fact::Not, Fact::Not),
        Fact::Unknown => (Fact::Unknown, Fact::Unknown, Fact::Unknown),
    };
    // A hearing that was held shows that major rights were at stake (第五十八条第一款第二项).
    let heard = it.hearing.get().is_some_and(|hearing| hearing.day.get().is_some());
    if heard && it.standard.review_due.is_unknown() {
        it.standard.review_due = Fact::Is(true);
    }
    it.deliberation =
        form.part("集体讨论", "负责人集体讨论；没有讨论的写“无”", |form| {
            DeliberationFact {
                on: form.day("日期", "讨论的日期"),
                fine: zero(&form.money("同意罚款", "讨论同意的罚款数额，元")),
            }
        });
}

fn id(name: &Fact<String>) -> Fact<PersonId> {
    match name {
        Fact::Is(name) => Fact::Is(PersonId::new(name)),
        Fact::Not => Fact::Not,
        Fact::Unknown => Fact::Unknown,
    }
}

fn zero(sum: &Fact<Fen>) -> Fact<Fen> {
    match sum {
        Fact::Is(sum) => Fact::Is(*sum),
        Fact::Not => Fact::Is(Fen(0)),
        Fact::Unknown => Fact::Unknown,
    }
}

/// Penalties beside a fine, each with whether a hearing is always due for it.
///
/// # Law
/// 《行政处罚法》第六十三条第一款.
type Other = (&'static str, Option<bool>);

/// The kinds of 《行政处罚法》第九条 beside fines and confiscation.
const OTHER: [(&str, Other); 10] = [
    ("警告", ("警告", Some(false))),
    ("通报批评", ("通报批评", None)),
    ("暂扣许可证件", ("暂扣许可证件", None)),
    ("降低资质等级", ("降低资质等级", Some(true))),
    ("吊销许可证件", ("吊销许可证件", Some(true))),
    ("限制开展生产经营活动", ("限制开展生产经营活动", None)),
    ("责令停产停业", ("责令停产停业", Some(true))),
    ("责令关闭", ("责令关闭", Some(true))),
    ("限制从业", ("限制从业", Some(true))),
    ("其他", ("其他", None)),
];

/// The penalty in full, when every part of it is known.
fn terms(fine: &Fact<Fen>, gains: &Fact<Fen>, other: &Fact<Other>) -> Fact<PenaltyTerms> {
    let (Fact::Is(fine), Fact::Is(gains)) = (zero(fine), zero(gains)) else {
        return Fact::Unknown;
    };
    let name = match other {
        Fact::Is((name, _)) => Some(*name),
        Fact::Not => None,
        Fact::Unknown => return Fact::Unknown,
    };
    Fact::Is(PenaltyTerms {
        branch: String::new(),
        law_from: None,
        gravity: Gravity::Ordinary,
        bases: BaseAmounts::default(),
        warning: name == Some("警告"),
        fine,
        gains,
        things: vec![],
        other: name.filter(|name| *name != "警告").map(str::to_owned),
        tier: None,
        departure: None,
        mitigation: None,
        discretion: crate::Private::default(),
        correction: String::new(),
    })
}

/// Why nobody is penalised, each with whether there was a violation to educate about.
const GROUNDS: [(&str, bool); 7] = [
    ("违法行为轻微", true),
    ("初次违法", true),
    ("没有主观过错", true),
    ("不满十四周岁", true),
    ("无责任能力", true),
    ("违法事实不成立", false),
    ("超过追责时效", true),
];

/// What is asked of a decision.
struct Decided {
    fact: DecisionFact,
    by_head: Fact<bool>,
    basis: BasisFact,
    gains: [Fact<Fen>; 2],
    things: Fact<Fen>,
    heavy: Fact<bool>,
    fined_before: Fact<bool>,
    educated: Fact<bool>,
    parts: Fact<Vec<(String, Fact<bool>)>>,
}

fn decision<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    match form.part("决定", "处罚决定或者不予处罚决定；还没有决定的写“无”", decided)
    {
        Fact::Is(made) => {
            it.decision = Fact::Is(made.fact);
            it.decided_by_head = made.by_head;
            it.basis = made.basis;
            let [found, taken] = made.gains;
            (it.gains_found, it.gains_taken) = (found, taken);
            it.standard.things_worth = made.things;
            it.standard.heavy = made.heavy;
            it.fined_before = made.fined_before;
            it.educated = made.educated;
            it.decision_parts = made.parts;
        }
        Fact::Not => it.decision = Fact::Not,
        Fact::Unknown => it.decision = Fact::Unknown,
    }
    it.remedies = form.part("救济告知", "决定书告知的救济途径", |form| RemedyFact {
        reconsideration_days: form.number("复议期限日", "告知的行政复议期限，日"),
        suit_months: form.number("起诉期限月", "告知的起诉期限，月"),
        reconsideration_first: form.flag("告知先行复议", "当场处罚是否告知应当先申请行政复议"),
        special_period: form.flag("法律另有期限", "法律是否对本事项另行规定救济期限"),
    });
}

fn decided<F: Form>(form: &mut F) -> Decided {
    let penal = form.flag("给予处罚", "是处罚还是不予处罚");
    let fine = form.money("罚款", "罚款数额，元；没有罚款的写“无”");
    let found = form.money("认定违法所得", "认定的违法所得（已扣除退赔），元；没有的写“无”");
    let gains = form.money("没收违法所得", "没收的违法所得，元；没有的写“无”");
    let other = form.choice("其他处罚", "罚款、没收以外的处罚；没有的写“无”", &OTHER);
    let ground = form.choice("不予处罚理由", "不予处罚的理由；给予处罚的写“无”", &GROUNDS);
    let education = form.flag("有教育记录", "不予处罚的，是否有教育记录");
    let proposal = match terms(&fine, &gains, &other) {
        Fact::Is(terms) => Fact::Is(Proposal::Penalty(terms)),
        Fact::Not | Fact::Unknown => Fact::Unknown,
    };
    let least = form.money("法定最低罚款", "所引条款规定的最低罚款，元；没有下限的写“无”");
    let most = form.money("法定最高罚款", "所引条款规定的最高罚款，元");
    Decided {
        fact: DecisionFact {
            penal,
            fine: zero(&fine),
            proposal,
            by: id(&form.text("决定人", "作出决定的负责人姓名")),
            on: form.day("日期", "决定书的日期"),
        },
        by_head: form.flag("负责人批准", "是否经行政机关负责人审查批准"),
        basis: BasisFact {
            lawful: form.flag("依据为公布的法律法规规章", "处罚依据是否为公布的法律、法规、规章"),
            fits: form.flag("行为与条款相符", "认定的行为是否属于所引条款规定的行为"),
            from: form.day("规定施行日期", "所引版本的施行日期"),
            until: form.day("规定失效日期", "所引版本的最后有效日期；现行有效的写“无”"),
            other_is_lighter: form
                .flag("其他版本处罚较轻", "修改前后的另一版本是否较轻或者不认为违法"),
            range: match (zero(&least), most) {
                (Fact::Is(least), Fact::Is(most)) => Fact::Is((least, most)),
                _ => Fact::Unknown,
            },
            mitigated: form.flag("有减轻情形", "是否有法定减轻情形并附证据"),
        },
        gains: [zero(&found), zero(&gains)],
        things: zero(&form.money("没收财物价值", "没收的非法财物的价值，元；没有的写“无”")),
        heavy: match other {
            Fact::Is((_, heavy)) => heavy.map_or(Fact::Unknown, Fact::Is),
            Fact::Not => Fact::Is(false),
            Fact::Unknown => Fact::Unknown,
        },
        fined_before: form.flag("同一行为已罚款", "同一违法行为以前是否已经罚款"),
        educated: if ground == Fact::Is(false) { Fact::Is(true) } else { education },
        parts: form.part("决定书", "决定书是否载明法定事项", |form| {
            DECISION_PARTS.map(|part| (part.to_owned(), form.flag(part, "决定书是否载明"))).to_vec()
        }),
    }
}

fn afterwards<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    let methods = DeliveryMethod::ALL.map(|method| (method.name_zh(), method));
    it.delivery = form.part("送达", "决定书的送达；没有送达的写“无”", |form| {
        DeliveryFact {
            on: form.day("日期", "视为送达的日期"),
            method: form.choice("方式", "送达方式", &methods),
            receipt: form.flag("有送达回证", "是否有送达回证"),
            witnessed: form.flag("见证或者录像", "留置送达是否有见证人签名或者照片录像"),
            agreed: form.flag("签订确认书", "电子送达是否有当事人签订的确认书"),
            announced_on: form.day("公告日期", "公告送达的公告日期"),
            others_failed: form
                .flag("其他方式无法送达", "公告前是否证明下落不明或者其他方式无法送达"),
        }
    });
    it.copy_filed_on = form.day("当场处罚备案日期", "当场处罚决定报机关备案的日期；没有的写“无”");
    let collected = form.part(
        "当场收缴",
        "执法人员当场收缴罚款的情况；没有的写“无”",
        |form| CollectionFact {
            hard_to_enforce: form.flag("事后难以执行", "不当场收缴是否事后难以执行"),
            remote_and_asked: form
                .flag("边远且当事人提出", "是否在边远、水上、交通不便地区且当事人提出"),
            receipt: form.flag("出具专用票据", "是否出具财政部门统一制发的专用票据"),
            on: form.day("日期", "当场收缴的日期"),
            handed_in_on: form.day("交机关日期", "交至行政机关的日期"),
            banked_on: form.day("缴银行日期", "行政机关缴付银行的日期"),
        },
    );
    it.money = MoneyFact {
        collected,
        surcharge: form.money("加处罚款", "加处罚款的数额，元；没有的写“无”"),
        surcharge_told: form.flag("告知加处标准", "是否告知加处罚款的标准"),
    };
    it.publicity = form
        .part("公示", "处罚决定的公开", |form| PublicityFact {
            due: form.flag("应当公开", "该决定是否应当公开"),
            on: form.day("日期", "公开的日期；没有公开的写“无”"),
            masked: form.flag("隐去个人信息", "是否隐去依法不公开的信息"),
            revoked_on: form.day("决定撤销日期", "决定被变更、撤销、确认违法的日期；没有的写“无”"),
            retracted_on: form.day("撤回日期", "撤回公示的日期；没有撤回的写“无”"),
        })
        .get()
        .cloned()
        .unwrap_or_default();
    it.closing =
        form.part("结案", "结案情况；没有结案的写“无”", |form| ClosingFact {
            on: form.day("日期", "结案日期"),
            approved: form.flag("负责人批准", "是否经负责人批准"),
            grounded: form.flag("有结案情形", "是否履行完毕或者有其他结案情形"),
            bound: form.flag("已归档", "卷宗是否整理归档"),
        });
    it.crime = form.part(
        "涉嫌犯罪",
        "违法行为涉嫌犯罪的情况；不涉嫌的写“无”",
        |form| CrimeFact {
            approved_by_chief: form.flag("正职批准", "移送是否由正职或者主持工作的负责人批准"),
            reported_on: form.day("报告日期", "移送报告提交的日期"),
            approved_at: form.moment("批准时间", "批准移送的时间"),
            transferred_at: form.moment("移送时间", "移送公安机关的时间；没有移送的写“无”"),
            copied: form.flag("抄送检察院", "是否抄送同级检察院"),
        },
    );
    it.transferred = match &it.crime {
        Fact::Is(crime) if crime.transferred_at.get().is_some() => Fact::Is(true),
        Fact::Is(crime) if crime.transferred_at == Fact::Not => Fact::Not,
        Fact::Is(_) | Fact::Unknown => Fact::Unknown,
        Fact::Not => Fact::Not,
    };
}

fn named(what: &Fact<String>, otherwise: &str) -> String {
    what.get().cloned().unwrap_or_else(|| otherwise.into())
}

fn compulsion<F: Form>(form: &mut F, file: &mut CaseFile) {
    let it = &mut file.dossier;
    it.measures = form.list(
        "强制措施",
        "查封、扣押、冻结的情况；没有的写“无”",
        |form| MeasureFact {
            what: named(&form.text("名称", "例如：扣押车辆"), "强制措施"),
            based: form.flag("有法律法规依据", "法律、法规是否规定本事项可以采取该措施"),
            at: form.moment("实施时间", "实施的时间"),
            approved_at: form.moment("批准时间", "负责人批准的时间；没有批准的写“无”"),
            urgent: form.flag("情况紧急", "是否情况紧急、先实施后补批"),
            freezes: form.flag("冻结存款", "是否冻结存款、汇款"),
            may_freeze: form.flag("有冻结授权", "是否有法律授权冻结"),
            told_and_recorded: form.flag("告知并有现场笔录", "是否当场告知并制作现场笔录"),
            listed: form.flag("交付决定书和清单", "是否当场交付决定书和清单"),
            connected: form.flag("与违法行为有关", "财物是否与违法行为有关"),
            filmed: form.flag("音像记录", "是否全程音像记录"),
            extended_on: form.day("延长批准日期", "批准延长的日期；没有延长的写“无”"),
            appraisal_days: form.number("鉴定天数", "检测、检验、鉴定的天数；没有的写“无”"),
            appraisal_told: form.flag("书面告知鉴定期间", "是否书面告知鉴定期间"),
            ended_on: form.day("解除或者处理日期", "解除、没收、销毁、退还的日期；没有的写“无”"),
        },
    );
    it.execution = form.part(
        "强制执行",
        "催告、申请法院或者自行执行的情况；没有的写“无”",
        |form| ExecutionFact {
            demanded_on: form.day("催告送达日期", "催告书送达的日期；没有催告的写“无”"),
            suit_until: form.day("起诉期限届满日期", "复议、诉讼期限均届满的日期"),
            applied_on: form.day("申请法院日期", "申请法院强制执行的日期；没有申请的写“无”"),
            executed_at: form.moment("自行执行时间", "自行强制执行的时间；没有的写“无”"),
            own_power: form.flag("有自行执行授权", "是否有法律授权自行强制执行"),
            urgent: form.flag("情况紧急", "是否情况紧急"),
            proxy: form.flag("代履行", "自行执行是否为代履行；立即代履行的填否"),
            reminded_on: form.day("代履行前催告日期", "代履行前再次催告的送达日期；没有的写“无”"),
        },
    );
}
