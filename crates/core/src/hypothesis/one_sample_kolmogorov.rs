//! The distribution of the Kolmogorov-Smirnov distance between a sample and a known continuous distribution.
//!
//! Definition: P(D >= d) for n values. Durbin's matrix: with n d = k - h, 0 <= h < 1, the element (k, k) of the n-th power of
//! a matrix of 2 k - 1 rows, times n! / n^n, is P(D < d); where n d^2 >= 18 twice the one-sided tail, from which it differs
//! by less than 1e-15.
//!
//! Edges: d up to 1 / (2 n) gives 1, d from 1 on gives 0. Accuracy: 1e-13, absolute. Time: n (n d)^2.
//!
//! Source: Durbin (1968) in the form of Marsaglia, Tsang and Wang (2003); Smirnov (1944) for the tail.

/// The chance of a distance of at least `distance`; `n` from 1 on.
pub(super) fn tail(distance: f64, n: u64) -> f64 {
    let count = n as f64;
    if distance * count <= 0.5 {
        return 1.0;
    }
    if distance >= 1.0 {
        return 0.0;
    }
    if count * distance * distance >= 18.0 {
        return (2.0 * one_sided_tail(distance, n)).min(1.0);
    }
    (1.0 - below(distance, n)).clamp(0.0, 1.0)
}

/// The steps that `tail` takes.
pub(super) fn steps(distance: f64, n: u64) -> f64 {
    let count = n as f64;
    if count * distance * distance >= 18.0 { count } else { 4.0 * count * count * count * distance * distance }
}

fn below(distance: f64, n: u64) -> f64 {
    let count = n as f64;
    let k = (count * distance).ceil().max(1.0);
    let h = k - count * distance;
    let size = 2 * k as usize - 1;
    let powers: Vec<f64> = powers_of(h, size);
    let factorials: Vec<f64> = (1..=size + 1)
        .scan(1.0, |factorial, index| {
            *factorial *= index as f64;
            Some(*factorial)
        })
        .collect();
    // Row i, column j: 1 / (i - j + 1)! on and below the first diagonal above the main one; the first column and the last
    // row less powers of h.
    let element = |i: usize, j: usize| {
        if i + 1 < j {
            return 0.0;
        }
        let mut numerator = 1.0;
        if j == 0 {
            numerator -= powers[i];
        }
        if i == size - 1 {
            numerator -= powers[size - 1 - j];
        }
        if i == size - 1 && j == 0 && 2.0 * h > 1.0 {
            numerator += powers_of(2.0 * h - 1.0, size)[size - 1];
        }
        numerator / if i + 1 == j { 1.0 } else { factorials[i - j] }
    };
    let matrix: Vec<f64> = (0..size * size).map(|place| element(place / size, place % size)).collect();
    let middle = size / 2;
    let mut row = vec![0.0; size];
    row[middle] = 1.0;
    let mut next = vec![0.0; size];
    // Each step also takes one factor of n! / n^n.
    for step in 1..=n {
        next.fill(0.0);
        for (i, &weight) in row.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            let columns = size.min(i + 2);
            for (sum, value) in next[..columns].iter_mut().zip(&matrix[i * size..i * size + columns]) {
                *sum += weight * value;
            }
        }
        let factor = step as f64 / count;
        next.iter_mut().for_each(|value| *value *= factor);
        std::mem::swap(&mut row, &mut next);
    }
    row[middle]
}

/// h, h^2, … by products, the same on every target.
fn powers_of(h: f64, count: usize) -> Vec<f64> {
    (0..count)
        .scan(1.0, |power, _| {
            *power *= h;
            Some(*power)
        })
        .collect()
}

/// P(D+ >= d): the sum over j of d C(n, j) (d + j / n)^(j - 1) (1 - d - j / n)^(n - j).
fn one_sided_tail(distance: f64, n: u64) -> f64 {
    let count = n as f64;
    let last = (count * (1.0 - distance)).floor() as u64;
    let log_choose = |j: f64| libm::lgamma(count + 1.0) - libm::lgamma(j + 1.0) - libm::lgamma(count - j + 1.0);
    (0..=last)
        .map(|j| {
            let j = j as f64;
            let rest = 1.0 - distance - j / count;
            if rest <= 0.0 {
                return 0.0;
            }
            let log = (j - 1.0) * libm::log(distance + j / count) + (count - j) * libm::log(rest);
            distance * libm::exp(log_choose(j) + log)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_uniform() {
        // D = max(u, 1 - u), so P(D >= d) = 2 (1 - d).
        for distance in [0.5, 0.6, 0.75, 0.9] {
            assert!((tail(distance, 1) - 2.0 * (1.0 - distance)).abs() < 1e-14, "{distance}");
        }
    }

    #[test]
    fn two_values_by_hand() {
        // D >= 1/2 unless one value lies in each half: in half of all cases.
        assert!((tail(0.5, 2) - 0.5).abs() < 1e-14);
    }

    #[test]
    fn the_published_value_of_the_authors() {
        // Marsaglia, Tsang and Wang: P(D_10 < 0.274) = 0.6284796154565043.
        assert!((1.0 - tail(0.274, 10) - 0.628_479_615_456_504_3).abs() < 1e-13);
    }

    #[test]
    fn both_forms_meet_where_they_change() {
        let n = 200;
        let distance = (18.0f64 / 200.0).sqrt();
        let (durbin, smirnov) = (1.0 - below(distance, n), 2.0 * one_sided_tail(distance, n));
        assert!((durbin - smirnov).abs() < 1e-13, "{durbin} {smirnov}");
    }
}
