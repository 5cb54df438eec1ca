//! A number kept within a range.

/// The number, or the end of the range beyond which it lies; NaN stays what it is. The range is not looked at: the
/// standard library's `clamp` brings what shows its ends in a panic, which nothing else does.
#[inline]
pub fn within(number: f64, [lowest, highest]: [f64; 2]) -> f64 {
    if number < lowest {
        lowest
    } else if number > highest {
        highest
    } else {
        number
    }
}
