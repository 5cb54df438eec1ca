//! Model Monitor's quantile sketch: KLL with an alternating, not a random, choice of survivors.
//!
//! Definition: level h holds items that stand for 2^h values each; capacity(h) = 2 (ceil(k c^h / 2) + 1) with k = 2,048
//! and c = 0.64. A value goes to level 0. When the items outnumber the capacities of all levels, the first full level is
//! sorted and every second item goes up; an odd last item stays. Which half survives alternates 0, 1, 1, 0, 0, 1, 1, …
//!
//! Edges: up to 2,050 values the sketch is the column itself in row order. NaN and infinities must not enter.
//!
//! Accuracy: a rank error of about 0.1 % to 0.2 %. Deterministic for one order of rows and one partition into files.
//!
//! Source: Karnin, Lang and Liberty (2016); parameters and choice as published in Deequ.

use crate::order::{in_order, sort_doubles};

/// The sketch of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Kll {
    levels: Vec<Level>,
    size: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Level {
    items: Vec<f64>,
    compactions: u32,
    offset: usize,
}

/// The parameter k, as the document states it.
const SKETCH_SIZE: f64 = 2048.0;
/// The parameter c.
const SHRINKING_FACTOR: f64 = 0.64;

impl Default for Kll {
    fn default() -> Self {
        Self { levels: vec![Level::default()], size: 0 }
    }
}

impl Kll {
    /// Takes in one finite value.
    pub fn update(&mut self, value: f64) {
        self.levels[0].items.push(value);
        self.size += 1;
        if self.size > self.capacity() {
            self.condense();
        }
    }

    /// Takes in the sketch of the part that follows.
    pub fn append(&mut self, next: &Self) {
        if self.levels.len() < next.levels.len() {
            self.levels.resize_with(next.levels.len(), Level::default);
        }
        for (level, added) in self.levels.iter_mut().zip(&next.levels) {
            level.items.extend_from_slice(&added.items);
        }
        self.count_items();
        while self.size >= self.capacity() {
            self.condense();
        }
    }

    /// The items by level.
    pub fn levels(&self) -> impl Iterator<Item = &[f64]> {
        self.levels.iter().map(|level| level.items.as_slice())
    }

    /// The items with their weights, ascending.
    pub fn weighted_items(&self) -> Vec<(f64, u64)> {
        let items: Vec<_> = self
            .levels
            .iter()
            .enumerate()
            .flat_map(|(height, level)| level.items.iter().map(move |&item| (item, 1 << height)))
            .collect();
        in_order(items, |a, b| a.0.total_cmp(&b.0))
    }

    fn capacity(&self) -> usize {
        (0..self.levels.len()).map(capacity).sum()
    }

    fn count_items(&mut self) {
        self.size = self.levels.iter().map(|level| level.items.len()).sum();
    }

    fn condense(&mut self) {
        let is_full = |(height, level): (usize, &Level)| level.items.len() >= capacity(height);
        let Some(height) = self.levels.iter().enumerate().position(is_full) else { return };
        if height + 1 == self.levels.len() {
            self.levels.push(Level::default());
        }
        let promoted = self.levels[height].compact();
        self.levels[height + 1].items.extend(promoted);
        self.count_items();
    }
}

fn capacity(height: usize) -> usize {
    let share = (0..height).fold(SKETCH_SIZE, |size, _| size * SHRINKING_FACTOR);
    2 * ((share / 2.0).ceil() as usize + 1)
}

impl Level {
    fn compact(&mut self) -> Vec<f64> {
        if self.compactions % 2 == 1 {
            self.offset = 1 - self.offset;
        }
        self.compactions += 1;
        let paired = self.items.len() / 2 * 2;
        let stays = self.items.split_off(paired);
        let mut sorted = std::mem::replace(&mut self.items, stays);
        sort_doubles(&mut sorted);
        sorted.into_iter().skip(self.offset).step_by(2).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(values: impl Iterator<Item = u32>) -> Kll {
        let mut kll = Kll::default();
        values.for_each(|value| kll.update(value.into()));
        kll
    }

    fn weight(kll: &Kll) -> u64 {
        kll.weighted_items().iter().map(|item| item.1).sum()
    }

    #[test]
    fn capacities_shrink_by_the_factor() {
        assert_eq!([capacity(0), capacity(1), capacity(2)], [2050, 1314, 842]);
    }

    #[test]
    fn up_to_its_capacity_the_sketch_is_the_column_in_row_order() {
        let kll = sketch((0..2050).rev());
        let levels: Vec<_> = kll.levels().collect();
        assert_eq!(levels.len(), 1);
        assert_eq!((levels[0][0], levels[0][2049]), (2049.0, 0.0));
    }

    #[test]
    fn the_first_compaction_keeps_every_second_item_from_the_first_and_the_odd_one_below() {
        let kll = sketch(0..2051);
        let levels: Vec<_> = kll.levels().collect();
        assert_eq!(levels[0], [2050.0]);
        assert_eq!((levels[1].len(), levels[1][0], levels[1][1]), (1025, 0.0, 2.0));
    }

    #[test]
    fn no_weight_is_lost_over_many_compactions_and_parts() {
        let mut kll = sketch(0..100_000);
        assert_eq!(weight(&kll), 100_000);
        kll.append(&sketch(0..77_777));
        assert_eq!(weight(&kll), 177_777);
    }
}
