/**
 * Columns of JavaScript values as a table of apache-arrow, and as bytes. Made of buffers alone: the library's builders
 * make code from text, which some places forbid.
 */
import type { Data } from 'apache-arrow';
import { layOutTexts, toValidity } from '../../engine/text.js';
import { setBit } from '../../engine/bits.js';
import type { ArrowTable } from './arrow-data.js';
import { type ArrowLibrary, loadArrowLibrary } from './arrow-library.js';

/** A column and what it holds; a count is a whole number. */
export interface TableColumn {
  readonly name: string;
  readonly kind: 'text' | 'count' | 'number' | 'boolean';
  readonly values: readonly (string | number | boolean | null)[];
}

/** A `Table` of apache-arrow. `unsupported` when the package is not installed. */
export async function toArrowTable(columns: readonly TableColumn[]): Promise<ArrowTable> {
  const arrow = await loadArrowLibrary();
  return toTable(arrow, columns);
}

/** The bytes of a file of Arrow. */
export async function toArrowBytes(columns: readonly TableColumn[]): Promise<Uint8Array> {
  const arrow = await loadArrowLibrary();
  return arrow.tableToIPC(toTable(arrow, columns), 'file');
}

function toTable(arrow: ArrowLibrary, columns: readonly TableColumn[]): InstanceType<ArrowLibrary['Table']> {
  return new arrow.Table(
    Object.fromEntries(columns.map((column) => [column.name, new arrow.Vector([toData(arrow, column)])])),
  );
}

function toData(arrow: ArrowLibrary, { kind, values }: TableColumn): Data {
  const { length } = values;
  const nullBitmap = toValidity(length, (row) => values[row] !== null);
  const nullCount = values.filter((value) => value === null).length;
  const common = { length, nullCount, ...(nullBitmap && { nullBitmap }) };
  switch (kind) {
    case 'text': {
      const { offsets, data } = layOutTexts(values.map((value) => (value === null ? null : String(value))));
      const valueOffsets = new Int32Array(offsets.buffer, offsets.byteOffset, offsets.length);
      return arrow.makeData({ type: new arrow.Utf8(), ...common, valueOffsets, data });
    }
    case 'count': {
      const data = BigInt64Array.from(values, (value) => BigInt(Number(value)));
      return arrow.makeData({ type: new arrow.Int64(), ...common, data });
    }
    case 'number':
      return arrow.makeData({ type: new arrow.Float64(), ...common, data: Float64Array.from(values, Number) });
    case 'boolean': {
      const data = new Uint8Array((length + 7) >> 3);
      for (const [row, value] of values.entries()) if (value === true) setBit(data, row);
      return arrow.makeData({ type: new arrow.Bool(), ...common, data });
    }
  }
}
