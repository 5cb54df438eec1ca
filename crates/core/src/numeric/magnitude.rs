//! Non-negative integers of any size, as far as moments need them: products, a difference, and one quotient that is
//! rounded once to the nearest double.

use std::cmp::Ordering;

/// A non-negative integer: 32-bit digits, least significant first, no zero digit at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Magnitude {
    digits: Vec<u32>,
}

impl Magnitude {
    /// From digits of which the top ones may be zero.
    pub fn from_digits(mut digits: Vec<u32>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { digits }
    }

    /// From little-endian bytes.
    pub fn from_le_bytes(bytes: &[u8]) -> Self {
        let digits = bytes.chunks(4).map(|chunk| {
            let mut digit = [0; 4];
            digit[..chunk.len()].copy_from_slice(chunk);
            u32::from_le_bytes(digit)
        });
        Self::from_digits(digits.collect())
    }

    /// Little-endian bytes without zero bytes at the top.
    pub fn to_le_bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.digits.iter().flat_map(|digit| digit.to_le_bytes()).collect();
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        bytes
    }

    /// Whether this is 0.
    pub const fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number of bits up to the highest one set.
    pub fn bit_length(&self) -> usize {
        self.digits.last().map_or(0, |top| self.digits.len() * 32 - top.leading_zeros() as usize)
    }

    fn bit(&self, index: usize) -> bool {
        self.digits.get(index / 32).is_some_and(|digit| digit >> (index % 32) & 1 == 1)
    }

    fn has_bit_below(&self, index: usize) -> bool {
        let (whole, rest) = (index / 32, index % 32);
        self.digits.iter().take(whole).any(|&digit| digit != 0)
            || self.digits.get(whole).is_some_and(|digit| digit & ((1 << rest) - 1) != 0)
    }

    /// The product of two integers. Time is the product of their lengths.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let mut digits = vec![0; self.digits.len() + other.digits.len()];
        for (offset, &a) in self.digits.iter().enumerate() {
            let mut carry = 0;
            for (place, &b) in digits[offset..].iter_mut().zip(&other.digits) {
                carry += u64::from(*place) + u64::from(a) * u64::from(b);
                *place = carry as u32;
                carry >>= 32;
            }
            digits[offset + other.digits.len()] = carry as u32;
        }
        Self::from_digits(digits)
    }

    /// The product with a count.
    #[must_use]
    pub fn times_count(&self, count: u64) -> Self {
        self.times(&Self::from_digits(vec![count as u32, (count >> 32) as u32]))
    }

    /// `self - other`, or nothing when that is negative.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        if (self as &Self).compare(other) == Ordering::Less {
            return None;
        }
        let mut digits = self.digits.clone();
        let mut borrow = 0;
        for (index, digit) in digits.iter_mut().enumerate() {
            let difference = i64::from(*digit) - i64::from(other.digits.get(index).copied().unwrap_or(0)) + borrow;
            *digit = difference as u32;
            borrow = difference >> 32;
        }
        Some(Self::from_digits(digits))
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_length = self.digits.len().cmp(&other.digits.len());
        by_length.then_with(|| self.digits.iter().rev().cmp(other.digits.iter().rev()))
    }

    /// `self / divisor / 2^scale`, rounded once to the nearest double, ties to even; nothing when that is beyond the
    /// range of doubles. The divisor is below 2^126 and not 0.
    pub fn divide_to_f64(&self, divisor: u128, scale: i32) -> Option<f64> {
        debug_assert!(divisor != 0 && divisor >> 126 == 0, "a divisor is a count or its square");
        if self.is_zero() {
            return Some(0.0);
        }
        // Long division over as many leading bits as give a quotient of at least 65 bits; the rest is only sticky.
        let divisor_bits = 128 - divisor.leading_zeros() as i32;
        let lowest = self.bit_length() as i32 - divisor_bits - 65;
        let (mut quotient, mut remainder) = (0u128, 0u128);
        for index in (lowest..self.bit_length() as i32).rev() {
            remainder = remainder << 1 | u128::from(index >= 0 && self.bit(index as usize));
            quotient <<= 1;
            if remainder >= divisor {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        let is_inexact = remainder != 0 || (lowest > 0 && self.has_bit_below(lowest as usize));
        round_to_f64(quotient, is_inexact, lowest - scale)
    }
}

/// `integer * 2^exponent`, a little more if `is_inexact`, rounded to the nearest double, ties to even. The integer has
/// more than 54 bits.
fn round_to_f64(integer: u128, is_inexact: bool, exponent: i32) -> Option<f64> {
    const LOWEST_EXPONENT: i32 = -1074;
    let bits = 128 - integer.leading_zeros() as i32;
    let dropped = (bits - 53).max(LOWEST_EXPONENT - exponent);
    if dropped > bits {
        return Some(0.0);
    }
    let kept = if dropped == 128 { 0 } else { integer >> dropped };
    let rest = integer - if dropped == 128 { 0 } else { kept << dropped };
    let half = 1u128 << (dropped - 1);
    let is_up = rest > half || (rest == half && (is_inexact || kept & 1 == 1));
    let mantissa = (kept + u128::from(is_up)) as u64;
    let exponent = exponent + dropped;
    // At most 2^53, so the conversion is exact; the product is exact too, in the normal and the subnormal range.
    let is_beyond = exponent + 64 - mantissa.leading_zeros() as i32 > 1024;
    (!is_beyond).then(|| scale_exactly(mantissa as f64, exponent))
}

/// `value * 2^exponent` where the result is a double: in two steps, since 2^exponent alone may not be one.
fn scale_exactly(value: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    value * power_of_two(half) * power_of_two(exponent - half)
}

fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn magnitude(value: u128) -> Magnitude {
        Magnitude::from_le_bytes(&value.to_le_bytes())
    }

    #[test]
    fn products_and_differences_agree_with_128_bit_integers() {
        for a in [0u64, 1, 3, 0xffff_ffff, 0x1_0000_0000, u64::MAX] {
            for b in [0u64, 1, 7, 0xffff_ffff, u64::MAX] {
                let product = u128::from(a) * u128::from(b);
                assert_eq!(magnitude(a.into()).times(&magnitude(b.into())), magnitude(product));
                assert_eq!(magnitude(a.into()).times_count(b), magnitude(product));
                let difference = a.checked_sub(b).map(|value| magnitude(value.into()));
                assert_eq!(magnitude(a.into()).minus(&magnitude(b.into())), difference);
            }
        }
    }

    #[test]
    fn quotients_are_rounded_to_the_nearest_even_double() {
        assert_eq!(magnitude(1).divide_to_f64(3, 0), Some(1.0 / 3.0));
        assert_eq!(magnitude(10).divide_to_f64(4, 0), Some(2.5));
        assert_eq!(magnitude((1 << 53) + 1).divide_to_f64(1, 0), Some(9_007_199_254_740_992.0));
        assert_eq!(magnitude((1 << 53) + 3).divide_to_f64(1, 0), Some(9_007_199_254_740_996.0));
        assert_eq!(magnitude((1 << 54) + 3).divide_to_f64(2, 0), Some(9_007_199_254_740_994.0));
        assert_eq!(magnitude(2_000_000_000_000_000_001).divide_to_f64(3, 0), Some(2_000_000_000_000_000_001.0 / 3.0));
    }

    #[test]
    fn quotients_reach_down_to_subnormals_and_up_to_the_largest_double() {
        assert_eq!(magnitude(1).divide_to_f64(1, 1074), Some(5e-324));
        assert_eq!(magnitude(1).divide_to_f64(2, 1074), Some(0.0));
        assert_eq!(magnitude(3).divide_to_f64(4, 1074), Some(5e-324));
        assert_eq!(magnitude(3).divide_to_f64(2, 1074), Some(1e-323));
        assert_eq!(magnitude(1).divide_to_f64(1, 5000), Some(0.0));
        assert_eq!(magnitude((1 << 53) - 1).divide_to_f64(1, -971), Some(f64::MAX));
        assert_eq!(magnitude(1 << 53).divide_to_f64(1, -971), None);
        assert_eq!(magnitude((1 << 54) - 1).divide_to_f64(1, -970), None);
    }

    #[test]
    fn a_far_away_bit_decides_a_tie() {
        let mut bytes = vec![0; 60];
        bytes[0] = 1;
        bytes[52] = 1;
        bytes[59] = 0x20; // 2^477 + 2^416 + 1: the second bit alone would be half a unit in the last place short
        let exact = 2f64.powi(477);
        let with_half = {
            let mut bytes = bytes.clone();
            bytes[52] = 0;
            bytes[53] = 0x01; // 2^424 is half a unit in the last place of 2^477
            Magnitude::from_le_bytes(&bytes)
        };
        assert_eq!(Magnitude::from_le_bytes(&bytes).divide_to_f64(1, 0), Some(exact));
        assert_eq!(with_half.divide_to_f64(1, 0), Some(exact.next_up()));
    }
}
