//! The order in which items are shown for a query.
//!
//! Definition, of one query with its items by descending score: DCG at k is the sum of `g_i / log2(i + 1)` over the first k, with
//! gain g the relevance (or 2^relevance - 1); a tied block takes its mean gain at each of its places. NDCG divides by the
//! DCG of the best order, 0 where that is 0. Average precision is the mean over relevant items of the precision at their
//! place; the reciprocal rank is 1 over the place of the first relevant item, 0 without one; hit at k is whether one is
//! among the first k; precision at k divides their number by k, recall at k by all relevant items. An item is relevant if
//! its relevance is above 0. Each metric is the mean over queries. Coverage is the number of distinct items among the
//! first k, for the largest k, over that of the catalogue.
//!
//! Edges: a negative relevance is refused. Queries without relevant items are left out of the means, or count 0
//! (`emptyQueries: 'zero'`). Places of tied items go by item id, else by row. All rows of a query belong to one state: the
//! parts of a query in two states are two queries.
//!
//! Accuracy: each query's value is rounded as it is computed, and the values are summed exactly.
//!
//! Source: Jarvelin and Kekalainen (2002); `McSherry` and Najork (2008) on ties.

use super::QualityRows;
use super::intervals::complete;
use super::options::{EmptyQueries, Gain, ResultOptions, StateOptions};
use super::result::QualityResult;
use crate::ByName;
use crate::codec::{Reader, Writer, damaged};
use crate::discounted_gain::{discounted, share_ties};
use crate::error::{Error, Result};
use crate::hash::hash_text;
use crate::order::{in_order, sort_doubles};
use crate::state::{Moments, State, add_counts, read_count};
use tidemark_json::plain_text;

/// An item of a query.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    relevance: f64,
    score: f64,
    id: Option<String>,
}

/// The state of orders of items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    rows: u64,
    incomplete: u64,
    queries: u64,
    /// Queries without a relevant item that were left out.
    excluded: u64,
    /// By metric, in the order of `list_ids`.
    sums: Vec<Moments>,
    /// Ascending, but for what `settle` added last.
    shown: Vec<u64>,
    /// Queries whose rows may go on.
    open: ByName<Vec<Item>>,
}

/// The ids of the metrics.
fn list_ids(options: &StateOptions) -> Vec<String> {
    let whole = ["ndcg", "average_precision", "reciprocal_rank"].map(str::to_owned).into_iter();
    let at = options
        .at
        .iter()
        .flat_map(|k| ["ndcg", "dcg", "hit", "precision", "recall"].map(|metric| format!("{metric}_at_{k}")));
    whole.chain(at).collect()
}

impl Ranking {
    /// Takes rows in: `query`, `label` (relevance), `prediction` (score) and perhaps `item`.
    pub fn update(&mut self, rows: &QualityRows<'_>) -> Result<()> {
        let (queries, items) = (rows.require_classes("query")?, rows.classes("item"));
        let (relevance, scores) = (rows.require_numbers("label")?, rows.require_numbers("prediction")?);
        for row in 0..rows.rows() {
            let (relevance, score) = (relevance[row], scores[row]);
            let Some(query) = queries.code(row).filter(|_| relevance.is_finite() && score.is_finite()) else {
                self.incomplete += 1;
                continue;
            };
            if relevance < 0.0 {
                return Err(Error::invalid_data(format!(
                    "expected relevance of at least 0, found {}",
                    plain_text(relevance)
                )));
            }
            self.rows += 1;
            let id = items.and_then(|items| Some(items.names()[items.code(row)?].clone()));
            let item = Item { relevance, score, id };
            self.open.entry(&queries.names()[query], &Vec::new).push(item);
        }
        Ok(())
    }

    /// Ends all queries: rows of the same name are another one from now on.
    pub(super) fn settle(&mut self, options: &StateOptions) {
        let ids = list_ids(options);
        if self.sums.is_empty() && !self.open.is_empty() {
            self.sums = vec![Moments::default(); ids.len()];
        }
        let mut most_shown = 1 << 16;
        let largest = options.at.iter().copied().max().unwrap_or(10) as usize;
        for (_, items) in std::mem::take(&mut self.open).into_list() {
            let items = in_order(items, |a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
            let shown = items.iter().take(largest).filter_map(|item| item.id.as_ref());
            self.shown.extend(shown.map(|id| hash_text(id)));
            if self.shown.len() > most_shown {
                self.order_shown();
                most_shown = 2 * self.shown.len() + (1 << 16);
            }
            if options.empty_queries == EmptyQueries::Exclude && items.iter().all(|item| item.relevance <= 0.0) {
                self.excluded += 1;
                continue;
            }
            self.queries += 1;
            for (sum, value) in self.sums.iter_mut().zip(measure(&items, options)) {
                sum.update(&[value]);
            }
        }
        self.order_shown();
    }

    fn order_shown(&mut self) {
        self.shown.sort_unstable();
        self.shown.dedup();
    }

    /// Completes a result.
    pub(super) fn read_into(&self, result: &mut QualityResult, state: &StateOptions, options: &ResultOptions) {
        result.count = self.rows;
        result.incomplete = self.incomplete;
        result.queries = Some([self.queries, self.excluded]);
        let count = self.queries;
        for (index, id) in list_ids(state).into_iter().enumerate() {
            let sum = self.sums.get(index);
            let value = sum.and_then(|sum| sum.mean(count));
            let is_gain = id.starts_with("dcg");
            result.metrics.add(id, value, "there are no queries with relevant items");
            let variance = sum.and_then(|sum| sum.variance(count)).filter(|_| count > 1);
            let error = variance.map(|variance| (variance / (count as f64 - 1.0)).sqrt());
            if let (Some(limit), Some((_, metric))) = (options.limit(), result.metrics.iter_mut().last()) {
                complete(metric, error, limit, [0.0, if is_gain { f64::INFINITY } else { 1.0 }], "mean");
            }
        }
        if let Some(size) = state.catalogue {
            let coverage = (!self.shown.is_empty() && size > 0).then(|| self.shown.len() as f64 / size as f64);
            result.metrics.add("coverage", coverage, "no items are named, or the catalogue is empty");
        }
    }
}

/// The metrics of a query, in the order of `list_ids`.
fn measure(items: &[Item], options: &StateOptions) -> Vec<f64> {
    let gain = |relevance: f64| match options.gain {
        Gain::Linear => relevance,
        Gain::Exponential => libm::exp2(relevance) - 1.0,
    };
    let mut gains: Vec<f64> = items.iter().map(|item| gain(item.relevance)).collect();
    let mut best = gains.clone();
    sort_doubles(&mut best);
    best.reverse();
    share_ties(&mut gains, &items.iter().map(|item| item.score).collect::<Vec<_>>());
    let discounted = |gains: &[f64], k: usize| discounted(&gains[..k.min(gains.len())]);
    let normalised = |k: usize| {
        let ideal = discounted(&best, k);
        if ideal > 0.0 { discounted(&gains, k) / ideal } else { 0.0 }
    };
    let places: Vec<usize> =
        (1..).zip(items).filter(|(_, item)| item.relevance > 0.0).map(|(place, _)| place).collect();
    let relevant = places.len();
    let precisions = (1u32..).zip(&places).map(|(found, &place)| f64::from(found) / place as f64);
    let average = if relevant > 0 { precisions.sum::<f64>() / relevant as f64 } else { 0.0 };
    let mut values = vec![normalised(items.len()), average, places.first().map_or(0.0, |&place| 1.0 / place as f64)];
    for &k in &options.at {
        let found = places.iter().take_while(|&&place| place <= k as usize).count() as f64;
        values.extend([
            normalised(k as usize),
            discounted(&gains, k as usize),
            f64::from(u8::from(found > 0.0)),
            found / f64::from(k),
            if relevant > 0 { found / relevant as f64 } else { 0.0 },
        ]);
    }
    values
}

impl State for Ranking {
    fn merge(&mut self, other: &Self) -> Result<()> {
        debug_assert!(self.open.is_empty() && other.open.is_empty(), "states are settled before they are merged");
        add_counts(self.rows + self.incomplete, other.rows + other.incomplete)?;
        if self.sums.is_empty() {
            self.sums.clone_from(&other.sums);
        } else {
            for (sum, added) in self.sums.iter_mut().zip(&other.sums) {
                sum.merge(added)?;
            }
        }
        self.rows += other.rows;
        self.incomplete += other.incomplete;
        self.queries += other.queries;
        self.excluded += other.excluded;
        self.shown.extend(&other.shown);
        self.order_shown();
        Ok(())
    }

    /// The counts, the sums and the hashes of the items that were shown, each their number and then they.
    fn write(&self, writer: &mut Writer) {
        [self.rows, self.incomplete, self.queries, self.excluded].iter().for_each(|&count| writer.varint(count));
        writer.varint(self.sums.len() as u64);
        self.sums.iter().for_each(|sum| sum.write(writer));
        writer.varint(self.shown.len() as u64);
        self.shown.iter().for_each(|&hash| writer.u64(hash));
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut counts = [0; 4];
        for count in &mut counts {
            *count = read_count(reader, "a count of rows")?;
        }
        let [rows, incomplete, queries, excluded] = counts;
        if queries > rows || excluded > rows {
            return Err(damaged("expected no more queries than rows, found more"));
        }
        let mut state = Self { rows, incomplete, queries, excluded, ..Self::default() };
        for _ in 0..reader.varint("the number of sums")? {
            state.sums.push(Moments::read(reader)?);
        }
        for _ in 0..reader.varint("the number of items")? {
            state.shown.push(reader.u64("an item")?);
        }
        state.order_shown();
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_worked_by_hand() {
        // Shown in the order 0, 1, 1 of relevance, the last two tied.
        let item = |relevance, score| Item { relevance, score, id: None };
        let items = [item(0.0, 0.9), item(1.0, 0.5), item(1.0, 0.5)];
        let options = StateOptions { at: vec![2], ..StateOptions::default() };
        let found = measure(&items, &options);
        let (second, third) = (1.0 / libm::log2(3.0), 0.5);
        let expected = [
            (second + third) / (1.0 + second),
            f64::midpoint(0.5, 2.0 / 3.0),
            0.5,
            second / (1.0 + second),
            second,
            1.0,
            0.5,
            0.5,
        ];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        }
    }
}
