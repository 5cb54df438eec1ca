//! What a session can be told, and what it does when it is not told: the only place where options get their defaults.

use crate::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tidemark_core::profile::ProfileOptions;
use tidemark_ingest::csv::{CsvOptions, CsvReader, Pairing};
use tidemark_ingest::{CaptureOptions, JsonLayout, Reader, RecordOptions, RecordReader, parse_instant};

/// How input is read and what is kept.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
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
    pub(crate) resolution: u16,
}

/// The formats of bytes, and none, where only columns are pushed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    #[default]
    Csv,
    Jsonl,
    Json,
    Capture,
    Columns,
}

/// Where the columns of a response stand in the rows of capture records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum OutputPosition {
    /// Before those of the request.
    #[default]
    Start,
    /// After them.
    End,
}

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
            resolution: ProfileOptions::default().resolution,
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
            is_holding: self.records,
            ..CsvOptions::default()
        })
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
pub(crate) fn parse<T: DeserializeOwned>(json: &str, what: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| Error::invalid_argument(format!("expected {what}, found this: {error}")))
}
