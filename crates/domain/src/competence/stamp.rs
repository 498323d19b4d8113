//! Whose stamp a document may carry: the decision table by mode, and its refusals.

use super::refusal;
use crate::catalogue::Mode;
use crate::ids::AuthorityId;
use crate::packs::{Jurisdiction, PartyOfMode, Stamp, Unit};
use crate::refusal::Refusal;

/// The parties among which the table chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeParties<'a> {
    /// The holder of the power.
    pub holder: &'a AuthorityId,
    /// The authority in whose name the unit acts.
    pub acting_name: &'a AuthorityId,
    /// The authority of the town.
    pub town: Option<&'a AuthorityId>,
    /// The lead department.
    pub lead: Option<&'a AuthorityId>,
}

impl<'a> ModeParties<'a> {
    fn party(&self, which: PartyOfMode) -> Option<&'a AuthorityId> {
        match which {
            PartyOfMode::Holder => Some(self.holder),
            PartyOfMode::ActingName => Some(self.acting_name),
            PartyOfMode::Town => self.town,
            PartyOfMode::Lead => self.lead,
        }
    }
}

/// The only stamp that a document of the mode may carry.
///
/// # Errors
/// A refusal when the table knows none.
pub fn permitted_stamp<'j>(
    jurisdiction: &'j Jurisdiction,
    mode: Mode,
    parties: &ModeParties<'_>,
) -> Result<&'j Stamp, Refusal> {
    jurisdiction
        .stamp_rule(mode)
        .and_then(|rule| parties.party(rule.stamp_of))
        .and_then(|authority| jurisdiction.stamp(authority))
        .ok_or_else(|| refusal::no_stamp(mode))
}

/// Decides whether the stamp of `chosen` may be used.
///
/// # Errors
/// A refusal that names the permitted stamp.
pub fn check_stamp(
    jurisdiction: &Jurisdiction,
    mode: Mode,
    parties: &ModeParties<'_>,
    chosen: &AuthorityId,
) -> Result<(), Refusal> {
    let permitted = permitted_stamp(jurisdiction, mode, parties)?;
    if permitted.authority == *chosen {
        return Ok(());
    }
    Err(refusal::wrong_stamp(mode, &permitted.text))
}

/// The unit that reviews documents of the mode.
pub(super) fn reviewer_of<'j>(
    jurisdiction: &'j Jurisdiction,
    mode: Mode,
    parties: &ModeParties<'_>,
) -> Option<&'j Unit> {
    let rule = jurisdiction.stamp_rule(mode)?;
    jurisdiction.reviewer(parties.party(rule.reviewed_by)?)
}
