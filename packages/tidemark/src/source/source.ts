/** What data may come from. */

/**
 * A path (a file, a directory, or a pattern such as `day-*.csv`), a `file:` URL, bytes in memory, a Blob, a stream of
 * bytes; or several of these, read one after the other as one data set.
 */
export type Source = string | URL | Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array> | readonly Source[];

/** One file, or one run of bytes, of a source. */
export interface SourcePart {
  /** How complaints call it. */
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}
