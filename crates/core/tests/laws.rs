//! What every state owes, over data of every sign and shape: merging is associative and commutative, the empty state is
//! neutral, chunking does not matter, and what was written reads back in every field. One line a state.

#[path = "../src/support.rs"]
mod support;

use std::fmt::Debug;
use support::{Rng, doubles};
use tidemark_core::codec::{Reader, Writer};
use tidemark_core::column::{Column, Reading, Validity};
use tidemark_core::hash::hash_number;
use tidemark_core::profile::{ColumnProfile, DataSetProfile, ProfileOptions, Scratch};
use tidemark_models::quality::{Problem, QualityRows, QualityState, ResultOptions, ScoreForm, StateOptions, Values};
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

#[test]
fn the_quality_of_binary_predictions_obeys_the_laws() {
    for form in [ScoreForm::Exact, ScoreForm::Histogram] {
        quality_laws(Problem::BinaryClassification, StateOptions { form, ..StateOptions::default() });
    }
}

#[test]
fn the_quality_of_predictions_of_several_classes_obeys_the_laws() {
    quality_laws(Problem::MulticlassClassification, StateOptions::default());
}

#[test]
fn the_quality_of_predicted_numbers_obeys_the_laws() {
    quality_laws(Problem::Regression, StateOptions::default());
}

#[test]
fn the_quality_of_orders_obeys_the_laws() {
    quality_laws(Problem::Ranking, StateOptions { catalogue: Some(100), ..StateOptions::default() });
}

#[test]
fn the_quality_of_forecasts_obeys_the_laws() {
    let history = [("a".to_owned(), vec![1.0, 3.0, 2.0])].into();
    quality_laws(Problem::Forecasting, StateOptions { history, ..StateOptions::default() });
}

/// The laws of a state, and that what is read from ten windows merged is what one pass gives, bit for bit.
fn quality_laws(problem: Problem, options: StateOptions) {
    let empty = || QualityState::new(problem, options.clone()).unwrap();
    let update = |state: &mut QualityState, values: &[f64]| {
        state.update(&quality_rows(problem, values)).unwrap();
        state.settle();
    };
    laws(empty, update);
    for (name, values) in doubles(1000) {
        // Queries do not go over windows, so they end where one of these does.
        let windows: Vec<&[f64]> = values.chunks(values.len().div_ceil(10).max(1)).collect();
        let mut merged = empty();
        for window in windows.iter().rev() {
            let mut state = empty();
            update(&mut state, window);
            merged.merge(&state).unwrap();
        }
        let mut whole = empty();
        if problem == Problem::Ranking {
            windows.iter().for_each(|window| update(&mut whole, window));
        } else {
            update(&mut whole, &values);
        }
        assert!(merged.to_bytes() == whole.to_bytes(), "{name}: ten windows are not one pass");
        let read = |state: &QualityState| format!("{:?}", state.result(&ResultOptions::default()).unwrap());
        assert_eq!(read(&merged), read(&whole), "{name}");
        assert_eq!(read(&QualityState::from_bytes(&whole.to_bytes()).unwrap()), read(&whole), "{name}");
    }
}

/// Columns of every role, made of some numbers.
fn quality_rows(problem: Problem, values: &[f64]) -> QualityRows<'static> {
    let bits = |value: &f64| value.to_bits() >> 7 ^ value.to_bits() >> 31;
    let names = ["0", "1"];
    let classes = |shift: u32, names: &[&'static str]| {
        let name = |value: &f64| {
            let place = (bits(value) >> shift) as usize % (names.len() * 8);
            (value.is_finite() && place < names.len() * 8 - 1).then(|| names[place % names.len()])
        };
        Values::Classes(values.iter().map(name).collect())
    };
    let numbers = |of: &dyn Fn(&f64) -> f64| Values::Numbers(values.iter().map(of).collect());
    let share = |value: &f64| if value.is_finite() { (bits(value) % 4097) as f64 / 4096.0 } else { *value };
    let columns = match problem {
        Problem::BinaryClassification => vec![("label", classes(0, &names)), ("probability", numbers(&share))],
        Problem::MulticlassClassification => vec![
            ("label", classes(0, &["a", "b", "c"])),
            ("prediction", classes(2, &["a", "b", "d"])),
            ("probabilities.a", numbers(&share)),
            ("probabilities.b", numbers(&|value| share(value) / 2.0)),
            ("probabilities.c", numbers(&|value| 1.0 - share(value))),
        ],
        Problem::Regression => vec![
            ("label", numbers(&|value| *value)),
            ("prediction", numbers(&|value| value * 1.25 - share(value))),
            ("lower", numbers(&|value| value - share(value))),
            ("upper", numbers(&|value| value * 0.5 + 1.0)),
        ],
        Problem::Ranking => vec![
            ("label", numbers(&|value| if value.is_finite() { (bits(value) % 3) as f64 } else { *value })),
            ("prediction", numbers(&share)),
            ("query", classes(3, &["q", "r", "s", "t"])),
            ("item", classes(5, &["x", "y", "z"])),
        ],
        Problem::Forecasting => vec![
            ("label", numbers(&|value| *value)),
            ("prediction", numbers(&|value| value * 0.75)),
            ("item", classes(1, &["a", "b"])),
            ("horizon", classes(3, &["1", "2"])),
            ("quantiles.0.1", numbers(&|value| value * 0.5)),
            ("quantiles.0.9", numbers(&|value| value * 1.5)),
        ],
    };
    let group = ("group", classes(9, &["g", "h"]));
    let columns = columns.into_iter().chain([group]).map(|(role, values)| (role.to_owned(), values));
    QualityRows::new(columns.collect()).unwrap()
}

fn finite(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| value.is_finite()).collect()
}

fn laws<S: State + Debug>(empty: impl Fn() -> S, update: impl Fn(&mut S, &[f64])) {
    let of = |values: &[f64]| {
        let mut state = empty();
        if !values.is_empty() {
            update(&mut state, values);
        }
        state
    };
    let merged = |a: &S, b: &S| {
        let mut state = a.clone();
        state.merge(b).unwrap();
        state
    };
    let mut rng = Rng::new(1);
    for (name, values) in doubles(1200) {
        let cuts = [rng.next(), rng.next()].map(|cut| cut as usize % (values.len() + 1));
        let (first, second) = (cuts[0].min(cuts[1]), cuts[0].max(cuts[1]));
        // Updates of one to three values at a time would make the counts of absent rows differ, so parts are whole.
        let [a, b, c] = [&values[..first], &values[first..second], &values[second..]].map(&of);
        let whole = merged(&merged(&a, &b), &c);
        same(&merged(&a, &merged(&b, &c)), &whole, name, "merging is not associative");
        same(&merged(&merged(&c, &a), &b), &whole, name, "merging is not commutative");
        same(&merged(&b, &a), &merged(&a, &b), name, "merging is not commutative");
        same(&merged(&whole, &empty()), &whole, name, "the empty state is not neutral on the right");
        same(&merged(&empty(), &whole), &whole, name, "the empty state is not neutral on the left");
        let mut writer = Writer::new();
        whole.write(&mut writer);
        let bytes = writer.into_bytes();
        let mut reader = Reader::new(&bytes);
        same(&S::read(&mut reader).unwrap(), &whole, name, "what was written does not read back");
        assert_eq!(reader.remaining(), 0, "{name}: bytes are left over");
    }
}

fn same<S: State + Debug>(found: &S, expected: &S, name: &str, law: &str) {
    assert!(found == expected, "{name}: {law}");
    let bytes = [found, expected].map(|state| {
        let mut writer = Writer::new();
        state.write(&mut writer);
        writer.into_bytes()
    });
    assert_eq!(bytes[0], bytes[1], "{name}: {law} in bytes");
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
