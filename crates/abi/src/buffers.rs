//! Buffers of the other side, as they come with a call.

use crate::{Error, Result};
use bytemuck::AnyBitPattern;
use std::borrow::Cow;

/// The buffer at that place. `invalid-argument` when there is none.
pub(crate) fn find_buffer<'a>(buffers: &[&'a [u8]], place: usize) -> Result<&'a [u8]> {
    buffers
        .get(place)
        .copied()
        .ok_or_else(|| Error::invalid_argument(format!("expected buffer {place}, found {} buffers", buffers.len())))
}

/// The doubles at that place. `invalid-argument` when there are none, or not whole ones.
pub(crate) fn find_doubles<'a>(buffers: &[&'a [u8]], place: usize) -> Result<Cow<'a, [f64]>> {
    let bytes = find_buffer(buffers, place)?;
    if !bytes.len().is_multiple_of(size_of::<f64>()) {
        return Err(Error::invalid_argument(format!(
            "expected doubles of eight bytes each in buffer {place}, found {} bytes",
            bytes.len()
        )));
    }
    Ok(align(bytes))
}

/// Entries where they lie if they are aligned, else copied.
pub(crate) fn align<T: AnyBitPattern>(bytes: &[u8]) -> Cow<'_, [T]> {
    match bytemuck::try_cast_slice(bytes) {
        Ok(slice) => Cow::Borrowed(slice),
        Err(_) => Cow::Owned(bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_found_wherever_they_lie() {
        let bytes: Vec<u8> =
            [0, 0, 0, 0].into_iter().chain([1.5f64, -2.0].iter().flat_map(|v| v.to_le_bytes())).collect();
        for start in [4, 0] {
            let found = find_doubles(&[&[], &bytes[start..start + 16]], 1).unwrap();
            assert_eq!(found.len(), 2);
        }
        assert_eq!(*find_doubles(&[&bytes[4..]], 0).unwrap(), [1.5, -2.0]);
        assert!(find_doubles(&[&bytes], 0).is_err());
        assert!(find_doubles(&[], 0).is_err());
    }
}
