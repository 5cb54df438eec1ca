//! Laws over generated text: what is written reads back, and no cutting of the bytes shows in what is read.

use tidemark_ingest::csv::{CsvOptions, Pairing};

use crate::reading::{read_in_pieces, rows};
use crate::reference::read_plainly;

/// Numbers that look random and are the same each time (`SplitMix64`).
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ bits >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// Up to four pieces, each of which means something to a parser or to UTF-8.
    fn text(&mut self) -> String {
        let pieces = ["a", "1.5", "é", "日本", "🜁", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "\0"];
        (0..self.below(5)).map(|_| self.pick(&pieces)).collect()
    }

    /// Bytes that may or may not be delimited text.
    fn soup(&mut self) -> Vec<u8> {
        let pieces: [&[u8]; 18] = [
            b"a",
            b"12",
            b"\xC3\xA9",
            b"\xE6\x97\xA5",
            b"\xFF",
            b"\xC3",
            b"\x80",
            b"\"",
            b"\"\"",
            b"\",\"",
            b",",
            b",",
            b"\n",
            b"\n",
            b"\r\n",
            b"\r",
            b"\n\n",
            b"\0",
        ];
        (0..self.below(60)).flat_map(|_| self.pick(&pieces)).copied().collect()
    }
}

/// A field, in quotes where it must be and at times where it need not be.
fn written(text: &str, generator: &mut Generator) -> String {
    if text.contains(['"', ',', '\n', '\r']) || generator.below(4) == 0 {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[test]
fn what_is_written_reads_back_however_it_is_cut() {
    let options = CsvOptions { delimiter: Some(b','), batch_rows: 3, ..CsvOptions::default() };
    let mut generator = Generator(1);
    for _ in 0..400 {
        let table: Vec<_> = (0..generator.below(8)).map(|_| [(); 3].map(|()| generator.text())).collect();
        let end = generator.pick(&["\n", "\r\n", "\r"]);
        let mut text = format!("x,y,z{end}");
        for row in &table {
            text += &row.each_ref().map(|field| written(field, &mut generator)).join(",");
            text += &end.repeat(1 + generator.below(2));
        }
        let expected: Vec<_> = table.iter().flat_map(|row| rows([row.each_ref().map(String::as_str)])).collect();
        for longest in [1, 2, 7, usize::MAX] {
            let piece = || 1 + generator.below(longest);
            let reading = read_in_pieces(&options, &[("a.csv", text.as_bytes())], piece).unwrap();
            assert_eq!(reading.rows, expected, "{text:?}");
            assert_eq!(reading.report.quarantined, 0, "{text:?}");
        }
    }
}

#[test]
fn a_plain_parser_finds_the_same_in_any_bytes() {
    let options = CsvOptions { header: false, delimiter: Some(b','), ..CsvOptions::default() };
    let mut generator = Generator(4);
    for _ in 0..20_000 {
        let soup = generator.soup();
        let plain = read_plainly(&String::from_utf8_lossy(&soup));
        if let Ok(reading) = read_in_pieces(&options, &[("a.csv", &soup)], || usize::MAX) {
            assert_eq!(reading.rows, plain.rows, "{soup:?}");
            assert_eq!(reading.report.blank_lines, plain.blank_lines, "{soup:?}");
            assert_eq!(reading.report.quarantined, plain.set_aside.len() as u64, "{soup:?}");
            for place in reading.report.complaints.iter().flat_map(|complaint| &complaint.first) {
                assert!(plain.set_aside.contains(&place.line), "{soup:?}");
            }
        } else {
            assert!(plain.rows.is_empty(), "{soup:?}");
        }
    }
}

#[test]
fn no_cutting_shows_in_what_is_read() {
    let mut generator = Generator(2);
    for round in 0..3000 {
        let options = CsvOptions {
            header: round % 2 == 0,
            missing: vec!["a".to_owned()],
            pairing: if round % 3 == 0 { Pairing::Name } else { Pairing::Position },
            batch_rows: 1 + generator.below(3),
            ..CsvOptions::default()
        };
        let texts = [generator.soup(), generator.soup()];
        let sources = [("a.csv", &texts[0][..]), ("b.csv", &texts[1][..])];
        let sources = &sources[..=generator.below(2)];
        let whole = read_in_pieces(&options, sources, || usize::MAX);
        for longest in [1, 2, 5, 20] {
            let cut = read_in_pieces(&options, sources, || 1 + generator.below(longest));
            assert_eq!(cut, whole, "{texts:?}");
        }
    }
}

#[test]
fn records_found_many_at_a_time_are_those_found_one_by_one() {
    let mut generator = Generator(5);
    for round in 0..120 {
        let width = 1 + generator.below(4);
        let end = generator.pick(&["\n", "\r\n", "\r"]);
        let oddity = 1 + generator.below(200);
        let mut text = Vec::new();
        for _ in 0..generator.below(600) {
            for column in 0..width {
                text.extend_from_slice(if column > 0 { b"," } else { b"" });
                text.extend_from_slice(
                    generator.pick(&["", "1", "-2.5", "none", "é日本", "some longer text of a field"]).as_bytes(),
                );
                if generator.below(oddity * width) == 0 {
                    let odd: [&[u8]; 9] =
                        [b"\"", b"\"a,b\"", b"\xFF", b"\xC3", b"\r", b"\n", b"\r\n", b",", b",\"x\"\n"];
                    text.extend_from_slice(generator.pick(&odd));
                }
            }
            text.extend_from_slice(if generator.below(oddity * 4) == 0 { b"\r\n" } else { end.as_bytes() });
        }
        let options = CsvOptions {
            header: false,
            delimiter: Some(b','),
            missing: if round % 2 == 0 { vec!["none".to_owned()] } else { Vec::new() },
            batch_rows: 1 + generator.below(500),
            ..CsvOptions::default()
        };
        // A single byte is never a whole record with its end: all of them go to the scanner.
        let one_by_one = read_in_pieces(&options, &[("a.csv", &text)], || 1);
        assert_eq!(read_in_pieces(&options, &[("a.csv", &text)], || usize::MAX), one_by_one);
        assert_eq!(read_in_pieces(&options, &[("a.csv", &text)], || 1 + generator.below(3000)), one_by_one);
    }
}

#[test]
fn no_cutting_shows_around_the_limits() {
    let mut generator = Generator(3);
    let filler = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    let mebibyte = 1 << 20;
    let text = [
        "x,y\n".to_owned(),
        filler("1,\"2\"\r\n", 70_000),
        "\"open,1\r\n".to_owned(),
        filler("a\"b,\"c\r\n", mebibyte + 100),
        filler("3,4\r", mebibyte),
        "5,".to_owned() + &filler("long", 2 * mebibyte) + "\r\n",
        "\"".to_owned() + &filler("é\n", mebibyte - 2) + "\",6\n",
        filler("7,8\n", 70_000),
        "ragged\n".to_owned(),
        "\"9,\n10,11".to_owned(),
    ]
    .concat();
    let sources = [("a.csv", text.as_bytes())];
    let options = CsvOptions::default();
    let whole = read_in_pieces(&options, &sources, || usize::MAX).unwrap();
    assert_eq!(whole.report.complaints.len(), 3, "{:?}", whole.report);
    for longest in [1, 1000, 100_000, 1_500_000] {
        let cut = read_in_pieces(&options, &sources, || 1 + generator.below(longest)).unwrap();
        assert!(cut == whole, "{:?}", cut.report);
    }
}
