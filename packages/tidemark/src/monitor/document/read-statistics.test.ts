import { describe, expect, it } from 'vitest';
import { readStatistics } from './read-statistics.js';
import { toDocumentText } from './write.js';

const numerical = {
  common: { num_present: 2, num_missing: 1 },
  mean: 1.5,
  sum: 3,
  std_dev: 0.5,
  min: 1,
  max: 2,
  distribution: {
    kll: {
      buckets: [{ lower_bound: 1, upper_bound: 2, count: 2 }],
      sketch: { parameters: { c: 0.64, k: 2048 }, data: [[1, 2], []] },
    },
  },
};
const withFeature = (members: object) => ({
  version: 0,
  dataset: { item_count: 3 },
  features: [{ name: 'x', inferred_type: 'Integral', ...members }],
});

describe('reading statistics.json', () => {
  it('gives back what was written', () => {
    const document = withFeature({ numerical_statistics: numerical });
    expect(readStatistics(toDocumentText(document))).toEqual(document);
  });

  it('reads numbers that JSON cannot hold as Model Monitor spells them, and writes them so', () => {
    const document = withFeature({ numerical_statistics: { ...numerical, mean: 'NaN', sum: '-Infinity' } });
    const read = readStatistics(document);
    expect(read.features[0]?.numerical_statistics).toMatchObject({ mean: Number.NaN, sum: Number.NEGATIVE_INFINITY });
    expect(JSON.parse(toDocumentText(read))).toEqual(document);
  });

  it('reads a text feature with and without its values', () => {
    const common = { num_present: 3, num_missing: 0 };
    const few = { common, distinct_count: 1, distribution: { categorical: { buckets: [{ value: 'a', count: 3 }] } } };
    for (const string of [few, { common, distinct_count: 16_902 }]) {
      const document = withFeature({ inferred_type: 'String', string_statistics: string });
      expect(readStatistics(document)).toEqual(document);
    }
  });

  it.each([
    [{ version: 0, dataset: { item_count: -1 }, features: [] }, '$.dataset.item_count'],
    [
      withFeature({ numerical_statistics: { ...numerical, common: { num_present: 0.5 } } }),
      '$.features[0].numerical_statistics.common.num_present',
    ],
    [withFeature({ numerical_statistics: { ...numerical, mean: 'much' } }), '$.features[0].numerical_statistics.mean'],
  ])('says at which path a document is wrong', (document, path) => {
    expect(() => readStatistics(document)).toThrow(
      expect.objectContaining({ code: 'invalid-data', details: { document: 'statistics.json', path } }) as Error,
    );
  });
});
