//! The names of things: one type per kind of thing, so that a case is never taken for a clue.
//!
//! Ids made at run time are 26 characters of Crockford base 32 (ULID); ids of a jurisdiction
//! pack are short words chosen by its author. Both are only compared, never parsed for meaning.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Wraps the given text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A case on its way to the police (涉嫌犯罪案件移送).
    ReferralId
);
id!(
    /// An appraisal that an institution is entrusted with (委托鉴定).
    AppraisalId
);
id!(
    /// Somebody asks that a person withdraw from a case (回避).
    RecusalId
);
id!(
    /// A remedy against one of our acts (行政复议、行政诉讼).
    RemedyId
);
id!(
    /// A person with an account (人员).
    PersonId
);
id!(
    /// A unit of the organisation: brigade, squad, town office, legal unit (机构).
    UnitId
);
id!(
    /// An authority that acts in its own name (行政执法主体).
    AuthorityId
);
id!(
    /// A town or street (镇街).
    TownId
);
id!(
    /// A power item of the catalogue (权力事项).
    ItemId
);
id!(
    /// A case (处罚案件).
    CaseId
);
id!(
    /// A clue (线索).
    ClueId
);
id!(
    /// A deed of entrustment (委托执法协议).
    EntrustmentId
);
id!(
    /// A supervision of an organ (执法监督事项).
    SupervisionId
);
id!(
    /// An inspection (行政检查).
    InspectionId
);
id!(
    /// An issued document (文书).
    DocumentId
);
id!(
    /// A piece of evidence (证据).
    EvidenceId
);
id!(
    /// A measure of a case (措施).
    MeasureId
);
id!(
    /// One line of the list of a measure (涉案物品).
    ArticleId
);
id!(
    /// A performance by proxy or a demolition that was decided (代履行、强制拆除).
    EnforcementId
);
id!(
    /// A command, chosen by whoever sends it; sending it twice changes nothing twice.
    CommandId
);

impl CommandId {
    /// The id of the `nth` thing that this command brings into being.
    ///
    /// Things are named after the command that made them, so that a repeated command names
    /// the same things and no rule needs randomness.
    pub fn child(&self, nth: usize) -> String {
        if nth == 0 { self.0.clone() } else { format!("{}-{nth}", self.0) }
    }
}
