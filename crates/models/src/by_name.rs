//! Values by name: found by hash, and gone through in the order of their names. One map for all of them, because each kind
//! of map is some kilobytes of WebAssembly.

use crate::order::{in_order, order_of};
use std::collections::HashMap;
use std::fmt;
use tidemark_json::{JsonWriter, Place, ReadJson, WriteJson};

/// Values, each with a name of its own.
#[derive(Clone)]
pub struct ByName<V> {
    places: HashMap<String, usize>,
    items: Vec<(String, V)>,
}

impl<V> ByName<V> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.places.get(name).map(|&place| &self.items[place].1)
    }

    /// The value of a name, which is made if there is none.
    pub fn entry(&mut self, name: &str, make: &dyn Fn() -> V) -> &mut V {
        let place = self.places.get(name).copied().unwrap_or_else(|| {
            self.places.insert(name.to_owned(), self.items.len());
            self.items.push((name.to_owned(), make()));
            self.items.len() - 1
        });
        &mut self.items[place].1
    }

    /// Gives a name its value, in place of the one it had.
    pub fn insert(&mut self, name: String, value: V) {
        if let Some(&place) = self.places.get(&name) {
            self.items[place].1 = value;
        } else {
            self.places.insert(name.clone(), self.items.len());
            self.items.push((name, value));
        }
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        let order = order_of(self.items.len(), &|a, b| self.items[a].0.cmp(&self.items[b].0));
        order.into_iter().map(|place| (self.items[place].0.as_str(), &self.items[place].1))
    }

    /// The values, in any order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.items.iter().map(|(_, value)| value)
    }

    /// The values to be changed, in any order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.items.iter_mut().map(|(_, value)| value)
    }

    /// All of them, by name.
    pub fn into_list(self) -> Vec<(String, V)> {
        in_order(self.items, |a, b| a.0.cmp(&b.0))
    }
}

impl<V> Default for ByName<V> {
    fn default() -> Self {
        Self { places: HashMap::new(), items: Vec::new() }
    }
}

impl<V: fmt::Debug> fmt::Debug for ByName<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<V: PartialEq> PartialEq for ByName<V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.items.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<V> FromIterator<(String, V)> for ByName<V> {
    fn from_iter<T: IntoIterator<Item = (String, V)>>(items: T) -> Self {
        let mut found = Self::default();
        items.into_iter().for_each(|(name, value)| found.insert(name, value));
        found
    }
}

impl<V: WriteJson> WriteJson for ByName<V> {
    fn write(&self, writer: &mut JsonWriter) {
        writer.open('{');
        self.iter().for_each(|(name, value)| writer.member(name, value));
        writer.close('}');
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<V: ReadJson> ReadJson for ByName<V> {
    fn unread() -> Self {
        Self::default()
    }

    fn read(&mut self, place: &Place<'_>) {
        *self = Self::default();
        for (name, json) in place.members() {
            let mut value = V::unread();
            place.read_member(name, json, &mut value);
            self.insert(name.to_string(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_their_order_and_the_last_value_of_one_counts() {
        let mut found: ByName<u64> =
            [("b", 1), ("a", 2), ("b", 3)].map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
        *found.entry("c", &|| 7) += 1;
        *found.entry("a", &|| 7) += 1;
        assert_eq!(found.iter().collect::<Vec<_>>(), [("a", &3), ("b", &3), ("c", &8)]);
        assert_eq!(found.get("d"), None);
    }
}
