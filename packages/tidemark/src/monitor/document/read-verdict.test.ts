import { expect, it } from 'vitest';
import { readVerdict } from './read-verdict.js';
import type { VerdictDocument } from './verdict.js';
import { toDocumentText } from './write.js';

const VERDICT: VerdictDocument = {
  schema: 'verdict/v1',
  reading: 'tidemark',
  falseAlarmRate: 0.01,
  testCount: 3,
  notEvaluated: [{ feature: 'x', check: 'range_check', reason: 'no value is present' }],
  report: {
    sources: 1,
    rows: 2,
    quarantined: 1,
    blankLines: 0,
    outside: 5,
    duplicates: 6,
    delimiter: ',',
    complaints: [
      { kind: 'ragged-row', count: 1, first: [{ source: 'a.csv', line: 3, expectedFields: 2, foundFields: 1 }] },
    ],
    invalidUtf8: [{ column: 'x', count: 4 }],
    logicalTypes: [{ column: 'day', logicalType: 'date' }],
  },
  reproduce: 'tidemark check a.csv --baseline base',
};

it('what was written is read again', () => {
  expect(readVerdict(toDocumentText(VERDICT))).toEqual(VERDICT);
});

it('what is not known stays unknown', () => {
  const unknown = { ...VERDICT, falseAlarmRate: null, report: null, reproduce: null };
  expect(readVerdict(toDocumentText(unknown))).toEqual(unknown);
});

it('a later version is refused by name', () => {
  expect(() => readVerdict({ ...VERDICT, schema: 'verdict/v2' })).toThrow(
    'expected one of verdict/v1 at $.schema of verdict.json, found "verdict/v2"',
  );
});
