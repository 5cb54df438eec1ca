//! Finds records of the everyday kind many at a time: of one number of fields, all with the same line end, and each field
//! without quotes, or between two of them and with none and no line end inside. What is not of that kind is left to the
//! scanner, which knows all of the grammar.

use memchr::memchr;

use crate::positions::{BLOCK, positions};

/// Bytes that are looked at in one go: few where the last go met something else, so that no byte is looked at often.
const LEAST_REACH: usize = 512;
const MOST_REACH: usize = 32 << 10;

/// Where one record after another is of another kind, so many are not looked at here at all.
const LONGEST_PAUSE: usize = 15;

/// Fields that are noted in one go.
const GROUP: usize = 8;

/// The records that were found at last, and what to expect of the next.
#[derive(Debug)]
pub(crate) struct PlainRecords {
    /// Where fields end, one after another; before them the end of a field that would stand before the first.
    ends: Vec<u32>,
    rows: usize,
    /// Whether lines end in a carriage return and a line feed.
    has_returns: bool,
    /// Whether any of the fields may stand between quotes.
    has_quotes: bool,
    reach: usize,
    /// How many records are left to the scanner unseen, and how many will be when none is found again.
    pause: usize,
    next_pause: usize,
}

impl Default for PlainRecords {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            rows: 0,
            has_returns: false,
            has_quotes: false,
            reach: LEAST_REACH,
            pause: 0,
            next_pause: 0,
        }
    }
}

impl PlainRecords {
    /// Finds the records of `width` fields with which `bytes` begin, at most `most_rows`, and says how many bytes they have.
    pub(crate) fn find(&mut self, bytes: &[u8], delimiter: u8, width: usize, most_rows: usize) -> usize {
        self.rows = 0;
        if self.pause > 0 {
            self.pause -= 1;
            return 0;
        }
        let reach = &bytes[..bytes.len().min(self.reach)];
        let mut count = self.begin();
        let mut was_return = false;
        let mut quoting = Quoting::default();
        self.has_quotes = false;
        let mut is_stopped = most_rows == 0;
        let mut start = 0;
        while start < reach.len() && !is_stopped {
            let block = block_at(reach, start);
            let feeds = positions(&block, b'\n');
            let returns = positions(&block, b'\r');
            let unpaired = if self.has_returns { (returns << 1 | u64::from(was_return)) ^ feeds } else { returns };
            was_return = returns >> 63 == 1;
            let mut ends = positions(&block, delimiter) | feeds;
            let quotes = positions(&block, b'"');
            let mut strange = unpaired;
            if quotes != 0 || quoting.is_open {
                self.has_quotes = true;
                let inside;
                (inside, strange) = quoting.read(quotes, ends, feeds | returns);
                strange |= unpaired;
                ends &= !inside;
            }
            quoting.was_end = ends >> 63 == 1;
            let known = bits_before(strange);
            ends &= known;
            let before = count;
            count = self.note(ends, start as u32, count);
            is_stopped = known != u64::MAX;
            let mut feeds = feeds & known;
            while feeds != 0 {
                let last = before + (ends & bits_before(feeds)).count_ones() as usize;
                if self.rows == most_rows || last != (self.rows + 1) * width || self.is_blank(last, width) {
                    is_stopped = true;
                    break;
                }
                self.rows += 1;
                feeds &= feeds - 1;
            }
            start += BLOCK;
        }
        let found = if self.rows == 0 { 0 } else { self.ends[self.rows * width] as usize + 1 };
        self.ends.truncate(self.rows * width + 1);
        if self.rows == 0 {
            self.pause = self.next_pause;
            self.next_pause = (2 * self.next_pause + 1).min(LONGEST_PAUSE);
            self.has_returns = memchr(b'\n', reach).is_some_and(|feed| feed > 0 && reach[feed - 1] == b'\r');
        } else {
            self.next_pause = 0;
        }
        self.reach = if is_stopped { 2 * found } else { 2 * self.reach }.clamp(LEAST_REACH, MOST_REACH);
        found
    }

    /// How many records were found.
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Where the fields of the records end that were found; before them all, where one would that ended just before them.
    pub(crate) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// How many bytes at the end of a record are no part of its last field.
    pub(crate) fn trailing(&self) -> u32 {
        self.has_returns.into()
    }

    /// Whether a field that begins with a quote ends with one, too, and both are no part of it; else none begins with one.
    pub(crate) const fn has_quotes(&self) -> bool {
        self.has_quotes
    }

    /// Looks less far the next time.
    pub(crate) const fn retreat(&mut self) {
        self.reach = LEAST_REACH;
    }

    /// The first field begins one byte behind the end that stands before it.
    fn begin(&mut self) -> usize {
        self.ends.clear();
        self.ends.push(u32::MAX);
        1
    }

    /// Notes ends of fields; what stands behind the last of them is written over by the next.
    fn note(&mut self, mut ends: u64, start: u32, count: usize) -> usize {
        let total = ends.count_ones() as usize;
        if self.ends.len() < count + BLOCK + GROUP {
            self.ends.resize(2 * (count + BLOCK + GROUP), 0);
        }
        for group in self.ends[count..].chunks_exact_mut(GROUP).take(total.div_ceil(GROUP)) {
            for end in group {
                *end = start + ends.trailing_zeros();
                ends &= ends.wrapping_sub(1);
            }
        }
        count + total
    }

    /// Whether nothing stands before an end that is the only one of its line.
    fn is_blank(&self, last: usize, width: usize) -> bool {
        width == 1 && self.ends[last] - self.trailing() == self.ends[last - 1].wrapping_add(1)
    }
}

/// What of a block and its quotes bears on the next.
struct Quoting {
    /// Whether the next byte stands between quotes, or follows the second of two.
    is_open: bool,
    is_inside: bool,
    /// Whether the byte before ends a field.
    was_end: bool,
}

impl Default for Quoting {
    fn default() -> Self {
        Self { is_open: false, is_inside: false, was_end: true }
    }
}

impl Quoting {
    /// Which bytes stand between quotes, the first of two included; and where something stands that is not of the everyday
    /// kind: a line end between quotes, a quote that begins within a field, or one behind which its field goes on.
    fn read(&mut self, quotes: u64, ends: u64, line_ends: u64) -> (u64, u64) {
        let inside = each_to_next(quotes) ^ if self.is_inside { u64::MAX } else { 0 };
        let (opening, closing) = (quotes & inside, quotes & !inside);
        let outer_ends = ends & !inside;
        let was_closing = self.is_open && !self.is_inside;
        let behind = closing << 1 | u64::from(was_closing);
        let strange = line_ends & inside
            | opening & !(outer_ends << 1 | u64::from(self.was_end))
            | behind & !(outer_ends | line_ends);
        self.is_inside = inside >> 63 == 1;
        self.is_open = self.is_inside || closing >> 63 == 1;
        (inside, strange)
    }
}

/// From each bit that is set, all bits up to the next one that is, without it; from that one on none, and so on.
const fn each_to_next(bits: u64) -> u64 {
    let mut bits = bits ^ bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

/// A block of the bytes, filled up with zeros where they end.
#[inline]
fn block_at(bytes: &[u8], start: usize) -> [u8; BLOCK] {
    let rest = &bytes[start..];
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        block
    })
}

/// The bits below the lowest one that is set; all of them if none is.
const fn bits_before(bits: u64) -> u64 {
    !bits & bits.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields that are found, and how many bytes are left for the scanner.
    fn found(bytes: &str, width: usize, has_returns: bool) -> (Vec<&str>, usize) {
        let mut records = PlainRecords { has_returns, reach: MOST_REACH, ..PlainRecords::default() };
        let length = records.find(bytes.as_bytes(), b',', width, usize::MAX);
        assert_eq!(records.ends().len(), records.rows() * width + 1);
        let field = |(index, ends): (usize, &[u32])| {
            let trailing = if (index + 1) % width == 0 { records.trailing() } else { 0 };
            &bytes[ends[0].wrapping_add(1) as usize..(ends[1] - trailing) as usize]
        };
        (records.ends().windows(2).enumerate().map(field).collect(), bytes.len() - length)
    }

    #[test]
    fn records_are_found_up_to_the_first_of_another_kind() {
        assert_eq!(found("a,b\nc,\nd", 2, false), (vec!["a", "b", "c", ""], 1));
        for rest in [
            "\"d\"\"\",e\n",
            "\"d\nd\",e\n",
            "\"d\"d,e\n",
            "d\"d\",e\n",
            "\"d,e\n",
            "d\n",
            "d,e,f\n",
            "\n",
            "d,e\r\n",
            "d\re,f\n",
            "d,e\r",
        ] {
            assert_eq!(found(&format!("a,b\n,c\n{rest}x,y\n"), 2, false), (vec!["a", "b", "", "c"], rest.len() + 4));
        }
        for rest in ["\"\"d\",e\r\n", "\"d\rd\",e\r\n", "\"d\" ,e\r\n", "d\r\n", "\r\n", "d,e\n", "d\re,f\r\n"] {
            let text = format!("a,b\r\n,c\r\n{rest}x,y\r\n");
            assert_eq!(found(&text, 2, true), (vec!["a", "b", "", "c"], rest.len() + 5));
        }
    }

    #[test]
    fn a_line_without_anything_is_no_record_of_one_field() {
        assert_eq!(found("a\n\nb\n", 1, false), (vec!["a"], 3));
        assert_eq!(found("\na\n", 1, false), (vec![], 3));
        assert_eq!(found("a\r\n\r\nb\r\n", 1, true), (vec!["a"], 5));
        assert_eq!(found(",\n", 2, false), (vec!["", ""], 0));
    }

    #[test]
    fn fields_of_any_length_are_found_over_blocks() {
        for length in 0..200 {
            let field = "x".repeat(length);
            for end in ["\n", "\r\n"] {
                let text = format!("{field},y{end}").repeat(5);
                assert_eq!(found(&text, 2, end.len() == 2), ([field.as_str(), "y"].repeat(5), 0));
            }
        }
    }

    #[test]
    fn fields_between_quotes_are_found_with_them_over_blocks() {
        for length in 0..140 {
            let field = format!("\"{}\"", ",x".repeat(length / 2) + &"y".repeat(length % 2));
            for end in ["\n", "\r\n"] {
                let text = format!("{field},y,\"\",{field}{end}").repeat(5);
                let fields = [field.as_str(), "y", "\"\"", field.as_str()].repeat(5);
                assert_eq!(found(&text, 4, end.len() == 2), (fields, 0));
                let broken = format!("{text}{field}\"{end}");
                assert_eq!(found(&broken, 4, end.len() == 2).1, broken.len() - text.len());
            }
        }
    }

    #[test]
    fn the_line_end_is_learned_and_the_reach_follows_what_is_found() {
        let mut records = PlainRecords::default();
        let text = "1,2\r\n".repeat(30_000);
        assert_eq!(records.find(text.as_bytes(), b',', 2, usize::MAX), 0);
        assert!(records.find(text.as_bytes(), b',', 2, usize::MAX) > LEAST_REACH - 5);
        while records.reach < MOST_REACH {
            assert!(records.find(text.as_bytes(), b',', 2, usize::MAX) > 0);
        }
        assert_eq!((records.find(text.as_bytes(), b',', 2, 3), records.rows()), (15, 3));
        assert_eq!(records.reach, LEAST_REACH);
    }
}
