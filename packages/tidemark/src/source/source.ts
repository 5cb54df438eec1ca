/** What data may come from. */
import type { NumberValues, Row } from '../engine/port.js';
import type { ArrowTable } from './arrow/arrow-data.js';
import type { RandomBytes } from './random-bytes.js';

/** The values of a column: a typed array, or an array of numbers, texts, booleans and nulls. */
export type ColumnValues = NumberValues | readonly unknown[];

/** Columns of one length, by name. */
export type Columns = Readonly<Record<string, ColumnValues>>;

/**
 * A path (a file, a directory, a pattern such as `day-*.csv`, or a manifest of a transform job), a `file:`, `http:` or
 * `https:` URL, bytes in memory, a Blob, a stream of bytes, bytes with a name, a table or record batch of apache-arrow;
 * several of these, read one after the other as one data set; an object of columns, or an array of row objects.
 */
export type Source =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | BytesPart
  | ArrowTable
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
  /** Where its bytes can be read from anywhere; null where that turns out to be impossible. */
  readonly openRandom?: () => Promise<RandomBytes | null>;
}

/** Values that are in memory already. */
export type ValuesPart =
  | { readonly columns: Columns }
  | { readonly table: ArrowTable }
  | { readonly rows: readonly Row[] };

export type SourcePart = BytesPart | ValuesPart;
