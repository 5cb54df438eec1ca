//! Counts between edges that lie anywhere.
//!
//! Definition: the bin of a value is the number of edges below it. Up to eight edges are compared one by one. For more, a
//! grid of even cells says how many edges lie in the cells below, and the few in the cell itself are compared. Where edges
//! crowd in a cell, as those of powers of ten do, every value takes the steps of a binary search instead, without a branch.

use super::bin_counts::{BLOCK, count_bins};
use super::dispatch::dispatched;

/// Up to so many edges each one is compared.
const MOST_COMPARED: usize = 8;
/// Up to so many edges of a cell are compared.
const MOST_STEPS: usize = 4;
/// Cells for each edge, so that few cells hold several.
const CELLS_AN_EDGE: usize = 8;

dispatched! {
    /// How many values lie in each bin between ascending finite edges. `None` when one is not finite.
    pub(crate) fn count_between(values: &[f64], edges: &[f64]) -> Option<Vec<u64>>;
    baseline: count,
    avx2: count,
    avx512: count,
}

#[inline(always)]
fn count(values: &[f64], edges: &[f64]) -> Option<Vec<u64>> {
    if edges.len() <= MOST_COMPARED {
        return count_compared(values, edges);
    }
    match Grid::new(edges) {
        Some(grid) => count_by_grid(values, &grid),
        None => count_by_search(values, edges),
    }
}

#[inline(always)]
#[allow(unsafe_code, reason = "see the block")]
fn count_compared(values: &[f64], edges: &[f64]) -> Option<Vec<u64>> {
    let mut padded = [f64::INFINITY; MOST_COMPARED];
    padded[..edges.len()].copy_from_slice(edges);
    let find = |block: &[f64], places: &mut [u64; BLOCK]| {
        for (place, &value) in places.iter_mut().zip(block) {
            *place = padded.iter().map(|&edge| u64::from(edge < value)).sum();
        }
    };
    // SAFETY: no value is above infinity, so a place is at most the number of edges.
    unsafe { count_bins(values, edges.len() + 1, find) }
}

/// Even cells between the first and the last edge.
struct Grid {
    low: f64,
    per_unit: f64,
    last: f64,
    /// The number of edges in the cells below each.
    below: Vec<u32>,
    /// Followed by infinities, as many as steps.
    edges: Vec<f64>,
    /// The most edges in a cell.
    steps: usize,
}

impl Grid {
    /// None when edges crowd in a cell, or lie too far apart or too near for cells.
    fn new(edges: &[f64]) -> Option<Self> {
        let (low, high) = (edges[0], edges[edges.len() - 1]);
        let cells = (edges.len() * CELLS_AN_EDGE).next_power_of_two();
        let per_unit = (cells - 1) as f64 / (high - low);
        if !per_unit.is_normal() {
            return None;
        }
        let mut grid =
            Self { low, per_unit, last: (cells - 1) as f64, below: Vec::new(), edges: edges.to_vec(), steps: 0 };
        let mut held = vec![0u32; cells];
        edges.iter().for_each(|&edge| held[grid.cell(edge) as usize] += 1);
        grid.steps = held.iter().max().map_or(0, |&most| most as usize);
        if grid.steps > MOST_STEPS {
            return None;
        }
        let mut below = 0;
        for count in held {
            grid.below.push(below);
            below += count;
        }
        grid.edges.extend([f64::INFINITY; MOST_STEPS]);
        Some(grid)
    }

    /// The cell of a value: never less for a larger one.
    #[inline(always)]
    fn cell(&self, value: f64) -> u64 {
        const WHOLE: f64 = 4_503_599_627_370_496.0; // 2^52: what is added to it is rounded to whole numbers
        let cell = (value - self.low) * self.per_unit;
        // In this order NaN becomes 0.
        let cell = if cell > 0.0 { cell } else { 0.0 };
        let cell = if cell < self.last { cell } else { self.last };
        (cell + WHOLE).to_bits() & 0xffff_ffff
    }
}

#[inline(always)]
#[allow(unsafe_code, reason = "see the blocks")]
fn count_by_grid(values: &[f64], grid: &Grid) -> Option<Vec<u64>> {
    let edges = grid.edges.len() - MOST_STEPS;
    let find = |block: &[f64], places: &mut [u64; BLOCK]| {
        places.iter_mut().zip(block).for_each(|(place, &value)| *place = grid.cell(value));
        for (place, &value) in places.iter_mut().zip(block) {
            // SAFETY: `cell` gives 0 to `last`, and there is an entry for each.
            let first = unsafe { *grid.below.get_unchecked(*place as usize) };
            *place = u64::from(first);
            for step in 0..grid.steps {
                // SAFETY: `first` is at most the number of edges, after which come as many infinities as there are steps.
                let edge = unsafe { *grid.edges.get_unchecked(first as usize + step) };
                *place += u64::from(edge < value);
            }
        }
    };
    // SAFETY: a place is the number of edges that are below a value, whatever it is: at most all of them.
    unsafe { count_bins(values, edges + 1, find) }
}

#[inline(always)]
#[allow(unsafe_code, reason = "see the blocks")]
fn count_by_search(values: &[f64], edges: &[f64]) -> Option<Vec<u64>> {
    let size = (edges.len() + 1).next_power_of_two();
    let mut padded = vec![f64::INFINITY; size];
    padded[..edges.len()].copy_from_slice(edges);
    let find = |block: &[f64], places: &mut [u64; BLOCK]| {
        places.fill(0);
        let mut step = size / 2;
        while step > 0 {
            for (place, &value) in places.iter_mut().zip(block) {
                // SAFETY: the steps taken so far and this one add up to less than `size`.
                let edge = unsafe { *padded.get_unchecked(*place as usize + step - 1) };
                *place += if edge < value { step as u64 } else { 0 };
            }
            step /= 2;
        }
    };
    // SAFETY: no value is above infinity, so a place is at most the number of edges.
    unsafe { count_bins(values, edges.len() + 1, find) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::dispatch::each_level;
    use crate::kernel::even_bins::{EvenBins, count_even};
    use crate::support::{Rng, doubles};

    /// The definition, a value at a time.
    fn definition(values: &[f64], edges: &[f64]) -> Option<Vec<u64>> {
        let mut counts = vec![0; edges.len() + 1];
        for value in values {
            counts[edges.iter().filter(|&edge| edge < value).count()] += 1;
        }
        values.iter().all(|value| value.is_finite()).then_some(counts)
    }

    /// Edges of every kind: values of the column, even ones, and powers.
    fn edges_for(values: &[f64], rng: &mut Rng, count: usize) -> Vec<f64> {
        let mut edges: Vec<f64> = (0..count)
            .map(|place| match (values.is_empty(), rng.next() % 3) {
                (false, 0) => values[rng.next() as usize % values.len()],
                (_, 1) => place as f64 - count as f64 / 2.0,
                _ => libm::pow(2.0, place as f64) * if rng.next() & 1 == 0 { 1.0 } else { -1.0 },
            })
            .filter(|edge| edge.is_finite())
            .collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        edges
    }

    #[test]
    fn every_build_gives_the_counts_of_the_definition() {
        let mut rng = Rng::new(5);
        for length in [1, 3, 100, 1023, 1024, 2500] {
            for (name, values) in doubles(length) {
                for count in [0, 1, 7, 8, 9, 64, 300] {
                    let edges = edges_for(&values, &mut rng, count);
                    let expected = definition(&values, &edges);
                    each_level(|level| {
                        assert_eq!(count_between(&values, &edges), expected, "{name} {length} {count} {level:?}");
                    });
                }
            }
        }
    }

    #[test]
    fn even_bins_are_those_between_their_edges() {
        for length in [1, 3, 1024, 2500] {
            for (name, values) in doubles(length) {
                for (bins, minimum, maximum) in [
                    (1, 0.0, 1.0),
                    (2, -1.0, 1.0),
                    (10, -3.0, 0.0),
                    (64, -4.0, 4.0),
                    (1000, 0.0, 1000.0),
                    (4096, 1e9, 1e9 + 1.0),
                ] {
                    let even = EvenBins::new(bins, minimum, maximum).unwrap();
                    let edges = even.edges();
                    let expected = definition(&values, &edges);
                    // The edges themselves, where rounding would show first.
                    let expected_of_edges = definition(&edges, &edges);
                    each_level(|level| {
                        assert_eq!(count_even(&values, &even), expected, "{name} {length} {bins} {level:?}");
                        assert_eq!(count_even(&edges, &even), expected_of_edges, "{bins} {level:?}");
                    });
                }
            }
        }
    }

    #[test]
    fn bins_too_narrow_for_a_multiplication_are_left_to_comparisons() {
        assert!(EvenBins::new(10, 1e16, 1e16 + 20.0).is_none());
        assert!(EvenBins::new(2, -1e308, 1e308).is_none());
        assert!(EvenBins::new(10, 3.0, 3.0).is_none());
        assert!(EvenBins::new(10, f64::NAN, 3.0).is_none());
    }
}
