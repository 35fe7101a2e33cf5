//! The statistic that the benchmark compares times with; the benchmark is a program and has no tests of its own.

#[path = "../../benches/product/mann_whitney.rs"]
mod statistic;

use statistic::probability_of_no_difference;

fn assert_close(one: &[f64], other: &[f64], expected: f64) {
    for (a, b) in [(one, other), (other, one)] {
        let p = probability_of_no_difference(a, b);
        assert!((p - expected).abs() < expected * 1e-5, "{p} instead of {expected}");
    }
}

/// The example of scipy's documentation, `mannwhitneyu(males, females, method="asymptotic")`.
#[test]
fn a_published_example_comes_out_as_published() {
    assert_close(&[19.0, 22.0, 16.0, 29.0, 24.0], &[20.0, 11.0, 17.0, 12.0], 0.111_346_886_5);
}

/// Worked out by the formulas with Python's `statistics.NormalDist`.
#[test]
fn ties_are_corrected_for() {
    assert_close(&[1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 4.0, 5.0], &[2.0, 4.0, 5.0, 5.0, 6.0, 7.0, 7.0, 8.0], 0.019_107_182_2);
    assert_close(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0], 1.0);
    assert_close(&[5.0; 9], &[5.0; 4], 1.0);
}

#[test]
fn a_shift_is_noticed_and_outliers_are_not() {
    let times: Vec<f64> = (0..100).map(f64::from).collect();
    let shifted: Vec<f64> = times.iter().map(|time| time + 30.0).collect();
    assert_close(&times, &shifted, 4.676_767_86e-10);
    let mut with_outliers = times.clone();
    with_outliers[97..].fill(1e6);
    assert!(probability_of_no_difference(&times, &with_outliers) > 0.9);
}
