//! How mails go out, and the console's own that don't.

use super::{
    Unsent,
    api::{OwnMails, ReadOwnMails, TryMail},
    words,
};
use crate::{
    form::{FormState, PlainForm, Submit},
    load::{Loading, load},
    site::{use_locale, use_may},
    ui::{Banner, ButtonKind, Card, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::access::Permission;

/// Where an address leads to it.
const PLACE: &str = "mails";

#[derive(Clone, Copy)]
pub(in crate::console) struct OwnMailsCard {
    mails: Loading<OwnMails>,
}

impl OwnMailsCard {
    pub(in crate::console) fn data() -> Self {
        Self { mails: Loading::of(|| ReadOwnMails {}) }
    }

    pub(in crate::console) fn view(self) -> impl IntoView {
        load(self.mails, |mails| view! { <Own mails /> })
    }
}

#[component]
fn Own(mails: OwnMails) -> impl IntoView {
    let locale = use_locale();
    let OwnMails { are_sent, are_shown, unsent } = mails;
    let way = match (are_sent, are_shown) {
        (true, _) => words::by_server(locale),
        (false, true) => words::are_shown(locale),
        (false, false) => words::no_server(locale),
    };
    let may_try = are_sent && use_may(Permission::DeploymentManage);
    let unsent = if unsent.are_there() {
        view! { <Unsent slug=String::new() mails=unsent /> }.into_any()
    } else {
        view! { <p class="text-muted">{words::all_sent(locale)}</p> }.into_any()
    };
    view! {
        <Card title=words::mails(locale) note=way id=PLACE>
            <div class="stack">{unsent} {may_try.then(|| view! { <Trial /> })}</div>
        </Card>
    }
}

/// A mail to oneself, and what the mail server said when it didn't take it.
#[component]
fn Trial() -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<TryMail>();
    let problem = form.error("trial").get_untracked();
    view! {
        <PlainForm action=TryMail::url() state=form>
            {problem.map(|problem| view! { <Banner tone=Tone::Danger>{problem}</Banner> })}
            <div>
                <Submit state=form kind=ButtonKind::Secondary>
                    {words::try_mail(locale)}
                </Submit>
            </div>
        </PlainForm>
    }
}
