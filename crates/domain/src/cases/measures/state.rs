//! A measure as it stands, each article with its fate, and the period that runs.

use jiff::civil::{Date, DateTime};
use law::Fen;
use serde::{Deserialize, Serialize};

use super::dispose::DisposalManner;
use super::event::{Appraisal, Extension, MeasureProposal, Release, Taking};
use crate::Private;
use crate::cases::event::Event;
use crate::cases::state::Case;
use crate::catalogue::Hundredths;
use crate::ids::{ArticleId, DocumentId, MeasureId, PersonId};
use crate::packs::Jurisdiction;

/// What kind of measure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// 查封.
    Sequester,
    /// 扣押.
    Seize,
    /// 先行登记保存: a hold of evidence, not a compulsory measure.
    Hold,
}

impl MeasureKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Sequester, Self::Seize, Self::Hold];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Sequester => "查封",
            Self::Seize => "扣押",
            Self::Hold => "先行登记保存",
        }
    }

    /// The id used in forms and packs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Sequester => "sequester",
            Self::Seize => "seize",
            Self::Hold => "hold",
        }
    }

    /// The rule that limits it in time.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Sequester | Self::Seize => "AC-08",
            Self::Hold => "AP-41",
        }
    }

    /// Whether it is a compulsory measure in the sense of 《行政强制法》.
    pub const fn is_compulsory(self) -> bool {
        match self {
            Self::Sequester | Self::Seize => true,
            Self::Hold => false,
        }
    }
}

/// One line of the list (物品清单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// What sort of thing: 名称.
    pub name: String,
    /// Make, number, marks: 规格、型号、特征.
    pub features: Private,
    /// How much.
    pub quantity: Hundredths,
    /// Of which unit.
    pub unit: String,
    /// In which condition: 状况.
    pub condition: Private,
    /// The number on its label (标签、封条编号).
    pub label: String,
    /// What has become of it; not part of the event that took it.
    #[serde(skip)]
    pub fate: Fate,
}

impl Article {
    /// The quantity as a person writes it.
    pub fn quantity_text(&self) -> String {
        self.quantity.to_string()
    }
}

/// What has become of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// 在控: the measure still extends to it.
    #[default]
    Held,
    /// 已解除，待退还.
    Released {
        /// The day.
        on: Date,
    },
    /// 已退还.
    Returned {
        /// The day.
        on: Date,
        /// The receipt.
        document: DocumentId,
    },
    /// 已转为查封、扣押.
    Converted {
        /// The day.
        on: Date,
    },
    /// 已随案移送.
    Transferred {
        /// The day.
        on: Date,
        /// The signed list.
        document: DocumentId,
    },
    /// 已没收，待处理.
    Confiscated {
        /// The day.
        on: Date,
        /// How it is to be disposed of, once the head has said so.
        order: Option<DisposalManner>,
    },
    /// 已拍卖抵缴罚款.
    Offset {
        /// The day.
        on: Date,
        /// The record.
        document: DocumentId,
    },
    /// 已处理.
    Disposed {
        /// The day.
        on: Date,
        /// How.
        manner: DisposalManner,
        /// The record.
        document: DocumentId,
    },
}

impl Fate {
    /// The Chinese name.
    pub const fn name_zh(&self) -> &'static str {
        match self {
            Self::Held => "在控",
            Self::Released { .. } => "已解除，待退还",
            Self::Returned { .. } => "已退还",
            Self::Converted { .. } => "已转为查封、扣押",
            Self::Transferred { .. } => "已随案移送",
            Self::Confiscated { order: None, .. } => "已没收，待审批处理",
            Self::Confiscated { order: Some(_), .. } => "已没收，待处理",
            Self::Offset { .. } => "已拍卖抵缴罚款",
            Self::Disposed { .. } => "已处理",
        }
    }

    /// The id used in lists.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Released { .. } => "released",
            Self::Returned { .. } => "returned",
            Self::Converted { .. } => "converted",
            Self::Transferred { .. } => "transferred",
            Self::Confiscated { .. } => "confiscated",
            Self::Offset { .. } => "offset",
            Self::Disposed { .. } => "disposed",
        }
    }
}

/// What the head said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MeasureApproval {
    /// Nothing yet.
    #[default]
    Pending,
    /// Approved.
    Given {
        /// By whom.
        by: PersonId,
        /// When.
        at: DateTime,
    },
    /// Refused.
    Refused {
        /// Why.
        reason: String,
        /// When.
        at: DateTime,
    },
}

/// A measure that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// How it was taken.
    pub taking: Taking,
    /// What it extends or extended to, each with its fate.
    pub articles: Vec<Article>,
    /// The periods of appraisal that were told.
    pub appraisals: Vec<Appraisal>,
    /// Why a longer period was asked for, while the head has not answered.
    pub asked: Option<Private>,
    /// The extension.
    pub extension: Option<Extension>,
    /// The decisions that lifted it.
    pub releases: Vec<Release>,
    /// What auctions brought to the treasury.
    pub proceeds: Fen,
}

/// A measure (措施).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What was proposed.
    pub proposal: MeasureProposal,
    /// What the head said.
    pub approval: MeasureApproval,
    /// What was taken, once it was.
    pub held: Option<Held>,
}

impl Held {
    /// Whether the measure still extends to something.
    pub fn runs(&self) -> bool {
        self.articles.iter().any(|it| it.fate == Fate::Held)
    }

    /// The day on which it ceased to extend to anything; `None` while it runs.
    pub fn ended_on(&self) -> Option<Date> {
        let taken_away = self.articles.iter().filter_map(|it| match &it.fate {
            Fate::Confiscated { on, .. }
            | Fate::Disposed { on, .. }
            | Fate::Offset { on, .. }
            | Fate::Transferred { on, .. }
            | Fate::Converted { on } => Some(*on),
            Fate::Held | Fate::Released { .. } | Fate::Returned { .. } => None,
        });
        let lifted = self.releases.iter().map(|it| it.on);
        if self.runs() { None } else { taken_away.chain(lifted).max() }
    }

    /// Whether an article with the fate is among them.
    pub fn any(&self, fits: impl Fn(&Fate) -> bool) -> bool {
        self.articles.iter().any(|it| fits(&it.fate))
    }
}

impl Measure {
    /// Whether it was taken and still extends to something.
    pub fn runs(&self) -> bool {
        self.held.as_ref().is_some_and(Held::runs)
    }

    /// The spans that do not count: those told to the party in writing, from the day they were told.
    ///
    /// # Law
    /// 《行政强制法》第二十五条第三款 (AC-09).
    // LEGAL-Q 2026-11-22 (法制审批科): 第二十五条第三款 asks for written notice and does not say from
    // when days are left out. Until told otherwise only days from the delivery of the notice on.
    pub fn excluded(&self, case: &Case) -> Vec<(Date, Date)> {
        let Some(held) = &self.held else { return Vec::new() };
        held.appraisals
            .iter()
            .filter_map(|it| {
                let told = case.delivered_on(&it.document)?;
                let first = it.first_on.max(told);
                (first <= it.last_on).then_some((first, it.last_on))
            })
            .collect()
    }

    /// The last day of the first period; `None` before it is taken.
    ///
    /// # Law
    /// 《行政强制法》第二十五条第一款 (AC-08); 《行政处罚法》第五十六条、第八十五条 (AP-41).
    pub fn first_due(&self, case: &Case, law: &Jurisdiction) -> Option<Date> {
        let from = self.held.as_ref()?.taking.at.date();
        let spans = self.excluded(case);
        let rule = self.proposal.kind.rule();
        Some(law.rules.due_excluding(rule, from, &spans, &law.calendar).ok()?.last)
    }

    /// The last day on which it may stand; `None` before it is taken.
    ///
    /// # Law
    /// 《行政强制法》第二十五条 (AC-08, AC-09); 《行政处罚法》第五十六条、第八十五条 (AP-41).
    pub fn due(&self, case: &Case, law: &Jurisdiction) -> Option<Date> {
        let held = self.held.as_ref()?;
        if held.extension.is_none() {
            return self.first_due(case, law);
        }
        let spans = self.excluded(case);
        let (rule, from) = (self.proposal.kind.rule(), held.taking.at.date());
        let first = law.rules.due_excluding(rule, from, &spans, &law.calendar).ok()?.strict;
        let longer = law.rules.due_excluding("AC-08.extension", first, &spans, &law.calendar);
        Some(longer.ok()?.last)
    }

    /// The moment until which an urgent measure must be approved; `None` when it is no such one.
    ///
    /// # Law
    /// 《行政强制法》第十九条 (AC-04): hours run through nights and holidays.
    pub fn ratify_by(&self, law: &Jurisdiction) -> Option<DateTime> {
        let held = self.held.as_ref()?;
        self.proposal.urgent.as_ref()?;
        law.rules.due_at("AC-04", held.taking.at).ok()
    }
}

/// The measures of the case after the event.
pub(in crate::cases) fn apply(measures: &mut Vec<Measure>, event: &Event) {
    if let Event::MeasureProposed(proposal) = event {
        measures.push(Measure {
            id: proposal.measure.clone(),
            proposal: proposal.clone(),
            approval: MeasureApproval::Pending,
            held: None,
        });
        return;
    }
    let Some(id) = subject(event) else { return };
    let Some(it) = measures.iter_mut().find(|it| it.id == *id) else { return };
    if let Event::MeasureTaken(taking) = event {
        it.held = Some(Held {
            articles: taking.articles.clone(),
            taking: taking.clone(),
            appraisals: Vec::new(),
            asked: None,
            extension: None,
            releases: Vec::new(),
            proceeds: Fen(0),
        });
        return;
    }
    if let Event::MeasureApproved { by, at, .. } = event {
        it.approval = MeasureApproval::Given { by: by.clone(), at: *at };
    } else if let Event::MeasureRefused { reason, at, .. } = event {
        it.approval = MeasureApproval::Refused { reason: reason.clone(), at: *at };
    } else if let Some(held) = &mut it.held {
        advance(held, event);
    }
}

/// Which measure an event is about.
#[expect(clippy::wildcard_enum_match_arm, reason = "most events of a case are about no measure")]
fn subject(event: &Event) -> Option<&MeasureId> {
    match event {
        Event::MeasureApproved { measure, .. }
        | Event::MeasureRefused { measure, .. }
        | Event::ExtensionRequested { measure, .. }
        | Event::ExtensionRefused { measure, .. }
        | Event::ArticlesConfiscated { measure, .. } => Some(measure),
        Event::MeasureTaken(it) => Some(&it.measure),
        Event::MeasureExtended(it) => Some(&it.measure),
        Event::AppraisalTold(it) => Some(&it.measure),
        Event::MeasureReleased(it) => Some(&it.measure),
        Event::ArticlesReturned(it) => Some(&it.measure),
        Event::ArticlesTransferred(it) => Some(&it.measure),
        Event::DisposalApproved(it) => Some(&it.measure),
        Event::ArticlesDisposed(it) => Some(&it.measure),
        Event::AuctionRecorded(it) => Some(&it.measure),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other events change nothing here")]
fn advance(held: &mut Held, event: &Event) {
    match event {
        Event::ExtensionRequested { reason, .. } => held.asked = Some(reason.clone()),
        Event::ExtensionRefused { .. } => held.asked = None,
        Event::MeasureExtended(it) => {
            held.asked = None;
            held.extension = Some(it.clone());
        }
        Event::AppraisalTold(it) => held.appraisals.push(it.clone()),
        Event::MeasureReleased(it) => {
            let converted = it.ground == super::event::ReleaseGround::Converted;
            let (on, ids) = (it.on, &it.articles);
            mark(
                held,
                ids,
                |_| {
                    if converted { Fate::Converted { on } } else { Fate::Released { on } }
                },
            );
            held.releases.push(it.clone());
        }
        Event::ArticlesReturned(it) => {
            let (on, document) = (it.on, it.document.clone());
            mark(held, &it.articles, |_| Fate::Returned { on, document: document.clone() });
        }
        Event::ArticlesTransferred(it) => {
            let (on, document) = (it.on, it.document.clone());
            mark(held, &it.articles, |_| Fate::Transferred { on, document: document.clone() });
        }
        Event::ArticlesConfiscated { articles, on, .. } => {
            mark(held, articles, |_| Fate::Confiscated { on: *on, order: None });
        }
        Event::DisposalApproved(it) => mark(held, &it.articles, |fate| match fate {
            Fate::Confiscated { on, .. } => Fate::Confiscated { on: *on, order: Some(it.manner) },
            other => other.clone(),
        }),
        Event::AuctionRecorded(it) => {
            held.proceeds = Fen(held.proceeds.0 + it.price.0);
            if let Some(document) = &it.document {
                let (on, document) = (it.on, document.clone());
                mark(held, &it.articles, |_| Fate::Offset { on, document: document.clone() });
            }
        }
        Event::ArticlesDisposed(it) => {
            held.proceeds = Fen(held.proceeds.0 + it.proceeds.0);
            let (on, document) = (it.on, it.document.clone());
            mark(held, &it.articles, |fate| match fate {
                Fate::Confiscated { order: Some(manner), .. } => {
                    Fate::Disposed { on, manner: *manner, document: document.clone() }
                }
                other => other.clone(),
            });
        }
        _ => {}
    }
}

fn mark(held: &mut Held, ids: &[ArticleId], fate: impl Fn(&Fate) -> Fate) {
    for article in held.articles.iter_mut().filter(|it| ids.contains(&it.id)) {
        article.fate = fate(&article.fate);
    }
}
