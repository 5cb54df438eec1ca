//! Data for tests: a small generator of random numbers, and columns of every sign and shape.

/// `SplitMix64`: small, seeded, the same everywhere.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A double in [0, 1).
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Nearly normal: the sum of twelve uniform numbers, less six.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// Columns of `count` doubles, each with a name: every sign and shape, non-finite values included.
pub(crate) fn doubles(count: usize) -> Vec<(&'static str, Vec<f64>)> {
    let mut rng = Rng::new(count as u64 + 1);
    let mut column = |name, make: &mut dyn FnMut(&mut Rng, usize) -> f64| {
        (name, (0..count).map(|row| make(&mut rng, row)).collect::<Vec<_>>())
    };
    vec![
        ("empty", Vec::new()),
        ("one", vec![-3.25]),
        column("constant", &mut |_, _| 0.1),
        column("positive", &mut |rng, _| rng.uniform() + 1e-9),
        column("negative", &mut |rng, _| -rng.uniform() - 1e-9),
        column("mixed signs", &mut |rng, _| rng.normal()),
        column("far from zero", &mut |rng, _| 1e9 + rng.normal()),
        column("small integers", &mut |rng, _| (rng.next() % 100) as f64 - 50.0),
        column("integers past 2^53", &mut |rng, _| (rng.next() >> 1) as f64),
        column("integers around 2^53", &mut |rng, row| {
            9_007_199_254_740_990.0 + (rng.next() % 8) as f64 * (row % 2) as f64
        }),
        column("wide", &mut |rng, _| f64::from_bits(rng.next() % (0x7ff0u64 << 48))),
        column("subnormal", &mut |rng, _| f64::from_bits(rng.next() % (1 << 52) | (rng.next() & 1 << 63))),
        column("huge", &mut |rng, _| if rng.next() & 1 == 0 { f64::MAX } else { -1e308 * rng.uniform() }),
        column("zeros of both signs", &mut |rng, _| if rng.next() & 1 == 0 { 0.0 } else { -0.0 }),
        column("non-finite", &mut |rng, _| match rng.next() % 5 {
            0 => f64::NAN,
            1 => f64::INFINITY,
            2 => f64::NEG_INFINITY,
            _ => rng.normal(),
        }),
        column("many zeros, one far cluster", &mut |rng, _| match rng.next() % 10 {
            0..3 => 0.0,
            3..6 => 1e4 + rng.normal() * 1e-3,
            _ => rng.normal(),
        }),
        column("prices", &mut |rng, _| (rng.next() % 100_000) as f64 / 100.0),
        column("ascending", &mut |_, row| row as f64),
    ]
}
