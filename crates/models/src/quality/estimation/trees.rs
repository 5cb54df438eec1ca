//! Boosted regression trees: a number predicted from features.
//!
//! Definition: a sum of trees of depth 3, each fitted to what the sum before it leaves over, and counted at a tenth. A
//! split is `feature <= threshold`, at one of at most 63 quantiles of the feature; of all splits that leave 20 rows on
//! either side, a node takes the one that lowers the squared error most, the first of equal ones. A leaf is the mean of
//! what is left over, drawn to zero as if one more row were 0. A missing value lies below all numbers.
//!
//! Edges: fewer than 40 rows, or features that do not vary, give the mean. Accuracy: deterministic; no draws.
//!
//! Source: Friedman (2001); histogram splits as in Ke and others (2017).

use crate::order::sort_doubles;

const TREES: usize = 80;
const DEPTH: usize = 3;
const INNER: usize = (1 << DEPTH) - 1;
const SHRINKAGE: f64 = 0.1;
const LEAST_ROWS: f64 = 20.0;
const MOST_BINS: usize = 64;

/// Stands for a missing value, and for the threshold that every value passes: both can be stored as numbers.
const LOWEST: f64 = f64::MIN;

/// How many numbers a tree is stored as: features and thresholds of its inner nodes, and its leaves.
pub(crate) const TREE_NUMBERS: usize = 3 * INNER + 1;

/// Trees as numbers one after another, after the number that they add to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trees(pub(crate) Vec<f64>);

/// Features in bins.
pub(crate) struct Binned<'a> {
    columns: &'a [&'a [f64]],
    cuts: Vec<Vec<f64>>,
    bins: Vec<Vec<u8>>,
}

impl<'a> Binned<'a> {
    pub(crate) fn new(columns: &'a [&'a [f64]]) -> Self {
        let cuts: Vec<Vec<f64>> = columns.iter().map(|column| cut(column)).collect();
        let bins = columns
            .iter()
            .zip(&cuts)
            .map(|(column, cuts)| column.iter().map(|&value| find_bin(cuts, value)).collect())
            .collect();
        Self { columns, cuts, bins }
    }
}

fn to_number(value: f64) -> f64 {
    if value.is_nan() { LOWEST } else { value }
}

fn find_bin(cuts: &[f64], value: f64) -> u8 {
    cuts.partition_point(|&cut| cut < to_number(value)) as u8
}

/// Thresholds between bins of about equal counts.
fn cut(column: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = column.iter().map(|&value| to_number(value)).collect();
    sort_doubles(&mut sorted);
    let highest = sorted.last().copied();
    let mut cuts: Vec<f64> =
        (1..MOST_BINS).filter_map(|bin| sorted.get(bin * sorted.len() / MOST_BINS).copied()).collect();
    if sorted.first() == Some(&LOWEST) {
        cuts.insert(0, LOWEST);
    }
    cuts.dedup();
    cuts.retain(|&cut| Some(cut) != highest);
    cuts
}

/// The split of a node that gains most.
#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    bin: usize,
}

impl Trees {
    /// Trees that predict the targets of some of the rows.
    pub(crate) fn fit(features: &Binned<'_>, targets: &[f64], rows: &[usize]) -> Self {
        let mean = rows.iter().map(|&row| targets[row]).sum::<f64>() / rows.len() as f64;
        let mut left: Vec<f64> = rows.iter().map(|&row| targets[row] - mean).collect();
        let mut numbers = vec![mean];
        for _ in 0..TREES {
            let Some(tree) = grow(features, &mut left, rows) else { break };
            numbers.extend(tree);
        }
        Self(numbers)
    }

    /// The features that its nodes look at.
    pub(crate) fn features(&self) -> impl Iterator<Item = f64> {
        self.0[1..].as_chunks::<TREE_NUMBERS>().0.iter().flat_map(|tree| tree[..INNER].iter().copied())
    }

    /// The number of a row.
    pub(crate) fn predict(&self, columns: &[&[f64]], row: usize) -> f64 {
        let (trees, _) = self.0[1..].as_chunks::<TREE_NUMBERS>();
        trees.iter().map(|tree| tree[2 * INNER + leaf(tree, columns, row)]).fold(self.0[0], |sum, leaf| sum + leaf)
    }
}

fn leaf(tree: &[f64], columns: &[&[f64]], row: usize) -> usize {
    let mut node = 0;
    for _ in 0..DEPTH {
        let value = to_number(columns[tree[node] as usize][row]);
        node = 2 * node + if value <= tree[INNER + node] { 1 } else { 2 };
    }
    node - INNER
}

/// One tree, taken off what is left over; none where no node can be split.
fn grow(features: &Binned<'_>, left: &mut [f64], rows: &[usize]) -> Option<Vec<f64>> {
    let mut numbers = vec![0.0; TREE_NUMBERS];
    numbers[INNER..2 * INNER].fill(f64::MAX);
    let mut nodes = vec![0u8; rows.len()];
    for depth in 0..DEPTH {
        let first = (1 << depth) - 1;
        for (place, split) in find_splits(features, left, rows, &nodes, first, 1 << depth).into_iter().enumerate() {
            let Some(Split { feature, bin, .. }) = split else { continue };
            numbers[first + place] = feature as f64;
            numbers[INNER + first + place] = features.cuts[feature][bin];
        }
        if depth == 0 && numbers[INNER] == f64::MAX {
            return None;
        }
        for (node, &row) in nodes.iter_mut().zip(rows) {
            let at = usize::from(*node);
            let value = to_number(features.columns[numbers[at] as usize][row]);
            *node = (2 * at + if value <= numbers[INNER + at] { 1 } else { 2 }) as u8;
        }
    }
    let mut sums = [[0.0, 1.0]; INNER + 1];
    for (&node, left) in nodes.iter().zip(&*left) {
        let sum = &mut sums[usize::from(node) - INNER];
        *sum = [sum[0] + left, sum[1] + 1.0];
    }
    for (leaf, [sum, count]) in numbers[2 * INNER..].iter_mut().zip(sums) {
        *leaf = SHRINKAGE * sum / count;
    }
    for (&node, left) in nodes.iter().zip(left) {
        *left -= numbers[INNER + usize::from(node)];
    }
    Some(numbers)
}

/// The best split of each node of a level.
fn find_splits(
    features: &Binned<'_>,
    left: &[f64],
    rows: &[usize],
    nodes: &[u8],
    first: usize,
    count: usize,
) -> Vec<Option<Split>> {
    let mut best: Vec<Option<Split>> = vec![None; count];
    for (feature, bins) in features.bins.iter().enumerate() {
        let mut sums = vec![[0.0f64; 2]; count * MOST_BINS];
        for ((&node, &row), left) in nodes.iter().zip(rows).zip(left) {
            let sum = &mut sums[(usize::from(node) - first) * MOST_BINS + usize::from(bins[row])];
            *sum = [sum[0] + left, sum[1] + 1.0];
        }
        let cuts = features.cuts[feature].len();
        for (node, best) in sums.chunks_exact(MOST_BINS).zip(&mut best) {
            let all = node.iter().fold([0.0, 0.0], |a, b| [a[0] + b[0], a[1] + b[1]]);
            let mut low = [0.0, 0.0];
            for (bin, sum) in node[..cuts].iter().enumerate() {
                low = [low[0] + sum[0], low[1] + sum[1]];
                let high = [all[0] - low[0], all[1] - low[1]];
                if low[1] < LEAST_ROWS || high[1] < LEAST_ROWS {
                    continue;
                }
                let gain = score(low) + score(high) - score(all);
                if gain > best.map_or(1e-12 * score(all).max(f64::MIN_POSITIVE), |best| best.gain) {
                    *best = Some(Split { gain, feature, bin });
                }
            }
        }
    }
    best
}

fn score([sum, count]: [f64; 2]) -> f64 {
    sum * sum / (count + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    fn fit(columns: &[&[f64]], targets: &[f64]) -> Trees {
        let rows: Vec<usize> = (0..targets.len()).collect();
        Trees::fit(&Binned::new(columns), targets, &rows)
    }

    #[test]
    fn a_step_is_learned_and_missing_values_have_a_side_of_their_own() {
        let feature: Vec<f64> = (0..300).map(|row| if row % 3 == 0 { f64::NAN } else { f64::from(row) }).collect();
        let targets: Vec<f64> =
            feature.iter().map(|value| if value.is_nan() { 7.0 } else { f64::from(*value > 150.0) }).collect();
        let columns: [&[f64]; 1] = [&feature];
        let trees = fit(&columns, &targets);
        // The step lies between two thresholds.
        for (row, target) in targets.iter().enumerate().filter(|(row, _)| !(140..160).contains(row)) {
            assert!((trees.predict(&columns, row) - target).abs() < 0.2, "{row}");
        }
        assert!(trees.0.iter().all(|number| number.is_finite()));
    }

    #[test]
    fn without_anything_to_learn_it_is_the_mean() {
        let constant = [4.0; 100];
        let targets: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(fit(&[&constant], &targets).0, [49.5]);
        assert_eq!(fit(&[&targets[..30]], &targets[..30]).0, [14.5]);
    }

    #[test]
    fn on_rows_it_has_not_seen_most_of_a_smooth_surface_is_found() {
        let mut rng = Rng::new(9);
        let mut draw = || {
            let columns: Vec<Vec<f64>> = (0..3).map(|_| (0..3000).map(|_| rng.uniform()).collect()).collect();
            let targets: Vec<f64> = (0..3000)
                .map(|row| columns[0][row] * 4.0 + columns[1][row] * columns[0][row] * 3.0 + rng.normal() * 0.3)
                .collect();
            (columns, targets)
        };
        let (columns, targets) = draw();
        let trees = fit(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>(), &targets);
        let (columns, targets) = draw();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let error: f64 = targets.iter().enumerate().map(|(row, t)| (trees.predict(&columns, row) - t).powi(2)).sum();
        // The noise alone is 0.09, the spread of the targets some 2.5.
        assert!(error / 3000.0 < 0.13, "{}", error / 3000.0);
    }
}
