//! The shape of a column's texts: how long they are and of which characters.
//!
//! Definition: for every present value that is no finite number, its length in characters (Unicode scalar values) falls
//! between two of the edges 0, 1, 2, 4, 8, … 1,024, the last bin being open; and each class of characters counts the
//! values in which it stands.
//!
//! Edges: the empty text has length 0 and no class. A numeric column has none of this. Accuracy: exact.
//!
//! Source: character classes as in the profilers of data quality tools; the edges are ours.

use super::{State, add_counts, read_count};
use crate::codec::{Reader, Writer};
use crate::error::Result;

/// Bins of lengths: 0, 1, 2 to 3, 4 to 7, … 512 to 1,023, 1,024 and more.
pub const LENGTH_BINS: usize = 12;

/// A class of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterClass {
    /// `a` to `z`.
    Lowercase,
    /// `A` to `Z`.
    Uppercase,
    /// `0` to `9`.
    Digit,
    /// White space of any kind.
    Space,
    /// Any other ASCII character.
    Punctuation,
    /// Letters and signs beyond ASCII.
    Beyond,
}

const CLASSES: usize = CharacterClass::Beyond as usize + 1;

/// Lengths and characters of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    lengths: [u64; LENGTH_BINS],
    containing: [u64; CLASSES],
}

/// For each byte the bit of the class of its character, or that it is not ASCII.
const BYTE_CLASSES: [u8; 256] = {
    let mut classes = [NOT_ASCII; 256];
    let mut code = 0u8;
    while code < 128 {
        classes[code as usize] = CharacterClass::of(code as char).bit();
        code += 1;
    }
    classes
};
const NOT_ASCII: u8 = 1 << 7;

impl CharacterClass {
    const fn of(character: char) -> Self {
        match character {
            'a'..='z' => Self::Lowercase,
            'A'..='Z' => Self::Uppercase,
            '0'..='9' => Self::Digit,
            _ if character.is_whitespace() => Self::Space,
            _ if character.is_ascii() => Self::Punctuation,
            _ => Self::Beyond,
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Text {
    /// Takes in a text.
    pub fn update(&mut self, text: &str) {
        self.add(text, 1);
    }

    /// Takes in a text so many times.
    pub(crate) fn add(&mut self, text: &str, count: u64) {
        let mut length = text.len();
        let mut found = text.bytes().fold(0, |found, byte| found | BYTE_CLASSES[usize::from(byte)]);
        if found & NOT_ASCII != 0 {
            found = text.chars().fold(0, |found, character| found | CharacterClass::of(character).bit());
            length = text.chars().count();
        }
        let bin = (usize::BITS - length.leading_zeros()) as usize;
        self.lengths[bin.min(LENGTH_BINS - 1)] += count;
        while found != 0 {
            self.containing[found.trailing_zeros() as usize] += count;
            found &= found - 1;
        }
    }

    /// How many texts were seen.
    pub fn count(&self) -> u64 {
        self.lengths.iter().sum()
    }

    /// How many texts have a length of each bin.
    pub const fn lengths(&self) -> &[u64; LENGTH_BINS] {
        &self.lengths
    }

    /// In how many texts a character of that class stands.
    pub const fn containing(&self, class: CharacterClass) -> u64 {
        self.containing[class as usize]
    }
}

impl State for Text {
    fn merge(&mut self, other: &Self) -> Result<()> {
        add_counts(self.count(), other.count())?;
        self.lengths.iter_mut().zip(other.lengths).for_each(|(count, added)| *count += added);
        self.containing.iter_mut().zip(other.containing).for_each(|(count, added)| *count += added);
        Ok(())
    }

    /// `u8` 0 when no text was seen, else 1, the lengths and the classes.
    fn write(&self, writer: &mut Writer) {
        let is_used = self.count() > 0;
        writer.u8(is_used.into());
        if is_used {
            self.lengths.iter().chain(&self.containing).for_each(|&count| writer.varint(count));
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut state = Self::default();
        if reader.u8("whether there are texts")? != 0 {
            for count in state.lengths.iter_mut().chain(&mut state.containing) {
                *count = read_count(reader, "a count of texts")?;
            }
        }
        let total = state.lengths.iter().try_fold(0, |sum, &count| add_counts(sum, count));
        match total {
            Ok(total) if state.containing.iter().all(|&count| count <= total) => Ok(state),
            _ => Err(crate::codec::damaged("expected counts of texts that add up, found others")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_characters_between_powers_of_two() {
        let mut text = Text::default();
        ["", "a", "ab", "äöü", "four", "seventeen letters", &"x".repeat(5000)]
            .into_iter()
            .for_each(|value| text.update(value));
        assert_eq!(text.lengths(), &[1, 1, 2, 1, 0, 1, 0, 0, 0, 0, 0, 1]);
        assert_eq!(text.count(), 7);
    }

    #[test]
    fn classes_count_the_values_in_which_they_stand() {
        let mut text = Text::default();
        ["Ab1", "a b-c", "ÄÄ", "日本"].into_iter().for_each(|value| text.update(value));
        let count = |class| text.containing(class);
        assert_eq!(count(CharacterClass::Lowercase), 2);
        assert_eq!(count(CharacterClass::Uppercase), 1);
        assert_eq!(count(CharacterClass::Digit), 1);
        assert_eq!(count(CharacterClass::Space), 1);
        assert_eq!(count(CharacterClass::Punctuation), 1);
        assert_eq!(count(CharacterClass::Beyond), 2);
    }
}
