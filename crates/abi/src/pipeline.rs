//! Where rows are taken in: at first on the thread that reads them, and once there are many, on a crew of threads beside
//! the reading. What is kept is the same either way.

use crate::choice::Choice;
use crate::columns::PlacedColumn;
use crate::crew::{Crew, lost};
use crate::kept::{Kept, Rows};
use crate::options::{HAS_THREADS, SessionOptions};
use crate::session::FinishedProfile;
use crate::{Error, Result};
use std::collections::HashMap;
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
    /// Rows whose columns come in several calls.
    open: Option<OpenRows>,
    scratch: Scratch,
}

/// Rows some of whose columns are still to come.
struct OpenRows {
    rows: usize,
    /// The columns that have come, in their order.
    positions: HashMap<String, u32>,
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
            open: None,
            scratch: Scratch::default(),
        })
    }

    /// Takes a batch in, now or soon. An error of an earlier batch may show here.
    pub(crate) fn take_in(&mut self, batch: &mut Batch) -> Result<()> {
        self.refuse_open()?;
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

    /// Takes in columns where they lie: whole rows, or a part of the columns of the rows that are open.
    pub(crate) fn take_in_columns(&mut self, columns: &[PlacedColumn<'_>]) -> Result<()> {
        let names: Vec<_> = columns.iter().map(|column| column.name).collect();
        let chosen = self.choice.choose(&names);
        let place = |(index, column): (usize, &PlacedColumn<'_>)| {
            column.position.unwrap_or_else(|| match &mut self.open {
                Some(open) => open.find_position(column.name),
                None => index as u32,
            })
        };
        let positions: Vec<_> = columns.iter().enumerate().map(place).collect();
        let chosen: Vec<_> =
            chosen.into_iter().map(|index| (names[index], positions[index], columns[index].column)).collect();
        let rows = match &self.open {
            Some(open) => Rows::Part(open.rows),
            None => Rows::Whole(columns.first().map_or(0, |column| column.column.rows())),
        };
        self.settle()?;
        let Self { place: Place::Here(kept), threads, scratch, .. } = self else {
            return Err(lost());
        };
        kept.update(rows, &chosen, *threads, scratch)
    }

    /// Begins `rows` rows whose columns come in several calls of `take_in_columns`.
    pub(crate) fn open_rows(&mut self, rows: usize) -> Result<()> {
        self.refuse_open()?;
        self.open = Some(OpenRows { rows, positions: HashMap::new() });
        Ok(())
    }

    /// Ends the rows that are open.
    pub(crate) fn close_rows(&mut self) -> Result<()> {
        let open = self.open.take();
        let open = open.ok_or_else(|| Error::invalid_argument("expected rows that are open, found none"))?;
        self.settle()?.data.end_rows(open.rows)
    }

    fn refuse_open(&self) -> Result<()> {
        if self.open.is_none() {
            return Ok(());
        }
        Err(Error::invalid_argument("expected no rows that are open, found some; close them first"))
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
        self.refuse_open()?;
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

impl OpenRows {
    /// Where a column stands that does not say so itself: after those that came before it.
    fn find_position(&mut self, name: &str) -> u32 {
        let next = self.positions.len() as u32;
        *self.positions.entry(name.to_owned()).or_insert(next)
    }
}

fn names(data: &DataSetProfile) -> Vec<&str> {
    data.columns().iter().map(|column| column.name).collect()
}
