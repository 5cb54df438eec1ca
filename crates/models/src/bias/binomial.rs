//! Draws of a binomial: how many of n succeed, each with the chance p.
//!
//! Definition: by inversion where n p is small, by transformed rejection with squeeze elsewhere. Both are exact up to the
//! rounding of doubles. Edges: p of 0 or less gives 0, of 1 or more n. Source: Kachitvichyanukul and Schmeiser (1988),
//! Hörmann (1993).

use crate::numeric::Random;

/// Successes below which inversion takes fewer steps than rejection costs, and for which rejection is not made.
const FEW: f64 = 10.0;

/// One draw.
pub(crate) fn draw_binomial(random: &mut Random, count: u64, p: f64) -> u64 {
    if p > 0.5 {
        return count - draw_binomial(random, count, 1.0 - p);
    }
    if p <= 0.0 || count == 0 {
        return 0;
    }
    let n = count as f64;
    let drawn = if n * p < FEW { by_inversion(random, n, p) } else { by_rejection(random, n, p) };
    drawn as u64
}

fn by_inversion(random: &mut Random, n: f64, p: f64) -> f64 {
    let odds = p / (1.0 - p);
    let mut chance = libm::exp(n * libm::log1p(-p));
    let mut left = random.uniform();
    let mut k = 0.0;
    while left > chance && k < n {
        left -= chance;
        k += 1.0;
        chance *= odds * (n + 1.0 - k) / k;
    }
    k
}

fn by_rejection(random: &mut Random, n: f64, p: f64) -> f64 {
    let deviation = (n * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let center = n * p + 0.5;
    let quick = 0.92 - 4.2 / b;
    let alpha = (2.83 + 5.1 / b) * deviation;
    let log_odds = libm::log(p / (1.0 - p));
    let mode = ((n + 1.0) * p).floor();
    let height = libm::lgamma(mode + 1.0) + libm::lgamma(n - mode + 1.0);
    loop {
        let u = random.uniform() - 0.5;
        let v = random.uniform();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + center).floor();
        if k < 0.0 || k > n {
            continue;
        }
        if us >= 0.07 && v <= quick {
            return k;
        }
        let bound = height - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0) + (k - mode) * log_odds;
        if libm::log(v * alpha / (a / (us * us) + b)) <= bound {
            return k;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_mean_and_the_variance_of_the_binomial() {
        let mut random = Random::new(11);
        for (count, p) in [(20, 0.1), (20, 0.9), (1000, 0.004), (100, 0.3), (1_000_000, 0.25), (40, 0.5)] {
            let draws: Vec<f64> = (0..20_000).map(|_| draw_binomial(&mut random, count, p) as f64).collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / 20_000.0;
            let (n, true_variance) = (count as f64, count as f64 * p * (1.0 - p));
            assert!((mean - n * p).abs() < 5.0 * (true_variance / 20_000.0).sqrt(), "{count} {p}: {mean}");
            assert!((variance / true_variance - 1.0).abs() < 0.08, "{count} {p}: {variance}");
        }
        assert_eq!([draw_binomial(&mut random, 5, 0.0), draw_binomial(&mut random, 5, 1.0)], [0, 5]);
    }
}
