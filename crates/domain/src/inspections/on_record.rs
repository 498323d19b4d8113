//! Interview, examine and take samples in the course of an inspection (检查询问、检查勘验、抽样取证).

use serde::{Deserialize, Serialize};

use super::on_site::not_named;
use super::{Event, Inspection, Stage, wrong_stage};
use crate::documents::{Document, Issue, Sheet, issue};
use crate::interview::RecordInterview;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::sampling::SampleRecord;
use crate::scene::SceneRecord;
use crate::{Refused, Setting};

/// Record an interview (制作行政检查询问笔录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterviewOnSite {
    /// Who was asked what.
    pub record: RecordInterview,
}

impl InterviewOnSite {
    /// Decides whether the interview may go on record: after the certificates were shown and until
    /// the record of the inspection is signed.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条 (AP-09, AP-10, AP-40); 国办发〔2024〕54号 (IN-07).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        open(&mut found, it, Act::InterviewOnSite);
        found.extend(not_named(it, &self.record.officers));
        self.record.check(&mut found, setting);
        found.clear()?;
        let round = it.documents.iter().filter(|document| document.form == "IN-4").count() + 1;
        let document = issued(it, self.record.fill(blank("IN-4", it), round, setting), setting)?;
        let evidence = self.record.as_evidence(setting);
        Ok(vec![Event::DocumentIssued(document), Event::EvidenceCaptured(evidence)])
    }
}

/// Record an examination (制作行政检查勘验笔录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamineOnSite {
    /// What was examined, and what came of it.
    pub record: SceneRecord,
}

impl ExamineOnSite {
    /// Decides whether the examination may go on record, as [`InterviewOnSite::decide`].
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条; 《交通运输行政执法程序规定》第四章第二节 (MT-07);
    /// 国办发〔2024〕54号 (IN-07).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        open(&mut found, it, Act::ExamineOnSite);
        found.extend(not_named(it, &self.record.officers));
        self.record.check(&mut found, setting);
        found.clear()?;
        let document = issued(it, self.record.fill(blank("IN-6", it), setting), setting)?;
        let mut events = vec![Event::DocumentIssued(document)];
        events.extend(self.record.evidence(setting).into_iter().map(Event::EvidenceCaptured));
        Ok(events)
    }
}

/// Take samples (检查抽样取证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleOnSite {
    /// What was taken, how and before whom.
    pub record: SampleRecord,
}

impl SampleOnSite {
    /// Decides whether the samples may go on record, as [`InterviewOnSite::decide`]. A case that is
    /// filed from the inspection takes them over and may have them appraised.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条第一款、第五十六条 (AP-09, AP-10, AP-41);
    /// 国办发〔2024〕54号 (IN-07).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        open(&mut found, it, Act::SampleOnSite);
        found.extend(not_named(it, &self.record.officers));
        let used: Vec<_> = it.samplings.iter().flat_map(|it| &it.samples).collect();
        self.record.check(&used, &mut found, setting);
        found.clear()?;
        let certificate = issued(it, self.record.fill(blank("IN-5", it), setting), setting)?;
        Ok(vec![
            Event::SamplesTaken(self.record.taken(&certificate)),
            Event::DocumentIssued(certificate),
            Event::EvidenceCaptured(self.record.as_evidence(setting)),
        ])
    }
}

fn open(found: &mut Obstacles, it: &Inspection, act: Act) {
    found.require(matches!(it.stage, Stage::OnSite(_) | Stage::Recorded(..)), || {
        wrong_stage(it, act, "到场亮证之后、现场笔录签署之前可以询问、勘验、抽样。")
    });
}

fn blank(form: &str, it: &Inspection) -> Sheet {
    Sheet::new(form)
        .text("party_name", it.object.name.reveal())
        .text("party_address", it.object.address.reveal())
}

fn issued(it: &Inspection, sheet: Sheet, setting: &Setting<'_>) -> Result<Document, Refused> {
    let as_of = Issue { authority: &it.authority, case_number: None, nth: 0, reserved: None };
    issue(setting, sheet, as_of).map_err(Refused)
}
