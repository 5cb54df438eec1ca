/** The shape of verdict.json, which stands beside Model Monitor's documents: how the violations came about. */
import type { IngestReport } from '../../engine/port.js';
import type { NotEvaluated, StoredResult } from '../check/check-result.js';
import type { DriftImpact } from '../estimate/drift-impact.js';
import type { Reading } from '../reading.js';

/** verdict.json. */
export interface VerdictDocument {
  readonly schema: 'verdict/v1';
  readonly reading: Reading;
  readonly falseAlarmRate: number | null;
  readonly testCount: number;
  readonly notEvaluated: readonly NotEvaluated[];
  readonly report: IngestReport | null;
  readonly impact?: DriftImpact;
  readonly reproduce: string | null;
}

export function toVerdictDocument(result: StoredResult): VerdictDocument {
  const { reading, falseAlarmRate, testCount, notEvaluated, report, impact, reproduce } = result;
  const shared = { reading, falseAlarmRate, testCount, notEvaluated, report, reproduce };
  return { schema: 'verdict/v1', ...shared, ...(impact && { impact }) };
}
