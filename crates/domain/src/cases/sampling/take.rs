//! Take samples under seal, with two officers and the party or a witness (抽样取证).

use serde::{Deserialize, Serialize};

use super::{obstacles, papers};
use crate::cases::event::Event;
use crate::cases::records::{Delivery, DeliveryMethod};
use crate::cases::sheets::{self, issue_nth};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::sampling::SampleRecord;
use crate::{Refused, Setting};

/// Take samples (抽样取证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeSamples {
    /// What was taken, how and before whom.
    pub record: SampleRecord,
}

impl TakeSamples {
    /// Decides whether the samples were taken as evidence must be (N7).
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条第一款、第五十六条; 《交通运输行政执法程序规定》第四章第二节
    /// (AP-09, AP-10, AP-41, MT-08).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::TakeSamples, case));
        let used: Vec<_> = case.samplings.samples().collect();
        self.record.check(&used, &mut found, setting);
        found.clear()?;
        self.events(case, setting)
    }

    fn events(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let record = &self.record;
        let sheet = record.fill(sheets::sheet(case, "TF-05", setting), setting);
        let certificate = issue_nth(case, setting, sheet, 0)?;
        let mut events = vec![Event::SamplesTaken(record.taken(&certificate))];
        events.push(Event::DocumentIssued(certificate.clone()));
        // Whoever refused to sign is served later, with the proof that leaving it there asks for.
        if record.present && record.is_signed() {
            let sheet = papers::receipt(case, record, &certificate, setting);
            let receipt = issue_nth(case, setting, sheet, 1)?;
            events.push(Event::Delivered(Delivery {
                document: certificate.id,
                receipt: receipt.id.clone(),
                method: DeliveryMethod::Direct,
                delivered_on: record.at.date(),
                by: record.officers.clone(),
            }));
            events.push(Event::DocumentIssued(receipt));
        }
        events.push(Event::EvidenceAdded(record.as_evidence(setting)));
        Ok(events)
    }
}
