use super::{PAGE, Replay};
use crate::{
    i18n::kind_words,
    site::use_locale,
    ui::{Banner, Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Why an attempt was refused whose form this page no longer has: somebody else was first. It stands behind the page's forms,
/// which by then were made, and is shown before them.
#[component]
pub fn Overtaken() -> impl IntoView {
    let locale = use_locale();
    let attempt = use_context::<StoredValue<Replay>>();
    let path = use_location().pathname;
    move || {
        let replay = attempt.map(|attempt| attempt.get_value()).filter(|replay| !replay.is_taken)?;
        let page = replay.value(PAGE)?;
        // The attempt stays with the document, whichever page of it is shown next.
        let is_here = path.with_untracked(|path| page.split('?').next() == Some(path.as_str()));
        let fault = replay.fault.filter(|_| is_here)?;
        let message = match fault.fields.first() {
            Some(of) => of.words.clone(),
            None => kind_words(locale, fault.kind),
        };
        Some(view! {
            <div class="overtaken">
                <Banner tone=Tone::Danger announce=true>{message}</Banner>
            </div>
        })
    }
}
