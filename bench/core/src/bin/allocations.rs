//! How often memory is asked for, and how many bytes of it, on the ways from data to a profile and on. Counts are the same on
//! every machine, so a change of them shows in `test/snapshots/allocations.txt`.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::Write;
use std::hint::black_box;
use tidemark_bench::Random;
use tidemark_core::column::{BoolColumn, Column, DictionaryColumn, Utf8Column, Validity};
use tidemark_core::error::Result;
use tidemark_core::profile::{DataSetProfile, ProfileOptions, Scratch};
use tidemark_core::state::State;
use tidemark_ingest::csv::{CsvOptions, CsvReader};
use tidemark_ingest::{Batch, RecordOptions, RecordReader};

const ROWS: usize = 10_000;

thread_local! {
    /// How often this thread asked, and for how many bytes.
    static ASKED: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

struct Counting;

fn count(bytes: usize) {
    ASKED.set((ASKED.get().0 + 1, ASKED.get().1 + bytes as u64));
}

// SAFETY: everything is passed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.saturating_sub(layout.size()));
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn measure<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let before = ASKED.get();
    let made = black_box(run());
    let after = ASKED.get();
    println!("{what:<44} {:>8} times {:>12} bytes", after.0 - before.0, after.1 - before.1);
    made
}

fn new_profile() -> DataSetProfile {
    DataSetProfile::new(ProfileOptions::default()).expect("the default")
}

fn profile(column: Column<'_>) -> DataSetProfile {
    let mut profile = new_profile();
    profile.update(ROWS, [("x", 0, column)], &mut Scratch::default()).expect("one column");
    profile
}

/// Texts one after another, and where they end.
fn lay_out(texts: impl Iterator<Item = String>) -> (String, Vec<u32>) {
    let mut all = String::new();
    let mut ends = vec![0];
    for text in texts {
        all += &text;
        ends.push(all.len() as u32);
    }
    (all, ends)
}

fn measure_texts(what: &str, text: impl FnMut(usize) -> String) {
    let (texts, ends) = lay_out((0..ROWS).map(text));
    let column = Utf8Column::new(&ends, &texts, Validity::ALL).expect("texts in order");
    measure(what, || profile(Column::Utf8(column)));
}

fn take_in(profile: &mut DataSetProfile, scratch: &mut Scratch, batch: &Batch) -> Result<()> {
    let columns: Vec<_> = (0..batch.names().len()).map(|index| batch.column(index)).collect::<Result<_>>()?;
    let named = batch.names().iter().zip(columns).zip(0..);
    profile.update(
        batch.rows(),
        named.map(|((name, texts), position)| (name.as_str(), position, Column::Utf8(texts))),
        scratch,
    )
}

fn read_csv(text: &str) -> Result<DataSetProfile> {
    let (mut profile, mut scratch) = (new_profile(), Scratch::default());
    let mut reader = CsvReader::new(CsvOptions::default())?;
    for piece in text.as_bytes().chunks(1 << 16) {
        reader.push(piece, &mut |batch| take_in(&mut profile, &mut scratch, batch))?;
    }
    reader.finish(&mut |batch| take_in(&mut profile, &mut scratch, batch))?;
    Ok(profile)
}

fn read_lines(text: &str) -> Result<DataSetProfile> {
    let (mut profile, mut scratch) = (new_profile(), Scratch::default());
    let mut reader = RecordReader::new(RecordOptions::default());
    for piece in text.as_bytes().chunks(1 << 16) {
        reader.push(piece, &mut |batch| take_in(&mut profile, &mut scratch, batch))?;
    }
    reader.finish(&mut |batch| take_in(&mut profile, &mut scratch, batch))?;
    Ok(profile)
}

fn main() {
    println!("{ROWS} rows");
    let mut random = Random::new(7);
    let doubles: Vec<f64> = (0..ROWS).map(|_| random.normal()).collect();
    let integers: Vec<i64> = (0..ROWS).map(|_| (random.next() % 1000) as i64).collect();
    let bits: Vec<u8> = (0..ROWS.div_ceil(8)).map(|_| random.next() as u8).collect();
    let codes: Vec<u32> = (0..ROWS).map(|_| (random.next() % 100) as u32).collect();
    let (names, ends) = lay_out((0..100).map(|index| format!("city {index}")));

    let one = measure("doubles", || profile(Column::F64(&doubles, Validity::ALL)));
    measure("integers", || profile(Column::I64(&integers, Validity::ALL)));
    let flags = BoolColumn::new(&bits, ROWS, Validity::ALL).expect("a bit a row");
    measure("booleans", || profile(Column::Bool(flags)));
    measure_texts("texts, 100 of them", |row| format!("city {}", row % 100));
    measure_texts("texts, all different", |row| format!("user-{row}"));
    measure_texts("texts that read as numbers", |row| format!("{}.{}", row % 700, row % 10));
    let values = Utf8Column::new(&ends, &names, Validity::ALL).expect("texts in order");
    let dictionary = DictionaryColumn::new(&codes, values, Validity::ALL).expect("codes of texts");
    measure("codes of 100 texts", || profile(Column::Dictionary(dictionary)));

    let mut csv = "a,b,c,d\n".to_owned();
    let mut lines = String::new();
    for row in 0..ROWS {
        let (a, b, c) = (row % 1000, row * 7 % 901, row % 50);
        writeln!(csv, "{a},{b}.5,city {c},{row}").expect("text takes text");
        writeln!(lines, "{{\"a\":{a},\"b\":{b}.5,\"c\":\"city {c}\",\"d\":{row}}}").expect("text takes text");
    }
    let mut left = measure("CSV of 4 columns", || read_csv(&csv)).expect("it is read");
    let right = measure("JSON Lines of 4 columns", || read_lines(&lines)).expect("it is read");
    measure("merging two profiles of 4 columns", || left.merge(&right)).expect("made with the same options");
    let bytes = measure("bytes of a profile of 4 columns", || left.to_bytes());
    measure("a profile of 4 columns from bytes", || DataSetProfile::from_bytes(&bytes)).expect("its own bytes");
    measure("bytes of a profile of doubles", || one.to_bytes());
}
