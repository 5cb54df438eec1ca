/** Reads what a stored verdict says about a window before its labels came. */
import type { Field } from '../document/field.js';
import { readPair } from '../document/read-pair.js';
import type { MetricEstimate, QualityEstimates } from './estimates.js';

export function readEstimates(field: Field): QualityEstimates {
  return {
    count: field.member('count').count(),
    skipped: field.member('skipped').count(),
    labelled: field.member('labelled').count(),
    reason: field.optional('reason')?.text() ?? null,
    metrics: field.member('metrics').items().map(readMetric),
  };
}

function readMetric(field: Field): MetricEstimate {
  const heldBack = field.member('heldBack');
  return {
    metric: field.member('metric').text(),
    value: field.optional('value')?.finite() ?? null,
    band: readPair(field.optional('band')),
    range: readPair(field.optional('range')),
    isAlert: field.member('isAlert').flag(),
    realised: field.optional('realised')?.finite() ?? null,
    verdict: field.member('verdict').oneOf(['inside', 'outside', 'unchecked']),
    heldBack: {
      parts: heldBack.member('parts').count(),
      inside: heldBack.member('inside').count(),
      meanAbsoluteError: heldBack.optional('meanAbsoluteError')?.finite() ?? null,
    },
  };
}
