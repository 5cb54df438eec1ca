/** The errors of the monitor. */
import { TidemarkError } from '../engine/errors.js';

/** A document that does not hold what it should. */
export function invalidData(
  document: string,
  path: string,
  expected: string,
  found: string,
  advice: string,
): TidemarkError {
  const message = `expected ${expected} at ${path} of ${document}, found ${found}${advice === '' ? '' : `; ${advice}`}`;
  return new TidemarkError('invalid-data', message, { details: { document, path } });
}

/** A document that is not JSON at all. */
export function notJson(document: string, cause: unknown): TidemarkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TidemarkError('invalid-data', `expected JSON in ${document}, found something else: ${reason}`, { cause });
}

/** Two features of one name, which no check could tell apart. */
export function duplicateFeature(document: string, name: string): TidemarkError {
  const message = `expected every feature of ${document} once, found ${JSON.stringify(name)} twice; rename one of them`;
  return new TidemarkError('invalid-data', message, { details: { document, feature: name } });
}

/** A window without a record, over which nothing can be said. */
export function emptyWindow(quarantined: number): TidemarkError {
  const aside = quarantined === 0 ? '' : ` (${quarantined} were set aside as unreadable)`;
  return new TidemarkError('invalid-data', `expected at least one record to check, found none${aside}`);
}

/** A false-alarm rate that is no probability. */
export function invalidRate(rate: number): TidemarkError {
  return new TidemarkError(
    'invalid-argument',
    `expected a false-alarm rate above 0 and below 1, found ${rate}; 0.01 allows one window in a hundred`,
  );
}
