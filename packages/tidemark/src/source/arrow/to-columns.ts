/** A batch of Arrow as columns for the engine: its buffers as they are, wherever the engine reads them. */
import type { ColumnInput, NumberValues } from '../../engine/port.js';
import { hasBit, sliceBits } from '../../engine/bits.js';
import type { ColumnReading, LogicalType } from '../columnar/column-reading.js';
import { toHalf } from '../columnar/half.js';
import { joinPath, type Place, toItemColumns, withinStruct } from '../columnar/nesting.js';
import { Selection } from '../columnar/selection.js';
import { trimTexts } from '../../engine/text.js';
import { takeRows } from '../columnar/take-rows.js';
import { countRows } from '../../engine/slice-column.js';
import { damagedColumn, unsupportedColumn } from '../errors.js';
import { concatenate } from '../peek.js';
import { type ArrowBatch, type ArrowData, type ArrowField, type ArrowType, TYPE } from './arrow-data.js';
import { readTextViews } from './text-views.js';

/** The columns of a batch that were asked for. `unsupported` and `invalid-data` name the column. */
export function toColumns(batch: ArrowBatch, reading: ColumnReading): ColumnInput[] {
  return toFieldColumns(batch.schema.fields, batch.data, '', { next: 0 }, reading);
}

/** Whether rows are to be taken a few at a time: each of their lists becomes many columns. */
export function hasLists(fields: readonly ArrowField[]): boolean {
  const lists: readonly number[] = [TYPE.list, TYPE.largeList, TYPE.fixedSizeList];
  return fields.some(({ type }) => lists.includes(type.typeId) || hasLists(type.children ?? []));
}

function toFieldColumns(
  fields: readonly ArrowField[],
  { children }: ArrowData,
  above: string,
  place: Place,
  reading: ColumnReading,
): ColumnInput[] {
  return fields.flatMap(({ name, type }, index) => {
    const path = joinPath(above, name);
    const data = children[index];
    if (!reading.selection.wants(path)) {
      place.next += toWidth(type);
      return [];
    }
    if (data === undefined) throw damagedColumn(path, 'no values');
    return toDataColumns(path, data, place, reading);
  });
}

/** How many places a column takes. */
function toWidth({ typeId, children, listSize = 0 }: ArrowType): number {
  const below = (children ?? []).reduce((sum, { type }) => sum + toWidth(type), 0);
  if (typeId === TYPE.struct || typeId === TYPE.list || typeId === TYPE.largeList) return below;
  return typeId === TYPE.fixedSizeList ? below * listSize : 1;
}

function toDataColumns(path: string, data: ArrowData, place: Place, reading: ColumnReading): ColumnInput[] {
  const validity = toValidity(path, data);
  const { typeId, children } = data.type;
  if (typeId === TYPE.struct) {
    return withinStruct(toFieldColumns(children ?? [], data, path, place, reading), validity);
  }
  if (typeId === TYPE.list || typeId === TYPE.largeList || typeId === TYPE.fixedSizeList) {
    return toListColumns(path, data, validity, place, reading);
  }
  if (typeId === TYPE.dictionary) {
    return [{ ...toDictionaryColumn(path, data, validity, reading), position: place.next++ }];
  }
  const logicalType = LOGICAL_TYPES.get(typeId);
  if (logicalType !== undefined) reading.logicalTypes.set(path, logicalType);
  return [{ name: path, ...toPlainColumn(path, data), ...(validity && { validity }), position: place.next++ }];
}

function toListColumns(
  path: string,
  data: ArrowData,
  validity: Uint8Array | undefined,
  place: Place,
  reading: ColumnReading,
): ColumnInput[] {
  const [whole] = data.children;
  if (whole === undefined) throw damagedColumn(path, 'no items');
  const size = data.type.typeId === TYPE.fixedSizeList ? (data.type.listSize ?? 0) : undefined;
  const places =
    size === undefined
      ? toOffsets(path, data, whole.length)
      : Uint32Array.from({ length: data.length + 1 }, (_, row) => row * size);
  // Of the items, only those of these rows.
  const first = places[0] ?? 0;
  const child = whole.slice(first, (places.at(-1) ?? 0) - first);
  const offsets = first === 0 ? places : places.map((item) => item - first);
  const inner: Place = { next: 0 };
  // Items have names only once they stand in a list, and are chosen then.
  const items = toDataColumns('', child, inner, { ...reading, selection: new Selection({}), logicalTypes: new Map() });
  const isPresent = (row: number): boolean => hasBit(validity, row);
  const isOuter = hasLists(data.type.children ?? []);
  const lists = { offsets, rows: data.length, ...(size !== undefined && { size }), isPresent, isOuter };
  return toItemColumns(path, items, lists, place, inner.next).filter(({ name }) => reading.selection.wants(name));
}

/** Codes cross as they are where they stand for texts; other values are written out. */
function toDictionaryColumn(
  path: string,
  data: ArrowData,
  validity: Uint8Array | undefined,
  reading: ColumnReading,
): ColumnInput {
  const entries = (data.dictionary?.data ?? []).flatMap((part) => toDataColumns(path, part, { next: 0 }, reading));
  const [first] = entries;
  const codes = toCodes(path, data);
  if (first === undefined) {
    if (data.nullCount < data.length) throw damagedColumn(path, 'codes without a dictionary');
    return {
      name: path,
      values: { codes, offsets: new Uint32Array(1), data: new Uint8Array() },
      ...(validity && { validity }),
    };
  }
  const entry = entries.length === 1 ? first : joinTexts(path, entries);
  if ('offsets' in entry.values && entry.validity === undefined) {
    return { name: path, values: { ...entry.values, codes }, ...(validity && { validity }) };
  }
  const known = countRows(entry.values);
  const rows = Int32Array.from(codes, (code, row) => (hasBit(validity, row) ? code : -1));
  if (rows.some((row) => row >= known))
    throw damagedColumn(path, `a code above ${known - 1}, the last of its dictionary`);
  return { ...takeRows(entry, rows), name: path };
}

/** A dictionary that grew from batch to batch, in one piece. */
function joinTexts(path: string, entries: readonly ColumnInput[]): ColumnInput {
  const texts = entries.map(({ values, validity }) => {
    if ('offsets' in values && !('codes' in values) && validity === undefined)
      return trimTexts(values.offsets, values.data);
    throw unsupportedColumn(path, 'a dictionary in parts that holds something else than texts');
  });
  const offsets = [0];
  for (const text of texts) {
    const start = offsets.at(-1) ?? 0;
    for (const offset of text.offsets.subarray(1)) offsets.push(start + offset);
  }
  const data = concatenate(texts.map((text) => text.data));
  return { name: path, values: { offsets: Uint32Array.from(offsets), data } };
}

/** Values that stand for themselves. */
function toPlainColumn(path: string, data: ArrowData): Pick<ColumnInput, 'values' | 'scale'> {
  const { type, length } = data;
  switch (type.typeId) {
    case TYPE.null:
      return { values: { bits: new Uint8Array((length + 7) >> 3), rows: length } };
    case TYPE.boolean:
      return { values: { bits: sliceBits(toBytes(path, data), data.offset, length), rows: length } };
    case TYPE.integer:
      return { values: toNumbers(path, data) };
    case TYPE.float: {
      const numbers = toNumbers(path, data);
      return { values: type.precision === 0 ? Float32Array.from(numbers as Uint16Array, toHalf) : numbers };
    }
    case TYPE.date:
      return toDates(toNumbers(path, data));
    case TYPE.time:
    case TYPE.timestamp:
    case TYPE.duration:
      return { values: toNumbers(path, data), scale: toMillisecondScale(type.unit) };
    case TYPE.decimal:
      return toDecimals(path, data);
    case TYPE.text:
    case TYPE.largeText:
      return { values: trimTexts(toOffsets(path, data, toBytes(path, data).length), toBytes(path, data)) };
    case TYPE.textView:
      return { values: readTextViews(path, data) };
    default:
      throw unsupportedColumn(path, NAMES.get(type.typeId) ?? `values of Arrow's type ${type.typeId}`);
  }
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [TYPE.binary, 'bytes'],
  [TYPE.largeBinary, 'bytes'],
  [TYPE.binaryView, 'bytes'],
  [TYPE.fixedSizeBinary, 'bytes'],
  [TYPE.interval, 'intervals of months and days'],
  [TYPE.map, 'a map'],
  [TYPE.union, 'a union of types'],
]);

const LOGICAL_TYPES: ReadonlyMap<number, LogicalType> = new Map([
  [TYPE.date, 'date'],
  [TYPE.time, 'time'],
  [TYPE.timestamp, 'timestamp'],
  [TYPE.duration, 'duration'],
  [TYPE.decimal, 'decimal'],
]);

/** Seconds, milliseconds, microseconds and nanoseconds, in this order, as milliseconds. */
function toMillisecondScale(unit = 1): number {
  return 3 * unit - 3;
}

const DAY_MS = 86_400_000;

function toDates(values: NumberValues): Pick<ColumnInput, 'values'> {
  return { values: values instanceof Int32Array ? Float64Array.from(values, (day) => day * DAY_MS) : values };
}

function toDecimals(path: string, data: ArrowData): Pick<ColumnInput, 'values' | 'scale'> {
  const { scale = 0, bitWidth = 128 } = data.type;
  const bytes = toBytes(path, data, (data.length * bitWidth) / 8);
  if (bitWidth === 128) return { values: { wide: bytes }, scale };
  throw unsupportedColumn(path, `decimals of ${bitWidth} bits, where 128 are read`);
}

function toValidity(path: string, { type, length, offset, nullCount, nullBitmap }: ArrowData): Uint8Array | undefined {
  if (type.typeId === TYPE.null) return new Uint8Array((length + 7) >> 3);
  if (nullCount === 0 || nullBitmap === null || nullBitmap === undefined || nullBitmap.length === 0) return undefined;
  if (nullBitmap.length * 8 < offset + length) throw damagedColumn(path, 'too few validity bits');
  return sliceBits(nullBitmap, offset, length);
}

function toNumbers(path: string, { values, length }: ArrowData): NumberValues {
  if (!ArrayBuffer.isView(values) || values instanceof DataView) throw damagedColumn(path, 'no values');
  const numbers = values as NumberValues;
  if (numbers.length < length) throw damagedColumn(path, `${numbers.length} values for ${length} rows`);
  return numbers.subarray(0, length);
}

function toBytes(path: string, { values }: ArrowData, least = 0): Uint8Array {
  if (!ArrayBuffer.isView(values)) throw damagedColumn(path, 'no values');
  if (values.byteLength < least)
    throw damagedColumn(path, `${values.byteLength} bytes of values, where ${least} are needed`);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function toCodes(path: string, data: ArrowData): Uint32Array {
  const codes = toNumbers(path, data);
  if (codes instanceof Uint32Array) return codes;
  if (codes instanceof Int32Array) return new Uint32Array(codes.buffer, codes.byteOffset, codes.length);
  return Uint32Array.from(codes as ArrayLike<number | bigint>, Number);
}

/** Offsets that ascend and end within `end`. */
function toOffsets(path: string, { valueOffsets, length }: ArrowData, end: number): Uint32Array {
  if (length === 0) return new Uint32Array(1);
  if (!ArrayBuffer.isView(valueOffsets)) throw damagedColumn(path, 'no offsets');
  const offsets =
    valueOffsets instanceof BigInt64Array
      ? toLowWords(valueOffsets)
      : new Uint32Array(valueOffsets.buffer, valueOffsets.byteOffset, valueOffsets.byteLength >> 2);
  if (offsets.length <= length) throw damagedColumn(path, `${offsets.length} offsets for ${length} rows`);
  const used = offsets.subarray(0, length + 1);
  if (!isAscending(used) || (used[length] ?? 0) > end) throw damagedColumn(path, 'offsets outside of its values');
  return used;
}

/** The lower halves of 64-bit offsets: a buffer of 4 GiB has no place in a batch. */
function toLowWords(offsets: BigInt64Array): Uint32Array {
  const words = new Uint32Array(offsets.buffer, offsets.byteOffset, offsets.length * 2);
  return Uint32Array.from({ length: offsets.length }, (_, index) =>
    words[2 * index + 1] === 0 ? (words[2 * index] ?? 0) : 0xffff_ffff,
  );
}

function isAscending(offsets: Uint32Array): boolean {
  for (let index = 1; index < offsets.length; index += 1) {
    if ((offsets[index] ?? 0) < (offsets[index - 1] ?? 0)) return false;
  }
  return true;
}
