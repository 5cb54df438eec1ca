//! Puts records whose fields have names into batches: columns appear as their names do, and what a record lacks is
//! missing.

use std::collections::{HashMap, HashSet};

use tidemark_core::error::{Error, Result};

use crate::batch::{Batch, BatchSink};
use crate::json::flat_object::FlatObject;
use crate::report::InvalidUtf8;

/// More columns than this are keys that are really values; reading on would fill the memory.
pub(crate) const MOST_COLUMNS: usize = 10_000;

/// Stands for the column of a name that is met for the first time.
const NEW: usize = usize::MAX;

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NamedField<'a> {
    pub(crate) name: &'a str,
    /// None where it is null.
    pub(crate) text: Option<&'a str>,
    /// Whether invalid UTF-8 was replaced in it.
    pub(crate) is_replaced: bool,
}

/// The columns so far and the batch that is being filled.
#[derive(Debug)]
pub(crate) struct RecordTable {
    batch: Batch,
    batch_rows: usize,
    missing: Vec<String>,
    indices: HashMap<String, usize>,
    /// For each column, the last record that had it: a name that comes twice is noticed by it.
    last_record: Vec<u64>,
    /// For each column, the smallest position at which it stands in any record.
    positions: Vec<usize>,
    /// For each column, how many values had invalid UTF-8.
    replaced: Vec<u64>,
    /// The column of each field of the last record: most often that of the same field of the next one.
    order: Vec<usize>,
    /// The columns of the fields of the record that is being added.
    targets: Vec<usize>,
    records: u64,
    flat: FlatObject,
}

/// A name that stands twice in one record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RepeatedName;

impl RecordTable {
    pub(crate) fn new(missing: Vec<String>, batch_rows: usize) -> Self {
        Self {
            batch: Batch::new(Vec::new()),
            batch_rows,
            missing,
            indices: HashMap::new(),
            last_record: Vec::new(),
            positions: Vec::new(),
            replaced: Vec::new(),
            order: Vec::new(),
            targets: Vec::new(),
            records: 0,
            flat: FlatObject::default(),
        }
    }

    pub(crate) fn names(&self) -> &[String] {
        self.batch.names()
    }

    pub(crate) fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// Adds a record of `bytes` bytes, or nothing of it if a name stands in it twice. `invalid-data` for too many
    /// columns.
    pub(crate) fn add<'a>(
        &mut self,
        fields: impl Iterator<Item = NamedField<'a>> + Clone,
        bytes: usize,
        sink: &mut BatchSink<'_>,
    ) -> Result<std::result::Result<(), RepeatedName>> {
        self.records += 1;
        if !self.find_columns(fields.clone()) {
            return Ok(Err(RepeatedName));
        }
        for (position, field) in fields.clone().enumerate() {
            if self.targets[position] == NEW {
                self.targets[position] = self.add_column(field.name)?;
            }
            let smallest = &mut self.positions[self.targets[position]];
            *smallest = position.min(*smallest);
        }
        for (field, &index) in fields.zip(&self.targets) {
            let is_missing = |text: &&str| !self.missing.iter().any(|spelling| spelling == text);
            self.batch.set(index, field.text.filter(is_missing));
            self.replaced[index] += u64::from(field.is_replaced);
        }
        std::mem::swap(&mut self.order, &mut self.targets);
        self.batch.end_row(bytes);
        if self.batch.is_full(self.batch_rows) {
            self.batch.flush(sink)?;
        }
        Ok(Ok(()))
    }

    /// Adds an object of the everyday kind; false if it is not of that kind, and nothing is added.
    pub(crate) fn add_flat(&mut self, object: &[u8], sink: &mut BatchSink<'_>) -> Result<bool> {
        let is_read = self.flat.read(object);
        let Some(text) = str::from_utf8(object).ok().filter(|_| is_read) else {
            return Ok(false);
        };
        for (position, index) in self.flat.shifted().into_iter().flatten().enumerate() {
            self.positions[index] = self.positions[index].min(position);
        }
        self.batch.add_row(text, self.flat.places(), &self.missing);
        if self.batch.is_full(self.batch_rows) {
            self.batch.flush(sink)?;
        }
        Ok(true)
    }

    /// Whether a name stands twice in a record.
    pub(crate) fn has_repeated_name<'a>(&mut self, fields: impl Iterator<Item = NamedField<'a>>) -> bool {
        self.records += 1;
        !self.find_columns(fields)
    }

    pub(crate) fn flush(&mut self, sink: &mut BatchSink<'_>) -> Result<()> {
        self.batch.flush(sink)
    }

    /// The columns in which invalid UTF-8 was replaced.
    pub(crate) fn invalid_utf8(&self) -> Vec<InvalidUtf8> {
        let counts = self.names().iter().zip(&self.replaced).filter(|&(_, &count)| count > 0);
        counts.map(|(column, &count)| InvalidUtf8 { column: column.clone(), count }).collect()
    }

    /// Finds the columns of the fields of a record; false if two of them are the same.
    fn find_columns<'a>(&mut self, fields: impl Iterator<Item = NamedField<'a>>) -> bool {
        self.targets.clear();
        let mut new_names = HashSet::new();
        for (position, NamedField { name, .. }) in fields.enumerate() {
            let guess = self.order.get(position).copied().filter(|&index| self.batch.names()[index] == name);
            let Some(index) = guess.or_else(|| self.indices.get(name).copied()) else {
                if !new_names.insert(name) {
                    return false;
                }
                self.targets.push(NEW);
                continue;
            };
            if std::mem::replace(&mut self.last_record[index], self.records) == self.records {
                return false;
            }
            self.targets.push(index);
        }
        true
    }

    fn add_column(&mut self, name: &str) -> Result<usize> {
        let index = self.positions.len();
        if index == MOST_COLUMNS {
            return Err(Error::invalid_data(format!(
                "expected at most {MOST_COLUMNS} different keys in all records, found more (`{name}`); \
                 keys that are values, such as ids, cannot be columns"
            ))
            .with("limit", MOST_COLUMNS));
        }
        self.indices.insert(name.to_owned(), index);
        self.batch.add_column(name.to_owned());
        self.flat.expect(name);
        self.positions.push(usize::MAX);
        self.last_record.push(self.records);
        self.replaced.push(0);
        Ok(index)
    }
}
