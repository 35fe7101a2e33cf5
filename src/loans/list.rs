//! The list of loans, a page at a time, in one query.

use super::{
    LoanOrder, LoanQuery, LoanSummary,
    borrowers::search_name,
    cursor::Cursor,
    summary::{SELECT, SummaryRow, having_status},
};
use crate::{
    context::TenantCtx,
    db::{ToSqlx, joined},
    error::Result,
    tenants::{Page, PageLength},
};

/// The loans that a query names. A cursor that this order never gave out is as none: the list begins at its start.
pub async fn list(ctx: &TenantCtx, query: &LoanQuery) -> Result<Page<LoanSummary>> {
    read(ctx, query, PageLength::Screen).await
}

/// The same in longer pages, for whoever reads all of them.
pub async fn list_long(ctx: &TenantCtx, query: &LoanQuery) -> Result<Page<LoanSummary>> {
    read(ctx, query, PageLength::Long).await
}

async fn read(ctx: &TenantCtx, query: &LoanQuery, length: PageLength) -> Result<Page<LoanSummary>> {
    let given = query.after.as_deref().and_then(|text| Cursor::decode(query.order, text));
    let from = given.unwrap_or_else(|| Cursor::start(query.order));
    let rows = fetch(ctx, query, from, length).await?;
    Ok(page(query.order, length, rows.into_iter().map(LoanSummary::from).collect()))
}

async fn fetch(ctx: &TenantCtx, query: &LoanQuery, from: Cursor, length: PageLength) -> Result<Vec<SummaryRow>> {
    let (behind, sorted) = sequence(query.order);
    let status = having_status(query.status);
    let today = ctx.today().to_sqlx();
    let mut reader = ctx.read().await?;
    Ok(match Search::of(&query.search) {
        None => {
            let text = joined(&[SELECT, behind, status, sorted, length.and_one_more()]);
            sql!(&mut reader, fetch_all SummaryRow, text, today, from.key, from.id)?
        }
        Some(Search { pattern, number }) => {
            let text = joined(&[SELECT, behind, status, FOUND, sorted, length.and_one_more()]);
            sql!(&mut reader, fetch_all SummaryRow, text, today, from.key, from.id, pattern, number)?
        }
    })
}

/// What lies behind the cursor (`$2`, `$3`), and in which order. Each has an index.
fn sequence(order: LoanOrder) -> (&'static str, &'static str) {
    match order {
        LoanOrder::Newest => ("where (l.starts_on, l.id) < ($2, $3)", "order by l.starts_on desc, l.id desc"),
        LoanOrder::Oldest => ("where (l.starts_on, l.id) > ($2, $3)", "order by l.starts_on, l.id"),
        LoanOrder::Largest => ("where (l.amount, l.id) < ($2, $3)", "order by l.amount desc, l.id desc"),
        LoanOrder::Smallest => ("where (l.amount, l.id) > ($2, $3)", "order by l.amount, l.id"),
        // SQLite finds the place in an index on an expression only by the expression alone.
        LoanOrder::DueFirst => (
            "where coalesce(l.next_due_on, '9999-12-31') >= $2
               and (coalesce(l.next_due_on, '9999-12-31'), l.id) > ($2, $3)",
            "order by coalesce(l.next_due_on, '9999-12-31'), l.id",
        ),
    }
}

const FOUND: &str = r"and (b.search_name like $4 escape '\' or l.number = $5)";

/// What people write before a loan's number, and what its page does; as [`search_name`] leaves them.
const NUMBER_SIGNS: [&str; 7] = ["#", "n°", "no.", "no ", "pret n°", "loan no.", "loan no "];

struct Search {
    pattern: String,
    /// Zero, which no loan has, when what was typed is no number.
    number: i64,
}

impl Search {
    fn of(typed: &str) -> Option<Self> {
        let name: String = search_name(typed).chars().take(120).collect();
        let number = NUMBER_SIGNS.iter().find_map(|sign| name.strip_prefix(sign)).unwrap_or(&name);
        let number = number.trim_start().parse().unwrap_or(0);
        (!name.is_empty()).then(|| Self { pattern: format!("%{}%", escaped(&name)), number })
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

fn page(order: LoanOrder, length: PageLength, mut rows: Vec<LoanSummary>) -> Page<LoanSummary> {
    let more = rows.len() > length.rows();
    rows.truncate(length.rows());
    let last = rows.last().filter(|_| more);
    let next = last.map(|loan| Cursor::behind(order, loan).encode(order));
    Page { rows, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_takes_its_signs_as_they_are() {
        let search = Search::of(r" 100%_Sûr\ ").unwrap();
        assert_eq!((search.pattern.as_str(), search.number), (r"%100\%\_sur\\%", 0));
        assert!(Search::of(" \0 ").is_none());
    }

    #[test]
    fn a_number_is_searched_as_one() {
        for typed in ["42", "#42", "N° 42", "n°42", "Prêt n°\u{a0}42", "no. 42", "Loan no. 42"] {
            assert_eq!(Search::of(typed).unwrap().number, 42, "{typed}");
        }
        assert_eq!(Search::of("no one").unwrap().number, 0);
        assert_eq!(Search::of("99999999999999999999").unwrap().number, 0);
    }
}
