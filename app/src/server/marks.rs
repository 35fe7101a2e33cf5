//! What an organisation's pages are known by elsewhere: in a browser's tab, on a home screen, and where somebody shares a link.

use maud::{Markup, html};
use tenantry::{
    brand::{Brand, IconFile, Icons, Theme as Shade},
    http::{Theme, Visit},
    tenants::Tenant,
};

/// Of the organisation, or of the product where there is none.
pub(super) fn marks(visit: &Visit) -> Markup {
    let (Some(tenant), Some(brand)) = (&visit.tenant, &visit.brand) else {
        return html! { link rel="icon" href="/favicon.svg" type="image/svg+xml"; };
    };
    html! {
        (icons(&Icons::of(&tenant.name, brand)))
        link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials";
        (theme_colors(visit.theme, brand))
        (shared(visit, tenant, brand))
    }
}

fn icons(icons: &Icons) -> Markup {
    html! {
        @for side in [16, 32] {
            @if let Some(url) = icons.url(IconFile::Pixels(side)) {
                link rel="icon" type="image/png" sizes={ (side) "x" (side) } href=(url);
            }
        }
        @if let Some(url) = icons.url(IconFile::Drawing) { link rel="icon" type="image/svg+xml" sizes="any" href=(url); }
        @if let Some(url) = icons.url(IconFile::Pixels(180)) {
            link rel="apple-touch-icon" sizes="180x180" href=(url);
        }
    }
}

/// What the browser paints around the page, in the reader's theme or in what the system has.
fn theme_colors(theme: Theme, brand: &Brand) -> Markup {
    let color = |shade| brand.palette.theme(shade).page.to_string();
    html! {
        @match theme {
            Theme::Light => meta name="theme-color" content=(color(Shade::Light));,
            Theme::Dark => meta name="theme-color" content=(color(Shade::Dark));,
            Theme::System => {
                meta name="theme-color" media="(prefers-color-scheme: light)" content=(color(Shade::Light));
                meta name="theme-color" media="(prefers-color-scheme: dark)" content=(color(Shade::Dark));
            }
        }
    }
}

/// What is shown of a link to here: the organisation's name and line and a picture, and nothing of what is inside.
fn shared(visit: &Visit, tenant: &Tenant, brand: &Brand) -> Markup {
    let (tokens, origin) = (&brand.tokens, visit.origin());
    let tagline = tokens.texts.tagline(visit.locale);
    let picture = tokens.sign_in_image.as_ref().or(tokens.logo.as_ref());
    let icon = || Icons::of(&tenant.name, brand).url(IconFile::Pixels(512));
    // Who shows a link to others draws no SVG.
    let picture = picture.and_then(|picture| picture.raster_url().or_else(|| picture.url())).or_else(icon);
    html! {
        meta property="og:site_name" content=(tenant.name);
        meta property="og:title" content=(tenant.name);
        meta property="og:type" content="website";
        meta property="og:url" content={ (origin) "/" };
        @if !tagline.is_empty() {
            meta name="description" content=(tagline);
            meta property="og:description" content=(tagline);
        }
        @if let Some(picture) = picture { meta property="og:image" content={ (origin) (picture) }; }
    }
}
