//! What threads owe: over generated data of every kind, any number of them keeps the same bytes. In tests they start
//! with the second batch, and for a few values.

use crate::columns::PlacedColumn;
use crate::options::SessionOptions;
use crate::pipeline::Pipeline;
use crate::session::FinishedProfile;
use crate::support::{Rng, doubles};
use std::fmt::Write;
use tidemark_core::column::{BoolColumn, Column, DictionaryColumn, Utf8Column, Validity};
use tidemark_ingest::csv::{CsvOptions, CsvReader};
use tidemark_ingest::{JsonLayout, Reader, RecordOptions, RecordReader};

const DATA_SETS: u64 = 200;
const THREADS: std::ops::RangeInclusive<usize> = 1..=8;

fn pipeline(threads: usize, is_fixed: bool, sagemaker: bool) -> Pipeline {
    let options = SessionOptions { threads: Some(threads), sagemaker, ..SessionOptions::default() };
    Pipeline::new(&options, is_fixed).unwrap()
}

fn read(mut reader: Reader, sources: &[String], threads: usize, sagemaker: bool) -> FinishedProfile {
    let mut pipeline = pipeline(threads, reader.has_fixed_columns(), sagemaker);
    for source in sources {
        reader.next_source("source", &mut |batch| pipeline.take_in(batch)).unwrap();
        pipeline.end_part().unwrap();
        reader.push(source.as_bytes(), &mut |batch| pipeline.take_in(batch)).unwrap();
    }
    reader.finish(&mut |batch| pipeline.take_in(batch)).unwrap();
    pipeline.finish(Some(&reader)).unwrap()
}

fn cell(rng: &mut Rng) -> String {
    match rng.next() % 8 {
        0 => String::new(),
        1 => (rng.next() % 50).to_string(),
        2 => rng.normal().to_string(),
        3 => format!("{:e}", f64::from_bits(rng.next() % (0x7ff0u64 << 48))),
        4 => ["NaN", "-inf", "true", "false"][rng.next() as usize % 4].to_owned(),
        5 => rng.next().to_string(),
        _ => format!("wörd{}", rng.next() % 40),
    }
}

fn csv(rng: &mut Rng, columns: u64, rows: u64) -> String {
    let mut text = (0..columns).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    for _ in 0..rows {
        let cells: Vec<_> = (0..columns).map(|_| cell(rng)).collect();
        write!(text, "\n{}", cells.join(",")).unwrap();
    }
    text
}

#[test]
fn any_number_of_threads_keeps_the_same_of_delimited_text() {
    for seed in 0..DATA_SETS {
        let mut rng = Rng::new(seed);
        let (columns, batch_rows) = (1 + rng.next() % 9, 1 + rng.next() as usize % 40);
        let sources: Vec<_> = (0..=seed % 3)
            .map(|_| {
                let rows = rng.next() % 120;
                csv(&mut rng, columns, rows)
            })
            .collect();
        let sagemaker = seed % 2 == 0;
        let profile = |threads| {
            let options = CsvOptions { batch_rows, delimiter: Some(b','), ..CsvOptions::default() };
            let profile = read(Reader::Csv(Box::new(CsvReader::new(options).unwrap())), &sources, threads, sagemaker);
            let statistics = |column| tidemark_json::to_json(&profile.sagemaker_statistics(column).unwrap());
            let own = sagemaker.then(|| profile.data.columns().into_iter().map(statistics).collect::<Vec<_>>());
            (profile.data.to_bytes(), own)
        };
        let alone = profile(1);
        for threads in THREADS {
            assert!(profile(threads) == alone, "data set {seed}, {threads} threads");
        }
    }
}

#[test]
fn any_number_of_threads_keeps_the_same_of_records_whose_columns_come_late() {
    for seed in 0..DATA_SETS / 4 {
        let mut rng = Rng::new(seed);
        let mut text = String::new();
        for row in 0..rng.next() % 300 {
            let fields: Vec<_> = (0..=rng.next() % 4)
                .map(|place| (place * 7 + rng.next() % (2 + row / 20), serde_json::to_string(&cell(&mut rng)).unwrap()))
                .collect();
            let mut names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            names.dedup();
            if names.len() == fields.len() {
                let fields: Vec<_> = fields.iter().map(|(name, value)| format!("\"k{name}\":{value}")).collect();
                writeln!(text, "{{{}}}", fields.join(",")).unwrap();
            }
        }
        text.push_str("{\"k0\":1}\n");
        let batch_rows = 1 + rng.next() as usize % 20;
        let bytes = |threads| {
            let options = RecordOptions { layout: JsonLayout::Lines, batch_rows, ..RecordOptions::default() };
            let reader = Reader::Records(Box::new(RecordReader::new(options)));
            read(reader, std::slice::from_ref(&text), threads, false).data.to_bytes()
        };
        let alone = bytes(1);
        for threads in THREADS {
            assert!(bytes(threads) == alone, "data set {seed}, {threads} threads");
        }
    }
}

#[test]
fn any_number_of_threads_keeps_the_same_of_columns_cut_at_odd_places() {
    let texts = "aébcNaN1.5trueé-7";
    let borders: Vec<u32> = texts.char_indices().map(|(place, _)| place as u32).collect();
    for seed in 0..DATA_SETS {
        let mut rng = Rng::new(seed);
        let rows = 16 + rng.next() as usize % 400;
        let shapes = doubles(rows);
        let numbers = &shapes[2 + seed as usize % (shapes.len() - 2)].1;
        let integers: Vec<i64> = (0..rows).map(|_| rng.next() as i64 >> (rng.next() % 60)).collect();
        let unsigned: Vec<u64> = (0..rows).map(|_| rng.next() >> (rng.next() % 60)).collect();
        let bits: Vec<u8> = (0..rows.div_ceil(8)).map(|_| rng.next() as u8).collect();
        let flags: Vec<u8> = (0..rows.div_ceil(8)).map(|_| rng.next() as u8).collect();
        let mut offsets: Vec<u32> = (0..=rows).map(|_| borders[rng.next() as usize % borders.len()]).collect();
        offsets.sort_unstable();
        let codes: Vec<u32> = (0..rows).map(|_| (rng.next() as usize % (borders.len() - 1)) as u32).collect();
        let validity = Validity::from_bits(&bits);
        let words = Utf8Column::new(&borders, texts, Validity::ALL).unwrap();
        let columns = [
            ("numbers", Column::F64(numbers, validity)),
            ("integers", Column::I64(&integers, Validity::ALL)),
            ("unsigned", Column::U64(&unsigned, validity)),
            ("flags", Column::Bool(BoolColumn::new(&flags, rows, validity).unwrap())),
            ("texts", Column::Utf8(Utf8Column::new(&offsets, texts, validity).unwrap())),
            ("codes", Column::Dictionary(DictionaryColumn::new(&codes, words, validity).unwrap())),
        ];
        let columns: Vec<_> =
            columns.map(|(name, column)| PlacedColumn { name, position: None, column })[..=seed as usize % 6].into();
        let cut = 8 * (1 + rng.next() as usize % 8);
        let bytes = |threads, is_open| {
            let mut pipeline = pipeline(threads, false, false);
            if is_open {
                pipeline.open_rows(rows).unwrap();
            }
            for start in (0..rows).step_by(cut) {
                let end = rows.min(start + cut);
                let part: Vec<_> = columns
                    .iter()
                    .map(|column| PlacedColumn { column: column.column.slice(start..end), ..*column })
                    .collect();
                pipeline.take_in_columns(&part).unwrap();
            }
            if is_open {
                pipeline.close_rows().unwrap();
                pipeline.open_rows(rows).unwrap();
                columns.chunks(1).for_each(|column| pipeline.take_in_columns(column).unwrap());
                pipeline.close_rows().unwrap();
            } else {
                pipeline.take_in_columns(&columns).unwrap();
            }
            pipeline.finish(None).unwrap().data.to_bytes()
        };
        let alone = bytes(1, false);
        assert!(bytes(1, true) == alone, "data set {seed}, column by column");
        for threads in THREADS {
            assert!(bytes(threads, false) == alone, "data set {seed}, {threads} threads");
            assert!(bytes(threads, true) == alone, "data set {seed}, {threads} threads, column by column");
        }
    }
}
