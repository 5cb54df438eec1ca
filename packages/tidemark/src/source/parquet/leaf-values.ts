/** What stored values of a column are to the engine: numbers, bits or texts, and what they stand for. */
import type { SchemaElement } from '../../libraries/hyparquet.js';
import type { ColumnInput } from '../../engine/port.js';
import type { LogicalType } from '../columnar/column-reading.js';
import { toHalf } from '../columnar/half.js';
import { layOutTexts } from '../../engine/text.js';

/** Stored values, as they are typed in the file. */
export type StoredValues = ColumnInput['values'] | { readonly fixed: Uint8Array; readonly size: number };

export interface LeafKind {
  readonly logicalType: LogicalType | null;
  readonly scale?: number;
  /** What makes the column unreadable, if something does. */
  readonly unsupported: string | null;
  readonly convert: (values: StoredValues) => ColumnInput['values'];
}

const DAY_MS = 86_400_000;
/** The Julian day on which Unix time begins. */
const UNIX_DAY = 2_440_588;
const SCALES = { MILLIS: 0, MICROS: 3, NANOS: 6 };

export function toLeafKind(element: SchemaElement): LeafKind {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return toDecimalKind(element);
  if (type === 'INT96') return timed('timestamp', undefined, fromJulian);
  if (converted === 'DATE' || logical?.type === 'DATE') return timed('date', undefined, fromDays);
  if (logical?.type === 'TIMESTAMP') return timed('timestamp', SCALES[logical.unit]);
  if (logical?.type === 'TIME') return timed('time', SCALES[logical.unit]);
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') {
    return timed('timestamp', converted === 'TIMESTAMP_MILLIS' ? 0 : 3);
  }
  if (converted === 'TIME_MILLIS' || converted === 'TIME_MICROS')
    return timed('time', converted === 'TIME_MILLIS' ? 0 : 3);
  const isUnsigned = converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned);
  if (isUnsigned) return plain(withoutSign);
  if (type === 'FIXED_LEN_BYTE_ARRAY') return toFixedKind(element);
  const refused =
    converted === 'BSON' ? 'BSON' : logical?.type === 'BSON' || isShape(logical?.type) ? logical?.type : undefined;
  return refused === undefined ? plain() : { ...plain(), unsupported: `values of the type ${refused}` };
}

function isShape(type: string | undefined): boolean {
  return type === 'GEOMETRY' || type === 'GEOGRAPHY';
}

function plain(convert: LeafKind['convert'] = asStored): LeafKind {
  return { logicalType: null, unsupported: null, convert };
}

function timed(logicalType: LogicalType, scale?: number, convert: LeafKind['convert'] = asStored): LeafKind {
  return { logicalType, unsupported: null, convert, ...(scale !== undefined && { scale }) };
}

function toDecimalKind({ scale = 0 }: SchemaElement): LeafKind {
  return { logicalType: 'decimal', scale, unsupported: null, convert: toWideIntegers };
}

function toFixedKind({ logical_type: logical, converted_type: converted }: SchemaElement): LeafKind {
  if (logical?.type === 'FLOAT16') return plain(fromHalves);
  if (logical?.type === 'UUID') return plain(fromUuids);
  const found = converted === 'INTERVAL' ? 'intervals of months and days' : 'bytes';
  return { ...plain(), unsupported: found };
}

function asStored(values: StoredValues): ColumnInput['values'] {
  if ('fixed' in values) throw new RangeError('bytes where numbers or texts belong');
  return values;
}

function withoutSign(values: StoredValues): ColumnInput['values'] {
  if (values instanceof Int32Array) return new Uint32Array(values.buffer, values.byteOffset, values.length);
  if (values instanceof BigInt64Array) return new BigUint64Array(values.buffer, values.byteOffset, values.length);
  return asStored(values);
}

function fromDays(values: StoredValues): ColumnInput['values'] {
  return values instanceof Int32Array ? Float64Array.from(values, (day) => day * DAY_MS) : asStored(values);
}

/** Nanoseconds of a day in eight bytes, then the Julian day in four. */
function fromJulian(values: StoredValues): ColumnInput['values'] {
  if (!('fixed' in values)) return values;
  const view = new DataView(values.fixed.buffer, values.fixed.byteOffset, values.fixed.byteLength);
  return Float64Array.from({ length: values.fixed.length / 12 }, (_, index) => {
    const nanoseconds = view.getBigInt64(index * 12, true);
    const days = view.getInt32(index * 12 + 8, true) - UNIX_DAY;
    // Whole milliseconds are exact, so that the sum is rounded once.
    return days * DAY_MS + Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
  });
}

function fromHalves(values: StoredValues): ColumnInput['values'] {
  if (!('fixed' in values)) return values;
  const { fixed } = values;
  return Float32Array.from({ length: fixed.length >> 1 }, (_, index) =>
    toHalf((fixed[2 * index] ?? 0) | ((fixed[2 * index + 1] ?? 0) << 8)),
  );
}

function fromUuids(values: StoredValues): ColumnInput['values'] {
  if (!('fixed' in values)) return values;
  const { fixed } = values;
  const texts = Array.from({ length: fixed.length >> 4 }, (_, index) => {
    const digits = [...fixed.subarray(16 * index, 16 * index + 16)].map((byte) => byte.toString(16).padStart(2, '0'));
    return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  });
  return layOutTexts(texts);
}

/** Decimals in bytes are written from the highest byte on, in as many as they take. */
function toWideIntegers(values: StoredValues): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return values;
  if ('fixed' in values) {
    const { fixed, size } = values;
    const count = fixed.length / size;
    return reverseBytes(
      fixed,
      count,
      (index) => index * size,
      (index) => index * size + size,
    );
  }
  if (!('offsets' in values)) throw new RangeError('bits where decimals belong');
  const { offsets, data } = values;
  return reverseBytes(
    data,
    offsets.length - 1,
    (index) => offsets[index] ?? 0,
    (index) => offsets[index + 1] ?? 0,
  );
}

function reverseBytes(
  bytes: Uint8Array,
  count: number,
  start: (index: number) => number,
  end: (index: number) => number,
): ColumnInput['values'] {
  const wide = new Uint8Array(count * 16);
  for (let index = 0; index < count; index += 1) {
    const first = start(index);
    const size = end(index) - first;
    if (size > 16) throw new RangeError(`a decimal of ${size} bytes, where at most 16 are read`);
    const isNegative = ((bytes[first] ?? 0) & 0x80) !== 0 && size > 0;
    if (isNegative) wide.fill(0xff, index * 16, index * 16 + 16);
    for (let byte = 0; byte < size; byte += 1) wide[index * 16 + size - 1 - byte] = bytes[first + byte] ?? 0;
  }
  return { wide };
}
