//! The histogram of a side between given edges, or in bins of one width.

use super::side::not_finite;
use super::{Side, Span};
use crate::error::{Error, Result};
use crate::kernel::edge_bins::count_between;
use crate::kernel::even_bins::{EvenBins, count_even};
use crate::state::Histogram;
use tidemark_json::{plain_text, write_json};

/// Where bins end.
#[derive(Clone, Debug)]
pub enum HistogramEdges {
    /// At these ascending inner edges.
    At(Vec<f64>),
    /// Bins of one width between two ends; the outer ones are open, so values beyond the ends are in them.
    Even {
        /// How many, from 1.
        bins: u16,
        /// The lower end.
        minimum: f64,
        /// The upper end, above it.
        maximum: f64,
    },
}

/// A bin: values above the lower edge and up to the upper one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HistogramBin {
    /// None in the first bin, which is open.
    pub lower_bound: Option<f64>,
    /// None in the last bin, which is open.
    pub upper_bound: Option<f64>,
    /// How many values; where an edge cuts a bucket of a sketch, by its width.
    pub count: f64,
    /// How many at least.
    pub least: f64,
    /// How many at most.
    pub most: f64,
}

write_json!(HistogramBin { lower_bound, upper_bound, count, least, most });

/// Counts the numbers of a side in bins. `invalid-argument` for edges that are not ascending and finite, for more than 4,096
/// of them, and for categories.
pub fn histogram(side: &Side<'_>, edges: HistogramEdges) -> Result<Vec<HistogramBin>> {
    let (edges, spans) = match edges {
        HistogramEdges::At(edges) => {
            let edges = Histogram::new(edges)?.into_edges();
            let spans = side.count_in_bins(&edges)?;
            (edges, spans)
        }
        HistogramEdges::Even { bins, minimum, maximum } => count_in_even_bins(side, bins, minimum, maximum)?,
    };
    let bins = spans.iter().enumerate().map(|(index, span)| HistogramBin {
        lower_bound: index.checked_sub(1).map(|below| edges[below]),
        upper_bound: edges.get(index).copied(),
        count: span.likely,
        least: span.least,
        most: span.most,
    });
    Ok(bins.collect())
}

/// Adds how many values lie in each of the bins of one width to their counts, and gives the inner edges. NaN becomes every
/// count if a value is not finite. `invalid-argument` as [`histogram`] does.
pub fn fold_even_bins(values: &[f64], minimum: f64, maximum: f64, numbers: &mut [f64]) -> Result<()> {
    let bins = numbers.len().div_ceil(2);
    let even = even_bins(bins as u16, minimum, maximum)?;
    let (edges, counts) = numbers.split_at_mut(bins - 1);
    edges.copy_from_slice(&Histogram::new(even.edges())?.into_edges());
    add_counts(counts, count_even(values, &even));
    Ok(())
}

/// The same for bins between given edges, which are the first numbers.
pub fn fold_bins(values: &[f64], numbers: &mut [f64]) -> Result<()> {
    let (edges, counts) = numbers.split_at_mut(numbers.len() / 2);
    let edges = Histogram::new(edges.to_vec())?.into_edges();
    add_counts(counts, count_between(values, &edges));
    Ok(())
}

fn add_counts(counts: &mut [f64], added: Option<Vec<u64>>) {
    match added {
        Some(added) => counts.iter_mut().zip(added).for_each(|(count, added)| *count += added as f64),
        None => counts.fill(f64::NAN),
    }
}

fn even_bins(bins: u16, minimum: f64, maximum: f64) -> Result<EvenBins> {
    EvenBins::new(bins.into(), minimum, maximum).ok_or_else(|| {
        let (minimum, maximum) = (plain_text(minimum), plain_text(maximum));
        Error::invalid_argument(format!(
            "expected at least one bin between two finite ends that lie well apart, found {bins} between {minimum} and \
             {maximum}; give the edges themselves where bins are only some units in the last place wide"
        ))
    })
}

fn count_in_even_bins(side: &Side<'_>, bins: u16, minimum: f64, maximum: f64) -> Result<(Vec<f64>, Vec<Span>)> {
    let even = even_bins(bins, minimum, maximum)?;
    let edges = Histogram::new(even.edges())?.into_edges();
    let spans = match side {
        Side::Values(values) => {
            let counts = count_even(values, &even).ok_or_else(|| not_finite(values))?;
            counts.into_iter().map(|count| Span::exact(count as f64)).collect()
        }
        _ => side.count_in_bins(&edges)?,
    };
    Ok((edges, spans))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_histogram_of_a_sample_is_that_of_the_state() {
        let values = vec![0.5, 1.0, 1.5, 9.0];
        let side = Side::Values(values.clone().into());
        let found = histogram(&side, HistogramEdges::At(vec![1.0, 2.0])).unwrap();
        let mut state = Histogram::new(vec![1.0, 2.0]).unwrap();
        state.update(&values);
        let counts: Vec<u64> = found.iter().map(|bin| bin.count as u64).collect();
        assert_eq!(counts, state.counts());
        assert_eq!((found[0].lower_bound, found[0].upper_bound, found[2].upper_bound), (None, Some(1.0), None));
        assert!(histogram(&Side::Categories(Vec::new()), HistogramEdges::At(vec![1.0])).is_err());
    }

    #[test]
    fn even_bins_are_those_between_their_edges_and_the_outer_ones_are_open() {
        let side = Side::Values(vec![-5.0, 0.0, 0.25, 0.26, 0.5, 0.75, 1.0, 7.0].into());
        let even = || HistogramEdges::Even { bins: 4, minimum: 0.0, maximum: 1.0 };
        let found = histogram(&side, even()).unwrap();
        assert_eq!(found.iter().map(|bin| bin.count).collect::<Vec<_>>(), [3.0, 2.0, 1.0, 2.0]);
        assert_eq!(found, histogram(&side, HistogramEdges::At(vec![0.25, 0.5, 0.75])).unwrap());
        let levels = Side::Levels(vec![vec![-5.0, 0.0, 0.25, 0.26, 0.5, 0.75, 1.0, 7.0]]);
        assert_eq!(found, histogram(&levels, even()).unwrap());
    }

    #[test]
    fn what_cannot_be_counted_is_refused_by_name() {
        let message = |side: &Side<'_>, edges| histogram(side, edges).unwrap_err().message().to_owned();
        let even = |bins, minimum, maximum| HistogramEdges::Even { bins, minimum, maximum };
        let gap = Side::Values(vec![1.0, f64::NAN].into());
        assert!(message(&gap, even(3, 0.0, 1.0)).contains("found NaN at place 1"));
        assert!(message(&gap, HistogramEdges::At(vec![0.0])).contains("found NaN at place 1"));
        assert!(message(&gap, even(0, 0.0, 1.0)).contains("found 0 between 0 and 1"));
        assert!(message(&gap, even(5000, 0.0, 1.0)).contains("at most 4096"));
    }
}
