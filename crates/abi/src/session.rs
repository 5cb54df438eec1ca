//! A profile in the making: a reader for bytes, the profile, and on request Model Monitor's own states.

use crate::columns::Aligned;
use crate::options::SessionOptions;
use crate::{Error, Result};
use std::collections::BTreeSet;
use tidemark_core::column::Column;
use tidemark_core::profile::{DataSetProfile, ProfileStatistics};
use tidemark_core::sagemaker::SagemakerStates;
use tidemark_ingest::{Batch, IngestReport, Reader};

/// A profile in the making.
pub(crate) struct Session {
    reader: Reader,
    kept: Kept,
    has_bytes: bool,
    /// Whether records are held back: what they become comes as columns of its own.
    is_holding: bool,
}

/// What the rows go into.
struct Kept {
    data: DataSetProfile,
    sagemaker: Option<SagemakerStates>,
    columns: Option<Vec<String>>,
    exclude: Vec<String>,
    /// Names that were asked for or excluded and that no column has had so far.
    unseen: BTreeSet<String>,
    /// Whether no column comes after the first batch.
    has_fixed_columns: bool,
    numbers: Vec<f64>,
}

/// A finished profile, with Model Monitor's own states where they were asked for.
pub(crate) struct FinishedProfile {
    pub(crate) data: DataSetProfile,
    sagemaker: Option<SagemakerStates>,
}

impl Session {
    pub(crate) fn open(options: SessionOptions) -> Result<Self> {
        let reader = options.reader()?;
        Ok(Self {
            kept: Kept {
                data: DataSetProfile::new(options.profile())?,
                sagemaker: options.sagemaker.then(SagemakerStates::default),
                unseen: options.columns.iter().flatten().chain(&options.exclude).cloned().collect(),
                has_fixed_columns: reader.has_fixed_columns(),
                columns: options.columns,
                exclude: options.exclude,
                numbers: Vec::new(),
            },
            reader,
            has_bytes: false,
            is_holding: options.records,
        })
    }

    pub(crate) fn next_source(&mut self, name: &str) -> Result<()> {
        self.has_bytes = true;
        self.reader.next_source(name, &mut |batch| self.kept.take_in(batch))?;
        if let Some(states) = &mut self.kept.sagemaker {
            states.end_part();
        }
        Ok(())
    }

    pub(crate) fn end_source(&mut self) -> Result<()> {
        self.reader.end_source(&mut |batch| self.kept.take_in(batch))
    }

    pub(crate) fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.has_bytes = true;
        self.reader.push(bytes, &mut |batch| self.kept.take_in(batch))
    }

    pub(crate) fn push_columns(&mut self, layout: &str, buffers: &[&[u8]]) -> Result<()> {
        let aligned = Aligned::new(layout, buffers)?;
        let columns = aligned.columns()?;
        self.kept.update(columns.first().map_or(0, |(_, column)| column.rows()), &columns)
    }

    /// The records held back so far, a JSON array.
    pub(crate) fn take_records(&mut self) -> String {
        self.reader.take_records()
    }

    pub(crate) fn finish(mut self) -> Result<(FinishedProfile, IngestReport)> {
        let mut report = IngestReport::default();
        // Without any call the input is an empty file; with columns alone there is none to end.
        if self.has_bytes || self.kept.data.rows() == 0 {
            report = self.reader.finish(&mut |batch| self.kept.take_in(batch))?;
            if !self.is_holding {
                self.kept.declare(&self.reader)?;
            }
        }
        let names: Vec<_> = self.kept.data.columns().iter().map(|column| column.name).collect();
        self.kept.refuse_unseen(&names)?;
        report.rows = self.kept.data.rows();
        Ok((FinishedProfile { data: self.kept.data, sagemaker: self.kept.sagemaker }, report))
    }
}

impl Kept {
    fn take_in(&mut self, batch: &Batch) -> Result<()> {
        let columns: Vec<_> = batch
            .names()
            .iter()
            .enumerate()
            .map(|(index, name)| Ok((name.as_str(), Column::Utf8(batch.column(index)?))))
            .collect::<Result<_>>()?;
        if self.has_fixed_columns {
            self.see(batch.names());
            self.refuse_unseen(batch.names())?;
        }
        self.update(batch.rows(), &columns)
    }

    fn update(&mut self, rows: usize, columns: &[(&str, Column<'_>)]) -> Result<()> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        self.see(&names);
        let chosen = self.choose(&names);
        let Self { data, sagemaker, numbers, .. } = self;
        if let Some(states) = sagemaker {
            states.update(chosen.iter().map(|&index| columns[index]))?;
        }
        let placed = chosen.iter().map(|&index| (columns[index].0, index as u32, columns[index].1));
        data.update(rows, placed, numbers)
    }

    /// Columns that no row has reached, and smaller positions in later sources.
    fn declare(&mut self, reader: &Reader) -> Result<()> {
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

impl FinishedProfile {
    /// The numbers in Tidemark's reading, from the stored profile alone.
    pub(crate) fn statistics(&self) -> ProfileStatistics {
        self.data.statistics()
    }

    /// The numbers in Model Monitor's reading. `unsupported` when its states were not run.
    pub(crate) fn sagemaker_statistics(&self) -> Result<ProfileStatistics> {
        let states = self.sagemaker.as_ref().ok_or_else(|| {
            Error::unsupported(
                "expected a profile made with Model Monitor's own states, found one that was merged, read from a file or made without them; profile the rows themselves with `sagemaker`",
            )
        })?;
        Ok(states.statistics(&self.data))
    }
}

impl From<DataSetProfile> for FinishedProfile {
    fn from(data: DataSetProfile) -> Self {
        Self { data, sagemaker: None }
    }
}
