//! Values by name, as documents have them: an object.

use tidemark_json::{JsonWriter, WriteJson};

/// Values by name, in the order that they stand in; few, as they are looked through one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<V>(pub Vec<(String, V)>);

impl<V> Named<V> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl<V: WriteJson> WriteJson for Named<V> {
    fn write(&self, writer: &mut JsonWriter) {
        writer.open('{');
        self.0.iter().for_each(|(name, value)| writer.member(name, value));
        writer.close('}');
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
