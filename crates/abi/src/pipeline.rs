//! Profiling beside reading: from the second batch on, batches go to a thread that takes them in, in order, while the
//! next are read. Small inputs and WebAssembly stay on the one thread. What is kept is the same either way.

use crate::kept::Kept;
use crate::{Error, Result};
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use tidemark_ingest::Batch;

/// Batches on their way at most: what bounds the memory.
const IN_FLIGHT: usize = 1;

/// Where rows are taken in.
pub(crate) struct Pipeline {
    place: Place,
    batches: u64,
}

enum Place {
    Here(Box<Kept>),
    Beside(Worker),
    /// The work failed, and what was kept is lost.
    Nowhere,
}

struct Worker {
    sender: SyncSender<Work>,
    thread: JoinHandle<Result<Box<Kept>>>,
}

enum Work {
    Batch(Batch),
    EndPart,
}

impl Pipeline {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { place: Place::Here(Box::new(kept)), batches: 0 }
    }

    /// Takes a batch in, now or soon. An error of an earlier batch may show here.
    pub(crate) fn take_in(&mut self, batch: &Batch) -> Result<()> {
        self.batches += 1;
        if self.batches > 1 && has_threads() {
            self.move_beside();
        }
        if let Place::Here(kept) = &mut self.place {
            return kept.take_in(batch);
        }
        self.send(Work::Batch(batch.clone()))
    }

    /// Ends a file of several.
    pub(crate) fn end_part(&mut self) -> Result<()> {
        if let Place::Here(kept) = &mut self.place {
            kept.end_part();
            return Ok(());
        }
        self.send(Work::EndPart)
    }

    /// Waits for all work and gives what was kept.
    pub(crate) fn settle(&mut self) -> Result<&mut Kept> {
        self.place = match std::mem::replace(&mut self.place, Place::Nowhere) {
            Place::Beside(worker) => Place::Here(worker.join()?),
            place => place,
        };
        match &mut self.place {
            Place::Here(kept) => Ok(kept),
            _ => Err(lost()),
        }
    }

    pub(crate) fn into_kept(mut self) -> Result<Kept> {
        self.settle()?;
        match self.place {
            Place::Here(kept) => Ok(*kept),
            _ => Err(lost()),
        }
    }

    fn move_beside(&mut self) {
        self.place = match std::mem::replace(&mut self.place, Place::Nowhere) {
            Place::Here(kept) => Worker::start(kept),
            place => place,
        };
    }

    /// A worker that no longer listens has failed: its error is the answer.
    fn send(&mut self, work: Work) -> Result<()> {
        if let Place::Beside(worker) = &self.place
            && worker.sender.send(work).is_ok()
        {
            return Ok(());
        }
        self.settle().map(|_| ())
    }
}

impl Worker {
    fn start(kept: Box<Kept>) -> Place {
        let (sender, receiver) = sync_channel(IN_FLIGHT);
        let thread = thread::spawn(move || work(kept, &receiver));
        Place::Beside(Self { sender, thread })
    }

    fn join(self) -> Result<Box<Kept>> {
        drop(self.sender);
        self.thread.join().unwrap_or_else(|_| Err(lost()))
    }
}

fn work(mut kept: Box<Kept>, receiver: &Receiver<Work>) -> Result<Box<Kept>> {
    for work in receiver {
        match work {
            Work::Batch(batch) => kept.take_in(&batch)?,
            Work::EndPart => kept.end_part(),
        }
    }
    Ok(kept)
}

/// Whether work can go on beside this thread. In WebAssembly it cannot. Asked once: the answer takes reading files.
fn has_threads() -> bool {
    static HAS_THREADS: LazyLock<bool> =
        LazyLock::new(|| thread::available_parallelism().is_ok_and(|threads| threads.get() > 1));
    *HAS_THREADS
}

fn lost() -> Error {
    Error::internal("the work on a batch failed and what was kept is lost; please report this")
}
