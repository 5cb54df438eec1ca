#![no_main]

#[path = "../../../crates/abi/tests/fuzz/mod.rs"]
#[allow(dead_code, reason = "each program runs one target")]
mod fuzz;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::quality(bytes));
