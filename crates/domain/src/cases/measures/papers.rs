//! The papers of a measure: record, decision, list, receipt, and what follows them (MT-11).

use jiff::civil::Date;
use law::{Fen, date_zh, datetime_zh};

use super::appraise::TellAppraisal;
use super::dispose::{DisposalManner, RecordDisposal};
use super::give_back::ReturnArticles;
use super::implement::ImplementMeasure;
use super::release::ReleaseMeasure;
use super::state::{Article, Measure, MeasureKind};
use super::transfer::TransferArticles;
use crate::cases::execution::RecordAuction;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Document, Sheet, Signature, signature_of};
use crate::{Private, Setting};

/// What happened on the spot, as its papers tell it.
pub(super) struct Spot<'a> {
    pub case: &'a Case,
    pub it: &'a Measure,
    pub command: &'a ImplementMeasure,
    pub articles: &'a [Article],
    pub setting: &'a Setting<'a>,
}

impl Spot<'_> {
    /// TF-04 现场笔录.
    pub fn record(&self) -> Sheet {
        let (act, kind) = (self.command, self.it.proposal.kind.name_zh());
        let officers = self.officers("执法人员");
        let recorder = officers.last().map(|s| s.name.clone()).unwrap_or_default();
        let listed = self
            .articles
            .iter()
            .map(|one| format!("{}{}{}", one.name, one.quantity_text(), one.unit));
        let found = format!("{kind}{}。", listed.collect::<Vec<_>>().join("、"));
        let told = format!(
            "执法人员出示执法证件，通知当事人到场，当场告知采取{kind}的理由（{}）、依据（{}）\
             以及陈述、申辩的权利和申请行政复议、提起行政诉讼的途径。",
            unstopped(self.it.proposal.reason.reveal()),
            self.it.proposal.basis
        );
        let absent = if act.present {
            ""
        } else {
            "当事人经通知没有到场，由见证人到场见证。"
        };
        let met = if act.present { act.met_name.reveal() } else { "当事人未到场" };
        let role = if act.met_role.is_blank() { "／" } else { act.met_role.reveal() };
        sheets::sheet(self.case, "TF-04", self.setting)
            .text("place", act.place.reveal())
            .text("started_at", datetime_zh(act.at))
            .text("ended_at", datetime_zh(act.ended_at))
            .rows("officers", sheets::officer_rows(&act.officers, self.setting))
            .text("recorder", recorder)
            .text("person_name", met)
            .text("person_role", role)
            .text("rights_notice", told)
            .lines("findings", [act.findings.reveal().to_owned(), found])
            .text("statement", act.statement.reveal())
            .text("absence_note", absent)
            .lines("recordings", [act.recordings.trim().to_owned()])
            .text("confirmation", "以上笔录已阅读（或者已向本人宣读），情况属实。")
            .signed("party_signature", act.present.then(|| self.party("当事人（现场人员）")))
            .signed("witness_signature", self.witness())
            .signed("officer_signature", officers)
    }

    /// TF-08 行政强制措施决定书, or TF-06 证据登记保存清单.
    pub fn decision(&self) -> Sheet {
        match self.it.proposal.kind {
            MeasureKind::Sequester | MeasureKind::Seize => self.compulsory(),
            MeasureKind::Hold => self.hold(),
        }
    }

    fn compulsory(&self) -> Sheet {
        let (case, setting, proposal) = (self.case, self.setting, &self.it.proposal);
        let from = self.command.at.date();
        let due = setting.law.rules.due("AC-08", from, &setting.law.calendar).ok();
        let days = due.as_ref().map_or_else(String::new, |due| due.period.to_string());
        let until = due.map_or_else(String::new, |due| date_zh(due.last));
        let period = format!(
            "{days}，自{}起至{until}止（检测、检验、检疫或者技术鉴定的期间另行书面告知，不计算在内）",
            date_zh(from)
        );
        sheets::sheet(case, "TF-08", setting)
            .text("measure_kind", proposal.kind.name_zh())
            .text("reason", proposal.reason.reveal())
            .text("basis", &proposal.basis)
            .text("period", period)
            .rows("articles", rows(self.articles.iter()))
            .text("custody", &self.command.custody)
            .text("keeper", self.command.keeper.reveal())
            .text("handling", self.handling())
            .text("remedies", sheets::remedies(case, setting))
            .rows("officers", sheets::officer_rows(&self.command.officers, setting))
            .signed("party_signature", self.command.present.then(|| self.party("当事人")))
    }

    fn hold(&self) -> Sheet {
        let (case, setting, proposal) = (self.case, self.setting, &self.it.proposal);
        let from = self.command.at.date();
        let due = setting.law.rules.due("AP-41", from, &setting.law.calendar).ok();
        let until = due.map_or_else(String::new, |due| date_zh(due.last));
        sheets::sheet(case, "TF-06", setting)
            .text("reason", proposal.reason.reveal())
            .text("basis", &proposal.basis)
            .text("held_at", datetime_zh(self.command.at))
            .text("period", format!("七个工作日，至{until}止"))
            .rows("articles", rows(self.articles.iter()))
            .text("custody", &self.command.custody)
            .text("keeper", self.command.keeper.reveal())
            .rows("officers", sheets::officer_rows(&self.command.officers, setting))
            .signed("party_signature", self.command.present.then(|| self.party("当事人")))
    }

    /// EX-06 查封（扣押）财物清单.
    pub fn list(&self, decision: &str) -> Sheet {
        sheets::sheet(self.case, "EX-06", self.setting)
            .text("measure_kind", self.it.proposal.kind.name_zh())
            .text("decision_number", decision)
            .rows("articles", rows(self.articles.iter()))
            .text("custody", &self.command.custody)
            .text("keeper", self.command.keeper.reveal())
            .signed("party_signature", self.command.present.then(|| self.party("当事人")))
            .signed("witness_signature", self.witness())
            .signed("officer_signature", self.officers("执法人员"))
    }

    /// TF-23 送达回证 for the papers that were handed over.
    pub fn receipt(&self, papers: &[Document]) -> Sheet {
        let handed = papers.iter().filter(|document| document.form != "TF-04").map(|document| {
            let number = document.number.as_ref().map_or("", |n| n.text.as_str());
            [
                ("title", document.title.clone()),
                ("number", number.to_owned()),
                ("copies", "1".to_owned()),
            ]
        });
        let act = self.command;
        let signed = !act.signature_image.is_blank() || act.scan.is_some();
        let proof = match &act.scan {
            Some(blob) => format!("当场交付（附件SHA-256：{}）", blob.sha256),
            None => "当场交付".to_owned(),
        };
        sheets::sheet(self.case, "TF-23", self.setting)
            .rows("documents", handed.collect::<Vec<_>>())
            .text("recipient", self.case.origin.party.name.reveal())
            .text("place", act.place.reveal())
            .text("method", if signed { "直接送达" } else { "留置送达" })
            .text("received_at", datetime_zh(act.ended_at))
            .text("refusal_reason", act.refusal_reason.reveal())
            .text("proof", proof)
            .signed("recipient_signature", [self.party("受送达人")])
            .signed("witness_signature", self.witness())
            .signed("officer_signature", self.officers("送达人"))
    }

    fn handling(&self) -> String {
        let unit = self.setting.law.unit(&self.case.origin.unit);
        let (name, address) = unit.map_or(("", ""), |u| (u.name.as_str(), u.address.as_str()));
        format!("请持本决定书和有关证明到{name}（{address}）接受处理")
    }

    fn officers(&self, role: &str) -> Vec<Signature> {
        self.command.officers.iter().map(|id| signature_of(self.setting, id, role)).collect()
    }

    fn party(&self, role: &str) -> Signature {
        let act = self.command;
        Signature {
            role: role.to_owned(),
            name: act.met_name.reveal().to_owned(),
            date: date_zh(act.ended_at.date()),
            note: act.refusal_reason.reveal().to_owned(),
            image: act.signature_image.reveal().to_owned(),
            ..Signature::default()
        }
    }

    fn witness(&self) -> Option<Signature> {
        let act = self.command;
        let image = if act.present { "" } else { act.signature_image.reveal() };
        (!act.witness.is_blank()).then(|| Signature {
            role: "见证人".to_owned(),
            name: act.witness.reveal().to_owned(),
            date: date_zh(act.ended_at.date()),
            image: image.to_owned(),
            ..Signature::default()
        })
    }
}

fn unstopped(words: &str) -> &str {
    words.trim().trim_end_matches(['。', '；'])
}

/// Articles as rows of a form.
pub(in crate::cases) fn rows<'a>(
    articles: impl Iterator<Item = &'a Article>,
) -> Vec<[(&'static str, String); 6]> {
    let line = |one: &Article| {
        [
            ("name", one.name.clone()),
            ("features", one.features.reveal().to_owned()),
            ("quantity", one.quantity_text()),
            ("unit", one.unit.clone()),
            ("condition", one.condition.reveal().to_owned()),
            ("label", one.label.clone()),
        ]
    };
    articles.map(line).collect()
}

fn origin(it: &Measure) -> (String, String) {
    it.held.as_ref().map_or_else(Default::default, |held| {
        (held.taking.number.clone(), date_zh(held.taking.at.date()))
    })
}

/// TF-09 延长行政强制措施期限通知书.
pub(super) fn extension(
    case: &Case,
    it: &Measure,
    reason: &Private,
    setting: &Setting<'_>,
) -> Sheet {
    let (number, taken_on) = origin(it);
    let first = it.first_due(case, setting.law);
    let longer = |from: Date| {
        let spans = it.excluded(case);
        let due =
            setting.law.rules.due_excluding("AC-08.extension", from, &spans, &setting.law.calendar);
        due.map(|due| (due.period.to_string(), date_zh(due.last))).ok()
    };
    let (period, until) = first.and_then(longer).unwrap_or_default();
    sheets::sheet(case, "TF-09", setting)
        .text("measure_kind", it.proposal.kind.name_zh())
        .text("decision_number", number)
        .text("taken_on", taken_on)
        .text("first_until", first.map(date_zh).unwrap_or_default())
        .text("reason", reason.reveal())
        .text("basis", "《中华人民共和国行政强制法》第二十五条第一款、第二款")
        .text("period", format!("{period}，延长至{until}止"))
        .text("remedies", sheets::remedies(case, setting))
}

/// EX-07 鉴定期间告知书.
pub(super) fn appraisal(
    case: &Case,
    it: &Measure,
    command: &TellAppraisal,
    setting: &Setting<'_>,
) -> Sheet {
    let (number, taken_on) = origin(it);
    let articles = it.held.iter().flat_map(|held| &held.articles);
    let names: Vec<&str> = articles.map(|one| one.name.as_str()).collect();
    sheets::sheet(case, "EX-07", setting)
        .text("measure_kind", it.proposal.kind.name_zh())
        .text("decision_number", number)
        .text("taken_on", taken_on)
        .text("institution", &command.institution)
        .text("qualification", &command.qualification)
        .text("question", &command.question)
        .text("samples", names.join("、"))
        .text("first_on", date_zh(command.first_on))
        .text("last_on", date_zh(command.last_on))
}

/// TF-10 解除行政强制措施决定书, or TF-07 解除证据登记保存决定书.
pub(super) fn release(
    case: &Case,
    it: &Measure,
    (command, articles): (&ReleaseMeasure, &[&Article]),
    setting: &Setting<'_>,
) -> Sheet {
    let (number, taken_on) = origin(it);
    let form = if it.proposal.kind.is_compulsory() { "TF-10" } else { "TF-07" };
    let pick_up = match command.pick_up.trim() {
        "" => "转为查封、扣押，不退还",
        words => words,
    };
    sheets::sheet(case, form, setting)
        .text("measure_kind", it.proposal.kind.name_zh())
        .text("decision_number", number)
        .text("taken_on", taken_on)
        .text("ground", command.ground.name_zh())
        .text("reason", command.reason.trim())
        .rows("articles", rows(articles.iter().copied()))
        .text("pick_up", pick_up)
}

/// EX-21 涉案物品处理记录 for what went back.
pub(super) fn returned(
    case: &Case,
    it: &Measure,
    (command, articles): (&ReturnArticles, &[&Article]),
    setting: &Setting<'_>,
) -> Sheet {
    let account = match command.proceeds.0 {
        0 => format!("退还时的状况：{}", command.condition.reveal()),
        _ => format!(
            "物品已经依法变卖，退还所得款项{}；{}",
            command.proceeds,
            command.condition.reveal()
        ),
    };
    let receiver =
        Signature::drawn("领取人", &command.receiver, setting.today, &command.signature_image);
    let officers = command.officers.iter().map(|id| signature_of(setting, id, "经办人"));
    record(case, it, articles, setting)
        .text("manner", "退还当事人")
        .text("account", account)
        .signed("receiver_signature", [receiver])
        .signed("officer_signature", officers.collect::<Vec<_>>())
}

/// EX-21 涉案物品处理记录 for what was disposed of.
pub(super) fn disposed(
    case: &Case,
    it: &Measure,
    (command, manner, articles): (&RecordDisposal, DisposalManner, &[&Article]),
    setting: &Setting<'_>,
) -> Sheet {
    let witness =
        Signature::drawn("见证人", &command.witness, setting.today, &command.signature_image);
    let proceeds = if command.proceeds.0 == 0 {
        String::new()
    } else {
        format!("{}，上缴国库票据号{}", command.proceeds, command.voucher.trim())
    };
    record(case, it, articles, setting)
        .text("manner", manner.name_zh())
        .text("account", command.account.trim())
        .text("proceeds", proceeds)
        .signed("receiver_signature", [witness])
        .signed("officer_signature", sheets::handler_signatures(case, setting))
}

/// EX-21 涉案物品处理记录 for what was auctioned to offset the fine.
pub(in crate::cases) fn auctioned(
    case: &Case,
    it: &Measure,
    (command, articles, offset): (&RecordAuction, &[&Article], Fen),
    setting: &Setting<'_>,
) -> Sheet {
    let witness =
        Signature::drawn("见证人", &command.witness, command.on, &command.signature_image);
    let over = Fen(command.price.0 - offset.0);
    let over =
        if over.0 == 0 { String::new() } else { format!("，超出的{over}退还当事人") };
    let proceeds = format!(
        "{}，上缴国库票据号{}，抵缴罚款{offset}{over}",
        command.price,
        command.voucher.trim()
    );
    record(case, it, articles, setting)
        .text("manner", "委托拍卖机构拍卖，抵缴罚款")
        .text("account", format!("{}拍卖成交。{}", date_zh(command.on), command.account.reveal()))
        .text("proceeds", proceeds)
        .signed("receiver_signature", [witness])
        .signed("officer_signature", sheets::handler_signatures(case, setting))
}

/// EX-21 涉案物品处理记录 for what went with the case, signed by whoever took it over.
pub(super) fn transferred(
    case: &Case,
    it: &Measure,
    (command, articles): (&TransferArticles, &[&Article]),
    setting: &Setting<'_>,
) -> Sheet {
    let account = format!(
        "随《案件移送书》（{}）一并移送{}；移送时的状况：{}",
        command.letter.trim(),
        command.organ.trim(),
        command.condition.reveal()
    );
    let receiver =
        Signature::drawn("接收人", &command.receiver, setting.today, &command.signature_image);
    let officers = command.officers.iter().map(|id| signature_of(setting, id, "移交人"));
    record(case, it, articles, setting)
        .text("manner", "随案移送")
        .text("account", account)
        .signed("receiver_signature", [receiver])
        .signed("officer_signature", officers.collect::<Vec<_>>())
}

/// CM-1 涉案财物移送告知书.
pub(super) fn transfer_notice(
    case: &Case,
    it: &Measure,
    (command, articles): (&TransferArticles, &[&Article]),
    setting: &Setting<'_>,
) -> Sheet {
    let (number, taken_on) = origin(it);
    sheets::sheet(case, "CM-1", setting)
        .text("measure_kind", it.proposal.kind.name_zh())
        .text("decision_number", number)
        .text("taken_on", taken_on)
        .text("organ", command.organ.trim())
        .text("letter", command.letter.trim())
        .text("handed_on", date_zh(setting.today))
        .rows("articles", rows(articles.iter().copied()))
}

/// EX-05 先行登记保存审批表, once the head has approved.
pub(super) fn hold_approval(case: &Case, it: &Measure, setting: &Setting<'_>) -> Sheet {
    let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
    let proposal = &it.proposal;
    sheets::sheet(case, "EX-05", setting)
        .text("reason", proposal.reason.reveal())
        .text("basis", &proposal.basis)
        .lines("things", proposal.things.iter().map(|one| one.reveal().to_owned()))
        .text("proposed_on", date_zh(proposal.on))
        .text("opinion", "同意先行登记保存，七个工作日内作出处理决定。")
        .signed("proposer_signature", [signature_of(setting, &proposal.by, "承办人")])
        .signed("head_signature", head)
}

fn record(case: &Case, it: &Measure, articles: &[&Article], setting: &Setting<'_>) -> Sheet {
    let (number, taken_on) = origin(it);
    sheets::sheet(case, "EX-21", setting)
        .text("measure_kind", it.proposal.kind.name_zh())
        .text("decision_number", number)
        .text("taken_on", taken_on)
        .rows("articles", rows(articles.iter().copied()))
}
