//! Sums over the cells of a table, with bounds where the counts of cells have bounds.
//!
//! A term t(p, q) of two shares that is 0 where they are equal and grows as they move apart is largest over a range at
//! the corner where they are farthest apart, and least where they are nearest. A group of values that are not told apart
//! adds t(p, q) at least, since telling them apart never makes such a sum smaller, and t(p, 0) + t(0, q) at most.

use crate::measure::{Span, Table};

/// A sum, and between which bounds the true one lies.
pub(crate) fn sum_of_terms(shares: impl Iterator<Item = ([Span; 2], bool)>, term: impl Fn(f64, f64) -> f64) -> Span {
    let mut sum = Span::default();
    for ([p, q], is_group) in shares {
        let is_apart = p.least > q.most || q.least > p.most;
        let nearest = if p.least > q.most { term(p.least, q.most) } else { term(p.most, q.least) };
        let farthest = term(p.least, q.most).max(term(p.most, q.least));
        sum.likely += term(p.likely, q.likely);
        sum.least += if is_apart { nearest } else { 0.0 };
        sum.most += if is_group { term(p.most, 0.0) + term(0.0, q.most) } else { farthest };
    }
    sum
}

impl Span {
    /// How far the true value can be from the likely one; none when nothing bounds it.
    pub(crate) fn error_bound(self) -> Option<f64> {
        let bound = (self.most - self.likely).max(self.likely - self.least).max(0.0);
        bound.is_finite().then_some(bound)
    }
}

impl Table {
    /// Whether every cell is known and is one value or one bin.
    pub(crate) fn is_exact(&self) -> bool {
        self.cells.iter().all(|cell| !cell.is_group && cell.sides.iter().all(|side| side.least == side.most))
    }
}
