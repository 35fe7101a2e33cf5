//! What a form that was sent with something wrong owes to whoever sent it.

use super::{
    page::{Control, Form, Page, standing},
    row::Row,
};
use crate::client::Answer;
use app::i18n::{Locale, problem_words};
use std::collections::BTreeSet;
use tenantry::fault::Fault;

/// What came of an attempt.
pub(super) struct Attempt<'a> {
    pub row: &'a Row,
    pub about: Option<(&'a str, &'a str)>,
    pub sent: &'a [(String, String)],
    pub answer: &'a Answer,
    /// The same attempt as scripts are told of it.
    pub fault: &'a Fault,
    pub locale: Locale,
}

impl Attempt<'_> {
    /// Everything that isn't as it should be.
    pub fn shortcomings(&self) -> Vec<String> {
        let (row, answer) = (self.row, self.answer);
        let mut wrong = Vec::new();
        if answer.status != row.status || self.fault.status() != row.status {
            wrong.push(format!("status {} (scripts: {:?}), not {}", answer.status, self.fault, row.status));
        }
        let page = Page::read(&answer.body);
        if page.language() != self.locale.tag() {
            wrong.push(format!("the page is in {:?}, not in {}", page.language(), self.locale.tag()));
        }
        let Some(form) = page.form(row.path, self.about) else {
            wrong.push(format!("the form isn’t on the page: {}", answer.body.chars().take(3_000).collect::<String>()));
            return wrong;
        };
        wrong.extend(self.unnamed());
        wrong.extend(row.wrong.iter().filter_map(|name| self.not_said_at(&page, form, name)));
        wrong.extend(row.above.iter().filter_map(|field| self.not_said_above(&page, field)));
        wrong.extend(self.blamed(&page, form));
        wrong.extend(self.lost(form));
        wrong
    }

    /// Fields of the fault that the row doesn't know, and the other way round.
    fn unnamed(&self) -> Option<String> {
        let named: BTreeSet<&str> = self.fault.fields.iter().map(|of| of.field.as_str()).collect();
        let controls = self.row.wrong.iter().map(|name| self.row.field_of(name));
        let expected: BTreeSet<&str> = controls.chain(self.row.above.iter().copied()).collect();
        (named != expected).then(|| format!("wrong are {:?}, not {expected:?}", self.fault.fields))
    }

    /// The message beside a control, in the reader's words, and tied to it.
    fn not_said_at(&self, page: &Page, form: &Form, name: &'static str) -> Option<String> {
        let problem = self.fault.problem_of(self.row.field_of(name))?;
        let words = problem_words(self.locale, problem);
        let controls: Vec<&Control> = form.controls.iter().filter(|control| control.is_of(name)).collect();
        if controls.is_empty() {
            return Some(format!("{name} isn’t in the form"));
        }
        if !controls.iter().all(|control| control.is_invalid) {
            return Some(format!("{name} isn’t marked as wrong"));
        }
        if controls.iter().any(|control| control.is_folded) {
            return Some(format!("{name} is folded away with its message {words:?}"));
        }
        let said: Vec<String> = controls[0].described_by.iter().filter_map(|id| page.text_of(id)).collect();
        let is_said = said.iter().any(|text| text.trim() == words);
        (!is_said).then(|| format!("{name}: {words:?} is expected beside it, there is {said:?}"))
    }

    fn not_said_above(&self, page: &Page, field: &str) -> Option<String> {
        let words = problem_words(self.locale, self.fault.problem_of(field)?);
        let said = page.alerts();
        (!said.contains(&words)).then(|| format!("{field}: {words:?} is expected above the form, there is {said:?}"))
    }

    /// What is right isn't blamed, and the focus is where something is wrong.
    fn blamed(&self, page: &Page, form: &Form) -> Vec<String> {
        let is_wrong = |control: &&Control| self.row.wrong.iter().any(|name| control.is_of(name));
        let all = page.forms.iter().flat_map(|form| &form.controls);
        let wrongly = all.filter(|control| control.is_invalid && control.is_typed());
        let is_of_form =
            |control: &&Control| form.controls.iter().any(|of| of.id == control.id && of.name == control.name);
        let wrongly = wrongly.filter(|control| !is_wrong(control) || !is_of_form(control));
        let mut wrong: Vec<String> = wrongly.map(|control| format!("{} is blamed", control.name)).collect();
        let focused = page.focused();
        let first = form.controls.iter().find(|control| control.is_invalid).map(|control| control.name.clone());
        if focused != first {
            wrong.push(format!("the focus is at {focused:?}, wrong first is {first:?}"));
        }
        wrong
    }

    /// What was typed and stands there no more.
    fn lost(&self, form: &Form) -> Vec<String> {
        let standing = standing(form);
        let typed = form.controls.iter().filter(|control| control.is_typed());
        let names: BTreeSet<&str> = typed.map(|control| control.name.as_str()).collect();
        let mut wrong = Vec::new();
        for name in names {
            if self.row.forged.iter().any(|(forged, _)| *forged == name) {
                continue;
            }
            let is_secret = form.controls.iter().any(|control| control.name == name && control.kind == "password");
            let sent = self.sent.iter().find(|(of, _)| of == name).map(|(_, value)| value.replace("\r\n", "\n"));
            let expected = if is_secret { Some(String::new()) } else { sent };
            if standing.get(name) != expected.as_ref() {
                wrong.push(format!("{name}: {expected:?} was typed, {:?} stands there", standing.get(name)));
            }
        }
        wrong
    }
}
