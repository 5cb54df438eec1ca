/** Reads the bias of analysis.json. */
import type { BiasSide, BiasValue } from '../../engine/bias.js';
import type { Field } from '../document/field.js';
import {
  type AnalysisEntry,
  type AnalysisMetric,
  type AnalysisStage,
  type BiasAnalysis,
  type MetricBounds,
  STAGES,
} from './analysis.js';

/** Null for a document without bias. */
export function readAnalysis(root: Field): BiasAnalysis | null {
  const stages = STAGES.flatMap((name) => {
    const stage = root.optional(name);
    return stage ? [[name, readStage(stage)] as const] : [];
  });
  return stages.length === 0 ? null : { version: '1.0', ...Object.fromEntries(stages) };
}

function readStage(field: Field): AnalysisStage {
  const facets = field.member('facets');
  const names = Object.keys(Object(facets.value) as object);
  return {
    label: field.member('label').text(),
    label_value_or_threshold: field.optional('label_value_or_threshold')?.text() ?? '',
    facets: Object.fromEntries(names.map((name) => [name, facets.member(name).items().map(readEntry)])),
  };
}

function readEntry(field: Field): AnalysisEntry {
  const sides = field.optional('tidemark');
  return {
    value_or_threshold: field.member('value_or_threshold').text(),
    metrics: field.member('metrics').items().map(readMetric),
    ...(sides && { tidemark: { a: readSide(sides.member('a')), d: readSide(sides.member('d')) } }),
  };
}

function readSide(field: Field): BiasSide {
  const confusion = field.optional('confusion')?.items();
  return {
    rows: field.member('rows').count(),
    positiveFraction: field.optional('positiveFraction')?.fraction() ?? null,
    ...(confusion && {
      confusion: confusion.map((count) => count.count()) as unknown as [number, number, number, number],
    }),
  };
}

function readMetric(field: Field): AnalysisMetric {
  const name = field.member('name').text();
  const [value, error, bounds] = [field.optional('value'), field.optional('error'), field.optional('tidemark')];
  return {
    name,
    description: field.optional('description')?.text() ?? name,
    value: value ? readValue(value) : null,
    ...(error && { error: error.text() }),
    ...(bounds && { tidemark: readBounds(bounds) }),
  };
}

function readBounds(field: Field): MetricBounds {
  const interval = field.optional('interval')?.items().map(readValue);
  const [method, share] = [field.optional('method'), field.optional('nonFiniteFraction')];
  return {
    ...(interval && { interval: interval as unknown as [BiasValue, BiasValue] }),
    ...(method && { method: method.oneOf(['newcombe', 'wilson', 'log-ratio', 'bootstrap']) }),
    ...(share && { nonFiniteFraction: share.fraction() }),
  };
}

function readValue(field: Field): BiasValue {
  const number = field.number();
  if (Number.isNaN(number)) return field.fail('a number');
  return Number.isFinite(number) ? number : number > 0 ? 'Infinity' : '-Infinity';
}
