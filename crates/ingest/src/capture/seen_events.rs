//! The events that were read, to drop those that come again: a record is delivered at least once.

use std::collections::HashSet;

use tidemark_core::hash::hash_text;

/// So many events are remembered at least, and twice as many at most, so that memory stays bounded.
const REMEMBERED: usize = 1 << 21;

/// The last events, by the hash of their id.
#[derive(Debug, Default)]
pub(crate) struct SeenEvents {
    recent: HashSet<u64>,
    before: HashSet<u64>,
}

impl SeenEvents {
    /// Remembers an event; false if it was remembered already.
    pub(crate) fn insert(&mut self, id: &str) -> bool {
        let hash = hash_text(id);
        if self.before.contains(&hash) || !self.recent.insert(hash) {
            return false;
        }
        if self.recent.len() == REMEMBERED {
            self.before = std::mem::take(&mut self.recent);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_new_once() {
        let mut seen = SeenEvents::default();
        assert!(seen.insert("a") && seen.insert("b"));
        assert!(!seen.insert("a"));
    }
}
