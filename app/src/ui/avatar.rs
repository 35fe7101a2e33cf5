use leptos::prelude::*;

/// A picture or the initials of somebody whose name stands beside it.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional, into)] picture: Option<String>,
    #[prop(optional)] large: bool,
    #[prop(optional)] square: bool,
) -> impl IntoView {
    let class = class(large, square);
    match picture {
        Some(source) => view! { <img class=class src=source alt="" /> }.into_any(),
        None => view! { <span class=class aria-hidden="true">{initials(&name)}</span> }.into_any(),
    }
}

pub(super) fn class(large: bool, square: bool) -> &'static str {
    match (large, square) {
        (false, false) => "avatar",
        (true, false) => "avatar avatar-large",
        (false, true) => "avatar avatar-square",
        (true, true) => "avatar avatar-large avatar-square",
    }
}

/// The first letters of the first and of the last word.
pub(crate) fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        assert_eq!(initials("Rachel Amsellem"), "RA");
        assert_eq!(initials("Anne de la Tour"), "AT");
        assert_eq!(initials("élie"), "É");
        assert_eq!(initials("  "), "");
    }
}
