//! A metric as it is reported: its value, or why there is none, and how sure it is.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A number, and all that is needed to read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metric {
    /// None where it is not defined.
    pub value: Option<f64>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// How far the true value can be from this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_bound: Option<f64>,
    /// The standard deviation that samples of as many rows would have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// Where the value of all rows there could be lies, at the level that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<[f64; 2]>,
    /// The standard deviation over Model Monitor's five draws of 80 % of the rows, as it is to be expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_deviation: Option<f64>,
    /// How the error and the interval were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
}

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

impl Serialize for Metrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, metric) in &self.0 {
            map.serialize_entry(id, metric)?;
        }
        map.end()
    }
}
