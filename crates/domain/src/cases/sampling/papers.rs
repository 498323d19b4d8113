//! The papers of sampling and appraisal: certificate and receipt, letter, telling, reply.

use law::{date_zh, datetime_zh};

use super::answer::RecordAppraisal;
use super::contest::AnswerObjection;
use super::entrust::EntrustAppraisal;
use super::event::{Entrustment, Sample};
use super::{CaseAppraisal, appraisal_excluded_by};
use crate::Setting;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::documents::{Document, Sheet};
use crate::sampling::SampleRecord;

/// TF-23 送达回证 of the certificate that was handed over.
pub(super) fn receipt(
    case: &Case,
    record: &SampleRecord,
    certificate: &Document,
    setting: &Setting<'_>,
) -> Sheet {
    let number = certificate.number.as_ref().map_or("", |number| number.text.as_str());
    let proof = match &record.scan {
        Some(blob) => format!("当场交付（附件SHA-256：{}）", blob.sha256),
        None => "当场交付".to_owned(),
    };
    let handed = [("title", certificate.title.as_str()), ("number", number), ("copies", "1")];
    sheets::sheet(case, "TF-23", setting)
        .rows("documents", [handed.map(|(key, words)| (key, words.to_owned()))])
        .text("recipient", case.origin.party.name.reveal())
        .text("place", record.place.reveal())
        .text("method", "直接送达")
        .text("received_at", datetime_zh(record.at))
        .text("proof", proof)
        .signed("recipient_signature", [record.party("受送达人")])
        .signed("witness_signature", record.witnessed())
        .signed("officer_signature", record.by("送达人", setting))
}

/// What goes to the institution, line by line.
fn objects(seal_numbers: &[Sample], others: &str) -> Vec<String> {
    let sealed = seal_numbers.iter().map(Sample::words);
    let others = others.lines().map(str::trim).filter(|line| !line.is_empty());
    sealed.chain(others.map(str::to_owned)).collect()
}

/// CM-5 委托鉴定书.
pub(super) fn letter(
    case: &Case,
    command: &EntrustAppraisal,
    samples: &[&Sample],
    setting: &Setting<'_>,
) -> Sheet {
    let samples: Vec<Sample> = samples.iter().map(|one| (*one).clone()).collect();
    let clock = match appraisal_excluded_by(case, setting.law) {
        Some(row) => format!("依据{}，上述期间不计入办案期限", row.excluded_by),
        None => "上述期间照常计入办案期限".to_owned(),
    };
    let again = if command.again.is_some() { "重新" } else { "" };
    sheets::sheet(case, "CM-5", setting)
        .text("kind", format!("{again}{}", command.kind.name_zh()))
        .text("institution", command.institution.trim())
        .text("qualification", command.qualification.trim())
        .text("question", command.question.reveal())
        .lines("objects", objects(&samples, command.objects.reveal()))
        .text("first_on", date_zh(setting.today))
        .text("last_on", date_zh(command.due_on))
        .text("clock", clock)
}

/// CM-6 鉴定意见告知书.
pub(super) fn telling(
    case: &Case,
    it: &Entrustment,
    command: &RecordAppraisal,
    setting: &Setting<'_>,
) -> Sheet {
    sheets::sheet(case, "CM-6", setting)
        .text("kind", it.kind.name_zh())
        .text("institution", &it.institution)
        .text("question", it.question.reveal())
        .text("report_number", command.number.trim())
        .text("appraisers", command.appraisers.reveal())
        .text("opinion", command.opinion.reveal())
        .text("received_on", date_zh(command.on))
}

/// CM-7 重新鉴定申请答复书.
pub(super) fn reply(
    case: &Case,
    it: &CaseAppraisal,
    command: &AnswerObjection,
    setting: &Setting<'_>,
) -> Sheet {
    let asked = it.objection.as_ref();
    let number = it.result.as_ref().map_or("", |result| result.number.as_str());
    let answer = if command.agreed { "同意重新鉴定" } else { "不同意重新鉴定" };
    sheets::sheet(case, "CM-7", setting)
        .text("institution", &it.entrusted.institution)
        .text("report_number", number)
        .text("asked_on", asked.map(|it| date_zh(it.on)).unwrap_or_default())
        .text("asked", asked.map_or("", |it| it.reason.reveal()))
        .text("answer", answer)
        .text("reason", command.reason.reveal())
}
