//! Where a brand may begin: the gallery, another organisation, a file; and the way to take it along. What was typed goes into
//! the draft first, as with every button of the form.

use super::{
    api::{CopyBrand, ImportBrand, StartBrand},
    picked::{FileOfForm, Picked},
    pictures::swatch,
    typed::{FORM, Typed},
    words,
};
use crate::{
    endpoints,
    form::FormControls,
    site::use_locale,
    ui::{Button, Card, Choice, Glyph, Icon, Select},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::brand::{BrandSource, StartingBrand};

/// Each a button that takes it into the draft; words and pictures stay.
#[component]
pub(super) fn Gallery() -> impl IntoView {
    let locale = use_locale();
    let brands = StartingBrand::ALL.into_iter().map(starting);
    view! {
        <Card title=words::gallery(locale) note=words::gallery_note(locale)>
            <div class="gallery">
                <FormControls>{brands.collect_view()}</FormControls>
            </div>
        </Card>
    }
}

fn starting(brand: StartingBrand) -> impl IntoView {
    let locale = use_locale();
    let (name, text) = words::starting(locale, brand.key);
    let [primary, accent] = brand.colors();
    let sample = format!("gallery-name font-sample-{}", brand.heading_font().key());
    view! {
        <button
            class="gallery-brand"
            type="submit"
            name="starting"
            value=brand.key
            form=FORM
            formaction=StartBrand::url()
        >
            <span class="gallery-colors">{swatch(primary)} {swatch(accent)}</span>
            <span class=sample>{name}</span>
            <span class="field-hint">{text}</span>
        </button>
    }
}

#[component]
pub(super) fn Elsewhere(typed: Typed, sources: Vec<BrandSource>, picked: Picked) -> impl IntoView {
    let locale = use_locale();
    let copy = (!sources.is_empty()).then(|| view! { <Copied typed sources /> });
    view! {
        <Card title=words::elsewhere(locale) note=words::elsewhere_note(locale)>
            <div class="stack stack-loose">
                <FormControls>
                    {copy} <div class="form">
                        <FileOfForm
                            typed
                            picked
                            name="file"
                            label=words::import_choose(locale).to_owned()
                            accept="application/json,.json"
                            hint=words::import_hint(locale)
                        />
                        <div class="form-actions">
                            <Button form=FORM formaction=ImportBrand::url()>
                                {words::import(locale)}
                            </Button>
                            <a class="button button-quiet" href=endpoints::BRAND_EXPORT.path download="">
                                <Icon glyph=Glyph::Download />
                                {words::export(locale)}
                            </a>
                        </div>
                    </div>
                </FormControls>
            </div>
        </Card>
    }
}

#[component]
fn Copied(typed: Typed, sources: Vec<BrandSource>) -> impl IntoView {
    let locale = use_locale();
    let form = typed.form;
    let choices = sources.into_iter().map(|source| Choice::new(source.slug, source.name)).collect();
    view! {
        <div class="form">
            <Select
                name="source"
                label=words::copy_from(locale)
                choices
                value=form.value("source", "")
                error=form.error("source")
                form=FORM
            />
            <div class="form-actions">
                <Button form=FORM formaction=CopyBrand::url() icon=Glyph::Copy>
                    {words::copy_brand(locale)}
                </Button>
            </div>
        </div>
    }
}
