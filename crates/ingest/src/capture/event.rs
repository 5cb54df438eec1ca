//! One capture record: whether it is wanted, and its rows.

use std::collections::HashSet;

use super::instant::parse_instant;
use super::options::CaptureOptions;
use super::payload::Payload;
use super::seen_events::SeenEvents;
use crate::csv::header::position_name;
use crate::json::fields::{FieldView, Fields};
use crate::record_table::NamedField;
use crate::report::ComplaintKind;

/// What is done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Its rows are there to be taken.
    Take,
    /// It lies outside the time asked for.
    Outside,
    /// Its event was read before.
    Duplicate,
}

/// The record that is being read, and what was read before it.
#[derive(Debug)]
pub(crate) struct Event {
    options: CaptureOptions,
    seen: SeenEvents,
    /// The rows of request and response, in the order of their columns.
    sides: [Side; 2],
    rows: usize,
    /// Names by position, as far as they were needed.
    names: Vec<String>,
}

#[derive(Debug, Default)]
struct Side {
    fields: Fields,
    /// Whether the only row holds a value for each row of the other side.
    is_spread: bool,
}

const INPUT: &str = "endpointInput";
const OUTPUT: &str = "endpointOutput";
const TRANSFORM: &str = "batchTransformOutput";

impl Event {
    pub(crate) fn new(options: CaptureOptions) -> Self {
        let names = options.names.clone();
        Self { options, seen: SeenEvents::default(), sides: Default::default(), rows: 0, names }
    }

    /// Reads a record that was flattened. Fails with the reason to set it aside.
    pub(crate) fn read(&mut self, record: &Fields) -> Result<Verdict, ComplaintKind> {
        let find = |name: &str| record.row(0).find(|field| field.name == Some(name)).and_then(|field| field.text);
        let side = |name: &str| Payload {
            data: find(&format!("captureData.{name}.data")),
            encoding: find(&format!("captureData.{name}.encoding")),
            content_type: find(&format!("captureData.{name}.observedContentType")),
        };
        let is_capture = |name: &str| name.starts_with("captureData.");
        if !record.row(0).any(|field| field.name.is_some_and(is_capture)) {
            return Err(ComplaintKind::NoCapture);
        }
        if !self.is_in_time(find("eventMetadata.inferenceTime"))? {
            return Ok(Verdict::Outside);
        }
        let transform = side(TRANSFORM);
        let output = if transform.data.is_some() { transform } else { side(OUTPUT) };
        let payloads = if self.options.is_output_last { [side(INPUT), output] } else { [output, side(INPUT)] };
        let mut is_read = false;
        for (side, payload) in self.sides.iter_mut().zip(payloads) {
            is_read |= payload.read(self.options.is_one_row, "", &mut side.fields)?;
        }
        if self.shares_a_name() {
            let second = if self.options.is_output_last { OUTPUT } else { INPUT };
            payloads[1].read(self.options.is_one_row, second, &mut self.sides[1].fields)?;
        }
        if !is_read {
            return Err(ComplaintKind::BrokenPayload);
        }
        self.pair_rows()?;
        let is_new = self.options.is_one_row || find("eventMetadata.eventId").is_none_or(|id| self.seen.insert(id));
        Ok(if is_new { Verdict::Take } else { Verdict::Duplicate })
    }

    fn is_in_time(&self, time: Option<&str>) -> Result<bool, ComplaintKind> {
        let (from, to) = (self.options.from, self.options.to);
        if from.is_none() && to.is_none() {
            return Ok(true);
        }
        let time = time.and_then(parse_instant).ok_or(ComplaintKind::NoTime)?;
        Ok(from.is_none_or(|from| from <= time) && to.is_none_or(|to| time < to))
    }

    /// Row by row; a side of one row with as many values as the other has rows gives each of them one.
    fn pair_rows(&mut self) -> Result<(), ComplaintKind> {
        let [first, second] = &mut self.sides;
        let counts = (first.fields.rows(), second.fields.rows());
        let fits = |side: &Side, rows: usize| rows > 1 && side.fields.row(0).len() == rows;
        first.is_spread = counts.0 == 1 && fits(first, counts.1);
        second.is_spread = counts.1 == 1 && fits(second, counts.0);
        self.rows = counts.0.max(counts.1);
        let is_paired = counts.0 == counts.1 || counts.0 == 0 || counts.1 == 0;
        if !is_paired && !first.is_spread && !second.is_spread {
            return Err(ComplaintKind::UnequalRows);
        }
        self.name_positions();
        Ok(())
    }

    fn name_positions(&mut self) {
        let width = |side: &Side| (0..side.fields.rows()).map(|row| side.fields.row(row).len()).max().unwrap_or(0);
        let widest = self.sides.iter().map(width).sum();
        while self.names.len() < widest {
            self.names.push(position_name(self.names.len()));
        }
    }

    /// Whether request and response have a key in common, which would be one column for two things.
    fn shares_a_name(&self) -> bool {
        let [first, second] = self.sides.each_ref().map(Side::names);
        let names: HashSet<_> = first.collect();
        !names.is_empty() && second.into_iter().any(|name| names.contains(name))
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The fields of a row with their names.
    pub(crate) fn row(&self, index: usize) -> impl Iterator<Item = NamedField<'_>> + Clone {
        let [first, second] = &self.sides;
        first.row(index).chain(second.row(index)).enumerate().map(|(position, field)| NamedField {
            name: field.name.unwrap_or(&self.names[position]),
            text: field.text,
            is_replaced: field.is_replaced,
        })
    }
}

impl Side {
    fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.fields.rows()).flat_map(|row| self.fields.row(row)).filter_map(|field| field.name)
    }

    fn row(&self, index: usize) -> impl Iterator<Item = FieldView<'_>> + Clone {
        let row = if self.is_spread { 0 } else { index };
        let (skipped, taken) = if self.is_spread { (index, 1) } else { (0, usize::MAX) };
        let fields = (row < self.fields.rows()).then(|| self.fields.row(row).skip(skipped).take(taken));
        fields.into_iter().flatten()
    }
}
