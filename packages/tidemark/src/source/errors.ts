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
  return new TidemarkError('unsupported', `expected csv in ${name}, found ${format}; convert it to csv`, {
    details: { source: name, format },
  });
}

/** An address that this place cannot reach. */
export function unsupportedAddress(address: string, reason: string): TidemarkError {
  return new TidemarkError('unsupported', `expected a path or a file: URL, found ${address}; ${reason}`, {
    details: { address },
  });
}

/** A value that is no source at all. */
export function notASource(value: unknown): TidemarkError {
  const found = value === null ? 'null' : Array.isArray(value) ? 'an empty list' : typeof value;
  return new TidemarkError(
    'invalid-argument',
    `expected a path, a file: URL, bytes, a Blob, a stream of bytes, or several of these, found ${found}`,
  );
}
