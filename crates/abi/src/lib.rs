//! The boundary once, in safe Rust.
