/** verdict.json of attributions: how the violations came about, beside Model Monitor's documents. */
import type { AttributionDrift, FeatureAttributionDrift } from '../../engine/attribution.js';
import type { Field } from '../document/field.js';
import { type DocumentInput, parseDocument } from '../document/parse.js';
import { readVerdictBasis } from '../document/read-verdict.js';
import type { AttributionCheck, AttributionNotEvaluated } from './result.js';

/** What of a result its documents have no place for. */
export type AttributionVerdictDocument = Pick<
  AttributionCheck,
  'monitor' | 'reading' | 'falseAlarmRate' | 'notEvaluated' | 'drifts' | 'report' | 'reproduce'
>;

export function toVerdictDocument(check: AttributionCheck): object {
  const { monitor, reading, falseAlarmRate, notEvaluated, drifts, report, reproduce } = check;
  return { schema: 'verdict/v1', monitor, reading, falseAlarmRate, notEvaluated, drifts, report, reproduce };
}

export function readVerdict(input: DocumentInput): AttributionVerdictDocument {
  const root = parseDocument(input, 'verdict.json');
  return {
    ...readVerdictBasis(root),
    monitor: root.member('monitor').oneOf(['attribution']),
    notEvaluated: root.member('notEvaluated').items().map(readNotEvaluated),
    drifts: root
      .member('drifts')
      .items()
      .map((each) => ({ label: each.member('label').text(), drift: readDrift(each.member('drift')) })),
  };
}

function readNotEvaluated(field: Field): AttributionNotEvaluated {
  const feature = field.optional('feature')?.text();
  return {
    label: field.member('label').text(),
    ...(feature !== undefined && { feature }),
    reason: field.member('reason').text(),
  };
}

function readDrift(field: Field): AttributionDrift {
  const number = (key: string): number | null => field.optional(key)?.finite() ?? null;
  const [reference, current] = field.member('rows').items();
  return {
    ndcg: number('ndcg'),
    reason: field.optional('reason')?.text() ?? null,
    interval: readPair(field.optional('interval')),
    spearman: number('spearman'),
    kendall: number('kendall'),
    l1: number('l1'),
    rows: [readCount(reference), readCount(current)],
    features: field.member('features').items().map(readFeature),
  };
}

function readFeature(field: Field): FeatureAttributionDrift {
  const number = (key: string): number | null => field.optional(key)?.finite() ?? null;
  return {
    feature: field.member('feature').text(),
    values: readPair(field.member('values')) ?? [0, 0],
    ranks: readPair(field.member('ranks')) ?? [0, 0],
    shares: readPair(field.optional('shares')),
    distance: number('distance'),
    pValue: number('pValue'),
    adjustedPValue: number('adjustedPValue'),
  };
}

function readPair(field: Field | undefined): readonly [number, number] | null {
  if (field === undefined) return null;
  const [first, second] = field.finites();
  return first === undefined || second === undefined ? field.fail('two numbers') : [first, second];
}

function readCount(field: Field | undefined): number | null {
  return field === undefined || field.value === null ? null : field.count();
}
