//! Short lives of cases that show every kind of their events.

use jiff::civil::date;

use super::*;
use crate::cases::{Command, *};
use crate::documents::Print;
use crate::org;

pub(super) fn print(document: crate::ids::DocumentId) -> Print {
    Print { document, pdf: blob(), head: "00".repeat(32) }
}

/// A major case with a hearing, a discussion, publication, and a judgment that undoes it.
pub(super) fn heard() -> Desk {
    let mut it = Docket::major().told(date(2026, 3, 6));
    it.does(HANDLER_A, Command::RequestHearing(RequestHearing { on: date(2026, 3, 6) }));
    it.does(
        HANDLER_A,
        Command::AbandonHearing(AbandonHearing {
            on: date(2026, 3, 6),
            reason: "当事人撤回申请。".into(),
        }),
    );
    it.does(HANDLER_A, Command::GiveNotice(notice()));
    it.deliver("TF-11", date(2026, 3, 6));
    let mut it = it.called(date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 20));
    it.desk.on(date(2026, 3, 20));
    it.does(PRESIDER, Command::HoldHearing(Box::new(hold_hearing(date(2026, 3, 20)))));
    let it = it.drafted(date(2026, 3, 23)).reviewed(date(2026, 3, 24));
    let mut it = it.deliberated(date(2026, 3, 24)).decided(date(2026, 3, 25)).published();
    it.does(
        LEADER,
        Command::RevokeDecision(RevokeDecision {
            on: date(2026, 3, 25),
            by_document: "示例行政判决书".into(),
            reason: "认定事实不清。".into(),
        }),
    );
    let reason = "判决撤销。".into();
    it.does(PUBLISHER, Command::RetractPublication(RetractPublication { reason }));
    it.desk
}

/// A waiver after a returned report, withheld from publication.
pub(super) fn spared() -> Desk {
    let mut refused = Docket::new(date(2026, 3, 3));
    refused.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(date(2026, 3, 3)))));
    let reason = "没有违法事实。".into();
    refused.does(LEADER, Command::RefuseFiling(RefuseFiling { reason }));
    let mut it = Docket::filed().investigated();
    it.does(HANDLER_A, Command::RecordInterview(Box::new(interview(date(2026, 3, 3)))));
    it.verify_all();
    let proposal = || Proposal::NoPenalty(waiver(WaiverGround::Minor));
    it.does(HANDLER_A, Command::SubmitReport(Box::new(report(proposal()))));
    it.does(HEAD, Command::ReturnReport(ReturnReport { reason: "请补充测量。".into() }));
    let it = it.reported(proposal()).drafted(date(2026, 3, 4));
    let mut it = it.reviewed(date(2026, 3, 5));
    it.does(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
    let reason = "自然人轻微案件。".into();
    it.does(PUBLISHER, Command::WithholdPublication(WithholdPublication { reason }));
    it.desk.remembers(refused.desk);
    it.desk
}

/// Two near acts of one party, told apart.
pub(super) fn told_apart() -> Desk {
    let mut it = Docket::delivered(date(2026, 3, 18)).second();
    it.desk.on(date(2026, 3, 19));
    let command = ProposeFiling { act_on: date(2026, 3, 10), ..filing(date(2026, 3, 19)) };
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    let other = crate::ids::CaseId::new("K1");
    let reason = "两处堆放物分属两次运输。".into();
    it.does(HANDLER_A, Command::DistinguishAct(DistinguishAct { other: other.clone(), reason }));
    let (ground, reason) = (ConnectionGround::SameParty, "同一运输任务。".into());
    it.does(HANDLER_A, Command::ConnectCase(ConnectCase { other, ground, reason }));
    it.desk
}

/// An ordinary case with orders, a statement, payment, a returned closing and the archive.
pub(super) fn ordinary() -> Desk {
    let mut it = Docket::filed().investigated();
    it.does(HANDLER_A, Command::OrderRectification(rectification(Some(date(2026, 3, 10)))));
    let it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    let mut it = it.told(date(2026, 3, 6));
    it.does(HANDLER_A, Command::WaiveRepresentation(waived(date(2026, 3, 6))));
    it.does(HANDLER_A, Command::HearRepresentation(statement(date(2026, 3, 6))));
    it.does(HEAD, Command::ReviewRepresentation(statement_review()));
    let day = date(2026, 3, 18);
    let mut it = it.drafted(day).reviewed(day).decided(day);
    it.deliver("TF-15", day);
    let document = it.newest("TF-15");
    it.does(SYSTEM, Command::NotePrint { print: print(document) });
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), day, "票1")));
    let words = || ProposeClosing { words: "已缴。".into() };
    it.does(HANDLER_A, Command::ProposeClosing(words()));
    let reason = "请补票据。".into();
    it.does(LEADER, Command::ReturnClosing(ReturnClosing { reason }));
    it.closed().archived().desk
}

/// A fine decided and collected on the spot, and another case that is converted.
pub(super) fn on_the_spot() -> Desk {
    let mut converted = Docket::on_spot(MONDAY);
    let reason = "当事人对数量有异议。".into();
    let ground = ConversionGround::Disputed;
    converted.does(HANDLER_A, Command::ConvertToGeneral(ConvertToGeneral { ground, reason }));
    let mut it = Docket::decided_on_spot(MONDAY, 100);
    it.does(HANDLER_A, Command::CollectOnSpot(collect_on_spot(yuan(100), MONDAY)));
    it.does(HANDLER_A, Command::HandInCash(HandInCash { on: MONDAY }));
    it.does(CASHIER, Command::BankCash(BankCash { on: MONDAY, slip: "缴0001".into() }));
    it.does(HANDLER_A, Command::FileCopy(FileCopy {}));
    let mut watched = Docket::filed();
    let kind = crate::evidence::EvidenceKind::Electronic;
    let monitor = Some("yanshi-1".into());
    let record = AddEvidence { kind, monitor, ..evidence(watched.desk.today) };
    watched.does(HANDLER_A, Command::AddEvidence(record));
    let evidence = watched.case().evidence[0].id.clone();
    let how = "与原始数据核对一致。".into();
    let review = VerifyEvidence { evidence, how, moments: vec![], sound: true };
    watched.does(HANDLER_A, Command::VerifyEvidence(review));
    let mut told = Docket::decided_on_spot(date(2026, 5, 11), 100);
    let basis = "行业失信信息分类目录".into();
    let tell = GiveCreditNotice { grade: CreditGrade::Minor, basis };
    told.does(HANDLER_A, Command::GiveCreditNotice(tell));
    let collect = collect_on_spot(yuan(100), date(2026, 5, 11));
    told.does(HANDLER_A, Command::CollectOnSpot(collect));
    let (on, by_document) = (told.desk.today, "信用修复决定1号".into());
    told.does(PUBLISHER, Command::RecordRepair(RecordRepair { on, by_document }));
    let void = org::Command::VoidNumbers { year: 2026, first: 4, last: 5, reason: "污损".into() };
    it.desk.by(HEAD).does(&StreamId::person(&PersonId::new(HANDLER_A)), void);
    it.desk.remembers(converted.desk);
    it.desk.remembers(told.desk);
    it.desk.remembers(watched.desk);
    it.desk
}

/// Measures that are refused, extended, appraised, lifted, returned, confiscated and disposed of.
pub(super) fn held() -> Desk {
    let day = date(2026, 4, 1);
    let mut it = Docket::freight(day.yesterday().unwrap());
    it.desk.on(day);
    it.does(HANDLER_A, Command::ProposeMeasure(Box::new(propose_measure(MeasureKind::Hold))));
    let (measure, reason) = (it.measure(), "可以当场复制。".into());
    it.does(LEADER, Command::RefuseMeasure(RefuseMeasure { measure, reason }));
    let mut it = it.holding(MeasureKind::Seize, day);
    let measure = it.measure();
    let ask =
        || RequestExtension { measure: measure.clone(), reason: "等待外地复函。".into() };
    it.does(HANDLER_A, Command::RequestExtension(ask()));
    let refuse = RefuseExtension { measure: measure.clone(), reason: "请抓紧办理。".into() };
    it.does(LEADER, Command::RefuseExtension(refuse));
    it.does(HANDLER_A, Command::RequestExtension(ask()));
    it.does(LEADER, Command::ExtendMeasure(ExtendMeasure { measure: measure.clone() }));
    let tell = TellAppraisal {
        measure: measure.clone(),
        institution: "示例检测有限公司".into(),
        qualification: "示例资质".into(),
        question: "整备质量".into(),
        first_on: date(2026, 4, 10),
        last_on: date(2026, 4, 21),
    };
    it.does(HANDLER_A, Command::TellAppraisal(tell));
    let key = it.case().measures.last().unwrap().held.as_ref().unwrap().articles[1].id.clone();
    let mut lift = lift_measure(&measure, ReleaseGround::Unrelated);
    lift.articles = vec![key];
    it.does(LEADER, Command::ReleaseMeasure(lift));
    it.does(HANDLER_A, Command::ReturnArticles(give_back(&measure)));
    let mut it = crate::cases::tests::measures::confiscating(it);
    it.does(
        HANDLER_A,
        Command::ConfiscateArticles(ConfiscateArticles {
            measure: measure.clone(),
            articles: vec![],
        }),
    );
    it.does(
        LEADER,
        Command::ApproveDisposal(ApproveDisposal {
            measure: measure.clone(),
            articles: vec![],
            manner: DisposalManner::Auction,
            reason: "可以使用，依法公开拍卖。".into(),
        }),
    );
    it.does(
        HANDLER_A,
        Command::RecordDisposal(RecordDisposal {
            measure,
            articles: vec![],
            account: "委托示例拍卖有限公司公开拍卖。".into(),
            witness: "演示丁".into(),
            signature_image: "data:image/png;base64,AA".into(),
            scan: None,
            proceeds: yuan(12_000),
            voucher: "示国库0001".into(),
        }),
    );
    it.desk
}

/// A seized van that nobody bids for, then auctioned to offset the fine.
pub(super) fn auctioned() -> Desk {
    crate::cases::tests::auction::auctioned().desk
}

/// A bridge cleared by proxy and a road whose party obeyed after all.
pub(super) fn enforced() -> Desk {
    let mut it = crate::cases::tests::enforcement::decided_proxy();
    let enforcement = it.case().enforcements.decided[0].decision.enforcement.clone();
    let reason = "当事人已经自行清除。".into();
    it.does(LEADER, Command::StopEnforcement(StopEnforcement { enforcement, reason }));
    it.desk
}

/// A road cleared at once.
pub(super) fn cleared() -> Desk {
    crate::cases::tests::enforcement::cleared().desk
}

/// A vehicle that goes to the police with the case.
pub(super) fn handed_over() -> Desk {
    let day = date(2026, 4, 1);
    let mut it = Docket::freight(day.yesterday().unwrap()).holding(MeasureKind::Seize, day);
    it = it.investigated().with_police(day);
    let handing = it.transfer();
    it.does(HANDLER_A, handing);
    it.desk
}

/// A refusal of the police that is contested, a judgment, and the end of the case.
pub(super) fn judged() -> Desk {
    let day = date(2026, 4, 1);
    let mut it = Docket::freight(day.yesterday().unwrap()).investigated().with_police(day);
    it.does(HANDLER_A, Command::RecordPoliceAnswer(police_answer(false, day)));
    let (way, reason) = (ContestWay::Reconsideration, "数额已经达到标准。".into());
    it.does(LEADER, Command::ContestRefusal(ContestRefusal { way, reason }));
    it.does(HANDLER_A, Command::RecordPoliceAnswer(police_answer(true, day)));
    let (receipt, what) = ("示例公接〔2026〕1号".into(), "案卷材料一套。".into());
    let hand = HandOverReferral { receipt, what, on: day };
    it.does(HANDLER_A, Command::HandOverReferral(hand));
    let end = EndReferral {
        outcome: ReferralOutcome::Judged,
        document: "示例刑初〔2026〕1号".into(),
        court_fine: Some(yuan(5_000)),
        on: day,
    };
    it.does(REVIEWER, Command::EndReferral(end));
    it.ends(EndGround::Judged).desk
}

/// A case transferred, sent back, kept, and transferred again.
pub(super) fn transferred() -> Desk {
    let mut it = Docket::filed();
    let day = it.desk.today;
    for accepted in [false, true] {
        it = it.sent();
        it.does(HANDLER_A, Command::DeliverTransfer(Box::new(deliver_transfer(accepted, day))));
        if !accepted {
            it.does(HANDLER_A, Command::EndTransfer(end_transfer(TransferOutcome::Kept, day)));
        }
    }
    it.desk
}

/// Samples taken, entrusted, answered, contested, and to be appraised again.
pub(super) fn appraised() -> Desk {
    let mut it = Docket::filed();
    let day = it.desk.today;
    let taking = take_samples(day.at(10, 0, 0, 0));
    it.does(HANDLER_A, Command::TakeSamples(Box::new(TakeSamples { record: taking })));
    let entrust = entrust_appraisal(date(2026, 3, 20));
    it.does(HANDLER_A, Command::EntrustAppraisal(Box::new(entrust)));
    let which = it.case().samplings.appraisals[0].entrusted.id.clone();
    it.does(HANDLER_A, Command::RecordAppraisal(Box::new(record_appraisal(&which, day))));
    it.does(HANDLER_A, Command::ContestAppraisal(contest_appraisal(&which, day)));
    it.does(LEADER, Command::AnswerObjection(answer_objection(&which, true)));
    it.desk
}

/// A case with the address confirmed and another authority asked, which answered.
pub(super) fn assisted() -> Desk {
    let mut it = Docket::filed();
    it.does(HANDLER_A, Command::ConfirmAddress(Box::new(confirm_address())));
    it.does(HANDLER_A, Command::RequestAssistance(request_assistance(date(2026, 3, 20))));
    let letter = it.case().assistance[0].letter.document.clone();
    let day = it.desk.today;
    it.does(HANDLER_A, Command::RecordAssistance(record_assistance(&letter, day)));
    it.desk
}

/// A case handled fast until the party takes its consent back.
pub(super) fn handled_fast() -> Desk {
    crate::cases::tests::fast::withdrawn().desk
}

/// A fine deferred, reviewed, suspended, demanded, brought to the court, ended and given back.
pub(super) fn executed() -> Desk {
    let day = date(2026, 3, 18);
    let mut it = Docket::delivered(day);
    let ask = || RequestDeferral {
        plan: vec![Instalment { due_on: date(2026, 4, 30), amount: yuan(300) }],
        reason: "经济困难。".into(),
        asked_on: day,
    };
    it.does(HANDLER_A, Command::RequestDeferral(ask()));
    let refuse = RefuseDeferral { reason: "没有证明材料。".into() };
    it.does(LEADER, Command::RefuseDeferral(refuse));
    it.does(HANDLER_A, Command::RequestDeferral(ask()));
    it.does(LEADER, Command::ApproveDeferral(ApproveDeferral {}));
    it.does(
        REVIEWER,
        Command::NoteRemedy(NoteRemedy {
            body: "县人民政府 示例复〔2026〕1号".into(),
            ..note_remedy(RemedyKind::Reconsideration, day)
        }),
    );
    it.does(REVIEWER, Command::EndRemedy(Box::new(end_remedy(RemedyResult::Upheld, day))));
    it.desk.on(date(2026, 5, 11));
    let owed = owed_on(it.case().decided().unwrap(), it.desk.law, it.desk.today);
    let stage = Instalment { due_on: date(2026, 5, 11), amount: owed.total() };
    let agree = agreement(vec![stage], law::Fen(0));
    let agree = Command::ProposeAgreement(Box::new(agree));
    it.does(HANDLER_A, agree.clone());
    let back = ReturnAgreement { reason: "请核对数额。".into() };
    it.does(LEADER, Command::ReturnAgreement(back));
    it.does(HANDLER_A, agree);
    it.does(LEADER, Command::SignAgreement(SignAgreement {}));
    it.desk.on(date(2026, 5, 12));
    let reason = "到期没有缴款。".into();
    it.does(LEADER, Command::ResumeExecution(ResumeExecution { reason }));
    let (ground, reason) = (SuspensionGround::Other, "核对账目。".into());
    it.does(LEADER, Command::SuspendExecution(SuspendExecution { ground, reason }));
    let reason = "账目已经核对。".into();
    it.does(LEADER, Command::ResumeExecution(ResumeExecution { reason }));
    it.does(HANDLER_A, Command::TellSurcharge(TellSurcharge {}));
    let manner = "到示例银行缴纳".into();
    it.does(HANDLER_A, Command::DemandPerformance(DemandPerformance { manner }));
    it.deliver("TF-19", date(2026, 5, 12));
    let later = date(2026, 6, 1);
    it.desk.on(later);
    it.does(
        HANDLER_A,
        Command::ProposeCourtApplication(ProposeCourtApplication {
            court: "示例县人民法院".into(),
            opinion: "没有提出意见。".into(),
            property: "没有查到。".into(),
        }),
    );
    it.does(LEADER, Command::ApplyToCourt(ApplyToCourt {}));
    let number = "示例法受〔2026〕1号".into();
    let answer = RecordCourtAnswer { accepted: true, number, on: later };
    it.does(HANDLER_A, Command::RecordCourtAnswer(answer));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(100), later, "票1")));
    let (ground, reason) = (TerminationGround::Other, "无可供执行的财产。".into());
    it.does(LEADER, Command::TerminateExecution(TerminateExecution { ground, reason }));
    it.does(
        LEADER,
        Command::RevokeDecision(RevokeDecision {
            on: later,
            by_document: "示例监督决定".into(),
            reason: "程序违法。".into(),
        }),
    );
    let refund = RecordRefund { amount: yuan(100), voucher: "退1".into(), on: later };
    it.does(CASHIER, Command::RecordRefund(refund));
    it.desk
}

/// An act under two norms, compared and confirmed.
pub(super) fn compared() -> Desk {
    let mut it = Docket::filed().investigated();
    let range = Some(NormRange { least: yuan(100), most: yuan(1_000) });
    let cite = "《生态环境法典》第一千一百六十九条".into();
    let (item, branch, fine) = (None, String::new(), None);
    it.does(HANDLER_A, compare_norms(vec![CompetingNorm { item, branch, cite, range, fine }]));
    let mut it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    let words = "公路法规定的法定上限较高。".into();
    it.does(REVIEWER, Command::ConfirmNorm(ConfirmNorm { words }));
    it.desk
}

/// A fine whose execution stood still for three years and is given up.
pub(super) fn given_up() -> Desk {
    let mut it = Docket::delivered(date(2026, 3, 18));
    let (ground, reason) = (SuspensionGround::Hardship, "没有收入，也没有财产。".into());
    it.does(LEADER, Command::SuspendExecution(SuspendExecution { ground, reason }));
    it.desk.on(date(2029, 3, 19));
    it.does(LEADER, Command::CeaseExecution(cease_execution()));
    it.desk
}

/// A decision that is attacked, stayed, revoked and made anew.
pub(super) fn again() -> Desk {
    let day = date(2026, 3, 18);
    let mut it = Docket::delivered(day);
    it.does(REVIEWER, Command::NoteRemedy(note_remedy(RemedyKind::Reconsideration, day)));
    it.does(REVIEWER, Command::AnswerRemedy(Box::new(answer_remedy())));
    it.does(LEADER, Command::StayExecution(stay_execution(day)));
    it.does(REVIEWER, Command::EndRemedy(Box::new(end_remedy(RemedyResult::Again, day))));
    it.does(LEADER, Command::ReopenCase(ReopenCase { plan: "补充测量。".into() }));
    it.desk
}

/// A handler withdraws and is replaced; the investigation stands still and goes on.
pub(super) fn replaced() -> Desk {
    let mut it = Docket::filed().investigated();
    let request = RequestRecusal {
        person: crate::ids::PersonId::new(HANDLER_B),
        applicant: RecusalApplicant::Party,
        ground: RecusalGround::Interest,
        reason: "与当事人有经济往来。".into(),
        on: it.desk.today,
    };
    it.does(HANDLER_A, Command::RequestRecusal(request));
    let decision = DecideRecusal {
        granted: true,
        reason: "情况属实。".into(),
        replacement: Some(crate::ids::PersonId::new("p-banan-c")),
        earlier: Some(EarlierActs::Stand),
        attendees: vec![],
    };
    it.does(LEADER, Command::DecideRecusal(decision));
    let reason = "等待人民法院的判决。".into();
    let suspend = ProposeSuspension { ground: "prejudgment".into(), reason };
    it.does(HANDLER_A, Command::ProposeSuspension(suspend.clone()));
    let answer = Answer::Return { reason: "请补充判决的案号。".into() };
    it.does(LEADER, Command::SuspendInvestigation(SuspendInvestigation { answer }));
    it.does(HANDLER_A, Command::ProposeSuspension(suspend));
    it.does(
        LEADER,
        Command::SuspendInvestigation(SuspendInvestigation { answer: Answer::Approve }),
    );
    let (ceased_on, reason) = (it.desk.today, "判决已经生效。".into());
    it.does(HANDLER_A, Command::ProposeResumption(ProposeResumption { ceased_on, reason }));
    it.does(LEADER, Command::ResumeInvestigation(ResumeInvestigation { answer: Answer::Approve }));
    it.desk
}
