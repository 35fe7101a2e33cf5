//! Pages taken apart into tags, as far as forms need it. What the product writes is well-formed.

/// An opening or a closing tag, with the text up to the next one.
#[derive(Debug)]
pub(super) struct Tag {
    pub name: String,
    pub is_end: bool,
    pub text: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Empty for one without a value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// The attribute's text, or nothing.
    pub fn of(&self, name: &str) -> String {
        self.attribute(name).unwrap_or_default().to_owned()
    }
}

pub(super) fn tags(page: &str) -> Vec<Tag> {
    let (mut tags, mut rest) = (Vec::new(), page);
    while let Some((before, after)) = rest.split_once('<') {
        add_text(&mut tags, before);
        rest = match after.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, rest)| rest),
            None if after.starts_with('!') => after.split_once('>').map_or("", |(_, rest)| rest),
            None => {
                let (tag, rest) = tag(after);
                // What stands in it is no markup.
                let raw = (tag.name == "script" || tag.name == "style") && !tag.is_end;
                let end = raw.then(|| rest.find(&format!("</{}", tag.name))).flatten().unwrap_or(0);
                tags.push(tag);
                &rest[end..]
            }
        };
    }
    add_text(&mut tags, rest);
    tags
}

/// Several pieces where a comment stands between them.
fn add_text(tags: &mut [Tag], text: &str) {
    if let Some(last) = tags.last_mut() {
        last.text.push_str(&unescaped(text));
    }
}

fn tag(after: &str) -> (Tag, &str) {
    let is_end = after.starts_with('/');
    let mut rest = after.trim_start_matches('/');
    let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
    let name = rest[..end].to_ascii_lowercase();
    rest = &rest[end..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (Tag { name, is_end, text: String::new(), attributes }, rest.get(1..).unwrap_or_default());
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=')).unwrap_or(rest.len());
        let of = rest[..end].to_owned();
        rest = &rest[end..];
        let value = rest.strip_prefix('=').map(value);
        rest = value.map_or(rest, |(_, rest)| rest);
        attributes.push((of, value.map(|(value, _)| unescaped(value)).unwrap_or_default()));
    }
}

fn value(after: &str) -> (&str, &str) {
    match after.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
    }
}

fn unescaped(text: &str) -> String {
    let signs = [("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

#[test]
fn a_page_is_taken_apart() {
    let page = "<!DOCTYPE html><p class=\"a &amp; b\" hidden>one<!> &lt;two><script>if (a<b) {}</script><br/></p>";
    let tags = tags(page);
    let names: Vec<(&str, bool)> = tags.iter().map(|tag| (tag.name.as_str(), tag.is_end)).collect();
    assert_eq!(names, [("p", false), ("script", false), ("script", true), ("br", false), ("p", true)]);
    assert_eq!((tags[0].attribute("class"), tags[0].has("hidden"), tags[0].has("id")), (Some("a & b"), true, false));
    assert_eq!(tags[0].text, "one <two>");
}
