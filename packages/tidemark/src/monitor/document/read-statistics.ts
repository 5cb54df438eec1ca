/** Reads statistics.json, whoever wrote it. */
import type { Counts, InferredType, TextShape } from '../../engine/statistics.js';
import type { Field } from './field.js';
import { type DocumentInput, type FeaturesDocument, parseFeatures, parseFeaturesFrom } from './parse.js';
import type {
  CommonStatistics,
  FeatureStatistics,
  NumericalStatistics,
  OwnStatistics,
  SketchDistribution,
  StatisticsDocument,
  StringStatistics,
} from './statistics.js';

export const INFERRED_TYPES: readonly InferredType[] = ['Integral', 'Fractional', 'Boolean', 'String', 'Unknown'];

const COUNTS = [
  'rows',
  'missing',
  'present',
  'boolean',
  'integral',
  'fractional',
  'exponent',
  'loose',
  'nan',
  'positiveInfinity',
  'negativeInfinity',
  'text',
  'negative',
  'zero',
  'roundedIntegers',
] as const satisfies readonly (keyof Counts)[];

const CHARACTER_CLASSES = [
  'withLowercase',
  'withUppercase',
  'withDigit',
  'withSpace',
  'withPunctuation',
  'withBeyondAscii',
] as const satisfies readonly (keyof TextShape)[];

export function readStatistics(input: DocumentInput, name = 'statistics.json'): StatisticsDocument {
  return toDocument(parseFeatures(input, name, readFeature));
}

/** Reads it feature by feature from chunks of bytes. */
export async function readStatisticsFrom(
  chunks: AsyncIterable<Uint8Array>,
  name = 'statistics.json',
): Promise<StatisticsDocument> {
  return toDocument(await parseFeaturesFrom(chunks, name, readFeature));
}

function toDocument({ root, features }: FeaturesDocument<FeatureStatistics>): StatisticsDocument {
  return {
    version: root.optional('version')?.finite() ?? 0,
    dataset: { item_count: root.member('dataset').member('item_count').count() },
    features,
  };
}

function readFeature(field: Field): FeatureStatistics {
  const numerical = field.optional('numerical_statistics');
  const string = field.optional('string_statistics');
  const own = field.optional('tidemark');
  return {
    name: field.member('name').text(),
    inferred_type: field.member('inferred_type').oneOf(INFERRED_TYPES),
    ...(numerical && { numerical_statistics: readNumerical(numerical) }),
    ...(string && { string_statistics: readString(string) }),
    ...(own && { tidemark: readOwn(own) }),
  };
}

function readNumerical(field: Field): NumericalStatistics {
  const sketch = field.optional('distribution')?.optional('kll');
  return {
    common: readCommon(field.member('common')),
    mean: field.optional('mean')?.number() ?? null,
    sum: field.optional('sum')?.number() ?? null,
    std_dev: field.optional('std_dev')?.number() ?? null,
    min: field.optional('min')?.number() ?? null,
    max: field.optional('max')?.number() ?? null,
    ...(sketch && { distribution: { kll: readSketch(sketch) } }),
  };
}

function readSketch(field: Field): SketchDistribution {
  const sketch = field.member('sketch');
  const parameters = sketch.member('parameters');
  return {
    buckets: field
      .member('buckets')
      .items()
      .map((bucket) => ({
        lower_bound: bucket.member('lower_bound').number(),
        upper_bound: bucket.member('upper_bound').number(),
        count: bucket.member('count').weight(),
      })),
    sketch: {
      parameters: { c: parameters.member('c').finite(), k: parameters.member('k').finite() },
      data: sketch
        .member('data')
        .items()
        .map((level) => level.finites()),
    },
  };
}

function readString(field: Field): StringStatistics {
  const distinctCount = field.optional('distinct_count')?.weight();
  const categorical = field.optional('distribution')?.optional('categorical');
  return {
    common: readCommon(field.member('common')),
    ...(distinctCount !== undefined && { distinct_count: distinctCount }),
    ...(categorical && {
      distribution: {
        categorical: {
          buckets: categorical
            .member('buckets')
            .items()
            .map((bucket) => ({ value: bucket.member('value').text(), count: bucket.member('count').weight() })),
        },
      },
    }),
  };
}

function readCommon(field: Field): CommonStatistics {
  return { num_present: field.member('num_present').count(), num_missing: field.member('num_missing').count() };
}

function readOwn(field: Field): OwnStatistics {
  const distinctCount = field.optional('distinctCount')?.weight();
  const isDistinctCountExact = field.optional('isDistinctCountExact')?.flag();
  const shape = field.optional('shape');
  return {
    counts: readCounts(field.member('counts')),
    ...(distinctCount !== undefined && { distinctCount }),
    ...(isDistinctCountExact !== undefined && { isDistinctCountExact }),
    ...(shape && { shape: readShape(shape) }),
  };
}

function readShape(field: Field): TextShape {
  const classes = CHARACTER_CLASSES.map((key) => [key, field.member(key).count()]);
  return {
    lengths: field
      .member('lengths')
      .items()
      .map((count) => count.count()),
    ...(Object.fromEntries(classes) as Record<(typeof CHARACTER_CLASSES)[number], number>),
  };
}

function readCounts(field: Field): Counts {
  return Object.fromEntries(COUNTS.map((key) => [key, field.member(key).count()])) as Record<keyof Counts, number>;
}
