//! Model Monitor's mean and standard deviation: sums in row order, in the steps of its engine.
//!
//! Definition: for each value x, n += 1, d = x - average, s = d / n, average += s, m2 += d (d - s), sum += x; then
//! mean = sum / n and standard deviation = sqrt(m2 / n), the population's. Several parts are added from the last to the
//! first: d = average2 - average1, n = n1 + n2, s = d / n, average = average1 + s n2, m2 = `m2_1 + m2_2 + d s n1 n2`.
//!
//! Edges: without values all are undefined. Results beyond the range of doubles are infinite or NaN.
//!
//! Accuracy: every digit of the published one-file runs; with several parts the order is that of a scheduler, so compare
//! to 1e-12.
//!
//! Source: Apache Spark's central moments, recovered from published outputs.

/// The running sums of one part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SequentialMoments {
    count: f64,
    sum: f64,
    average: f64,
    m2: f64,
    minimum: f64,
    maximum: f64,
}

impl Default for SequentialMoments {
    fn default() -> Self {
        Self { count: 0.0, sum: 0.0, average: 0.0, m2: 0.0, minimum: f64::INFINITY, maximum: f64::NEG_INFINITY }
    }
}

impl SequentialMoments {
    /// Takes in one value.
    pub fn update(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
        let delta = value - self.average;
        let step = delta / self.count;
        self.average += step;
        self.m2 += delta * (delta - step);
        self.minimum = self.minimum.min(value);
        self.maximum = self.maximum.max(value);
    }

    /// The moments of all parts.
    pub fn of_parts(parts: &[Self]) -> Self {
        parts.iter().rev().fold(Self::default(), Self::plus)
    }

    fn plus(self, other: &Self) -> Self {
        if self.count == 0.0 {
            return *other;
        }
        if other.count == 0.0 {
            return self;
        }
        let delta = other.average - self.average;
        let count = self.count + other.count;
        let step = delta / count;
        Self {
            count,
            sum: self.sum + other.sum,
            average: self.average + step * other.count,
            m2: self.m2 + other.m2 + delta * step * self.count * other.count,
            minimum: self.minimum.min(other.minimum),
            maximum: self.maximum.max(other.maximum),
        }
    }

    /// The smallest and the largest value, if there is one.
    pub fn range(&self) -> Option<(f64, f64)> {
        (self.count > 0.0).then_some((self.minimum, self.maximum))
    }

    /// The sum.
    pub const fn sum(&self) -> f64 {
        self.sum
    }

    /// The sum over the count.
    pub fn mean(&self) -> f64 {
        self.sum / self.count
    }

    /// The population variance.
    pub fn variance(&self) -> f64 {
        self.m2 / self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_digits_of_a_hundred_row_run() {
        // Column _c1 of the SDK's quality check: 62 zeros and 38 ones in this order give this last digit.
        let mut moments = SequentialMoments::default();
        (0..62).for_each(|_| moments.update(0.0));
        (0..38).for_each(|_| moments.update(1.0));
        assert_eq!((moments.sum(), moments.mean()), (38.0, 0.38));
        assert!((moments.variance().sqrt() - 0.485_386_443_980_463_93).abs() < 1e-15);
    }

    #[test]
    fn parts_without_values_change_nothing() {
        let mut part = SequentialMoments::default();
        [1.0, 2.0, 4.0].into_iter().for_each(|value| part.update(value));
        let empty = SequentialMoments::default();
        assert_eq!(SequentialMoments::of_parts(&[empty, part, empty]), part);
        assert_eq!(SequentialMoments::of_parts(&[]).range(), None);
    }
}
