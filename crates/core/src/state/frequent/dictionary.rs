//! Texts with counts in little memory: one buffer of text, 16 bytes a value, and a table of places.

use crate::hash::{hash_long_text, hash_text};
use crate::order::in_order;

/// A longer text is kept as its beginning and the hash of the whole.
pub(super) const LONGEST: usize = 64;
pub(super) const PREFIX: usize = 48;
/// No place in a table; there are never as many values.
const NONE: u16 = u16::MAX;
const SMALLEST: usize = 16;

/// A value, or as much of it as is kept. The order is that of stored bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key<Text = Box<str>> {
    pub(super) text: Text,
    /// The hash of the whole, if the text is only its beginning.
    pub(super) whole: Option<u128>,
}

impl<'a> Key<&'a str> {
    #[inline]
    pub(super) fn borrowed(text: &'a str) -> Self {
        if text.len() <= LONGEST {
            return Self { text, whole: None };
        }
        let end = (0..=PREFIX).rfind(|&end| text.is_char_boundary(end)).unwrap_or(0);
        Self { text: &text[..end], whole: Some(hash_long_text(text)) }
    }

    pub(super) fn to_key(&self) -> Key {
        Key { text: self.text.into(), whole: self.whole }
    }
}

impl Key {
    pub(crate) fn of(text: &str) -> Self {
        Key::borrowed(text).to_key()
    }

    /// The value for people: what is kept of a long one, with an ellipsis.
    pub(crate) fn to_text(&self) -> String {
        if self.whole.is_some() { format!("{}…", self.text) } else { self.text.to_string() }
    }
}

impl<Text: AsRef<str>> Key<Text> {
    /// The hash that decides whether the value is kept: of a short text, or half of the long hash.
    pub(crate) fn hash(&self) -> u64 {
        self.whole.map_or_else(|| hash_text(self.text.as_ref()), |whole| whole as u64)
    }
}

/// The dictionary. Values are never removed one by one; keeping fewer builds another.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    texts: String,
    entries: Vec<Entry>,
    /// The hashes of cut texts.
    wholes: Vec<u128>,
    /// Open addressing by the low bits of the hash: none, or a power of two of places of entries, at most half of them taken.
    places: Vec<u16>,
}

/// Where a text ends in the buffer; it begins where the one before ends.
#[derive(Clone, Copy, Debug)]
struct Entry {
    count: u64,
    end: u32,
    /// Some bits of the hash, so that most other values are told apart without their text.
    tag: u16,
    whole: u16,
}

impl Dictionary {
    /// How many values there are.
    pub(super) const fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many bytes of text they have.
    pub(super) const fn text_bytes(&self) -> usize {
        self.texts.len()
    }

    fn key(&self, index: usize) -> Key<&str> {
        let start = index.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        let entry = &self.entries[index];
        Key { text: &self.texts[start..entry.end as usize], whole: self.wholes.get(usize::from(entry.whole)).copied() }
    }

    /// Whether the entry is of that key, told by bytes.
    #[inline]
    fn is_at(&self, index: usize, key: &Key<&str>) -> bool {
        let start = index.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        let entry = &self.entries[index];
        self.texts.as_bytes()[start..entry.end as usize] == *key.text.as_bytes()
            && self.wholes.get(usize::from(entry.whole)) == key.whole.as_ref()
    }

    /// The values with their counts, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key<&str>, u64)> {
        self.entries.iter().enumerate().map(|(index, entry)| (self.key(index), entry.count))
    }

    /// The values with their counts, in the order of their bytes.
    pub(super) fn sorted(&self) -> Vec<(Key<&str>, u64)> {
        in_order(self.iter().collect(), Ord::cmp)
    }

    /// Adds to the count of a value. `hash` is the key's.
    pub(super) fn add(&mut self, key: &Key<&str>, hash: u64, count: u64) {
        if self.entries.len() * 2 >= self.places.len() {
            self.grow();
        }
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let index = self.places[place];
            if index == NONE {
                self.places[place] = self.entries.len() as u16;
                self.push(key, hash, count);
                return;
            }
            let index = usize::from(index);
            if self.entries[index].tag == tag_of(hash) && self.is_at(index, key) {
                self.entries[index].count += count;
                return;
            }
            place = (place + 1) & mask;
        }
    }

    fn push(&mut self, key: &Key<&str>, hash: u64, count: u64) {
        self.texts.push_str(key.text);
        let whole = key.whole.map_or(NONE, |whole| {
            self.wholes.push(whole);
            self.wholes.len() as u16 - 1
        });
        self.entries.push(Entry { count, end: self.texts.len() as u32, tag: tag_of(hash), whole });
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(SMALLEST);
        let mut places = vec![NONE; size];
        for (index, (key, _)) in self.iter().enumerate() {
            let mut place = key.hash() as usize & (size - 1);
            while places[place] != NONE {
                place = (place + 1) & (size - 1);
            }
            places[place] = index as u16;
        }
        self.places = places;
    }

    /// The values of which the hash is wanted.
    pub(super) fn keeping(&self, is_wanted: impl Fn(u64) -> bool) -> Self {
        let mut kept = Self::default();
        for (key, count) in self.iter() {
            let hash = key.hash();
            if is_wanted(hash) {
                kept.add(&key, hash, count);
            }
        }
        kept
    }
}

const fn tag_of(hash: u64) -> u16 {
    (hash >> 16) as u16
}
