//! What every state owes: merging is associative and commutative, the empty state is neutral, chunking does not matter,
//! and what was written reads back in every field.

use crate::support::{Rng, doubles};
use std::fmt::Debug;
use tidemark_core::codec::{Reader, Writer};
use tidemark_core::state::State;

pub(crate) fn laws<S: State + Debug>(empty: impl Fn() -> S, update: impl Fn(&mut S, &[f64])) {
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
