//! Attributions over the boundary: comparing them, and finding them by asking a model.

use crate::Result;
use crate::buffers::find_doubles;
use crate::operations::to_json;
use crate::options::parse;
use serde::{Deserialize, Serialize};
use tidemark_models::attribution::{
    self, Aggregate, BaselineColumn, Coalitions, DriftOptions, Link, Predictions, attribution_drift,
    choose_baseline_rows,
};

/// The coverage of the interval, and how often rows are drawn again for it.
const DEFAULT_LEVEL: f64 = 0.95;
const DEFAULT_RESAMPLES: usize = 200;

/// One number a feature, or the rows of each: places of buffers of doubles.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Values(usize),
    Rows(Vec<usize>),
}

impl Side {
    fn read<'a>(self, buffers: &[&'a [u8]]) -> Result<attribution::Side<'a>> {
        Ok(match self {
            Self::Values(place) => attribution::Side::Values(find_doubles(buffers, place)?),
            Self::Rows(places) => attribution::Side::Rows(
                places.into_iter().map(|place| find_doubles(buffers, place)).collect::<Result<_>>()?,
            ),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DriftInput {
    baseline: Side,
    current: Side,
    #[serde(default)]
    aggregate: Aggregate,
    level: Option<f64>,
    resamples: Option<usize>,
    #[serde(default)]
    seed: u64,
}

pub(crate) fn compare(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: DriftInput = parse(json, "two sides of attributions")?;
    let options = DriftOptions {
        aggregate: input.aggregate,
        level: input.level.unwrap_or(DEFAULT_LEVEL),
        resamples: input.resamples.unwrap_or(DEFAULT_RESAMPLES),
        seed: input.seed,
    };
    let (baseline, current) = (input.baseline.read(buffers)?, input.current.read(buffers)?);
    to_json(&attribution_drift([&baseline, &current], &options)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AggregateInput {
    rows: Vec<usize>,
    #[serde(default)]
    aggregate: Aggregate,
}

pub(crate) fn aggregate(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: AggregateInput = parse(json, "attributions of rows")?;
    let values = |place| Ok(attribution::aggregate(&mut find_doubles(buffers, place)?.into_owned(), input.aggregate));
    to_json(&input.rows.into_iter().map(values).collect::<Result<Vec<f64>>>()?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct PlanInput {
    features: usize,
    samples: Option<usize>,
    #[serde(default)]
    seed: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Plan<'a> {
    is_exact: bool,
    masks: &'a [u32],
}

impl PlanInput {
    fn plan(&self) -> Result<Coalitions> {
        Coalitions::plan(self.features, self.samples, self.seed)
    }
}

pub(crate) fn plan(json: &str) -> Result<String> {
    let plan = parse::<PlanInput>(json, "features to plan for")?.plan()?;
    to_json(&Plan { is_exact: plan.is_exact(), masks: plan.masks() })
}

/// The plan is made again rather than kept: that takes less than what the predictions of one row take.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SolveInput {
    plan: PlanInput,
    outputs: usize,
    #[serde(default)]
    link: Link,
    expected: usize,
    rows: usize,
    sets: usize,
}

#[derive(Serialize)]
struct Solved {
    expected: Vec<f64>,
    attributions: Vec<f64>,
}

pub(crate) fn solve(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: SolveInput = parse(json, "predictions of a plan")?;
    let (expected, rows, sets) = (
        find_doubles(buffers, input.expected)?,
        find_doubles(buffers, input.rows)?,
        find_doubles(buffers, input.sets)?,
    );
    let predictions =
        Predictions { outputs: input.outputs, link: input.link, expected: &expected, rows: &rows, sets: &sets };
    let attributions = attribution::solve(&input.plan.plan()?, &predictions)?;
    to_json(&Solved { expected: expected.iter().map(|value| input.link.of(*value)).collect(), attributions })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineInput {
    columns: Vec<BaselineColumnInput>,
    count: Option<usize>,
    #[serde(default)]
    seed: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct BaselineColumnInput {
    values: usize,
    is_category: bool,
}

pub(crate) fn choose_baseline(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: BaselineInput = parse(json, "columns to choose a baseline from")?;
    let values = input.columns.iter().map(|column| find_doubles(buffers, column.values)).collect::<Result<Vec<_>>>()?;
    let columns: Vec<BaselineColumn<'_>> = values
        .iter()
        .zip(&input.columns)
        .map(|(values, column)| BaselineColumn { values, is_category: column.is_category })
        .collect();
    to_json(&choose_baseline_rows(&columns, input.count, input.seed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(values: &[f64]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    #[test]
    fn the_guides_example_crosses() {
        let (baseline, current) = (bytes(&[0.7, 0.5, 0.05]), bytes(&[0.1, 0.2, 0.7]));
        let found = compare(r#"{"baseline":{"values":0},"current":{"values":1}}"#, &[&baseline, &current]).unwrap();
        assert!(found.starts_with(r#"{"ndcg":0.687639624122622"#), "{found}");
    }

    #[test]
    fn a_plan_is_asked_and_solved() {
        assert_eq!(plan(r#"{"features":2}"#).unwrap(), r#"{"isExact":true,"masks":[1,2]}"#);
        let buffers = [bytes(&[0.0]), bytes(&[6.0]), bytes(&[2.0, 3.0])];
        let buffers: Vec<&[u8]> = buffers.iter().map(Vec::as_slice).collect();
        let found = solve(r#"{"plan":{"features":2},"outputs":1,"expected":0,"rows":1,"sets":2}"#, &buffers).unwrap();
        assert_eq!(found, r#"{"expected":[0.0],"attributions":[2.5,3.5]}"#);
        assert!(solve(r#"{"plan":{"features":2},"outputs":1,"expected":0,"rows":1,"sets":0}"#, &buffers).is_err());
    }

    #[test]
    fn rows_are_summed_up_and_chosen() {
        let column = bytes(&[1.0, -2.0, f64::NAN]);
        assert_eq!(aggregate(r#"{"rows":[0],"aggregate":"mean_sq"}"#, &[&column[..16]]).unwrap(), "[2.5]");
        let json = r#"{"columns":[{"values":0,"isCategory":false}],"count":1}"#;
        assert_eq!(choose_baseline(json, &[&column]).unwrap(), "[[-0.5]]");
    }
}
