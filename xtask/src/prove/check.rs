//! The checks by their numbers in the plan, with how often each is tried.

use std::fmt;

use super::ground::Yard;
use super::{
    attack, clocks, copies, crash, erasure, evidence, faults, flips, fresh, hostile, insider, keys,
    papers, power, privacy, proofs, rollback, upgrade, uploads, witness,
};
use crate::site::Trouble;

/// A check.
#[derive(Debug)]
pub struct Check {
    /// Its number in the plan.
    pub id: &'static str,
    what: &'static str,
    /// How often it is tried in the quick set.
    pub quick: usize,
    /// How often it is tried in full.
    pub full: usize,
    /// How often it is tried against a planted defect.
    pub planted: usize,
    /// The defects that must turn it red.
    pub defects: &'static [&'static str],
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Crash,
    Uploads,
    Copies,
    Clocks,
    Power,
    Faults,
    Full,
    Insider,
    Flips,
    Evidence,
    Attack,
    Privacy,
    Proofs,
    Witness,
    Erasure,
    Rollback,
    Upgrade,
    Fresh,
    Keys,
    Hostile,
    Papers,
}

/// All of them, in order.
pub const CHECKS: [Check; 21] = [
    Check {
        id: "A1",
        what: "随机时刻 kill -9，已答复的都在 killed at random, nothing acknowledged is lost",
        quick: 40,
        full: 1000,
        planted: 20,
        defects: &["ack-before-commit"],
        kind: Kind::Crash,
    },
    Check {
        id: "A2",
        what: "任意时刻断电的磁盘映像 the power fails at any moment, unsynced writes lost or torn",
        quick: 30,
        full: 600,
        planted: 60,
        defects: &["normal-sync"],
        kind: Kind::Power,
    },
    Check {
        id: "A3",
        what: "一次系统调用失败，停止写入并说明 one system call fails, writing ends and says so",
        quick: 14,
        full: 280,
        planted: 14,
        defects: &["failed-commit-answered"],
        kind: Kind::Faults,
    },
    Check {
        id: "A4",
        what: "磁盘写满，停止写入并说明 the disk is full, writing ends and says so",
        quick: 1,
        full: 5,
        planted: 1,
        defects: &["failed-commit-answered"],
        kind: Kind::Full,
    },
    Check {
        id: "A5",
        what: "上传的每一步被杀，不留悬空引用 killed at each step of an upload, nothing dangles",
        quick: 18,
        full: 360,
        planted: 18,
        defects: &["blob-late"],
        kind: Kind::Uploads,
    },
    Check {
        id: "A7",
        what: "边写边备份，毁掉后一条命令恢复 backed up under load, destroyed, restored by one command",
        quick: 1,
        full: 5,
        planted: 1,
        defects: &["backup-unread"],
        kind: Kind::Copies,
    },
    Check {
        id: "A9",
        what: "时钟被拨动或者启动时不准，停止办理并记录 the clock jumps, writing ends and it is noted",
        quick: 1,
        full: 5,
        planted: 1,
        defects: &["clock-believed"],
        kind: Kind::Clocks,
    },
    Check {
        id: "A10",
        what: "升级中被杀，再启动即完成，事件不变 killed while upgrading, another start completes it",
        quick: 8,
        full: 400,
        planted: 24,
        defects: &["upgrade-in-pieces"],
        kind: Kind::Upgrade,
    },
    Check {
        id: "B1",
        what: "逐表逐列改库，校验点名 rows edited by SQL, each named",
        quick: 80,
        full: 2000,
        planted: 200,
        defects: &["table-unread"],
        kind: Kind::Insider,
    },
    Check {
        id: "B2",
        what: "翻转数据库文件的一个比特 one bit of the database flipped",
        quick: 50,
        full: 3000,
        planted: 120,
        defects: &["events-unread"],
        kind: Kind::Flips,
    },
    Check {
        id: "B3",
        what: "改动、截断、删除、对调证据文件 evidence altered, cut, removed, swapped",
        quick: 20,
        full: 1000,
        planted: 20,
        defects: &["blob-by-size"],
        kind: Kind::Evidence,
    },
    Check {
        id: "B4",
        what: "持密钥重造整个日志，任一外部存证头可识破 rewritten with the key, any one anchor convicts",
        quick: 20,
        full: 200,
        planted: 4,
        defects: &["anchors-unread"],
        kind: Kind::Attack,
    },
    Check {
        id: "B5",
        what: "见证方并发、杀进程，绝不倒退或者分叉 a witness under load and kills, never back or apart",
        quick: 1000,
        full: 10_000,
        planted: 300,
        defects: &["witness-forgets"],
        kind: Kind::Witness,
    },
    Check {
        id: "B6",
        what: "证明和案卷包由独立程序核对 proofs and packages against an independent verifier",
        quick: 10_000,
        full: 10_000,
        planted: 200,
        defects: &["proof-unchecked"],
        kind: Kind::Proofs,
    },
    Check {
        id: "B7",
        what: "日志里没有个人信息，承诺不重复 no personal value in the log, no commitment twice",
        quick: 200,
        full: 10_000,
        planted: 20,
        defects: &["unsalted-commitment"],
        kind: Kind::Privacy,
    },
    Check {
        id: "B8",
        what: "两人批准删除后数据目录里没有残留 erased by two people, nothing of it is left",
        quick: 10,
        full: 200,
        planted: 3,
        defects: &["erase-in-name"],
        kind: Kind::Erasure,
    },
    Check {
        id: "B9",
        what: "退回较早副本，不换期不开写 put back to an older copy, nothing is written without an epoch",
        quick: 1,
        full: 5,
        planted: 1,
        defects: &["rollback-unseen"],
        kind: Kind::Rollback,
    },
    Check {
        id: "B10",
        what: "上次校验以后的被改，每小时的增量校验点名 what is new is edited, the hourly pass names it",
        quick: 24,
        full: 400,
        planted: 40,
        defects: &["fresh-unread"],
        kind: Kind::Fresh,
    },
    Check {
        id: "B11",
        what: "更换日志密钥，旧密钥此后无效 the signing key is changed, the old one counts no more",
        quick: 2,
        full: 20,
        planted: 1,
        defects: &["old-key-believed"],
        kind: Kind::Keys,
    },
    Check {
        id: "D8",
        what: "恶意文件：不占内存、不拖时间、不显示，可疑的隔离 hostile files: small, quick, never shown",
        quick: 220,
        full: 1000,
        planted: 200,
        defects: &["parsed-inside", "quarantine-shown"],
        kind: Kind::Hostile,
    },
    Check {
        id: "G1",
        what: "纸上的二维码和存证头：从像素读出，离线核验，改动的拒绝 codes and heads on paper, from pixels",
        quick: 40,
        full: 500,
        planted: 4,
        defects: &["mark-unread"],
        kind: Kind::Papers,
    },
];

impl Check {
    /// Number and words.
    pub fn title(&self) -> String {
        format!("{} {}", self.id, self.what)
    }

    /// Runs it.
    pub async fn run(&self, yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
        match self.kind {
            Kind::Crash => crash::run(yard, trials).await,
            Kind::Uploads => uploads::run(yard, trials).await,
            Kind::Copies => copies::run(yard, trials).await,
            Kind::Clocks => clocks::run(yard, trials).await,
            Kind::Power => power::run(yard, trials).await,
            Kind::Faults => faults::run(yard, trials).await,
            Kind::Full => faults::run_full(yard, trials).await,
            Kind::Insider => insider::run(yard, trials).await,
            Kind::Flips => flips::run(yard, trials).await,
            Kind::Evidence => evidence::run(yard, trials).await,
            Kind::Attack => attack::run(yard, trials).await,
            Kind::Privacy => privacy::run(yard, trials).await,
            Kind::Proofs => proofs::run(yard, trials).await,
            Kind::Witness => witness::run(yard, trials).await,
            Kind::Erasure => erasure::run(yard, trials).await,
            Kind::Rollback => rollback::run(yard, trials).await,
            Kind::Upgrade => upgrade::run(yard, trials).await,
            Kind::Fresh => fresh::run(yard, trials).await,
            Kind::Keys => keys::run(yard, trials).await,
            Kind::Papers => papers::run(yard, trials).await,
            Kind::Hostile => hostile::run(yard, trials).await,
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let defects = self.defects.join("、");
        write!(f, "{} ×{}（full ×{}），defects {defects}", self.title(), self.quick, self.full)
    }
}

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    counts: Vec<(String, u64)>,
    failures: Vec<String>,
}

impl Verdict {
    /// A check that could not be carried out; that is no pass.
    pub fn broken(trouble: &Trouble) -> Self {
        Self { counts: Vec::new(), failures: vec![format!("broken off: {trouble}")] }
    }

    /// Counts one more of something.
    pub fn count(&mut self, what: &str) {
        self.add(what, 1);
    }

    /// Counts more of something.
    pub fn add(&mut self, what: &str, more: u64) {
        match self.counts.iter_mut().find(|(known, _)| known == what) {
            Some((_, count)) => *count += more,
            None => self.counts.push((what.to_owned(), more)),
        }
    }

    /// Whether something was counted at all.
    pub fn has(&self, what: &str) -> bool {
        self.counts.iter().any(|(known, count)| known == what && 0 < *count)
    }

    /// Notes what must not be.
    pub fn fail(&mut self, what: impl Into<String>) {
        self.failures.push(what.into());
    }

    /// Whether nothing was wrong.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 12;
        let counts: Vec<String> =
            self.counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
        let word = if self.passed() { "通过 pass" } else { "未通过 FAIL" };
        write!(f, "{word}：{}", counts.join("，"))?;
        for failure in self.failures.iter().take(SHOWN) {
            write!(f, "\n    ✗ {failure}")?;
        }
        if SHOWN < self.failures.len() {
            write!(f, "\n    … {} more", self.failures.len() - SHOWN)?;
        }
        Ok(())
    }
}
