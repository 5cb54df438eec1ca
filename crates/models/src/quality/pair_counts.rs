//! How often pairs of numbers occurred: what a correlation of ranks is read from.
//!
//! Definition: a pair falls into the cell of its two order keys without their lowest bits; the first lacks L / 2 of them, rounded
//! up, the second L / 2, rounded down. L is the smallest that leaves at most 2,048 cells. Spearman's correlation is that of
//! the ranks of both, where what shares a key has their middle one.
//!
//! Edges: with one key on either side there is none. Up to 2,048 distinct pairs each has its cell, and ties are ties.
//!
//! Accuracy: exact up to so many distinct pairs. Beyond, ranks are known to the middle of their key's rows: as vectors, the
//! ranks of each side are off by an angle of at most asin sqrt(sum w (w^2 - 1) / 12 / S), w being the rows of a key and S their
//! squares with these; the correlation is the cosine of the angle between both, so that the two angles bound it. Normal and
//! lognormal numbers are off by less than 0.008, and the bound is some five to ten times that.
//!
//! Source: Spearman (1904); the collapse of `quantile` in two dimensions.

use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::numeric::to_order_key;
use crate::order::order_of;
use crate::state::{State, add_counts, read_count};

/// The most cells that stay.
const MOST: usize = 2048;
/// At this level a key is its sign.
const LAST_LEVEL: u8 = 126;

/// The rows of two keys; none where the place is free.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cell {
    keys: [u64; 2],
    count: u64,
}

/// The counts of pairs.
#[derive(Clone, Debug, Default)]
pub(super) struct PairCounts {
    level: u8,
    /// Found by their hash, with at least as many places free.
    places: Vec<Cell>,
    used: usize,
}

impl PairCounts {
    /// Takes pairs of finite numbers in; [`Self::settle`] ends it.
    pub(super) fn update(&mut self, first: &[f64], second: &[f64]) {
        for (&a, &b) in first.iter().zip(second) {
            let [left, right] = shifts(self.level);
            self.add(Cell { keys: [to_order_key(a) >> left, to_order_key(b) >> right], count: 1 });
            // Twice as many cells as may stay: a level for one too many would soon be too low again.
            if self.used > 2 * MOST {
                self.settle();
            }
        }
    }

    fn add(&mut self, added: Cell) {
        if 2 * (self.used + 1) > self.places.len() {
            let size = (2 * self.places.len()).max(16);
            let before = std::mem::replace(&mut self.places, vec![Cell::default(); size]);
            self.used = 0;
            before.into_iter().filter(|cell| cell.count > 0).for_each(|cell| self.add(cell));
        }
        let last = self.places.len() - 1;
        let hash =
            (added.keys[0].wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ added.keys[1]).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let mut place = (hash >> 32) as usize & last;
        while self.places[place].count > 0 && self.places[place].keys != added.keys {
            place = (place + 1) & last;
        }
        self.used += usize::from(self.places[place].count == 0);
        self.places[place] = Cell { count: self.places[place].count + added.count, ..added };
    }

    /// Raises the level to the smallest that leaves few enough cells.
    pub(super) fn settle(&mut self) {
        let (mut low, mut high) = (self.level, LAST_LEVEL);
        while self.used > MOST {
            // The least level with few enough cells lies above `low`, and not above `high`.
            let level = if high - low > 1 { low.midpoint(high) } else { high };
            let raised = self.at(level);
            if raised.used > MOST {
                low = level;
            } else if level - low > 1 {
                high = level;
            } else {
                *self = raised;
            }
        }
    }

    /// The same at a level that is no lower.
    fn at(&self, level: u8) -> Self {
        let [have, want] = [self.level, level].map(shifts);
        let mut raised = Self { level, ..Self::default() };
        for cell in self.places.iter().filter(|cell| cell.count > 0) {
            let keys = [cell.keys[0] >> (want[0] - have[0]), cell.keys[1] >> (want[1] - have[1])];
            raised.add(Cell { keys, count: cell.count });
        }
        raised
    }

    /// The cells, ascending.
    fn sorted(&self) -> Vec<Cell> {
        let cells: Vec<Cell> = self.places.iter().filter(|cell| cell.count > 0).copied().collect();
        let order = order_of(cells.len(), &|a, b| cells[a].keys.cmp(&cells[b].keys));
        order.into_iter().map(|place| cells[place]).collect()
    }

    pub(super) fn count(&self) -> u64 {
        self.places.iter().map(|cell| cell.count).sum()
    }

    /// Spearman's correlation and how far it can be off.
    pub(super) fn spearman(&self) -> Option<[f64; 2]> {
        let cells = self.sorted();
        let [first, second] = [0, 1].map(|side| Ranks::of(&cells, side));
        let shared: f64 = (0..cells.len())
            .map(|place| cells[place].count as f64 * first.middles[place] * second.middles[place])
            .sum();
        let size = (first.squares * second.squares).sqrt();
        if size <= 0.0 {
            return None;
        }
        let correlation = (shared / size).clamp(-1.0, 1.0);
        if self.level == 0 {
            return Some([correlation, 0.0]);
        }
        // The cosines of the angle between both less and more what either is off: from half a turn on -1, from none on 1.
        let ([c, s], [d, t]) = (first.angle(), second.angle());
        let (along, across) = (c * d - s * t, s * d + c * t);
        let side = (1.0 - correlation * correlation).sqrt() * across;
        let low = if correlation + along > 0.0 { correlation * along - side } else { -1.0 };
        let high = if correlation < along { correlation * along + side } else { 1.0 };
        Some([correlation, (high - correlation).max(correlation - low)])
    }
}

/// How many bits the keys lack.
fn shifts(level: u8) -> [u8; 2] {
    [level.div_ceil(2), level / 2]
}

/// The ranks of one side, from the middle of all on.
struct Ranks {
    /// Of each cell, the middle rank of those with its key.
    middles: Vec<f64>,
    /// The sum of their squares over rows, and what it may lack.
    squares: f64,
    lost: f64,
}

impl Ranks {
    fn of(cells: &[Cell], side: usize) -> Self {
        let order = order_of(cells.len(), &|a, b| cells[a].keys[side].cmp(&cells[b].keys[side]));
        let half = cells.iter().map(|cell| cell.count).sum::<u64>() as f64 / 2.0;
        let mut ranks = Self { middles: vec![0.0; cells.len()], squares: 0.0, lost: 0.0 };
        let mut below = 0.0;
        for same in order.chunk_by(|&a, &b| cells[a].keys[side] == cells[b].keys[side]) {
            let rows = same.iter().map(|&place| cells[place].count).sum::<u64>() as f64;
            let middle = below + rows / 2.0 - half;
            same.iter().for_each(|&place| ranks.middles[place] = middle);
            ranks.squares += rows * middle * middle;
            ranks.lost += rows * (rows * rows - 1.0) / 12.0;
            below += rows;
        }
        ranks
    }

    /// The cosine and the sine of the angle by which the ranks are off at most.
    fn angle(&self) -> [f64; 2] {
        [self.squares, self.lost].map(|part| (part / (self.squares + self.lost)).sqrt())
    }
}

impl PartialEq for PairCounts {
    fn eq(&self, other: &Self) -> bool {
        self.level == other.level && self.sorted() == other.sorted()
    }
}

impl State for PairCounts {
    fn merge(&mut self, other: &Self) -> Result<()> {
        add_counts(self.count(), other.count())?;
        let level = self.level.max(other.level);
        *self = self.at(level);
        other.at(level).places.iter().filter(|cell| cell.count > 0).for_each(|&cell| self.add(cell));
        self.settle();
        Ok(())
    }

    /// The level, the number of cells; then for each, ascending, the step of its first key from the one before, its second
    /// key, or the step of that where the first is the same, and the count.
    fn write(&self, writer: &mut Writer) {
        writer.u8(self.level);
        writer.varint(self.used as u64);
        let mut last = [0; 2];
        for Cell { keys, count } in self.sorted() {
            writer.varint(keys[0] - last[0]);
            writer.varint(if keys[0] == last[0] { keys[1] - last[1] } else { keys[1] });
            writer.varint(count);
            last = keys;
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let level = reader.u8("the level of pairs")?;
        let cells = reader.varint("the number of pairs")?;
        if level > LAST_LEVEL || cells > MOST as u64 {
            return Err(damaged(format!(
                "expected a level of pairs up to {LAST_LEVEL} and {MOST} of them, found {level} and {cells}"
            )));
        }
        let mut state = Self { level, ..Self::default() };
        let (mut last, mut total) = ([0u64; 2], 0);
        for index in 0..cells {
            let (first, second) = (reader.varint("the first key of a pair")?, reader.varint("the second key")?);
            let count = read_count(reader, "the count of a pair")?;
            let ends =
                [last[0].checked_add(first), if first == 0 { last[1].checked_add(second) } else { Some(second) }];
            let [Some(first), Some(second)] = ends else {
                return Err(damaged("expected keys of 64 bits, found larger ones"));
            };
            let keys = [first, second];
            let [left, right] = shifts(level);
            if count == 0 || index > 0 && keys <= last || first > u64::MAX >> left || second > u64::MAX >> right {
                return Err(damaged("expected ascending pairs that occurred, found others"));
            }
            total = add_counts(total, count)?;
            state.add(Cell { keys, count });
            last = keys;
        }
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    fn pairs(first: &[f64], second: &[f64]) -> PairCounts {
        let mut pairs = PairCounts::default();
        pairs.update(first, second);
        pairs.settle();
        pairs
    }

    #[test]
    fn of_five_rows_with_a_tie_the_correlation_is_that_of_middle_ranks() {
        // Ranks 1, 2.5, 2.5, 4, 5 and 2, 1, 3, 4, 5: products 8 about the middle, squares 9.5 and 10.
        let found = pairs(&[1.0, 2.0, 2.0, 7.0, 9.0], &[0.0, -1.0, 3.0, 4.0, 1e9]).spearman().unwrap();
        assert!((found[0] - 8.0 / 95f64.sqrt()).abs() < 1e-15 && found[1] == 0.0, "{found:?}");
        assert_eq!(pairs(&[1.0, 2.0], &[3.0, 3.0]).spearman(), None);
        assert_eq!(pairs(&[], &[]).spearman(), None);
    }

    #[test]
    fn with_ties_and_nearly_without_the_correlation_is_that_of_scipy() {
        // scipy 1.17.1, spearmanr; ties on one side, and on both.
        let rows = 0..1000u32;
        let first: Vec<f64> = rows.clone().map(|row| f64::from(row * 7919 % 1009)).collect();
        let second: Vec<f64> = rows.clone().map(|row| first[row as usize] / 2.0 + f64::from(row * row % 701)).collect();
        assert!((pairs(&first, &second).spearman().unwrap()[0] - 0.549_189_700_552_752).abs() < 1e-14);
        let first: Vec<f64> = rows.clone().map(|row| f64::from(row % 7)).collect();
        let second: Vec<f64> = rows.map(|row| f64::from(row % 7 + row * row % 5)).collect();
        assert!((pairs(&first, &second).spearman().unwrap()[0] - 0.765_689_429_344_506_8).abs() < 1e-14);
    }

    #[test]
    fn beyond_so_many_pairs_the_correlation_is_off_by_less_than_it_says() {
        let mut rng = Rng::new(7);
        let mut normal = || (0..12).map(|_| rng.uniform()).sum::<f64>() - 6.0;
        for (share, shape) in [(0.0, 0), (0.5, 1), (0.9, 0), (0.9, 2), (0.99, 1)] {
            let to_shape = |value: f64| [value, value.exp(), value + 1000.0][shape];
            let rows: Vec<_> = (0..20_000)
                .map(|_| {
                    let first = normal();
                    [to_shape(first), to_shape(share * first + (1.0f64 - share * share).sqrt() * normal())]
                })
                .collect();
            let [first, second] = [0, 1].map(|side| rows.iter().map(|row| row[side]).collect::<Vec<_>>());
            // Without ties: 1 - 6 sum d^2 / (n (n^2 - 1)).
            let ranks = |values: &[f64]| {
                let mut ranks = vec![0.0; values.len()];
                let order = order_of(values.len(), &|a, b| values[a].total_cmp(&values[b]));
                order.into_iter().enumerate().for_each(|(rank, row)| ranks[row] = rank as f64);
                ranks
            };
            let apart: f64 = ranks(&first).iter().zip(ranks(&second)).map(|(a, b)| (a - b) * (a - b)).sum();
            let count = rows.len() as f64;
            let exact = 1.0 - 6.0 * apart / (count * (count * count - 1.0));
            let [found, bound] = pairs(&first, &second).spearman().unwrap();
            assert!(
                (found - exact).abs() <= bound && (found - exact).abs() < 0.008,
                "{share} {shape}: {found} {exact}"
            );
            assert!(bound < 0.15, "{share} {shape}: {bound}");
        }
    }
}
