//! Predictions of one of several classes, and probabilities of each.
//!
//! Definition: the confusion matrix (`matrix`); for each class the scores that rows of every true class were given for it, from
//! which come areas of one class against the rest (macro: plain mean; weighted: by the rows of the class) and of pairs of
//! classes, both ways (Hand and Till); log loss -mean ln p of the true class; top-k accuracy, in which a true class tied at
//! place k counts by its share.
//!
//! Edges: a row with a missing value is counted as incomplete. Without a column of predictions, the most probable class is
//! predicted, the first in sort order on a tie. A class without rows has no area and is left out of means.
//!
//! Accuracy: counts are exact; scores as in `score_counts`.
//!
//! Source: Hand and Till (2001).

use super::intervals::{complete, delta_errors};
use super::matrix::{Matrix, SUMMARIES};
use super::options::{ResultOptions, StateOptions};
use super::probability_loss::{Total, log_loss};
use super::result::{Baseline, ClassQuality, Confusion, QualityResult};
use super::roc::{area, area_error_bound};
use super::rows::lacking;
use super::score_counts::{count_keys, merge_tables};
use super::steps::Steps;
use super::{Metrics, QualityRows, ScoreCounts};
use crate::ByName;
use crate::codec::{Reader, Writer, damaged};
use crate::error::{Error, Result};
use crate::order::in_order;
use crate::state::{State, add_counts, read_count};
use tidemark_json::read_double;

const NO_ROWS: &str = "there are no rows";
const ONE_CLASS: &str = "all rows are of one class";
/// With more classes, standard errors would take longer than the metrics.
const MOST_CLASSES_WITH_ERRORS: usize = 24;
/// The most classes of a state.
const MOST_CLASSES: usize = 1000;

/// The state of predictions of several classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multiclass {
    /// By true and predicted class.
    confusion: ByName<ByName<u64>>,
    incomplete: u64,
    /// By the class that is scored and the true class.
    scores: ByName<ByName<ScoreCounts>>,
    /// By how many classes are more probable than the true one, and how many as probable, itself among them: the
    /// upper and the lower half of a key, ascending.
    places: Vec<(u64, u64)>,
}

impl Multiclass {
    /// Takes rows in: `label`, and `prediction` or `probabilities.CLASS` or both.
    pub fn update(&mut self, rows: &QualityRows<'_>, options: &StateOptions) -> Result<()> {
        let labels = rows.require_classes("label")?;
        let prediction = rows.classes("prediction");
        let scored = in_order(rows.family("probabilities."), |a, b| compare_names(a.0, b.0));
        if prediction.is_none() && scored.is_empty() {
            return Err(lacking("prediction"));
        }
        let places: Vec<_> = labels.names().iter().map(|name| scored.iter().position(|each| each.0 == name)).collect();
        if let Some(index) = places.iter().position(Option::is_none).filter(|_| !scored.is_empty()) {
            return Err(Error::invalid_data(format!(
                "expected probabilities of every class that occurs, found none of `{}`",
                labels.names()[index]
            )));
        }
        // By code first, so that names are looked up once a class and not once a row.
        let (mut whole, mut codes, mut ranks) = (Vec::new(), vec![0; rows.rows()], Vec::new());
        for row in 0..rows.rows() {
            let is_whole = scored.iter().all(|(_, scores)| scores[row].is_finite());
            let predicted = prediction.map_or_else(|| most_probable(&scored, row), |classes| classes.code(row));
            let (Some(label), Some(predicted), true) = (labels.code(row), predicted, is_whole) else {
                self.incomplete += 1;
                continue;
            };
            whole.push(row);
            codes[row] = predicted as u64;
            if let Some(own) = places.get(label).copied().flatten() {
                let score = scored[own].1[row];
                let count =
                    |is: fn(&f64, &f64) -> bool| scored.iter().filter(|each| is(&each.1[row], &score)).count() as u64;
                ranks.push(count(|a, b| a > b) << 32 | count(|a, b| a == b));
            }
        }
        self.places = merge_tables(&self.places, count_keys(ranks));
        for (label, members) in labels.members(&whole) {
            for (code, count) in count_keys(members.iter().map(|&row| codes[row]).collect()) {
                let code = code as usize;
                let predicted = prediction.map_or_else(|| scored[code].0, |classes| classes.names()[code].as_str());
                *self.confusion.entry(label, &ByName::default).entry(predicted, &|| 0) += count;
            }
            for (class, scores) in &scored {
                let kept = self.scores.entry(class, &ByName::default);
                let given: Vec<f64> = members.iter().map(|&row| scores[row]).collect();
                kept.entry(label, &|| ScoreCounts::new(options.form)).update(given)?;
            }
        }
        if self.classes().len() > MOST_CLASSES {
            return Err(Error::invalid_data(format!(
                "expected at most {MOST_CLASSES} classes, found more; is the label a class?"
            )));
        }
        Ok(())
    }

    fn count(&self) -> u64 {
        self.confusion.values().flat_map(ByName::values).sum()
    }

    /// The classes that occur or are predicted, in their order.
    fn classes(&self) -> Vec<&str> {
        let mut seen = ByName::default();
        let mut names = Vec::new();
        for (label, predicted) in self.confusion.iter() {
            for name in [label].into_iter().chain(predicted.iter().map(|(name, _)| name)) {
                if !std::mem::replace(seen.entry(name, &|| false), true) {
                    names.push(name);
                }
            }
        }
        in_order(names, |a, b| compare_names(a, b))
    }

    /// Completes a result.
    pub(super) fn read_into(&self, result: &mut QualityResult, options: &ResultOptions) {
        let (is_compatible, limit) = (options.is_compatible(), options.limit());
        let classes = self.classes();
        let count_of = |label: &str, predicted: &str| {
            self.confusion.get(label).and_then(|of| of.get(predicted)).copied().unwrap_or(0)
        };
        let counts: Vec<Vec<u64>> =
            classes.iter().map(|label| classes.iter().map(|predicted| count_of(label, predicted)).collect()).collect();
        let cells: Vec<f64> = counts.iter().flatten().map(|&count| count as f64).collect();
        let matrix = Matrix { cells: &cells, classes: classes.len() };
        add_summaries(&mut result.metrics, matrix, options);
        if let Some(limit) = limit.filter(|_| classes.len() <= MOST_CLASSES_WITH_ERRORS) {
            let errors =
                delta_errors(&cells, &|moved| Matrix { cells: moved, classes: classes.len() }.summarize(is_compatible));
            for ((id, metric), error) in result.metrics.iter_mut().zip(errors) {
                let least = if matches!(id, "matthews_correlation" | "cohen_kappa") { -1.0 } else { 0.0 };
                complete(metric, error, limit, [least, 1.0], "delta");
            }
        }
        result.count = self.count();
        result.incomplete = self.incomplete;
        result.classes = (0..classes.len()).map(|class| of_class(matrix, class, classes[class], options)).collect();
        let labels: Vec<String> = classes.iter().map(|&class| class.to_owned()).collect();
        let constant = |class: usize| {
            let mut always = vec![0.0; cells.len()];
            (0..classes.len()).for_each(|actual| always[actual * classes.len() + class] = matrix.actual(actual));
            let mut metrics = Metrics::default();
            add_summaries(&mut metrics, Matrix { cells: &always, classes: classes.len() }, options);
            Baseline { label: labels[class].clone(), metrics }
        };
        // The first of the most frequent ones.
        let majority = (0..classes.len()).rev().max_by(|&a, &b| matrix.actual(a).total_cmp(&matrix.actual(b)));
        result.baselines = majority.into_iter().map(|class| ("majority".to_owned(), constant(class))).collect();
        result.confusion = Some(Confusion { labels, counts });
        if !self.scores.is_empty() {
            self.add_score_metrics(&mut result.metrics);
        }
    }

    fn add_score_metrics(&self, metrics: &mut Metrics) {
        let scored: Vec<&str> = self.scores.iter().map(|(class, _)| class).collect();
        let of = |class: &str, label: &str| self.scores.get(class)?.get(label);
        let [mut plain, mut weighted, mut weights, mut bound] = [0.0; 4];
        let mut areas = 0u32;
        let mut is_exact = true;
        let (mut pairs, mut pair_areas) = (0u32, 0.0);
        let mut loss = Total::default();
        let mut count = 0;
        for &class in &scored {
            let Some(own) = of(class, class) else { continue };
            for each in own.list() {
                loss.add(each.count as f64 * log_loss(each.score, true));
                count += each.count;
            }
            let mut rest: Option<ScoreCounts> = None;
            for &other in scored.iter().filter(|&&other| other != class) {
                let Some(scores) = of(class, other) else { continue };
                if let Some(found) = area(&Steps::of(own, scores)) {
                    pair_areas += found;
                    pairs += 1;
                }
                match &mut rest {
                    Some(rest) => rest.merge(scores).expect("the scores of a state are of one form"),
                    None => rest = Some(scores.clone()),
                }
            }
            let Some(rest) = rest else { continue };
            let steps = Steps::of(own, &rest);
            is_exact &= steps.is_exact;
            bound += area_error_bound(&steps);
            if let Some(found) = area(&steps) {
                plain += found;
                weighted += found * own.count() as f64;
                weights += own.count() as f64;
                areas += 1;
            }
        }
        let mean = |sum: f64, count: f64| (count > 0.0).then(|| sum / count);
        metrics.add("auc_ovr_macro", mean(plain, areas.into()), ONE_CLASS);
        if let Some((_, metric)) = metrics.iter_mut().last().filter(|_| !is_exact) {
            metric.error_bound = mean(bound, areas.into());
        }
        metrics.add("auc_ovr_weighted", mean(weighted, weights), ONE_CLASS);
        metrics.add("auc_ovo_macro", mean(pair_areas, pairs.into()), ONE_CLASS);
        metrics.add("log_loss", mean(loss.value(), count as f64), NO_ROWS);
        for k in (2..scored.len() as u32).take(4) {
            let credit = |&(key, count): &(u64, u64)| {
                let (above, tied) = ((key >> 32) as u32, key as u32);
                count as f64 * (f64::from(k.saturating_sub(above)) / f64::from(tied)).min(1.0)
            };
            let credits: f64 = self.places.iter().map(credit).sum();
            metrics.add(format!("top_{k}_accuracy"), mean(credits, count as f64), NO_ROWS);
        }
    }
}

fn add_summaries(metrics: &mut Metrics, matrix: Matrix<'_>, options: &ResultOptions) {
    let zero = options.has_zeros().then_some(0.0);
    for (id, value) in SUMMARIES.iter().zip(matrix.summarize(options.is_compatible())) {
        metrics.add(*id, value.or(zero), if matrix.classes == 0 { NO_ROWS } else { ONE_CLASS });
    }
}

fn of_class(matrix: Matrix<'_>, class: usize, label: &str, options: &ResultOptions) -> ClassQuality {
    let zero = options.has_zeros().then_some(0.0);
    let mut metrics = Metrics::default();
    for (id, value) in
        ["precision", "recall", "f0_5", "f1", "f2"].into_iter().zip(matrix.of_class(class, options.is_compatible()))
    {
        let reason = if id == "precision" { "no row is predicted so" } else { "no row is of this class" };
        metrics.add(id, value.or(zero), reason);
    }
    ClassQuality { label: label.to_owned(), count: matrix.actual(class) as u64, metrics }
}

fn most_probable(scored: &[(&str, &[f64])], row: usize) -> Option<usize> {
    // The first of the largest.
    (0..scored.len()).rev().max_by(|&a, &b| scored[a].1[row].total_cmp(&scored[b].1[row]))
}

/// Numbers by size and before texts, texts by their bytes.
fn compare_names(a: &str, b: &str) -> std::cmp::Ordering {
    match (read_double(a), read_double(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (x, y) => y.is_some().cmp(&x.is_some()).then_with(|| a.cmp(b)),
    }
}

fn write_pairs<V>(writer: &mut Writer, pairs: &ByName<ByName<V>>, write: &dyn Fn(&mut Writer, &V)) {
    writer.varint(pairs.values().map(|of| of.len() as u64).sum());
    for (first, of) in pairs.iter() {
        for (second, value) in of.iter() {
            writer.block(first.as_bytes());
            writer.block(second.as_bytes());
            write(writer, value);
        }
    }
}

impl State for Multiclass {
    fn merge(&mut self, other: &Self) -> Result<()> {
        let has_rows = self.count() > 0 && other.count() > 0;
        if has_rows && self.scores.is_empty() != other.scores.is_empty() {
            return Err(super::binary::unlike());
        }
        add_counts(self.count() + self.incomplete, other.count() + other.incomplete)?;
        for (class, others) in other.scores.iter() {
            let mine = self.scores.entry(class, &ByName::default);
            for (label, scores) in others.iter() {
                mine.entry(label, &|| ScoreCounts::new(scores.form())).merge(scores)?;
            }
        }
        for (label, others) in other.confusion.iter() {
            let mine = self.confusion.entry(label, &ByName::default);
            others.iter().for_each(|(predicted, count)| *mine.entry(predicted, &|| 0) += count);
        }
        self.places = merge_tables(&self.places, other.places.clone());
        self.incomplete += other.incomplete;
        Ok(())
    }

    /// The incomplete rows; the cells, the scores and the places, each their number and then key and content.
    fn write(&self, writer: &mut Writer) {
        writer.varint(self.incomplete);
        write_pairs(writer, &self.confusion, &|writer, &count| writer.varint(count));
        write_pairs(writer, &self.scores, &|writer, scores| scores.write(writer));
        writer.varint(self.places.len() as u64);
        for &(key, count) in &self.places {
            writer.varint(key >> 32);
            writer.varint((key as u32).into());
            writer.varint(count);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut state = Self { incomplete: read_count(reader, "the incomplete rows")?, ..Self::default() };
        for _ in 0..reader.varint("the number of cells")? {
            let (label, predicted) = (reader.text("a class")?, reader.text("a class")?);
            let count = read_count(reader, "the count of a cell")?;
            state.confusion.entry(&label, &ByName::default).insert(predicted, count);
        }
        for _ in 0..reader.varint("the number of score lists")? {
            let (class, label) = (reader.text("a class")?, reader.text("a class")?);
            let scores = ScoreCounts::read(reader)?;
            state.scores.entry(&class, &ByName::default).insert(label, scores);
        }
        for _ in 0..reader.varint("the number of places")? {
            let [above, tied] = [(); 2].map(|()| reader.varint("a place"));
            let (above, tied) = (above? as u32, tied? as u32);
            if tied == 0 {
                return Err(damaged("expected a class to be as probable as itself, found none"));
            }
            let count = read_count(reader, "the count of a place")?;
            state.places.push((u64::from(above) << 32 | u64::from(tied), count));
        }
        if !state.places.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(damaged("expected places in ascending order, found others"));
        }
        let is_one_form = {
            let mut forms = state.scores.values().flat_map(ByName::values).map(ScoreCounts::is_exact);
            forms.next().is_none_or(|first| forms.all(|form| form == first))
        };
        let total = state.confusion.values().flat_map(ByName::values).try_fold(0, |sum, &count| add_counts(sum, count));
        if !is_one_form || total.is_err() {
            return Err(damaged("expected scores of one form and fewer than 2^53 rows, found others"));
        }
        Ok(state)
    }
}
