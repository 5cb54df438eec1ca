//! Columns in memory, cut into slices that several threads take in at once. A record that another thread is busy with is
//! not waited for: the slice becomes a record of its own and is merged, which leaves the same state.

use crate::Result;
use crate::options::HAS_THREADS;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use tidemark_core::column::Column;
use tidemark_core::profile::{ColumnProfile, Scratch};
use tidemark_core::state::State;

/// With fewer values for each thread, starting it costs more than it saves.
const LEAST_VALUES: usize = if cfg!(test) { 8 } else { 1 << 16 };

/// Rows of a slice: enough that merging is nothing beside them, and few enough that the last one keeps nobody waiting.
const LEAST_ROWS: usize = if cfg!(test) { 8 } else { 1 << 17 };
const MOST_ROWS: usize = 1 << 20;

/// Slices for each thread, so that all end at about the same time.
const SLICES_A_THREAD: usize = 4;

/// Takes the entries of each column into the record at its place, on up to `threads` threads. `scratch` is memory of the
/// calling one.
pub(crate) fn take_in(
    records: Vec<&mut ColumnProfile>,
    columns: Vec<Column<'_>>,
    threads: usize,
    scratch: &mut Scratch,
) -> Result<()> {
    let rows = columns.first().map_or(0, Column::rows);
    let threads = threads.min(rows.saturating_mul(columns.len()) / LEAST_VALUES);
    if threads < 2 || !HAS_THREADS {
        records.into_iter().zip(&columns).for_each(|(record, column)| record.update(column, scratch));
        return Ok(());
    }
    let slice_rows = (rows * columns.len() / (threads * SLICES_A_THREAD)).clamp(LEAST_ROWS, MOST_ROWS) & !7;
    // No thread without a slice.
    let threads = threads.min(columns.len() * rows.div_ceil(slice_rows));
    let shared = Shared {
        resolution: records[0].quantile().resolution(),
        records: records.into_iter().map(Mutex::new).collect(),
        columns,
        slice_rows,
        next: AtomicUsize::new(0),
    };
    thread::scope(|scope| {
        // Where no more threads are to be had, those that are there do the work.
        let start = |_| thread::Builder::new().spawn_scoped(scope, || shared.work(&mut Scratch::default())).ok();
        let others: Vec<_> = (1..threads).map_while(start).collect();
        let own = shared.work(scratch);
        let join =
            |other: thread::ScopedJoinHandle<'_, Result<()>>| other.join().unwrap_or_else(|panic| resume_unwind(panic));
        others.into_iter().map(join).fold(own, Result::and)
    })
}

struct Shared<'a, 'b> {
    records: Vec<Mutex<&'a mut ColumnProfile>>,
    resolution: u16,
    columns: Vec<Column<'b>>,
    slice_rows: usize,
    /// The first slice of every column, then the second of every column: threads meet in one record only when columns
    /// are few.
    next: AtomicUsize,
}

impl Shared<'_, '_> {
    fn work(&self, scratch: &mut Scratch) -> Result<()> {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let (place, start) = (number % self.columns.len(), number / self.columns.len() * self.slice_rows);
            let column = &self.columns[place];
            if start >= column.rows() {
                return Ok(());
            }
            let slice = column.slice(start..column.rows().min(start + self.slice_rows));
            let record = &self.records[place];
            if let Ok(mut record) = record.try_lock() {
                record.update(&slice, scratch);
                continue;
            }
            let mut part = ColumnProfile::new(self.resolution)?;
            part.update(&slice, scratch);
            record.lock().unwrap_or_else(PoisonError::into_inner).merge(&part)?;
        }
    }
}
