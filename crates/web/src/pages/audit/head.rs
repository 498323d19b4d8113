//! How long the record is, what was signed last, and with which key to check it.

use app::{RecordHead, WitnessStanding, mail::MailStanding};

use crate::components::{
    blocks::{KeyValue, Pair},
    text::{Cell, Tone},
};

/// The facts about the record.
pub(super) fn facts(
    head: &RecordHead,
    key: &str,
    (witnesses, mailing): (&[WitnessStanding], Option<&MailStanding>),
) -> KeyValue {
    let mut pairs = vec![
        Pair::text("日志名称", head.origin.clone()),
        Pair::new("事件总数", Cell::figure(head.size.to_string())),
    ];
    match &head.checkpoint {
        Some((size, note)) => {
            let signed = *size == head.size;
            let (words, tone) = if signed {
                ("全部事件都已签入", Tone::Good)
            } else {
                ("最新的事件将在一秒内签入", Tone::Info)
            };
            pairs.push(
                Pair::new("最近检查点", Cell::badge(words, tone))
                    .note(format!("覆盖前{size}条事件")),
            );
            pairs.push(Pair::new("根哈希", Cell::figure(root(note))));
        }
        None => pairs.push(Pair::new("最近检查点", Cell::Blank).note("还没有签过检查点")),
    }
    pairs.push(
        Pair::new("日志公钥", Cell::figure(key)).note("请抄录到平台以外保存，用来核对检查点的签名"),
    );
    pairs.extend(mailing.map(mailed));
    pairs.extend(witnesses.iter().map(vouched));
    KeyValue { pairs }
}

/// Whether the head of the day went out by mail.
fn mailed(standing: &MailStanding) -> Pair {
    let (cell, note) = match (&standing.trouble, &standing.sent) {
        (Some(trouble), _) => {
            let note = format!("{trouble}。留在待寄目录，每分钟再试");
            (Cell::badge("没有寄出", Tone::Danger), note)
        }
        (None, Some(day)) => (Cell::badge("已寄出", Tone::Good), format!("最近寄出{day}的存证头")),
        (None, None) => (Cell::badge("暂无待寄", Tone::Info), "启动以后还没有要寄的".to_owned()),
    };
    Pair::new("每日存证头邮件", cell).note(note)
}

/// How a witness stands to the record.
fn vouched(witness: &WitnessStanding) -> Pair {
    let cell = match (&witness.trouble, &witness.cosigned) {
        (Some(trouble), _) => Cell::badge(trouble.as_str(), Tone::Danger),
        (None, Some((size, _))) => Cell::badge(format!("已见证前{size}条事件"), Tone::Good),
        (None, None) => Cell::badge("尚未见证", Tone::Warning),
    };
    Pair::new("见证方", cell).note(witness.name.clone())
}

/// The root stands in the third line of a checkpoint, in base64.
fn root(note: &str) -> String {
    note.lines().nth(2).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_was_not_taken_is_told_with_the_reason() {
        let told = |standing: &MailStanding| format!("{:?}", mailed(standing));
        let mut standing = MailStanding::default();
        assert!(told(&standing).contains("暂无待寄"));
        standing.sent = Some("2026-03-09".into());
        assert!(told(&standing).contains("最近寄出2026-03-09的存证头"));
        standing.trouble = Some("邮件服务器答复：550".into());
        let words = told(&standing);
        assert!(words.contains("没有寄出") && words.contains("邮件服务器答复：550。留在待寄目录"));
    }

    #[test]
    fn the_root_is_the_third_line_of_the_checkpoint() {
        assert_eq!(root("log\n7\nabc=\n\n— log sig\n"), "abc=");
        assert_eq!(root(""), "");
    }
}
