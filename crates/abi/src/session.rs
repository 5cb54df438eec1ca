//! A profile in the making: a reader for bytes, the profile, and on request Model Monitor's own states; or the state of
//! the quality of predictions, where that is asked for.

use crate::columns::Aligned;
use crate::objects::Object;
use crate::options::{Format, SessionOptions};
use crate::pipeline::Pipeline;
use crate::quality::QualitySink;
use crate::{Error, Result};
use tidemark_core::profile::{ColumnStatistics, DataSetProfile, NamedColumn};
use tidemark_core::sagemaker::SagemakerStates;
use tidemark_ingest::{Batch, IngestReport, Reader};

/// A profile in the making.
pub(crate) struct Session {
    reader: Reader,
    sink: Sink,
    has_bytes: bool,
    /// How many sources of columns there were, where there are no bytes.
    column_sources: Option<u64>,
    /// Whether records are held back: what they become comes as columns of its own.
    is_holding: bool,
}

/// What rows go into.
enum Sink {
    Profile(Box<Pipeline>),
    Quality(Box<QualitySink>),
}

impl Sink {
    fn take_in(&mut self, batch: &mut Batch) -> Result<()> {
        match self {
            Self::Profile(pipeline) => pipeline.take_in(batch),
            Self::Quality(sink) => sink.take_in(batch),
        }
    }

    fn rows(&mut self) -> Result<u64> {
        match self {
            Self::Profile(pipeline) => pipeline.rows(),
            Self::Quality(sink) => Ok(sink.rows()),
        }
    }

    fn end_part(&mut self) -> Result<()> {
        match self {
            Self::Profile(pipeline) => pipeline.end_part(),
            Self::Quality(_) => Ok(()),
        }
    }

    /// The pipeline of a profile; rows come to it in parts, and to nothing else.
    fn pipeline(&mut self) -> Result<&mut Pipeline> {
        match self {
            Self::Profile(pipeline) => Ok(pipeline),
            Self::Quality(_) => Err(Error::invalid_argument(
                "expected whole rows for the quality of predictions, found columns that come in parts; push them together",
            )),
        }
    }
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
            sink: match &options.quality {
                Some(quality) => Sink::Quality(Box::new(QualitySink::new(quality)?)),
                None => Sink::Profile(Box::new(Pipeline::new(options, reader.has_fixed_columns())?)),
            },
            reader,
            has_bytes: false,
            column_sources: (options.format == Format::Columns).then_some(0),
            is_holding: options.records,
        })
    }

    pub(crate) fn next_source(&mut self, name: &str) -> Result<()> {
        if let Some(sources) = &mut self.column_sources {
            *sources += 1;
            return self.sink.end_part();
        }
        self.has_bytes = true;
        self.reader.next_source(name, &mut |batch| self.sink.take_in(batch))?;
        self.sink.end_part()
    }

    pub(crate) fn end_source(&mut self) -> Result<()> {
        self.reader.end_source(&mut |batch| self.sink.take_in(batch))
    }

    pub(crate) fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.has_bytes = true;
        self.reader.push(bytes, &mut |batch| self.sink.take_in(batch))
    }

    pub(crate) fn push_columns(&mut self, layout: &str, buffers: &[&[u8]]) -> Result<()> {
        let aligned = Aligned::new(layout, buffers)?;
        let columns = aligned.columns()?;
        match &mut self.sink {
            Sink::Profile(pipeline) => pipeline.take_in_columns(&columns),
            Sink::Quality(sink) => sink.update(columns.iter().map(|column| (column.name, column.column)).collect()),
        }
    }

    /// Begins rows whose columns come in several calls of `push_columns`.
    pub(crate) fn open_rows(&mut self, rows: usize) -> Result<()> {
        self.sink.pipeline()?.open_rows(rows)
    }

    /// Ends rows whose columns came in several calls.
    pub(crate) fn close_rows(&mut self) -> Result<()> {
        self.sink.pipeline()?.close_rows()
    }

    /// The records held back so far, a JSON array.
    pub(crate) fn take_records(&mut self) -> String {
        self.reader.take_records()
    }

    pub(crate) fn finish(mut self) -> Result<(Object, IngestReport)> {
        let mut report = IngestReport::default();
        // Without any call the input is an empty file; with columns alone there is none to end.
        let is_read = match self.column_sources {
            Some(sources) => {
                report.sources = sources;
                self.has_bytes
            }
            None => self.has_bytes || self.sink.rows()? == 0,
        };
        if is_read {
            report = self.reader.finish(&mut |batch| self.sink.take_in(batch))?;
        }
        match self.sink {
            Sink::Profile(pipeline) => {
                let profile = pipeline.finish(Some(&self.reader).filter(|_| is_read && !self.is_holding))?;
                report.rows = profile.data.rows();
                Ok((Object::Profile(Box::new(profile)), report))
            }
            Sink::Quality(sink) => {
                report.rows = sink.rows();
                Ok((Object::Quality(Box::new(sink.finish())), report))
            }
        }
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
