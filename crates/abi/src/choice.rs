//! Which columns of the input are kept: those that were asked for, less those that were excluded.

use crate::options::SessionOptions;
use crate::{Error, Result};
use std::collections::HashSet;

/// The names that were asked for and excluded, and which of them no column has had so far.
pub(crate) struct Choice {
    columns: Option<Vec<String>>,
    exclude: Vec<String>,
    unseen: HashSet<String>,
    /// Whether other parts of the data set may have the columns that this one lacks.
    is_part: bool,
}

impl Choice {
    pub(crate) fn new(options: &SessionOptions) -> Self {
        Self {
            unseen: options.columns.iter().flatten().chain(&options.exclude).cloned().collect(),
            columns: options.columns.clone(),
            exclude: options.exclude.clone(),
            is_part: options.part,
        }
    }

    /// The places of the columns that are kept, among columns of these names.
    pub(crate) fn choose(&mut self, names: &[impl AsRef<str>]) -> Vec<usize> {
        let is_chosen = |name: &str| {
            self.columns.as_ref().is_none_or(|columns| columns.iter().any(|column| column == name))
                && !self.exclude.iter().any(|column| column == name)
        };
        let chosen = (0..names.len()).filter(|&index| is_chosen(names[index].as_ref())).collect();
        if !self.unseen.is_empty() {
            names.iter().for_each(|name| {
                self.unseen.remove(name.as_ref());
            });
        }
        chosen
    }

    /// `invalid-argument` for a name that was asked for and that no column had; `names` are those there are.
    pub(crate) fn refuse_unseen(&self, names: &[impl AsRef<str>]) -> Result<()> {
        let Some(unseen) = self.unseen.iter().min().filter(|_| !self.is_part) else {
            return Ok(());
        };
        let names: Vec<_> = names.iter().map(AsRef::as_ref).collect();
        Err(Error::invalid_argument(format!("expected the name of a column ({}), found `{unseen}`", names.join(", "))))
    }
}
