//! What waits for whom, until when and by which rule: the inbox as a function of the state.

use jiff::civil::Date;

use crate::cases::{self, Case, Decided, Deciding};
use crate::clues::{self, Clue};
use crate::entrustments::{self, Entrustment};
use crate::ids::{PersonId, UnitId};
use crate::inspections::{self, Inspection};
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::rules;
use crate::supervision::{self, Supervision};
use crate::world::State;

/// For whom a task waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// One person.
    Person(PersonId),
    /// Whoever holds the role in the unit.
    Role(Role, UnitId),
    /// Whoever holds the role in the authority, as its id.
    Authority(Role, String),
}

impl Holder {
    /// The text by which the inbox is searched.
    pub fn key(&self) -> String {
        match self {
            Self::Person(person) => format!("person/{person}"),
            Self::Role(role, unit) => format!("role/{}/{unit}", role.slug()),
            Self::Authority(role, authority) => format!("office/{}/{authority}", role.slug()),
        }
    }
}

/// A deadline with the rule it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day, inclusive.
    pub on: Date,
    /// The rule's id.
    pub rule: String,
    /// The article.
    pub cite: String,
}

/// Something that waits to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub act: Act,
    /// Who is to do it.
    pub holders: Vec<Holder>,
    /// Until when.
    pub due: Option<Due>,
}

/// The tasks that a state gives rise to.
pub fn tasks(state: &State, law: &Jurisdiction) -> Vec<Task> {
    match state {
        State::Case(case) => of_case(case, law),
        State::Clue(clue) => of_clue(clue, law),
        State::Inspection(inspection) => of_inspection(inspection),
        State::Supervision(it) => of_supervision(it, law),
        State::Entrustment(it) => of_entrustment(it),
        State::Person(_) | State::Pack(_) | State::Record(_) | State::Evidence(_) => vec![],
    }
}

fn due(law: &Jurisdiction, rule: &str, from: Date) -> Option<Due> {
    let reckoning = law.rules.due(rule, from, &law.calendar).ok()?;
    let cite = law.rules.at(rule, from).map_or_else(|_| String::new(), law::Parameter::basis);
    Some(Due { on: reckoning.last, rule: rule.to_owned(), cite })
}

fn of_clue(clue: &Clue, law: &Jurisdiction) -> Vec<Task> {
    let town_unit = law.town_office(&clue.town).map(|unit| unit.id.clone());
    let town = |role: Role| town_unit.iter().map(|u| Holder::Role(role, u.clone())).collect();
    let answer_by = |dispatch: &clues::Dispatch| {
        Some(Due { on: dispatch.due_on, rule: "派单期限".to_owned(), cite: String::new() })
    };
    let of = |unit: &UnitId, roles: &[Role]| -> Vec<Holder> {
        roles.iter().map(|role| Holder::Role(*role, unit.clone())).collect()
    };
    let receivers = [Role::SquadLead, Role::SquadOfficer, Role::UnitHead, Role::CaseHandler];
    let mut all = match &clue.stage {
        clues::Stage::Received => {
            vec![Task { act: Act::DispatchClue, holders: town(Role::Dispatcher), due: None }]
        }
        clues::Stage::Dispatched(dispatch) => vec![Task {
            act: Act::AcceptClue,
            holders: of(&dispatch.unit, &receivers),
            due: answer_by(dispatch),
        }],
        clues::Stage::Accepted(dispatch) => vec![Task {
            act: Act::AnswerClue,
            holders: of(&dispatch.unit, &receivers),
            due: answer_by(dispatch),
        }],
        clues::Stage::Answered(_) | clues::Stage::Transferred { .. } => {
            vec![Task { act: Act::JudgeClue, holders: town(Role::TownLead), due: None }]
        }
        clues::Stage::Merged { .. } | clues::Stage::Settled { .. } => vec![],
    };
    let over = matches!(
        clue.stage,
        clues::Stage::Settled { .. }
            | clues::Stage::Merged { .. }
            | clues::Stage::Transferred { .. }
    );
    if over && clue.informed.is_none() && clue.source == clues::Source::Portal {
        all.push(Task { act: Act::InformReporter, holders: town(Role::Dispatcher), due: None });
    }
    match &clue.contact_stage {
        clues::ContactStage::Asked(_) => {
            all.push(Task { act: Act::DecideContact, holders: town(Role::TownLead), due: None });
        }
        clues::ContactStage::Opened { to, .. } => {
            let holders = vec![Holder::Person(to.clone())];
            all.push(Task { act: Act::LookAtContact, holders, due: None });
        }
        clues::ContactStage::Sealed | clues::ContactStage::Erased { .. } => {}
    }
    all
}

fn of_inspection(it: &Inspection) -> Vec<Task> {
    let officers = || it.officers.iter().cloned().map(Holder::Person).collect::<Vec<_>>();
    let leaders = || vec![Holder::Authority(Role::Leader, it.authority.to_string())];
    let planned = || {
        Some(Due { on: it.planned_on, rule: "计划检查日期".to_owned(), cite: String::new() })
    };
    let step = |act: Act| Task { act, holders: officers(), due: planned() };
    let mut all = match &it.stage {
        inspections::Stage::Proposed if it.urgent.is_some() => vec![step(Act::ArriveOnSite)],
        inspections::Stage::Proposed
        | inspections::Stage::Refused { .. }
        | inspections::Stage::Done(..) => vec![],
        inspections::Stage::Approved => vec![step(Act::ArriveOnSite)],
        inspections::Stage::OnSite(_) => vec![step(Act::RecordFindings)],
        inspections::Stage::Recorded(..) => vec![step(Act::SignRecord)],
        inspections::Stage::Signed(..) => vec![step(Act::ConcludeInspection)],
    };
    let refused = matches!(it.stage, inspections::Stage::Refused { .. });
    if it.approval.is_none() && !refused {
        all.push(Task { act: Act::ApproveInspection, holders: leaders(), due: planned() });
    }
    if let Some(inspections::Outcome::HandedOver { to, on, .. }) = it.handed_over()
        && it.case.is_none()
    {
        all.push(Task {
            act: Act::ProposeFiling,
            holders: vec![Holder::Role(Role::CaseHandler, to.clone())],
            due: Some(Due {
                on: *on,
                rule: "及时立案".to_owned(),
                cite: "《行政处罚法》第五十四条第二款".to_owned(),
            }),
        });
    }
    all
}

fn of_entrustment(it: &Entrustment) -> Vec<Task> {
    let who = |role| vec![Holder::Authority(role, it.authority.to_string())];
    let (lawyers, leaders) = (who(Role::LegalReviewer), who(Role::Leader));
    match it.stage {
        entrustments::Stage::Drawn => {
            vec![Task { act: Act::SignEntrustment, holders: leaders, due: None }]
        }
        entrustments::Stage::Signed => {
            let owed = it.notices.published.is_none() || it.notices.filed.is_none();
            let act = Act::RecordEntrustmentNotice;
            let known = owed.then_some(Task { act, holders: lawyers, due: None });
            let due = Due {
                on: it.terms.until,
                rule: "委托期限".to_owned(),
                cite: "《行政处罚法》第二十条第二款".to_owned(),
            };
            let ends = Task { act: Act::EndEntrustment, holders: leaders, due: Some(due) };
            known.into_iter().chain([ends]).collect()
        }
        entrustments::Stage::Ended { .. } => vec![],
    }
}

fn of_supervision(it: &Supervision, law: &Jurisdiction) -> Vec<Task> {
    let supervisors =
        || vec![Holder::Authority(Role::Supervisor, it.opened.supervisor.to_string())];
    let due = it.order().map(|order| Due {
        on: order.due_on,
        rule: order.instrument.rule().to_owned(),
        cite: law
            .rules
            .at(order.instrument.rule(), order.on)
            .map_or_else(|_| String::new(), law::Parameter::basis),
    });
    let task = |act, holders, due| vec![Task { act, holders, due }];
    match it.stage {
        supervision::Stage::Open => task(Act::GiveOrder, supervisors(), None),
        supervision::Stage::Ordered => {
            let organ = it.opened.authority.to_string();
            task(Act::AnswerOrder, vec![Holder::Authority(Role::Leader, organ)], due)
        }
        supervision::Stage::Answered => task(Act::JudgeAnswer, supervisors(), None),
        supervision::Stage::Closed { .. } => vec![],
    }
}

fn of_case(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    // With the police it does not wait for us; what was decided before is delivered and published.
    let away = cases::waits(case);
    let mut all = if away { Vec::new() } else { of_stage(case, law) };
    all.extend(cases::measures_waiting(case, law));
    all.extend(cases::enforcement_waiting(case, law));
    all.extend(cases::execution_waiting(case, law));
    all.extend(cases::remedies_waiting(case, law));
    all.extend(cases::crime_waiting(case, law));
    all.extend(cases::recusal_waiting(case));
    all.extend(cases::suspension_waiting(case, law));
    all.extend(cases::submission_waiting(case, law));
    all.extend(cases::transfer_waiting(case, law));
    all.extend(cases::sampling_waiting(case, law));
    all.extend(cases::assistance_waiting(case));
    all.extend(cases::fast_waiting(case, law));
    all.extend(cases::norms_waiting(case, law));
    all
}

fn of_stage(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    let at = Desk { case, law };
    match &case.stage {
        cases::Stage::OnSpot(it) => {
            let act = match it.telling {
                Some(_) => Act::DecideOnSpot,
                None => Act::HearOnSpot,
            };
            vec![at.handlers(act, Some(at.today_on_spot(it)))]
        }
        cases::Stage::Proposed => {
            vec![at.office(
                Act::ApproveFiling,
                Role::Leader,
                due(law, "SOFT-filing", case.origin.proposed_on),
            )]
        }
        cases::Stage::NotFiled { .. } => vec![],
        cases::Stage::Ended(it) if it.archived.is_some() => vec![],
        cases::Stage::Ended(it) => {
            vec![at.office(Act::ArchiveCase, Role::Archivist, due(law, "SOFT-archive", it.on))]
        }
        cases::Stage::Investigating(_) => {
            let mut all = vec![at.handlers(Act::SubmitReport, cases::decide_by(case, law))];
            all.extend(at.deliveries());
            all
        }
        cases::Stage::Reported(..) => {
            vec![Task {
                act: Act::ApproveReport,
                holders: vec![Holder::Role(Role::UnitHead, case.origin.unit.clone())],
                due: cases::decide_by(case, law),
            }]
        }
        cases::Stage::Deciding(deciding) => at.deciding(deciding),
        cases::Stage::Decided(decided) => at.decided(decided),
        cases::Stage::Closed(decided, closing) => {
            let mut all = at.publication(decided);
            if closing.archived.is_none() {
                all.push(cases::after_closing(case, closing.on, law));
            }
            all
        }
    }
}

/// A case with the law, for making its tasks.
struct Desk<'a> {
    case: &'a Case,
    law: &'a Jurisdiction,
}

impl Desk<'_> {
    fn handlers(&self, act: Act, due: Option<Due>) -> Task {
        let holders = self.case.handlers.iter().cloned().map(Holder::Person).collect();
        Task { act, holders, due }
    }

    fn office(&self, act: Act, role: Role, due: Option<Due>) -> Task {
        let holders = vec![Holder::Authority(role, self.case.origin.authority.to_string())];
        Task { act, holders, due }
    }

    /// What begins on the spot ends on the spot, or is converted.
    fn today_on_spot(&self, it: &cases::OnSpot) -> Due {
        Due {
            on: it.telling.as_ref().map_or(self.case.origin.proposed_on, |telling| telling.on),
            rule: "当场".to_owned(),
            cite: "《行政处罚法》第五十二条第一款".to_owned(),
        }
    }

    /// The two days of the officers, then the two days of the authority.
    fn cash(&self, it: &Decided) -> Option<Task> {
        let cash = it.cash.as_ref()?;
        match (cash.handed_in_on, &cash.banked) {
            (_, Some(_)) => None,
            (None, None) => {
                let due = due(self.law, "AP-65.officer", cash.counted_from());
                Some(self.handlers(Act::HandInCash, due))
            }
            (Some(received), None) => {
                let due = due(self.law, "AP-65.authority", received);
                Some(self.office(Act::BankCash, Role::Cashier, due))
            }
        }
    }

    /// The copy of a decision on the spot.
    fn copy(&self, it: &Decided) -> Option<Task> {
        let open = it.path.summary().is_some() && it.copy_filed_on.is_none();
        open.then(|| self.handlers(Act::FileCopy, due(self.law, "AP-37", it.decision.on)))
    }

    /// One task for all the documents that wait to be delivered.
    fn deliveries(&self) -> Option<Task> {
        let waiting = cases::awaiting_delivery(self.case)
            .filter_map(|document| due(self.law, "AP-49", document.issued_on))
            .min_by_key(|due| due.on)?;
        Some(self.handlers(Act::RecordDelivery, Some(waiting)))
    }

    fn deciding(&self, it: &Deciding) -> Vec<Task> {
        let limit = || cases::decide_by(self.case, self.law);
        let mut all: Vec<Task> = self.deliveries().into_iter().collect();
        if let cases::Representation::Made(_) = it.representation {
            all.push(Task {
                act: Act::ReviewRepresentation,
                holders: vec![Holder::Role(Role::UnitHead, self.case.origin.unit.clone())],
                due: limit(),
            });
        }
        let told = it.notice.as_ref().and_then(|notice| notice.delivered_on);
        match (&it.review, &it.hearing, &it.notice) {
            (cases::Review::Submitted { .. }, _, _) => {
                all.push(self.office(Act::GiveOpinion, Role::LegalReviewer, limit()));
            }
            (cases::Review::Passed(opinion), _, _) => {
                let act = self.after_review(it, opinion.on);
                all.push(self.office(act, Role::Leader, limit()));
            }
            (_, cases::Hearing::Requested { .. }, _) => {
                all.push(self.office(Act::CallHearing, Role::HearingPresider, limit()));
            }
            (_, cases::Hearing::Called(call), _) => {
                let day = Due {
                    on: call.at.date(),
                    rule: "听证日期".to_owned(),
                    cite: "《行政处罚法》第六十四条".to_owned(),
                };
                all.push(self.office(Act::HoldHearing, Role::HearingPresider, Some(day)));
            }
            (_, _, None) if it.report.proposal.penalty().is_some() => {
                all.push(self.handlers(Act::GiveNotice, limit()));
            }
            (_, _, Some(_)) if told.is_none() => {}
            (_, _, Some(_) | None) => all.push(self.handlers(Act::DraftDecision, limit())),
        }
        all
    }

    /// What the head does with a draft that passed review: discuss it first where that is due.
    fn after_review(&self, it: &Deciding, passed_on: Date) -> Act {
        let Some(draft) = &it.draft else { return Act::DecidePenalty };
        let kind = self.case.origin.party.kind;
        match &draft.proposal {
            cases::Proposal::NoPenalty(_) => Act::WaivePenalty,
            cases::Proposal::Penalty(terms)
                if it.deliberation.as_ref().is_none_or(|talk| talk.fine < terms.fine)
                    && (it.report.complex
                        || rules::hearing_due(self.law, kind, terms, passed_on)) =>
            {
                Act::RecordDeliberation
            }
            cases::Proposal::Penalty(_) => Act::DecidePenalty,
        }
    }

    fn decided(&self, it: &Decided) -> Vec<Task> {
        let mut all: Vec<Task> = self.deliveries().into_iter().collect();
        all.extend(self.publication(it));
        all.extend(self.cash(it));
        all.extend(self.copy(it));
        let in_hand = it.cash.as_ref().is_some_and(|cash| cash.banked.is_none());
        let open = in_hand || (it.path.summary().is_some() && it.copy_filed_on.is_none());
        // Once the principal is paid the surcharge stands still, so that any day will do.
        let owed = cases::owed_on(it, self.law, it.decision.on).total().0 > 0;
        match (it.delivered_on, &it.closing, &it.standing) {
            (_, Some(_), _) => all.push(self.office(Act::ApproveClosing, Role::Leader, None)),
            (None, None, cases::Standing::InForce) => {}
            (Some(delivered), None, cases::Standing::InForce) if owed => {
                let due = due(self.law, "AP-61", delivered);
                all.push(self.office(Act::RecordPayment, Role::Cashier, due));
            }
            (_, None, cases::Standing::Revoked { .. }) if in_hand => {}
            (Some(_), None, cases::Standing::InForce) if open => {}
            (_, None, cases::Standing::Revoked { .. })
            | (Some(_), None, cases::Standing::InForce) => {
                all.push(self.handlers(Act::ProposeClosing, None));
            }
        }
        all
    }

    fn publication(&self, it: &Decided) -> Vec<Task> {
        let rule = match it.decision.proposal {
            cases::Proposal::Penalty(_) => "TS-04",
            cases::Proposal::NoPenalty(_) => "TS-03",
        };
        let within = || due(self.law, rule, it.decision.on);
        if let (cases::Publication::Published(..), Some((on, _, _))) =
            (&it.publication, it.undone())
        {
            let due = due(self.law, "AP-33", on);
            return vec![self.office(Act::RetractPublication, Role::Publisher, due)];
        }
        match (&it.publication, &it.standing) {
            (cases::Publication::None, cases::Standing::InForce) => {
                vec![self.office(Act::ProposePublication, Role::Publisher, within())]
            }
            (cases::Publication::Proposed(..), cases::Standing::InForce) => {
                vec![self.office(Act::ConfirmPublication, Role::Leader, within())]
            }
            (
                cases::Publication::None
                | cases::Publication::Proposed(..)
                | cases::Publication::Withheld { .. }
                | cases::Publication::Published(..)
                | cases::Publication::Retracted { .. },
                _,
            ) => vec![],
        }
    }
}
