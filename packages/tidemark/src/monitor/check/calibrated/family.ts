/** Judges all tests of a window together, so that the false-alarm rate holds however many features there are. */
import type { Engine } from '../../../engine/port.js';
import type { Violation } from '../../document/violations.js';
import { CHECK_KINDS, type Verdict } from '../check-result.js';
import type { Draft, Finding } from './finding.js';
import { nameFollowing } from './type-change.js';

/** Findings feature by feature in, violations in that order and by kind of check out. */
export function judgeFamily(
  engine: Engine,
  features: readonly (readonly Finding[])[],
  falseAlarmRate: number,
  reproduce: string | null,
): Verdict {
  const testCount = features.flat().filter(({ outcome }) => outcome === 'tested').length;
  const findings = features.flatMap((found) =>
    nameFollowing(found, testCount, falseAlarmRate).toSorted((a, b) => rank(a) - rank(b)),
  );
  const tests = findings.filter((finding) => finding.outcome === 'tested');
  const adjusted = engine.adjustPValues(tests.map(({ pValue }) => pValue));
  const adjustedBy = new Map(tests.map((test, index) => [test, adjusted[index] ?? 1]));
  const violations = findings.flatMap((finding): Violation[] => {
    if (finding.outcome === 'not-evaluated') return [];
    if (finding.outcome === 'violated') return [toViolation(finding.draft, null, null, reproduce)];
    const adjustedPValue = adjustedBy.get(finding) ?? 1;
    const isViolation = finding.isRelevant && adjustedPValue <= falseAlarmRate;
    return isViolation ? [toViolation(finding.draft, finding.pValue, adjustedPValue, reproduce)] : [];
  });
  const notEvaluated = findings.flatMap((finding) => (finding.outcome === 'not-evaluated' ? [finding.entry] : []));
  return { violations, notEvaluated, testCount: tests.length };
}

function rank(finding: Finding): number {
  return CHECK_KINDS.indexOf(finding.outcome === 'not-evaluated' ? finding.entry.check : finding.draft.check);
}

function toViolation(
  draft: Draft,
  pValue: number | null,
  adjustedPValue: number | null,
  reproduce: string | null,
): Violation {
  const { feature, check, description, measure, value, expected, effect, counts, smallestDetectableShift } = draft;
  return {
    feature_name: feature,
    constraint_check_type: check,
    description,
    measure,
    value,
    expected,
    pValue,
    adjustedPValue,
    effect,
    counts,
    smallestDetectableShift,
    reproduce,
  };
}
