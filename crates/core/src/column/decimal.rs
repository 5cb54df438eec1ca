//! Digits of a text as a number, eight at a time, and the nearest double of a decimal fraction.

/// As many digits as any 64-bit integer holds.
pub(super) const MOST_DIGITS: usize = 19;

/// Below this every integer is a double.
const EXACT: u64 = 1 << 53;

/// The bits below the half of a double's last place, in 63 bits; of 64 there is one more.
const BELOW_HALF: u64 = (1 << 9) - 1;

const POWERS_OF_TEN: [u64; MOST_DIGITS + 1] = {
    let mut powers = [1; MOST_DIGITS + 1];
    let mut index = 1;
    while index < powers.len() {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

const DOUBLES: [f64; MOST_DIGITS + 1] = {
    let mut powers = [1.0; MOST_DIGITS + 1];
    let mut index = 1;
    while index < powers.len() {
        powers[index] = POWERS_OF_TEN[index] as f64;
        index += 1;
    }
    powers
};

/// 10^-k is just above `RECIPROCALS[k]` * 2^-(63 + n), where n is the number of bits of 10^k; k is at least 1.
const RECIPROCALS: [u64; MOST_DIGITS + 1] = {
    let mut reciprocals = [0; MOST_DIGITS + 1];
    let mut index = 1;
    while index < reciprocals.len() {
        let power = POWERS_OF_TEN[index];
        reciprocals[index] = ((1u128 << (127 - power.leading_zeros())) / power as u128) as u64;
        index += 1;
    }
    reciprocals
};

/// A number as it is written: digits without their point, and how many of them stand behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: u64,
    pub(super) decimals: usize,
}

impl Decimal {
    /// The digits at `start..end` of a text, perhaps with a point between two of them, if there is nothing else and they
    /// are not too many.
    #[inline]
    pub(super) fn read(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let (whole, count) = append_digits(text, start, end, 0);
        let point = start + count;
        if point == end {
            return (count > 0 && count <= MOST_DIGITS).then_some(Self { digits: whole, decimals: 0 });
        }
        let (digits, decimals) = append_digits(text, point + 1, end, whole);
        let is_whole = text[point] == b'.' && point + 1 + decimals == end;
        (is_whole && count > 0 && decimals > 0 && count + decimals <= MOST_DIGITS).then_some(Self { digits, decimals })
    }

    /// Whether the digits are an integer below 2^53.
    pub(super) const fn is_exact(self) -> bool {
        self.digits < EXACT
    }

    /// The nearest double; none in the rare case that takes more digits to tell.
    #[inline]
    pub(super) fn nearest(self) -> Option<f64> {
        if self.is_exact() {
            // Two exact doubles: the quotient is rounded once.
            return Some(self.digits as i64 as f64 / DOUBLES[self.decimals]);
        }
        if self.decimals == 0 {
            return Some(self.digits as f64);
        }
        let zeros = self.digits.leading_zeros();
        let product = u128::from(self.digits << zeros) * u128::from(RECIPROCALS[self.decimals]);
        let upper = (product >> 64) as u64;
        // The number lies above `upper` and below the next integer but one. Only where all bits below the half are set does
        // the double depend on more.
        if upper & BELOW_HALF == BELOW_HALF {
            return None;
        }
        let exponent = i64::from(POWERS_OF_TEN[self.decimals].leading_zeros()) - i64::from(zeros) - 63;
        Some((upper | 1) as f64 * f64::from_bits(((1023 + exponent) as u64) << 52))
    }
}

/// Puts the digits at `start..end` of a text, as far as there are any, behind those of a number, and says how many they
/// are. It wraps around when they are too many.
#[inline]
pub(super) fn append_digits(text: &[u8], start: usize, end: usize, number: u64) -> (u64, usize) {
    let (digits, count) = leading_digits(word_at(text, start), end - start);
    let number = number.wrapping_mul(POWERS_OF_TEN[count]).wrapping_add(digits);
    if count < 8 { (number, count) } else { append_more_digits(text, start + 8, end, number) }
}

/// Does so behind eight digits that were appended, and counts them in.
#[inline(never)]
fn append_more_digits(text: &[u8], start: usize, end: usize, mut number: u64) -> (u64, usize) {
    let mut total = 8;
    let mut at = start;
    loop {
        let (digits, count) = leading_digits(word_at(text, at), end - at);
        number = number.wrapping_mul(POWERS_OF_TEN[count]).wrapping_add(digits);
        total += count;
        at += count;
        if count < 8 {
            return (number, total);
        }
    }
}

/// Eight bytes from `at` on, the first one lowest; zeros where the text ends.
#[inline]
fn word_at(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(word) => u64::from_le_bytes(*word),
        None => last_word(text, at),
    }
}

#[cold]
fn last_word(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// The digits with which a word of text begins, as a number, and how many they are, at most `most`. They are moved to the
/// upper end of the word and zeros put before them, so that eight digits are read however few they are.
#[inline]
fn leading_digits(word: u64, most: usize) -> (u64, usize) {
    let digits = word ^ u64::from_ne_bytes([b'0'; 8]);
    let others = (digits.wrapping_add(u64::from_ne_bytes([0x76; 8])) | digits) & u64::from_ne_bytes([0x80; 8]);
    let count = (others.trailing_zeros() as usize / 8).min(most);
    let half = 4 * (8 - count);
    (eight_digits(digits << half << half), count)
}

/// Eight digits 0 to 9, one a byte, the first one lowest: neighbours are joined to pairs, pairs to fours, fours to eight.
#[inline]
const fn eight_digits(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 << 32 | 1) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    fn read(text: &str) -> Option<(u64, usize)> {
        let whole = format!("7{text}7.7");
        let decimal = Decimal::read(whole.as_bytes(), 1, 1 + text.len());
        assert_eq!(decimal, Decimal::read(text.as_bytes(), 0, text.len()), "{text:?}");
        decimal.map(|decimal| (decimal.digits, decimal.decimals))
    }

    #[test]
    fn digits_with_a_point_between_two_of_them_are_read_whatever_stands_around() {
        assert_eq!(read("0"), Some((0, 0)));
        assert_eq!(read("12345678"), Some((12_345_678, 0)));
        assert_eq!(read("123456789.5"), Some((1_234_567_895, 1)));
        assert_eq!(read("0.0123456789012345"), Some((123_456_789_012_345, 16)));
        assert_eq!(read("1234567890123456789"), Some((1_234_567_890_123_456_789, 0)));
        for text in ["", ".", "1.", ".1", "1.2.3", "1a", "-1", "1e5", "12345678901234567890", "1/2", "1:2", "1é"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_double_is_the_nearest_one() {
        let mut rng = Rng::new(11);
        let mut is_open = 0;
        for _ in 0..200_000 {
            let digits = rng.next() >> (rng.next() % 64);
            let decimals = (rng.next() % (MOST_DIGITS as u64 + 1)) as usize;
            let nearest: f64 = format!("{digits}e-{decimals}").parse().unwrap();
            match (Decimal { digits, decimals }).nearest() {
                Some(double) => assert_eq!(double.to_bits(), nearest.to_bits(), "{digits}e-{decimals}"),
                None => is_open += 1,
            }
        }
        assert!(is_open < 1000, "{is_open}");
    }

    #[test]
    fn halves_between_two_doubles_are_rounded_to_even() {
        for digits in (1 << 53..(1u64 << 53) + 64).chain((1 << 60) - 64..(1 << 60) + 1024) {
            for decimals in 1..=MOST_DIGITS {
                let nearest: f64 = format!("{digits}e-{decimals}").parse().unwrap();
                let double = Decimal { digits, decimals }.nearest();
                assert!(double.is_none_or(|double| double == nearest), "{digits}e-{decimals}");
            }
        }
    }
}
