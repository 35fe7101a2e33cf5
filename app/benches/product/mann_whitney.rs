//! The test of Mann and Whitney: how likely two samples differ as much as these do when both are drawn alike. It asks
//! nothing of how times are distributed, and a few slow ones don't sway it.

use std::{cmp::Ordering, f64::consts::SQRT_2};

/// Two-sided, by the normal approximation with the corrections for ties and for continuity.
pub(crate) fn probability_of_no_difference(one: &[f64], other: &[f64]) -> f64 {
    let (n, m) = (size(one), size(other));
    let wins = wins(one, other);
    let u = wins.max(n * m - wins);
    let variance = n * m / 12.0 * (n + m + 1.0 - ties(one, other) / ((n + m) * (n + m - 1.0)));
    if variance <= 0.0 {
        return 1.0;
    }
    let deviations = (u - n * m / 2.0 - 0.5) / variance.sqrt();
    complement_of_error_function(deviations.max(0.0) / SQRT_2)
}

/// The pairs in which the first is larger; of equal ones half.
fn wins(one: &[f64], other: &[f64]) -> f64 {
    let won = |a: f64, b: f64| match a.total_cmp(&b) {
        Ordering::Greater => 1.0,
        Ordering::Equal => 0.5,
        Ordering::Less => 0.0,
    };
    one.iter().map(|a| other.iter().map(|b| won(*a, *b)).sum::<f64>()).sum()
}

/// The sum of t³ - t over all groups of t equal values.
fn ties(one: &[f64], other: &[f64]) -> f64 {
    let mut all = [one, other].concat();
    all.sort_by(f64::total_cmp);
    all.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|equal| size(equal).powi(3) - size(equal)).sum()
}

fn size(sample: &[f64]) -> f64 {
    sample.iter().map(|_| 1.0).sum()
}

/// For z from zero on, by Chebyshev's fit in Numerical Recipes, 6.2: seven digits are right.
fn complement_of_error_function(z: f64) -> f64 {
    const FIT: [f64; 10] = [
        0.170_872_77,
        -0.822_152_23,
        1.488_515_87,
        -1.135_203_98,
        0.278_868_07,
        -0.186_288_06,
        0.096_784_18,
        0.374_091_96,
        1.000_023_68,
        -1.265_512_23,
    ];
    let t = 1.0 / (1.0 + 0.5 * z);
    let exponent = FIT.iter().fold(0.0, |sum, factor| sum * t + factor);
    t * (exponent - z * z).exp()
}
