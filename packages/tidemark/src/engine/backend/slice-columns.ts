/**
 * Cuts laid-out columns into runs of rows, so that only one run at a time stands in the memory of a WebAssembly module,
 * which grows and never shrinks. The profile does not depend on where the cuts are.
 */
import { trimTexts } from '../text.js';

interface ColumnLayout {
  readonly type: string;
  readonly rows: number;
  /** Places in the list of buffers. */
  readonly values: number;
  readonly validity?: number;
  readonly offsets?: number;
  readonly codes?: number;
}

interface Laid {
  readonly layout: string;
  readonly buffers: readonly Uint8Array[];
}

/** Columns smaller than this are not looked at. */
const SMALL_BYTES = 512 * 1024;
/** A run of a column of doubles fits into a core's second cache beside its profile. */
const MOST_ROWS = 32 * 1024;
const LEAST_ROWS = 1024;
const MOST_BYTES = 8 * 1024 * 1024;

/** Bits that a row takes in the buffer of values; in text and dictionaries it has none of its own. */
const BITS: Readonly<Record<string, number>> = {
  bool: 1,
  i8: 8,
  u8: 8,
  i16: 16,
  u16: 16,
  i32: 32,
  u32: 32,
  f32: 32,
  i64: 64,
  u64: 64,
  f64: 64,
  i128: 128,
  utf8: 0,
  dictionary: 0,
};

export function* sliceColumns(layout: string, buffers: readonly Uint8Array[]): Generator<Laid> {
  const byteCount = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const columns = byteCount <= SMALL_BYTES ? [] : (JSON.parse(layout) as readonly ColumnLayout[]);
  const rows = columns[0]?.rows ?? 0;
  const isKnown = columns.every((column) => column.rows === rows && BITS[column.type] !== undefined);
  const step = isKnown && rows > 0 ? toStep(columns, buffers, byteCount / rows) : rows;
  if (rows <= step) {
    yield { layout, buffers };
    return;
  }
  for (let start = 0; start < rows; start += step) yield cut(columns, buffers, start, Math.min(start + step, rows));
}

/** Rows of a run, whole bytes of bits. A dictionary comes with every run, so a run is no shorter than it. */
function toStep(columns: readonly ColumnLayout[], buffers: readonly Uint8Array[], rowBytes: number): number {
  const dictionaries = columns.filter(({ type }) => type === 'dictionary');
  const entries = dictionaries.map(({ offsets = -1 }) => (buffers[offsets]?.byteLength ?? 0) / 4);
  const step = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_BYTES / rowBytes), ...entries);
  return Math.ceil(step / 8) * 8;
}

function cut(columns: readonly ColumnLayout[], buffers: readonly Uint8Array[], start: number, end: number): Laid {
  const taken: Uint8Array[] = [];
  const add = (buffer: Uint8Array): number => taken.push(buffer) - 1;
  const bitsOf = (place: number, bits: number): number =>
    add(bufferAt(buffers, place).subarray((start * bits) / 8, Math.ceil((end * bits) / 8)));
  const layout = columns.map((column) => {
    const { type, values, validity, offsets, codes } = column;
    const rest = { ...column, rows: end - start, ...(validity !== undefined && { validity: bitsOf(validity, 1) }) };
    if (type === 'utf8' && offsets !== undefined) {
      const own = toNumbers(bufferAt(buffers, offsets)).subarray(start, end + 1);
      const texts = trimTexts(own, bufferAt(buffers, values));
      return { ...rest, offsets: add(toBytes(texts.offsets)), values: add(texts.data) };
    }
    if (type === 'dictionary' && offsets !== undefined && codes !== undefined) {
      const dictionary = { offsets: add(bufferAt(buffers, offsets)), values: add(bufferAt(buffers, values)) };
      return { ...rest, codes: bitsOf(codes, 32), ...dictionary };
    }
    return { ...rest, values: bitsOf(values, BITS[type] ?? 0) };
  });
  return { layout: JSON.stringify(layout), buffers: taken };
}

function toNumbers({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

function toBytes({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The engine says what is wrong with a place at which there is nothing. */
function bufferAt(buffers: readonly Uint8Array[], place: number): Uint8Array {
  return buffers[place] ?? new Uint8Array();
}
