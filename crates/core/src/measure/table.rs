//! Two sides cut into the same cells: what the measures of shares compare.

use super::bins::{count_in_bins, quantile_edges};
use super::side::require;
use super::{Basis, Bins, MeasureOptions, Pairing, Side, are_numeric, to_categories};
use crate::error::Result;

/// Bins of numbers, unless another number is asked for.
const DEFAULT_BINS: u16 = 10;

/// A count that is known, or between bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Span {
    pub(crate) least: f64,
    pub(crate) likely: f64,
    pub(crate) most: f64,
}

impl Span {
    pub(crate) const fn exact(count: f64) -> Self {
        Self { least: count, likely: count, most: count }
    }

    pub(crate) const fn add_exactly(&mut self, count: f64) {
        self.least += count;
        self.likely += count;
        self.most += count;
    }

    pub(crate) fn map(self, change: impl Fn(f64) -> f64) -> Self {
        Self { least: change(self.least), likely: change(self.likely), most: change(self.most) }
    }
}

/// Counts of the reference side and of the current side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) sides: [Span; 2],
    /// Whether the cell holds values that are not told apart.
    pub(crate) is_group: bool,
}

/// Cells that hold every value of both sides.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) cells: Vec<Cell>,
    pub(crate) totals: [u64; 2],
    pub(crate) basis: Basis,
}

impl Table {
    /// Numbers on both sides are put into bins, all else is compared value by value, unless `bins` asks for the other.
    /// `invalid-argument` for bins of what are no numbers, and for a side without values.
    pub(crate) fn of(sides: [&Side<'_>; 2], options: &MeasureOptions) -> Result<Self> {
        match &options.bins {
            Some(Bins::Each) => Self::of_values(sides),
            None if !are_numeric(sides) => Self::of_values(sides),
            Some(Bins::Edges(edges)) => Self::between([sides[0].count_in_bins(edges)?, sides[1].count_in_bins(edges)?]),
            Some(Bins::Count(count)) => Self::of_quantiles(sides, *count),
            None => Self::of_quantiles(sides, DEFAULT_BINS),
        }
    }

    fn of_values(sides: [&Side<'_>; 2]) -> Result<Self> {
        let pairing = Pairing::of(to_categories(sides)?);
        let cell =
            |counts: &[u64; 2], is_group| Cell { sides: counts.map(|count| Span::exact(count as f64)), is_group };
        let known = pairing.known.iter().map(|(_, counts)| cell(counts, false));
        let groups = pairing.groups.iter().map(|counts| cell(counts, true));
        let basis = if pairing.is_complete() { Basis::Values } else { Basis::Sample };
        Ok(Self { cells: known.chain(groups).collect(), totals: pairing.totals(), basis })
    }

    fn of_quantiles(sides: [&Side<'_>; 2], count: u16) -> Result<Self> {
        let reference = sides[0].distribution()?;
        let edges = quantile_edges(reference.buckets(), count);
        Self::between([count_in_bins(reference.buckets(), &edges), sides[1].count_in_bins(&edges)?])
    }

    /// The same bins of both sides. `invalid-argument` when one is empty.
    fn between(sides: [Vec<Span>; 2]) -> Result<Self> {
        // Parts of a bucket that an edge cuts add up to its count, but for rounding.
        let totals = sides.each_ref().map(|bins| bins.iter().map(|bin| bin.likely).sum::<f64>().round() as u64);
        require("number", totals.map(|total| total == 0))?;
        let [reference, current] = sides;
        let pairs = reference.into_iter().zip(current);
        let cells = pairs.map(|(reference, current)| Cell { sides: [reference, current], is_group: false }).collect();
        Ok(Self { cells, totals, basis: Basis::Bins })
    }

    /// Cells that hold a value on either side.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.sides.iter().any(|side| side.most > 0.0))
    }

    /// The shares of each cell, a span a side.
    pub(crate) fn shares(&self) -> impl Iterator<Item = ([Span; 2], bool)> {
        let totals = self.totals.map(|total| total as f64);
        self.cells
            .iter()
            .map(move |cell| ([0, 1].map(|side| cell.sides[side].map(|count| count / totals[side])), cell.is_group))
    }
}
