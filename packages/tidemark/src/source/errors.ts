/** The errors of sources. */
import { TidemarkError } from '../engine/errors.js';

/** A path at which there is nothing to read. */
export function notFound(path: string, found = 'nothing there'): TidemarkError {
  return new TidemarkError('not-found', `expected a file or directory at ${path}, found ${found}; check the path`, {
    details: { path },
  });
}

/** A file that is there and cannot be read or written. */
export function fileFailed(action: 'read' | 'write', path: string, cause: unknown): TidemarkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TidemarkError('io', `expected to ${action} ${path}, found: ${reason}`, { details: { path }, cause });
}

/** Data in a format that is not read. */
export function unsupportedFormat(name: string, format: string): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected csv, jsonl, json, capture records, arrow or parquet in ${name}, found ${format}; convert it to one of these`,
    {
      details: { source: name, format },
    },
  );
}

/** A stored profile or document where rows are needed. */
export function noRows(name: string, format: string): TidemarkError {
  return new TidemarkError('unsupported', `expected rows in ${name}, found ${format}, which has none; name the data`, {
    details: { source: name, format },
  });
}

/** Files of two formats in one data set. */
export function mixedFormats(name: string, expected: string, found: string): TidemarkError {
  return new TidemarkError(
    'incompatible',
    `expected ${expected} in ${name}, as in the file before, found ${found}; read files of one format together`,
    { details: { source: name } },
  );
}

/** Packed data that unpacks to more than anybody's data would. */
export function decompressionBomb(name: string, ratio: number): TidemarkError {
  return new TidemarkError(
    'invalid-data',
    `expected at most ${ratio} bytes for each packed one in ${name}, found more; unpack it first if it is to be trusted`,
    { details: { source: name, limit: String(ratio) } },
  );
}

/** More bytes than the caller takes. */
export function tooManyBytes(name: string, mostBytes: number): TidemarkError {
  return new TidemarkError(
    'invalid-data',
    `expected at most ${mostBytes} bytes, found more in ${name}; send less at once, or profile parts and merge them`,
    { details: { source: name, limit: String(mostBytes) } },
  );
}

/** Packed data that cannot be unpacked. */
export function brokenCompression(name: string, format: string, cause: unknown): TidemarkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TidemarkError(
    'invalid-data',
    `expected ${format} in ${name}, found damaged data (${reason}); copy or pack the file again`,
    {
      details: { source: name },
      cause,
    },
  );
}

/** Time folders of which none lies in the time asked for. */
export function nothingInTime(path: string): TidemarkError {
  return new TidemarkError('not-found', `expected capture files of the time asked for below ${path}, found none`, {
    details: { path },
  });
}

/** A list of files where none may be read. */
export function refusedManifest(name: string): TidemarkError {
  return new TidemarkError('unsupported', `expected data in ${name}, found a manifest, which names files; send these`, {
    details: { source: name },
  });
}

/** Typed columns of strangers. */
export function refusedFormat(name: string, format: string): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected csv, jsonl, json or capture records in ${name}, found ${format}, which is not read here; profile the file itself and send the profile`,
    { details: { source: name, format } },
  );
}

/** A manifest that names files somewhere else. */
export function unreachableManifest(name: string, prefix: string): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected a path before the files of the manifest ${name}, found ${prefix}; download the files and name them`,
    { details: { source: name, prefix } },
  );
}

/** An address that this place cannot reach. */
export function unsupportedAddress(address: string, reason: string): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected a path or a file:, http: or https: URL, found ${address}; ${reason}`,
    {
      details: { address },
    },
  );
}

/** A path where there is no file system. */
export function noFileSystem(action: 'read' | 'write', path: string): TidemarkError {
  const [expected, advice] =
    action === 'read'
      ? ['an http: or https: URL, bytes, a Blob, a stream of bytes, columns or rows', 'fetch it and hand over the body']
      : ['a place with a file system', 'take toText(), toJSON() or the profile, and store that'];
  return new TidemarkError('unsupported', `expected ${expected}, found the path ${path} to ${action}; ${advice}`, {
    details: { path },
  });
}

/** A value that is no source at all. */
export function notASource(value: unknown): TidemarkError {
  const found = value === null ? 'null' : Array.isArray(value) ? 'an empty list' : typeof value;
  return new TidemarkError(
    'invalid-argument',
    `expected a path, a URL, bytes, a Blob, a stream of bytes, several of these, an Arrow table, columns or rows, found ${found}`,
  );
}

/** Parquet whose pages cannot be unpacked here: the codecs come with a module of WebAssembly, which some places do not compile. */
export function noCodec(codecs: readonly string[], cause: unknown): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected Parquet that is not packed or packed with Snappy where WebAssembly may not be compiled, found ${codecs.join(', ')}; send the data in another form, or read it where WebAssembly may be compiled`,
    { cause },
  );
}

/** A library that only some formats need, and that is not there. */
export function missingLibrary(library: string, version: string, purpose: string, cause: unknown): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected the package ${library} ${purpose}, found none; run \`npm install ${library}@${version}\``,
    { details: { library }, cause },
  );
}

/** Typed data that is not what its format says. */
export function damagedData(name: string, format: string, cause: unknown): TidemarkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TidemarkError(
    'invalid-data',
    `expected ${format} in ${name}, found damaged data (${reason}); copy or write the file again`,
    { details: { source: name }, cause },
  );
}

/** A column of typed data that is not what its format says. */
export function damagedColumn(column: string, found: string): TidemarkError {
  return new TidemarkError(
    'invalid-data',
    `expected whole values in column \`${column}\`, found ${found}; copy or write the file again`,
    { details: { column } },
  );
}

/** A column whose values are no numbers, texts, booleans or times. */
export function unsupportedColumn(column: string, found: string): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected numbers, booleans, texts, times, structs or lists in column \`${column}\`, found ${found}; leave it out with \`exclude\`, or convert it first`,
    { details: { column } },
  );
}

/** A file that is read from its end, in a stream that is too long to be held. */
export function tooLongToHold(name: string, mostBytes: number): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected at most ${mostBytes} bytes of parquet from the stream ${name}, found more; write it to a file and name that`,
    { details: { source: name } },
  );
}

/** An address that answers with something else than data. */
export function fetchFailed(address: string, found: string, cause?: unknown): TidemarkError {
  return new TidemarkError('io', `expected data at ${address}, found ${found}; check the address`, {
    details: { address },
    cause,
  });
}

/** A function over records, where there are only columns. */
export function noRecords(name: string, format: string): TidemarkError {
  return new TidemarkError(
    'unsupported',
    `expected records for the preprocessing function in ${name}, found ${format}; make rows of it first, or drop the function`,
    { details: { source: name, format } },
  );
}
