/** The verdict exactly as Model Monitor decides, defects included: columns pair by position and are only counted. */
import type { Engine, Profile } from '../../../engine/port.js';
import type { ColumnStatistics } from '../../../engine/statistics.js';
import type { Baseline } from '../../baseline/baseline.js';
import { isEvaluated, resolveMonitoring } from '../../constraint/monitoring-config.js';
import type { Verdict } from '../check-result.js';
import { pairByPosition } from '../pair.js';
import { checkCompleteness } from './completeness.js';
import { checkDataType } from './data-type.js';
import { checkDomain } from './domain.js';
import { checkDrift } from './drift.js';
import { type ComparedFeature, type Outcome, violated } from './feature.js';
import { describeColumnCount } from './wording.js';

export function judgeAsModelMonitor(
  engine: Engine,
  baseline: Baseline,
  profile: Profile,
  window: readonly ColumnStatistics[],
): Verdict {
  const features = compareFeatures(baseline, window);
  const outcomes = features.flatMap((feature) => [
    checkDataType(feature),
    checkCompleteness(feature),
    checkDomain(feature, engine, profile),
    checkDrift(feature, engine),
  ]);
  const all = [...checkColumnCount(baseline, window.length), ...outcomes].filter((outcome) => outcome !== null);
  return {
    violations: all.flatMap((outcome) => ('violation' in outcome ? [outcome.violation] : [])),
    notEvaluated: all.flatMap((outcome) => ('notEvaluated' in outcome ? [outcome.notEvaluated] : [])),
    testCount: 0,
  };
}

function compareFeatures(baseline: Baseline, window: readonly ColumnStatistics[]): ComparedFeature[] {
  const references = new Map(baseline.statistics?.features.map((feature) => [feature.name, feature]));
  const { features } = baseline.constraints;
  return pairByPosition(features.length, window.length).pairs.flatMap((pair) => {
    const constraints = features[pair.reference];
    const current = pair.current === null ? undefined : window[pair.current];
    if (constraints === undefined || current === undefined) return [];
    const monitoring = resolveMonitoring(baseline.constraints, constraints);
    return isEvaluated(monitoring)
      ? [{ constraints, monitoring, reference: references.get(constraints.name), current }]
      : [];
  });
}

function checkColumnCount({ constraints }: Baseline, currentCount: number): Outcome[] {
  const count = constraints.features.length;
  if (currentCount === count || !isEvaluated(resolveMonitoring(constraints))) return [];
  return currentCount > count
    ? [violated('Extra columns', 'extra_column_check', describeColumnCount('extra', currentCount, count))]
    : [violated('Missing columns', 'missing_column_check', describeColumnCount('missing', currentCount, count))];
}
