//! What somebody types wrong in a form, and what a browser sends of it.

use super::page::{Control, Form};
use tenantry::access::{Endpoint, OperatorRole, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Of the public site, of Paris, or of the console.
    Visitor(&'static str),
    Member(Role),
    Operator(OperatorRole),
}

pub(super) const OWNER: Who = Who::Member(Role::Owner);
pub(super) const OPERATOR: Who = Who::Operator(OperatorRole::Owner);

type Pairs = &'static [(&'static str, &'static str)];

/// One form that is sent with something wrong in it. In values and in the page's address `{name}` stands for what the scene has
/// under that name. What the row doesn't say of a box, a card or a list is chosen otherwise than the page proposes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub path: &'static str,
    pub who: Who,
    pub page: &'static str,
    /// The hidden field that tells the form from others to the same function.
    pub about: Option<(&'static str, &'static str)>,
    /// Every field that words are typed in; an empty value leaves a box unticked.
    pub typed: Pairs,
    pub files: Pairs,
    /// The button that is pressed, if it says something.
    pub pressed: Option<(&'static str, &'static str)>,
    /// What no page offers, for a form in which nobody can choose wrongly.
    pub forged: Pairs,
    /// The controls with something wrong.
    pub wrong: &'static [&'static str],
    /// Controls whose field the server calls otherwise.
    pub called: Pairs,
    /// Fields whose problem is said above the controls.
    pub above: &'static [&'static str],
    pub status: u16,
}

impl Row {
    pub const fn of(endpoint: &'static Endpoint, who: Who, page: &'static str) -> Self {
        Self {
            path: endpoint.path,
            who,
            page,
            about: None,
            typed: &[],
            files: &[],
            pressed: None,
            forged: &[],
            wrong: &[],
            called: &[],
            above: &[],
            status: 422,
        }
    }

    pub const fn about(self, name: &'static str, value: &'static str) -> Self {
        Self { about: Some((name, value)), ..self }
    }

    pub const fn typed(self, typed: Pairs) -> Self {
        Self { typed, ..self }
    }

    pub const fn file(self, files: Pairs) -> Self {
        Self { files, ..self }
    }

    pub const fn pressed(self, name: &'static str, value: &'static str) -> Self {
        Self { pressed: Some((name, value)), ..self }
    }

    pub const fn forged(self, forged: Pairs) -> Self {
        Self { forged, ..self }
    }

    pub const fn wrong(self, wrong: &'static [&'static str]) -> Self {
        Self { wrong, ..self }
    }

    pub const fn called(self, called: Pairs) -> Self {
        Self { called, ..self }
    }

    pub const fn above(self, above: &'static [&'static str]) -> Self {
        Self { above, ..self }
    }

    pub const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The field as the server calls it.
    pub fn field_of(&self, control: &'static str) -> &'static str {
        self.called.iter().find(|(name, _)| *name == control).map_or(control, |(_, field)| field)
    }

    /// What the browser sends of the form, and what is wrong with the row itself.
    pub fn filled(&self, form: &Form, filling: impl Fn(&str) -> String) -> (Vec<(String, String)>, Vec<String>) {
        let (mut sent, mut wrong) = (Vec::<(String, String)>::new(), Vec::new());
        for (name, _) in self.typed {
            if !form.controls.iter().any(|control| control.name == *name) {
                wrong.push(format!("{name} is typed, and isn’t in the form"));
            }
        }
        for control in &form.controls {
            let typed = self.typed.iter().find(|(name, _)| *name == control.name).map(|(_, value)| filling(value));
            if control.is_typed() && typed.as_ref().is_some_and(|typed| *typed == control.value && is_worded(control)) {
                wrong.push(format!("{} stands there already: {:?}", control.name, control.value));
            }
            match chosen(form, control, typed) {
                Ok(Some(value)) => sent.push((control.name.clone(), value)),
                Ok(None) => {}
                Err(what) => wrong.push(what),
            }
        }
        for (name, value) in self.pressed.iter().chain(self.forged) {
            sent.retain(|(of, _)| of != name);
            sent.push(((*name).to_owned(), filling(value)));
        }
        if let Some((name, value)) = self.pressed.filter(|(name, value)| !form.has(name, &filling(value))) {
            wrong.push(format!("there is no button {name} {value}"));
        }
        (sent, wrong)
    }
}

/// Whether words are typed in it. An empty one may be left so.
fn is_worded(control: &Control) -> bool {
    !matches!(control.kind.as_str(), "select" | "radio" | "checkbox") && !control.value.is_empty()
}

/// What the control sends.
fn chosen(form: &Form, control: &Control, typed: Option<String>) -> Result<Option<String>, String> {
    match control.kind.as_str() {
        "submit" | "button" | "file" => Ok(None),
        _ if control.name.is_empty() => Ok(None),
        "hidden" => Ok(Some(control.value.clone())),
        "checkbox" => {
            let is_ticked = typed.map_or(!control.is_checked, |typed| !typed.is_empty());
            Ok(is_ticked.then(|| control.value.clone()))
        }
        "radio" => {
            let mut cards = form.controls.iter().filter(|of| of.name == control.name);
            let other = cards.clone().find(|card| !card.is_checked).or_else(|| cards.next_back());
            let chosen = typed.or_else(|| other.map(|card| card.value.clone()));
            Ok(chosen.filter(|chosen| *chosen == control.value))
        }
        "select" => {
            let other = control.choices.iter().rev().find(|choice| **choice != control.value);
            let chosen = typed.unwrap_or_else(|| other.unwrap_or(&control.value).clone());
            let is_offered = control.choices.contains(&chosen);
            if is_offered { Ok(Some(chosen)) } else { Err(format!("{} doesn’t offer {chosen:?}", control.name)) }
        }
        _ => typed.map(Some).ok_or_else(|| format!("the row doesn’t say what is typed in {}", control.name)),
    }
}
