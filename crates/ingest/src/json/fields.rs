//! The fields of one or several rows, in memory that is used again for the next ones.

use std::ops::Range;

/// A field: where its name and its text stand.
#[derive(Clone, Debug)]
struct Field {
    /// None where only the position names it.
    name: Option<Range<usize>>,
    /// None where it is null.
    text: Option<Range<usize>>,
    is_replaced: bool,
}

/// A field as it is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldView<'a> {
    /// None where only the position names it.
    pub(crate) name: Option<&'a str>,
    /// None where it is null.
    pub(crate) text: Option<&'a str>,
    /// Whether invalid UTF-8 was replaced in it.
    pub(crate) is_replaced: bool,
}

/// Rows of fields.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    names: String,
    texts: String,
    all: Vec<Field>,
    row_ends: Vec<usize>,
    /// Where literals stand that JSON proper does not know: NaN and the infinities.
    pub(crate) non_finite: Vec<Range<usize>>,
}

impl Fields {
    pub(crate) fn clear(&mut self) {
        self.names.clear();
        self.texts.clear();
        self.all.clear();
        self.row_ends.clear();
        self.non_finite.clear();
    }

    /// Adds a null.
    pub(crate) fn add_null(&mut self, name: Option<&str>) {
        self.add(name, None, false);
    }

    /// Adds a field whose text `write` appends; it says whether invalid UTF-8 was replaced.
    pub(crate) fn add_text<E>(
        &mut self,
        name: Option<&str>,
        write: impl FnOnce(&mut String) -> Result<bool, E>,
    ) -> Result<(), E> {
        let start = self.texts.len();
        let is_replaced = write(&mut self.texts)?;
        self.add(name, Some(start..self.texts.len()), is_replaced);
        Ok(())
    }

    fn add(&mut self, name: Option<&str>, text: Option<Range<usize>>, is_replaced: bool) {
        let name = name.map(|name| {
            let start = self.names.len();
            self.names.push_str(name);
            start..self.names.len()
        });
        self.all.push(Field { name, text, is_replaced });
    }

    pub(crate) fn end_row(&mut self) {
        self.row_ends.push(self.all.len());
    }

    pub(crate) fn rows(&self) -> usize {
        self.row_ends.len()
    }

    /// The fields of a row, in order.
    pub(crate) fn row(&self, index: usize) -> impl ExactSizeIterator<Item = FieldView<'_>> + Clone {
        let start = if index == 0 { 0 } else { self.row_ends[index - 1] };
        self.all[start..self.row_ends[index]].iter().map(|field| FieldView {
            name: field.name.clone().map(|range| &self.names[range]),
            text: field.text.clone().map(|range| &self.texts[range]),
            is_replaced: field.is_replaced,
        })
    }
}
