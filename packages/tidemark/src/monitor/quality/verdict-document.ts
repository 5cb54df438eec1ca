/** verdict.json of model quality: how the violations came about, beside Model Monitor's documents. */
import { readReport } from '../document/read-verdict.js';
import { parseDocument, type DocumentInput } from '../document/parse.js';
import type { Field } from '../document/field.js';
import { readJoinSummary } from '../join/join-summary.js';
import type { MetricNotEvaluated, QualityCheck } from './result.js';

/** What of a result its documents have no place for. */
export type QualityVerdictDocument = Pick<
  QualityCheck,
  'monitor' | 'reading' | 'falseAlarmRate' | 'testCount' | 'notEvaluated' | 'report' | 'groundTruth' | 'reproduce'
>;

export function toVerdictDocument(check: QualityCheck): object {
  const { monitor, reading, falseAlarmRate, testCount, notEvaluated, report, groundTruth, reproduce } = check;
  const schema = 'verdict/v1';
  return { schema, monitor, reading, falseAlarmRate, testCount, notEvaluated, report, groundTruth, reproduce };
}

export function readVerdict(input: DocumentInput): QualityVerdictDocument {
  const root = parseDocument(input, 'verdict.json');
  root.member('schema').oneOf(['verdict/v1']);
  const report = root.optional('report');
  const groundTruth = root.optional('groundTruth');
  return {
    monitor: root.member('monitor').oneOf(['model-quality']),
    reading: root.member('reading').oneOf(['tidemark', 'sagemaker']),
    falseAlarmRate: root.optional('falseAlarmRate')?.fraction() ?? null,
    testCount: root.member('testCount').count(),
    notEvaluated: root.member('notEvaluated').items().map(readNotEvaluated),
    report: report ? readReport(report) : null,
    groundTruth: groundTruth ? readJoinSummary(groundTruth) : null,
    reproduce: root.optional('reproduce')?.text() ?? null,
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
