//! However the bytes are cut, the rows and the report are the same.

use tidemark_ingest::{CaptureOptions, RecordOptions};

use crate::reading::{capture, json, lines, read_in_pieces};

/// A linear congruential generator: the same bytes in every run.
struct Generator(u64);

impl Generator {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// Words of JSON in any order, with many that fit.
    fn soup(&mut self) -> Vec<u8> {
        const WORDS: [&[u8]; 24] = [
            b"{\"a\":1}", b"{\"b\":[1,{\"c\":null}]}", b"{", b"}", b"[", b"]", b",", b":", b"\"", b"\\\"", b"\n", b"\n",
            b"\r\n", b" ", b"\"x\"", b"true", b"nul", b"-1e5", b"\xC3", b"\xC3\xA9", b"\\u00e9",
            b"{\"captureData\":{\"endpointInput\":{\"data\":\"1,2\\n3,4\"},\"endpointOutput\":{\"data\":\"5\\n6\"}}}",
            b"{\"captureData\":{\"endpointOutput\":{\"data\":\"Zg==\",\"encoding\":\"BASE64\"}},\"eventMetadata\":{\"eventId\":\"e\"}}",
            b"{\"a\":1,\n\"b\":2}",
        ];
        let mark: &[u8] = [&b""[..], b"", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"][self.below(5)];
        let mut bytes = mark.to_vec();
        for _ in 0..self.below(12) {
            bytes.extend_from_slice(WORDS[self.below(WORDS.len())]);
        }
        bytes
    }
}

#[test]
fn no_cutting_shows_in_what_is_read() {
    let mut generator = Generator(7);
    for round in 0..4000 {
        let options = RecordOptions {
            batch_rows: 1 + generator.below(3),
            missing: vec!["x".to_owned()],
            ..[lines(), json(), capture(CaptureOptions::default())][round % 3].clone()
        };
        let texts = [generator.soup(), generator.soup()];
        let sources = [&texts[0][..], &texts[1][..]];
        let sources = &sources[..=generator.below(2)];
        let whole = read_in_pieces(&options, sources, || usize::MAX);
        for longest in [1, 2, 5, 20] {
            let cut = read_in_pieces(&options, sources, || 1 + generator.below(longest));
            assert_eq!(cut, whole, "{texts:?}");
        }
    }
}
