//! What can be read from JSON: numbers, texts, and lists and objects of them.

use crate::place::Place;
use crate::tree::Json;

/// A type that is read from JSON.
pub trait ReadJson {
    /// A value to read into.
    fn unread() -> Self
    where
        Self: Sized;

    /// Reads what stands at a place. What does not fit is complained of there, and then the value does not count.
    fn read(&mut self, place: &Place<'_>);

    /// Whether an object need not have it.
    fn is_optional(&self) -> bool {
        false
    }
}

/// A key of an object.
pub struct Expected {
    /// The key.
    pub key: &'static str,
    /// Whether the object need not have it.
    pub is_optional: bool,
}

macro_rules! read_scalars {
    ($($type:ty: $unread:expr, $read:expr;)+) => {
        $(impl ReadJson for $type {
            fn unread() -> Self {
                $unread
            }

            fn read(&mut self, place: &Place<'_>) {
                let read: fn(&Place<'_>) -> Option<Self> = $read;
                if let Some(value) = read(place) {
                    *self = value;
                }
            }
        })+
    };
}

read_scalars! {
    u16: 0, |place| place.whole(Self::MAX.into()).map(|number| number as Self);
    u32: 0, |place| place.whole(Self::MAX.into()).map(|number| number as Self);
    u64: 0, |place| place.whole(Self::MAX);
    usize: 0, |place| place.whole(Self::MAX as u64).map(|number| number as Self);
    i32: 0, |place| place.integer();
    f64: 0.0, |place| place.double();
    String: Self::new(), |place| place.text().map(str::to_owned);
}

impl ReadJson for bool {
    fn unread() -> Self {
        false
    }

    fn read(&mut self, place: &Place<'_>) {
        match place.json() {
            Json::Bool(value) => *self = *value,
            _ => place.refuse("true or false"),
        }
    }
}

impl ReadJson for char {
    fn unread() -> Self {
        '\0'
    }

    fn read(&mut self, place: &Place<'_>) {
        let Some(text) = place.text() else { return };
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(only), None) => *self = only,
            _ => place.refuse("one character"),
        }
    }
}

impl<T: ReadJson> ReadJson for Option<T> {
    fn unread() -> Self {
        None
    }

    fn read(&mut self, place: &Place<'_>) {
        *self = None;
        if *place.json() != Json::Null {
            self.insert(T::unread()).read(place);
        }
    }

    fn is_optional(&self) -> bool {
        true
    }
}

impl<T: ReadJson> ReadJson for Vec<T> {
    fn unread() -> Self {
        Self::new()
    }

    fn read(&mut self, place: &Place<'_>) {
        let entries = place.entries(None);
        self.clear();
        self.reserve_exact(entries.len());
        for (index, json) in entries.iter().enumerate() {
            let mut value = T::unread();
            place.read_entry(index, json, &mut value);
            self.push(value);
        }
    }
}

impl<T: ReadJson, const N: usize> ReadJson for [T; N] {
    fn unread() -> Self {
        std::array::from_fn(|_| T::unread())
    }

    fn read(&mut self, place: &Place<'_>) {
        for (index, (json, value)) in place.entries(Some(N)).iter().zip(self).enumerate() {
            place.read_entry(index, json, value);
        }
    }
}

macro_rules! read_tuples {
    ($(($($name:ident)+))+) => {
        $(impl<$($name: ReadJson),+> ReadJson for ($($name,)+) {
            fn unread() -> Self {
                ($($name::unread(),)+)
            }

            fn read(&mut self, place: &Place<'_>) {
                #[allow(non_snake_case, reason = "each value is named after its type")]
                let ($($name,)+) = self;
                place.read_entries(&mut [$($name),+]);
            }
        })+
    };
}

read_tuples! {
    (A B)
    (A B C)
    (A B C D)
}
