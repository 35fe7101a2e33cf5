use leptos::{html, prelude::*};

use super::{Field, FieldIds, field::is_wrong, replay::replay_text_area};

/// Several lines of text with their label.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let ids = FieldIds::of(&name);
    let described = ids.clone();
    let has_hint = !hint.is_empty();
    let control = NodeRef::<html::Textarea>::new();
    replay_text_area(control, value);
    view! {
        <Field ids=ids.clone() label note hint error>
            <textarea
                node_ref=control
                class="input"
                id=ids.control
                name=name
                rows=rows.to_string()
                aria-required=required.then_some("true")
                autofocus=is_wrong(error)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(has_hint, error.with(Option::is_some))
                inner_html=escaped(&value.get_untracked())
            ></textarea>
        </Field>
    }
}

/// Leptos writes a text area's content unescaped, so it is escaped here. A leading line break is doubled: the parser drops the first one.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if text.starts_with('\n') { format!("\n{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn content_cannot_leave_the_text_area() {
        assert_eq!(escaped("</textarea><script>"), "&lt;/textarea&gt;&lt;script&gt;");
        assert_eq!(escaped("a &lt; b"), "a &amp;lt; b");
        assert_eq!(escaped("\nx"), "\n\nx");
    }
}
