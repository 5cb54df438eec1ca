//! WebAssembly exports: they move bytes and do nothing else.
