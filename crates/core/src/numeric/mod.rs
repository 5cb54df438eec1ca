//! Exact arithmetic on doubles, the nearest double of a decimal, the order-preserving integer of a double, special functions
//! and seeded random numbers. The same bits on every target.

mod exact_sum;
mod gamma;
mod magnitude;
mod nearest_double;
mod order_key;
mod random;
mod within;

pub use exact_sum::ExactSum;
pub(crate) use gamma::chi_square_critical;
pub use gamma::chi_square_tail;
pub use magnitude::Magnitude;
pub use nearest_double::to_nearest_double;
pub(crate) use order_key::flip_of;
pub use order_key::{from_order_key, to_order_key};
pub use random::Random;
pub use within::within;
