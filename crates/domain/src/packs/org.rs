//! The bodies of a jurisdiction as its pack lists them: authorities, units, towns and areas.

use serde::{Deserialize, Serialize};

use crate::catalogue::Power;
use crate::ids::{AuthorityId, TownId, UnitId};

/// What an authority is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityKind {
    /// 县级部门.
    Department,
    /// 县级人民政府.
    Government,
    /// 镇人民政府或者街道办事处.
    Town,
    /// 执法监督机关.
    Oversight,
    /// 联合执法部门.
    Partner,
    /// 上级主管部门.
    Superior,
    /// 移送对象.
    Peer,
}

/// A body that acts in its own name (行政执法主体), or that matters are transferred to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The id.
    pub id: AuthorityId,
    /// The name on documents.
    pub name: String,
    /// The name in everyday messages.
    pub short: String,
    /// What it is.
    pub kind: AuthorityKind,
    /// Whether it acts in its own name.
    pub acts_in_own_name: bool,
    /// The body that reconsiders its decisions (复议机关).
    pub reconsideration: Option<AuthorityId>,
    /// The head of its document numbers (机关代字); empty when it issues none here.
    #[serde(default)]
    pub prefix: String,
    /// The town it governs.
    pub town: Option<TownId>,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// 领导班子.
    Leaders,
    /// 法制审核机构.
    Legal,
    /// 机关综合岗位.
    Office,
    /// 综合执法大队.
    Brigade,
    /// 派驻中队.
    Squad,
    /// 镇街综合执法办.
    TownOffice,
    /// 执法监督岗位.
    Oversight,
}

/// How many people a unit is allotted (编制).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headcount {
    /// All.
    pub total: u32,
    /// 事业编制.
    pub institution: u32,
    /// 企业编制.
    pub enterprise: u32,
}

/// A unit of an authority (机构).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The id.
    pub id: UnitId,
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The authority it belongs to.
    pub authority: AuthorityId,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// The powers it works on in the name of the authority.
    pub powers: Vec<Power>,
    /// Its territory; empty for units without one.
    #[serde(default)]
    pub towns: Vec<TownId>,
    /// The town its office is in.
    pub office_town: Option<TownId>,
    /// Where it is found; printed on documents as the contact.
    #[serde(default)]
    pub address: String,
    /// Its telephone.
    #[serde(default)]
    pub phone: String,
    /// Its establishment.
    pub headcount: Option<Headcount>,
    /// The unit that reviews for it.
    pub legal_review: Option<UnitId>,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}

/// Whether a town is a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TownKind {
    /// 街道.
    Street,
    /// 镇.
    Town,
}

/// A place on a schematic map, in hundredths of its width and height; not a coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SketchPosition {
    /// From the left.
    pub x: u8,
    /// From the top.
    pub y: u8,
}

/// A town or street (镇街).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    /// The id.
    pub id: TownId,
    /// The name.
    pub name: String,
    /// Town or street.
    pub kind: TownKind,
    /// Where the demonstration map draws it.
    pub provisional_position: Option<SketchPosition>,
}

/// What makes an area special.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// 城区: the brigade's.
    Urban,
    /// 园区: the squad's of the host town.
    Park,
}

/// A special area inside one or more towns.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The id.
    pub id: AreaId,
    /// The name.
    pub name: String,
    /// What makes it special.
    pub kind: AreaKind,
    /// The towns it lies in; for a park the first is the host.
    pub towns: Vec<TownId>,
    /// Whether it is only an example to be replaced.
    #[serde(default)]
    pub example: bool,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}

/// A special area (城区、园区).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaId(pub String);

impl AreaId {
    /// Wraps the given text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// Where suits and applications for enforcement go; parameters for the user to verify.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Courts {
    /// The court for suits.
    pub suit: String,
    /// The court for enforcement.
    pub enforcement: String,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}
