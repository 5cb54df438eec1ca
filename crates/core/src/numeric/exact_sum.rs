//! Sums without rounding: a signed fixed-point number wide enough for any number of doubles, or of their squares.
//! Because nothing is ever rounded, the order of additions leaves no trace.

use super::Magnitude;
use crate::codec::{Reader, Writer};
use crate::error::Result;

/// Additions between two carries: each adds less than 2^32 to a 64-bit digit.
const MOST_PENDING: u32 = 1 << 30;

/// A sum of integers times powers of two. `DIGITS` digits of 32 bits; digit 0 weighs 2^-`scale` for the scale that the
/// owner keeps in mind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactSum<const DIGITS: usize> {
    digits: Box<[i64; DIGITS]>,
    pending: u32,
}

impl<const DIGITS: usize> Default for ExactSum<DIGITS> {
    fn default() -> Self {
        Self { digits: Box::new([0; DIGITS]), pending: 0 }
    }
}

impl<const DIGITS: usize> ExactSum<DIGITS> {
    /// Adds `value * 2^position`. Call [`Self::carry`] before the sum is compared, merged or read.
    #[inline]
    pub fn add(&mut self, position: u32, value: i64) {
        self.add_wide(position, value.into());
    }

    /// Adds `value * 2^position` for values below 2^95 in size.
    #[inline]
    pub fn add_wide(&mut self, position: u32, value: i128) {
        if self.pending == MOST_PENDING {
            self.carry();
        }
        self.pending += 1;
        let (first, shift) = ((position / 32) as usize, position % 32);
        // A negative value spreads as two's complement: low digits non-negative, the top one signed.
        let spread = value << shift;
        self.digits[first] += (spread & 0xffff_ffff) as i64;
        self.digits[first + 1] += (spread >> 32 & 0xffff_ffff) as i64;
        self.digits[first + 2] += (spread >> 64) as i64;
    }

    /// Brings the digits into their one form: all in [0, 2^32), the top one signed.
    pub fn carry(&mut self) {
        let mut carry = 0;
        for digit in &mut self.digits[..DIGITS - 1] {
            let total = *digit + carry;
            carry = total >> 32;
            *digit = total & 0xffff_ffff;
        }
        self.digits[DIGITS - 1] += carry;
        self.pending = 0;
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        for (digit, added) in self.digits.iter_mut().zip(other.digits.iter()) {
            *digit += added;
        }
        self.carry();
    }

    /// Whether the sum is below zero, and its size.
    pub fn to_sign_and_magnitude(&self) -> (bool, Magnitude) {
        let is_negative = self.digits[DIGITS - 1] < 0;
        let mut carry = i64::from(is_negative);
        let digits = self.digits.iter().map(|&digit| {
            if is_negative {
                let total = (!digit & 0xffff_ffff) + carry;
                carry = total >> 32;
                total as u32
            } else {
                digit as u32
            }
        });
        (is_negative, Magnitude::from_digits(digits.collect()))
    }

    /// Sign, number of zero bytes below, number of other bytes, those bytes.
    pub fn write(&self, writer: &mut Writer) {
        let (is_negative, magnitude) = self.to_sign_and_magnitude();
        let bytes = magnitude.to_le_bytes();
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        writer.u8(is_negative.into());
        writer.varint(zeros as u64);
        writer.varint((bytes.len() - zeros) as u64);
        writer.raw(&bytes[zeros..]);
    }

    /// Reads what [`Self::write`] wrote. The caller checks that writing it again gives the same bytes.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let is_negative = reader.u8("the sign of a sum")? != 0;
        let zeros = reader.varint("the zero bytes of a sum")?;
        let length = reader.varint("the length of a sum")?;
        let width = DIGITS * 4 - 1;
        if zeros > width as u64 || length > width as u64 - zeros {
            return Err(crate::codec::damaged(format!("expected a sum of at most {width} bytes, found a longer one")));
        }
        let mut sum = Self::default();
        let stored = reader.raw(length as usize, "a sum")?;
        for (index, &byte) in stored.iter().enumerate() {
            let place = zeros as usize + index;
            sum.digits[place / 4] |= i64::from(byte) << (place % 4 * 8);
        }
        if is_negative {
            sum.digits.iter_mut().for_each(|digit| *digit = -*digit);
            sum.carry();
        }
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Sum = ExactSum<8>;

    fn sum(terms: &[(u32, i64)]) -> Sum {
        let mut sum = Sum::default();
        terms.iter().for_each(|&(position, value)| sum.add(position, value));
        sum.carry();
        sum
    }

    #[test]
    fn the_order_of_additions_leaves_no_trace() {
        let mut terms = vec![(0, 1), (31, -5), (100, i64::MAX), (100, i64::MIN), (64, -1), (3, 77)];
        let forwards = sum(&terms);
        terms.reverse();
        assert_eq!(forwards, sum(&terms));
    }

    #[test]
    fn a_sum_that_cancels_is_zero() {
        assert_eq!(sum(&[(40, 123), (40, -123)]), Sum::default());
        assert!(sum(&[(40, 123), (40, -123)]).to_sign_and_magnitude().1.is_zero());
    }

    #[test]
    fn negative_sums_have_the_magnitude_of_their_opposite() {
        for terms in [&[(0, 1)][..], &[(32, 1)], &[(64, 0x1234_5678_9abc), (0, 5)]] {
            let negated: Vec<_> = terms.iter().map(|&(position, value)| (position, -value)).collect();
            assert_eq!(sum(terms).to_sign_and_magnitude(), (false, sum(&negated).to_sign_and_magnitude().1));
            assert!(sum(&negated).to_sign_and_magnitude().0);
        }
    }

    #[test]
    fn a_sum_reads_back() {
        for terms in [&[][..], &[(0, 1)], &[(0, -1)], &[(150, 99), (7, -3)], &[(100, i64::MIN), (150, -1)]] {
            let mut writer = Writer::new();
            sum(terms).write(&mut writer);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            assert_eq!(Sum::read(&mut reader).unwrap(), sum(terms));
            reader.end("test").unwrap();
        }
    }

    #[test]
    fn a_sum_wider_than_the_state_is_refused() {
        for bytes in [&[0, 40, 1, 1][..], &[0, 0, 32], &[0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1]]
        {
            assert!(Sum::read(&mut Reader::new(bytes)).is_err(), "{bytes:?}");
        }
    }
}
