//! A place in a JSON text while it is read, and the one complaint about the text.

use crate::decimal::read_double;
use crate::read::{Expected, ReadJson};
use crate::tree::Json;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt::Display;

/// A value in a JSON text, and how it was reached. What does not fit is complained of here and read on: only the first
/// complaint is kept, and what was read is then thrown away.
pub struct Place<'a> {
    json: &'a Json<'a>,
    way: Way<'a>,
    complaint: &'a OnceCell<String>,
}

/// How a value was reached.
enum Way<'a> {
    /// It is the whole text, which is meant to be this.
    Whole(&'a str),
    /// By a key of an object.
    Key(&'a Place<'a>, &'a str),
    /// By its number in a list.
    Entry(&'a Place<'a>, usize),
}

/// Reads a text that is meant to be `what`, or says what does not fit.
pub fn read_into(json: &Json<'_>, what: &str, value: &mut dyn ReadJson) -> Result<(), String> {
    let complaint = OnceCell::new();
    value.read(&Place { json, way: Way::Whole(what), complaint: &complaint });
    complaint.into_inner().map_or(Ok(()), Err)
}

impl<'a> Place<'a> {
    /// What stands here.
    pub fn json(&self) -> &'a Json<'a> {
        self.json
    }

    /// Complains that something else was expected here.
    #[cold]
    pub fn refuse(&self, expected: &str) {
        self.complain(expected, " as ", self.json);
    }

    /// The text here, which is complained of if it is none.
    pub fn text(&self) -> Option<&'a str> {
        let Json::Text(text) = self.json else {
            self.refuse("a text");
            return None;
        };
        Some(text)
    }

    /// The word here among those that there can be.
    pub fn word(&self, words: &[&str]) -> &'a str {
        match self.json {
            Json::Text(text) if words.contains(&&**text) => text,
            _ => {
                self.refuse(&one_of(words.iter()));
                ""
            }
        }
    }

    /// The whole number from 0 to `most` here.
    pub fn whole(&self, most: u64) -> Option<u64> {
        let found = match self.json {
            Json::Number(literal) => literal.parse().ok().filter(|&number| number <= most),
            _ => None,
        };
        if found.is_none() {
            self.refuse(&format!("a whole number from 0 to {most}"));
        }
        found
    }

    /// The whole number here, of either sign.
    pub fn integer(&self) -> Option<i32> {
        let found = match self.json {
            Json::Number(literal) => literal.parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.refuse("a whole number");
        }
        found
    }

    /// The number here, as the nearest double.
    pub fn double(&self) -> Option<f64> {
        let found = match self.json {
            Json::Number(literal) => read_double(literal).filter(|number| number.is_finite()),
            _ => None,
        };
        if found.is_none() {
            self.refuse("a number");
        }
        found
    }

    /// The entries of the list here; `count` of them where that is known.
    pub fn entries(&self, count: Option<usize>) -> &'a [Json<'a>] {
        match self.json {
            Json::List(entries) if count.is_none_or(|count| count == entries.len()) => entries,
            _ => {
                match count {
                    Some(count) => self.refuse(&format!("a list of {count}")),
                    None => self.refuse("a list"),
                }
                &[]
            }
        }
    }

    /// Reads an entry of the list here.
    pub fn read_entry(&self, index: usize, json: &Json<'_>, value: &mut dyn ReadJson) {
        value.read(&Place { json, way: Way::Entry(self, index), complaint: self.complaint });
    }

    /// Reads the list here, which has an entry for each of the values.
    pub fn read_entries(&self, values: &mut [&mut dyn ReadJson]) {
        let entries = self.entries(Some(values.len()));
        for (index, (json, value)) in entries.iter().zip(values).enumerate() {
            self.read_entry(index, json, *value);
        }
    }

    /// The values of the object here by key.
    pub fn members(&self) -> &'a [(Cow<'a, str>, Json<'a>)] {
        let Json::Object(members) = self.json else {
            self.refuse("an object");
            return &[];
        };
        members
    }

    /// Reads a value of the object here.
    pub fn read_member(&self, key: &str, json: &Json<'_>, value: &mut dyn ReadJson) {
        value.read(&Place { json, way: Way::Key(self, key), complaint: self.complaint });
    }

    /// Reads the object here, which has these keys and no others, into their values.
    pub fn read_members(&self, expected: &[Expected], values: &mut [&mut dyn ReadJson]) {
        let members = self.members();
        for (place, (key, _)) in members.iter().enumerate() {
            if expected.iter().all(|expected| expected.key != key) {
                self.complain(&one_of(expected.iter().map(|expected| expected.key)), " in ", &format_args!("`{key}`"));
            }
            if members[..place].iter().any(|(other, _)| other == key) {
                self.complain(&format!("`{key}` once"), " in ", &"it again");
                return;
            }
        }
        for (expected, value) in expected.iter().zip(values) {
            match members.iter().find(|(key, _)| key == expected.key) {
                Some((_, json)) => self.read_member(expected.key, json, *value),
                None if expected.is_optional || value.is_optional() => {}
                None => self.complain(&format!("`{}`", expected.key), " in ", &"none"),
            }
        }
    }

    /// `expected` as or in what is here, and what was found.
    #[cold]
    fn complain(&self, expected: &str, relation: &str, found: &dyn Display) {
        self.complaint.get_or_init(|| {
            let (path, what) = self.path();
            let (path, of) = if path.is_empty() { (path, "") } else { (format!("`{path}`"), " of ") };
            format!("expected {expected}{relation}{path}{of}{what}, found {found}")
        });
    }

    /// The keys and numbers down to here, and what the whole text is meant to be.
    fn path(&self) -> (String, &'a str) {
        match self.way {
            Way::Whole(what) => (String::new(), what),
            Way::Key(outer, key) => {
                let (mut path, what) = outer.path();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
                (path, what)
            }
            Way::Entry(outer, index) => {
                let (path, what) = outer.path();
                (format!("{path}[{index}]"), what)
            }
        }
    }
}

fn one_of(words: impl Iterator<Item = impl Display>) -> String {
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    format!("one of {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default)]
    struct Bins {
        count: u16,
        least_width: Option<f64>,
        edges: Vec<f64>,
        names: [String; 2],
        is_even: bool,
    }

    crate::read_json!(Bins { count = 10, least_width, edges, names = Default::default(), is_even = true });

    #[derive(Debug)]
    struct Sides {
        kind: Kind,
        bins: Vec<Bins>,
    }

    crate::read_json!(Sides { kind as "type", bins });

    #[derive(Debug, PartialEq)]
    enum Kind {
        Even,
        Uneven,
    }

    crate::words!(Kind { Even = "even", Uneven = "uneven" });

    fn text(text: &str) -> Json<'_> {
        Json::Text(text.into())
    }

    fn object<'a, const N: usize>(members: [(&'a str, Json<'a>); N]) -> Json<'a> {
        Json::Object(members.map(|(key, json)| (key.into(), json)).into())
    }

    fn read<T: ReadJson>(json: &Json<'_>) -> Result<T, String> {
        let mut value = T::unread();
        read_into(json, "a side", &mut value).map(|()| value)
    }

    #[test]
    fn an_object_is_read_by_its_keys_and_the_rest_stays_as_it_is_said_to_be() {
        let edges = Json::List(vec![Json::Number("-0"), Json::Number("0.1"), Json::Number("9007199254740993")]);
        let json = object([("edges", edges), ("leastWidth", Json::Number("5e-324"))]);
        let found: Bins = read(&json).unwrap();
        assert_eq!((found.count, found.least_width, found.is_even), (10, Some(5e-324), true));
        assert_eq!(
            found.edges.iter().map(|edge| edge.to_bits()).collect::<Vec<_>>(),
            [(-0.0f64).to_bits(), 0.1f64.to_bits(), 9_007_199_254_740_992.0f64.to_bits(),]
        );
        assert_eq!(read::<u64>(&Json::Number("18446744073709551615")).unwrap(), u64::MAX);
        let json = object([("type", text("uneven")), ("bins", Json::List(Vec::new()))]);
        assert_eq!(read::<Sides>(&json).unwrap().kind, Kind::Uneven);
    }

    #[test]
    fn a_complaint_says_what_was_expected_where_and_what_was_found() {
        let in_bins = |key, json| {
            let list = || ("edges", Json::List(Vec::new()));
            let bins = Json::List(vec![object([list()]), object([list(), (key, json)])]);
            read::<Sides>(&object([("type", text("even")), ("bins", bins)])).unwrap_err()
        };
        let cases = [
            (
                in_bins("count", Json::Number("65536")),
                "a whole number from 0 to 65535 as `bins[1].count` of a side, found 65536",
            ),
            (in_bins("leastWidth", text("x")), "a number as `bins[1].leastWidth` of a side, found `x`"),
            (in_bins("leastWidth", Json::Number("1e999")), "a number as `bins[1].leastWidth` of a side, found 1e999"),
            (in_bins("isEven", Json::Null), "true or false as `bins[1].isEven` of a side, found null"),
            (in_bins("names", Json::List(Vec::new())), "a list of 2 as `bins[1].names` of a side, found a list"),
            (in_bins("edges", Json::Null), "`edges` once in `bins[1]` of a side, found it again"),
            (
                in_bins("width", Json::Null),
                "one of `count`, `leastWidth`, `edges`, `names`, `isEven` in `bins[1]` of a side, found `width`",
            ),
            (
                read::<Sides>(&object([("type", text("odd"))])).unwrap_err(),
                "one of `even`, `uneven` as `type` of a side, found `odd`",
            ),
            (read::<Sides>(&object([("type", text("even"))])).unwrap_err(), "`bins` in a side, found none"),
            (read::<Sides>(&Json::Bool(true)).unwrap_err(), "an object as a side, found true"),
        ];
        for (found, expected) in cases {
            assert_eq!(found, format!("expected {expected}"));
        }
    }
}
