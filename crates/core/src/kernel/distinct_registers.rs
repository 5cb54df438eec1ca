//! Numbers into the registers of a distinct count: hashes a block at a time, then one bit each in the marks of their
//! registers, and at the end the marks into the registers.

use super::boxed_array::boxed_array;
use super::dispatch::dispatched;
use crate::hash::{hash_number, hash_numbers};

pub(crate) const PRECISION: u32 = 12;
pub(crate) const REGISTERS: usize = 1 << PRECISION;

const BLOCK: usize = 256;
/// Values that are hashed together: the steps of as many fill the time that one of them would wait.
const TOGETHER: usize = 8;

/// The update values that each register has seen: bit k - 1 for update value k.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    seen: Option<Box<[u64; REGISTERS]>>,
    has_any: bool,
}

impl Marks {
    /// Takes in the hashes of numbers.
    pub(crate) fn add_numbers(&mut self, values: &[f64]) {
        self.has_any = true;
        mark_numbers(values, self.seen.get_or_insert_with(|| boxed_array(0)));
    }

    /// Hands everything over to the registers.
    pub(crate) fn settle(&mut self, registers: &mut [u8; REGISTERS]) {
        let (true, Some(seen)) = (std::mem::take(&mut self.has_any), &mut self.seen) else { return };
        for (register, marks) in registers.iter_mut().zip(seen.iter_mut()).filter(|(_, marks)| **marks != 0) {
            let largest = marks.ilog2();
            // Its mark becomes the third bit, those of the two below the other ones.
            let lower = ((*marks << 2) >> largest) as u8 & 3;
            *register = join(*register, (largest as u8 + 1) << 2 | lower);
            *marks = 0;
        }
    }
}

dispatched! {
    /// Takes in the hashes of numbers one by one.
    pub(crate) fn update_numbers(registers: &mut [u8; REGISTERS], values: &[f64]);
    baseline: update_each,
    avx2: update_each,
    avx512: update_each,
}

#[inline(always)]
fn update_each(registers: &mut [u8; REGISTERS], values: &[f64]) {
    for_each_hash(values, |hash| update(registers, hash));
}

/// Hashes a block at a time, in vectors; but one by one in WebAssembly, whose vectors have no product of 64 bits on most
/// processors.
#[inline(always)]
fn for_each_hash(values: &[f64], mut take: impl FnMut(u64)) {
    if cfg!(target_arch = "wasm32") {
        values.iter().for_each(|&value| take(hash_number(value)));
        return;
    }
    let mut hashes = [[0; TOGETHER]; BLOCK / TOGETHER];
    for block in values.chunks(BLOCK) {
        let (groups, rest) = block.as_chunks();
        for (hashes, group) in hashes.iter_mut().zip(groups) {
            *hashes = hash_numbers(group);
        }
        hashes[..groups.len()].as_flattened().iter().for_each(|&hash| take(hash));
        rest.iter().for_each(|&value| take(hash_number(value)));
    }
}

dispatched! {
    /// Marks the hashes of numbers.
    fn mark_numbers(values: &[f64], seen: &mut [u64; REGISTERS]);
    baseline: mark_blocks,
    avx2: mark_blocks,
    avx512: mark_blocks,
}

#[inline(always)]
fn mark_blocks(values: &[f64], seen: &mut [u64; REGISTERS]) {
    for_each_hash(values, |hash| {
        let (register, update) = split(hash);
        seen[register] |= 1 << (update - 1);
    });
}

/// The register of a hash and its update value.
#[inline(always)]
fn split(hash: u64) -> (usize, u32) {
    ((hash >> (64 - PRECISION)) as usize, (hash << PRECISION | 1 << (PRECISION - 1)).leading_zeros() + 1)
}

/// Takes in one hash: the definition.
#[inline]
pub(crate) fn update(registers: &mut [u8; REGISTERS], hash: u64) {
    let (register, update) = split(hash);
    registers[register] = join(registers[register], (update as u8) << 2);
}

/// A register that has seen what both have.
#[inline]
pub(crate) const fn join(a: u8, b: u8) -> u8 {
    let (upper, lower) = if a > b { (a, b) } else { (b, a) };
    let apart = (upper >> 2) - (lower >> 2);
    // Seen marks of the lower register: its largest value is the third bit.
    let marks = if lower == 0 { 0 } else { 4 | (lower & 3) as u64 };
    upper | (marks >> apart) as u8 & 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::doubles;

    #[test]
    fn a_register_remembers_its_largest_update_and_the_two_below() {
        assert_eq!(join(0, 5 << 2), 5 << 2);
        assert_eq!(join(5 << 2, 4 << 2), 5 << 2 | 2);
        assert_eq!(join(5 << 2, 3 << 2), 5 << 2 | 1);
        assert_eq!(join(5 << 2 | 2, 6 << 2), 6 << 2 | 2 | 1);
        assert_eq!(join(5 << 2 | 3, 7 << 2), 7 << 2 | 1);
        assert_eq!(join(5 << 2 | 3, 9 << 2), 9 << 2);
    }

    #[test]
    fn marks_leave_the_registers_that_single_updates_leave() {
        for (name, values) in doubles(30_000) {
            let values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
            let (mut one_by_one, mut at_once) = ([0; REGISTERS], [0; REGISTERS]);
            values.iter().for_each(|&value| update(&mut one_by_one, hash_number(value)));
            let mut marks = Marks::default();
            for part in values.chunks(7_000) {
                marks.add_numbers(part);
                marks.settle(&mut at_once);
            }
            assert_eq!(at_once, one_by_one, "{name}");
        }
    }
}
