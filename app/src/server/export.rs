//! A list as a file: CSV as RFC 4180 has it, in UTF-8 with the mark by which spreadsheets know the encoding, and with the signs
//! that a spreadsheet in the reader's language takes for its own. All rows of the list are in it, read and sent a long page
//! at a time.

use crate::{error::AppError, i18n::Locale};
use axum::{
    body::Body,
    http::{HeaderValue, Response, Uri, header},
};
use futures::{
    StreamExt,
    stream::{once, try_unfold},
};
use jiff::civil::Date;
use leptos_router::params::ParamsMap;
use std::future::ready;
use tenantry::{context::TenantCtx, http::fault_response};

const CSV: &str = "text/csv; charset=utf-8; header=present";

/// Lines of the file, and the cursor of those that follow.
pub(crate) type Part = (String, Option<String>);

/// What a list's file is called, and its first line.
pub(crate) struct Sheet {
    pub name: String,
    pub head: String,
}

impl Sheet {
    /// The file, part by part. What fails before the first part is there still has a status; later it breaks the file off.
    pub(crate) async fn of_parts<F, P>(self, part: F) -> Result<Response<Body>, AppError>
    where
        F: Fn(Option<String>) -> P + Send + 'static,
        P: Future<Output = Result<Part, AppError>> + Send + 'static,
    {
        const BYTE_ORDER_MARK: char = '\u{feff}';
        let (first, next) = part(None).await?;
        let begin = format!("{BYTE_ORDER_MARK}{}{first}", self.head);
        let rest = try_unfold(next, move |after| {
            let following = after.map(|after| part(Some(after)));
            async move {
                match following {
                    Some(following) => following.await.map(Some),
                    None => Ok(None),
                }
            }
        });
        Ok(attached(&self.name, CSV, Body::from_stream(once(async { Ok::<_, AppError>(begin) }).chain(rest))))
    }

    /// The file of a list that is short enough to be there at once.
    pub(crate) async fn of_all(self, rows: String) -> Result<Response<Body>, AppError> {
        self.of_parts(move |_| ready(Ok((rows.clone(), None)))).await
    }
}

/// `prets-gmah-paris-2026-11-21.csv`: what it is, whose it is, and the day. It is ASCII without quotes by construction.
pub(crate) fn file_name(what: &str, of: &str, day: Date) -> String {
    let of = tenantry::tenants::suggestion_for(of);
    if of.is_empty() { format!("{what}-{day}.csv") } else { format!("{what}-{of}-{day}.csv") }
}

/// One line of the file. Where the comma stands in numbers, a semicolon stands between cells.
pub(crate) fn line<C: AsRef<str>>(locale: Locale, cells: impl IntoIterator<Item = C>) -> String {
    let between = match locale {
        Locale::Fr => ";",
        Locale::En => ",",
    };
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&harmless(cell.as_ref()))).collect();
    format!("{}\r\n", cells.join(between))
}

/// A spreadsheet runs what begins like a formula, whoever typed it. An apostrophe makes it text (ASVS 1.2.10).
fn harmless(value: &str) -> String {
    const BEGINS_A_FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];
    if value.starts_with(BEGINS_A_FORMULA) { format!("'{value}") } else { value.to_owned() }
}

fn quoted(value: &str) -> String {
    if value.contains([',', ';', '"', '\r', '\n']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

/// An amount as programs read it: `1234.50`, in French `1234,50`.
pub(crate) fn amount(minor: i64, locale: Locale) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let point = if locale == Locale::Fr { ',' } else { '.' };
    format!("{sign}{}{point}{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
}

/// A date as ISO 8601 has it, or nothing.
pub(crate) fn date(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The audit's name for it: whoever takes a whole list away can be asked about it.
pub(crate) const LIST_EXPORTED: &str = "list-exported";

pub(crate) async fn note_exported(ctx: &TenantCtx, list: &str) -> Result<(), AppError> {
    let (tenant, user) = (Some(ctx.tenant.id), Some(ctx.actor.user));
    Ok(tenantry::audit::record(&ctx.platform, LIST_EXPORTED, tenant, user, &ctx.tenant.main_host, list).await?)
}

/// What the address of a list asks for, as its page reads it.
pub(crate) fn asked(uri: &Uri) -> ParamsMap {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(uri.query().unwrap_or_default()).unwrap_or_default();
    pairs.into_iter().collect()
}

/// The file, or the failure's status with what may be said of it.
pub(crate) fn answer(file: Result<Response<Body>, AppError>) -> Response<Body> {
    file.unwrap_or_else(|error| fault_response(&error.0))
}

/// A file to keep, for nobody but who asked.
pub(crate) fn attached(name: &str, kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn a_cell_is_quoted_when_it_must_be() {
        assert_eq!(line(Locale::En, ["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(
            line(Locale::En, ["a,b", "say \"no\"", "two\r\nlines"]),
            "\"a,b\",\"say \"\"no\"\"\",\"two\r\nlines\"\r\n"
        );
    }

    #[test]
    fn a_french_spreadsheet_finds_its_own_signs() {
        let cells = ["a;b".to_owned(), "a,b".to_owned(), amount(123_450, Locale::Fr)];
        assert_eq!(line(Locale::Fr, cells), "\"a;b\";\"a,b\";\"1234,50\"\r\n");
    }

    #[test]
    fn nothing_begins_like_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1"] {
            let cell = line(Locale::En, [formula]);
            assert!(cell.starts_with('\'') || cell.starts_with("\"'"), "{cell:?}");
        }
        assert_eq!(line(Locale::En, ["=hyperlink(\"x\",\"y\")"]), "\"'=hyperlink(\"\"x\"\",\"\"y\"\")\"\r\n");
        assert_eq!(line(Locale::En, ["a=b", "1-2"]), "a=b,1-2\r\n");
    }

    #[test]
    fn amounts_and_names_are_plain() {
        let amounts = [123_450, 5, -5].map(|minor| amount(minor, Locale::En));
        assert_eq!(amounts, ["1234.50", "0.05", "-0.05"]);
        assert_eq!(file_name("prets", "GMAH Évry", day(2026, 11, 21)), "prets-gmah-evry-2026-11-21.csv");
        assert_eq!(file_name("loans", "גמ\"ח", day(2026, 11, 21)), "loans-2026-11-21.csv");
    }
}
