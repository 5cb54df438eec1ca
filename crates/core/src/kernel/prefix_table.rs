//! Counts by the prefix of an order key: an open-addressing table with linear probing, at most three quarters full.

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
}

/// Cells by prefix, in no order. All operations take the shift, the number of low bits that are no part of a prefix.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrefixTable {
    /// None, or a power of two of them.
    slots: Vec<Cell>,
    used: usize,
}

const SMALLEST: usize = 16;

/// The bits of a key that are no part of its prefix.
pub(crate) const fn low_bits(shift: u8) -> u64 {
    (1 << shift) - 1
}

impl PrefixTable {
    /// How many prefixes there are.
    pub(crate) const fn len(&self) -> usize {
        self.used
    }

    /// The cells in no order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell> {
        self.slots.iter().copied().filter(|cell| cell.tally > 0)
    }

    /// The cells in the order of their keys.
    pub(crate) fn sorted(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.cells().collect();
        cells.sort_unstable_by_key(|cell| cell.key);
        cells
    }

    /// Counts one value.
    #[inline]
    pub(crate) fn add_key(&mut self, key: u64, shift: u8) {
        self.add(Cell { key, tally: 2 }, shift);
    }

    /// Takes in a cell.
    #[inline]
    pub(crate) fn add(&mut self, added: Cell, shift: u8) {
        // A full sketch of 2,048 prefixes fills half of 4,096 slots.
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow(shift);
        }
        let mask = self.slots.len() - 1;
        let mut place = place_of(added.key, shift, mask);
        loop {
            let cell = &mut self.slots[place & mask];
            if cell.tally == 0 {
                *cell = added;
                if added.is_mixed() {
                    cell.key &= !low_bits(shift);
                }
                self.used += 1;
                return;
            }
            if (cell.key ^ added.key) >> shift == 0 {
                let becomes_mixed = !cell.is_mixed() && (added.is_mixed() || cell.key != added.key);
                cell.tally += added.tally & !1;
                if becomes_mixed {
                    cell.key &= !low_bits(shift);
                    cell.tally |= 1;
                }
                return;
            }
            place += 1;
        }
    }

    fn grow(&mut self, shift: u8) {
        self.rebuild((self.slots.len() * 2).max(SMALLEST), shift);
    }

    /// Folds cells together that fall together under a larger shift.
    pub(crate) fn raise(&mut self, shift: u8) {
        self.rebuild(self.slots.len(), shift);
    }

    fn rebuild(&mut self, size: usize, shift: u8) {
        let old = std::mem::replace(&mut self.slots, vec![Cell::default(); size]);
        self.used = 0;
        old.into_iter().filter(|cell| cell.tally > 0).for_each(|cell| self.add(cell, shift));
    }
}

/// Fibonacci hashing: the top bits of the product depend on all bits of the prefix, however many of its low ones are zero.
#[inline]
fn place_of(key: u64, shift: u8, mask: usize) -> usize {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    ((key >> shift).wrapping_mul(GOLDEN) >> (mask as u64).leading_zeros()) as usize
}
