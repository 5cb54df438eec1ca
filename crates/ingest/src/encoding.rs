//! The byte-order mark with which a source may begin, and what it says: UTF-16 becomes UTF-8 on the way in.

use std::borrow::Cow;

/// Stands for half a surrogate pair: no UTF-8, so that it is replaced and counted where text is read.
const BROKEN: u8 = 0xFF;

/// Makes UTF-8 of the bytes of one source, however they are cut. Without a mark, and with that of UTF-8, the bytes
/// are taken as they are.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    encoding: Encoding,
    /// Bytes that cannot be read yet: the start of a mark, or of a UTF-16 unit.
    held: Vec<u8>,
    /// The first half of a surrogate pair.
    high: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Encoding {
    #[default]
    Unknown,
    Utf8,
    Utf16 {
        is_big_endian: bool,
    },
}

impl Decoder {
    /// The next bytes in UTF-8; none while the mark is incomplete.
    pub(crate) fn decode<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        match self.encoding {
            Encoding::Utf8 => Cow::Borrowed(bytes),
            Encoding::Utf16 { is_big_endian } => Cow::Owned(self.decode_units(bytes, is_big_endian)),
            Encoding::Unknown => {
                self.held.extend_from_slice(bytes);
                let Some((encoding, length)) = recognise(&self.held) else {
                    return Cow::Borrowed(&[]);
                };
                self.encoding = encoding;
                let held = std::mem::take(&mut self.held);
                match encoding {
                    Encoding::Utf16 { is_big_endian } => Cow::Owned(self.decode_units(&held[length..], is_big_endian)),
                    _ => Cow::Owned(held[length..].to_vec()),
                }
            }
        }
    }

    /// What is left at the end of the source.
    pub(crate) fn finish(&mut self) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf16 { .. } if !self.held.is_empty() || self.high.is_some() => vec![BROKEN],
            _ => std::mem::take(&mut self.held),
        }
    }

    fn decode_units(&mut self, bytes: &[u8], is_big_endian: bool) -> Vec<u8> {
        let mut text = Vec::with_capacity(bytes.len());
        let mut held = self.held.pop();
        for &byte in bytes {
            let Some(first) = held.take() else {
                held = Some(byte);
                continue;
            };
            let pair = [first, byte];
            self.take(if is_big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }, &mut text);
        }
        self.held.extend(held);
        text
    }

    fn take(&mut self, unit: u16, text: &mut Vec<u8>) {
        let before = self.high.take();
        if before.is_none() && matches!(unit, 0xD800..=0xDBFF) {
            self.high = Some(unit);
            return;
        }
        for decoded in char::decode_utf16(before.into_iter().chain([unit])) {
            match decoded {
                Ok(character) => text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(error) if matches!(error.unpaired_surrogate(), 0xD800..=0xDBFF) && before.is_some() => {
                    text.push(BROKEN);
                    // The second of two first halves may still be the start of a pair.
                    self.high = matches!(unit, 0xD800..=0xDBFF).then_some(unit);
                    if self.high.is_some() {
                        return;
                    }
                }
                Err(_) => text.push(BROKEN),
            }
        }
    }
}

/// The encoding and the length of its mark; none while the bytes may be the start of a mark.
fn recognise(start: &[u8]) -> Option<(Encoding, usize)> {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16 { is_big_endian: false }, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16 { is_big_endian: true }, 2)),
        [] | [0xEF | 0xFE | 0xFF] | [0xEF, 0xBB] => None,
        _ => Some((Encoding::Utf8, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], piece: usize) -> Vec<u8> {
        let mut decoder = Decoder::default();
        let mut text: Vec<u8> = bytes.chunks(piece).flat_map(|bytes| decoder.decode(bytes).into_owned()).collect();
        text.extend(decoder.finish());
        text
    }

    fn units(mark: u16, units: &[u16], is_big_endian: bool) -> Vec<u8> {
        let to_bytes = if is_big_endian { u16::to_be_bytes } else { u16::to_le_bytes };
        [&[mark], units].concat().into_iter().flat_map(to_bytes).collect()
    }

    #[test]
    fn utf_8_is_taken_as_it_is_without_its_mark() {
        for piece in [1, 2, 99] {
            assert_eq!(decode(b"\xEF\xBB\xBFa", piece), b"a");
            assert_eq!(decode(b"\xEF\xBBa", piece), b"\xEF\xBBa");
            assert_eq!(decode(b"\xEF\xBB", piece), b"\xEF\xBB");
            assert_eq!(decode(b"x,\xC3", piece), b"x,\xC3");
        }
    }

    #[test]
    fn utf_16_becomes_utf_8_in_either_order_of_bytes() {
        let text = "x,é\n€,𝄞\n";
        for is_big_endian in [false, true] {
            let bytes = units(0xFEFF, &text.encode_utf16().collect::<Vec<_>>(), is_big_endian);
            for piece in [1, 2, 3, 5, 99] {
                assert_eq!(decode(&bytes, piece), text.as_bytes());
            }
        }
    }

    #[test]
    fn half_a_pair_is_no_text() {
        let broken = |list: &[u16]| decode(&units(0xFEFF, list, false), 1);
        assert_eq!(broken(&[0xD834, 0x61]), b"\xFFa");
        assert_eq!(broken(&[0xDD1E, 0x61]), b"\xFFa");
        assert_eq!(broken(&[0xD834, 0xD834, 0xDD1E]), b"\xFF\xF0\x9D\x84\x9E");
        assert_eq!(broken(&[0x61, 0xD834]), b"a\xFF");
    }
}
