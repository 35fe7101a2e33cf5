//! What stands in the form now, as text: the preview follows it.

use super::super::api::{BrandSettings, SaveBrand};
use crate::form::FormState;
use leptos::prelude::*;
use tenantry::brand::{BrandForm, BrandTokens};

#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub form: FormState,
    pub name: RwSignal<String>,
    pub primary: RwSignal<String>,
    pub accent: RwSignal<String>,
    pub radius: RwSignal<String>,
    pub heading_font: RwSignal<String>,
}

impl Draft {
    /// Starts from what was typed before a failed attempt, or from what is saved.
    pub fn of(settings: &BrandSettings) -> Self {
        let form = FormState::plain::<SaveBrand>();
        let saved = BrandForm::of(&settings.name, &settings.tokens);
        let field = |name, saved| RwSignal::new(form.value(name, saved).get_untracked());
        Self {
            form,
            name: field("name", saved.name),
            primary: field("primary", saved.primary),
            accent: field("accent", saved.accent),
            radius: field("radius", saved.radius),
            heading_font: field("heading_font", saved.heading_font),
        }
    }

    /// The brand that is typed; a field that can't be read counts as it was.
    pub fn tokens(self, before: BrandTokens) -> Memo<BrandTokens> {
        Memo::new(move |_| self.read().preview(&before))
    }

    fn read(self) -> BrandForm {
        BrandForm {
            name: self.name.get(),
            primary: self.primary.get(),
            accent: self.accent.get(),
            radius: self.radius.get(),
            heading_font: self.heading_font.get(),
        }
    }
}
