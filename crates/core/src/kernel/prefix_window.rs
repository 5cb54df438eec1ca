//! Counts by prefix where prefixes lie close together: an array over the stretch of sizes that they span, once for each
//! sign. While a window is open it holds the cells of a table; closing it puts them back.

use super::boxed_array::boxed_array;
use super::dispatch::dispatched;
use super::exact_moments::Extent;
use super::prefix_table::{Cell, PrefixTable, low_bits};
use crate::numeric::to_order_key;

/// All slots, of both signs: a mebibyte that every column in turn uses some of.
const SLOTS: usize = 1 << 16;
/// Values whose places are found at once, for the loop that counts them.
const BLOCK: usize = 512;
pub(super) const SIZE_BITS: u64 = u64::MAX >> 1;

/// The key and the tally of a cell. Plain numbers come zeroed from the system, page by page as they are touched.
type Slot = [u64; 2];

/// The window, closed or open. All slots are empty while it is closed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrefixWindow {
    slots: Option<Box<[Slot; SLOTS]>>,
    /// The slots that are not empty.
    touched: Vec<u16>,
    view: Option<View>,
}

/// Which place of the number line is which slot. A place is a size without its lowest `drop` bits.
#[derive(Clone, Copy, Debug)]
struct View {
    /// The shift of the prefixes; at most `drop`, and what lies between is zero in every size.
    shift: u8,
    drop: u8,
    /// Zero falls into slot 0, and the place after `base` into slot 1; no size that is not zero lies between.
    base: u64,
    /// How many slots a sign has.
    span: u64,
}

/// The sizes of some values: the bits that any of them has, and the smallest and the largest, zero left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    any: u64,
    pub(super) smallest: u64,
    pub(super) largest: u64,
}

impl Sizes {
    const NONE: Self = Self { any: 0, smallest: u64::MAX, largest: 0 };

    /// Of values that reach so far. Only at shift 0 does it matter which bits they have.
    pub(crate) fn of(values: &[f64], reach: &Extent, shift: u8) -> Self {
        Self {
            any: if shift == 0 { any_bits(values) } else { 0 },
            smallest: if reach.smallest_size.is_finite() { reach.smallest_size.to_bits() } else { u64::MAX },
            largest: (reach.largest_size() + 0.0).to_bits() & SIZE_BITS,
        }
    }

    fn with(self, size: u64) -> Self {
        if size == 0 {
            return self;
        }
        Self { any: self.any | size, smallest: self.smallest.min(size), largest: self.largest.max(size) }
    }

    fn and(self, other: &Self) -> Self {
        Self {
            any: self.any | other.any,
            smallest: self.smallest.min(other.smallest),
            largest: self.largest.max(other.largest),
        }
    }
}

dispatched! {
    /// The bits that any size has.
    fn any_bits(values: &[f64]) -> u64;
    baseline: any_bits_of,
    avx2: any_bits_of,
    avx512: any_bits_of,
}

#[inline(always)]
fn any_bits_of(values: &[f64]) -> u64 {
    values.iter().fold(0, |any, value| any | value.to_bits()) & SIZE_BITS
}

impl View {
    /// A view on all of these sizes, with room to both sides where there is some.
    fn on(sizes: &Sizes, shift: u8) -> Option<Self> {
        let drop = if shift == 0 { (sizes.any.trailing_zeros() as u8).min(63) } else { shift };
        if shift == 0 && drop == 0 {
            return None;
        }
        let (low, high) = ((sizes.smallest >> drop).min(sizes.largest >> drop), sizes.largest >> drop);
        let room = (high - low) / 2 + 16;
        [room, 0].into_iter().find_map(|room| {
            let base = low.saturating_sub(room).saturating_sub(1);
            let span = high + room - base + 1;
            (span <= SLOTS as u64 / 2).then_some(Self { shift, drop, base, span })
        })
    }

    fn covers(&self, sizes: &Sizes) -> bool {
        let smallest = sizes.smallest >> self.drop;
        let is_exact = self.shift == self.drop || sizes.any & low_bits(self.drop) == 0;
        is_exact && (smallest > self.base || self.base == 0) && sizes.largest >> self.drop < self.base + self.span
    }

    #[inline(always)]
    fn slot(&self, bits: u64) -> u16 {
        let place = (bits & SIZE_BITS) >> self.drop;
        (place.saturating_sub(self.base) + (bits >> 63) * self.span) as u16
    }
}

impl PrefixWindow {
    pub(crate) const fn is_open(&self) -> bool {
        self.view.is_some()
    }

    /// How many prefixes there are.
    pub(crate) const fn len(&self) -> usize {
        self.touched.len()
    }

    /// The cells but the first `count` of them, in the order in which they came.
    pub(crate) fn cells_after(&self, count: usize) -> impl Iterator<Item = Cell> + '_ {
        let touched = self.touched.get(count..).unwrap_or_default();
        self.slots.iter().flat_map(move |slots| touched.iter().map(|&slot| to_cell(slots[usize::from(slot)])))
    }

    /// Whether it is open and values of these sizes can be counted.
    pub(crate) fn covers(&self, sizes: &Sizes) -> bool {
        self.view.is_some_and(|view| view.covers(sizes))
    }

    /// Takes the cells of a table over, if they and values of these sizes lie close enough together.
    pub(crate) fn open(&mut self, table: &mut PrefixTable, shift: u8, sizes: &Sizes) -> bool {
        if shift == 0 && sizes.any & 1 == 1 {
            return false;
        }
        let of_cells = table.cells().iter().fold(Sizes::NONE, |sizes, cell| sizes.with(bits_of(cell.key) & SIZE_BITS));
        let Some(view) = View::on(&of_cells.and(sizes), shift) else {
            return false;
        };
        let slots = self.slots.get_or_insert_with(|| boxed_array([0; 2]));
        for cell in table.take() {
            let slot = view.slot(bits_of(cell.key));
            slots[usize::from(slot)] = [cell.key, cell.tally];
            self.touched.push(slot);
        }
        self.view = Some(view);
        true
    }

    /// Counts values that the window covers.
    pub(crate) fn count(&mut self, values: &[f64]) {
        if let (Some(view), Some(slots)) = (&self.view, &mut self.slots) {
            count_values(values, view, slots, &mut self.touched);
        }
    }

    /// Counts values, a block at a time, until one is not covered; none while it is closed. How many were counted.
    pub(crate) fn count_covered(&mut self, values: &[f64]) -> usize {
        match (&self.view, &mut self.slots) {
            (Some(view), Some(slots)) => count_covered_values(values, view, slots, &mut self.touched),
            _ => 0,
        }
    }

    /// Gives the cells back to the table they came from, mostly in the order of their keys.
    pub(crate) fn close(&mut self, table: &mut PrefixTable) {
        let (Some(view), Some(slots)) = (self.view.take(), &mut self.slots) else { return };
        sort(&mut self.touched, 2 * view.span as usize);
        let (positive, negative) =
            self.touched.split_at(self.touched.partition_point(|&slot| u64::from(slot) < view.span));
        let ascending = negative.iter().rev().chain(positive);
        let mut cells = Vec::with_capacity(self.touched.len());
        for &slot in ascending {
            let mut cell = to_cell(std::mem::take(&mut slots[usize::from(slot)]));
            if cell.is_mixed() {
                cell.key &= !low_bits(view.shift);
            }
            cells.push(cell);
        }
        self.touched.clear();
        table.put(cells);
    }
}

/// Sorts different numbers below `end`, by a bit for each.
fn sort(numbers: &mut [u16], end: usize) {
    let mut map = [0u64; SLOTS / 64];
    numbers.iter().for_each(|&number| map[usize::from(number / 64)] |= 1 << (number % 64));
    let mut sorted = numbers.iter_mut();
    for (first, &word) in (0..).step_by(64).zip(&map[..end.div_ceil(64)]) {
        let mut rest = word;
        while rest != 0 {
            if let Some(number) = sorted.next() {
                *number = first + rest.trailing_zeros() as u16;
            }
            rest &= rest - 1;
        }
    }
}

const fn to_cell([key, tally]: Slot) -> Cell {
    Cell { key, tally }
}

/// The bits of the double that has this order key.
const fn bits_of(key: u64) -> u64 {
    if key >> 63 == 1 { key & SIZE_BITS } else { !key }
}

dispatched! {
    /// Counts values in the slots of their places.
    fn count_values(values: &[f64], view: &View, slots: &mut [Slot; SLOTS], touched: &mut Vec<u16>) -> usize;
    baseline: count_blocks::<false>,
    avx2: count_blocks::<false>,
    avx512: count_blocks::<false>,
}

dispatched! {
    /// The same until a block holds a value that is not covered. How many were counted.
    fn count_covered_values(values: &[f64], view: &View, slots: &mut [Slot; SLOTS], touched: &mut Vec<u16>) -> usize;
    baseline: count_blocks::<true>,
    avx2: count_blocks::<true>,
    avx512: count_blocks::<true>,
}

/// `CHECKED`: values need not be covered.
#[inline(always)]
fn count_blocks<const CHECKED: bool>(
    values: &[f64],
    view: &View,
    slots: &mut [Slot; SLOTS],
    touched: &mut Vec<u16>,
) -> usize {
    let mut keys = [0; BLOCK];
    let mut places = [0; BLOCK];
    // Zero has a slot of its own, unless sizes as small share it.
    let least = if view.base == 0 { 0 } else { view.base + 1 };
    let below = if view.shift == view.drop { 0 } else { low_bits(view.drop) };
    for (block, first) in values.chunks(BLOCK).zip((0..).step_by(BLOCK)) {
        let (mut outside, mut any) = (0, 0);
        for ((&value, key), place) in block.iter().zip(&mut keys).zip(&mut places) {
            let bits = (value + 0.0).to_bits();
            *key = to_order_key(value);
            *place = view.slot(bits);
            if CHECKED {
                // In the highest bit: whether the place is too low and the size not zero, or the place too high.
                let (size, drop) = (bits & SIZE_BITS, view.drop);
                let is_zero = size.wrapping_sub(1);
                outside |= (size >> drop).wrapping_sub(least) & !is_zero;
                outside |= (view.base + view.span - 1).wrapping_sub(size >> drop);
                any |= size;
            }
        }
        if CHECKED && (outside >> 63 == 1 || any & below != 0) {
            return first;
        }
        for (&key, &place) in keys[..block.len()].iter().zip(&places[..block.len()]) {
            let [first, tally] = &mut slots[usize::from(place)];
            if *tally == 0 {
                (*first, *tally) = (key, 2);
                touched.push(place);
            } else {
                // A mixed cell keeps the key that it saw first until the window closes.
                *tally = (*tally + 2) | u64::from(*first != key);
            }
        }
    }
    values.len()
}
