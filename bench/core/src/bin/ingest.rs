//! The way from bytes to a profile, by its stages: splitting, the columns' views, reading numbers, profiling; and what one
//! spelling of a value costs. `ingest WORD ROWS ROUNDS` runs the inputs whose name has the word.

use std::fmt::Write;
use std::hint::black_box;
use tidemark_bench::{Case, Random, compare};
use tidemark_core::column::{Column, Utf8Column, Validity};
use tidemark_core::error::Result;
use tidemark_core::profile::{DataSetProfile, ProfileOptions, Scratch};
use tidemark_ingest::csv::{CsvOptions, CsvReader};
use tidemark_ingest::{Batch, BatchSink, RecordOptions, RecordReader};

/// How the library cuts a file.
const PIECE_BYTES: usize = 1 << 20;

/// Some input, and who reads it.
struct Input {
    name: &'static str,
    text: String,
    cells: usize,
    read: fn(&str, &mut BatchSink<'_>) -> Result<()>,
}

fn read_csv(text: &str, sink: &mut BatchSink<'_>) -> Result<()> {
    let mut reader = CsvReader::new(CsvOptions::default())?;
    text.as_bytes().chunks(PIECE_BYTES).try_for_each(|piece| reader.push(piece, sink))?;
    reader.finish(sink).map(|_| ())
}

fn read_lines(text: &str, sink: &mut BatchSink<'_>) -> Result<()> {
    let mut reader = RecordReader::new(RecordOptions::default());
    text.as_bytes().chunks(PIECE_BYTES).try_for_each(|piece| reader.push(piece, sink))?;
    reader.finish(sink).map(|_| ())
}

/// Counts, prices, rates, codes, now and then nothing: the cells of `bench/datasets.mjs`.
fn number(column: usize, random: &mut Random) -> String {
    let mut below = |limit: u64| random.next() % limit;
    match column % 5 {
        0 => below(1000).to_string(),
        1 => format!("{}.{:02}", below(100_000), below(100)),
        2 => format!("{}0.{:06}", if below(4) == 0 { "-" } else { "" }, below(1_000_000)),
        3 if below(50) == 0 => String::new(),
        3 => below(100_000_000).to_string(),
        _ => below(2).to_string(),
    }
}

fn measurement(_: usize, random: &mut Random) -> String {
    random.uniform().to_string()
}

fn word(column: usize, random: &mut Random) -> String {
    match column % 4 {
        0 => ["red", "green", "blue", "grey"][(random.next() % 4) as usize].to_owned(),
        1 => ["true", "false"][(random.next() % 2) as usize].to_owned(),
        2 => format!("city {}", random.next() % 1000),
        _ => format!("user-{:08x}", random.next() as u32),
    }
}

fn quoted_word(column: usize, random: &mut Random) -> String {
    let word = word(column, random);
    if column % 4 == 2 { format!("\"{word}, north\"") } else { word }
}

type Cell = fn(usize, &mut Random) -> String;

fn csv(rows: usize, columns: usize, cell: Cell) -> String {
    let mut random = Random::new(7);
    let mut text: String = (0..columns).map(|column| format!(",c{column}")).collect();
    text.remove(0);
    for _ in 0..rows {
        for column in 0..columns {
            text.push(if column == 0 { '\n' } else { ',' });
            text += &cell(column, &mut random);
        }
    }
    text + "\n"
}

fn lines(rows: usize, columns: usize, cell: Cell, quote: &str) -> String {
    let mut random = Random::new(7);
    let mut text = String::new();
    for _ in 0..rows {
        for column in 0..columns {
            let cell = cell(column, &mut random);
            let quote = if cell.is_empty() { "\"" } else { quote };
            let before = if column == 0 { '{' } else { ',' };
            write!(text, "{before}\"c{column}\":{quote}{cell}{quote}").expect("text takes text");
        }
        text += "}\n";
    }
    text
}

fn inputs(rows: usize) -> Vec<Input> {
    let csv =
        |name, columns, cell| Input { name, text: csv(rows, columns, cell), cells: rows * columns, read: read_csv };
    let lines = |name, columns, cell, quote| Input {
        name,
        text: lines(rows, columns, cell, quote),
        cells: rows * columns,
        read: read_lines,
    };
    vec![
        csv("csv, 20 columns of numbers", 20, number),
        csv("csv, 8 columns of measurements", 8, measurement),
        csv("csv, 8 columns of words", 8, word),
        csv("csv, 8 columns of words, some quoted", 8, quoted_word),
        lines("lines, 20 numbers", 20, number, ""),
        lines("lines, 4 numbers", 4, number, ""),
        lines("lines, 8 measurements", 8, measurement, ""),
        lines("lines, 8 words", 8, word, "\""),
    ]
}

/// Everything that is asked of a batch, up to the readings of its values.
fn read_values(batch: &Batch) -> Result<()> {
    let mut sum = 0.0;
    for index in 0..batch.names().len() {
        let texts = batch.column(index)?;
        let column = Column::Utf8(texts);
        for row in 0..batch.rows() {
            if column.is_present(row) {
                sum += texts.reading(row).number;
            }
        }
    }
    black_box(sum);
    Ok(())
}

fn profile(input: &Input) -> Result<DataSetProfile> {
    let mut profile = DataSetProfile::new(ProfileOptions::default())?;
    let mut scratch = Scratch::default();
    (input.read)(&input.text, &mut |batch| {
        let columns: Vec<_> = (0..batch.names().len()).map(|index| batch.column(index)).collect::<Result<_>>()?;
        let named = batch.names().iter().zip(columns).zip(0..);
        profile.update(
            batch.rows(),
            named.map(|((name, texts), at)| (name.as_str(), at, Column::Utf8(texts))),
            &mut scratch,
        )
    })?;
    Ok(profile)
}

fn stages(input: &Input) -> Vec<Case<'_>> {
    let case = |name: &str, sink: fn(&Batch) -> Result<()>| {
        Case::new(name, input.cells, move || (input.read)(&input.text, &mut |batch| sink(batch)).expect("it is read"))
    };
    vec![
        case("split", |batch| {
            black_box(batch.rows());
            Ok(())
        }),
        case("split, view", |batch| {
            for index in 0..batch.names().len() {
                black_box(batch.column(index)?);
            }
            Ok(())
        }),
        case("split, view, read", read_values),
        Case::new("bytes to profile", input.cells, || {
            black_box(profile(input).expect("it is read"));
        }),
    ]
}

/// Texts of a kind, one after another, and where they end.
fn spellings(count: usize) -> Vec<(&'static str, String, Vec<u32>)> {
    let mut random = Random::new(3);
    let mut texts = |text: &dyn Fn(&mut Random) -> String| (0..count).map(|_| text(&mut random)).collect();
    let kinds: Vec<(_, Vec<String>)> = vec![
        ("one digit", texts(&|random| (random.next() % 10).to_string())),
        ("integers to 1,000", texts(&|random| (random.next() % 1000).to_string())),
        ("-123.456", texts(&|random| format!("{:.3}", random.uniform() * 2000.0 - 1000.0))),
        ("0.123456", texts(&|random| format!("{:.6}", random.uniform()))),
        ("all digits of a double", texts(&|random| random.uniform().to_string())),
        ("exponents", texts(&|random| format!("{:e}", random.normal().exp()))),
        ("integers past 2^53", texts(&|random| (random.next() >> 1).to_string())),
        ("booleans", texts(&|random| word(1, random))),
        ("words", texts(&|random| word(2, random))),
        ("dates", texts(&|random| format!("2026-11-{:02}", random.next() % 30 + 1))),
    ];
    let ends = |texts: &[String]| {
        let end = |end: &mut u32, text: &String| {
            *end += text.len() as u32;
            Some(*end)
        };
        std::iter::once(0).chain(texts.iter().scan(0, end)).collect()
    };
    kinds.into_iter().map(|(name, texts)| (name, texts.concat(), ends(&texts))).collect()
}

fn read_spellings(texts: &str, ends: &[u32]) -> f64 {
    let column = Utf8Column::new(ends, texts, Validity::ALL).expect("texts in order");
    (0..column.rows()).map(|row| column.reading(row).number).sum()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let word = arguments.next().unwrap_or_default();
    let mut number = |other| arguments.next().map_or(other, |text| text.parse().expect("a number"));
    let (rows, rounds): (usize, usize) = (number(100_000), number(5));
    let column: Vec<f64> = (0..10_000_000).map(f64::from).collect();
    for input in inputs(rows).iter().filter(|input| input.name.contains(&word)) {
        let bytes = input.text.len() as f64 / input.cells as f64;
        compare(&format!("{}, {bytes:.1} bytes a value", input.name), &column, rounds, stages(input));
    }
    let spellings = spellings(200_000);
    let cases = spellings.iter().map(|(name, texts, ends)| {
        Case::new(*name, ends.len() - 1, || {
            black_box(read_spellings(texts, ends));
        })
    });
    if "spellings".contains(&word) {
        compare("spellings", &column, rounds, cases.collect());
    }
}
