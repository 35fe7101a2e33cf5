//! The same two pages as a careful person would write them without a framework: resolve the host, read the session, open
//! the organisation, ask the same query, and push the HTML into a string.

use crate::template::{Gap, Template};
use app::i18n::format_date;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use std::{fmt::Write, sync::Arc};
use tenantry::{
    access::{Permission, Plane},
    brand::Brand,
    context::Actor,
    domains::{HostName, Resolution},
    error::{Error, Result},
    fault::Kind,
    loans::{self, LoanQuery, LoanStatus, LoanSummary},
    locale::Locale,
    money::{Currency, format_amount},
    platform::Platform,
    sessions::{self, Caller, Store},
    tenants::{Page, Tenant},
};
use tower_sessions::Session;

pub(crate) struct HandWritten {
    platform: Arc<Platform>,
    store: Arc<Store>,
    loans: Template,
    sign_in: Template,
}

impl HandWritten {
    pub(crate) fn new(platform: Arc<Platform>, loans: Template, sign_in: Template) -> Self {
        Self { store: Arc::new(Store::new(&platform)), platform, loans, sign_in }
    }
}

pub(crate) fn router(server: HandWritten) -> Router {
    Router::new().route("/loans", get(list)).route("/sign-in", get(sign_in)).with_state(Arc::new(server))
}

async fn list(State(server): State<Arc<HandWritten>>, headers: HeaderMap) -> Response {
    let page = async {
        let (host, tenant) = server.resolve(&headers).await?;
        let actor = server.authenticate(&headers, &host, &tenant).await?;
        let ctx = server.platform.enter(&tenant, actor).await?;
        let loans = loans::list(&ctx, &LoanQuery::default()).await?;
        let brand = server.platform.brands.get_or_copy(&server.platform, &tenant).await;
        Ok(server.listed(&tenant, &ctx.actor, &brand, &loans))
    };
    page.await.unwrap_or_else(refused)
}

async fn sign_in(State(server): State<Arc<HandWritten>>, headers: HeaderMap) -> Response {
    let page = async {
        let (_, tenant) = server.resolve(&headers).await?;
        let brand = server.platform.brands.get_or_copy(&server.platform, &tenant).await;
        Ok(server.door(&tenant, &brand))
    };
    page.await.unwrap_or_else(refused)
}

impl HandWritten {
    async fn resolve(&self, headers: &HeaderMap) -> Result<(HostName, Arc<Tenant>)> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).and_then(HostName::parse);
        let host = host.ok_or_else(Error::not_found)?;
        match self.platform.directory.resolve(&self.platform, &host).await? {
            Resolution::Tenant(tenant) => Ok((host, tenant)),
            _ => Err(Error::not_found()),
        }
    }

    async fn authenticate(&self, headers: &HeaderMap, host: &HostName, tenant: &Arc<Tenant>) -> Result<Actor> {
        let cookie = headers.get(header::COOKIE).and_then(|cookie| cookie.to_str().ok());
        let id = cookie.and_then(|cookie| cookie.strip_prefix("sid=")).and_then(|id| id.parse().ok());
        let session = Session::new(id, self.store.clone(), None);
        match sessions::authenticate(&self.platform, &session, Plane::Tenant, Some(tenant), host.as_str()).await? {
            Caller::Member(actor) if actor.may(Permission::LoansView) => Ok(actor),
            _ => Err(Error::new(Kind::Unauthenticated)),
        }
    }

    fn listed(&self, tenant: &Tenant, actor: &Actor, brand: &Brand, loans: &Page<LoanSummary>) -> Response {
        let nonce = self.nonce();
        let html = self.loans.fill(|gap, html| match gap {
            Gap::Nonce => html.push_str(&nonce),
            Gap::Brand => html.push_str(&brand.css),
            Gap::Organisation => push_text(html, &tenant.name),
            Gap::Name => push_text(html, &actor.name),
            Gap::Email => push_text(html, &actor.email),
            Gap::Rows => loans.rows.iter().for_each(|loan| push_row(html, loan, tenant.currency)),
            Gap::Data => push_data(html, loans),
            Gap::Next => html.push_str(loans.next.as_deref().unwrap_or_default()),
        });
        answer(&nonce, html)
    }

    fn door(&self, tenant: &Tenant, brand: &Brand) -> Response {
        let nonce = self.nonce();
        let html = self.sign_in.fill(|gap, html| match gap {
            Gap::Nonce => html.push_str(&nonce),
            Gap::Brand => html.push_str(&brand.css),
            Gap::Organisation => push_text(html, &tenant.name),
            _ => {}
        });
        answer(&nonce, html)
    }

    fn nonce(&self) -> String {
        let bytes = self.platform.random.bytes::<11>();
        bytes.iter().fold(String::with_capacity(22), |mut nonce, byte| {
            let _ = write!(nonce, "{byte:02x}");
            nonce
        })
    }
}

fn answer(nonce: &str, html: String) -> Response {
    let policy = format!("default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'");
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response()
}

fn refused(error: Error) -> Response {
    StatusCode::from_u16(error.into_fault().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

fn push_row(html: &mut String, loan: &LoanSummary, currency: Currency) {
    let (amount, repaid) = (loan.amount, loan.repaid);
    let money = |minor| format_amount(minor, currency, Locale::Fr);
    let _ = write!(
        html,
        r#"<tr><td class="loan-number" data-label="N°">{}</td><td class="cell-title"><a href="/loans/{}">"#,
        loan.number, loan.id
    );
    push_text(html, &loan.borrower);
    let _ = write!(
        html,
        r#"</a></td><td class="loan-start cell-nowrap" data-label="Début">{}</td><td class="cell-amount" data-label="Montant">{}</td><td data-label="Remboursé"><span class="loan-repaid"><progress class="progress" aria-label="Remboursé" max="{amount}" value="{repaid}"></progress>{}</span></td>"#,
        format_date(loan.starts_on, Locale::Fr),
        money(amount),
        money(repaid),
    );
    let due = loan.next_due_on.map_or_else(|| "–".to_owned(), |date| format_date(date, Locale::Fr));
    let (tone, status) = badge(loan.status);
    let _ = write!(
        html,
        r#"<td class="loan-due cell-nowrap" data-label="Échéance">{due}</td><td class="loan-status" data-label="État"><span class="badge badge-{tone}">{status}</span></td></tr>"#
    );
}

fn badge(status: LoanStatus) -> (&'static str, &'static str) {
    match status {
        LoanStatus::Active => ("info", "En cours"),
        LoanStatus::Late => ("danger", "En retard"),
        LoanStatus::Repaid => ("success", "Remboursé"),
        LoanStatus::Cancelled => ("neutral", "Annulé"),
    }
}

/// JSON as the content of a JavaScript string.
fn push_data(html: &mut String, loans: &Page<LoanSummary>) {
    let json = serde_json::to_string(loans).unwrap_or_default();
    for sign in json.chars() {
        match sign {
            '"' => html.push_str("\\\""),
            '\\' => html.push_str("\\\\"),
            '<' => html.push_str("\\u003c"),
            sign => html.push(sign),
        }
    }
}

fn push_text(html: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            sign => html.push(sign),
        }
    }
}
