//! Reads objects of the everyday kind straight into places: their keys are names of columns in the order of the columns,
//! though some may be left out, and their values are numbers, words, and strings without escapes. What is not of that
//! kind is left to the parser, which knows all of the grammar.

use super::literal::{block_at, number_end, word_at};
use crate::batch::Place;

/// The place of a column that the object lacks, and of one that is null in it. No value ends where its object begins.
const NOWHERE: Place = Place { start: 0, end: 0 };
const NULL: Place = Place { start: 1, end: 0 };

/// A key as it is written, quotes included.
#[derive(Clone, Debug)]
struct Key {
    written: Piece,
    /// What stood between the values around it when it was met last, blanks included: most often it stands there again.
    gap: Piece,
}

/// Bytes that are expected.
#[derive(Clone, Debug)]
struct Piece {
    bytes: Vec<u8>,
    /// The first of them, and which bits of these count.
    word: u128,
    mask: u128,
}

/// What comes behind a gap: a value that begins there, or the end of the object.
enum Next {
    Value(usize),
    End,
}

/// The keys that are expected, and the object that was read last.
#[derive(Debug, Default)]
pub(crate) struct FlatObject {
    keys: Vec<Option<Key>>,
    places: Vec<Place>,
    /// Whether a key was left out, so that others stand at smaller positions than usual.
    has_gaps: bool,
}

impl FlatObject {
    /// Expects one more column. Names that are not written as they read are left to the parser.
    pub(crate) fn expect(&mut self, name: &str) {
        let is_plain = name.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        self.keys.push(is_plain.then(|| Key::new(name)));
    }

    /// Reads an object of at most 4 GiB that begins with the first byte and ends with the last, but for blanks. False if it
    /// is none, or not of that kind.
    pub(crate) fn read(&mut self, object: &[u8]) -> bool {
        self.places.clear();
        self.has_gaps = false;
        self.read_fields(object).is_some()
    }

    /// For each column where its value stands: nowhere if it is null, or not there. Columns at the end may be left out.
    pub(crate) fn places(&self) -> &[Place] {
        &self.places
    }

    /// For each field of the object, its column, if any key was left out.
    pub(crate) fn shifted(&self) -> Option<impl Iterator<Item = usize>> {
        self.has_gaps.then(|| (0..self.places.len()).filter(|&index| self.places[index] != NOWHERE))
    }

    fn read_fields(&mut self, object: &[u8]) -> Option<()> {
        let mut at = 0;
        loop {
            at = match self.keys.get(self.places.len()) {
                Some(Some(key)) if key.gap.stands_at(object, at) => at + key.gap.bytes.len(),
                _ => match self.read_gap(object, at)? {
                    Next::Value(start) => start,
                    Next::End => return Some(()),
                },
            };
            let (place, end) = read_value(object, at)?;
            self.places.push(place);
            at = end;
        }
    }

    /// Goes over what stands between two values, before the first or behind the last.
    #[inline(never)]
    fn read_gap(&mut self, object: &[u8], start: usize) -> Option<Next> {
        let mut at = skip_blanks(object, start);
        match object.get(at)? {
            b'{' if start == 0 => {}
            b',' if start > 0 => {}
            b'}' if start > 0 => return (skip_blanks(object, at + 1) == object.len()).then_some(Next::End),
            _ => return None,
        }
        let next = self.places.len();
        at = skip_blanks(object, at + 1);
        at = self.read_key(object, at)?;
        at = skip_blanks(object, at);
        if object.get(at) != Some(&b':') {
            return None;
        }
        at = skip_blanks(object, at + 1);
        if let Some(Some(key)) = self.keys.get_mut(next).filter(|_| self.places.len() == next) {
            key.gap = Piece::new(&object[start..at]);
        }
        Some(Next::Value(at))
    }

    /// Goes over a key, and over the columns before the one that it names.
    fn read_key(&mut self, object: &[u8], at: usize) -> Option<usize> {
        let next = self.places.len();
        let is_next = |key: &Option<Key>| key.as_ref().is_some_and(|key| key.written.stands_at(object, at));
        let skipped = self.keys.get(next..)?.iter().position(is_next)?;
        if skipped > 0 {
            self.has_gaps = true;
            self.places.resize(next + skipped, NOWHERE);
        }
        self.keys[next + skipped].as_ref().map(|key| at + key.written.bytes.len())
    }
}

impl Key {
    fn new(name: &str) -> Self {
        let written = Piece::new(format!("\"{name}\"").as_bytes());
        Self { gap: written.clone(), written }
    }
}

impl Piece {
    fn new(bytes: &[u8]) -> Self {
        let mask = if bytes.len() < size_of::<u128>() { (1 << (8 * bytes.len())) - 1 } else { u128::MAX };
        Self { word: u128::from_le_bytes(block_at(bytes, 0)), mask, bytes: bytes.to_vec() }
    }

    #[inline]
    fn stands_at(&self, object: &[u8], at: usize) -> bool {
        (u128::from_le_bytes(block_at(object, at)) ^ self.word) & self.mask == 0
            && (self.bytes.len() <= size_of::<u128>() || object[at..].starts_with(&self.bytes))
    }
}

#[inline]
fn skip_blanks(object: &[u8], mut at: usize) -> usize {
    while matches!(object.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// Where a value stands, and where it ends with its quotes.
#[inline]
fn read_value(object: &[u8], start: usize) -> Option<(Place, usize)> {
    let place = |start: usize, end: usize| Place { start: start as u32, end: end as u32 };
    let end = match object.get(start)? {
        b'"' => {
            let end = string_end(object, start + 1)?;
            return Some((place(start + 1, end), end + 1));
        }
        b'-' | b'0'..=b'9' => number_end(object, start)?,
        b'n' => return object[start..].starts_with(b"null").then_some((NULL, start + 4)),
        _ => start + [&b"true"[..], b"false"].into_iter().find(|word| object[start..].starts_with(word))?.len(),
    };
    Some((place(start, end), end))
}

/// The quote that ends a string, if no escape and no control character comes before it.
#[inline]
fn string_end(object: &[u8], mut at: usize) -> Option<usize> {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let is_zero = |word: u64| word.wrapping_sub(ONES) & !word;
    loop {
        let word = word_at(object, at);
        let quotes = is_zero(word ^ u64::from_ne_bytes([b'"'; 8]));
        let escapes = is_zero(word ^ u64::from_ne_bytes([b'\\'; 8]));
        let controls = word.wrapping_sub(u64::from_ne_bytes([b' '; 8])) & !word;
        // The lowest bit that is set tells true; above it a borrow may have set others.
        let ends = (quotes | escapes | controls) & HIGH;
        if ends != 0 {
            let end = at + ends.trailing_zeros() as usize / 8;
            return (object.get(end) == Some(&b'"')).then_some(end);
        }
        at += 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(object: &'a str, names: &[&str]) -> Option<Vec<Option<&'a str>>> {
        let mut flat = FlatObject::default();
        names.iter().for_each(|name| flat.expect(name));
        let is_read = flat.read(object.as_bytes());
        let value = |place: &Place| (place.end > 0).then(|| &object[place.start as usize..place.end as usize]);
        is_read.then(|| flat.places().iter().map(value).collect())
    }

    #[test]
    fn values_of_every_plain_kind_are_found() {
        let object = " {\"a\":1, \"a long name\" : -0.5e+3,\t\"é\":\"x, y: {é}\",\"n\":null,\"t\":true,\"f\":false,\"e\":\"\"} \r";
        let expected = ["1", "-0.5e+3", "x, y: {é}", "∅", "true", "false", ""];
        let expected = expected.map(|text| (text != "∅").then_some(text)).to_vec();
        assert_eq!(read(object, &["a", "a long name", "é", "n", "t", "f", "e", "g"]), Some(expected));
    }

    #[test]
    fn keys_may_be_left_out() {
        let names = ["a", "b", "c"];
        assert_eq!(read("{\"c\":1}", &names), Some(vec![None, None, Some("1")]));
        assert_eq!(read("{\"a\":1}", &names), Some(vec![Some("1")]));
        let mut flat = FlatObject::default();
        names.iter().for_each(|name| flat.expect(name));
        assert!(flat.read(b"{\"a\":1,\"b\":2}") && flat.shifted().is_none());
        assert!(flat.read(b"{\"a\":null,\"c\":2}") && flat.shifted().unwrap().eq([0, 2]));
    }

    #[test]
    fn what_is_not_of_the_kind_is_left() {
        for object in [
            "{}",
            "[1]",
            "1",
            "",
            "{\"a\":1",
            "{\"a\":1}}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{\"b\":1,\"a\":1}",
            "{\"a\":1,\"a\":1}",
            "{\"x\":1}",
            "{\"a\":{}}",
            "{\"a\":[]}",
            "{\"a\":\"\\n\"}",
            "{\"a\":\"\n\"}",
            "{\"a\":\"1",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":NaN}",
            "{\"a\":nul}",
            "{\"a\":nulls}",
            "{\"a\":truer}",
            "{\"q\"\":1}",
        ] {
            assert_eq!(read(object, &["a", "b", "q\""]), None, "{object}");
        }
    }

    #[test]
    fn strings_of_any_length_end_at_their_quote() {
        for length in 0..40 {
            for filler in ["x", "é", "!", "#"] {
                let text = filler.repeat(length);
                assert_eq!(read(&format!("{{\"a\":\"{text}\"}}"), &["a"]), Some(vec![Some(text.as_str())]));
                assert_eq!(read(&format!("{{\"a\":\"{text}\u{1f}\"}}"), &["a"]), None);
                assert_eq!(read(&format!("{{\"a\":\"{text}\\\"\"}}"), &["a"]), None);
            }
        }
    }
}
