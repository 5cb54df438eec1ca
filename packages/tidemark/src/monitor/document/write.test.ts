import { describe, expect, it } from 'vitest';
import { toDocumentPieces, toDocumentText } from './write.js';

const feature = (name: string) => ({
  name,
  inferred_type: 'Fractional',
  numerical_statistics: { mean: 0.5, levels: [[1, 2.5], []], none: null, absent: undefined },
});

describe('writing documents', () => {
  it.each([
    [{}],
    [{ violations: [] }],
    [{ version: 0, dataset: { item_count: 3 }, features: [feature('a\n"b"'), feature('\u2028ü')] }],
    [{ schema: 'baseline/v1', statistics: { features: [feature('x')] }, report: null, absent: undefined }],
    [{ deep: [[[[1, [2]]]], undefined, 'text', { '': {} }] }],
  ])('gives the text that JSON.stringify gives', (document) => {
    expect(toDocumentText(document)).toBe(`${JSON.stringify(document, null, 2)}\n`);
  });

  it('comes in pieces that do not grow with the document', () => {
    const document = { features: Array.from({ length: 2000 }, (_, index) => feature(`feature ${index}`)) };
    const pieces = [...toDocumentPieces(document)];
    expect(pieces.length).toBeGreaterThan(5);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
    expect(pieces.join('')).toBe(`${JSON.stringify(document, null, 2)}\n`);
  });
});
