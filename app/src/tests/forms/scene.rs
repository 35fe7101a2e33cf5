//! The people, the pages and the data on which the rows are tried, and the trying.

use super::{
    complete::{has_no_fields, is_known},
    judge::Attempt,
    page::{Form, Page},
    row::{Row, Who},
};
use crate::{
    app::{CONSOLE, TestApp},
    client::{Answer, Browser, FORM, encoded},
    harness::PASSWORD,
};
use app::i18n::Locale;
use std::collections::BTreeMap;
use tenantry::{access::Role, db::Rows, fault::Fault};

pub(super) struct Scene<'a> {
    pub app: &'a TestApp,
    names: BTreeMap<&'static str, String>,
    browsers: Vec<(Who, Browser)>,
}

impl<'a> Scene<'a> {
    pub fn of(app: &'a TestApp) -> Self {
        let mut scene = Self { app, names: BTreeMap::new(), browsers: Vec::new() };
        scene.name("longer", "long <words> ".repeat(800));
        scene.name("long", "long <words> ".repeat(60));
        scene.name("password", PASSWORD);
        scene
    }

    /// What stands for `{name}` in the rows.
    pub fn name(&mut self, name: &'static str, value: impl ToString) {
        self.names.insert(name, value.to_string());
    }

    pub fn filling(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    pub async fn browser(&mut self, who: Who) -> Browser {
        if let Some((_, browser)) = self.browsers.iter().find(|(of, _)| *of == who) {
            return browser.clone();
        }
        let browser = match who {
            Who::Visitor("paris") => self.app.tenant("paris").await.visitor(),
            Who::Visitor(host) => self.app.visitor(host),
            Who::Member(role) => self.app.tenant("paris").await.signed_in_as(role).await,
            Who::Operator(role) => self.app.operator_as(role).await,
        };
        self.browsers.push((who, browser.clone()));
        browser
    }

    /// Tries every row in both languages.
    pub async fn hold(&mut self, rows: &[Row]) {
        let mut wrong = Vec::new();
        // Whoever comes in changes something by that.
        for row in rows {
            self.browser(row.who).await;
        }
        let mut before = state(self.app).await;
        for row in rows {
            let mut said = Vec::new();
            for locale in [Locale::En, Locale::Fr] {
                let (shortcomings, words) = self.attempt(row, locale).await;
                wrong.extend(shortcomings.iter().map(|what| format!("{} ({}): {what}", row.path, locale.tag())));
                said.push(words);
            }
            if said[0] == said[1] {
                wrong.push(format!("{}: both languages say {:?}", row.path, said[0]));
            }
            let after = state(self.app).await;
            wrong.extend(changed(&before, &after).map(|table| format!("{}: {table} has changed", row.path)));
            before = after;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// What isn't as it should be, and what is said of the problems.
    async fn attempt(&mut self, row: &Row, locale: Locale) -> (Vec<String>, Vec<String>) {
        let mut browser = self.browser(row.who).await.speaking(locale.tag());
        let (address, about) = (self.filling(row.page), row.about.map(|(name, value)| (name, self.filling(value))));
        let about = about.as_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = browser.get(&address).await;
        let page = Page::read(&answer.body);
        let mut wrong: Vec<String> = page.forms.iter().filter_map(unknown).collect();
        let Some(form) = page.form(row.path, about).filter(|_| answer.status == 200) else {
            let start: String = answer.body.chars().take(2_000).collect();
            return (vec![format!("{address} ({}) has no such form: {start}", answer.status)], Vec::new());
        };
        let (sent, unfit) = row.filled(form, |text| self.filling(text));
        wrong.extend(unfit);
        let answer = send(&mut browser, &address, form, row, &sent, "text/html").await;
        let data = send(&mut browser, &address, form, row, &sent, "application/json").await;
        let Ok(fault) = serde_json::from_str::<Fault>(&data.body) else {
            wrong.push(format!("it went through: {} {:?} {}", data.status, data.leads_to(), data.body));
            return (wrong, vec![locale.tag().to_owned()]);
        };
        wrong.extend(Attempt { row, about, sent: &sent, answer: &answer, fault: &fault, locale }.shortcomings());
        let words = fault.fields.iter().map(|of| app::i18n::problem_words(locale, &of.problem));
        (wrong, words.collect())
    }
}

/// A form that neither a row nor an exemption knows, or that has more fields than its exemption says.
pub(super) fn unknown(form: &Form) -> Option<String> {
    let typed: Vec<&str> = form.controls.iter().filter(|of| of.is_typed()).map(|of| of.name.as_str()).collect();
    let action = form.action.as_str();
    let by_buttons = form.controls.iter().filter_map(|control| control.formaction.as_deref());
    let strange = std::iter::once(action).chain(by_buttons).find(|path| !is_known(path));
    match form.is_post {
        true if strange.is_some() => Some(format!("{strange:?} is in no table")),
        true if has_no_fields(action) && !typed.is_empty() => Some(format!("{action} has fields after all: {typed:?}")),
        _ => None,
    }
}

async fn send(
    browser: &mut Browser,
    page: &str,
    form: &Form,
    row: &Row,
    sent: &[(String, String)],
    accept: &str,
) -> Answer {
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let referer = format!("{}{page}", browser.origin());
    let (kind, body) = if form.takes_files {
        let files = form.controls.iter().filter(|control| control.kind == "file").map(|control| {
            let chosen = row.files.iter().find(|(name, _)| *name == control.name).map_or("", |(_, file)| file);
            part(&control.name, "; filename=\"chosen\"", chosen)
        });
        let values = fields.iter().map(|(name, value)| part(name, "", value));
        let body = values.chain(files).collect::<String>() + "--edge--\r\n";
        ("multipart/form-data; boundary=edge", body)
    } else {
        (FORM, encoded(&fields))
    };
    let headers = [("accept", accept), ("content-type", kind), ("referer", referer.as_str())];
    browser.clone().request("POST", row.path, &headers, body.as_bytes()).await
}

fn part(name: &str, more: &str, content: &str) -> String {
    format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}\r\n")
}

type State = BTreeMap<String, Vec<String>>;

/// What is counted and noted of attempts and of looking.
const NOTES: [&str; 15] = [
    "active_user",
    "audit_event",
    "directory_version",
    "domain_check_count",
    "fleet_sample",
    "node",
    "plane_usage",
    "session",
    "sign_in_failure",
    "sign_up_count",
    "tenant_sample",
    "tenant_schema",
    "tenant_usage",
    "usage_progress",
    "running_build",
];

/// All that is stored centrally and for Paris.
async fn state(app: &TestApp) -> State {
    let (platform, ctx) = (&app.deployment.platform, app.deployment.ctx("paris", Role::Owner).await);
    let mut state = State::new();
    let mut reader = platform.central.read().await.unwrap();
    // Noted by looking.
    let is_left_out = |column: &str| ["last_seen_at", "last_active_at", "database_bytes"].contains(&column);
    for table in platform.lifecycle.central_tables(&mut reader).await.unwrap() {
        if !NOTES.contains(&table.name()) {
            let rows = state.entry(table.name().to_owned()).or_default();
            let take = |row| {
                rows.push(row);
                Ok(())
            };
            table.each_row(&mut reader, Rows::All, is_left_out, take).await.unwrap();
        }
    }
    drop(reader);
    let mut reader = ctx.read().await.unwrap();
    for table in platform.lifecycle.tables_of_tenant(&mut reader).await.unwrap() {
        let rows = state.entry(format!("{} of Paris", table.name())).or_default();
        let take = |row| {
            rows.push(row);
            Ok(())
        };
        table.each_row(&mut reader, Rows::All, is_left_out, take).await.unwrap();
    }
    state
}

fn changed<'s>(before: &'s State, after: &'s State) -> impl Iterator<Item = &'s str> {
    after.iter().filter(|(table, rows)| before.get(*table) != Some(*rows)).map(|(table, _)| table.as_str())
}

/// The value in what a function told.
pub(super) fn told(answer: &Answer, pointer: &str) -> String {
    let json = answer.json();
    let value = json.pointer(pointer).and_then(|value| value.as_str()).map(str::to_owned);
    value.unwrap_or_else(|| panic!("no {pointer} in {json}"))
}

pub(super) const PARIS: Who = Who::Visitor("paris");
pub(super) const AT_CONSOLE: Who = Who::Visitor(CONSOLE);
