//! 流转记录: the way of an evidence object, from whoever took it to whoever had it in hand since.

use app::custody::{BlobRow, EvidenceRow, Step, Way};
use askama::Template;
use axum::{extract::Path, response::Response};
use domain::StreamId;
use law::datetime_zh;

use crate::{
    Call, PageError,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{kind_zh, moment_zh, stream_href},
        show,
    },
};

#[derive(Template)]
#[template(path = "files/way.html")]
pub struct WayPage {
    pub shell: Shell,
    pub head: PageHead,
    pub object: KeyValue,
    pub received: DataTable,
    pub handled: DataTable,
}

const TITLE: &str = "证据流转记录";

/// `GET /files/{sha256}/way`
pub async fn way(call: Call, Path(sha256): Path<String>) -> Result<Response, PageError> {
    let from = super::readable_thing(&call, &sha256).await?.ok_or(PageError::Absent)?;
    let way = call.app().way(&sha256).await?.ok_or(PageError::Absent)?;
    let mut above = Vec::new();
    if let Some(href) = stream_href(&from) {
        above.push(Link::new(kind_zh(from.kind), href));
    }
    let shell = call.shell("", above, TITLE).await?;
    // The same bytes may prove something in a thing that is not this person's to see.
    let mut pieces = Vec::new();
    for piece in &way.pieces {
        if let Some(stream) = StreamId::parse(&piece.stream) {
            pieces.push((super::readable(&call, &stream).await?, piece));
        }
    }
    let received = pieces.into_iter().map(|(open, piece)| received(piece, open)).collect();
    show(&page(shell, &way, received))
}

fn page(shell: Shell, way: &Way, received: Vec<Vec<Cell>>) -> WayPage {
    let words = "谁取得、何时收到、谁看过、随什么导出。每一条都在存证记录里，不能修改。";
    let mut first = DataTable::new(
        "取得和接收",
        ["证据", "取得（声明）", "收到", "所在", "记录位置"].map(Column::new).to_vec(),
        EmptyState::new("没有作为证据登记", "文件已经上传，还没有用来证明什么。"),
    );
    first.rows = received;
    let mut since = DataTable::new(
        "查看、重绘和导出",
        ["时间", "人员", "经手", "从何处", "记录位置"].map(Column::new).to_vec(),
        EmptyState::new("收到以后没有人看过", "查看、装入案卷或者导出时在这里登记。"),
    );
    since.rows = way.handled.iter().map(handled).collect();
    WayPage {
        shell,
        head: PageHead::new(TITLE, words),
        object: object(way),
        received: first,
        handled: since,
    }
}

fn object(way: &Way) -> KeyValue {
    let state = match (way.apart, &way.released) {
        (Some(why), _) => Pair::new("状态", Cell::badge("已隔离", Tone::Danger))
            .note(format!("检查发现{}；原样保存，没有删除", why.name_zh())),
        (None, Some(finding)) => Pair::new("状态", Cell::badge("已解除隔离", Tone::Warning))
            .note(format!("检查情况：{finding}")),
        (None, None) => Pair::new("状态", Cell::badge("原件", Tone::Good)),
    };
    let stored = way.object.stored_at.parse().map_or_else(|_| String::new(), moment_zh);
    KeyValue {
        pairs: vec![
            Pair::new("SHA-256", Cell::figure(way.object.hash.clone()))
                .note("收到时由服务器计算，每次取用时重新核对"),
            Pair::text("类型", way.object.mime.clone()),
            Pair::text("大小", format!("{}字节", way.object.size)),
            Pair::text("入库时间", stored),
            state,
        ],
    }
}

fn received(piece: &EvidenceRow, open: bool) -> Vec<Cell> {
    let taken = piece.captured_at.parse().map_or_else(|_| piece.captured_at.clone(), datetime_zh);
    let claimed = match &piece.place {
        Some(place) => Cell::lines(taken, place.clone()),
        None => Cell::text(taken),
    };
    let name = if open { piece.name.clone() } else { "（在另一案件中）".to_owned() };
    let stream = StreamId::parse(&piece.stream).filter(|_| open);
    let place = match stream.as_ref().and_then(stream_href) {
        Some(href) => Cell::link(stream.as_ref().map_or("", |it| kind_zh(it.kind)), href),
        None => Cell::text("无权查看"),
    };
    let at = piece.recorded_at.parse().map_or_else(|_| piece.recorded_at.clone(), moment_zh);
    vec![
        Cell::text(name),
        if open { claimed } else { Cell::Blank },
        Cell::figure(at),
        place,
        Cell::figure(piece.seq.to_string()),
    ]
}

fn handled(step: &Step) -> Vec<Cell> {
    let thing = StreamId::parse(&step.handled.thing);
    let words = thing.as_ref().map_or("", |thing| kind_zh(thing.kind));
    let place = match thing.as_ref().and_then(stream_href) {
        Some(href) => Cell::link(words, href),
        None => Cell::text(words),
    };
    vec![
        Cell::figure(moment_zh(step.at)),
        Cell::text(step.who.clone()),
        Cell::text(step.handled.how.name_zh()),
        place,
        Cell::figure(step.seq.to_string()),
    ]
}

/// Every page of the area with invented contents.
pub(super) fn samples() -> Vec<Sample> {
    let way = sample();
    let full = page(
        sample_shell("", TITLE),
        &way,
        way.pieces.iter().map(|it| received(it, true)).collect(),
    );
    let empty = Way { pieces: vec![], handled: vec![], released: None, ..way };
    let bare = page(sample_shell("", TITLE), &empty, vec![]);
    vec![Sample::of("way of evidence", &full), Sample::of("way of evidence, empty", &bare)]
}

fn sample() -> Way {
    let hash = "5f".repeat(32);
    let object = BlobRow {
        hash: hash.clone(),
        size: 204_800,
        mime: "image/jpeg".to_owned(),
        name: "现场.jpg".to_owned(),
        stored_at: "2026-03-02T01:00:00Z".to_owned(),
    };
    let piece = EvidenceRow {
        id: "E1".to_owned(),
        stream: "case/K1".to_owned(),
        kind: "audio-visual".to_owned(),
        name: "现场全景照片".to_owned(),
        hash,
        size: 204_800,
        mime: "image/jpeg".to_owned(),
        captured_at: "2026-03-02T08:55:00".to_owned(),
        recorded_at: "2026-03-02T01:00:01Z".to_owned(),
        place: Some("示例路3公里处".to_owned()),
        verified: true,
        seq: 41,
    };
    let handled = domain::custody::Handled {
        how: domain::custody::Handling::Viewed,
        by: domain::ids::PersonId::new("zd1a"),
        thing: "case/K1".to_owned(),
        on: jiff::civil::date(2026, 3, 3),
    };
    let at = "2026-03-03T01:00:00Z".parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let step = Step { at, who: "甲某某".to_owned(), handled, seq: 57 };
    let released = Some("信息中心用两种软件检查，没有发现问题。".to_owned());
    Way { object, pieces: vec![piece], apart: None, released, handled: vec![step] }
}
