//! The states of a whole run: for each column Model Monitor's moments, sketch and texts, fed in row order beside the
//! profile.

use super::{Kll, RawText, SequentialMoments};
use crate::column::{Column, Reading};
use crate::error::{Error, Result};
use crate::profile::{ColumnStatistics, NamedColumn, NumericStatistics, TextStatistics, ValueCount, equal_buckets};
use crate::state::InferredType;
use std::collections::HashMap;

/// The order-dependent states of one run.
#[derive(Clone, Debug, Default)]
pub struct SagemakerStates {
    columns: HashMap<String, ColumnStates>,
}

#[derive(Clone, Debug, Default)]
struct ColumnStates {
    /// One for each part; the last one is open.
    moments: Vec<SequentialMoments>,
    sketch: Kll,
    open_sketch: Kll,
    text: RawText,
}

impl SagemakerStates {
    /// Takes in rows of text columns, in row order. `unsupported` for columns that are not text: Model Monitor decides
    /// by the text of a value.
    pub fn update<'a>(&mut self, columns: impl IntoIterator<Item = (&'a str, Column<'a>)>) -> Result<()> {
        for (name, column) in columns {
            let states = self.columns.entry(name.to_owned()).or_default();
            for row in (0..column.rows()).filter(|&row| column.is_present(row)) {
                states.update(match column {
                    Column::Utf8(text) => text.value(row),
                    Column::Dictionary(text) => text.values().value(text.codes()[row] as usize),
                    _ => {
                        return Err(Error::unsupported(
                            "expected text columns for Model Monitor's own statistics, found typed ones; pass CSV",
                        ));
                    }
                });
            }
        }
        Ok(())
    }

    /// Ends a part: a file of several.
    pub fn end_part(&mut self) {
        self.columns.values_mut().for_each(ColumnStates::end_part);
    }

    /// The states of the same rows with some of the columns each; `place` says for every name in which.
    pub fn split(self, parts: usize, mut place: impl FnMut(&str) -> usize) -> Vec<Self> {
        let mut split = vec![Self::default(); parts];
        for (name, column) in self.columns {
            split[place(&name)].columns.insert(name, column);
        }
        split
    }

    /// Puts columns beside those that are here: both are of the same rows and have no column in common.
    pub fn join(&mut self, other: Self) {
        self.columns.extend(other.columns);
    }

    /// What Model Monitor's documents say of a column of the profile that was made of the same rows.
    pub fn statistics(&self, column: NamedColumn<'_>) -> ColumnStatistics {
        let empty = ColumnStates::default();
        let NamedColumn { name, position, profile } = column;
        let states = self.columns.get(name).unwrap_or(&empty);
        let inferred_type = profile.counts().sagemaker_type();
        let is_number = matches!(inferred_type, InferredType::Integral | InferredType::Fractional);
        let is_text = matches!(inferred_type, InferredType::String | InferredType::Boolean);
        ColumnStatistics {
            name: name.to_owned(),
            position,
            inferred_type,
            counts: profile.counts().into(),
            distinct_count: states.text.distinct_count(),
            is_distinct_count_exact: states.text.is_exact(),
            numeric: is_number.then(|| states.numeric(profile.counts().finite())).flatten(),
            text: is_text.then(|| states.text()),
        }
    }
}

impl ColumnStates {
    fn update(&mut self, text: &str) {
        let reading = Reading::from_text(text);
        if reading.is_finite() {
            if self.moments.is_empty() {
                self.moments.push(SequentialMoments::default());
            }
            if let Some(open) = self.moments.last_mut() {
                open.update(reading.number);
            }
            self.open_sketch.update(reading.number);
        }
        self.text.update(text);
    }

    fn end_part(&mut self) {
        self.sketch = self.whole_sketch();
        self.open_sketch = Kll::default();
        self.moments.push(SequentialMoments::default());
    }

    /// The first part is the sketch itself; those that follow are appended.
    fn whole_sketch(&self) -> Kll {
        if self.sketch == Kll::default() {
            return self.open_sketch.clone();
        }
        let mut whole = self.sketch.clone();
        if self.open_sketch != Kll::default() {
            whole.append(&self.open_sketch);
        }
        whole
    }

    fn numeric(&self, count: u64) -> Option<NumericStatistics> {
        let finite = |value: f64| value.is_finite().then_some(value);
        let moments = SequentialMoments::of_parts(&self.moments);
        let (minimum, maximum) = moments.range()?;
        let sketch = self.whole_sketch();
        // In these operations, so that the digits are Model Monitor's: the end may miss the maximum by a digit, and the
        // last bin then misses those values, as its does.
        let end = minimum + (maximum - minimum) * 10.0 / 10.0;
        Some(NumericStatistics {
            count,
            sum: finite(moments.sum()),
            mean: finite(moments.mean()),
            variance: finite(moments.variance()),
            standard_deviation: finite(moments.variance().sqrt()),
            minimum,
            maximum,
            buckets: equal_buckets(minimum, maximum, end, &sketch.weighted_items()),
            levels: sketch.levels().map(<[f64]>::to_vec).collect(),
            certificate: 0.0,
        })
    }

    fn text(&self) -> TextStatistics {
        let list = |values: &[(String, u64)]| {
            values.iter().map(|(value, count)| ValueCount { value: value.clone(), count: *count }).collect()
        };
        TextStatistics { values: self.text.values().map(list), shape: None }
    }
}
