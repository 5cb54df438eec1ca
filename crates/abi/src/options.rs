//! What a session can be told, and what it does when it is not told: the only place where options get their defaults.

use crate::quality::QualityOptions;
use crate::{Error, Result};
use std::num::NonZero;
use std::sync::LazyLock;
use std::thread;
use tidemark_core::profile::ProfileOptions;
use tidemark_ingest::csv::{CsvOptions, CsvReader, Pairing};
use tidemark_ingest::{CaptureOptions, JsonLayout, Reader, RecordOptions, RecordReader, parse_instant, parse_json};
use tidemark_json::{ReadJson, read_into, read_json, words};

/// The most threads that can be asked for, and that are taken when none are.
const MOST_THREADS: usize = 64;
const DEFAULT_THREADS: usize = 8;

/// Whether there can be more threads than one; where not, what starts them is left out of the build.
pub(crate) const HAS_THREADS: bool = cfg!(not(target_family = "wasm"));

/// How many threads the machine runs at once. Asked once: the answer takes reading files.
static AVAILABLE_THREADS: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));

/// How input is read and what is kept.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct SessionOptions {
    pub(crate) format: Format,
    pub(crate) header: bool,
    pub(crate) delimiter: Option<char>,
    pub(crate) missing: Vec<String>,
    pub(crate) columns: Option<Vec<String>>,
    pub(crate) exclude: Vec<String>,
    pub(crate) sagemaker: bool,
    pub(crate) names: Vec<String>,
    pub(crate) output_position: OutputPosition,
    /// As `sagemaker` when absent.
    pub(crate) compat_records: Option<bool>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) records: bool,
    /// Delimited text with more columns is refused; records may have 10,000 keys always.
    pub(crate) most_columns: Option<usize>,
    pub(crate) resolution: u16,
    /// As many as the machine runs at once, at most 8, when absent.
    pub(crate) threads: Option<usize>,
    /// Whether this is a part of a data set: names that were asked for may stand in other parts.
    pub(crate) part: bool,
    /// What is made is the state of the quality of predictions, not a profile.
    pub(crate) quality: Option<QualityOptions>,
}

read_json!(SessionOptions {
    format, header, delimiter, missing, columns, exclude, sagemaker, names, output_position, compat_records, from, to,
    records, most_columns, resolution, threads, part, quality,
} or default);

/// The formats of bytes, and none, where only columns are pushed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Csv,
    Jsonl,
    Json,
    Capture,
    Columns,
}

words!(Format { Csv = "csv", Jsonl = "jsonl", Json = "json", Capture = "capture", Columns = "columns" });

/// Where the columns of a response stand in the rows of capture records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OutputPosition {
    /// Before those of the request.
    #[default]
    Start,
    /// After them.
    End,
}

words!(OutputPosition { Start = "START", End = "END" });

impl Default for SessionOptions {
    fn default() -> Self {
        Self {
            format: Format::default(),
            header: true,
            delimiter: None,
            missing: Vec::new(),
            columns: None,
            exclude: Vec::new(),
            sagemaker: false,
            names: Vec::new(),
            output_position: OutputPosition::default(),
            compat_records: None,
            from: None,
            to: None,
            records: false,
            most_columns: None,
            resolution: ProfileOptions::default().resolution,
            threads: None,
            part: false,
            quality: None,
        }
    }
}

impl SessionOptions {
    /// The reader of the format.
    pub(crate) fn reader(&self) -> Result<Reader> {
        let (layout, capture) = match self.format {
            Format::Csv | Format::Columns => return Ok(Reader::Csv(Box::new(CsvReader::new(self.csv()?)?))),
            Format::Jsonl => (JsonLayout::Lines, None),
            Format::Json => (JsonLayout::Any, None),
            Format::Capture => (JsonLayout::Any, Some(self.capture()?)),
        };
        Ok(Reader::Records(Box::new(RecordReader::new(RecordOptions {
            layout,
            capture,
            missing: self.missing.clone(),
            is_holding: self.records,
            ..RecordOptions::default()
        }))))
    }

    fn capture(&self) -> Result<CaptureOptions> {
        Ok(CaptureOptions {
            names: self.names.clone(),
            is_output_last: self.output_position == OutputPosition::End,
            is_one_row: self.compat_records.unwrap_or(self.sagemaker),
            from: to_instant("from", self.from.as_deref())?,
            to: to_instant("to", self.to.as_deref())?,
        })
    }

    fn csv(&self) -> Result<CsvOptions> {
        let delimiter = self
            .delimiter
            .map(|delimiter| {
                u8::try_from(delimiter).map_err(|_| {
                    Error::invalid_argument(format!(
                        "expected one of `,` `;` `\\t` `|` for `delimiter`, found `{delimiter}`"
                    ))
                })
            })
            .transpose()?;
        Ok(CsvOptions {
            header: self.header,
            delimiter,
            missing: self.missing.clone(),
            // Model Monitor looks at positions only.
            pairing: if self.sagemaker { Pairing::Position } else { Pairing::Name },
            most_columns: self.most_columns,
            is_holding: self.records,
            ..CsvOptions::default()
        })
    }

    /// How many threads work, with the one that calls. In WebAssembly there is no other.
    pub(crate) fn threads(&self) -> Result<usize> {
        if let Some(threads) = self.threads.filter(|threads| !(1..=MOST_THREADS).contains(threads)) {
            return Err(Error::invalid_argument(format!(
                "expected 1 to {MOST_THREADS} for `threads`, found {threads}; 1 works on the calling thread alone"
            )));
        }
        if !HAS_THREADS {
            return Ok(1);
        }
        Ok(self.threads.unwrap_or_else(|| AVAILABLE_THREADS.min(DEFAULT_THREADS)))
    }

    /// What is kept.
    pub(crate) fn profile(&self) -> ProfileOptions {
        ProfileOptions { resolution: self.resolution, missing: self.missing.clone() }
    }
}

fn to_instant(option: &str, text: Option<&str>) -> Result<Option<i64>> {
    text.map(|text| {
        parse_instant(text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "expected an instant such as 2026-11-24T08:00:00Z for `{option}`, found `{text}`"
            ))
        })
    })
    .transpose()
}

/// Reads JSON from the other side; `what` names it in the error.
pub(crate) fn parse<T: ReadJson>(json: &str, what: &str) -> Result<T> {
    let mut value = T::unread();
    parse_into(json, what, &mut value)?;
    Ok(value)
}

fn parse_into(json: &str, what: &str, value: &mut dyn ReadJson) -> Result<()> {
    let tree = parse_json(json).map_err(|at| {
        Error::invalid_argument(format!("expected {what} as JSON, found a text that is none at byte {at}"))
    })?;
    read_into(&tree, what, value).map_err(Error::invalid_argument)
}
