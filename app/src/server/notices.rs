//! Pages for what never reaches the product, rendered without it: they need no data and run no code in the browser.

use super::{fonts, site_files::SiteFiles};
use crate::{
    i18n::{Locale, format_day, words as common},
    paths,
    ui::{Button, ButtonKind, Glyph, Icon, LinkButton},
};
use leptos::prelude::*;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::{borrow::Cow, sync::Arc};
use tenantry::{
    access::Plane,
    brand::{IconFile, Icons, Image, Look},
    http::{Notice, NoticePages, Situation},
};

pub(super) struct Notices {
    files: Arc<SiteFiles>,
}

impl Notices {
    pub(super) fn new(files: Arc<SiteFiles>) -> Self {
        Self { files }
    }
}

impl NoticePages for Notices {
    fn render(&self, notice: &Notice) -> String {
        let words = Words::of(notice);
        let head = head(&self.files, notice, words.title);
        let owner = Owner::new_root(None);
        let body = owner.with(|| body(notice, words).to_html());
        let plane = notice.visit.as_ref().map_or(Plane::Public, |visit| visit.plane).name();
        let theme = notice.visit.as_ref().and_then(|visit| super::page::theme(visit.theme));
        let document = html! {
            (DOCTYPE)
            html lang=(notice.locale.tag()) data-plane=(plane) data-theme=[theme] {
                head { (head) }
                body { (PreEscaped(body)) }
            }
        };
        document.into_string()
    }
}

/// Who is spoken for: the organisation, where there is one.
fn house(notice: &Notice) -> &str {
    let tenant = notice.visit.as_ref().and_then(|visit| visit.tenant.as_ref());
    tenant.map_or("Tenantry", |tenant| &tenant.name)
}

/// The organisation's, or the product's own where there is none.
fn icon(notice: &Notice) -> String {
    let visit = notice.visit.as_ref();
    let of = visit.and_then(|visit| visit.tenant.as_ref().zip(visit.brand.as_ref()));
    let own = of.and_then(|(tenant, brand)| Icons::of(&tenant.name, brand).url(IconFile::Pixels(192)));
    own.unwrap_or_else(|| "/favicon.svg".to_owned())
}

/// The logo, and the one for the dark where the system decides.
fn logo_of(notice: &Notice) -> Option<(Image, Option<Image>)> {
    let visit = notice.visit.as_ref()?;
    Look::of(&visit.brand.as_ref()?.tokens, notice.locale).logo_in(super::page::theme(visit.theme))
}

/// In the brand's colours, which are made of typed tokens alone.
fn head(files: &SiteFiles, notice: &Notice, title: &str) -> Markup {
    let visit = notice.visit.as_ref();
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="robots" content="noindex";
        title { (title) " · " (house(notice)) }
        link rel="icon" href=(icon(notice));
        (fonts::preloads(&fonts::of(visit)))
        link rel="stylesheet" href=(files.stylesheet);
        @if let Some(brand) = visit.and_then(|visit| visit.brand.as_ref()) {
            style nonce=(&*notice.nonce) { (PreEscaped(&brand.css)) }
        }
    }
}

fn body(notice: &Notice, words: Words) -> impl IntoView + use<> {
    let logo = logo_of(notice).map_or_else(
        || view! { <img src=icon(notice) alt="" /> }.into_any(),
        |logo| crate::ui::logo(logo, "", String::new()),
    );
    let home = if notice.visit.is_some() { paths::HOME.to_owned() } else { notice.public_origin.clone() };
    view! {
        <div class="notice">
            <header>
                <a class="notice-house" href=home>
                    {logo}
                    <span>{house(notice).to_owned()}</span>
                </a>
            </header>
            <main class="notice-sheet" id="content">
                <Icon glyph=words.glyph />
                <h1 class="page-title">{words.title}</h1>
                <p class="page-lead">{words.text}</p>
                {words.reason.map(|reason| view! { <blockquote class="notice-reason">{reason}</blockquote> })}
                {actions(notice)}
            </main>
            <footer class="notice-foot">{reference(notice.locale, &notice.request_id)}</footer>
        </div>
    }
}

fn actions(notice: &Notice) -> impl IntoView + use<> {
    let locale = notice.locale;
    match &notice.situation {
        Situation::UnknownHost => {
            let href = format!("{}{}", notice.public_origin, paths::FIND);
            view! { <LinkButton href kind=ButtonKind::Primary icon=Glyph::Search>{find(locale)}</LinkButton> }
                .into_any()
        }
        Situation::Suspended { signed_in: false, .. } | Situation::Deleted { signed_in: false, .. } => {
            view! { <LinkButton href=paths::SIGN_IN kind=ButtonKind::Primary>{members_sign_in(locale)}</LinkButton> }
                .into_any()
        }
        Situation::Suspended { signed_in: true, .. } | Situation::Deleted { signed_in: true, .. } => view! {
            <form method="post" action=crate::endpoints::SIGN_OUT.path>
                <Button>{common::sign_out(locale)}</Button>
            </form>
        }
        .into_any(),
        Situation::NotFound
        | Situation::Forbidden
        | Situation::ReadOnly
        | Situation::NotInPlan
        | Situation::CrossOrigin => {
            view! { <LinkButton href=paths::HOME>{common::home(locale)}</LinkButton> }.into_any()
        }
        Situation::Maintenance { .. }
        | Situation::Unavailable
        | Situation::Busy
        | Situation::Internal
        | Situation::TimedOut => view! { <LinkButton href="">{common::try_again(locale)}</LinkButton> }.into_any(),
        Situation::BadHost | Situation::TooLarge => ().into_any(),
    }
}

struct Words {
    glyph: Glyph,
    title: &'static str,
    text: Cow<'static, str>,
    reason: Option<String>,
}

impl Words {
    fn of(notice: &Notice) -> Self {
        let locale = notice.locale;
        let words = |glyph, title: fn(Locale) -> &'static str, text: fn(Locale) -> &'static str, reason| Self {
            glyph,
            title: title(locale),
            text: text(locale).into(),
            reason,
        };
        match &notice.situation {
            Situation::UnknownHost => words(Glyph::Search, unknown_host_title, unknown_host, None),
            Situation::BadHost => words(Glyph::Alert, bad_host_title, bad_host, None),
            Situation::Suspended { reason, signed_in: true } => {
                words(Glyph::Pause, suspended_title, suspended_member, reason.clone())
            }
            Situation::Suspended { signed_in: false, .. } => words(Glyph::Pause, suspended_title, suspended, None),
            Situation::Deleted { gone_at: Some(at), reason, .. } => Self {
                glyph: Glyph::Trash,
                title: deleted_title(locale),
                text: deleted_member(locale, &format_day(at, locale)).into(),
                reason: reason.clone(),
            },
            Situation::Deleted { gone_at: None, .. } => words(Glyph::Trash, closed_title, closed, None),
            Situation::Maintenance { message } => {
                words(Glyph::Settings, maintenance_title, maintenance, message.clone().filter(|text| !text.is_empty()))
            }
            Situation::Unavailable => words(Glyph::Warning, unavailable_title, unavailable, None),
            Situation::Busy => words(Glyph::Clock, busy_title, busy, None),
            Situation::NotFound => words(Glyph::Search, common::not_found_title, common::not_found_hint, None),
            Situation::Forbidden => words(Glyph::Lock, forbidden_title, forbidden, None),
            Situation::ReadOnly => words(Glyph::Eye, read_only_title, read_only, None),
            Situation::NotInPlan => words(Glyph::Lock, not_in_plan_title, not_in_plan, None),
            Situation::CrossOrigin => words(Glyph::Shield, cross_origin_title, cross_origin, None),
            Situation::TooLarge => words(Glyph::Alert, too_large_title, too_large, None),
            Situation::TimedOut => words(Glyph::Clock, timed_out_title, timed_out, None),
            Situation::Internal => words(Glyph::Alert, internal_title, internal, None),
        }
    }
}

crate::words! {
    find: "Find my organisation", "Trouver mon organisation";
    members_sign_in: "Sign in as a member", "Se connecter en tant que membre";
    reference(id: &str): "Reference: {id}", "Référence : {id}";
    unknown_host_title: "No organisation lives here", "Aucune organisation à cette adresse";
    unknown_host: "Check the address for typing errors, or look your organisation up by its name.", "Vérifiez l’adresse, ou recherchez votre organisation par son nom.";
    bad_host_title: "This address can’t be read", "Cette adresse est illisible";
    bad_host: "The request doesn’t say clearly which host it is for.", "La requête n’indique pas clairement à quel hôte elle s’adresse.";
    suspended_title: "This organisation is suspended", "Cette organisation est suspendue";
    suspended: "Its pages are closed for the moment. Members can sign in to see why.", "Ses pages sont fermées pour le moment. Les membres peuvent se connecter pour en voir la raison.";
    suspended_member: "Its pages are closed for the moment, for this reason:", "Ses pages sont fermées pour le moment, pour la raison suivante :";
    closed_title: "There is nothing here any more", "Il n’y a plus rien ici";
    closed: "This address is closed. Members can sign in to learn more.", "Cette adresse est fermée. Les membres peuvent se connecter pour en savoir plus.";
    deleted_title: "This organisation was deleted", "Cette organisation a été supprimée";
    deleted_member(day: &str): "Its data goes on {day}. Until then whoever runs this server can restore it.", "Ses données seront effacées le {day}. Jusque-là, l’exploitant de ce serveur peut la restaurer.";
    maintenance_title: "Back in a moment", "De retour dans un instant";
    maintenance: "This organisation is being worked on. Nothing is lost.", "Une intervention est en cours sur cette organisation. Rien n’est perdu.";
    busy_title: "A lot is going on here", "Il y a beaucoup de monde";
    busy: "This organisation is getting more requests than it can answer at once. Please try again in a moment.",
          "Cette organisation reçoit plus de demandes qu’elle ne peut en traiter à la fois. Réessayez dans un instant.";
    unavailable_title: "Can’t be reached just now", "Momentanément inaccessible";
    unavailable: "This organisation’s data can’t be reached. We know of it; try again in a moment.", "Les données de cette organisation sont inaccessibles. Nous en sommes informés ; réessayez dans un instant.";
    forbidden_title: "Not allowed", "Accès refusé";
    forbidden: "You don’t have the permission for this.", "Vous n’avez pas l’autorisation pour cela.";
    read_only_title: "You may only look", "Lecture seule";
    read_only: "You are here as support. Nothing was changed: the organisation allowed you to look.", "Vous êtes ici pour l’assistance. Rien n’a été modifié\u{a0}: l’organisation vous a accordé la lecture.";
    not_in_plan_title: "Not in the plan", "Hors formule";
    not_in_plan: "Your organisation’s plan doesn’t have this any more. Nothing was changed, and what is there is kept.", "La formule de votre organisation ne le comprend plus. Rien n’a été modifié, et ce qui s’y trouve est conservé.";
    cross_origin_title: "Refused for your safety", "Refusé pour votre sécurité";
    cross_origin: "Another site asked for this change, so it wasn’t made.", "Un autre site a demandé cette modification : elle n’a pas été faite.";
    too_large_title: "Too large", "Trop volumineux";
    too_large: "What was sent is larger than this server takes. Go back and send less.", "L’envoi dépasse la taille acceptée par ce serveur. Revenez en arrière et réduisez-le.";
    timed_out_title: "That took too long", "Cela a pris trop de temps";
    timed_out: "The server gave up on this request. Try again.", "Le serveur a abandonné cette requête. Réessayez.";
    internal_title: "Something went wrong", "Une erreur est survenue";
    internal: "It is our fault and has been noted. Try again; if it stays, tell us the reference.", "L’erreur vient de nous et a été enregistrée. Réessayez ; si elle persiste, donnez-nous la référence.";
}
