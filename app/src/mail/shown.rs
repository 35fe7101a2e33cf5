//! `/dev/mail`: the mails of a deployment that sends none, on a developer's machine. It isn't there anywhere else.

use axum::{
    Extension,
    body::Body,
    extract::Path,
    http::{HeaderValue, Response, header},
    response::IntoResponse,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use tenantry::{
    access::Plane,
    error::{Error, Result},
    http::{Visit, fault_response},
    ids::MailId,
    mail::{KeptMail, kept, kept_mail},
};

const STYLE: &str = ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
    ul{list-style:none;padding:0}li{padding:.75rem 0;border-top:1px solid #8885}a{font-weight:600}span{display:block;opacity:.75}";

/// A mail may show its own styles and pictures of its organisation, and runs nothing.
const OF_MAIL: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src *; \
    sandbox allow-popups allow-top-navigation-by-user-activation";

/// The newest first.
pub(crate) async fn list(Extension(visit): Extension<Visit>) -> Response<Body> {
    answered(all(&visit).await)
}

/// One mail as its recipient sees it.
pub(crate) async fn one(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response<Body> {
    let shown = find(&visit, &id).await.map(|mail| {
        let mut response = axum::response::Html(mail.html).into_response();
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(OF_MAIL));
        response
    });
    answered(shown)
}

/// The same for programs that show no looks.
pub(crate) async fn text(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response<Body> {
    let shown = find(&visit, &id).await.map(|mail| {
        let KeptMail { from, reply_to, to, subject, text, .. } = mail;
        let reply_to = reply_to.map(|reply_to| format!("Reply-To: {reply_to}\n")).unwrap_or_default();
        format!("From: {from}\n{reply_to}To: {to}\nSubject: {subject}\n\n{text}").into_response()
    });
    answered(shown)
}

async fn all(visit: &Visit) -> Result<Response<Body>> {
    here(visit)?;
    let mails = kept(&visit.platform).await?;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Mails" }
                style nonce=(visit.nonce) { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Mails" }
                    p { "This deployment has no mail server, so what would be sent is shown here." }
                    @if mails.is_empty() { p { "There is none yet: invite somebody." } }
                    ul { @for (id, at, mail) in &mails { (row(*id, at, mail)) } }
                }
            }
        }
    };
    Ok(axum::response::Html(page.into_string()).into_response())
}

fn row(id: MailId, at: &str, mail: &KeptMail) -> Markup {
    html! {
        li {
            a href={ "/dev/mail/" (id) } { (mail.subject) }
            span { (mail.from) " → " (mail.to) }
            span { (at) " · " a href={ "/dev/mail/" (id) "/text" } { "as text" } }
        }
    }
}

async fn find(visit: &Visit, id: &str) -> Result<KeptMail> {
    here(visit)?;
    let id = id.parse().map_err(|_| Error::not_found())?;
    kept_mail(&visit.platform, id).await?.ok_or_else(Error::not_found)
}

fn here(visit: &Visit) -> Result<()> {
    let is_here = visit.plane == Plane::Public && visit.platform.mails.is_shown();
    if is_here { Ok(()) } else { Err(Error::not_found()) }
}

fn answered(result: Result<Response<Body>>) -> Response<Body> {
    result.unwrap_or_else(|error| fault_response(&error.fault))
}
