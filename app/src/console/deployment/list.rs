//! All settings, by their sections.

use super::{
    api::{ReportSettings, Reported},
    change::RESET,
    value::{effect, source, value},
    words,
};
use crate::{
    bundle::Bundled,
    console::{
        mails::{self, OwnMailsCard},
        plans::words as plans_words,
    },
    form::Saved,
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Card, Glyph, LinkButton, PageHead, Plain, Tone, plain_badge, plain_coded, plain_icon},
};
use leptos::prelude::*;
use leptos_meta::Title;
use maud::{Markup, html};
use tenantry::{access::Permission, deployment::ShownSetting, locale::Locale, plans::Plan};

pub struct SettingsPage {
    reported: Loading<Reported>,
    mails: OwnMailsCard,
}

impl Bundled for SettingsPage {
    fn data() -> Self {
        Self { reported: Loading::of(|| ReportSettings { key: String::new() }), mails: OwnMailsCard::data() }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let mails = self.mails;
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose">
                <Saved message=words::was_saved(locale) />
                <Saved what=RESET message=words::was_reset(locale) />
                <Saved what=mails::SENT_AGAIN message=mails::words::were_sent_again(locale) />
                <Saved what=mails::TRIED message=mails::words::was_tried(locale) />
                <Saved what=mails::LEFT message=mails::words::were_left(locale) />
                {load(self.reported, move |reported| view! { <Sections reported mails /> })}
            </div>
        }
        .into_any()
    }
}

/// What can be changed here comes first: it is what somebody looks for.
#[component]
fn Sections(reported: Reported, mails: OwnMailsCard) -> impl IntoView {
    let locale = use_locale();
    let may = use_may(Permission::DeploymentManage);
    let Reported { settings, plans, .. } = reported;
    let (here, elsewhere): (Vec<_>, Vec<_>) = settings.into_iter().partition(|of| of.kind.is_some());
    let mut sections: Vec<(String, Vec<ShownSetting>)> = Vec::new();
    for of in elsewhere {
        match sections.last_mut().filter(|(section, _)| section == of.section()) {
            Some((_, settings)) => settings.push(of),
            None => sections.push((of.section().to_owned(), vec![of])),
        }
    }
    let cards = sections.iter().map(|(section, settings)| {
        let (title, settings) = (words::section(locale, section), listed(locale, settings, &plans, may));
        view! { <Card title>{settings}</Card> }.into_any()
    });
    let cards = cards.collect_view();
    let here = listed(locale, &here, &plans, may);
    view! {
        <div class="stack stack-loose">
            <Card title=words::changeable(locale) note=words::changeable_note(locale)>
                <div class="stack">
                    {here}
                    <div>
                        <LinkButton href=paths::CONSOLE_PLANS icon=Glyph::Loans>{plans_words::title(locale)}</LinkButton>
                    </div>
                </div>
            </Card>
            {mails.view()}
            {cards}
        </div>
    }
}

fn listed(locale: Locale, settings: &[ShownSetting], plans: &[Plan], may: bool) -> AnyView {
    let markup = html! {
        ul.settings data-rows { @for of in settings { (row(locale, of, &value(locale, of, plans), may)) } }
    };
    view! { <Plain markup /> }.into_any()
}

fn row(locale: Locale, of: &ShownSetting, value: &str, may: bool) -> Markup {
    let doc = words::doc(locale, &of.key).unwrap_or(&of.doc);
    let name = words::name(locale, &of.key).unwrap_or(&of.key);
    html! {
        li.setting {
            div.setting-head {
                strong { (name) }
                @if of.is_locked() {
                    span.setting-lock { (plain_icon(Glyph::Lock, "")) (words::locked(locale)) }
                } @else if of.kind.is_some() && may {
                    a.button.button-secondary.button-small href=(paths::console_setting(&of.key))
                        aria-label=(format!("{} {name}", words::change(locale))) { (words::change(locale)) }
                }
            }
            p {
                code { (value) }
                @if of.kind.is_none() && of.value != of.default { " " (plain_badge(Tone::Info, words::not_default(locale))) }
            }
            p.text-muted { (plain_coded(doc)) }
            p.setting-source {
                (source(locale, &of.source)) " · " (effect(locale, of)) " · " code { (of.variable) }
            }
        }
    }
}
