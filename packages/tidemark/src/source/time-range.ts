/** The hour folders of capture files: `…/yyyy/mm/dd/hh/file`, in UTC. */

const HOUR_MS = 3_600_000;

/** Instants as ISO text; either may be open. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
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
