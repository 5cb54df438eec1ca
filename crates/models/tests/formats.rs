//! Golden bytes of the states of quality, under `test/golden/quality`: appended to and never rewritten. With
//! `TIDEMARK_WRITE_GOLDEN=1` those that are not there yet are written.

#[path = "../../core/src/support.rs"]
#[allow(dead_code, reason = "only the random numbers are needed here")]
mod support;

use std::fs;
use std::path::PathBuf;
use support::Rng;
use tidemark_core::state::State;
use tidemark_models::quality::{Problem, QualityRows, QualityState, ResultOptions, StateOptions, Values};

/// The quality of predictions of every problem, with groups.
fn quality(problem: Problem, rows: usize) -> QualityState {
    let mut rng = Rng::new(43);
    let mut numbers = |shift: f64| Values::Numbers((0..rows).map(|_| (rng.uniform() + shift) * 8.0).collect());
    let columns = match problem {
        Problem::Regression | Problem::Forecasting => vec![("label", numbers(0.0)), ("prediction", numbers(0.125))],
        _ => Vec::new(),
    };
    let mut rng = Rng::new(44);
    let mut classes = |names: &[&'static str]| {
        let values = (0..rows).map(|_| names.get(rng.next() as usize % (names.len() * 9)).or(names.last()).copied());
        Values::Classes(values.collect())
    };
    let group = classes(&["north", "south", "größer"]);
    let labels = classes(&["0", "1"]);
    let more = match problem {
        Problem::BinaryClassification => vec![("label", labels)],
        Problem::MulticlassClassification => {
            vec![("label", classes(&["a", "b"])), ("prediction", classes(&["b", "a", "c"]))]
        }
        Problem::Ranking => vec![("query", classes(&["q", "r", "s"])), ("item", classes(&["x", "y"]))],
        Problem::Regression => Vec::new(),
        Problem::Forecasting => vec![("item", classes(&["", "b"])), ("horizon", labels)],
    };
    let mut rng = Rng::new(45);
    let mut scores = || Values::Numbers((0..rows).map(|_| (rng.next() % 10_007) as f64 / 10_007.0).collect());
    let scored = match problem {
        Problem::BinaryClassification => vec![("probability", scores())],
        Problem::Ranking => vec![("label", scores()), ("prediction", scores())],
        _ => Vec::new(),
    };
    let all = columns.into_iter().chain(more).chain(scored).chain([("group", group)]);
    let rows = QualityRows::new(all.map(|(role, values)| (role.to_owned(), values)).collect()).unwrap();
    let mut state = QualityState::new(problem, StateOptions::default()).unwrap();
    state.update(&rows).unwrap();
    state.settle();
    state
}

const PROBLEMS: [(&str, Problem); 5] = [
    ("binary", Problem::BinaryClassification),
    ("multiclass", Problem::MulticlassClassification),
    ("regression", Problem::Regression),
    ("ranking", Problem::Ranking),
    ("forecasting", Problem::Forecasting),
];

fn golden_path(version: &str, name: &str, rows: usize) -> PathBuf {
    let path = format!("../../test/golden/quality/{version}-{name}-{rows}.tide");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn every_golden_state_of_quality_is_read_and_made_again_byte_for_byte() {
    for (name, problem) in PROBLEMS {
        for rows in [0, 1, 10, 1_000, 100_000] {
            // Predicted numbers have had pairs behind all else since the second golden bytes.
            let version = if problem == Problem::Regression && rows > 0 { "v1-pairs" } else { "v1" };
            let path = golden_path(version, name, rows);
            let made = quality(problem, rows);
            if std::env::var_os("TIDEMARK_WRITE_GOLDEN").is_some() && !path.exists() {
                fs::write(&path, made.to_bytes()).unwrap();
            }
            let golden = fs::read(&path).unwrap();
            assert!(QualityState::from_bytes(&golden).unwrap() == made, "{name}, {rows} rows");
            assert!(golden == made.to_bytes(), "{name}, {rows} rows");
        }
    }
}

#[test]
fn states_written_before_pairs_were_counted_are_read_and_have_all_metrics_but_one() {
    for rows in [1, 10, 1_000, 100_000] {
        let golden = fs::read(golden_path("v1", "regression", rows)).unwrap();
        let mut state = QualityState::from_bytes(&golden).unwrap();
        assert!(state.to_bytes() == golden, "{rows} rows");
        let made = quality(Problem::Regression, rows);
        let [before, after] = [&state, &made].map(|state| state.result(&ResultOptions::default()).unwrap().metrics);
        for ((id, metric), (_, expected)) in before.iter().zip(after.iter()) {
            if id == "spearman_correlation" {
                assert!(metric.value.is_none() && metric.reason.is_some_and(|reason| reason.contains("before")));
            } else {
                assert_eq!(metric, expected, "{id}, {rows} rows");
            }
        }
        state.merge(&made).unwrap();
        let merged = state.result(&ResultOptions::default()).unwrap();
        assert_eq!((merged.count, merged.metrics.value("spearman_correlation")), (2 * rows as u64, None));
        assert!(QualityState::from_bytes(&state.to_bytes()).unwrap() == state);
    }
}

#[test]
fn behind_a_right_checksum_a_wrong_state_of_quality_is_refused_or_is_one_of_its_own() {
    for (name, problem) in PROBLEMS {
        let bytes = quality(problem, 10).to_bytes();
        let end = bytes.len() - 4;
        // Every eleventh byte: sums are long, and one byte of them is as good as another.
        for offset in (12..end).step_by(11) {
            for flip in [1, 0x80] {
                let mut changed = bytes.clone();
                changed[offset] ^= flip;
                let checksum = crc::Crc::<u32>::new(&crc::CRC_32_ISCSI).checksum(&changed[..end]);
                changed[end..].copy_from_slice(&checksum.to_le_bytes());
                if let Ok(state) = QualityState::from_bytes(&changed) {
                    assert!(state.to_bytes() == changed, "{name}, byte {offset}");
                    drop(state.result(&ResultOptions::default()));
                }
            }
        }
    }
}
