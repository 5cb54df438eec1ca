//! How many finite numbers lie between edges that the caller gives.
//!
//! Definition: bin i counts the values above edge i - 1 and up to edge i; the first and the last bin are open, so there is
//! one more bin than edges and every value is in one.
//!
//! Edges: without values all counts are 0. A value on an edge is below it; -0 is +0. NaN and infinities never enter: values
//! among which there is one are not counted at all.
//! Histograms with different edges do not merge: the finer cannot be told from the coarser.
//!
//! Accuracy: exact, up to 2^53 - 1 values.
//!
//! Source: Pearson (1895).

use super::{MOST, State, add_counts, read_count};
use crate::codec::{Reader, Writer, damaged};
use crate::error::{Error, Result};
use crate::kernel::edge_bins::count_between;

/// The most edges.
const MOST_EDGES: usize = 4096;

/// Counts between edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    edges: Vec<f64>,
    counts: Vec<u64>,
}

impl Histogram {
    /// An empty histogram. `invalid-argument` when the edges are not finite and ascending, or more than 4,096.
    pub fn new(edges: Vec<f64>) -> Result<Self> {
        let is_ascending = edges.windows(2).all(|pair| pair[0] < pair[1]);
        if !is_ascending || edges.len() > MOST_EDGES || edges.iter().any(|edge| !edge.is_finite()) {
            return Err(Error::invalid_argument(format!(
                "expected at most {MOST_EDGES} ascending finite edges, found others"
            )));
        }
        let counts = vec![0; edges.len() + 1];
        Ok(Self { edges: edges.into_iter().map(|edge| edge + 0.0).collect(), counts })
    }

    /// Takes in finite values.
    pub fn update(&mut self, finite: &[f64]) {
        let added = count_between(finite, &self.edges).unwrap_or_default();
        self.counts.iter_mut().zip(added).for_each(|(count, added)| *count += added);
    }

    /// The edges, ascending.
    pub(crate) fn into_edges(self) -> Vec<f64> {
        self.edges
    }

    /// The edges, ascending.
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// How many values lie in each bin.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// How many values were seen.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// The bin of a value between ascending edges.
pub(crate) fn bin_of(edges: &[f64], value: f64) -> usize {
    edges.partition_point(|&edge| edge < value)
}

impl State for Histogram {
    fn merge(&mut self, other: &Self) -> Result<()> {
        if self.edges != other.edges {
            return Err(Error::incompatible(
                "expected histograms with the same edges, found others; make them again with the same ones",
            ));
        }
        add_counts(self.count(), other.count())?;
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, added)| *count += added);
        Ok(())
    }

    /// The number of edges, the edges, the count of each bin.
    fn write(&self, writer: &mut Writer) {
        writer.varint(self.edges.len() as u64);
        self.edges.iter().for_each(|edge| writer.u64(edge.to_bits()));
        self.counts.iter().for_each(|&count| writer.varint(count));
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let length = reader.varint("the number of edges")?;
        if length > MOST_EDGES as u64 {
            return Err(damaged(format!("expected at most {MOST_EDGES} edges, found {length}")));
        }
        let edges = (0..length).map(|_| Ok(f64::from_bits(reader.u64("an edge")?))).collect::<Result<Vec<_>>>()?;
        if edges.iter().any(|edge| edge.to_bits() == (-0.0f64).to_bits()) {
            return Err(damaged("expected edges with zero as +0, found -0"));
        }
        let mut histogram = Self::new(edges).map_err(|error| damaged(error.message()))?;
        for count in &mut histogram.counts {
            *count = read_count(reader, "the count of a bin")?;
        }
        let total = histogram.counts.iter().try_fold(0, |sum, &count| add_counts(sum, count));
        if total.is_err() {
            return Err(damaged(format!("expected at most {MOST} values, found more")));
        }
        Ok(histogram)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_an_edge_is_below_it() {
        let mut histogram = Histogram::new(vec![-1.0, 0.0, 2.0]).unwrap();
        histogram.update(&[-5.0, -1.0, -0.0, 0.5, 2.0, 2.5, 1e300]);
        assert_eq!(histogram.counts(), [2, 1, 2, 2]);
    }

    #[test]
    fn other_edges_do_not_merge_and_wrong_edges_are_refused() {
        let mut histogram = Histogram::new(vec![1.0]).unwrap();
        let error = histogram.merge(&Histogram::new(vec![2.0]).unwrap()).unwrap_err();
        assert_eq!(error.kind().code(), "incompatible");
        for edges in [vec![1.0, 1.0], vec![2.0, 1.0], vec![f64::NAN], vec![f64::INFINITY]] {
            assert!(Histogram::new(edges).is_err());
        }
    }
}
