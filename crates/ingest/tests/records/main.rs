//! The readers of JSON Lines, JSON and capture records as their users meet them: bytes in, rows and a report out.

mod capture;
mod chunking;
mod json;
mod reading;
