//! One announcement: how it looks, what was written, and whether it is on the pages.

use super::{
    api::{EndAnnouncement, PublishAnnouncement, ReadAnnouncement, Written},
    fields::AnnouncementEditor,
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, Saved, Submit},
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may},
    ui::{Badge, ButtonKind, Card, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{access::Permission, announcements::AnnouncementState};

/// What the page says was done.
pub(super) const PUBLISHED: &str = "published";
pub(super) const ENDED: &str = "ended";

pub struct NewAnnouncementPage {
    written: Loading<Written>,
}

impl Bundled for NewAnnouncementPage {
    fn data() -> Self {
        Self { written: Loading::of(|| ReadAnnouncement { id: String::new() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::AnnouncementsManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        view! {
            <Title text=words::new(locale) />
            <PageHead title=words::new(locale) lead=words::new_lead(locale) />
            {load(self.written, |written| view! { <AnnouncementEditor written /> })}
        }
        .into_any()
    }
}

pub struct AnnouncementPage {
    written: Loading<Written>,
}

impl Bundled for AnnouncementPage {
    fn data() -> Self {
        let id = paths::use_param("id");
        Self { written: Loading::of(move || ReadAnnouncement { id: id.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::announcement(locale) />
            <div class="stack stack-loose">
                <Saved />
                <Saved what=PUBLISHED message=words::was_published(locale) />
                <Saved what=ENDED message=words::was_ended(locale) />
                {load(self.written, |written| view! { <Announced written /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Announced(written: Written) -> impl IntoView {
    let locale = use_locale();
    let state = written.announcement.as_ref().map_or(AnnouncementState::Draft, |of| of.state);
    let (tone, label) = words::state(locale, state);
    let id = written.id.to_string();
    view! {
        <div>
            <PageHead title=words::announcement(locale) badge=move || view! { <Badge tone label /> } />
            <div class="stack stack-loose">
                {use_may(Permission::AnnouncementsManage).then(|| view! { <Step id state /> })}
                <AnnouncementEditor written />
            </div>
        </div>
    }
}

/// What can be done with it as a whole.
#[component]
fn Step(id: String, state: AnnouncementState) -> impl IntoView {
    let locale = use_locale();
    match state {
        AnnouncementState::Draft => {
            let form = FormState::plain_of::<PublishAnnouncement>("announcement", &id);
            view! {
                <Card title=words::publish_title(locale)>
                    <div class="stack">
                        <p class="text-muted">{words::publish_text(locale)}</p>
                        <PlainForm action=PublishAnnouncement::url() state=form>
                            <input type="hidden" name="announcement" value=id />
                            <div>
                                <Submit state=form>{words::publish(locale)}</Submit>
                            </div>
                        </PlainForm>
                    </div>
                </Card>
            }
            .into_any()
        }
        AnnouncementState::Scheduled | AnnouncementState::Live => {
            let form = FormState::plain_of::<EndAnnouncement>("announcement", &id);
            view! {
                <Card title=words::end_title(locale)>
                    <div class="stack">
                        <p class="text-muted">{words::end_text(locale)}</p>
                        <PlainForm action=EndAnnouncement::url() state=form>
                            <input type="hidden" name="announcement" value=id />
                            <div>
                                <Submit state=form kind=ButtonKind::Secondary>
                                    {words::end(locale)}
                                </Submit>
                            </div>
                        </PlainForm>
                    </div>
                </Card>
            }
            .into_any()
        }
        AnnouncementState::Ended => ().into_any(),
    }
}
