//! Contrast as WCAG 2 defines it (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).

use super::Color;

/// Text of normal size, success criterion 1.4.3.
pub const TEXT: f64 = 4.5;
/// Parts of controls and what tells their state, success criterion 1.4.11.
pub const CONTROL: f64 = 3.0;

/// From 1 (the same colour) to 21 (black on white); the order of the two doesn't matter.
pub fn ratio(one: Color, other: Color) -> f64 {
    ratio_of(luminance(one), luminance(other))
}

/// The same of two relative luminances.
pub(super) fn ratio_of(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Black or white, whichever reads better on the colour. One of them always reaches 4.58.
pub fn text_on(color: Color) -> Color {
    if ratio(Color::WHITE, color) >= ratio(Color::BLACK, color) { Color::WHITE } else { Color::BLACK }
}

/// Relative luminance, 0 to 1.
pub fn luminance(color: Color) -> f64 {
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}

/// An sRGB channel without its transfer curve, 0 to 1.
pub(super) fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::{Color, ratio, text_on};

    fn assert_ratio(one: &str, other: &str, expected: f64) {
        let found = ratio(one.parse().unwrap(), other.parse().unwrap());
        assert!((found - expected).abs() < 0.005, "{one} on {other}: {found}");
    }

    #[test]
    fn agrees_with_published_values() {
        assert_ratio("#000000", "#ffffff", 21.0);
        assert_ratio("#777777", "#ffffff", 4.48);
        assert_ratio("#767676", "#ffffff", 4.54);
        assert_ratio("#0000ff", "#ffffff", 8.59);
        assert_ratio("#ff0000", "#ffffff", 4.00);
        assert_ratio("#123456", "#123456", 1.0);
    }

    #[test]
    fn black_or_white_reads_on_every_grey() {
        for grey in 0..=255 {
            let grey = Color::new(grey, grey, grey);
            assert!(ratio(text_on(grey), grey) >= 4.5, "{grey}");
        }
    }
}
