//! A column of classes: one code a row, and the names that codes stand for.

/// The code of a row without a class.
const MISSING: u32 = u32::MAX;

/// Classes by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    codes: Vec<u32>,
    names: Vec<String>,
}

impl Classes {
    /// Classes of so many rows that have none so far.
    pub fn with_capacity(rows: usize) -> Self {
        Self { codes: Vec::with_capacity(rows), names: Vec::new() }
    }

    /// Adds a row of a class that was named before, or of none.
    pub fn push(&mut self, code: Option<u32>) {
        self.codes.push(code.unwrap_or(MISSING));
    }

    /// The code of a name, which is new or has been named before.
    pub fn code_of(&mut self, name: &str) -> u32 {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        }) as u32
    }

    /// Adds a name that has no code yet, and gives it one.
    pub fn add_name(&mut self, name: String) -> u32 {
        self.names.push(name);
        (self.names.len() - 1) as u32
    }

    /// What codes stand for.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The rows.
    pub const fn rows(&self) -> usize {
        self.codes.len()
    }

    /// The place of a row's class among the names; none when it has no class.
    #[inline]
    pub fn code(&self, row: usize) -> Option<usize> {
        Some(self.codes[row]).filter(|&code| code != MISSING).map(|code| code as usize)
    }

    /// Those of some rows that are of a class, by the name of it.
    pub(super) fn members(&self, rows: &[usize]) -> Vec<(&str, Vec<usize>)> {
        let mut members: Vec<_> = self.names.iter().map(|name| (name.as_str(), Vec::new())).collect();
        for &row in rows {
            if let Some(code) = self.code(row) {
                members[code].1.push(row);
            }
        }
        members.retain(|(_, rows)| !rows.is_empty());
        members
    }

    /// Some of the rows.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        Self { codes: rows.iter().map(|&row| self.codes[row]).collect(), names: self.names.clone() }
    }
}

impl<'a> FromIterator<Option<&'a str>> for Classes {
    fn from_iter<T: IntoIterator<Item = Option<&'a str>>>(values: T) -> Self {
        let mut classes = Self::default();
        for value in values {
            let code = value.map(|name| classes.code_of(name));
            classes.push(code);
        }
        classes
    }
}
