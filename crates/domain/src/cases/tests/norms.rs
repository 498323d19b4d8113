//! One act under several norms: the heavier fine is applied, and a reviewer confirms it.

use jiff::civil::date;
use law::Fen;

use crate::cases::*;
use crate::catalogue::BaseAmounts;
use crate::ids::ItemId;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::testing::*;

/// 公路法 sets up to 5,000 yuan for what is dumped on a road; for an individual the code sets less.
fn code() -> CompetingNorm {
    outside("《生态环境法典》第一千一百六十九条", Some((100, 1_000)))
}

fn outside(cite: &str, range: Option<(i64, i64)>) -> CompetingNorm {
    let range = range.map(|(least, most)| NormRange { least: yuan(least), most: yuan(most) });
    CompetingNorm { item: None, branch: String::new(), cite: cite.into(), range, fine: None }
}

fn clause(item: &str, branch: &str) -> CompetingNorm {
    CompetingNorm { item: Some(ItemId::new(item)), branch: branch.into(), ..outside("", None) }
}

fn compare(norms: Vec<CompetingNorm>) -> Command {
    compare_norms(norms)
}

fn fine(branch: &str, fine: Fen) -> Command {
    Command::SubmitReport(Box::new(report(Proposal::Penalty(terms(branch, fine)))))
}

fn confirm() -> Command {
    Command::ConfirmNorm(ConfirmNorm { words: "公路法规定的法定上限较高。".into() })
}

fn weights(it: &Docket, terms: &PenaltyTerms) -> Vec<NormWeight> {
    weighed_norms(it.case(), terms, it.desk.law).into_iter().map(|norm| norm.weight).collect()
}

fn under(law: &'static Jurisdiction) -> Docket {
    let mut it = Docket::on_desk(Desk::under(law, date(2026, 3, 3)));
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(date(2026, 3, 3)))));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    it.investigated()
}

/// AP-15, DB-20: the statute with the higher maximum is applied, once; the report says so, and a
/// legal reviewer confirms it before the party is told.
///
/// Covers: S3-03.
/// Example: E76.
#[test]
fn of_two_statutes_the_one_with_the_higher_maximum_is_applied_and_confirmed() {
    let mut it = Docket::filed().investigated();
    it.does(HANDLER_A, compare(vec![code()]));
    assert_eq!(weights(&it, &terms("a", yuan(300))), [NormWeight::Lower]);
    assert_eq!(it.blocked(Act::ConfirmNorm), ["CASE-002"]);
    let mut it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    let written = it.document("EX-09").content.reveal().to_owned();
    assert!(written.contains("罚款数额较低，不适用"), "{written}");
    let waits =
        |it: &Docket| it.desk.waiting(&it.case).iter().any(|(act, _)| *act == Act::ConfirmNorm);
    assert!(waits(&it));
    it.desk.on(date(2026, 3, 6));
    assert_eq!(it.refused(HANDLER_A, Command::GiveNotice(notice())), ["NORM-013"]);
    let blank = Command::ConfirmNorm(ConfirmNorm { words: " ".into() });
    assert_eq!(it.refused(REVIEWER, blank), ["NORM-021"]);
    assert_eq!(it.refused(HANDLER_A, confirm()), ["NORM-020"]);
    it.does(REVIEWER, confirm());
    assert!(!waits(&it));
    assert_eq!(it.refused(REVIEWER, confirm()), ["NORM-022"]);
    let it = it.told(date(2026, 3, 6)).drafted(date(2026, 3, 16)).reviewed(date(2026, 3, 17));
    let mut it = it.decided(date(2026, 3, 18));
    assert_eq!(it.refused(HANDLER_A, compare(vec![code()])), ["CASE-002"]);
}

/// AP-15: the lower norm is refused with the article and the way to the higher one.
///
/// Example: E76.
#[test]
fn the_lower_norm_is_refused_and_the_higher_one_is_named() {
    // Under another clause of the same item.
    let mut it = Docket::filed().investigated();
    it.does(HANDLER_A, compare(vec![clause("JX-T-01-CF", "a")]));
    let case = it.case.clone();
    let refused = it.desk.by(HANDLER_A).send(&case, fine("c", yuan(600))).unwrap_err();
    let norm = refused.0.iter().find(|it| it.code == "NORM-010").unwrap();
    assert!(norm.what.contains("《公路法》第七十七条") && norm.what.contains("5,000.00元以下"));
    assert_eq!(norm.cite.as_ref().unwrap().to_string(), "《行政处罚法》第二十九条");
    assert_eq!(norm.next.act, Some(Act::SubmitReport));
    it.does(HANDLER_A, fine("a", yuan(600)));
    // Under another item of this authority: filed there, and this case ends.
    let mut it = Docket::filed().investigated();
    let ends = || Command::ProposeEnding(propose_ending(EndGround::HigherNorm));
    assert_eq!(it.refused(HANDLER_A, ends()), ["CASE-197"]);
    it.does(HANDLER_A, compare(vec![clause("JX-T-06-CF", "c")]));
    assert_eq!(it.refused(HANDLER_A, fine("a", yuan(300))), ["NORM-011"]);
    let _ = it.ends(EndGround::HigherNorm);
    // Under a statute that another authority applies.
    let mut it = Docket::filed().investigated();
    let higher = outside("《生态环境法典》第一千一百六十九条", Some((5_000, 50_000)));
    it.does(HANDLER_A, compare(vec![higher]));
    assert_eq!(it.refused(HANDLER_A, fine("a", yuan(300))), ["NORM-012"]);
    // Taken back with a reason, it stands in nobody's way.
    it.does(HANDLER_A, compare(vec![]));
    it.does(HANDLER_A, fine("a", yuan(300)));
}

/// DB-20: alike maxima go by the minima, alike ranges and norms without amounts to a person.
#[test]
fn what_amounts_cannot_tell_a_reviewer_says() {
    let article = "《生态环境法典》第一千一百六十九条";
    let mut it = Docket::filed().investigated();
    it.does(HANDLER_A, compare(vec![outside(article, Some((200, 5_000)))]));
    assert_eq!(it.refused(HANDLER_A, fine("a", yuan(300))), ["NORM-012"]);
    let open = vec![outside(article, None), outside(article, Some((0, 5_000)))];
    it.does(HANDLER_A, compare(open));
    assert_eq!(weights(&it, &terms("a", yuan(300))), [NormWeight::Open, NormWeight::Alike]);
    let mut it = it.reported(Proposal::Penalty(terms("a", yuan(300))));
    it.does(REVIEWER, confirm());
    // A new comparison asks for a new confirmation.
    it.does(HANDLER_A, compare(vec![outside(article, None)]));
    assert_eq!(it.refused(HANDLER_A, Command::GiveNotice(notice())), ["NORM-013"]);
}

/// DB-20: by the other reading the fines as reckoned are compared.
///
/// Example: E76.
#[test]
fn the_other_reading_compares_the_fines_as_reckoned() {
    let mut it = under(reading("DB-20", "computed"));
    assert_eq!(it.refused(HANDLER_A, compare(vec![code()])), ["NORM-006"]);
    let reckoned = |fine: i64| CompetingNorm { fine: Some(yuan(fine)), ..code() };
    it.does(HANDLER_A, compare(vec![reckoned(800)]));
    assert_eq!(it.refused(HANDLER_A, fine("a", yuan(300))), ["NORM-012"]);
    it.does(HANDLER_A, compare(vec![reckoned(200)]));
    it.does(HANDLER_A, fine("a", yuan(300)));
}

/// A roadblock with 3,000 yuan of gains, with the toll clause named as a second norm.
fn roadblock(law: &'static Jurisdiction) -> (Docket, PenaltyTerms) {
    let opened = date(2026, 3, 3);
    let mut it = Docket::on_desk(Desk::under(law, opened));
    let mut command = filing(opened);
    command.item = ItemId::new("JX-T-04-CF");
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let mut it = it.investigated();
    it.does(HANDLER_A, compare(vec![clause("JX-T-04-CF", "c")]));
    let bases = BaseAmounts::new().with("违法所得", yuan(3_000));
    let terms = PenaltyTerms { bases, gains: yuan(3_000), ..terms("a", yuan(3_000)) };
    (it, terms)
}

/// DB-15: the county applies the highway law; the regulation is the province's and is left out.
/// By the other reading the case is not the county's.
///
/// Example: E62.
#[test]
fn a_norm_of_the_province_is_left_out_or_takes_the_case_there() {
    let (mut it, terms) = roadblock(crate::packs::fixture::county());
    assert_eq!(weights(&it, &terms), [NormWeight::LeftOut]);
    let submit = |terms: &PenaltyTerms| {
        Command::SubmitReport(Box::new(report(Proposal::Penalty(terms.clone()))))
    };
    let beyond = PenaltyTerms { fine: yuan(9_001), ..terms.clone() };
    assert_eq!(it.refused(HANDLER_A, submit(&beyond)), ["RULE-AP-18"]);
    // The provincial clause itself is not applied here, whatever is compared.
    let toll = PenaltyTerms { branch: "c".into(), fine: yuan(6_000), ..terms.clone() };
    let case = it.case.clone();
    let refused = it.desk.by(HANDLER_A).send(&case, submit(&toll)).unwrap_err();
    assert!(refused.0.iter().any(|it| it.next.words.contains("移送")), "{refused:?}");
    it.does(HANDLER_A, submit(&terms));
    it.does(HEAD, Command::ApproveReport(ApproveReport { words: String::new() }));
    assert_eq!(it.blocked(Act::ConfirmNorm), ["NORM-022"]);
    it.does(HANDLER_A, Command::GiveNotice(notice()));

    let (mut it, terms) = roadblock(reading("DB-15", "regulation"));
    assert_eq!(weights(&it, &terms), [NormWeight::Higher]);
    let case = it.case.clone();
    let refused = it.desk.by(HANDLER_A).send(&case, submit(&terms)).unwrap_err();
    assert_eq!(refused.codes(), ["NORM-012"]);
    assert_eq!(refused.0[0].next.act, Some(Act::ProposeTransfer));
}

#[test]
fn what_cannot_be_weighed_is_not_recorded() {
    let mut it = Docket::filed();
    assert_eq!(it.refused(HANDLER_A, compare(vec![])), ["NORM-001"]);
    let bare = CompareNorms { norms: vec![code()], reason: " ".into() };
    assert_eq!(it.refused(HANDLER_A, Command::CompareNorms(bare)), ["NORM-002"]);
    assert_eq!(it.refused(HANDLER_A, compare(vec![clause("JX-T-01-CF", "z")])), ["NORM-003"]);
    assert_eq!(it.refused(HANDLER_A, compare(vec![clause("JX-T-01", "a")])), ["NORM-003"]);
    assert_eq!(it.refused(HANDLER_A, compare(vec![outside("公路法", None)])), ["NORM-004"]);
    let backwards = outside("《生态环境法典》第一千一百六十九条", Some((2_000, 1_000)));
    assert_eq!(it.refused(HANDLER_A, compare(vec![backwards])), ["NORM-005"]);
    let it = Docket::on_spot(date(2026, 3, 9));
    assert_eq!(it.blocked(Act::CompareNorms), ["CASE-002"]);
}
