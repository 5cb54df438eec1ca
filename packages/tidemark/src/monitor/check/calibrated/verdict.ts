/** Our verdict: calibrated tests of every feature, judged as one family; bounds written by hand are exact. */
import type { Profile } from '../../../engine/port.js';
import type { ColumnStatistics } from '../../../engine/statistics.js';
import type { Baseline } from '../../baseline/baseline.js';
import { isEvaluated, resolveMonitoring } from '../../constraint/monitoring-config.js';
import { mapInTurns } from '../../in-turns.js';
import type { Verdict } from '../check-result.js';
import { pairByName } from '../pair.js';
import { reportExtraColumn, reportMissingColumn } from './columns.js';
import { checkCompleteness } from './completeness.js';
import { checkDataType } from './data-type.js';
import { checkDomain } from './domain.js';
import { checkDrift } from './drift.js';
import { judgeFamily } from './family.js';
import { type ComparedFeature, createComparison, type Window } from './feature.js';
import type { Finding } from './finding.js';
import { checkNonNegative } from './non-negative.js';
import { checkRange } from './range.js';

/** The window, what it is compared with, and how often a false alarm may be raised. */
export interface CalibratedInput extends Window {
  readonly baseline: Baseline;
  readonly columns: readonly ColumnStatistics[];
  readonly reproduce: string | null;
}

const CHECKS: readonly ((feature: ComparedFeature, window: Window) => Finding[])[] = [
  checkDataType,
  checkCompleteness,
  checkNonNegative,
  checkRange,
  checkDomain,
  checkDrift,
];

export async function judgeCalibrated(input: CalibratedInput): Promise<Verdict> {
  const { engine, baseline, falseAlarmRate, reproduce } = input;
  const profile = baseline.profile && engine.readProfile(baseline.profile);
  try {
    return judgeFamily(engine, await collectFindings(input, profile), falseAlarmRate, reproduce);
  } finally {
    profile?.[Symbol.dispose]();
  }
}

/** The findings of each feature of the baseline, then those of columns that only the window has. */
async function collectFindings(input: CalibratedInput, profile: Profile | null): Promise<Finding[][]> {
  const { baseline, columns } = input;
  const { constraints } = baseline;
  const rows = columns[0]?.counts.rows ?? 0;
  const compare = createComparison(baseline, profile);
  const pairing = pairByName(toNames(constraints.features), toNames(columns));
  const compared = await mapInTurns(pairing.pairs, (pair) => {
    const feature = constraints.features[pair.reference];
    if (feature === undefined || !isEvaluated(resolveMonitoring(constraints, feature))) return [];
    const column = pair.current === null ? undefined : columns[pair.current];
    if (column === undefined) return [reportMissingColumn(feature.name, rows)];
    return CHECKS.flatMap((check) => check(compare(feature, column), input));
  });
  const extra = isEvaluated(resolveMonitoring(constraints)) ? pairing.extra : [];
  return [...compared, ...extra.map((index) => [reportExtraColumn(columns[index]?.name ?? '', rows)])];
}

function toNames(named: readonly { readonly name: string }[]): string[] {
  return named.map(({ name }) => name);
}
