//! The tables, in words both engines understand, as numbered steps that run once each.
//!
//! Dates are ISO text, money is whole fen, JSON is opaque text.
//! A date that may be missing and is sorted by holds a word that sorts where the missing belong.

use crate::engine::{Engine, Tx};
use crate::{Cell, Defect, Fault, planted};

/// One step of the schema.
struct Step {
    number: i64,
    text: &'static str,
}

const STEPS: &[Step] = &[
    Step { number: 1, text: include_str!("schema/0001_first.sql") },
    Step { number: 2, text: include_str!("schema/0002_procedure.sql") },
    Step { number: 3, text: include_str!("schema/0003_articles.sql") },
    Step { number: 4, text: include_str!("schema/0004_tiles.sql") },
    Step { number: 5, text: include_str!("schema/0005_openings.sql") },
    Step { number: 6, text: include_str!("schema/0006_lists.sql") },
    Step { number: 7, text: include_str!("schema/0007_party_marks.sql") },
    Step { number: 8, text: include_str!("schema/0008_object_marks.sql") },
    Step { number: 9, text: include_str!("schema/0009_supervision.sql") },
    Step { number: 10, text: include_str!("schema/0010_entrustment.sql") },
];

const KNOWN: &str = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)";
const VERSION: &str = "SELECT value FROM meta WHERE name = 'schema'";
const REMEMBER: &str = "INSERT INTO meta (name, value) VALUES ('schema', $1) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
const FIRST_HEAD: &str = "INSERT INTO head (id, size, recorded_at) VALUES (1, 0, '')";

/// Brings the schema to the newest step this program knows, or refuses a newer one.
pub(crate) async fn prepare(engine: &Engine) -> Result<(), Fault> {
    if planted(Defect::UpgradeInPieces) {
        forget_the_rest(engine).await?;
    }
    prepare_within(engine.begin_write().await.map_err(Fault::Open)?).await
}

/// Counts every step as taken before any is: the defect that a check must see.
async fn forget_the_rest(engine: &Engine) -> Result<(), Fault> {
    let mut tx = engine.begin_write().await.map_err(Fault::Open)?;
    let Ok(found @ 1..) = version(&mut tx).await else { return Ok(()) };
    for step in STEPS.iter().filter(|step| found < step.number) {
        tx.run(&REMEMBER.into(), vec![Cell::from(step.number.to_string())])
            .await
            .map_err(Fault::Open)?;
        tx.commit().await.map_err(Fault::Open)?;
        tx = engine.begin_write().await.map_err(Fault::Open)?;
        tx.migrate(step.number, step.text).await.map_err(Fault::Open)?;
    }
    tx.commit().await.map_err(Fault::Open)
}

async fn prepare_within(mut tx: Tx) -> Result<(), Fault> {
    tx.lock_schema().await.map_err(Fault::Open)?;
    tx.run(&KNOWN.into(), Vec::new()).await.map_err(Fault::Open)?;
    let found = version(&mut tx).await?;
    let known = STEPS.last().map_or(0, |step| step.number);
    if known < found {
        return Err(Fault::Newer { found, known });
    }
    for step in STEPS.iter().filter(|step| found < step.number) {
        tx.migrate(step.number, step.text).await.map_err(Fault::Open)?;
        tx.run(&REMEMBER.into(), vec![Cell::from(step.number.to_string())])
            .await
            .map_err(Fault::Open)?;
    }
    if found == 0 {
        tx.run(&FIRST_HEAD.into(), Vec::new()).await.map_err(Fault::Open)?;
    }
    tx.commit().await.map_err(Fault::Open)
}

async fn version(tx: &mut Tx) -> Result<i64, Fault> {
    let rows = tx.fetch(&VERSION.into(), Vec::new()).await.map_err(Fault::Open)?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(0);
    };
    row.text()?.parse().map_err(|_| Fault::Damaged { column: 0 })
}
