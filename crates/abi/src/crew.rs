//! Threads that take batches in beside the reading. The columns are dealt into shards; each shard takes the batches in
//! their order, and any thread may work on any shard that is at rest. The thread that reads helps when it is ahead.

use crate::kept::Kept;
use crate::{Error, Result};
use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use tidemark_core::profile::Scratch;
use tidemark_ingest::Batch;

/// Batches on their way at most: what bounds the memory.
const IN_FLIGHT: usize = 3;

/// Shards for each thread, so that none waits long for the last.
const SHARDS_A_THREAD: usize = 4;

/// The threads, and what they share with the one that reads.
pub(crate) struct Crew {
    shared: Arc<Shared>,
    /// For each name, its shard.
    places: HashMap<String, usize>,
    routes: Routes,
    /// How many names the routes are for.
    routed: usize,
    shard_count: usize,
    worker: Worker,
}

/// A thread at work, the reading one too.
struct Worker {
    /// The shard that it looks at first: it comes back to the same ones, whose records are still in its cache.
    home: usize,
    /// Scratch memory.
    scratch: Scratch,
}

/// For each shard, the places of its columns in a batch.
type Routes = Arc<Vec<Vec<usize>>>;

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    items: VecDeque<Arc<Item>>,
    /// The number of the item in front.
    first: u64,
    shards: Vec<Shard>,
    spares: Vec<Batch>,
    failure: Option<Error>,
    is_closed: bool,
}

enum Item {
    Batch(Batch, Routes),
    EndPart,
}

struct Shard {
    /// Not here while a thread works on it.
    kept: Option<Kept>,
    /// The number of the item that comes next.
    next: u64,
}

struct Task {
    shard: usize,
    kept: Kept,
    item: Arc<Item>,
}

impl Crew {
    /// `threads` counts the one that reads.
    pub(crate) fn start(kept: Kept, threads: usize) -> Self {
        let shard_count = threads * SHARDS_A_THREAD;
        let mut places = HashMap::new();
        for column in kept.data.columns() {
            places.insert(column.name.to_owned(), places.len() % shard_count);
        }
        let shards = kept.split(shard_count, |name| places[name]);
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                items: VecDeque::with_capacity(IN_FLIGHT),
                first: 0,
                shards: shards.into_iter().map(|kept| Shard { kept: Some(kept), next: 0 }).collect(),
                spares: Vec::new(),
                failure: None,
                is_closed: false,
            }),
            changed: Condvar::new(),
        });
        let worker = |index: usize| Worker { home: index * SHARDS_A_THREAD, scratch: Scratch::default() };
        for index in 1..threads {
            let (shared, worker) = (Arc::clone(&shared), worker(index));
            // Where no more threads are to be had, those that are there do the work, were it the reading one alone.
            if thread::Builder::new().spawn(move || shared.serve(worker)).is_err() {
                break;
            }
        }
        Self { shared, places, routes: Routes::default(), routed: 0, shard_count, worker: worker(0) }
    }

    /// Takes a batch in soon; `chosen` are the columns that are kept. An error of an earlier batch may show here.
    pub(crate) fn push(&mut self, batch: &mut Batch, chosen: &[usize]) -> Result<()> {
        self.route(batch.names(), chosen);
        let spare = self.wait_for_room()?.spares.pop();
        self.add(Item::Batch(batch.hand_over(spare), Arc::clone(&self.routes)));
        Ok(())
    }

    /// Ends a file of several.
    pub(crate) fn end_part(&mut self) -> Result<()> {
        drop(self.wait_for_room()?);
        self.add(Item::EndPart);
        Ok(())
    }

    /// Waits for all work and gives what was kept.
    pub(crate) fn settle(mut self) -> Result<Kept> {
        let mut state = self.help_until(|state| state.items.is_empty())?;
        // Those that wake now must not look for shards that are gone.
        state.is_closed = true;
        let mut shards = std::mem::take(&mut state.shards).into_iter().filter_map(|shard| shard.kept);
        let mut whole = shards.next().ok_or_else(lost)?;
        shards.for_each(|shard| whole.join(shard));
        drop(state);
        Ok(whole)
    }

    /// Names come at the end only, so routes hold until there are more.
    fn route(&mut self, names: &[String], chosen: &[usize]) {
        if self.routed == names.len() {
            return;
        }
        self.routed = names.len();
        let mut routes = vec![Vec::new(); self.shard_count];
        for &index in chosen {
            let next = self.places.len() % self.shard_count;
            routes[*self.places.entry(names[index].clone()).or_insert(next)].push(index);
        }
        self.routes = Arc::new(routes);
    }

    fn add(&self, item: Item) {
        self.shared.lock().items.push_back(Arc::new(item));
        self.shared.changed.notify_all();
    }

    fn wait_for_room(&mut self) -> Result<MutexGuard<'_, State>> {
        self.help_until(|state| state.items.len() < IN_FLIGHT)
    }

    fn help_until(&mut self, is_enough: impl Fn(&State) -> bool) -> Result<MutexGuard<'_, State>> {
        let Self { shared, worker, .. } = self;
        let mut state = shared.lock();
        loop {
            if let Some(failure) = &state.failure {
                return Err(failure.clone());
            }
            if is_enough(&state) {
                return Ok(state);
            }
            state = shared.work_or_wait(state, worker);
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.shared.lock().is_closed = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, mut worker: Worker) {
        let mut state = self.lock();
        while !state.is_closed && state.failure.is_none() {
            state = self.work_or_wait(state, &mut worker);
        }
    }

    /// Does one piece of work, or waits until something has changed.
    fn work_or_wait<'a>(&'a self, mut state: MutexGuard<'a, State>, worker: &mut Worker) -> MutexGuard<'a, State> {
        let Some(Task { shard, mut kept, item }) = state.take_task(worker.home) else {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        drop(state);
        let work = AssertUnwindSafe(|| match &*item {
            Item::Batch(batch, routes) => kept.take_in(batch, &routes[shard], &mut worker.scratch),
            Item::EndPart => {
                kept.end_part();
                Ok(())
            }
        });
        let outcome = catch_unwind(work).unwrap_or_else(|_| Err(lost()));
        drop(item);
        let mut state = self.lock();
        state.end_task(shard, kept, outcome);
        self.changed.notify_all();
        state
    }
}

impl State {
    /// The shard that is furthest behind, so that batches end in the order in which they came; of several, the next one
    /// from `home` on.
    fn take_task(&mut self, home: usize) -> Option<Task> {
        let end = self.first + self.items.len() as u64;
        let is_ready = |&shard: &usize| self.shards[shard].kept.is_some() && self.shards[shard].next < end;
        let count = self.shards.len();
        let shard = (home..count).chain(0..home).filter(is_ready).min_by_key(|&shard| self.shards[shard].next)?;
        let next = self.shards[shard].next;
        let kept = self.shards[shard].kept.take()?;
        Some(Task { shard, kept, item: Arc::clone(&self.items[(next - self.first) as usize]) })
    }

    fn end_task(&mut self, shard: usize, kept: Kept, outcome: Result<()>) {
        if let Err(error) = outcome {
            self.failure.get_or_insert(error);
            return;
        }
        self.shards[shard].next += 1;
        self.shards[shard].kept = Some(kept);
        while !self.items.is_empty() && self.shards.iter().all(|shard| shard.next > self.first) {
            self.first += 1;
            if let Some(Item::Batch(batch, _)) = self.items.pop_front().and_then(Arc::into_inner) {
                self.spares.push(batch);
            }
        }
    }
}

/// What is left when a thread has panicked.
pub(crate) fn lost() -> Error {
    Error::internal("the work on a batch failed and what was kept is lost; please report this")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::SessionOptions;
    use tidemark_ingest::csv::{CsvOptions, CsvReader};

    #[test]
    fn a_thread_that_panics_ends_the_work_with_an_error() {
        let mut crew = Crew::start(Kept::new(&SessionOptions::default()).unwrap(), 3);
        let mut reader =
            CsvReader::new(CsvOptions { batch_rows: 1, delimiter: Some(b','), ..CsvOptions::default() }).unwrap();
        let outcome = reader.push(b"a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n", &mut |batch| {
            crew.add(Item::Batch(batch.hand_over(None), Arc::new(vec![vec![99]; 12])));
            drop(crew.wait_for_room()?);
            Ok(())
        });
        let outcome = outcome.and_then(|()| crew.settle().map(|_| ()));
        assert_eq!(outcome.unwrap_err().kind().code(), "internal");
    }
}
