//! A column as bias sees it: numbers, truth values or texts by code, any of them missing.

use std::borrow::Cow;
use std::collections::HashMap;
use tidemark_json::{plain_text, shortest_digits, whole_digits};

/// How numbers are to be taken. Which it is decides how Clarify reads a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// Numbers with a fraction, or that could have one.
    Float,
    /// Whole numbers.
    Integer,
    /// 1 is true, 0 is false.
    Boolean,
}

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Values<'a> {
    /// NaN is missing.
    Numbers(Cow<'a, [f64]>, NumberKind),
    /// The place of each value in the list; what lies beyond the list is missing.
    Texts(Cow<'a, [u32]>, Vec<String>),
}

/// A column: its name and its values.
#[derive(Clone, Debug)]
pub struct BiasColumn<'a> {
    /// The name by which the configuration speaks of it.
    pub name: String,
    /// One a row.
    pub values: Values<'a>,
}

/// Stands for a missing value among codes.
pub(crate) const MISSING: u32 = u32::MAX;

impl BiasColumn<'_> {
    /// How many rows.
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Numbers(values, _) => values.len(),
            Values::Texts(codes, _) => codes.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How Clarify would hold the numbers: whole ones, of which one is missing, become floating.
    pub(crate) fn number_kind(&self) -> Option<NumberKind> {
        match &self.values {
            Values::Numbers(values, NumberKind::Integer) if values.iter().any(|value| value.is_nan()) => {
                Some(NumberKind::Float)
            }
            Values::Numbers(_, kind) => Some(*kind),
            Values::Texts(..) => None,
        }
    }

    /// The same column as codes in the order of first appearance, with the text of each.
    pub(crate) fn to_codes(&self) -> (Vec<u32>, Vec<String>) {
        let mut names = Vec::new();
        match &self.values {
            Values::Texts(codes, texts) => {
                let mut places = vec![MISSING; texts.len()];
                let codes = codes
                    .iter()
                    .map(|&code| match places.get_mut(code as usize) {
                        None => MISSING,
                        Some(place) => {
                            if *place == MISSING {
                                *place = names.len() as u32;
                                names.push(texts[code as usize].clone());
                            }
                            *place
                        }
                    })
                    .collect();
                (codes, names)
            }
            Values::Numbers(values, _) => {
                let kind = self.number_kind().unwrap_or(NumberKind::Float);
                let mut places = Places::default();
                let codes = values
                    .iter()
                    .map(|&value| {
                        if value.is_nan() {
                            return MISSING;
                        }
                        let value = value + 0.0;
                        let place = places.find(value);
                        if place as usize == names.len() {
                            names.push(number_text(value, kind));
                        }
                        place
                    })
                    .collect();
                (codes, names)
            }
        }
    }
}

/// So many values are looked through one by one, which is faster than hashing them.
const FEW: usize = 16;

/// Numbers by the order of their first appearance.
#[derive(Default)]
pub(crate) struct Places {
    few: Vec<u64>,
    many: HashMap<u64, u32>,
}

impl Places {
    /// The place of a number; that of a new one is behind all others. Both zeros are one number.
    pub(crate) fn find(&mut self, value: f64) -> u32 {
        let bits = (value + 0.0).to_bits();
        if let Some(place) = self.few.iter().position(|&known| known == bits) {
            return place as u32;
        }
        if self.few.len() < FEW {
            self.few.push(bits);
            return self.few.len() as u32 - 1;
        }
        let next = (FEW + self.many.len()) as u32;
        *self.many.entry(bits).or_insert(next)
    }

    pub(crate) fn len(&self) -> usize {
        self.few.len() + self.many.len()
    }
}

/// A number as Python prints it.
pub(crate) fn number_text(value: f64, kind: NumberKind) -> String {
    match kind {
        NumberKind::Boolean => (if value == 0.0 { "False" } else { "True" }).to_owned(),
        NumberKind::Integer => whole_digits(value),
        NumberKind::Float => {
            if !value.is_finite() {
                plain_text(value)
            } else if value != 0.0 && !(1e-4..1e16).contains(&value.abs()) {
                with_exponent(value)
            } else if value.fract() == 0.0 {
                plain_text(value) + ".0"
            } else {
                plain_text(value)
            }
        }
    }
}

fn with_exponent(value: f64) -> String {
    let (digits, power) = shortest_digits(value);
    let (first, others) = digits.split_at(1);
    let point = if others.is_empty() { "" } else { "." };
    let [minus, sign] = [if value < 0.0 { "-" } else { "" }, if power < 0 { "-" } else { "+" }];
    format!("{minus}{first}{point}{others}e{sign}{:0>2}", power.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_python_prints_them() {
        let float = |value| number_text(value, NumberKind::Float);
        assert_eq!(float(3.0), "3.0");
        assert_eq!(float(0.993_614_880_247_739_3), "0.9936148802477393");
        assert_eq!(float(1e-5), "1e-05");
        assert_eq!(float(-1.5e22), "-1.5e+22");
        assert_eq!(float(1e-100), "1e-100");
        assert_eq!(number_text(-4.0, NumberKind::Integer), "-4");
        assert_eq!(number_text(1.0, NumberKind::Boolean), "True");
    }

    #[test]
    fn numbers_of_every_size_read_as_python_prints_them() {
        for exponent in -330..309 {
            for digits in ["1", "-2.5", "1.2345678901234567"] {
                let value: f64 = format!("{digits}e{exponent}").parse().unwrap();
                // Rust's digits, with Python's exponents.
                let (text, expected) = (number_text(value, NumberKind::Float), format!("{value:?}"));
                let expected = match expected.split_once('e') {
                    Some((digits, size)) if !size.starts_with('-') => format!("{digits}e+{size}"),
                    Some((digits, size)) => format!("{digits}e-{:0>2}", &size[1..]),
                    None => expected,
                };
                assert_eq!(text, expected);
            }
        }
    }

    #[test]
    fn codes_follow_the_order_of_first_appearance() {
        let numbers = Values::Numbers(vec![3.0, -0.0, f64::NAN, 0.0, 3.0].into(), NumberKind::Integer);
        let (codes, names) = BiasColumn { name: "x".into(), values: numbers }.to_codes();
        assert_eq!((codes, names), (vec![0, 1, MISSING, 1, 0], vec!["3.0".to_owned(), "0.0".to_owned()]));
        let texts = Values::Texts(vec![2, 9, 0, 2].into(), vec!["a".into(), "b".into(), "c".into()]);
        let (codes, names) = BiasColumn { name: "x".into(), values: texts }.to_codes();
        assert_eq!((codes, names), (vec![0, MISSING, 1, 0], vec!["c".to_owned(), "a".to_owned()]));
    }
}
