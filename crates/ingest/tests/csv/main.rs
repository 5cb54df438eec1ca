//! The CSV reader as its users meet it: bytes in, rows and a report out.

mod chunking;
mod limits;
mod reading;
mod records;
mod reference;
mod sources;
