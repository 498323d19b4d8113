//! 从旧兼从轻: which law governs when it changed between the act and the decision.

use domain::{cases::PenaltyTerms, catalogue::Governs};

use crate::{
    components::{notice::Notice, text::Tone},
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, when the law changed in between.
pub fn panel(at: &At) -> Option<Panel> {
    let found = at.in_time(proposed(at))?;
    let tone = match found.governs {
        Governs::Only | Governs::Earlier => Tone::Info,
        Governs::Later | Governs::Doubtful => Tone::Warning,
        Governs::Nothing => Tone::Danger,
    };
    let words = format!("{}（《行政处罚法》第三十七条）。", found.governs.name_zh());
    let why = found.why.join("\n");
    let panel = Panel::new("in-time", "从旧兼从轻").with(Part::Notice(Notice::new(tone, words)));
    Some(panel.with(Part::words(why)))
}

/// What the report answers to the question, when the law changed in between.
pub fn answer(at: &At) -> Option<String> {
    at.in_time(proposed(at)).map(|found| found.why.join(""))
}

/// The penalty as far as it is known.
fn proposed(at: &At) -> Option<&PenaltyTerms> {
    let decided = at.case.decided().map(|it| &it.decision.proposal);
    let drafted = || at.case.deciding()?.draft.as_ref().map(|draft| &draft.proposal);
    let reported = || at.case.report().map(|report| &report.proposal);
    decided.or_else(drafted).or_else(reported)?.penalty()
}
