//! Bytes that were pushed and cannot be read yet: the start of a record whose end has not come.

/// A queue of bytes that is one slice at any time. Every operation takes amortised time linear in its bytes.
#[derive(Debug, Default)]
pub(crate) struct Carry {
    bytes: Vec<u8>,
    start: usize,
}

impl Carry {
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - self.start
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Drops the first `count` bytes. They leave memory once they are half of what is held.
    pub(crate) fn consume(&mut self, count: usize) {
        self.start += count;
        if self.start * 2 >= self.bytes.len() {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.start = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_leave_in_the_order_in_which_they_came() {
        let mut carry = Carry::default();
        carry.extend(b"abcdef");
        carry.consume(1);
        assert_eq!((carry.as_slice(), carry.len()), (&b"bcdef"[..], 5));
        carry.consume(3);
        carry.extend(b"g");
        assert_eq!(carry.as_slice(), b"efg");
        carry.clear();
        assert!(carry.is_empty());
    }
}
