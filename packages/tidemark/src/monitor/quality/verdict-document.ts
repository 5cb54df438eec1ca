/** verdict.json of model quality: how the violations came about, beside Model Monitor's documents. */
import { readVerdictBasis } from '../document/read-verdict.js';
import { parseDocument, type DocumentInput } from '../document/parse.js';
import type { Field } from '../document/field.js';
import { readEstimates } from './read-estimates.js';
import { readJoinSummary } from '../join/join-summary.js';
import type { MetricNotEvaluated, QualityCheck } from './result.js';

/** What of a result its documents have no place for. */
export type QualityVerdictDocument = Pick<
  QualityCheck,
  | 'monitor'
  | 'reading'
  | 'falseAlarmRate'
  | 'testCount'
  | 'notEvaluated'
  | 'estimates'
  | 'report'
  | 'groundTruth'
  | 'reproduce'
>;

export function toVerdictDocument(check: QualityCheck): object {
  const { monitor, reading, falseAlarmRate, testCount, notEvaluated, estimates, report, groundTruth, reproduce } =
    check;
  const schema = 'verdict/v1';
  return {
    schema,
    monitor,
    reading,
    falseAlarmRate,
    testCount,
    notEvaluated,
    estimates,
    report,
    groundTruth,
    reproduce,
  };
}

export function readVerdict(input: DocumentInput): QualityVerdictDocument {
  const root = parseDocument(input, 'verdict.json');
  const groundTruth = root.optional('groundTruth');
  const estimates = root.optional('estimates');
  return {
    ...readVerdictBasis(root),
    monitor: root.member('monitor').oneOf(['model-quality']),
    testCount: root.member('testCount').count(),
    notEvaluated: root.member('notEvaluated').items().map(readNotEvaluated),
    estimates: estimates ? readEstimates(estimates) : null,
    groundTruth: groundTruth ? readJoinSummary(groundTruth) : null,
  };
}

function readNotEvaluated(field: Field): MetricNotEvaluated {
  const group = field.optional('group');
  return {
    metric: field.member('metric').text(),
    reason: field.member('reason').text(),
    ...(group && { group: readGroup(group) }),
  };
}

export function readGroup(group: Field): { readonly attribute: string; readonly value: string } {
  return { attribute: group.member('attribute').text(), value: group.member('value').text() };
}
