//! A session at work away from the thread that owns its handle, so that this thread goes on meanwhile.

use crate::objects::{Object, with_objects};
use crate::session::Session;
use crate::{Error, Handle, Result};
use tidemark_json::to_json;

/// A session on loan. Its handle is busy until the loan is given back, on the thread that lent it.
pub struct Loan {
    handle: Handle,
    /// None once a call has failed: half-taken input is no profile.
    object: Option<Object>,
}

/// Lends the session of a handle. `invalid-argument` while it is lent already.
pub fn lend(handle: Handle) -> Result<Loan> {
    let session = with_objects(|objects| objects.lend(handle))?;
    Ok(Loan { handle, object: Some(Object::Session(Box::new(session))) })
}

impl Loan {
    /// See `push_bytes` of the surface.
    pub fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.change(|session| session.push_bytes(bytes))
    }

    /// See `push_columns` of the surface.
    pub fn push_columns(&mut self, layout: &str, buffers: &[&[u8]]) -> Result<()> {
        self.change(|session| session.push_columns(layout, buffers))
    }

    /// See `finish` of the surface.
    pub fn finish(&mut self) -> Result<String> {
        let (object, report) = self.take()?.finish()?;
        self.object = Some(object);
        Ok(to_json(&report))
    }

    /// Ends the loan.
    pub fn give_back(self) {
        with_objects(|objects| objects.give_back(self.handle, self.object));
    }

    fn change(&mut self, change: impl FnOnce(&mut Session) -> Result<()>) -> Result<()> {
        let mut session = self.take()?;
        change(&mut session)?;
        self.object = Some(Object::Session(Box::new(session)));
        Ok(())
    }

    fn take(&mut self) -> Result<Session> {
        match self.object.take() {
            Some(Object::Session(session)) => Ok(*session),
            _ => Err(Error::internal("a loan was used after its session had ended")),
        }
    }
}
