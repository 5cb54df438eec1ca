//! The profile of a data set: its rows and the records of its columns. A function of the multiset of records alone.

use super::{ColumnProfile, Scratch};
use crate::codec::{Family, Reader, Writer, damaged, open_envelope, seal_envelope};
use crate::column::Column;
use crate::error::{Error, Result};
use crate::order::in_order;
use crate::state::{DEFAULT_RESOLUTION, MOST, State, add_counts};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound::Included;

/// Options that change the bytes of a profile. They are stored, and profiles merge only if they are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileOptions {
    /// The most buckets of a quantile sketch.
    pub resolution: u16,
    /// Spellings of a missing value, in order, each once.
    pub missing: Vec<String>,
}

impl Default for ProfileOptions {
    fn default() -> Self {
        Self { resolution: DEFAULT_RESOLUTION, missing: Vec::new() }
    }
}

/// A column: its name, and the smallest position at which it stood in any record.
#[derive(Clone, Copy, Debug)]
pub struct NamedColumn<'a> {
    /// The name.
    pub name: &'a str,
    /// The smallest position.
    pub position: u32,
    /// What is kept of it.
    pub profile: &'a ColumnProfile,
}

/// The profile of a data set.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSetProfile {
    options: ProfileOptions,
    rows: u64,
    columns: BTreeMap<String, (u32, ColumnProfile)>,
}

impl DataSetProfile {
    /// An empty profile. `invalid-argument` for a resolution outside 64 to 4,096.
    pub fn new(mut options: ProfileOptions) -> Result<Self> {
        ColumnProfile::new(options.resolution)?;
        options.missing = in_order(options.missing, Ord::cmp);
        options.missing.dedup();
        Ok(Self { options, rows: 0, columns: BTreeMap::new() })
    }

    /// The rows.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The options it was made with.
    pub const fn options(&self) -> &ProfileOptions {
        &self.options
    }

    /// Columns by position, then by the bytes of the name.
    pub fn columns(&self) -> Vec<NamedColumn<'_>> {
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|(name, (position, profile))| NamedColumn { name, position: *position, profile })
            .collect();
        in_order(columns, |a, b| (a.position, a.name).cmp(&(b.position, b.name)))
    }

    /// The column of that name, if there is one.
    pub fn column(&self, name: &str) -> Option<NamedColumn<'_>> {
        let (name, (position, profile)) = self.columns.get_key_value(name)?;
        Some(NamedColumn { name, position: *position, profile })
    }

    /// Makes sure that a column exists, also when no row has a value for it.
    pub fn declare(&mut self, name: &str, position: u32) -> Result<()> {
        let rows = self.rows;
        let profile = self.entry(name, position)?;
        profile.add_absent(rows - profile.counts().rows())
    }

    fn entry(&mut self, name: &str, position: u32) -> Result<&mut ColumnProfile> {
        let empty = ColumnProfile::new(self.options.resolution)?;
        let (smallest, profile) = self.columns.entry(name.to_owned()).or_insert((position, empty));
        *smallest = position.min(*smallest);
        Ok(profile)
    }

    /// Takes in `rows` rows, column by column. Columns that are not given are missing in these rows.
    /// `invalid-argument` when a column has another length, or the same name twice; nothing is changed then.
    pub fn update<'a>(
        &mut self,
        rows: usize,
        columns: impl IntoIterator<Item = (&'a str, u32, Column<'a>)>,
        scratch: &mut Scratch,
    ) -> Result<()> {
        let columns: Vec<_> = columns.into_iter().collect();
        let records = self.extend(rows, &columns)?;
        records.into_iter().zip(&columns).for_each(|(record, (_, _, column))| record.update(column, scratch));
        Ok(())
    }

    /// Counts `rows` more rows and gives the records of the columns, in their order: whoever asks must take the entries
    /// of each column in, at once or in parts. Everything else is as in `update`.
    pub fn extend<'a>(
        &mut self,
        rows: usize,
        columns: &[(&'a str, u32, Column<'a>)],
    ) -> Result<Vec<&mut ColumnProfile>> {
        let total = add_counts(self.rows, rows as u64)?;
        if let Some((name, _, column)) = columns.iter().find(|(_, _, column)| column.rows() != rows) {
            return Err(another_length(rows as u64, column.rows() as u64, name));
        }
        let places = find_places(columns)?;
        for &(name, position, _) in columns {
            self.entry(name, position)?;
        }
        let before = std::mem::replace(&mut self.rows, total);
        let mut records = Vec::with_capacity(columns.len());
        for (name, (_, record)) in &mut self.columns {
            let place = places.get(name.as_str());
            let absent = if place.is_some() { before } else { total };
            record.add_absent(absent - record.counts().rows())?;
            records.extend(place.map(|&place| (place, record)));
        }
        Ok(by_place(records))
    }

    /// `extend` for some columns of the next `rows` rows, each whole or piece after piece, until `end_rows` ends them.
    /// `invalid-argument` when a column has more rows, or comes twice in a call; nothing is changed then.
    pub fn extend_part<'a>(
        &mut self,
        rows: usize,
        columns: &[(&'a str, u32, Column<'a>)],
    ) -> Result<Vec<&mut ColumnProfile>> {
        let (before, total) = (self.rows, add_counts(self.rows, rows as u64)?);
        let places = find_places(columns)?;
        for (name, _, column) in columns {
            let taken = self.column(name).map_or(0, |column| column.profile.counts().rows());
            if taken.max(before) + column.rows() as u64 > total {
                return Err(Error::invalid_argument(format!(
                    "expected {rows} rows in each column, found `{name}` twice or more of its rows; pass each row once"
                )));
            }
        }
        for &(name, position, _) in columns {
            self.entry(name, position)?;
        }
        let (Some(first), Some(last)) = (places.keys().min(), places.keys().max()) else {
            return Ok(Vec::new());
        };
        let mut records = Vec::with_capacity(columns.len());
        for (name, (_, record)) in self.columns.range_mut::<str, _>((Included(*first), Included(*last))) {
            if let Some(&place) = places.get(name.as_str()) {
                record.add_absent(before.saturating_sub(record.counts().rows()))?;
                records.push((place, record));
            }
        }
        Ok(by_place(records))
    }

    /// Ends `rows` rows of which parts were taken in: columns that did not come are missing in them. `invalid-argument`
    /// when only some rows of a column came.
    pub fn end_rows(&mut self, rows: usize) -> Result<()> {
        let total = add_counts(self.rows, rows as u64)?;
        for (name, (_, record)) in &self.columns {
            let found = record.counts().rows();
            if found > self.rows && found < total {
                return Err(another_length(rows as u64, found - self.rows, name));
            }
        }
        self.rows = total;
        self.fill_absent()
    }

    /// The profiles of the same rows with some of the columns each; `place` says for every name in which.
    pub fn split(self, parts: usize, mut place: impl FnMut(&str) -> usize) -> Vec<Self> {
        let empty = Self { options: self.options, rows: self.rows, columns: BTreeMap::new() };
        let mut split = vec![empty; parts];
        for (name, column) in self.columns {
            split[place(&name)].columns.insert(name, column);
        }
        split
    }

    /// Puts columns beside those that are here: both profiles are of the same rows and have no column in common.
    pub fn join(&mut self, other: Self) {
        self.columns.extend(other.columns);
    }

    fn fill_absent(&mut self) -> Result<()> {
        for (_, profile) in self.columns.values_mut() {
            profile.add_absent(self.rows.saturating_sub(profile.counts().rows()))?;
        }
        Ok(())
    }

    /// The bytes of a `.tide` file: the same for the same records, whatever their order or partition.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        self.write(&mut writer);
        seal_envelope(Family::DataSetProfile, &writer.into_bytes())
    }

    /// Reads a `.tide` file. `invalid-data` when it is damaged, `unsupported` when it is of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(open_envelope(Family::DataSetProfile, bytes)?);
        let profile = Self::read(&mut reader)?;
        reader.end("the payload")?;
        // A profile has one form only: whatever is not written again as it was read was not written by us.
        if profile.to_bytes() != bytes {
            return Err(damaged("expected the one form of a profile in bytes, found another"));
        }
        Ok(profile)
    }
}

impl State for DataSetProfile {
    fn merge(&mut self, other: &Self) -> Result<()> {
        if self.options != other.options {
            return Err(Error::incompatible(format!(
                "expected profiles made with the same options, found {} and {}; make them again with the same ones",
                describe(&self.options),
                describe(&other.options)
            )));
        }
        let rows = add_counts(self.rows, other.rows)?;
        for (name, (position, profile)) in &other.columns {
            match self.columns.entry(name.clone()) {
                Entry::Occupied(entry) => {
                    let (smallest, kept) = entry.into_mut();
                    *smallest = (*smallest).min(*position);
                    kept.merge(profile)?;
                }
                Entry::Vacant(entry) => {
                    entry.insert((*position, profile.clone()));
                }
            }
        }
        self.rows = rows;
        self.fill_absent()
    }

    fn write(&self, writer: &mut Writer) {
        writer.u16(self.options.resolution);
        writer.u32(self.options.missing.len() as u32);
        self.options.missing.iter().for_each(|spelling| writer.block(spelling.as_bytes()));
        writer.u64(self.rows);
        writer.u32(self.columns.len() as u32);
        for column in self.columns() {
            writer.block(column.name.as_bytes());
            writer.u32(column.position);
            column.profile.write(writer);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let resolution = reader.u16("the resolution")?;
        let spellings = reader.u32("the number of missing spellings")?;
        let missing = (0..spellings).map(|_| reader.text("a missing spelling")).collect::<Result<_>>()?;
        let mut profile =
            Self::new(ProfileOptions { resolution, missing }).map_err(|error| damaged(error.message()))?;
        profile.rows = reader.u64("the number of rows")?;
        let columns = reader.u32("the number of columns")?;
        for _ in 0..columns {
            let name = reader.text("the name of a column")?;
            let position = reader.u32("the position of a column")?;
            let column = ColumnProfile::read(reader)?;
            let agrees = column.counts().rows() == profile.rows && column.quantile().resolution() == resolution;
            if !agrees || profile.columns.insert(name, (position, column)).is_some() {
                return Err(damaged("expected columns of different names that fit the data set, found others"));
            }
        }
        if profile.rows > MOST {
            return Err(damaged("expected fewer than 2^53 rows, found more"));
        }
        Ok(profile)
    }
}

/// Records in the order of the columns that they are of.
fn by_place(records: Vec<(usize, &mut ColumnProfile)>) -> Vec<&mut ColumnProfile> {
    in_order(records, |a, b| a.0.cmp(&b.0)).into_iter().map(|(_, record)| record).collect()
}

/// At which place each name stands. `invalid-argument` for one that stands at two.
fn find_places<'a>(columns: &[(&'a str, u32, Column<'a>)]) -> Result<HashMap<&'a str, usize>> {
    let mut places = HashMap::with_capacity(columns.len());
    for (place, (name, ..)) in columns.iter().enumerate() {
        if places.insert(*name, place).is_some() {
            return Err(Error::invalid_argument(format!(
                "expected columns of different names, found `{name}` twice; name each column once"
            )));
        }
    }
    Ok(places)
}

fn another_length(expected: u64, found: u64, column: &str) -> Error {
    Error::invalid_argument(format!(
        "expected {expected} rows in each column, found {found} in another; pass columns of one length"
    ))
    .with("column", column)
}

fn describe(options: &ProfileOptions) -> String {
    format!("resolution {} with the missing spellings {:?}", options.resolution, options.missing)
}
