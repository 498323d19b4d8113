//! Proves what the record promises: kills, edits, flips and rewrites, each of which must be seen.
//!
//! Every check works on a real data folder with the real program, prints its seed and its counts,
//! and fails loudly. `--redteam` plants a defect for each check and demands that it goes red.

mod attack;
mod check;
mod clocks;
mod copies;
mod crash;
mod dice;
mod disk;
mod erasure;
mod evidence;
mod faults;
mod flips;
mod fresh;
mod ground;
mod hostile;
mod insider;
mod keys;
mod papers;
mod power;
mod privacy;
mod program;
mod proofs;
mod rollback;
mod rows;
mod trace;
mod upgrade;
mod uploads;
mod witness;

use std::path::Path;
use std::time::Instant;

use check::{CHECKS, Check, Verdict};
use ground::Yard;

use crate::site::Trouble;

const USAGE: &str = "usage: prove [--full | --list | --redteam] [--only ID] \
    [--seed N] [--trials N] [--reuse]";

/// How much is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// The quick set.
    #[default]
    Quick,
    /// The numbers of the plan.
    Full,
    /// Only the names.
    List,
    /// Each check against its planted defects.
    RedTeam,
}

/// What is asked.
#[derive(Clone, Debug, Default)]
struct Plan {
    mode: Mode,
    reuse: bool,
    only: Vec<String>,
    seed: Option<u64>,
    trials: Option<usize>,
}

impl Plan {
    fn read(words: &[String]) -> Result<Self, Trouble> {
        let mut plan = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--full" => plan.mode = Mode::Full,
                "--quick" => plan.mode = Mode::Quick,
                "--list" => plan.mode = Mode::List,
                "--redteam" => plan.mode = Mode::RedTeam,
                "--reuse" => plan.reuse = true,
                "--only" => plan.only.push(value()?.to_ascii_uppercase()),
                "--trials" => plan.trials = Some(value()?.parse()?),
                "--seed" => plan.seed = Some(value()?.parse()?),
                _ => return Err(format!("{word}? {USAGE}").into()),
            }
        }
        Ok(plan)
    }

    fn wants(&self, check: &Check) -> bool {
        self.only.is_empty() || self.only.iter().any(|id| id == check.id)
    }
}

/// Runs what is asked; answers whether everything was as it must be.
pub fn run(root: &Path, words: &[String]) -> Result<bool, Trouble> {
    let plan = Plan::read(words)?;
    if plan.mode == Mode::List {
        for check in CHECKS.iter().filter(|check| plan.wants(check)) {
            println!("{check}");
        }
        return Ok(true);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(prove(root, &plan))
}

async fn prove(root: &Path, plan: &Plan) -> Result<bool, Trouble> {
    let begun = Instant::now();
    let seed = plan.seed.unwrap_or_else(dice::fresh);
    let yard = Yard::open(root, seed, plan.reuse).await?;
    println!("种子 seed {seed}，数据 data {}", yard.ground().display());
    let mut sound = true;
    for check in CHECKS.iter().filter(|check| plan.wants(check)) {
        sound &= if plan.mode == Mode::RedTeam {
            planted(&yard, check, plan.trials.unwrap_or(check.planted)).await?
        } else {
            let usual = if plan.mode == Mode::Full { check.full } else { check.quick };
            let trials = plan.trials.unwrap_or(usual);
            let (passed, line) = one(&yard, check, trials).await;
            println!("{line}");
            passed
        };
    }
    let verdict = if sound { "全部通过 all passed" } else { "未通过 failed" };
    println!("{verdict}，{:.0} s", begun.elapsed().as_secs_f64());
    Ok(sound)
}

async fn one(yard: &Yard, check: &Check, trials: usize) -> (bool, String) {
    let begun = Instant::now();
    let verdict = match check.run(yard, trials).await {
        Ok(verdict) => verdict,
        Err(trouble) => Verdict::broken(&trouble),
    };
    let seconds = begun.elapsed().as_secs_f64();
    (verdict.passed(), format!("{} {verdict}，{seconds:.0} s", check.title()))
}

/// Plants the defects of a check one after another; each must turn it red.
async fn planted(yard: &Yard, check: &Check, trials: usize) -> Result<bool, Trouble> {
    let mut all = true;
    for defect in check.defects {
        let (passed, line) = one(&yard.with_defect(defect), check, trials).await;
        let seen = if passed { "没有发现 NOT SEEN" } else { "已发现 seen" };
        println!("缺陷 defect {defect}：{seen}；{line}");
        all &= !passed;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_defect_that_must_turn_it_red() {
        for check in &CHECKS {
            assert!(!check.defects.is_empty(), "{}", check.id);
            assert!(check.quick <= check.full, "{}", check.id);
        }
    }

    #[test]
    fn words_that_nobody_knows_are_refused() {
        assert!(Plan::read(&["--fast".to_owned()]).is_err());
        let plan = Plan::read(&["--only".to_owned(), "b1".to_owned()]).unwrap();
        assert_eq!(CHECKS.iter().filter(|check| plan.wants(check)).count(), 1);
    }
}
