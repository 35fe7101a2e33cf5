//! The controls of the brand: one form, whose buttons say what becomes of it.

use super::{
    api::SaveBrand,
    color_field::ColorField,
    font_cards::FontCards,
    meanwhile::{KEPT, Meanwhile, SEEN, kept, seen},
    radius_field::RadiusField,
    texts::TextsOf,
    typed::{FORM, Typed},
    words,
};
use crate::{
    form::{PlainForm, required_note},
    i18n::{Locale, words as common},
    site::{use_locale, use_site},
    ui::{Button, ButtonKind, Card, Checkbox, Glyph, RadioCards, RadioOption, TextInput},
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use tenantry::{
    brand::{BrandForm, Density, HomeBlock, Studio, Tint},
    modules::Module,
};

/// Signals that a colour of the logo can be put into.
#[derive(Clone, Copy)]
pub(super) struct Colors {
    pub primary: RwSignal<String>,
    pub accent: RwSignal<String>,
}

impl Colors {
    pub fn of(typed: Typed) -> Self {
        let BrandForm { primary, accent, .. } = typed.first();
        Self { primary: RwSignal::new(primary), accent: RwSignal::new(accent) }
    }
}

/// The browser sends it itself: the whole page wears the brand.
#[component]
pub(super) fn BrandEditor(typed: Typed, colors: Colors, studio: Studio) -> impl IntoView {
    let (form, first) = (typed.form, typed.first());
    let controls = NodeRef::<html::Div>::new();
    let follow = move || {
        if let Some(controls) = controls.get() {
            typed.follow(&controls);
        }
    };
    Effect::new(follow);
    // A colour that is taken from the logo isn't in its field yet when this runs.
    Effect::new(move || typed.paint(colors.primary.get(), colors.accent.get()));
    view! {
        <div node_ref=controls on:input=move |_| follow() on:change=move |_| follow()>
            <PlainForm
                action=SaveBrand::url()
                state=form
                class="form studio-form"
                enctype="multipart/form-data"
                id=FORM
            >
                <input type="hidden" name=SEEN value=seen(form, &studio.seen) />
                <input type="hidden" name=KEPT value=kept(form) />
                <Meanwhile typed theirs=studio.current().clone() />
                <Identity typed first=first.clone() />
                <Paint typed colors first=first.clone() />
                <Shape typed first=first.clone() />
                <TextsOf typed locale=Locale::Fr first=first.clone() />
                <TextsOf typed locale=Locale::En first=first.clone() />
                <Home first=first.clone() />
                <Ends typed studio />
            </PlainForm>
        </div>
    }
}

#[component]
fn Identity(typed: Typed, first: BrandForm) -> impl IntoView {
    let (locale, form) = (use_locale(), typed.form);
    view! {
        <Card title=words::identity(locale)>
            <div class="stack">
                <TextInput
                    name="name"
                    label=common::name(locale)
                    autocomplete="organization"
                    value=first.name
                    error=form.error("name")
                    note=required_note()
                    required=true
                />
                <TextInput
                    name="short_name"
                    label=words::short_name(locale)
                    hint=words::short_name_hint(locale)
                    autocomplete="off"
                    value=first.short_name
                    error=form.error("short_name")
                />
            </div>
        </Card>
    }
}

#[component]
fn Paint(typed: Typed, colors: Colors, first: BrandForm) -> impl IntoView {
    let (locale, form) = (use_locale(), typed.form);
    let tints = Tint::ALL.iter().map(move |tint| option(tint.key(), words::tint_name(locale, *tint)));
    view! {
        <Card title=words::colors(locale)>
            <div class="stack">
                <ColorField
                    name="primary"
                    label=words::primary(locale)
                    hint=words::primary_hint(locale)
                    value=colors.primary
                    error=form.error("primary")
                />
                <ColorField
                    name="accent"
                    label=words::accent(locale)
                    hint=words::accent_hint(locale)
                    value=colors.accent
                    error=form.error("accent")
                />
                <RadioCards
                    name="tint"
                    legend=words::tint(locale)
                    options=tints.collect()
                    value=first.tint
                    error=form.error("tint")
                />
            </div>
        </Card>
    }
}

#[component]
fn Shape(typed: Typed, first: BrandForm) -> impl IntoView {
    let (locale, form) = (use_locale(), typed.form);
    let densities = Density::ALL.iter().map(move |of| option(of.key(), words::density_name(locale, *of)));
    view! {
        <Card title=words::shape(locale)>
            <div class="stack">
                <RadiusField first=first.radius error=form.error("radius") />
                <RadioCards
                    name="density"
                    legend=words::density(locale)
                    options=densities.collect()
                    value=first.density
                    error=form.error("density")
                />
                <FontCards
                    name="heading_font"
                    legend=words::heading_font(locale)
                    first=first.heading_font
                    error=form.error("heading_font")
                />
                <FontCards
                    name="body_font"
                    legend=words::body_font(locale)
                    first=first.body_font
                    error=form.error("body_font")
                />
            </div>
        </Card>
    }
}

fn option(value: &str, label: &str) -> RadioOption {
    RadioOption { value: value.to_owned(), label: label.to_owned(), hint: String::new() }
}

/// All of it is about loans: without them the choice is kept for later.
#[component]
fn Home(first: BrandForm) -> impl IntoView {
    let locale = use_locale();
    let blocks = [
        ("home_figures", HomeBlock::Figures, first.home_figures),
        ("home_chart", HomeBlock::Chart, first.home_chart),
        ("home_late", HomeBlock::Late, first.home_late),
        ("home_ways", HomeBlock::Ways, first.home_ways),
    ];
    if !use_site().with_value(|site| site.has(Module::Loans)) {
        let chosen = blocks.into_iter().filter(|(_, _, value)| !value.is_empty());
        return chosen
            .map(|(name, _, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
            .into_any();
    }
    let boxes = blocks.map(|(name, block, value)| {
        view! { <Checkbox name label=words::block_name(locale, block) checked=!value.is_empty() /> }
    });
    view! {
        <Card title=words::home(locale)>
            <div class="stack">{boxes.collect_view()}</div>
        </Card>
    }
    .into_any()
}

/// What becomes of it. Without drafts there is one way.
#[component]
fn Ends(typed: Typed, studio: Studio) -> impl IntoView {
    let (locale, form) = (use_locale(), typed.form);
    if !studio.has_drafts {
        return view! {
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="intent" value="publish">
                    {words::save_at_once(locale)}
                </Button>
            </div>
        }
        .into_any();
    }
    let open = form.error("publish_at").with_untracked(Option::is_some);
    view! {
        <div class="studio-ends">
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="intent" value="publish">
                    {words::publish(locale)}
                </Button>
                <Button name="intent" value="draft">
                    {words::save_draft(locale)}
                </Button>
            </div>
            <details class="studio-later" open=open>
                <summary>{words::later(locale)}</summary>
                <div class="stack">
                    <TextInput
                        name="publish_at"
                        kind="datetime-local"
                        label=words::publish_at(locale, &studio.zone)
                        hint=words::publish_at_hint(locale)
                        value=form.value("publish_at", "")
                        error=form.error("publish_at")
                    />
                    <div class="form-actions">
                        <Button name="intent" value="schedule" icon=Glyph::Clock>
                            {words::plan(locale)}
                        </Button>
                    </div>
                </div>
            </details>
        </div>
    }
    .into_any()
}
