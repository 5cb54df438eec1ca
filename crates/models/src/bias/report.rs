//! A bias report: every metric of every facet, from columns and a configuration.

use super::bootstrap::{Resampled, redraw, resample};
use super::column::{BiasColumn, MISSING, NumberKind, Values};
use super::config::{BiasConfig, FacetConfig, Rules};
use super::facts::{BiasCounts, Facts, Side};
use super::flip_test::flip_counts;
use super::group_fairness::{GroupFairness, group_fairness};
use super::interval::{log_ratio, newcombe};
use super::metric::{BIAS_METRICS, Formula, Metric, Outcome, Stage};
use super::named::Named;
use super::performance::{Performance, confusion};
use super::selection::{Coded, ColumnKind, Given, Selection, column_kind, largest, select, to_numbers};
use super::value::Value;
use crate::error::{Error, Result};
use crate::intervals::{Ends, normal_limit, wilson};
use crate::numeric::Random;
use crate::order::order_of;
use tidemark_json::write_json;

/// The most values of a facet that stand one against the rest.
const MOST_FACET_VALUES: usize = 1000;
/// The most counts by facet value and group, 8 bytes each.
const MOST_CELLS: usize = 1 << 24;
/// The most rows that the flip test compares each with each; more are sampled.
pub const FLIP_TEST_ROWS: usize = 20_000;
const DEFAULT_RESAMPLES: usize = 1000;
const DEFAULT_THRESHOLD: f64 = 0.5;

/// A metric of one value of a facet.
#[derive(Debug)]
pub struct MetricReport {
    /// Its id.
    pub name: &'static str,
    /// Its value, unless there is an error.
    pub value: Option<Value>,
    /// Why there is no value.
    pub error: Option<String>,
    /// Where the true value may lie.
    pub interval: Option<[Value; 2]>,
    /// `newcombe`, `wilson`, `log-ratio` or `bootstrap`.
    pub method: Option<&'static str>,
    /// The share of resamples that are infinite or without a value.
    pub non_finite_fraction: Option<f64>,
}

write_json!(MetricReport { name, value, error if any, interval if any, method if any, non_finite_fraction if any });

/// Rows of one side: outside the facet value (a) or in it (d).
#[derive(Debug)]
pub struct SideReport {
    /// All with a label.
    pub rows: f64,
    /// The share of observed positives.
    pub positive_fraction: Option<f64>,
    /// TP, FP, FN, TN of those with a prediction.
    pub confusion: Option<[f64; 4]>,
}

write_json!(SideReport { rows, positive_fraction, confusion if any });

/// One value of a facet against the rest.
#[derive(Debug)]
pub struct EntryReport {
    /// The value, the listed values, or the interval above the threshold.
    pub value_or_threshold: String,
    /// The same without what depends on the data: for an interval the threshold.
    pub key: String,
    /// The rest.
    pub a: SideReport,
    /// The rows of the value.
    pub d: SideReport,
    /// By name.
    pub pre_training: Vec<MetricReport>,
    /// By name; empty without predictions.
    pub post_training: Vec<MetricReport>,
}

write_json!(EntryReport { value_or_threshold, key, a, d, pre_training, post_training });

/// A facet.
#[derive(Debug)]
pub struct FacetReport {
    /// Its column.
    pub name: String,
    /// What it was taken as.
    pub kind: ColumnKind,
    /// Rows without a value, left out under the strict rules.
    pub missing: usize,
    /// In the order of first appearance.
    pub entries: Vec<EntryReport>,
}

write_json!(FacetReport { name, kind, missing, entries });

/// Rows of which the flip test saw only some.
#[derive(Debug)]
pub struct Sample {
    /// How many it saw.
    pub rows: usize,
    /// Of how many.
    pub of: usize,
}

write_json!(Sample { rows, of });

/// The report.
#[derive(Debug)]
pub struct BiasReport {
    /// Whose rules.
    pub rules: Rules,
    /// Rows that came in.
    pub rows: usize,
    /// The column of the label.
    pub label: String,
    /// Its positive values or the interval above its threshold.
    pub label_value_or_threshold: String,
    /// What it was taken as.
    pub label_kind: ColumnKind,
    /// Rows without a label, a prediction, a group; left out under the strict rules where they are needed.
    pub missing: [usize; 3],
    /// Why there are no metrics of predictions although there are predictions.
    pub post_training_error: Option<String>,
    /// What the flip test saw, if not all.
    pub sample: Option<Sample>,
    /// How good the predictions are.
    pub performance: Option<Performance>,
    /// The facets, in the order of the configuration.
    pub facets: Vec<FacetReport>,
}

write_json!(BiasReport {
    rules, rows, label, label_value_or_threshold, label_kind, missing, post_training_error if any, sample if any,
    performance if any, facets,
});

const NO_PREDICTED_POSITIVES: &str = "No Label values are present in the predicted Label Column,Positive Predicted Index \
                                      Series contains all False values";

/// The report of these columns. `invalid-argument` for a configuration that does not fit them.
pub fn bias(columns: &[BiasColumn<'_>], config: &BiasConfig) -> Result<BiasReport> {
    Rows::read(columns, config)?.report()
}

/// The rates of the groups that the one facet of the configuration makes, each value one. `invalid-argument` without
/// predictions, or without exactly one facet.
pub fn fairness(columns: &[BiasColumn<'_>], config: &BiasConfig, reference: Option<&str>) -> Result<GroupFairness> {
    let rows = Rows::read(columns, config)?;
    let ([facet], Some(_)) = (config.facets.as_slice(), &rows.predicted) else {
        return Err(Error::invalid_argument("expected one facet and predictions, found others"));
    };
    let (codes, names) = find(columns, &facet.name, "Facet")?.to_codes();
    let found = group_fairness(&rows.count(&codes, names)?, reference);
    if let Some(name) = reference.filter(|name| found.groups.get(name).is_none()) {
        return Err(Error::invalid_argument(format!(
            "expected the reference group to be a value of `{}`, found `{name}`, which it does not have",
            facet.name
        )));
    }
    Ok(found)
}

/// The columns as the configuration reads them.
struct Rows<'a> {
    columns: &'a [BiasColumn<'a>],
    config: &'a BiasConfig,
    label: Selection,
    /// 0, 1, 2 where missing; nothing without predictions, or under Clarify's rules without a positive one.
    predicted: Option<Vec<u8>>,
    post_training_error: Option<String>,
    confusion: Option<Named<Named<u64>>>,
    groups: Option<Coded>,
    /// Clarify cannot sort groups of text of which one is missing.
    group_error: Option<String>,
    sample: Vec<usize>,
}

impl<'a> Rows<'a> {
    fn read(columns: &'a [BiasColumn<'a>], config: &'a BiasConfig) -> Result<Self> {
        let length = columns.first().map_or(0, BiasColumn::len);
        if let Some(column) = columns.iter().find(|column| column.len() != length) {
            return Err(Error::invalid_argument(format!(
                "expected columns of {length} rows, found {} rows in column `{}`",
                column.len(),
                column.name
            )));
        }
        if config.positive.is_empty() {
            return Err(Error::invalid_argument("Positive label values or thresholds are empty for Label column"));
        }
        let is_known = |id: &&String| BIAS_METRICS.iter().any(|metric| metric.id == **id);
        if let Some(unknown) = config.metrics.iter().flatten().find(|id| !is_known(id)) {
            let known: Vec<_> = BIAS_METRICS.iter().map(|metric| metric.id).collect();
            return Err(Error::invalid_argument(format!(
                "expected the name of a bias metric ({}), found `{unknown}`",
                known.join(", ")
            )));
        }
        let column = find(columns, &config.label, "Label")?;
        let scored = read_scores(columns, config)?;
        let predicted = match (&scored, &config.predicted) {
            (Some(scored), _) => Some(scored),
            (None, Some(name)) => Some(find(columns, name, "Predicted Label")?),
            (None, None) => None,
        };
        let kind_of = |column: &BiasColumn<'_>| {
            let declared = config.declared_kind(&config.label).or_else(|| config.declared_kind(&column.name));
            column_kind(column, config.positive.len(), declared, config.rules)
        };
        let kind = kind_of(column);
        let label = select(column, &config.positive, kind, config.rules, None)?;
        let mut rows = Self {
            columns,
            config,
            label,
            predicted: None,
            post_training_error: None,
            confusion: None,
            groups: None,
            group_error: None,
            sample: Vec::new(),
        };
        if let Some(predicted) = predicted {
            if config.rules == Rules::Clarify && kind_of(predicted) != kind {
                return Err(Error::invalid_argument(
                    "Predicted Label Column series datatype is not the same as Label Column series",
                ));
            }
            let most = (kind == ColumnKind::Continuous)
                .then(|| largest(&[largest(&to_numbers(column).0), largest(&to_numbers(predicted).0)]));
            let Selection { rows: selected, codes, .. } =
                select(predicted, &config.positive, kind, config.rules, most)?;
            rows.confusion =
                rows.label.codes.as_ref().zip(codes.as_ref()).map(|(label, codes)| confusion(label, codes));
            if config.rules == Rules::Clarify && !selected.contains(&1) {
                rows.post_training_error = Some(NO_PREDICTED_POSITIVES.to_owned());
            } else {
                rows.predicted = Some(selected);
            }
        }
        if rows.predicted.is_some() && rows.wants("FT") {
            rows.sample = sample_rows(length, config.seed);
        }
        if let Some(name) = &config.group {
            let group = find(columns, name, "Group variable")?;
            let codes = group.to_codes();
            let has_missing = codes.0.contains(&MISSING);
            if config.rules == Rules::Clarify && has_missing && matches!(group.values, Values::Texts(..)) {
                rows.group_error = Some("'<' not supported between instances of 'NoneType' and 'str'".to_owned());
            }
            rows.groups = Some(codes);
        }
        Ok(rows)
    }

    fn is_clarify(&self) -> bool {
        self.config.rules == Rules::Clarify
    }

    /// Label and prediction of a row as a cell, or nothing if the row is left out.
    fn cell(&self, row: usize) -> Option<usize> {
        let positive = match self.label.rows[row] {
            2 if self.is_clarify() => 0,
            2 => return None,
            label => usize::from(label),
        };
        let predicted = self.predicted.as_ref().map_or(2, |predicted| match predicted[row] {
            2 if self.is_clarify() => 0,
            predicted => usize::from(predicted),
        });
        Some(positive * 3 + predicted)
    }

    fn report(mut self) -> Result<BiasReport> {
        let confusion_matrix = self.confusion.take();
        let mut facets = Vec::new();
        for facet in &self.config.facets {
            facets.push(self.facet(facet)?);
        }
        let length = self.label.rows.len();
        let performance = self.predicted.is_some().then(|| {
            let mut cells = [0; 6];
            (0..length).filter_map(|row| self.cell(row)).for_each(|cell| cells[cell] += 1);
            let found = Performance::of(&Side::of(&cells, true));
            Performance { confusion_matrix, ..found }
        });
        let count = |rows: &[u8]| rows.iter().map(|&row| usize::from(row == 2)).sum();
        let groups = self.groups.as_ref().map_or(0, |(codes, _)| codes.iter().filter(|&&code| code == MISSING).count());
        Ok(BiasReport {
            rules: self.config.rules,
            rows: length,
            label: self.config.label.clone(),
            label_value_or_threshold: self.label.text.clone(),
            label_kind: self.label.kind,
            missing: [count(&self.label.rows), self.predicted.as_deref().map_or(0, count), groups],
            post_training_error: self.post_training_error.clone(),
            sample: (self.predicted.is_some() && self.wants("FT") && self.sample.len() < length)
                .then_some(Sample { rows: self.sample.len(), of: length }),
            performance,
            facets,
        })
    }

    fn wants(&self, id: &str) -> bool {
        self.config.metrics.as_ref().is_none_or(|metrics| metrics.iter().any(|metric| metric == id))
    }

    fn facet(&self, facet: &FacetConfig) -> Result<FacetReport> {
        let column = find(self.columns, &facet.name, "Facet")?;
        let declared = self.config.declared_kind(&facet.name);
        let kind = column_kind(column, facet.values.len(), declared, self.config.rules);
        let (codes, names);
        // What a report prints, and the place of the value that it stands for.
        let mut entries: Vec<(String, String, usize)>;
        if kind == ColumnKind::Categorical && facet.values.is_empty() {
            (codes, names) = column.to_codes();
            if names.len() > MOST_FACET_VALUES {
                return Err(Error::invalid_argument(format!(
                    "expected at most {MOST_FACET_VALUES} values of facet `{}`, found {}; give the values of the \
                     sensitive group or a threshold",
                    facet.name,
                    names.len()
                )));
            }
            entries = names.iter().enumerate().map(|(place, name)| (name.clone(), name.clone(), place)).collect();
            if self.is_clarify() && codes.contains(&MISSING) {
                entries.push(("nan".to_owned(), "nan".to_owned(), usize::MAX));
            }
        } else {
            let selected = select(column, &facet.values, kind, self.config.rules, None)?;
            let key = facet.values.iter().map(Given::text).collect::<Vec<_>>().join(",");
            codes = selected.rows.iter().map(|&row| if row == 2 { MISSING } else { u32::from(row) }).collect();
            names = vec![format!("~{key}"), key.clone()];
            entries = vec![(selected.text, key, 1)];
        }
        let counts = self.count(&codes, names)?;
        let missing = codes.iter().filter(|&&code| code == MISSING).count();
        let mut reports = Vec::new();
        for (text, key, place) in entries {
            let side = |&code: &u32| if code == MISSING { 2 } else { u8::from(code as usize == place) };
            let rows: Vec<u8> = codes.iter().map(side).collect();
            reports.push(self.entry(facet, text, key, &counts.facts(place), &rows));
        }
        Ok(FacetReport { name: facet.name.clone(), kind, missing, entries: reports })
    }

    fn count(&self, codes: &[u32], facets: Vec<String>) -> Result<BiasCounts> {
        let no_groups = (Vec::new(), Vec::new());
        let (groups, group_names) = self.groups.as_ref().unwrap_or(&no_groups);
        let width = group_names.len() + 1;
        let size = (facets.len() + 1).saturating_mul(width).saturating_mul(6);
        if size > MOST_CELLS {
            return Err(Error::invalid_argument(format!(
                "expected at most {} values of facet and group variable together, found {} and {}; use a coarser group \
                 variable",
                MOST_CELLS / 6,
                facets.len(),
                group_names.len()
            )));
        }
        let mut ranks = vec![0; group_names.len()];
        let order = order_of(ranks.len(), &|a, b| group_names[a].cmp(&group_names[b]));
        for (rank, group) in order.into_iter().enumerate() {
            ranks[group] = rank;
        }
        let mut cells = vec![vec![[0; 6]; width]; facets.len() + 1];
        for (row, &code) in codes.iter().enumerate() {
            let Some(cell) = self.cell(row) else { continue };
            if code == MISSING && !self.is_clarify() {
                continue;
            }
            let group = groups.get(row).and_then(|&group| ranks.get(group as usize)).copied();
            cells[(code as usize).min(facets.len())][group.unwrap_or(width - 1)][cell] += 1;
        }
        Ok(BiasCounts { facets, cells })
    }

    fn entry(
        &self,
        facet: &FacetConfig,
        value_or_threshold: String,
        key: String,
        facts: &Facts,
        rows: &[u8],
    ) -> EntryReport {
        let flips = self.flips(facet, rows);
        let mut measured = Measured { rows: self, facts, flips, resampled: Vec::new() };
        measured.resample();
        let stage = |stage: Stage| {
            let mut reports = Vec::new();
            for metric in BIAS_METRICS {
                if metric.stage == stage && self.wants(metric.id) {
                    reports.push(measured.report(metric));
                }
            }
            reports
        };
        let [a, d] = facts.cells.map(|cells| {
            let all = Side::of(&cells, false);
            let confusion = self.predicted.as_ref().map(|_| {
                let side = Side::of(&cells, true);
                [side.true_positive, side.false_positive, side.false_negative, side.true_negative]
            });
            let positive_fraction = (all.rows > 0.0).then(|| all.positive / all.rows);
            SideReport { rows: all.rows, positive_fraction, confusion }
        });
        let post_training = if self.predicted.is_some() { stage(Stage::PostTraining) } else { Vec::new() };
        let pre_training = stage(Stage::PreTraining);
        EntryReport { value_or_threshold, key, a, d, pre_training, post_training }
    }

    /// F+, F- and the rows of d, or why there are none. Nothing when nobody asks.
    fn flips(&self, facet: &FacetConfig, rows: &[u8]) -> Option<Outcome<[u64; 3]>> {
        let predicted = self.predicted.as_ref().filter(|_| self.wants("FT"))?;
        let is_left_out = |name: &String| {
            let others = [Some(&facet.name), Some(&self.config.label), self.config.predicted.as_ref()];
            others.contains(&Some(name)) || self.config.probability.as_ref() == Some(name)
        };
        let chosen = self.config.flip_test_features.as_ref();
        let mut features = Vec::new();
        for column in self.columns {
            if chosen.map_or_else(|| is_left_out(&column.name), |chosen| !chosen.contains(&column.name)) {
                continue;
            }
            match &column.values {
                Values::Numbers(values, _) => features.push(values),
                Values::Texts(..) => return Some(Err("FlipTest does not support non-numeric columns".to_owned())),
            }
        }
        let (mut sides, mut predictions) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        for &row in &self.sample {
            let has_all = features.iter().all(|values| !values[row].is_nan());
            if !has_all && self.is_clarify() {
                return Some(Err("Input contains NaN".to_owned()));
            }
            if !has_all || !self.is_clarify() && (rows[row] == 2 || predicted[row] == 2 || self.cell(row).is_none()) {
                continue;
            }
            let side = usize::from(rows[row] == 1);
            sides[side].extend(features.iter().map(|values| values[row]));
            predictions[side].push(predicted[row] == 1);
        }
        let [a, d] = &predictions;
        if d.is_empty() {
            return Some(Err("Facet set is empty".to_owned()));
        }
        if a.is_empty() {
            return Some(Err("Negated Facet set is empty".to_owned()));
        }
        Some(Ok(flip_counts(features.len(), [&sides[0], &sides[1]], [a, d])))
    }
}

/// The metrics of one value of a facet, and what their intervals rest on.
struct Measured<'a> {
    rows: &'a Rows<'a>,
    facts: &'a Facts,
    flips: Option<Outcome<[u64; 3]>>,
    /// The facet, and the key of its value.
    resampled: Vec<(&'static str, Resampled)>,
}

impl Measured<'_> {
    fn value(&self, metric: &Metric) -> Outcome {
        match (&metric.formula, &self.rows.group_error, &self.flips) {
            (Formula::ConditionalDisparity, Some(error), _) => Err(error.clone()),
            (Formula::FlipTest, _, Some(flips)) => flips.clone().map(flip_share),
            _ => metric.from_counts(self.facts, self.rows.config.rules),
        }
    }

    /// Draws once for all metrics that have no interval from counts.
    fn resample(&mut self) {
        let resamples = self.rows.config.resamples.unwrap_or(DEFAULT_RESAMPLES);
        if self.rows.config.confidence.is_none() || resamples == 0 {
            return;
        }
        let has_predictions = self.rows.predicted.is_some();
        let metrics: Vec<&Metric> = BIAS_METRICS
            .iter()
            .filter(|metric| self.rows.wants(metric.id) && (has_predictions || metric.stage == Stage::PreTraining))
            .filter(|metric| !metric.has_interval_from_counts() && self.value(metric).is_ok())
            .collect();
        let mut values: Vec<Vec<f64>> = metrics.iter().map(|_| Vec::with_capacity(resamples)).collect();
        let mut random = Random::new(self.rows.config.seed);
        for _ in 0..resamples {
            let facts = resample(&mut random, self.facts);
            for (metric, values) in metrics.iter().zip(&mut values) {
                let value = match (&metric.formula, &self.flips) {
                    (Formula::FlipTest, Some(Ok(flips))) => {
                        let [up, down, rows] = *flips;
                        let drawn = redraw(&mut random, &[[up, down, rows - up - down]]);
                        Ok(flip_share([drawn[0][0], drawn[0][1], rows]))
                    }
                    _ => metric.from_counts(&facts, self.rows.config.rules),
                };
                values.extend(value.ok());
            }
        }
        let ids = metrics.iter().map(|metric| metric.id);
        self.resampled = ids.zip(values.into_iter().map(|values| Resampled::new(values, resamples))).collect();
    }

    fn report(&self, metric: &Metric) -> MetricReport {
        let mut report = MetricReport {
            name: metric.id,
            value: None,
            error: None,
            interval: None,
            method: None,
            non_finite_fraction: None,
        };
        let value = match self.value(metric) {
            Ok(value) => value,
            Err(error) => return MetricReport { error: Some(error), ..report },
        };
        report.value = Some(Value(value));
        let Some(confidence) = self.rows.config.confidence else { return report };
        let interval = if let Some((_, resampled)) = self.resampled.iter().find(|(id, _)| *id == metric.id) {
            report.method = Some("bootstrap");
            report.non_finite_fraction = Some(resampled.non_finite_fraction());
            resampled.interval(confidence)
        } else {
            report.method = metric.interval_method();
            metric.interval(self.facts, normal_limit(confidence))
        };
        report.interval = interval.map(|ends| ends.map(Value));
        report
    }
}

fn flip_share([up, down, rows]: [u64; 3]) -> f64 {
    (up as f64 - down as f64) / rows as f64
}

impl Metric {
    fn has_interval_from_counts(&self) -> bool {
        self.interval_method().is_some()
    }

    fn interval_method(&self) -> Option<&'static str> {
        match self.formula {
            Formula::DifferenceOfShares { .. } => Some("newcombe"),
            Formula::ClassImbalance => Some("wilson"),
            Formula::DisparateImpact => Some("log-ratio"),
            _ => None,
        }
    }

    fn interval(&self, facts: &Facts, z: f64) -> Option<Ends> {
        let [a, d] = facts.sides(self.stage == Stage::PostTraining);
        match self.formula {
            Formula::DifferenceOfShares { ratio, is_reversed: false } => newcombe(ratio(&a), ratio(&d), z),
            Formula::DifferenceOfShares { ratio, is_reversed: true } => newcombe(ratio(&d), ratio(&a), z),
            Formula::ClassImbalance => {
                let [low, high] = wilson([d.rows, a.rows + d.rows], z);
                Some([1.0 - 2.0 * high, 1.0 - 2.0 * low])
            }
            Formula::DisparateImpact => {
                log_ratio([d.predicted_positive(), d.rows], [a.predicted_positive(), a.rows], z)
            }
            _ => None,
        }
    }
}

fn find<'a>(columns: &'a [BiasColumn<'a>], name: &str, what: &str) -> Result<&'a BiasColumn<'a>> {
    columns
        .iter()
        .find(|column| column.name == name)
        .ok_or_else(|| Error::invalid_argument(format!("{what} column {name} is not present in the dataset")))
}

/// Predictions of 1 and 0 from scores.
fn read_scores<'a>(columns: &'a [BiasColumn<'a>], config: &BiasConfig) -> Result<Option<BiasColumn<'a>>> {
    let Some(name) = config.probability.as_ref().filter(|_| config.predicted.is_none()) else {
        return Ok(None);
    };
    let threshold = config.probability_threshold.unwrap_or(DEFAULT_THRESHOLD);
    let (scores, _) = to_numbers(find(columns, name, "Probability")?);
    let score = |&score: &f64| if score.is_nan() { f64::NAN } else { f64::from(u8::from(score > threshold)) };
    let values = Values::Numbers(scores.iter().map(score).collect::<Vec<_>>().into(), NumberKind::Integer);
    Ok(Some(BiasColumn { name: name.clone(), values }))
}

/// The rows that the flip test sees, ascending: all of them, or a sample without replacement.
fn sample_rows(length: usize, seed: u64) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..length.min(FLIP_TEST_ROWS)).collect();
    let mut random = Random::new(seed);
    for row in FLIP_TEST_ROWS..length {
        let place = random.below(row + 1);
        if place < FLIP_TEST_ROWS {
            rows[place] = row;
        }
    }
    order_of(rows.len(), &|a, b| rows[a].cmp(&rows[b])).into_iter().map(|place| rows[place]).collect()
}
