//! The envelope of everything stored: magic, format version, family, flags, payload length, payload, CRC-32C.

use super::reader::damaged;
use super::writer::length;
use super::{Reader, Writer};
use crate::error::{Error, Result};
use crc::{CRC_32_ISCSI, Crc};

const MAGIC: &[u8; 4] = b"TIDE";
const FORMAT_VERSION: u16 = 1;
const CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);
const CHECKSUM_BYTES: usize = 4;

/// What an envelope holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The profile of a data set.
    DataSetProfile = 1,
    /// The state of the quality of predictions.
    Quality = 2,
}

/// Whether bytes claim to be of a family. Whether they are, `open_envelope` finds out.
pub fn claims_family(family: Family, bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) && bytes.get(MAGIC.len() + 2) == Some(&(family as u8))
}

/// Puts a payload into its envelope.
pub fn seal_envelope(family: Family, payload: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.raw(MAGIC);
    writer.u16(FORMAT_VERSION);
    writer.u8(family as u8);
    writer.u8(0);
    writer.u32(length(payload));
    writer.raw(payload);
    let mut bytes = writer.into_bytes();
    let checksum = CHECKSUM.checksum(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Takes the payload out of an envelope of the given family. `invalid-data` when it is damaged, `unsupported` when it
/// is of a version, family or flag that is not known here.
pub fn open_envelope(family: Family, bytes: &[u8]) -> Result<&[u8]> {
    let mut reader = Reader::new(bytes);
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(damaged("expected a profile, which begins with the letters TIDE, found other bytes"));
    }
    reader.raw(MAGIC.len(), "magic")?;
    let version = reader.u16("the format version")?;
    let found_family = reader.u8("the family")?;
    let flags = reader.u8("the flags")?;
    let Some((signed, checksum)) = bytes.split_last_chunk::<CHECKSUM_BYTES>() else {
        return Err(damaged("expected a checksum, found the end"));
    };
    if CHECKSUM.checksum(signed) != u32::from_le_bytes(*checksum) {
        return Err(damaged("expected the checksum to match the content, found another"));
    }
    if version != FORMAT_VERSION {
        return Err(unknown("format version", version, FORMAT_VERSION));
    }
    if found_family != family as u8 {
        return Err(unknown("family", found_family.into(), family as u16));
    }
    if flags != 0 {
        return Err(unknown("flags", flags.into(), 0));
    }
    let payload = reader.block("the payload")?;
    match reader.remaining() {
        CHECKSUM_BYTES => Ok(payload),
        found => Err(damaged(format!("expected a checksum of {CHECKSUM_BYTES} bytes, found {found} bytes"))),
    }
}

fn unknown(what: &str, found: u16, expected: u16) -> Error {
    Error::unsupported(format!(
        "expected a profile of {what} {expected}, found {what} {found}; read it with the version of Tidemark that wrote it, or a newer one"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let end = bytes.len() - CHECKSUM_BYTES;
        let checksum = CHECKSUM.checksum(&bytes[..end]);
        bytes[end..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    #[test]
    fn the_checksum_is_crc_32c() {
        // The check value of the CRC catalogue for CRC-32/ISCSI over "123456789".
        assert_eq!(CHECKSUM.checksum(b"123456789"), 0xe306_9283);
    }

    #[test]
    fn a_payload_comes_back_out_of_its_envelope() {
        for payload in [&b""[..], b"x", &[0; 1000]] {
            assert_eq!(
                open_envelope(Family::DataSetProfile, &seal_envelope(Family::DataSetProfile, payload)),
                Ok(payload)
            );
        }
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_found() {
        let sealed = seal_envelope(Family::DataSetProfile, b"some payload");
        for end in 0..sealed.len() {
            assert!(open_envelope(Family::DataSetProfile, &sealed[..end]).is_err(), "cut at {end}");
        }
        for bit in 0..sealed.len() * 8 {
            let mut bytes = sealed.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(open_envelope(Family::DataSetProfile, &bytes).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn an_unknown_version_family_or_flag_is_refused_by_name() {
        for (offset, name) in [(4, "format version"), (6, "family"), (7, "flags")] {
            let mut bytes = seal_envelope(Family::DataSetProfile, b"some payload");
            bytes[offset] = 9;
            let error = open_envelope(Family::DataSetProfile, &resealed(bytes)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unsupported);
            assert!(error.message().contains(name), "{error}");
        }
    }

    #[test]
    fn a_length_that_lies_is_refused() {
        for length in [0, 11, 13, u32::MAX] {
            let mut bytes = seal_envelope(Family::DataSetProfile, b"some payload");
            bytes[8..12].copy_from_slice(&length.to_le_bytes());
            let error = open_envelope(Family::DataSetProfile, &resealed(bytes)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidData, "{length}");
        }
    }
}
