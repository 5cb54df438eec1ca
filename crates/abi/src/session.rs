//! A profile in the making: a reader for bytes, the profile, and on request Model Monitor's own states.

use crate::columns::Aligned;
use crate::options::{Format, SessionOptions};
use crate::{Error, Result};
use tidemark_core::column::Column;
use tidemark_core::profile::{DataSetProfile, ProfileStatistics};
use tidemark_core::sagemaker::SagemakerStates;
use tidemark_ingest::csv::CsvReader;
use tidemark_ingest::{Batch, IngestReport};

/// A profile in the making.
pub(crate) struct Session {
    reader: CsvReader,
    kept: Kept,
    has_bytes: bool,
}

/// What the rows go into.
struct Kept {
    data: DataSetProfile,
    sagemaker: Option<SagemakerStates>,
    columns: Option<Vec<String>>,
    exclude: Vec<String>,
    numbers: Vec<f64>,
}

/// A finished profile, with Model Monitor's own states where they were asked for.
pub(crate) struct FinishedProfile {
    pub(crate) data: DataSetProfile,
    sagemaker: Option<SagemakerStates>,
}

impl Session {
    pub(crate) fn open(options: SessionOptions) -> Result<Self> {
        let Format::Csv = options.format;
        Ok(Self {
            reader: CsvReader::new(options.csv()?)?,
            kept: Kept {
                data: DataSetProfile::new(options.profile())?,
                sagemaker: options.sagemaker.then(SagemakerStates::default),
                columns: options.columns,
                exclude: options.exclude,
                numbers: Vec::new(),
            },
            has_bytes: false,
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

    pub(crate) fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.has_bytes = true;
        self.reader.push(bytes, &mut |batch| self.kept.take_in(batch))
    }

    pub(crate) fn push_columns(&mut self, layout: &str, buffers: &[&[u8]]) -> Result<()> {
        let aligned = Aligned::new(layout, buffers)?;
        self.kept.update(&aligned.columns()?)
    }

    pub(crate) fn finish(mut self) -> Result<(FinishedProfile, IngestReport)> {
        let mut report = IngestReport::default();
        // Without any call the input is an empty file; with columns alone there is none to end.
        if self.has_bytes || self.kept.data.rows() == 0 {
            report = self.reader.finish(&mut |batch| self.kept.take_in(batch))?;
            self.kept.declare(&self.reader)?;
        }
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
        self.update(&columns)
    }

    fn update(&mut self, columns: &[(&str, Column<'_>)]) -> Result<()> {
        let rows = columns.first().map_or(0, |(_, column)| column.rows());
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let chosen = self.choose(&names)?;
        let Self { data, sagemaker, numbers, .. } = self;
        if let Some(states) = sagemaker {
            states.update(chosen.iter().map(|&index| columns[index]))?;
        }
        let placed = chosen.iter().map(|&index| (columns[index].0, index as u32, columns[index].1));
        data.update(rows, placed, numbers)
    }

    /// Columns that no row has reached, and smaller positions in later sources.
    fn declare(&mut self, reader: &CsvReader) -> Result<()> {
        let names: Vec<&str> = reader.names().iter().map(String::as_str).collect();
        for index in self.choose(&names)? {
            self.data.declare(names[index], reader.positions()[index] as u32)?;
        }
        Ok(())
    }

    /// The places of the columns that were asked for. `invalid-argument` for a name that is not there.
    fn choose(&self, names: &[&str]) -> Result<Vec<usize>> {
        for wanted in self.columns.iter().flatten().chain(&self.exclude) {
            if !names.contains(&wanted.as_str()) {
                return Err(Error::invalid_argument(format!(
                    "expected the name of a column ({}), found `{wanted}`",
                    names.join(", ")
                )));
            }
        }
        let is_chosen = |name: &str| {
            self.columns.as_ref().is_none_or(|columns| columns.iter().any(|column| column == name))
                && !self.exclude.iter().any(|column| column == name)
        };
        Ok((0..names.len()).filter(|&index| is_chosen(names[index])).collect())
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
