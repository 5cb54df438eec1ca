/** A failure as one line of JSON, for the log of whichever runtime. */
import type { Failure } from '../deps.js';

export function toLogLine({ error, ...request }: Failure): string {
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return JSON.stringify({ ...request, failure });
}
