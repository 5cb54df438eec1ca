//! The same kernels for JavaScript, compiled to WebAssembly: a column is written into memory that `allocate` gives, and
//! `run` leaves its numbers where `found` says.

use crate::kernels::KERNELS;
use std::cell::RefCell;

thread_local! {
    static COLUMN: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
    static FOUND: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a column of that many values and says where it is.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut f64 {
    COLUMN.with_borrow_mut(|column| {
        *column = vec![0.0; length];
        column.as_mut_ptr()
    })
}

/// How many kernels there are.
#[unsafe(no_mangle)]
pub extern "C" fn count() -> usize {
    KERNELS.len()
}

/// Where the name of a kernel stands.
#[unsafe(no_mangle)]
pub extern "C" fn name(kernel: usize) -> *const u8 {
    KERNELS[kernel].name.as_ptr()
}

/// How long that name is.
#[unsafe(no_mangle)]
pub extern "C" fn name_length(kernel: usize) -> usize {
    KERNELS[kernel].name.len()
}

/// Runs a kernel over the column; gives how many numbers it found.
#[unsafe(no_mangle)]
pub extern "C" fn run(kernel: usize) -> usize {
    let found = COLUMN.with_borrow(|column| (KERNELS[kernel].run)(column));
    let length = found.len();
    FOUND.set(found);
    length
}

/// Where those numbers stand.
#[unsafe(no_mangle)]
pub extern "C" fn found() -> *const f64 {
    FOUND.with_borrow(Vec::as_ptr)
}
