//! What the organisation sends and hands out, in the preview: the mail in a frame of its own, the receipt as a picture of its
//! page. Both come from the server, which makes them as it makes the real ones, a moment after the last key.

use super::{locale, words};
use crate::{endpoints, i18n::Locale, live::settled};
use leptos::{html, prelude::*};
use std::time::Duration;
use tenantry::{access::Endpoint, brand::Theme};

/// Longer than from one key to the next.
const PAUSE: Duration = Duration::from_millis(400);

/// Where they are asked for.
#[derive(Clone, Copy)]
pub(in crate::settings::brand) struct Desk {
    mail: Endpoint,
    picture: Endpoint,
    receipt: Endpoint,
}

impl Desk {
    /// For who works on the brand.
    pub(super) const STUDIO: Self = Self {
        mail: endpoints::BRAND_SAMPLE_MAIL,
        picture: endpoints::BRAND_SAMPLE_PICTURE,
        receipt: endpoints::BRAND_SAMPLE_RECEIPT,
    };
    /// For who has a link to the draft.
    pub(super) const LINK: Self = Self {
        mail: endpoints::BRAND_PREVIEW_MAIL,
        picture: endpoints::BRAND_PREVIEW_PICTURE,
        receipt: endpoints::BRAND_PREVIEW_RECEIPT,
    };
}

/// What is typed and not saved, or the link, as addresses have it, and the language.
#[derive(Clone, Copy)]
pub(super) struct Papers {
    desk: Desk,
    changes: Signal<String>,
    /// What is asked beside it.
    language: Signal<String>,
}

impl Papers {
    /// The reader's own language needs no word in the address.
    pub(super) fn of(desk: Desk, changes: Memo<String>, language: RwSignal<Locale>, reader: Locale) -> Self {
        let asked = move || {
            let language = language.get();
            if language == reader { String::new() } else { format!("lang={}", language.tag()) }
        };
        Self { desk, changes: settled(changes, PAUSE), language: Signal::derive(asked) }
    }

    fn mail(self, theme: Theme) -> Signal<String> {
        self.address(self.desk.mail.path, format!("theme={}", theme.key()))
    }

    fn picture(self) -> Signal<String> {
        self.address(self.desk.picture.path, String::new())
    }

    fn receipt(self) -> Signal<String> {
        self.address(self.desk.receipt.path, String::new())
    }

    fn address(self, path: &'static str, more: String) -> Signal<String> {
        Signal::derive(move || {
            let asked = [more.clone(), self.language.get(), self.changes.get()];
            let parts: Vec<&str> = asked.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
        })
    }
}

/// Another address makes another frame: one that is led on would leave a step in the browser's history for each.
#[component]
pub(super) fn MailScene(theme: Theme, papers: Papers) -> impl IntoView {
    let address = papers.mail(theme);
    view! {
        <div class="scene scene-mail">
            <For each=move || [address.get()] key=String::clone children=frame />
        </div>
    }
}

/// The macro doesn't know that a frame may load late, as one does that isn't shown.
fn frame(address: String) -> impl IntoView {
    html::iframe()
        .class("sample-mail")
        .src(address)
        .title(words::scene_mail(locale()))
        .sandbox("")
        .attr("loading", "lazy")
}

#[component]
pub(super) fn ReceiptScene(papers: Papers) -> impl IntoView {
    let address = papers.picture();
    view! {
        <div class="scene scene-receipt">
            <img
                class="sample-paper"
                src=move || address.get()
                alt=words::scene_receipt(locale())
                width="595"
                height="842"
                loading="lazy"
            />
        </div>
    }
}

/// Ways to what can't be opened in the preview, each where its page is shown.
#[component]
pub(super) fn OpenPapers(papers: Papers) -> impl IntoView {
    let (mail, receipt) = (papers.mail(Theme::Light), papers.receipt());
    view! {
        <p class="scene scene-mail">
            <a href=move || mail.get() rel="external" target="_blank">
                {words::open_mail(locale())}
            </a>
        </p>
        <p class="scene scene-receipt">
            <a href=move || receipt.get() rel="external" target="_blank">
                {words::open_receipt(locale())}
            </a>
        </p>
    }
}
