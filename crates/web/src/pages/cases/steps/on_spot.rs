//! 当场告知、当场决定、转为普通程序、报备: the steps of the summary procedure.

use domain::{
    Private,
    cases::{
        Acceptance, Command, ConversionGround, ConvertToGeneral, DecideOnSpot, FileCopy,
        HearOnSpot, PenaltyTerms, Proposal, Telling,
    },
    documents::number_text,
    policy::Act,
};

use crate::{
    body::Reader,
    components::{
        blocks::{KeyValue, Pair},
        form::{Choice, Field, FieldValue, Form},
        text::{Cell, Link, Tone},
    },
    pages::cases::{
        at::{At, yuan_text},
        choices::tick,
        panel::{Panel, Part},
        step::Step,
        terms::{self, Chosen},
        view::proposal,
    },
};

pub struct Hearing;

impl Hearing {
    fn earlier(at: &At) -> Option<&Telling> {
        at.case.telling()
    }

    /// The clause that the address names, or that was told before.
    fn chosen(at: &At) -> Option<Chosen<'_>> {
        let told = || {
            let branch = &Self::earlier(at)?.terms.branch;
            at.item()
                .and_then(|item| item.branch(branch))
                .map(|branch| Chosen::Branch(branch, None))
        };
        match terms::chosen(at) {
            Some(Chosen::Branch(branch, _)) => Some(Chosen::Branch(branch, None)),
            Some(Chosen::Ground(_)) | None if at.sent("change") == "yes" => None,
            Some(Chosen::Ground(_)) | None => told(),
        }
    }
}

impl Step for Hearing {
    const ACT: Act = Act::HearOnSpot;
    const PATH: &'static str = "/cases/{id}/hear-on-spot";
    const DRAFT: bool = true;

    fn draft_of(at: &At) -> String {
        Self::chosen(at).map(Chosen::key).unwrap_or_default()
    }

    fn above(at: &At) -> Vec<Panel> {
        if Self::chosen(at).is_none() {
            return vec![terms::spot_panel(at)];
        }
        let read_out = "请向当事人宣读：现查明你（单位）的违法事实如下，拟依据所列条款给予处罚；\
                        你（单位）有权陈述和申辩，本机关将听取并复核，不会因此加重处罚。";
        let links = vec![
            Link::new("换一个处罚条款", format!("{}?change=yes", at.here())),
            Link::new("转为普通程序", format!("{}/convert-to-general", at.href())),
        ];
        vec![
            Panel::new("", "当场告知")
                .with(Part::Quiet(read_out.to_owned()))
                .with(Part::words(at.case.origin.facts.reveal()))
                .with(Part::Links(links)),
        ]
    }

    fn form(at: &At) -> Option<Form> {
        let Some(Chosen::Branch(branch, _)) = Self::chosen(at) else { return None };
        let earlier = Self::earlier(at);
        let form = at.form("作出处罚决定之前，应当告知拟处罚的内容及事实、理由、依据和陈述、申辩的权利，听取并复核意见（《行政处罚法》第四十四条、第四十五条）。");
        let form = terms::spot_fields(at, form, branch, earlier.map(|told| &told.terms));
        let open = at.case.evidence.iter().any(|piece| piece.verified.is_none());
        let form = form.field(Field::heading("告知和意见", "")).field(
            tick(
                "rights_told",
                "口头告知",
                "已当场告知拟处罚的内容、事实、理由、依据和陈述、申辩的权利",
            )
            .required(),
        );
        let form = if open {
            form.field(
                tick("evidence_checked", "核对证据", "两名执法人员已逐项核对证据与现场情况")
                    .required(),
            )
        } else {
            form.field(Field::hidden("evidence_checked", "yes"))
        };
        let said = |pick: fn(&Telling) -> &Private| {
            earlier.map_or_else(String::new, |told| pick(told).reveal().to_owned())
        };
        let accepted = [
            ("accepted", Acceptance::Accepted),
            ("partly", Acceptance::Partly),
            ("rejected", Acceptance::Rejected),
        ];
        let known = earlier.and_then(|told| told.accepted);
        let known = accepted.iter().find(|(_, it)| Some(*it) == known).map_or("", |(slug, _)| slug);
        let accepted = accepted.map(|(slug, it)| Choice::new(slug, it.name_zh())).to_vec();
        let disputed = earlier.is_some_and(|told| told.disputed).then(|| "yes".to_owned());
        Some(
            form.field(
                Field::textarea("statement", "当事人的陈述申辩", 3)
                    .value(said(|told| &told.statement))
                    .help("当事人没有意见的不填。"),
            )
            .field(
                tick(
                    "disputed",
                    "事实异议",
                    "当事人对违法事实有异议（不能当场处罚，须转为普通程序）",
                )
                .answered(FieldValue::Many(disputed.into_iter().collect())),
            )
            .field(Field::radio("accepted", "复核结论", accepted).value(known))
            .field(
                Field::textarea("reasons", "复核的理由", 2)
                    .value(said(|told| &told.reasons))
                    .help("有陈述申辩的，写明是否采纳和理由。"),
            )
            .submit("下一步：作出决定"),
        )
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let terms = match Self::chosen(at).map(|chosen| terms::read(chosen, read)) {
            Some(Proposal::Penalty(terms)) => Some(terms),
            Some(Proposal::NoPenalty(_)) | None => {
                read.complain("branch", "请先选择处罚条款。".to_owned());
                None
            }
        };
        Command::HearOnSpot(Box::new(HearOnSpot {
            terms: terms.unwrap_or_else(nothing),
            rights_told: read.yes("rights_told"),
            evidence_checked: read.yes("evidence_checked")
                || at.case.evidence.iter().all(|piece| piece.verified.is_some()),
            statement: read.private_if("statement"),
            disputed: read.yes("disputed"),
            accepted: read.choice_if("accepted"),
            reasons: read.private_if("reasons"),
        }))
    }
}

/// What stands for terms that were not chosen; it is never sent.
fn nothing() -> PenaltyTerms {
    PenaltyTerms {
        branch: String::new(),
        law_from: None,
        gravity: domain::catalogue::Gravity::Ordinary,
        bases: domain::catalogue::BaseAmounts::new(),
        warning: false,
        fine: law::Fen(0),
        gains: law::Fen(0),
        things: Vec::new(),
        other: None,
        tier: None,
        departure: None,
        mitigation: None,
        discretion: Private::default(),
        correction: String::new(),
    }
}

pub struct Decision;

/// The number that the decision will take.
fn next_number(at: &At) -> Option<String> {
    let authority = &at.case.origin.authority;
    let me = at.people.get(at.call.me())?;
    let (block, ordinal) = me.next_reserved(authority, at.today().year())?;
    let prefix = &at.law.authority(authority)?.prefix;
    Some(number_text(prefix, &block.word, (block.year, ordinal)))
}

impl Step for Decision {
    const ACT: Act = Act::DecideOnSpot;
    const PATH: &'static str = "/cases/{id}/decide-on-spot";

    fn above(at: &At) -> Vec<Panel> {
        let Some(telling) = at.case.telling() else { return Vec::new() };
        let told = Proposal::Penalty(telling.terms.clone());
        let said = if telling.statement.is_blank() {
            "没有陈述申辩".to_owned()
        } else {
            let accepted = telling.accepted.map_or("", Acceptance::name_zh);
            format!("{}（{accepted}：{}）", telling.statement.reveal(), telling.reasons.reveal())
        };
        let number = match next_number(at) {
            Some(number) => Cell::figure(number),
            None => Cell::badge("没有可用的预定编号", Tone::Danger),
        };
        let pairs = vec![
            Pair::new("决定书编号", number),
            Pair::text("当事人", at.case.origin.party.public_name()),
            Pair::text("违法事实", at.case.origin.facts.reveal()),
            Pair::text("陈述申辩", said),
        ];
        let again = vec![
            Link::new("重新告知", format!("{}/hear-on-spot", at.href())),
            Link::new("转为普通程序", format!("{}/convert-to-general", at.href())),
        ];
        vec![
            Panel::new("", "当场行政处罚决定书")
                .with(Part::Pairs(KeyValue { pairs }))
                .with(Part::Links(again)),
            proposal::panel(at, "告知的处罚", &told),
        ]
    }

    fn form(at: &At) -> Option<Form> {
        let telling = at.case.telling()?;
        let mut form = at
            .form("填写预定格式、编有号码的处罚决定书，当场交付当事人；拒绝签收的在决定书上注明（《行政处罚法》第五十二条）。当事人不服的，应当先申请行政复议。")
            .field(
                Field::money("fine", "罚款")
                    .value(yuan_text(telling.terms.fine))
                    .help("可以低于告知的数额，不能高于；要加重的须重新告知。"),
            )
            .field(Field::heading("执法人员签名", ""));
        for (turn, officer) in at.case.handlers.iter().enumerate() {
            let label = format!("{}签名", at.people.name(officer));
            form = form.field(Field::signature(&format!("officer_{turn}"), &label));
        }
        Some(
            form.field(Field::heading("当事人签收", "当事人拒绝签收的，不代签，写明情况。"))
                .field(Field::signature("party_image", "当事人签名"))
                .field(
                    Field::file("receipt_photo", "纸质决定书签收的照片", "image/*")
                        .help("在打印的决定书上签收的，拍照上传。"),
                )
                .field(Field::text("refusal_reason", "拒绝签收的情况"))
                .field(tick("handed_over", "交付", "决定书已经当场交付当事人").required())
                .submit("作出决定并交付"),
        )
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let told = at.case.telling().map(|telling| telling.terms.fine);
        let photo = read.uploads("receipt_photo").into_iter().next().map(|it| it.blob);
        let party_image = read.drawn("party_image");
        let pictured = read.signature_if("party_image").filter(|_| party_image.is_blank());
        let officer_images = (0..at.case.handlers.len())
            .map(|turn| read.drawn(&format!("officer_{turn}")))
            .collect();
        Command::DecideOnSpot(Box::new(DecideOnSpot {
            fine: read.fen_if("fine").filter(|fine| Some(*fine) != told),
            officer_images,
            party_image,
            refusal_reason: read.private_if("refusal_reason"),
            receipt_photo: photo.or(pictured),
            handed_over: read.yes("handed_over"),
        }))
    }
}

pub struct Conversion;

impl Step for Conversion {
    const ACT: Act = Act::ConvertToGeneral;
    const PATH: &'static str = "/cases/{id}/convert-to-general";

    fn form(at: &At) -> Option<Form> {
        let grounds = ConversionGround::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("不符合当场处罚条件的，按普通程序立案调查（《行政处罚法》第五十四条）。已经收集的证据保留，案件转为等待立案审批。")
                .field(Field::radio("ground", "原因", grounds.to_vec()).required())
                .field(Field::textarea("reason", "理由", 3).required())
                .submit("转为普通程序"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ConvertToGeneral(ConvertToGeneral {
            ground: read.choice("ground", ConversionGround::Other),
            reason: read.private("reason"),
        })
    }
}

pub struct Copy;

impl Step for Copy {
    const ACT: Act = Act::FileCopy;
    const PATH: &'static str = "/cases/{id}/file-copy";

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("执法人员当场作出的处罚决定，应当报所属行政机关备案（《行政处罚法》第五十二条第三款）；交通运输执法为五日内。")
                .submit("报备"),
        )
    }

    fn read(_: &At, _: &mut Reader<'_>) -> Command {
        Command::FileCopy(FileCopy {})
    }
}
