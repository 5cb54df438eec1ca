/** What data may come from. */
import type { Row } from '../engine/port.js';

/** The values of a column: a typed array, or an array of numbers, texts, booleans and nulls. */
export type ColumnValues =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly unknown[];

/** Columns of one length, by name. */
export type Columns = Readonly<Record<string, ColumnValues>>;

/**
 * A path (a file, a directory, a pattern such as `day-*.csv`, or a manifest of a transform job), a `file:` URL, bytes in
 * memory, a Blob, a stream of bytes, bytes with a name; several of these, read one after the other as one data set; an
 * object of columns, or an array of row objects.
 */
export type Source =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | BytesPart
  | readonly Source[]
  | Columns
  | readonly Readonly<Record<string, unknown>>[];

/** One file, or one run of bytes, of a source. It is opened once. */
export interface BytesPart {
  /** How complaints and command lines call it; its ending tells the format where the bytes do not. */
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Whether it is a file that somebody named, rather than bytes that may come from anywhere. */
  readonly isFile?: boolean;
  /** Takes a chunk back that nobody holds any more, to be filled anew. Nobody has to. */
  readonly release?: (chunk: Uint8Array) => void;
}

/** Values that are in memory already. */
export type ValuesPart = { readonly columns: Columns } | { readonly rows: readonly Row[] };

export type SourcePart = BytesPart | ValuesPart;
