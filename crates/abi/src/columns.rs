//! Columns as the other side lays them out: JSON that says which buffer holds what, and the buffers.

use crate::buffers::{align, find_buffer};
use crate::options::parse;
use crate::{Error, Result};
use bytemuck::AnyBitPattern;
use std::borrow::Cow;
use tidemark_core::column::{BoolColumn, Column, DictionaryColumn, Utf8Column, Validity};
use tidemark_core::numeric::to_nearest_double;
use tidemark_json::{read_json, words};

/// One column. Numbers are places in the list of buffers.
#[derive(Debug)]
pub(crate) struct Layout {
    name: String,
    /// Where it stands in its data set, when that is not its place among the columns that are handed over.
    position: Option<u32>,
    kind: LayoutType,
    rows: usize,
    /// Numbers are to be divided by ten to this power.
    scale: Option<i32>,
    validity: Option<usize>,
    values: usize,
    offsets: Option<usize>,
    codes: Option<usize>,
}

read_json!(Layout { name, position, kind as "type", rows, scale, validity, values, offsets, codes });

#[derive(Clone, Copy, Debug)]
enum LayoutType {
    F64,
    F32,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    Bool,
    Utf8,
    Dictionary,
}

words!(LayoutType {
    F64 = "f64", F32 = "f32", I8 = "i8", I16 = "i16", I32 = "i32", I64 = "i64", I128 = "i128", U8 = "u8", U16 = "u16",
    U32 = "u32", U64 = "u64", Bool = "bool", Utf8 = "utf8", Dictionary = "dictionary",
});

/// A column and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct PlacedColumn<'a> {
    pub(crate) name: &'a str,
    /// None: where it comes among its like.
    pub(crate) position: Option<u32>,
    pub(crate) column: Column<'a>,
}

/// Buffers that had to be copied, because they were not aligned or hold narrower numbers, live here.
#[derive(Default)]
pub(crate) struct Aligned<'a> {
    columns: Vec<AlignedColumn<'a>>,
}

struct AlignedColumn<'a> {
    layout: Layout,
    values: Values<'a>,
    validity: Validity<'a>,
}

enum Values<'a> {
    F64(Cow<'a, [f64]>),
    I64(Cow<'a, [i64]>),
    U64(Cow<'a, [u64]>),
    Bool(&'a [u8]),
    Utf8(Texts<'a>),
    Dictionary(Cow<'a, [u32]>, Texts<'a>),
}

struct Texts<'a> {
    offsets: Cow<'a, [u32]>,
    data: &'a str,
}

impl<'a> Aligned<'a> {
    /// Finds and aligns every buffer. `invalid-argument` when one is not there or too short.
    pub(crate) fn new(layout: &str, buffers: &[&'a [u8]]) -> Result<Self> {
        Self::of(parse(layout, "the layout of columns")?, buffers)
    }

    /// The same of a layout that came as part of other JSON.
    pub(crate) fn of(layouts: Vec<Layout>, buffers: &[&'a [u8]]) -> Result<Self> {
        let columns = layouts.into_iter().map(|layout| AlignedColumn::new(layout, buffers)).collect::<Result<_>>()?;
        Ok(Self { columns })
    }

    /// The columns by name.
    pub(crate) fn columns(&self) -> Result<Vec<PlacedColumn<'_>>> {
        let columns = self.columns.iter().map(|column| {
            let Layout { name, position, .. } = &column.layout;
            Ok(PlacedColumn { name, position: *position, column: column.view()? })
        });
        columns.collect()
    }
}

impl<'a> AlignedColumn<'a> {
    fn new(layout: Layout, buffers: &[&'a [u8]]) -> Result<Self> {
        let find = |place: usize| find_buffer(buffers, place).map_err(|error| error.with("column", &layout.name));
        let Layout { name, rows, scale, .. } = &layout;
        let bytes = find(layout.values)?;
        let texts = |entries: Option<usize>| {
            let offsets = layout.offsets.map_or(Ok(&[][..]), find)?;
            let entries = entries.unwrap_or(offsets.len() / size_of::<u32>());
            Ok(Texts { offsets: align_rows(offsets, entries, name)?, data: to_text(bytes, name)? })
        };
        let values = match (layout.kind, *scale) {
            (LayoutType::F64, _) => Values::F64(align_rows(bytes, *rows, name)?),
            (LayoutType::F32, _) => Values::F64(convert(bytes, *rows, name, |value: f32| value.into())?),
            (LayoutType::I8, _) => Values::F64(convert(bytes, *rows, name, |value: i8| value.into())?),
            (LayoutType::I16, _) => Values::F64(convert(bytes, *rows, name, |value: i16| value.into())?),
            (LayoutType::I32, None) => Values::F64(convert(bytes, *rows, name, |value: i32| value.into())?),
            (LayoutType::U8, _) => Values::F64(convert(bytes, *rows, name, |value: u8| value.into())?),
            (LayoutType::U16, _) => Values::F64(convert(bytes, *rows, name, |value: u16| value.into())?),
            (LayoutType::U32, _) => Values::F64(convert(bytes, *rows, name, |value: u32| value.into())?),
            (LayoutType::I64, None) => Values::I64(align_rows(bytes, *rows, name)?),
            (LayoutType::U64, _) => Values::U64(align_rows(bytes, *rows, name)?),
            (LayoutType::I32, Some(scale)) => {
                Values::F64(convert(bytes, *rows, name, |value: i32| to_nearest_double(value.into(), scale))?)
            }
            (LayoutType::I64, Some(scale)) => {
                Values::F64(convert(bytes, *rows, name, |value: i64| to_nearest_double(value.into(), scale))?)
            }
            (LayoutType::I128, scale) => {
                let scale = scale.unwrap_or(0);
                Values::F64(convert(bytes, *rows, name, |value: i128| to_nearest_double(value, scale))?)
            }
            (LayoutType::Bool, _) => Values::Bool(bytes),
            (LayoutType::Utf8, _) => Values::Utf8(texts(Some(*rows + 1))?),
            (LayoutType::Dictionary, _) => {
                let codes = layout.codes.map_or(Ok(&[][..]), find)?;
                Values::Dictionary(align_rows(codes, *rows, name)?, texts(None)?)
            }
        };
        let validity = layout.validity.map(find).transpose()?.map_or(Validity::ALL, Validity::from_bits);
        if !validity.covers(*rows) {
            return Err(too_short(name, "validity"));
        }
        Ok(Self { layout, values, validity })
    }

    fn view(&self) -> Result<Column<'_>> {
        let validity = self.validity;
        Ok(match &self.values {
            Values::F64(values) => Column::F64(values, validity),
            Values::I64(values) => Column::I64(values, validity),
            Values::U64(values) => Column::U64(values, validity),
            Values::Bool(bits) => Column::Bool(BoolColumn::new(bits, self.layout.rows, validity)?),
            Values::Utf8(texts) => Column::Utf8(texts.view(validity)?),
            Values::Dictionary(codes, texts) => {
                Column::Dictionary(DictionaryColumn::new(codes, texts.view(Validity::ALL)?, validity)?)
            }
        })
    }
}

impl Texts<'_> {
    fn view<'b>(&'b self, validity: Validity<'b>) -> Result<Utf8Column<'b>> {
        Utf8Column::new(&self.offsets, self.data, validity)
    }
}

fn to_text<'a>(bytes: &'a [u8], column: &str) -> Result<&'a str> {
    std::str::from_utf8(bytes).map_err(|_| {
        Error::invalid_data("expected text in UTF-8, found other bytes; encode it as UTF-8").with("column", column)
    })
}

/// The first `count` entries, where they lie if they are aligned, else copied.
fn align_rows<'a, T: AnyBitPattern>(bytes: &'a [u8], count: usize, column: &str) -> Result<Cow<'a, [T]>> {
    let length = count.checked_mul(size_of::<T>()).filter(|&length| length <= bytes.len());
    Ok(align(&bytes[..length.ok_or_else(|| too_short(column, "values"))?]))
}

/// The first `count` entries as doubles.
fn convert<'a, T: AnyBitPattern>(
    bytes: &'a [u8],
    count: usize,
    column: &str,
    to_double: impl Fn(T) -> f64,
) -> Result<Cow<'a, [f64]>> {
    Ok(Cow::Owned(align_rows::<T>(bytes, count, column)?.iter().map(|&value| to_double(value)).collect()))
}

fn too_short(column: &str, what: &str) -> Error {
    Error::invalid_argument(format!("expected {what} for every row of a column, found a shorter buffer"))
        .with("column", column)
}
