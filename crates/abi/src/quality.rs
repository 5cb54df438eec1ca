//! The quality of predictions: columns by role in, what they say out.

use crate::Result;
use crate::column_input::{to_classes, to_numbers};
use crate::columns::{Aligned, Layout};
use crate::operations::to_json;
use crate::options::parse;
use serde::Deserialize;
use tidemark_core::column::Column;
use tidemark_core::quality::{Problem, QualityRows, QualityState, ResultOptions, StateOptions, Values};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QualityInput {
    problem: Problem,
    #[serde(default)]
    state: StateOptions,
    #[serde(default)]
    result: ResultOptions,
    columns: Vec<Layout>,
}

/// The metrics of columns, in one go.
pub(crate) fn quality(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: QualityInput = parse(json, "a problem and its columns")?;
    let aligned = Aligned::of(input.columns, buffers)?;
    let mut state = QualityState::new(input.problem, input.state)?;
    let columns = aligned.columns()?;
    state.update(&to_rows(input.problem, columns.iter().map(|column| (column.name, column.column)))?)?;
    to_json(&state.result(&input.result))
}

/// Columns by role.
pub(crate) fn to_rows<'a>(
    problem: Problem,
    columns: impl Iterator<Item = (&'a str, Column<'a>)>,
) -> Result<QualityRows<'a>> {
    let columns = columns.map(|(role, column)| {
        let values = if problem.is_class(role) {
            Values::Classes(to_classes(column))
        } else {
            Values::Numbers(to_numbers(column))
        };
        (role.to_owned(), values)
    });
    QualityRows::new(columns.collect())
}
