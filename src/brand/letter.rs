//! The letter that stands for an organisation without an icon.

/// The first letter or digit of the name where there is little room, as a capital: names may begin with quotes and the like. A
/// space where there is none.
pub fn monogram_letter(name: &str, short_name: &str) -> char {
    let name = if short_name.is_empty() { name } else { short_name };
    let first = name.chars().find(|sign| sign.is_alphanumeric()).unwrap_or(' ');
    first.to_uppercase().next().unwrap_or(first)
}
