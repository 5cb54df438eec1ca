//! Node-API exports: they move bytes and do nothing else.
