//! Bias reports and group fairness over columns that come with the call.

use crate::column_input::to_numbers;
use crate::columns::{Aligned, Layout};
use crate::options::parse;
use crate::{Error, Result};
use std::collections::HashMap;
use tidemark_core::column::Column;
use tidemark_json::{plain_text, read_json, to_json};
use tidemark_models::bias::{BiasColumn, BiasConfig, NumberKind, Values, bias, fairness};

struct BiasInput {
    columns: Vec<Layout>,
    /// Columns whose numbers are floating even if all of them are whole.
    floats: Vec<String>,
    config: BiasConfig,
    /// Group fairness: the group that others are held against.
    reference: Option<String>,
}

read_json!(BiasInput { columns, floats, config, reference });

/// What an operation makes of the columns.
type Answer = fn(&[BiasColumn<'_>], &BiasInput) -> Result<String>;

pub(crate) fn report_bias(json: &str, buffers: &[&[u8]]) -> Result<String> {
    with_columns(json, buffers, |columns, input| Ok(to_json(&bias(columns, &input.config)?)))
}

pub(crate) fn compare_groups(json: &str, buffers: &[&[u8]]) -> Result<String> {
    with_columns(json, buffers, |columns, input| {
        Ok(to_json(&fairness(columns, &input.config, input.reference.as_deref())?))
    })
}

fn with_columns(json: &str, buffers: &[&[u8]], answer: Answer) -> Result<String> {
    let mut input: BiasInput = parse(json, "columns and what to compute of them")?;
    let aligned = Aligned::of(std::mem::take(&mut input.columns), buffers)?;
    let placed = aligned.columns()?;
    let columns: Vec<_> = placed
        .iter()
        .map(|placed| {
            let is_float = input.floats.iter().any(|name| name == placed.name);
            BiasColumn { name: placed.name.to_owned(), values: read(placed.column, is_float) }
        })
        .collect();
    if let Some(confidence) = input.config.confidence.filter(|share| !(0.0..1.0).contains(share)) {
        return Err(Error::invalid_argument(format!(
            "expected a confidence below 1, found {}",
            plain_text(confidence)
        )));
    }
    answer(&columns, &input)
}

fn read(column: Column<'_>, is_float: bool) -> Values<'_> {
    let rows = column.rows();
    let kind = match column {
        Column::F64(values, _) => {
            let is_whole = || values.iter().all(|value| value.is_nan() || value.fract() == 0.0);
            if is_float || !is_whole() { NumberKind::Float } else { NumberKind::Integer }
        }
        Column::Bool(_) => NumberKind::Boolean,
        _ => NumberKind::Integer,
    };
    match column {
        Column::Dictionary(dictionary) => {
            let texts = dictionary.values();
            let code = |row| if column.is_present(row) { dictionary.codes()[row] } else { u32::MAX };
            let names = (0..texts.rows()).map(|place| texts.value(place).to_owned()).collect();
            Values::Texts((0..rows).map(code).collect::<Vec<_>>().into(), names)
        }
        Column::Utf8(texts) => {
            let (mut places, mut names) = (HashMap::new(), Vec::new());
            let code = |row| {
                if !column.is_present(row) {
                    return u32::MAX;
                }
                let text = texts.value(row);
                *places.entry(text).or_insert_with(|| {
                    names.push(text.to_owned());
                    names.len() as u32 - 1
                })
            };
            let codes: Vec<_> = (0..rows).map(code).collect();
            Values::Texts(codes.into(), names)
        }
        numbers => Values::Numbers(to_numbers(numbers), kind),
    }
}
