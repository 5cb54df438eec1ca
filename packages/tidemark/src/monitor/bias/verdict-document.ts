/** verdict.json of bias: how the violations came about, beside Clarify's documents. */
import type { Field } from '../document/field.js';
import { type DocumentInput, parseDocument } from '../document/parse.js';
import { readVerdictBasis } from '../document/read-verdict.js';
import type { BiasCheck, BiasNotEvaluated, BiasRows } from './result.js';

/** What of a result its documents have no place for. */
export type BiasVerdictDocument = Pick<
  BiasCheck,
  'monitor' | 'reading' | 'falseAlarmRate' | 'testCount' | 'notEvaluated' | 'bias' | 'report' | 'reproduce'
>;

export function toVerdictDocument(check: BiasCheck): object {
  const { monitor, reading, falseAlarmRate, testCount, notEvaluated, bias, report, reproduce } = check;
  return { schema: 'verdict/v1', monitor, reading, falseAlarmRate, testCount, notEvaluated, bias, report, reproduce };
}

export function readVerdict(input: DocumentInput): BiasVerdictDocument {
  const root = parseDocument(input, 'verdict.json');
  const bias = root.optional('bias');
  return {
    ...readVerdictBasis(root),
    monitor: root.member('monitor').oneOf(['bias']),
    testCount: root.member('testCount').count(),
    notEvaluated: root.member('notEvaluated').items().map(readNotEvaluated),
    bias: bias ? readRows(bias) : null,
  };
}

function readNotEvaluated(field: Field): BiasNotEvaluated {
  return {
    facet: field.member('facet').text(),
    facet_value: field.member('facet_value').text(),
    metric: field.member('metric').text(),
    reason: field.member('reason').text(),
  };
}

function readRows(field: Field): BiasRows {
  const [label = 0, prediction = 0, group = 0] = field
    .member('missing')
    .items()
    .map((count) => count.count());
  const [sample, error] = [field.optional('sample'), field.optional('postTrainingError')];
  return {
    rows: field.member('rows').count(),
    missing: [label, prediction, group],
    ...(sample && { sample: { rows: sample.member('rows').count(), of: sample.member('of').count() } }),
    ...(error && { postTrainingError: error.text() }),
  };
}
