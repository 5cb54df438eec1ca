//! How many distinct values a column has: `UltraLogLog` with 4,096 registers.
//!
//! Definition: the top 12 bits of a value's hash choose a register, the number of leading zeros of the other 52, plus one,
//! is its update value k. A register keeps the largest k it saw and whether it saw the two below. The estimate is the
//! n at which these registers are likeliest, with update value k at the rate n / 4,096 * 2^-k.
//!
//! Edges: nothing counts 0. Accuracy: a standard error of about 1.2 %; exact counts come from the states that still hold
//! every value. An adversary who knows the hash can mislead it.
//!
//! Source: Ertl, `UltraLogLog` (VLDB 2024); maximum likelihood as in Ertl (2017).

use super::State;
use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::kernel::distinct_registers::{self, Marks, PRECISION, REGISTERS, join};

/// The largest update value: all 52 other bits are zero.
const LARGEST: u8 = (64 - PRECISION + 1) as u8;

/// The registers: four times the largest update value, plus 2 if the one below was seen, plus 1 for the one below that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distinct {
    registers: Box<[u8; REGISTERS]>,
}

impl Default for Distinct {
    fn default() -> Self {
        Self { registers: Box::new([0; REGISTERS]) }
    }
}

impl Distinct {
    /// Takes in the hash of a value.
    #[inline]
    pub fn update(&mut self, hash: u64) {
        distinct_registers::update(&mut self.registers, hash);
    }

    /// Takes in finite numbers, by their hashes.
    pub fn update_numbers(&mut self, finite: &[f64]) {
        let mut marks = Marks::default();
        self.add_numbers(finite, finite.len(), &mut marks);
        self.settle(&mut marks);
    }

    /// The same. As many as `ahead` are to come before [`Self::settle`], these included.
    pub(crate) fn add_numbers(&mut self, finite: &[f64], ahead: usize, marks: &mut Marks) {
        // A few values are in the registers before all marks are gone through.
        if ahead < REGISTERS {
            distinct_registers::update_numbers(&mut self.registers, finite);
        } else {
            marks.add_numbers(finite);
        }
    }

    /// Takes in the hashes of numbers that come one by one.
    pub(crate) fn add_each(&mut self, mut finite: impl Iterator<Item = f64>) {
        let mut block = [0.0; 256];
        loop {
            let taken = block.iter_mut().zip(&mut finite).map(|(place, value)| *place = value).count();
            if taken == 0 {
                return;
            }
            distinct_registers::update_numbers(&mut self.registers, &block[..taken]);
        }
    }

    /// Takes everything over from the marks.
    pub(crate) fn settle(&mut self, marks: &mut Marks) {
        marks.settle(&mut self.registers);
    }

    /// The number of distinct values, estimated.
    ///
    /// ```
    /// use tidemark_core::hash::hash_number;
    /// use tidemark_core::state::Distinct;
    /// let mut distinct = Distinct::default();
    /// (0..100_000).for_each(|value| distinct.update(hash_number(f64::from(value % 50_000))));
    /// assert!((distinct.estimate() / 50_000.0 - 1.0).abs() < 0.04);
    /// ```
    pub fn estimate(&self) -> f64 {
        let mut seen = [0u32; LARGEST as usize + 1];
        let mut unseen_rate = 0.0;
        for &register in self.registers.iter() {
            let largest = register >> 2;
            unseen_rate += rate_above(largest);
            if largest > 0 {
                seen[largest as usize] += 1;
            }
            for (below, bit) in [(1, 2), (2, 1)] {
                if largest > below && register & bit != 0 {
                    seen[(largest - below) as usize] += 1;
                } else if largest > below {
                    unseen_rate += rate(largest - below);
                }
            }
        }
        REGISTERS as f64 * likeliest(&seen, unseen_rate)
    }
}

/// The chance of an update value.
fn rate(update: u8) -> f64 {
    // The largest one gathers what a longer hash would tell apart.
    power_of_half(update.min(LARGEST - 1))
}

/// The chance of any larger update value.
fn rate_above(update: u8) -> f64 {
    if update == LARGEST { 0.0 } else { power_of_half(update) }
}

fn power_of_half(exponent: u8) -> f64 {
    f64::from_bits(u64::from(1023 - u16::from(exponent)) << 52)
}

/// The root of the derivative of the log-likelihood: sum of seen(k) r(k) / (exp(x r(k)) - 1) = unseen rate. The left side
/// falls from infinity to 0, so bisection finds it.
fn likeliest(seen: &[u32], unseen_rate: f64) -> f64 {
    if seen.iter().all(|&count| count == 0) {
        return 0.0;
    }
    let slope = |x: f64| {
        let terms = seen.iter().zip(0..).filter(|(count, _)| **count > 0);
        terms.map(|(&count, update)| f64::from(count) * rate(update) / libm::expm1(x * rate(update))).sum::<f64>()
    };
    let (mut low, mut high) = (0.0, 1.0);
    while slope(high) > unseen_rate && high < 1e30 {
        high *= 2.0;
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle == low || middle == high {
            return high;
        }
        if slope(middle) > unseen_rate { low = middle } else { high = middle }
    }
}

impl State for Distinct {
    fn merge(&mut self, other: &Self) -> Result<()> {
        for (register, &added) in self.registers.iter_mut().zip(other.registers.iter()) {
            *register = join(*register, added);
        }
        Ok(())
    }

    /// `u8` 0 and a list of (step from the place before, register) where that is shorter than all registers, else 1 and
    /// all registers.
    fn write(&self, writer: &mut Writer) {
        let mut sparse = Writer::new();
        let filled = self.registers.iter().enumerate().filter(|(_, register)| **register != 0);
        sparse.varint(filled.clone().count() as u64);
        let mut next = 0;
        for (place, &register) in filled {
            sparse.varint((place - next) as u64);
            sparse.u8(register);
            next = place + 1;
        }
        let sparse = sparse.into_bytes();
        let is_dense = sparse.len() >= REGISTERS;
        writer.u8(is_dense.into());
        writer.raw(if is_dense { &self.registers[..] } else { &sparse });
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut state = Self::default();
        if reader.u8("the form of distinct registers")? == 0 {
            let count = reader.varint("the number of distinct registers")?;
            let mut next = 0;
            for _ in 0..count {
                let step = reader.varint("a step between registers")?;
                let place = usize::try_from(step).ok().and_then(|step| step.checked_add(next));
                let Some(register) = place.and_then(|place| state.registers.get_mut(place)) else {
                    return Err(damaged(format!("expected a place below {REGISTERS}, found a larger one")));
                };
                *register = reader.u8("a register")?;
                next = place.unwrap_or(next) + 1;
            }
        } else {
            state.registers.copy_from_slice(reader.raw(REGISTERS, "distinct registers")?);
        }
        let is_possible = |register: u8| match register >> 2 {
            0 => register == 0,
            1 => register == 1 << 2,
            2 => register.is_multiple_of(2),
            largest => largest <= LARGEST,
        };
        if !state.registers.iter().all(|&register| is_possible(register)) {
            return Err(damaged("expected registers that an update can leave, found others"));
        }
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::hash_number;
    use crate::support::Rng;

    fn of(count: u64, seed: f64) -> Distinct {
        let mut distinct = Distinct::default();
        (0..count).for_each(|value| distinct.update(hash_number(value as f64 + seed)));
        distinct
    }

    #[test]
    fn nothing_counts_nothing_and_one_counts_one() {
        assert_eq!(Distinct::default().estimate(), 0.0);
        assert!((of(1, 0.5).estimate() - 1.0).abs() < 0.01);
    }

    #[test]
    fn the_estimate_has_a_standard_error_of_about_one_percent() {
        for count in [10, 1_000, 4_000, 20_000, 300_000] {
            let errors: Vec<f64> =
                (0..20).map(|run| of(count, f64::from(run) * 1e7 + 0.25).estimate() / count as f64 - 1.0).collect();
            let spread = (errors.iter().map(|error| error * error).sum::<f64>() / errors.len() as f64).sqrt();
            assert!(spread < 0.018, "{count}: {spread}");
        }
    }

    #[test]
    fn repeats_do_not_count() {
        let mut distinct = of(5_000, 0.0);
        distinct.merge(&of(5_000, 0.0)).unwrap();
        assert_eq!(distinct, of(5_000, 0.0));
    }

    #[test]
    fn both_forms_read_back_and_random_registers_are_refused() {
        for count in [0, 1, 100, 1_000, 3_000, 100_000] {
            let mut writer = Writer::new();
            of(count, 0.0).write(&mut writer);
            let bytes = writer.into_bytes();
            assert!(bytes.len() <= REGISTERS + 1);
            assert_eq!(Distinct::read(&mut Reader::new(&bytes)).unwrap(), of(count, 0.0));
        }
        let mut rng = Rng::new(5);
        let random: Vec<u8> = (0..=REGISTERS).map(|_| rng.next() as u8 | 1).collect();
        assert!(Distinct::read(&mut Reader::new(&random)).is_err());
    }
}
