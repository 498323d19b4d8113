//! Reading answers: what is taken, and every complaint.

use domain::evidence::EvidenceKind;
use jiff::civil::date;
use law::Fen;

use super::{FormBody, Token};
use crate::{
    PageError,
    components::form::{Field, Form},
};

fn body(pairs: &[(&str, &str)]) -> FormBody {
    let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    FormBody { pairs, ..FormBody::default() }
}

fn form() -> Form {
    Form::new("/x", "t")
        .field(Field::text("name", "姓名"))
        .field(Field::date("on", "日期"))
        .field(Field::money("fine", "金额"))
        .field(Field::text("kind", "种类"))
        .field(Field::text("count", "数量"))
}

/// The messages of a failed reading.
fn messages(ended: Result<(), PageError>) -> Vec<String> {
    match ended {
        Err(PageError::Form(errors)) => errors.into_iter().map(|error| error.message).collect(),
        other => panic!("expected complaints: {other:?}"),
    }
}

#[test]
fn answers_are_read_as_what_they_mean() {
    let sent = body(&[
        ("name", " 示例 "),
        ("on", "2026-03-09"),
        ("fine", "20,000.5"),
        ("kind", "electronic"),
        ("count", "3"),
        ("ok", "yes"),
        ("many", "a"),
        ("many", "b"),
    ]);
    let form = form();
    let mut read = sent.reader(&form);
    assert_eq!(read.text("name"), "示例");
    assert_eq!(read.date("on"), date(2026, 3, 9));
    assert_eq!(read.fen("fine"), Fen(2_000_050));
    assert_eq!(read.choice("kind", EvidenceKind::Physical), EvidenceKind::Electronic);
    assert_eq!(read.number("count", 1, 3), 3);
    assert!(read.yes("ok") && !read.yes("absent"));
    assert_eq!(read.some_of("many"), ["a", "b"]);
    assert!(read.finish().is_ok());
}

#[test]
fn everything_missing_is_told_at_once_by_its_label() {
    let sent = body(&[("name", "  ")]);
    let form = form();
    let mut read = sent.reader(&form);
    let _ = (read.text("name"), read.date("on"), read.fen("fine"));
    let _ = (read.choice("kind", EvidenceKind::Physical), read.some_of("many"));
    let told = messages(read.finish());
    assert_eq!(told[..3], ["请填写“姓名”。", "请填写“日期”。", "请填写“金额”。"]);
    assert_eq!(told[4], "请在“many”中至少选择一项。");
}

#[test]
fn an_answer_of_the_wrong_kind_is_told_once() {
    let sent = body(&[("on", "2026-02-30"), ("fine", "-5"), ("kind", "magic"), ("count", "4")]);
    let form = form();
    let mut read = sent.reader(&form);
    let _ = (read.date("on"), read.fen("fine"), read.choice("kind", EvidenceKind::Physical));
    let _ = read.number("count", 1, 3);
    let told = messages(read.finish());
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.iter().all(|message| message.contains("填写有误")), "{told:?}");
}

#[test]
fn what_need_not_be_answered_may_be_left_out_but_not_wrong() {
    let form = form();
    let sent = body(&[]);
    let mut read = sent.reader(&form);
    assert_eq!((read.text_if("name"), read.date_if("on"), read.fen_if("fine")), (None, None, None));
    assert!(read.private_if("name").is_blank());
    assert!(read.finish().is_ok());

    let sent = body(&[("on", "yesterday")]);
    let mut read = sent.reader(&form);
    assert_eq!(read.date_if("on"), None);
    assert_eq!(messages(read.finish()).len(), 1);
}

#[test]
fn control_marks_do_not_get_in_and_lines_do() {
    let form = form();
    let sent = body(&[("name", "一行\r\n二行\u{0}\u{7}")]);
    let mut read = sent.reader(&form);
    assert_eq!(read.text("name"), "一行\n二行");
    let long = "字".repeat(20_001);
    let sent = body(&[("name", &long)]);
    let mut read = sent.reader(&form);
    let _ = read.text("name");
    assert!(messages(read.finish())[0].contains("超过20000字"));
}

#[test]
fn rows_skip_what_is_blank_and_keep_their_turn() {
    let form = form();
    let sent = body(&[
        ("goods.0.name", ""),
        ("goods.2.name", "示例货物"),
        ("goods.2.count", "3"),
        ("goods.x.name", "no"),
        ("goods.900.name", "beyond"),
    ]);
    let mut read = sent.reader(&form);
    let rows = read.rows("goods");
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].turn, rows[0].get("name"), rows[0].get("count")), (2, "示例货物", "3"));
    assert_eq!(rows[0].get("absent"), "");
}

#[test]
fn a_checklist_is_read_line_by_line() {
    let form = form();
    let sent = body(&[
        ("check.a.outcome", "pass"),
        ("check.b.outcome", ""),
        ("check.c.outcome", "fail"),
        ("check.c.note", " 灯坏 "),
    ]);
    let answers = sent.reader(&form).checklist("check");
    assert_eq!(answers.len(), 2);
    assert_eq!((answers[1].item.as_str(), answers[1].note.as_str()), ("c", "灯坏"));
}

#[test]
fn a_place_is_read_in_millionths_and_never_beyond_the_earth() {
    let form = form();
    let place = |lat: &str, lng: &str| {
        let sent = body(&[("at_lat", lat), ("at_lng", lng)]);
        let mut read = sent.reader(&form);
        (read.place_if("at"), read.finish().is_ok())
    };
    assert_eq!(place("35.0654", "116.3112345678"), (Some((35_065_400, 116_311_234)), true));
    assert_eq!(place("-0.5", "-180"), (Some((-500_000, -180_000_000)), true));
    assert_eq!(place("", ""), (None, true));
    for (lat, lng) in [("90.1", "0"), ("0", "181"), ("x", "1"), ("1", ""), (".5", "1")] {
        assert_eq!(place(lat, lng), (None, false), "{lat} {lng}");
    }
}

#[test]
fn what_a_device_claims_may_be_missing() {
    let form = form();
    let sent = body(&[("photo_time", "2026-03-09T10:30:00"), ("photo_lat", "x")]);
    let claim = sent.reader(&form).claim("photo");
    assert_eq!(claim.at, Some(date(2026, 3, 9).at(10, 30, 0, 0)));
    assert_eq!(claim.position, None);
    let claimed = |time: &str| body(&[("photo_time", time)]).reader(&form).claim("photo").at;
    assert_eq!(claimed("2026-03-09T01:30:00.000Z"), Some(date(2026, 3, 9).at(9, 30, 0, 0)));
    assert_eq!(claimed("昨天"), None);
}

#[test]
fn a_signature_that_is_asked_for_and_missing_is_nothing() {
    let form = form();
    let sent = body(&[("sign", "data:image/png;base64,!!!")]);
    let mut read = sent.reader(&form);
    assert_eq!(read.signature_if("sign"), None);
    assert!(read.some_uploads("photo").is_empty());
    assert_eq!(messages(read.finish()), ["请上传“photo”。"]);
}

#[test]
fn a_token_matches_only_itself() {
    let token = Token(Some("abc".to_owned()));
    assert!(token.matches("abc"));
    for wrong in ["", "ab", "abd", "abcd"] {
        assert!(!token.matches(wrong), "{wrong}");
    }
    assert!(!Token(Some(String::new())).matches(""));
    assert!(Token(None).matches(""), "an open door expects none");
}

#[test]
fn the_first_of_several_answers_is_read() {
    let sent = body(&[("a", "1"), ("a", "2"), ("seen", "7")]);
    assert_eq!((sent.get("a"), sent.get("b"), sent.seen()), ("1", "", Some(7)));
    assert!(sent.has("a") && !sent.has("b"));
}
