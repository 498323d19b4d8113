//! 送达地址确认书 and electronic delivery; 协助调查函 and its answer.

use jiff::civil::{Date, date};

use crate::Private;
use crate::cases::*;
use crate::policy::Act;
use crate::testing::*;

/// Tuesday, the day of filing.
const FILED: Date = date(2026, 3, 3);

fn confirms(change: impl FnOnce(&mut ConfirmAddress)) -> Command {
    let mut command = confirm_address();
    change(&mut command);
    Command::ConfirmAddress(Box::new(command))
}

/// A notice ready to be delivered, with the address confirmed as changed.
fn noticed(change: impl FnOnce(&mut ConfirmAddress)) -> Docket {
    let mut it = Docket::ordinary();
    it.does(HANDLER_A, confirms(change));
    it.does(HANDLER_A, Command::GiveNotice(notice()));
    it
}

fn by_mail(it: &Docket, form: &str, change: impl FnOnce(&mut RecordDelivery)) -> Command {
    let mut command = delivery(&it.document(form).id, it.desk.today);
    command.method = DeliveryMethod::Electronic;
    command.proof = "到达示例邮箱".into();
    change(&mut command);
    Command::RecordDelivery(command)
}

/// 《行政处罚法》第六十一条第二款: the consent is signed, and only then a document goes that way.
#[test]
fn a_signed_consent_allows_electronic_delivery_of_what_it_covers() {
    let mut it = noticed(|_| ());
    let paper = it.document("EX-19").content.reveal();
    for words in ["电子邮箱", "a@example.invalid", "本案全部文书"] {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    let mute = by_mail(&it, "TF-11", |it| it.proof = " ".into());
    assert_eq!(it.refused(HANDLER_A, mute), ["ADDR-022"]);
    let sent = by_mail(&it, "TF-11", |_| ());
    it.does(HANDLER_A, sent);
    assert!(it.document("TF-23").content.reveal().contains("电子送达"));
}

/// AP-50: no consent, one of a later day, or one that leaves decisions out.
#[test]
fn electronic_delivery_is_refused_without_a_consent_that_covers_the_document() {
    let mut it = noticed(|it| it.consent = None);
    let sent = by_mail(&it, "TF-11", |_| ());
    assert_eq!(it.refused(HANDLER_A, sent), ["CASE-059"]);
    // A later paper takes the place of the earlier one.
    it.does(HANDLER_A, confirms(|_| ()));
    assert!(it.case().address.as_ref().unwrap().consent.is_some());
    let early = by_mail(&it, "TF-11", |d| d.on = d.on.yesterday().unwrap());
    assert_eq!(it.refused(HANDLER_A, early), ["CASE-053", "ADDR-020"]);

    let narrow = |it: &mut ConfirmAddress| {
        it.consent.as_mut().unwrap().scope = Scope::NoDecisions;
    };
    let it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    let mut it = it.reviewed(date(2026, 3, 17)).decided(date(2026, 3, 18));
    it.does(HANDLER_A, confirms(narrow));
    let sent = by_mail(&it, "TF-15", |_| ());
    assert_eq!(it.refused(HANDLER_A, sent), ["ADDR-021"]);
    it.does(HANDLER_A, confirms(|_| ()));
    let sent = by_mail(&it, "TF-15", |_| ());
    it.does(HANDLER_A, sent);
}

#[test]
fn a_confirmation_names_an_address_and_is_told_and_signed() {
    let mut it = Docket::filed();
    let bad = confirms(|it| {
        it.address = Private::default();
        it.phone = Private::default();
        it.told = false;
        it.consent.as_mut().unwrap().account = Private::default();
        it.signature_image = Private::default();
    });
    let codes = it.refused(HANDLER_A, bad);
    assert_eq!(codes, ["ADDR-010", "ADDR-011", "ADDR-012", "ADDR-013", "ADDR-014"]);
    let on_paper = confirms(|it| {
        it.signature_image = Private::default();
        it.scan = Some(blob());
    });
    it.does(HANDLER_A, on_paper);
    assert_eq!(it.case().evidence[0].name, "签名的送达地址确认书");
    let mut early = Docket::new(FILED);
    early.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(FILED))));
    assert_eq!(early.refused(HANDLER_A, confirms(|_| ())), ["CASE-002"]);
    Docket::on_spot(MONDAY).does(HANDLER_A, confirms(|_| ()));
}

fn asks(change: impl FnOnce(&mut RequestAssistance)) -> Command {
    let mut command = request_assistance(date(2026, 3, 20));
    change(&mut command);
    Command::RequestAssistance(command)
}

fn answers(it: &Docket, change: impl FnOnce(&mut RecordAssistance)) -> Command {
    let letter = it.case().assistance[0].letter.document.clone();
    let mut command = record_assistance(&letter, it.desk.today);
    change(&mut command);
    Command::RecordAssistance(command)
}

/// 《行政处罚法》第二十六条: a numbered letter, a reminder on its day, the answer as evidence.
#[test]
fn another_authority_is_asked_and_its_answer_becomes_evidence() {
    let mut it = Docket::filed();
    assert_eq!(it.blocked(Act::RecordAssistance), ["ASSIST-001"]);
    it.does(HANDLER_A, asks(|_| ()));
    let letter = it.document("EX-08");
    assert!(letter.number.as_ref().unwrap().text.contains("协字第0001号"));
    assert!(letter.content.reveal().contains("提供登记档案复印件。"));
    let waits = (Act::RecordAssistance, Some(date(2026, 3, 20)));
    assert!(it.desk.waiting(&it.case).contains(&waits));
    let answer = answers(&it, |_| ());
    it.does(HANDLER_A, answer);
    assert!(!it.desk.waiting(&it.case).iter().any(|(act, _)| *act == Act::RecordAssistance));
    assert_eq!(it.case().evidence[0].name, "示例县市场监督管理局的复函");
    let again = answers(&it, |_| ());
    assert_eq!(it.refused(HANDLER_A, again), ["ASSIST-001", "ASSIST-020"]);
}

#[test]
fn a_letter_says_who_is_asked_for_what_and_why_and_an_answer_is_on_paper() {
    let mut it = Docket::filed();
    let bad = asks(|it| {
        it.body = " ".into();
        it.request = Private::default();
        it.reason = Private::default();
        it.due_on = FILED;
    });
    let codes = it.refused(HANDLER_A, bad);
    assert_eq!(codes, ["ASSIST-010", "ASSIST-011", "ASSIST-012", "ASSIST-013"]);
    it.does(HANDLER_A, asks(|_| ()));
    let bad = answers(&it, |it| {
        it.words = Private::default();
        it.on = date(2026, 3, 4);
        it.blob = None;
    });
    assert_eq!(it.refused(HANDLER_A, bad), ["ASSIST-021", "ASSIST-022", "ASSIST-024"]);
    let before = answers(&it, |it| it.on = date(2026, 3, 2));
    assert_eq!(it.refused(HANDLER_A, before), ["ASSIST-023"]);
    let mut late = Docket::ordinary();
    assert_eq!(late.refused(HANDLER_A, asks(|_| ())), ["CASE-002"]);
}
