//! Counts by the prefix of an order key: a list of cells, and an index over them that is made when it is needed.

use crate::numeric::to_order_key;
use std::borrow::Cow;
use std::cmp::Ordering;

/// The values of one prefix: their number, and the key of the only value seen, or the smallest key of the prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) key: u64,
    /// Twice the count, plus 1 if different values were seen. Nothing stands in a cell that counts 0.
    pub(crate) tally: u64,
}

impl Cell {
    pub(crate) const fn count(self) -> u64 {
        self.tally >> 1
    }

    /// Whether different values were seen.
    pub(crate) const fn is_mixed(self) -> bool {
        self.tally & 1 == 1
    }

    /// Takes in the values of a cell of the same prefix.
    #[inline]
    fn take_in(&mut self, added: Self, shift: u8) {
        let becomes_mixed = !self.is_mixed() && (added.is_mixed() || self.key != added.key);
        self.tally += added.tally & !1;
        if becomes_mixed {
            self.key &= !low_bits(shift);
            self.tally |= 1;
        }
    }
}

/// Cells by prefix. All operations take the shift, the number of low bits that are no part of a prefix.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrefixTable {
    /// Each prefix once, in no order; fewer than `NONE`.
    cells: Vec<Cell>,
    /// Open addressing with linear probing, at most half full: numbers of cells. Empty where it has to be made anew.
    index: Vec<u16>,
}

const NONE: u16 = u16::MAX;
const SMALLEST: usize = 64;
/// Of values that come together, so many are taken to differ.
const EXPECTED: usize = 1024;

/// The bits of a key that are no part of its prefix.
pub(crate) const fn low_bits(shift: u8) -> u64 {
    (1 << shift) - 1
}

impl PrefixTable {
    /// How many prefixes there are.
    pub(crate) const fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells in no order.
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells in the order of their keys.
    pub(crate) fn sorted(&self) -> Cow<'_, [Cell]> {
        if self.cells.is_sorted_by_key(|cell| cell.key) {
            Cow::Borrowed(&self.cells)
        } else {
            Cow::Owned(sorted(self.cells.clone()))
        }
    }

    /// Takes the cells out, to be put back by [`Self::put`].
    pub(crate) fn take(&mut self) -> Vec<Cell> {
        self.index = Vec::new();
        std::mem::take(&mut self.cells)
    }

    /// Puts cells into an empty table.
    pub(crate) fn put(&mut self, cells: Vec<Cell>) {
        self.cells = cells;
        self.index = Vec::new();
    }

    /// Counts values until there are more than `most` prefixes. How many were counted.
    pub(crate) fn add_values(&mut self, values: &[f64], shift: u8, most: usize) -> usize {
        let expected = self.cells.len() + values.len().min(EXPECTED);
        if self.index.len() < 2 * expected {
            self.reindex(shift, expected);
        }
        for (index, &value) in values.iter().enumerate() {
            self.add(Cell { key: to_order_key(value), tally: 2 }, shift);
            if self.cells.len() > most {
                return index + 1;
            }
        }
        values.len()
    }

    /// Takes in a cell.
    #[inline]
    pub(crate) fn add(&mut self, added: Cell, shift: u8) {
        if self.cells.len() * 2 >= self.index.len() {
            self.reindex(shift, 2 * self.cells.len());
        }
        let mask = self.index.len() - 1;
        let mut place = place_of(added.key, shift, mask);
        loop {
            let number = self.index[place & mask];
            if number == NONE {
                self.index[place & mask] = self.cells.len() as u16;
                self.push(added, shift);
                return;
            }
            let cell = &mut self.cells[usize::from(number)];
            if (cell.key ^ added.key) >> shift == 0 {
                cell.take_in(added, shift);
                return;
            }
            place += 1;
        }
    }

    fn push(&mut self, mut cell: Cell, shift: u8) {
        if cell.is_mixed() {
            cell.key &= !low_bits(shift);
        }
        self.cells.push(cell);
    }

    /// Makes the index anew, with room for so many cells before most of the others collide.
    #[cold]
    fn reindex(&mut self, shift: u8, cells: usize) {
        let size = (4 * cells).next_power_of_two().max(SMALLEST);
        self.index.clear();
        self.index.resize(size, NONE);
        for (number, cell) in self.cells.iter().enumerate() {
            let mut place = place_of(cell.key, shift, size - 1);
            while self.index[place & (size - 1)] != NONE {
                place += 1;
            }
            self.index[place & (size - 1)] = number as u16;
        }
    }

    /// Takes the cells out in the order of their keys.
    pub(crate) fn take_sorted(&mut self) -> Vec<Cell> {
        sorted(self.take())
    }

    /// Takes in the cells of another table with the same shift.
    pub(crate) fn merge(&mut self, other: &Self, shift: u8) {
        let (first, second) = (self.take_sorted(), other.sorted());
        let (mut ours, mut theirs) = (&first[..], &second[..]);
        let mut cells = Vec::with_capacity(first.len() + second.len());
        while let ([a, a_rest @ ..], [b, b_rest @ ..]) = (ours, theirs) {
            let mut cell = *a;
            match (a.key >> shift).cmp(&(b.key >> shift)) {
                Ordering::Equal => {
                    cell.take_in(*b, shift);
                    (ours, theirs) = (a_rest, b_rest);
                }
                Ordering::Less => ours = a_rest,
                Ordering::Greater => (cell, theirs) = (*b, b_rest),
            }
            cells.push(cell);
        }
        cells.extend_from_slice(ours);
        cells.extend_from_slice(theirs);
        self.put(cells);
    }

    /// Puts sorted cells into an empty table, those together that fall together under a larger shift.
    pub(crate) fn put_folded(&mut self, sorted: Vec<Cell>, shift: u8) {
        for cell in sorted {
            match self.cells.last_mut() {
                Some(last) if (last.key ^ cell.key) >> shift == 0 => last.take_in(cell, shift),
                _ => self.push(cell, shift),
            }
        }
    }
}

fn sorted(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.sort_unstable_by_key(|cell| cell.key);
    cells
}

/// Fibonacci hashing: the top bits of the product depend on all bits of the prefix, however many of its low ones are zero.
#[inline]
fn place_of(key: u64, shift: u8, mask: usize) -> usize {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    ((key >> shift).wrapping_mul(GOLDEN) >> (mask as u64).leading_zeros()) as usize
}
