/** Refuses what came in and could not be read at all, so that nobody takes an empty answer for a good one. */
import { type IngestReport, TidemarkError } from 'tidemark';

export function requireReadable(report: IngestReport | null): void {
  if (report === null || report.rows > 0 || report.quarantined === 0) return;
  const found = report.complaints.map(({ kind, count }) => `${kind} (${count})`).join(', ');
  throw new TidemarkError('invalid-data', `expected records, found none that can be read: ${found}`);
}
