//! Whether a window's rows are among those that a reference has, all columns together.
//!
//! Definition: boosted trees learn to tell rows of the window (1) from rows of the reference (0). The rows of either side go
//! by turns into two halves; each half is judged by trees that have learned from the other. With p a row's number, at least
//! 0.001 and at most 0.999, and n and m the rows of reference and window, its weight is w = p / (1 - p) * n / m: how much
//! denser the window is there. AUC is that of p. A row of the window is foreign where w is above 20: rows of the reference
//! that are so weighted are worth less than one in twenty. The effective share of the reference is
//! (sum w)^2 / (n sum w^2), over its rows.
//!
//! Edges: trees need 40 rows of a half to learn anything; without, p is even and no row is foreign. Accuracy: no draws; the
//! same rows in the same order give the same numbers.
//!
//! Source: Friedman (2003), on multivariate two-sample tests by classifiers; Kish (1965) for the effective share.

use super::expected::{Judged, evaluate};
use super::metric::Metric;
use super::options::Rules;
use super::trees::{Binned, Trees};
use crate::error::{Error, Result};
use tidemark_json::write_json;

/// A row of more weight is foreign.
const FOREIGN: f64 = 20.0;

const SUREST: f64 = 0.999;

/// How two sides differ.
#[derive(Debug)]
pub struct Domain {
    /// The area under the curve of telling them apart, on rows that the trees have not seen.
    pub auc: f64,
    /// The share of the window's rows that the reference hardly has.
    pub foreign_share: f64,
    /// The share of the reference's rows that its weighted rows are worth.
    pub effective_share: f64,
    /// Of each row of the reference.
    pub weights: Vec<f64>,
}

write_json!(Domain { auc, foreign_share, effective_share, weights });

/// Compares the rows of two sides, column by column the same.
pub fn compare_domains(reference: &[&[f64]], window: &[&[f64]]) -> Result<Domain> {
    let counts = [reference, window].map(|side| side.first().map_or(0, |column| column.len()));
    let is_whole = |side: &[&[f64]], count| side.iter().all(|column| column.len() == count);
    if reference.len() != window.len()
        || counts.contains(&0)
        || !is_whole(reference, counts[0])
        || !is_whole(window, counts[1])
    {
        return Err(Error::invalid_argument(format!(
            "expected the same columns of rows on both sides, found {} and {} columns of {} and {} rows",
            reference.len(),
            window.len(),
            counts[0],
            counts[1]
        )));
    }
    let columns: Vec<Vec<f64>> = reference.iter().zip(window).map(|sides| [*sides.0, *sides.1].concat()).collect();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let count = counts[0] + counts[1];
    let targets: Vec<f64> = (0..count).map(|row| f64::from(row >= counts[0])).collect();
    let is_even = |&row: &usize| (if row < counts[0] { row } else { row - counts[0] }).is_multiple_of(2);
    let (even, odd): (Vec<usize>, Vec<usize>) = (0..count).partition(is_even);
    let binned = Binned::new(&columns);
    let mut chances = vec![0.0; count];
    for (learned, judged) in [(&even, &odd), (&odd, &even)] {
        if learned.is_empty() {
            continue;
        }
        let trees = Trees::fit(&binned, &targets, learned);
        judged.iter().for_each(|&row| chances[row] = trees.predict(&columns, row).clamp(1.0 - SUREST, SUREST));
    }
    let ratio = counts[0] as f64 / counts[1] as f64;
    let weights: Vec<f64> = chances.iter().map(|p| p / (1.0 - p) * ratio).collect();
    let (known, asked) = weights.split_at(counts[0]);
    let (sum, squares) = known.iter().fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    let judged = [Judged::new(&chances, vec![false; count], true)];
    Ok(Domain {
        auc: evaluate(Metric::Auc, &judged, std::slice::from_ref(&targets), Rules::Tidemark, [0.0; 4]),
        foreign_share: asked.iter().filter(|&&weight| weight > FOREIGN).count() as f64 / counts[1] as f64,
        effective_share: sum * sum / squares / counts[0] as f64,
        weights: known.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
        columns.iter().map(Vec::as_slice).collect()
    }

    /// Two columns, each even between 0 and 1, which go with each other or against each other.
    fn draw(rng: &mut Rng, count: usize, is_against: bool) -> Vec<Vec<f64>> {
        let pairs = (0..count).map(|_| {
            let first = rng.uniform();
            let near = (first + 0.1 * (rng.uniform() - 0.5)).clamp(0.0, 1.0);
            (first, if is_against { 1.0 - near } else { near })
        });
        let (first, second) = pairs.unzip();
        vec![first, second]
    }

    #[test]
    fn sides_that_are_alike_are_not_told_apart() {
        let mut rng = Rng::new(1);
        let [reference, window] = [2000, 1000].map(|count| draw(&mut rng, count, false));
        let found = compare_domains(&slices(&reference), &slices(&window)).unwrap();
        assert!((0.46..0.54).contains(&found.auc), "{}", found.auc);
        assert!(found.foreign_share < 0.01 && found.effective_share > 0.8, "{found:?}");
        assert_eq!(found.weights.len(), 2000);
    }

    #[test]
    fn rows_that_no_range_of_a_column_tells_are_foreign() {
        let mut rng = Rng::new(2);
        let reference = draw(&mut rng, 2000, false);
        let mut window = draw(&mut rng, 600, false);
        let other = draw(&mut rng, 400, true);
        window.iter_mut().zip(&other).for_each(|(column, other)| column.extend(other));
        let found = compare_domains(&slices(&reference), &slices(&window)).unwrap();
        assert!(found.auc > 0.65 && (0.15..0.4).contains(&found.foreign_share), "{found:?}");
    }

    #[test]
    fn weights_turn_the_reference_into_the_window_where_it_has_such_rows() {
        let mut rng = Rng::new(3);
        let reference = vec![(0..3000).map(|_| rng.uniform()).collect::<Vec<f64>>()];
        let window = vec![(0..3000).map(|_| rng.uniform().sqrt()).collect::<Vec<f64>>()];
        let found = compare_domains(&slices(&reference), &slices(&window)).unwrap();
        assert!(found.foreign_share < 0.01, "{}", found.foreign_share);
        let (sum, total) =
            reference[0].iter().zip(&found.weights).fold((0.0, 0.0), |sum, (x, w)| (sum.0 + x * w, sum.1 + w));
        // The mean of the window is 2/3, that of the reference 1/2.
        assert!((sum / total - 2.0 / 3.0).abs() < 0.03, "{}", sum / total);
        // 1 / the integral of (2 x)^2.
        assert!((found.effective_share - 0.75).abs() < 0.1, "{}", found.effective_share);
    }

    #[test]
    fn edges() {
        let few = compare_domains(&[&[1.0, 2.0]], &[&[3.0]]).unwrap();
        assert_eq!(few.foreign_share, 0.0);
        assert!(few.weights.iter().all(|weight| weight.is_finite()));
        assert!(compare_domains(&[], &[]).is_err());
        assert!(compare_domains(&[&[1.0]], &[&[1.0], &[2.0]]).is_err());
        assert!(compare_domains(&[&[1.0, 2.0], &[1.0]], &[&[1.0], &[2.0]]).is_err());
    }
}
