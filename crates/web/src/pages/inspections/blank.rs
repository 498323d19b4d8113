//! Records with nothing in them, by which the page asks whether the step is open at all.

use domain::{
    Private,
    inspections::{ExamineOnSite, InterviewOnSite, SampleOnSite},
    interview::RecordInterview,
    sampling::SampleRecord,
    scene::SceneRecord,
};
use jiff::civil::DateTime;

/// An interview of nobody.
pub fn interview(at: DateTime) -> InterviewOnSite {
    let record = RecordInterview {
        name: Private::default(),
        id_number: Private::default(),
        address: Private::default(),
        phone: Private::default(),
        employer: Private::default(),
        relation: String::new(),
        place: Private::default(),
        started_at: at,
        ended_at: at,
        officers: Vec::new(),
        certificates_shown: false,
        dialogue: Vec::new(),
        signature_image: Private::default(),
        refusal_reason: Private::default(),
        scan: None,
    };
    InterviewOnSite { record }
}

/// An examination of nothing.
pub fn examination(at: DateTime) -> ExamineOnSite {
    let record = SceneRecord {
        place: Private::default(),
        weather: String::new(),
        started_at: at,
        ended_at: at,
        officers: Vec::new(),
        certificates_shown: false,
        present_name: Private::default(),
        present_role: Private::default(),
        invited_name: Private::default(),
        invited_role: Private::default(),
        findings: Private::default(),
        pictures: Vec::new(),
        signature_image: Private::default(),
        refusal_reason: Private::default(),
        invited_image: Private::default(),
        scan: None,
    };
    ExamineOnSite { record }
}

/// Samples of nothing.
pub fn sampling(at: DateTime) -> SampleOnSite {
    let record = SampleRecord {
        at,
        place: Private::default(),
        officers: Vec::new(),
        told: false,
        method: String::new(),
        met_name: Private::default(),
        met_role: Private::default(),
        present: true,
        witness: Private::default(),
        signature_image: Private::default(),
        refusal_reason: Private::default(),
        scan: None,
        samples: Vec::new(),
        kept: String::new(),
    };
    SampleOnSite { record }
}
