//! Reads sources whole, in pieces of any size, and collects what comes out.

use tidemark_core::column::Column;
use tidemark_core::error::Result;
use tidemark_ingest::{Batch, CaptureOptions, IngestReport, JsonLayout, RecordOptions, RecordReader};

/// All that a reader gives: each row by the names of its columns, without what is missing.
#[derive(Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) names: Vec<String>,
    pub(crate) positions: Vec<usize>,
    pub(crate) rows: Vec<String>,
    pub(crate) report: IngestReport,
}

impl Reading {
    /// The complaints, each as its kind in JSON and the lines it names.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let show = |complaint: &tidemark_ingest::Complaint| {
            let kind = tidemark_json::to_json(&complaint.kind);
            let lines: Vec<_> = complaint.first.iter().map(|place| place.line.to_string()).collect();
            format!("{} {}", kind.trim_matches('"'), lines.join(" "))
        };
        self.report.complaints.iter().map(show).collect()
    }
}

pub(crate) fn lines() -> RecordOptions {
    RecordOptions::default()
}

pub(crate) fn json() -> RecordOptions {
    RecordOptions { layout: JsonLayout::Any, ..RecordOptions::default() }
}

pub(crate) fn capture(options: CaptureOptions) -> RecordOptions {
    RecordOptions { capture: Some(options), ..json() }
}

/// Reads `sources`, each cut into pieces of the lengths that `piece` gives.
pub(crate) fn read_in_pieces(
    options: &RecordOptions,
    sources: &[&[u8]],
    mut piece: impl FnMut() -> usize,
) -> Result<Reading> {
    let mut rows = Vec::new();
    let mut sink = |batch: &mut Batch| {
        let columns = (0..batch.names().len()).map(|index| batch.column(index)).collect::<Result<Vec<_>>>()?;
        for row in 0..batch.rows() {
            let present = batch.names().iter().zip(&columns).filter(|&(_, &c)| Column::Utf8(c).is_present(row));
            rows.push(present.map(|(name, c)| format!("{name}={}", c.value(row))).collect::<Vec<_>>().join(" "));
        }
        Ok(())
    };
    let mut reader = RecordReader::new(options.clone());
    for (index, bytes) in sources.iter().enumerate() {
        reader.next_source(&format!("{index}.json"), &mut sink)?;
        let mut rest = *bytes;
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(piece().clamp(1, rest.len()));
            reader.push(head, &mut sink)?;
            rest = tail;
        }
    }
    let report = reader.finish(&mut sink)?;
    Ok(Reading { names: reader.names().to_vec(), positions: reader.positions().to_vec(), rows, report })
}

/// Reads one source, whole and in single bytes, which must give the same.
pub(crate) fn read(options: &RecordOptions, bytes: impl AsRef<[u8]>) -> Result<Reading> {
    let sources = [bytes.as_ref()];
    let whole = read_in_pieces(options, &sources, || usize::MAX);
    assert_eq!(read_in_pieces(options, &sources, || 1), whole);
    whole
}
