//! Decimal numbers as texts: the nearest double of one, and the digits of a double. The standard library does so too, by
//! ten kilobytes of powers of five that nothing makes smaller; here it is done by long multiplication and division, after
//! one operation on exact doubles for the numbers for which that is enough.

/// Powers of ten that doubles hold exactly.
pub const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Further digits only say whether there is something behind these: no double and no middle of two has more than 768.
const MOST_DIGITS: usize = 800;

/// The largest power of ten in 64 bits.
const WORD_POWER: u32 = 19;

/// Nine digits at a time.
const CHUNK: u32 = 1_000_000_000;

/// The nearest double of a decimal number: digits, perhaps with a point and an exponent; or `inf`, `infinity` or `nan` in
/// any case. None for any other text. What lies beyond the range of doubles is infinite.
pub fn read_double(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let size = if unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity") {
        f64::INFINITY
    } else if unsigned.eq_ignore_ascii_case("nan") {
        f64::NAN
    } else {
        read_size(unsigned.as_bytes())?
    };
    Some(if text.starts_with('-') { -size } else { size })
}

fn read_size(text: &[u8]) -> Option<f64> {
    let end = text.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(text.len());
    let mut exponent = match text.get(end + 1..) {
        Some(exponent) => read_exponent(exponent)?,
        None => 0,
    };
    // How many digits count, and the number that they are while it fits.
    let (mut count, mut small) = (0, 0u64);
    let (mut has_point, mut has_digits) = (false, false);
    for &byte in &text[..end] {
        match byte {
            b'0'..=b'9' => {
                has_digits = true;
                exponent -= i32::from(has_point);
                count += usize::from(byte != b'0' || count > 0);
                small = small.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            }
            b'.' if !has_point => has_point = true,
            _ => return None,
        }
    }
    if !has_digits {
        return None;
    }
    if count == 0 {
        return Some(0.0);
    }
    let quick = if count < 20 { nearest_by_words(small, exponent) } else { None };
    if quick.is_some() {
        return quick;
    }
    // The number is below ten to this power.
    Some(match count as i32 + exponent {
        311.. => f64::INFINITY,
        ..-330 => 0.0,
        _ => {
            let digits = text[..end].iter().filter(|byte| **byte != b'.').map(|byte| byte - b'0');
            let mut digits: Vec<u8> = digits.skip_while(|digit| *digit == 0).collect();
            if let Some(rest) = digits.get(MOST_DIGITS..) {
                exponent += rest.len() as i32 - 1;
                let last = u8::from(rest.iter().any(|digit| *digit != 0));
                digits.truncate(MOST_DIGITS);
                digits.push(last);
            }
            nearest(&digits, exponent)
        }
    })
}

/// The nearest double of a number other than 0 times ten to a power; none where 64 bits do not tell which it is.
fn nearest_by_words(number: u64, mut exponent: i32) -> Option<f64> {
    if number <= 1 << 53
        && let Some(&power) = EXACT_POWERS.get(exponent.unsigned_abs() as usize)
    {
        let number = number as i64 as f64;
        return Some(if exponent < 0 { number / power } else { number * power });
    }
    if exponent.unsigned_abs() > 3 * WORD_POWER {
        return None;
    }
    // 64 bits, the first of them set; the number lies at most `error` of them above, and has two to this power.
    let mut scale = -(number.leading_zeros() as i32);
    let (mut word, mut error) = (number << -scale, 0);
    while exponent != 0 {
        let power = exponent.unsigned_abs().min(WORD_POWER);
        let factor = 10u64.pow(power);
        let wide = if exponent < 0 {
            exponent += power as i32;
            scale -= 64;
            (u128::from(word) << 64) / u128::from(factor)
        } else {
            exponent -= power as i32;
            u128::from(word) * u128::from(factor)
        };
        let shift = 64 - wide.leading_zeros();
        word = (wide >> shift) as u64;
        scale += shift as i32;
        error = 2 * error + 1;
    }
    // The double takes 53 bits.
    let (dropped, half) = (word & 0x7ff, 0x400);
    if error > 0 && dropped <= half && dropped + error >= half {
        return None;
    }
    Some(word as f64 * f64::from_bits(((scale + 1023) as u64) << 52))
}

/// Digits after a sign; so many that they do not matter become a large number.
fn read_exponent(text: &[u8]) -> Option<i32> {
    let digits = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0i32, |size, digit| (size * 10 + i32::from(digit - b'0')).min(100_000_000));
    Some(if text[0] == b'-' { -size } else { size })
}

/// A whole number of any size, the lowest 32 bits first.
struct Whole(Vec<u32>);

impl Whole {
    /// Multiplies, and then adds.
    fn multiply(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides, and gives the remainder.
    fn divide(&mut self, divisor: u32) -> u32 {
        let mut rest = 0;
        for limb in self.0.iter_mut().rev() {
            rest = rest << 32 | u64::from(*limb);
            *limb = (rest / u64::from(divisor)) as u32;
            rest %= u64::from(divisor);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        rest as u32
    }

    fn bits(&self) -> usize {
        self.0.len() * 32 - self.0.last().map_or(0, |limb| limb.leading_zeros() as usize)
    }
}

/// Ten to a power, in factors of at most nine digits.
fn factors(power: usize) -> impl Iterator<Item = u32> {
    let last = 10u32.pow((power % 9) as u32);
    (0..power / 9).map(|_| CHUNK).chain([last])
}

/// The nearest double of digits times ten to a power.
fn nearest(digits: &[u8], exponent: i32) -> f64 {
    let mut number = Whole(Vec::new());
    for chunk in digits.chunks(9) {
        let value = chunk.iter().fold(0, |value, &digit| value * 10 + u32::from(digit));
        number.multiply(10u32.pow(chunk.len() as u32), value);
    }
    let power = exponent.unsigned_abs() as usize;
    // How many bits stand behind the point, and whether there is anything behind them.
    let (mut behind, mut is_more) = (0, false);
    if exponent >= 0 {
        factors(power).for_each(|factor| number.multiply(factor, 0));
    } else {
        // A quotient of at least 66 bits: ten to a power has less than 3.33 bits for each.
        let limbs = (66 + power * 333 / 100 + 1).saturating_sub(number.bits()).div_ceil(32);
        number.0.splice(0..0, std::iter::repeat_n(0, limbs));
        behind = limbs * 32;
        factors(power).for_each(|factor| is_more |= number.divide(factor) > 0);
    }
    // The highest 64 bits, the first of them set.
    let bits = number.bits();
    let limb = |place: usize| number.0.len().checked_sub(place).map_or(0, |at| u128::from(number.0[at]));
    let top = limb(1) << 64 | limb(2) << 32 | limb(3);
    let top = top << (32 - bits.wrapping_sub(1) % 32 - 1);
    let high = (top >> 32) as u64;
    is_more |= top as u32 != 0 || number.0.iter().rev().skip(3).any(|&limb| limb != 0);
    let exponent = bits as i32 - 1 - behind as i32;
    // 53 of them are kept, fewer below the normal doubles.
    let dropped = 11 + (-1022 - exponent).max(0);
    if exponent > 1023 || dropped > 64 {
        return if exponent > 0 { f64::INFINITY } else { 0.0 };
    }
    let kept = high.checked_shr(dropped as u32).unwrap_or(0);
    let half = high >> (dropped - 1) & 1 == 1;
    let is_above = is_more || high & ((1 << (dropped - 1)) - 1) != 0;
    let rounded = kept + u64::from(half && (is_above || kept & 1 == 1));
    f64::from_bits((((exponent.max(-1022) + 1022) as u64) << 52) + rounded)
}

/// All digits of a whole double, after its sign.
pub fn whole_digits(number: f64) -> String {
    let size = number.abs();
    let bits = size.to_bits();
    let shift = (bits >> 52) as i32 - 1075;
    let mut text = Vec::new();
    if shift <= 0 {
        text = (size as u64).to_string().into_bytes();
    } else {
        let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
        let mut whole = Whole(vec![mantissa as u32, (mantissa >> 32) as u32]);
        for _ in 0..shift {
            whole.multiply(2, 0);
        }
        // The last digits first.
        while !whole.0.is_empty() {
            let mut chunk = whole.divide(CHUNK);
            for _ in 0..9 {
                text.push(b'0' + (chunk % 10) as u8);
                chunk /= 10;
            }
        }
        while text.last() == Some(&b'0') {
            text.pop();
        }
        text.reverse();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    text.iter().fold(sign.to_owned(), |text, &digit| text + char::from(digit).encode_utf8(&mut [0]))
}

/// The shortest digits that are read as this double, and ten to which power stands before the first of them; of its size.
pub fn shortest_digits(number: f64) -> (String, i32) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(number.abs());
    let (text, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let all = whole.to_owned() + behind;
    let digits = all.trim_start_matches('0');
    let power =
        read_exponent(exponent.as_bytes()).unwrap_or(0) + whole.len() as i32 - (all.len() - digits.len()) as i32;
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { ("0".to_owned(), 0) } else { (digits.to_owned(), power - 1) }
}

/// The shortest digits that are read as this double, without an exponent: `0.5`, `97`, `NaN`, `-inf`.
pub fn plain_text(number: f64) -> String {
    let sign = if number.is_sign_negative() && !number.is_nan() { "-" } else { "" };
    if !number.is_finite() {
        return format!("{sign}{}", if number.is_nan() { "NaN" } else { "inf" });
    }
    let (digits, power) = shortest_digits(number);
    let zeros = |count: usize| "0".repeat(count);
    match usize::try_from(power + 1) {
        Ok(whole) if whole >= digits.len() => sign.to_owned() + &digits + &zeros(whole - digits.len()),
        Ok(whole @ 1..) => format!("{sign}{}.{}", &digits[..whole], &digits[whole..]),
        _ => format!("{sign}0.{}{digits}", zeros((-power - 1) as usize)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_same(text: &str) {
        let expected = text.parse::<f64>().ok();
        let found = read_double(text);
        assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{text}: {found:?}, not {expected:?}");
    }

    /// `SplitMix64`.
    fn draw(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = *state;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    #[test]
    fn texts_are_numbers_where_they_are_to_the_standard_library() {
        let words = "0 -0 +0 . -. 1. .5 5.e3 .e3 e3 1e 1e+ 1e-+1 +-1 1..2 1.2.3 0x1 1_0 inf -INF +Infinity nan -NaN infinit 1e5 \
                     1E-5 1e400 -1e400 1e-400 1e99999999999999999999 0e99999999999999999999 1e-99999999999999999999 00012.50 1,5";
        words.split_ascii_whitespace().chain(["", " 1", "1 "]).for_each(|text| {
            let (found, expected) = (read_double(text), text.parse::<f64>().ok());
            let show = |number: f64| if number.is_nan() { "nan".to_owned() } else { format!("{number:e}") };
            assert_eq!(found.map(show), expected.map(show), "{text}");
        });
    }

    #[test]
    fn numbers_are_the_nearest_doubles() {
        let hard = "9007199254740993 9007199254740992.5 9007199254740993.0000000000000000000000001 1.7976931348623157e308 \
                    1.7976931348623158e308 1.7976931348623159e308 179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880 \
                    2.2250738585072014e-308 2.2250738585072011e-308 2.225073858507201e-308 5e-324 2.4703282292062327e-324 \
                    2.4703282292062328e-324 4.94e-324 7.4e-324 7.5e-324 1e23 8.5e22 9007199254740991e22 9007199254740993e-22";
        hard.split_ascii_whitespace().for_each(assert_same);
        let state = &mut 7;
        for _ in 0..20_000 {
            let double = f64::from_bits(draw(state) & (u64::MAX >> 1));
            if double.is_finite() {
                assert_same(&format!("{double:e}"));
                assert_same(&format!("{double:.25e}"));
                // The middle of it and its neighbour, and just beside that.
                let middle = format!("{double:.800e}").replace('e', "5e");
                assert_same(&middle);
            }
            let (digits, power) = (draw(state) >> (draw(state) % 64), draw(state) % 700);
            assert_same(&format!("{digits}e{}", power as i32 - 350));
            assert_same(&format!("{}.{digits}e{}", draw(state) % 1000, (power % 50) as i32 - 25));
        }
        // Middles between doubles, exactly: an odd number of halves.
        for _ in 0..2_000 {
            let odd = (1u64 << 53 | draw(state) >> 11) << 1 | 1;
            for text in [format!("{odd}"), format!("{}.5", odd >> 1), format!("{}", u128::from(odd) << 30)] {
                for more in ["", "0", "00000000000000000000001"] {
                    assert_same(&if text.contains('.') { format!("{text}{more}") } else { format!("{text}.0{more}") });
                }
            }
        }
    }

    #[test]
    fn digits_beyond_any_middle_still_tell_a_number_from_it() {
        let middle = format!("{:.1074}", 5e-324 / 1.0);
        for more in ["", "1", "0000001"] {
            assert_same(&format!("{middle}{more}"));
            assert_same(&format!("9007199254740993.{}{more}", "0".repeat(900)));
        }
    }

    #[test]
    fn a_whole_double_has_all_of_its_digits() {
        let state = &mut 3;
        for _ in 0..2_000 {
            let number = f64::from_bits(draw(state)).trunc();
            if number.is_finite() {
                assert_eq!(whole_digits(number), format!("{number:.0}"));
            }
        }
        for number in [0.0, -0.0, 1.0, -10.0, 1e15, 9_007_199_254_740_992.0, -9_007_199_254_740_994.0, f64::MAX] {
            assert_eq!(whole_digits(number), format!("{number:.0}"));
        }
    }

    #[test]
    fn a_double_reads_as_the_standard_library_shows_it() {
        let state = &mut 5;
        let random = (0..5_000).map(|_| f64::from_bits(draw(state)));
        let rounded = (0..5_000).map(|place| f64::from(place) / 100.0);
        let powers = (-330..309).map(|power| format!("1e{power}").parse().unwrap());
        let others =
            [0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 5e-324, f64::MAX, -1234.5, 1e15, 1e16, 123e20];
        for number in random.chain(rounded).chain(powers).chain(others) {
            let (text, expected) = (plain_text(number), number.to_string());
            // Where two of the shortest texts are as near, the standard library takes the larger one, JavaScript the even one.
            let is_tie = || text.len() == expected.len() && text.parse() == Ok(number);
            assert!(text == expected || is_tie(), "{text}, not {expected}");
        }
        assert_eq!(
            [0.0, -0.001_25, 97.0, 1e300].map(shortest_digits).map(|(digits, power)| format!("{digits} {power}")),
            ["0 0", "125 -3", "97 1", "1 300",]
        );
    }
}
