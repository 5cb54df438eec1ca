/**
 * `categorical_values_check`: values are those of the domain. A domain that lists the baseline's own values is tested: of
 * a new window about as large a share is new as the share of the baseline's records whose value stood there only once
 * (Good and Turing). One written by hand is exact.
 */
import type { CategoryComparison } from '../../../engine/port.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, notEvaluated, tested, violated } from './finding.js';
import { listValues } from './naming.js';
import type { Reference } from './reference.js';
import { compareFailing } from './share-test.js';
import { countOfOtherType } from './type-change.js';
import { toPartText, toShareText, UNNAMED } from './wording.js';

export function checkDomain(feature: ComparedFeature, window: Window): Finding[] {
  const { constraints, current, reference, apart } = feature;
  const domains = constraints.string_constraints?.domains ?? [];
  const { rareValues = 0 } = constraints.tidemark ?? {};
  if (domains.length + rareValues === 0 || current.counts.present === 0) return [];
  if (rareValues > 0) return [notEvaluated(feature.name, 'categorical_values_check', UNNAMED)];
  const isSuggested = hasSuggestedDomain(feature);
  if (isSuggested && apart !== null) return [];
  const categories = domains.map((value) => ({ value, count: 1 }));
  const now = { profile: window.profile, column: current.name };
  const comparison = window.engine.compareCategories({ categories }, now);
  return isSuggested && reference?.values
    ? testNewValues(feature, reference, reference.values, comparison, window)
    : checkExactly(feature, comparison);
}

/** Whether the domain, and the share of values that must lie in it, are those that the baseline suggests. */
function hasSuggestedDomain({ constraints, suggested, monitoring }: ComparedFeature): boolean {
  const written = new Set(constraints.string_constraints?.domains);
  const known = suggested?.string_constraints?.domains;
  return (
    monitoring.domain_content_threshold === 1 &&
    known?.length === written.size &&
    known.every((value) => written.has(value))
  );
}

function testNewValues(
  feature: ComparedFeature,
  { present }: Reference,
  values: NonNullable<Reference['values']>,
  { appeared, appearedCount: failing, currentTotal: total, basis, isComplete }: CategoryComparison,
  { engine }: Window,
): Finding[] {
  const once = values.filter(({ count }) => count === 1).length;
  const comparison = compareFailing(engine, { failing: once, total: present }, { failing, total });
  const draft = {
    ...comparison.evidence,
    feature: feature.name,
    check: 'categorical_values_check',
    followsType: failing <= countOfOtherType(feature),
    description: `Of the values present, ${basis === 'sample' ? 'at least ' : ''}${toPartText(failing, total)} were never seen in the baseline: ${listValues(appeared, isComplete)}.`,
  } as const;
  return [tested(draft, comparison.pValue, comparison.hasGrown)];
}

function checkExactly(
  feature: ComparedFeature,
  { appeared, appearedCount: failing, currentTotal: total, isComplete }: CategoryComparison,
): Finding[] {
  const threshold = feature.monitoring.domain_content_threshold;
  const inside = total === 0 ? 1 : (total - failing) / total;
  if (inside >= threshold) return [];
  const asked = threshold === 1 ? 'none' : `at most ${toShareText(1 - threshold)}`;
  const draft = {
    feature: feature.name,
    check: 'categorical_values_check',
    followsType: failing <= countOfOtherType(feature),
    description: `Of the values present, ${toPartText(failing, total)} are not in the domain of the constraint, which allows ${asked}: ${listValues(appeared, isComplete)}.`,
    value: inside,
    expected: threshold,
    effect: threshold - inside,
    counts: { reference: null, current: total },
  } as const;
  return [violated(draft)];
}
