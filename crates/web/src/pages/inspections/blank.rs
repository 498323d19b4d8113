//! Records with nothing in them, by which the page asks whether the step is open at all.

use domain::{
    Private,
    inspections::{ExamineOnSite, InterviewOnSite},
    interview::RecordInterview,
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
