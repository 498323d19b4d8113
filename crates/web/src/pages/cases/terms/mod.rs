//! What should become of a case, as a form: first the clause or the ground, then its particulars.
//!
//! Whether it is lawful is for the domain to say; here it is only asked for and read.

mod chooser;
mod penalty;
mod waiver;

use domain::{
    cases::{PenaltyTerms, Proposal, WaiverGround},
    catalogue::Branch,
};
use jiff::civil::Date;

pub use chooser::{panels, spot_panel};
pub use penalty::spot_fields;

use super::at::At;
use crate::{
    body::Reader,
    components::form::{Field, Form},
};

/// Where an address names the first day of a later version of the law.
pub(super) const LATER: &str = "law";

/// The clause or the ground that the address names.
#[derive(Clone, Copy, Debug)]
pub enum Chosen<'a> {
    /// A clause, and the first day of the later version that it stands in.
    Branch(&'a Branch, Option<Date>),
    Ground(WaiverGround),
}

impl Chosen<'_> {
    /// What distinguishes the drafts.
    pub fn key(self) -> String {
        match self {
            Self::Branch(branch, None) => branch.id.clone(),
            Self::Branch(branch, Some(from)) => format!("{}-{from}", branch.id),
            Self::Ground(ground) => ground.slug().to_owned(),
        }
    }
}

/// What was chosen, if anything was.
pub fn chosen(at: &At) -> Option<Chosen<'_>> {
    let from = at.sent(LATER).parse::<Date>().ok();
    let item = match from {
        Some(_) => at.later().filter(|item| Some(item.effective_from) == from),
        None => at.item(),
    };
    if let Some(branch) = item.and_then(|item| item.branch(at.sent("branch"))) {
        return Some(Chosen::Branch(branch, from));
    }
    let ground = at.sent("ground");
    let ground = WaiverGround::ALL.into_iter().find(|known| known.slug() == ground);
    ground.map(Chosen::Ground)
}

/// Asks for the particulars; `earlier` fills them in where it chose the same.
pub fn fields(at: &At, form: Form, chosen: Chosen<'_>, earlier: Option<&Proposal>) -> Form {
    match chosen {
        Chosen::Branch(branch, from) => {
            let same = |it: &&PenaltyTerms| it.branch == branch.id && it.law_from == from;
            let terms = earlier.and_then(Proposal::penalty).filter(same);
            let form = form.field(Field::hidden("branch", branch.id.clone()));
            let form = match from {
                Some(day) => form.field(Field::hidden(LATER, day.to_string())),
                None => form,
            };
            penalty::fields(at, form, branch, terms)
        }
        Chosen::Ground(ground) => {
            let terms = earlier.and_then(Proposal::waiver).filter(|it| it.ground == ground);
            waiver::fields(at, form.field(Field::hidden("ground", ground.slug())), ground, terms)
        }
    }
}

/// Reads the particulars.
pub fn read(chosen: Chosen<'_>, read: &mut Reader<'_>) -> Proposal {
    match chosen {
        Chosen::Branch(branch, law_from) => {
            Proposal::Penalty(PenaltyTerms { law_from, ..penalty::read(branch, read) })
        }
        Chosen::Ground(ground) => Proposal::NoPenalty(waiver::read(ground, read)),
    }
}
