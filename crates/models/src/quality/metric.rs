//! A metric as it is reported: its value, or why there is none, and how sure it is.

use std::borrow::Cow;
use tidemark_json::{JsonWriter, WriteJson, write_json};

/// A number, and all that is needed to read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metric {
    /// None where it is not defined.
    pub value: Option<f64>,
    /// Why there is no value.
    pub reason: Option<&'static str>,
    /// How far the true value can be from this one.
    pub error_bound: Option<f64>,
    /// The standard deviation that samples of as many rows would have.
    pub standard_error: Option<f64>,
    /// Where the value of all rows there could be lies, at the level that was asked for.
    pub interval: Option<[f64; 2]>,
    /// The standard deviation over Model Monitor's five draws of 80 % of the rows, as it is to be expected.
    pub standard_deviation: Option<f64>,
    /// How the error and the interval were found.
    pub method: Option<&'static str>,
}

write_json!(Metric {
    value, reason if any, error_bound if any, standard_error if any, interval if any, standard_deviation if any,
    method if any,
});

/// Metrics in their order, each with its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics(Vec<(Cow<'static, str>, Metric)>);

impl Metrics {
    /// Adds a metric; `reason` says why there is no value, where there is none.
    pub fn add(&mut self, id: impl Into<Cow<'static, str>>, value: Option<f64>, reason: &'static str) {
        let value = value.filter(|value| value.is_finite());
        let reason = value.is_none().then_some(reason);
        self.0.push((id.into(), Metric { value, reason, ..Metric::default() }));
    }

    /// The metric of an id.
    pub fn get(&self, id: &str) -> Option<&Metric> {
        self.0.iter().find(|(found, _)| found == id).map(|(_, metric)| metric)
    }

    /// The value of an id; none too where it is not defined.
    pub fn value(&self, id: &str) -> Option<f64> {
        self.get(id)?.value
    }

    /// The metrics, to be completed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Metric)> {
        self.0.iter_mut().map(|(id, metric)| (&**id, metric))
    }

    /// The metrics.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Metric)> {
        self.0.iter().map(|(id, metric)| (&**id, metric))
    }
}

impl WriteJson for Metrics {
    fn write(&self, writer: &mut JsonWriter) {
        writer.open('{');
        self.0.iter().for_each(|(id, metric)| writer.member(id, metric));
        writer.close('}');
    }
}
