//! Bytes in, columns out: push parsers for the formats that users have.
