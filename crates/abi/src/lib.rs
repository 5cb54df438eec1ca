//! The boundary once, in safe Rust: ten entries that do not grow with features. Bindings only move bytes.
//!
//! Handles belong to the thread that made them. A handle is never given twice, so one that was freed is an error, not
//! somebody else's. An entry that fails while it changes a session frees the session: half-taken input is no profile.

mod attribution;
mod bias;
mod buffers;
mod choice;
mod column_input;
mod columns;
mod crew;
mod estimation;
mod folds;
mod kept;
mod loan;
mod objects;
mod operations;
mod options;
mod pipeline;
mod quality;
mod session;
mod slices;
#[cfg(test)]
#[path = "../../core/src/support.rs"]
mod support;
#[cfg(test)]
mod thread_laws;

pub use loan::{Loan, lend};
pub use tidemark_core::error::{Error, ErrorKind, Result};

use objects::{Object, with_objects};
use session::Session;
use tidemark_core::codec::{Family, claims_family};
use tidemark_core::profile::DataSetProfile;
use tidemark_core::state::State;
use tidemark_json::{JsonWriter, WriteJson, to_json, write_json};
use tidemark_models::quality::QualityState;

/// The version of this surface. It moves when an entry changes its meaning.
pub const ABI_VERSION: u32 = 3;

/// A session, a profile or the state of the quality of predictions.
pub type Handle = u32;

/// Runs an operation: JSON in, JSON out. Numbers that are many come in buffers, which the JSON names by their place.
/// `invalid-argument` when there is no operation of that name.
pub fn call(operation: &str, json: &str, buffers: &[&[u8]]) -> Result<String> {
    operations::call(operation, json, buffers)
}

/// Takes an array, or the next piece of it, into the caller's numbers; `folds` says which operations there are and what
/// stands where. `invalid-argument` when there is none of that number.
pub fn fold(operation: u32, values: &[f64], numbers: &mut [f64]) -> Result<()> {
    folds::fold(operation, values, numbers)
}

/// Begins a session that makes a profile, or the state of `quality`. `json` holds its options; what they default to is written in `options`.
pub fn open(json: &str) -> Result<Handle> {
    let session = Session::open(&options::parse(json, "the options of a profile")?)?;
    Ok(with_objects(|objects| objects.add(Object::Session(Box::new(session)))))
}

/// Takes in bytes of the format that the session was opened with, in any pieces.
pub fn push_bytes(handle: Handle, bytes: &[u8]) -> Result<()> {
    with_objects(|objects| objects.change_session(handle, |session| session.push_bytes(bytes)))
}

/// Takes in columns; `layout` says in JSON what stands in which buffer.
pub fn push_columns(handle: Handle, layout: &str, buffers: &[&[u8]]) -> Result<()> {
    with_objects(|objects| objects.change_session(handle, |session| session.push_columns(layout, buffers)))
}

/// Ends the input: the handle now stands for what was made. Returns what was read, in JSON.
pub fn finish(handle: Handle) -> Result<String> {
    with_objects(|objects| {
        let (object, report) = objects.take_session(handle)?.finish()?;
        objects.put(handle, object);
        Ok(to_json(&report))
    })
}

/// The bytes of a `.tide` file: a profile, or a state of quality.
pub fn to_bytes(handle: Handle) -> Result<Vec<u8>> {
    with_objects(|objects| {
        if objects.is_quality(handle) {
            return Ok(objects.quality(handle)?.to_bytes());
        }
        Ok(objects.profile(handle)?.data.to_bytes())
    })
}

/// What the bytes of a `.tide` file hold.
pub fn read(bytes: &[u8]) -> Result<Handle> {
    let object = if claims_family(Family::Quality, bytes) {
        Object::Quality(Box::new(QualityState::from_bytes(bytes)?))
    } else {
        Object::Profile(Box::new(DataSetProfile::from_bytes(bytes)?.into()))
    };
    Ok(with_objects(|objects| objects.add(object)))
}

/// A new profile of all the data in several, or a new state of several.
pub fn merge(handles: &[Handle]) -> Result<Handle> {
    with_objects(|objects| {
        let (first, rest) = handles
            .split_first()
            .ok_or_else(|| Error::invalid_argument("expected at least one profile to merge, found none"))?;
        if objects.is_quality(*first) {
            let mut merged = objects.quality(*first)?.clone();
            for handle in rest {
                merged.merge(objects.quality(*handle)?)?;
            }
            return Ok(objects.add(Object::Quality(Box::new(merged))));
        }
        let mut merged = objects.profile(*first)?.data.clone();
        for handle in rest {
            merged.merge(&objects.profile(*handle)?.data)?;
        }
        Ok(objects.add(Object::Profile(Box::new(merged.into()))))
    })
}

/// Frees a session or a profile. Freeing twice does nothing.
pub fn free(handle: Handle) {
    with_objects(|objects| objects.remove(handle));
}

/// An error as the bindings hand it over: code, message, named facts.
pub fn error_to_json(error: &Error) -> String {
    to_json(&ErrorParts { code: error.kind().code(), message: error.message(), context: Facts(error) })
}

struct ErrorParts<'a> {
    code: &'a str,
    message: &'a str,
    context: Facts<'a>,
}

write_json!(ErrorParts<'_> { code, message, context });

struct Facts<'a>(&'a Error);

impl WriteJson for Facts<'_> {
    fn write(&self, writer: &mut JsonWriter) {
        writer.open('{');
        self.0.context().iter().for_each(|(name, value)| writer.member(name, value));
        writer.close('}');
    }
}
