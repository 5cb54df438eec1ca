//! The flip test: do rows of d get what the most similar rows of a get?
//!
//! Definition: the five nearest rows of a (one, if a has at most nine rows) by Euclidean distance over unscaled features
//! vote on each row of d, each vote the prediction of its row. F+ are the rows of d predicted positive whose neighbours say
//! negative, F- the opposite. FT = (F+ - F-) / nd: negative when d is treated worse than its like in a.
//!
//! Edges: an empty side is an error. Of equal distances the earlier row is nearer. Features that are missing have no
//! distance, so those rows are left out by the caller. Accuracy: exact for the rows given. Time: |a| |d| distances.
//!
//! Source: Black, Yeom, Fredrikson (2020), as Clarify documents its approximation.

/// Neighbours that vote, and where a has too few rows for them.
const NEIGHBOURS: usize = 5;
const FEW_NEIGHBOURS: usize = 1;
const FEW_ROWS: usize = 9;

/// F+, F- and the rows of d. Features stand row after row, `width` of them a row; a prediction is positive or not.
pub(crate) fn flip_counts(width: usize, features: [&[f64]; 2], predicted: [&[bool]; 2]) -> [u64; 3] {
    let ([a, d], [votes, predicted]) = (features, predicted);
    let count = if votes.len() > FEW_ROWS { NEIGHBOURS } else { FEW_NEIGHBOURS };
    let mut flips = [0, 0, predicted.len() as u64];
    let mut nearest: Vec<(f64, bool)> = Vec::with_capacity(count + 1);
    for (row, &predicted) in predicted.iter().enumerate() {
        let point = &d[row * width..(row + 1) * width];
        nearest.clear();
        for (other, &vote) in votes.iter().enumerate() {
            let limit = if nearest.len() < count { f64::INFINITY } else { nearest[count - 1].0 };
            let Some(distance) = squared_distance(point, &a[other * width..(other + 1) * width], limit) else {
                continue;
            };
            let place = nearest.partition_point(|&(known, _)| known <= distance);
            nearest.insert(place, (distance, vote));
            nearest.truncate(count);
        }
        let positive = nearest.iter().filter(|(_, vote)| *vote).count();
        let says_positive = 2 * positive > nearest.len();
        flips[0] += u64::from(predicted && !says_positive);
        flips[1] += u64::from(!predicted && says_positive);
    }
    flips
}

/// Nothing once the sum has reached the limit, which no later row of the same distance may pass.
fn squared_distance(a: &[f64], b: &[f64], limit: f64) -> Option<f64> {
    let mut sum = 0.0;
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        sum += a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        if sum >= limit && limit < f64::INFINITY {
            return None;
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_neighbour_votes_where_there_are_few() {
        // Nearest of 0.1 is 0 (negative), of 0.9 is 1 (positive): the first is flipped down, the second up.
        let flips = flip_counts(1, [&[0.0, 1.0], &[0.1, 0.9, 0.2]], [&[false, true], &[true, false, false]]);
        assert_eq!(flips, [1, 1, 3]);
    }

    #[test]
    fn five_neighbours_vote_where_there_are_ten() {
        let a: Vec<f64> = (0..10).map(f64::from).collect();
        let votes: Vec<bool> = (0..10).map(|row| row >= 3).collect();
        // The five nearest of 2 are 0 to 4, of which two are positive; of 3 they are 1 to 5, of which three are.
        assert_eq!(flip_counts(1, [&a, &[2.0, 3.0]], [&votes, &[true, false]]), [1, 1, 2]);
    }

    #[test]
    fn of_equal_distances_the_earlier_row_is_nearer() {
        let flips = flip_counts(1, [&[1.0, 1.0], &[1.0]], [&[true, false], &[false]]);
        assert_eq!(flips, [0, 1, 1]);
    }
}
