//! The states of quality owe what every state does, and more: what is read from ten windows is what one pass gives.

#[path = "../../core/tests/law/mod.rs"]
mod law;
#[path = "../../core/src/support.rs"]
#[allow(dead_code, reason = "others take more of it")]
mod support;

use law::laws;
use support::doubles;
use tidemark_core::state::State;
use tidemark_models::quality::{Problem, QualityRows, QualityState, ResultOptions, ScoreForm, StateOptions, Values};

#[test]
fn the_quality_of_binary_predictions_obeys_the_laws() {
    for form in [ScoreForm::Exact, ScoreForm::Histogram] {
        quality_laws(Problem::BinaryClassification, &StateOptions { form, ..StateOptions::default() });
    }
}

#[test]
fn the_quality_of_predictions_of_several_classes_obeys_the_laws() {
    quality_laws(Problem::MulticlassClassification, &StateOptions::default());
}

#[test]
fn the_quality_of_predicted_numbers_obeys_the_laws() {
    quality_laws(Problem::Regression, &StateOptions::default());
}

#[test]
fn the_quality_of_orders_obeys_the_laws() {
    quality_laws(Problem::Ranking, &StateOptions { catalogue: Some(100), ..StateOptions::default() });
}

#[test]
fn the_quality_of_forecasts_obeys_the_laws() {
    let history = [("a".to_owned(), vec![1.0, 3.0, 2.0])].into_iter().collect();
    quality_laws(Problem::Forecasting, &StateOptions { history, ..StateOptions::default() });
}

/// The laws of a state, and that what is read from ten windows merged is what one pass gives, bit for bit.
fn quality_laws(problem: Problem, options: &StateOptions) {
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
