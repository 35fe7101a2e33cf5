//! What operators wrote down about one organisation.

use super::{
    api::{AddNote, DeleteNote, Notes, Of, ReadNotes},
    tabs::{Section, SectionTabs},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, Saved, Submit, required_note},
    i18n::format_instant,
    lists::pager,
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Avatar, ButtonKind, Card, EmptyState, Glyph, PageHead, TextArea},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{access::Permission, ids::NoteId, tenants::TenantNote};

/// What the page says was done.
pub(super) const DELETED: &str = "deleted";

pub struct NotesPage {
    notes: Loading<Of<Notes>>,
}

impl Bundled for NotesPage {
    fn data() -> Self {
        let (slug, address) = (paths::use_param("slug"), use_query_map());
        let after = Memo::new(move |_| address.with(|address| address.get("after").unwrap_or_default()));
        Self { notes: Loading::of(move || ReadNotes { slug: slug.get(), after: after.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::notes(locale) />
            <div class="stack stack-loose">
                <Saved />
                <Saved what=DELETED message=words::note_was_deleted(locale) />
                {load(self.notes, |notes| view! { <Written notes /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Written(notes: Of<Notes>) -> impl IntoView {
    let locale = use_locale();
    let Of { slug, name, what: Notes { notes, next } } = notes;
    let is_later = use_query_map().with_untracked(|query| query.get_str("after").is_some());
    let here = paths::console_notes(&slug);
    let older = notes.next.map(|after| paths::with_query(&here, &[("after", &after)]));
    let newer = is_later.then_some(here);
    let content = if notes.rows.is_empty() {
        view! { <EmptyState glyph=Glyph::Edit text=words::no_notes(locale) /> }.into_any()
    } else {
        let note = |note| view! { <Note slug=slug.clone() note /> };
        view! { <ul class="notes" data-rows>{notes.rows.into_iter().map(note).collect_view()}</ul> }.into_any()
    };
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::notes_lead(locale) />
            <SectionTabs slug=slug.clone() current=Section::Notes />
            <div class="stack stack-loose narrow">
                {use_may(Permission::OrganisationsSupport).then(|| view! { <NoteForm slug=slug.clone() next /> })}
                {content} {pager(newer, older)}
            </div>
        </div>
    }
}

#[component]
fn NoteForm(slug: String, next: NoteId) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<AddNote>();
    let id = form.value("note", next.to_string()).get_untracked();
    view! {
        <Card>
            <PlainForm action=AddNote::url() state=form>
                <input type="hidden" name="slug" value=slug />
                <input type="hidden" name="note" value=id />
                <TextArea
                    name="words"
                    label=words::new_note(locale)
                    hint=words::new_note_hint(locale)
                    value=form.value("words", "")
                    error=form.error("words")
                    note=required_note()
                    required=true
                />
                <div class="form-actions">
                    <Submit state=form>{words::add_note(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}

#[component]
fn Note(slug: String, note: TenantNote) -> impl IntoView {
    let locale = use_locale();
    let TenantNote { id, author, is_own, content, at } = note;
    let id = id.to_string();
    let form = FormState::plain_of::<DeleteNote>("note", &id);
    let may_delete = is_own && use_may(Permission::OrganisationsSupport);
    view! {
        <li class="note">
            <div class="note-head">
                <Avatar name=author.clone() />
                <strong>{author}</strong>
                <span class="text-muted">{format_instant(&at, locale)}</span>
            </div>
            <p class="note-text">{content}</p>
            {may_delete
                .then(|| {
                    view! {
                        <details class="fold" open=form.was_sent()>
                            <summary class="button button-quiet button-small">{words::delete_note(locale)}</summary>
                            <PlainForm action=DeleteNote::url() state=form>
                                <input type="hidden" name="slug" value=slug />
                                <input type="hidden" name="note" value=id />
                                <p class="text-muted">{words::delete_note_what(locale)}</p>
                                <div>
                                    <Submit state=form kind=ButtonKind::Danger>
                                        {words::delete_note_now(locale)}
                                    </Submit>
                                </div>
                            </PlainForm>
                        </details>
                    }
                })}
        </li>
    }
}
