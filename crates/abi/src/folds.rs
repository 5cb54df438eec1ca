//! The operations behind `fold`: an array in, numbers in and out, and no JSON, for calls that cost as much as their answer.
//!
//! What is known of the values so far stands in the caller's numbers, which are zeros at first but for what an operation
//! is told, so an array may come in pieces of whole blocks of 1,024 values. NaN stands for what the numbers cannot say and
//! `call` does.

use crate::{Error, Result};
use tidemark_core::measure::{FoldedMoments, fold_bins, fold_even_bins, fold_moments};

/// Runs an operation. `invalid-argument` when there is none of that number, and for another length of the numbers.
pub(crate) fn fold(operation: u32, values: &[f64], numbers: &mut [f64]) -> Result<()> {
    let length = numbers.len();
    match operation {
        0 if length == size_of::<FoldedMoments>() / size_of::<f64>() => {
            if let Some(numbers) = numbers.first_chunk_mut() {
                fold_moments(values, numbers);
            }
            Ok(())
        }
        // The two ends, the inner edges, the counts.
        1 if length % 2 == 1 && length > 2 => {
            let (&mut [minimum, maximum], rest) =
                numbers.split_first_chunk_mut::<2>().unwrap_or((&mut [0.0; 2], &mut []));
            fold_even_bins(values, minimum, maximum, rest)
        }
        // The edges, the counts.
        2 if length % 2 == 1 => fold_bins(values, numbers),
        _ => Err(Error::invalid_argument(format!(
            "expected the number of an operation and as many numbers as it takes, found {operation} with {length} numbers"
        ))),
    }
}
