//! Records that are held back for somebody to look at before they become rows: a JSON array in the making.

use std::ops::Range;

/// The records so far, as the entries of a JSON array.
#[derive(Debug, Default)]
pub(crate) struct HeldRecords {
    entries: String,
}

impl HeldRecords {
    /// Adds a record that is JSON but for the literals at `non_finite`, which become null or a number too large.
    pub(crate) fn add_json(&mut self, record: &[u8], non_finite: &[Range<usize>]) {
        self.begin();
        let mut start = 0;
        for literal in non_finite {
            self.entries.push_str(&String::from_utf8_lossy(&record[start..literal.start]));
            self.entries.push_str(match &record[literal.clone()] {
                b"Infinity" => "1e999",
                b"-Infinity" => "-1e999",
                _ => "null",
            });
            start = literal.end;
        }
        self.entries.push_str(&String::from_utf8_lossy(&record[start..]));
    }

    /// Adds a record of delimited text: its fields as an array, null where they are empty.
    pub(crate) fn add_fields(&mut self, each: impl FnOnce(&mut dyn FnMut(&str))) {
        self.begin();
        let mut separator = '[';
        each(&mut |text| {
            self.entries.push(separator);
            separator = ',';
            push_text(&mut self.entries, text);
        });
        self.entries.push(']');
    }

    /// The array, which begins anew.
    pub(crate) fn take(&mut self) -> String {
        let entries = std::mem::take(&mut self.entries);
        format!("[{entries}]")
    }

    fn begin(&mut self) {
        if !self.entries.is_empty() {
            self.entries.push(',');
        }
    }
}

fn push_text(entries: &mut String, text: &str) {
    if text.is_empty() {
        entries.push_str("null");
        return;
    }
    entries.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => entries.extend(['\\', character]),
            '\0'..='\u{1F}' => {
                let code = u32::from(character);
                let digit = |shift: u32| char::from_digit((code >> shift) & 15, 16).unwrap_or('0');
                entries.extend(['\\', 'u', '0', '0', digit(4), digit(0)]);
            }
            _ => entries.push(character),
        }
    }
    entries.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_the_entries_of_an_array() {
        let mut held = HeldRecords::default();
        assert_eq!(held.take(), "[]");
        held.add_json(b"{\"a\":NaN,\"b\":-Infinity}", &[5..8, 13..22]);
        held.add_fields(|each| ["x", "", "\"\n\\"].into_iter().for_each(each));
        assert_eq!(held.take(), "[{\"a\":null,\"b\":-1e999},[\"x\",null,\"\\\"\\u000a\\\\\"]]");
        assert_eq!(held.take(), "[]");
    }
}
