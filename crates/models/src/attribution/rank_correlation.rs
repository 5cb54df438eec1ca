//! Whether two lists order their items alike: Spearman's rho and Kendall's tau-b.
//!
//! Definition: rho is Pearson's correlation of the ranks, items of one value having the mean of their ranks. With C and D
//! the pairs of items that both lists order alike and oppositely, and A and B those that the first and the second list
//! order at all, tau-b = (C - D) / sqrt(A B).
//!
//! Edges: fewer than two items, or a list of one value, order nothing and have no correlation.
//!
//! Accuracy: ranks and counts are exact; a product and a root are rounded. Takes time with the square of the items.
//!
//! Source: Spearman (1904); Kendall (1945).

use std::cmp::Ordering;

/// Ranks from 1 for the largest; items of one value have the mean of their ranks.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let above = values.iter().filter(|other| *other > value).count();
        let same = values.iter().filter(|other| *other == value).count();
        above as f64 + f64::midpoint(same as f64, 1.0)
    };
    values.iter().map(rank).collect()
}

/// Spearman's rho of two lists of ranks.
pub(super) fn spearman(ranks: [&[f64]; 2]) -> Option<f64> {
    let mean = f64::midpoint(ranks[0].len() as f64, 1.0);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    ratio(product(ranks[0], ranks[1]), product(ranks[0], ranks[0]) * product(ranks[1], ranks[1]))
}

/// Kendall's tau-b of two finite lists.
pub(super) fn kendall(lists: [&[f64]; 2]) -> Option<f64> {
    let sign = |list: &[f64], i: usize, j: usize| match list[i].partial_cmp(&list[j]) {
        Some(Ordering::Less) => -1.0,
        Some(Ordering::Greater) => 1.0,
        _ => 0.0,
    };
    let [mut both, mut first, mut second] = [0.0f64; 3];
    for i in 0..lists[0].len() {
        for j in 0..i {
            let (a, b) = (sign(lists[0], i, j), sign(lists[1], i, j));
            both += a * b;
            first += a * a;
            second += b * b;
        }
    }
    ratio(both, first * second)
}

fn ratio(product: f64, squares: f64) -> Option<f64> {
    (squares > 0.0).then(|| (product / squares.sqrt()).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rho(a: &[f64], b: &[f64]) -> Option<f64> {
        spearman([&ranks(a), &ranks(b)])
    }

    #[test]
    fn hand_worked_orders() {
        let (a, b) = ([4.0, 3.0, 2.0, 1.0], [4.0, 2.0, 3.0, 1.0]);
        // 1 - 6 * 2 / (4 * 15) = 0.8; five of six pairs alike: (5 - 1) / 6.
        assert_eq!(rho(&a, &b), Some(0.8));
        assert_eq!(kendall([&a, &b]), Some(4.0 / 6.0));
        assert_eq!(ranks(&[1.0, 5.0, 1.0, 7.0]), [3.5, 2.0, 3.5, 1.0]);
    }

    #[test]
    fn ties_leave_the_pairs_that_a_list_orders() {
        // Pairs ordered: 5 of the first, 6 of the second; 4 alike, 1 oppositely: scipy.stats.kendalltau gives 0.5477.
        let found = kendall([&[1.0, 2.0, 2.0, 3.0], &[1.0, 3.0, 2.0, 2.5]]).unwrap();
        assert!((found - 3.0 / 30f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn what_orders_nothing_has_no_correlation() {
        assert_eq!((rho(&[1.0, 1.0], &[1.0, 2.0]), kendall([&[1.0, 1.0], &[1.0, 2.0]])), (None, None));
        assert_eq!((rho(&[1.0], &[1.0]), kendall([&[], &[]])), (None, None));
    }
}
