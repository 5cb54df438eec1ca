//! Bias of labels and predictions between groups: the metrics of Clarify, their intervals, and the group fairness
//! of other toolkits, all from counts but for the flip test.

mod binomial;
mod bootstrap;
mod column;
mod config;
mod facts;
mod flip_test;
mod group_fairness;
mod interval;
mod metric;
mod named;
mod performance;
mod report;
mod selection;
mod value;

pub use column::{BiasColumn, NumberKind, Values};
pub use config::{BiasConfig, FacetConfig, Rules};
pub use facts::{BiasCounts, Cells, Facts};
pub use group_fairness::{Between, GroupFairness, GroupRates};
pub use metric::{BIAS_METRICS, Metric, Outcome, Stage};
pub use named::Named;
pub use performance::Performance;
pub use report::{
    BiasReport, EntryReport, FLIP_TEST_ROWS, FacetReport, MetricReport, Sample, SideReport, bias, fairness,
};
pub use selection::{ColumnKind, Given, column_kind};
pub use value::Value;
