//! A page as it is sent. Leptos renders what is in its body; the document around it is put together here, at once and from
//! what is known only when the body is there: the title, and which files the browser will need.

use super::{
    ReloadWithoutScripts, fonts, preview,
    site_files::{Preloads, SiteFiles},
};
use crate::{App, announcements::dismissed, form::Replay, load::Questions};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Response, header, request::Parts},
};
use futures::{StreamExt, stream::once};
use hydration_context::{SerializedDataId, SsrSharedContext};
use leptos::{nonce::Nonce, prelude::*, reactive::owner::Sandboxed};
use leptos_axum::ResponseOptions;
use leptos_meta::{ServerMetaContext, ServerMetaContextOutput};
use leptos_router::{components::provide_server_redirect, location::RequestUrl};
use maud::{PreEscaped, html};
use std::{future::ready, mem, sync::Arc};
use tenantry::{
    announcements::Shown,
    brand::{Density, Font},
    http::{Theme, Visit},
    sessions::Caller,
    support::SupportNotice,
    traces,
};

/// Renders the page at the request's path, a form that failed with what was typed in it. All of its data is there before
/// the first byte: it must be whole without WebAssembly, and its status must be known.
pub(super) async fn render(files: Arc<SiteFiles>, replay: Option<Replay>, request: Request) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let Some(visit) = parts.extensions.get::<Visit>().cloned() else { return Response::default() };
    let visit = preview::dressed(visit, &parts.uri).await;
    parts.extensions.insert(visit.clone());
    let address = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let others = visit.own_organisations().await;
    let announcements: Arc<[Shown]> = visit.announcements(&dismissed::in_headers(&parts.headers)).await.into();
    let support: Arc<[SupportNotice]> = visit.support_notices().await.into();
    let plan = visit.plan_notice().await;
    let (meta, head) = ServerMetaContext::new();
    let (preloads, options, nonce) = (Preloads::of(files.clone()), ResponseOptions::default(), visit.nonce.clone());
    let reload = ReloadWithoutScripts::default();
    let asked = reload.clone();
    let questions = Questions::default();
    let under_way = questions.clone();
    let (named, answer, is_replay) = (preloads.clone(), options.clone(), replay.is_some());
    // The router wants a whole address; of its origin nothing is read.
    let url = RequestUrl::new(&format!("http://localhost{address}"));
    let provide = move || {
        provide_context(url);
        provide_context(meta);
        provide_context::<Parts>(parts);
        provide_context(answer);
        provide_server_redirect(leptos_axum::redirect);
        provide_context(others);
        provide_context(announcements);
        provide_context(support);
        provide_context(plan);
        provide_context(named);
        provide_context(asked);
        provide_context(under_way);
        provide_context(Nonce::from_value(nonce));
        if let Some(replay) = replay {
            provide_context(replay);
        }
    };
    let carried = Arc::new(SsrSharedContext::new());
    let owner = Owner::new_root(Some(carried.clone()));
    let body = Sandboxed::new({
        let owner = owner.clone();
        let page = async move {
            let body = owner.with(|| {
                provide();
                App().to_html_stream_in_order()
            });
            let body: Vec<String> = body.collect().await;
            Rendered { parts: body, data: script_of(&carried.consume_buffers().await) }
        };
        async move { questions.beside(page).await }
    });
    let body = traces::within("render page", body).await;
    owner.unset_with_forced_cleanup();
    let title = in_head(head).await;
    let shows_all_fonts = preloads.has(STUDIO);
    let document =
        Document { files: &files, visit: &visit, shows_all_fonts, own_address: is_replay.then_some(&*address) };
    answered(document.around(&body, &(preloads.links() + &reload.tag()), &title), &options)
}

/// What is in a page's body.
struct Rendered {
    parts: Vec<String>,
    /// The script that hands the page's data to the browser's code.
    data: String,
}

/// The lists that `hydration_context` reads in the browser. As the page is whole, nothing is pending.
fn script_of(data: &[(SerializedDataId, String)]) -> String {
    let length: usize = data.iter().map(|(_, text)| text.len() + text.len() / 4 + 64).sum();
    let mut script = String::with_capacity(length + 256);
    script.push_str(
        "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];__INCOMPLETE_CHUNKS=[];",
    );
    for (number, text) in data {
        let number = number.clone().into_inner();
        // JSON is JavaScript; no text ends the script.
        let literal = serde_json::to_string(text).unwrap_or_default().replace('<', "\\u003c");
        script.extend(["__RESOLVED_RESOURCES[", &number.to_string(), "]=", &literal, ";"]);
    }
    script
}

/// What the views put into the head.
async fn in_head(head: ServerMetaContextOutput) -> String {
    let (start, end) = ("<head>", "</head>");
    let empty = once(ready([start, end].concat()));
    let filled: String = head.inject_meta_context(empty).await.collect().await;
    filled.trim_start_matches(start).trim_end_matches(end).to_owned()
}

fn answered(page: String, options: &ResponseOptions) -> Response<Body> {
    let mut response = Response::new(Body::from(page));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let options = mem::take(&mut *options.0.write().unwrap_or_else(std::sync::PoisonError::into_inner));
    response.headers_mut().extend(options.headers);
    if let Some(status) = options.status {
        *response.status_mut() = status;
    }
    response
}

struct Document<'d> {
    files: &'d SiteFiles,
    visit: &'d Visit,
    shows_all_fonts: bool,
    /// Of a page that is the answer of a form's endpoint.
    own_address: Option<&'d str>,
}

impl Document<'_> {
    fn around(&self, body: &Rendered, links: &str, title: &str) -> String {
        let Self { files, visit, .. } = self;
        let nonce = &*visit.nonce;
        let head = self.head();
        let length = body.parts.iter().map(String::len).sum::<usize>() + body.data.len() + links.len() + 2 * head.len();
        let mut page = String::with_capacity(length + 1024);
        page.push_str("<!DOCTYPE html>");
        page.push_str(&self.root());
        page.extend(["<head>", &head, &files.hydration(nonce).into_string(), links, META, title, "</head><body>"]);
        page.extend(body.parts.iter().map(String::as_str));
        page.extend(["<script id=\"page-data\" nonce=\"", nonce, "\">", &body.data, "</script></body></html>"]);
        page
    }

    /// Of words of our own alone.
    fn root(&self) -> String {
        let visit = self.visit;
        let theme = theme(visit.theme).map(|theme| format!(r#" data-theme="{theme}""#)).unwrap_or_default();
        let density = visit.brand.as_ref().map(|brand| brand.tokens.density).filter(|of| *of != Density::Comfortable);
        let density = density.map(|density| format!(r#" data-density="{}""#, density.key())).unwrap_or_default();
        let inside = if matches!(visit.caller, Caller::Support(_)) { " data-support" } else { "" };
        format!(r#"<html lang="{}" data-plane="{}"{theme}{density}{inside}>"#, visit.locale.tag(), visit.plane.name())
    }

    /// The brand's custom properties stand in it, so that the first paint is already the organisation's own.
    fn head(&self) -> String {
        let (nonce, brand) = (&*self.visit.nonce, self.visit.brand.as_ref());
        let fonts = if self.shows_all_fonts { Font::ALL.to_vec() } else { fonts::of(Some(self.visit)) };
        let head = html! {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            (fonts::preloads(&fonts))
            (PreEscaped(WHOLE))
            (super::marks::marks(self.visit))
            link id="styles" rel="stylesheet" href=(self.files.stylesheet);
            @if let Some(brand) = brand { style nonce=(nonce) { (PreEscaped(&brand.css)) } }
            @if let Some(script) = self.own_address() { script nonce=(nonce) { (PreEscaped(script)) } }
            @if self.visit.is_signed_in() {
                script nonce=(nonce) { (PreEscaped(SEARCH_OPENER)) }
                @if self.visit.list_keys { script nonce=(nonce) { (PreEscaped(LIST_KEYS)) } }
            }
        };
        head.into_string()
    }

    /// A form that failed gets its page as the answer of the endpoint that it was sent to. The address becomes the page's own
    /// again, before the browser's router looks at it.
    fn own_address(&self) -> Option<String> {
        let page = serde_json::to_string(self.own_address?).ok()?.replace('<', "\\u003c");
        Some(format!("history.replaceState(null,\"\",{page})"))
    }
}

/// The bundle of the pages on which every font is chosen from.
const STUDIO: &str = "studio";

/// The first paint is of the whole page: half of one would move when the rest is read. It comes in one piece, so this takes no
/// longer than reading it.
const WHOLE: &str = r##"<link rel="expect" href="#page-data" blocking="render">"##;

/// Where Leptos looks for the title in the browser.
const META: &str = "<!--HEAD-->";

/// Ctrl-K, and a click on the way to the search: only then its script is loaded.
const SEARCH_OPENER: &str = include_str!("search_opener.js");

/// j and k go through the rows of a list, Enter opens one, / leads to its search: for everybody who is signed in, on every page,
/// until they turn it off in their menu (WCAG 2.1.4).
const LIST_KEYS: &str = include_str!("list_keys.js");

pub(super) fn theme(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_that_carries_it() {
        let page = SsrSharedContext::new();
        let text = r#"+"</script><script>alert(1)</script>\u003c""#;
        let script = script_of(&[(hydration_context::SharedContext::next_id(&page), text.to_owned())]);
        assert!(!script.contains('<'), "{script}");
        let literal =
            script.split_once("__RESOLVED_RESOURCES[0]=").and_then(|(_, rest)| rest.strip_suffix(';')).unwrap();
        assert_eq!(serde_json::from_str::<String>(literal).unwrap(), text, "the browser reads what was written");
    }
}
