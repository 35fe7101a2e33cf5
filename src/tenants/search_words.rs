//! What the console's list finds an organisation by: the words of its name and of its address, folded, in a table of their
//! own. The beginning of a word is a range of that table's index on both engines; `like '%…%'` would read all names.

use crate::{
    db::{Db, Tx, sqlx},
    error::Result,
    ids::TenantId,
    loans::search_name,
};
use std::collections::BTreeSet;

/// The words of a text as they are compared, each once.
pub(super) fn words_in(text: &str) -> BTreeSet<String> {
    let folded = search_name(text);
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Writes an organisation's words anew, in the transaction that gave it its name or its address.
pub(crate) async fn index(tx: &mut Tx, tenant: TenantId) -> Result<()> {
    let row = sql!(tx, fetch_one Named, "select id, name, slug from tenant where id = $1", tenant)?;
    sql!(tx, execute "delete from tenant_word where tenant_id = $1", tenant)?;
    add(tx, &row).await
}

/// Writes the words of organisations that have none: all of them after the update that brought the table, and later those
/// that a server of the version before has made meanwhile.
pub(crate) async fn index_missing(central: &Db) -> Result<usize> {
    let mut tx = central.begin().await?;
    let text =
        "select id, name, slug from tenant t where not exists (select 1 from tenant_word w where w.tenant_id = t.id)";
    let rows = sql!(&mut tx, fetch_all Named, text)?;
    for row in &rows {
        add(&mut tx, row).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// The same when no organisation has any, which is told by a look at one row.
pub(crate) async fn index_if_none(central: &Db) -> Result<()> {
    let mut reader = central.read().await?;
    let text = "select count(*) from (select 1 from tenant_word limit 1) as one";
    let has_some = sql!(&mut reader, scalar i64, text)? > 0;
    drop(reader);
    if !has_some {
        index_missing(central).await?;
    }
    Ok(())
}

/// Four words in one statement: fifty thousand organisations are indexed in as many round trips. `where true` keeps SQLite
/// from reading `on` as the beginning of a join's condition.
async fn add(tx: &mut Tx, row: &Named) -> Result<()> {
    let words: Vec<String> = words_in(&format!("{} {}", row.name, row.slug)).into_iter().collect();
    for some in words.chunks(4) {
        let word = |place: usize| some.get(place).or(some.first()).cloned().unwrap_or_default();
        sql!(
            tx,
            execute "insert into tenant_word (tenant_id, word)
                     select $1, $2 union select $1, $3 union select $1, $4 union select $1, $5 where true
                     on conflict do nothing",
            row.id,
            word(0),
            word(1),
            word(2),
            word(3)
        )?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Named {
    id: TenantId,
    name: String,
    slug: String,
}

#[cfg(test)]
mod tests {
    use super::words_in;

    #[test]
    fn words_are_folded_and_parted_by_what_is_no_letter() {
        let words = |text: &str| words_in(text).into_iter().collect::<Vec<_>>();
        assert_eq!(words("École d’Œuvre, gmah-paris_2"), ["2", "d", "ecole", "gmah", "oeuvre", "paris"]);
        assert_eq!(words("משה כהן"), ["כהן", "משה"]);
        assert!(words(" % ' \\ ").is_empty());
    }
}
