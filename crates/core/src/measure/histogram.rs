//! The histogram of a side between given edges.

use super::Side;
use super::bins::count_in_bins;
use crate::error::Result;
use crate::state::Histogram;
use serde::Serialize;

/// A bin: values above the lower edge and up to the upper one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
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

/// Counts the numbers of a side between ascending finite edges. `invalid-argument` for others, and for categories.
pub fn histogram(side: &Side<'_>, edges: Vec<f64>) -> Result<Vec<HistogramBin>> {
    let edges = Histogram::new(edges)?.edges().to_vec();
    let spans = count_in_bins(side.distribution()?.buckets(), &edges);
    let bins = spans.iter().enumerate().map(|(index, span)| HistogramBin {
        lower_bound: index.checked_sub(1).map(|below| edges[below]),
        upper_bound: edges.get(index).copied(),
        count: span.likely,
        least: span.least,
        most: span.most,
    });
    Ok(bins.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_histogram_of_a_sample_is_that_of_the_state() {
        let values = vec![0.5, 1.0, 1.5, 9.0];
        let found = histogram(&Side::Values(values.clone()), vec![1.0, 2.0]).unwrap();
        let mut state = Histogram::new(vec![1.0, 2.0]).unwrap();
        state.update(&values);
        let counts: Vec<u64> = found.iter().map(|bin| bin.count as u64).collect();
        assert_eq!(counts, state.counts());
        assert_eq!((found[0].lower_bound, found[0].upper_bound, found[2].upper_bound), (None, Some(1.0), None));
        assert!(histogram(&Side::Categories(Vec::new()), vec![1.0]).is_err());
    }
}
