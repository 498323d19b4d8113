//! Samples of forms: blank, refused with values kept, at work in the field, and on the portal.

use crate::components::{
    form::{
        CheckAnswer, CheckItem, Choice, ColumnKind, Field, FieldKind, FieldValue, Form, FormError,
        Input, KeptFile, MapView, RowColumn, Width,
    },
    text::Link,
};

fn map() -> MapView {
    MapView { tiles: None, lat: "35.07".to_owned(), lng: "116.31".to_owned(), zoom: 12 }
}

fn yes_or_no() -> Vec<Choice> {
    vec![
        Choice::new("agree", "同意").help("进入下一环节"),
        Choice::new("return", "退回经办人").help("说明需要补正的内容"),
    ]
}

pub(super) fn blank() -> Form {
    let columns = vec![
        RowColumn::new("name", "名称", ColumnKind::Text),
        RowColumn::new("count", "数量", ColumnKind::Number),
        RowColumn::new("worth", "价值（元）", ColumnKind::Money),
        RowColumn::new(
            "keep",
            "处理",
            ColumnKind::Select(vec![Choice::new("back", "退还"), Choice::new("hold", "保存")]),
        ),
    ];
    Form::new("/design/blank", "sample")
        .titled("立案审批", "填写后由机关负责人审批。")
        .field(Field::heading("一、当事人", "个人与单位填写其一。"))
        .field(Field::text("party", "名称或姓名").required().width(Width::Half))
        .field(
            Field::new("credit", "统一社会信用代码", FieldKind::Text(Input::CreditCode))
                .help("18 位，填写后自动核对校验码。")
                .width(Width::Half),
        )
        .field(Field::new("phone", "联系电话", FieldKind::Text(Input::Phone)).width(Width::Third))
        .field(Field::date("found", "发现日期").required().width(Width::Third))
        .field(Field::date_time("met", "谈话时间").width(Width::Third))
        .field(Field::heading("二、事实与依据", ""))
        .field(Field::textarea("facts", "违法事实", 4).required().help("时间、地点、经过、后果。"))
        .field(Field::money("fine", "拟处罚款"))
        .field(Field::number("weight", "车货总质量", "吨"))
        .field(Field::select(
            "item",
            "权力事项",
            vec![Choice::new("1", "对擅自超限行驶公路的处罚")],
        ))
        .field(Field::checkboxes(
            "kinds",
            "证据种类",
            ["书证", "物证", "视听资料", "电子数据", "勘验笔录、现场笔录"]
                .map(|kind| Choice::new(kind, kind))
                .to_vec(),
        ))
        .field(Field::rows("goods", "涉案物品", columns))
        .field(Field::radio("opinion", "审批意见", yes_or_no()).required())
        .field(Field::opinion(
            "words",
            "意见内容",
            &["同意立案。", "事实清楚，同意。", "请补充证据后再报。"],
        ))
        .field(Field::file("extra", "附件", ".pdf,image/*").help("单个文件不超过 20 MB。"))
        .field(
            Field::text("opened", "立案机关")
                .value("示例县交通运输局")
                .locked("由登录单位决定，不能修改。"),
        )
        .draft("design")
        .submit("提交审批")
        .cancel(Link::new("返回", "#"))
}

pub(super) fn refused() -> Form {
    let error = |field: Option<&str>, message: &str| FormError {
        field: field.map(str::to_owned),
        message: message.to_owned(),
    };
    Form::new("/design/refused", "sample")
        .titled("作出处罚决定", "有错误时，填写的内容全部保留。")
        .field(Field::money("fine", "罚款数额").required().value("35000"))
        .field(Field::date("on", "决定日期").required().value("2026-03-19"))
        .field(Field::radio("opinion", "处理意见", yes_or_no()).required())
        .field(Field::textarea("reason", "裁量理由", 3).value("当事人主动卸载。"))
        .field(
            Field::select(
                "tier",
                "裁量档次",
                vec![Choice::new("a", "较轻"), Choice::new("b", "一般")],
            )
            .value("a"),
        )
        .submit("作出决定")
        .with_errors(vec![
            error(None, "听证要求期限尚未届满，2026年3月25日起方可作出决定。"),
            error(Some("fine"), "罚款 35,000.00元超出“较轻”档次的幅度。"),
            error(Some("opinion"), "请选择处理意见。"),
        ])
}

pub(super) fn field_work() -> Form {
    let items = vec![
        CheckItem::new("permit", "是否持有有效的道路运输证").help("查验原件或电子证照"),
        CheckItem::new("load", "车货总质量是否超过限载标准").help("以称重检测单为准"),
        CheckItem::new("cover", "运输散装物料是否采取密闭或覆盖措施"),
    ];
    let answers =
        [("permit", "pass", ""), ("load", "fail", "52.30 吨")].map(|(item, outcome, note)| {
            CheckAnswer {
                item: item.to_owned(),
                outcome: outcome.to_owned(),
                note: note.to_owned(),
            }
        });
    let kept = KeptFile {
        name: "车头.jpg".to_owned(),
        hash_tail: "e3b0 c442".to_owned(),
        value: "upload:0::".to_owned(),
    };
    Form::new("/design/field", "sample")
        .titled("现场检查", "当场填写、当场签名。")
        .field(
            Field::checklist("check", "检查内容", items)
                .answered(FieldValue::Checks(answers.to_vec()))
                .required(),
        )
        .field(
            Field::photo("photos", "现场照片")
                .help("拍摄时记录本机时间和位置；上传后由服务器另行记录。")
                .answered(FieldValue::Files(vec![kept])),
        )
        .field(Field::place("spot", "检查地点", map()))
        .field(
            Field::signature("party_sign", "当事人签名")
                .required()
                .help("请当事人核对笔录后签名。"),
        )
        .field(
            Field::signature("closed_sign", "见证人签名")
                .locked("当事人在场，本次检查没有见证人。"),
        )
        .submit("完成检查")
}

pub(super) fn report() -> Form {
    let kinds =
        ["超限超载", "抛洒滴漏", "占用公路", "其他"].map(|kind| Choice::new(kind, kind)).to_vec();
    Form::new("/design/report", "sample")
        .titled("", "不用注册。提交后会得到一个受理编号，可凭编号查询进度。")
        .field(Field::radio("kind", "问题类别", kinds).required())
        .field(
            Field::textarea("words", "情况说明", 5)
                .required()
                .help("请写明时间、地点和看到的情况。"),
        )
        .field(Field::photo("photos", "照片或视频").help("可不提供。"))
        .field(Field::place("spot", "地点", map()).help("可在图上点选，也可在情况说明中写明地址。"))
        .field(
            Field::new("phone", "联系电话", FieldKind::Text(Input::Phone))
                .help("可不填写；填写后加密保存，只供回访。"),
        )
        .submit("提交")
}
