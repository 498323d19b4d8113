//! What a form promises: values are kept, errors are found, nothing a person typed becomes HTML.

use super::*;

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn items() -> Vec<CheckItem> {
    vec![CheckItem::new("load", "是否超限"), CheckItem::new("cover", "是否密闭")]
}

#[test]
fn what_a_person_typed_is_kept_and_never_becomes_html() {
    let nasty = "\"><script>alert(1)</script>";
    let form = Form::new("/x", "t")
        .field(Field::text("name", "姓名"))
        .field(Field::textarea("facts", "事实", 3))
        .with_values(&pairs(&[("name", nasty), ("facts", nasty), ("unknown", "x")]));
    let html = form.to_string();
    assert!(!html.contains("<script>alert"));
    assert_eq!(html.matches("alert(1)").count(), 2);
}

#[test]
fn an_error_is_shown_at_the_field_and_linked_from_the_top() {
    let error =
        FormError { field: Some("fine".to_owned()), message: "金额超出幅度。".to_owned() };
    let form =
        Form::new("/decide", "t").field(Field::money("fine", "罚款")).with_errors(vec![error]);
    let html = form.to_string();
    assert!(html.contains(r##"href="#fdecide-fine""##));
    assert!(html.contains(r#"aria-invalid="true""#));
    assert!(html.contains(r#"aria-describedby="fdecide-fine-error""#));
    assert_eq!(html.matches("金额超出幅度。").count(), 2);
}

#[test]
fn an_error_about_no_field_or_an_unknown_one_is_not_lost() {
    let lost = |field: Option<&str>| FormError {
        field: field.map(str::to_owned),
        message: "案件已经变化。".to_owned(),
    };
    let form = Form::new("/x", "t").with_errors(vec![lost(None), lost(Some("gone"))]);
    assert_eq!(form.problems().len(), 2);
    assert_eq!(form.to_string().matches("案件已经变化。").count(), 2);
}

#[test]
fn a_checklist_gives_back_its_outcomes_and_notes() {
    let form = Form::new("/x", "t")
        .field(Field::checklist("check", "检查内容", items()))
        .with_values(&pairs(&[
            ("check.load.outcome", "fail"),
            ("check.load.note", "总重 52 吨"),
            ("check.x.outcome", "pass"),
        ]));
    let expected = vec![CheckAnswer {
        item: "load".to_owned(),
        outcome: "fail".to_owned(),
        note: "总重 52 吨".to_owned(),
    }];
    assert_eq!(form.fields[0].value, FieldValue::Checks(expected));
    assert!(form.to_string().contains("总重 52 吨"));
}

#[test]
fn rows_are_read_in_order_and_blank_ones_dropped() {
    let columns = vec![
        RowColumn::new("name", "名称", ColumnKind::Text),
        RowColumn::new("count", "数量", ColumnKind::Number),
    ];
    let form =
        Form::new("/x", "t").field(Field::rows("goods", "物品", columns)).with_values(&pairs(&[
            ("goods.0.name", "行驶证"),
            ("goods.0.count", "1"),
            ("goods.1.name", " "),
            ("goods.2.name", "过磅单"),
            ("goods.99999999.name", "远处"),
        ]));
    let row = |name: &str, count: &str| vec![name.to_owned(), count.to_owned()];
    assert_eq!(form.fields[0].value, FieldValue::Rows(vec![row("行驶证", "1"), row("过磅单", "")]));
    assert!(form.to_string().contains(r#"name="goods.6.name""#), "five blank rows follow");
}

#[test]
fn unticking_everything_is_an_answer_too() {
    let boxes =
        Field::checkboxes("basis", "依据", vec![Choice::new("a", "甲"), Choice::new("b", "乙")])
            .answered(FieldValue::Many(vec!["a".to_owned()]));
    let form = Form::new("/x", "t").field(boxes);
    let kept = form.clone().with_values(&[]);
    assert_eq!(kept.fields[0].value, FieldValue::Many(vec!["a".to_owned()]));
    let sent = form.with_values(&pairs(&[("other", "1")]));
    assert_eq!(sent.fields[0].value, FieldValue::Many(vec![]));
}

#[test]
fn a_locked_field_a_hidden_one_and_a_password_are_not_refilled() {
    let form = Form::new("/x", "t")
        .field(Field::text("party", "当事人").value("甲").locked("立案后不能改"))
        .field(Field::hidden("case", "01"))
        .field(Field::new("secret", "密码", FieldKind::Text(Input::Password)))
        .with_values(&pairs(&[("party", "乙"), ("case", "02"), ("secret", "hunter2")]));
    let html = form.to_string();
    assert!(html.contains("甲") && !html.contains("乙"));
    assert!(html.contains(r#"value="01""#) && !html.contains(r#"value="02""#));
    assert!(!html.contains("hunter2"));
}

#[test]
fn only_a_form_with_files_travels_as_multipart() {
    let plain = Form::new("/x", "t").field(Field::text("a", "甲"));
    assert!(plain.to_string().contains("application/x-www-form-urlencoded"));
    assert!(plain.field(Field::photo("b", "照片")).to_string().contains("multipart/form-data"));
}

#[test]
fn several_errors_on_one_field_are_all_read() {
    let field = Field::text("a", "甲").error("太短。").error("含空格。");
    let drawn = field.view("f").to_string();
    assert!(drawn.contains("id=\"f-a-error\"") && drawn.contains("太短。"), "{drawn}");
    assert!(drawn.contains("id=\"f-a-error-2\"") && drawn.contains("含空格。"), "{drawn}");
    assert!(drawn.contains("aria-describedby=\"f-a-error f-a-error-2\""), "{drawn}");
    let form = Form::new("/x", "t").field(field);
    assert_eq!(form.problems().len(), 2, "each is counted");
}
