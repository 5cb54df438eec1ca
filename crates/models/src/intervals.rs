//! Intervals that quality, bias and attribution have in common.
//!
//! Definition: z standard errors of a normal value on both sides hold the level erf(z / sqrt 2). A share k / n lies in Wilson's interval (k + z^2 / 2 +- z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2). The middle of
//! drawn values lacks the same number of them at either end, rounded down.
//!
//! Edges: no value has no middle.
//!
//! Accuracy: Wilson's interval holds its level within a few percent from ten rows on.
//!
//! Source: Wilson (1927); Brown, Cai and `DasGupta` (2001).

/// The ends of an interval.
pub(crate) type Ends = [f64; 2];

/// How many standard errors hold the level on both sides.
pub(crate) fn normal_limit(level: f64) -> f64 {
    let tail = 1.0 - level;
    bisect(40.0, &|z| libm::erfc(z / std::f64::consts::SQRT_2) > tail)
}

/// The largest z in [0, most] up to which it holds.
pub(crate) fn bisect(most: f64, holds: &dyn Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, most);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

/// Wilson's interval of a share of `total`, which is above 0.
pub(crate) fn wilson([count, total]: [f64; 2], limit: f64) -> Ends {
    let square = limit * limit;
    let centre = (count + square / 2.0) / (total + square);
    let reach = limit / (total + square) * (count * (total - count) / total + square / 4.0).sqrt();
    [(centre - reach).max(0.0), (centre + reach).min(1.0)]
}

/// The middle share of ascending values.
pub(crate) fn middle(values: &[f64], share: f64) -> Option<Ends> {
    let last = values.len().checked_sub(1)?;
    let cut = (((1.0 - share) / 2.0 * values.len() as f64) as usize).min(last);
    Some([values[cut], values[last - cut]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_agrees_with_a_printed_one() {
        // Newcombe (1998): 81 of 263, 95 %: 0.2553 to 0.3662.
        let [low, high] = wilson([81.0, 263.0], normal_limit(0.95));
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
    }

    #[test]
    fn as_many_values_are_left_out_at_either_end() {
        assert_eq!(middle(&[1.0, 2.0, 3.0, 4.0], 0.5), Some([2.0, 3.0]));
        assert_eq!(middle(&[1.0, 2.0, 3.0], 0.95), Some([1.0, 3.0]));
        assert_eq!(middle(&[], 0.95), None);
    }
}
