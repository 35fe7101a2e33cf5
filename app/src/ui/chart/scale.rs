/// A vertical axis from zero to a round value, in round steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    step: i64,
    steps: i64,
}

impl Scale {
    /// The scale that holds all values with at most five steps.
    pub(super) fn over(values: impl Iterator<Item = i64>) -> Self {
        let highest = values.max().unwrap_or(0).max(1);
        let step = round_step(highest);
        Self { step, steps: (highest + step - 1) / step }
    }

    pub(super) fn ticks(self) -> impl Iterator<Item = i64> {
        (0..=self.steps).map(move |n| n * self.step)
    }

    /// Where a value stands between zero and the top, in tenths of a pixel of `height` (in pixels). Whole numbers, so that the server's and the
    /// browser's drawing are the same to the last digit.
    pub(super) fn tenths(self, value: i64, height: i64) -> i64 {
        let top = i128::from(self.step * self.steps);
        let tenths = i128::from(value.max(0)) * i128::from(height) * 10 / top;
        i64::try_from(tenths).unwrap_or(height * 10)
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that reaches `highest` in five steps.
fn round_step(highest: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        if let Some(step) =
            [1, 2, 5].map(|factor| factor * power).into_iter().find(|step| highest <= step.saturating_mul(5))
        {
            return step;
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    fn ticks(values: &[i64]) -> Vec<i64> {
        Scale::over(values.iter().copied()).ticks().collect()
    }

    #[test]
    fn steps_are_round_and_hold_the_highest_value() {
        assert_eq!(ticks(&[]), [0, 1]);
        assert_eq!(ticks(&[3, 19]), [0, 5, 10, 15, 20]);
        assert_eq!(ticks(&[1_900_000]), [0, 500_000, 1_000_000, 1_500_000, 2_000_000]);
        assert_eq!(ticks(&[100]), [0, 20, 40, 60, 80, 100]);
    }

    #[test]
    fn a_value_stands_in_proportion() {
        let scale = Scale::over([20].into_iter());
        assert_eq!(scale.tenths(10, 200), 1000);
        assert_eq!(scale.tenths(-5, 200), 0);
    }
}
