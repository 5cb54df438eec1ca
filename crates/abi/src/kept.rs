//! What the rows of a session go into: the profile of the columns that were asked for, and on request Model Monitor's own
//! states.

use crate::columns::PlacedColumn;
use crate::options::SessionOptions;
use crate::session::FinishedProfile;
use crate::{Error, Result};
use std::collections::BTreeSet;
use tidemark_core::column::Column;
use tidemark_core::profile::DataSetProfile;
use tidemark_core::sagemaker::SagemakerStates;
use tidemark_ingest::{Batch, Reader};

/// What the rows go into.
pub(crate) struct Kept {
    data: DataSetProfile,
    sagemaker: Option<SagemakerStates>,
    columns: Option<Vec<String>>,
    exclude: Vec<String>,
    /// Names that were asked for or excluded and that no column has had so far.
    unseen: BTreeSet<String>,
    /// Whether no column comes after the first batch.
    has_fixed_columns: bool,
    /// Rows whose columns come in several parts.
    open: Option<OpenRows>,
    /// Scratch memory.
    numbers: Vec<f64>,
}

/// Rows some of whose columns are still to come.
#[derive(Clone, Copy)]
struct OpenRows {
    rows: usize,
    /// How many columns have come.
    columns: usize,
}

impl Kept {
    pub(crate) fn new(options: &SessionOptions, has_fixed_columns: bool) -> Result<Self> {
        Ok(Self {
            data: DataSetProfile::new(options.profile())?,
            sagemaker: options.sagemaker.then(SagemakerStates::default),
            unseen: options.columns.iter().flatten().chain(&options.exclude).cloned().collect(),
            has_fixed_columns,
            open: None,
            columns: options.columns.clone(),
            exclude: options.exclude.clone(),
            numbers: Vec::new(),
        })
    }

    pub(crate) fn rows(&self) -> u64 {
        self.data.rows()
    }

    /// Ends a file of several.
    pub(crate) fn end_part(&mut self) {
        if let Some(states) = &mut self.sagemaker {
            states.end_part();
        }
    }

    pub(crate) fn finish(self) -> Result<FinishedProfile> {
        if self.open.is_some() {
            return Err(Error::invalid_argument(
                "expected the end of the rows whose columns came in parts, found the end of the input; close them first",
            ));
        }
        let names: Vec<_> = self.data.columns().iter().map(|column| column.name).collect();
        self.refuse_unseen(&names)?;
        Ok(FinishedProfile { data: self.data, sagemaker: self.sagemaker })
    }

    pub(crate) fn take_in(&mut self, batch: &Batch) -> Result<()> {
        let columns: Vec<_> = batch
            .names()
            .iter()
            .enumerate()
            .map(|(index, name)| Ok(PlacedColumn { name, position: None, column: Column::Utf8(batch.column(index)?) }))
            .collect::<Result<_>>()?;
        if self.has_fixed_columns {
            self.see(batch.names());
            self.refuse_unseen(batch.names())?;
        }
        self.update(batch.rows(), &columns)
    }

    /// Whole rows, or a part of the columns of the rows that are open.
    pub(crate) fn update(&mut self, rows: usize, columns: &[PlacedColumn<'_>]) -> Result<()> {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        self.see(&names);
        let chosen = self.choose(&names);
        let Self { data, sagemaker, numbers, open, .. } = self;
        if let Some(states) = sagemaker {
            states.update(chosen.iter().map(|&index| (columns[index].name, columns[index].column)))?;
        }
        let first = open.map_or(0, |open| open.columns);
        let placed = chosen.iter().map(|&index| {
            let PlacedColumn { name, position, column } = columns[index];
            (name, position.unwrap_or((first + index) as u32), column)
        });
        if let Some(open) = open {
            open.columns += columns.len();
            data.add_columns(open.rows, placed, numbers)
        } else {
            data.update(rows, placed, numbers)
        }
    }

    /// Begins `rows` rows whose columns come in several parts.
    pub(crate) fn open_rows(&mut self, rows: usize) -> Result<()> {
        if self.open.is_some() {
            return Err(Error::invalid_argument("expected no rows that are open, found some; close them first"));
        }
        self.open = Some(OpenRows { rows, columns: 0 });
        Ok(())
    }

    /// Ends the rows that are open.
    pub(crate) fn close_rows(&mut self) -> Result<()> {
        let open = self.open.take();
        self.data.end_rows(open.ok_or_else(|| Error::invalid_argument("expected rows that are open, found none"))?.rows)
    }

    /// Columns that no row has reached, and smaller positions in later sources.
    pub(crate) fn declare(&mut self, reader: &Reader) -> Result<()> {
        let names: Vec<&str> = reader.names().iter().map(String::as_str).collect();
        self.see(&names);
        for index in self.choose(&names) {
            self.data.declare(names[index], reader.positions()[index] as u32)?;
        }
        Ok(())
    }

    fn see(&mut self, names: &[impl AsRef<str>]) {
        if !self.unseen.is_empty() {
            names.iter().for_each(|name| {
                self.unseen.remove(name.as_ref());
            });
        }
    }

    /// The places of the columns that were asked for.
    fn choose(&self, names: &[&str]) -> Vec<usize> {
        let is_chosen = |name: &str| {
            self.columns.as_ref().is_none_or(|columns| columns.iter().any(|column| column == name))
                && !self.exclude.iter().any(|column| column == name)
        };
        (0..names.len()).filter(|&index| is_chosen(names[index])).collect()
    }

    /// `invalid-argument` for a name that was asked for and that no column has.
    fn refuse_unseen(&self, names: &[impl AsRef<str>]) -> Result<()> {
        let Some(unseen) = self.unseen.first() else {
            return Ok(());
        };
        let names: Vec<_> = names.iter().map(AsRef::as_ref).collect();
        Err(Error::invalid_argument(format!("expected the name of a column ({}), found `{unseen}`", names.join(", "))))
    }
}
