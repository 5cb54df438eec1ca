//! What a piece of text is: a number and in which spelling, a boolean, or text. Decided value by value.

use super::decimal::{Decimal, MOST_DIGITS, append_digits};
use crate::state::Kind;
use tidemark_json::{read_double, whole_digits};

/// Integers up to here are exact doubles.
const MOST_EXACT: u64 = 1 << 53;

/// A value as read from text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Its lexical kind.
    pub kind: Kind,
    /// The nearest double, if the kind is that of a finite number. -0 is +0.
    pub number: f64,
    /// Whether it is an integer that no double holds.
    pub is_rounded: bool,
}

impl Reading {
    /// A boolean that came as one.
    pub const BOOLEAN: Self = Self::of(Kind::Boolean);

    const fn of(kind: Kind) -> Self {
        Self { kind, number: 0.0, is_rounded: false }
    }

    /// A number, or an infinity when its nearest double is one.
    fn number(kind: Kind, value: f64) -> Self {
        match value {
            f64::INFINITY => Self::of(Kind::PositiveInfinity),
            f64::NEG_INFINITY => Self::of(Kind::NegativeInfinity),
            _ => Self { kind, number: value + 0.0, is_rounded: false },
        }
    }

    /// Whether this is a finite number.
    pub const fn is_finite(&self) -> bool {
        matches!(self.kind, Kind::Integral | Kind::Fractional | Kind::Exponent | Kind::Loose)
    }

    /// A double that came as one: whole doubles are integral.
    #[inline]
    pub fn from_f64(value: f64) -> Self {
        if value.is_nan() {
            Self::of(Kind::Nan)
        } else {
            Self::number(if value.trunc() == value { Kind::Integral } else { Kind::Fractional }, value)
        }
    }

    /// An integer that came as one.
    #[inline]
    pub fn from_i64(value: i64) -> Self {
        let number = value as f64;
        let is_rounded = value.unsigned_abs() > MOST_EXACT && number as i128 != i128::from(value);
        Self { kind: Kind::Integral, number, is_rounded }
    }

    /// An integer without a sign that came as one.
    #[inline]
    pub fn from_u64(value: u64) -> Self {
        let number = value as f64;
        let is_rounded = value > MOST_EXACT && number as u128 != u128::from(value);
        Self { kind: Kind::Integral, number, is_rounded }
    }

    /// Text that is not missing. Plain numbers follow Model Monitor's grammar: a sign, at most one blank, digits, and
    /// perhaps a point with digits, and an exponent.
    #[inline]
    pub fn from_text(text: &str) -> Self {
        Self::from_part(text, 0, text.len())
    }

    /// The text at `start..end` of a longer one: the bytes behind it are read with it, which is faster.
    #[inline]
    pub(super) fn from_part(whole: &str, start: usize, end: usize) -> Self {
        let bytes = whole.as_bytes();
        let Some(&first) = bytes.get(start).filter(|_| start < end) else {
            return Self::of(Kind::Text);
        };
        let is_negative = first == b'-';
        if is_negative || first.is_ascii_digit() {
            let decimal = Decimal::read(bytes, start + usize::from(is_negative), end);
            if let Some(reading) = decimal.and_then(|decimal| Self::from_decimal(decimal, is_negative)) {
                return reading;
            }
        }
        let text = &whole[start..end];
        match first {
            b'-' | b'+' | b'0'..=b'9' | b' ' | b'\t' | b'.' => Self::from_other_number(text),
            b't' | b'f' => Self::of(if matches!(text, "true" | "false") { Kind::Boolean } else { Kind::Text }),
            b'i' | b'I' | b'n' | b'N' => Self::from_unusual_text(text),
            _ => Self::of(Kind::Text),
        }
    }

    /// None where it takes more than these digits to tell the double, or whether it is rounded.
    #[inline]
    fn from_decimal(decimal: Decimal, is_negative: bool) -> Option<Self> {
        let is_fraction = decimal.decimals > 0;
        let size = decimal.nearest().filter(|_| is_fraction || decimal.is_exact())?;
        let kind = if is_fraction { Kind::Fractional } else { Kind::Integral };
        // Signs are as good as random: no branch on them. -0 becomes +0.
        let number = f64::from_bits(size.to_bits() | u64::from(is_negative) << 63) + 0.0;
        Some(Self { kind, number, is_rounded: false })
    }

    #[inline(never)]
    fn from_other_number(text: &str) -> Self {
        match Plain::scan(text.as_bytes()) {
            Some(plain) => plain.read(text),
            None => Self::from_unusual_text(text),
        }
    }

    fn from_unusual_text(text: &str) -> Self {
        let trimmed = text.trim_matches([' ', '\t']);
        let (is_negative, unsigned) = match trimmed.as_bytes().first() {
            Some(b'-') => (true, &trimmed[1..]),
            Some(b'+') => (false, &trimmed[1..]),
            _ => (false, trimmed),
        };
        let is = |word: &str| unsigned.eq_ignore_ascii_case(word);
        if is("nan") {
            return Self::of(Kind::Nan);
        }
        if is("inf") || is("infinity") {
            return Self::of(if is_negative { Kind::NegativeInfinity } else { Kind::PositiveInfinity });
        }
        // What is left to `parse` begins with a digit or a point, so it takes no word for a number; and what is most often
        // no number, such as a date, shows behind the first digits.
        let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
        match unsigned.as_bytes().get(digits) {
            Some(b'.') => {}
            None | Some(b'e' | b'E') if digits > 0 => {}
            _ => return Self::of(Kind::Text),
        }
        match read_double(unsigned) {
            Some(size) => Self::number(Kind::Loose, if is_negative { -size } else { size }),
            None => Self::of(Kind::Text),
        }
    }
}

/// Where the parts of a plain number stand in its text.
struct Plain {
    kind: Kind,
    is_negative: bool,
    /// Where the digits begin.
    start: usize,
    /// None where there are too many digits, or an exponent.
    decimal: Option<Decimal>,
}

impl Plain {
    fn scan(bytes: &[u8]) -> Option<Self> {
        let is_negative = bytes.first() == Some(&b'-');
        let mut start = usize::from(is_negative || bytes.first() == Some(&b'+'));
        start += usize::from(bytes.get(start) == Some(&b' '));
        let (whole, count) = append_digits(bytes, start, bytes.len(), 0);
        if count == 0 {
            return None;
        }
        let mut at = start + count;
        let (mut digits, mut decimals) = (whole, 0);
        if bytes.get(at) == Some(&b'.') {
            (digits, decimals) = append_digits(bytes, at + 1, bytes.len(), whole);
            if decimals == 0 {
                return None;
            }
            at += 1 + decimals;
        }
        let mut kind = if decimals > 0 { Kind::Fractional } else { Kind::Integral };
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            at += usize::from(matches!(bytes.get(at), Some(b'-' | b'+')));
            let (_, count) = append_digits(bytes, at, bytes.len(), 0);
            if count == 0 {
                return None;
            }
            at += count;
            kind = Kind::Exponent;
        }
        let is_short = count + decimals <= MOST_DIGITS && kind != Kind::Exponent;
        (at == bytes.len()).then_some(Self {
            kind,
            is_negative,
            start,
            decimal: is_short.then_some(Decimal { digits, decimals }),
        })
    }

    fn read(&self, text: &str) -> Reading {
        let size = self.decimal.and_then(Decimal::nearest);
        let size = size.unwrap_or_else(|| read_double(&text[self.start..]).unwrap_or(f64::NAN));
        let mut reading = Reading::number(self.kind, if self.is_negative { -size } else { size });
        if self.kind == Kind::Integral && reading.is_finite() && size >= 9_007_199_254_740_992.0 {
            reading.is_rounded = match self.decimal {
                Some(decimal) => size as u128 != u128::from(decimal.digits),
                None => whole_digits(size) != text[self.start..].trim_start_matches('0'),
            };
        }
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        Reading::from_text(text).kind
    }

    #[test]
    fn plain_numbers_follow_the_grammar_of_model_monitor() {
        for text in ["0", "-0", "+7", "007", " 5", "- 5", "123456789012345678901234567890"] {
            assert_eq!(kind(text), Kind::Integral, "{text:?}");
        }
        for text in ["0.0", "-1.5", "+ 1.25", "3.0"] {
            assert_eq!(kind(text), Kind::Fractional, "{text:?}");
        }
        for text in ["1e5", "1.5E-3", "-2e+7"] {
            assert_eq!(kind(text), Kind::Exponent, "{text:?}");
        }
    }

    #[test]
    fn other_spellings_of_numbers_are_loose() {
        for text in [".5", "5.", "-.5e3", "  7", "7 ", "\t1.5\t"] {
            assert_eq!(kind(text), Kind::Loose, "{text:?}");
        }
    }

    #[test]
    fn words_are_non_finite_numbers_booleans_or_text() {
        for (text, expected) in [
            ("nan", Kind::Nan),
            ("-NaN", Kind::Nan),
            ("inf", Kind::PositiveInfinity),
            ("+Infinity", Kind::PositiveInfinity),
            ("-INF", Kind::NegativeInfinity),
            ("1e400", Kind::PositiveInfinity),
            ("-1e400", Kind::NegativeInfinity),
            ("true", Kind::Boolean),
            ("false", Kind::Boolean),
            ("True", Kind::Text),
            ("", Kind::Text),
            ("-", Kind::Text),
            (".", Kind::Text),
            ("1,5", Kind::Text),
            ("1_000", Kind::Text),
            ("0x10", Kind::Text),
            ("--5", Kind::Text),
            ("1e", Kind::Text),
            ("1 2", Kind::Text),
            ("infinite", Kind::Text),
            ("2026-01-01", Kind::Text),
            ("٣", Kind::Text),
        ] {
            assert_eq!(kind(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_the_nearest_double() {
        for text in [
            "0.1",
            "0.3",
            "123.456",
            "9007199254740993",
            "9007199254740993.5",
            "18446744073709551615",
            "0.0000000000000000001",
            "99999999999999999999.5",
            "3.141592653589793238462643",
            "1e-324",
            "5e-324",
            "1.7976931348623157e308",
            "0.30000000000000004",
        ] {
            assert_eq!(Reading::from_text(text).number, text.parse::<f64>().unwrap(), "{text}");
        }
        assert!(Reading::from_text("-0.0").number.is_sign_positive());
        assert_eq!(Reading::from_text("- 5").number, -5.0);
    }

    #[test]
    fn integers_that_no_double_holds_are_marked() {
        for (text, expected) in [
            ("9007199254740992", false),
            ("9007199254740993", true),
            ("-9007199254740993", true),
            ("9007199254740994", false),
            ("00018014398509481985", true),
            ("1000000000000000000000", false),
            ("100000000000000000000000", true), // 10^23 lies between two doubles
        ] {
            assert_eq!(Reading::from_text(text).is_rounded, expected, "{text}");
        }
        assert!(Reading::from_i64((1 << 53) + 1).is_rounded && Reading::from_i64(i64::MAX).is_rounded);
        assert!(!Reading::from_i64(i64::MIN).is_rounded);
        assert!(Reading::from_u64(u64::MAX).is_rounded && !Reading::from_u64(1 << 63).is_rounded);
    }

    #[test]
    fn whole_doubles_are_integral() {
        assert_eq!(Reading::from_f64(3.0).kind, Kind::Integral);
        assert_eq!(Reading::from_f64(3.5).kind, Kind::Fractional);
        assert_eq!(Reading::from_f64(f64::NEG_INFINITY).kind, Kind::NegativeInfinity);
        assert_eq!(Reading::from_f64(f64::NAN).kind, Kind::Nan);
    }
}
