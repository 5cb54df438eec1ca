//! Hashes of values: XXH64 with seed 0 over a kind byte and the canonical little-endian bytes. Part of the stored format.

use xxhash_rust::xxh64::xxh64;

/// What the bytes after the kind byte are.
const NUMBER: u8 = 1;
const TEXT: u8 = 2;
const EXACT_INTEGER: u8 = 3;
/// The two halves of the 128-bit hash of a long text.
const LONG_TEXT: [u8; 2] = [4, 5];

const PRIMES: [u64; 5] =
    [0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x85eb_ca77_c2b2_ae63, 0x27d4_eb2f_1656_67c5];

/// The hash of a finite double; -0 is +0. XXH64 of nine bytes.
#[allow(clippy::inline_always, reason = "kernels compile it for each instruction set")]
#[inline(always)]
pub fn hash_number(value: f64) -> u64 {
    hash_numbers(&[value])[0]
}

/// The hashes of finite doubles, written out: every number of every column comes here. All of them go a step together, since
/// each step of one waits for the step before.
#[allow(clippy::inline_always, reason = "kernels compile it for each instruction set")]
#[inline(always)]
pub(crate) fn hash_numbers<const N: usize>(values: &[f64; N]) -> [u64; N] {
    let bits = values.map(|value| (value + 0.0).to_bits());
    let mut hashes = bits.map(|bits| (bits << 8 | u64::from(NUMBER)).wrapping_mul(PRIMES[1]));
    hashes = hashes.map(|lane| lane.rotate_left(31).wrapping_mul(PRIMES[0]));
    hashes = hashes.map(|lane| (PRIMES[4].wrapping_add(9) ^ lane).rotate_left(27).wrapping_mul(PRIMES[0]));
    let last = bits.map(|bits| (bits >> 56).wrapping_mul(PRIMES[4]));
    hashes = std::array::from_fn(|at| {
        (hashes[at].wrapping_add(PRIMES[3]) ^ last[at]).rotate_left(11).wrapping_mul(PRIMES[0])
    });
    hashes = hashes.map(|hash| (hash ^ hash >> 33).wrapping_mul(PRIMES[1]));
    hashes = hashes.map(|hash| (hash ^ hash >> 29).wrapping_mul(PRIMES[2]));
    hashes.map(|hash| hash ^ hash >> 32)
}

/// The hash of a text.
pub fn hash_text(text: &str) -> u64 {
    hash_bytes(TEXT, text)
}

/// The hash of an integer that no double holds, by its decimal digits: `007` is `7`, and a plus sign is nothing.
pub fn hash_exact_integer(text: &str) -> u64 {
    let digits = text.trim_start_matches(['+', '-', ' ', '0']);
    if text.starts_with('-') {
        hash_bytes(EXACT_INTEGER, &format!("-{digits}"))
    } else {
        hash_bytes(EXACT_INTEGER, digits)
    }
}

/// 128 bits for texts that are kept by their hash.
pub fn hash_long_text(text: &str) -> u128 {
    let [low, high] = LONG_TEXT.map(|kind| u128::from(hash_bytes(kind, text)));
    high << 64 | low
}

fn hash_bytes(kind: u8, text: &str) -> u64 {
    if text.len() < 31 {
        return hash_short(kind, text.as_bytes());
    }
    let bytes: Vec<u8> = std::iter::once(kind).chain(text.bytes()).collect();
    xxh64(&bytes, 0)
}

/// XXH64 of a kind byte and at most 30 others, written out: most texts are short, and copying them behind a byte takes
/// longer than their hash.
fn hash_short(kind: u8, bytes: &[u8]) -> u64 {
    let word = |hash: u64, word: u64| {
        let lane = word.wrapping_mul(PRIMES[1]).rotate_left(31).wrapping_mul(PRIMES[0]);
        (hash ^ lane).rotate_left(27).wrapping_mul(PRIMES[0]).wrapping_add(PRIMES[3])
    };
    let half = |hash: u64, half: u32| {
        let mixed = hash ^ u64::from(half).wrapping_mul(PRIMES[0]);
        mixed.rotate_left(23).wrapping_mul(PRIMES[1]).wrapping_add(PRIMES[2])
    };
    let byte =
        |hash: u64, byte: u8| (hash ^ u64::from(byte).wrapping_mul(PRIMES[4])).rotate_left(11).wrapping_mul(PRIMES[0]);
    let (halves, kind) = (|bytes: &[u8; 4]| u32::from_le_bytes(*bytes), u64::from(kind));
    let mut hash = PRIMES[4].wrapping_add(bytes.len() as u64 + 1);
    let mut rest = bytes;
    // The first word, half or byte begins with the kind; two halves that share a byte are seven bytes.
    if let Some(([a, b, c, d, e, f, g], after)) = bytes.split_first_chunk() {
        let [low, high] = [&[*a, *b, *c, *d], &[*d, *e, *f, *g]].map(|bytes| u64::from(halves(bytes)));
        hash = word(hash, kind | low << 8 | high << 32);
        rest = after;
        while let Some((eight, after)) = rest.split_first_chunk() {
            hash = word(hash, u64::from_le_bytes(*eight));
            rest = after;
        }
        if let Some((four, after)) = rest.split_first_chunk() {
            hash = half(hash, halves(four));
            rest = after;
        }
    } else if let Some(([a, b, c], after)) = bytes.split_first_chunk() {
        hash = half(hash, u32::from_le_bytes([kind as u8, *a, *b, *c]));
        rest = after;
    } else {
        hash = byte(hash, kind as u8);
    }
    hash = rest.iter().fold(hash, |hash, &next| byte(hash, next));
    hash = (hash ^ hash >> 33).wrapping_mul(PRIMES[1]);
    hash = (hash ^ hash >> 29).wrapping_mul(PRIMES[2]);
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_part_of_the_format_and_never_change() {
        assert_eq!(hash_number(0.0), hash_number(-0.0));
        for value in [0.0f64, 1.5, -1.5, 1e300, 5e-324, 0.1] {
            let bytes = [&[NUMBER], &value.to_bits().to_le_bytes()[..]].concat();
            assert_eq!(hash_number(value), xxh64(&bytes, 0), "{value}");
        }
        assert_eq!(hash_text("a"), xxh64(&[2, b'a'], 0));
        for length in (0..70).chain([200]) {
            let text: String = (0..length).map(|place| char::from(33 + place % 90)).collect();
            assert_eq!(hash_text(&text), xxh64(&[&[2], text.as_bytes()].concat(), 0), "{length}");
        }
    }

    #[test]
    fn spellings_of_an_integer_share_its_hash() {
        assert_eq!(hash_exact_integer("+0009007199254740993"), hash_exact_integer("9007199254740993"));
        assert_eq!(hash_exact_integer("-09007199254740993"), hash_exact_integer("- 9007199254740993"));
        assert_ne!(hash_exact_integer("-9007199254740993"), hash_exact_integer("9007199254740993"));
    }
}
