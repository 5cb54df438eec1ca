//! Where rows are taken in: at first on the thread that reads them, and once there are many, on a crew of threads beside
//! the reading. What is kept is the same either way.

use crate::Result;
use crate::choice::Choice;
use crate::crew::{Crew, lost};
use crate::kept::Kept;
use crate::options::{HAS_THREADS, SessionOptions};
use crate::session::FinishedProfile;
use tidemark_core::column::Column;
use tidemark_core::profile::{DataSetProfile, Scratch};
use tidemark_ingest::{Batch, Reader};

/// With fewer entries, starting threads costs more than it saves.
const LEAST_ENTRIES: usize = if cfg!(test) { 1 } else { 1 << 17 };

/// Where rows are taken in.
pub(crate) struct Pipeline {
    place: Place,
    choice: Choice,
    /// The columns of batches that are kept, and how many columns they were chosen from.
    chosen: Vec<usize>,
    known: usize,
    /// Whether no column comes after the first batch.
    has_fixed_columns: bool,
    threads: usize,
    entries: usize,
    scratch: Scratch,
}

enum Place {
    Here(Box<Kept>),
    Beside(Box<Crew>),
    /// The work failed, and what was kept is lost.
    Nowhere,
}

impl Pipeline {
    pub(crate) fn new(options: &SessionOptions, has_fixed_columns: bool) -> Result<Self> {
        Ok(Self {
            place: Place::Here(Box::new(Kept::new(options)?)),
            choice: Choice::new(options),
            chosen: Vec::new(),
            known: 0,
            has_fixed_columns,
            threads: options.threads()?,
            entries: 0,
            scratch: Scratch::default(),
        })
    }

    /// Takes a batch in, now or soon. An error of an earlier batch may show here.
    pub(crate) fn take_in(&mut self, batch: &mut Batch) -> Result<()> {
        if self.known != batch.names().len() {
            self.known = batch.names().len();
            self.chosen = self.choice.choose(batch.names());
            if self.has_fixed_columns {
                self.choice.refuse_unseen(batch.names())?;
            }
        }
        if HAS_THREADS && self.threads > 1 && self.entries >= LEAST_ENTRIES {
            self.move_beside();
        }
        self.entries = self.entries.saturating_add(batch.rows() * self.chosen.len());
        match &mut self.place {
            Place::Here(kept) => kept.take_in(batch, &self.chosen, &mut self.scratch),
            Place::Beside(crew) => crew.push(batch, &self.chosen),
            Place::Nowhere => Err(lost()),
        }
    }

    /// Takes in columns where they lie.
    pub(crate) fn take_in_columns(&mut self, columns: &[(&str, Column<'_>)]) -> Result<()> {
        let rows = columns.first().map_or(0, |(_, column)| column.rows());
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let chosen = self.choice.choose(&names);
        let chosen: Vec<_> = chosen.iter().map(|&index| (names[index], index as u32, columns[index].1)).collect();
        let threads = self.threads;
        self.settle()?.update(rows, &chosen, threads)
    }

    /// Ends a file of several.
    pub(crate) fn end_part(&mut self) -> Result<()> {
        match &mut self.place {
            Place::Here(kept) => kept.end_part(),
            Place::Beside(crew) => crew.end_part()?,
            Place::Nowhere => return Err(lost()),
        }
        Ok(())
    }

    /// Rows so far.
    pub(crate) fn rows(&mut self) -> Result<u64> {
        Ok(self.settle()?.data.rows())
    }

    /// Waits for all work. `reader`, if there was one, tells of columns that no row has reached, and of smaller positions
    /// in later sources.
    pub(crate) fn finish(mut self, reader: Option<&Reader>) -> Result<FinishedProfile> {
        self.settle()?;
        let Place::Here(mut kept) = self.place else {
            return Err(lost());
        };
        if let Some(reader) = reader {
            for index in self.choice.choose(reader.names()) {
                kept.data.declare(&reader.names()[index], reader.positions()[index] as u32)?;
            }
        }
        self.choice.refuse_unseen(&names(&kept.data))?;
        Ok(kept.finish())
    }

    fn settle(&mut self) -> Result<&mut Kept> {
        self.place = match std::mem::replace(&mut self.place, Place::Nowhere) {
            Place::Beside(crew) => Place::Here(Box::new(crew.settle()?)),
            place => place,
        };
        match &mut self.place {
            Place::Here(kept) => Ok(kept),
            _ => Err(lost()),
        }
    }

    fn move_beside(&mut self) {
        self.place = match std::mem::replace(&mut self.place, Place::Nowhere) {
            Place::Here(kept) => Place::Beside(Box::new(Crew::start(*kept, self.threads))),
            place => place,
        };
    }
}

fn names(data: &DataSetProfile) -> Vec<&str> {
    data.columns().iter().map(|column| column.name).collect()
}
