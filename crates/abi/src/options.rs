//! What a session can be told, and what it does when it is not told: the only place where options get their defaults.

use crate::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tidemark_core::profile::ProfileOptions;
use tidemark_ingest::csv::{CsvOptions, Pairing};

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
    pub(crate) resolution: u16,
}

/// The formats of bytes.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    #[default]
    Csv,
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
            resolution: ProfileOptions::default().resolution,
        }
    }
}

impl SessionOptions {
    /// How CSV is read.
    pub(crate) fn csv(&self) -> Result<CsvOptions> {
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
            ..CsvOptions::default()
        })
    }

    /// What is kept.
    pub(crate) fn profile(&self) -> ProfileOptions {
        ProfileOptions { resolution: self.resolution, missing: self.missing.clone() }
    }
}

/// Reads JSON from the other side; `what` names it in the error.
pub(crate) fn parse<T: DeserializeOwned>(json: &str, what: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| Error::invalid_argument(format!("expected {what}, found this: {error}")))
}
