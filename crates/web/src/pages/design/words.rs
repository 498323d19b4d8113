//! Samples of what the interface says: states, lights, refusals, questions and acts.

use crate::components::{
    actions::{Action, ActionBar, Weight},
    blocks::PageHead,
    deadline::{DeadlineLight, Light},
    notice::{ConfirmPage, Notice, RefusalBox},
    stages::{StageRail, Step, StepState},
    text::{Badge, Link, Tone},
};

pub(super) fn head() -> PageHead {
    PageHead {
        badges: vec![Badge::new("普通程序", Tone::Plain), Badge::new("告知阶段", Tone::Info)],
        links: vec![Link::new("打印案卷", "#"), Link::new("操作记录", "#")],
        ..PageHead::new(
            "示例运输有限公司擅自超限行驶公路案",
            "示交罚〔2026〕18号 · 2026年3月2日立案 · 主办 李明，协办 王芳",
        )
    }
}

fn clause(label: &str) -> Link {
    Link::new(label, "/law")
}

pub(super) fn rail() -> StageRail {
    let hearing = DeadlineLight::new(Light::Yellow, "剩余 3 个工作日", "2026年3月24日");
    let total = DeadlineLight::new(Light::Green, "剩余 68 日", "2026年5月31日");
    StageRail {
        label: "办案流程".to_owned(),
        steps: vec![
            Step::new("立案", StepState::Done).by("李明", "3月2日").at("/cases/1#open"),
            Step::new("调查取证", StepState::Done)
                .by("李明、王芳", "3月12日")
                .at("/cases/1#evidence"),
            Step::new("法制审核", StepState::Done).by("赵强", "3月16日"),
            Step::new("处罚告知", StepState::Now).by("李明", "3月17日送达").clock(hearing),
            Step::new("听证", StepState::Skipped),
            Step::new("处罚决定", StepState::Next).clock(total),
            Step::new("送达执行", StepState::Next),
            Step::new("结案归档", StepState::Next),
        ],
    }
}

pub(super) fn held_rail() -> StageRail {
    let still = DeadlineLight::new(Light::Paused, "已停 6 日", "");
    StageRail {
        label: "办案流程（中止）".to_owned(),
        steps: vec![
            Step::new("立案", StepState::Done).by("李明", "3月2日"),
            Step::new("调查取证", StepState::Held).by("等待鉴定结论", "3月9日中止").clock(still),
            Step::new("处罚决定", StepState::Next),
            Step::new("结案归档", StepState::Next),
        ],
    }
}

pub(super) fn lights() -> Vec<DeadlineLight> {
    let light = DeadlineLight::new;
    vec![
        light(Light::Green, "剩余 68 日", "2026年5月31日")
            .about("作出处罚决定")
            .under(clause("《行政处罚法》第六十条")),
        light(Light::Yellow, "剩余 3 个工作日", "2026年3月24日")
            .about("当事人要求听证")
            .under(clause("《行政处罚法》第六十四条")),
        light(Light::Red, "今日到期", "2026年3月19日")
            .about("处理先行登记保存的证据")
            .under(clause("《行政处罚法》第五十六条")),
        light(Light::Overdue, "逾期 2 日", "2026年3月17日").about("送达决定书"),
        light(Light::Paused, "已停 6 日", "").about("办案期限"),
        light(Light::Met, "提前 4 日", "2026年3月23日").about("法制审核"),
        light(Light::Ended, "2026年3月23日", "").about("要求听证的期限"),
    ]
}

pub(super) fn badges() -> Vec<Badge> {
    vec![
        Badge::new("草稿", Tone::Plain),
        Badge::new("审批中", Tone::Info),
        Badge::new("已送达", Tone::Good),
        Badge::new("待补正", Tone::Warning),
        Badge::new("已撤销", Tone::Danger),
    ]
}

pub(super) fn notices() -> Vec<Notice> {
    vec![
        Notice::new(Tone::Good, "告知书已送达，陈述申辩期自 2026年3月18日起算。")
            .then(Link::new("查看送达回证", "#")),
        Notice::new(Tone::Info, "本页内容来自上次自动保存的草稿。"),
        Notice::new(Tone::Warning, "您的执法证将于 2026年4月1日到期。"),
        Notice::new(
            Tone::Danger,
            "您填写期间案件已有变化：王芳于 9:41 补充了一份证据。请核对后再提交。",
        ),
    ]
}

pub(super) fn refusals() -> Vec<RefusalBox> {
    vec![
        RefusalBox {
            code: "CASE-022".to_owned(),
            what: "未能作出处罚决定".to_owned(),
            why: "当事人可在 2026年3月24日前要求听证，期满前不能作出处罚决定。".to_owned(),
            clause: Some(clause("《行政处罚法》第六十四条")),
            next: vec![
                Link::new("登记当事人放弃听证的书面意见", "#"),
                Link::new("把决定排到 2026年3月25日办理", "#"),
            ],
        },
        RefusalBox {
            code: "ORG-003".to_owned(),
            what: "未能开始检查".to_owned(),
            why: "现场只有一名具有执法资格的人员，执法人员不得少于两人。".to_owned(),
            clause: Some(clause("《行政处罚法》第四十二条")),
            next: vec![],
        },
    ]
}

pub(super) fn confirm() -> ConfirmPage {
    ConfirmPage {
        tone: Tone::Danger,
        question: "确定要撤销这份处罚决定吗？".to_owned(),
        consequences: vec![
            "决定书文号保留，不再使用。".to_owned(),
            "已公示的决定将一并撤回，撤回记录留痕。".to_owned(),
            "此操作不能恢复；如有误，须重新作出决定。".to_owned(),
        ],
        action: "/design".to_owned(),
        token: "sample".to_owned(),
        hidden: vec![("case".to_owned(), "1".to_owned())],
        confirm_label: "撤销决定".to_owned(),
        cancel: Link::new("返回案件", "#"),
    }
}

pub(super) fn acts() -> ActionBar {
    let label = str::to_owned;
    ActionBar {
        token: "sample".to_owned(),
        actions: vec![
            Action::Open {
                label: label("登记陈述申辩"), href: label("#"), weight: Weight::Main
            },
            Action::Open { label: label("补充证据"), href: label("#"), weight: Weight::Side },
            Action::Send {
                label: label("撤回告知书"),
                action: label("/design"),
                question: label("确定要撤回这份告知书吗？"),
                weight: Weight::Danger,
            },
            Action::Barred {
                label: label("作出处罚决定"),
                reason: label("听证要求期限尚未届满（2026年3月24日）。"),
                next: Some(clause("《行政处罚法》第六十四条")),
            },
        ],
    }
}

pub(super) fn portal_notice() -> Notice {
    Notice::new(Tone::Info, "紧急危险情形请直接拨打 110 或 119。")
}
