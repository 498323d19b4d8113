//! The steps of a case, in the order of the procedure; each is a form and the command it makes.

mod address;
mod articles;
mod assist;
mod auction;
mod cash;
mod closing;
mod connect;
mod correction;
mod credit;
mod crime;
mod decision;
mod deliberation;
mod delivery;
mod draft;
mod enforcement;
mod evidence;
mod execution;
mod fast;
mod filing;
mod hearing;
mod interview;
mod measures;
mod norms;
mod notice;
mod on_spot;
mod opinion;
mod payment;
mod publication;
mod rectify;
mod recusal;
mod remedies;
mod report;
mod representation;
mod same_party;
mod sampling;
mod submission;
mod transfer;

use super::step::routes as step;
use crate::router::Routes;

/// The addresses of every step.
pub fn routes(routes: Routes) -> Routes {
    let routes = step::<on_spot::Hearing>(routes);
    let routes = step::<on_spot::Decision>(routes);
    let routes = step::<on_spot::Conversion>(routes);
    let routes = step::<on_spot::Copy>(routes);
    let routes = step::<cash::Collection>(routes);
    let routes = step::<cash::HandIn>(routes);
    let routes = step::<cash::Banking>(routes);
    let routes = step::<filing::Approval>(routes);
    let routes = step::<evidence::Adding>(routes);
    let routes = step::<evidence::Verifying>(routes);
    let routes = step::<same_party::Distinguishing>(routes);
    let routes = step::<connect::Connecting>(routes);
    let routes = step::<connect::Borrowing>(routes);
    let routes = step::<norms::Comparing>(routes);
    let routes = step::<norms::Confirming>(routes);
    let routes = step::<interview::Interview>(routes);
    let routes = step::<interview::Examination>(routes);
    let routes = step::<assist::Requesting>(routes);
    let routes = step::<assist::Answering>(routes);
    let routes = step::<address::Confirming>(routes);
    let routes = step::<fast::Offering>(routes);
    let routes = step::<fast::Consenting>(routes);
    let routes = step::<fast::Leaving>(routes);
    let routes = step::<sampling::Taking>(routes);
    let routes = step::<sampling::Entrusting>(routes);
    let routes = step::<sampling::Recording>(routes);
    let routes = step::<sampling::Contesting>(routes);
    let routes = step::<sampling::Answering>(routes);
    let routes = step::<rectify::Order>(routes);
    let routes = step::<enforcement::Demanding>(routes);
    let routes = step::<enforcement::Deciding>(routes);
    let routes = step::<enforcement::Recording>(routes);
    let routes = step::<enforcement::Stopping>(routes);
    let routes = step::<measures::Proposing>(routes);
    let routes = step::<measures::Approval>(routes);
    let routes = step::<measures::Taking>(routes);
    let routes = step::<measures::AskingExtension>(routes);
    let routes = step::<measures::ExtensionApproval>(routes);
    let routes = step::<measures::Telling>(routes);
    let routes = step::<measures::Lifting>(routes);
    let routes = step::<articles::Returning>(routes);
    let routes = step::<articles::Transferring>(routes);
    let routes = step::<articles::Confiscating>(routes);
    let routes = step::<articles::DisposalApproval>(routes);
    let routes = step::<articles::DisposalRecord>(routes);
    let routes = step::<report::Submitting>(routes);
    let routes = step::<report::Approval>(routes);
    let routes = step::<notice::Notice>(routes);
    let routes = step::<delivery::Delivery>(routes);
    let routes = step::<representation::Hearing>(routes);
    let routes = step::<representation::Review>(routes);
    let routes = step::<hearing::Request>(routes);
    let routes = step::<hearing::Call>(routes);
    let routes = step::<hearing::Record>(routes);
    let routes = step::<draft::Draft>(routes);
    let routes = step::<opinion::Opinion>(routes);
    let routes = step::<deliberation::Deliberation>(routes);
    let routes = step::<decision::Penalty>(routes);
    let routes = step::<decision::Waiver>(routes);
    let routes = step::<publication::Proposal>(routes);
    let routes = step::<publication::Confirmation>(routes);
    let routes = step::<payment::Payment>(routes);
    let routes = performing(routes);
    let routes = step::<closing::Proposal>(routes);
    let routes = step::<closing::Approval>(routes);
    let routes = step::<closing::Archiving>(routes);
    let routes = step::<publication::Revocation>(routes);
    let routes = step::<publication::Retraction>(routes);
    let routes = step::<credit::Telling>(routes);
    let routes = step::<credit::Repairing>(routes);
    let routes = beside(routes);
    step::<correction::Correction>(routes)
}

/// What follows a decision that is not performed, and the remedies against it.
fn performing(routes: Routes) -> Routes {
    let routes = step::<execution::Deferring>(routes);
    let routes = step::<execution::DeferralApproval>(routes);
    let routes = step::<execution::Agreeing>(routes);
    let routes = step::<execution::AgreementSignature>(routes);
    let routes = step::<remedies::Noting>(routes);
    let routes = step::<remedies::Answering>(routes);
    let routes = step::<remedies::Staying>(routes);
    let routes = step::<remedies::Ending>(routes);
    let routes = step::<remedies::Reopening>(routes);
    let routes = step::<execution::Surcharging>(routes);
    let routes = step::<execution::Demanding>(routes);
    let routes = step::<auction::Deciding>(routes);
    let routes = step::<auction::Ending>(routes);
    let routes = step::<execution::CourtProposal>(routes);
    let routes = step::<execution::CourtSignature>(routes);
    let routes = step::<execution::CourtReply>(routes);
    let routes = step::<execution::Halting>(routes);
    step::<execution::Refunding>(routes)
}

/// What happens beside the procedure: referral, standstill, recusal, and an end without a decision.
fn beside(routes: Routes) -> Routes {
    let routes = step::<crime::Suspecting>(routes);
    let routes = step::<crime::Grouping>(routes);
    let routes = step::<crime::Reporting>(routes);
    let routes = step::<crime::Approving>(routes);
    let routes = step::<crime::Delivering>(routes);
    let routes = step::<crime::Answering>(routes);
    let routes = step::<crime::Contesting>(routes);
    let routes = step::<crime::HandingOver>(routes);
    let routes = step::<crime::Ending>(routes);
    let routes = step::<submission::ProposingSuspension>(routes);
    let routes = step::<submission::Suspending>(routes);
    let routes = step::<submission::ProposingResumption>(routes);
    let routes = step::<submission::Resuming>(routes);
    let routes = step::<submission::ProposingEnding>(routes);
    let routes = step::<submission::Ending>(routes);
    let routes = step::<transfer::Proposing>(routes);
    let routes = step::<transfer::Approving>(routes);
    let routes = step::<transfer::Delivering>(routes);
    let routes = step::<transfer::Ending>(routes);
    let routes = step::<recusal::Asking>(routes);
    let routes = step::<recusal::Deciding>(routes);
    step::<recusal::Ordering>(routes)
}
