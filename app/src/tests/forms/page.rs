//! The forms of a page, with what stands in their controls and what is said beside them.

use super::html::{Tag, tags};
use std::collections::BTreeMap;

/// Where a button or a text isn't typed in.
const WITHOUT_WORDS: [&str; 4] = ["hidden", "file", "submit", "button"];

#[derive(Debug)]
pub(super) struct Page {
    tags: Vec<Tag>,
    pub forms: Vec<Form>,
}

#[derive(Debug)]
pub(super) struct Form {
    pub action: String,
    pub is_post: bool,
    pub takes_files: bool,
    pub controls: Vec<Control>,
    /// What stands above the fields.
    pub alert: String,
    id: String,
}

#[derive(Clone, Debug)]
pub(super) struct Control {
    pub name: String,
    /// The type of an input, or else the element.
    pub kind: String,
    /// Of a select what is chosen, of a box or a button what it would send.
    pub value: String,
    pub is_checked: bool,
    /// Of a select.
    pub choices: Vec<String>,
    pub is_invalid: bool,
    pub described_by: Vec<String>,
    /// Nobody sees it before they open what it is in.
    pub is_folded: bool,
    pub id: String,
    /// Where a button sends the form that doesn't send it where all do.
    pub formaction: Option<String>,
    form: Option<String>,
}

impl Control {
    pub fn is_typed(&self) -> bool {
        !WITHOUT_WORDS.contains(&self.kind.as_str()) && !self.name.is_empty()
    }

    pub fn is_of(&self, field: &str) -> bool {
        self.name == field || self.name.strip_prefix(field).is_some_and(|rest| rest.starts_with('['))
    }
}

impl Form {
    /// Whether it is sent there, by all of its buttons or by one.
    pub fn leads_to(&self, path: &str) -> bool {
        let by_button = |control: &Control| control.formaction.as_deref() == Some(path);
        self.is_post && (self.action == path || self.controls.iter().any(by_button))
    }

    pub fn has(&self, name: &str, value: &str) -> bool {
        self.controls.iter().any(|control| control.name == name && control.value == value)
    }
}

impl Page {
    pub fn read(body: &str) -> Self {
        let tags = tags(body);
        let forms = Reading::default().all(&tags);
        Self { tags, forms }
    }

    /// The forms to a function; `about` tells one from others by a hidden field.
    pub fn form(&self, path: &str, about: Option<(&str, &str)>) -> Option<&Form> {
        let is_it = |form: &&Form| form.leads_to(path) && about.is_none_or(|(name, value)| form.has(name, value));
        self.forms.iter().find(is_it)
    }

    pub fn language(&self) -> &str {
        self.tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.attribute("lang")).unwrap_or_default()
    }

    /// What is said in the element, if there is exactly one of the id.
    pub fn text_of(&self, id: &str) -> Option<String> {
        let mut of_id = (0..self.tags.len()).filter(|at| self.tags[*at].attribute("id") == Some(id));
        let first = of_id.next()?;
        of_id.next().is_none().then(|| text(&self.tags, first))
    }

    /// What is said at once to whoever doesn't see it.
    pub fn alerts(&self) -> String {
        let alerts = (0..self.tags.len()).filter(|at| self.tags[*at].attribute("role") == Some("alert"));
        alerts.map(|at| text(&self.tags, at)).collect::<Vec<_>>().join("\n")
    }

    /// The control that the browser leads to because something is wrong in it.
    pub fn blamed(&self) -> Option<String> {
        let blamed = |tag: &&Tag| tag.has("autofocus") && tag.attribute("aria-invalid") == Some("true");
        self.tags.iter().find(blamed).map(|tag| tag.of("name"))
    }

    /// Where the browser puts the focus.
    pub fn focused(&self) -> Option<String> {
        self.tags.iter().find(|tag| tag.has("autofocus")).map(|tag| tag.of("name"))
    }
}

/// All that is said in the element whose tag stands there.
fn text(tags: &[Tag], at: usize) -> String {
    let (name, mut depth, mut said) = (&tags[at].name, 0_usize, String::new());
    for tag in &tags[at..] {
        if tag.name == *name {
            depth = if tag.is_end { depth - 1 } else { depth + 1 };
        }
        if depth == 0 {
            break;
        }
        said.push_str(&tag.text);
    }
    said
}

/// Where the reading of a page stands.
#[derive(Default)]
struct Reading {
    forms: Vec<Form>,
    /// Those that belong to a form by its id.
    elsewhere: Vec<Control>,
    is_within: bool,
    /// Of each `details` around, whether it is closed.
    closed: Vec<bool>,
    /// Of each `fieldset` around, what it says of the controls in it.
    groups: Vec<(bool, Vec<String>)>,
}

impl Reading {
    fn all(mut self, tags: &[Tag]) -> Vec<Form> {
        for (at, tag) in tags.iter().enumerate() {
            match (tag.name.as_str(), tag.is_end) {
                ("form", false) => self.begin(tag),
                ("form", true) => self.is_within = false,
                ("details", false) => self.closed.push(!tag.has("open")),
                ("details", true) => drop(self.closed.pop()),
                ("fieldset", false) => self.groups.push(said_of(tag)),
                ("fieldset", true) => drop(self.groups.pop()),
                ("input" | "textarea" | "select" | "button", false) => self.add(control(tags, at)),
                ("div", false) if tag.of("class") == "form-alert" && self.is_within => {
                    self.forms.last_mut().unwrap().alert = text(tags, at);
                }
                _ => {}
            }
        }
        let elsewhere = self.elsewhere;
        for form in &mut self.forms {
            form.controls.extend(elsewhere.iter().filter(|of| of.form.as_deref() == Some(&form.id)).cloned());
        }
        self.forms
    }

    fn begin(&mut self, tag: &Tag) {
        self.is_within = true;
        self.forms.push(Form {
            action: tag.of("action"),
            is_post: tag.of("method") == "post",
            takes_files: tag.of("enctype") == "multipart/form-data",
            controls: Vec::new(),
            alert: String::new(),
            id: tag.of("id"),
        });
    }

    fn add(&mut self, mut control: Control) {
        control.is_folded = self.closed.contains(&true);
        if let Some((is_invalid, described_by)) = self.groups.last() {
            control.is_invalid |= is_invalid;
            control.described_by.extend(described_by.iter().cloned());
        }
        match (&control.form, self.is_within) {
            (Some(_), _) => self.elsewhere.push(control),
            (None, true) => self.forms.last_mut().unwrap().controls.push(control),
            (None, false) => {}
        }
    }
}

fn control(tags: &[Tag], at: usize) -> Control {
    let tag = &tags[at];
    let options = tags[at..].iter().take_while(|of| !(of.name == "select" && of.is_end));
    let options: Vec<&Tag> = options.filter(|of| tag.name == "select" && of.name == "option" && !of.is_end).collect();
    let value = match tag.name.as_str() {
        "select" => {
            let chosen = options.iter().find(|option| option.has("selected")).or_else(|| options.first());
            chosen.map(|option| option.of("value")).unwrap_or_default()
        }
        // The parser drops a line break right behind the tag.
        "textarea" => tag.text.strip_prefix('\n').unwrap_or(&tag.text).to_owned(),
        _ => tag.of("value"),
    };
    let kind = match tag.name.as_str() {
        "input" => tag.attribute("type").unwrap_or("text"),
        "button" => tag.attribute("type").unwrap_or("submit"),
        element => element,
    };
    let (is_invalid, described_by) = said_of(tag);
    Control {
        name: tag.of("name"),
        kind: kind.to_owned(),
        value,
        is_checked: tag.has("checked"),
        choices: options.iter().map(|option| option.of("value")).collect(),
        is_invalid,
        described_by,
        is_folded: false,
        id: tag.of("id"),
        formaction: tag.attribute("formaction").map(str::to_owned),
        form: tag.attribute("form").map(str::to_owned),
    }
}

fn said_of(tag: &Tag) -> (bool, Vec<String>) {
    let described_by = tag.of("aria-describedby");
    let ids = described_by.split_whitespace().map(str::to_owned).collect();
    (tag.of("aria-invalid") == "true", ids)
}

/// What stands in each typed control: of boxes and cards only what is chosen.
pub(super) fn standing(form: &Form) -> BTreeMap<String, String> {
    let is_chosen = |control: &&Control| !matches!(control.kind.as_str(), "radio" | "checkbox") || control.is_checked;
    let typed = form.controls.iter().filter(|control| control.is_typed());
    typed.filter(is_chosen).map(|control| (control.name.clone(), control.value.replace("\r\n", "\n"))).collect()
}

#[test]
fn a_form_is_read_with_what_is_said_beside_it() {
    let page = Page::read(
        "<html lang=\"fr\"><form method=\"post\" action=\"/api/a\" id=\"f\"><div role=\"alert\" class=\"form-alert\"><div>No</div></div>\
         <input name=\"one\" value=\"1\" autofocus aria-invalid=\"true\" aria-describedby=\"one-hint one-error\">\
         <p id=\"one-error\">Bad <b>one</b></p><details><textarea name=\"two\">\nA &amp; B</textarea></details>\
         <select name=\"three\"><option value=\"x\">X</option><option value=\"y\" selected>Y</option></select></form>\
         <fieldset aria-describedby=\"g\"><input type=\"radio\" name=\"four\" value=\"a\" checked form=\"f\"></fieldset>\
         <button form=\"f\" formaction=\"/api/b\">Go</button></html>",
    );
    let form = page.form("/api/b", None).unwrap();
    let values: Vec<_> = standing(form).into_iter().collect();
    let expected = [("four", "a"), ("one", "1"), ("three", "y"), ("two", "A & B")];
    assert_eq!(values, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let one = &form.controls[0];
    assert!(one.is_invalid && !one.is_folded && form.controls[1].is_folded && form.alert == "No");
    assert_eq!(page.text_of("one-error").as_deref(), Some("Bad one"));
    assert_eq!((page.language(), page.focused().as_deref()), ("fr", Some("one")));
    let four = form.controls.iter().find(|control| control.name == "four").unwrap();
    assert_eq!(four.described_by, ["g"]);
}
