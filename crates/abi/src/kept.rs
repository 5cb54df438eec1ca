//! What rows go into: the profile of some columns, and on request Model Monitor's own states of them.

use crate::Result;
use crate::options::SessionOptions;
use crate::session::FinishedProfile;
use crate::slices;
use tidemark_core::column::Column;
use tidemark_core::profile::{DataSetProfile, Scratch};
use tidemark_core::sagemaker::SagemakerStates;
use tidemark_ingest::Batch;

/// How many rows there are, and whether all their columns come at once.
#[derive(Clone, Copy)]
pub(crate) enum Rows {
    Whole(usize),
    Part(usize),
}

/// What the rows go into.
pub(crate) struct Kept {
    pub(crate) data: DataSetProfile,
    sagemaker: Option<SagemakerStates>,
}

impl Kept {
    pub(crate) fn new(options: &SessionOptions) -> Result<Self> {
        Ok(Self {
            data: DataSetProfile::new(options.profile())?,
            sagemaker: options.sagemaker.then(SagemakerStates::default),
        })
    }

    /// Ends a file of several.
    pub(crate) fn end_part(&mut self) {
        if let Some(states) = &mut self.sagemaker {
            states.end_part();
        }
    }

    /// Takes the columns `chosen` of a batch in. `scratch` is memory of the thread.
    pub(crate) fn take_in(&mut self, batch: &Batch, chosen: &[usize], scratch: &mut Scratch) -> Result<()> {
        let columns = chosen
            .iter()
            .map(|&index| Ok((batch.names()[index].as_str(), index as u32, Column::Utf8(batch.column(index)?))))
            .collect::<Result<Vec<_>>>()?;
        self.update_sagemaker(&columns)?;
        self.data.update(batch.rows(), columns, scratch)
    }

    /// Takes in columns with the positions at which they stood, on up to so many threads: all columns of the rows, or a
    /// part of them, whose others come in other calls until `end_rows` of the profile ends them.
    pub(crate) fn update(
        &mut self,
        rows: Rows,
        columns: &[(&str, u32, Column<'_>)],
        threads: usize,
        scratch: &mut Scratch,
    ) -> Result<()> {
        self.update_sagemaker(columns)?;
        let records = match rows {
            Rows::Whole(rows) => self.data.extend(rows, columns)?,
            Rows::Part(rows) => self.data.extend_part(rows, columns)?,
        };
        slices::take_in(records, columns.iter().map(|&(_, _, column)| column).collect(), threads, scratch)
    }

    fn update_sagemaker(&mut self, columns: &[(&str, u32, Column<'_>)]) -> Result<()> {
        self.sagemaker
            .as_mut()
            .map_or(Ok(()), |states| states.update(columns.iter().map(|&(name, _, column)| (name, column))))
    }

    /// Parts of the same rows with some of the columns each.
    pub(crate) fn split(self, parts: usize, mut place: impl FnMut(&str) -> usize) -> Vec<Self> {
        let mut states = self.sagemaker.map(|states| states.split(parts, &mut place).into_iter());
        let data = self.data.split(parts, place).into_iter();
        data.map(|data| Self { data, sagemaker: states.as_mut().and_then(Iterator::next) }).collect()
    }

    /// Puts the columns of another part beside those that are here.
    pub(crate) fn join(&mut self, other: Self) {
        self.data.join(other.data);
        if let (Some(states), Some(others)) = (&mut self.sagemaker, other.sagemaker) {
            states.join(others);
        }
    }

    pub(crate) fn finish(self) -> FinishedProfile {
        FinishedProfile { data: self.data, sagemaker: self.sagemaker }
    }
}
