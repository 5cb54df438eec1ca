//! Mergeable states, one file each, all of one shape and all order-free: what a state holds depends on the multiset of
//! values alone.

mod counts;
mod distinct;
mod frequent;
mod histogram;
mod moments;
mod quantile;
mod text;

pub(crate) use counts::FINITE_KINDS;
pub use counts::{Counts, InferredType, Kind};
pub use distinct::Distinct;
pub use frequent::{COUNTERS, Frequent, FrequentValue};
pub(crate) use frequent::{Key, counter_of};
pub use histogram::Histogram;
pub(crate) use histogram::bin_of;
pub use moments::Moments;
pub(crate) use quantile::CHUNK;
pub use quantile::{Bucket, DEFAULT_RESOLUTION, Quantile};
pub use text::{CharacterClass, LENGTH_BINS, Text};

use crate::codec::{Reader, Writer};
use crate::error::{Error, Result};

/// What every state can do. Merging is associative and commutative, the empty state changes nothing, and
/// `read(write(s)) = s`; one generic test holds every state to it.
pub trait State: Clone + PartialEq + Sized {
    /// Takes in another state. `incompatible` when its parameters differ, and nothing is changed then.
    fn merge(&mut self, other: &Self) -> Result<()>;

    /// Appends the one form of this state in bytes.
    fn write(&self, writer: &mut Writer);

    /// Takes a state from untrusted bytes.
    fn read(reader: &mut Reader<'_>) -> Result<Self>;
}

/// The largest count: every count up to it is a double, so it survives JSON.
pub const MOST: u64 = (1 << 53) - 1;

/// A count from bytes.
pub fn read_count(reader: &mut Reader<'_>, what: &str) -> Result<u64> {
    let count = reader.varint(what)?;
    if count > MOST {
        return Err(crate::codec::damaged(format!("expected {what} below 2^53, found {count}")));
    }
    Ok(count)
}

/// The sum of two counts.
pub fn add_counts(a: u64, b: u64) -> Result<u64> {
    Some(a + b).filter(|&sum| sum <= MOST).ok_or_else(|| {
        Error::incompatible("expected fewer than 2^53 rows in all profiles together, found more; merge fewer profiles")
    })
}
