//! The values of a column that are no finite numbers, with their counts.
//!
//! Definition: a dictionary of the values whose hash has at least L leading zero bits, each with its exact count; L is the
//! smallest for which they are at most 4,096 values and 80 KiB of text. Beside it 256 counters by the lowest eight bits of
//! the hash. A text of more than 64 bytes is kept as its first 48, cut at a character, and a 128-bit hash of the whole.
//!
//! Edges: while L is 0 the dictionary is the exact table of values, which is the everyday case. Past that it is a fair
//! sample of the values: their counts stay exact, but a heavy value may not be in it; the counters still show a change of
//! its share. Nothing has no values.
//!
//! Accuracy: exact while L = 0; exact for each value kept. Order leaves no trace, since L never falls and a value that is
//! kept was kept from its first row; sketches such as `SpaceSaving` depend on it.
//!
//! Source: Wegman's adaptive sampling (Flajolet, 1990), with counts.

mod dictionary;

use super::{MOST, State, add_counts, read_count};
use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::hash::hash_text;
pub(crate) use dictionary::Key;
use dictionary::{Dictionary, LONGEST, PREFIX};

const MOST_VALUES: usize = 4096;
const MOST_BYTES: usize = 80 * 1024;
/// Counters by hash.
pub const COUNTERS: usize = 256;

/// The values of a column.
#[derive(Clone, Debug, Default)]
pub struct Frequent {
    leading_zeros: u8,
    dictionary: Dictionary,
    /// Only when a value was seen.
    counters: Option<Box<[u64; COUNTERS]>>,
}

impl PartialEq for Frequent {
    fn eq(&self, other: &Self) -> bool {
        self.leading_zeros == other.leading_zeros
            && self.counters == other.counters
            && self.dictionary.sorted() == other.dictionary.sorted()
    }
}

/// A value with its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrequentValue<'a> {
    /// The value, or its beginning.
    pub text: &'a str,
    /// Whether the text is only the beginning of the value.
    pub is_cut: bool,
    /// How often it was seen.
    pub count: u64,
}

impl Frequent {
    /// Takes in a value.
    pub fn update(&mut self, text: &str) {
        self.add(text, hash_text(text), 1);
    }

    /// Takes in a value whose `hash_text` is known, so many times, at least once.
    pub(crate) fn add(&mut self, text: &str, hash: u64, count: u64) {
        let key = Key::borrowed(text);
        let hash = if key.whole.is_some() { key.hash() } else { hash };
        self.counters.get_or_insert_with(|| Box::new([0; COUNTERS]))[counter_of(hash)] += count;
        if hash.leading_zeros() >= self.leading_zeros.into() {
            self.dictionary.add(&key, hash, count);
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        while self.dictionary.len() > MOST_VALUES || self.dictionary.text_bytes() > MOST_BYTES {
            self.raise(self.leading_zeros + 1);
        }
    }

    fn raise(&mut self, leading_zeros: u8) {
        if leading_zeros > self.leading_zeros {
            self.leading_zeros = leading_zeros;
            self.dictionary = self.dictionary.keeping(|hash| hash.leading_zeros() >= leading_zeros.into());
        }
    }

    /// How many values were seen, repeats included.
    pub fn count(&self) -> u64 {
        self.counters().iter().sum()
    }

    /// The number of distinct values, while each of them is known.
    pub fn distinct_count(&self) -> Option<u64> {
        (self.leading_zeros == 0).then_some(self.dictionary.len() as u64)
    }

    /// The values that are known, in the order of their bytes: all of them while `distinct_count` is known.
    pub fn values(&self) -> impl Iterator<Item = FrequentValue<'_>> {
        self.dictionary.sorted().into_iter().map(|(key, count)| FrequentValue {
            text: key.text,
            is_cut: key.whole.is_some(),
            count,
        })
    }

    /// Counts by the lowest eight bits of the hash. Every value counts here, known or not.
    pub fn counters(&self) -> &[u64; COUNTERS] {
        const NONE: [u64; COUNTERS] = [0; COUNTERS];
        self.counters.as_deref().unwrap_or(&NONE)
    }

    /// L: values whose hash has fewer leading zero bits are not known.
    pub(crate) const fn leading_zeros(&self) -> u8 {
        self.leading_zeros
    }

    /// What is kept of the known values, with their counts, in the order of their bytes.
    pub(crate) fn sorted(&self) -> Vec<(Key, u64)> {
        self.dictionary.sorted().into_iter().map(|(key, count)| (key.to_key(), count)).collect()
    }
}

/// The counter of a value with that hash.
pub(crate) const fn counter_of(hash: u64) -> usize {
    (hash % COUNTERS as u64) as usize
}

fn write_key(key: &Key<&str>, writer: &mut Writer) {
    writer.u8(key.whole.is_some().into());
    writer.varint(key.text.len() as u64);
    writer.raw(key.text.as_bytes());
    if let Some(whole) = key.whole {
        writer.raw(&whole.to_le_bytes());
    }
}

fn read_key<'a>(reader: &mut Reader<'a>) -> Result<Key<&'a str>> {
    let is_cut = reader.u8("whether a value is cut")? != 0;
    let length = reader.varint("the length of a value")?;
    let most = if is_cut { PREFIX } else { LONGEST };
    if length > most as u64 {
        return Err(damaged(format!("expected at most {most} bytes of a value, found {length}")));
    }
    let text = std::str::from_utf8(reader.raw(length as usize, "a value")?)
        .map_err(|_| damaged("expected a value in UTF-8, found other bytes"))?;
    let mut whole = [0; 16];
    if is_cut {
        whole.copy_from_slice(reader.raw(16, "the hash of a value")?);
    }
    Ok(Key { text, whole: is_cut.then(|| u128::from_le_bytes(whole)) })
}

impl State for Frequent {
    fn merge(&mut self, other: &Self) -> Result<()> {
        add_counts(self.count(), other.count())?;
        let Some(added) = &other.counters else { return Ok(()) };
        let counters = self.counters.get_or_insert_with(|| Box::new([0; COUNTERS]));
        counters.iter_mut().zip(added.iter()).for_each(|(count, added)| *count += added);
        self.raise(other.leading_zeros);
        for (key, count) in other.dictionary.iter() {
            let hash = key.hash();
            if hash.leading_zeros() >= self.leading_zeros.into() {
                self.dictionary.add(&key, hash, count);
            }
        }
        self.shrink();
        Ok(())
    }

    /// `u8` 0 when no value was seen, else 1; L; the counters; the number of values; and for each, by its bytes: whether it
    /// is cut, its length, its bytes, the 128-bit hash if it is cut, and the count.
    fn write(&self, writer: &mut Writer) {
        writer.u8(self.counters.is_some().into());
        if self.counters.is_none() {
            return;
        }
        writer.u8(self.leading_zeros);
        self.counters().iter().for_each(|&count| writer.varint(count));
        writer.varint(self.dictionary.len() as u64);
        for (key, count) in self.dictionary.sorted() {
            write_key(&key, writer);
            writer.varint(count);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut state = Self::default();
        if reader.u8("whether there are values")? == 0 {
            return Ok(state);
        }
        state.leading_zeros = reader.u8("the leading zeros of hashes")?;
        let mut counters = Box::new([0; COUNTERS]);
        for counter in counters.iter_mut() {
            *counter = read_count(reader, "a counter of values")?;
        }
        let total = counters.iter().try_fold(0, |sum, &count| add_counts(sum, count));
        let values = reader.varint("the number of values")?;
        if values > MOST_VALUES as u64 {
            return Err(damaged(format!("expected at most {MOST_VALUES} values, found {values}")));
        }
        let mut known = [0; COUNTERS];
        for _ in 0..values {
            let key = read_key(reader)?;
            let hash = key.hash();
            let count = read_count(reader, "the count of a value")?;
            let known = &mut known[counter_of(hash)];
            *known = add_counts(*known, count).unwrap_or(MOST);
            if count == 0 || hash.leading_zeros() < state.leading_zeros.into() || *known > counters[counter_of(hash)] {
                return Err(damaged("expected values that were counted, found others"));
            }
            state.dictionary.add(&key, hash, count);
        }
        let is_too_large = state.dictionary.text_bytes() > MOST_BYTES;
        if total.is_err() || state.dictionary.len() as u64 != values || is_too_large {
            return Err(damaged("expected different values within the limits of a dictionary, found others"));
        }
        state.counters = Some(counters);
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Frequent {
        let mut state = Frequent::default();
        texts.into_iter().for_each(|text| state.update(text.as_ref()));
        state
    }

    fn bytes(state: &Frequent) -> Vec<u8> {
        let mut writer = Writer::new();
        state.write(&mut writer);
        writer.into_bytes()
    }

    #[test]
    fn few_values_are_counted_exactly_in_the_order_of_their_bytes() {
        let state = of(["b", "a", "b", "", "größer 🌊"]);
        let values: Vec<_> = state.values().map(|value| (value.text, value.count)).collect();
        assert_eq!(values, [("", 1), ("a", 1), ("b", 2), ("größer 🌊", 1)]);
        assert_eq!((state.distinct_count(), state.count()), (Some(4), 5));
    }

    #[test]
    fn a_long_value_is_kept_as_its_beginning_and_told_apart_by_its_hash() {
        let long = |end: &str| format!("{}{end}", "ä".repeat(40));
        let state = of([long("1"), long("2"), long("1"), "ä".repeat(32)]);
        let values: Vec<_> = state.values().map(|value| (value.text.len(), value.is_cut, value.count)).collect();
        assert_eq!(values.len(), 3);
        assert!(values.contains(&(48, true, 2)) && values.contains(&(48, true, 1)) && values.contains(&(64, false, 1)));
        // 47 bytes and a character of two: cut before it.
        assert_eq!(of([format!("x{}", "ä".repeat(40))]).values().next().unwrap().text.len(), 47);
    }

    #[test]
    fn past_its_limits_the_dictionary_is_a_sample_with_exact_counts() {
        let texts = || (0..30_000).map(|row| format!("value {}", row % 10_000));
        let state = of(texts());
        let values: Vec<_> = state.values().collect();
        assert!(values.len() <= MOST_VALUES && values.len() > MOST_VALUES / 4, "{}", values.len());
        assert!(values.iter().all(|value| value.count == 3));
        assert_eq!((state.distinct_count(), state.count()), (None, 30_000));
        let mut reversed: Vec<_> = texts().collect();
        reversed.reverse();
        assert_eq!(bytes(&of(reversed)), bytes(&state));
    }

    #[test]
    fn the_bytes_of_text_are_limited_too() {
        let state = of((0..4000).map(|row| format!("{row:064}")));
        assert!(state.distinct_count().is_none() && state.dictionary.text_bytes() <= MOST_BYTES);
        assert!(bytes(&state).len() <= 100 * 1024);
    }

    #[test]
    fn merging_parts_gives_the_same_bytes_in_any_order() {
        let part = |first: u32| of((first..first + 3000).map(|row| format!("{}", row * row % 7919)));
        let merged = |order: [u32; 3]| {
            let mut state = Frequent::default();
            order.into_iter().for_each(|first| state.merge(&part(first)).unwrap());
            state
        };
        assert_eq!(bytes(&merged([0, 3000, 6000])), bytes(&merged([6000, 0, 3000])));
        assert_eq!(merged([0, 3000, 6000]), of((0..9000u32).map(|row| format!("{}", row * row % 7919))));
    }
}
