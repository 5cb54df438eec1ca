//! Which entries of a column are present: Arrow's bitmap, least significant bit first, 1 for present.

/// A borrowed bitmap, or none when every entry is present.
#[derive(Clone, Copy, Debug, Default)]
pub struct Validity<'a>(Option<&'a [u8]>);

impl<'a> Validity<'a> {
    /// Every entry is present.
    pub const ALL: Validity<'static> = Validity(None);

    /// The entries whose bit is set are present. The caller checks that there are enough bits.
    pub const fn from_bits(bits: &'a [u8]) -> Self {
        Self(Some(bits))
    }

    /// Whether entry `index` is present.
    #[inline]
    pub fn is_present(self, index: usize) -> bool {
        self.0.is_none_or(|bits| bits[index / 8] >> (index % 8) & 1 == 1)
    }

    /// Whether there is a bit for each of `rows` entries.
    pub fn covers(self, rows: usize) -> bool {
        self.0.is_none_or(|bits| bits.len() >= rows.div_ceil(8))
    }

    /// The bitmap, unless every entry is present.
    pub const fn bits(self) -> Option<&'a [u8]> {
        self.0
    }

    /// The bits from entry `start` on, which is a multiple of eight.
    pub(super) fn skip(self, start: usize) -> Self {
        Self(self.0.map(|bits| &bits[start / 8..]))
    }

    /// Whether no entry can be missing.
    pub const fn is_all(self) -> bool {
        self.0.is_none()
    }
}
