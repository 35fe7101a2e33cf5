//! Where a brand may begin: the gallery, another organisation, a file; and the way to take it along.

use super::{
    api::{CopyBrand, ImportBrand, StartBrand},
    pictures::swatch,
    words,
};
use crate::{
    endpoints,
    form::{FormState, PlainForm, Submit},
    site::use_locale,
    ui::{ButtonKind, Card, Choice, FileDrop, Glyph, Icon, Select},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::brand::{BrandSource, StartingBrand};

/// Each a button that takes it into the draft; words and pictures stay.
#[component]
pub(super) fn Gallery() -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<StartBrand>();
    let brands = StartingBrand::ALL.into_iter().map(starting);
    view! {
        <Card title=words::gallery(locale) note=words::gallery_note(locale)>
            <PlainForm action=StartBrand::url() state=form class="gallery">
                {brands.collect_view()}
            </PlainForm>
        </Card>
    }
}

fn starting(brand: StartingBrand) -> impl IntoView {
    let locale = use_locale();
    let (name, text) = words::starting(locale, brand.key);
    let [primary, accent] = brand.colors();
    let sample = format!("gallery-name font-sample-{}", brand.heading_font().key());
    view! {
        <button class="gallery-brand" type="submit" name="starting" value=brand.key>
            <span class="gallery-colors">{swatch(primary)} {swatch(accent)}</span>
            <span class=sample>{name}</span>
            <span class="field-hint">{text}</span>
        </button>
    }
}

#[component]
pub(super) fn Elsewhere(sources: Vec<BrandSource>) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<ImportBrand>();
    let copy = (!sources.is_empty()).then(|| view! { <CopyForm sources /> });
    view! {
        <Card title=words::elsewhere(locale) note=words::elsewhere_note(locale)>
            <div class="stack stack-loose">
                {copy}
                <PlainForm action=ImportBrand::url() state=form enctype="multipart/form-data">
                    <FileDrop
                        name="file"
                        label=words::import_choose(locale)
                        accept="application/json,.json"
                        hint=words::import_hint(locale)
                        error=form.error("file")
                    />
                    <div class="form-actions">
                        <Submit state=form kind=ButtonKind::Secondary>
                            {words::import(locale)}
                        </Submit>
                        <a class="button button-quiet" href=endpoints::BRAND_EXPORT.path download="">
                            <Icon glyph=Glyph::Download />
                            {words::export(locale)}
                        </a>
                    </div>
                </PlainForm>
            </div>
        </Card>
    }
}

#[component]
fn CopyForm(sources: Vec<BrandSource>) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<CopyBrand>();
    let choices = sources.into_iter().map(|source| Choice::new(source.slug, source.name)).collect();
    view! {
        <PlainForm action=CopyBrand::url() state=form>
            <Select name="source" label=words::copy_from(locale) choices error=form.error("source") />
            <div class="form-actions">
                <Submit state=form kind=ButtonKind::Secondary icon=Glyph::Copy>
                    {words::copy_brand(locale)}
                </Submit>
            </div>
        </PlainForm>
    }
}
