//! Everything that can be asked of a case, and where each is decided.

use serde::{Deserialize, Serialize};

use super::{
    AbandonHearing, AddEvidence, AnswerObjection, AnswerRemedy, ApplyToCourt, ApproveClosing,
    ApproveDeferral, ApproveDisposal, ApproveFiling, ApproveMeasure, ApproveReferral,
    ApproveReport, ApproveTransfer, ArchiveCase, BankCash, BeginSummary, BorrowEvidence,
    CallHearing, Case, CeaseExecution, CollectOnSpot, CompareNorms, ConfirmAddress, ConfirmNorm,
    ConfirmPublication, ConfiscateArticles, ConnectCase, Connection, ConsentFast, ContestAppraisal,
    ContestRefusal, ConvertToGeneral, CorrectDocument, DecideAuction, DecideEnforcement,
    DecideOnSpot, DecidePenalty, DecideRecusal, DeclineReferral, DeliverReferral, DeliverTransfer,
    DemandCorrection, DemandPerformance, DistinguishAct, DraftDecision, EndCase, EndReferral,
    EndRemedy, EndTransfer, EntrustAppraisal, Event, ExamineScene, ExtendMeasure, FileCopy,
    GiveCreditNotice, GiveNotice, GiveOpinion, GroupReferral, HandInCash, HandOverReferral,
    HearOnSpot, HearRepresentation, HoldHearing, ImplementMeasure, LeaveFast, NoteRemedy,
    OfferFast, OrderRectification, OrderRecusal, ProposeAgreement, ProposeClosing,
    ProposeCourtApplication, ProposeEnding, ProposeFiling, ProposeMeasure, ProposePublication,
    ProposeResumption, ProposeSuspension, ProposeTransfer, RecordAppraisal, RecordAssistance,
    RecordAuction, RecordCourtAnswer, RecordDeliberation, RecordDelivery, RecordDisposal,
    RecordEnforcement, RecordInterview, RecordPayment, RecordPoliceAnswer, RecordRefund,
    RecordRepair, RefuseDeferral, RefuseExtension, RefuseFiling, RefuseMeasure, ReleaseMeasure,
    ReopenCase, ReportReferral, RequestAssistance, RequestDeferral, RequestExtension,
    RequestHearing, RequestRecusal, ResumeExecution, ResumeInvestigation, RetractPublication,
    ReturnAgreement, ReturnArticles, ReturnClosing, ReturnReport, ReviewRepresentation,
    RevokeDecision, SignAgreement, StayExecution, StopEnforcement, SubmitReport, SuspectCrime,
    SuspendExecution, SuspendInvestigation, TakeSamples, TellAppraisal, TellSurcharge,
    TerminateExecution, TransferArticles, VerifyEvidence, WaivePenalty, WaiveRepresentation,
    WithholdPublication, recusal, suspend, transfer, weighs_other_cases,
};
use crate::documents::Print;
use crate::policy::Subject;
use crate::world::StreamId;
use crate::{Refusal, Refused, Setting};

/// What can be asked of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// 提请立案.
    ProposeFiling(Box<ProposeFiling>),
    /// 当场处罚.
    BeginSummary(Box<BeginSummary>),
    /// 当场告知和听取意见.
    HearOnSpot(Box<HearOnSpot>),
    /// 当场作出处罚决定.
    DecideOnSpot(Box<DecideOnSpot>),
    /// 转为普通程序.
    ConvertToGeneral(ConvertToGeneral),
    /// 当场收缴罚款.
    CollectOnSpot(CollectOnSpot),
    /// 上交当场收缴的罚款.
    HandInCash(HandInCash),
    /// 缴付银行.
    BankCash(BankCash),
    /// 当场处罚报备.
    FileCopy(FileCopy),
    /// 批准立案.
    ApproveFiling(ApproveFiling),
    /// 不予立案.
    RefuseFiling(RefuseFiling),
    /// 录入证据.
    AddEvidence(AddEvidence),
    /// 核实证据.
    VerifyEvidence(VerifyEvidence),
    /// 说明不是同一违法行为.
    DistinguishAct(DistinguishAct),
    /// 关联案件.
    ConnectCase(ConnectCase),
    /// 引用关联案件证据.
    BorrowEvidence(BorrowEvidence),
    /// Note that another case was connected with this one.
    NoteConnection(Box<Connection>),
    /// 比较竞合的规定.
    CompareNorms(CompareNorms),
    /// 确认适用的规定.
    ConfirmNorm(ConfirmNorm),
    /// 制作询问笔录.
    RecordInterview(Box<RecordInterview>),
    /// 制作勘验笔录.
    ExamineScene(Box<ExamineScene>),
    /// 请求协助调查.
    RequestAssistance(RequestAssistance),
    /// 登记协助答复.
    RecordAssistance(RecordAssistance),
    /// 确认送达地址.
    ConfirmAddress(Box<ConfirmAddress>),
    /// 责令改正.
    OrderRectification(OrderRectification),
    /// 提交调查报告.
    SubmitReport(Box<SubmitReport>),
    /// 同意调查报告.
    ApproveReport(ApproveReport),
    /// 退回调查报告.
    ReturnReport(ReturnReport),
    /// 制发违法行为通知书.
    GiveNotice(GiveNotice),
    /// 登记送达.
    RecordDelivery(RecordDelivery),
    /// 记录陈述申辩.
    HearRepresentation(HearRepresentation),
    /// 登记放弃陈述申辩.
    WaiveRepresentation(WaiveRepresentation),
    /// 复核陈述申辩.
    ReviewRepresentation(ReviewRepresentation),
    /// 登记听证申请.
    RequestHearing(RequestHearing),
    /// 通知听证.
    CallHearing(CallHearing),
    /// 记录听证.
    HoldHearing(Box<HoldHearing>),
    /// 登记放弃听证.
    AbandonHearing(AbandonHearing),
    /// 拟定处理决定.
    DraftDecision(Box<DraftDecision>),
    /// 法制审核.
    GiveOpinion(GiveOpinion),
    /// 记录集体讨论.
    RecordDeliberation(RecordDeliberation),
    /// 作出处罚决定.
    DecidePenalty(DecidePenalty),
    /// 作出不予处罚决定.
    WaivePenalty(WaivePenalty),
    /// 登记缴款.
    RecordPayment(RecordPayment),
    /// 告知信用信息.
    GiveCreditNotice(GiveCreditNotice),
    /// 登记信用修复.
    RecordRepair(RecordRepair),
    /// 拟公示.
    ProposePublication(ProposePublication),
    /// 不予公示.
    WithholdPublication(WithholdPublication),
    /// 确认公示.
    ConfirmPublication(ConfirmPublication),
    /// 登记决定撤销.
    RevokeDecision(RevokeDecision),
    /// 撤回公示.
    RetractPublication(RetractPublication),
    /// 提请结案.
    ProposeClosing(ProposeClosing),
    /// 批准结案.
    ApproveClosing(ApproveClosing),
    /// 退回结案.
    ReturnClosing(ReturnClosing),
    /// 归档.
    ArchiveCase(ArchiveCase),
    /// 更正文书.
    CorrectDocument(CorrectDocument),
    /// 提请采取措施.
    ProposeMeasure(Box<ProposeMeasure>),
    /// 批准采取措施.
    ApproveMeasure(ApproveMeasure),
    /// 不批准采取措施.
    RefuseMeasure(RefuseMeasure),
    /// 实施措施.
    ImplementMeasure(Box<ImplementMeasure>),
    /// 申请延长措施期限.
    RequestExtension(RequestExtension),
    /// 批准延长措施期限.
    ExtendMeasure(ExtendMeasure),
    /// 不批准延长措施期限.
    RefuseExtension(RefuseExtension),
    /// 告知鉴定期间.
    TellAppraisal(TellAppraisal),
    /// 解除措施.
    ReleaseMeasure(ReleaseMeasure),
    /// 退还物品.
    ReturnArticles(ReturnArticles),
    /// Hand articles over with the case.
    TransferArticles(TransferArticles),
    /// 登记没收物品.
    ConfiscateArticles(ConfiscateArticles),
    /// 审批没收物品处理.
    ApproveDisposal(ApproveDisposal),
    /// 登记没收物品处理.
    RecordDisposal(RecordDisposal),
    /// 登记延期、分期申请.
    RequestDeferral(RequestDeferral),
    /// Put an agreement on execution to the head (提请签订执行协议).
    ProposeAgreement(Box<ProposeAgreement>),
    /// Sign it (签订执行协议).
    SignAgreement(SignAgreement),
    /// Return it (退回执行协议).
    ReturnAgreement(ReturnAgreement),
    /// 批准延期、分期.
    ApproveDeferral(ApproveDeferral),
    /// 不批准延期、分期.
    RefuseDeferral(RefuseDeferral),
    /// 登记复议、诉讼.
    NoteRemedy(NoteRemedy),
    /// 提交复议答复、答辩.
    AnswerRemedy(Box<AnswerRemedy>),
    /// 登记停止执行.
    StayExecution(StayExecution),
    /// 登记复议、诉讼结果.
    EndRemedy(Box<EndRemedy>),
    /// 重新办理.
    ReopenCase(ReopenCase),
    /// 催告.
    DemandPerformance(DemandPerformance),
    /// Tell the surcharge.
    TellSurcharge(TellSurcharge),
    /// Decide an auction to offset the fine.
    DecideAuction(DecideAuction),
    /// Record how it ended.
    RecordAuction(Box<RecordAuction>),
    /// Demand that an order be obeyed.
    DemandCorrection(DemandCorrection),
    /// Decide that somebody else does it.
    DecideEnforcement(Box<DecideEnforcement>),
    /// Record that it was carried out.
    RecordEnforcement(Box<RecordEnforcement>),
    /// Stop it.
    StopEnforcement(StopEnforcement),
    /// 提请申请法院强制执行.
    ProposeCourtApplication(ProposeCourtApplication),
    /// 签发强制执行申请书.
    ApplyToCourt(ApplyToCourt),
    /// 登记法院答复.
    RecordCourtAnswer(RecordCourtAnswer),
    /// 中止执行.
    SuspendExecution(SuspendExecution),
    /// 恢复执行.
    ResumeExecution(ResumeExecution),
    /// 不再执行.
    CeaseExecution(CeaseExecution),
    /// 终结执行.
    TerminateExecution(TerminateExecution),
    /// 登记退款.
    RecordRefund(RecordRefund),
    /// 提出涉嫌犯罪.
    SuspectCrime(SuspectCrime),
    /// 指定专案组.
    GroupReferral(GroupReferral),
    /// 提交移送报告.
    ReportReferral(ReportReferral),
    /// 批准移送.
    ApproveReferral(ApproveReferral),
    /// 不批准移送.
    DeclineReferral(DeclineReferral),
    /// 移送公安机关.
    DeliverReferral(Box<DeliverReferral>),
    /// 登记公安机关决定.
    RecordPoliceAnswer(RecordPoliceAnswer),
    /// 提请复议、建议立案监督.
    ContestRefusal(ContestRefusal),
    /// 移交物品和材料.
    HandOverReferral(HandOverReferral),
    /// 登记移送结果.
    EndReferral(EndReferral),
    /// 提请移送管辖.
    ProposeTransfer(ProposeTransfer),
    /// 审批移送管辖.
    ApproveTransfer(ApproveTransfer),
    /// 登记移送回执.
    DeliverTransfer(Box<DeliverTransfer>),
    /// 登记管辖结果.
    EndTransfer(EndTransfer),
    /// 告知快速办理.
    OfferFast(OfferFast),
    /// 登记同意快速办理.
    ConsentFast(Box<ConsentFast>),
    /// 转回普通程序.
    LeaveFast(LeaveFast),
    /// 抽样取证.
    TakeSamples(Box<TakeSamples>),
    /// 委托鉴定.
    EntrustAppraisal(Box<EntrustAppraisal>),
    /// 登记鉴定意见.
    RecordAppraisal(Box<RecordAppraisal>),
    /// 登记重新鉴定申请.
    ContestAppraisal(ContestAppraisal),
    /// 答复重新鉴定申请.
    AnswerObjection(AnswerObjection),
    /// Put the end of the case to the head.
    ProposeEnding(ProposeEnding),
    /// 终结案件.
    EndCase(EndCase),
    /// 登记回避申请.
    RequestRecusal(RequestRecusal),
    /// 决定回避申请.
    DecideRecusal(DecideRecusal),
    /// 责令回避.
    OrderRecusal(OrderRecusal),
    /// Put a suspension of the investigation to the head.
    ProposeSuspension(ProposeSuspension),
    /// 中止调查.
    SuspendInvestigation(SuspendInvestigation),
    /// Put its resumption to the head.
    ProposeResumption(ProposeResumption),
    /// 恢复调查.
    ResumeInvestigation(ResumeInvestigation),
    /// Note that a document was printed.
    NotePrint {
        /// The print.
        print: Print,
    },
}

impl Command {
    /// What policy looks at; for a case yet to be proposed, the proposer's own authority.
    pub fn subject(&self, case: Option<&Case>, setting: &Setting<'_>) -> Subject {
        match (case, setting.actor.member()) {
            (Some(case), _) => case.subject(),
            (None, Some(member)) => Subject {
                unit: Some(member.unit.clone()),
                authority: Some(member.authority.clone()),
                ..Subject::default()
            },
            (None, None) => Subject::default(),
        }
    }

    /// What a new case sets out from.
    fn matter(&self) -> Option<&ProposeFiling> {
        if let Self::BeginSummary(command) = self {
            return Some(&command.matter);
        }
        if let Self::ProposeFiling(command) = self { Some(command) } else { None }
    }

    /// The other streams that the decision looks at.
    pub fn needs(&self, case: Option<&Case>) -> Vec<StreamId> {
        if let Some(command) = self.matter() {
            let inspection = command.inspection.iter().map(StreamId::inspection);
            return inspection.chain(command.clue.iter().map(StreamId::clue)).collect();
        }
        let named = case.and_then(|case| case.origin.inspection.as_ref());
        let mut beside = None;
        if let Self::ConnectCase(command) = self {
            beside = Some(&command.other);
        }
        if let Self::BorrowEvidence(command) = self {
            beside = Some(&command.other);
        }
        named.map(StreamId::inspection).into_iter().chain(beside.map(StreamId::case)).collect()
    }

    /// Whether the decision also looks at the other cases of the party.
    pub fn weighs_other_cases(&self) -> bool {
        weighs_other_cases(self.act())
    }

    /// Decides what happens to the case.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        case: Option<&Case>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        if let Self::ProposeFiling(command) = self {
            return command.decide(case, setting);
        }
        if let Self::BeginSummary(command) = self {
            return command.decide(case, setting);
        }
        let case = case.ok_or_else(|| {
            Refusal::new("CASE-001", "没有这个案件。", "请从案件列表中重新选择。")
        })?;
        let barred = recusal::barred(case, setting)
            .or_else(|| suspend::bars(self.act(), case))
            .or_else(|| transfer::bars(self.act(), case));
        if let Some(refusal) = barred {
            return Err(refusal.into());
        }
        let withdrawn = recusal::withdrawn(case);
        if withdrawn.is_empty() {
            return self.decide_on(case, setting);
        }
        let roster = setting.roster.without(withdrawn);
        self.decide_on(case, &Setting { roster: &roster, ..*setting })
    }

    #[expect(clippy::too_many_lines, reason = "one line for each command and nothing else")]
    fn decide_on(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        match self {
            Self::ProposeFiling(_) | Self::BeginSummary(_) => Ok(vec![]),
            Self::HearOnSpot(command) => command.decide(case, setting),
            Self::DecideOnSpot(command) => command.decide(case, setting),
            Self::ConvertToGeneral(command) => command.decide(case, setting),
            Self::CollectOnSpot(command) => command.decide(case, setting),
            Self::HandInCash(command) => command.decide(case, setting),
            Self::BankCash(command) => command.decide(case, setting),
            Self::FileCopy(command) => command.decide(case, setting),
            Self::ApproveFiling(command) => command.decide(case, setting),
            Self::RefuseFiling(command) => command.decide(case, setting),
            Self::AddEvidence(command) => command.decide(case, setting),
            Self::VerifyEvidence(command) => command.decide(case, setting),
            Self::DistinguishAct(command) => command.decide(case, setting),
            Self::ConnectCase(command) => command.decide(case, setting),
            Self::BorrowEvidence(command) => command.decide(case, setting),
            Self::NoteConnection(there) => Ok(vec![Event::Connected((**there).clone())]),
            Self::CompareNorms(command) => command.decide(case, setting),
            Self::ConfirmNorm(command) => command.decide(case, setting),
            Self::RecordInterview(command) => command.decide(case, setting),
            Self::ExamineScene(command) => command.decide(case, setting),
            Self::RequestAssistance(command) => command.decide(case, setting),
            Self::RecordAssistance(command) => command.decide(case, setting),
            Self::ConfirmAddress(command) => command.decide(case, setting),
            Self::OrderRectification(command) => command.decide(case, setting),
            Self::SubmitReport(command) => command.decide(case, setting),
            Self::ApproveReport(command) => command.decide(case, setting),
            Self::ReturnReport(command) => command.decide(case, setting),
            Self::GiveNotice(command) => command.decide(case, setting),
            Self::RecordDelivery(command) => command.decide(case, setting),
            Self::HearRepresentation(command) => command.decide(case, setting),
            Self::WaiveRepresentation(command) => command.decide(case, setting),
            Self::ReviewRepresentation(command) => command.decide(case, setting),
            Self::RequestHearing(command) => command.decide(case, setting),
            Self::CallHearing(command) => command.decide(case, setting),
            Self::HoldHearing(command) => command.decide(case, setting),
            Self::AbandonHearing(command) => command.decide(case, setting),
            Self::DraftDecision(command) => command.decide(case, setting),
            Self::GiveOpinion(command) => command.decide(case, setting),
            Self::RecordDeliberation(command) => command.decide(case, setting),
            Self::DecidePenalty(command) => command.decide(case, setting),
            Self::WaivePenalty(command) => command.decide(case, setting),
            Self::RecordPayment(command) => command.decide(case, setting),
            Self::GiveCreditNotice(command) => command.decide(case, setting),
            Self::RecordRepair(command) => command.decide(case, setting),
            Self::ProposePublication(command) => command.decide(case, setting),
            Self::WithholdPublication(command) => command.decide(case, setting),
            Self::ConfirmPublication(command) => command.decide(case, setting),
            Self::RevokeDecision(command) => command.decide(case, setting),
            Self::RetractPublication(command) => command.decide(case, setting),
            Self::ProposeClosing(command) => command.decide(case, setting),
            Self::ApproveClosing(command) => command.decide(case, setting),
            Self::ReturnClosing(command) => command.decide(case, setting),
            Self::ArchiveCase(command) => command.decide(case, setting),
            Self::CorrectDocument(command) => command.decide(case, setting),
            Self::ProposeMeasure(command) => command.decide(case, setting),
            Self::ApproveMeasure(command) => command.decide(case, setting),
            Self::RefuseMeasure(command) => command.decide(case, setting),
            Self::ImplementMeasure(command) => command.decide(case, setting),
            Self::RequestExtension(command) => command.decide(case, setting),
            Self::ExtendMeasure(command) => command.decide(case, setting),
            Self::RefuseExtension(command) => command.decide(case, setting),
            Self::TellAppraisal(command) => command.decide(case, setting),
            Self::ReleaseMeasure(command) => command.decide(case, setting),
            Self::ReturnArticles(command) => command.decide(case, setting),
            Self::TransferArticles(command) => command.decide(case, setting),
            Self::ConfiscateArticles(command) => command.decide(case, setting),
            Self::ApproveDisposal(command) => command.decide(case, setting),
            Self::RecordDisposal(command) => command.decide(case, setting),
            Self::RequestDeferral(command) => command.decide(case, setting),
            Self::ProposeAgreement(command) => command.decide(case, setting),
            Self::SignAgreement(command) => command.decide(case, setting),
            Self::ReturnAgreement(command) => command.decide(case, setting),
            Self::ApproveDeferral(command) => command.decide(case, setting),
            Self::RefuseDeferral(command) => command.decide(case, setting),
            Self::NoteRemedy(command) => command.decide(case, setting),
            Self::AnswerRemedy(command) => command.decide(case, setting),
            Self::StayExecution(command) => command.decide(case, setting),
            Self::EndRemedy(command) => command.decide(case, setting),
            Self::ReopenCase(command) => command.decide(case, setting),
            Self::SuspectCrime(command) => command.decide(case, setting),
            Self::GroupReferral(command) => command.decide(case, setting),
            Self::ReportReferral(command) => command.decide(case, setting),
            Self::ApproveReferral(command) => command.decide(case, setting),
            Self::DeclineReferral(command) => command.decide(case, setting),
            Self::DeliverReferral(command) => command.decide(case, setting),
            Self::RecordPoliceAnswer(command) => command.decide(case, setting),
            Self::ContestRefusal(command) => command.decide(case, setting),
            Self::HandOverReferral(command) => command.decide(case, setting),
            Self::EndReferral(command) => command.decide(case, setting),
            Self::ProposeTransfer(command) => command.decide(case, setting),
            Self::ApproveTransfer(command) => command.decide(case, setting),
            Self::DeliverTransfer(command) => command.decide(case, setting),
            Self::EndTransfer(command) => command.decide(case, setting),
            Self::OfferFast(command) => command.decide(case, setting),
            Self::ConsentFast(command) => command.decide(case, setting),
            Self::LeaveFast(command) => command.decide(case, setting),
            Self::TakeSamples(command) => command.decide(case, setting),
            Self::EntrustAppraisal(command) => command.decide(case, setting),
            Self::RecordAppraisal(command) => command.decide(case, setting),
            Self::ContestAppraisal(command) => command.decide(case, setting),
            Self::AnswerObjection(command) => command.decide(case, setting),
            Self::ProposeEnding(command) => command.decide(case, setting),
            Self::EndCase(command) => command.decide(case, setting),
            Self::RequestRecusal(command) => command.decide(case, setting),
            Self::DecideRecusal(command) => command.decide(case, setting),
            Self::OrderRecusal(command) => command.decide(case, setting),
            Self::ProposeSuspension(command) => command.decide(case, setting),
            Self::SuspendInvestigation(command) => command.decide(case, setting),
            Self::ProposeResumption(command) => command.decide(case, setting),
            Self::ResumeInvestigation(command) => command.decide(case, setting),
            Self::DemandPerformance(command) => command.decide(case, setting),
            Self::TellSurcharge(command) => command.decide(case, setting),
            Self::DecideAuction(command) => command.decide(case, setting),
            Self::RecordAuction(command) => command.decide(case, setting),
            Self::DemandCorrection(command) => command.decide(case, setting),
            Self::DecideEnforcement(command) => command.decide(case, setting),
            Self::RecordEnforcement(command) => command.decide(case, setting),
            Self::StopEnforcement(command) => command.decide(case, setting),
            Self::ProposeCourtApplication(command) => command.decide(case, setting),
            Self::ApplyToCourt(command) => command.decide(case, setting),
            Self::RecordCourtAnswer(command) => command.decide(case, setting),
            Self::SuspendExecution(command) => command.decide(case, setting),
            Self::ResumeExecution(command) => command.decide(case, setting),
            Self::CeaseExecution(command) => command.decide(case, setting),
            Self::TerminateExecution(command) => command.decide(case, setting),
            Self::RecordRefund(command) => command.decide(case, setting),
            Self::NotePrint { print } => Ok(vec![Event::DocumentPrinted(print.clone())]),
        }
    }
}
