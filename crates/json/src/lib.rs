//! Options read from JSON and results written as JSON. What a type looks like as JSON is declared by `read_json!`,
//! `write_json!` and `words!` beside it; what reads and writes it is here once for all types, because derived code for
//! each of them was a third of the WebAssembly module.

mod decimal;
mod declare;
mod place;
mod read;
mod tree;
mod write;
mod writer;

pub use decimal::{EXACT_POWERS, plain_text, read_double, shortest_digits, whole_digits};
pub use declare::{camel_case, camel_length};
pub use place::{Place, read_into};
pub use read::{Expected, ReadJson};
pub use tree::Json;
pub use write::{WriteJson, Written, to_json};
pub use writer::JsonWriter;
