/** Reads verdict.json. */
import type { Complaint, IngestReport } from '../../engine/port.js';
import { CHECK_KINDS, type NotEvaluated } from '../check/check-result.js';
import type { DriftImpact, EstimatedChange } from '../estimate/drift-impact.js';
import type { Field } from './field.js';
import { type DocumentInput, parseDocument } from './parse.js';
import { readPair } from './read-pair.js';
import type { VerdictDocument } from './verdict.js';

export function readVerdict(input: DocumentInput, name = 'verdict.json'): VerdictDocument {
  const root = parseDocument(input, name);
  const impact = root.optional('impact');
  return {
    schema: 'verdict/v1',
    ...readVerdictBasis(root),
    testCount: root.member('testCount').count(),
    notEvaluated: root.member('notEvaluated').items().map(readNotEvaluated),
    ...(impact && { impact: readImpact(impact) }),
  };
}

function readImpact(field: Field): DriftImpact {
  return {
    metric: field.member('metric').text(),
    reference: field.optional('reference')?.finite() ?? null,
    estimatedChange: readChange(field.member('estimatedChange')),
    features: field
      .member('features')
      .items()
      .map((feature) => ({
        feature: feature.member('feature').text(),
        ...readChange(feature),
        effectiveRows: feature.optional('effectiveRows')?.count() ?? null,
      })),
  };
}

function readChange(field: Field): EstimatedChange {
  return {
    value: field.optional('value')?.finite() ?? null,
    band: readPair(field.optional('band')),
    reason: field.optional('reason')?.text() ?? null,
  };
}

/** What verdict.json says whatever was monitored. */
export function readVerdictBasis(
  root: Field,
): Pick<VerdictDocument, 'reading' | 'falseAlarmRate' | 'report' | 'reproduce'> {
  root.member('schema').oneOf(['verdict/v1']);
  const report = root.optional('report');
  return {
    reading: root.member('reading').oneOf(['tidemark', 'sagemaker']),
    falseAlarmRate: root.optional('falseAlarmRate')?.fraction() ?? null,
    report: report ? readReport(report) : null,
    reproduce: root.optional('reproduce')?.text() ?? null,
  };
}

function readNotEvaluated(field: Field): NotEvaluated {
  return {
    feature: field.member('feature').text(),
    check: field.member('check').oneOf(CHECK_KINDS),
    reason: field.member('reason').text(),
  };
}

const LOGICAL_TYPES = ['date', 'time', 'timestamp', 'duration', 'decimal'] as const;

function readReport(field: Field): IngestReport {
  const logicalTypes = field
    .optional('logicalTypes')
    ?.items()
    .map((each) => ({
      column: each.member('column').text(),
      logicalType: each.member('logicalType').oneOf(LOGICAL_TYPES),
    }));
  return {
    sources: field.member('sources').count(),
    rows: field.member('rows').count(),
    quarantined: field.member('quarantined').count(),
    blankLines: field.member('blankLines').count(),
    outside: field.member('outside').count(),
    duplicates: field.member('duplicates').count(),
    delimiter: field.optional('delimiter')?.text() ?? null,
    complaints: field.member('complaints').items().map(readComplaint),
    invalidUtf8: field
      .member('invalidUtf8')
      .items()
      .map((each) => ({ column: each.member('column').text(), count: each.member('count').count() })),
    ...(logicalTypes && { logicalTypes }),
  };
}

function readComplaint(field: Field): Complaint {
  return {
    // A later version may know more kinds: what it wrote is shown as it stands.
    kind: field.member('kind').text() as Complaint['kind'],
    count: field.member('count').count(),
    first: field.member('first').items().map(readPlace),
  };
}

function readPlace(field: Field): Complaint['first'][number] {
  const expectedFields = field.optional('expectedFields')?.count();
  const foundFields = field.optional('foundFields')?.count();
  const message = field.optional('message')?.text();
  return {
    source: field.member('source').text(),
    line: field.member('line').count(),
    ...(expectedFields !== undefined && { expectedFields }),
    ...(foundFields !== undefined && { foundFields }),
    ...(message !== undefined && { message }),
  };
}
