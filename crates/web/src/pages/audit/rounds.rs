//! 定时校验的结果: what the platform found in its own record, and the button that looks at once.

use std::collections::BTreeMap;

use app::By;
use axum::response::Response;
use domain::{
    StreamId,
    evidence::Suspicion,
    rounds::{ClockNoted, ClockStanding, Depth, EpochBegan, Gauge, KeyRotated, Rounds, Verified},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Call, FormBody, PageError,
    components::{
        blocks::{KeyValue, Pair},
        form::Form,
        text::{Cell, Tone},
    },
    pages::{see_other, shared::moment_zh},
};

/// A brief verification is late when it is older than this, a whole one when it is older than that.
const LATE: [SignedDuration; 2] =
    [SignedDuration::from_hours(2), SignedDuration::from_hours(8 * 24)];

/// What the last verifications came to.
pub(super) fn facts(rounds: &Rounds, now: Timestamp) -> KeyValue {
    let [brief, whole] = LATE;
    let mut pairs = vec![
        pair("最近一次校验（每小时）", rounds.last.as_ref(), (now, brief)),
        pair("最近一次全面校验（每周）", rounds.whole.as_ref(), (now, whole)),
        clock(rounds.clock.as_ref()),
    ];
    pairs.extend(apart(rounds));
    pairs.extend(rounds.epochs.iter().filter_map(epoch));
    pairs.extend(rounds.rotations.iter().filter_map(rotation));
    KeyValue { pairs }
}

/// How many evidence objects are kept apart, and for which reasons.
fn apart(rounds: &Rounds) -> Option<Pair> {
    let count = rounds.quarantined.len();
    let mut reasons: Vec<&str> = Vec::new();
    for why in rounds.quarantined.values() {
        if !reasons.contains(&why.name_zh()) {
            reasons.push(why.name_zh());
        }
    }
    (0 < count).then(|| {
        let cell = Cell::badge(format!("已隔离{count}个"), Tone::Warning);
        let note = format!("{}。原样保存，不在页面上显示", reasons.join("；"));
        Pair::new("可疑的证据文件", cell).note(note)
    })
}

/// From where on another key signs.
fn rotation(rotated: &KeyRotated) -> Option<Pair> {
    let said = app::rotation::Rotation::open(&rotated.statement).ok()?;
    let (size, reason, old) = (said.head.size, said.reason, said.from);
    let note = format!("自第{size}条事件起改用新密钥。原因：{reason}。原公钥：{old}");
    Some(Pair::new("更换日志密钥", Cell::badge("已更换", Tone::Good)).note(note))
}

/// What was lost when the record went on under a new name.
fn epoch(began: &EpochBegan) -> Option<Pair> {
    let said = app::epoch::show(&began.statement).ok()?;
    let words = format!("自第{}条事件起为{}", said.recovered.size, said.origin);
    let note = format!(
        "第{}条以后、第{}条以前的原记录已登记丢失。原因：{}。监督机关公钥：{}",
        said.agreed, said.lost.size, said.reason, began.bureau
    );
    Some(Pair::new("记录换期", Cell::badge(words, Tone::Warning)).note(note))
}

fn pair(label: &str, last: Option<&Verified>, (now, late): (Timestamp, SignedDuration)) -> Pair {
    let Some(last) = last else {
        return Pair::new(label, Cell::badge("还没有校验过", Tone::Warning))
            .note("平台启动一分钟后自动开始");
    };
    let cell = if !last.is_clean() {
        Cell::badge(format!("发现问题：{}", last.codes.join("、")), Tone::Danger)
    } else if late < now.duration_since(last.at) {
        Cell::badge("完好，但已超过应当校验的时间", Tone::Warning)
    } else {
        Cell::badge("完好", Tone::Good)
    };
    let events = match last.since {
        Some(since) => format!("前{since}条事件以后新增的{}条", last.events.saturating_sub(since)),
        None => format!("全部{}条事件", last.events),
    };
    Pair::new(label, cell).note(format!(
        "{}，{}，{events}，{}个证据文件，用时{}毫秒",
        moment_zh(last.at),
        last.depth.name_zh(),
        last.objects,
        last.millis
    ))
}

/// What was last said of the machine's clock.
fn clock(last: Option<&ClockNoted>) -> Pair {
    let label = "服务器时钟";
    let Some(last) = last else {
        return Pair::new(label, Cell::badge("没有发现偏差", Tone::Good));
    };
    let tone = match last.standing {
        ClockStanding::Stopped => Tone::Danger,
        ClockStanding::Differs => Tone::Warning,
        ClockStanding::Righted => Tone::Good,
    };
    let way = if last.ahead_millis < 0 { "慢" } else { "快" };
    let seconds = last.ahead_millis.unsigned_abs() / 1000;
    let gauge = last.gauge.name_zh();
    Pair::new(label, Cell::badge(last.standing.name_zh(), tone))
        .note(format!("当时显示{}，比{gauge}{way}{seconds}秒", moment_zh(last.clock)))
}

/// The button.
pub(super) fn form(call: &Call) -> Form {
    call.form("/audit/verify").submit("立即全面校验")
}

/// `POST /audit/verify`
pub async fn verify(call: Call, body: FormBody) -> Result<Response, PageError> {
    let by = By::Person(call.me().clone());
    let verified = call.app().verify_now(Depth::Whole, by, body.command_id()).await;
    let doing = call.act().name_zh();
    verified.map_err(|no| PageError::from_no(no, doing, &StreamId::record()))?;
    Ok(see_other("/audit"))
}

/// What the samples show.
pub(super) fn sample() -> KeyValue {
    let verified = Verified {
        depth: Depth::Fresh,
        events: 12,
        head: "#12 ABC".to_owned(),
        objects: 3,
        altered: 1,
        corrupt: 0,
        conflicts: 0,
        incomplete: 0,
        codes: vec!["REC-011".to_owned()],
        millis: 40,
        at: Timestamp::UNIX_EPOCH,
        since: Some(9),
    };
    let clock = ClockNoted {
        gauge: Gauge::Counter,
        standing: ClockStanding::Stopped,
        ahead_millis: 86_400_000,
        clock: Timestamp::UNIX_EPOCH,
    };
    let quarantined = BTreeMap::from([("5f".repeat(32), Suspicion::Active)]);
    let rounds =
        Rounds { last: Some(verified), clock: Some(clock), quarantined, ..Rounds::default() };
    facts(&rounds, Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(rounds: &Rounds, now: Timestamp) -> String {
        format!("{:?}", facts(rounds, now))
    }

    fn clean(at: Timestamp) -> Verified {
        Verified {
            depth: Depth::Whole,
            events: 1,
            head: String::new(),
            objects: 0,
            altered: 0,
            corrupt: 0,
            conflicts: 0,
            incomplete: 0,
            codes: vec![],
            millis: 1,
            at,
            since: None,
        }
    }

    #[test]
    fn a_finding_is_named_and_a_clock_that_stopped_is_told() {
        let now: Timestamp = "2026-03-09T09:00:00Z".parse().unwrap();
        assert!(words(&Rounds::default(), now).contains("还没有校验过"));
        let fresh = Rounds { last: Some(clean(now)), whole: Some(clean(now)), ..Rounds::default() };
        assert!(!words(&fresh, now).contains("超过"));
        let hours = |hours| now + SignedDuration::from_hours(hours);
        assert!(!words(&fresh, hours(2)).contains("超过"));
        assert_eq!(words(&fresh, hours(3)).matches("超过").count(), 1);
        assert_eq!(words(&fresh, hours(24 * 9)).matches("超过").count(), 2);
        let bad = Verified { altered: 1, codes: vec!["REC-011".into()], ..clean(now) };
        assert!(words(&fresh, now).contains("全部1条事件"));
        let newer = Verified { depth: Depth::Fresh, events: 7, since: Some(5), ..clean(now) };
        let newer = Rounds { last: Some(newer), whole: Some(clean(now)), ..Rounds::default() };
        assert!(words(&newer, now).contains("增量校验，前5条事件以后新增的2条"));
        let bad = Rounds { last: Some(bad), whole: Some(clean(now)), ..Rounds::default() };
        assert!(words(&bad, now).contains("发现问题：REC-011"));
    }
}
