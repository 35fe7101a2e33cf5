//! The people who borrow.

use super::BorrowerChoice;
use crate::{
    context::TenantCtx,
    db::{ToSqlx, Tx, sqlx},
    error::Result,
    ids::BorrowerId,
};
use jiff::Timestamp;

/// All borrowers by name, for the choice in a form.
pub async fn borrowers(ctx: &TenantCtx) -> Result<Vec<BorrowerChoice>> {
    let mut reader = ctx.read().await?;
    let rows = sql!(&mut reader, fetch_all BorrowerRow, "select id, name from borrower order by search_name, id")?;
    Ok(rows.into_iter().map(|row| BorrowerChoice { id: row.id, name: row.name }).collect())
}

#[derive(sqlx::FromRow)]
struct BorrowerRow {
    id: BorrowerId,
    name: String,
}

/// What is written down of a new borrower.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBorrower {
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
}

pub(super) async fn insert(tx: &mut Tx, id: BorrowerId, borrower: &NewBorrower, at: Timestamp) -> Result<()> {
    sql!(
        tx,
        execute "insert into borrower (id, name, search_name, email, phone, created_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        borrower.name.as_str(),
        search_name(&borrower.name),
        borrower.email.as_deref(),
        borrower.phone.as_deref(),
        at.to_sqlx()
    )?;
    Ok(())
}

pub(super) async fn exists(tx: &mut Tx, id: BorrowerId) -> Result<bool> {
    Ok(sql!(tx, scalar_optional BorrowerId, "select id from borrower where id = $1", id)?.is_some())
}

/// A name as it is compared: lower case, without accents, single spaces. The engines' own `lower` differ in what they
/// know beyond ASCII.
pub fn search_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase).filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)) {
        match letter {
            'à'..='å' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'ç' => plain.push('c'),
            'è'..='ë' => plain.push('e'),
            'ì'..='ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò'..='ö' | 'ø' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'ù'..='ü' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            '’' => plain.push('\''),
            other if other.is_control() => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::search_name;

    #[test]
    fn names_compare_without_case_accents_and_spare_spaces() {
        assert_eq!(search_name("  Élie   LÉVY "), "elie levy");
        assert_eq!(search_name("E\u{301}lie d’Œuvre"), "elie d'oeuvre");
        assert_eq!(search_name("משה\0כהן"), "משה כהן");
    }
}
