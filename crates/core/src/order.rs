//! Sorting, compiled once for everything that is sorted rarely: the standard sort is some kilobytes of WebAssembly for
//! every type and every comparison.

use std::cmp::Ordering;

/// Sorts by the total order of doubles: -0 before +0, NaN of either sign at the ends.
pub fn sort_doubles(values: &mut [f64]) {
    const SIGN: u64 = 1 << 63;
    // All bits of a negative number turn over, of others the sign alone.
    let mut keys: Vec<u64> = values.iter().map(|value| value.to_bits()).collect();
    keys.iter_mut().for_each(|bits| *bits ^= (*bits as i64 >> 63) as u64 | SIGN);
    keys.sort_unstable();
    for (value, key) in values.iter_mut().zip(keys) {
        *value = f64::from_bits(if key & SIGN == 0 { !key } else { key & !SIGN });
    }
}

/// The places of so many items in the order that a comparison of two places gives; equal ones stay in theirs.
pub fn order_of(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    places
}

/// The items in order; equal ones stay in theirs.
pub fn in_order<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order_of(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| items[place].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::doubles;

    #[test]
    fn doubles_come_in_their_total_order() {
        for (name, mut values) in doubles(3000) {
            values.extend([0.0, -0.0, f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            sort_doubles(&mut values);
            assert!(values.iter().map(|v| v.to_bits()).eq(expected.iter().map(|v| v.to_bits())), "{name}");
        }
    }

    #[test]
    fn equal_items_stay_as_they_came() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        let found = in_order(items, |a, b| a.0.cmp(&b.0));
        assert_eq!(found, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
