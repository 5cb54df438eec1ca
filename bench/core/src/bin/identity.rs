//! Whether the bytes of a profile depend on anything but the values: levels of instructions, pieces, orders of merging, how many
//! share the work. `identity LENGTH` prints JSON, a line for each of these.

use std::thread;
use tidemark_bench::{Random, columns, levels};
use tidemark_core::column::{Column, Utf8Column, Validity};
use tidemark_core::dispatch::limit_level;
use tidemark_core::profile::{DataSetProfile, ProfileOptions, Scratch};
use tidemark_core::state::State;

/// A data set: columns of numbers, and one of texts.
struct Data {
    numbers: Vec<(&'static str, Vec<f64>)>,
    texts: Vec<String>,
}

fn data(length: usize) -> Data {
    let mut random = Random::new(3);
    let mut numbers = columns(length);
    let gaps = |(index, value): (usize, &f64)| if index % 97 == 5 { f64::NAN } else { *value };
    let with_gaps = numbers[0].1.iter().enumerate().map(gaps).collect();
    numbers.push(("1 % NaN", with_gaps));
    numbers.push(("ascending", (0..length).map(|row| row as f64).collect()));
    let texts = (0..length).map(|_| match random.next() % 4 {
        0 => format!("{}", random.next() % 1000),
        1 => format!("city {}", random.next() % 50),
        2 => format!("user-{:x}", random.next()),
        _ => "true".to_owned(),
    });
    Data { numbers, texts: texts.collect() }
}

impl Data {
    fn rows(&self) -> usize {
        self.texts.len()
    }

    /// The profile of some of the rows, taken in by the piece.
    fn profile(&self, rows: std::ops::Range<usize>, piece: usize) -> DataSetProfile {
        let mut profile = DataSetProfile::new(ProfileOptions::default()).expect("the default");
        let mut scratch = Scratch::default();
        let end = rows.end;
        for start in rows.step_by(piece) {
            let rows = start..end.min(start + piece);
            let text = self.texts[rows.clone()].concat();
            let mut at = 0;
            let ends = self.texts[rows.clone()].iter().map(|text| {
                at += text.len() as u32;
                at
            });
            let offsets: Vec<u32> = std::iter::once(0).chain(ends).collect();
            let texts = Utf8Column::new(&offsets, &text, Validity::ALL).expect("texts in order");
            let numbers = self.numbers.iter().map(|(name, values)| (*name, &values[rows.clone()]));
            let columns = numbers.map(|(name, values)| (name, Column::F64(values, Validity::ALL)));
            let columns = columns.chain([("texts", Column::Utf8(texts))]).zip(0..);
            let placed = columns.map(|((name, column), position)| (name, position, column));
            profile.update(rows.len(), placed, &mut scratch).expect("columns of one length");
        }
        profile
    }

    /// The profiles of so many slices of the rows, each made on a thread of its own.
    fn slices(&self, count: usize) -> Vec<DataSetProfile> {
        let at = |slice: usize| self.rows() * slice / count;
        thread::scope(|scope| {
            let threads: Vec<_> =
                (0..count).map(|slice| scope.spawn(move || self.profile(at(slice)..at(slice + 1), 4096))).collect();
            threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
        })
    }
}

fn merge(profiles: impl IntoIterator<Item = DataSetProfile>) -> DataSetProfile {
    let merged = profiles.into_iter().reduce(|mut merged, profile| {
        merged.merge(&profile).expect("made with the same options");
        merged
    });
    merged.expect("at least one")
}

/// Neighbours first.
fn merge_as_a_tree(mut profiles: Vec<DataSetProfile>) -> DataSetProfile {
    while profiles.len() > 1 {
        profiles = profiles.chunks(2).map(|pair| merge(pair.iter().cloned())).collect();
    }
    merge(profiles)
}

fn main() {
    let length: usize = std::env::args().nth(1).map_or(200_000, |length| length.parse().expect("a length"));
    let data = data(length);
    let whole = || data.profile(0..length, length);
    let expected = whole().to_bytes();
    let report = |what: &str, profiles: Vec<DataSetProfile>| {
        let equal = profiles.iter().filter(|profile| profile.to_bytes() == expected).count();
        println!("{{\"what\":{what:?},\"compared\":{},\"equal\":{equal}}}", profiles.len());
    };
    let names = levels().iter().map(|level| format!("{level:?}")).collect::<Vec<_>>().join(", ");
    let at_levels = levels().into_iter().map(|level| {
        limit_level(level);
        whole()
    });
    report(&format!("levels of instructions: {names}"), at_levels.collect());
    let pieces = [1, 17, 1000, 4095, 4096, 65_537];
    report("pieces of 1 to 65,537 rows", pieces.into_iter().map(|piece| data.profile(0..length, piece)).collect());
    report("1 to 8 threads, each with a slice", (1..=8).map(|count| merge(data.slices(count))).collect());
    let reversed = |count| merge(data.slices(count).into_iter().rev());
    let orders = [2, 3, 7, 16].into_iter().flat_map(|count| [reversed(count), merge_as_a_tree(data.slices(count))]);
    report("slices merged last to first, and as a tree", orders.collect());
}
