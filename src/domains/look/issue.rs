//! The value of a CAA record's `issue` property: an authority, and under which conditions it may (RFC 8659, section 4.2, with
//! the parameters of RFC 8657).

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Issue {
    /// No authority is named, which forbids all of them.
    Nobody,
    /// It breaks the grammar, or says one thing twice: it forbids as well.
    Unreadable,
    By(Permission),
}

/// What an authority is allowed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Permission {
    /// In lower case.
    pub(super) authority: String,
    /// The ways in which it may look at the host; any without it.
    pub(super) methods: Option<String>,
    /// The one account that it may do it for; any without it.
    pub(super) account: Option<String>,
}

impl Issue {
    pub(super) fn read(value: &[u8]) -> Self {
        let Ok(value) = str::from_utf8(value) else { return Self::Unreadable };
        let (authority, parameters) = value.split_once(';').unwrap_or((value, ""));
        let authority = trimmed(authority);
        let Some(parameters) = read_parameters(trimmed(parameters)).filter(|_| is_name_or_nothing(authority)) else {
            return Self::Unreadable;
        };
        if authority.is_empty() {
            return Self::Nobody;
        }
        let mut permission = Permission { authority: authority.to_ascii_lowercase(), ..Permission::default() };
        // Parameters of the authority's own are for the authority to know.
        for (tag, value) in parameters {
            let place = match tag.to_ascii_lowercase().as_str() {
                "validationmethods" => &mut permission.methods,
                "accounturi" => &mut permission.account,
                _ => continue,
            };
            if place.replace(value.to_owned()).is_some() {
                return Self::Unreadable;
            }
        }
        Self::By(permission)
    }
}

fn read_parameters(text: &str) -> Option<Vec<(&str, &str)>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(';').map(read_parameter).collect()
}

fn read_parameter(text: &str) -> Option<(&str, &str)> {
    let (tag, value) = text.split_once('=')?;
    let (tag, value) = (trimmed(tag), trimmed(value));
    (is_label(tag) && value.bytes().all(|byte| byte.is_ascii_graphic())).then_some((tag, value))
}

fn is_name_or_nothing(text: &str) -> bool {
    text.is_empty() || text.split('.').all(is_label)
}

/// Letters and digits, with hyphens between them.
fn is_label(text: &str) -> bool {
    let is_sound = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_sound && !text.is_empty() && !text.starts_with('-') && !text.ends_with('-')
}

/// Without the spaces and tabs that may stand around each part.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Issue {
        Issue::read(value.as_bytes())
    }

    fn by(authority: &str, methods: Option<&str>, account: Option<&str>) -> Issue {
        let (methods, account) = (methods.map(str::to_owned), account.map(str::to_owned));
        Issue::By(Permission { authority: authority.into(), methods, account })
    }

    #[test]
    fn what_the_standards_have_as_examples_is_read() {
        assert_eq!(read("letsencrypt.org"), by("letsencrypt.org", None, None));
        assert_eq!(read("  LetsEncrypt.org ;"), by("letsencrypt.org", None, None));
        assert_eq!(read("ca1.example.net; account=230123"), by("ca1.example.net", None, None));
        let value = "example.net; accounturi=https://example.net/account/1234; validationmethods=dns-01,ca-foo";
        assert_eq!(read(value), by("example.net", Some("dns-01,ca-foo"), Some("https://example.net/account/1234")));
        let value = "letsencrypt.org;ValidationMethods = http-01";
        assert_eq!(read(value), by("letsencrypt.org", Some("http-01"), None));
        for nobody in ["", ";", " ; ", "; policy=ev"] {
            assert_eq!(read(nobody), Issue::Nobody, "{nobody:?}");
        }
    }

    #[test]
    fn what_breaks_the_grammar_is_not_guessed() {
        for broken in [
            "%%%%%",
            "letsencrypt.org validationmethods=http-01",
            "letsencrypt.org; validationmethods",
            "letsencrypt.org;; validationmethods=http-01",
            "letsencrypt.org; a=b;",
            "letsencrypt.org; =http-01",
            "letsencrypt.org; validationmethods=http-01 dns-01",
            "letsencrypt.org; validationmethods=http-01; validationmethods=dns-01",
            "lets encrypt.org",
            "-letsencrypt.org",
            "\"letsencrypt.org\"",
        ] {
            assert_eq!(read(broken), Issue::Unreadable, "{broken:?}");
        }
        assert_eq!(Issue::read(&[0xff]), Issue::Unreadable);
    }
}
