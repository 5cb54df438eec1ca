//! How capture records are read.

/// How capture records are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaptureOptions {
    /// The names of the columns of delimited bodies by their position in the row; further ones are `_c0`, `_c1`, …
    /// with their position.
    pub names: Vec<String>,
    /// Whether the columns of the response follow those of the request, instead of going before them.
    pub is_output_last: bool,
    /// Model Monitor's reading: a delimited body is one row, cut at every comma, and an event may come twice.
    pub is_one_row: bool,
    /// Records before this instant (milliseconds since 1970) are dropped.
    pub from: Option<i64>,
    /// Records at this instant and after it are dropped.
    pub to: Option<i64>,
}
