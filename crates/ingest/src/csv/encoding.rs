//! The byte-order mark with which a source may begin.

use tidemark_core::error::{Error, Result};

/// As many bytes as the longest mark has.
pub(crate) const MARK_BYTES: usize = 3;

/// The length of the mark at the start of a source: 3 for that of UTF-8, 0 for none. `unsupported` for UTF-16.
pub(crate) fn mark_length(start: &[u8], source: &str) -> Result<usize> {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => Ok(MARK_BYTES),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err(Error::unsupported(format!(
            "expected UTF-8 text in `{source}`, found the byte-order mark of UTF-16; save it as UTF-8 and try again"
        ))
        .with("source", source)
        .with("encoding", "UTF-16")),
        _ => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidemark_core::error::ErrorKind;

    #[test]
    fn the_mark_of_utf_8_is_three_bytes_long() {
        assert_eq!(mark_length(b"\xEF\xBB\xBFa", "a"), Ok(3));
        assert_eq!(mark_length(b"\xEF\xBBa", "a"), Ok(0));
        assert_eq!(mark_length(b"", "a"), Ok(0));
    }

    #[test]
    fn utf_16_is_refused_by_name() {
        for start in [b"\xFF\xFEa\0", b"\xFE\xFF\0a"] {
            let error = mark_length(start, "a.csv").unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unsupported);
            assert!(error.message().contains("UTF-16") && error.message().contains("a.csv"), "{error}");
        }
    }
}
