//! Reporting a problem without an account: the form, and the receipt that answers it.

use app::No;
use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    StreamId,
    catalogue::Power,
    clues::{ReceiveClue, Source},
    ids::{ClueId, TownId},
    packs::Jurisdiction,
};

use super::{
    frame::{Reading, sample_shell, shell},
    limits::PacedReport,
};
use crate::{
    FormBody, PageError, Site,
    body::COMMAND_FIELD,
    components::{
        form::{
            Choice, FORM_TOKEN_FIELD, Field, FieldKind, Form, FormError, Input, MapView, Width,
        },
        notice::RefusalBox,
        shell::PortalShell,
    },
    pages::{samples::Sample, show, show_as},
};

/// The field that only programs fill in.
const TRAP: &str = "homepage";
/// The most photographs of one report.
const MOST_PHOTOS: usize = 6;
/// The category of whatever the list does not name.
const OTHER: &str = "其他";

#[derive(Template)]
#[template(path = "portal/report.html")]
pub struct ReportPage {
    pub portal: PortalShell,
    pub refusals: Vec<RefusalBox>,
    pub form: Form,
}

#[derive(Template)]
#[template(path = "portal/receipt.html")]
pub struct ReceiptPage {
    pub portal: PortalShell,
    pub receipt: String,
    /// The number in groups of four, for reading aloud and writing down.
    pub grouped: String,
    pub town: String,
}

/// `GET /portal/report`
pub async fn ask(State(site): State<Site>, reading: Reading) -> Result<Response, PageError> {
    let portal = shell(&site, "/portal/report", reading);
    let form = form(&site, &portal, &site.app.new_id());
    show(&ReportPage { portal, refusals: Vec::new(), form })
}

/// `POST /portal/report`
///
/// The receipt is the answer itself and has no address, so that its number is in no log and in
/// no history. Sending the form again gives the same receipt.
pub async fn act(
    State(site): State<Site>,
    reading: Reading,
    _: PacedReport,
    body: FormBody,
) -> Result<Response, PageError> {
    let portal = shell(&site, "/portal/report", reading);
    let asked = form(&site, &portal, body.get(COMMAND_FIELD));
    match receive(&site, &asked, &body).await {
        Ok((receipt, town)) => {
            let grouped = grouped(&receipt);
            show(&ReceiptPage { portal, receipt, grouped, town })
        }
        Err(error) => {
            let trouble = error.on_form()?;
            // A form that is not ours, or whose id is spent, goes on as a new one.
            let fresh = form(&site, &portal, &site.app.new_id());
            let kept: Vec<(String, String)> =
                body.pairs().iter().filter(|(key, _)| !is_ours(key)).cloned().collect();
            let form = fresh.with_values(&kept).with_errors(trouble.errors);
            show_as(trouble.status, &ReportPage { portal, refusals: trouble.refusals, form })
        }
    }
}

/// The fields that the server fills in itself.
fn is_ours(key: &str) -> bool {
    key == COMMAND_FIELD || key == FORM_TOKEN_FIELD
}

/// Takes the report and answers its number and the name of its town.
async fn receive(site: &Site, form: &Form, body: &FormBody) -> Result<(String, String), PageError> {
    let ours =
        site.limits.is_ours(body.get(COMMAND_FIELD), body.get(FORM_TOKEN_FIELD), site.app.now());
    if !ours {
        return Err(whole(
            "页面打开的时间太长，没有提交成功。填写的内容还在，请再按一次“提交”；照片需要重新选择。",
        ));
    }
    if !body.get(TRAP).is_empty() {
        return Err(whole("没有提交成功：最后一个隐藏的栏目应当留空。请重新提交。"));
    }
    let report = read(&site.app.portal().law(), form, body)?;
    let town = report.town.clone();
    let id = body.command_id();
    let stream = StreamId::clue(&ClueId::new(id.as_str()));
    let receipt = site.app.portal().report(id, report).await;
    let receipt = receipt.map_err(|no| told(no, &stream))?;
    let law = site.app.portal().law();
    let town = law.town(&town).map_or_else(String::new, |town| town.name.clone());
    Ok((receipt, town))
}

/// The public has nothing to look at: what to do is in the words, not behind a link.
fn told(no: No, about: &StreamId) -> PageError {
    let mut error = PageError::from_no(no, "反映问题", about);
    if let PageError::Refused { stream, .. } = &mut error {
        *stream = None;
    }
    error
}

fn whole(message: &str) -> PageError {
    PageError::Form(vec![FormError { field: None, message: message.to_owned() }])
}

fn read(law: &Jurisdiction, form: &Form, body: &FormBody) -> Result<ReceiveClue, PageError> {
    let mut read = body.reader(form);
    let category = read.text("category");
    if !category.is_empty() && !categories(law).contains(&category) {
        read.complain("category", "请从列出的类别中选择。".to_owned());
    }
    let words = read.private("words");
    let town = TownId::new(read.text("town"));
    let area = read.text_if("area");
    let known = |id: &String| law.areas.iter().any(|a| a.id.0 == *id && a.towns.contains(&town));
    if area.as_ref().is_some_and(|id| !known(id)) {
        read.complain("area", "这个区域不在所选的镇街，请核对镇街和区域。".to_owned());
    }
    let place = read.private_if("place");
    let pin = read.place_if("pin");
    if place.is_blank() && pin.is_none() {
        read.complain("place", "请写明地点，或者在地图上点选位置，否则无法前往核实。".to_owned());
    }
    let photos = read.uploads("photos");
    if MOST_PHOTOS < photos.len() {
        read.complain("photos", format!("照片最多{MOST_PHOTOS}张，请挑选后重新上传。"));
    }
    if photos.iter().any(|photo| !photo.blob.mime.starts_with("image/")) {
        read.complain("photos", "只能上传照片，请重新选择。".to_owned());
    }
    let contact = read.private_if("contact");
    read.finish()?;
    let photos = photos.into_iter().map(|photo| photo.blob).collect();
    Ok(ReceiveClue {
        source: Source::Portal,
        category,
        words,
        town,
        area,
        place,
        pin,
        photos,
        contact,
    })
}

/// What a report can be about: the matters of the pack, and whatever they do not name.
fn categories(law: &Jurisdiction) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for item in law.items.iter().filter(|item| item.power == Power::Inspection) {
        if !names.contains(&item.name) {
            names.push(item.name.clone());
        }
    }
    names.push(OTHER.to_owned());
    names
}

fn form(site: &Site, portal: &PortalShell, id: &str) -> Form {
    let law = site.app.portal().law();
    let same = |text: &String| Choice::new(text.clone(), text.clone());
    let categories = categories(&law).iter().map(same).collect();
    let towns = law.towns.iter().map(|t| Choice::new(t.id.as_str(), t.name.clone())).collect();
    let areas = law.areas.iter().map(|area| Choice::new(area.id.0.clone(), area.name.clone()));
    let tiles = site.settings.tiles.clone();
    fields(portal, (id, &site.limits.token(id)), (categories, towns, areas.collect()), tiles)
}

fn fields(
    portal: &PortalShell,
    (id, token): (&str, &str),
    (categories, towns, areas): (Vec<Choice>, Vec<Choice>, Vec<Choice>),
    tiles: Option<String>,
) -> Form {
    // The whole country: where in it we are, the pack does not say.
    let map = MapView { tiles, lat: "35.0".to_owned(), lng: "105.0".to_owned(), zoom: 4 };
    let mut form = Form::new(portal.link("/portal/report"), token)
        .field(Field::hidden(COMMAND_FIELD, id))
        .field(
            Field::select("category", "问题类别", categories).required().help("拿不准的选“其他”。"),
        )
        .field(
            Field::textarea("words", "看到了什么", 5)
                .required()
                .help("请写明什么时候、什么人或者车辆、在做什么。2000字以内。"),
        )
        .field(Field::select("town", "所在镇街", towns).required().width(Width::Half));
    if !areas.is_empty() {
        let field = Field::select("area", "所在区域", areas).width(Width::Half);
        form = form.field(field.help("在城区、园区内的请选择；不在或者不清楚的不选。"));
    }
    form.field(
        Field::text("place", "具体地点")
            .help("例如路名、村名、桩号、附近的标志。也可以只在下面的地图上点选。"),
    )
    .field(Field::place("pin", "地图位置", map))
    .field(
        Field::file("photos", "照片", "image/*")
            .help(format!("最多{MOST_PHOTOS}张，可以不传。请注意自身安全，不要靠近危险处拍照。")),
    )
    .field(
        Field::new("contact", "联系方式", FieldKind::Text(Input::Phone)).help(
            "可以不填。填写的电话或者邮箱单独加密封存，办理人员看不到，只用于向您核实和答复。",
        ),
    )
    .submit("提交")
}

fn grouped(receipt: &str) -> String {
    let marks: Vec<char> = receipt.chars().collect();
    let groups: Vec<String> = marks.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

pub(super) fn samples() -> Vec<Sample> {
    let portal = sample_shell("/portal/report");
    let one = |label: &str| vec![Choice::new("x", label)];
    let asked = fields(&portal, ("id", "token"), (one(OTHER), one("示例镇"), one("城区")), None);
    let missing = FormError {
        field: Some("words".to_owned()),
        message: "请填写“看到了什么”。".to_owned(),
    };
    let receipt = "7K3M9P2QX4TVWZ5YB8CD".to_owned();
    let page = |form: Form| ReportPage { portal: portal.clone(), refusals: Vec::new(), form };
    vec![
        Sample::of("report", &page(asked.clone())),
        Sample::of("report refused", &page(asked.with_errors(vec![missing]))),
        Sample::of(
            "receipt",
            &ReceiptPage {
                portal: portal.clone(),
                grouped: grouped(&receipt),
                receipt,
                town: "示例镇".to_owned(),
            },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_receipt_number_is_read_in_groups_of_four() {
        assert_eq!(grouped("7K3M9P2QX4"), "7K3M 9P2Q X4");
        assert_eq!(grouped(""), "");
    }
}
