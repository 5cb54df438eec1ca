/** The log of every runtime that has a console: a failure is one line of JSON. */
import type { Failure } from '../deps.js';

export function logToConsole({ error, ...request }: Failure): void {
  console.error(JSON.stringify({ ...request, failure: describe(error) }));
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
