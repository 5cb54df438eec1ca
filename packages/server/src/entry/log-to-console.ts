/** The log of every runtime that has a console: a failure is one line of JSON. */
import type { Failure } from '../deps.js';

export function logToConsole({ error, ...request }: Failure): void {
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ ...request, failure }));
}
