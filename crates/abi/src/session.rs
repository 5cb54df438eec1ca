//! A profile in the making: a reader for bytes, the profile, and on request Model Monitor's own states.

use crate::columns::Aligned;
use crate::options::{Format, SessionOptions};
use crate::pipeline::Pipeline;
use crate::{Error, Result};
use tidemark_core::profile::{ColumnStatistics, DataSetProfile, NamedColumn};
use tidemark_core::sagemaker::SagemakerStates;
use tidemark_ingest::{IngestReport, Reader};

/// A profile in the making.
pub(crate) struct Session {
    reader: Reader,
    pipeline: Pipeline,
    has_bytes: bool,
    /// How many sources of columns there were, where there are no bytes.
    column_sources: Option<u64>,
    /// Whether records are held back: what they become comes as columns of its own.
    is_holding: bool,
}

/// A finished profile, with Model Monitor's own states where they were asked for.
pub(crate) struct FinishedProfile {
    pub(crate) data: DataSetProfile,
    pub(crate) sagemaker: Option<SagemakerStates>,
}

impl Session {
    pub(crate) fn open(options: &SessionOptions) -> Result<Self> {
        let reader = options.reader()?;
        Ok(Self {
            pipeline: Pipeline::new(options, reader.has_fixed_columns())?,
            reader,
            has_bytes: false,
            column_sources: (options.format == Format::Columns).then_some(0),
            is_holding: options.records,
        })
    }

    pub(crate) fn next_source(&mut self, name: &str) -> Result<()> {
        if let Some(sources) = &mut self.column_sources {
            *sources += 1;
            return self.pipeline.end_part();
        }
        self.has_bytes = true;
        self.reader.next_source(name, &mut |batch| self.pipeline.take_in(batch))?;
        self.pipeline.end_part()
    }

    pub(crate) fn end_source(&mut self) -> Result<()> {
        self.reader.end_source(&mut |batch| self.pipeline.take_in(batch))
    }

    pub(crate) fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.has_bytes = true;
        self.reader.push(bytes, &mut |batch| self.pipeline.take_in(batch))
    }

    pub(crate) fn push_columns(&mut self, layout: &str, buffers: &[&[u8]]) -> Result<()> {
        self.pipeline.take_in_columns(&Aligned::new(layout, buffers)?.columns()?)
    }

    /// Begins rows whose columns come in several calls of `push_columns`.
    pub(crate) fn open_rows(&mut self, rows: usize) -> Result<()> {
        self.pipeline.open_rows(rows)
    }

    /// Ends rows whose columns came in several calls.
    pub(crate) fn close_rows(&mut self) -> Result<()> {
        self.pipeline.close_rows()
    }

    /// The records held back so far, a JSON array.
    pub(crate) fn take_records(&mut self) -> String {
        self.reader.take_records()
    }

    pub(crate) fn finish(mut self) -> Result<(FinishedProfile, IngestReport)> {
        let mut report = IngestReport::default();
        // Without any call the input is an empty file; with columns alone there is none to end.
        let is_read = match self.column_sources {
            Some(sources) => {
                report.sources = sources;
                self.has_bytes
            }
            None => self.has_bytes || self.pipeline.rows()? == 0,
        };
        if is_read {
            report = self.reader.finish(&mut |batch| self.pipeline.take_in(batch))?;
        }
        let profile = self.pipeline.finish(Some(&self.reader).filter(|_| is_read && !self.is_holding))?;
        report.rows = profile.data.rows();
        Ok((profile, report))
    }
}

impl FinishedProfile {
    /// The numbers of a column in Model Monitor's reading. `unsupported` when its states were not run.
    pub(crate) fn sagemaker_statistics(&self, column: NamedColumn<'_>) -> Result<ColumnStatistics> {
        let states = self.sagemaker.as_ref().ok_or_else(|| {
            Error::unsupported(
                "expected a profile made with Model Monitor's own states, found one that was merged, read from a file or made without them; profile the rows themselves with `sagemaker`",
            )
        })?;
        Ok(states.statistics(column))
    }
}

impl From<DataSetProfile> for FinishedProfile {
    fn from(data: DataSetProfile) -> Self {
        Self { data, sagemaker: None }
    }
}
