//! The mails that don't go out: those that wait, and those that failed, each with its reason and what there is to do.

use super::{
    api::{LeaveMails, RetryMails},
    words,
};
use crate::{
    form::{FormState, PlainForm},
    i18n::{Locale, format_instant},
    site::{use_locale, use_may},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    access::Permission,
    mail::{FailedMail, UnsentMails},
    money::format_integer,
};

/// Those of an organisation, or without a slug of the console itself.
#[component]
pub(in crate::console) fn Unsent(slug: String, mails: UnsentMails) -> impl IntoView {
    let locale = use_locale();
    let UnsentMails { failed, failed_count, waiting } = mails;
    let may = use_may(Permission::OrganisationsSupport);
    let more = failed_count - i64::try_from(failed.len()).unwrap_or(0);
    let all = (may && failed_count > 1).then(|| {
        view! {
            <div class="unsent-actions">
                {again(&slug, "", words::send_all_again(locale), None)}
                {left(&slug, "", words::leave_all(locale), None)}
            </div>
        }
    });
    let failed: Vec<_> = failed.into_iter().map(|mail| failed_mail(&slug, mail, may, locale)).collect();
    let waiting = waiting.map(|waiting| {
        let told = words::wait(locale, &waiting);
        view! {
            <p>{told}</p>
            <p class="reason" lang="en">{waiting.reason}</p>
        }
    });
    view! {
        {waiting}
        {(!failed.is_empty()).then(|| view! { <ul class="unsent">{failed}</ul> })}
        {(more > 0)
            .then(|| {
                view! { <p class="check-reason">{words::and_more(locale, &format_integer(more, locale))}</p> }
            })}
        {all}
    }
}

fn failed_mail(slug: &str, mail: FailedMail, may: bool, locale: Locale) -> impl IntoView + use<> {
    let FailedMail { id, kind, recipient, reason, failed_at } = mail;
    let (id, what) = (id.to_string(), words::to(locale, words::kind(locale, kind), &recipient));
    let actions = may.then(|| {
        view! {
            <div class="unsent-actions">
                {again(slug, &id, words::send_again(locale), Some(&what))}
                {left(slug, &id, words::leave(locale), Some(&what))}
            </div>
        }
    });
    view! {
        <li>
            <p>{what} " · " <span class="text-muted">{format_instant(&failed_at, locale)}</span></p>
            // In the words of the mail server.
            <p class="reason" lang="en">{reason}</p>
            {actions}
        </li>
    }
}

fn again(slug: &str, mail: &str, label: &'static str, what: Option<&str>) -> impl IntoView + use<> {
    let state = FormState::plain_of::<RetryMails>("mail", mail);
    let class = "button button-secondary button-small";
    button(RetryMails::url(), state, class, (slug, mail), (label, what))
}

fn left(slug: &str, mail: &str, label: &'static str, what: Option<&str>) -> impl IntoView + use<> {
    let state = FormState::plain_of::<LeaveMails>("mail", mail);
    let class = "button button-quiet button-small";
    button(LeaveMails::url(), state, class, (slug, mail), (label, what))
}

/// Several buttons have the same words: who doesn't see where each stands is told which mail it is about.
fn button(
    action: &'static str,
    state: FormState,
    class: &'static str,
    (slug, mail): (&str, &str),
    (label, what): (&'static str, Option<&str>),
) -> impl IntoView + use<> {
    let (slug, mail) = (slug.to_owned(), mail.to_owned());
    let spoken = what.map(|what| words::done_with(use_locale(), label, what));
    view! {
        <PlainForm action state class="inline-form">
            <input type="hidden" name="slug" value=slug />
            <input type="hidden" name="mail" value=mail />
            <button class=class aria-label=spoken>
                {label}
            </button>
        </PlainForm>
    }
}
