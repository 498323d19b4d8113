//! What should become of a case, as a form: first the clause or the ground, then its particulars.
//!
//! Whether it is lawful is for the domain to say; here it is only asked for and read.

mod chooser;
mod penalty;
mod waiver;

use domain::{
    cases::{Proposal, WaiverGround},
    catalogue::Branch,
};

pub use chooser::{fine_words, panels, spot_panel};
pub use penalty::spot_fields;

use super::at::At;
use crate::{
    body::Reader,
    components::form::{Field, Form},
};

/// The clause or the ground that the address names.
#[derive(Clone, Copy, Debug)]
pub enum Chosen<'a> {
    Branch(&'a Branch),
    Ground(WaiverGround),
}

impl Chosen<'_> {
    /// What distinguishes the drafts.
    pub fn key(self) -> String {
        match self {
            Self::Branch(branch) => branch.id.clone(),
            Self::Ground(ground) => ground.slug().to_owned(),
        }
    }
}

/// What was chosen, if anything was.
pub fn chosen(at: &At) -> Option<Chosen<'_>> {
    if let Some(branch) = at.item().and_then(|item| item.branch(at.sent("branch"))) {
        return Some(Chosen::Branch(branch));
    }
    let ground = at.sent("ground");
    let ground = WaiverGround::ALL.into_iter().find(|known| known.slug() == ground);
    ground.map(Chosen::Ground)
}

/// Asks for the particulars; `earlier` fills them in where it chose the same.
pub fn fields(at: &At, form: Form, chosen: Chosen<'_>, earlier: Option<&Proposal>) -> Form {
    match chosen {
        Chosen::Branch(branch) => {
            let terms = earlier.and_then(Proposal::penalty).filter(|it| it.branch == branch.id);
            penalty::fields(
                at,
                form.field(Field::hidden("branch", branch.id.clone())),
                branch,
                terms,
            )
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
        Chosen::Branch(branch) => Proposal::Penalty(penalty::read(branch, read)),
        Chosen::Ground(ground) => Proposal::NoPenalty(waiver::read(ground, read)),
    }
}
