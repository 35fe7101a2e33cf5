//! Colours by lightness, chroma and hue as they are perceived, so that lightness can change without the hue drifting.
//!
//! Matrices: Björn Ottosson, <https://bottosson.github.io/posts/oklab/>.

use super::{Color, contrast::linear};

/// A colour of the oklch space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// 0 (black) to 1 (white).
    pub lightness: f64,
    /// 0 (grey) to about 0.32 at sRGB's edge.
    pub chroma: f64,
    /// Radians.
    pub hue: f64,
}

impl Oklch {
    #[must_use]
    pub fn with_lightness(self, lightness: f64) -> Self {
        Self { lightness: lightness.clamp(0.0, 1.0), ..self }
    }

    /// The nearest sRGB colour of the same lightness and hue: chroma gives way where sRGB has no such colour.
    pub fn to_color(self) -> Color {
        let within = if in_gamut(self.to_linear()) { self } else { self.within_gamut() };
        let [red, green, blue] = within.to_linear().map(encoded);
        Color { red, green, blue }
    }

    fn within_gamut(self) -> Self {
        let (mut inside, mut outside) = (0.0, self.chroma);
        for _ in 0..20 {
            let chroma = f64::midpoint(inside, outside);
            if in_gamut(Self { chroma, ..self }.to_linear()) {
                inside = chroma;
            } else {
                outside = chroma;
            }
        }
        Self { chroma: inside, ..self }
    }

    fn to_linear(self) -> [f64; 3] {
        let (sine, cosine) = self.hue.sin_cos();
        linear_of_lab([self.lightness, self.chroma * cosine, self.chroma * sine])
    }
}

impl From<Color> for Oklch {
    fn from(color: Color) -> Self {
        let [lightness, a, b] = lab(color);
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }
}

/// As `color-mix(in oklab, …)`: `share` of the first over the rest of the second.
pub fn mix(first: Color, share: f64, second: Color) -> Color {
    let (first, second) = (lab(first), lab(second));
    let mixed = [0, 1, 2].map(|at| first[at] * share + second[at] * (1.0 - share));
    let [red, green, blue] = linear_of_lab(mixed).map(encoded);
    Color { red, green, blue }
}

fn lab(color: Color) -> [f64; 3] {
    let [red, green, blue] = [color.red, color.green, color.blue].map(linear);
    let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
    let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
    let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
    [
        0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
        1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
        0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
    ]
}

fn linear_of_lab([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
    ]
}

/// The matrices are rounded: sRGB's own corners come back this far outside.
const GAMUT_EDGE: f64 = 1e-5;

fn in_gamut(linear: [f64; 3]) -> bool {
    linear.iter().all(|channel| (-GAMUT_EDGE..=1.0 + GAMUT_EDGE).contains(channel))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 before")]
fn encoded(linear: f64) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let value = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::{Color, Oklch, in_gamut, mix};

    fn grid() -> impl Iterator<Item = Color> {
        let steps = || (0..=255u8).step_by(15);
        steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Color::new(r, g, b))))
    }

    #[test]
    fn every_colour_comes_back_as_it_went() {
        for color in grid() {
            assert_eq!(Oklch::from(color).to_color(), color);
        }
    }

    #[test]
    fn agrees_with_published_values() {
        let red = Oklch::from(Color::new(255, 0, 0));
        assert!((red.lightness - 0.628).abs() < 0.001 && (red.chroma - 0.2577).abs() < 0.001, "{red:?}");
        assert!((red.hue.to_degrees() - 29.23).abs() < 0.1, "{red:?}");
        assert!((Oklch::from(Color::WHITE).lightness - 1.0).abs() < 1e-6);
    }

    #[test]
    fn chroma_gives_way_and_lightness_and_hue_stay() {
        let vivid = Oklch { lightness: 0.9, chroma: 0.4, hue: 4.6 };
        assert!(!in_gamut(vivid.to_linear()));
        let shown = Oklch::from(vivid.to_color());
        assert!((shown.lightness - vivid.lightness).abs() < 0.01, "{shown:?}");
        assert!(shown.chroma < 0.2, "{shown:?}");
    }

    #[test]
    fn the_ends_of_lightness_are_black_and_white() {
        for color in grid() {
            assert_eq!(Oklch::from(color).with_lightness(0.0).to_color(), Color::BLACK);
            assert_eq!(Oklch::from(color).with_lightness(1.0).to_color(), Color::WHITE);
        }
    }

    #[test]
    fn a_mix_of_nothing_and_of_all() {
        let (one, other) = (Color::new(18, 41, 92), Color::WHITE);
        assert_eq!(mix(one, 1.0, other), one);
        assert_eq!(mix(one, 0.0, other), other);
    }
}
