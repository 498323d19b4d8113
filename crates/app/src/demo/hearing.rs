//! Hearing the party, reviewing the draft and discussing it together, in the demonstration.

use domain::cases::{
    self, Acceptance, CallHearing, DeliberationSpeech, GiveOpinion, HearRepresentation,
    HoldHearing, RecordDeliberation, RequestHearing, ReviewCheck, ReviewItem, ReviewRepresentation,
    ReviewVerdict,
};
use domain::policy::Role;
use domain::{Command, Private};
use law::Fen;

use super::DemoError;
use super::agenda::Pen;
use super::cases::{Stop, Way};
use super::matters::{HEAVY, Matter};

/// Whether the matter is one that is discussed together.
pub fn major(matter: &Matter) -> bool {
    HEAVY.iter().any(|heavy| heavy.number == matter.number)
}

/// The party speaks in defence; whether the case comes no further.
pub fn speak(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<bool, DemoError> {
    pen.working(2)?;
    let speak = HearRepresentation {
        words: Private::new(format!("{}请求从轻处理。", way.story.matter.said)),
        manner: if pen.nth.is_multiple_of(2) { "口头" } else { "书面" }.to_owned(),
        on: pen.day(),
    };
    way.handles(pen, cases::Command::HearRepresentation(speak))?;
    if way.stops(Stop::Stated) {
        return Ok(true);
    }
    pen.working(1)?;
    let head = pen.cast.one(Role::UnitHead, 0)?;
    let review = ReviewRepresentation {
        accepted: if pen.nth.is_multiple_of(3) { Acceptance::Rejected } else { Acceptance::Partly },
        review: "核对整改照片，复看询问笔录。".into(),
        reasons: "主动改正的情节已在裁量阶次中考虑，其他理由没有证据支持。".into(),
    };
    way.sends(pen, &head, cases::Command::ReviewRepresentation(review))?;
    Ok(false)
}

/// The party asks for a hearing and is heard; whether the case comes no further.
pub fn hear(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<bool, DemoError> {
    pen.working(2)?;
    let request = RequestHearing { on: pen.day() };
    way.handles(pen, cases::Command::RequestHearing(request))?;
    if way.stops(Stop::HearingRequested) {
        return Ok(true);
    }
    pen.working(1)?;
    let law = pen.cast.law;
    let earliest = law.rules.earliest("AP-54", pen.day(), &law.calendar);
    let earliest = earliest.map_err(|problem| DemoError::Unfit(problem.to_string()))?;
    let on = law.calendar.working_on_or_after(earliest)?;
    let presider = pen.cast.one(Role::HearingPresider, 0)?;
    let call = CallHearing {
        at: on.at(9, 0, 0, 0),
        place: "机关会议室".to_owned(),
        recorder: "【演示】记录员".to_owned(),
        public: true,
        closed_reason: String::new(),
    };
    way.sends(pen, &presider, cases::Command::CallHearing(call))?;
    way.deliver(pen, "TF-12")?;
    if way.stops(Stop::HearingCalled) {
        return Ok(true);
    }
    let eve = on.yesterday().map_err(|_| DemoError::Lost("日期"))?;
    pen.past(eve)?;
    pen.minutes(180)?;
    let hold = HoldHearing {
        started_at: on.at(9, 0, 0, 0),
        ended_at: on.at(10, 30, 0, 0),
        identity_check: "核对到场人员身份，宣布听证纪律，告知权利义务。".into(),
        presentation: Private::new(format!("调查人员陈述：{}", way.story.matter.seen)),
        defence: Private::new(format!("当事人陈述：{}", way.story.matter.said)),
        final_statement: "请求从轻处罚。".into(),
        focus: "拟罚款的裁量是否适当。".into(),
        opinion: "事实清楚，证据确凿，程序合法，建议维持拟处罚意见。".into(),
        refusal_reason: Private::new(""),
    };
    way.sends(pen, &presider, cases::Command::HoldHearing(Box::new(hold)))?;
    if way.stops(Stop::HearingHeld) {
        return Ok(true);
    }
    pen.working(2)?;
    Ok(false)
}

/// The legal opinion.
pub fn opinion(verdict: ReviewVerdict) -> cases::Command {
    let (doubtful, note, words) = match verdict {
        ReviewVerdict::Pass => {
            (None, "", "主体合法，事实清楚，证据充分，程序合法，裁量适当，同意。")
        }
        ReviewVerdict::Amend => {
            (Some(ReviewItem::Law), "说理部分没有回应当事人的意见，请补写。", "请修改后再送审。")
        }
        ReviewVerdict::Investigate => {
            (Some(ReviewItem::Evidence), "面积的测量没有当事人确认，请补充。", "请补充调查。")
        }
    };
    let checks = ReviewItem::ALL.into_iter().map(|item| {
        let sound = doubtful != Some(item);
        let note = if sound { String::new() } else { note.to_owned() };
        ReviewCheck { item, sound, note }
    });
    cases::Command::GiveOpinion(GiveOpinion {
        checks: checks.collect(),
        verdict,
        words: words.into(),
    })
}

/// The heads discuss the draft together.
pub fn deliberate(pen: &mut Pen<'_>, way: &Way<'_>) -> Result<(), DemoError> {
    let started_at = pen.now();
    pen.minutes(40)?;
    let heads = pen.cast.holding(Role::Leader).into_iter().cloned();
    let speeches = heads.map(|person| DeliberationSpeech {
        person,
        words: "同意承办机构和法制审核的意见。".into(),
        agrees: true,
    });
    let deliberate = RecordDeliberation {
        started_at,
        ended_at: pen.now(),
        place: "机关会议室".to_owned(),
        recorder: "【演示】记录员".to_owned(),
        speeches: speeches.collect(),
        conclusion: "一致同意拟处罚意见。".into(),
        fine: Fen(way.story.matter.fine * 100),
        dissent: Private::new(""),
    };
    let deliberate = cases::Command::RecordDeliberation(deliberate);
    pen.does(&way.leader, &way.stream, Command::Case(deliberate))
}
