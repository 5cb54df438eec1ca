//! Profiles: the record of a column, that of a data set, and the numbers that are read from them.

mod column_profile;
mod data_set_profile;
mod scratch;
mod statistics;

pub use column_profile::ColumnProfile;
pub use data_set_profile::{DataSetProfile, NamedColumn, ProfileOptions};
pub use scratch::Scratch;
pub use statistics::{
    ColumnStatistics, EqualBucket, NumericStatistics, TextShape, TextStatistics, ValueCount, equal_buckets,
};
