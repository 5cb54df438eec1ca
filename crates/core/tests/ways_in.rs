//! A column profile is a function of its values alone: whether they come one at a time or all at once, as doubles,
//! integers, texts or codes, with gaps or without, and whatever instructions the machine has.

#[path = "../src/support.rs"]
mod support;

use support::doubles;
use tidemark_core::codec::Writer;
use tidemark_core::column::{Column, DictionaryColumn, Utf8Column, Validity};
use tidemark_core::dispatch::{LEVELS, limit_level};
use tidemark_core::profile::{ColumnProfile, Scratch};
use tidemark_core::state::State;

const RESOLUTIONS: [u16; 2] = [64, 2048];

fn bytes(profile: &ColumnProfile) -> Vec<u8> {
    let mut writer = Writer::new();
    profile.write(&mut writer);
    writer.into_bytes()
}

/// The bytes after columns were taken in one after the other.
fn taken_in<'a>(resolution: u16, columns: impl IntoIterator<Item = Column<'a>>) -> Vec<u8> {
    let mut profile = ColumnProfile::new(resolution).unwrap();
    let mut scratch = Scratch::default();
    columns.into_iter().for_each(|column| profile.update(&column, &mut scratch));
    bytes(&profile)
}

fn of_doubles(values: &[f64]) -> Column<'_> {
    Column::F64(values, Validity::ALL)
}

/// Shapes of data, a few of them followed by another shape, so that what was found of the first does not fit.
fn shapes() -> Vec<(String, Vec<f64>)> {
    let shapes = doubles(20_000);
    let of = |name: &str| shapes.iter().find(|(other, _)| *other == name).unwrap().1.clone();
    let mut all: Vec<_> = shapes.iter().map(|(name, values)| ((*name).to_owned(), values.clone())).collect();
    for (first, second) in [
        ("small integers", "prices"),
        ("small integers", "integers past 2^53"),
        ("far from zero", "mixed signs"),
        ("constant", "wide"),
        ("zeros of both signs", "negative"),
        ("positive", "subnormal"),
    ] {
        all.push((format!("{first}, then {second}"), [of(first), of(second)].concat()));
    }
    all
}

#[test]
fn doubles_give_the_same_record_in_any_pieces_at_any_level() {
    for (name, values) in shapes() {
        for resolution in RESOLUTIONS {
            limit_level(LEVELS[0]);
            let one_by_one = taken_in(resolution, values.chunks(1).map(of_doubles));
            for level in LEVELS {
                limit_level(level);
                for length in [17, 4_095, 9_000, values.len().max(1)] {
                    let found = taken_in(resolution, values.chunks(length).map(of_doubles));
                    assert!(found == one_by_one, "{name} in pieces of {length}, {level:?}, resolution {resolution}");
                }
            }
        }
    }
}

#[test]
fn gaps_count_as_missing_and_change_nothing_else() {
    for (name, values) in shapes() {
        let is_present = |row: usize| !row.is_multiple_of(3);
        let mut bits = vec![0u8; values.len().div_ceil(8)];
        (0..values.len()).filter(|&row| is_present(row)).for_each(|row| bits[row / 8] |= 1 << (row % 8));
        let none = [0];
        let apart = values.iter().enumerate().map(|(row, value)| {
            let validity = if is_present(row) { Validity::ALL } else { Validity::from_bits(&none) };
            Column::F64(std::slice::from_ref(value), validity)
        });
        let with_gaps = [Column::F64(&values, Validity::from_bits(&bits))];
        assert!(taken_in(2048, with_gaps) == taken_in(2048, apart), "{name}");
    }
}

#[test]
fn integers_and_codes_give_the_record_of_their_texts() {
    for (name, values) in shapes() {
        let whole = values.iter().filter(|value| value.is_finite() && value.trunc() == **value && value.abs() < 9.2e18);
        let whole: Vec<i64> = whole.map(|&value| value as i64 | 1).collect();
        let texts: Vec<String> = whole.iter().map(i64::to_string).collect();
        let mut offsets = vec![0u32];
        texts.iter().for_each(|text| offsets.push(offsets[offsets.len() - 1] + text.len() as u32));
        let data = texts.concat();
        let column = Utf8Column::new(&offsets, &data, Validity::ALL).unwrap();
        let from_texts = taken_in(2048, [Column::Utf8(column)]);
        assert!(taken_in(2048, [Column::I64(&whole, Validity::ALL)]) == from_texts, "{name}, integers");
        if let Some(unsigned) = whole.iter().map(|&value| u64::try_from(value).ok()).collect::<Option<Vec<_>>>() {
            assert!(taken_in(2048, [Column::U64(&unsigned, Validity::ALL)]) == from_texts, "{name}, without a sign");
        }
        let codes: Vec<u32> = (0..whole.len() as u32).collect();
        let dictionary = DictionaryColumn::new(&codes, column, Validity::ALL).unwrap();
        assert!(taken_in(2048, [Column::Dictionary(dictionary)]) == from_texts, "{name}, codes");
        // A dictionary that is larger than the column.
        let halves = codes.chunks(codes.len().max(2) / 2);
        let halves = halves.map(|codes| DictionaryColumn::new(codes, column, Validity::ALL).unwrap());
        assert!(taken_in(2048, halves.map(Column::Dictionary)) == from_texts || whole.is_empty(), "{name}, halves");
    }
}

#[test]
fn words_by_code_give_the_record_of_the_words() {
    let words = ["", "tide", "true", "NaN", "9007199254740993", "1.50", "-0", "é"];
    let data = words.concat();
    let mut offsets = vec![0u32];
    words.iter().for_each(|word| offsets.push(offsets[offsets.len() - 1] + word.len() as u32));
    let values = Utf8Column::new(&offsets, &data, Validity::ALL).unwrap();
    let codes: Vec<u32> = (0..5_000).map(|row| row * row % 8).collect();
    let at_once = [Column::Dictionary(DictionaryColumn::new(&codes, values, Validity::ALL).unwrap())];
    let one_by_one =
        codes.chunks(1).map(|codes| Column::Dictionary(DictionaryColumn::new(codes, values, Validity::ALL).unwrap()));
    assert!(taken_in(64, at_once) == taken_in(64, one_by_one));
}
