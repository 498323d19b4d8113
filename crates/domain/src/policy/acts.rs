//! Everything a person can do or see, one name each.

use serde::{Deserialize, Serialize};

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident $slug:literal $zh:literal;)*) => {
        /// An act: what a route, a command or a task is declared with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Act {
            $($(#[$doc])* #[serde(rename = $slug)] $name,)*
        }

        impl Act {
            /// Every act, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The id used in addresses and the task list.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// The words of the button.
            pub const fn name_zh(self) -> &'static str {
                match self { $(Self::$name => $zh,)* }
            }
        }
    };
}

acts! {
    /// Use the public portal.
    UsePortal "use-portal" "使用公众门户";
    /// Report a problem as a member of the public.
    ReportClue "report-clue" "反映问题";
    /// Sign in, sign out, change one's own password.
    UseAccount "use-account" "使用账户";
    /// See one's own inbox and the handbook pages.
    UseDesk "use-desk" "使用工作台";
    /// Register a clue from the hotline, a patrol or another body.
    RegisterClue "register-clue" "登记线索";
    /// Read clues.
    ReadClues "read-clues" "查看线索";
    /// Merge a clue into an earlier one.
    MergeClue "merge-clue" "并案办理线索";
    /// Record the stop order given on discovery.
    RecordStop "record-stop" "记录先行制止";
    /// Send a clue to a unit with a time limit.
    DispatchClue "dispatch-clue" "派单";
    /// Urge the unit that has the clue.
    UrgeClue "urge-clue" "催办";
    /// Take over a dispatched clue.
    AcceptClue "accept-clue" "签收";
    /// Send a dispatched clue back with a reason.
    ReturnClue "return-clue" "退单";
    /// Pass a clue to a body outside the platform.
    TransferClue "transfer-clue" "移送线索";
    /// Report how a dispatched clue was settled.
    AnswerClue "answer-clue" "反馈办理结果";
    /// Judge the result of a dispatched clue.
    JudgeClue "judge-clue" "判定办理结果";
    /// Tell the reporter the result.
    InformReporter "inform-reporter" "答复反映人";
    /// Ask to see or to erase a reporter's sealed contact.
    RequestContact "request-contact" "申请拆封或者删除联系方式";
    /// Answer a request to see or to erase a reporter's contact.
    DecideContact "decide-contact" "审批联系方式申请";
    /// Look at a reporter's contact once, on a consent.
    LookAtContact "look-at-contact" "查看反映人联系方式";

    /// Read inspections.
    ReadInspections "read-inspections" "查看检查";
    /// Propose an inspection.
    ProposeInspection "propose-inspection" "申请检查";
    /// Approve or refuse a proposed inspection.
    ApproveInspection "approve-inspection" "审批检查";
    /// Record the arrival, the certificates shown and the rights told.
    ArriveOnSite "arrive-on-site" "到场亮证";
    /// Record findings, photographs and statements on the site.
    RecordFindings "record-findings" "现场记录";
    /// Add a photograph, a video or another piece of evidence on the site.
    CaptureEvidence "capture-evidence" "现场取证";
    /// Record an interview in an inspection.
    InterviewOnSite "interview-on-site" "检查询问";
    /// Record the examination of a place or a thing in an inspection.
    ExamineOnSite "examine-on-site" "检查勘验";
    /// Take samples under seal in an inspection.
    SampleOnSite "sample-on-site" "检查抽样";
    /// Order the violation to stop.
    OrderStop "order-stop" "责令停止";
    /// Have the on-site record signed.
    SignRecord "sign-record" "签署现场笔录";
    /// Conclude an inspection without a violation or with correction on the spot.
    ConcludeInspection "conclude-inspection" "办结检查";
    /// Talk, guide or remind.
    GiveGuidance "give-guidance" "制发指导函";
    /// Record what the object answered.
    RecordFeedback "record-feedback" "登记指导反馈";
    /// Hand a violation over to the unit that handles cases.
    HandOver "hand-over" "移交案件线索";

    /// Read cases.
    ReadCases "read-cases" "查看案件";
    /// Propose to file a case.
    ProposeFiling "propose-filing" "提请立案";
    /// Begin a summary case on the spot.
    BeginSummary "begin-summary" "当场处罚";
    /// Tell the party on the spot and hear them.
    HearOnSpot "hear-on-spot" "当场告知和听取意见";
    /// Decide on the spot and hand the decision over.
    DecideOnSpot "decide-on-spot" "当场作出处罚决定";
    /// Turn a summary case into one of the general procedure.
    ConvertToGeneral "convert-to-general" "转为普通程序";
    /// Collect the fine on the spot.
    CollectOnSpot "collect-on-spot" "当场收缴罚款";
    /// Hand cash collected on the spot to the authority.
    HandInCash "hand-in-cash" "上交当场收缴的罚款";
    /// Pay cash collected on the spot into the bank.
    BankCash "bank-cash" "当场收缴的罚款缴付银行";
    /// File the copy of a decision on the spot with the authority.
    FileCopy "file-copy" "当场处罚决定报备";
    /// See the blocks of pre-numbered decisions.
    ReadNumbers "read-numbers" "查看预留文号";
    /// Hand an officer a block of pre-numbered decisions.
    ReserveNumbers "reserve-numbers" "预留文号";
    /// Void unused numbers of a block.
    VoidNumbers "void-numbers" "作废文号";
    /// Approve or refuse filing.
    ApproveFiling "approve-filing" "立案审批";
    /// Enter evidence.
    AddEvidence "add-evidence" "录入证据";
    /// Verify evidence.
    VerifyEvidence "verify-evidence" "核实证据";
    /// Record why the act is another one than that of an earlier case.
    DistinguishAct "distinguish-act" "说明不是同一违法行为";
    /// Connect the case with another.
    ConnectCase "connect-case" "关联案件";
    /// Use evidence of a connected case.
    BorrowEvidence "borrow-evidence" "引用关联案件证据";
    /// Compare the norms that one act violates.
    CompareNorms "compare-norms" "比较竞合的规定";
    /// Confirm which of several norms is applied.
    ConfirmNorm "confirm-norm" "确认适用的规定";
    /// Record an interview.
    RecordInterview "record-interview" "制作询问笔录";
    /// Record the examination of a place or a thing.
    ExamineScene "examine-scene" "制作勘验笔录";
    /// Order the violation to be corrected.
    OrderRectification "order-rectification" "责令改正";
    /// Submit the investigation report.
    SubmitReport "submit-report" "提交调查报告";
    /// Approve or return the investigation report.
    ApproveReport "approve-report" "审核调查报告";
    /// Issue the prior notice.
    GiveNotice "give-notice" "制发违法行为通知书";
    /// Record the delivery of a document.
    RecordDelivery "record-delivery" "登记送达";
    /// Record what the party said in defence, or that they waived it.
    HearRepresentation "hear-representation" "记录陈述申辩";
    /// Review what the party said in defence.
    ReviewRepresentation "review-representation" "复核陈述申辩";
    /// Record the party's request for a hearing.
    RequestHearing "request-hearing" "登记听证申请";
    /// Call the hearing.
    CallHearing "call-hearing" "通知听证";
    /// Record the hearing.
    HoldHearing "hold-hearing" "记录听证";
    /// Draft the decision and submit it.
    DraftDecision "draft-decision" "拟定处理决定";
    /// Give the legal opinion.
    GiveOpinion "give-opinion" "法制审核";
    /// Record the collective deliberation.
    RecordDeliberation "record-deliberation" "记录集体讨论";
    /// Make the penalty decision.
    DecidePenalty "decide-penalty" "作出处罚决定";
    /// Decide that no penalty is imposed.
    WaivePenalty "waive-penalty" "作出不予处罚决定";
    /// Record a payment.
    RecordPayment "record-payment" "登记缴款";
    /// Propose a measure: sequestration, seizure or a hold of evidence.
    ProposeMeasure "propose-measure" "提请采取措施";
    /// Approve or refuse a measure.
    ApproveMeasure "approve-measure" "审批措施";
    /// Take a measure on the spot.
    ImplementMeasure "implement-measure" "实施措施";
    /// Ask for a longer period of a measure.
    RequestExtension "request-extension" "申请延长措施期限";
    /// Approve or refuse a longer period of a measure.
    ExtendMeasure "extend-measure" "审批延长措施期限";
    /// Ask another authority for assistance.
    RequestAssistance "request-assistance" "请求协助调查";
    /// Record what it answered.
    RecordAssistance "record-assistance" "登记协助答复";
    /// Have the party confirm where documents reach it.
    ConfirmAddress "confirm-address" "确认送达地址";
    /// Tell the party that the case can be handled fast.
    OfferFast "offer-fast" "告知快速办理";
    /// Record the party's written consent to fast handling.
    ConsentFast "consent-fast" "登记同意快速办理";
    /// Go back from fast handling to the general procedure.
    LeaveFast "leave-fast" "转回普通程序";
    /// Take samples as evidence.
    TakeSamples "take-samples" "抽样取证";
    /// Entrust an institution with a test or an appraisal.
    EntrustAppraisal "entrust-appraisal" "委托鉴定";
    /// Record what the institution answered.
    RecordAppraisal "record-appraisal" "登记鉴定意见";
    /// Record that the party asks for another appraisal.
    ContestAppraisal "contest-appraisal" "登记重新鉴定申请";
    /// Answer the party's request for another appraisal.
    AnswerObjection "answer-objection" "答复重新鉴定申请";
    /// Tell the period of an appraisal, which does not count.
    TellAppraisal "tell-appraisal" "告知鉴定期间";
    /// Lift a measure.
    ReleaseMeasure "release-measure" "解除措施";
    /// Give articles back.
    ReturnArticles "return-articles" "退还物品";
    /// Hand articles over to another body with the case.
    TransferArticles "transfer-articles" "随案移送物品";
    /// Register articles that the decision confiscates.
    ConfiscateArticles "confiscate-articles" "登记没收物品";
    /// Say how confiscated articles are disposed of.
    ApproveDisposal "approve-disposal" "审批没收物品处理";
    /// Record that confiscated articles were disposed of.
    RecordDisposal "record-disposal" "登记没收物品处理";
    /// Record the party's application for deferral or instalments.
    RequestDeferral "request-deferral" "登记延期分期申请";
    /// Approve or refuse deferral or instalments.
    ApproveDeferral "approve-deferral" "审批延期分期";
    /// Put an agreement on execution to the head.
    ProposeAgreement "propose-agreement" "提请签订执行协议";
    /// Sign or return an agreement on execution.
    SignAgreement "sign-agreement" "签订执行协议";
    /// Note that the party asked for reconsideration or sued.
    NoteRemedy "note-remedy" "登记复议诉讼";
    /// Answer the body that hears a remedy.
    AnswerRemedy "answer-remedy" "提交复议答复、答辩";
    /// Record that execution stands still during a remedy.
    StayExecution "stay-execution" "登记停止执行";
    /// Take up a case again whose decision fell.
    ReopenCase "reopen-case" "重新办理";
    /// Note how a remedy ended.
    EndRemedy "end-remedy" "登记复议诉讼结果";
    /// Demand that an order be obeyed.
    DemandCorrection "demand-correction" "催告履行义务";
    /// Decide performance by proxy or demolition.
    DecideEnforcement "decide-enforcement" "决定代履行、强制拆除";
    /// Record that it was carried out.
    RecordEnforcement "record-enforcement" "登记代履行、强制拆除";
    /// Stop it, because the party obeyed.
    StopEnforcement "stop-enforcement" "停止代履行、强制拆除";
    /// Tell the party the surcharge.
    TellSurcharge "tell-surcharge" "告知加处罚款";
    /// Demand performance.
    DemandPerformance "demand-performance" "催告";
    /// Decide that seized articles are auctioned to offset the fine.
    DecideAuction "decide-auction" "决定拍卖抵缴罚款";
    /// Record how such an auction ended.
    RecordAuction "record-auction" "登记拍卖抵缴结果";
    /// Put an application to the court to the head.
    ProposeCourtApplication "propose-court-application" "提请申请法院强制执行";
    /// Sign the application to the court.
    ApplyToCourt "apply-to-court" "签发强制执行申请书";
    /// Record what the court answered.
    RecordCourtAnswer "record-court-answer" "登记法院答复";
    /// Suspend, resume or terminate execution.
    HaltExecution "halt-execution" "中止、恢复、终结执行";
    /// Record a refund.
    RecordRefund "record-refund" "登记退款";
    /// Say that the facts may be a crime.
    SuspectCrime "suspect-crime" "提出涉嫌犯罪";
    /// Name the special pair for a case that may be a crime.
    GroupReferral "group-referral" "指定专案组";
    /// Report in writing that a case should go to the police.
    ReportReferral "report-referral" "提交移送报告";
    /// Approve or decline the transfer to the police.
    ApproveReferral "approve-referral" "审批移送公安机关";
    /// Hand the case to the police.
    DeliverReferral "deliver-referral" "移送公安机关";
    /// Record what the police decided.
    RecordPoliceAnswer "record-police-answer" "登记公安机关决定";
    /// Contest a refusal of the police.
    ContestRefusal "contest-refusal" "提请复议、建议立案监督";
    /// Hand articles and papers to the police.
    HandOverReferral "hand-over-referral" "移交物品和材料";
    /// Record how the criminal side ended.
    EndReferral "end-referral" "登记移送结果";
    /// Put the transfer of a case to the authority that it belongs to to the head.
    ProposeTransfer "propose-transfer" "提请移送管辖";
    /// Approve the transfer of a case, and the letter goes out.
    ApproveTransfer "approve-transfer" "审批移送管辖";
    /// Record that the other authority took the case, or sent it back.
    DeliverTransfer "deliver-transfer" "登记移送回执";
    /// Record how a transfer that was sent back was settled.
    EndTransfer "end-transfer" "登记管辖结果";
    /// Put the end of a case without a decision to the head.
    ProposeEnding "propose-ending" "提请终结案件";
    /// End a case without a decision.
    EndCase "end-case" "终结案件";
    /// Put a suspension of the investigation to the head.
    ProposeSuspension "propose-suspension" "提请中止调查";
    /// Suspend the investigation.
    SuspendInvestigation "suspend-investigation" "中止调查";
    /// Put the resumption of the investigation to the head.
    ProposeResumption "propose-resumption" "提请恢复调查";
    /// Take the investigation up again.
    ResumeInvestigation "resume-investigation" "恢复调查";
    /// Record that somebody asks a person to withdraw.
    RequestRecusal "request-recusal" "登记回避申请";
    /// Decide on a request to withdraw.
    DecideRecusal "decide-recusal" "决定回避申请";
    /// Order somebody to withdraw.
    OrderRecusal "order-recusal" "责令回避";
    /// Propose to close the case.
    ProposeClosing "propose-closing" "提请结案";
    /// Approve closing.
    ApproveClosing "approve-closing" "结案审批";
    /// Archive the case file.
    ArchiveCase "archive-case" "归档";
    /// Issue a corrected version of a document.
    CorrectDocument "correct-document" "更正文书";
    /// See what is masked, for a stated reason.
    Unmask "unmask" "查看未遮蔽信息";
    /// Download the case file.
    ExportCase "export-case" "导出案卷";

    /// Propose the masked public version of a decision.
    ProposePublication "propose-publication" "拟公示";
    /// Confirm and publish.
    ConfirmPublication "confirm-publication" "确认公示";
    /// Record that a decision was revoked or changed.
    RevokeDecision "revoke-decision" "登记决定撤销";
    /// Withdraw a publication.
    RetractPublication "retract-publication" "撤回公示";

    /// Tell the party of its credit record.
    GiveCreditNotice "give-credit-notice" "告知信用信息";
    /// Record that the credit record was repaired.
    RecordRepair "record-repair" "登记信用修复";

    /// Read what is overdue or missing.
    Supervise "supervise" "执法监督";
    /// See deeds of entrustment.
    ReadEntrustments "read-entrustments" "查看委托执法";
    /// Draw up a deed.
    DrawUpEntrustment "draw-up-entrustment" "起草委托书";
    /// Sign it with the other side.
    SignEntrustment "sign-entrustment" "签订委托书";
    /// Record where it was published and filed.
    RecordEntrustmentNotice "record-entrustment-notice" "登记委托书公布和备案";
    /// End it.
    EndEntrustment "end-entrustment" "终止委托";
    /// See supervisions.
    ReadSupervision "read-supervision" "查看监督事项";
    /// Review the archived file of a case.
    ReviewFile "review-file" "评查归档案卷";
    /// Take up a finding.
    OpenSupervision "open-supervision" "登记监督事项";
    /// Give a supervision opinion or decision.
    GiveOrder "give-order" "制发监督文书";
    /// Report what was corrected.
    AnswerOrder "answer-order" "反馈整改情况";
    /// Accept the report or not.
    JudgeAnswer "judge-answer" "核查整改情况";
    /// End a supervision without an order.
    CloseSupervision "close-supervision" "办结监督事项";
    /// Examine case files made elsewhere; nothing is kept.
    ExamineFiles "examine-files" "评查案卷";
    /// Check a published benchmark table and turn it into a text for the pack; nothing is kept.
    CheckBenchmarks "check-benchmarks" "核对裁量基准表";
    /// See accounts.
    ReadPeople "read-people" "查看人员";
    /// Open, suspend and reinstate accounts.
    ManageAccounts "manage-accounts" "管理账户";
    /// Note that an evidence object was opened or left with a case file.
    HandleEvidence "handle-evidence" "经手证据文件";
    /// See which evidence objects are kept apart, and release one that was suspected for nothing.
    ReleaseEvidence "release-evidence" "解除隔离";
    /// Grant and withdraw roles, record certificates.
    ManageRoles "manage-roles" "管理岗位与证件";
    /// Read the audit trail.
    ReadAudit "read-audit" "查看审计记录";
    /// Verify the whole record now.
    VerifyRecord "verify-record" "校验全部记录";
    /// Load a jurisdiction pack.
    LoadPack "load-pack" "装载辖区数据包";
}
