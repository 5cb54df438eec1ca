//! What handles stand for.

use crate::session::{FinishedProfile, Session};
use crate::{Error, Handle, Result};
use std::cell::RefCell;
use std::collections::HashMap;
use tidemark_models::quality::QualityState;

/// What a handle stands for.
pub(crate) enum Object {
    Session(Box<Session>),
    Profile(Box<FinishedProfile>),
    Quality(Box<QualityState>),
    /// A session that another thread works on.
    Lent,
}

/// The objects of a thread.
#[derive(Default)]
pub(crate) struct Objects {
    by_handle: HashMap<Handle, Object>,
    last: Handle,
}

thread_local! {
    static OBJECTS: RefCell<Objects> = RefCell::default();
}

/// Runs with the objects of this thread.
pub(crate) fn with_objects<T>(run: impl FnOnce(&mut Objects) -> T) -> T {
    OBJECTS.with_borrow_mut(run)
}

impl Objects {
    pub(crate) fn add(&mut self, object: Object) -> Handle {
        self.last += 1;
        self.put(self.last, object);
        self.last
    }

    pub(crate) fn number_after(&mut self, last: Handle) {
        self.last = self.last.max(last);
    }

    pub(crate) fn put(&mut self, handle: Handle, object: Object) {
        self.by_handle.insert(handle, object);
    }

    pub(crate) fn remove(&mut self, handle: Handle) {
        self.by_handle.remove(&handle);
    }

    pub(crate) fn profile(&self, handle: Handle) -> Result<&FinishedProfile> {
        match self.by_handle.get(&handle) {
            Some(Object::Profile(profile)) => Ok(profile),
            other => Err(unlike(other, "a profile")),
        }
    }

    pub(crate) fn quality(&self, handle: Handle) -> Result<&QualityState> {
        match self.by_handle.get(&handle) {
            Some(Object::Quality(state)) => Ok(state),
            other => Err(unlike(other, "the state of the quality of predictions")),
        }
    }

    /// Whether this is the state of the quality of predictions.
    pub(crate) fn is_quality(&self, handle: Handle) -> bool {
        matches!(self.by_handle.get(&handle), Some(Object::Quality(_)))
    }

    /// Takes a session away, until something is given back for it. Its handle can be freed meanwhile, and nothing else.
    pub(crate) fn lend(&mut self, handle: Handle) -> Result<Session> {
        let session = self.take_session(handle)?;
        self.put(handle, Object::Lent);
        Ok(session)
    }

    /// What is given back for a handle that was freed meanwhile is freed too.
    pub(crate) fn give_back(&mut self, handle: Handle, object: Option<Object>) {
        if self.by_handle.remove(&handle).is_some() {
            object.into_iter().for_each(|object| self.put(handle, object));
        }
    }

    pub(crate) fn take_session(&mut self, handle: Handle) -> Result<Session> {
        match self.by_handle.remove(&handle) {
            Some(Object::Session(session)) => Ok(*session),
            Some(other) => {
                let is_lent = matches!(other, Object::Lent);
                self.put(handle, other);
                Err(if is_lent {
                    at_work()
                } else {
                    Error::invalid_argument("expected a profile in the making, found a finished one; open another")
                })
            }
            None => Err(not_in_use()),
        }
    }

    /// The session is gone if the change fails.
    pub(crate) fn change_session(
        &mut self,
        handle: Handle,
        change: impl FnOnce(&mut Session) -> Result<()>,
    ) -> Result<()> {
        let mut session = self.take_session(handle)?;
        change(&mut session)?;
        self.put(handle, Object::Session(Box::new(session)));
        Ok(())
    }
}

/// The error of a handle that stands for something else.
fn unlike(found: Option<&Object>, expected: &str) -> Error {
    match found {
        Some(Object::Session(_)) => {
            Error::invalid_argument(format!("expected {expected}, found one in the making; finish it first"))
        }
        Some(Object::Lent) => at_work(),
        Some(Object::Profile(_) | Object::Quality(_)) => {
            Error::invalid_argument(format!("expected {expected}, found another kind of state"))
        }
        None => not_in_use(),
    }
}

fn at_work() -> Error {
    Error::invalid_argument("expected a profile at rest, found one that is worked on; wait for the call before to end")
}

fn not_in_use() -> Error {
    Error::disposed("expected a handle in use, found one that was freed; make the profile again")
}
