//! Attributions over the boundary: comparing them, and finding them by asking a model.

use crate::buffers::find_doubles;
use crate::options::parse;
use crate::{Error, Result};
use tidemark_json::{read_json, to_json, write_json};
use tidemark_models::attribution::{
    self, Aggregate, BaselineColumn, Coalitions, DriftOptions, Link, Predictions, attribution_drift,
    choose_baseline_rows,
};

/// The coverage of the interval, and how often rows are drawn again for it.
const DEFAULT_LEVEL: f64 = 0.95;
const DEFAULT_RESAMPLES: usize = 200;

/// One number a feature, or the rows of each: places of buffers of doubles.
struct Side {
    values: Option<usize>,
    rows: Option<Vec<usize>>,
}

read_json!(Side { values, rows });

impl Side {
    fn read<'a>(self, buffers: &[&'a [u8]]) -> Result<attribution::Side<'a>> {
        match self {
            Self { values: Some(place), rows: None } => Ok(attribution::Side::Values(find_doubles(buffers, place)?)),
            Self { values: None, rows: Some(places) } => Ok(attribution::Side::Rows(
                places.into_iter().map(|place| find_doubles(buffers, place)).collect::<Result<_>>()?,
            )),
            _ => Err(Error::invalid_argument("expected either `values` or `rows` as a side, found none or both")),
        }
    }
}

struct DriftInput {
    baseline: Side,
    current: Side,
    aggregate: Aggregate,
    level: Option<f64>,
    resamples: Option<usize>,
    seed: u64,
}

read_json!(DriftInput { baseline, current, aggregate = Aggregate::default(), level, resamples, seed = 0 });

pub(crate) fn compare(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: DriftInput = parse(json, "two sides of attributions")?;
    let options = DriftOptions {
        aggregate: input.aggregate,
        level: input.level.unwrap_or(DEFAULT_LEVEL),
        resamples: input.resamples.unwrap_or(DEFAULT_RESAMPLES),
        seed: input.seed,
    };
    let (baseline, current) = (input.baseline.read(buffers)?, input.current.read(buffers)?);
    Ok(to_json(&attribution_drift([&baseline, &current], &options)?))
}

struct AggregateInput {
    rows: Vec<usize>,
    aggregate: Aggregate,
}

read_json!(AggregateInput { rows, aggregate = Aggregate::default() });

pub(crate) fn aggregate(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: AggregateInput = parse(json, "attributions of rows")?;
    let values = |place| Ok(attribution::aggregate(&mut find_doubles(buffers, place)?.into_owned(), input.aggregate));
    Ok(to_json(&input.rows.into_iter().map(values).collect::<Result<Vec<f64>>>()?))
}

struct PlanInput {
    features: usize,
    samples: Option<usize>,
    seed: u64,
}

read_json!(PlanInput { features, samples, seed = 0 });

struct Plan<'a> {
    is_exact: bool,
    masks: &'a [u32],
}

write_json!(Plan<'_> { is_exact, masks });

impl PlanInput {
    fn plan(&self) -> Result<Coalitions> {
        Coalitions::plan(self.features, self.samples, self.seed)
    }
}

pub(crate) fn plan(json: &str) -> Result<String> {
    let plan = parse::<PlanInput>(json, "features to plan for")?.plan()?;
    Ok(to_json(&Plan { is_exact: plan.is_exact(), masks: plan.masks() }))
}

/// The plan is made again rather than kept: that takes less than what the predictions of one row take.
struct SolveInput {
    plan: PlanInput,
    outputs: usize,
    link: Link,
    expected: usize,
    rows: usize,
    sets: usize,
}

read_json!(SolveInput { plan, outputs, link = Link::default(), expected, rows, sets });

struct Solved {
    expected: Vec<f64>,
    attributions: Vec<f64>,
}

write_json!(Solved { expected, attributions });

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
    Ok(to_json(&Solved { expected: expected.iter().map(|value| input.link.of(*value)).collect(), attributions }))
}

struct BaselineInput {
    columns: Vec<BaselineColumnInput>,
    count: Option<usize>,
    seed: u64,
}

read_json!(BaselineInput { columns, count, seed = 0 });

struct BaselineColumnInput {
    values: usize,
    is_category: bool,
}

read_json!(BaselineColumnInput { values, is_category });

pub(crate) fn choose_baseline(json: &str, buffers: &[&[u8]]) -> Result<String> {
    let input: BaselineInput = parse(json, "columns to choose a baseline from")?;
    let values = input.columns.iter().map(|column| find_doubles(buffers, column.values)).collect::<Result<Vec<_>>>()?;
    let columns: Vec<BaselineColumn<'_>> = values
        .iter()
        .zip(&input.columns)
        .map(|(values, column)| BaselineColumn { values, is_category: column.is_category })
        .collect();
    Ok(to_json(&choose_baseline_rows(&columns, input.count, input.seed)?))
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
