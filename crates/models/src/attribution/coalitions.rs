//! Which sets of features a model is asked about, and how much each answer counts: the plan of kernel SHAP.
//!
//! Definition: of M features, a set of s of them has the Shapley kernel's weight (M - 1) / (C(M, s) s (M - s)). Sizes are
//! taken from both ends, 1 with M - 1, then 2 with M - 2, and all sets of a size as long as each would be drawn at least
//! once among the samples that are left. Of the sizes between, sets are drawn by weight, each with its complement; they
//! share the weight of these sizes by how often they were drawn. The weights of a plan add up to 1.
//!
//! Edges: one feature needs no sets, since it has all there is to attribute.
//!
//! Accuracy: with all 2^M - 2 sets the attributions are exact Shapley values. Between them the error falls with the root of
//! the samples; complements take out what is odd in a model, so that pairs of features that act together cost little.
//!
//! Source: Lundberg and Lee (2017); Covert and Lee (2021) on pairs.

use crate::error::{Error, Result};
use crate::numeric::Random;
use std::collections::BTreeMap;

/// Beyond these a plan would take minutes, or gigabytes: so many features, and so many in all its sets together.
const MOST_FEATURES: usize = 2048;
const MOST_MEMBERS: usize = 1 << 25;

/// So many drawings end the search for sets that were not drawn before, for each that is wanted.
const DRAWS_EACH: usize = 4;

/// Sets of features and their weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Coalitions {
    features: usize,
    masks: Vec<u32>,
    weights: Vec<f64>,
    is_exact: bool,
}

impl Coalitions {
    /// The plan for so many features, of about `samples` sets, 2 M + 2048 when not said.
    pub fn plan(features: usize, samples: Option<usize>, seed: u64) -> Result<Self> {
        let samples = samples.unwrap_or_else(|| features.saturating_mul(2).saturating_add(2048));
        if !(1..=MOST_FEATURES).contains(&features) || !(1..=MOST_MEMBERS / features).contains(&samples) {
            return Err(Error::invalid_argument(format!(
                "expected 1 to {MOST_FEATURES} features and at least one sample, at most {MOST_MEMBERS} divided by the \
                 features, found {features} and {samples}"
            )));
        }
        let mut plan = Self { features, masks: Vec::new(), weights: Vec::new(), is_exact: false };
        let sizes = plan.size_weights();
        let all = if features < 32 { (1usize << features) - 2 } else { usize::MAX };
        let mut left = samples.min(all);
        let mut open = 1.0;
        let mut done = 0;
        for (index, share) in sizes.iter().enumerate() {
            let size = index + 1;
            let is_paired = 2 * size != features;
            let count = subsets(features, size) * if is_paired { 2.0 } else { 1.0 };
            if left as f64 * (share / open) < count * (1.0 - 1e-8) {
                break;
            }
            plan.add_all(size, is_paired, share / count);
            left = left.saturating_sub(count as usize);
            open -= share;
            done = size;
        }
        plan.is_exact = done == sizes.len();
        if !plan.is_exact && left > 0 {
            plan.draw(&sizes[done..], done, left, seed);
        }
        let total: f64 = plan.weights.iter().sum();
        plan.weights.iter_mut().for_each(|weight| *weight /= total);
        Ok(plan)
    }

    /// How many sets there are.
    pub const fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none, as for one feature.
    pub const fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How many features there are.
    pub const fn features(&self) -> usize {
        self.features
    }

    /// The weight of each set.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Words of 32 bits, so many a set; bit i of a set is feature i.
    pub fn masks(&self) -> &[u32] {
        &self.masks
    }

    /// Whether every set is in the plan.
    pub const fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The bits of each set.
    pub fn sets(&self) -> impl Iterator<Item = &[u32]> {
        self.masks.chunks_exact(self.features.div_ceil(32))
    }

    /// The weight of sizes 1, 2, … with their counterparts from the other end, 1 in all.
    fn size_weights(&self) -> Vec<f64> {
        let count = self.features;
        let weight = |size: usize| {
            let ends = if 2 * size == count { 1.0 } else { 2.0 };
            ends / (size as f64 * (count - size) as f64)
        };
        let weights: Vec<f64> = (1..=count / 2).map(weight).collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / total).collect()
    }

    fn add_all(&mut self, size: usize, is_paired: bool, weight: f64) {
        let mut members: Vec<usize> = (0..size).collect();
        loop {
            self.add(&self.to_mask(&members), is_paired, weight);
            let Some(place) = (0..size).rev().find(|&place| members[place] < self.features - size + place) else {
                return;
            };
            members[place] += 1;
            for after in place + 1..size {
                members[after] = members[after - 1] + 1;
            }
        }
    }

    /// Draws sets of the sizes above `done` until there are `wanted` different ones.
    fn draw(&mut self, shares: &[f64], done: usize, wanted: usize, seed: u64) {
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..self.features).collect();
        let mut drawn: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        let total: f64 = shares.iter().sum();
        for _ in 0..DRAWS_EACH * wanted {
            if drawn.len() >= wanted {
                break;
            }
            let mut point = random.uniform() * total;
            let mut size = done + 1;
            for share in &shares[..shares.len() - 1] {
                if point < *share {
                    break;
                }
                point -= share;
                size += 1;
            }
            for place in 0..size {
                order.swap(place, place + random.below(self.features - place));
            }
            let mask = self.to_mask(&order[..size]);
            *drawn.entry(self.complement(&mask)).or_default() += 1;
            *drawn.entry(mask).or_default() += 1;
        }
        let count: usize = drawn.values().sum();
        for (mask, times) in drawn {
            self.add(&mask, false, total * times as f64 / count as f64);
        }
    }

    fn add(&mut self, mask: &[u32], is_paired: bool, weight: f64) {
        self.masks.extend_from_slice(mask);
        self.weights.push(weight);
        if is_paired {
            self.masks.extend(self.complement(mask));
            self.weights.push(weight);
        }
    }

    fn to_mask(&self, members: &[usize]) -> Vec<u32> {
        let mut mask = vec![0; self.features.div_ceil(32)];
        members.iter().for_each(|member| mask[member / 32] |= 1 << (member % 32));
        mask
    }

    fn complement(&self, mask: &[u32]) -> Vec<u32> {
        let used = |word: usize| u32::MAX >> (32 - (self.features - 32 * word).min(32));
        mask.iter().enumerate().map(|(word, bits)| !bits & used(word)).collect()
    }
}

/// C(n, k), as a double.
fn subsets(n: usize, k: usize) -> f64 {
    (0..k).fold(1.0, |product, index| product * (n - index) as f64 / (index + 1) as f64).round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn sizes(plan: &Coalitions) -> Vec<u32> {
        plan.sets().map(|set| set.iter().map(|word| word.count_ones()).sum()).collect()
    }

    #[test]
    fn few_features_have_every_set_with_its_kernel_weight() {
        let plan = Coalitions::plan(4, None, 0).unwrap();
        assert!(plan.is_exact() && plan.len() == 14);
        // Of sizes 1, 2, 3 the kernel gives 1 / 4, 1 / 8, 1 / 4 a set: 2.75 in all.
        for (size, weight) in sizes(&plan).iter().zip(plan.weights()) {
            let expected = if *size == 2 { 0.125 } else { 0.25 } / 2.75;
            assert!((weight - expected).abs() < 1e-15, "{size} {weight}");
        }
        assert!(Coalitions::plan(1, None, 0).unwrap().is_empty());
    }

    #[test]
    fn of_many_features_sets_are_drawn_with_their_complements() {
        let plan = Coalitions::plan(40, None, 7).unwrap();
        assert!(!plan.is_exact() && plan.len() <= 2 * 40 + 2048 + 1);
        let sets: BTreeSet<&[u32]> = plan.sets().collect();
        assert_eq!(sets.len(), plan.len());
        assert!(sets.iter().all(|set| sets.contains(&*plan.complement(set))));
        assert_eq!(sizes(&plan).iter().filter(|size| **size == 1).count(), 40);
        assert!((plan.weights().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(plan, Coalitions::plan(40, None, 7).unwrap());
        assert_ne!(plan, Coalitions::plan(40, None, 8).unwrap());
    }

    #[test]
    fn fewer_samples_than_features_are_drawn_all_the_same() {
        let plan = Coalitions::plan(14, Some(15), 0).unwrap();
        assert!((15..=16).contains(&plan.len()));
        assert!(Coalitions::plan(0, None, 0).is_err() && Coalitions::plan(3, Some(0), 0).is_err());
        assert!(Coalitions::plan(usize::MAX, None, 0).is_err() && Coalitions::plan(9, Some(usize::MAX), 0).is_err());
    }
}
