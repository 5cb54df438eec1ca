//! Exact arithmetic on doubles, and the order-preserving integer of a double. The same bits on every target.

mod exact_sum;
mod magnitude;
mod order_key;

pub use exact_sum::ExactSum;
pub use magnitude::Magnitude;
pub use order_key::{from_order_key, to_order_key};
