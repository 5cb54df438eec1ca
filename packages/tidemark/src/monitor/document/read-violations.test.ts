import { expect, it } from 'vitest';
import { readViolations } from './read-violations.js';

const violation = { feature_name: 'age', constraint_check_type: 'completeness_check', description: 'text' };

it('a violation of Model Monitor has three keys', () => {
  expect(readViolations({ violations: [violation] })).toEqual({ violations: [violation] });
});

it('a violation of ours keeps its evidence', () => {
  const evidence = {
    measure: { id: 'ks', variant: 'weighted' },
    value: 0.2,
    expected: 0.1,
    pValue: 0.001,
    adjustedPValue: 0.002,
    effect: 0.2,
    counts: { reference: 100, current: 50 },
    smallestDetectableShift: null,
    reproduce: 'tidemark check a.csv --baseline b',
  };
  const document = { violations: [{ ...violation, ...evidence }] };
  expect(readViolations(document)).toEqual(document);
});
