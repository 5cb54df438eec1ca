//! Takes fields from bytes that nobody vouches for: every read is checked, and no length is believed before it is.

use crate::error::{Error, Result};

/// A cursor over untrusted bytes.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    /// A cursor at the first byte.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    /// How many bytes are left.
    pub const fn remaining(&self) -> usize {
        self.bytes.len() - self.position
    }

    /// The next `count` bytes; `what` names the field in the error.
    pub fn raw(&mut self, count: usize, what: &str) -> Result<&'a [u8]> {
        if count > self.remaining() {
            return Err(damaged(format!("expected {count} bytes of {what}, found {}", self.remaining()))
                .with("offset", self.position));
        }
        let bytes = &self.bytes[self.position..self.position + count];
        self.position += count;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N]> {
        let mut array = [0; N];
        array.copy_from_slice(self.raw(N, what)?);
        Ok(array)
    }

    /// One byte.
    pub fn u8(&mut self, what: &str) -> Result<u8> {
        Ok(self.array::<1>(what)?[0])
    }

    /// Two bytes, little-endian.
    pub fn u16(&mut self, what: &str) -> Result<u16> {
        Ok(u16::from_le_bytes(self.array(what)?))
    }

    /// Four bytes, little-endian.
    pub fn u32(&mut self, what: &str) -> Result<u32> {
        Ok(u32::from_le_bytes(self.array(what)?))
    }

    /// Eight bytes, little-endian.
    pub fn u64(&mut self, what: &str) -> Result<u64> {
        Ok(u64::from_le_bytes(self.array(what)?))
    }

    /// A variable-length integer in its one shortest form.
    pub fn varint(&mut self, what: &str) -> Result<u64> {
        let mut value = 0;
        for shift in (0..).step_by(7) {
            let byte = self.u8(what)?;
            let bits = u64::from(byte & 0x7f);
            let too_wide = shift > 63 || bits << shift >> shift != bits;
            let padded = byte == 0 && shift > 0;
            if too_wide || padded {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(damaged(format!("expected {what} as the shortest variable-length integer, found another form"))
            .with("offset", self.position))
    }

    /// A `u32` length, then that many bytes.
    pub fn block(&mut self, what: &str) -> Result<&'a [u8]> {
        let length = self.u32(what)?;
        self.raw(length as usize, what)
    }

    /// A block of UTF-8.
    pub fn text(&mut self, what: &str) -> Result<String> {
        let bytes = self.block(what)?;
        let text = std::str::from_utf8(bytes);
        Ok(text.map_err(|_| damaged(format!("expected {what} in UTF-8, found other bytes")))?.to_owned())
    }

    /// Nothing may follow.
    pub fn end(&self, what: &str) -> Result<()> {
        match self.remaining() {
            0 => Ok(()),
            extra => Err(damaged(format!("expected the end of {what}, found {extra} more bytes"))),
        }
    }
}

/// Bytes that contradict the format.
pub fn damaged(message: impl AsRef<str>) -> Error {
    Error::invalid_data(format!(
        "{}; the profile is damaged or was not written by Tidemark: make it again from its data",
        message.as_ref()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Writer;

    #[test]
    fn a_variable_length_integer_reads_back() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            let mut writer = Writer::new();
            writer.varint(value);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.varint("test").unwrap(), value);
            reader.end("test").unwrap();
        }
    }

    #[test]
    fn a_padded_or_overlong_integer_is_refused() {
        for bytes in [&[0x80, 0x00][..], &[0xff, 0x80, 0x00], &[0xff; 10], &[0xff; 11], &[0x80], &[]] {
            assert!(Reader::new(bytes).varint("test").is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_length_beyond_the_end_is_refused() {
        assert!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 1, 2]).block("test").is_err());
    }
}
