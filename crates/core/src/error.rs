//! The one error of the engine: a closed list of kinds, a sentence for people, and facts for programs.

use std::fmt;

/// What kind of thing went wrong. The list is closed; each kind has one code, the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Bytes or text that claim to be something they are not: a damaged profile, a CSV that cannot be read.
    InvalidData,
    /// The caller asked for something that makes no sense: an unknown option, a value out of range.
    InvalidArgument,
    /// Two things that cannot be combined: profiles made with different options, files with different headers.
    Incompatible,
    /// Well-formed, but not supported here: a newer format version, an encoding that is not UTF-8.
    Unsupported,
    /// A handle was used after it had been freed, or never existed.
    Disposed,
    /// A defect of the engine itself.
    Internal,
}

impl ErrorKind {
    /// The stable code of this kind.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidData => "invalid-data",
            Self::InvalidArgument => "invalid-argument",
            Self::Incompatible => "incompatible",
            Self::Unsupported => "unsupported",
            Self::Disposed => "disposed",
            Self::Internal => "internal",
        }
    }
}

/// An error: its kind, a message that says what was expected, what was found and what to do, and named facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    context: Vec<(&'static str, String)>,
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), context: Vec::new() }
    }

    /// Bytes or text that are not what they claim to be.
    pub fn invalid_data(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidData, message)
    }

    /// A call that makes no sense.
    pub fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, message)
    }

    /// Two things that cannot be combined.
    pub fn incompatible(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Incompatible, message)
    }

    /// Something well-formed that is not supported.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unsupported, message)
    }

    /// A handle that is not, or no longer, in use.
    pub fn disposed(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Disposed, message)
    }

    /// A defect of the engine.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, message)
    }

    /// The same error with one more named fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.context.push((name, value.to_string()));
        self
    }

    /// The kind of the error.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The sentence for people.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The named facts, in the order in which they were added.
    pub fn context(&self) -> &[(&'static str, String)] {
        &self.context
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
