//! How a type says what it looks like as JSON.

/// The length of the name of a field as a key.
pub const fn camel_length(name: &str) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < name.len() {
        length += (name.as_bytes()[at] != b'_') as usize;
        at += 1;
    }
    length
}

/// The name of a field as a key: `most_columns` is `mostColumns`.
pub const fn camel_case<const N: usize>(name: &str) -> [u8; N] {
    let mut key = [0; N];
    let (mut at, mut length) = (0, 0);
    while at < name.len() {
        let mut byte = name.as_bytes()[at];
        if byte != b'_' {
            if at > 0 && name.as_bytes()[at - 1] == b'_' {
                byte = byte.to_ascii_uppercase();
            }
            key[length] = byte;
            length += 1;
        }
        at += 1;
    }
    key
}

/// The key of a field: what it is called, or what it is said to be.
#[doc(hidden)]
#[macro_export]
macro_rules! key {
    ($field:ident) => {
        const {
            const KEY: [u8; $crate::camel_length(stringify!($field))] = $crate::camel_case(stringify!($field));
            match str::from_utf8(&KEY) {
                Ok(key) => key,
                Err(_) => panic!("a name of a field is UTF-8"),
            }
        }
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Whether something is there.
#[doc(hidden)]
#[macro_export]
macro_rules! is_given {
    () => {
        false
    };
    ($($given:tt)+) => {
        true
    };
}

/// Declares that a struct is read from an object with the keys of its fields in camel case, and no others:
///
/// ```
/// # use tidemark_json::read_json;
/// struct Bins { count: u16, kind: String, least_width: Option<f64>, seed: u64 }
/// read_json!(Bins { count, kind as "type", least_width, seed = 1 });
/// ```
///
/// A field with a value need not be there, nor an `Option`; none need be there where `or default` stands at the end.
#[macro_export]
macro_rules! read_json {
    ($type:ident { $($field:ident $(as $key:literal)? $(= $default:expr)?),+ $(,)? }) => {
        impl $crate::ReadJson for $type {
            fn unread() -> Self {
                Self { $($field: $crate::read_json!(@unread $($default)?)),+ }
            }

            fn read(&mut self, place: &$crate::Place<'_>) {
                let keys = &[$($crate::Expected {
                    key: $crate::key!($field $($key)?),
                    is_optional: $crate::is_given!($($default)?),
                }),+];
                place.read_members(keys, &mut [$(&mut self.$field),+]);
            }
        }
    };
    ($type:ident { $($field:ident),+ $(,)? } or default) => {
        impl $crate::ReadJson for $type {
            fn unread() -> Self {
                Self::default()
            }

            fn read(&mut self, place: &$crate::Place<'_>) {
                let Self { $($field),+ } = self;
                let keys = &[$($crate::Expected { key: $crate::key!($field), is_optional: true }),+];
                place.read_members(keys, &mut [$($field),+]);
            }
        }
    };
    (@unread) => {
        $crate::ReadJson::unread()
    };
    (@unread $default:expr) => {
        $default
    };
}

/// Declares that a struct is written as an object with the keys of its fields in camel case:
///
/// ```
/// # use tidemark_json::{to_json, write_json};
/// struct Bin { kind: &'static str, upper_bound: f64, error: Option<f64> }
/// write_json!(Bin { kind as "type", upper_bound, error if any });
/// let bin = Bin { kind: "even", upper_bound: 0.5, error: None };
/// assert_eq!(to_json(&bin), r#"{"type":"even","upperBound":0.5}"#);
/// ```
///
/// A field `if any` is left out where it is none or empty; fields that `..` stands for are left out always.
#[macro_export]
macro_rules! write_json {
    ($type:ty { $($field:ident $(as $key:literal)? $(if $any:ident)?),+ $(, ..)? $(,)? }) => {
        impl $crate::WriteJson for $type {
            fn write(&self, writer: &mut $crate::JsonWriter) {
                let keys = &[$($crate::Written {
                    key: $crate::key!($field $($key)?),
                    is_optional: $crate::is_given!($($any)?),
                }),+];
                writer.members(keys, &[$(&self.$field),+]);
            }
        }
    };
}

/// Declares that an enum is read and written as words:
///
/// ```
/// # use tidemark_json::{to_json, words};
/// enum Format { Csv, Lines }
/// words!(Format { Csv = "csv", Lines = "jsonl" });
/// assert_eq!(to_json(&[Format::Lines, Format::Csv]), r#"["jsonl","csv"]"#);
/// ```
#[macro_export]
macro_rules! words {
    ($type:ident { $first:ident = $first_word:literal $(, $variant:ident = $word:literal)* $(,)? }) => {
        impl $crate::ReadJson for $type {
            fn unread() -> Self {
                Self::$first
            }

            fn read(&mut self, place: &$crate::Place<'_>) {
                *self = match place.word(&[$first_word $(, $word)*]) {
                    $($word => Self::$variant,)*
                    _ => Self::$first,
                };
            }
        }

        impl $crate::WriteJson for $type {
            fn write(&self, writer: &mut $crate::JsonWriter) {
                writer.text(match self {
                    Self::$first => $first_word,
                    $(Self::$variant => $word,)*
                });
            }
        }
    };
}
