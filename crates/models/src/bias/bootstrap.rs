//! Intervals of bias metrics by drawing the rows again: with replacement, each side by itself, its size kept.
//!
//! Definition: since the metrics follow from counts, a resample draws the counts of each side from a multinomial. The
//! interval holds the middle share of the resampled values, infinite ones in their order.
//!
//! Edges: resamples without a value are left out and their share is told; no interval when fewer than half have one.
//! Accuracy: the ends move from seed to seed as quantiles of so many draws do. Source: Efron and Tibshirani (1993).

use super::binomial::draw_binomial;
use super::facts::{Cells, Facts};
use crate::intervals::{Ends, middle};
use crate::numeric::Random;
use crate::order::sort_doubles;

/// Values of one metric over the resamples.
pub(crate) struct Resampled {
    /// Those that have one, ascending.
    values: Vec<f64>,
    resamples: usize,
}

impl Resampled {
    pub(crate) fn new(mut values: Vec<f64>, resamples: usize) -> Self {
        sort_doubles(&mut values);
        Self { values, resamples }
    }

    /// The share of resamples whose value is infinite or does not exist.
    pub(crate) fn non_finite_fraction(&self) -> f64 {
        let finite = self.values.iter().filter(|value| value.is_finite()).count();
        1.0 - finite as f64 / self.resamples as f64
    }

    pub(crate) fn interval(&self, confidence: f64) -> Option<Ends> {
        if self.values.len() * 2 < self.resamples { None } else { middle(&self.values, confidence) }
    }
}

/// Draws counts again: as many in all, each in proportion to what it was.
pub(crate) fn redraw<const N: usize>(random: &mut Random, units: &[[u64; N]]) -> Vec<[u64; N]> {
    let mut weight: u64 = units.iter().flatten().sum();
    let mut left = weight;
    let mut draw = |&count: &u64| {
        if count == 0 || left == 0 {
            weight -= count;
            return 0;
        }
        let drawn = draw_binomial(random, left, count as f64 / weight as f64);
        weight -= count;
        left -= drawn;
        drawn
    };
    units.iter().map(|unit| std::array::from_fn(|place| draw(&unit[place]))).collect()
}

/// The facts of one resample.
pub(crate) fn resample(random: &mut Random, facts: &Facts) -> Facts {
    // Rows without a group are a unit of their own.
    let mut rest = facts.cells;
    let groups = facts.groups.as_deref().unwrap_or_default();
    for (side, part) in groups.iter().flat_map(|group| group.iter().enumerate()) {
        rest[side].iter_mut().zip(part).for_each(|(cell, count)| *cell -= count);
    }
    let [a, d] = [0, 1].map(|side| {
        let units: Vec<Cells> = groups.iter().map(|group| group[side]).chain([rest[side]]).collect();
        redraw(random, &units)
    });
    let sum = |units: &[Cells]| {
        units.iter().fold([0; 6], |sum: Cells, unit| std::array::from_fn(|place| sum[place] + unit[place]))
    };
    Facts {
        cells: [sum(&a), sum(&d)],
        groups: facts
            .groups
            .as_ref()
            .map(|_| a[..groups.len()].iter().zip(&d[..groups.len()]).map(|(&a, &d)| [a, d]).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resample_keeps_the_size_of_each_side_and_its_empty_cells() {
        let groups = vec![[[5, 0, 0, 3, 9, 0], [1, 0, 0, 0, 2, 0]], [[0, 0, 0, 4, 0, 0], [7, 1, 0, 0, 0, 0]]];
        let facts = Facts { cells: [[6, 0, 0, 7, 9, 0], [8, 1, 0, 0, 2, 0]], groups: Some(groups) };
        let mut random = Random::new(5);
        let mut mean = 0.0;
        for _ in 0..4000 {
            let drawn = resample(&mut random, &facts);
            assert_eq!(drawn.cells.map(|cells| cells.iter().sum::<u64>()), [22, 11]);
            assert_eq!((drawn.cells[0][1], drawn.cells[1][3]), (0, 0));
            mean += drawn.cells[0][4] as f64 / 4000.0;
        }
        assert!((mean - 9.0).abs() < 0.2, "{mean}");
    }

    #[test]
    fn infinite_values_count_in_their_order() {
        let values: Vec<f64> = (0..90).map(f64::from).chain([f64::INFINITY; 10]).collect();
        let found = Resampled::new(values, 125);
        assert_eq!(found.interval(0.8), Some([9.0, f64::INFINITY]));
        assert_eq!(found.interval(0.75), Some([12.0, 87.0]));
        assert_eq!(found.interval(0.95).map(|ends| ends[1]), Some(f64::INFINITY));
        assert!((found.non_finite_fraction() - 35.0 / 125.0).abs() < 1e-12);
        assert_eq!(Resampled::new(vec![1.0; 4], 10).interval(0.9), None);
    }
}
