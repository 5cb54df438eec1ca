//! Reads sources whole, in pieces of any size, and collects what comes out.

use tidemark_core::column::Column;
use tidemark_core::error::{Error, Result};
use tidemark_ingest::csv::{CsvOptions, CsvReader};
use tidemark_ingest::{Batch, IngestReport};

/// All that a reader gives. Missing entries are `None`.
#[derive(Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) names: Vec<String>,
    pub(crate) positions: Vec<usize>,
    pub(crate) rows: Vec<Vec<Option<String>>>,
    pub(crate) batch_rows: Vec<usize>,
    pub(crate) report: IngestReport,
}

/// Reads `sources`, each cut into pieces of the lengths that `piece` gives.
pub(crate) fn read_in_pieces(
    options: &CsvOptions,
    sources: &[(&str, &[u8])],
    mut piece: impl FnMut() -> usize,
) -> Result<Reading> {
    let mut rows = Vec::new();
    let mut batch_rows = Vec::new();
    let mut sink = |batch: &mut Batch| {
        batch_rows.push(batch.rows());
        let columns = (0..batch.names().len()).map(|index| batch.column(index)).collect::<Result<Vec<_>>>()?;
        for row in 0..batch.rows() {
            let is_present = |column| Column::Utf8(column).is_present(row);
            rows.push(columns.iter().map(|&c| is_present(c).then(|| c.value(row).to_owned())).collect());
        }
        Ok(())
    };
    let mut reader = CsvReader::new(options.clone())?;
    for (name, bytes) in sources {
        reader.next_source(name, &mut sink)?;
        let mut rest = *bytes;
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(piece().clamp(1, rest.len()));
            reader.push(head, &mut sink)?;
            rest = tail;
        }
    }
    let report = reader.finish(&mut sink)?;
    Ok(Reading { names: reader.names().to_vec(), positions: reader.positions().to_vec(), rows, batch_rows, report })
}

/// Reads one source named `a.csv`, whole and in single bytes, which must give the same.
pub(crate) fn read(options: &CsvOptions, bytes: impl AsRef<[u8]>) -> Result<Reading> {
    read_all(options, &[("a.csv", bytes.as_ref())])
}

/// Reads sources, whole and in single bytes, which must give the same.
pub(crate) fn read_all(options: &CsvOptions, sources: &[(&str, &[u8])]) -> Result<Reading> {
    let whole = read_in_pieces(options, sources, || usize::MAX);
    assert_eq!(read_in_pieces(options, sources, || 1), whole);
    whole
}

/// Rows of texts; the empty text stands for a missing entry.
pub(crate) fn rows<const R: usize, const C: usize>(rows: [[&str; C]; R]) -> Vec<Vec<Option<String>>> {
    rows.map(|row| row.map(|text| (!text.is_empty()).then(|| text.to_owned())).to_vec()).to_vec()
}

/// The error that reading one source gives.
pub(crate) fn error(options: &CsvOptions, bytes: impl AsRef<[u8]>) -> Error {
    read(options, bytes).expect_err("an error was expected")
}
