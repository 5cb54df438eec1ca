//! Count, range, mean and squared deviations of an array, in one pass over memory: for answers that are not stored.
//!
//! Definition: value i of a block of 1,024 belongs to lane i mod 16. Finite values are added to their lane, and of the lanes
//! the upper half to the lower one until one is left; the deviations from the mean of the block and their squares likewise.
//! What the deviations add up to is what rounding took from the mean: it is kept beside the mean and taken out of the
//! squares. Blocks are merged from the first to the last by Chan's formula. Every build adds in this order, so all give the
//! same bits.
//!
//! Source: Chan, Golub and `LeVeque` (1983).

use super::dispatch::dispatched;

const BLOCK: usize = 1024;
const LANES: usize = 16;

/// What the finite values of an array come to, and how many others there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PlainMoments {
    /// Finite values.
    pub(crate) count: u64,
    pub(crate) nan: u64,
    pub(crate) infinite: u64,
    /// Infinity without finite values.
    pub(crate) minimum: f64,
    /// -infinity without finite values.
    pub(crate) maximum: f64,
    pub(crate) mean: f64,
    /// What rounding took from the mean.
    pub(crate) mean_rest: f64,
    /// The sum of the squared deviations from the mean.
    pub(crate) deviations: f64,
}

impl PlainMoments {
    pub(crate) const NONE: Self = Self {
        count: 0,
        nan: 0,
        infinite: 0,
        minimum: f64::INFINITY,
        maximum: f64::NEG_INFINITY,
        mean: 0.0,
        mean_rest: 0.0,
        deviations: 0.0,
    };

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        self.nan += other.nan;
        self.infinite += other.infinite;
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = Self { nan: self.nan, infinite: self.infinite, ..*other };
            return;
        }
        self.minimum = smaller(other.minimum, self.minimum);
        self.maximum = larger(other.maximum, self.maximum);
        let (old, added) = (self.count as f64, other.count as f64);
        let total = old + added;
        let difference = (other.mean - self.mean) + (other.mean_rest - self.mean_rest);
        self.move_mean(difference * (added / total));
        self.deviations += other.deviations + difference * difference * (old * added / total);
        self.count += other.count;
    }

    /// Knuth's sum, which keeps what rounding takes.
    #[inline(always)]
    fn move_mean(&mut self, step: f64) {
        let moved = self.mean + step;
        let added = moved - self.mean;
        self.mean_rest += (self.mean - (moved - added)) + (step - added);
        self.mean = moved;
    }

    /// The mean, rounded once.
    pub(crate) fn rounded_mean(&self) -> f64 {
        self.mean + self.mean_rest
    }

    /// Takes the sum of the deviations from the rounded mean into account.
    #[inline(always)]
    fn corrected(self, residue: f64) -> Self {
        let mean_rest = residue / self.count as f64;
        Self { mean_rest, deviations: self.deviations - residue * mean_rest, ..self }
    }
}

dispatched! {
    /// The moments of what came before, in whole blocks, and of these values; -0 counts as +0 in the range.
    pub(crate) fn plain_moments(values: &[f64], before: PlainMoments) -> PlainMoments;
    baseline: of_blocks,
    avx2: of_blocks,
    avx512: of_blocks,
}

#[inline(always)]
fn of_blocks(values: &[f64], before: PlainMoments) -> PlainMoments {
    let mut all = before;
    // Where one block has gaps the next one likely has, too.
    let mut is_clean = true;
    for block in values.chunks(BLOCK) {
        let mut found = if is_clean { of_block::<false>(block) } else { None };
        // Inside a closure a body would be compiled for the baseline.
        if found.is_none() {
            found = of_block::<true>(block);
        }
        let found = if let Some(found) = found { found } else { of_any_block(block) };
        is_clean = found.count == block.len() as u64;
        all.merge(&found);
    }
    all.minimum += 0.0;
    all.maximum += 0.0;
    all
}

#[inline(always)]
fn smaller(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Calls `take` with every value and its lane.
#[inline(always)]
fn by_lanes(block: &[f64], mut take: impl FnMut(usize, f64)) {
    let (chunks, rest) = block.as_chunks::<LANES>();
    for chunk in chunks {
        chunk.iter().enumerate().for_each(|(lane, &value)| take(lane, value));
    }
    rest.iter().enumerate().for_each(|(lane, &value)| take(lane, value));
}

/// The upper half of the lanes is added to the lower one until one is left.
#[inline(always)]
fn total(lanes: &[f64; LANES]) -> f64 {
    let eight: [f64; 8] = std::array::from_fn(|lane| lanes[lane] + lanes[lane + 8]);
    let four: [f64; 4] = std::array::from_fn(|lane| eight[lane] + eight[lane + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

/// `GAPS`: NaN adds 0, else there is none. `None` when the sum is not finite: then perhaps a value is not. The range needs
/// no care, since NaN is neither smaller nor larger.
#[inline(always)]
fn of_block<const GAPS: bool>(block: &[f64]) -> Option<PlainMoments> {
    let (mut sums, mut present) = ([0.0; LANES], [0u64; LANES]);
    let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    by_lanes(block, |lane, value| {
        sums[lane] += if GAPS && value.is_nan() { 0.0 } else { value };
        low[lane] = smaller(value, low[lane]);
        high[lane] = larger(value, high[lane]);
        if GAPS {
            present[lane] += u64::from(!value.is_nan());
        }
    });
    let sum = total(&sums);
    let count = if GAPS { present.iter().sum() } else { block.len() as u64 };
    if !sum.is_finite() || count == 0 {
        return None;
    }
    let mean = sum / count as f64;
    let (mut residues, mut squares) = ([0.0; LANES], [0.0; LANES]);
    let mut filled = [mean; BLOCK];
    let mut deviations_of = block;
    if GAPS {
        // A gap becomes the mean, which deviates by 0: a loop that chooses is not made into vectors, this one and the next are.
        for (place, &value) in filled.iter_mut().zip(block) {
            *place = if value.is_nan() { mean } else { value };
        }
        deviations_of = &filled[..block.len()];
    }
    by_lanes(deviations_of, |lane, value| {
        let deviation = value - mean;
        residues[lane] += deviation;
        squares[lane] += deviation * deviation;
    });
    let found = PlainMoments {
        count,
        nan: block.len() as u64 - count,
        minimum: low.into_iter().fold(f64::INFINITY, |least, lane| smaller(lane, least)),
        maximum: high.into_iter().fold(f64::NEG_INFINITY, |most, lane| larger(lane, most)),
        mean,
        deviations: total(&squares),
        ..PlainMoments::NONE
    };
    Some(found.corrected(total(&residues)))
}

/// The same for any block: what is not finite adds 0.
#[inline(always)]
fn of_any_block(block: &[f64]) -> PlainMoments {
    let mut sums = [0.0; LANES];
    let (mut finite, mut nan) = ([0u64; LANES], [0u64; LANES]);
    let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    by_lanes(block, |lane, value| {
        let is_finite = value.abs() < f64::INFINITY;
        finite[lane] += u64::from(is_finite);
        nan[lane] += u64::from(value.is_nan());
        sums[lane] += if is_finite { value } else { 0.0 };
        low[lane] = smaller(if is_finite { value } else { f64::INFINITY }, low[lane]);
        high[lane] = larger(if is_finite { value } else { f64::NEG_INFINITY }, high[lane]);
    });
    let (count, nan) = (finite.iter().sum::<u64>(), nan.iter().sum::<u64>());
    let others = PlainMoments { nan, infinite: block.len() as u64 - count - nan, ..PlainMoments::NONE };
    if count == 0 {
        return others;
    }
    let mean = total(&sums) / count as f64;
    let (mut residues, mut squares) = ([0.0; LANES], [0.0; LANES]);
    by_lanes(block, |lane, value| {
        let deviation = if value.abs() < f64::INFINITY { value - mean } else { 0.0 };
        residues[lane] += deviation;
        squares[lane] += deviation * deviation;
    });
    let found = PlainMoments {
        count,
        minimum: low.into_iter().fold(f64::INFINITY, |least, lane| smaller(lane, least)),
        maximum: high.into_iter().fold(f64::NEG_INFINITY, |most, lane| larger(lane, most)),
        mean,
        deviations: total(&squares),
        ..others
    };
    found.corrected(total(&residues))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::dispatch::each_level;
    use crate::state::Moments;
    use crate::support::doubles;

    /// The definition, a value at a time.
    fn definition(values: &[f64]) -> PlainMoments {
        let mut all = PlainMoments::NONE;
        for block in values.chunks(BLOCK) {
            let finite: Vec<(usize, f64)> =
                block.iter().copied().enumerate().filter(|(_, value)| value.is_finite()).collect();
            let add = |of: &dyn Fn(f64) -> f64| {
                let mut lanes = [0.0; LANES];
                finite.iter().for_each(|&(place, value)| lanes[place % LANES] += of(value));
                for half in [8, 4, 2, 1] {
                    (0..half).for_each(|lane| lanes[lane] += lanes[lane + half]);
                }
                lanes[0]
            };
            let nan = block.iter().filter(|value| value.is_nan()).count() as u64;
            let count = finite.len() as u64;
            let mean = add(&|value| value) / count as f64;
            let found = PlainMoments {
                count,
                nan,
                infinite: block.len() as u64 - count - nan,
                minimum: finite.iter().map(|pair| pair.1).fold(f64::INFINITY, f64::min),
                maximum: finite.iter().map(|pair| pair.1).fold(f64::NEG_INFINITY, f64::max),
                mean,
                mean_rest: 0.0,
                deviations: add(&|value| (value - mean) * (value - mean)),
            };
            all.merge(&found.corrected(add(&|value| value - mean)));
        }
        all
    }

    fn bits(found: &PlainMoments) -> [u64; 7] {
        let PlainMoments { count, nan, infinite, minimum, maximum, deviations, .. } = *found;
        let numbers = [minimum + 0.0, maximum + 0.0, found.rounded_mean(), deviations].map(f64::to_bits);
        [count, nan, infinite, numbers[0], numbers[1], numbers[2], numbers[3]]
    }

    #[test]
    fn every_build_gives_the_bits_of_the_definition() {
        for length in [1, 2, 15, 16, 17, 100, 1000, 1023, 1024, 1025, 5000] {
            for (name, values) in doubles(length) {
                let expected = definition(&values);
                each_level(|level| {
                    // NaN, from sums past the range of doubles, has no bits of its own.
                    if !expected.deviations.is_nan() {
                        let at_once = plain_moments(&values, PlainMoments::NONE);
                        assert_eq!(bits(&at_once), bits(&expected), "{name} {length} {level:?}");
                        let (first, rest) = values.split_at(values.len() / 2 / BLOCK * BLOCK);
                        let in_pieces = plain_moments(rest, plain_moments(first, PlainMoments::NONE));
                        assert_eq!(bits(&in_pieces), bits(&expected), "{name} {length} {level:?}");
                    }
                });
            }
        }
    }

    #[test]
    fn hand_worked_moments_with_gaps() {
        let found = plain_moments(&[1.0, f64::NAN, 2.0, f64::INFINITY, 6.0, f64::NEG_INFINITY], PlainMoments::NONE);
        let expected = PlainMoments {
            count: 3,
            nan: 1,
            infinite: 2,
            minimum: 1.0,
            maximum: 6.0,
            mean: 3.0,
            mean_rest: 0.0,
            deviations: 14.0,
        };
        assert_eq!(found, expected);
        assert_eq!(plain_moments(&[], PlainMoments::NONE), PlainMoments::NONE);
    }

    #[test]
    fn they_are_near_the_exact_ones() {
        for (name, mut values) in doubles(10_000) {
            values.retain(|value| value.abs() < 1e150);
            let mut exact = Moments::default();
            exact.update(&values);
            let (found, count) = (plain_moments(&values, PlainMoments::NONE), values.len() as u64);
            let Some((mean, variance)) = exact.mean(count).zip(exact.variance(count)) else { continue };
            let (low, high) = exact.range().unwrap();
            assert!((found.rounded_mean() - mean).abs() <= 2e-16 * low.abs().max(high.abs()), "{name}");
            let spread = variance * count as f64;
            // A constant column: squares of what rounding took.
            let slack = 1e-13 * spread + 1e-32 * (low * low).max(high * high) * count as f64;
            assert!((found.deviations - spread).abs() <= slack, "{name}: {} {spread}", found.deviations);
        }
    }
}
