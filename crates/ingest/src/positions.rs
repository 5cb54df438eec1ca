//! Where a byte stands among 64: one bit each, by the vectors that every machine of the target has.

/// Bytes that are looked at together.
pub(crate) const BLOCK: usize = 64;

/// Bytes that fit into one vector.
pub(crate) const QUARTER: usize = BLOCK / 4;

/// Bit i is set where byte i is a digit.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline]
pub(crate) fn digits(block: &[u8; QUARTER]) -> u32 {
    use std::arch::x86_64::{_mm_cmpgt_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8, _mm_sub_epi8};
    #[allow(
        unsafe_code,
        reason = "the target has these instructions, and the load is of the sixteen bytes of the block"
    )]
    unsafe {
        let bytes = _mm_loadu_si128(block.as_ptr().cast());
        // Digits become the ten least bytes with a sign.
        let moved = _mm_sub_epi8(bytes, _mm_set1_epi8((b'0' as i8).wrapping_add(i8::MIN)));
        _mm_movemask_epi8(_mm_cmpgt_epi8(_mm_set1_epi8(i8::MIN + 10), moved)) as u32
    }
}

/// Bit i is set where byte i is a digit.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
pub(crate) fn digits(block: &[u8; QUARTER]) -> u32 {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_lt, u8x16_splat, u8x16_sub, u64x2};
    let (words, _) = block.as_chunks::<8>();
    let [lower, upper] = [words[0], words[1]].map(u64::from_le_bytes);
    let moved = u8x16_sub(u64x2(lower, upper), u8x16_splat(b'0'));
    u32::from(u8x16_bitmask(u8x16_lt(moved, u8x16_splat(10))))
}

/// Bit i is set where byte i is a digit.
#[cfg(not(any(
    all(target_arch = "x86_64", target_feature = "sse2"),
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
#[inline]
pub(crate) fn digits(block: &[u8; QUARTER]) -> u32 {
    block.iter().rev().fold(0, |bits, byte| bits << 1 | u32::from(byte.is_ascii_digit()))
}

/// Bit i is set where byte i is `byte`.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline]
pub(crate) fn positions(block: &[u8; BLOCK], byte: u8) -> u64 {
    use std::arch::x86_64::{_mm_cmpeq_epi8, _mm_movemask_epi8, _mm_set_epi64x, _mm_set1_epi8};
    each_quarter(block, |[lower, upper]| {
        #[allow(unsafe_code, reason = "the target has these instructions, and they touch no memory")]
        unsafe {
            let bytes = _mm_set_epi64x(upper as i64, lower as i64);
            _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte as i8))) as u64
        }
    })
}

/// Bit i is set where byte i is `byte`.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
pub(crate) fn positions(block: &[u8; BLOCK], byte: u8) -> u64 {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2};
    each_quarter(block, |[lower, upper]| u64::from(u8x16_bitmask(u8x16_eq(u64x2(lower, upper), u8x16_splat(byte)))))
}

/// Bit i is set where byte i is `byte`.
#[cfg(not(any(
    all(target_arch = "x86_64", target_feature = "sse2"),
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
#[inline]
pub(crate) fn positions(block: &[u8; BLOCK], byte: u8) -> u64 {
    positions_by_words(block, byte)
}

/// The same, eight bytes at a time in a 64-bit word: what the others are held against.
#[cfg_attr(
    any(target_arch = "x86_64", target_arch = "wasm32"),
    allow(dead_code, reason = "these targets have vectors")
)]
#[inline]
fn positions_by_words(block: &[u8; BLOCK], byte: u8) -> u64 {
    const LOWER: u64 = u64::from_ne_bytes([0x7f; 8]);
    let in_word = |word: u64| {
        let difference = word ^ u64::from_ne_bytes([byte; 8]);
        let is_equal = !((difference & LOWER) + LOWER | difference | LOWER) >> 7;
        // Gathers the lowest bit of each byte in the highest byte.
        is_equal.wrapping_mul(0x0102_0408_1020_4080) >> 56
    };
    each_quarter(block, |[lower, upper]| in_word(lower) | in_word(upper) << 8)
}

/// Puts the 16 bits of each 16 bytes together; these come as two words, the first byte lowest.
#[inline]
fn each_quarter(block: &[u8; BLOCK], bits: impl Fn([u64; 2]) -> u64) -> u64 {
    let (words, _) = block.as_chunks::<8>();
    let word = |index: usize| u64::from_le_bytes(words[index]);
    let quarter = |index: usize| bits([word(2 * index), word(2 * index + 1)]) << (16 * index);
    quarter(0) | quarter(1) | quarter(2) | quarter(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_looking_finds_the_same() {
        let mut state = 9u64;
        for round in 0..20_000 {
            let block = [(); BLOCK].map(|()| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                // Bytes that differ in few bits from the one that is looked for, and any others.
                if round % 2 == 0 { b',' ^ (state >> 60) as u8 } else { (state >> 56) as u8 }
            });
            let quarter = block.first_chunk().expect("a block is longer");
            let expected: u32 = (0..QUARTER).map(|index| u32::from(block[index].is_ascii_digit()) << index).sum();
            assert_eq!(digits(quarter), expected, "{block:?}");
            for byte in [b',', b'\n', 0, 0x80, 0xff] {
                let expected: u64 = (0..BLOCK).map(|index| u64::from(block[index] == byte) << index).sum();
                assert_eq!(positions(&block, byte), expected, "{block:?}");
                assert_eq!(positions_by_words(&block, byte), expected, "{block:?}");
            }
        }
    }
}
