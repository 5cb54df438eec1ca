/** The values of a page in any encoding. */
import type { Encoding, SchemaElement } from '../../libraries/hyparquet.js';
import type { ColumnInput } from '../../engine/port.js';
import { takeValues } from '../columnar/take-rows.js';
import { countRows } from '../../engine/slice-column.js';
import { concatenate } from '../peek.js';
import { readHybrid } from './hybrid.js';
import type { StoredValues } from './leaf-values.js';
import { readPlain } from './plain-values.js';

type Values = ColumnInput['values'];

/** hyparquet, loaded when Parquet comes in. */
export type ParquetLibrary = typeof import('../../libraries/hyparquet.js');

/** What decodes the pages of a column. */
export interface PageDecoding {
  readonly library: ParquetLibrary;
  readonly element: SchemaElement;
  readonly convert: (values: StoredValues) => Values;
}

/** `count` values from the bytes of a page. RangeError when it holds fewer. */
export function readPageValues(
  { library, element, convert }: PageDecoding,
  encoding: Encoding,
  bytes: Uint8Array,
  count: number,
  dictionary: Values | null,
): Values {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  switch (encoding) {
    case 'PLAIN':
      return convert(readPlain(bytes, element, count));
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      return readCoded(bytes, count, dictionary);
    case 'RLE':
      return readBooleans(bytes, count);
    case 'DELTA_BINARY_PACKED': {
      const numbers = element.type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      if (count > 0) library.delta.deltaBinaryUnpack(reader, count, numbers);
      return convert(numbers);
    }
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY': {
      const texts: Uint8Array[] = [];
      const isWhole = encoding === 'DELTA_LENGTH_BYTE_ARRAY';
      if (count > 0) library.delta[isWhole ? 'deltaLengthByteArray' : 'deltaByteArray'](reader, count, texts);
      return convert(joinStored(texts, element));
    }
    case 'BYTE_STREAM_SPLIT': {
      const values = library.byteStreamSplit(reader, count, element.type ?? 'BYTE_ARRAY', element.type_length);
      return convert(Array.isArray(values) ? joinStored(values as Uint8Array[], element) : values);
    }
    case 'BIT_PACKED':
    case 'GROUP_VAR_INT':
      throw new RangeError(`the encoding ${encoding}, which is no longer one`);
  }
}

function readCoded(bytes: Uint8Array, count: number, dictionary: Values | null): Values {
  if (dictionary === null) throw new RangeError('codes without a dictionary');
  const width = bytes[0] ?? 0;
  if (width > 32) throw new RangeError(`codes of ${width} bits`);
  const codes = new Uint32Array(count);
  if (width > 0) readHybrid(bytes, 1, bytes.length, width, codes);
  const known = countRows(dictionary);
  for (const code of codes) if (code >= known) throw new RangeError(`code ${code} in a dictionary of ${known} values`);
  return takeValues(dictionary, codes);
}

/** A length, then runs and packed bits. */
function readBooleans(bytes: Uint8Array, count: number): Values {
  const flags = new Uint8Array(count);
  readHybrid(bytes, 4, bytes.length, 1, flags);
  const bits = new Uint8Array((count + 7) >> 3);
  for (let row = 0; row < count; row += 1) bits[row >> 3] = (bits[row >> 3] ?? 0) | ((flags[row] ?? 0) << (row & 7));
  return { bits, rows: count };
}

function joinStored(values: readonly Uint8Array[], { type, type_length: size = 0 }: SchemaElement): StoredValues {
  const data = concatenate(values);
  if (type === 'FIXED_LEN_BYTE_ARRAY') return { fixed: data, size };
  const offsets = new Uint32Array(values.length + 1);
  for (const [index, value] of values.entries()) offsets[index + 1] = (offsets[index] ?? 0) + value.length;
  return { offsets, data };
}
