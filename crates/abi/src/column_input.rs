//! What a column says, whatever it is laid out as: numbers, or classes by code.

use std::borrow::Cow;
use std::collections::HashMap;
use tidemark_core::column::{Column, Reading, Utf8Column};
use tidemark_json::plain_text;
use tidemark_models::quality::Classes;

/// The numbers of a column; NaN where a value is missing or no number. Doubles that are all present are read where they
/// lie.
pub(crate) fn to_numbers(column: Column<'_>) -> Cow<'_, [f64]> {
    let rows = column.rows();
    let of = |value: &dyn Fn(usize) -> f64| {
        let present = |row| if column.is_present(row) { value(row) } else { f64::NAN };
        Cow::Owned((0..rows).map(present).collect())
    };
    match column {
        Column::F64(values, validity) if validity.is_all() => Cow::Borrowed(values),
        Column::F64(values, _) => of(&|row| values[row]),
        Column::I64(values, _) => of(&|row| values[row] as f64),
        Column::U64(values, _) => of(&|row| values[row] as f64),
        Column::Bool(bits) => of(&|row| u8::from(bits.value(row)).into()),
        Column::Utf8(texts) => of(&|row| to_number(texts.reading(row))),
        Column::Dictionary(dictionary) => {
            let numbers: Vec<_> =
                (0..dictionary.values().rows()).map(|code| to_number(dictionary.values().reading(code))).collect();
            of(&|row| numbers[dictionary.codes()[row] as usize])
        }
    }
}

fn to_number(reading: Reading) -> f64 {
    if reading.is_finite() { reading.number } else { f64::NAN }
}

/// The classes of a column. A number is named by its shortest text, so that `1`, `1.0` and the text "1" are one class.
pub(crate) fn to_classes(column: Column<'_>) -> Classes {
    let mut named = Named { classes: Classes::with_capacity(column.rows()), codes: HashMap::new() };
    match column {
        Column::Dictionary(dictionary) => {
            let codes: Vec<_> =
                (0..dictionary.values().rows()).map(|code| named.code_of_text(dictionary.values(), code)).collect();
            for (row, &code) in dictionary.codes().iter().enumerate() {
                named.classes.push(dictionary.is_present(row).then(|| codes[code as usize]));
            }
        }
        Column::Utf8(texts) => {
            for row in 0..texts.rows() {
                let code = column.is_present(row).then(|| named.code_of_text(&texts, row));
                named.classes.push(code);
            }
        }
        Column::Bool(bits) => {
            let codes = [named.code_of("false"), named.code_of("true")];
            for row in 0..bits.rows() {
                named.classes.push(bits.is_present(row).then(|| codes[usize::from(bits.value(row))]));
            }
        }
        Column::F64(..) | Column::I64(..) | Column::U64(..) => {
            // Most columns have few classes: the two before are looked at before all others.
            let mut recent = [(f64::NAN, 0); 2];
            let mut codes = HashMap::new();
            for &number in to_numbers(column).iter() {
                if number.is_nan() {
                    named.classes.push(None);
                    continue;
                }
                if number != recent[0].0 {
                    recent.swap(0, 1);
                }
                if number != recent[0].0 {
                    let code = codes.entry((number + 0.0).to_bits()).or_insert_with(|| named.code_of_number(number));
                    recent[0] = (number, *code);
                }
                named.classes.push(Some(recent[0].1));
            }
        }
    }
    named.classes
}

/// Classes, and the code of each name.
struct Named {
    classes: Classes,
    codes: HashMap<String, usize>,
}

impl Named {
    fn code_of(&mut self, name: &str) -> u32 {
        if let Some(&code) = self.codes.get(name) {
            return code as u32;
        }
        let code = self.classes.add_name(name.to_owned());
        self.codes.insert(name.to_owned(), code as usize);
        code
    }

    fn code_of_number(&mut self, number: f64) -> u32 {
        self.code_of(&plain_text(number + 0.0))
    }

    fn code_of_text(&mut self, texts: &Utf8Column<'_>, row: usize) -> u32 {
        let reading = texts.reading(row);
        if reading.is_finite() && !reading.is_rounded {
            self.code_of_number(reading.number)
        } else {
            self.code_of(texts.value(row))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidemark_core::column::Validity;

    #[test]
    fn a_number_is_one_class_however_it_is_written() {
        let texts = Utf8Column::new(&[0, 1, 4, 6, 7], "11.0noa", Validity::from_bits(&[0b1111])).unwrap();
        let classes = to_classes(Column::Utf8(texts));
        assert_eq!(classes.names(), ["1", "no", "a"]);
        assert_eq!((0..4).map(|row| classes.code(row)).collect::<Vec<_>>(), [Some(0), Some(0), Some(1), Some(2)]);
        let numbers = to_classes(Column::F64(&[1.0, f64::NAN, -0.0, 0.5, 0.0], Validity::ALL));
        assert_eq!(numbers.names(), ["1", "0", "0.5"]);
        assert_eq!(numbers.code(1), None);
        assert_eq!(numbers.code(4), Some(1));
    }

    #[test]
    fn what_is_no_number_is_none() {
        let texts = Utf8Column::new(&[0, 3, 5, 8], "1.5no2e1", Validity::from_bits(&[0b011])).unwrap();
        let numbers = to_numbers(Column::Utf8(texts));
        assert_eq!(numbers[0], 1.5);
        assert!(numbers[1].is_nan() && numbers[2].is_nan());
    }
}
