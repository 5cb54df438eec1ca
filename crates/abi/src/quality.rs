//! The quality of predictions: columns by role in, what they say out.

use crate::column_input::{to_classes, to_numbers};
use crate::columns::{Aligned, Layout};
use crate::objects::with_objects;
use crate::options::parse;
use crate::{Error, Handle, Result};
use tidemark_core::column::Column;
use tidemark_core::sagemaker::regression_errors;
use tidemark_ingest::Batch;
use tidemark_json::{read_json, to_json};
use tidemark_models::ByName;
use tidemark_models::quality::{Problem, QualityRows, QualityState, ResultOptions, Rules, StateOptions, Values};

/// A problem, and what its state is made with.
#[derive(Debug)]
pub(crate) struct QualityOptions {
    problem: Problem,
    state: StateOptions,
    /// Which column of the input has which role, where it is not named after it.
    roles: ByName<String>,
}

read_json!(QualityOptions { problem, state = StateOptions::default(), roles = ByName::default() });

struct QualityInput {
    problem: Problem,
    state: StateOptions,
    result: ResultOptions,
    columns: Vec<Layout>,
}

read_json!(QualityInput { problem, state = StateOptions::default(), result = ResultOptions::default(), columns });

struct ResultInput {
    state: Handle,
    result: ResultOptions,
}

read_json!(ResultInput { state, result = ResultOptions::default() });

/// A state in the making.
pub(crate) struct QualitySink {
    state: QualityState,
    /// Column by role.
    roles: ByName<String>,
    rows: u64,
}

impl QualitySink {
    pub(crate) fn new(options: &QualityOptions) -> Result<Self> {
        let state = QualityState::new(options.problem, options.state.clone())?;
        Ok(Self { state, roles: options.roles.clone(), rows: 0 })
    }

    pub(crate) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Takes in the columns of a batch that have a role.
    pub(crate) fn take_in(&mut self, batch: &Batch) -> Result<()> {
        let names = batch.names().iter().enumerate();
        let is_used = |name: &str| !self.roles.is_empty() || self.state.problem().has_role(name);
        let columns = names
            .filter(|(_, name)| is_used(name))
            .map(|(index, name)| Ok((name.as_str(), Column::Utf8(batch.column(index)?))));
        let columns = columns.collect::<Result<Vec<_>>>()?;
        self.update(columns)
    }

    /// Takes in columns. `invalid-argument` when one that was given a role is not there.
    pub(crate) fn update<'a>(&'a mut self, columns: Vec<(&'a str, Column<'a>)>) -> Result<()> {
        self.rows += columns.first().map_or(0, |(_, column)| column.rows()) as u64;
        let mut columns = columns;
        if !self.roles.is_empty() {
            let found = self.roles.iter().map(|(role, name)| {
                let found = columns.iter().find(|(found, _)| found == name);
                let (_, column) = found.ok_or_else(|| {
                    Error::invalid_data(format!("expected a column `{name}` as {role}, found none; name one there is"))
                })?;
                Ok((role, *column))
            });
            columns = found.collect::<Result<Vec<_>>>()?;
        }
        let rows = to_rows(self.state.problem(), columns)?;
        self.state.update(&rows)
    }

    pub(crate) fn finish(mut self) -> QualityState {
        self.state.settle();
        self.state
    }
}

/// The metrics of columns, in one go.
pub(crate) fn quality(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let QualityInput { problem, state, result, columns } = parse(json, "a problem and its columns")?;
    let aligned = Aligned::of(columns, buffers)?;
    let mut sink = QualitySink::new(&QualityOptions { problem, state, roles: ByName::default() })?;
    let columns: Vec<_> = aligned.columns()?.iter().map(|column| (column.name, column.column)).collect();
    sink.update(columns.clone())?;
    let mut found = sink.finish().result(&result)?;
    if problem == Problem::Regression && result.rules == Rules::Sagemaker {
        let rows = to_rows(problem, columns)?;
        for (id, value) in regression_errors(rows.require_numbers("label")?, rows.require_numbers("prediction")?)
            .into_iter()
            .flatten()
            .filter(|(_, value)| value.is_finite())
        {
            for (_, metric) in found.metrics.iter_mut().filter(|(found, _)| *found == id) {
                metric.value = Some(value);
            }
        }
    }
    Ok(to_json(&found))
}

/// The metrics of a state.
pub(crate) fn quality_result(json: &str) -> Result<String> {
    let input: ResultInput = parse(json, "a state and what to read of it")?;
    with_objects(|objects| Ok(to_json(&objects.quality(input.state)?.result(&input.result)?)))
}

/// Columns by role.
fn to_rows<'a>(problem: Problem, columns: Vec<(&str, Column<'a>)>) -> Result<QualityRows<'a>> {
    if let Some((role, _)) = columns.iter().find(|(role, _)| !problem.has_role(role)) {
        return Err(Error::invalid_argument(format!(
            "expected columns that {problem:?} knows, found `{role}`; docs/quality.md lists them"
        )));
    }
    let columns = columns.into_iter().map(|(role, column)| {
        let is_class = problem.is_class(role);
        let values = if is_class { Values::Classes(to_classes(column)) } else { Values::Numbers(to_numbers(column)) };
        (role.to_owned(), values)
    });
    QualityRows::new(columns.collect())
}
