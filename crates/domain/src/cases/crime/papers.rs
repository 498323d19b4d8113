//! The papers of a referral: report, approval, letter, list of articles, receipt, objection.

use law::{date_zh, datetime_zh};

use super::deliver::DeliverReferral;
use super::event::{ContestWay, Material};
use super::state::Referral;
use crate::Setting;
use crate::cases::measures::{Fate, article_rows, moment};
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Sheet, Signature, signature_of};

fn sheet(case: &Case, it: &Referral, form: &str, setting: &Setting<'_>) -> Sheet {
    sheets::sheet(case, form, setting)
        .text("offence", &it.suspicion.offence)
        .text("standard", &it.suspicion.standard)
        .text("suspected_facts", it.suspicion.facts.reveal())
}

fn group(it: &Referral, setting: &Setting<'_>) -> Vec<Signature> {
    let officers = it.group.iter().flat_map(|(officers, _)| officers.iter());
    officers.map(|id| signature_of(setting, id, "专案组")).collect()
}

/// CT-1 涉嫌犯罪案件情况调查报告.
pub(super) fn report(
    case: &Case,
    it: &Referral,
    (verified, opinion): (&str, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let officers = it.group.as_ref().map_or(&[][..], |(officers, _)| officers.as_slice());
    sheet(case, it, "CT-1", setting)
        .rows("officers", sheets::officer_rows(officers, setting))
        .text("verified", verified)
        .rows("evidence", sheets::evidence_rows(case))
        .text("opinion", opinion)
        .signed("officer_signature", group(it, setting))
}

/// CT-2 涉嫌犯罪案件移送审批表.
pub(super) fn approval(case: &Case, it: &Referral, words: &str, setting: &Setting<'_>) -> Sheet {
    let received = it.report.as_ref().map_or_else(String::new, |it| date_zh(it.on));
    let opinion = it.report.as_ref().map_or("", |it| it.opinion.reveal());
    let chief = setting.me().map(|id| signature_of(setting, id, "正职负责人（主持工作的负责人）"));
    let now = moment(setting);
    sheet(case, it, "CT-2", setting)
        .text("report_received_on", received)
        .text("group_opinion", opinion)
        .signed("officer_signature", group(it, setting))
        .text("decided_at", datetime_zh(now))
        .text("head_opinion", words)
        .signed("head_signature", chief)
}

/// EX-17 涉嫌犯罪案件移送书.
pub(super) fn letter(
    case: &Case,
    it: &Referral,
    (police, procuratorate): (&str, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let decided = case.decided().map(|it| {
        format!(
            "本机关已于{}作出行政处罚决定（{}），已经作出的警告、责令停产停业、暂扣或者吊销许可证不停止执行；已经缴纳的罚款，人民法院判处罚金时依法折抵。",
            date_zh(it.decision.on),
            it.decision.number
        )
    });
    let attachments = [
        "涉嫌犯罪案件情况的调查报告",
        "涉案物品清单",
        "有关检验报告或者鉴定结论",
        "其他有关涉嫌犯罪的材料",
    ];
    sheet(case, it, "EX-17", setting)
        .text("police", police)
        .text("procuratorate", procuratorate)
        .text("prior_penalty", decided.unwrap_or_default())
        .lines("attachments", attachments.map(str::to_owned))
}

/// CT-3 涉案物品清单.
pub(super) fn articles(case: &Case, it: &Referral, setting: &Setting<'_>) -> Sheet {
    let held = case.measures.iter().filter_map(|it| it.held.as_ref());
    let all = held.flat_map(|held| held.articles.iter()).filter(|one| one.fate == Fate::Held);
    let mut rows = article_rows(all);
    if rows.is_empty() {
        rows.push([
            ("name", "无涉案物品".to_owned()),
            ("features", "／".to_owned()),
            ("quantity", "／".to_owned()),
            ("unit", "／".to_owned()),
            ("condition", "／".to_owned()),
            ("label", "／".to_owned()),
        ]);
    }
    sheet(case, it, "CT-3", setting)
        .rows("articles", rows)
        .signed("officer_signature", group(it, setting))
}

/// CT-4 涉嫌犯罪案件移送书回执.
pub(super) fn receipt(
    case: &Case,
    it: &Referral,
    command: &DeliverReferral,
    setting: &Setting<'_>,
) -> Sheet {
    let letter = it.letter().and_then(|id| case.document(id)).and_then(|it| it.number.as_ref());
    let verdict = it.verdict.as_ref();
    let receiver = Signature::drawn(
        "公安机关接收人",
        &command.receiver,
        command.at.date(),
        &command.signature_image,
    );
    let line = |one: &Material| {
        let attached = command.materials.contains(one);
        let note = if attached { "已附" } else { "没有" };
        format!("{}：{note}", one.name_zh())
    };
    let mut lines: Vec<String> = Material::ALL.iter().map(line).collect();
    if !command.without.trim().is_empty() {
        lines.push(format!("说明：{}", command.without.trim()));
    }
    let officers = command.officers.iter().map(|id| signature_of(setting, id, "移送人"));
    sheet(case, it, "CT-4", setting)
        .text("letter_number", letter.map_or("", |number| number.text.as_str()))
        .text("police", verdict.map_or("", |it| it.police.as_str()))
        .text("delivered_at", datetime_zh(command.at))
        .lines("materials", lines)
        .text("procuratorate", verdict.map_or("", |it| it.procuratorate.as_str()))
        .text("copied_on", command.copied_on.map(date_zh).unwrap_or_default())
        .signed("receiver_signature", [receiver])
        .signed("officer_signature", officers.collect::<Vec<_>>())
}

/// CT-5 对不予立案的异议书.
pub(super) fn contest(
    case: &Case,
    it: &Referral,
    (way, reason): (ContestWay, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let verdict = it.verdict.as_ref();
    let police = verdict.map_or("", |it| it.police.as_str());
    let (title, organ, request) = match way {
        ContestWay::Reconsideration => (
            "提请复议意见书",
            police,
            "提请对不予立案的决定进行复议，并自收到之日起三日内作出立案或者不予立案的决定，书面通知本机关",
        ),
        ContestWay::Supervision => (
            "立案监督建议书",
            verdict.map_or("", |it| it.procuratorate.as_str()),
            "建议依法进行立案监督",
        ),
    };
    let refused = it.refused();
    sheet(case, it, "CT-5", setting)
        .text("paper", title)
        .text("organ", organ)
        .text("police", police)
        .text("refusal_number", refused.map_or("", |it| it.number.as_str()))
        .text("refused_on", refused.map_or_else(String::new, |it| date_zh(it.on)))
        .text("refusal_reason", refused.map_or("", |it| it.reason.reveal()))
        .text("reason", reason)
        .text("request", request)
}
