/**
 * What follows from a change of type: numbers among text are new values and change the shares of the others. Where the
 * type is a violation, what follows from it is no violation of its own.
 */
import { countNumbers } from '../value-kinds.js';
import type { ComparedFeature } from './feature.js';
import { type Finding, notEvaluated } from './finding.js';

/** How many values are not of the type that the text or the booleans of the baseline had: `data_type_check` tells them. */
export function countOfOtherType({ constraints, reference, current: { counts } }: ComparedFeature): number {
  const { inferred_type: type } = constraints;
  if (type === 'Boolean') return counts.present - counts.boolean;
  const hasNumbers = reference?.counts == null || countNumbers(reference.counts) > 0;
  return type === 'String' && !hasNumbers ? countNumbers(counts) : 0;
}

/**
 * The findings of a feature, those that follow from its type named as such. A test of the type counts where no other
 * tests of the window, `testCount` in all, could take its significance away.
 */
export function nameFollowing(found: readonly Finding[], testCount: number, rate: number): readonly Finding[] {
  const hasChanged = found.some(
    (finding) =>
      finding.outcome !== 'not-evaluated' &&
      finding.draft.check === 'data_type_check' &&
      (finding.outcome === 'violated' || (finding.isRelevant && finding.pValue * testCount <= rate)),
  );
  return hasChanged ? found.map(nameIfFollowing) : found;
}

function nameIfFollowing(finding: Finding): Finding {
  const isPassed = finding.outcome === 'not-evaluated' || (finding.outcome === 'tested' && !finding.isRelevant);
  if (isPassed || !finding.draft.followsType) return finding;
  const { feature, check } = finding.draft;
  return notEvaluated(feature, check, 'the type changed: see data_type_check, from which this follows');
}
