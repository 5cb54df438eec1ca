/** The log of the server: one line of JSON for each failure, on stderr. */
import type { Failure } from '../../deps.js';

export function logToStandardError({ error, ...request }: Failure): void {
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...request, failure })}\n`);
}
