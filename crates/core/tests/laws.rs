//! What every state owes, over data of every sign and shape: merging is associative and commutative, the empty state is
//! neutral, chunking does not matter, and what was written reads back in every field. One line a state.

mod law;
#[path = "../src/support.rs"]
#[allow(dead_code, reason = "random numbers are for others")]
mod support;

use law::laws;
use support::doubles;
use tidemark_core::column::{Column, Reading, Validity};
use tidemark_core::hash::hash_number;
use tidemark_core::profile::{ColumnProfile, DataSetProfile, ProfileOptions, Scratch};
use tidemark_core::state::{Counts, Distinct, Frequent, Histogram, Moments, Quantile, State, Text};

#[test]
fn counts_obey_the_laws() {
    laws(Counts::default, |counts, values| {
        for &value in values {
            match Reading::from_f64(value) {
                reading if reading.is_finite() => counts.add_number(reading.kind, reading.number, value == 5.0, 1),
                reading => counts.add(reading.kind, 1),
            }
        }
        counts.add_absent(values.len() as u64 % 3).unwrap();
    });
}

#[test]
fn moments_obey_the_laws() {
    laws(Moments::default, |moments, values| moments.update(&finite(values)));
}

#[test]
fn histogram_obeys_the_laws() {
    laws(|| Histogram::new(vec![-1.0, 0.0, 0.1, 50.0]).unwrap(), |bins, values| bins.update(&finite(values)));
}

#[test]
fn quantile_obeys_the_laws() {
    laws(|| Quantile::new(64).unwrap(), |quantile, values| quantile.update(&finite(values)));
}

#[test]
fn a_fine_quantile_obeys_the_laws() {
    laws(|| Quantile::new(2048).unwrap(), |quantile, values| quantile.update(&finite(values)));
}

#[test]
fn distinct_obeys_the_laws() {
    laws(Distinct::default, |distinct, values| {
        finite(values).into_iter().for_each(|value| distinct.update(hash_number(value)));
    });
}

#[test]
fn frequent_obeys_the_laws() {
    laws(Frequent::default, |frequent, values| {
        values.iter().for_each(|value| frequent.update(&value.to_string().repeat(1 + value.to_bits() as usize % 9)));
    });
}

#[test]
fn text_obeys_the_laws() {
    laws(Text::default, |text, values| values.iter().for_each(|value| text.update(&format!("{value} Ä"))));
}

#[test]
fn a_column_profile_obeys_the_laws() {
    laws(
        || ColumnProfile::new(256).unwrap(),
        |profile, values| profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default()),
    );
}

#[test]
fn a_data_set_profile_obeys_the_laws() {
    laws(
        || DataSetProfile::new(ProfileOptions { resolution: 64, missing: vec!["NA".to_owned()] }).unwrap(),
        |profile, values| {
            // Columns come and go, at changing positions, as keys of JSON do.
            for (index, value) in values.iter().enumerate() {
                let names = ["a", "b", "c"];
                let first = (value.to_bits() % 3) as usize;
                let column = Column::F64(&values[index..=index], Validity::ALL);
                let columns = [(names[first], first as u32, column), (names[(first + 1) % 3], 7, column)];
                profile.update(1, columns.into_iter().take(1 + first % 2), &mut Scratch::default()).unwrap();
            }
        },
    );
}

fn finite(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| value.is_finite()).collect()
}

#[test]
fn chunking_leaves_no_trace() {
    for (name, values) in doubles(2500) {
        let chunked = |sizes: &[usize]| {
            let mut profile = DataSetProfile::new(ProfileOptions::default()).unwrap();
            let mut rest = &values[..];
            for &size in sizes.iter().cycle() {
                let (chunk, after) = rest.split_at(size.min(rest.len()));
                profile
                    .update(chunk.len(), [("x", 0, Column::F64(chunk, Validity::ALL))], &mut Scratch::default())
                    .unwrap();
                rest = after;
                if rest.is_empty() {
                    return profile.to_bytes();
                }
            }
            unreachable!("the sizes repeat until nothing is left")
        };
        let whole = chunked(&[values.len().max(1)]);
        for sizes in [&[1][..], &[7, 1, 100], &[1023], &[1024], &[1025, 3]] {
            assert_eq!(chunked(sizes), whole, "{name} in chunks of {sizes:?}");
        }
    }
}

#[test]
fn profiles_made_with_other_options_do_not_merge() {
    let profile = |resolution, missing: &[&str]| {
        let missing = missing.iter().map(|&spelling| spelling.to_owned()).collect();
        DataSetProfile::new(ProfileOptions { resolution, missing }).unwrap()
    };
    for other in [profile(1024, &[]), profile(2048, &["NA"])] {
        let mut base = profile(2048, &[]);
        assert_eq!(base.merge(&other).unwrap_err().kind().code(), "incompatible");
        assert_eq!(base, profile(2048, &[]));
    }
    let mut base = profile(2048, &["NA", "-", "NA"]);
    base.merge(&profile(2048, &["-", "NA"])).unwrap();
}

#[test]
fn columns_that_do_not_go_together_are_refused_and_change_nothing() {
    let mut profile = DataSetProfile::new(ProfileOptions::default()).unwrap();
    let (short, long) = (Column::F64(&[1.0], Validity::ALL), Column::F64(&[1.0, 2.0], Validity::ALL));
    for columns in [[("x", 0, long), ("x", 1, long)], [("x", 0, long), ("y", 1, short)]] {
        let error = profile.update(2, columns, &mut Scratch::default()).unwrap_err();
        assert_eq!(error.kind().code(), "invalid-argument");
        assert_eq!((profile.rows(), profile.columns().len()), (0, 0));
    }
}
