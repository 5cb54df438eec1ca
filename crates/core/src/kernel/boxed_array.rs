//! Arrays that are too large for the stack, made where they will stay.

/// An array of `N` times the same value.
#[cold]
pub(crate) fn boxed_array<T: Copy, const N: usize>(value: T) -> Box<[T; N]> {
    match vec![value; N].into_boxed_slice().try_into() {
        Ok(array) => array,
        Err(_) => unreachable!("the length is written two lines above"),
    }
}
