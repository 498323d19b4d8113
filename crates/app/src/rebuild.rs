//! Makes every read table again from the events, in one transaction: a rebuild that is killed
//! has changed nothing.

use domain::packs::Jurisdiction;
use store::{Store, audit};

use crate::keys::Keys;
use crate::vault::Vault;
use crate::walk::{self, Source, Walk};
use crate::{App, Config, Fault, StartError, packs, project};

/// What a rebuild made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Streams folded.
    pub streams: u64,
    /// Rows written.
    pub rows: u64,
}

/// Makes the read tables of a data folder again.
pub async fn rebuild(config: &Config) -> Result<Rebuilt, StartError> {
    if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
        return Err(StartError::NoData(config.data.clone()));
    }
    let store = App::store(config).await?;
    let law = packs::in_force(config, &store).await?;
    let folder = config.data.join("keys");
    let keys = Keys::existing(&folder).ok_or(StartError::NoKeys(folder))?;
    let rebuilt = all(&store, &Vault::new(&keys.vault), &law).await?;
    store.close().await;
    Ok(rebuilt)
}

/// Makes the read tables again when another program or pack made them.
pub(crate) async fn when_due(
    store: &Store,
    vault: &Vault,
    law: &Jurisdiction,
) -> Result<(), Fault> {
    let wanted = project::made_from(law);
    let made_from = store.first(audit::read_tables_made_from()).await?;
    if made_from.as_ref() == Some(&wanted) {
        return Ok(());
    }
    if store.head().await?.size == 0 {
        store.change(&audit::note_read_tables(&wanted)).await?;
        return Ok(());
    }
    tracing::info!("the read tables are made again");
    all(store, vault, law).await.map(|_| ())
}

async fn all(store: &Store, vault: &Vault, law: &Jurisdiction) -> Result<Rebuilt, Fault> {
    let mut tx = store.begin().await?;
    tx.clear_read_tables().await?;
    let mut rebuilt = Rebuilt::default();
    let mut walk = Walk::default();
    while let Some(lot) = walk.next(&mut Source::Writer(&mut tx)).await? {
        for bundle in &lot.bundles {
            let Some(folded) = walk::fold(bundle, &lot.openings, vault)? else { continue };
            rebuilt.streams += 1;
            for row in folded.rows(law, vault) {
                rebuilt.rows += 1;
                tx.put(row);
            }
        }
    }
    tx.change(audit::note_read_tables(&project::made_from(law)));
    tx.commit().await?;
    Ok(rebuilt)
}
