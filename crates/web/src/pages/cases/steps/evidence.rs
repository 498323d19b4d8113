//! 录入证据、核实证据.

use domain::{
    Private,
    cases::{AddEvidence, Command, VerifyEvidence},
    evidence::{BlobRef, EvidenceKind},
    ids::EvidenceId,
    moment::{Moment, RecordedStep},
    packs::Monitor,
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, ColumnKind, Field, Form, RowColumn},
    pages::cases::{at::At, panel::Panel, step::Step, view::origin},
};

pub struct Adding;

impl Step for Adding {
    const ACT: Act = Act::AddEvidence;
    const PATH: &'static str = "/cases/{id}/add-evidence";

    fn form(at: &At) -> Option<Form> {
        let kinds = EvidenceKind::ALL.map(|kind| Choice::new(kind.slug(), kind.name_zh()));
        let mut form = at.form("证据包括八种，须经查证属实方可作为认定事实的根据（《行政处罚法》第四十六条）。文件保存时计算校验值，此后任何改动都能发现。")
                .field(Field::select("kind", "证据种类", kinds.to_vec()).required())
                .field(Field::text("name", "证据名称").help("与证据目录一致，如“现场全景照片”。").required())
                .field(Field::textarea("proves", "证明事项", 2).required())
                .field(Field::date("obtained_on", "取得日期").value(at.today().to_string()).required())
                .field(
                    Field::file("blob", "证据文件", "image/*,video/*,audio/*,application/pdf")
                        .help("照片、视频、录音或者PDF，单个不超过64MB，录音录像不超过2GB；实物不用上传。"),
                );
        if !at.law.monitors.is_empty() {
            form = form.field(monitor(at));
        }
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::AddEvidence(AddEvidence {
            kind: read.choice("kind", EvidenceKind::Documentary),
            name: read.text("name"),
            proves: read.private("proves"),
            obtained_on: read.date("obtained_on"),
            blob: read.uploads("blob").into_iter().next().map(|upload| upload.blob),
            claim: read.claim("blob"),
            monitor: read.text_if("monitor"),
        })
    }

    fn above(at: &At) -> Vec<Panel> {
        vec![origin::evidence(at)]
    }
}

pub struct Verifying;

impl Step for Verifying {
    const ACT: Act = Act::VerifyEvidence;
    const PATH: &'static str = "/cases/{id}/verify-evidence";

    fn above(at: &At) -> Vec<Panel> {
        vec![origin::evidence(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let open = at.case.evidence.iter().filter(|it| it.verified.is_none());
        let choices: Vec<Choice> = open
            .map(|it| Choice::new(it.id.as_str(), it.name.clone()).help(it.kind.name_zh()))
            .collect();
        let only = if choices.len() == 1 { choices.first() } else { None };
        let chosen = only.map_or_else(|| at.sent("evidence").to_owned(), |it| it.value.clone());
        let phrases = ["与原件核对一致。", "经当事人辨认确认。", "与其他证据相互印证。"];
        let form = at
            .form("证据未经查证属实的，不得作为认定案件事实的根据（《行政处罚法》第四十六条第二款）。")
            .field(Field::radio("evidence", "证据", choices).value(chosen).required())
            .field(Field::opinion("how", "核实方法和结果", &phrases).required());
        let recordings = at.case.evidence.iter().filter(|it| it.verified.is_none());
        let recorded = recordings.filter_map(|it| it.blob.as_ref()).any(BlobRef::is_recording);
        let form = if recorded { form.field(moments()) } else { form };
        let monitored =
            at.case.evidence.iter().any(|it| it.monitored.is_some() && it.verified.is_none());
        Some(if monitored { form.field(sound()) } else { form })
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::VerifyEvidence(VerifyEvidence {
            evidence: EvidenceId::new(read.text("evidence")),
            how: read.text("how"),
            moments: named(read),
            sound: read.list("sound") == ["yes"],
        })
    }
}

/// The equipment that recorded it, when no officer did.
fn monitor(at: &At) -> Field {
    let choice = |it: &Monitor| Choice::new(&it.id, format!("{}（{}）", it.name, it.place));
    let mut choices = vec![Choice::new("", "不是，由执法人员取得")];
    choices.extend(at.law.monitors.iter().map(choice));
    Field::select("monitor", "是否电子技术监控记录", choices).help(
        "设备须经法制审核和技术审核、设置地点已经公布、检定在有效期内；记录须由两人先后审核（《行政处罚法》第四十一条）。",
    )
}

/// What a reviewer of a monitoring record confirms.
fn sound() -> Field {
    let words = "已核对：记录真实、清晰、完整、准确";
    Field::checkboxes("sound", "监控记录审核", vec![Choice::new("yes", words)]).help(
        "只对电子技术监控记录填写；第一人确认为初审，另一人确认后才算查证属实（《行政处罚法》第四十一条第二款）。",
    )
}

/// The rows in which the moments of a recording are named.
fn moments() -> Field {
    let steps = RecordedStep::ALL.map(|step| Choice::new(step.slug(), step.name_zh()));
    let columns = vec![
        RowColumn::new("at", "时刻", ColumnKind::Text),
        RowColumn::new("step", "环节", ColumnKind::Select(steps.to_vec())),
        RowColumn::new("words", "看到或者听到什么", ColumnKind::Text),
    ];
    Field::rows("moments", "录音录像中的关键时刻", columns)
        .help("时刻从录制开始算起，如12:34或者1:02:03。审核和查卷的人由此直接看到这一环节，不必看完全程。")
}

/// The moments that were named; what is no time or no step is a complaint.
fn named(read: &mut Reader<'_>) -> Vec<Moment> {
    let mut moments = Vec::new();
    for row in read.rows("moments") {
        let at = Moment::read(row.get("at"));
        let step = RecordedStep::ALL.into_iter().find(|step| step.slug() == row.get("step"));
        match (at, step) {
            (Some(at), Some(step)) => {
                moments.push(Moment { at, step, words: Private::new(row.get("words")) });
            }
            (None, _) => {
                let words = format!("第{}行的时刻应当像12:34或者1:02:03。", row.turn + 1);
                read.complain("moments", words);
            }
            (_, None) => read.complain("moments", format!("第{}行请选择环节。", row.turn + 1)),
        }
    }
    moments
}
