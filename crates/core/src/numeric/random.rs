//! Seeded random numbers: integers only, so every target draws the same ones.
//!
//! Definition: `SplitMix64`, whose state grows by a constant and is mixed for each number. Source: Steele, Lea and Flood
//! (2014).

/// A generator that its seed determines.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The generator of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A whole number below `bound`, by the high half of a product: uneven by less than one in 2^32 for 2^32 values.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// A double in (0, 1).
    pub fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Puts items into any order, each as likely as another.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// How often each of `count` rows is drawn in `draws` draws with replacement.
    pub fn resample(&mut self, count: usize, draws: usize) -> Vec<f64> {
        let mut times = vec![0.0; count];
        for _ in 0..draws {
            times[self.below(count)] += 1.0;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_published_numbers() {
        let mut random = Random::new(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn numbers_fill_their_range_evenly() {
        let mut random = Random::new(7);
        let mut times = [0u32; 10];
        for _ in 0..100_000 {
            times[random.below(10)] += 1;
        }
        assert!(times.iter().all(|&count| count.abs_diff(10_000) < 500), "{times:?}");
        assert!((0..1000).all(|_| (1e-17..1.0).contains(&random.uniform())));
    }

    #[test]
    fn every_row_is_drawn_about_as_often_as_another() {
        let mut random = Random::new(7);
        let times = random.resample(10, 100_000);
        assert_eq!(times.iter().sum::<f64>(), 100_000.0);
        assert!(times.iter().all(|&count| (count - 10_000.0).abs() < 500.0), "{times:?}");
    }

    #[test]
    fn a_shuffle_keeps_what_it_moves() {
        let mut items: Vec<usize> = (0..100).collect();
        Random::new(3).shuffle(&mut items);
        assert_ne!(items[..5], [0, 1, 2, 3, 4]);
        items.sort_unstable();
        assert!(items.iter().copied().eq(0..100));
    }
}
