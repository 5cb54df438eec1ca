/**
 * Arrow's in-memory columns as apache-arrow lays them out, by shape and not by class, so that tables of another copy of
 * the library are read too.
 */

/** The type of a column. */
export interface ArrowType {
  readonly typeId: number;
  readonly children?: readonly ArrowField[] | null;
  /** Of floating-point numbers: 0 has 16 bits. */
  readonly precision?: number;
  /** Of dates days or milliseconds, of times seconds to nanoseconds, counted from 0. */
  readonly unit?: number;
  readonly bitWidth?: number;
  readonly scale?: number;
  readonly listSize?: number;
  /** The type of the values of a dictionary. */
  readonly dictionary?: ArrowType;
}

export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
}

/** A column, or part of one. Values and offsets begin at its first entry, bits at `offset`. */
export interface ArrowData {
  readonly type: ArrowType;
  readonly offset: number;
  readonly length: number;
  readonly nullCount: number;
  readonly values?: unknown;
  readonly valueOffsets?: unknown;
  readonly nullBitmap?: Uint8Array | null;
  readonly variadicBuffers?: readonly Uint8Array[];
  readonly children: readonly ArrowData[];
  readonly dictionary?: { readonly data: readonly ArrowData[] };
  slice(offset: number, length: number): ArrowData;
}

export interface ArrowSchema {
  readonly fields: readonly ArrowField[];
}

/** Rows of a table. */
export interface ArrowBatch {
  readonly schema: ArrowSchema;
  readonly numRows: number;
  readonly data: ArrowData;
  slice(begin: number, end: number): ArrowBatch;
}

/** A table of apache-arrow, or one of its record batches. */
export type ArrowTable = ArrowBatch | { readonly schema: ArrowSchema; readonly batches: readonly ArrowBatch[] };

export function isArrowTable(value: unknown): value is ArrowTable {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, batches, data } = value as Readonly<Record<string, unknown>>;
  const isRows = Array.isArray(batches) || Array.isArray(Object(data).children);
  return isRows && Array.isArray(Object(schema).fields);
}

/** The batches of a table: one without rows where it has none, so that its columns are known. */
export function toArrowBatches(table: ArrowTable): readonly ArrowBatch[] {
  return 'batches' in table ? table.batches : [table];
}

/** What types are called in their `typeId`. */
export const TYPE = {
  null: 1,
  integer: 2,
  float: 3,
  binary: 4,
  text: 5,
  boolean: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  interval: 11,
  list: 12,
  struct: 13,
  union: 14,
  fixedSizeBinary: 15,
  fixedSizeList: 16,
  map: 17,
  duration: 18,
  largeBinary: 19,
  largeText: 20,
  largeList: 21,
  binaryView: 23,
  textView: 24,
  dictionary: -1,
} as const;
