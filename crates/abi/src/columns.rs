//! Columns as the other side lays them out: JSON that says which buffer holds what, and the buffers.

use crate::buffers::{align, find_buffer};
use crate::options::parse;
use crate::{Error, Result};
use bytemuck::AnyBitPattern;
use serde::Deserialize;
use std::borrow::Cow;
use tidemark_core::column::{BoolColumn, Column, DictionaryColumn, Utf8Column, Validity};

/// One column. Numbers are places in the list of buffers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Layout {
    name: String,
    #[serde(rename = "type")]
    kind: LayoutType,
    rows: usize,
    validity: Option<usize>,
    values: usize,
    offsets: Option<usize>,
    codes: Option<usize>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LayoutType {
    F64,
    I64,
    Bool,
    Utf8,
    Dictionary,
}

/// Buffers that had to be copied because they were not aligned live here.
#[derive(Default)]
pub(crate) struct Aligned<'a> {
    columns: Vec<AlignedColumn<'a>>,
}

struct AlignedColumn<'a> {
    layout: Layout,
    doubles: Cow<'a, [f64]>,
    integers: Cow<'a, [i64]>,
    offsets: Cow<'a, [u32]>,
    codes: Cow<'a, [u32]>,
    values: &'a [u8],
    validity: Validity<'a>,
}

impl<'a> Aligned<'a> {
    /// Finds and aligns every buffer. `invalid-argument` when one is not there or too short.
    pub(crate) fn new(layout: &str, buffers: &[&'a [u8]]) -> Result<Self> {
        let layouts: Vec<Layout> = parse(layout, "the layout of columns")?;
        let columns = layouts.into_iter().map(|layout| AlignedColumn::new(layout, buffers)).collect::<Result<_>>()?;
        Ok(Self { columns })
    }

    /// The columns by name.
    pub(crate) fn columns(&self) -> Result<Vec<(&str, Column<'_>)>> {
        self.columns.iter().map(|column| Ok((column.layout.name.as_str(), column.view()?))).collect()
    }
}

impl<'a> AlignedColumn<'a> {
    fn new(layout: Layout, buffers: &[&'a [u8]]) -> Result<Self> {
        let find = |place: usize| find_buffer(buffers, place).map_err(|error| error.with("column", &layout.name));
        let optional = |place: Option<usize>| place.map_or(Ok(&[][..]), find);
        let values = find(layout.values)?;
        let validity = layout.validity.map(find).transpose()?;
        let (mut doubles, mut integers) = (Cow::default(), Cow::default());
        match layout.kind {
            LayoutType::F64 => doubles = align_rows(values, layout.rows, &layout.name)?,
            LayoutType::I64 => integers = align_rows(values, layout.rows, &layout.name)?,
            LayoutType::Bool | LayoutType::Utf8 | LayoutType::Dictionary => {}
        }
        let offsets = optional(layout.offsets)?;
        let entries = (offsets.len() / size_of::<u32>()).min(match layout.kind {
            LayoutType::Utf8 => layout.rows + 1,
            _ => usize::MAX,
        });
        let codes = optional(layout.codes)?;
        let coded = if matches!(layout.kind, LayoutType::Dictionary) { layout.rows } else { 0 };
        let validity = validity.map_or(Validity::ALL, Validity::from_bits);
        if !validity.covers(layout.rows) {
            return Err(too_short(&layout.name, "validity"));
        }
        Ok(Self {
            doubles,
            integers,
            offsets: align_rows(offsets, entries, &layout.name)?,
            codes: align_rows(codes, coded, &layout.name)?,
            values,
            validity,
            layout,
        })
    }

    fn view(&self) -> Result<Column<'_>> {
        let rows = self.layout.rows;
        Ok(match self.layout.kind {
            LayoutType::F64 => Column::F64(&self.doubles, self.validity),
            LayoutType::I64 => Column::I64(&self.integers, self.validity),
            LayoutType::Bool => Column::Bool(BoolColumn::new(self.values, rows, self.validity)?),
            LayoutType::Utf8 => Column::Utf8(Utf8Column::new(&self.offsets, self.text()?, self.validity)?),
            LayoutType::Dictionary => {
                let values = Utf8Column::new(&self.offsets, self.text()?, Validity::ALL)?;
                Column::Dictionary(DictionaryColumn::new(&self.codes, values, self.validity)?)
            }
        })
    }

    fn text(&self) -> Result<&'a str> {
        std::str::from_utf8(self.values).map_err(|_| {
            Error::invalid_data("expected text in UTF-8, found other bytes; encode it as UTF-8")
                .with("column", &self.layout.name)
        })
    }
}

/// The first `count` entries, where they lie if they are aligned, else copied.
fn align_rows<'a, T: AnyBitPattern>(bytes: &'a [u8], count: usize, column: &str) -> Result<Cow<'a, [T]>> {
    let length = count.checked_mul(size_of::<T>()).filter(|&length| length <= bytes.len());
    Ok(align(&bytes[..length.ok_or_else(|| too_short(column, "values"))?]))
}

fn too_short(column: &str, what: &str) -> Error {
    Error::invalid_argument(format!("expected {what} for every row of a column, found a shorter buffer"))
        .with("column", column)
}
