//! Exact sums of values and of their squares, a block at a time.
//!
//! A block whose values lie close enough together is cut into slices: adding and subtracting 1.5 * 2^(52 + g) leaves the
//! part of a value that is a multiple of 2^g. Slices are narrow enough that a lane adds them without rounding, so they
//! reach the exact sums as a few integers a block. The anchor g depends on the block, but the sums are exact, so it leaves
//! no trace. Squares are split into a rounded product and its exact error by Dekker's product, which needs no fused
//! multiply-add. Any other block adds its mantissas one by one: the definition that the fast path equals.

use super::dispatch::dispatched;
use crate::numeric::ExactSum;

/// The sum of doubles: any count below 2^53 of them. Digit 0 weighs 2^-1074.
pub(crate) type ValueSum = ExactSum<70>;
/// The sum of squares. Digit 0 weighs 2^-2148.
pub(crate) type SquareSum = ExactSum<137>;

/// What one unit of a sum weighs, as a power of two.
pub(crate) const VALUE_SCALE: i32 = 1074;
pub(crate) const SQUARE_SCALE: i32 = 2 * VALUE_SCALE;

const BLOCK: usize = 1024;
const LANES: usize = 16;
/// Bits of a slice: 64 additions a lane keep it below 2^52.
const SLICE_BITS: i32 = 43;
/// The exponents between which every product and its error are normal doubles.
const FAST_EXPONENTS: std::ops::RangeInclusive<i32> = -459..=505;
/// Blocks of integers up to this size need no slices: 1,024 squares stay below 2^53.
const SMALL_INTEGER: f64 = 2_097_152.0;

dispatched! {
    /// Adds finite values to both sums and returns how far they reach.
    pub(crate) fn add(values: &[f64], sum: &mut ValueSum, squares: &mut SquareSum) -> Extent;
    baseline: add_blocks::<false>,
    avx2: add_blocks::<true>,
    avx512: add_blocks::<true>,
}

dispatched! {
    /// How far values reach.
    pub(crate) fn reach_of(values: &[f64]) -> Extent;
    baseline: Extent::of,
    avx2: Extent::of,
    avx512: Extent::of,
}

/// `FUSED`: the machine multiplies and adds with one rounding, which gives the error of a square at once.
#[inline(always)]
fn add_blocks<const FUSED: bool>(values: &[f64], sum: &mut ValueSum, squares: &mut SquareSum) -> Extent {
    let mut reach = Extent::NONE;
    for chunk in values.chunks(BLOCK) {
        let extent = Extent::of(chunk);
        reach = reach.with(&extent);
        // One place for whole blocks and for the rest, which zeros fill up: all of this is part of its caller.
        let mut padded;
        let block = if chunk.len() == BLOCK {
            chunk
        } else {
            padded = [0.0; BLOCK];
            padded[..chunk.len()].copy_from_slice(chunk);
            &padded[..chunk.len().next_multiple_of(LANES)]
        };
        add_block::<FUSED>(block, &extent, sum, squares);
    }
    reach
}

/// How far values reach: the range, -0 as +0, and the smallest size that is not zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) minimum: f64,
    pub(crate) maximum: f64,
    pub(crate) smallest_size: f64,
}

impl Extent {
    /// Of no values.
    pub(crate) const NONE: Self =
        Self { minimum: f64::INFINITY, maximum: f64::NEG_INFINITY, smallest_size: f64::INFINITY };

    #[inline(always)]
    fn of(values: &[f64]) -> Self {
        let mut lanes = [[f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES], [f64::INFINITY; LANES]];
        let [low, high, small] = &mut lanes;
        let mut take = |chunk: &[f64]| {
            for (lane, &value) in chunk.iter().enumerate() {
                let value = value + 0.0;
                low[lane] = if value < low[lane] { value } else { low[lane] };
                high[lane] = if value > high[lane] { value } else { high[lane] };
                let size = if value == 0.0 { f64::INFINITY } else { value.abs() };
                small[lane] = if size < small[lane] { size } else { small[lane] };
            }
        };
        let (chunks, rest) = values.as_chunks::<LANES>();
        chunks.iter().for_each(|chunk| take(chunk));
        take(rest);
        let all = (0..LANES).map(|lane| Self {
            minimum: lanes[0][lane],
            maximum: lanes[1][lane],
            smallest_size: lanes[2][lane],
        });
        all.fold(Self::NONE, |reach, lane| reach.with(&lane))
    }

    /// Of these values and others.
    #[inline(always)]
    fn with(self, other: &Self) -> Self {
        Self {
            minimum: self.minimum.min(other.minimum),
            maximum: self.maximum.max(other.maximum),
            smallest_size: self.smallest_size.min(other.smallest_size),
        }
    }

    /// The largest size.
    #[inline(always)]
    pub(crate) fn largest_size(&self) -> f64 {
        self.maximum.max(-self.minimum)
    }
}

#[inline(always)]
fn add_block<const FUSED: bool>(block: &[f64], extent: &Extent, sum: &mut ValueSum, squares: &mut SquareSum) {
    let largest = extent.largest_size();
    if largest == 0.0 {
        return;
    }
    if largest <= SMALL_INTEGER && block.iter().all(|&value| is_small_integer(value)) {
        return add_small_integers(block, sum, squares);
    }
    let (high, low) = (exponent(largest), exponent(extent.smallest_size));
    if !FAST_EXPONENTS.contains(&high) || !FAST_EXPONENTS.contains(&low) {
        return add_one_by_one(block, sum, squares);
    }
    match high - low {
        0..=16 => add_slices::<FUSED, 2, 2, 2>(block, high, low, sum, squares),
        17..=34 => add_slices::<FUSED, 2, 3, 3>(block, high, low, sum, squares),
        35..=58 => add_slices::<FUSED, 3, 4, 4>(block, high, low, sum, squares),
        _ => add_one_by_one(block, sum, squares),
    }
}

fn exponent(value: f64) -> i32 {
    (value.to_bits() >> 52 & 0x7ff) as i32 - 1023
}

/// 2^exponent for exponents of normal doubles.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

#[inline(always)]
fn is_small_integer(value: f64) -> bool {
    const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 * 2^52: what is left after adding and subtracting is whole
    (value + ROUND) - ROUND == value
}

#[inline(always)]
fn add_small_integers(block: &[f64], sum: &mut ValueSum, squares: &mut SquareSum) {
    let (mut values, mut products) = ([0.0; LANES], [0.0; LANES]);
    for chunk in block.chunks_exact(LANES) {
        for lane in 0..LANES {
            values[lane] += chunk[lane];
            products[lane] += chunk[lane] * chunk[lane];
        }
    }
    sum.add(VALUE_SCALE as u32, values.iter().sum::<f64>() as i64);
    squares.add(SQUARE_SCALE as u32, products.iter().sum::<f64>() as i64);
}

/// The definition: every mantissa and its square as integers.
fn add_one_by_one(block: &[f64], sum: &mut ValueSum, squares: &mut SquareSum) {
    block.iter().for_each(|&value| add_repeated(value, 1, sum, squares));
}

/// Adds one value `count` times, fewer than 2^53.
pub(crate) fn add_repeated(value: f64, count: u64, sum: &mut ValueSum, squares: &mut SquareSum) {
    const LOW: u128 = (1 << 40) - 1;
    let bits = value.to_bits();
    let stored = (bits >> 52 & 0x7ff) as u32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, position) = if stored == 0 { (fraction, 0) } else { (fraction | 1 << 52, stored - 1) };
    let (mantissa, count) = (u128::from(mantissa), u128::from(count));
    // In parts below 2^93: the sums take no more at once.
    for (part, place) in [(mantissa & LOW, 0), (mantissa >> 40, 40)] {
        let product = (part * count) as i128;
        sum.add_wide(position + place, if value < 0.0 { -product } else { product });
    }
    let square = mantissa * mantissa;
    for (part, place) in [(square & LOW, 0), (square >> 40 & LOW, 40), (square >> 80, 80)] {
        squares.add_wide(2 * position + place, (part * count) as i128);
    }
}

/// Cuts `rest` into the slices of `anchors` and adds each to its lane; what is left goes to the last one.
#[inline(always)]
fn slice<const N: usize>(mut rest: f64, anchors: &[f64; N], sums: &mut [[f64; LANES]; N], lane: usize) {
    for index in 0..N - 1 {
        let part = (rest + anchors[index]) - anchors[index];
        sums[index][lane] += part;
        rest -= part;
    }
    sums[N - 1][lane] += rest;
}

#[inline(always)]
fn anchors<const N: usize>(first: i32) -> [f64; N] {
    std::array::from_fn(
        |index| if index + 1 < N { 1.5 * power_of_two(52 + first - SLICE_BITS * index as i32) } else { 0.0 },
    )
}

/// The values are below 2^(high + 1) and not below 2^low, if not zero. `X`, `H`, `L`: slices of a value, of its rounded
/// square, of the error of that.
#[inline(always)]
fn add_slices<const FUSED: bool, const X: usize, const H: usize, const L: usize>(
    block: &[f64],
    high: i32,
    low: i32,
    sum: &mut ValueSum,
    squares: &mut SquareSum,
) {
    let (first_x, first_h, first_l) =
        (high + 2 - SLICE_BITS, 2 * high + 3 - SLICE_BITS, 2 * high + 3 - 53 - SLICE_BITS);
    let (anchors_x, anchors_h, anchors_l) = (anchors::<X>(first_x), anchors::<H>(first_h), anchors::<L>(first_l));
    let (mut sums_x, mut sums_h, mut sums_l) = ([[0.0; LANES]; X], [[0.0; LANES]; H], [[0.0; LANES]; L]);
    for chunk in block.chunks_exact(LANES) {
        for (lane, &value) in chunk.iter().enumerate() {
            slice(value, &anchors_x, &mut sums_x, lane);
            let product = value * value;
            let error = square_error::<FUSED>(value, product);
            slice(product, &anchors_h, &mut sums_h, lane);
            slice(error, &anchors_l, &mut sums_l, lane);
        }
    }
    collect(&sums_x, first_x, low - 52, VALUE_SCALE, |position, value| sum.add(position, value));
    collect(&sums_h, first_h, 2 * low - 52, SQUARE_SCALE, |position, value| squares.add(position, value));
    collect(&sums_l, first_l, 2 * low - 104, SQUARE_SCALE, |position, value| squares.add(position, value));
}

/// What a rounded square lacks, exactly. Without a fused multiply-add by Dekker's product.
#[inline(always)]
fn square_error<const FUSED: bool>(value: f64, product: f64) -> f64 {
    const SPLIT: f64 = 134_217_729.0; // 2^27 + 1
    if FUSED {
        return value.mul_add(value, -product);
    }
    let spread = SPLIT * value;
    let upper = spread - (spread - value);
    let lower = value - upper;
    ((upper * upper - product) + 2.0 * upper * lower) + lower * lower
}

/// Every slice sum is a multiple of its unit: 2^(first - 43 index), but at least 2^lowest, and 2^lowest in the last one.
#[inline(always)]
fn collect<const N: usize>(
    sums: &[[f64; LANES]; N],
    first: i32,
    lowest: i32,
    scale: i32,
    mut add: impl FnMut(u32, i64),
) {
    for (index, lanes) in sums.iter().enumerate() {
        let unit = if index + 1 < N { lowest.max(first - SLICE_BITS * index as i32) } else { lowest };
        let scale_down = power_of_two(-unit);
        let total: i64 = lanes.iter().map(|&lane| (lane * scale_down) as i64).sum();
        if total != 0 {
            add((unit + scale) as u32, total);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::{Rng, doubles};

    fn fast(values: &[f64]) -> (ValueSum, SquareSum) {
        let (mut sum, mut squares) = Default::default();
        add(values, &mut sum, &mut squares);
        sum.carry();
        squares.carry();
        (sum, squares)
    }

    fn slow(values: &[f64]) -> (ValueSum, SquareSum) {
        let (mut sum, mut squares) = Default::default();
        add_one_by_one(values, &mut sum, &mut squares);
        sum.carry();
        squares.carry();
        (sum, squares)
    }

    #[test]
    fn the_fast_path_equals_the_definition_for_every_shape_of_data() {
        for (name, values) in doubles(3000) {
            let finite: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
            assert!(fast(&finite) == slow(&finite), "{name}");
        }
    }

    #[test]
    fn the_fast_path_equals_the_definition_for_every_spread_of_exponents() {
        let mut rng = Rng::new(7);
        for spread in 0..70 {
            for base in [-480, -459, -458, -400, -30, 0, 21, 300, 505 - spread, 506 - spread, 900] {
                let mut values: Vec<f64> = (0..BLOCK + 19)
                    .map(|_| {
                        let exponent = base + (rng.next() % (spread as u64 + 1)) as i32;
                        let bits = rng.next() & (1 << 63 | ((1 << 52) - 1)) | ((exponent + 1023) as u64) << 52;
                        f64::from_bits(bits)
                    })
                    .collect();
                values[5] = 0.0;
                values[6] = -0.0;
                // The hardest block for the lanes: full mantissas of one sign at both ends of the range.
                for place in 0..BLOCK / 2 {
                    values[place * 2] = f64::from_bits((((base + spread) + 1023) as u64) << 52 | ((1 << 52) - 1));
                }
                assert!(fast(&values) == slow(&values), "exponents from {base}, spread over {spread}");
            }
        }
    }

    #[test]
    fn minus_zero_is_the_smallest_value_as_plus_zero() {
        let reach = add(&[-0.0, -0.0], &mut ValueSum::default(), &mut SquareSum::default());
        assert!(reach.minimum.is_sign_positive() && reach.maximum.is_sign_positive());
    }
}
