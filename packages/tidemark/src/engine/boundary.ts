/** Errors as they come over the boundary, unwrapped in one place: JSON with code, message and named facts. */
import { type ErrorCode, internal, TidemarkError } from './errors.js';

const CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'invalid-data',
  'invalid-argument',
  'incompatible',
  'unsupported',
  'disposed',
  'internal',
]);

interface BoundaryError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Runs a call into a backend; whatever it throws leaves as a `TidemarkError`. */
export function crossing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw fromBoundary(error);
  }
}

/** The same for a call that ends later. */
export async function crossingAsync<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw fromBoundary(error);
  }
}

function fromBoundary(error: unknown): TidemarkError {
  if (error instanceof TidemarkError) {
    return error;
  }
  const text = error instanceof Error ? error.message : String(error);
  const known = parseBoundaryError(text);
  if (known !== undefined) {
    return new TidemarkError(known.code, known.message, { details: known.context });
  }
  return internal(`the engine failed and what it was working on is lost: ${text}; please report this`, error);
}

function parseBoundaryError(text: string): BoundaryError | undefined {
  if (!text.startsWith('{')) {
    return undefined;
  }
  try {
    const value = JSON.parse(text) as BoundaryError;
    return CODES.has(value.code) ? value : undefined;
  } catch {
    return undefined;
  }
}
