//! What is searched for.

use crate::client::{Browser, encoded};

pub(super) const OWNER: &str = "Zephirine Canari";
pub(super) const OWNERS_EMAIL: &str = "zephirine@canari.example";
pub(super) const GUEST: &str = "Isaure Serin";
pub(super) const GUESTS_EMAIL: &str = "isaure@serin.example";
pub(super) const BORROWER: &str = "Melchior Pinson";
pub(super) const FIRST_PASSWORD: &str = "seven yellow canaries at dusk";
pub(super) const NEXT_PASSWORD: &str = "eleven silent canaries at noon";
pub(super) const WRONG_PASSWORD: &str = "no canary ever sang like this";
pub(super) const SMTP_PASSWORD: &str = "canary-of-the-mail-server";
pub(super) const DSN_PASSWORD: &str = "canary-of-the-database";

/// What is searched for, each with what it is.
pub(super) struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    pub(super) fn known() -> Self {
        let known = [
            ("a name", OWNER),
            ("a name", GUEST),
            ("a name", BORROWER),
            ("an address", OWNERS_EMAIL),
            ("an address", GUESTS_EMAIL),
            ("a password", FIRST_PASSWORD),
            ("a password", NEXT_PASSWORD),
            ("a wrong password", WRONG_PASSWORD),
            ("the mail server's password", SMTP_PASSWORD),
            ("a database's password", DSN_PASSWORD),
        ];
        Self(known.map(|(what, text)| (what, text.to_owned())).into())
    }

    pub(super) fn add(&mut self, what: &'static str, text: &str) {
        assert!(text.len() >= 20, "{what} is long enough to be nothing else: {text:?}");
        self.0.push((what, text.to_owned()));
    }

    pub(super) fn add_session(&mut self, of: &Browser) {
        self.add("a session's cookie", &of.cookies["sid"]);
    }

    /// The lines that hold one, as it is or as it is written in an address or a form.
    pub(super) fn found_in<'l>(&self, lines: &'l str) -> Vec<(&'static str, &'l str)> {
        let spelled = |text: &str| {
            let form = encoded(&[("", text)])[1..].to_owned();
            [text.to_owned(), form.replace('+', "%20"), form]
        };
        let sought: Vec<_> = self.0.iter().map(|(what, text)| (*what, spelled(text))).collect();
        let held = |line: &str| {
            sought.iter().find(|(_, texts)| texts.iter().any(|text| line.contains(text))).map(|(what, _)| *what)
        };
        lines.lines().filter_map(|line| held(line).map(|what| (what, line))).collect()
    }
}
