//! Reads numbers of at most eight bytes behind their sign, many at a time and without a branch on how they are written.
//! Texts of another kind are left to whoever knows all of the grammar.

use super::dispatch::dispatched;

/// How many texts are read together.
pub(crate) const RUN: usize = 64;

const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);
const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Texts that are read together, and what they are.
#[derive(Debug)]
pub(crate) struct ShortNumbers {
    count: usize,
    has_candidates: bool,
    /// The first bytes of each text, behind its sign; of those that are left, nulls.
    words: [u64; RUN],
    /// By how many bits a word has to be moved to end with its text, and in the highest bit whether the sign is minus.
    shapes: [u64; RUN],
    numbers: [f64; RUN],
    are_fractions: [u8; RUN],
    are_others: [u8; RUN],
}

/// How many numbers were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) integers: u64,
    pub(crate) fractions: u64,
}

impl Default for ShortNumbers {
    fn default() -> Self {
        Self {
            count: 0,
            has_candidates: false,
            words: [0; RUN],
            shapes: [0; RUN],
            numbers: [0.0; RUN],
            are_fractions: [0; RUN],
            are_others: [0; RUN],
        }
    }
}

impl ShortNumbers {
    /// Forgets the texts.
    pub(crate) fn clear(&mut self) {
        self.count = 0;
        self.has_candidates = false;
    }

    /// Adds the text at `start..end` of a longer one; `RUN` texts fit.
    #[inline]
    pub(crate) fn push(&mut self, bytes: &[u8], start: usize, end: usize) {
        let is_negative = bytes.get(start) == Some(&b'-');
        let start = start + usize::from(is_negative);
        let length = end.wrapping_sub(start);
        let word = bytes.get(start..).and_then(<[u8]>::first_chunk);
        match word.filter(|word| length.wrapping_sub(1) < 8 && word[0].is_ascii_digit()) {
            Some(word) => {
                self.words[self.count] = u64::from_le_bytes(*word);
                self.shapes[self.count] = (64 - 8 * length as u64) | u64::from(is_negative) << 63;
                self.count += 1;
                self.has_candidates = true;
            }
            None => self.push_other(),
        }
    }

    /// Adds a text that is left.
    #[inline]
    pub(crate) fn push_other(&mut self) {
        self.words[self.count] = 0;
        self.count += 1;
    }

    /// Reads the texts and adds those that are such numbers to `numbers`.
    #[inline]
    pub(crate) fn read(&mut self, numbers: &mut Vec<f64>) -> Found {
        if !self.has_candidates {
            self.are_others.fill(1);
            return Found { integers: 0, fractions: 0 };
        }
        read_words(self);
        let first = numbers.len();
        numbers.resize(first + self.count, 0.0);
        let (mut end, mut fractions) = (first, 0);
        for index in 0..self.count {
            let is_number = 1 - self.are_others[index];
            numbers[end] = self.numbers[index];
            end += usize::from(is_number);
            fractions += u64::from(self.are_fractions[index] & is_number);
        }
        numbers.truncate(end);
        Found { integers: (end - first) as u64 - fractions, fractions }
    }

    /// Which texts are left.
    pub(crate) fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.count).filter(|&index| self.are_others[index] == 1)
    }
}

dispatched! {
    fn read_words(run: &mut ShortNumbers);
    baseline: read_each,
    avx2: read_each,
    avx512: read_each,
}

#[inline(always)]
fn read_each(run: &mut ShortNumbers) {
    let ShortNumbers { count, words, shapes, numbers, are_fractions, are_others, .. } = run;
    let texts = words[..*count].iter().zip(&*shapes);
    let places = numbers.iter_mut().zip(are_fractions).zip(are_others);
    for ((&word, &shape), ((number, is_fraction), is_other)) in texts.zip(places) {
        let shift = shape & 63;
        // The last byte is moved to the upper end, and zeros are put before the first one.
        let written = (word ^ ZEROS) << shift;
        let unlike_point = written ^ u64::from_ne_bytes([b'.' ^ b'0'; 8]);
        let points = unlike_point.wrapping_sub(ONES) & !unlike_point & HIGH;
        // The highest bit of the first point, and the bytes before it: they are moved over it.
        let point = points & points.wrapping_neg();
        let has_point = if point == 0 { 0 } else { u64::MAX };
        let before = (point >> 7).wrapping_sub(1) & has_point;
        let digits = (written & before) << 8 | written & !(before << 8 | has_point & 0xff);
        let are_digits = (digits.wrapping_add(u64::from_ne_bytes([0x76; 8])) | digits) & HIGH == 0;
        // Digits stand on both sides of a point: it is neither the last byte nor the first one.
        let is_inside = point >> 63 == 0 && point != 0x80 << shift;
        *is_fraction = (has_point & 1) as u8;
        *is_other = u8::from(!(are_digits && is_inside));
        // One, two and four decimals, by the bytes in which the point may then stand.
        let power = |bytes: [u8; 8], power: f64| if point & u64::from_le_bytes(bytes) == 0 { 1.0 } else { power };
        let power = power([0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0], 1e1)
            * power([0x80, 0x80, 0, 0, 0x80, 0x80, 0, 0], 1e2)
            * power([0x80, 0x80, 0x80, 0x80, 0, 0, 0, 0], 1e4);
        let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
        let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
        let integer = (fours & 0xffff) * 10_000 + (fours >> 32);
        // Two exact doubles: the quotient is rounded once. -0 becomes +0.
        let size = f64::from(integer as i32) / power;
        *number = f64::from_bits(size.to_bits() | shape & 1 << 63) + 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Reading;
    use crate::kernel::dispatch::each_level;
    use crate::state::Kind;
    use crate::support::Rng;

    /// What a run of texts reads as: the numbers, and which texts are left.
    fn read(texts: &[String]) -> (Vec<f64>, Found, Vec<usize>) {
        let whole = texts.concat() + "1.5 1.5 ";
        let mut run = ShortNumbers::default();
        let mut start = 0;
        for text in texts {
            run.push(whole.as_bytes(), start, start + text.len());
            start += text.len();
        }
        let mut numbers = vec![7.0];
        let found = run.read(&mut numbers);
        (numbers.split_off(1), found, run.others().collect())
    }

    fn text(rng: &mut Rng) -> String {
        const BYTES: &[u8; 16] = b"0123456789..-+e/";
        let length = rng.next() % 11;
        (0..length).map(|_| char::from(BYTES[(rng.next() % 16) as usize])).collect()
    }

    #[test]
    fn numbers_are_as_each_is_by_itself_and_all_else_is_left() {
        each_level(|level| {
            let mut rng = Rng::new(5);
            for round in 0..4000 {
                let texts: Vec<_> = (0..=round % RUN).map(|_| text(&mut rng)).collect();
                let is_short = |text: &str| {
                    let reading = Reading::from_text(text);
                    let is_plain = matches!(reading.kind, Kind::Integral | Kind::Fractional);
                    (is_plain && !text.starts_with('+') && text.trim_start_matches('-').len() <= 8).then_some(reading)
                };
                let readings: Vec<_> = texts.iter().map(|text| is_short(text)).collect();
                let expected: Vec<_> = readings.iter().flatten().map(|reading| reading.number.to_bits()).collect();
                let fractions = readings.iter().flatten().filter(|reading| reading.kind == Kind::Fractional).count();
                let others: Vec<_> = (0..texts.len()).filter(|&index| readings[index].is_none()).collect();
                let (numbers, found, left) = read(&texts);
                let numbers: Vec<_> = numbers.into_iter().map(f64::to_bits).collect();
                assert_eq!((&numbers, left), (&expected, others), "{level:?} {texts:?}");
                let (fractions, integers) = (fractions as u64, (expected.len() - fractions) as u64);
                assert_eq!(found, Found { integers, fractions }, "{level:?} {texts:?}");
            }
        });
    }

    #[test]
    fn a_text_at_the_very_end_is_left() {
        let mut run = ShortNumbers::default();
        run.push(b"12345678", 0, 8);
        run.push(b"12345678", 1, 8);
        run.push(b"-", 0, 1);
        run.push_other();
        let mut numbers = Vec::new();
        assert_eq!(run.read(&mut numbers), Found { integers: 1, fractions: 0 });
        assert_eq!((numbers, run.others().collect::<Vec<_>>()), (vec![12_345_678.0], vec![1, 2, 3]));
        run.clear();
        run.push_other();
        run.read(&mut Vec::new());
        assert_eq!(run.others().collect::<Vec<_>>(), [0]);
    }
}
