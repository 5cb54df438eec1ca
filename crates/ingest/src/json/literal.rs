//! Numbers in JSON's grammar, found eight bytes at a time.

use crate::positions::{QUARTER, digits};

/// Where the number ends that begins at `start`; none if there is none.
#[inline]
pub(super) fn number_end(text: &[u8], start: usize) -> Option<usize> {
    let block = block_at(text, start);
    let digits = digits(&block);
    let first = usize::from(block[0] == b'-');
    let whole = (!(digits >> first)).trailing_zeros() as usize;
    let point = first + whole;
    let mut end = point;
    let mut is_plain = whole == 1 || whole > 1 && block[first] != b'0';
    if block.get(point) == Some(&b'.') {
        let decimals = (!(digits >> point >> 1)).trailing_zeros() as usize;
        is_plain &= decimals > 0;
        end += 1 + decimals;
    }
    // The first byte that is not in the block may be one more digit.
    match block.get(end) {
        Some(last) if is_plain && !matches!(last, b'e' | b'E') => Some(start + end),
        _ => any_number_end(text, start),
    }
}

#[inline(never)]
fn any_number_end(text: &[u8], start: usize) -> Option<usize> {
    let first = start + usize::from(text.get(start) == Some(&b'-'));
    let mut end = digits_end(text, first);
    if end == first || (text[first] == b'0' && end > first + 1) {
        return None;
    }
    if text.get(end) == Some(&b'.') {
        let point = end;
        end = digits_end(text, point + 1);
        if end == point + 1 {
            return None;
        }
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let exponent = end + 1 + usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        end = digits_end(text, exponent);
        if end == exponent {
            return None;
        }
    }
    Some(end)
}

/// Bytes from `at` on; zeros where the text ends.
#[inline]
pub(super) fn block_at(text: &[u8], at: usize) -> [u8; QUARTER] {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(block) => *block,
        None => last_block(text, at),
    }
}

#[cold]
fn last_block(text: &[u8], at: usize) -> [u8; QUARTER] {
    let mut block = [0; QUARTER];
    let rest = text.get(at..).unwrap_or_default();
    block[..rest.len()].copy_from_slice(rest);
    block
}

/// Eight bytes from `at` on, the first one lowest; zeros where the text ends.
#[inline]
pub(super) fn word_at(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(word) => u64::from_le_bytes(*word),
        None => text.get(at..).unwrap_or_default().iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

#[inline]
fn digits_end(text: &[u8], mut at: usize) -> usize {
    loop {
        let digits = word_at(text, at) ^ u64::from_ne_bytes([b'0'; 8]);
        let others = (digits.wrapping_add(u64::from_ne_bytes([0x76; 8])) | digits) & u64::from_ne_bytes([0x80; 8]);
        let count = others.trailing_zeros() as usize / 8;
        at += count;
        if count < 8 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_something_else_begins() {
        for number in ["0", "-0", "12345678", "123456789012", "0.5", "1.25e5", "1E-12345678", "-1e+1"] {
            for rest in ["", ",", "}", " ", "x", "-"] {
                assert_eq!(
                    number_end(format!("[{number}{rest}").as_bytes(), 1),
                    Some(1 + number.len()),
                    "{number}{rest}"
                );
            }
        }
        for text in ["", "-", "01", "-01", ".5", "1.", "1.e5", "1e", "1e+", "+1", "x"] {
            assert_eq!(number_end(text.as_bytes(), 0), None, "{text}");
        }
    }
}
