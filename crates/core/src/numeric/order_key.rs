//! Doubles as integers in the same order: a < b exactly when `to_order_key(a)` < `to_order_key(b)`.

const SIGN: u64 = 1 << 63;

/// The order key of a finite double; -0 counts as +0.
#[allow(clippy::inline_always, reason = "kernels compile it for each instruction set")]
#[inline(always)]
pub fn to_order_key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    // All bits of a negative number turn over, of others the sign alone.
    bits ^ ((bits as i64 >> 63) as u64 | SIGN)
}

/// The double whose order key this is.
#[inline]
pub fn from_order_key(key: u64) -> f64 {
    f64::from_bits(key ^ flip_of(key))
}

/// The bits in which a key differs from its double, which all keys of a sign share.
#[inline]
pub(crate) fn flip_of(key: u64) -> u64 {
    (!key as i64 >> 63) as u64 | SIGN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_their_doubles_and_lead_back_to_them() {
        let ascending =
            [f64::MIN, -1e300, -2.0, -1.0, -f64::MIN_POSITIVE, -5e-324, 0.0, 5e-324, 1.0, 1.0 + f64::EPSILON, f64::MAX];
        assert!(ascending.map(to_order_key).is_sorted_by(|a, b| a < b));
        assert_eq!(ascending.map(|value| from_order_key(to_order_key(value))), ascending);
    }

    #[test]
    fn minus_zero_has_the_key_of_zero() {
        assert_eq!(to_order_key(-0.0), to_order_key(0.0));
        assert!(from_order_key(to_order_key(-0.0)).is_sign_positive());
    }
}
