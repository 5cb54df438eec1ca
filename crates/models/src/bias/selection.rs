//! Which rows a configuration means: by listed values in a categorical column, above a threshold in a continuous one.
//!
//! Clarify decides by the data which of the two a column is, and so do its rules here: text is continuous when all of it
//! are whole numbers and at least one value in twenty is distinct, whole numbers likewise, floating numbers always, all
//! else and every column with several listed values is categorical. The strict rules look at no share: text and truth
//! values are categorical, numbers are too if they are at most twenty different whole ones, and a kind that is given
//! holds.
//!
//! Listed values are compared as they are; if none occurs, they are converted to the type of the column and compared
//! again. A threshold t with the largest value m of the data selects (t, m]. Clarify's quirks are kept under its rules: no
//! interval when t is the size of m, and (m, t] when t is above it.

use super::Rules;
use super::column::{BiasColumn, MISSING, NumberKind, Places, Values, number_text};
use crate::error::{Error, Result};
use tidemark_json::{Json, Place, ReadJson, read_double, words};

/// Distinct values among those present, from which on Clarify takes whole numbers as continuous.
const CONTINUOUS_SHARE: f64 = 0.05;
/// The most different whole numbers that are categories under the strict rules.
const MOST_CATEGORIES: usize = 20;

/// What a column is taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Values are equal or not.
    Categorical,
    /// Values lie above a threshold or not.
    Continuous,
}

words!(ColumnKind { Categorical = "categorical", Continuous = "continuous" });

/// A value of a configuration.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl ReadJson for Given {
    fn unread() -> Self {
        Self::Boolean(false)
    }

    fn read(&mut self, place: &Place<'_>) {
        *self = match place.json() {
            Json::Bool(value) => Self::Boolean(*value),
            Json::Number(_) => Self::Number(place.double().unwrap_or(f64::NAN)),
            Json::Text(text) => Self::Text(text.to_string()),
            _ => return place.refuse("a number, a text, true or false"),
        };
    }
}

impl Given {
    /// As a report prints it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Boolean(value) => number_text(f64::from(u8::from(*value)), NumberKind::Boolean),
            Self::Number(value) => number_text(*value, given_kind(*value)),
            Self::Text(text) => text.clone(),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Boolean(value) => Some(f64::from(u8::from(*value))),
            Self::Number(value) => Some(*value),
            Self::Text(text) => read_double(text.trim()),
        }
    }
}

fn given_kind(value: f64) -> NumberKind {
    if value.fract() == 0.0 && value.abs() < 1e16 { NumberKind::Integer } else { NumberKind::Float }
}

/// How many values are distinct, counted no further than `most` + 1, and how many are present.
fn count_distinct(column: &BiasColumn<'_>, most: f64) -> (usize, usize) {
    match &column.values {
        Values::Texts(codes, texts) => {
            let mut seen = vec![false; texts.len()];
            let mut present = 0;
            for &code in codes.iter() {
                if let Some(seen) = seen.get_mut(code as usize) {
                    *seen = true;
                    present += 1;
                }
            }
            (seen.into_iter().filter(|&seen| seen).count(), present)
        }
        Values::Numbers(values, _) => {
            let present = values.iter().filter(|value| !value.is_nan()).count();
            let mut seen = Places::default();
            for &value in values.iter().filter(|value| !value.is_nan()) {
                seen.find(value);
                if seen.len() as f64 > most {
                    break;
                }
            }
            (seen.len(), present)
        }
    }
}

/// Whether a text is a whole number to Python.
fn is_whole(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i64>().is_ok()
}

/// What a column is, given how many values the configuration lists.
pub fn column_kind(column: &BiasColumn<'_>, listed: usize, declared: Option<ColumnKind>, rules: Rules) -> ColumnKind {
    use ColumnKind::{Categorical, Continuous};
    if let Some(kind) = declared {
        return kind;
    }
    if listed > 1 {
        return Categorical;
    }
    let is_spread = || {
        let most = column.len() as f64 * CONTINUOUS_SHARE;
        let (distinct, present) = count_distinct(column, most);
        present > 0 && distinct as f64 >= present as f64 * CONTINUOUS_SHARE
    };
    let is_continuous = match (&column.values, rules, column.number_kind()) {
        (Values::Texts(codes, texts), Rules::Clarify, _) => {
            let is_whole_text = |&code: &u32| texts.get(code as usize).is_some_and(|text| is_whole(text));
            codes.iter().all(is_whole_text) && is_spread()
        }
        (_, Rules::Clarify, Some(NumberKind::Float)) => true,
        (_, Rules::Clarify, Some(NumberKind::Integer)) => is_spread(),
        (Values::Numbers(values, NumberKind::Float | NumberKind::Integer), Rules::Strict, _) => {
            values.iter().any(|value| !value.is_nan() && value.fract() != 0.0)
                || count_distinct(column, MOST_CATEGORIES as f64).0 > MOST_CATEGORIES
        }
        _ => false,
    };
    if is_continuous { Continuous } else { Categorical }
}

/// The numbers of a continuous column; whole numbers in text are read.
pub(crate) fn to_numbers<'a>(column: &'a BiasColumn<'_>) -> (std::borrow::Cow<'a, [f64]>, NumberKind) {
    match &column.values {
        Values::Numbers(values, _) => (values.as_ref().into(), column.number_kind().unwrap_or(NumberKind::Float)),
        Values::Texts(codes, texts) => {
            let numbers: Vec<f64> = texts.iter().map(|text| read_double(text.trim()).unwrap_or(f64::NAN)).collect();
            let kind = if texts.iter().all(|text| is_whole(text)) { NumberKind::Integer } else { NumberKind::Float };
            let values: Vec<_> =
                codes.iter().map(|&code| numbers.get(code as usize).copied().unwrap_or(f64::NAN)).collect();
            (values.into(), kind)
        }
    }
}

/// A threshold and what it selects: the values in (low, high].
pub(crate) struct Interval {
    bounds: Option<[f64; 2]>,
    kind: NumberKind,
}

impl Interval {
    /// The interval above the one listed threshold; `most` is the largest value of the data. A threshold that is no
    /// number, or none, is `invalid-argument`.
    pub(crate) fn above(given: &[Given], most: f64, kind: NumberKind, rules: Rules) -> Result<Self> {
        let [given] = given else {
            return Err(Error::invalid_argument("Threshold values must be provided for continuous features"));
        };
        let threshold = given.number().filter(|number| !number.is_nan()).ok_or_else(|| {
            Error::invalid_argument("Facet/label value provided must be a single numeric threshold for continuous data")
        })?;
        let kind = if kind == NumberKind::Integer { given_kind(threshold) } else { NumberKind::Float };
        let is_lost = rules == Rules::Clarify && most.abs() == threshold;
        let bounds = (!is_lost && !most.is_nan()).then(|| [threshold.min(most), threshold.max(most)]);
        Ok(Self { bounds, kind })
    }

    pub(crate) fn contains(&self, value: f64) -> bool {
        self.bounds.is_some_and(|[low, high]| low < value && value <= high)
    }

    /// As pandas prints it; nothing where there is none.
    pub(crate) fn text(&self) -> String {
        self.bounds.map_or_else(String::new, |bounds| {
            let [low, high] = bounds.map(|bound| number_text(bound, self.kind));
            format!("({low}, {high}]")
        })
    }
}

/// The largest value; NaN where there is none.
pub(crate) fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NAN, f64::max)
}

/// Which of the values by code are listed.
pub(crate) fn match_codes(column: &BiasColumn<'_>, names: &[String], given: &[Given]) -> Vec<bool> {
    let exact: Vec<bool> = names.iter().map(|name| given.iter().any(|given| is_same(column, name, given))).collect();
    if exact.contains(&true) {
        return exact;
    }
    names.iter().map(|name| given.iter().any(|given| is_converted(column, name, given))).collect()
}

/// Equal without any conversion: a text to a text, a number or truth value to a number or truth value.
fn is_same(column: &BiasColumn<'_>, name: &str, given: &Given) -> bool {
    match (column.number_kind(), given) {
        (None, Given::Text(text)) => text == name,
        (Some(kind), Given::Boolean(_) | Given::Number(_)) => given.number() == name_number(name, kind),
        _ => false,
    }
}

/// Equal once the listed value has the type of the column.
fn is_converted(column: &BiasColumn<'_>, name: &str, given: &Given) -> bool {
    match (column.number_kind(), given) {
        (None, _) => given.text() == name,
        (Some(NumberKind::Boolean), Given::Text(text)) => text.eq_ignore_ascii_case(name),
        (Some(NumberKind::Boolean), _) => {
            given.number().map(|number| f64::from(u8::from(number != 0.0))) == name_number(name, NumberKind::Boolean)
        }
        (Some(kind), _) => given.number() == name_number(name, kind),
    }
}

fn name_number(name: &str, kind: NumberKind) -> Option<f64> {
    match kind {
        NumberKind::Boolean => Some(f64::from(u8::from(name == "True"))),
        _ => read_double(name),
    }
}

/// Rows that are selected, not selected, or missing.
pub(crate) struct Selection {
    /// 1 selected, 0 not, 2 missing.
    pub(crate) rows: Vec<u8>,
    pub(crate) text: String,
    pub(crate) kind: ColumnKind,
    /// The values by code, of a categorical column.
    pub(crate) codes: Option<Coded>,
}

/// Codes, and the text of each.
pub(crate) type Coded = (Vec<u32>, Vec<String>);

/// The rows that the listed values or the threshold select. `most` stands for the largest value where two columns are
/// read with one interval.
pub(crate) fn select(
    column: &BiasColumn<'_>,
    given: &[Given],
    kind: ColumnKind,
    rules: Rules,
    most: Option<f64>,
) -> Result<Selection> {
    if kind == ColumnKind::Continuous {
        let (values, numbers) = to_numbers(column);
        let most = most.unwrap_or_else(|| largest(&values));
        let interval = Interval::above(given, most, numbers, rules)?;
        let rows =
            values.iter().map(|&value| if value.is_nan() { 2 } else { u8::from(interval.contains(value)) }).collect();
        return Ok(Selection { rows, text: interval.text(), kind, codes: None });
    }
    let (codes, names) = column.to_codes();
    let listed = match_codes(column, &names, given);
    let rows = codes.iter().map(|&code| if code == MISSING { 2 } else { u8::from(listed[code as usize]) }).collect();
    let text = given.iter().map(Given::text).collect::<Vec<_>>().join(",");
    Ok(Selection { rows, text, kind, codes: Some((codes, names)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integers(values: &[f64]) -> BiasColumn<'_> {
        BiasColumn { name: "x".into(), values: Values::Numbers(values.into(), NumberKind::Integer) }
    }

    #[test]
    fn a_threshold_selects_what_is_above_it() {
        let column = integers(&[0.0, 3.0, 4.0, 2.0]);
        let found = select(&column, &[Given::Number(2.0)], ColumnKind::Continuous, Rules::Clarify, None).unwrap();
        assert_eq!((found.rows, found.text.as_str()), (vec![0, 1, 1, 0], "(2, 4]"));
    }

    #[test]
    fn clarify_loses_the_interval_of_a_threshold_as_large_as_the_largest_value() {
        let column = integers(&[-5.0, -1.0]);
        for (rules, text) in [(Rules::Clarify, ""), (Rules::Strict, "(-1, 1]")] {
            let found = select(&column, &[Given::Number(1.0)], ColumnKind::Continuous, rules, None).unwrap();
            assert_eq!((found.rows, found.text.as_str()), (vec![0, 0], text));
        }
    }

    #[test]
    fn listed_values_are_converted_when_none_occurs() {
        let texts = BiasColumn {
            name: "x".into(),
            values: Values::Texts(vec![0, 1, MISSING].into(), vec!["1".into(), "2".into()]),
        };
        let found = select(&texts, &[Given::Number(1.0)], ColumnKind::Categorical, Rules::Clarify, None).unwrap();
        assert_eq!(found.rows, [1, 0, 2]);
        let truths =
            BiasColumn { name: "x".into(), values: Values::Numbers(vec![1.0, 0.0].into(), NumberKind::Boolean) };
        for given in [Given::Boolean(true), Given::Number(1.0), Given::Number(7.0), Given::Text("true".into())] {
            let found = select(&truths, &[given], ColumnKind::Categorical, Rules::Clarify, None).unwrap();
            assert_eq!(found.rows, [1, 0]);
        }
    }

    #[test]
    fn rows_decide_the_kind_under_the_rules_of_clarify_alone() {
        let values: Vec<f64> = (0..41).map(|row| f64::from(u8::from(row == 0))).collect();
        for (rows, clarify) in [(40, ColumnKind::Continuous), (41, ColumnKind::Categorical)] {
            let column = integers(&values[..rows]);
            assert_eq!(column_kind(&column, 1, None, Rules::Clarify), clarify);
            assert_eq!(column_kind(&column, 1, None, Rules::Strict), ColumnKind::Categorical);
        }
    }
}
