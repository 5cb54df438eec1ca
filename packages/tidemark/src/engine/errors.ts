/**
 * The one error class of the library, and the factories of the engine's own errors. Codes are stable; messages say what
 * was expected, what was found and what to do.
 */

/** What kind of thing went wrong. */
export type ErrorCode =
  | 'invalid-data'
  | 'invalid-argument'
  | 'incompatible'
  | 'unsupported'
  | 'disposed'
  | 'not-found'
  | 'io'
  | 'internal';

/** An error with a code for programs, a message for people and named facts. */
export class TidemarkError extends Error {
  override readonly name = 'TidemarkError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly details?: Readonly<Record<string, string>>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether a value is an error of this library, which may be in a process twice. */
export function isTidemarkError(value: unknown): value is TidemarkError {
  return value instanceof Error && value.name === 'TidemarkError';
}

/** A handle that is no longer in use. */
export function disposed(what: string): TidemarkError {
  return new TidemarkError('disposed', `expected a ${what} in use, found one that was disposed of; make a new one`);
}

/** A handle that is in use elsewhere. */
export function busy(what: string): TidemarkError {
  return invalidArgument(`expected a ${what} at rest, found one that is at work; await the call before first`);
}

/** A call that makes no sense. */
export function invalidArgument(message: string): TidemarkError {
  return new TidemarkError('invalid-argument', message);
}

/** A defect of the engine, or of what carries it. */
export function internal(message: string, cause?: unknown): TidemarkError {
  return new TidemarkError('internal', message, { cause });
}
