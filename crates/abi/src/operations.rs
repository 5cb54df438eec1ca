//! The operations behind `call`: JSON and buffers in, JSON out.

use crate::attribution;
use crate::bias::{compare_groups, report_bias};
use crate::buffers::find_doubles;
use crate::estimation;
use crate::objects::{Objects, with_objects};
use crate::options::parse;
use crate::quality::{quality, quality_result};
use crate::session::Session;
use crate::{Error, Handle, Result};
use tidemark_core::dispatch::limit_level;
use tidemark_core::hypothesis::{benjamini_hochberg, estimate_excess_p_value, share_excess_p_value};
use tidemark_core::measure::{self, HistogramEdges, MEASURES, MeasureOptions, find_measure};
use tidemark_core::profile::NamedColumn;
use tidemark_json::{read_json, to_json, words, write_json};

/// Runs an operation. `invalid-argument` when there is none of that name.
///
/// # Panics
///
/// The operation `panic` does, so that tests can see what becomes of a defect.
pub(crate) fn call(operation: &str, json: &str, buffers: &[&[u8]]) -> Result<String> {
    match operation {
        "number_handles_after" => Ok(number_handles_after(parse(json, "the last handle")?)),
        "next_source" => next_source(&parse(json, "the next source")?),
        "end_source" => end_source(parse(json, "a profile in the making")?),
        "open_rows" => open_rows(&parse(json, "rows whose columns come in parts")?),
        "close_rows" => close_rows(parse(json, "a profile in the making")?),
        "take_records" => take_records(parse(json, "a profile in the making")?),
        "outline" => outline(parse(json, "a profile")?),
        "statistics" => statistics(&parse(json, "what statistics to read")?),
        "count_outside" => count_outside(&parse(json, "a range of a column")?),
        "measures" => Ok(to_json(&MEASURES)),
        "moments" => Ok(to_json(&measure::moments(&find_doubles(buffers, parse(json, "the place of a buffer")?)?))),
        "histogram" => histogram(parse(json, "a side and edges")?, buffers),
        "compare_categories" => compare_categories(parse(json, "two sides to compare")?, buffers),
        "measure" => compute_measure(parse(json, "a measure and its two sides")?, buffers),
        "limit_level" => Ok(to_json(&limit_level(parse(json, "a level of instructions")?))),
        "adjust_p_values" => Ok(to_json(&benjamini_hochberg(&parse::<Vec<f64>>(json, "a list of p-values")?)?)),
        "compare_estimates" => compare_estimates(&parse(json, "two estimates")?),
        "compare_shares" => compare_shares(parse(json, "two shares")?),
        "quality" => quality(json, buffers),
        "quality_result" => quality_result(json),
        "bias" => report_bias(json, buffers),
        "group_fairness" => compare_groups(json, buffers),
        "attribution_drift" => attribution::compare(json, buffers),
        "aggregate_attributions" => attribution::aggregate(json, buffers),
        "plan_shap" => attribution::plan(json),
        "solve_shap" => attribution::solve(json, buffers),
        "choose_baseline_rows" => attribution::choose_baseline(json, buffers),
        "fit_estimator" => estimation::fit_estimator(parse(json, "a reference")?, buffers),
        "estimate" => estimation::estimate(&parse(json, "an estimator and a window")?, buffers),
        "calibrate" => estimation::calibrate(parse(json, "scores and labels")?, buffers),
        "reliability" => estimation::measure_reliability(parse(json, "scores and labels")?, buffers),
        "compare_domains" => estimation::compare_domains(&parse(json, "columns of two sides")?, buffers),
        "deviation_range" => estimation::find_range(parse(json, "values and limits")?, buffers),
        "panic" => panic!("asked to panic"),
        _ => Err(Error::invalid_argument(format!("expected the name of an operation, found `{operation}`"))),
    }
}

/// A fresh instance after a failed one gives none of its handles again.
fn number_handles_after(last: Handle) -> String {
    with_objects(|objects| objects.number_after(last));
    to_json(&())
}

struct NextSource {
    session: Handle,
    name: String,
}

read_json!(NextSource { session, name });

fn next_source(input: &NextSource) -> Result<String> {
    with_objects(|objects| objects.change_session(input.session, |session| session.next_source(&input.name)))?;
    Ok(to_json(&()))
}

fn end_source(session: Handle) -> Result<String> {
    with_objects(|objects| objects.change_session(session, Session::end_source))?;
    Ok(to_json(&()))
}

struct OpenRows {
    session: Handle,
    rows: usize,
}

read_json!(OpenRows { session, rows });

fn open_rows(input: &OpenRows) -> Result<String> {
    with_objects(|objects| objects.change_session(input.session, |session| session.open_rows(input.rows)))?;
    Ok(to_json(&()))
}

fn close_rows(session: Handle) -> Result<String> {
    with_objects(|objects| objects.change_session(session, Session::close_rows))?;
    Ok(to_json(&()))
}

fn take_records(session: Handle) -> Result<String> {
    let mut records = String::new();
    with_objects(|objects| {
        objects.change_session(session, |session| {
            records = session.take_records();
            Ok(())
        })
    })?;
    Ok(records)
}

struct Outline<'a> {
    rows: u64,
    columns: Vec<&'a str>,
}

write_json!(Outline<'_> { rows, columns });

fn outline(profile: Handle) -> Result<String> {
    with_objects(|objects| {
        let data = &objects.profile(profile)?.data;
        Ok(to_json(&Outline { rows: data.rows(), columns: data.columns().iter().map(|column| column.name).collect() }))
    })
}

/// Of one column: those of a wide data set together would take as much memory as the rest of a run.
struct StatisticsInput {
    profile: Handle,
    column: String,
    reading: ReadingOfKinds,
}

read_json!(StatisticsInput { profile, column, reading = ReadingOfKinds::default() });

/// Whose rules decide what is a number.
#[derive(Default)]
enum ReadingOfKinds {
    #[default]
    Tidemark,
    Sagemaker,
}

words!(ReadingOfKinds { Tidemark = "tidemark", Sagemaker = "sagemaker" });

fn statistics(input: &StatisticsInput) -> Result<String> {
    with_objects(|objects| {
        let column = find_column(objects, input.profile, &input.column)?;
        Ok(to_json(&match input.reading {
            ReadingOfKinds::Tidemark => column.statistics(),
            ReadingOfKinds::Sagemaker => objects.profile(input.profile)?.sagemaker_statistics(column)?,
        }))
    })
}

struct OutsideInput {
    profile: Handle,
    column: String,
    minimum: f64,
    maximum: f64,
}

read_json!(OutsideInput { profile, column, minimum, maximum });

struct OutsideCount {
    certain: u64,
    possible: u64,
}

write_json!(OutsideCount { certain, possible });

fn count_outside(input: &OutsideInput) -> Result<String> {
    with_objects(|objects| {
        let column = find_column(objects, input.profile, &input.column)?;
        let (certain, possible) = column.profile.count_outside(input.minimum, input.maximum);
        Ok(to_json(&OutsideCount { certain, possible }))
    })
}

fn find_column<'a>(objects: &'a Objects, profile: Handle, name: &str) -> Result<NamedColumn<'a>> {
    objects.profile(profile)?.data.column(name).ok_or_else(|| {
        Error::invalid_argument(format!("expected a column of the profile, found `{name}`, which it does not have"))
    })
}

struct MeasureInput {
    id: String,
    reference: Side,
    current: Side,
    options: MeasureOptions,
}

read_json!(MeasureInput { id, reference, current, options = MeasureOptions::default() });

struct CategoriesInput {
    reference: Side,
    current: Side,
}

read_json!(CategoriesInput { reference, current });

/// One of: a column of a profile, the place of a buffer of doubles, levels, categories.
struct Side {
    profile: Option<Handle>,
    column: Option<String>,
    values: Option<usize>,
    levels: Option<Vec<Vec<f64>>>,
    categories: Option<Vec<Category>>,
}

read_json!(Side { profile, column, values, levels, categories });

struct Category {
    value: String,
    count: u64,
}

read_json!(Category { value, count });

impl Side {
    fn read<'a>(self, objects: &'a Objects, buffers: &[&'a [u8]]) -> Result<measure::Side<'a>> {
        match self {
            Self { profile: Some(profile), column: Some(column), values: None, levels: None, categories: None } => {
                Ok(measure::Side::Column(find_column(objects, profile, &column)?.profile))
            }
            Self { profile: None, column: None, values: Some(place), levels: None, categories: None } => {
                Ok(measure::Side::Values(find_doubles(buffers, place)?))
            }
            Self { profile: None, column: None, values: None, levels: Some(levels), categories: None } => {
                Ok(measure::Side::Levels(levels))
            }
            Self { profile: None, column: None, values: None, levels: None, categories: Some(categories) } => {
                Ok(measure::Side::Categories(categories.into_iter().map(|each| (each.value, each.count)).collect()))
            }
            _ => Err(Error::invalid_argument(
                "expected a column of a profile, `values`, `levels` or `categories` as a side, found none or several of them",
            )),
        }
    }
}

fn compute_measure(input: MeasureInput, buffers: &[&[u8]]) -> Result<String> {
    let measure = find_measure(&input.id)?;
    with_objects(|objects| {
        let (reference, current) = (input.reference.read(objects, buffers)?, input.current.read(objects, buffers)?);
        Ok(to_json(&measure.compute(&reference, &current, &input.options)?))
    })
}

struct HistogramInput {
    side: Side,
    edges: Option<Vec<f64>>,
    even: Option<EvenBins>,
}

read_json!(HistogramInput { side, edges, even });

struct EvenBins {
    bins: u16,
    minimum: f64,
    maximum: f64,
}

read_json!(EvenBins { bins, minimum, maximum });

fn histogram(input: HistogramInput, buffers: &[&[u8]]) -> Result<String> {
    let edges = match (input.edges, input.even) {
        (Some(edges), None) => HistogramEdges::At(edges),
        (None, Some(EvenBins { bins, minimum, maximum })) => HistogramEdges::Even { bins, minimum, maximum },
        _ => return Err(Error::invalid_argument("expected either `edges` or `even` bins, found none or both")),
    };
    with_objects(|objects| Ok(to_json(&measure::histogram(&input.side.read(objects, buffers)?, edges)?)))
}

fn compare_categories(input: CategoriesInput, buffers: &[&[u8]]) -> Result<String> {
    with_objects(|objects| {
        let (reference, current) = (input.reference.read(objects, buffers)?, input.current.read(objects, buffers)?);
        Ok(to_json(&measure::compare_categories(&reference, &current)?))
    })
}

struct SharesInput {
    baseline: Share,
    current: Share,
}

read_json!(SharesInput { baseline, current });

struct Share {
    failing: u64,
    total: u64,
}

read_json!(Share { failing, total });

fn compare_shares(input: SharesInput) -> Result<String> {
    let pair = |share: Share| [share.failing, share.total];
    Ok(to_json(&share_excess_p_value(pair(input.baseline), pair(input.current))?))
}

struct EstimatesInput {
    baseline: [f64; 3],
    current: [f64; 3],
}

read_json!(EstimatesInput { baseline, current });

fn compare_estimates(input: &EstimatesInput) -> Result<String> {
    Ok(to_json(&estimate_excess_p_value(input.baseline, input.current)?))
}
