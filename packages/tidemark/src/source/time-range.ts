/** The hour folders of capture files: `…/yyyy/mm/dd/hh/file`, in UTC. */

import { invalidArgument } from '../engine/errors.js';

const HOUR_MS = 3_600_000;

/** Instants as ISO text; either may be open. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** `invalid-argument` for a time that ends before it begins. What is no instant is left to the engine, which says so. */
export function requireOrder({ from, to }: TimeRange): void {
  if (from === undefined || to === undefined || !(Date.parse(from) >= Date.parse(to))) return;
  throw invalidArgument(`expected \`from\` before \`to\`, found ${from} and ${to}; swap them`);
}

/** Whether a file may hold records of the time asked for; true for files that lie in no hour folder. */
export function mayHoldRecords(path: string, { from, to }: TimeRange): boolean {
  const [, year, month, day, hour] = /[/\\](\d{4})[/\\](\d\d)[/\\](\d\d)[/\\](\d\d)[/\\][^/\\]+$/.exec(path) ?? [];
  if (hour === undefined) return true;
  const start = Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
  const isTooEarly = from !== undefined && start + HOUR_MS <= Date.parse(from);
  const isTooLate = to !== undefined && start >= Date.parse(to);
  return !isTooEarly && !isTooLate;
}
